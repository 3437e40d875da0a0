//! The rules of the Verifiable Credentials Data Model 2.0 for any credential or presentation, badge or not.
//!
//! <https://www.w3.org/TR/vc-data-model-2.0/>, section 4. [`crate::ob3::validate`] holds a badge to more. What only
//! JSON-LD can tell (a term that no context defines, a protected term redefined) is found by [`crate::jsonld`].
use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::context::{CREDENTIALS_V1, CREDENTIALS_V2, Contexts};
use crate::encoding::from_multibase;
use crate::json::{items, shown, strings};
use crate::ob3::Finding;
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
    check.findings
}

/// Everything that is wrong with a presentation. The credentials inside are checked for their form of carriage only;
/// give each to [`credential`].
#[must_use]
pub fn presentation(document: &Value) -> Vec<Finding> {
    let mut check = Check::default();
    if let Some(members) = check.document(document, "VerifiablePresentation") {
        check.presentation(members);
    }
    check.findings
}

/// Whether `bytes` are the resource that an entry of `relatedResource` means; none where it has no digest that is known.
#[must_use]
pub fn is_related(entry: &Value, bytes: &[u8]) -> Option<bool> {
    let text = |member: &str| entry.get(member).and_then(Value::as_str);
    let sri = text("digestSRI").and_then(|sri| {
        let (name, digest) = sri.split_once('-')?;
        let wanted = STANDARD.decode(digest).ok()?;
        let found = match name {
            "sha256" => Sha256::digest(bytes).to_vec(),
            "sha384" => Sha384::digest(bytes).to_vec(),
            "sha512" => Sha512::digest(bytes).to_vec(),
            _ => return None,
        };
        Some(found == wanted)
    });
    let multibase = text("digestMultibase").and_then(|text| {
        let wanted = from_multibase(text)?;
        match &wanted[..] {
            [0x12, 0x20, digest @ ..] => Some(Sha256::digest(bytes)[..] == *digest),
            [0x20, 0x30, digest @ ..] => Some(Sha384::digest(bytes)[..] == *digest),
            [0x13, 0x40, digest @ ..] => Some(Sha512::digest(bytes)[..] == *digest),
            _ => None,
        }
    });
    match (sri, multibase) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(true) && other.unwrap_or(true)),
    }
}

#[derive(Default)]
struct Check {
    findings: Vec<Finding>,
}

impl Check {
    fn refuse(&mut self, path: &str, value: Option<&Value>, rule: &str) {
        let value = value.filter(|value| !value.is_null()).map(shown);
        let value = value.unwrap_or_default();
        self.findings
            .push(Finding::error("vcdm", path, &value, rule));
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
        self.related(members.get("relatedResource"));
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

    /// §5.3: resources that are part of what is said, each with a digest.
    fn related(&mut self, value: Option<&Value>) {
        let contexts = Contexts::bundled();
        let mut seen = HashSet::new();
        for (at, entry) in items(value).iter().enumerate() {
            let path = format!("$.relatedResource[{at}]");
            let Value::Object(members) = entry else {
                self.refuse(
                    &path,
                    Some(entry),
                    "it must be an object with an id and a digest",
                );
                continue;
            };
            let id = members.get("id");
            self.demand(
                id.is_some_and(is_url),
                &format!("{path}.id"),
                id,
                "it must be the address of the resource",
            );
            self.demand(
                seen.insert(id),
                &format!("{path}.id"),
                id,
                "each resource may be named once only",
            );
            let digests = [members.get("digestSRI"), members.get("digestMultibase")];
            let present = digests.iter().flatten().count() > 0;
            let readable = |digest: Option<&Value>, read: fn(&str) -> Option<Vec<u8>>| {
                digest.is_none_or(|digest| digest.as_str().and_then(read).is_some())
            };
            let fine = present
                && readable(digests[0], |sri| {
                    STANDARD.decode(sri.split_once('-')?.1).ok()
                })
                && readable(digests[1], from_multibase);
            self.demand(
                fine,
                &path,
                Some(entry),
                "it needs digestSRI (sha384-…) or digestMultibase (u…)",
            );
            let media = members.get("mediaType");
            self.demand(
                media.is_none_or(Value::is_string),
                &format!("{path}.mediaType"),
                media,
                "it must be a text",
            );
            // What is bundled is at hand, so its digest can be compared.
            let known = id.and_then(Value::as_str).and_then(|id| contexts.get(id));
            let other = known.is_some_and(|text| is_related(entry, text.as_bytes()) == Some(false));
            self.demand(
                !other,
                &path,
                Some(entry),
                "its digest is not that of the resource",
            );
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
                let fine = data.is_some_and(|data| data.starts_with("data:application/vc"));
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
