//! The samples of the official 3.0 validator, with the strict verdicts (keys bound to issuers).
use std::path::Path;

use openbadges::verify::{
    Answer, Authentic, Input, Known, Options, Report, State, StepName, Verdict,
};
use serde_json::Value;
use time::macros::datetime;

use crate::support::{read_json, run, run_at, standards};

fn served(folder: &Path) -> Vec<(String, Answer)> {
    let controllers = read_json(&folder.join("fixtures/controllers.json"));
    controllers
        .as_object()
        .unwrap()
        .iter()
        .map(|(url, document)| {
            (
                url.clone(),
                Answer::Found(document.to_string().into_bytes()),
            )
        })
        .collect()
}

fn check(name: &str) -> Option<Report> {
    let folder = standards()?.join("vectors/ob30/validator");
    let input = Input::File(std::fs::read(folder.join(name)).unwrap());
    Some(run(&input, &served(&folder), Known::new()))
}

#[test]
fn the_official_samples_get_their_strict_verdicts() {
    for (name, verdict, authentic) in [
        ("simple.json", Verdict::ValidIssuerUnknown, Authentic::Yes),
        (
            "simple-json.png",
            Verdict::ValidIssuerUnknown,
            Authentic::Yes,
        ),
        (
            "simple-json.svg",
            Verdict::ValidIssuerUnknown,
            Authentic::Yes,
        ),
        (
            "simple-context-version.json",
            Verdict::ValidIssuerUnknown,
            Authentic::Yes,
        ),
        (
            "endorsement-valid.json",
            Verdict::ValidIssuerUnknown,
            Authentic::Yes,
        ),
        (
            "simple_v1.json",
            Verdict::ValidIssuerUnknown,
            Authentic::Yes,
        ),
        (
            "simple-err-proof-value.json",
            Verdict::Invalid,
            Authentic::No,
        ),
        ("simple-err-expired.json", Verdict::Invalid, Authentic::Yes),
        ("simple-err-context.json", Verdict::Invalid, Authentic::No),
        ("simple-noproof.json", Verdict::Invalid, Authentic::No),
        ("simple-jwt.svg", Verdict::Invalid, Authentic::No),
    ] {
        let Some(report) = check(name) else { return };
        assert_eq!(
            (report.verdict, report.authentic),
            (verdict, authentic),
            "{name}: {report:#?}"
        );
    }
}

#[test]
fn an_expired_sample_is_expired_and_not_forged() {
    let Some(report) = check("simple-err-expired.json") else {
        return;
    };
    assert_eq!(report.state, State::Expired);
    assert_eq!(
        report
            .step(StepName::ValidityPeriod)
            .unwrap()
            .value
            .as_deref(),
        Some("2010-01-01T00:00:00Z")
    );
}

/// Without the issuer's document the key in the fragment proves nothing.
#[test]
fn a_key_in_the_fragment_is_not_enough() {
    let Some(folder) = standards() else { return };
    let file = folder.join("vectors/ob30/validator/simple.json");
    let report = run(
        &Input::File(std::fs::read(file).unwrap()),
        &[],
        Known::new(),
    );
    assert_eq!(
        (report.verdict, report.authentic),
        (Verdict::Unverifiable, Authentic::Unknown)
    );
}

#[test]
fn the_official_status_list_revokes_entry_23() {
    let Some(folder) = standards() else { return };
    let list = read_json(&folder.join("vectors/ob30/validator/bit-string-list/testlist"));
    for (index, want) in [(22, 0), (23, 1), (24, 0)] {
        let entry = openbadges::status::entry("https://example.org/list", "revocation", index);
        let entry = openbadges::status::Entry::parse(&entry).unwrap();
        assert_eq!(entry.evaluate(&list), Ok(want), "{index}");
    }
}

#[test]
fn the_official_clr_is_authentic() {
    let Some(standards) = standards() else { return };
    let folder = standards.join("vectors/ob30/validator");
    let input = Input::File(std::fs::read(standards.join("vectors/clr20/simple.json")).unwrap());
    let options = Options::at(datetime!(2026-06-01 12:00 UTC));
    let report = run_at(&input, &served(&folder), Known::new(), &options);
    assert_eq!(report.authentic, Authentic::Yes, "{report:#?}");
}

/// The W3C data model suite: what it calls wrong about a credential is never called valid.
#[test]
fn the_w3c_inputs_that_must_fail_are_refused() {
    let Some(folder) = standards() else { return };
    let contexts = crate::support::test_contexts(&folder);
    let folder = folder.join("vectors/vcdm2");
    let mut refused = 0;
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    names.sort();
    for path in names {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("credential-") || !name.ends_with("-fail.json") {
            continue;
        }
        let mut document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        if document.get("issuer").is_none() {
            document["issuer"] = "did:web:example.org".into();
        }
        let found = openbadges::ob3::validate(&document)
            .into_iter()
            .any(|finding| {
                // Being no Open Badge is not what these are about.
                !finding.rule.contains("some other credential")
                    && finding.path != "$.id"
                    && finding.path != "$.validFrom"
                    || finding.code == "schema.value"
            });
        let lost = openbadges::jsonld::nquads(&document, &contexts).is_err();
        assert!(found || lost, "{name} was not refused");
        refused += 1;
    }
    assert!(refused > 15, "{refused}");
}
