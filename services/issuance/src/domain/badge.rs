//! The document of a badge: what of an award is signed, by the issuer's settings (decisions §3).

use super::{
    achievement::{ExaminingBody, Version},
    credential::Credential,
    issuer::Issuer,
    policy::{NamePolicy, RecipientPolicy},
    recipient::{Evidence, Personal},
};
use openbadges::{
    Timestamp as Text, ob2,
    ob3::{self, IdentityObject, Image, Issue, IssueError},
    status,
};
use platform::{clock::Timestamp, ids::IssuerId};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// What the document of one revision is made from.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Who issues, as it is now.
    pub issuer: &'a Issuer,
    /// What was achieved.
    pub version: &'a Version,
    /// The badge in its new revision.
    pub credential: &'a Credential,
    /// What is personal in it.
    pub personal: &'a Personal,
    /// The address of its status list.
    pub list_url: &'a str,
    /// Fresh for each revision.
    pub salt: &'a [u8; 16],
}

/// The unsigned document.
///
/// # Errors
/// [`IssueError`] naming path, value and rule.
pub fn document(parts: &Parts<'_>) -> Result<Value, IssueError> {
    let Parts {
        issuer,
        version,
        credential,
        personal,
        list_url,
        salt,
    } = *parts;
    let content = &version.content;
    let achievement = achievement(version, &issuer.profile.locale);
    let subject = format!("urn:uuid:{}", credential.subject);
    let mut issue = Issue::new(
        &credential.url,
        signed_profile(issuer, &credential.issuer_did),
        utc(credential.valid_from),
        subject,
        achievement,
    );
    issue.name = Some(content.name.clone());
    issue.description = Some(content.description.clone());
    issue.image = Some(Image::new(&version.image_url, Some(content.name.clone())));
    issue.valid_until = credential
        .valid_until
        .map(|end| Text::from_text(credential.zone.rfc3339(end)));
    issue.awarded_date = (credential.revision > 1).then(|| utc(credential.awarded_at));
    issue.identifiers = identifiers(issuer, personal, salt);
    issue.narrative = said(&personal.narrative);
    issue.source = content
        .examining_body
        .as_ref()
        .map(|body| source(issuer.id, body));
    issue.evidence = personal.evidence.iter().map(evidence).collect();
    issue.status = Some(status::entry(
        list_url,
        "revocation",
        credential.status.index as usize,
    ));
    issue.build()
}

/// Whether two recipients would be signed differently under this issuer's settings.
pub fn signs_differently(issuer: &Issuer, before: &Personal, after: &Personal) -> bool {
    let policy = issuer.profile.policy;
    let name = policy.name == NamePolicy::Signed && before.recipient.name != after.recipient.name;
    let address = policy.recipient == RecipientPolicy::Hashed
        && before.recipient.email != after.recipient.email;
    name || address || before.narrative != after.narrative || before.evidence != after.evidence
}

/// Whether a name that is signed would be another.
pub fn signs_another_name(issuer: &Issuer, before: &Personal, after: &Personal) -> bool {
    issuer.profile.policy.name == NamePolicy::Signed
        && before.recipient.name != after.recipient.name
}

/// The name a page shows; empty where the programme shows none.
pub fn shown_name<'a>(issuer: &Issuer, personal: &'a Personal) -> &'a str {
    match issuer.profile.policy.name {
        NamePolicy::Signed | NamePolicy::PageOnly => &personal.recipient.name,
        NamePolicy::None => "",
    }
}

/// The issuer as it stands in its badges: no address to write to.
fn signed_profile(issuer: &Issuer, did: &str) -> ob3::Profile {
    ob3::Profile {
        url: said(&issuer.profile.url),
        ..ob3::Profile::new(did, &issuer.profile.name)
    }
}

/// The issuer's public profile under a DID of its own.
pub fn profile(issuer: &Issuer, did: &str, mark_url: &str, ob2_url: &str) -> ob3::Profile {
    ob3::Profile {
        url: said(&issuer.profile.url),
        email: said(issuer.profile.email.as_str()),
        description: said(&issuer.profile.description),
        image: Some(Image::new(mark_url, Some(issuer.profile.name.clone()))),
        other_identifier: vec![ob2::other_identifier(ob2_url)],
        ..ob3::Profile::new(did, &issuer.profile.name)
    }
}

/// The achievement as badges embed it and its own address answers it.
pub fn achievement(version: &Version, language: &str) -> ob3::Achievement {
    let content = &version.content;
    let alignment = |a: &super::achievement::Alignment| ob3::Alignment {
        types: vec!["Alignment".into()],
        target_name: a.name.clone(),
        target_url: a.url.clone(),
        target_code: said(&a.code),
        target_framework: said(&a.framework),
        ..ob3::Alignment::default()
    };
    ob3::Achievement {
        id: version.url.clone(),
        types: vec!["Achievement".into()],
        name: content.name.clone(),
        description: content.description.clone(),
        criteria: ob3::Criteria {
            id: Some(version.url.clone()),
            narrative: said(&content.criteria),
            ..ob3::Criteria::default()
        },
        achievement_type: said(&content.achievement_type),
        alignment: content.alignments.iter().map(alignment).collect(),
        image: Some(Image::new(&version.image_url, Some(content.name.clone()))),
        in_language: Some(language.to_owned()).filter(|tag| is_language_code(tag)),
        related: vec![ob2::related_badge_class(&version.ob2_url)],
        tag: content.tags.clone(),
        version: Some(version.number.to_string()),
        ..ob3::Achievement::default()
    }
}

fn identifiers(issuer: &Issuer, personal: &Personal, salt: &[u8; 16]) -> Vec<IdentityObject> {
    let policy = issuer.profile.policy;
    let recipient = &personal.recipient;
    let name = (policy.name == NamePolicy::Signed && !recipient.name.is_empty())
        .then(|| IdentityObject::name(&recipient.name));
    let address = (policy.recipient == RecipientPolicy::Hashed)
        .then(|| IdentityObject::hashed_email(recipient.email.as_str(), salt));
    name.into_iter().chain(address).collect()
}

/// Who assessed: its own address, or a name of ours for it that stays the same.
fn source(issuer: IssuerId, body: &ExaminingBody) -> ob3::Profile {
    let id = said(&body.url).unwrap_or_else(|| {
        let hash = Sha256::new()
            .chain_update(issuer.to_string())
            .chain_update([0])
            .chain_update(&body.name)
            .finalize();
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        format!(
            "urn:uuid:{}",
            uuid::Builder::from_custom_bytes(bytes).into_uuid()
        )
    });
    ob3::Profile {
        url: said(&body.url),
        ..ob3::Profile::new(id, &body.name)
    }
}

fn evidence(evidence: &Evidence) -> ob3::Evidence {
    ob3::Evidence {
        id: said(&evidence.url),
        types: vec!["Evidence".into()],
        name: said(&evidence.name),
        narrative: said(&evidence.narrative),
        ..ob3::Evidence::default()
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn utc(at: Timestamp) -> Text {
    Text::from_text(at.rfc3339())
}

/// Open Badges' `LanguageCode` takes fewer tags than BCP 47 has.
fn is_language_code(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    let language =
        |p: &str| (2..=4).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase());
    let script = |p: &str| {
        p.len() == 4
            && p.bytes().enumerate().all(|(i, b)| {
                if i == 0 {
                    b.is_ascii_uppercase()
                } else {
                    b.is_ascii_lowercase()
                }
            })
    };
    let region = |p: &str| {
        (p.len() == 2 && p.bytes().all(|b| b.is_ascii_uppercase()))
            || (p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
    };
    match parts[..] {
        [l] => language(l),
        [l, x] => language(l) && (script(x) || region(x)),
        [l, s, r] => language(l) && script(s) && region(r),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_language_tags_the_standard_takes_are_signed() {
        for good in ["en", "de-AT", "zh-Hant-TW", "es-419", "sr-Latn"] {
            assert!(is_language_code(good), "{good}");
        }
        for bad in ["", "e", "en-gb", "de-AT-1996", "ENG"] {
            assert!(!is_language_code(bad), "{bad}");
        }
    }
}
