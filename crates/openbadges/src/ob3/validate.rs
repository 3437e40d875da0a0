//! Our own validator: what is wrong with a document, at which path, by which rule.
//!
//! It checks the shapes of appendix B ([`super::schema`]) and the rules that no schema holds: context order, subject id
//! or identifier, criteria page or text, results that fit their description, dates in order.
use serde_json::{Map, Value};

use super::finding::note;
use super::schema::{BADGE, CLR, CREDENTIAL, Class, ENDORSEMENT, Is, Many, Member};
use super::texts::{is_address, is_date, is_language};
use super::{Finding, Kind, Severity, kind_of};
use crate::context::{CLR_2, CREDENTIALS_V1, CREDENTIALS_V2, OPEN_BADGES_3};
use crate::json::{items, shown, strings};
use crate::timestamp::is_date_time_stamp;

/// Everything that is wrong with a credential, in the order of the document's rules.
///
/// ```
/// use openbadges::ob3::validate;
/// use serde_json::json;
///
/// let findings = validate(&json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]}));
/// let missing = findings.iter().find(|finding| finding.path == "$.issuer");
/// assert!(missing.is_some_and(|finding| finding.rule.contains("add it")));
/// ```
#[must_use]
pub fn validate(document: &Value) -> Vec<Finding> {
    let mut check = Check {
        findings: Vec::new(),
    };
    let Value::Object(members) = document else {
        check.error(
            "schema.object",
            "$",
            document,
            "a credential is a JSON object",
        );
        return check.findings;
    };
    let kind = kind_of(document);
    check.contexts(members, kind);
    check.object(members, "$", &CREDENTIAL);
    match kind {
        Kind::Badge => {
            check.object(members, "$", &BADGE);
            check.subject(document);
        }
        Kind::Endorsement => check.object(members, "$", &ENDORSEMENT),
        Kind::Clr => {
            check.object(members, "$", &CLR);
            check.associations(document);
        }
        Kind::StatusList => {}
        Kind::Other => check.error(
            "schema.type",
            "$.type",
            members.get("type").unwrap_or(&Value::Null),
            "it must name OpenBadgeCredential or AchievementCredential; this is some other credential",
        ),
    }
    check.claims(members);
    check.dates(members);
    check.findings
}

/// Whether an address is that of a context, and the address that Accolade writes.
type ContextRule = (fn(&str) -> bool, &'static str);

pub(super) struct Check {
    pub(super) findings: Vec<Finding>,
}

impl Check {
    pub(super) fn add(
        &mut self,
        severity: Severity,
        code: &str,
        path: &str,
        value: &Value,
        rule: &str,
    ) {
        let finding = Finding {
            severity,
            code: code.into(),
            path: path.into(),
            value: if value.is_null() {
                String::new()
            } else {
                shown(value)
            },
            rule: rule.into(),
        };
        note(&mut self.findings, finding);
    }

    pub(super) fn error(&mut self, code: &str, path: &str, value: &Value, rule: &str) {
        self.add(Severity::Error, code, path, value, rule);
    }

    fn contexts(&mut self, members: &Map<String, Value>, kind: Kind) {
        let contexts = items(members.get("@context"));
        let first = contexts.first().unwrap_or(&Value::Null);
        if first != CREDENTIALS_V2 && first != CREDENTIALS_V1 {
            let rule = format!("the first context must be {CREDENTIALS_V2}");
            self.error("schema.context", "$.@context[0]", first, &rule);
        }
        // What each kind is made of, after the first context, in this order.
        let wanted: &[ContextRule] = match kind {
            Kind::Badge | Kind::Endorsement => &[(is_open_badges_3, OPEN_BADGES_3)],
            Kind::Clr => &[(is_clr_2, CLR_2), (is_open_badges_3, OPEN_BADGES_3)],
            Kind::StatusList | Kind::Other => &[],
        };
        let is_old = first == CREDENTIALS_V1; // VC 1.1 credentials put security contexts between
        for (at, (is_it, url)) in (1..).zip(wanted) {
            let found = contexts
                .iter()
                .position(|context| context.as_str().is_some_and(is_it));
            if found.is_none() || (found != Some(at) && !is_old) {
                let place = if at == 1 { "second" } else { "third" };
                let rule = format!("the {place} context must be {url}");
                let value = contexts.get(at).unwrap_or(&Value::Null);
                self.error("schema.context", &format!("$.@context[{at}]"), value, &rule);
            }
        }
    }

    fn object(&mut self, members: &Map<String, Value>, path: &str, class: &Class) {
        for wanted in class.types {
            if !strings(members.get("type")).any(|kind| kind == *wanted) {
                let kinds = members.get("type").unwrap_or(&Value::Null);
                let rule = format!("it must name {wanted}");
                self.error("schema.type", &format!("{path}.type"), kinds, &rule);
            }
        }
        if !class.types.is_empty() && members.get("type").is_some_and(|kind| !is_texts(kind)) {
            let rule = "it must be a list of strings";
            self.error(
                "schema.type",
                &format!("{path}.type"),
                &members["type"],
                rule,
            );
        }
        for member in class.members {
            self.member(members, path, member, class.name);
        }
        if class.closed {
            for name in members.keys() {
                if !class.members.iter().any(|member| member.name == name) {
                    let rule = format!("{} has no such member; remove it", class.name);
                    self.error(
                        "schema.unknown_member",
                        &format!("{path}.{name}"),
                        &Value::Null,
                        &rule,
                    );
                }
            }
        }
    }

    fn member(&mut self, members: &Map<String, Value>, path: &str, member: &Member, class: &str) {
        // Most members of a class are absent: no path is written for them.
        let value = members.get(member.name).filter(|value| !value.is_null());
        if value.is_none() && !member.required {
            return;
        }
        let path = format!("{path}.{}", member.name);
        let Some(value) = value else {
            let rule = format!("{class} needs {:?}; add it", member.name);
            return self.error("schema.missing", &path, &Value::Null, &rule);
        };
        match (value, member.many) {
            (Value::Array(items), Many::One) => match &items[..] {
                [only] if member.name == "credentialStatus" => {
                    let rule = "it should be a single object";
                    self.add(Severity::Warning, "schema.list", &path, &Value::Null, rule);
                    self.value(only, &format!("{path}[0]"), &member.is);
                }
                _ if member.name == "credentialStatus" => {
                    let rule = "Open Badges allows one status object";
                    self.add(Severity::Warning, "schema.list", &path, &Value::Null, rule);
                    for (at, item) in items.iter().enumerate() {
                        self.value(item, &format!("{path}[{at}]"), &member.is);
                    }
                }
                _ => self.error(
                    "schema.list",
                    &path,
                    value,
                    "it must be a single value, not a list",
                ),
            },
            (Value::Array(items), _) => {
                if member.required && items.is_empty() {
                    self.error("schema.missing", &path, value, "it must hold at least one");
                }
                for (at, item) in items.iter().enumerate() {
                    self.value(item, &format!("{path}[{at}]"), &member.is);
                }
            }
            (single, Many::One) => self.value(single, &path, &member.is),
            (single, many) => {
                if many == Many::List {
                    let rule = "it should be a list, even of one";
                    self.add(
                        Severity::Warning,
                        "schema.single",
                        &path,
                        &Value::Null,
                        rule,
                    );
                }
                self.value(single, &path, &member.is);
            }
        }
    }

    fn value(&mut self, value: &Value, path: &str, is: &Is) {
        let text = value.as_str();
        let fine = match is {
            Is::Text => text.is_some(),
            Is::Address => text.is_some_and(is_address),
            Is::Bool => value.is_boolean(),
            Is::Number => value.is_number(),
            Is::Instant => text.is_some_and(is_date_time_stamp),
            Is::Date => text.is_some_and(is_date),
            Is::Jws => text.is_some_and(crate::proof::jwt::is_compact),
            Is::Language => text.is_some_and(is_language),
            Is::Exactly(word) => text == Some(word),
            Is::OneOf(words, extensible) => text.is_some_and(|text| {
                words.contains(&text) || (*extensible && text.starts_with("ext:") && text.len() > 4)
            }),
            Is::Typed => value.is_object(),
            Is::Of(class) => {
                if let Value::Object(members) = value {
                    self.object(members, path, class);
                    return;
                }
                if class.name == "Image" && text.is_some_and(is_address) {
                    // The standard's own words allow it (§B.1.10), its schema does not; nothing is lost by it.
                    let rule = "it should be an object with the address as its id";
                    self.add(Severity::Warning, "schema.single", path, value, rule);
                    return;
                }
                false
            }
            Is::AddressOr(class) => match value {
                Value::Object(members) => {
                    self.object(members, path, class);
                    return;
                }
                _ => text.is_some_and(is_address),
            },
        };
        if !fine {
            let nothing = Value::from("null");
            let value = if value.is_null() { &nothing } else { value };
            self.error("schema.value", path, value, &expectation(is));
        }
    }
}

fn expectation(is: &Is) -> String {
    match is {
        Is::Text => "it must be a string".into(),
        Is::Address | Is::AddressOr(_) => {
            "it must be an absolute address (https://…, urn:…, did:…)".into()
        }
        Is::Bool => "it must be true or false".into(),
        Is::Number => "it must be a number".into(),
        Is::Instant => "it must be a date with time and zone, like 2026-01-31T12:00:00Z".into(),
        Is::Date => "it must be a date".into(),
        Is::Jws => "it must be a compact JWS".into(),
        Is::Language => "it must be a language tag, like en or pt-BR".into(),
        Is::Exactly(word) => format!("it must be {word:?}"),
        Is::OneOf(words, extensible) => {
            let or = if *extensible {
                ", or begin with ext:"
            } else {
                ""
            };
            format!("it must be one of {}{or}", words.join(", "))
        }
        Is::Of(class) => format!("it must be an object of the class {}", class.name),
        Is::Typed => "it must be an object".into(),
    }
}

/// Whether a context address is one of Open Badges 3.0 (the pattern of the official schema).
pub(crate) fn is_open_badges_3(url: &str) -> bool {
    is_version(
        url,
        "https://purl.imsglobal.org/spec/ob/v3p0/context",
        "-3.",
    )
}

/// Whether a context address is one of CLR 2.0 (the pattern of the official schema).
fn is_clr_2(url: &str) -> bool {
    is_version(
        url,
        "https://purl.imsglobal.org/spec/clr/v2p0/context",
        "-2.",
    )
}

/// `….json`, or `…-3.0.1.json` for the major version `-3.`.
fn is_version(url: &str, start: &str, major: &str) -> bool {
    let middle = url
        .strip_prefix(start)
        .and_then(|rest| rest.strip_suffix(".json"));
    middle.is_some_and(|version| {
        version.is_empty()
            || version.strip_prefix(major).is_some_and(|rest| {
                matches!(rest.as_bytes(), [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit())
            })
    })
}

fn is_texts(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Array(items) => items.iter().all(Value::is_string),
        _ => false,
    }
}
