//! Open Badges before 2.0: read, and upgraded to the documents of version 2.0.
//!
//! Badges of versions 0.5, 1.0 and 1.1 are still about in backpacks and pictures. They are told apart and upgraded as the
//! official validator does it: context `…/v1` is 1.1; without a context a recipient that is a text is 0.5, another 1.0.
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::context::OPEN_BADGES_2;
use crate::json::{items, strings};

/// A version before 2.0.
///
/// ```
/// use openbadges::ob1::{Version, version_of};
/// use serde_json::json;
///
/// let assertion = json!({"recipient": "zoe@example.org", "badge": {"name": "Foundation"}});
/// assert_eq!(version_of(&assertion), Some(Version::V0_5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Everything in one document; the recipient is a text.
    V0_5,
    /// Linked documents without context.
    V1_0,
    /// Linked documents with the context `https://w3id.org/openbadges/v1`.
    V1_1,
}

impl Version {
    /// As people write it.
    ///
    /// ```
    /// use openbadges::ob1::Version;
    ///
    /// assert_eq!(Version::V1_1.name(), "1.1");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V0_5 => "0.5",
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
        }
    }
}

/// The version of an Assertion, if it is an old one.
///
/// ```
/// use openbadges::ob1::{Version, version_of};
/// use serde_json::json;
///
/// let assertion = json!({"uid": "1", "recipient": {"type": "email"}, "badge": "https://example.org/b"});
/// assert_eq!(version_of(&assertion), Some(Version::V1_0));
/// ```
#[must_use]
pub fn version_of(assertion: &Value) -> Option<Version> {
    let recipient = assertion.get("recipient")?;
    assertion.get("badge")?;
    match (is_1_1(assertion), recipient.is_string()) {
        (Some(true), _) => Some(Version::V1_1),
        (Some(false), _) => None,
        (None, true) => Some(Version::V0_5),
        (None, false) => Some(Version::V1_0),
    }
}

/// Whether the context is that of 1.1; none where there is no context.
fn is_1_1(document: &Value) -> Option<bool> {
    let context = document
        .get("@context")
        .filter(|context| !context.is_null())?;
    Some(strings(Some(context)).any(|url| url.contains("/v1") && url.contains("openbadges")))
}

/// Whether a BadgeClass or an issuer's document is of an old version.
fn is_old(document: &Value) -> bool {
    is_1_1(document).unwrap_or(true)
}

/// The Assertion of version 2.0 that an old one means. `address` is where it was found, if it was fetched.
///
/// ```
/// use openbadges::ob1;
/// use serde_json::json;
///
/// let old = json!({
///     "recipient": "sha256$abc", "salt": "deadsea", "issued_on": "2012-04-03",
///     "badge": {"name": "X", "issuer": {"origin": "https://example.org", "name": "Guild", "contact": "a@example.org"}},
/// });
/// let new = ob1::assertion(&old, Some("https://example.org/a.json"));
/// assert_eq!(new["id"], "https://example.org/a.json");
/// assert_eq!(new["issuedOn"], "2012-04-03T00:00:00Z");
/// assert_eq!(new["recipient"], json!({"type": "email", "hashed": true, "identity": "sha256$abc", "salt": "deadsea"}));
/// assert_eq!(new["badge"]["issuer"]["url"], "https://example.org");
/// ```
#[must_use]
pub fn assertion(old: &Value, address: Option<&str>) -> Value {
    let Some(version) = version_of(old) else {
        return old.clone();
    };
    let mut new = Map::new();
    new.insert("@context".into(), OPEN_BADGES_2.into());
    new.insert("type".into(), "Assertion".into());
    let verify = old.get("verify").unwrap_or(&Value::Null);
    let is_signed =
        strings(verify.get("type")).any(|kind| matches!(kind, "signed" | "SignedBadge"));
    let url = verify.get("url").and_then(Value::as_str);
    let id = old.get("id").and_then(Value::as_str).or(address);
    let id = id.map(str::to_owned).or_else(|| match is_signed {
        true => Some(format!("uid:{}", old.get("uid")?.as_str()?)),
        false => url.map(str::to_owned),
    });
    if let Some(id) = id {
        new.insert("id".into(), id.into());
    }
    let recipient = match old.get("recipient") {
        Some(Value::String(identity)) => {
            let mut recipient =
                json!({"type": "email", "hashed": !identity.contains('@'), "identity": identity});
            if let Some(salt) = old.get("salt") {
                recipient["salt"] = salt.clone();
            }
            recipient
        }
        other => other.cloned().unwrap_or_default(),
    };
    new.insert("recipient".into(), recipient);
    new.insert(
        "verification".into(),
        match url.filter(|_| is_signed) {
            Some(key) => json!({"type": "SignedBadge", "creator": key}),
            None => json!({"type": "HostedBadge"}),
        },
    );
    let badge = old.get("badge").cloned().unwrap_or_default();
    let badge = match &badge {
        Value::Object(_) if version == Version::V0_5 => {
            let own = new.get("id").and_then(Value::as_str).unwrap_or_default();
            badge_class(&badge, &format!("{own}#badge"))
        }
        _ => badge,
    };
    new.insert("badge".into(), badge);
    let renamed = [
        ("issuedOn", ["issuedOn", "issued_on"]),
        ("expires", ["expires", "expires"]),
    ];
    for (name, names) in renamed {
        if let Some(value) = names.iter().find_map(|name| old.get(*name)) {
            new.insert(name.into(), timestamp(value));
        }
    }
    rest(old, &mut new, &["verify", "uid", "salt", "issued_on"]);
    new.into()
}

/// The BadgeClass of version 2.0 that an old one means; `address` is where it was found.
///
/// ```
/// use openbadges::ob1;
/// use serde_json::json;
///
/// let old = json!({"name": "X", "description": "Y", "image": "https://example.org/x.png",
///     "criteria": "https://example.org/x.html", "issuer": "https://example.org/issuer.json"});
/// let new = ob1::badge_class(&old, "https://example.org/x.json");
/// assert_eq!((&new["id"], &new["type"]), (&json!("https://example.org/x.json"), &json!("BadgeClass")));
/// ```
#[must_use]
pub fn badge_class(old: &Value, address: &str) -> Value {
    if !is_old(old) {
        return old.clone();
    }
    let mut new = Map::new();
    new.insert("@context".into(), OPEN_BADGES_2.into());
    new.insert("type".into(), "BadgeClass".into());
    let id = old.get("id").cloned().unwrap_or_else(|| address.into());
    new.insert("id".into(), id);
    let alignment: Vec<Value> = items(old.get("alignment"))
        .iter()
        .map(|alignment| {
            let mut kept = alignment.as_object().cloned().unwrap_or_default();
            for (from, to) in [
                ("name", "targetName"),
                ("url", "targetUrl"),
                ("description", "targetDescription"),
            ] {
                if let Some(value) = kept.shift_remove(from) {
                    kept.entry(to).or_insert(value);
                }
            }
            kept.into()
        })
        .collect();
    if !alignment.is_empty() {
        new.insert("alignment".into(), alignment.into());
    }
    if let Some(embedded @ Value::Object(_)) = old.get("issuer") {
        new.insert("issuer".into(), issuer(embedded, ""));
    }
    rest(old, &mut new, &[]);
    new.into()
}

/// The Issuer of version 2.0 that an old one means; `address` is where it was found.
///
/// ```
/// use openbadges::ob1;
/// use serde_json::json;
///
/// let old = json!({"name": "Guild", "url": "https://example.org"});
/// assert_eq!(ob1::issuer(&old, "https://example.org/issuer.json")["id"], "https://example.org/issuer.json");
/// ```
#[must_use]
pub fn issuer(old: &Value, address: &str) -> Value {
    if !is_old(old) {
        return old.clone();
    }
    let text = |name: &str| old.get(name).and_then(Value::as_str);
    let mut new = Map::new();
    new.insert("@context".into(), OPEN_BADGES_2.into());
    new.insert("type".into(), "Issuer".into());
    let id = text("id")
        .or((!address.is_empty()).then_some(address))
        .or_else(|| text("origin"));
    if let Some(id) = id {
        new.insert("id".into(), id.into());
    }
    if let Some(name) = text("name") {
        // 0.5 named a person or department, and the organization beside it.
        let whole = text("org").map_or(name.to_owned(), |org| format!("{name}: {org}"));
        new.insert("name".into(), whole.into());
    }
    for (from, to) in [("contact", "email"), ("origin", "url")] {
        if let Some(value) = text(from).filter(|_| text(to).is_none()) {
            new.insert(to.into(), value.into());
        }
    }
    rest(old, &mut new, &["contact", "origin", "org"]);
    new.into()
}

/// Everything else stays as it is.
fn rest(old: &Value, new: &mut Map<String, Value>, renamed: &[&str]) {
    for (name, value) in old.as_object().into_iter().flatten() {
        if !renamed.contains(&name.as_str()) && !new.contains_key(name) {
            new.insert(name.clone(), value.clone());
        }
    }
}

/// Seconds since 1970, a date, or a time without a zone as a full timestamp; anything else stays.
fn timestamp(value: &Value) -> Value {
    let written = |seconds: i64| {
        let at = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
        Some(Value::from(at.format(&Rfc3339).ok()?))
    };
    match value {
        Value::Number(seconds) => seconds.as_i64().and_then(written),
        Value::String(text) => {
            let digits = text.len() < 12 && text.bytes().all(|b| b.is_ascii_digit());
            let has_zone = text
                .get(19..)
                .is_some_and(|rest| rest.ends_with('Z') || rest.contains(['+', '-']));
            match text.len() {
                _ if digits => text.parse().ok().and_then(written),
                10 => Some(format!("{text}T00:00:00Z").into()),
                19.. if !has_zone => Some(format!("{}Z", text.replacen(' ', "T", 1)).into()),
                _ => None,
            }
        }
        _ => None,
    }
    .unwrap_or_else(|| value.clone())
}
