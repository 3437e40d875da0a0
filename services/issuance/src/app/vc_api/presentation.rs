//! POST /presentations/verify: a presentation's own proof, who holds it, and every credential in it.

use super::{
    Answer, Asked, Problem,
    desk::Desk,
    verify::{Wanted, envelope, examine, note_findings, refused},
};
use crate::{Error, Issuance, domain::vc_api::items};
use openbadges::{
    ob3::issuer_id,
    proof, vcdm,
    verify::presentation::{self, Handed, Outcome, Presented, holder},
};
use platform::identity::Caller;
use serde_json::{Value, json};

/// Most credentials of one presentation.
const MOST_CREDENTIALS: usize = 20;

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
    let mut answer = match presented(app, &sent, &wanted).await? {
        Ok(presented) => credentials(app, presented, &wanted).await?,
        Err(problem) => Answer::refused(problem),
    };
    answer.json = Some(json!({
        "verified": answer.is_ok(),
        "verifiablePresentation": sent,
    }));
    Ok(answer)
}

/// A presentation whose own proofs hold.
async fn presented(
    app: &Issuance,
    sent: &Value,
    wanted: &Wanted,
) -> Result<Result<Presented, Problem>, Error> {
    let handed = match envelope(sent, "EnvelopedVerifiablePresentation") {
        Ok(Some(jwt)) => Handed::Jwt(jwt.to_owned()),
        Ok(None) => Handed::Document(sent.clone()),
        Err(problem) => return Ok(Err(problem)),
    };
    if let Some(problem) = proof::proofs(sent)
        .iter()
        .find_map(|proof| wanted.other_purpose(proof))
    {
        return Ok(Err(problem));
    }
    let asked = wanted.asked.clone();
    let found = Desk::new(app)
        .settle(
            move |known, options| match presentation::verify(&handed, &asked, known, options) {
                Outcome::Presented(presented) => Ok(Ok(*presented)),
                Outcome::Refused(error) => Ok(Err(refused(&error))),
                Outcome::Needs(needs) => Err(needs),
            },
        )
        .await?;
    Ok(found.unwrap_or_else(|| {
        Err(Problem::proof(
            "$.proof: its key is in documents that refer to further ones without end",
        ))
    }))
}

/// Checks every credential of a presentation.
async fn credentials(
    app: &Issuance,
    presented: Presented,
    wanted: &Wanted,
) -> Result<Answer, Error> {
    let mut answer = Answer::default();
    note_findings(presented.warnings, &mut answer);
    if presented.signers.is_empty() {
        let told = "The presentation itself is not signed: nothing shows who presents it.";
        answer.warnings.push(told.into());
    }
    let all = items(presented.presentation.get("verifiableCredential"));
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
            self_asserted(credential, &presented.presentation, &presented.signers)
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
    let problem = if signers.is_empty() {
        Some("it has no proof, and neither has the presentation")
    } else if holder(presentation).is_none() {
        Some("it has no proof of its own, so the presentation must name its holder")
    } else if issuer_id(credential) != holder(presentation) {
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
