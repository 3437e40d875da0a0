//! The rules that no schema holds: what a credential must say, results that fit their description, dates in order.
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::Severity;
use super::validate::Check;
use crate::context::CREDENTIALS_V1;
use crate::json::{items, strings};
use crate::timestamp::instant;

/// What an achievement says of its results, by id: a badge may have as many of both as fit a document.
struct Described<'a> {
    /// The first description of each id, with the values that it allows.
    descriptions: HashMap<&'a str, (&'a Value, HashSet<&'a str>)>,
    /// The levels of all of them.
    levels: HashSet<&'a str>,
}

impl<'a> Described<'a> {
    fn of(achievement: &'a Value) -> Self {
        let id_of = |value: &'a Value| value.get("id").and_then(Value::as_str);
        let mut all = Self {
            descriptions: HashMap::new(),
            levels: HashSet::new(),
        };
        for description in items(achievement.get("resultDescription")) {
            let levels = items(description.get("rubricCriterionLevel"));
            all.levels.extend(levels.iter().filter_map(id_of));
            if let Some(id) = id_of(description) {
                all.descriptions.entry(id).or_insert_with(|| {
                    let allowed = strings(description.get("allowedValue")).collect();
                    (description, allowed)
                });
            }
        }
        all
    }
}

impl Check {
    /// Every credential says something about somebody (VCDM 2.0 §4.8).
    pub(super) fn claims(&mut self, members: &Map<String, Value>) {
        let subjects = items(members.get("credentialSubject"));
        let empty = |subject: &Value| subject.as_object().is_none_or(Map::is_empty);
        if subjects.is_empty() || subjects.iter().any(empty) {
            let value = members.get("credentialSubject").unwrap_or(&Value::Null);
            let rule = "it must be an object that says something";
            if !self
                .findings
                .iter()
                .any(|known| known.path == "$.credentialSubject")
            {
                self.error("schema.subject", "$.credentialSubject", value, rule);
            }
        }
    }

    /// Associations speak of achievements that the record holds, itself or in its badges.
    pub(super) fn associations(&mut self, document: &Value) {
        let subject = document.get("credentialSubject").unwrap_or(&Value::Null);
        let own = items(subject.get("achievement")).iter();
        let inside = items(subject.get("verifiableCredential")).iter();
        let inside = inside.filter_map(|badge| badge.pointer("/credentialSubject/achievement"));
        let known: HashSet<&str> = own
            .chain(inside)
            .filter_map(|achievement| achievement.get("id")?.as_str())
            .collect();
        let enveloped = |badge: &Value| {
            strings(badge.get("type")).any(|kind| kind == "EnvelopedVerifiableCredential")
        };
        if items(subject.get("verifiableCredential"))
            .iter()
            .any(enveloped)
        {
            return; // what is in a JWT is looked at when it is verified
        }
        for (at, association) in items(subject.get("association")).iter().enumerate() {
            for name in ["sourceId", "targetId"] {
                let Some(id) = association.get(name).and_then(Value::as_str) else {
                    continue;
                };
                if !known.contains(id) {
                    let path = format!("$.credentialSubject.association[{at}].{name}");
                    let rule = "no achievement of the record has that id";
                    self.add(
                        Severity::Warning,
                        "schema.association",
                        &path,
                        &id.into(),
                        rule,
                    );
                }
            }
        }
    }

    /// Rules about the subject that no schema holds.
    pub(super) fn subject(&mut self, document: &Value) {
        let Some(subject) = document.get("credentialSubject").filter(|s| s.is_object()) else {
            return;
        };
        let identifiers = items(subject.get("identifier"));
        if subject.get("id").is_none_or(Value::is_null) && identifiers.is_empty() {
            let rule = "it must have an id or at least one identifier, else it is nobody's";
            self.error("schema.subject", "$.credentialSubject", &Value::Null, rule);
        }
        for (at, identity) in identifiers.iter().enumerate() {
            let hash = identity.get("identityHash").and_then(Value::as_str);
            let hashed = identity.get("hashed") == Some(&Value::Bool(true));
            if hashed && hash.is_some_and(|hash| !is_identity_hash(hash)) {
                let path = format!("$.credentialSubject.identifier[{at}].identityHash");
                let rule = "a hashed identity is sha256$ and 64 hex digits";
                self.error(
                    "schema.identity_hash",
                    &path,
                    &identity["identityHash"],
                    rule,
                );
            }
        }
        let Some(achievement) = subject.get("achievement").filter(|a| a.is_object()) else {
            return;
        };
        if let Some(Value::Object(criteria)) = achievement.get("criteria")
            && ["id", "narrative"]
                .iter()
                .all(|name| criteria.get(*name).is_none_or(Value::is_null))
        {
            let path = "$.credentialSubject.achievement.criteria";
            let rule = "it must have a page (id) or a text (narrative)";
            self.error("schema.criteria", path, &Value::Null, rule);
        }
        let described = Described::of(achievement);
        for (at, result) in items(subject.get("result")).iter().enumerate() {
            let path = format!("$.credentialSubject.result[{at}]");
            self.result(result, &described, &path);
        }
    }

    fn result(&mut self, result: &Value, described: &Described<'_>, path: &str) {
        let Some(wanted) = result.get("resultDescription").and_then(Value::as_str) else {
            return;
        };
        let Some((description, allowed)) = described.descriptions.get(wanted) else {
            let rule = "no resultDescription of the achievement has that id";
            let path = format!("{path}.resultDescription");
            return self.error("schema.result", &path, &wanted.into(), rule);
        };
        if description.get("resultType").and_then(Value::as_str) == Some("Status")
            && result.get("status").is_none()
        {
            let rule = "its description is of type Status, so it needs a status";
            self.error(
                "schema.result",
                &format!("{path}.status"),
                &Value::Null,
                rule,
            );
        }
        if let Some(value) = result.get("value").and_then(Value::as_str) {
            let number = |name: &str| {
                description
                    .get(name)
                    .and_then(Value::as_str)
                    .and_then(|text| text.parse::<f64>().ok())
            };
            let outside = value.parse::<f64>().is_ok_and(|value| {
                number("valueMin").is_some_and(|min| value < min)
                    || number("valueMax").is_some_and(|max| value > max)
            });
            if outside || (!allowed.is_empty() && !allowed.contains(value)) {
                let rule = "it is not among the values its description allows";
                self.error(
                    "schema.result",
                    &format!("{path}.value"),
                    &value.into(),
                    rule,
                );
            }
        }
        if let Some(level) = result.get("achievedLevel").and_then(Value::as_str) {
            // Of any description: the official complete example names another one's level.
            if !described.levels.contains(level) {
                let rule = "no description of the achievement has such a level";
                self.error(
                    "schema.result",
                    &format!("{path}.achievedLevel"),
                    &level.into(),
                    rule,
                );
            }
        }
    }

    pub(super) fn dates(&mut self, members: &Map<String, Value>) {
        let old = items(members.get("@context"))
            .first()
            .is_some_and(|c| c == CREDENTIALS_V1);
        let (from, until) = if old {
            ("issuanceDate", "expirationDate")
        } else {
            ("validFrom", "validUntil")
        };
        let at = |name: &str| members.get(name).and_then(Value::as_str).and_then(instant);
        if members.get(from).is_none_or(Value::is_null) {
            let rule = format!("a badge needs {from:?}; add it");
            self.error("schema.missing", &format!("$.{from}"), &Value::Null, &rule);
        }
        if let (Some(start), Some(end)) = (at(from), at(until))
            && end < start
        {
            let rule = format!("it is before {from}");
            self.error(
                "schema.dates",
                &format!("$.{until}"),
                &members[until],
                &rule,
            );
        }
    }
}

pub(crate) fn is_identity_hash(text: &str) -> bool {
    let hex = |digits: &str, length: usize| {
        digits.len() == length && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    match text.split_once('$') {
        Some(("sha256", digits)) => hex(digits, 64),
        Some(("md5", digits)) => hex(digits, 32),
        _ => false,
    }
}
