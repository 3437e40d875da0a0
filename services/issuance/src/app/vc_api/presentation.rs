//! POST /presentations/verify: a presentation's own proof, who holds it, and every credential in it.

use super::{
    Answer, Asked, Problem, verify::Wanted, verify::envelope, verify::examine,
    verify::note_findings,
};
use crate::{
    Error, Issuance,
    domain::vc_api::{contexts, items},
};
use openbadges::{
    context::Contexts,
    jsonld,
    key::PublicKey,
    proof::{self, jwt::Jws},
    vcdm,
};
use platform::{clock::Timestamp, identity::Caller};
use serde_json::{Value, json};

/// Most credentials of one presentation.
const MOST_CREDENTIALS: usize = 20;
/// Most proofs of one presentation.
const MOST_PROOFS: usize = 5;

/// Checks a presentation and all credentials in it.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn verify_presentation(
    app: &Issuance,
    caller: &Caller,
    body: &[u8],
) -> Result<Answer, Error> {
    caller.must_be_service()?;
    let read = Asked::read(body).and_then(|asked| {
        let wanted = Wanted::of(&asked)?;
        match asked.members.get("verifiablePresentation") {
            Some(presentation @ Value::Object(_)) => Ok((presentation.clone(), wanted)),
            _ => Err(Problem::malformed(
                "$.verifiablePresentation: it must be an object",
            )),
        }
    });
    let (sent, wanted) = match read {
        Ok(read) => read,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    let (held, wanted) = {
        let (sent, now) = (sent.clone(), app.foundation.clock.now());
        app.artist
            .work(move |_| (held(&sent, &wanted, now), wanted))
            .await?
    };
    let mut answer = match held {
        Ok(held) => credentials(app, held, &wanted).await?,
        Err(problems) => Answer {
            problems,
            ..Answer::default()
        },
    };
    answer.json = Some(json!({
        "verified": answer.is_ok(),
        "verifiablePresentation": sent,
    }));
    Ok(answer)
}

/// A presentation whose own proof holds.
struct Held {
    presentation: Value,
    /// Who signed it: the did:keys of its proofs.
    signers: Vec<String>,
    warnings: Vec<String>,
}

fn held(sent: &Value, wanted: &Wanted, now: Timestamp) -> Result<Held, Vec<Problem>> {
    let one = |problem| vec![problem];
    let (presentation, signers) =
        match envelope(sent, "EnvelopedVerifiablePresentation").map_err(one)? {
            Some(jwt) => in_jwt(jwt, wanted, now)?,
            None => (sent.clone(), Vec::new()),
        };
    let mut found = Answer::default();
    note_findings(vcdm::presentation(&presentation), &mut found);
    if !found.is_ok() {
        return Err(found.problems);
    }
    let signers = if signers.is_empty() {
        by_proofs(&presentation, wanted, now)?
    } else {
        signers
    };
    let mut warnings = found.warnings;
    if signers.is_empty() {
        if wanted.challenge.is_some() || wanted.domain.is_some() {
            return Err(one(Problem::proof(
                "$.proof: the presentation is not signed, so it answers no challenge",
            )));
        }
        warnings
            .push("The presentation itself is not signed: nothing shows who presents it.".into());
    } else if let Some(holder) = holder(&presentation)
        && !signers.iter().any(|signer| signer == holder)
    {
        return Err(one(Problem::proof(format!(
            "$.holder: {holder:?} did not sign the presentation; {} did",
            signers.join(", ")
        ))));
    }
    Ok(Held {
        presentation,
        signers,
        warnings,
    })
}

fn holder(presentation: &Value) -> Option<&str> {
    match presentation.get("holder")? {
        Value::Object(members) => members.get("id")?.as_str(),
        other => other.as_str(),
    }
}

/// Every proof must hold; answers who signed.
fn by_proofs(
    presentation: &Value,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<Vec<String>, Vec<Problem>> {
    let contexts = contexts();
    jsonld::check(presentation, &contexts)
        .map_err(|error| vec![Problem::malformed(error.to_string())])?;
    let proofs = proof::proofs(presentation);
    if proofs.len() > MOST_PROOFS {
        let told = format!("$.proof: at most {MOST_PROOFS} are checked");
        return Err(vec![Problem::proof(told)]);
    }
    let mut signers = Vec::new();
    for proof in proofs {
        let other = wanted.told_apart(proof);
        if !other.is_empty() {
            return Err(other);
        }
        let signer = by_proof(presentation, proof, now, &contexts).map_err(|why| vec![why])?;
        signers.push(signer);
    }
    Ok(signers)
}

/// VC-DI §4.4 for a proof whose purpose is authentication: who made it, if it holds.
fn by_proof(
    presentation: &Value,
    proof: &Value,
    now: Timestamp,
    contexts: &Contexts,
) -> Result<String, Problem> {
    let bad = |detail: String| Problem::proof(format!("$.proof: {detail}"));
    let text = |member: &str| proof.get(member).and_then(Value::as_str);
    for member in ["created", "expires"] {
        let written = proof.get(member);
        let at = written.and_then(Value::as_str).map(Timestamp::parse);
        match (written, at) {
            (None, _) => {}
            (Some(_), Some(Ok(at))) if member != "expires" || at >= now => {}
            (Some(_), Some(Ok(_))) => return Err(bad("it has expired".into())),
            _ => return Err(bad(format!("{member} is no date with time and zone"))),
        }
    }
    let method = text("verificationMethod")
        .ok_or_else(|| bad("verificationMethod must be the address of the key".into()))?;
    let (signer, key) = key_of(method).map_err(&bad)?;
    proof::presentation::verify(presentation, proof, &key, contexts)
        .map_err(|error| bad(error.to_string()))?;
    Ok(signer)
}

/// Who a did:key verification method belongs to, and the key.
fn key_of(method: &str) -> Result<(String, PublicKey), String> {
    let (did, fragment) = method.split_once('#').unwrap_or((method, ""));
    let multikey = did.strip_prefix("did:key:").ok_or_else(|| {
        format!("the verificationMethod {method:?} is no did:key; presentations are checked with those alone")
    })?;
    if fragment != multikey && !fragment.is_empty() {
        return Err(format!(
            "the verificationMethod {method:?} names no key of {did}"
        ));
    }
    let key = PublicKey::from_did_key(did).map_err(|error| error.to_string())?;
    Ok((did.to_owned(), key))
}

/// A presentation in a JWT (VC-JOSE-COSE §3.1.2), signed by a did:key.
fn in_jwt(
    jwt: &str,
    wanted: &Wanted,
    now: Timestamp,
) -> Result<(Value, Vec<String>), Vec<Problem>> {
    let one = |detail: String| vec![Problem::proof(format!("$.id: {detail}"))];
    let jws = Jws::parse(jwt).map_err(|error| vec![Problem::parsing(format!("$.id: {error}"))])?;
    let claim = |name: &str| jws.payload.get(name);
    let by = jws
        .kid()
        .filter(|kid| kid.starts_with("did:"))
        .or_else(|| claim("iss").and_then(Value::as_str))
        .unwrap_or_default();
    let (signer, key) = key_of(by).map_err(one)?;
    jws.verify(&key).map_err(|error| one(error.to_string()))?;
    if jws.expires().is_some_and(|end| end < now.seconds() as f64) {
        return Err(one("the JWT has expired".into()));
    }
    // In a JWT the challenge is its nonce, the domain its audience.
    let said = json!({
        "challenge": claim("nonce").cloned().unwrap_or_default(),
        "domain": claim("aud").cloned().unwrap_or_default(),
    });
    let other = wanted.told_apart(&said);
    if !other.is_empty() {
        return Err(other);
    }
    let presentation = match jws.payload.get("vp") {
        Some(presentation) => presentation.clone(),
        None => {
            let mut presentation = jws.payload.clone();
            if let Value::Object(members) = &mut presentation {
                for claim in [
                    "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf",
                ] {
                    members.remove(claim);
                }
            }
            presentation
        }
    };
    Ok((presentation, vec![signer]))
}

/// Checks every credential of a presentation.
async fn credentials(app: &Issuance, held: Held, wanted: &Wanted) -> Result<Answer, Error> {
    let mut answer = Answer {
        warnings: held.warnings,
        ..Answer::default()
    };
    let all = items(held.presentation.get("verifiableCredential"));
    if all.len() > MOST_CREDENTIALS {
        answer.problems.push(Problem::malformed(format!(
            "$.verifiableCredential: a presentation may hold {MOST_CREDENTIALS} credentials here, this one has {}",
            all.len()
        )));
        return Ok(answer);
    }
    for (at, credential) in all.iter().enumerate() {
        let path = format!("$.verifiableCredential[{at}]");
        let found = if is_self_asserted(credential) {
            self_asserted(credential, &held.presentation, &held.signers)
        } else {
            examine(app, credential, wanted).await?
        };
        answer.warnings.extend(found.warnings);
        answer
            .problems
            .extend(found.problems.into_iter().map(|mut problem| {
                problem.detail = format!("{path}: {}", problem.detail);
                problem
            }));
    }
    Ok(answer)
}

/// Secured by nothing but the presentation it is in.
fn is_self_asserted(credential: &Value) -> bool {
    credential.is_object()
        && proof::proofs(credential).is_empty()
        && matches!(
            envelope(credential, "EnvelopedVerifiableCredential"),
            Ok(None)
        )
}

/// Data Model §4.13.4: the holder vouches for it, so the holder must be its issuer.
fn self_asserted(credential: &Value, presentation: &Value, signers: &[String]) -> Answer {
    let mut answer = Answer::default();
    note_findings(vcdm::credential(credential), &mut answer);
    let issuer = match credential.get("issuer") {
        Some(Value::Object(members)) => members.get("id").and_then(Value::as_str),
        Some(other) => other.as_str(),
        None => None,
    };
    let problem = if signers.is_empty() {
        Some("it has no proof, and neither has the presentation")
    } else if holder(presentation).is_none() {
        Some("it has no proof of its own, so the presentation must name its holder")
    } else if issuer != holder(presentation) {
        Some("it has no proof of its own, so its issuer must be the presentation's holder")
    } else {
        None
    };
    answer.problems.extend(problem.map(Problem::proof));
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_must_name_a_key_of_its_own_did() {
        let did = "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj";
        let multikey = did.strip_prefix("did:key:").unwrap();
        assert_eq!(key_of(&format!("{did}#{multikey}")).unwrap().0, did);
        assert!(key_of(&format!("{did}#other")).is_err());
        assert!(key_of("did:web:example.org#key-1").is_err());
        assert!(key_of("did:key:z6Mk#z6Mk").is_err());
    }

    #[test]
    fn the_holder_of_what_has_no_proof_must_be_its_issuer() {
        let credential = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiableCredential"],
            "issuer": "did:example:a",
            "credentialSubject": {"id": "did:example:b"},
        });
        let by = |holder: Value, signers: &[String]| {
            self_asserted(&credential, &json!({ "holder": holder }), signers).is_ok()
        };
        let signed = ["did:example:a".to_owned()];
        assert!(by(json!("did:example:a"), &signed));
        assert!(by(json!({"id": "did:example:a"}), &signed));
        assert!(!by(json!("did:example:c"), &signed));
        assert!(!by(Value::Null, &signed));
        assert!(!by(json!("did:example:a"), &[]));
    }
}
