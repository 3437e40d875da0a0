//! `relatedResource` (VCDM 2.0 §5.3): resources that are part of what is said, each with a digest of its bytes.
use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::is_url;
use crate::context::CREDENTIALS_V2;
use crate::encoding::from_multibase;
use crate::json::{items, shown};
use crate::ob3::{Finding, Severity, note};

/// What became of the related resources of a credential.
///
/// ```
/// use openbadges::vcdm::related_resources;
/// use serde_json::json;
///
/// let credential = json!({"relatedResource": [{"id": "https://example.org/x"}]});
/// let resources = related_resources(&credential, |_| None);
/// assert!(resources.findings[0].rule.contains("digestSRI"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resources {
    /// What is wrong with them: their shape, an address named twice, a digest that is not that of the bytes.
    pub findings: Vec<Finding>,
    /// The addresses whose bytes were at hand and have the digest.
    pub compared: Vec<String>,
    /// The addresses whose bytes were not at hand, or whose digest is of a kind not known here. Whoever uses one compares
    /// it with [`is_related`].
    pub not_at_hand: Vec<String>,
}

/// Holds the `relatedResource` entries of a credential to their rules and compares the digests of those that are at hand.
///
/// ```
/// use openbadges::vcdm::related_resources;
/// use serde_json::json;
///
/// let credential = json!({"relatedResource": [{
///     "id": "https://example.org/terms.txt",
///     "digestSRI": "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
/// }]});
/// let same = related_resources(&credential, |_| Some(b"abc".as_slice()));
/// assert_eq!(same.compared, ["https://example.org/terms.txt"]);
/// let changed = related_resources(&credential, |_| Some(b"abd".as_slice()));
/// assert_eq!(changed.findings[0].path, "$.relatedResource[0]");
/// ```
#[must_use]
pub fn related_resources<'a>(
    credential: &Value,
    at_hand: impl Fn(&str) -> Option<&'a [u8]>,
) -> Resources {
    let mut resources = Resources::default();
    let mut seen = HashSet::new();
    for (at, entry) in items(credential.get("relatedResource")).iter().enumerate() {
        let path = format!("$.relatedResource[{at}]");
        let id = entry.get("id");
        let mut wrong = shape(entry, &path);
        if !seen.insert(id) {
            let rule = "each resource may be named once only";
            wrong.push(refusal(&format!("{path}.id"), id, rule));
        }
        if let (true, Some(id)) = (wrong.is_empty(), id.and_then(Value::as_str)) {
            match at_hand(id).and_then(|bytes| is_related(entry, bytes)) {
                Some(true) => resources.compared.push(id.to_owned()),
                None => resources.not_at_hand.push(id.to_owned()),
                Some(false) if is_earlier(id, entry) => {
                    resources.compared.push(id.to_owned());
                    let rule = "its digest is that of an earlier text, which was published at this address until 2025";
                    let mut remark = refusal(&path, Some(entry), rule);
                    remark.severity = Severity::Warning;
                    wrong.push(remark);
                }
                Some(false) => {
                    let rule = "its digest is not that of the resource";
                    wrong.push(refusal(&path, Some(entry), rule));
                }
            }
        }
        for finding in wrong {
            note(&mut resources.findings, finding);
        }
    }
    resources
}

fn refusal(path: &str, value: Option<&Value>, rule: &str) -> Finding {
    let value = value.map(shown).unwrap_or_default();
    Finding::error("schema.related_resource", path, &value, rule)
}

/// Address, digests and media type of one entry.
fn shape(entry: &Value, path: &str) -> Vec<Finding> {
    let Value::Object(members) = entry else {
        let rule = "it must be an object with an id and a digest";
        return vec![refusal(path, Some(entry), rule)];
    };
    let mut wrong = Vec::new();
    let id = members.get("id");
    if !id.is_some_and(is_url) {
        let rule = "it must be the address of the resource";
        wrong.push(refusal(&format!("{path}.id"), id, rule));
    }
    let readable = |name: &str, read: fn(&str) -> Option<Vec<u8>>| match members.get(name) {
        None => true,
        Some(digests) => {
            let mut digests = items(Some(digests)).iter();
            digests.len() > 0 && digests.all(|digest| digest.as_str().and_then(read).is_some())
        }
    };
    let named = ["digestSRI", "digestMultibase"]
        .iter()
        .any(|name| members.contains_key(*name));
    if !named || !readable("digestSRI", sri) || !readable("digestMultibase", from_multibase) {
        let rule = "it needs digestSRI (sha384-…) or digestMultibase (u…)";
        wrong.push(refusal(path, Some(entry), rule));
    }
    let media = members.get("mediaType");
    if media.is_some_and(|media| !media.is_string()) {
        let rule = "it must be a text";
        wrong.push(refusal(&format!("{path}.mediaType"), media, rule));
    }
    wrong
}

/// The digest of a Subresource Integrity text, whichever its algorithm.
fn sri(text: &str) -> Option<Vec<u8>> {
    digests(text.split_once('-')?.1).next()
}

/// What a Base64 text may mean. The examples of the Recommendation (§5.3, 25) have the multibase letter `M` before the
/// digest, and issuers copy them; no digest has a length at which both readings would be one.
fn digests(base64: &str) -> impl Iterator<Item = Vec<u8>> {
    let readings = [Some(base64), base64.strip_prefix('M')];
    readings
        .into_iter()
        .flatten()
        .filter_map(|text| STANDARD.decode(text).ok())
}

/// The digests of the text of the base context that stood at its address until February 2025: credentials of that time
/// name it, and what it defines has not changed since.
const EARLIER: [&str; 2] = [
    "NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg",
    "JKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k=",
];

/// Whether all the digests of an entry are those of an earlier text of the base context.
fn is_earlier(id: &str, entry: &Value) -> bool {
    let known = |digest: &[u8]| {
        EARLIER
            .iter()
            .any(|text| STANDARD.decode(text).is_ok_and(|known| known == digest))
    };
    let all = |member: &str, read: &dyn Fn(&str) -> bool| {
        items(entry.get(member))
            .iter()
            .all(|text| text.as_str().is_some_and(read))
    };
    id == CREDENTIALS_V2
        && all("digestSRI", &|text| {
            text.split_once('-')
                .is_some_and(|(_, base64)| digests(base64).any(|digest| known(&digest)))
        })
        && all("digestMultibase", &|text| {
            from_multibase(text)
                .is_some_and(|bytes| known(bytes.strip_prefix(&[0x12, 0x20]).unwrap_or(&bytes)))
        })
}

/// Whether `bytes` are the resource that an entry of `relatedResource` means; none where it has no digest that is known.
///
/// ```
/// use openbadges::vcdm::is_related;
/// use serde_json::json;
///
/// let entry = json!({"digestSRI": "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="});
/// assert_eq!(is_related(&entry, b"abc"), Some(true));
/// assert_eq!(is_related(&entry, b"abd"), Some(false));
/// ```
#[must_use]
pub fn is_related(entry: &Value, bytes: &[u8]) -> Option<bool> {
    let text = |member: &str| items(entry.get(member)).first().and_then(Value::as_str);
    let sri = text("digestSRI").and_then(|sri| {
        let (name, base64) = sri.split_once('-')?;
        let found = match name {
            "sha256" => Sha256::digest(bytes).to_vec(),
            "sha384" => Sha384::digest(bytes).to_vec(),
            "sha512" => Sha512::digest(bytes).to_vec(),
            _ => return None,
        };
        let mut wanted = digests(base64).peekable();
        wanted.peek()?;
        Some(wanted.any(|wanted| wanted == found))
    });
    let multibase = text("digestMultibase").and_then(|text| {
        let wanted = from_multibase(text)?;
        let digest = match &wanted[..] {
            [0x12, 0x20, digest @ ..] | [0x20, 0x30, digest @ ..] | [0x13, 0x40, digest @ ..] => {
                digest
            }
            // The test suite of the W3C, and whoever follows it, leaves the multihash's two bytes out.
            digest => digest,
        };
        match digest.len() {
            32 => Some(Sha256::digest(bytes)[..] == *digest),
            48 => Some(Sha384::digest(bytes)[..] == *digest),
            64 => Some(Sha512::digest(bytes)[..] == *digest),
            _ => None,
        }
    });
    match (sri, multibase) {
        (None, None) => None,
        (one, other) => Some(one.unwrap_or(true) && other.unwrap_or(true)),
    }
}
