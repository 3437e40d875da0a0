//! Every input of the W3C data model suite with the verdict in its name.
use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::{jsonld, vcdm};
use serde_json::{Value, json};

use crate::support::{standards, test_contexts};

/// Findings or what JSON-LD refuses; the suite's templates get the issuer that its runner would add.
fn problems(mut document: Value, contexts: &Contexts) -> Vec<String> {
    let is_presentation = document.to_string().contains("\"VerifiablePresentation\"")
        || document.get("verifiableCredential").is_some();
    let mut found: Vec<String> = if is_presentation {
        for inside in document
            .get_mut("verifiableCredential")
            .into_iter()
            .flat_map(|list| match list {
                Value::Array(items) => items.iter_mut().collect::<Vec<_>>(),
                one => vec![one],
            })
        {
            if inside.is_object() && inside.get("issuer").is_some() {
                inside["proof"] = json!({"type": "DataIntegrityProof"}); // the runner signs them
            }
        }
        vcdm::presentation(&document)
    } else {
        if document.get("issuer").is_none() {
            document["issuer"] = "did:web:example.org".into();
        }
        if let Some(Value::Object(issuer)) = document.get_mut("issuer") {
            issuer.entry("id").or_insert("did:web:example.org".into());
        }
        vcdm::credential(&document)
    }
    .iter()
    .map(ToString::to_string)
    .collect();
    // Proofs are signed under their own rules.
    document.as_object_mut().unwrap().shift_remove("proof");
    if !is_presentation && let Err(error) = jsonld::check(&document, contexts) {
        found.push(error.to_string());
    }
    found
}

#[test]
fn every_w3c_input_gets_the_verdict_of_its_name() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let folder = folder.join("vectors/vcdm2");
    let mut files: Vec<_> = [folder.clone(), folder.join("names-and-descriptions")]
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    files.sort();
    let (mut good, mut bad) = (0, 0);
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("self-asserted") || name.contains("inject") {
            continue; // decided by the presentation's proof, or by who signs
        }
        let text = std::fs::read_to_string(path).unwrap();
        let text = text
            .replace("PAST DATE", "2020-01-01T00:00:00Z")
            .replace("FUTURE DATE", "2040-01-01T00:00:00Z");
        let problems = problems(serde_json::from_str(&text).unwrap(), &contexts);
        if name.ends_with("-fail.json") {
            assert!(!problems.is_empty(), "{name} was not refused");
            bad += 1;
        } else {
            assert!(problems.is_empty(), "{name}: {problems:?}");
            good += 1;
        }
    }
    println!(
        "W3C data model inputs: {good} accepted, {bad} refused, of {}",
        files.len()
    );
    assert!(good + bad > 60, "{good} {bad}");
}

fn with(name: &str, value: Value) -> Value {
    let mut document = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:web:example.org",
        "credentialSubject": {"id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11"},
    });
    document[name] = value;
    document
}

/// What other implementations let through.
#[test]
fn services_schemas_and_resources_are_held_to_their_rules() {
    let digest = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA";
    let sri = "sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let resource = |extra: Value| {
        let mut entry = json!({"id": "https://example.org/picture.png"});
        entry
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        entry
    };
    for (name, value) in [
        ("refreshService", json!({"id": "https://example.org/r"})),
        (
            "refreshService",
            json!([{"type": "X"}, {"id": "https://example.org/r"}]),
        ),
        ("credentialSchema", json!({"id": "https://example.org/s"})),
        ("credentialSchema", json!({"type": "JsonSchema"})),
        (
            "credentialSchema",
            json!({"id": "not an address", "type": "JsonSchema"}),
        ),
        ("relatedResource", json!("https://example.org/x")),
        ("relatedResource", json!([resource(json!({}))])),
        ("relatedResource", json!([{"digestSRI": sri}])),
        (
            "relatedResource",
            json!([
                resource(json!({"digestSRI": sri})),
                resource(json!({"digestSRI": sri}))
            ]),
        ),
        (
            "relatedResource",
            json!([resource(json!({"digestSRI": 5}))]),
        ),
        (
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestMultibase": "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNQ"}]),
        ),
        (
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestSRI": "sha256-AAAA"}]),
        ),
        (
            "credentialStatus",
            json!({"id": ["urn:a:b", "urn:a:c"], "type": "X"}),
        ),
        ("evidence", json!([{"id": "https://example.org/e"}])),
        ("validFrom", json!("yesterday")),
        ("name", json!({"@value": "x", "url": "y"})),
        ("id", json!(["urn:a:b"])),
    ] {
        let findings = vcdm::credential(&with(name, value.clone()));
        assert!(
            findings.iter().any(|f| f.path.contains(name)),
            "{name} {value}: {findings:?}"
        );
    }
    for (name, value) in [
        (
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestMultibase": digest}]),
        ),
        (
            "relatedResource",
            json!([resource(
                json!({"digestSRI": sri, "mediaType": "image/png"})
            )]),
        ),
        (
            "refreshService",
            json!({"id": "https://example.org/r", "type": "X"}),
        ),
        (
            "name",
            json!([{"@value": "x", "@language": "en", "@direction": "ltr"}, {"@value": "y", "@language": "ar"}]),
        ),
        ("id", json!("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11")),
    ] {
        assert_eq!(
            vcdm::credential(&with(name, value.clone())),
            vec![],
            "{name} {value}"
        );
    }
}

#[test]
fn digests_of_resources_are_compared() {
    let bytes = Contexts::bundled()
        .get(CREDENTIALS_V2)
        .unwrap()
        .as_bytes()
        .to_vec();
    let entry = json!({"digestMultibase": "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA"});
    assert_eq!(vcdm::is_related(&entry, &bytes), Some(true));
    assert_eq!(vcdm::is_related(&entry, b"other"), Some(false));
    assert_eq!(
        vcdm::is_related(&json!({"digestSRI": "md5-AAAA"}), b"other"),
        None
    );
}

/// The inputs on which other implementations fail the W3C suite, each by the name of its test there. The suite's issuing
/// service must refuse them, and so must whoever verifies.
mod what_peers_let_through {
    use super::*;

    fn refused(name: &str, value: Value) {
        let findings = vcdm::credential(&with(name, value.clone()));
        let about = |path: &str| path.starts_with(&format!("$.{name}"));
        assert!(
            findings.iter().any(|finding| about(&finding.path)),
            "{name} {value}: {findings:?}"
        );
    }

    fn accepted(name: &str, value: Value) {
        let findings = vcdm::credential(&with(name, value.clone()));
        assert_eq!(findings, vec![], "{name} {value}");
    }

    const PICTURE: &str = "https://example.org/picture.png";
    const SRI: &str = "sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const MULTIBASE: &str = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNA";

    #[test]
    fn each_refresh_service_must_specify_its_type() {
        accepted("refreshService", json!({"type": "X"}));
        refused("refreshService", json!({"id": "https://example.org/r"}));
        refused("refreshService", json!({"type": null}));
        refused("refreshService", json!({"type": ""}));
        refused("refreshService", json!({"type": []}));
        refused("refreshService", json!("https://example.org/r"));
        refused("refreshService", json!([{"type": "X"}, {"id": "urn:x:y"}]));
    }

    #[test]
    fn each_credential_schema_must_specify_its_type() {
        accepted(
            "credentialSchema",
            json!({"id": "https://example.org/s", "type": "X"}),
        );
        refused("credentialSchema", json!({"id": "https://example.org/s"}));
        refused(
            "credentialSchema",
            json!({"id": "https://example.org/s", "type": [5]}),
        );
        refused("credentialSchema", json!("https://example.org/s"));
    }

    #[test]
    fn each_credential_schema_must_specify_an_id_that_is_a_url() {
        refused("credentialSchema", json!({"type": "X"}));
        refused("credentialSchema", json!({"id": "schema", "type": "X"}));
        refused(
            "credentialSchema",
            json!({"id": ["urn:a:b", "urn:a:c"], "type": "X"}),
        );
        refused("credentialSchema", json!({"id": null, "type": "X"}));
    }

    #[test]
    fn related_resource_must_be_one_or_more_objects() {
        accepted("relatedResource", json!({"id": PICTURE, "digestSRI": SRI}));
        accepted(
            "relatedResource",
            json!([{"id": PICTURE, "digestSRI": SRI}]),
        );
        for wrong in [json!("x"), json!(5), json!(["x"]), json!([[]]), json!(true)] {
            refused("relatedResource", wrong);
        }
    }

    #[test]
    fn a_related_resource_must_have_an_id_that_is_a_url() {
        refused("relatedResource", json!([{"digestSRI": SRI}]));
        refused(
            "relatedResource",
            json!([{"id": "picture", "digestSRI": SRI}]),
        );
        refused(
            "relatedResource",
            json!([{"id": [PICTURE], "digestSRI": SRI}]),
        );
        refused("relatedResource", json!([{"id": null, "digestSRI": SRI}]));
    }

    #[test]
    fn the_id_of_a_related_resource_must_be_unique() {
        let twice = json!([{"id": PICTURE, "digestSRI": SRI}, {"id": PICTURE, "digestMultibase": MULTIBASE}]);
        refused("relatedResource", twice);
        let both = json!([{"id": PICTURE, "digestSRI": SRI}, {"id": "https://example.org/else", "digestSRI": SRI}]);
        accepted("relatedResource", both);
    }

    #[test]
    fn a_related_resource_must_have_a_digest() {
        refused("relatedResource", json!([{"id": PICTURE}]));
        refused(
            "relatedResource",
            json!([{"id": PICTURE, "mediaType": "image/png"}]),
        );
        refused("relatedResource", json!([{"id": PICTURE, "digestSRI": 5}]));
        refused(
            "relatedResource",
            json!([{"id": PICTURE, "digestSRI": "sha384"}]),
        );
        refused("relatedResource", json!([{"id": PICTURE, "digestSRI": []}]));
        refused(
            "relatedResource",
            json!([{"id": PICTURE, "digestMultibase": "not multibase!"}]),
        );
        accepted(
            "relatedResource",
            json!([{"id": PICTURE, "digestMultibase": MULTIBASE}]),
        );
        accepted(
            "relatedResource",
            json!([{"id": PICTURE, "digestMultibase": MULTIBASE, "digestSRI": SRI}]),
        );
    }

    #[test]
    fn the_digest_sri_must_be_that_of_the_resource() {
        let digest = "l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
        let context = |sri: String| json!([{"id": CREDENTIALS_V2, "digestSRI": sri}]);
        accepted("relatedResource", context(format!("sha384-{digest}")));
        // The Recommendation's example 25 writes it as multibase, with an M.
        accepted("relatedResource", context(format!("sha384-M{digest}")));
        refused("relatedResource", context(format!("sha384-MM{digest}")));
        refused("relatedResource", context(format!("sha512-{digest}")));
        refused(
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestSRI": SRI}]),
        );
        refused(
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestSRI": "sha256-AAAA"}]),
        );
    }

    #[test]
    fn the_digest_multibase_must_be_that_of_the_resource() {
        accepted(
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestMultibase": MULTIBASE}]),
        );
        let other = "uEiBZlVztZpfWHgPyslVv6-UwirFoQoRvW1htfx963sknNQ";
        refused(
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestMultibase": other}]),
        );
        // One digest that fits does not make up for one that does not.
        refused(
            "relatedResource",
            json!([{"id": CREDENTIALS_V2, "digestMultibase": MULTIBASE, "digestSRI": SRI}]),
        );
    }
}
