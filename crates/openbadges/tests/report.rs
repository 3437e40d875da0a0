//! What a report says besides the verdict: who verified, what it rests on, what was compared.
use openbadges::context::{BUNDLED, CREDENTIALS_V2, Contexts, OPEN_BADGES_3};
use openbadges::encoding::sha256_hex;
use openbadges::key::secret::Ed25519;
use openbadges::proof::{self, Suite};
use openbadges::verify::{
    self, Answer, Authentic, Input, Known, Mark, Options, Report, StepName, Verdict,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha384};

use crate::support::{
    DID, DID_ADDRESS, KEY, LIST, NOW, badge, key, options, run, run_at, served, sign, stamp,
    trusting,
};

fn check(document: &Value) -> Report {
    run(&Input::Text(document.to_string()), &served(&[]), trusting())
}

fn digest_of(report: &Report, url: Option<&str>) -> Option<String> {
    let input = report
        .inputs
        .iter()
        .find(|input| input.url.as_deref() == url);
    input?.sha256.clone()
}

#[test]
fn the_digest_of_everything_used_is_told() {
    let text = sign(badge()).to_string();
    let report = check(&serde_json::from_str(&text).unwrap());
    assert_eq!(report.verifier, verify::VERIFIER);
    assert_eq!(report.checked_at, NOW);
    assert_eq!(digest_of(&report, None), Some(sha256_hex(text.as_bytes())));
    for (url, answer) in served(&[]) {
        let Answer::Found(body) = answer else {
            continue;
        };
        assert_eq!(
            digest_of(&report, Some(&url)),
            Some(sha256_hex(&body)),
            "{url}"
        );
    }
    // The contexts decide what the proof covers.
    let contexts: Vec<_> = report
        .contexts
        .iter()
        .map(|context| (context.url.as_str(), context.sha256.as_str()))
        .collect();
    let bundled = |url: &str| BUNDLED.iter().find(|context| context.url == url).unwrap();
    let wanted = [CREDENTIALS_V2, OPEN_BADGES_3].map(|url| (url, bundled(url).sha256));
    assert_eq!(contexts, wanted);
    let purposes: Vec<&str> = report
        .inputs
        .iter()
        .map(|input| input.purpose.as_str())
        .collect();
    for purpose in ["input", "controller", "status_list"] {
        assert!(purposes.contains(&purpose), "{purposes:?}");
    }
    assert_eq!(purposes.len(), 3, "{:#?}", report.inputs);
    // A proof over canonical JSON needs no context.
    let how = proof::Options {
        suite: Suite::EddsaJcs2022,
        ..options()
    };
    let mut document = badge();
    document
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let unsigned = proof::prepare(document, &how, &key().public(), &Contexts::bundled()).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    assert_eq!(check(&unsigned.attach(&signature)).contexts, []);
}

#[test]
fn a_context_pinned_by_hand_is_told_by_its_digest() {
    let url = "https://x.example/mood";
    let text = r#"{"@context": {"mood": "https://x.example/vocab#mood"}}"#;
    let contexts = Contexts::bundled().with(url, text);
    let mut document = badge();
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push(url.into());
    document["mood"] = "cheerful".into();
    let unsigned = proof::prepare(document, &options(), &key().public(), &contexts).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    let signed = unsigned.attach(&signature).to_string();
    let how = Options {
        contexts,
        ..Options::at(NOW)
    };
    let report = run_at(&Input::Text(signed), &served(&[]), Known::new(), &how);
    assert_eq!(report.authentic, Authentic::Yes, "{report:#?}");
    let pinned = report.contexts.iter().find(|context| context.url == url);
    assert_eq!(pinned.unwrap().sha256, sha256_hex(text.as_bytes()));
}

#[test]
fn what_a_host_refuses_is_noted_with_what_it_said() {
    let mut all = served(&[]);
    all.retain(|(url, _)| url != LIST);
    let body = b"gone for good".to_vec();
    let answer = Answer::Status {
        status: 410,
        body: body.clone(),
    };
    all.push((LIST.into(), answer));
    let input = Input::Text(sign(badge()).to_string());
    let report = run(&input, &all, Known::new());
    assert_eq!(report.verdict, Verdict::Unverifiable);
    assert_eq!(digest_of(&report, Some(LIST)), Some(sha256_hex(&body)));
    let step = report.step(StepName::Status).unwrap();
    assert_eq!(
        (step.code.as_str(), step.value.as_deref()),
        ("status.unreachable", Some(LIST))
    );
    all.retain(|(url, _)| url != DID_ADDRESS);
    let report = run(&input, &all, Known::new());
    assert_eq!(digest_of(&report, Some(DID_ADDRESS)), None);
    assert!(
        report
            .inputs
            .iter()
            .any(|input| input.url.as_deref() == Some(DID_ADDRESS))
    );
}

#[test]
fn a_report_is_read_back_as_it_was_written() {
    let report = check(&sign(badge()));
    let text = serde_json::to_string(&report).unwrap();
    let again: Report = serde_json::from_str(&text).unwrap();
    assert_eq!(again, report);
    // Reports of before had no verifier.
    let mut older: Value = serde_json::from_str(&text).unwrap();
    older.as_object_mut().unwrap().shift_remove("verifier");
    let older: Report = serde_json::from_value(older).unwrap();
    assert_eq!(older.verifier, "");
}

/// `relatedResource`: the digest is compared where the bytes are at hand, and the report names what was not.
#[test]
fn related_resources_are_compared_where_they_are_at_hand() {
    use base64::Engine as _;
    let sri = |bytes: &[u8]| {
        let digest = Sha384::digest(bytes);
        format!(
            "sha384-{}",
            base64::engine::general_purpose::STANDARD.encode(digest)
        )
    };
    let context = Contexts::bundled();
    let text = context.get(CREDENTIALS_V2).unwrap().as_bytes();
    let Answer::Found(list) = served(&[]).remove(1).1 else {
        panic!("the list is served")
    };
    let with = |resources: Value| {
        let mut document = badge();
        document["relatedResource"] = resources;
        check(&sign(document))
    };
    let picture = "https://badges.example.org/terms.txt";
    let report = with(json!([
        {"id": CREDENTIALS_V2, "digestSRI": sri(text)},
        {"id": LIST, "digestSRI": sri(&list)},
        {"id": picture, "digestSRI": sri(b"terms")},
    ]));
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(report.verdict, Verdict::Valid, "{report:#?}");
    assert_eq!(
        (step.mark, step.code.as_str()),
        (Mark::Warning, "schema.related_missing")
    );
    assert_eq!(step.data["related_compared"], json!([CREDENTIALS_V2, LIST]));
    assert_eq!(step.data["related_not_compared"], json!([picture]));
    for wrong in [
        json!([{"id": CREDENTIALS_V2, "digestSRI": sri(b"else")}]),
        json!([{"id": LIST, "digestSRI": sri(b"else")}]),
        json!([{"id": picture}]),
        json!([{"id": picture, "digestSRI": sri(b"x")}, {"id": picture, "digestSRI": sri(b"x")}]),
    ] {
        let report = with(wrong.clone());
        let step = report.step(StepName::Schema).unwrap();
        assert_eq!(
            (report.verdict, step.code.as_str()),
            (Verdict::Invalid, "schema.related_resource"),
            "{wrong}"
        );
    }
}

/// What is not at hand is asked for once the signature holds, a few at most, and compared.
#[test]
fn related_resources_are_fetched_and_compared() {
    use base64::Engine as _;
    let sri = |bytes: &[u8]| {
        let digest = Sha384::digest(bytes);
        format!(
            "sha384-{}",
            base64::engine::general_purpose::STANDARD.encode(digest)
        )
    };
    let at = |number: usize| format!("https://files.example.org/{number}.txt");
    let naming = |count: usize| {
        let mut document = badge();
        document["relatedResource"] = (0..count)
            .map(|number| json!({"id": at(number), "digestSRI": sri(b"terms")}))
            .collect();
        sign(document)
    };
    let mut web = served(&[]);
    web.push((at(0), Answer::Found(b"terms".to_vec())));
    web.push((at(1), Answer::Found(b"terms, changed".to_vec())));
    let check = |document: &Value| {
        let input = Input::Text(document.to_string());
        run(&input, &web, trusting())
    };
    let report = check(&naming(1));
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!((report.verdict, step.mark), (Verdict::Valid, Mark::Ok));
    assert_eq!(step.data["related_compared"], json!([at(0)]));
    assert_eq!(digest_of(&report, Some(&at(0))), Some(sha256_hex(b"terms")));

    let report = check(&naming(2));
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(
        (report.verdict, step.code.as_str()),
        (Verdict::Invalid, "schema.related_resource")
    );
    assert_eq!(step.field.as_deref(), Some("$.relatedResource[1]"));

    web.retain(|(url, _)| *url != at(1));
    web.push((at(1), Answer::Found(b"terms".to_vec())));
    let check = |document: &Value| {
        let input = Input::Text(document.to_string());
        run(&input, &web, trusting())
    };
    let report = check(&naming(9));
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(report.verdict, Verdict::Valid);
    let missing = step.findings.iter().map(|finding| finding.value.as_str());
    let wanted: Vec<String> = (2..9).map(at).collect();
    assert_eq!(missing.collect::<Vec<_>>(), wanted);
    assert!(step.findings[0].rule.contains("no such host"));
    assert!(step.findings[6].rule.contains("at most 5"));
    let asked = report.inputs.iter();
    let asked = asked.filter(|input| input.purpose == "related_resource");
    assert_eq!(asked.count(), verify::MAX_RELATED);

    // On a forger's word nobody is asked.
    let mut forged = naming(1);
    forged["name"] = "Changed".into();
    let report = check(&forged);
    let used = |url: &str| {
        report
            .inputs
            .iter()
            .any(|input| input.url.as_deref() == Some(url))
    };
    assert!(report.verdict == Verdict::Invalid && !used(&at(0)));
}

#[test]
fn a_schema_of_ones_own_is_remarked_and_not_believed() {
    let with = |id: &str| {
        let mut document = badge();
        let context = document["@context"].as_array_mut().unwrap();
        context.push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
        document["credentialSchema"] =
            json!([{"id": id, "type": "1EdTechJsonSchemaValidator2019"}]);
        check(&sign(document))
    };
    let published = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";
    assert_eq!(
        with(published).step(StepName::Schema).unwrap().code,
        "schema.ok"
    );
    let report = with("https://x.example/schema.json");
    let step = report.step(StepName::Schema).unwrap();
    assert_eq!(
        (report.verdict, step.mark, step.code.as_str()),
        (Verdict::Valid, Mark::Warning, "schema.not_checked")
    );
    assert_eq!(step.value.as_deref(), Some("https://x.example/schema.json"));
}

/// The Open Badges 3.0.3 context was changed in place: it defines two terms that its first text did not. What was signed
/// before, with those members in the document, fits once they are left out.
#[test]
fn a_badge_signed_under_the_first_text_of_its_context_is_read_with_a_warning() {
    let mut full = badge();
    full["jti"] = "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11".into();
    full["endorsementJwt"] = json!(["eyJhbGciOiJub25lIn0.e30.AAAA"]);
    full["credentialSubject"]["achievement"]["endorsementJwt"] = full["endorsementJwt"].clone();
    let mut signed = full.clone();
    // An issuer whose context knows neither term signs as if they were not there.
    signed["proof"] = sign(badge())["proof"].clone();
    let report = check(&signed);
    let step = report.step(StepName::Proof).unwrap();
    assert_eq!(
        (report.authentic, step.mark, step.code.as_str()),
        (Authentic::Yes, Mark::Warning, "proof.older_context"),
        "{report:#?}"
    );
    // Under the current text they are covered, and nothing is remarked.
    let report = check(&sign(full.clone()));
    assert_eq!(report.step(StepName::Proof).unwrap().code, "proof.ok");
    // Anything else that was added or changed breaks it as before.
    let mut changed = signed.clone();
    changed["name"] = "Grand Master".into();
    assert_eq!(check(&changed).authentic, Authentic::No);
    // JCS covers every member, whatever its context says.
    let how = proof::Options {
        suite: Suite::EddsaJcs2022,
        verification_method: KEY.into(),
        created: stamp("2026-01-31T12:00:00Z"),
    };
    let contexts = Contexts::bundled();
    let unsigned = proof::prepare(badge(), &how, &key().public(), &contexts).unwrap();
    let signature = key().sign(unsigned.bytes_to_sign());
    let mut jcs = full;
    jcs["proof"] = unsigned.attach(&signature)["proof"].clone();
    assert_eq!(check(&jcs).authentic, Authentic::No);
    // Another key's signature gains nothing.
    let thief = Ed25519::from_seed(&[9; 32]).unwrap();
    let unsigned = proof::prepare(badge(), &options(), &thief.public(), &contexts).unwrap();
    let signature = thief.sign(unsigned.bytes_to_sign());
    signed["proof"] = unsigned.attach(&signature)["proof"].clone();
    assert_eq!(check(&signed).authentic, Authentic::No);
}

/// The published first text is the current one without those two terms, byte for byte.
#[test]
fn the_two_terms_are_all_that_was_added_to_the_context() {
    let Some(folder) = crate::support::standards() else {
        return;
    };
    let older = folder.join("contexts/superseded/ob-v3p0-3.0.3.pre-2025-11.json");
    let older: Value = crate::support::read_json(&older);
    let text = Contexts::bundled().get(OPEN_BADGES_3).unwrap().to_owned();
    let mut current: Value = serde_json::from_str(&text).unwrap();
    for term in ["endorsementJwt", "jti"] {
        assert!(
            current["@context"]
                .as_object_mut()
                .unwrap()
                .shift_remove(term)
                .is_some()
        );
    }
    assert_eq!(current, older);
}

/// Endorsements are found wherever they are attached, with the place told.
#[test]
fn endorsements_are_found_at_every_place() {
    let endorsement = |about: &str| {
        sign(json!({
            "@context": badge()["@context"],
            "id": "https://badges.example.org/endorsements/1",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Endorsed", "issuer": {"id": DID, "type": ["Profile"], "name": "Guild"},
            "validFrom": "2026-01-01T00:00:00Z",
            "credentialSubject": {"id": about, "type": ["EndorsementSubject"]},
        }))
    };
    let parent = "https://parent.example.org";
    let mut document = badge();
    document["issuer"]["parentOrg"] =
        json!({"id": parent, "type": ["Profile"], "endorsement": [endorsement(parent)]});
    let achievement = document["credentialSubject"]["achievement"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    document["credentialSubject"]["achievement"]["endorsement"] =
        json!([endorsement(&achievement)]);
    document["issuer"]["endorsement"] = json!([endorsement("urn:somebody-else")]);
    let report = check(&sign(document.clone()));
    let step = report.step(StepName::Endorsements).unwrap();
    let mut found: Vec<(String, String)> = step.data["endorsements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["place"].as_str().unwrap().to_owned(),
                one["result"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    found.sort();
    let wanted = [
        ("$.credentialSubject.achievement", "ok"),
        ("$.issuer", "failed"),
        ("$.issuer.parentOrg", "ok"),
    ];
    assert_eq!(
        found,
        wanted.map(|(place, result)| (place.to_owned(), result.to_owned()))
    );
    assert_eq!(
        (
            report.verdict,
            step.mark,
            step.field.as_deref(),
            step.value.as_deref()
        ),
        (
            Verdict::Valid,
            Mark::Warning,
            Some("$.issuer"),
            Some("it endorses something else")
        )
    );
    // With more than are looked at, the rest is counted.
    document["endorsement"] = vec![json!("no token"); 30].into();
    let report = check(&document);
    let step = report.step(StepName::Endorsements).unwrap();
    assert_eq!(
        (step.mark, &step.data["not_looked_at"]),
        (Mark::Warning, &json!(13))
    );
}
