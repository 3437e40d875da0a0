//! The published extensions, held to their schemas.
use openbadges::ob2;
use openbadges::verify::{StepName, Verdict};
use serde_json::{Value, json};

use super::{assertion, badge, check_with, issuer};
use crate::support::{read_json, standards};

/// The published extensions are held to their schemas, others named.
#[test]
fn extensions_are_named_and_held_to_their_schemas() {
    let context = "https://w3id.org/openbadges/extensions/x/context.json";
    let extension = |kind: &str, mut members: Value| {
        members["@context"] = context.into();
        members["type"] = json!(["Extension", kind]);
        members
    };
    for (kind, good, bad, path) in [
        (
            "extensions:ApplyLink",
            json!({"url": "https://x.example/apply"}),
            json!({"url": "here"}),
            ".url",
        ),
        (
            "https://w3id.org/openbadges/extensions#ApplyLink",
            json!({"url": "https://x.example"}),
            json!({}),
            ".url",
        ),
        (
            "extensions:ExampleExtension",
            json!({"http://schema.org/text": "x"}),
            json!({}),
            ".exampleProperty",
        ),
        (
            "extensions:ExampleExtension",
            json!({"exampleProperty": "x"}),
            json!({"exampleProperty": 5}),
            ".exampleProperty",
        ),
        (
            "extensions:GeoCoordinates",
            json!({"description": "Here", "geo": {"latitude": 1.5, "longitude": 2}}),
            json!({"description": "Here", "geo": {"latitude": "1", "longitude": 2}}),
            ".geo.latitude",
        ),
        (
            "extensions:LicenseExtension",
            json!({"id": "CC-BY", "name": "Attribution"}),
            json!({"id": "MIT", "name": "MIT"}),
            ".id",
        ),
        (
            "extensions#accessibility",
            json!({"url": "https://x.example", "accessibilityFeature": "captions", "accessibilityControl": ["keyboard"]}),
            json!({"url": "https://x.example"}),
            ".accessibilityFeature",
        ),
        (
            "extensions:IssuerAccreditation",
            json!({"name": "N", "contactInstructions": "Call", "url": "https://x.example", "address": {}, "accreditationDate": "2026-01-31"}),
            json!({"name": "N", "contactInstructions": "Call", "url": "https://x.example", "address": "there"}),
            ".address",
        ),
        (
            "extensions:ExtraDescriptionExtension",
            json!({"name": "N", "narrative": "x"}),
            json!({"name": "N"}),
            ".narrative",
        ),
        (
            "extensions:originalCreator",
            json!({"url": "https://x.example"}),
            json!({"url": 5}),
            ".url",
        ),
        (
            "extensions:RecipientProfile",
            json!({"name": "Zoë"}),
            json!({"name": 5}),
            ".name",
        ),
        (
            "endorsement",
            json!({"description": "good"}),
            json!({"description": "good", "endorsedObject": "x"}),
            ".endorsedObject",
        ),
    ] {
        let with = |members: Value| {
            let mut class = badge();
            class["extensions:x"] = extension(kind, members);
            check_with([&assertion(), &class, &issuer()], &[])
        };
        let report = with(good);
        assert_eq!(
            report.verdict,
            Verdict::ValidIssuerUnknown,
            "{kind}: {report:#?}"
        );
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            step.data["extensions"],
            json!([{"at": "badge.extensions:x", "type": kind, "holds": true}])
        );
        let report = with(bad);
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            (report.verdict, step.code.as_str(), step.field.as_deref()),
            (
                Verdict::Invalid,
                "schema.extension",
                Some(format!("badge.extensions:x{path}").as_str())
            ),
            "{kind}"
        );
    }
    let mut own = assertion();
    own["https://x.example/mood"] =
        extension("https://x.example/Mood", json!({"mood": "cheerful"}));
    let report = check_with([&own, &badge(), &issuer()], &[]);
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown);
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(step.data["extensions"][0]["holds"], Value::Null);
    own["https://x.example/mood"]
        .as_object_mut()
        .unwrap()
        .shift_remove("@context");
    assert_eq!(
        check_with([&own, &badge(), &issuer()], &[]).verdict,
        Verdict::Invalid
    );
}

#[test]
fn the_official_extension_sample_is_named() {
    let Some(folder) = standards() else { return };
    let file = "vectors/ob20/validator/assertion-with-extension-node-basic.json";
    let found = ob2::extensions(&read_json(&folder.join(file)), "assertion");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (
            found[0].kind.as_str(),
            found[0].is_known,
            found[0].findings.len()
        ),
        ("extensions:ExampleExtension", true, 0)
    );
    // Every published extension with a schema of its own is known.
    let published = folder.join("schemas/ob20-extensions");
    for entry in std::fs::read_dir(published).unwrap() {
        let context = read_json(&entry.unwrap().path().join("context.json"));
        let kind = context
            .pointer("/obi:validation/0/obi:validatesType")
            .and_then(Value::as_str);
        let Some(kind) = kind.filter(|kind| !kind.contains("Assessment")) else {
            continue;
        };
        let document = json!({"x": {"type": ["Extension", kind]}});
        assert!(ob2::extensions(&document, "x")[0].is_known, "{kind}");
    }
}
