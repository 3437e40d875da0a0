//! What stands beside a badge: a newer revision, endorsements, and how many documents they may ask for.
use openbadges::ob3::Reference;
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::status;
use openbadges::verify::{self, Answer, Known, Mark, Options, Outcome, State, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{
    BADGE, DID, INDEX, KEY, LIST, NOW, badge, badge_for, file, found, key, replaced, run, served,
    sign, stamp, trusting,
};

#[test]
fn a_newer_revision_counts_only_if_it_is_the_issuers() {
    let place = "https://badges.example.org/refresh/1";
    let revision = |name: &str, from: &str, until: Option<&str>| {
        let mut issue = badge_for(name, "a@example.org", 1);
        issue.valid_from = stamp(from);
        issue.valid_until = until.map(stamp);
        issue.refresh = Some(Reference {
            id: place.into(),
            kind: "1EdTechCredentialRefresh".into(),
            extra: Default::default(),
        });
        sign(issue.build().unwrap())
    };
    let old = revision(
        "Old Name",
        "2026-01-31T12:00:00Z",
        Some("2026-05-31T00:00:00Z"),
    );
    let newer = revision("New Name", "2026-05-30T12:00:00Z", None);
    let with = |answer: Answer| {
        run(
            &file(&old),
            &replaced(served(&[]), place, answer),
            trusting(),
        )
    };
    let report = with(found(&newer));
    assert_eq!(
        (report.verdict, report.facts.recipient_name.as_deref()),
        (Verdict::Valid, Some("New Name")),
        "{report:#?}"
    );
    assert_eq!(
        report.step(StepName::Refresh).unwrap().code,
        "refresh.newer"
    );
    let mut forged = newer.clone();
    forged["credentialSubject"]["identifier"][0]["identityHash"] = "Eve".into();
    for (answer, code) in [
        (found(&forged), "refresh.unusable"),
        (found(&old), "refresh.current"),
        (Answer::failed("no route"), "refresh.unusable"),
        (found(&json!({"id": "urn:other"})), "refresh.unusable"),
    ] {
        let report = with(answer);
        assert_eq!(report.step(StepName::Refresh).unwrap().code, code);
        assert_eq!(
            (report.state, report.facts.recipient_name.as_deref()),
            (State::Expired, Some("Old Name"))
        );
    }
}

fn endorsement(about: &str) -> Value {
    sign(json!({
        "@context": badge()["@context"],
        "id": "https://badges.example.org/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsed", "issuer": {"id": DID, "type": ["Profile"], "name": "Guild"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Good work."},
    }))
}

#[test]
fn endorsements_stand_beside_the_badge() {
    let with = |endorsement: Value| {
        let mut document = badge();
        document["endorsement"] = json!([endorsement]);
        let report = run(&file(&sign(document)), &served(&[]), trusting());
        let step = report.step(StepName::Endorsements).unwrap().clone();
        (
            report.verdict,
            step.mark,
            step.data["endorsements"][0]["result"].clone(),
        )
    };
    assert_eq!(
        with(endorsement(BADGE)),
        (Verdict::Valid, Mark::Ok, json!("ok"))
    );
    assert_eq!(
        with(endorsement("urn:other")),
        (Verdict::Valid, Mark::Warning, json!("failed"))
    );
    let mut forged = endorsement(BADGE);
    forged["credentialSubject"]["endorsementComment"] = "The best.".into();
    assert_eq!(
        with(forged),
        (Verdict::Valid, Mark::Warning, json!("failed"))
    );
}

/// Endorsements as tokens: bare in `endorsementJwt`, or in an envelope among the others. They are held to the same.
#[test]
fn endorsements_come_as_tokens_too() {
    let token = |about: &str, change: &dyn Fn(&mut Value)| {
        let mut document = endorsement(about);
        change(&mut document);
        let unsigned = jwt::prepare(&document, KEY, Algorithm::EdDsa).unwrap();
        let signature = key().sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    };
    let told = |token: &str| {
        let envelope = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": format!("data:application/vc+jwt,{token}"),
            "type": "EnvelopedVerifiableCredential",
        });
        let by = |member: &str, value: Value| {
            let mut document = badge();
            document[member] = json!([value]);
            let report = run(&file(&sign(document)), &served(&[INDEX]), trusting());
            let found =
                report.step(StepName::Endorsements).unwrap().data["endorsements"][0].clone();
            assert_eq!(found["place"], "$");
            (
                found["result"].as_str().unwrap().to_owned(),
                found["why"].as_str().unwrap().to_owned(),
            )
        };
        let told = by("endorsementJwt", token.into());
        assert_eq!(by("endorsement", envelope), told);
        told
    };
    let failed = |why: &str| ("failed".to_owned(), why.to_owned());
    assert_eq!(
        told(&token(BADGE, &|_| {})),
        ("ok".to_owned(), String::new())
    );
    assert_eq!(
        told(&token("urn:other", &|_| {})),
        failed("it endorses something else")
    );
    let ended = token(BADGE, &|e| e["validUntil"] = "2026-02-01T00:00:00Z".into());
    assert_eq!(told(&ended), failed("it does not hold at this date"));
    let withdrawn = token(BADGE, &|e| {
        e["credentialStatus"] = status::entry(LIST, "revocation", INDEX)
    });
    assert_eq!(told(&withdrawn), failed("it was withdrawn"));
    let signature = token(BADGE, &|_| {}).rsplit('.').next().unwrap().to_owned();
    let other = token(BADGE, &|e| {
        e["credentialSubject"]["endorsementComment"] = "The best.".into()
    });
    let forged = format!("{}.{signature}", other.rsplit_once('.').unwrap().0);
    assert_eq!(told(&forged), failed("its signature does not hold"));
}

#[test]
fn a_badge_that_needs_too_many_documents_gets_no_more() {
    let entries: Vec<Value> = (0..30)
        .map(|n| {
            let about = format!("https://other{n}.example/x");
            let mut one = endorsement(BADGE);
            one["issuer"]["id"] = format!("did:web:other{n}.example").into();
            one["credentialStatus"] = openbadges::status::entry(&about, "revocation", 1);
            one["proof"][0]["verificationMethod"] =
                format!("did:web:other{n}.example#key-1").into();
            one
        })
        .collect();
    let mut document = badge();
    document["endorsement"] = entries.clone().into();
    document["credentialSubject"]["achievement"]["endorsement"] = entries.into();
    let Outcome::Needs(needs) =
        verify::verify(&file(&sign(document)), &Known::new(), &Options::at(NOW))
    else {
        panic!("a report without documents")
    };
    assert!(needs.len() <= verify::MAX_FETCHES, "{}", needs.len());
}
