//! Open Badges 2.0: hosted documents made from the same data as the 3.0 credential, and what to check in foreign ones.
//!
//! The two versions live under different addresses, since their contexts cannot be combined; they name each other by
//! `related` (implementation guide, migration).
mod extensions;
mod inside;
mod model;
mod signed;
mod validate;

use serde_json::{Map, Value, json};

pub use model::{
    AlignmentObject, Assertion, BadgeClass, Criteria, CryptographicKey, Endorsement, Evidence,
    IdentityObject, Image, Link, Profile, RevocationList, RevokedAssertion, Verification,
};

pub use extensions::{Extension, extensions};
pub use signed::{cryptographic_key, prepare_signed, revocation_list};
pub use validate::{Class, is_assertion, validate};

use crate::context::OPEN_BADGES_2;
use crate::json::items;
use crate::ob3::{Extra, Finding, IdentifierEntry, Related};

/// The addresses of one badge's hosted documents.
///
/// ```
/// use openbadges::ob2::Addresses;
///
/// let addresses = Addresses {
///     assertion: "https://example.org/ob2/assertions/1".into(),
///     badge_class: "https://example.org/ob2/badges/1".into(),
///     issuer: "https://example.org/ob2/issuers/1".into(),
/// };
/// assert_ne!(addresses.assertion, addresses.badge_class);
/// ```
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
///
/// ```
/// # use openbadges::ob2::{self, Addresses};
/// # use serde_json::json;
/// # let addresses = Addresses {
/// #     assertion: "https://example.org/ob2/a/1".into(),
/// #     badge_class: "https://example.org/ob2/b/1".into(),
/// #     issuer: "https://example.org/ob2/i/1".into(),
/// # };
/// let error = ob2::issuer(&json!({"name": "Guild"}), &addresses).err();
/// assert!(error.is_some_and(|error| error.to_string().contains("a web site")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Ob2Error {
    /// Open Badges 2.0 requires what the 3.0 credential lacks.
    #[error("Open Badges 2.0 needs {0} and the credential has none")]
    Missing(&'static str),
    /// The document breaks a rule of version 2.0.
    #[error("{0}")]
    Invalid(Box<Finding>),
    /// Version 2.0 publishes keys as PEM; this one has no such form here.
    #[error("a key of type {0} cannot be published for version 2.0; take an RSA key")]
    Key(&'static str),
}

/// The hosted Assertion of a 3.0 credential. `image` is the address of the baked picture.
///
/// The recipient is the hashed e-mail address where the credential has one, else its opaque subject id.
///
/// ```
/// # use openbadges::ob2::{self, Addresses};
/// # use serde_json::json;
/// # let addresses = Addresses {
/// #     assertion: "https://example.org/ob2/a/1".into(),
/// #     badge_class: "https://example.org/ob2/b/1".into(),
/// #     issuer: "https://example.org/ob2/i/1".into(),
/// # };
/// let credential = json!({"validFrom": "2026-01-31T12:00:00Z", "credentialSubject": {"id": "urn:uuid:1"}});
/// let assertion = ob2::assertion(&credential, &addresses, None)?;
/// assert_eq!(assertion["badge"], "https://example.org/ob2/b/1");
/// # Ok::<(), ob2::Ob2Error>(())
/// ```
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
///
/// ```
/// use openbadges::ob2::revoked_assertion;
///
/// let gone = revoked_assertion("https://example.org/ob2/a/1", "Issued by mistake.");
/// assert_eq!((&gone["revoked"], &gone["revocationReason"]), (&true.into(), &"Issued by mistake.".into()));
/// ```
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
/// ```
/// # use openbadges::ob2::{self, Addresses};
/// # use serde_json::json;
/// # let addresses = Addresses {
/// #     assertion: "https://example.org/ob2/a/1".into(),
/// #     badge_class: "https://example.org/ob2/b/1".into(),
/// #     issuer: "https://example.org/ob2/i/1".into(),
/// # };
/// let achievement = json!({"id": "urn:x:1", "name": "Foundation", "description": "Knows the craft.",
///     "criteria": {"narrative": "Passed the exam."}, "image": {"id": "https://example.org/f.png", "type": "Image"}});
/// assert_eq!(ob2::badge_class(&achievement, &addresses)?["type"], "BadgeClass");
/// # Ok::<(), ob2::Ob2Error>(())
/// ```
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
/// ```
/// # use openbadges::ob2::{self, Addresses};
/// # use serde_json::json;
/// # let addresses = Addresses {
/// #     assertion: "https://example.org/ob2/a/1".into(),
/// #     badge_class: "https://example.org/ob2/b/1".into(),
/// #     issuer: "https://example.org/ob2/i/1".into(),
/// # };
/// let profile = json!({"id": "did:web:example.org", "name": "Guild", "url": "https://example.org", "email": "a@example.org"});
/// assert_eq!(ob2::issuer(&profile, &addresses)?["id"], "https://example.org/ob2/i/1");
/// # Ok::<(), ob2::Ob2Error>(())
/// ```
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
///
/// ```
/// let related = openbadges::ob2::related_badge_class("https://example.org/ob2/b/1");
/// assert_eq!(related.version.as_deref(), Some("Open Badges v2p0"));
/// ```
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
///
/// ```
/// let entry = openbadges::ob2::other_identifier("https://example.org/ob2/i/1");
/// assert_eq!(entry.identifier_type, "identifier");
/// ```
#[must_use]
pub fn other_identifier(address: &str) -> IdentifierEntry {
    IdentifierEntry {
        kind: "IdentifierEntry".into(),
        identifier: address.into(),
        identifier_type: "identifier".into(),
        extra: Extra::new(),
    }
}
