//! Signed badges of version 2.0 ("signed verification" in the standard).
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::Value;

use super::{ASK, Hosted, authority, finish, rest, start};
use crate::json::{self, items};
use crate::ob1;
use crate::proof::jwt::{Algorithm, Jws};
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
    let keys = issuer.get("publicKey");
    let creator = assertion
        .pointer("/verification/creator")
        .or_else(|| assertion.pointer("/verify/url"))
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
        examined
            .steps
            .push(step.at("verification.creator", creator.unwrap_or_default(), ASK));
    }
    let mut step = Step::new(
        StepName::Proof,
        Mark::Failed,
        "proof.bad_signature",
        "No key of the issuer fits the signature: the badge was changed, or somebody else signed it.",
    )
    .at("signature", "", ASK);
    for key in candidates.into_iter().take(5) {
        match pem_of(key, desk) {
            Hosted::Waiting => return examined,
            Hosted::Failed(why) => {
                let text = format!("The issuer's key could not be had: {why}.");
                step = Step::new(StepName::Proof, Mark::Unknown, "proof.no_key", text);
            }
            Hosted::Ready(pem) => {
                if jws.algorithm() == Algorithm::Rs256 && fits(jws, &pem) {
                    let text = "The signature fits the content and a key of the issuer.";
                    step = Step::new(StepName::Proof, Mark::Ok, "proof.ok", text);
                    let text = "The issuer's profile lists the key.";
                    examined.steps.push(Step::new(
                        StepName::Issuer,
                        Mark::Ok,
                        "issuer.listed",
                        text,
                    ));
                    break;
                }
            }
        }
    }
    examined.steps.push(step);
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

fn key_id(key: &Value) -> Option<&str> {
    key.as_str().or_else(|| key.get("id")?.as_str())
}

/// The PEM text of a listed key. Its document must name the issuer's key id itself.
fn pem_of(key: &Value, desk: &mut Desk<'_>) -> Hosted {
    let pem = |key: &Value| {
        key.get("publicKeyPem")
            .filter(|pem| pem.is_string())
            .cloned()
    };
    if let Some(pem) = pem(key) {
        return Hosted::Ready(pem);
    }
    let Some(address) = key_id(key) else {
        return Hosted::Failed("the profile's publicKey has no address".into());
    };
    match desk.fetch(address, Purpose::Key) {
        Fetched::Waiting => Hosted::Waiting,
        Fetched::Failed { why, .. } => Hosted::Failed(why),
        Fetched::Ready(body) if body.starts_with(b"-----BEGIN") => {
            Hosted::Ready(String::from_utf8_lossy(&body).into_owned().into())
        }
        Fetched::Ready(body) => match json::parse(&body) {
            Ok(document) => match pem(&document) {
                Some(pem) => Hosted::Ready(pem),
                None => Hosted::Failed(format!("{address} holds no publicKeyPem")),
            },
            Err(error) => Hosted::Failed(format!("{address}: {error}")),
        },
    }
}

/// Whether a JWS fits an RSA key in PEM (SubjectPublicKeyInfo).
fn fits(jws: &Jws, pem: &Value) -> bool {
    use base64::Engine as _;
    let text: String = pem
        .as_str()
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .flat_map(|line| line.trim().chars())
        .collect();
    let Ok(der) = base64::engine::general_purpose::STANDARD.decode(text) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der);
    let (message, signature) = jws.signed_parts();
    key.verify(message, signature).is_ok()
}
