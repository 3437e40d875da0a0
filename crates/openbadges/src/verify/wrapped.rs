//! What people hand in instead of a badge: a presentation or an answer of some interface with badges inside, a list of
//! them, and credentials of other kinds.
use serde_json::Value;

use crate::json::{items, strings};

/// The badges in a wrapper: objects, or compact JWTs as texts. None if the document is no wrapper; the wrapper itself is
/// not verified.
pub(super) fn badges(document: &Value) -> Option<Vec<Value>> {
    if let Value::Array(all) = document {
        return Some(all.clone());
    }
    let is_presentation =
        strings(document.get("type")).any(|kind| kind == "VerifiablePresentation");
    if document.get("type").is_some() && !is_presentation {
        return None;
    }
    // VC-API, a wallet's export, the Open Badges API of 3.0 and 2.1 (Badge Connect), OID4VCI.
    let members = [
        "verifiableCredential",
        "verifiableCredentials",
        "credential",
        "credentials",
        "compactJwsString",
        "assertions",
        "signedAssertions",
    ];
    let found: Vec<Value> = members
        .iter()
        .flat_map(|member| items(document.get(*member)))
        .filter(|inside| inside.is_object() || inside.is_string())
        .cloned()
        .collect();
    (is_presentation || !found.is_empty()).then_some(found)
}

/// The badges in a presentation that came as a JWT: in the claim `vp` (VCDM 1.1 §6.3.1) or in the payload itself.
pub(super) fn presented(payload: &Value) -> Option<Vec<Value>> {
    let presentation = payload.get("vp").unwrap_or(payload);
    strings(presentation.get("type"))
        .any(|kind| kind == "VerifiablePresentation")
        .then(|| badges(presentation))
        .flatten()
}

/// What a document is that is no badge of any version, but a kind of credential people take for one.
pub(super) fn other_kind(document: &Value) -> Option<&'static str> {
    let is = |name: &str| strings(document.get("type")).any(|kind| kind == name);
    let context = |part: &str| strings(document.get("@context")).any(|url| url.contains(part));
    if context("/clr/v1p0/") || (is("Clr") || is("CLR")) && document.get("assertions").is_some() {
        return Some("a learner record of version 1.0 (CLR)");
    }
    if is("EuropeanDigitalCredential") || is("EuropassCredential") {
        return Some("a European Digital Credential for Learning");
    }
    None
}

/// The same for text that is no JSON.
pub(super) fn other_token(text: &str) -> Option<&'static str> {
    let (first, rest) = text.split_once('.')?;
    let plain = |part: &str| {
        part.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    if !first.starts_with("eyJ") || !plain(first) {
        return None;
    }
    if rest.contains('~') {
        return Some("an SD-JWT");
    }
    let parts: Vec<&str> = rest.split('.').collect();
    (parts.len() == 4 && parts.iter().all(|part| plain(part))).then_some("an encrypted token (JWE)")
}
