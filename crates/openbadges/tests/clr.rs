//! Learner records: written, signed, verified with what is in them.
use openbadges::clr::{Association, ClrCredential};
use openbadges::context::Contexts;
use openbadges::json::MAX_BYTES;
use openbadges::jsonld::fast;
use openbadges::ob3::{self, Achievement, EndorsementCredential, Kind};
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::rdfc10::{self, Hash};
use openbadges::status::{self, Bitstring, List};
use openbadges::verify::{Answer, Input, Known, Mark, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{
    DID, INDEX, LIST, achievement, badge, key, profile, read_json, run, served, sign, stamp,
    standards, status_list,
};

fn record(badges: Vec<Value>) -> ClrCredential {
    let mut record = ClrCredential::transcript(
        "https://badges.example.org/clr/1",
        "Everything Zoë earned",
        profile(),
        stamp("2026-02-01T00:00:00Z"),
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        badges,
    );
    record.partial = Some(true);
    let next = Achievement {
        id: "https://badges.example.org/achievements/practitioner/1".into(),
        ..achievement()
    };
    record.credential_subject.achievement = vec![achievement(), next];
    record.credential_subject.association = vec![Association::new(
        "precedes",
        achievement().id,
        "https://badges.example.org/achievements/practitioner/1",
    )];
    record
}

fn verify(record: &Value, revoked: &[usize]) -> openbadges::verify::Report {
    run(
        &Input::Text(record.to_string()),
        &served(revoked),
        Known::new(),
    )
}

#[test]
fn a_transcript_of_signed_badges_verifies_with_each_of_them() {
    let signed = sign(record(vec![sign(badge()), sign(badge())]).build().unwrap());
    assert_eq!(ob3::kind_of(&signed), Kind::Clr);
    let report = verify(&signed, &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    let contents = &report.step(StepName::Schema).unwrap().data["contents"];
    assert_eq!(contents.as_array().unwrap().len(), 2);
    assert!(
        contents
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["result"] == "ok" && one["name"] == "Foundation")
    );
    let again = ClrCredential::parse(&signed).unwrap();
    assert_eq!(serde_json::to_value(&again).unwrap(), signed);
}

#[test]
fn a_forged_or_revoked_badge_inside_is_told() {
    let mut forged = sign(badge());
    forged["credentialSubject"]["achievement"]["name"] = "Grand Master".into();
    let signed = sign(record(vec![sign(badge()), forged]).build().unwrap());
    let report = verify(&signed, &[]);
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(
        (step.mark, step.code.as_str()),
        (Mark::Warning, "contents.some_failed")
    );
    let place = "$.credentialSubject.verifiableCredential[1]";
    assert_eq!(step.field.as_deref(), Some(place));
    assert_eq!(step.value.as_deref(), Some("its signature does not hold"));
    assert_eq!(step.data["contents"][0]["result"], "ok");
    assert_eq!(step.data["contents"][1]["result"], "failed");
    let signed = sign(record(vec![sign(badge())]).build().unwrap());
    let report = verify(&signed, &[INDEX]);
    assert_eq!(
        report.step(StepName::Schema).unwrap().data["contents"][0]["state"],
        "revoked"
    );
}

#[test]
fn a_credential_that_is_no_badge_stands_in_a_record_too() {
    let told = |change: &dyn Fn(&mut Value)| {
        let mut other = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": "urn:uuid:0a8fb31e-5c3c-4a53-9f6f-6f4c0a6a5f10",
            "type": ["VerifiableCredential"],
            "name": "Membership",
            "issuer": DID,
            "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
        });
        change(&mut other);
        let mut record = record(vec![sign(other)]);
        record.credential_subject.association.clear();
        let signed = sign(serde_json::to_value(&record).unwrap());
        let report = verify(&signed, &[]);
        let found = report.step(StepName::Schema).unwrap().data["contents"][0].clone();
        (
            found["result"].clone(),
            found["why"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(told(&|_| {}), (json!("ok"), String::new()));
    let (result, why) = told(&|other| other["credentialSubject"] = json!([]));
    assert_eq!(result, "failed");
    assert!(why.contains("$.credentialSubject"), "{why}");
}

#[test]
fn what_a_record_lacks_is_named() {
    let empty = record(vec![]).build().unwrap_err();
    assert_eq!(empty[0].path, "$.credentialSubject.verifiableCredential");
    let mut wrong = record(vec![sign(badge())]);
    wrong.credential_subject.association[0].association_type = "likes".into();
    let findings = wrong.build().unwrap_err();
    assert_eq!(
        findings[0].path,
        "$.credentialSubject.association[0].associationType"
    );
}

/// A badge with an endorsement inside: embedded credentials with their own contexts and proofs take the fast path too.
#[test]
fn embedded_credentials_come_out_as_by_the_general_algorithm() {
    let mut endorsement = EndorsementCredential::new(
        "urn:uuid:2a9d1d4f-8b0c-4a53-9f6f-6f4c0a6a5f10",
        "We hire people with this badge",
        profile(),
        stamp("2026-01-31T12:00:00Z"),
        badge()["id"].as_str().unwrap(),
    );
    endorsement.credential_subject.endorsement_comment = Some("Hard and fair.".into());
    let endorsement = sign(serde_json::to_value(&endorsement).unwrap());
    let mut endorsed = badge();
    endorsed["endorsement"] = json!([endorsement]);
    let contexts = Contexts::bundled();
    let whole = record(vec![sign(badge()), sign(endorsed.clone())]);
    for document in [endorsed, whole.build().unwrap()] {
        let quads = crate::support::quads(&document, &contexts).unwrap();
        let general = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
        let fast = fast::canonical(&document, &contexts, Hash::Sha256);
        assert_eq!(fast, Some(general));
    }
    // Their contexts are looked at as well.
    let mut odd = sign(badge());
    odd["@context"] = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://example.org/other"
    ]);
    let document = record(vec![odd]).build();
    assert!(document.is_err() || openbadges::jsonld::check(&document.unwrap(), &contexts).is_err());
}

#[test]
fn the_official_record_is_read_with_its_badge() {
    let Some(folder) = standards() else { return };
    let document = read_json(&folder.join("vectors/clr20/simple.json"));
    let record = ClrCredential::parse(&document).unwrap();
    assert_eq!(record.credential_subject.verifiable_credential.len(), 1);
    assert_eq!(record.credential_subject.achievement.len(), 2);
    assert_eq!(
        serde_json::to_value(&record).unwrap()["credentialSubject"]["association"],
        json!([document["credentialSubject"]["association"][0]])
    );
}

/// Classes with contexts of their own add up, in whatever order they are named (JSON-LD 1.1 §5.1.2, step 11).
#[test]
fn objects_of_two_classes_have_the_terms_of_both() {
    let contexts = Contexts::bundled();
    let one = record(vec![sign(badge())]).build().unwrap();
    let mut other = one.clone();
    other["type"] = json!(["ClrCredential", "VerifiableCredential"]);
    let lines = fast::canonical(&one, &contexts, Hash::Sha256).unwrap();
    for document in [&one, &other] {
        let quads = crate::support::quads(document, &contexts).unwrap();
        let general = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
        assert_eq!(lines, general);
        let fast = fast::canonical(document, &contexts, Hash::Sha256);
        assert_eq!(fast, Some(general));
    }
    assert!(
        lines.contains(
            "clr/vocab.html#partial> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"
        ) || lines.contains("clr/vocab.html#partial> \"true\"^^<xsd:boolean>"),
        "{lines}"
    );
}

/// An association is about achievements that the record holds, itself or in its badges.
#[test]
fn an_association_with_something_else_is_remarked() {
    let mut odd = record(vec![sign(badge())]);
    odd.credential_subject.achievement.clear();
    let signed = sign(odd.build().unwrap());
    let report = verify(&signed, &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(
        (step.mark, step.code.as_str(), step.field.as_deref()),
        (
            Mark::Warning,
            "schema.association",
            Some("$.credentialSubject.association[0].targetId")
        )
    );
}

/// A badge that exists as VC-JWT only stands in the record in an envelope (VCDM 2.0 §4.13).
#[test]
fn a_badge_as_jwt_stands_in_an_envelope() {
    let envelope = |token: &str| {
        json!({
            "@context": "https://www.w3.org/ns/credentials/v2",
            "id": format!("data:application/vc+jwt,{token}"),
            "type": "EnvelopedVerifiableCredential",
        })
    };
    let unsigned = jwt::prepare(&badge(), crate::support::KEY, Algorithm::EdDsa).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    let token = unsigned.attach(&signature);
    let report = verify(&envelope(&token), &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
    assert_eq!(report.format.proof.as_deref(), Some("vc_jwt"));

    let bent = token.replacen('.', ".e", 1);
    for (inside, result) in [
        (token.as_str(), "ok"),
        (bent.as_str(), "failed"),
        ("x", "failed"),
    ] {
        let signed = sign(record(vec![envelope(inside)]).build().unwrap());
        let report = verify(&signed, &[]);
        let contents = &report.step(StepName::Schema).unwrap().data["contents"];
        assert_eq!(contents[0]["result"], result, "{report:#?}");
    }
}

/// A long transcript is looked at whole; one that is longer still says what was left.
#[test]
fn long_records_say_how_much_of_them_was_looked_at() {
    let one = sign(badge());
    let long = json!({"type": ["VerifiableCredential", "ClrCredential"], "issuer": crate::support::DID,
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": vec![one.clone(); 60]}});
    let report = verify(&long, &[]);
    let contents = &report.step(StepName::Schema).unwrap().data["contents"];
    assert!(
        contents
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["result"] == "ok")
    );
    let mut unsigned = one;
    unsigned.as_object_mut().unwrap().shift_remove("proof");
    let longer = json!({"type": ["VerifiableCredential", "ClrCredential"], "issuer": crate::support::DID,
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": vec![unsigned; 203]}});
    let report = verify(&longer, &[]);
    let contents = &report.step(StepName::Schema).unwrap().data["contents"];
    let contents = contents.as_array().unwrap();
    assert_eq!(contents.len(), 203);
    assert_eq!(
        (&contents[199]["result"], &contents[200]["result"]),
        (&json!("failed"), &json!("unknown"))
    );
    assert!(contents[202]["why"].as_str().unwrap().contains("200"));
}

/// What became of 80 badges whose status this list tells: how many hold, and how many could not be found out.
fn told_by(list: Vec<u8>) -> (usize, usize) {
    let signed = sign(badge());
    let record = json!({"type": ["VerifiableCredential", "ClrCredential"], "issuer": DID,
        "credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": vec![signed; 80]}});
    let mut all = served(&[]);
    for (url, answer) in &mut all {
        if url == LIST {
            *answer = Answer::Found(list.clone());
        }
    }
    let report = run(&Input::Text(record.to_string()), &all, Known::new());
    // However often it was read, it is one of the documents that the verdict rests on.
    let lists = report
        .inputs
        .iter()
        .filter(|i| i.url.as_deref() == Some(LIST));
    assert_eq!(lists.count(), 1);
    let contents = &report.step(StepName::Schema).unwrap().data["contents"];
    let contents = contents.as_array().unwrap();
    let count = |result: &str| {
        contents
            .iter()
            .filter(|one| one["result"] == result)
            .count()
    };
    assert_eq!(count("ok") + count("unknown"), 80);
    (count("ok"), count("unknown"))
}

/// A record may name one long list for each of its badges: it is not read for ever.
#[test]
fn one_list_is_read_for_many_badges_but_not_without_end() {
    let small = status_list(&[]).to_string();
    assert_eq!(told_by(small.clone().into_bytes()), (80, 0));
    let mut long = small.into_bytes();
    long.resize(MAX_BYTES, b' ');
    let (ok, unknown) = told_by(long);
    assert!(ok > 20 && unknown > 20, "{ok} read, {unknown} not");
    // Short as it comes, long when it is unpacked.
    let bits = Bitstring::new(status::MAX_BYTES * 8).unwrap();
    let packed = List {
        url: LIST,
        issuer: DID,
        purpose: "revocation",
        valid_from: stamp("2026-01-01T00:00:00Z"),
        valid_until: None,
    };
    let packed = sign(status::list_credential(&packed, &bits)).to_string();
    assert!(packed.len() < MAX_BYTES / 100);
    let (ok, unknown) = told_by(packed.into_bytes());
    assert!(ok > 20 && unknown > 10, "{ok} unpacked, {unknown} not");
}
