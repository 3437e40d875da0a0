use openbadges::context::{CREDENTIALS_V2, Contexts, OPEN_BADGES_3};
use openbadges::json::{self, JsonError};
use openbadges::jsonld::JsonLdError;
use openbadges::rdfc10::{Hash, canonicalize};
use serde_json::{Value, json};

use crate::support::{badge, quads, read_json, standards};

fn lost(document: &Value) -> JsonLdError {
    match quads(document, &Contexts::bundled()) {
        Ok(quads) => panic!("nothing was lost: {} quads", quads.len()),
        Err(error) => error,
    }
}

fn canonical(document: &Value) -> String {
    canonicalize(
        &quads(document, &Contexts::bundled()).unwrap(),
        Hash::Sha256,
    )
    .unwrap()
}

#[test]
fn the_official_examples_canonicalize_as_another_implementation_did() {
    let Some(folder) = standards() else { return };
    for (name, count) in [
        ("basic-open-badge-credential", 15),
        ("complete-open-badge-credential", 356),
        ("endorsement-credential", 0),
        ("skill-assertion-ctdl", 0),
    ] {
        let mut document =
            read_json(&folder.join(format!("vectors/ob30/spec-examples/{name}.json")));
        document.as_object_mut().unwrap().remove("proof");
        let want =
            std::fs::read_to_string(folder.join(format!("vectors/derived/canonical/{name}.nq")));
        let got = canonical(&document);
        assert_eq!(got, want.unwrap(), "{name}");
        assert!(count == 0 || got.lines().count() == count, "{name}");
    }
}

#[test]
fn an_undefined_member_is_named() {
    let mut document = badge();
    document["credentialSubject"]["achievement"]["image"]["captoin"] = "x".into();
    let want = JsonLdError::LostTerm {
        term: "captoin".into(),
    };
    assert_eq!(lost(&document), want);
}

#[test]
fn an_undefined_type_is_named() {
    let mut document = badge();
    document["credentialSubject"]["type"] = json!(["AchievementSubjekt"]);
    let want = JsonLdError::LostTerm {
        term: "AchievementSubjekt".into(),
    };
    assert_eq!(lost(&document), want);
}

#[test]
fn a_1edtech_type_needs_the_extensions_context() {
    let mut document = badge();
    document["refreshService"] =
        json!({"id": "https://badges.example.org/r/1", "type": "1EdTechCredentialRefresh"});
    assert!(
        matches!(lost(&document), JsonLdError::LostTerm { term } if term == "1EdTechCredentialRefresh")
    );
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json".into());
    quads(&document, &Contexts::bundled()).unwrap();
}

#[test]
fn a_relative_address_is_named_with_its_place() {
    let mut document = badge();
    document["evidence"] = json!([{"id": "evidence/42", "type": ["Evidence"]}]);
    assert_eq!(
        lost(&document),
        JsonLdError::RelativeAddress {
            path: "$.evidence[0].id".into(),
            value: "evidence/42".into()
        }
    );
}

#[test]
fn a_broken_address_is_named_with_its_place() {
    for broken in ["https://a b.example/", "@handle", "https://example.org/<x>"] {
        let mut document = badge();
        document["evidence"] = json!([{"id": broken, "type": ["Evidence"]}]);
        match lost(&document) {
            JsonLdError::LostValue { path, .. } => assert_eq!(path, "$.evidence[0].id"),
            JsonLdError::Invalid(_) => {}
            other => panic!("{broken}: {other}"),
        }
    }
}

#[test]
fn text_that_merely_looks_like_an_address_or_keyword_is_kept() {
    for text in [
        "@handle",
        "Note: all fine <really>",
        "a b",
        "https://a b/",
        "-",
        "x:y",
    ] {
        let mut document = badge();
        document["name"] = text.into();
        assert!(
            canonical(&document).contains(&format!("\"{text}\"")),
            "{text}"
        );
    }
}

#[test]
fn a_wrong_language_tag_is_a_loss() {
    let mut document = badge();
    document["name"] = json!({"@value": "Teamwork", "@language": "this is no tag"});
    assert!(matches!(
        lost(&document),
        JsonLdError::LostValue { .. } | JsonLdError::Invalid(_)
    ));
    document["name"] = json!({"@value": "Teamwork", "@language": "muchtoolongsubtag"});
    assert!(matches!(
        lost(&document),
        JsonLdError::LostValue { .. } | JsonLdError::Invalid(_)
    ));
    document["name"] = json!({"@value": "Teamwork", "@language": "en-GB"});
    assert!(canonical(&document).contains("\"Teamwork\"@en-gb"));
}

/// As a datatype, which is how the Data Integrity suites of others sign it too.
#[test]
fn a_base_direction_is_signed() {
    let mut document = badge();
    document["name"] = json!({"@value": "عمل", "@language": "ar-EG", "@direction": "rtl"});
    let want = "\"عمل\"^^<https://www.w3.org/ns/i18n#ar-eg_rtl>";
    assert!(canonical(&document).contains(want));
    document["name"] = json!({"@value": "Teamwork", "@direction": "ltr"});
    let want = "\"Teamwork\"^^<https://www.w3.org/ns/i18n#_ltr>";
    assert!(canonical(&document).contains(want));
    document["name"] = json!({"@value": "Teamwork", "@direction": "down"});
    assert!(matches!(lost(&document), JsonLdError::Invalid(_)));
}

#[test]
fn null_asserts_nothing() {
    let mut document = badge();
    let without = canonical(&document);
    document["credentialSubject"]["narrative"] = Value::Null;
    assert_eq!(canonical(&document), without);
}

/// A context that undefines something would let members vanish from the signature: what it hides is refused where it
/// stands.
#[test]
fn contexts_that_hide_members_are_refused() {
    for hiding in [
        json!({"@vocab": null}),
        json!(null),
        json!({"secret": null}),
        json!({"secret": {"@id": null}}),
        json!({"issuer2": {"@id": "https://example.org/i", "@context": null}}),
        json!({"issuer2": {"@id": "https://example.org/i", "@context": {"@vocab": null}}}),
        json!({"secret": {"@id": "_:hidden"}}),
        json!({"secret": "_:hidden"}),
        json!({"secret": "@nest"}),
        json!({"secret": "@index"}),
        json!({"@base": "https://example.org/"}),
        json!({"@import": "https://www.w3.org/ns/credentials/v2"}),
        json!({"@import": "https://example.org/unknown", "secret": "https://example.org/s"}),
        json!({"@propagate": false}),
        json!({"@propagate": true, "secret": "https://example.org/s"}),
        json!({"@unheardof": "https://example.org/s", "secret": "https://example.org/s"}),
        json!({"secret": "@unheardof"}),
        json!(["https://www.w3.org/ns/credentials/v2"]),
        json!(7),
    ] {
        let mut document = badge();
        document["secret"] = "unsigned".into();
        document["@context"]
            .as_array_mut()
            .unwrap()
            .push(hiding.clone());
        let error = lost(&document);
        let codes = [
            "jsonld.bad_context",
            "jsonld.invalid",
            "jsonld.lost_term",
            "jsonld.lost_value",
            "jsonld.unknown_context",
        ];
        assert!(codes.contains(&error.code()), "{hiding}: {error}");
    }
}

#[test]
fn an_inline_context_that_defines_a_term_is_accepted() {
    let mut document = badge();
    document["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!({"grade": "https://example.org/grade"}));
    document["grade"] = "A".into();
    assert!(canonical(&document).contains("<https://example.org/grade> \"A\""));
}

#[test]
fn an_unknown_context_is_refused_by_name() {
    let mut document = badge();
    document["@context"][1] = "https://example.org/own-context".into();
    assert_eq!(
        lost(&document),
        JsonLdError::UnknownContext {
            path: "$.@context[1]".into(),
            url: "https://example.org/own-context".into()
        }
    );
}

#[test]
fn an_embedded_credential_has_its_own_contexts_and_loses_nothing() {
    let mut endorsement = json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": "did:web:example.org",
        "credentialSubject": {"id": "urn:x:1", "type": ["EndorsementSubject"]},
    });
    let mut document = badge();
    document["endorsement"] = json!([endorsement]);
    quads(&document, &Contexts::bundled()).unwrap();
    endorsement["unheardOf"] = "x".into();
    document["endorsement"] = json!([endorsement]);
    assert_eq!(
        lost(&document),
        JsonLdError::LostTerm {
            term: "unheardOf".into()
        }
    );
}

#[test]
fn keywords_that_lose_data_are_refused() {
    for (keyword, code) in [
        ("@index", "jsonld.lost_value"),
        ("@nest", "jsonld.invalid"),
        ("@reverse", "jsonld.invalid"),
        ("@included", "jsonld.lost_value"),
        ("@graph", "jsonld.invalid"),
        ("@set", "jsonld.invalid"),
        ("@language", "jsonld.lost_term"),
        ("@unheardof", "jsonld.lost_term"),
        ("_:blank", "jsonld.lost_term"),
    ] {
        let mut document = badge();
        document["credentialSubject"][keyword] = json!("x");
        assert_eq!(lost(&document).code(), code, "{keyword}");
    }
}

#[test]
fn a_document_that_asserts_nothing_is_refused() {
    let document = json!({"@context": [CREDENTIALS_V2], "id": "urn:uuid:1"});
    assert_eq!(lost(&document), JsonLdError::Empty);
    assert!(matches!(lost(&json!([])), JsonLdError::NotAnObject(_)));
    assert!(matches!(
        lost(&json!({"id": "urn:x"})),
        JsonLdError::NoContext { .. }
    ));
}

#[test]
fn a_member_that_stands_twice_is_refused() {
    let twice = br#"{"name": "A", "nested": {"x": 1, "x": 2}}"#;
    assert_eq!(json::parse(twice), Err(JsonError::Duplicate("x".into())));
    // The same name, escaped in one place.
    let hidden = br#"{"name": "A", "n\u0061me": "B"}"#;
    assert_eq!(
        json::parse(hidden),
        Err(JsonError::Duplicate("name".into()))
    );
}

#[test]
fn deep_and_large_documents_are_refused() {
    for depth in [65, 100, 100_000] {
        let deep = [vec![b'['; depth], vec![b']'; depth]].concat();
        assert_eq!(json::parse(&deep), Err(JsonError::TooDeep), "{depth}");
    }
    let large = vec![b' '; json::MAX_BYTES + 1];
    assert_eq!(json::parse(&large), Err(JsonError::TooLarge(large.len())));
    assert!(json::parse(b"{} x").is_err());
    assert!(json::parse(b"\xEF\xBB\xBF{}").is_ok());
    assert!(json::parse(b"1e999").is_err());
}

/// The graph stays the same, so the signature holds; but whoever reads the JSON would find no status and no end.
#[test]
fn what_decides_cannot_be_said_under_another_name() {
    use crate::support::{key, sign};
    let signed = sign(badge());
    let hide = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut document = signed.clone();
        change(document.as_object_mut().unwrap());
        let proof = &openbadges::proof::proofs(&document)[0];
        openbadges::proof::verify(&document, proof, &key().public(), &Contexts::bundled())
            .unwrap_err()
            .code()
    };
    let moved = |name: &'static str| {
        move |members: &mut serde_json::Map<String, Value>| {
            let status = members.shift_remove("credentialStatus").unwrap();
            members.insert(name.into(), status);
        }
    };
    let iri = "https://www.w3.org/2018/credentials#credentialStatus";
    assert_eq!(hide(&moved(iri)), "jsonld.second_name");
    for context in [
        json!({"harmless": iri}),
        json!({"harmless": {"@id": iri, "@type": "@id"}}),
        json!({"cred": "https://www.w3.org/2018/credentials#", "harmless": "cred:credentialStatus"}),
        json!({"@vocab": "https://www.w3.org/2018/credentials#credential", "harmless": "urn:x"}),
        json!({"harmless": "@type"}),
    ] {
        let code = hide(&|members| {
            moved("harmless")(members);
            members["@context"]
                .as_array_mut()
                .unwrap()
                .push(context.clone());
        });
        assert!(
            matches!(
                code,
                "jsonld.second_name" | "jsonld.lost_term" | "proof.bad_signature"
            ),
            "{context}: {code}"
        );
    }
    for (name, want) in [
        ("@id", "jsonld.second_name"),
        ("@type", "jsonld.second_name"),
        ("@set", "jsonld.invalid"),
        ("@graph", "jsonld.invalid"),
    ] {
        let code = hide(&|members| {
            let id = members.shift_remove("id").unwrap();
            members.insert(name.into(), id);
        });
        assert_eq!(code, want, "{name}");
    }
    let code = hide(&|members| {
        let achievement = &mut members["credentialSubject"]["achievement"];
        let criteria = achievement
            .as_object_mut()
            .unwrap()
            .shift_remove("criteria")
            .unwrap();
        achievement["Criteria"] = criteria;
    });
    assert_eq!(code, "jsonld.second_name");
}

/// The credential that the W3C's Data Integrity suites sign has an `expirationDate` of a driving licence in its subject,
/// and their proof chains a context in a document of its own.
#[test]
fn deeper_inside_a_name_may_have_another_meaning_and_a_decisive_one_no_other_name() {
    let licence = json!({
        "@protected": true,
        "DriverLicense": {
            "@id": "urn:example:DriverLicense",
            "@context": {"@protected": true, "id": "@id", "type": "@type", "expirationDate": "urn:example:expiration"},
        },
        "driverLicense": {"@id": "urn:example:driverLicense", "@type": "@id"},
    });
    let with = |context: &Value| {
        json!({
            "@context": [CREDENTIALS_V2, context],
            "type": ["VerifiableCredential"],
            "issuer": "did:example:issuer",
            "credentialSubject": {"driverLicense": {"type": "DriverLicense", "expirationDate": "01-01-2030"}},
        })
    };
    let contexts = Contexts::bundled();
    let plain = openbadges::jsonld::nquads(&with(&licence), &contexts).unwrap();
    assert!(
        plain.contains("<urn:example:expiration> \"01-01-2030\""),
        "{plain}"
    );
    let wrapped = openbadges::jsonld::nquads(&with(&json!({"@context": licence})), &contexts);
    assert_eq!(wrapped.unwrap(), plain);

    let mut top = with(&json!({"expirationDate": "urn:example:expiration"}));
    top["expirationDate"] = "2020-01-01T00:00:00Z".into();
    top["credentialSubject"] = json!({"id": "did:example:subject"});
    assert_eq!(lost(&top).code(), "jsonld.second_name");
}

/// A small file can hold thousands of embedded credentials, each with contexts to work through.
#[test]
fn too_many_contexts_are_refused() {
    let endorsement = json!({"@context": [CREDENTIALS_V2, OPEN_BADGES_3], "id": "urn:x"});
    let mut document = badge();
    document["endorsement"] = vec![endorsement; 5000].into();
    assert!(matches!(lost(&document), JsonLdError::BadContext { .. }));
}

/// What the W3C suite accepts is accepted.
#[test]
fn the_w3c_inputs_that_must_pass_lose_nothing() {
    let Some(folder) = standards() else { return };
    let contexts = crate::support::test_contexts(&folder);
    let folder = folder.join("vectors/vcdm2");
    let mut done = 0;
    for folder in [folder.clone(), folder.join("names-and-descriptions")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("presentation") || !name.ends_with("-ok.json") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let mut document = json::parse(text.as_bytes()).unwrap();
            document.as_object_mut().unwrap().shift_remove("proof"); // is taken off before signing
            let lost = quads(&document, &contexts).map(|_| ());
            assert_eq!(lost, Ok(()), "{name}");
            done += 1;
        }
    }
    assert!(done > 25, "{done}");
}
