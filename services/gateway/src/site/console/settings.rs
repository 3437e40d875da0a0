//! Settings of an organization: profile and policy, signing keys, API keys.

use super::{
    super::{
        errors::{Answer, Stop},
        facts,
        form::Form,
        session::go,
        visit::hushed,
    },
    desk::Desk,
    fields, words,
};
use crate::{
    app::App,
    config::VcApi,
    pages::{
        Choice,
        shell::Tone,
        views::{
            console::ConfirmPage,
            settings::{ApiKeyRow, ApiKeysPage, KeyRow, KeysPage, SettingsPage},
        },
    },
};
use axum::{Router, extract::Path, http::StatusCode, response::Response, routing::get};
use contracts::issuance::v1::{
    ApiKey, CreateApiKeyRequest, GetIssuerRequest, Issuer, IssuerPolicy, ListApiKeysRequest,
    MailSettings, RevokeApiKeyRequest, RotateKeyRequest, UpdateIssuerRequest,
};
use platform::identity::Scope;

const READ: Scope = Scope::IssuerRead;
const WRITE: Scope = Scope::IssuerWrite;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/settings", get(profile).post(save))
        .route("/console/settings/keys", get(keys))
        .route(
            "/console/settings/keys/rotate",
            get(ask_rotate).post(rotate),
        )
        .route("/console/settings/api-keys", get(api_keys).post(make_key))
        .route(
            "/console/settings/api-keys/{id}/revoke",
            get(ask_revoke).post(revoke),
        )
}

async fn issuer(desk: &Desk) -> Result<Issuer, Stop> {
    let asked = GetIssuerRequest {
        id: desk.issuer_id(),
    };
    let found = desk
        .visit
        .app
        .issuers(&desk.caller)
        .get_issuer(asked)
        .await?;
    Ok(found.into_inner())
}

// ── profile

fn page(desk: &Desk, issuer: &Issuer) -> SettingsPage {
    let mut page = SettingsPage::new(desk.shell(), issuer.did.clone(), desk.visit.text);
    page.version = issuer.version;
    page.name.value.clone_from(&issuer.name);
    page.about.value.clone_from(&issuer.description);
    page.site.value.clone_from(&issuer.url);
    page.colour.value.clone_from(&issuer.accent);
    page.contact_email.value.clone_from(&issuer.email);
    page.support_contact
        .value
        .clone_from(&issuer.support_contact);
    page.renew_url.value.clone_from(&issuer.renew_url);
    page.about_badges_url
        .value
        .clone_from(&issuer.about_badges_url);
    page.time_zone.value.clone_from(&issuer.time_zone);
    if !page.locale.choices.iter().any(|c| c.value == issuer.locale) {
        let own = Choice::new(&issuer.locale, &issuer.locale);
        page.locale.choices.push(own);
    }
    page.locale.value.clone_from(&issuer.locale);
    page.linkedin_organization
        .value
        .clone_from(&issuer.linkedin_organization_id);
    if let Some(policy) = &issuer.policy {
        page.visible_from.value.clone_from(&policy.visible_from);
        page.name_shown.value.clone_from(&policy.name);
        page.recipient.value.clone_from(&policy.recipient);
        if policy.show_revocation_reason {
            page.show_revocation_reason.value = "on".into();
        }
    }
    if let Some(mail) = &issuer.mail {
        page.mail_subject.value.clone_from(&mail.award_subject);
        page.mail_intro.value.clone_from(&mail.award_intro);
        page.reminder_days.value = days_said(&mail.reminder_days);
    }
    page
}

async fn profile(desk: Desk) -> Answer {
    desk.must(READ)?;
    let issuer = issuer(&desk).await?;
    Ok(desk.visit.page(&page(&desk, &issuer)))
}

fn named(path: &str) -> String {
    match path {
        "description" => "about",
        "url" => "site",
        "accent" => "colour",
        "email" => "contact_email",
        "policy.name" => "name_shown",
        "policy.recipient" => "recipient",
        "policy.visible_from" => "visible_from",
        "policy.show_revocation_reason" => "show_revocation_reason",
        "linkedin_organization_id" => "linkedin_organization",
        "mail.award_subject" => "mail_subject",
        "mail.award_intro" => "mail_intro",
        "mail.reminder_days" => "reminder_days",
        other => other,
    }
    .to_owned()
}

/// Days as their field shows them.
fn days_said(days: &[u32]) -> String {
    let told: Vec<String> = days.iter().map(u32::to_string).collect();
    told.join(", ")
}

/// Days as somebody writes them: whole numbers, with commas, semicolons or spaces between. Which days may be named
/// is the service's to say.
fn days_of(written: &str) -> Option<Vec<u32>> {
    written
        .split([',', ';', ' '])
        .map(str::trim)
        .filter(|day| !day.is_empty())
        .map(|day| day.parse().ok())
        .collect()
}

async fn save(desk: Desk, form: Form) -> Answer {
    desk.must(WRITE)?;
    let Some(reminder_days) = days_of(form.get("reminder_days")) else {
        let mut page = page(&desk, &issuer(&desk).await?);
        page.version = fields::version(&form).unwrap_or(page.version);
        fields::fill(&form, page.fields());
        page.reminder_days.error = desk.visit.text.get("form-reminder-days");
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let field = |name: &str| Some(form.get(name).to_owned());
    let asked = UpdateIssuerRequest {
        id: desk.issuer_id(),
        name: field("name"),
        url: field("site"),
        email: field("contact_email"),
        description: field("about"),
        time_zone: field("time_zone"),
        locale: field("locale"),
        policy: Some(IssuerPolicy {
            name: form.get("name_shown").to_owned(),
            recipient: form.get("recipient").to_owned(),
            visible_from: form.get("visible_from").to_owned(),
            show_revocation_reason: form.on("show_revocation_reason"),
        }),
        accent: field("colour"),
        about_badges_url: field("about_badges_url"),
        support_contact: field("support_contact"),
        linkedin_organization_id: field("linkedin_organization"),
        if_version: fields::version(&form),
        renew_url: field("renew_url"),
        mail: Some(MailSettings {
            award_subject: form.get("mail_subject").to_owned(),
            award_intro: form.get("mail_intro").to_owned(),
            no_reminders: reminder_days.is_empty(),
            reminder_days,
        }),
    };
    let changed = desk
        .visit
        .app
        .issuers(&desk.caller)
        .update_issuer(asked)
        .await;
    let Err(status) = changed else {
        return Ok(go(
            &desk.visit,
            "/console/settings",
            Some((Tone::Good, "note-settings-saved")),
        ));
    };
    let mut page = page(&desk, &issuer(&desk).await?);
    if fields::overtaken(&status) {
        let mut shell = page.shell.clone();
        fields::beside(&form, page.fields(), &mut shell, desk.visit.text);
        page.shell = shell;
        return Ok(desk.visit.page_as(StatusCode::CONFLICT, &page));
    }
    let (code, refused) = fields::mendable(status)?;
    fields::fill(&form, page.fields());
    let left = fields::place(&refused, page.fields(), named);
    fields::warn(&mut page.shell, left);
    Ok(desk.visit.page_as(code, &page))
}

// ── signing keys

async fn keys(desk: Desk) -> Answer {
    desk.must(READ)?;
    let issuer = issuer(&desk).await?;
    let mut keys: Vec<KeyRow> = issuer
        .keys
        .iter()
        .map(|key| KeyRow {
            id: key
                .id
                .rsplit_once('#')
                .map_or(key.id.as_str(), |(_, fragment)| fragment)
                .to_owned(),
            kind: key.algorithm.clone(),
            from: facts::day_of(key.created_at.as_ref(), &issuer.time_zone),
            until: facts::day(key.retired_at.as_ref(), &issuer.time_zone),
        })
        .collect();
    keys.sort_by_key(|key| (key.until.is_some(), std::cmp::Reverse(key.from)));
    Ok(desk.visit.page(&KeysPage {
        shell: desk.shell(),
        keys,
    }))
}

async fn ask_rotate(desk: Desk) -> Answer {
    desk.must(WRITE)?;
    Ok(desk.visit.page(&ConfirmPage {
        shell: desk.shell(),
        back: "/console/settings/keys".into(),
        subject: desk.issuer.name.clone(),
        title: "keys-rotate-title",
        effect: "keys-rotate-text",
        button: "keys-rotate",
        action: "/console/settings/keys/rotate".into(),
        harsh: false,
        input: Some(
            crate::pages::Field::line("reason", "field-rotate-reason")
                .optional()
                .autocomplete("off"),
        ),
    }))
}

async fn rotate(desk: Desk, form: Form) -> Answer {
    desk.must(WRITE)?;
    let asked = RotateKeyRequest {
        issuer_id: desk.issuer_id(),
        reason: form.get("reason").to_owned(),
    };
    desk.visit
        .app
        .issuers(&desk.caller)
        .rotate_key(asked)
        .await?;
    Ok(go(
        &desk.visit,
        "/console/settings/keys",
        Some((Tone::Good, "note-rotated")),
    ))
}

// ── API keys

async fn list(desk: &Desk) -> Result<Vec<ApiKey>, Stop> {
    let asked = ListApiKeysRequest {
        issuer_id: desk.issuer_id(),
    };
    let found = desk
        .visit
        .app
        .issuers(&desk.caller)
        .list_api_keys(asked)
        .await?
        .into_inner();
    let in_use = |key: &ApiKey| key.revoked_at.is_none();
    Ok(found.keys.into_iter().filter(in_use).collect())
}

async fn keys_page(desk: &Desk) -> Result<ApiKeysPage, Stop> {
    let text = desk.visit.text;
    // Where nobody's key opens the VC-API, or nobody needs one, a right to it would open nothing.
    let by_key = desk.visit.app.config().vc_api == VcApi::Keys;
    let scopes = Scope::ALL
        .into_iter()
        .filter(|scope| *scope != Scope::VcApi || by_key)
        .map(|scope| Choice::new(scope.as_str(), text.get(words::scope(scope))))
        .collect();
    let mut page = ApiKeysPage::new(desk.shell(), scopes);
    page.keys = list(desk)
        .await?
        .into_iter()
        .map(|key| ApiKeyRow {
            scopes: key
                .scopes
                .iter()
                .map(|scope| {
                    scope
                        .parse::<Scope>()
                        .map_or_else(|_| scope.clone(), |known| text.get(words::scope(known)))
                })
                .collect::<Vec<_>>()
                .join(", "),
            id: key.id,
            name: key.name,
            prefix: format!("{}…", key.hint.trim_end_matches('…')),
            created: facts::day_of(key.created_at.as_ref(), &desk.issuer.time_zone),
            used: desk.day(key.last_used_at.as_ref()),
        })
        .collect();
    Ok(page)
}

async fn api_keys(desk: Desk) -> Answer {
    desk.must(READ)?;
    let page = keys_page(&desk).await?;
    Ok(desk.visit.page(&page))
}

async fn make_key(desk: Desk, form: Form) -> Answer {
    desk.must(WRITE)?;
    let scopes = form.all("scopes");
    if scopes.is_empty() {
        let mut page = keys_page(&desk).await?;
        fields::fill(&form, page.fields());
        page.scopes.error = desk.visit.text.get("form-choose-scope");
        return Ok(desk.visit.page_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let asked = CreateApiKeyRequest {
        issuer_id: desk.issuer_id(),
        name: form.get("name").to_owned(),
        scopes,
        expires_at: None,
    };
    let made = desk
        .visit
        .app
        .issuers(&desk.caller)
        .create_api_key(asked)
        .await;
    match made {
        Ok(made) => {
            // No redirect: the secret is in this answer and nowhere else.
            let mut page = keys_page(&desk).await?;
            page.fresh = Some(made.into_inner().secret);
            Ok(hushed(desk.visit.page(&page)))
        }
        Err(status) => {
            let (code, refused) = fields::mendable(status)?;
            let mut page = keys_page(&desk).await?;
            fields::fill(&form, page.fields());
            let left = fields::place(&refused, page.fields(), fields::same);
            fields::warn(&mut page.shell, left);
            Ok(desk.visit.page_as(code, &page))
        }
    }
}

async fn ask_revoke(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(WRITE)?;
    let key = list(&desk)
        .await?
        .into_iter()
        .find(|key| key.id == id)
        .ok_or_else(Stop::not_found)?;
    let page = ConfirmPage {
        shell: desk.shell(),
        back: "/console/settings/api-keys".into(),
        subject: key.name,
        title: "api-keys-revoke-title",
        effect: "api-keys-revoke-text",
        button: "api-keys-revoke",
        action: format!("/console/settings/api-keys/{id}/revoke"),
        harsh: true,
        input: None,
    };
    let page: Response = desk.visit.page(&page);
    Ok(page)
}

async fn revoke(desk: Desk, Path(id): Path<String>) -> Answer {
    desk.must(WRITE)?;
    let asked = RevokeApiKeyRequest {
        issuer_id: desk.issuer_id(),
        id,
    };
    desk.visit
        .app
        .issuers(&desk.caller)
        .revoke_api_key(asked)
        .await?;
    Ok(go(
        &desk.visit,
        "/console/settings/api-keys",
        Some((Tone::Good, "note-key-revoked")),
    ))
}
