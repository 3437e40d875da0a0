//! Documents of the size that is read, each made to cost far more than its size: given up in words, soon and in little
//! memory.

use openbadges::bake::svg;
use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::encoding::base64url;
use openbadges::json::MAX_BYTES;
use openbadges::jsonld;
use openbadges::key::secret::{Curve, Ecdsa};
use openbadges::ob2::{self, Class};
use openbadges::proof::{self, ProofError};
use openbadges::rdfc10::Hash;
use openbadges::verify::{Input, Mark, Report, StepName, Verdict};
use serde_json::{Map, Value, json};

use crate::support::{badge, key, options, run, served, sign, trusting};

/// Half of what is read, in bytes: the other half is for what is made of it.
const HALF: usize = MAX_BYTES / 2;

/// What canonicalizing says against a document with this context and member.
#[track_caller]
fn refused(context: Value, own: Value) -> String {
    let document = json!({"@context": [CREDENTIALS_V2, {"own": "urn:own"}, context], "id": "urn:a", "own": own});
    let size = document.to_string().len();
    assert!(size <= MAX_BYTES, "{size} bytes are never read");
    let contexts = Contexts::bundled();
    let unsigned = proof::prepare(document, &options(), &key().public(), &contexts);
    unsigned
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default()
}

/// Each term is made of the next: as deep as there are terms.
#[test]
fn terms_are_made_of_each_other_only_so_deep() {
    let count = 20_000;
    let chain: Map<String, Value> = (0..count)
        .map(|at| (format!("t{at}"), format!("t{}:a/", at + 1).into()))
        .chain([(format!("t{count}"), "https://example.org/".into())])
        .collect();
    let told = refused(chain.clone().into(), json!({}));
    assert!(told.contains("made of"), "{told}");
    // And the other way round, where each is known when it is needed, but longer than the one before.
    let chain: Map<String, Value> = chain.into_iter().rev().collect();
    let told = refused(chain.into(), json!({}));
    assert!(told.contains("longer than"), "{told}");
}

/// A vocabulary and a base that grow with every context.
#[test]
fn a_vocabulary_grows_only_so_long() {
    let word = "a".repeat(HALF / 1_000);
    let grows: Vec<Value> = (0..1_000).map(|_| json!({"@vocab": word})).collect();
    let first = json!({"@vocab": "https://example.org/"});
    let contexts: Vec<Value> = [first].into_iter().chain(grows).collect();
    let inner = json!({"@context": contexts, "id": "urn:b"});
    let told = refused(json!({}), inner);
    assert!(told.contains("longer than"), "{told}");
}

/// A short form that stands for a long address, again and again.
#[test]
fn short_forms_stand_for_long_addresses_only_so_often() {
    let long = format!("https://example.org/{}/", "a".repeat(1_900));
    let context = json!({"l": long, "link": {"@id": "urn:link", "@type": "@id"}, "n": "l:n"});
    let short: Vec<Value> = (0..HALF / 12).map(|at| format!("l:{at}").into()).collect();
    let told = refused(context.clone(), json!({"id": "urn:b", "link": short}));
    assert!(told.contains("too long"), "{told}");
    let objects: Vec<Value> = (0..HALF / 12).map(|at| json!({ "n": at })).collect();
    let told = refused(context, objects.into());
    assert!(told.contains("too long"), "{told}");
}

/// One long id, and many lines that begin with it.
#[test]
fn a_long_id_begins_only_so_many_lines() {
    let id = format!("urn:{}", "a".repeat(HALF));
    let values: Vec<Value> = (0..HALF / 8).map(Value::from).collect();
    let told = refused(json!({"n": "urn:n"}), json!({"id": id, "n": values}));
    assert!(told.contains("too complex"), "{told}");
    // On the fast path too.
    let mut plain = badge();
    plain["id"] = id.into();
    plain["type"] = vec![Value::from("OpenBadgeCredential"); HALF / 24].into();
    let fast = jsonld::fast::canonical(&plain, &Contexts::bundled(), Hash::Sha256);
    assert_eq!(fast, None);
}

/// Objects that nothing tells apart, by the hundred thousand.
#[test]
fn a_crowd_that_looks_alike_is_given_up_in_little_memory() {
    let crowd = vec![json!({"n": 1}); HALF / 8];
    let told = refused(json!({"n": "urn:n"}), crowd.into());
    assert!(told.contains("too complex"), "{told}");
}

/// Thousands of other names of `@id`, each looked for in each object.
#[test]
fn a_keyword_has_only_so_many_names() {
    for keyword in ["@id", "@type"] {
        let mut context: Map<String, Value> = (0..20_000)
            .map(|at| (format!("i{at}"), keyword.into()))
            .collect();
        context.insert("n".into(), "urn:n".into());
        let told = refused(context.into(), vec![json!({"n": 1}); HALF / 8].into());
        assert!(told.contains("names"), "{told}");
    }
}

/// A name as long as a book, in the path of every note that is taken.
#[test]
fn paths_below_a_long_name_are_noted_only_so_far() {
    let name = format!("urn:{}", "a".repeat(HALF));
    let deciding = vec![json!({"issuer": "urn:x"}); HALF / 24];
    let issuer = "https://www.w3.org/2018/credentials#issuer";
    let context = json!({"issuer": {"@id": issuer, "@type": "@id"}});
    let told = refused(context, json!({"id": "urn:b", name: deciding}));
    assert!(told.contains("too complex"), "{told}");
}

/// A context that takes away hundreds of thousands of terms.
#[test]
fn a_context_takes_away_only_so_much() {
    let context: Map<String, Value> = (0..HALF / 16)
        .map(|at| (format!("x{at}"), Value::Null))
        .collect();
    let told = refused(context.into(), json!({}));
    assert!(told.contains("too many"), "{told}");
}

/// Verifies against an honest host.
#[track_caller]
fn answered(input: &str) -> Report {
    assert!(input.len() <= MAX_BYTES, "{} bytes", input.len());
    run(&Input::Text(input.to_owned()), &served(&[]), trusting())
}

/// A badge with as many wrong results as fit, described by as many descriptions.
#[test]
fn results_cost_in_proportion_and_only_so_many_findings_are_told() {
    let count = HALF / 200;
    let mut badge = sign(badge());
    let described = |at| json!({"id": format!("urn:r:{at}"), "type": ["ResultDescription"], "name": "x", "resultType": "Percent", "valueMax": "1"});
    badge["credentialSubject"]["achievement"]["resultDescription"] =
        (0..count).map(described).collect();
    let result =
        |at| json!({"type": ["Result"], "resultDescription": format!("urn:r:{at}"), "value": "2"});
    badge["credentialSubject"]["result"] = (0..count / 2).map(result).collect();
    let report = answered(&badge.to_string());
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!((step.mark, step.findings.len()), (Mark::Failed, 100));
}

/// Endorsements and extensions by the hundred thousand, below a name as long as a book.
#[test]
fn what_stands_below_a_long_name_is_found_without_writing_the_name_each_time() {
    let name = "a".repeat(HALF);
    let mut badge = sign(badge());
    badge[&name] = vec![json!({"endorsement": [1]}); HALF / 32].into();
    let report = answered(&badge.to_string());
    let step = report.step(StepName::Endorsements).unwrap();
    assert_eq!(step.data["not_looked_at"], HALF / 32 - 20);

    let extension = json!({"@context": "urn:x", "type": ["Extension", "x:Y", "x:Z"]});
    let mut class = json!({"type": "BadgeClass"});
    class[&name] = vec![extension; HALF / 64].into();
    let found = ob2::extensions(&class, "badge");
    let findings = ob2::validate(&class, Class::BadgeClass, "badge");
    assert_eq!(found.len(), 100);
    assert!(
        findings
            .iter()
            .any(|finding| finding.rule.contains("extensions"))
    );
}

/// A proof that claims as many mandatory statements as fit, for a document of as many lines.
#[test]
fn a_derived_proof_names_statements_in_proportion() {
    let lines: Vec<Value> = (0..HALF / 24)
        .map(|at| format!("urn:{at}").into())
        .collect();
    let mut value = vec![0xd9, 0x5d, 0x01, 0x85, 0x58, 64];
    value.extend([1; 64]);
    value.extend([0x58, 35]);
    value.extend([1; 35]);
    value.extend([0x80, 0xa0, 0x9a, 0, 0x0a, 0, 0]);
    value.extend(vec![0; 0x000a_0000]);
    let key = Ecdsa::generate(Curve::P256).unwrap().public();
    let document = json!({
        "@context": [CREDENTIALS_V2, {"link": {"@id": "urn:link", "@type": "@id"}}],
        "id": "urn:a", "link": lines,
        "proof": {
            "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023", "proofPurpose": "assertionMethod", "verificationMethod": "urn:a#b",
            "proofValue": format!("u{}", base64url(&value)),
        },
    });
    let checked = proof::verify(&document, &document["proof"], &key, &Contexts::bundled());
    assert_eq!(checked, Err(ProofError::BadSignature));
}

/// A long proof that another names again and again.
#[test]
fn a_proof_names_each_one_before_it_once() {
    let mut badge = sign(badge());
    let mut first = badge["proof"][0].clone();
    first["id"] = "urn:p".into();
    first["note"] = "a".repeat(HALF).into();
    let mut second = badge["proof"][0].clone();
    second["previousProof"] = vec![Value::from("urn:p"); HALF / 16].into();
    badge["proof"] = json!([first, second]);
    let report = answered(&badge.to_string());
    let step = report.step(StepName::Proof).unwrap();
    assert_eq!(step.mark, Mark::Failed, "{}", step.code);
    let again = proof::verify(
        &badge,
        &badge["proof"][1],
        &key().public(),
        &Contexts::bundled(),
    );
    let told = again.unwrap_err().to_string();
    assert!(told.contains("more proofs than there are"), "{told}");
}

/// A drawing that declares thousands of prefixes, each looked through for each of its elements.
#[test]
fn a_drawing_declares_only_so_many_prefixes() {
    let prefixes: String = (0..HALF / 20)
        .map(|at| format!(" xmlns:a{at}='urn:a'"))
        .collect();
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg'{prefixes}>{}</svg>",
        "<g/>".repeat(HALF / 4)
    );
    let told = svg::read(drawing.as_bytes()).unwrap_err().to_string();
    assert!(told.contains("namespace"), "{told}");
}

/// What is long for a good reason is read: a badge with its picture in itself, as a `data:` address.
#[test]
fn a_picture_in_the_badge_itself_is_signed_and_read() {
    let picture = format!("data:image/png;base64,{}", "iVBORw0KGgoA".repeat(40_000));
    let mut document = badge();
    document["credentialSubject"]["achievement"]["image"] = json!({"id": picture, "type": "Image"});
    // With a property of somebody's own it is not of the shape that is known, and takes the long way.
    let mut own = document.clone();
    let contexts = own["@context"].as_array_mut().unwrap();
    contexts.push(json!({"own": "urn:own"}));
    own["own"] = "else".into();
    for document in [document, own] {
        let signed = Input::Text(sign(document).to_string());
        let report = run(&signed, &served(&[]), trusting());
        assert_eq!(report.verdict, Verdict::Valid, "{:?}", report.steps);
    }
}
