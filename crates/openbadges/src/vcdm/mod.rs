//! The rules of the Verifiable Credentials Data Model 2.0 for any credential or presentation, badge or not.
//!
//! <https://www.w3.org/TR/vc-data-model-2.0/>, section 4. [`crate::ob3::validate`] holds a badge to more. What only
//! JSON-LD can tell (a term that no context defines, a protected term redefined) is found by [`crate::jsonld`].
mod related;

use serde_json::{Map, Value};

pub use related::{Resources, is_related, related_resources};

use crate::context::{CREDENTIALS_V1, CREDENTIALS_V2, Contexts};
use crate::json::{items, shown, strings};
use crate::ob3::{Finding, note};
use crate::timestamp::instant;

/// Everything that is wrong with a credential, by path, value and rule.
///
/// ```
/// use openbadges::vcdm;
/// use serde_json::json;
///
/// let findings = vcdm::credential(&json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiableCredential"],
///     "issuer": "did:web:example.org",
///     "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
///     "refreshService": {"id": "https://example.org/refresh"},
/// }));
/// assert_eq!(findings[0].path, "$.refreshService.type");
/// ```
#[must_use]
pub fn credential(document: &Value) -> Vec<Finding> {
    let mut check = Check::default();
    if let Some(members) = check.document(document, "VerifiableCredential") {
        check.credential(members);
    }
    // What is bundled is at hand, so its digest can be compared.
    let contexts = Contexts::bundled();
    let resources = related_resources(document, |url| contexts.get(url).map(str::as_bytes));
    check.findings.extend(resources.findings);
    check.findings
}

/// Everything that is wrong with a presentation. The credentials inside are checked for their form of carriage only;
/// give each to [`credential`].
///
/// ```
/// use openbadges::vcdm;
/// use serde_json::json;
///
/// let findings = vcdm::presentation(&json!({
///     "@context": ["https://www.w3.org/ns/credentials/v2"],
///     "type": ["VerifiablePresentation"],
///     "verifiableCredential": ["eyJhbGciOiJFZERTQSJ9.e30.AAAA"],
/// }));
/// assert_eq!(findings[0].path, "$.verifiableCredential[0]");
/// ```
#[must_use]
pub fn presentation(document: &Value) -> Vec<Finding> {
    let mut check = Check::default();
    if let Some(members) = check.document(document, "VerifiablePresentation") {
        check.presentation(members);
    }
    check.findings
}

#[derive(Default)]
struct Check {
    findings: Vec<Finding>,
}

impl Check {
    fn refuse(&mut self, path: &str, value: Option<&Value>, rule: &str) {
        let value = value.filter(|value| !value.is_null()).map(shown);
        let value = value.unwrap_or_default();
        note(
            &mut self.findings,
            Finding::error("vcdm", path, &value, rule),
        );
    }

    fn demand(&mut self, holds: bool, path: &str, value: Option<&Value>, rule: &str) {
        if !holds {
            self.refuse(path, value, rule);
        }
    }

    /// What credentials and presentations have in common.
    fn document<'a>(&mut self, document: &'a Value, kind: &str) -> Option<&'a Map<String, Value>> {
        let Value::Object(members) = document else {
            self.refuse("$", Some(document), "it must be a JSON object");
            return None;
        };
        let context = members.get("@context");
        let list = items(context);
        let first = list.first();
        let known = first.is_some_and(|first| first == CREDENTIALS_V2 || first == CREDENTIALS_V1);
        let rule = format!("the first context must be {CREDENTIALS_V2}");
        self.demand(known, "$.@context[0]", first, &rule);
        for (at, entry) in list.iter().enumerate() {
            let fine = entry.is_object() || is_url(entry);
            let path = format!("$.@context[{at}]");
            self.demand(
                fine,
                &path,
                Some(entry),
                "a context is an address or an object",
            );
        }
        let kinds = members.get("type");
        let named = strings(kinds).any(|name| name == kind);
        self.demand(named, "$.type", kinds, &format!("it must name {kind}"));
        let texts = items(kinds).iter().all(Value::is_string);
        self.demand(
            texts,
            "$.type",
            kinds,
            "each type must be a term or an absolute address",
        );
        self.address(members, "$", "id");
        Some(members)
    }

    /// A member that, where it stands, is one address.
    fn address(&mut self, members: &Map<String, Value>, path: &str, name: &str) {
        if let Some(value) = members.get(name) {
            let path = format!("{path}.{name}");
            self.demand(
                is_url(value),
                &path,
                Some(value),
                "it must be one absolute address",
            );
        }
    }

    fn credential(&mut self, members: &Map<String, Value>) {
        self.party(members, "issuer", true);
        self.texts(members, "$");
        if let Some(Value::Object(issuer)) = members.get("issuer") {
            self.texts(issuer, "$.issuer");
        }
        self.subjects(members.get("credentialSubject"));
        self.period(members);
        for name in [
            "credentialStatus",
            "refreshService",
            "termsOfUse",
            "evidence",
            "proof",
            "credentialSchema",
        ] {
            self.typed(members.get(name), name);
        }
    }

    /// An issuer or holder: an address, or an object with one.
    fn party(&mut self, members: &Map<String, Value>, name: &str, required: bool) {
        let Some(value) = members.get(name) else {
            if required {
                self.refuse(
                    &format!("$.{name}"),
                    None,
                    "it must be there: an address, or an object with an id",
                );
            }
            return;
        };
        let id = match value {
            Value::Object(party) => party.get("id"),
            other => Some(other),
        };
        let fine = id.is_some_and(is_url);
        let path = format!("$.{name}");
        self.demand(
            fine,
            &path,
            Some(value),
            "it must be an absolute address, or an object whose id is one",
        );
    }

    fn subjects(&mut self, subject: Option<&Value>) {
        let subjects = items(subject);
        let path = "$.credentialSubject";
        let says = |subject: &Value| {
            subject
                .as_object()
                .is_some_and(|members| !members.is_empty())
        };
        let fine = !subjects.is_empty() && subjects.iter().all(says);
        self.demand(
            fine,
            path,
            subject,
            "it must be an object that says something, or several",
        );
        for subject in subjects.iter().filter_map(Value::as_object) {
            self.address(subject, path, "id");
        }
    }

    fn period(&mut self, members: &Map<String, Value>) {
        let mut at = |name: &str| {
            let value = members.get(name)?;
            let found = value.as_str().and_then(instant);
            let path = format!("$.{name}");
            self.demand(
                found.is_some(),
                &path,
                Some(value),
                "it must be a date with time, like 2026-01-31T12:00:00Z",
            );
            found
        };
        if let (Some(from), Some(until)) = (at("validFrom"), at("validUntil")) {
            self.demand(
                from <= until,
                "$.validUntil",
                members.get("validUntil"),
                "it is before validFrom",
            );
        }
    }

    /// Objects that name their type; a schema its address too.
    fn typed(&mut self, value: Option<&Value>, name: &str) {
        let several = matches!(value, Some(Value::Array(_)));
        for (at, item) in items(value).iter().enumerate() {
            let path = if several {
                format!("$.{name}[{at}]")
            } else {
                format!("$.{name}")
            };
            let Value::Object(members) = item else {
                self.refuse(&path, Some(item), "it must be an object");
                continue;
            };
            let kinds = members.get("type");
            let named = !items(kinds).is_empty()
                && items(kinds)
                    .iter()
                    .all(|kind| kind.as_str().is_some_and(|kind| !kind.is_empty()));
            self.demand(
                named,
                &format!("{path}.type"),
                kinds,
                "it must name its type",
            );
            if name == "credentialSchema" && !members.contains_key("id") {
                self.refuse(
                    &format!("{path}.id"),
                    None,
                    "it must be the address of the schema",
                );
            }
            if matches!(
                name,
                "credentialSchema" | "credentialStatus" | "refreshService" | "termsOfUse"
            ) {
                self.address(members, &path, "id");
            }
        }
    }

    /// §4.4: name and description are texts, or texts with a language.
    fn texts(&mut self, members: &Map<String, Value>, path: &str) {
        for name in ["name", "description"] {
            for value in items(members.get(name)) {
                let fine = match value {
                    Value::String(_) => true,
                    Value::Object(text) => {
                        let known = |name: &String| {
                            matches!(name.as_str(), "@value" | "@language" | "@direction")
                        };
                        text.get("@value").is_some_and(Value::is_string)
                            && text.values().all(Value::is_string)
                            && text.keys().all(known)
                    }
                    _ => false,
                };
                let path = format!("{path}.{name}");
                let rule = "it must be a text, or an object with @value and at most @language and @direction";
                self.demand(fine, &path, Some(value), rule);
            }
        }
    }

    fn presentation(&mut self, members: &Map<String, Value>) {
        self.party(members, "holder", false);
        self.typed(members.get("termsOfUse"), "termsOfUse");
        self.typed(members.get("proof"), "proof");
        let holder = members.get("holder");
        let holder =
            holder.and_then(|holder| holder.as_str().or_else(|| holder.get("id")?.as_str()));
        for (at, credential) in items(members.get("verifiableCredential"))
            .iter()
            .enumerate()
        {
            let path = format!("$.verifiableCredential[{at}]");
            let Value::Object(inside) = credential else {
                self.refuse(&path, Some(credential), "it must be an object, not a text");
                continue;
            };
            let is = |name: &str| strings(inside.get("type")).any(|kind| kind == name);
            if is("EnvelopedVerifiableCredential") {
                let data = inside.get("id").and_then(Value::as_str);
                let fine = data.is_some_and(|data| data.starts_with("data:"));
                self.demand(
                    fine,
                    &format!("{path}.id"),
                    inside.get("id"),
                    "it must be a data: address of a credential",
                );
            } else if !inside.contains_key("proof") {
                // §4.13: what the holder claims alone is secured by the presentation's proof only.
                let issuer = crate::ob3::issuer_id(credential);
                let own = holder.is_some() && issuer == holder;
                self.demand(
                    own,
                    &path,
                    None,
                    "it has no proof, so its issuer must be the holder of the presentation",
                );
            }
        }
    }
}

/// A text with a scheme and no white space (the URL standard's absolute address, any scheme).
fn is_url(value: &Value) -> bool {
    let Some((scheme, rest)) = value.as_str().and_then(|text| text.split_once(':')) else {
        return false;
    };
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(letters)
        && !rest.is_empty()
        && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
}
