//! Open Badges 2.0: hosted documents made from the same data as the 3.0 credential, and what to check in foreign ones.
//!
//! The two versions live under different addresses, since their contexts cannot be combined; they name each other by
//! `related` (implementation guide, migration).
mod model;

use serde_json::{Map, Value, json};

pub use model::{
    AlignmentObject, Assertion, BadgeClass, Criteria, CryptographicKey, Endorsement, Evidence,
    IdentityObject, Image, Link, Profile, RevocationList, RevokedAssertion, Verification,
};

use crate::context::OPEN_BADGES_2;
use crate::json::{items, shown};
use crate::ob3::{Finding, IdentifierEntry, Related};
use crate::timestamp::instant;

/// How long a text field may be read for facts; longer ones are cut nowhere but refused as malformed.
const MAX_TEXT: usize = 100_000;

/// The addresses of one badge's hosted documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// Of the Assertion.
    pub assertion: String,
    /// Of the BadgeClass: one a version of the achievement.
    pub badge_class: String,
    /// Of the issuer.
    pub issuer: String,
}

/// Why no 2.0 document can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ob2Error {
    /// Open Badges 2.0 requires what the 3.0 credential lacks.
    #[error("Open Badges 2.0 needs {0} and the credential has none")]
    Missing(&'static str),
}

/// The hosted Assertion of a 3.0 credential. `image` is the address of the baked picture.
///
/// The recipient is the hashed e-mail address where the credential has one, else its opaque subject id.
///
/// # Errors
/// [`Ob2Error::Missing`] without `validFrom` or any recipient.
pub fn assertion(
    credential: &Value,
    addresses: &Addresses,
    image: Option<&str>,
) -> Result<Value, Ob2Error> {
    let subject = items(credential.get("credentialSubject"))
        .first()
        .unwrap_or(&Value::Null);
    let issued = ["awardedDate", "validFrom"]
        .iter()
        .find_map(|name| credential.get(*name).filter(|date| date.is_string()))
        .ok_or(Ob2Error::Missing("a date of issue (validFrom)"))?;
    let mut document = json!({
        "@context": OPEN_BADGES_2,
        "id": addresses.assertion,
        "type": "Assertion",
        "recipient": recipient(subject)?,
        "badge": addresses.badge_class,
        "verification": {"type": "HostedBadge"},
        "issuedOn": issued,
    });
    if let Some(expires) = credential.get("validUntil") {
        document["expires"] = expires.clone();
    }
    if let Some(image) = image {
        document["image"] = image.into();
    }
    if let Some(narrative) = subject.get("narrative") {
        document["narrative"] = narrative.clone();
    }
    let evidence: Vec<Value> = items(credential.get("evidence"))
        .iter()
        .map(|evidence| {
            let mut copy = evidence.clone();
            copy["type"] = "Evidence".into();
            copy
        })
        .collect();
    if !evidence.is_empty() {
        document["evidence"] = evidence.into();
    }
    Ok(document)
}

fn recipient(subject: &Value) -> Result<Value, Ob2Error> {
    let email = items(subject.get("identifier"))
        .iter()
        .find(|identity| identity.get("identityType") == Some(&"emailAddress".into()));
    if let Some(identity) = email {
        let mut recipient = json!({
            "type": "email",
            "hashed": identity.get("hashed"),
            "identity": identity.get("identityHash"),
        });
        if let Some(salt) = identity.get("salt") {
            recipient["salt"] = salt.clone();
        }
        return Ok(recipient);
    }
    let id = subject.get("id").ok_or(Ob2Error::Missing("a recipient"))?;
    Ok(json!({"type": "id", "hashed": false, "identity": id}))
}

/// What the host answers with status 410 for a revoked or suspended badge.
#[must_use]
pub fn revoked_assertion(address: &str, reason: &str) -> Value {
    json!({
        "@context": OPEN_BADGES_2,
        "id": address,
        "type": "Assertion",
        "revoked": true,
        "revocationReason": reason,
    })
}

/// The BadgeClass of a 3.0 achievement, naming it as `related`.
///
/// # Errors
/// [`Ob2Error::Missing`] without a picture, which version 2.0 requires.
pub fn badge_class(achievement: &Value, addresses: &Addresses) -> Result<Value, Ob2Error> {
    let text = |name: &str| achievement.get(name).cloned().unwrap_or(Value::Null);
    let image = achievement
        .pointer("/image/id")
        .ok_or(Ob2Error::Missing("a picture"))?;
    let mut criteria = achievement.get("criteria").cloned().unwrap_or(Value::Null);
    if let Value::Object(members) = &mut criteria {
        members.insert("type".into(), "Criteria".into());
    }
    let mut document = json!({
        "@context": OPEN_BADGES_2,
        "id": addresses.badge_class,
        "type": "BadgeClass",
        "name": text("name"),
        "description": text("description"),
        "image": image,
        "criteria": criteria,
        "issuer": addresses.issuer,
    });
    let alignment: Vec<Value> = items(achievement.get("alignment"))
        .iter()
        .map(|alignment| {
            let mut kept = Map::new();
            kept.insert("type".into(), "AlignmentObject".into());
            for name in [
                "targetName",
                "targetUrl",
                "targetDescription",
                "targetFramework",
                "targetCode",
            ] {
                if let Some(value) = alignment.get(name) {
                    kept.insert(name.into(), value.clone());
                }
            }
            kept.into()
        })
        .collect();
    if !alignment.is_empty() {
        document["alignment"] = alignment.into();
    }
    if let Some(tags) = achievement.get("tag") {
        document["tags"] = tags.clone();
    }
    if let Some(id) = achievement.get("id") {
        document["related"] = json!([{
            "id": id,
            "type": ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"],
            "version": "Open Badges v3p0",
        }]);
    }
    Ok(document)
}

/// The issuer of a 3.0 profile, naming it as `related`. `url` and `email` are required by version 2.0.
///
/// # Errors
/// [`Ob2Error::Missing`] without name, url or email.
pub fn issuer(profile: &Value, addresses: &Addresses) -> Result<Value, Ob2Error> {
    let need = |name: &'static str, what| {
        let value = profile.get(name).filter(|value| value.is_string());
        value.cloned().ok_or(Ob2Error::Missing(what))
    };
    let mut document = json!({
        "@context": OPEN_BADGES_2,
        "id": addresses.issuer,
        "type": "Issuer",
        "name": need("name", "a name of the issuer")?,
        "url": need("url", "a web site of the issuer")?,
        "email": need("email", "an e-mail address of the issuer")?,
    });
    if let Some(description) = profile.get("description") {
        document["description"] = description.clone();
    }
    if let Some(image) = profile.pointer("/image/id") {
        document["image"] = image.clone();
    }
    // The validators of version 2.0 know no DIDs: such a profile is named by its own documents alone.
    let address = |id: &&Value| id.as_str().is_some_and(|text| text.starts_with("http"));
    if let Some(id) = profile.get("id").filter(address) {
        document["related"] = json!([{
            "id": id,
            "type": ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#Profile"],
            "version": "Open Badges v3p0",
        }]);
    }
    Ok(document)
}

/// The other direction: the 3.0 achievement names its BadgeClass by this.
#[must_use]
pub fn related_badge_class(address: &str) -> Related {
    Related {
        id: address.into(),
        types: vec![
            "Related".into(),
            "https://w3id.org/openbadges#BadgeClass".into(),
        ],
        version: Some("Open Badges v2p0".into()),
        ..Related::default()
    }
}

/// The other direction: the 3.0 profile names its 2.0 document by this.
#[must_use]
pub fn other_identifier(address: &str) -> IdentifierEntry {
    IdentifierEntry {
        kind: "IdentifierEntry".into(),
        identifier: address.into(),
        identifier_type: "identifier".into(),
    }
}

/// Which document of version 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// An Assertion.
    Assertion,
    /// A BadgeClass.
    BadgeClass,
    /// An Issuer or Profile.
    Issuer,
}

/// Whether a document is an Open Badges 2.0 Assertion (by context, or by type where the context is inline).
#[must_use]
pub fn is_assertion(document: &Value) -> bool {
    let is = |value: &Value| value == OPEN_BADGES_2;
    let context = items(document.get("@context"));
    let kind = crate::json::strings(document.get("type")).any(|kind| kind == "Assertion");
    (kind && !context.is_empty()) || (context.iter().any(is) && document.get("badge").is_some())
}

/// What is wrong with a 2.0 document (§6.1); `name` begins the paths in the findings.
///
/// ```
/// use openbadges::ob2::{Class, validate};
/// use serde_json::json;
///
/// let issuer = json!({"type": "Issuer", "id": "https://example.org/issuer", "name": "Guild", "url": "https://example.org"});
/// assert_eq!(validate(&issuer, Class::Issuer, "issuer")[0].path, "issuer.email");
/// ```
#[must_use]
pub fn validate(document: &Value, class: Class, name: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut refuse = |member: &str, value: &Value, rule: &str| {
        let value = if value.is_null() {
            String::new()
        } else {
            shown(value)
        };
        findings.push(Finding::error(
            "schema.ob2",
            &format!("{name}.{member}"),
            &value,
            rule,
        ));
    };
    let at = |member: &str| document.get(member).unwrap_or(&Value::Null);
    let text = |value: &Value| {
        value
            .as_str()
            .is_some_and(|t| !t.is_empty() && t.len() < MAX_TEXT)
    };
    let web = |value: &Value| {
        value
            .as_str()
            .is_some_and(|t| t.starts_with("https://") || t.starts_with("http://"))
    };
    let (kinds, needed): (&[&str], &[&str]) = match class {
        Class::Assertion => (&["Assertion"], &["recipient", "badge", "issuedOn"]),
        Class::BadgeClass => (
            &["BadgeClass"],
            &["name", "description", "image", "criteria", "issuer"],
        ),
        Class::Issuer => (&["Issuer", "Profile"], &["name", "url", "email"]),
    };
    if !crate::json::strings(document.get("type")).any(|kind| kinds.contains(&kind)) {
        refuse(
            "type",
            at("type"),
            &format!("it must be {}", kinds.join(" or ")),
        );
    }
    if !web(at("id")) {
        refuse(
            "id",
            at("id"),
            "it must be the http address the document is found at",
        );
    }
    if class == Class::Assertion && at("revoked") == &Value::Bool(true) {
        return findings;
    }
    for member in needed {
        if at(member).is_null() {
            refuse(member, &Value::Null, "version 2.0 requires it; add it");
        }
    }
    match class {
        Class::Assertion => {
            if at("verification").is_null() && at("verify").is_null() {
                refuse(
                    "verification",
                    &Value::Null,
                    "version 2.0 requires it; add it",
                );
            }
            for member in ["issuedOn", "expires"] {
                let value = at(member);
                if !value.is_null() && value.as_str().and_then(instant).is_none() {
                    refuse(member, value, "it must be a date with time and zone");
                }
            }
            let recipient = at("recipient");
            for member in ["type", "identity"] {
                if recipient.is_object() && recipient.get(member).is_none() {
                    refuse(
                        &format!("recipient.{member}"),
                        &Value::Null,
                        "it must be there",
                    );
                }
            }
        }
        Class::BadgeClass | Class::Issuer => {
            for member in ["name", "description", "email"] {
                let value = at(member);
                if !value.is_null() && !text(value) {
                    refuse(member, value, "it must be a text");
                }
            }
        }
    }
    findings
}
