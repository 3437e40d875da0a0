//! Version 2.0: hosted and signed badges, ours and the official samples.
use openbadges::ob2::{self, Addresses};
use openbadges::verify::{
    Answer, Authentic, Claimed, Input, Known, Options, State, StepName, Verdict,
};
use serde_json::{Value, json};

use crate::support::{NOW, badge, run, run_at, standards};

const ASSERTION: &str = "https://badges.example.org/ob2/assertions/1";
const BADGE_CLASS: &str = "https://badges.example.org/ob2/badges/1";
const ISSUER: &str = "https://badges.example.org/ob2/issuers/1";

fn documents() -> [Value; 3] {
    let addresses = Addresses {
        assertion: ASSERTION.into(),
        badge_class: BADGE_CLASS.into(),
        issuer: ISSUER.into(),
    };
    let credential = badge();
    [
        ob2::assertion(
            &credential,
            &addresses,
            Some("https://badges.example.org/b/1.png"),
        )
        .unwrap(),
        ob2::badge_class(&credential["credentialSubject"]["achievement"], &addresses).unwrap(),
        ob2::issuer(&credential["issuer"], &addresses).unwrap(),
    ]
}

fn serve(documents: &[Value; 3]) -> Vec<(String, Answer)> {
    [ASSERTION, BADGE_CLASS, ISSUER]
        .iter()
        .zip(documents)
        .map(|(url, document)| {
            (
                (*url).to_owned(),
                Answer::Found(document.to_string().into_bytes()),
            )
        })
        .collect()
}

fn check(documents: &[Value; 3]) -> openbadges::verify::Report {
    run(
        &Input::Text(documents[0].to_string()),
        &serve(documents),
        Known::new().trusted([ISSUER]),
    )
}

#[test]
fn our_hosted_badge_is_valid() {
    let documents = documents();
    let report = check(&documents);
    assert_eq!(
        (report.verdict, report.authentic, report.state),
        (Verdict::Valid, Authentic::Yes, State::Valid),
        "{report:#?}"
    );
    assert_eq!(report.facts.achievement_name.as_deref(), Some("Foundation"));
    assert_eq!(
        report.facts.issuer_name.as_deref(),
        Some("Guild of Proposal Writers")
    );
    let by_url = run(
        &Input::Url(ASSERTION.into()),
        &serve(&documents),
        Known::new(),
    );
    assert_eq!(by_url.verdict, Verdict::ValidIssuerUnknown);
    let mut options = Options::at(NOW);
    options.recipient = Some(Claimed {
        identity_type: "emailAddress".into(),
        value: "zoe@example.org".into(),
    });
    let report = run_at(
        &Input::Url(ASSERTION.into()),
        &serve(&documents),
        Known::new(),
        &options,
    );
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown);
}

/// What was handed in is trusted for the address only.
#[test]
fn the_hosted_document_counts_and_not_the_given_one() {
    let documents = documents();
    let mut given = documents[0].clone();
    given["badge"] = "https://evil.example/badge".into();
    given["expires"] = "2020-01-01T00:00:00Z".into();
    let report = run(
        &Input::Text(given.to_string()),
        &serve(&documents),
        Known::new().trusted([ISSUER]),
    );
    assert_eq!(report.verdict, Verdict::Valid);
    assert_eq!(report.facts.achievement_id.as_deref(), Some(BADGE_CLASS));
}

#[test]
fn gone_or_revoked_is_revoked() {
    let mut documents = documents();
    let given = Input::Text(documents[0].to_string());
    let body = ob2::revoked_assertion(ASSERTION, "Withdrawn.");
    let mut served = serve(&documents);
    served[0].1 = Answer::Status {
        status: 410,
        body: body.to_string().into_bytes(),
    };
    for input in [given, Input::Url(ASSERTION.into())] {
        let report = run(&input, &served, Known::new());
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::Invalid, State::Revoked),
            "{input:?}"
        );
        assert_eq!(report.facts.reason.as_deref(), Some("Withdrawn."));
    }
    documents[0] = body;
    let report = check(&documents);
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Revoked)
    );
}

#[test]
fn a_badge_outside_the_issuers_scope_is_refused() {
    let refused = |change: &dyn Fn(&mut [Value; 3])| {
        let mut documents = documents();
        change(&mut documents);
        let report = check(&documents);
        assert_eq!(report.verdict, Verdict::Invalid, "{report:#?}");
        report.step(StepName::Issuer).unwrap().code.clone()
    };
    let far = "https://famous.example/issuer";
    assert_eq!(
        refused(
            &|d| d[2]["verification"] = json!({"startsWith": "https://badges.example.org/other/"})
        ),
        "issuer.out_of_scope"
    );
    assert_eq!(
        refused(&|d| d[2]["verification"] = json!({"allowedOrigins": ["famous.example"]})),
        "issuer.out_of_scope"
    );
    // Who writes the famous issuer's id into an own document gains nothing: the document at that id counts.
    let mut forged = documents();
    forged[2]["id"] = far.into();
    forged[2]["verification"] = json!({"allowedOrigins": ["badges.example.org", "famous.example"]});
    let input = Input::Text(forged[0].to_string());
    let mut served = serve(&forged);
    let report = run(&input, &served, Known::new().trusted([far]));
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown);
    assert_eq!(report.facts.issuer_id.as_deref(), Some(ISSUER));
    let mut famous = documents()[2].clone();
    famous["id"] = far.into();
    served.push((far.into(), Answer::Found(famous.to_string().into_bytes())));
    let report = run(&input, &served, Known::new().trusted([far]));
    assert_eq!(report.verdict, Verdict::Invalid);
}

#[test]
fn dates_and_missing_members_are_named() {
    let with = |part: usize, member: &str, value: Value| {
        let mut documents = documents();
        documents[part][member] = value;
        check(&documents)
    };
    let report = with(0, "expires", json!("2026-05-01T00:00:00Z"));
    assert_eq!(
        (report.verdict, report.state),
        (Verdict::Invalid, State::Expired)
    );
    assert_eq!(
        with(0, "issuedOn", json!("2027-01-01T00:00:00Z")).state,
        State::NotYetValid
    );
    for (part, member, path) in [
        (0, "issuedOn", "assertion.issuedOn"),
        (0, "verification", "assertion.verification"),
        (1, "criteria", "badge.criteria"),
        (2, "email", "issuer.email"),
    ] {
        let report = with(part, member, Value::Null);
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            (report.verdict, step.field.as_deref()),
            (Verdict::Invalid, Some(path))
        );
    }
    // The document that is found there says it is another.
    let mut moved = documents();
    moved[0]["id"] = json!("https://badges.example.org/else");
    let report = run(
        &Input::Text(documents()[0].to_string()),
        &serve(&moved),
        Known::new(),
    );
    assert_eq!(report.verdict, Verdict::Invalid);
    assert_eq!(
        report.step(StepName::Proof).unwrap().code,
        "proof.other_address"
    );
}

#[test]
fn what_cannot_be_reached_is_unverifiable() {
    let documents = documents();
    for missing in 0..3 {
        let mut served = serve(&documents);
        served.remove(missing);
        let report = run(
            &Input::Text(documents[0].to_string()),
            &served,
            Known::new().trusted([ISSUER]),
        );
        assert_eq!(report.verdict, Verdict::Unverifiable, "{missing}");
    }
}

/// The samples of the official validator, with their fixtures served as its tests do.
#[test]
fn the_official_samples_get_their_verdicts() {
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/ob20/validator");
    for (sample, verdict, state) in [
        (
            "basic-assertion.json",
            Verdict::ValidIssuerUnknown,
            State::Valid,
        ),
        (
            "basic-assertion-expired.json",
            Verdict::Invalid,
            State::Expired,
        ),
        (
            "basic-assertion-with-allowed-origins.json",
            Verdict::ValidIssuerUnknown,
            State::Valid,
        ),
        (
            "basic-assertion-with-allowed-origins-invalid-starts-with.json",
            Verdict::Invalid,
            State::Unknown,
        ),
        (
            "basic-assertion-invalid-type.json",
            Verdict::Invalid,
            State::Valid,
        ),
        (
            "assertion-with-extension-node-basic.json",
            Verdict::ValidIssuerUnknown,
            State::Valid,
        ),
        ("simple.jwt", Verdict::ValidIssuerUnknown, State::Valid),
    ] {
        let body = std::fs::read(folder.join(sample)).unwrap();
        let mut served = Vec::new();
        for file in std::fs::read_dir(folder.join("assets")).unwrap() {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            for base in [
                "https://example.org/",
                "http://example.org/",
                "https://www.example.org/",
            ] {
                let body = std::fs::read(file.path()).unwrap();
                served.push((format!("{base}{name}"), Answer::Found(body)));
            }
        }
        if let Ok(Value::Object(members)) = serde_json::from_slice(&body)
            && let Some(id) = members.get("id").and_then(Value::as_str)
        {
            served.push((id.to_owned(), Answer::Found(body.clone())));
        }
        let report = run(&Input::File(body), &served, Known::new());
        assert_eq!(
            (report.verdict, report.state),
            (verdict, state),
            "{sample}: {report:#?}"
        );
    }
}

/// Classes written with an inline context instead of the published one.
#[test]
fn the_official_classes_get_their_verdicts() {
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/ob20/validator/rdf-validation");
    let check = |name: &str| {
        let document = crate::support::read_json(&folder.join(name));
        ob2::validate(&document, ob2::Class::BadgeClass, "badge")
    };
    // They are about the type alone and leave required members out.
    let about_type = |name: &str| {
        check(name)
            .iter()
            .any(|finding| finding.path == "badge.type")
    };
    assert!(!about_type("valid-badge-class.json"));
    assert!(about_type("invalid-class.json"));
}
