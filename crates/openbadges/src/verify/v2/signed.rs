//! Signed badges of version 2.0 ("signed verification" in the standard).
use aws_lc_rs::signature::UnparsedPublicKey;
use serde_json::Value;

use super::{ASK, authority, finish, rest, start};
use crate::json::{self, items};
use crate::ob1;
use crate::proof::jwt::Jws;
use crate::verify::report::{Mark, Step, StepName};
use crate::verify::{Desk, Examined, Fetched, FetchedJson, Purpose};

pub(in crate::verify) fn examine_signed(
    jws: &Jws,
    read: Step,
    carrier: &str,
    desk: &mut Desk<'_>,
) -> Examined {
    let mut examined = start(read, carrier, "signed", &jws.payload);
    examined.format.suite = Some(jws.algorithm().name().into());
    let assertion = ob1::assertion(&jws.payload, None);
    let Some((badge, issuer)) = rest(&assertion, &mut examined, desk) else {
        return examined;
    };
    match verified(jws, &assertion, &issuer, desk) {
        None => return examined,
        Some(steps) => examined.steps.extend(steps),
    }
    let revoked = match issuer.get("revocationList").and_then(Value::as_str) {
        None => None,
        Some(address) => match desk.fetch_json(address, Purpose::StatusList) {
            FetchedJson::Waiting => return examined,
            FetchedJson::Failed(why) => Some(Err(why)),
            FetchedJson::Ready(list) => Some(Ok(list)),
        },
    };
    finish(examined, &assertion, &badge, &issuer, revoked, desk)
}

/// Checks the signature of a statement (an Assertion or an Endorsement) by the keys that the issuer's profile lists; none
/// while documents are missing.
pub(super) fn verified(
    jws: &Jws,
    statement: &Value,
    issuer: &Value,
    desk: &mut Desk<'_>,
) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let keys = issuer.get("publicKey");
    let creator = statement
        .pointer("/verification/creator")
        .or_else(|| statement.pointer("/verify/url"))
        .and_then(Value::as_str);
    let mut candidates: Vec<&Value> = items(keys).iter().collect();
    if let Some(creator) = creator {
        candidates.retain(|key| key_id(key) == Some(creator));
    }
    // Before 2.0 issuers listed no keys: the key must lie on the issuer's own host.
    let own_key = creator.filter(|creator| {
        let issuer = issuer.get("id").and_then(Value::as_str).unwrap_or_default();
        ob1::version_of(&jws.payload).is_some()
            && !authority(issuer).is_empty()
            && authority(issuer) == authority(creator)
    });
    let own_key = own_key.map(Value::from);
    candidates.extend(own_key.as_ref().filter(|_| keys.is_none()));
    if candidates.is_empty() {
        let text = "The issuer's profile does not list the key that the badge names.";
        let step = Step::new(
            StepName::Issuer,
            Mark::Failed,
            "issuer.key_not_listed",
            text,
        );
        steps.push(step.at("verification.creator", creator.unwrap_or_default(), ASK));
    }
    let mut step = Step::new(
        StepName::Proof,
        Mark::Failed,
        "proof.bad_signature",
        "No key of the issuer fits the signature: the badge was changed, or somebody else signed it.",
    )
    .at("signature", jws.algorithm().name(), ASK);
    for key in candidates.into_iter().take(5) {
        let owner = match key_at(key, desk) {
            KeyAt::Waiting => return None,
            KeyAt::Failed(why) => {
                let text = format!("The issuer's key could not be had: {why}.");
                step = Step::new(StepName::Proof, Mark::Unknown, "proof.no_key", text);
                step = step.at(
                    "verification.creator",
                    key_id(key).unwrap_or_default(),
                    "Try again later.",
                );
                continue;
            }
            KeyAt::Ready { pem, .. } if !fits(jws, &pem) => continue,
            KeyAt::Ready { owner, .. } => owner,
        };
        let text = "The signature fits the content and a key of the issuer.";
        step = Step::new(StepName::Proof, Mark::Ok, "proof.ok", text);
        let ours = issuer.get("id").and_then(Value::as_str);
        // Profile and key name each other (§6.1, CryptographicKey).
        steps.push(match owner.filter(|owner| Some(owner.as_str()) != ours) {
            Some(owner) => {
                let text = format!("The key says that it belongs to {owner}, not to the issuer.");
                let code = "issuer.key_of_another";
                let step = Step::new(StepName::Issuer, Mark::Failed, code, text);
                step.at("publicKey.owner", owner, ASK)
            }
            None => {
                let text = "The issuer's profile lists the key.";
                Step::new(StepName::Issuer, Mark::Ok, "issuer.listed", text)
            }
        });
        break;
    }
    steps.push(step);
    Some(steps)
}

fn key_id(key: &Value) -> Option<&str> {
    key.as_str().or_else(|| key.get("id")?.as_str())
}

/// What is known of a listed key.
enum KeyAt {
    Waiting,
    Failed(String),
    Ready {
        pem: String,
        /// Whose it says it is.
        owner: Option<String>,
    },
}

fn key_at(key: &Value, desk: &mut Desk<'_>) -> KeyAt {
    if let Some(found) = pem_of(key) {
        return found;
    }
    let Some(address) = key_id(key) else {
        return KeyAt::Failed("the profile's publicKey has no address".into());
    };
    match desk.fetch(address, Purpose::Key) {
        Fetched::Waiting => KeyAt::Waiting,
        Fetched::Failed { why, .. } => KeyAt::Failed(why),
        Fetched::Ready(body) if body.starts_with(b"-----BEGIN") => KeyAt::Ready {
            pem: String::from_utf8_lossy(body).into_owned(),
            owner: None,
        },
        Fetched::Ready(body) => match json::parse(body) {
            Ok(document) => pem_of(&document)
                .unwrap_or_else(|| KeyAt::Failed(format!("{address} holds no publicKeyPem"))),
            Err(error) => KeyAt::Failed(format!("{address}: {error}")),
        },
    }
}

fn pem_of(key: &Value) -> Option<KeyAt> {
    let text = |name: &str| Some(key.get(name)?.as_str()?.to_owned());
    Some(KeyAt::Ready {
        pem: text("publicKeyPem")?,
        owner: text("owner"),
    })
}

/// Whether a JWS fits an RSA key in PEM (SubjectPublicKeyInfo). RS256 is what the standard names; its kin are read too.
fn fits(jws: &Jws, pem: &str) -> bool {
    use base64::Engine as _;
    let Some((padding, hash)) = jws.algorithm().rsa() else {
        return false;
    };
    let text: String = pem
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .flat_map(|line| line.trim().chars())
        .collect();
    let Ok(der) = base64::engine::general_purpose::STANDARD.decode(text) else {
        return false;
    };
    let key = UnparsedPublicKey::new(padding.parameters(hash), der);
    let (message, signature) = jws.signed_parts();
    key.verify(message, signature).is_ok()
}
