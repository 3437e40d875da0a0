//! What is wrong with a document of version 2.0 (§6.1 and the rules of the official validator).
use serde_json::Value;

use super::extensions::{MAX_EXTENSIONS, found_in_document};
use crate::context::OPEN_BADGES_2;
use crate::json::{items, shown, strings};
use crate::ob3::{Finding, Severity, is_identity_hash, note};
use crate::timestamp::instant;

/// Longer texts are refused as malformed.
const MAX_TEXT: usize = 100_000;

/// Which document of version 2.0.
///
/// ```
/// use openbadges::ob2::{Class, validate};
/// use serde_json::json;
///
/// let list = json!({"type": "RevocationList", "revokedAssertions": ["urn:uuid:1"]});
/// assert_eq!(validate(&list, Class::RevocationList, "list"), vec![]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// An Assertion.
    Assertion,
    /// A BadgeClass.
    BadgeClass,
    /// An Issuer or Profile.
    Issuer,
    /// An Endorsement.
    Endorsement,
    /// A RevocationList.
    RevocationList,
}

impl Class {
    fn types(self) -> &'static [&'static str] {
        match self {
            Self::Assertion => &["Assertion"],
            Self::BadgeClass => &["BadgeClass"],
            Self::Issuer => &["Issuer", "Profile"],
            Self::Endorsement => &["Endorsement"],
            Self::RevocationList => &["RevocationList"],
        }
    }

    fn required(self) -> &'static [&'static str] {
        match self {
            Self::Assertion => &["recipient", "badge", "issuedOn"],
            Self::BadgeClass => &["name", "description", "image", "criteria", "issuer"],
            Self::Issuer => &["name", "url", "email"],
            Self::Endorsement => &["claim", "issuer", "issuedOn", "verification"],
            Self::RevocationList => &["revokedAssertions"],
        }
    }
}

/// Whether a document is an Open Badges 2.0 Assertion (by context, or by type where the context is inline).
///
/// ```
/// use openbadges::ob2::is_assertion;
/// use serde_json::json;
///
/// assert!(is_assertion(&json!({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"})));
/// assert!(!is_assertion(&json!({"type": "BadgeClass"})));
/// ```
#[must_use]
pub fn is_assertion(document: &Value) -> bool {
    let is = |value: &Value| value == OPEN_BADGES_2;
    let context = items(document.get("@context"));
    let kind = strings(document.get("type")).any(|kind| kind == "Assertion");
    (kind && !context.is_empty()) || (context.iter().any(is) && document.get("badge").is_some())
}

/// What is wrong with a 2.0 document (§6.1); `name` begins the paths in the findings. What breaks the standard but hurts
/// nobody (a type of identity that is not in its list) is a warning.
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
    let mut check = Check {
        document,
        name,
        findings: Vec::new(),
    };
    check.every(class);
    if class == Class::Assertion && document.get("revoked") == Some(&Value::Bool(true)) {
        return check.findings;
    }
    for member in class.required() {
        if check.at(member).is_null() {
            check.refuse(member, &Value::Null, "version 2.0 requires it; add it");
        }
    }
    match class {
        Class::Assertion => check.assertion(),
        Class::BadgeClass => check.badge_class(),
        Class::Issuer => check.issuer(),
        Class::Endorsement => check.endorsement(),
        Class::RevocationList => check.revocation_list(),
    }
    check.inside(class);
    let (extensions, has_more) = found_in_document(document, name);
    for finding in extensions
        .into_iter()
        .flat_map(|extension| extension.findings)
    {
        note(&mut check.findings, finding);
    }
    if has_more {
        let rule =
            format!("it has more than {MAX_EXTENSIONS} extensions, which nobody can look at");
        let finding = Finding::error("schema.extension", name, "", &rule);
        note(&mut check.findings, finding);
    }
    check.findings
}

pub(super) struct Check<'a> {
    pub(super) document: &'a Value,
    name: &'a str,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Check<'a> {
    pub(super) fn at(&self, member: &str) -> &'a Value {
        self.document.get(member).unwrap_or(&Value::Null)
    }

    fn refuse(&mut self, member: &str, value: &Value, rule: &str) {
        self.add(Severity::Error, member, value, rule);
    }

    fn add(&mut self, severity: Severity, member: &str, value: &Value, rule: &str) {
        let value = if value.is_null() {
            String::new()
        } else {
            shown(value)
        };
        let path = self.path(member);
        let error = Finding::error("schema.ob2", &path, &value, rule);
        note(&mut self.findings, Finding { severity, ..error });
    }

    pub(super) fn path(&self, member: &str) -> String {
        format!("{}.{member}", self.name)
    }

    pub(super) fn warn(&mut self, member: &str, value: &Value, rule: &str) {
        self.add(Severity::Warning, member, value, rule);
    }

    /// A member that, where it stands, keeps a rule.
    fn member(&mut self, name: &str, fits: impl Fn(&Value) -> bool, rule: &str) {
        let value = self.at(name);
        if !value.is_null() && !fits(value) {
            self.refuse(name, value, rule);
        }
    }

    /// One value, or each of a list, keeps a rule.
    fn each(&mut self, name: &str, value: &Value, fits: impl Fn(&Value) -> bool, rule: &str) {
        for (at, item) in items(Some(value)).iter().enumerate() {
            if fits(item) {
                continue;
            }
            match value {
                Value::Array(_) => self.refuse(&format!("{name}[{at}]"), item, rule),
                _ => self.refuse(name, item, rule),
            }
        }
    }

    fn texts(&mut self, names: &[&str]) {
        for name in names {
            self.member(name, is_text, "it must be a text");
        }
    }

    fn every(&mut self, class: Class) {
        let types = class.types();
        if !strings(Some(self.at("type"))).any(|kind| types.contains(&kind)) {
            let rule = format!("it must be {}", types.join(" or "));
            self.refuse("type", self.at("type"), &rule);
        }
        if !is_web(self.at("id")) && class != Class::RevocationList {
            let rule = "it must be the http address the document is found at";
            self.refuse("id", self.at("id"), rule);
        }
        self.member(
            "version",
            |value| value.is_string() || value.is_number(),
            "it must be a text or a number",
        );
    }

    fn assertion(&mut self) {
        if self.at("verification").is_null() && self.at("verify").is_null() {
            let rule = "version 2.0 requires it; add it";
            self.refuse("verification", &Value::Null, rule);
        }
        self.dates();
        self.recipient();
        self.texts(&["narrative"]);
        let rule = "it must be the address of a PNG or SVG; a data URI is not allowed here";
        self.image(false, rule);
    }

    /// The picture: an address, or an object with one.
    fn image(&mut self, data: bool, rule: &str) {
        let image = self.at("image");
        if image.is_null() || is_image(image, data) {
            return;
        }
        match image.get("id") {
            Some(address) => self.refuse("image.id", address, rule),
            None => self.refuse("image", image, rule),
        }
    }

    fn dates(&mut self) {
        let date = |value: &Value| value.as_str().and_then(instant);
        for name in ["issuedOn", "expires"] {
            let rule = "it must be a date with time and zone";
            self.member(name, |value| date(value).is_some(), rule);
        }
        let (issued, expires) = (date(self.at("issuedOn")), date(self.at("expires")));
        if issued.zip(expires).is_some_and(|(from, to)| to < from) {
            self.refuse("expires", self.at("expires"), "it is before issuedOn");
        }
    }

    fn recipient(&mut self) {
        let recipient = self.at("recipient");
        if recipient.is_null() {
            return;
        }
        let Value::Object(members) = recipient else {
            let rule = "it must be an object with type, identity and hashed";
            return self.refuse("recipient", recipient, rule);
        };
        for name in ["type", "identity", "hashed"] {
            if !members.contains_key(name) {
                self.refuse(
                    &format!("recipient.{name}"),
                    &Value::Null,
                    "it must be there",
                );
            }
        }
        let hashed = members.get("hashed").unwrap_or(&Value::Null);
        if !hashed.is_null() && !hashed.is_boolean() {
            self.refuse("recipient.hashed", hashed, "it must be true or false");
        }
        let kind = members.get("type").and_then(Value::as_str);
        let known = ["email", "url", "telephone", "id"];
        if kind.is_some_and(|kind| !known.contains(&kind)) {
            let rule = "version 2.0 knows email, url, telephone and id";
            self.warn("recipient.type", &members["type"], rule);
        }
        let Some(identity) = members.get("identity") else {
            return;
        };
        let text = identity.as_str().unwrap_or_default();
        if hashed == &Value::Bool(true) && !is_identity_hash(text) {
            let rule = "a hashed identity is sha256$ and 64 hex digits";
            self.refuse("recipient.identity", identity, rule);
        } else if hashed == &Value::Bool(false) && kind == Some("email") && !text.contains('@') {
            let rule = "it is not hashed, so it must be an e-mail address";
            self.refuse("recipient.identity", identity, rule);
        }
    }

    fn badge_class(&mut self) {
        self.texts(&["name", "description"]);
        let rule = "it must be the address or data URI of a PNG or SVG";
        self.image(true, rule);
        let explained = |criteria: &Value| match criteria {
            Value::Object(members) => ["id", "narrative"]
                .iter()
                .any(|name| members.get(*name).is_some_and(Value::is_string)),
            other => is_web(other),
        };
        let rule = "it must be the address of a page, or have an id or a narrative";
        self.member("criteria", explained, rule);
        for (at, alignment) in items(Some(self.at("alignment"))).iter().enumerate() {
            for name in ["targetName", "targetUrl"] {
                let value = alignment.get(name).unwrap_or(&Value::Null);
                if !is_text(value) {
                    let path = format!("alignment[{at}].{name}");
                    self.refuse(&path, value, "an alignment needs it as a text; add it");
                }
            }
        }
        let text = |tag: &Value| tag.is_string();
        self.each("tags", self.at("tags"), text, "it must be a text");
    }

    fn issuer(&mut self) {
        self.texts(&["name", "description"]);
        self.member("url", is_web, "it must be an http address");
        let email = |value: &Value| value.as_str().is_some_and(|text| text.contains('@'));
        self.member("email", email, "it must be an e-mail address");
        let rule = "it must be a telephone number like +4930123456";
        self.member("telephone", is_telephone, rule);
        self.member("revocationList", is_web, "it must be an http address");
        let rule = "it must be the address or data URI of a PNG or SVG";
        self.image(true, rule);
        let policy = self.at("verification");
        let policy = |name: &str| policy.get(name).unwrap_or(&Value::Null);
        let rule = "it must be the beginning of an http address";
        self.each(
            "verification.startsWith",
            policy("startsWith"),
            is_web,
            rule,
        );
        let host = |origin: &Value| origin.as_str().is_some_and(is_host);
        let origins = policy("allowedOrigins");
        let rule = "it must be a host, like badges.example.org";
        self.each("verification.allowedOrigins", origins, host, rule);
    }

    fn endorsement(&mut self) {
        self.dates();
        let claim = self.at("claim");
        if !claim.is_null() && !claim.get("id").is_some_and(Value::is_string) {
            let rule = "it must name what is endorsed by its id";
            self.refuse("claim.id", claim.get("id").unwrap_or(&Value::Null), rule);
        }
    }

    fn revocation_list(&mut self) {
        for (at, entry) in items(Some(self.at("revokedAssertions"))).iter().enumerate() {
            let named = entry.is_string()
                || ["id", "uid"]
                    .iter()
                    .any(|name| entry.get(*name).is_some_and(Value::is_string));
            if !named {
                let rule = "an entry is the id of an Assertion, or an object with its id or uid";
                self.refuse(&format!("revokedAssertions[{at}]"), entry, rule);
            }
        }
    }
}

fn is_text(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| !text.is_empty() && text.len() < MAX_TEXT)
}

fn is_web(value: &Value) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"))
}

/// An address, or an object with one in `id`.
fn is_image(value: &Value, data: bool) -> bool {
    let address = value.get("id").unwrap_or(value);
    let embedded =
        |text: &str| text.starts_with("data:image/png") || text.starts_with("data:image/svg+xml");
    is_web(address) || (data && address.as_str().is_some_and(embedded))
}

/// E.164 with an optional extension, as the official validator reads it; separators are let pass.
fn is_telephone(value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let (number, extension) = text.split_once(";ext=").unwrap_or((text, "0"));
    let plain: String = number
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '(' | ')' | '.'))
        .collect();
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    (2..=15).contains(&digits.len())
        && [digits, extension]
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_host(text: &str) -> bool {
    let parsed = url::Url::parse(&format!("https://{text}/"));
    parsed
        .is_ok_and(|url| url.host_str().is_some() && url.path() == "/" && url.username().is_empty())
}
