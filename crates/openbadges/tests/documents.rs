use openbadges::ob2::{self, Addresses};
use openbadges::ob3::{self, Credential, IssueError, Kind, Reference, Severity, validate};
use serde_json::{Value, json};

use crate::support::{BADGE, DID, badge, badge_for, profile, read_json, stamp, standards};

fn errors(document: &Value) -> Vec<String> {
    let findings = validate(document).into_iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| format!("{} {}", finding.code, finding.path))
        .collect()
}

#[test]
fn our_badge_is_in_canonical_form() {
    insta::assert_json_snapshot!(badge());
    assert_eq!(validate(&badge()), []);
}

#[test]
fn the_extensions_context_comes_only_when_needed() {
    assert_eq!(badge()["@context"].as_array().map(Vec::len), Some(2));
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.schemas = vec![Reference {
        id: "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json".into(),
        kind: "1EdTechJsonSchemaValidator2019".into(),
        extra: ob3::Extra::new(),
    }];
    let document = issue.build().unwrap();
    assert_eq!(
        document["@context"][2],
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    );
    crate::support::sign(document);
}

#[test]
fn what_accolade_may_not_issue_is_refused_with_its_path() {
    let refused = |change: &dyn Fn(&mut ob3::Issue)| {
        let mut issue = badge_for("A", "a@example.org", 1);
        change(&mut issue);
        match issue.build() {
            Err(IssueError::Invalid(findings)) => findings[0].path.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&|i| i.id = "urn:uuid:1".into()), "$.id");
    assert_eq!(
        refused(&|i| i.subject_id = "did:example:1".into()),
        "$.credentialSubject.id"
    );
    assert_eq!(
        refused(&|i| i.valid_from = stamp("2026-01-31T12:00:00.5Z")),
        "$.validFrom"
    );
    assert_eq!(
        refused(&|i| i.valid_from = stamp("2026-01-31")),
        "$.validFrom"
    );
    assert_eq!(
        refused(&|i| i.valid_until = Some(stamp("2020-01-31T12:00:00Z"))),
        "$.validUntil"
    );
    assert_eq!(
        refused(&|i| i.identifiers[1].salt = Some("short".into())),
        "$.credentialSubject.identifier[1].salt"
    );
    assert_eq!(
        refused(&|i| i.achievement.criteria = ob3::Criteria::default()),
        "$.credentialSubject.achievement.criteria"
    );
    assert_eq!(
        refused(&|i| i.issuer.id = "no address".into()),
        "$.issuer.id"
    );
}

#[test]
fn the_official_examples_are_valid() {
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/ob30/spec-examples");
    for name in [
        "basic-open-badge-credential",
        "complete-open-badge-credential",
        "endorsement-credential",
        "skill-assertion-case",
        "skill-assertion-ctdl",
        "docformat-signed-file",
    ] {
        let document = read_json(&folder.join(format!("{name}.json")));
        assert_eq!(errors(&document), Vec::<String>::new(), "{name}");
    }
    for (name, part) in [
        ("readme-sample", "schema.missing"),
        ("impl-getting-started-credential", "schema."),
    ] {
        let document = read_json(&folder.join(format!("{name}.json")));
        assert!(
            errors(&document).iter().any(|error| error.contains(part)),
            "{name}: {:?}",
            errors(&document)
        );
    }
}

#[test]
fn the_complete_example_survives_reading_and_writing() {
    let Some(folder) = standards() else { return };
    let file = folder.join("vectors/ob30/spec-examples/complete-open-badge-credential.json");
    let document = read_json(&file);
    let read = Credential::parse(&document).unwrap();
    assert_eq!(read.to_value().unwrap(), document);
}

#[test]
fn each_rule_names_path_and_value() {
    let with = |pointer: &str, value: Value| {
        let mut document = badge();
        *document.pointer_mut(pointer).unwrap() = value;
        errors(&document)
    };
    let achievement = "/credentialSubject/achievement";
    assert_eq!(
        with("/@context/0", json!("https://example.org")),
        ["schema.context $.@context[0]"]
    );
    assert_eq!(
        with("/@context/1", json!("https://example.org")),
        ["schema.context $.@context[1]"]
    );
    assert_eq!(with("/id", Value::Null), ["schema.missing $.id"]);
    assert_eq!(with("/id", json!("b/1")), ["schema.value $.id"]);
    assert_eq!(
        with("/type", json!(["OpenBadgeCredential"])),
        ["schema.type $.type"]
    );
    assert_eq!(
        with("/validFrom", json!("2026-01-31T12:00:00")),
        ["schema.value $.validFrom"]
    );
    assert_eq!(
        with("/issuer/id", Value::Null),
        ["schema.missing $.issuer.id"]
    );
    assert_eq!(
        with("/issuer/type", json!(["Person"])),
        ["schema.type $.issuer.type"]
    );
    assert_eq!(
        with("/credentialSubject/type", json!([])),
        ["schema.type $.credentialSubject.type"]
    );
    assert_eq!(
        with(&format!("{achievement}/achievementType"), json!("Medal")),
        ["schema.value $.credentialSubject.achievement.achievementType"]
    );
    assert!(
        with(
            &format!("{achievement}/achievementType"),
            json!("ext:Medal")
        )
        .is_empty()
    );
    assert_eq!(
        with(&format!("{achievement}/criteria"), json!({})),
        ["schema.criteria $.credentialSubject.achievement.criteria"]
    );
    assert_eq!(
        with(
            "/credentialSubject/identifier/0/identityType",
            json!("email")
        ),
        ["schema.value $.credentialSubject.identifier[0].identityType"]
    );
    assert_eq!(
        with(
            "/credentialSubject/identifier/1/identityHash",
            json!("zoe@example.org")
        ),
        ["schema.identity_hash $.credentialSubject.identifier[1].identityHash"]
    );
    assert_eq!(
        with("/credentialStatus", json!([{"type": 5}])),
        ["schema.value $.credentialStatus[0].type"]
    );
    let mut nobody = badge();
    let subject = nobody["credentialSubject"].as_object_mut().unwrap();
    subject.shift_remove("id");
    subject.shift_remove("identifier");
    assert_eq!(errors(&nobody), ["schema.subject $.credentialSubject"]);
    let mut extra = badge();
    extra["credentialSubject"]["identifier"][0]["note"] = "x".into();
    assert_eq!(
        errors(&extra),
        ["schema.unknown_member $.credentialSubject.identifier[0].note"]
    );
    assert_eq!(errors(&json!("x")), ["schema.object $"]);
}

#[test]
fn results_must_fit_their_description() {
    let with = |result: Value| {
        let mut document = badge();
        document["credentialSubject"]["achievement"]["resultDescription"] = json!([{
            "id": "urn:uuid:d", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade",
            "allowedValue": ["C", "B", "A"],
            "rubricCriterionLevel": [{"id": "urn:uuid:l", "type": ["RubricCriterionLevel"], "name": "Good"}],
        }, {
            "id": "urn:uuid:p", "type": ["ResultDescription"], "name": "Points", "resultType": "Percent",
            "valueMin": "0", "valueMax": "100",
        }, {
            "id": "urn:uuid:s", "type": ["ResultDescription"], "name": "State", "resultType": "Status",
        }]);
        let mut result = result;
        result["type"] = json!(["Result"]);
        document["credentialSubject"]["result"] = json!([result]);
        errors(&document)
    };
    let at = |member: &str| {
        [format!(
            "schema.result $.credentialSubject.result[0].{member}"
        )]
    };
    assert!(with(json!({"resultDescription": "urn:uuid:d", "value": "A"})).is_empty());
    assert_eq!(
        with(json!({"resultDescription": "urn:uuid:d", "value": "D"})),
        at("value")
    );
    assert!(with(json!({"resultDescription": "urn:uuid:p", "value": "99.5"})).is_empty());
    assert_eq!(
        with(json!({"resultDescription": "urn:uuid:p", "value": "101"})),
        at("value")
    );
    assert_eq!(
        with(json!({"resultDescription": "urn:uuid:s"})),
        at("status")
    );
    assert_eq!(
        with(json!({"resultDescription": "urn:uuid:none"})),
        at("resultDescription")
    );
    assert_eq!(
        with(json!({"resultDescription": "urn:uuid:d", "achievedLevel": "urn:x"})),
        at("achievedLevel")
    );
}

#[test]
fn single_values_are_read_and_written_as_lists() {
    let mut single = badge();
    single["type"] = json!("OpenBadgeCredential");
    single["credentialSubject"]["type"] = json!("AchievementSubject");
    single["proof"] = json!({"type": "DataIntegrityProof"});
    single["vendorNote"] = json!({"kept": true});
    single["evidence"] = Value::Null;
    let written = Credential::parse(&single).unwrap().to_value().unwrap();
    assert_eq!(
        written["credentialSubject"]["type"],
        json!(["AchievementSubject"])
    );
    assert_eq!(written["proof"], json!([{"type": "DataIntegrityProof"}]));
    assert_eq!(written["vendorNote"], json!({"kept": true}));
    assert!(written.get("evidence").is_none());
}

#[test]
fn the_same_credential_is_recognized() {
    let a = badge();
    let mut b = badge();
    b["id"] = format!(" {}", BADGE.replace("/b/", "/%62/")).into();
    assert!(ob3::is_same_credential(&a, &b));
    b["issuer"] = DID.into();
    assert!(ob3::is_same_credential(&a, &b));
    b["issuer"] = "did:web:other.example".into();
    assert!(!ob3::is_same_credential(&a, &b));
    assert!(!ob3::is_same_credential(&json!({}), &json!({})));
    assert_eq!(ob3::kind_of(&a), Kind::Badge);
}

fn addresses() -> Addresses {
    Addresses {
        assertion: "https://badges.example.org/ob2/assertions/1".into(),
        badge_class: "https://badges.example.org/ob2/badges/1".into(),
        issuer: "https://badges.example.org/ob2/issuers/1".into(),
    }
}

#[test]
fn the_same_data_makes_hosted_documents() {
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.valid_until = Some(stamp("2029-01-31T23:59:59Z"));
    let credential = issue.build().unwrap();
    let addresses = addresses();
    let image = Some("https://badges.example.org/b/1.png");
    let assertion = ob2::assertion(&credential, &addresses, image).unwrap();
    let achievement = &credential["credentialSubject"]["achievement"];
    let badge_class = ob2::badge_class(achievement, &addresses).unwrap();
    let issuer = ob2::issuer(&credential["issuer"], &addresses).unwrap();
    insta::assert_json_snapshot!(json!([assertion, badge_class, issuer]));
    assert_eq!(
        ob2::validate(&assertion, ob2::Class::Assertion, "assertion"),
        []
    );
    assert_eq!(
        ob2::validate(&badge_class, ob2::Class::BadgeClass, "badge"),
        []
    );
    assert_eq!(ob2::validate(&issuer, ob2::Class::Issuer, "issuer"), []);
    let gone = ob2::revoked_assertion(&addresses.assertion, "Withdrawn.");
    assert_eq!(ob2::validate(&gone, ob2::Class::Assertion, "assertion"), []);
}

#[test]
fn an_opaque_recipient_stays_opaque_in_version_2() {
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.identifiers.clear();
    let assertion = ob2::assertion(&issue.build().unwrap(), &addresses(), None).unwrap();
    assert_eq!(
        assertion["recipient"],
        json!({"type": "id", "hashed": false, "identity": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"})
    );
}

#[test]
fn version_2_says_what_it_lacks() {
    let mut bare = serde_json::to_value(profile()).unwrap();
    bare.as_object_mut().unwrap().shift_remove("email");
    let error = ob2::issuer(&bare, &addresses()).unwrap_err();
    assert!(error.to_string().contains("e-mail"));
    let mut achievement = badge()["credentialSubject"]["achievement"].clone();
    achievement.as_object_mut().unwrap().shift_remove("image");
    assert!(ob2::badge_class(&achievement, &addresses()).is_err());
}

#[test]
fn the_versions_name_each_other() {
    let related = serde_json::to_value(ob2::related_badge_class("https://x.example/b")).unwrap();
    assert_eq!(
        related,
        json!({"id": "https://x.example/b", "type": ["Related", "https://w3id.org/openbadges#BadgeClass"], "version": "Open Badges v2p0"})
    );
    let mut issue = badge_for("A", "a@example.org", 1);
    issue.achievement.related = vec![ob2::related_badge_class("https://x.example/b")];
    issue.issuer.other_identifier = vec![ob2::other_identifier("https://x.example/i")];
    crate::support::sign(issue.build().unwrap());
}

/// Every property of the official complete example has a place of its own in the types: none falls into `extra`.
#[test]
fn every_property_of_the_complete_example_is_modelled() {
    let Some(folder) = standards() else { return };
    let file = folder.join("vectors/ob30/spec-examples/complete-open-badge-credential.json");
    let badge = Credential::parse(&read_json(&file)).unwrap();
    let shown = format!("{badge:?}");
    assert!(shown.matches("extra: {}").count() > 20, "{shown}");
    assert!(!shown.contains("extra: {\""), "{shown}");
}
