//! Public documents and pages, for the gateway and verification.

use super::{achievements, credentials, issuers, read::time};
use crate::{
    Error, Issuance,
    app::{
        documents::{self, Wanted},
        pages::{self, BadgeInList, CertificatePage},
    },
    domain::document::{
        AchievementForm, AchievementName, CredentialForm, DocumentName, IssuerForm,
    },
};
use contracts::issuance::v1::{get_document_request::Of, *};
use platform::{
    identity::Caller,
    ids::{CredentialId, VersionId},
};

pub(super) async fn get_document(
    app: &Issuance,
    caller: &Caller,
    asked: GetDocumentRequest,
) -> Result<Document, Error> {
    caller.must_be_service()?;
    let (capability, owner) = match &asked.of {
        Some(Of::Credential(document)) => (document.capability.clone(), document.owner),
        // A link-only badge is verified by its whole address.
        Some(Of::Path(path)) => (capability_of(path), false),
        _ => (String::new(), false),
    };
    let of = asked
        .of
        .ok_or_else(|| Error::field("of", "", "name the document that is wanted"))?;
    let Some(name) = name(of)? else {
        return Ok(missing());
    };
    let served = documents::get(
        app,
        &Wanted {
            host: asked.host,
            name,
            capability,
            owner,
            if_none_match: asked.if_none_match,
        },
    )
    .await?;
    Ok(Document {
        status: u32::from(served.status),
        media_type: served.media_type.to_owned(),
        body: std::sync::Arc::unwrap_or_clone(served.body),
        etag: served.etag,
        cache_control: served.cache_control.to_owned(),
        file_name: served.file_name,
    })
}

/// The capability that an address of ours carries behind `?k=`.
fn capability_of(path: &str) -> String {
    let query = path
        .split_once('?')
        .map(|(_, query)| query.split('#').next().unwrap_or_default());
    let value = query
        .into_iter()
        .flat_map(|query| query.split('&'))
        .find_map(|pair| pair.strip_prefix("k="));
    value.unwrap_or_default().to_owned()
}

/// Which document is meant. `None` for an id or path that names none; a refusal for a form we do not know.
fn name(of: Of) -> Result<Option<DocumentName>, Error> {
    fn form<T>(known: Option<T>, text: &str) -> Result<T, Error> {
        known.ok_or_else(|| Error::field("form", text, "there is no such form"))
    }
    Ok(match of {
        Of::Credential(document) => {
            let form = form(CredentialForm::named(&document.form), &document.form)?;
            document
                .id
                .parse()
                .ok()
                .map(|id| DocumentName::Credential(id, form))
        }
        Of::Issuer(document) => {
            let form = form(IssuerForm::named(&document.form), &document.form)?;
            match document.slug.as_str() {
                "" if form == IssuerForm::Jwks => Some(DocumentName::HostKeys),
                slug => slug
                    .parse()
                    .ok()
                    .map(|slug| DocumentName::Issuer(slug, form)),
            }
        }
        Of::Achievement(document) => {
            let form = form(AchievementForm::named(&document.form), &document.form)?;
            AchievementName::read(&document.id).map(|name| DocumentName::Achievement(name, form))
        }
        Of::StatusList(id) => id.parse().ok().map(DocumentName::StatusList),
        Of::Ob2Badge(id) => id.parse::<VersionId>().ok().map(|id| {
            DocumentName::Achievement(AchievementName::Version(id), AchievementForm::Ob2)
        }),
        Of::Path(path) => DocumentName::of_path(&path),
    })
}

fn missing() -> Document {
    Document {
        status: 404,
        media_type: "text/plain".into(),
        cache_control: "no-store".into(),
        ..Document::default()
    }
}

pub(super) async fn get_certificate(
    app: &Issuance,
    caller: &Caller,
    asked: GetCertificateRequest,
) -> Result<Certificate, Error> {
    caller.must_be_service()?;
    let unavailable = |word: &str| Certificate {
        availability: word.to_owned(),
        ..Certificate::default()
    };
    let Ok(id) = asked.id.parse::<CredentialId>() else {
        return Ok(unavailable("not_available"));
    };
    Ok(
        match pages::certificate(app, id, &asked.capability, asked.owner).await? {
            pages::Certificate::NotAvailable => unavailable("not_available"),
            pages::Certificate::Erased => unavailable("erased"),
            pages::Certificate::Shown(page) => certificate(*page),
        },
    )
}

fn certificate(page: CertificatePage) -> Certificate {
    let c = &page.credential;
    Certificate {
        availability: "shown".into(),
        id: c.id.to_string(),
        url: c.url.clone(),
        issuer: Some(issuers::issuer(&page.issuer)),
        examining_body: page
            .achievement
            .achievement
            .current
            .content
            .examining_body
            .as_ref()
            .map(achievements::examining_body),
        achievement: Some(achievements::achievement(&page.achievement)),
        recipient_name: page.recipient_name,
        awarded_at: Some(c.awarded_at.proto()),
        valid_until: time(c.valid_until),
        status: page.state.as_str().to_owned(),
        status_reason: page.reason,
        status_since: time(page.since),
        evidence: page.evidence.iter().map(credentials::evidence).collect(),
        narrative: page.narrative,
        rosette: page.rosette,
        visibility: c.visibility.as_str().to_owned(),
        indexable: page.indexable,
        digest: page.signed.digest,
        verification_method: page.signed.verification_method,
        signed_at: Some(page.signed.signed_at.proto()),
        revision: page.signed.number,
        time_zone: c.zone.name().to_owned(),
    }
}

pub(super) async fn get_issuer_page(
    app: &Issuance,
    caller: &Caller,
    asked: GetIssuerPageRequest,
) -> Result<IssuerPage, Error> {
    caller.must_be_service()?;
    let page = pages::issuer_page(app, &asked.slug).await?;
    Ok(IssuerPage {
        issuer: Some(issuers::issuer(&page.issuer)),
        achievements: page
            .achievements
            .iter()
            .map(achievements::achievement)
            .collect(),
        rosette: page.rosette,
    })
}

pub(super) async fn list_badges(
    app: &Issuance,
    caller: &Caller,
    asked: ListBadgesRequest,
) -> Result<ListBadgesResponse, Error> {
    const MOST: usize = 1000;
    if asked.ids.len() > MOST {
        return Err(Error::field(
            "ids",
            asked.ids.len().to_string(),
            format!("ask for at most {MOST} at once"),
        ));
    }
    // What is no id names no badge, and badges there are not are left out.
    let ids: Vec<CredentialId> = asked.ids.iter().filter_map(|id| id.parse().ok()).collect();
    let badges = pages::badges(app, caller, &ids).await?;
    Ok(ListBadgesResponse {
        badges: badges.iter().map(summary).collect(),
    })
}

fn summary(badge: &BadgeInList) -> BadgeSummary {
    let (c, content, profile) = (
        &badge.credential,
        &badge.version.content,
        &badge.issuer.profile,
    );
    BadgeSummary {
        id: c.id.to_string(),
        url: c.url.clone(),
        title: content.name.clone(),
        issuer_id: c.issuer.to_string(),
        issuer_name: profile.name.clone(),
        issuer_slug: badge.issuer.slug.to_string(),
        image_url: badge.version.image_url.clone(),
        status: badge.state.as_str().to_owned(),
        status_reason: badge.reason.clone(),
        awarded_at: Some(c.awarded_at.proto()),
        valid_until: time(c.valid_until),
        visibility: c.visibility.as_str().to_owned(),
        level: content.level.as_ref().map(achievements::level),
        achievement_id: c.achievement.to_string(),
        time_zone: c.zone.name().to_owned(),
        recipient_name: badge.recipient_name.clone(),
        linkedin_organization_id: profile.linkedin_organization_id.clone(),
        link_url: badge.link_url.clone(),
        description: content.description.clone(),
        renew_url: profile.renew_url.clone(),
    }
}
