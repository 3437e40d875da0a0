//! The types of Open Badges 3.0 and CLR 2.0: every property has a place of its own, and whatever else somebody writes into
//! a document, anywhere, is still there after reading and writing.
use openbadges::clr::ClrCredential;
use openbadges::ob3::{Credential, EndorsementCredential, Proof, validate};
use serde_json::{Value, json};

use crate::support::badge;

fn image() -> Value {
    json!({"id": "https://example.org/b.png", "type": "Image", "caption": "A star"})
}

fn identifier() -> Value {
    json!({"type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "salt": "deadsea",
        "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"})
}

fn alignment() -> Value {
    json!({"type": ["Alignment"], "targetName": "Bid planning", "targetUrl": "https://example.org/skills/1",
        "targetCode": "BP2", "targetDescription": "Plans bids.", "targetFramework": "Skills of the trade",
        "targetType": "ext:Skill"})
}

/// A profile with all its properties.
fn profile(parent: Option<Value>) -> Value {
    let mut profile = json!({
        "id": "did:web:example.org", "type": ["Profile"], "name": "Guild", "url": "https://example.org",
        "phone": "+49301234567", "description": "A guild.", "endorsement": [endorsement()],
        "endorsementJwt": ["eyJhbGciOiJFZERTQSJ9.e30.AAAA"], "image": image(), "email": "guild@example.org",
        "address": {
            "type": ["Address"], "addressCountry": "Poland", "addressCountryCode": "PL",
            "addressRegion": "Lesser Poland", "addressLocality": "Kraków", "streetAddress": "Rynek 1",
            "postOfficeBoxNumber": "7", "postalCode": "31-042",
            "geo": {"type": "GeoCoordinates", "latitude": 50.06, "longitude": 19},
        },
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "4711", "identifierType": "systemId"}],
        "official": "The secretary", "familyName": "Beethoven", "givenName": "Ludwig", "additionalName": "M.",
        "patronymicName": "Johannowitsch", "honorificPrefix": "Dr.", "honorificSuffix": "Jr.",
        "familyNamePrefix": "van", "dateOfBirth": "1770-12-17",
    });
    if let Some(parent) = parent {
        profile["parentOrg"] = parent;
    }
    profile
}

fn achievement() -> Value {
    json!({
        "id": "https://example.org/achievements/1", "type": ["Achievement"], "name": "Foundation",
        "description": "Knows the craft.", "achievementType": "Certification", "alignment": [alignment()],
        "criteria": {"id": "https://example.org/exam", "narrative": "Pass the exam."},
        "creator": profile(None), "creditsAvailable": 3, "endorsement": [endorsement()],
        "endorsementJwt": ["eyJhbGciOiJFZERTQSJ9.e30.AAAA"], "fieldOfStudy": "Bids", "humanCode": "B-1",
        "image": image(), "inLanguage": "en",
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "4712", "identifierType": "systemId"}],
        "related": [{"id": "https://example.org/achievements/1/de", "type": ["Related"], "inLanguage": "de", "version": "1"}],
        "resultDescription": [{
            "id": "urn:uuid:d", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade",
            "alignment": [alignment()], "allowedValue": ["C", "B", "A"], "requiredLevel": "urn:uuid:l",
            "requiredValue": "B", "valueMax": "A", "valueMin": "C",
            "rubricCriterionLevel": [{
                "id": "urn:uuid:l", "type": ["RubricCriterionLevel"], "name": "Good", "alignment": [alignment()],
                "description": "Better than most.", "level": "2", "points": "4",
            }],
        }],
        "specialization": "Public bids", "tag": ["bids"], "version": "1",
    })
}

/// What all three kinds of credential have.
fn common(mut document: Value) -> Value {
    let more = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://example.org/b/1", "name": "Foundation", "description": "Knows the craft.",
        "issuer": "did:web:example.org",
        "validFrom": "2026-01-31T12:00:00Z", "validUntil": "2029-01-31T12:00:00Z", "awardedDate": "2026-01-30T12:00:00Z",
        "credentialSchema": [{"id": "https://example.org/schema", "type": "JsonSchema"}],
        "credentialStatus": {"id": "https://example.org/status/1#7", "type": "BitstringStatusListEntry"},
        "refreshService": {"id": "https://example.org/b/1/refresh", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"id": "https://example.org/terms", "type": "Terms"}],
        "proof": [{
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "created": "2026-01-31T12:00:00Z",
            "verificationMethod": "did:web:example.org#key-1", "proofPurpose": "assertionMethod", "proofValue": "z1",
            "challenge": "c-1", "domain": "example.org", "nonce": "n-1",
        }],
    });
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

fn endorsement() -> Value {
    common(json!({
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "credentialSubject": {
            "id": "https://example.org/achievements/1", "type": ["EndorsementSubject"], "endorsementComment": "Fair.",
        },
    }))
}

/// A badge with every property of every class.
fn whole_badge() -> Value {
    let mut document = common(json!({
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "image": image(), "endorsement": [endorsement()], "endorsementJwt": ["eyJhbGciOiJFZERTQSJ9.e30.AAAA"],
        "evidence": [{
            "id": "https://example.org/work", "type": ["Evidence"], "narrative": "Did it.", "name": "Portfolio",
            "description": "All work.", "genre": "Portfolio", "audience": "Assessors",
        }],
        "credentialSubject": {
            "id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11", "type": ["AchievementSubject"],
            "achievement": achievement(), "identifier": [identifier()],
            "activityStartDate": "2025-09-01T00:00:00Z", "activityEndDate": "2026-01-30T00:00:00Z",
            "creditsEarned": 2.5, "image": image(), "licenseNumber": "2026-0042", "narrative": "With distinction.",
            "result": [{
                "type": ["Result"], "achievedLevel": "urn:uuid:l", "alignment": [alignment()],
                "resultDescription": "urn:uuid:d", "status": "Completed", "value": "B",
            }],
            "role": "Student", "source": profile(None), "term": "Winter",
        },
    }));
    document["issuer"] = profile(Some(profile(None)));
    document
}

fn whole_record() -> Value {
    let mut document = common(json!({
        "type": ["VerifiableCredential", "ClrCredential"], "partial": true,
        "image": image(), "endorsement": [endorsement()], "endorsementJwt": ["eyJhbGciOiJFZERTQSJ9.e30.AAAA"],
        "evidence": [{"id": "https://example.org/work", "type": ["Evidence"]}],
        "credentialSubject": {
            "id": "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11", "type": ["ClrSubject"], "identifier": [identifier()],
            "verifiableCredential": [badge()], "achievement": [achievement()],
            "association": [{
                "type": "Association", "associationType": "precedes",
                "sourceId": "https://example.org/achievements/1", "targetId": "https://example.org/achievements/1",
            }],
        },
    }));
    document["@context"] = json!([
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]);
    document["issuer"] = profile(None);
    document
}

/// Reads and writes a document by the type that it has; what the type knows no place for is told too.
fn written(document: &Value) -> (Value, String) {
    match document["type"][1].as_str().unwrap() {
        "ClrCredential" => {
            let read = ClrCredential::parse(document).unwrap();
            (serde_json::to_value(&read).unwrap(), format!("{read:?}"))
        }
        "EndorsementCredential" => {
            let read = EndorsementCredential::parse(document).unwrap();
            (serde_json::to_value(&read).unwrap(), format!("{read:?}"))
        }
        _ => {
            let read = Credential::parse(document).unwrap();
            (read.to_value().unwrap(), format!("{read:?}"))
        }
    }
}

#[test]
fn every_property_of_every_class_has_its_place() {
    for document in [whole_badge(), endorsement(), whole_record()] {
        assert_eq!(validate(&document), [], "{}", document["type"]);
        let (again, shown) = written(&document);
        assert_eq!(again, document);
        assert!(!shown.contains("extra: {\""), "{shown}");
    }
    let proof: Proof = serde_json::from_value(whole_badge()["proof"][0].clone()).unwrap();
    assert!(proof.extra.is_empty());
    assert_eq!(
        serde_json::to_value(&proof).unwrap(),
        whole_badge()["proof"][0]
    );
}

/// Puts a member that nobody knows into each object of a document, in all depths.
fn with_notes(value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let inside: usize = members.values_mut().map(with_notes).sum();
            members.insert("vendorNote".into(), json!({"of": inside}));
            inside + 1
        }
        Value::Array(items) => items.iter_mut().map(with_notes).sum(),
        _ => 0,
    }
}

#[test]
fn what_nobody_knows_survives_in_every_object() {
    for mut document in [whole_badge(), endorsement(), whole_record()] {
        let objects = with_notes(&mut document);
        assert!(objects > 5, "{objects}");
        assert_eq!(written(&document).0, document);
    }
}

#[test]
fn a_picture_given_by_its_address_alone_is_read_and_written_as_an_object() {
    let mut document = whole_badge();
    document["image"] = "https://example.org/b.png".into();
    document["issuer"]["image"] = "https://example.org/guild.png".into();
    let (written, _) = written(&document);
    assert_eq!(
        written["image"],
        json!({"id": "https://example.org/b.png", "type": "Image"})
    );
    assert_eq!(written["issuer"]["image"]["type"], "Image");
}

#[test]
fn numbers_stay_as_they_are() {
    for number in [
        json!(3),
        json!(3.0),
        json!(0),
        json!(2.5),
        json!(-4),
        json!(1e300),
    ] {
        let mut document = whole_badge();
        document["credentialSubject"]["creditsEarned"] = number.clone();
        assert_eq!(
            written(&document).0["credentialSubject"]["creditsEarned"],
            number
        );
    }
}

/// Every place in a document that holds a value, as JSON pointers; embedded credentials are validated on their own.
pub fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, v)| (name.clone(), v)).collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, v)| (at.to_string(), v))
            .collect(),
        _ => return,
    };
    for (name, value) in inside {
        let place = format!("{at}/{name}");
        let is_embedded = value.get("credentialSubject").is_some();
        if !is_embedded {
            places(value, &place, found);
        }
        found.push(place);
    }
}

/// `$.credentialSubject.result[0].value` for `/credentialSubject/result/0/value`.
pub fn json_path(pointer: &str) -> String {
    let part = |part: &str| match part.parse::<usize>() {
        Ok(at) => format!("[{at}]"),
        Err(_) => format!(".{part}"),
    };
    format!(
        "${}",
        pointer.split('/').skip(1).map(part).collect::<String>()
    )
}

#[test]
fn a_wrong_value_of_any_property_is_told_by_path_value_and_rule() {
    for document in [whole_badge(), endorsement(), whole_record()] {
        let mut all = Vec::new();
        places(&document, "", &mut all);
        assert!(all.len() > 30, "{}", all.len());
        let mut untold = Vec::new();
        // Of a list of types the whole is told.
        for pointer in all
            .into_iter()
            .filter(|pointer| !pointer.contains("/type/"))
        {
            let mut wrong = document.clone();
            let value = wrong.pointer_mut(&pointer).unwrap();
            // Nothing in a credential may be an empty list in a list, whatever its kind.
            *value = json!([[]]);
            let path = json_path(&pointer);
            let told = validate(&wrong).into_iter().any(|finding| {
                finding.path.starts_with(&path)
                    && !finding.value.is_empty()
                    && !finding.rule.is_empty()
            });
            if !told {
                untold.push(path);
            }
        }
        assert_eq!(untold, Vec::<String>::new(), "{}", document["type"]);
    }
}
