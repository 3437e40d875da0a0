//! Presentations: whose key signed, what was asked, who holds; with everything that must be fetched asked for.
use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::encoding::{base58btc, base64url};
use openbadges::key::did::MethodError;
use openbadges::key::secret::{Curve, Ecdsa, Ed25519};
use openbadges::proof::{self, Options as Signing, Suite};
use openbadges::verify::presentation::{
    Asked, Handed, Outcome, PresentationError, Presented, verify,
};
use openbadges::verify::{Answer, Known, Options, content_sha256};
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{NOW, stamp};

const ZOE: &str = "did:web:zoe.example";
const AT: &str = "https://zoe.example/.well-known/did.json";

fn zoe() -> Ed25519 {
    Ed25519::from_seed(&[21; 32]).unwrap()
}

fn asked() -> Asked {
    Asked {
        challenge: Some("c-1".into()),
        domain: Some("example.com".into()),
    }
}

/// Zoë's document, with her key under these relationships.
fn document(id: &str, relationships: &[&str]) -> Value {
    let mut document = json!({
        "@context": ["https://www.w3.org/ns/did/v1"],
        "id": id,
        "verificationMethod": [{
            "id": format!("{id}#k"),
            "type": "Multikey",
            "controller": id,
            "publicKeyMultibase": zoe().public().to_multikey().unwrap(),
        }],
    });
    for relationship in relationships {
        document[relationship] = json!([format!("{id}#k")]);
    }
    document
}

fn unsigned(holder: Option<&str>) -> Value {
    let mut presentation = json!({
        "@context": [CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [],
    });
    if let Some(holder) = holder {
        presentation["holder"] = holder.into();
    }
    presentation
}

fn signed(presentation: Value, method: &str) -> Value {
    let how = Signing::eddsa_rdfc(method, datetime!(2026-05-01 12:00 UTC)).unwrap();
    let contexts = Contexts::bundled();
    let repeated = (Some("c-1"), Some("example.com"));
    let public = zoe().public();
    let unsigned = proof::presentation::prepare(presentation, &how, repeated, &public, &contexts);
    let unsigned = unsigned.unwrap();
    let signature = zoe().sign(unsigned.bytes_to_sign());
    unsigned.attach(&signature)
}

fn token(header: &Value, claims: &Value) -> Handed {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(header), part(claims));
    let signature = base64url(&zoe().sign(input.as_bytes()));
    Handed::Jwt(format!("{input}.{signature}"))
}

/// Verifies; whatever is not in `web` cannot be reached.
fn run(
    handed: &Handed,
    asked: &Asked,
    web: &[(&str, Value)],
) -> Result<Presented, PresentationError> {
    let options = Options::at(NOW);
    let mut known = Known::new();
    for _ in 0..5 {
        match verify(handed, asked, &known, &options) {
            Outcome::Presented(presented) => return Ok(*presented),
            Outcome::Refused(error) => {
                assert!(!error.code().is_empty() && !error.to_string().is_empty());
                return Err(error);
            }
            Outcome::Needs(needs) => {
                assert!(!needs.is_empty());
                for need in needs {
                    let found = web.iter().find(|(url, _)| *url == need.url);
                    let answer = match found {
                        Some((_, document)) => Answer::Found(document.to_string().into_bytes()),
                        None => Answer::failed("no such host"),
                    };
                    known.insert(need.url, answer);
                }
            }
        }
    }
    panic!("the verification never ends")
}

fn document_of(presentation: Value) -> Handed {
    Handed::Document(presentation)
}

#[test]
fn a_did_key_needs_nothing_and_speaks_for_itself_alone() {
    let did = zoe().public().to_did_key().unwrap();
    let multikey = did.strip_prefix("did:key:").unwrap();
    let method = format!("{did}#{multikey}");
    let made = signed(unsigned(Some(&did)), &method);
    let presented = run(&document_of(made.clone()), &asked(), &[]).unwrap();
    assert_eq!(presented.signers, std::slice::from_ref(&did));
    assert_eq!(presented.presentation, made);
    let other = signed(unsigned(Some(&did)), &format!("{did}#other"));
    assert!(matches!(
        run(&document_of(other), &asked(), &[]),
        Err(PresentationError::Controller(MethodError::Unlisted { .. }))
    ));
    let stolen = signed(
        unsigned(Some(
            "did:key:z6MkpJySvETLnxhQG9DzEdmKJtysBDjuuTeDfUj1uNNCUqcj",
        )),
        &method,
    );
    let error = run(&document_of(stolen), &asked(), &[]).unwrap_err();
    assert_eq!(error.code(), "presentation.holder");
    let mut changed = made;
    changed["id"] = "urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008".into();
    let error = run(&document_of(changed), &asked(), &[]).unwrap_err();
    assert_eq!(error.code(), "proof.bad_signature");
}

#[test]
fn the_document_of_a_did_web_must_list_the_key_for_authentication() {
    let made = document_of(signed(unsigned(Some(ZOE)), &format!("{ZOE}#k")));
    let with = |relationships: &[&str]| run(&made, &asked(), &[(AT, document(ZOE, relationships))]);
    assert_eq!(with(&["authentication"]).unwrap().signers, [ZOE]);
    for (relationships, code) in [
        (&["assertionMethod"][..], "presentation.key"),
        (&[][..], "presentation.key"),
    ] {
        let error = with(relationships).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().contains("authentication"), "{error}");
    }
    let error = run(&made, &asked(), &[]).unwrap_err();
    assert_eq!(error.code(), "presentation.unreachable");
    // Another's document proves nothing, and a revoked key neither.
    let foreign = document("did:web:eve.example", &["authentication"]);
    let error = run(&made, &asked(), &[(AT, foreign)]).unwrap_err();
    assert!(matches!(
        error,
        PresentationError::Controller(MethodError::WrongId { .. })
    ));
    let mut revoked = document(ZOE, &["authentication"]);
    revoked["verificationMethod"][0]["revoked"] = "2026-05-02T00:00:00Z".into();
    let error = run(&made, &asked(), &[(AT, revoked)]).unwrap_err();
    assert!(matches!(
        error,
        PresentationError::Controller(MethodError::Revoked { .. })
    ));
}

#[test]
fn a_holder_at_an_https_address_signs_with_a_key_of_its_document() {
    let holder = "https://people.example/zoe";
    let web = [(holder, document(holder, &["authentication"]))];
    let made = document_of(signed(unsigned(Some(holder)), &format!("{holder}#k")));
    assert_eq!(run(&made, &asked(), &web).unwrap().signers, [holder]);
    // With a did:key that the document lists, she signs as both.
    let did = zoe().public().to_did_key().unwrap();
    let method = format!("{did}#{}", did.strip_prefix("did:key:").unwrap());
    let made = document_of(signed(unsigned(Some(holder)), &method));
    assert_eq!(
        run(&made, &asked(), &web).unwrap().signers,
        [did.as_str(), holder]
    );
    for none in [
        vec![],
        vec![(holder, document(holder, &["assertionMethod"]))],
    ] {
        let error = run(&made, &asked(), &none).unwrap_err();
        assert_eq!(error.code(), "presentation.holder");
    }
    for odd in ["did:example:zoe#k", "zoe", "", "ftp://people.example/zoe#k"] {
        let mut made = signed(unsigned(None), "did:web:zoe.example#k");
        made["proof"][0]["verificationMethod"] = odd.into();
        let error = run(&document_of(made), &asked(), &[]).unwrap_err();
        assert_eq!(error.code(), "presentation.key", "{odd}: {error}");
    }
}

#[test]
fn what_was_asked_must_be_repeated() {
    let web = [(AT, document(ZOE, &["authentication"]))];
    let made = signed(unsigned(None), &format!("{ZOE}#k"));
    let ask = |challenge: Option<&str>, domain: Option<&str>| Asked {
        challenge: challenge.map(str::to_owned),
        domain: domain.map(str::to_owned),
    };
    for (asked, code) in [
        (ask(None, None), None),
        (ask(Some("c-1"), None), None),
        (ask(Some("c-2"), None), Some("presentation.challenge")),
        (
            ask(Some("c-1"), Some("example.org")),
            Some("presentation.domain"),
        ),
    ] {
        let found = run(&document_of(made.clone()), &asked, &web);
        assert_eq!(found.err().map(|error| error.code()), code, "{asked:?}");
    }
    let plain = document_of(unsigned(Some(ZOE)));
    let nobody: [String; 0] = [];
    assert_eq!(run(&plain, &ask(None, None), &[]).unwrap().signers, nobody);
    let error = run(&plain, &asked(), &[]).unwrap_err();
    assert_eq!(error.code(), "presentation.not_signed");
    // A proof that has ended, one that never began, one for another purpose, and too many of them.
    let with = |member: &str, value: Value| {
        let mut changed = made.clone();
        changed["proof"][0][member] = value;
        run(&document_of(changed), &asked(), &web)
            .unwrap_err()
            .code()
    };
    assert_eq!(with("created", json!("soon")), "proof.malformed");
    assert_eq!(
        with("proofPurpose", json!("keyAgreement")),
        "proof.malformed"
    );
    assert_eq!(
        with("expires", json!("2020-01-01T00:00:00Z")),
        "proof.bad_signature"
    );
    assert_eq!(with("verificationMethod", Value::Null), "presentation.key");
    let mut many = made.clone();
    many["proof"] = vec![made["proof"][0].clone(); 6].into();
    let error = run(&document_of(many), &asked(), &web).unwrap_err();
    assert_eq!(error.code(), "presentation.too_many_proofs");
    let mut malformed = made.clone();
    malformed["type"] = json!([]);
    let error = run(&document_of(malformed), &asked(), &web).unwrap_err();
    assert_eq!(error.code(), "presentation.malformed");
    let mut lost = made;
    lost["undefinedTerm"] = json!("x");
    let error = run(&document_of(lost), &asked(), &web).unwrap_err();
    assert_eq!(error.code(), "jsonld.lost_term");
}

#[test]
fn presentations_are_signed_with_every_suite_but_that_of_base_proofs() {
    for (suite, curve) in [
        (Suite::EcdsaJcs2019, Curve::P256),
        (Suite::EcdsaRdfc2019, Curve::P384),
    ] {
        let key = Ecdsa::generate(curve).unwrap();
        let did = key.public().to_did_key().unwrap();
        let how = Signing {
            suite,
            verification_method: did.clone(),
            created: stamp("2026-05-01T12:00:00Z"),
        };
        let contexts = Contexts::bundled();
        let made = unsigned(Some(&did));
        let made = proof::presentation::prepare(made, &how, (None, None), &key.public(), &contexts);
        let made = made.unwrap();
        let signature = key.sign(made.bytes_to_sign()).unwrap();
        let made = document_of(made.attach(&signature));
        let presented = run(&made, &Asked::default(), &[]).unwrap();
        assert_eq!(presented.signers, [did]);
    }
}

/// Signed so, with `eddsa-jcs-2022`: the bytes are put together here, for no signer of ours writes an end.
#[test]
fn a_proof_that_has_ended_is_refused() {
    let did = zoe().public().to_did_key().unwrap();
    let ending = |end: &str| {
        let mut made = unsigned(Some(&did));
        let mut proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "proofPurpose": "authentication",
            "verificationMethod": did,
            "expires": end,
            "@context": [CREDENTIALS_V2],
        });
        let digests = [&proof, &made].map(|value| content_sha256(value).unwrap());
        let bytes: Vec<u8> = digests
            .concat()
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect();
        proof["proofValue"] = base58btc(&zoe().sign(&bytes)).into();
        made["proof"] = proof;
        run(&document_of(made), &Asked::default(), &[])
    };
    ending("2026-06-01T12:00:01Z").unwrap();
    for end in ["2026-06-01T12:00:00Z", "2026-06-01T12:00:00"] {
        let error = ending(end).unwrap_err();
        assert_eq!(error.code(), "presentation.not_now");
    }
}

#[test]
fn a_token_is_a_presentation_by_its_type_and_holds_for_its_time() {
    let web = [(AT, document(ZOE, &["authentication"]))];
    let header = |typ: &str| json!({"alg": "EdDSA", "typ": typ, "kid": format!("{ZOE}#k")});
    let claims = |more: Value| {
        let mut claims = unsigned(Some(ZOE));
        let members = claims.as_object_mut().unwrap();
        members.insert("iss".into(), ZOE.into());
        members.insert("aud".into(), json!(["example.com"]));
        members.insert("nonce".into(), "c-1".into());
        members.extend(more.as_object().unwrap().clone());
        claims
    };
    for typ in ["vp+jwt", "JWT", "application/vp+jwt", "vp+ld+jwt"] {
        let presented = run(&token(&header(typ), &claims(json!({}))), &asked(), &web);
        let presented = presented.unwrap_or_else(|error| panic!("{typ}: {error}"));
        assert_eq!(presented.signers, [ZOE]);
        assert_eq!(presented.presentation, unsigned(Some(ZOE)));
    }
    // Version 1.1 had it in a claim of its own.
    let older =
        json!({"iss": ZOE, "aud": "example.com", "nonce": "c-1", "vp": unsigned(Some(ZOE))});
    run(&token(&header("JWT"), &older), &asked(), &web).unwrap();
    let now = NOW.unix_timestamp();
    let soon = claims(json!({"exp": now + 1}));
    run(&token(&header("vp+jwt"), &soon), &asked(), &web).unwrap();
    for (typ, more, code) in [
        ("vc+jwt", json!({}), "jwt.header"),
        ("at+jwt", json!({}), "jwt.header"),
        ("vp+jwt", json!({"exp": now - 1}), "presentation.not_now"),
        ("vp+jwt", json!({"exp": now}), "presentation.not_now"),
        ("vp+jwt", json!({"nbf": now + 60}), "presentation.not_now"),
        ("vp+jwt", json!({"nonce": "c-2"}), "presentation.challenge"),
        (
            "vp+jwt",
            json!({"aud": "example.org"}),
            "presentation.domain",
        ),
        (
            "vp+jwt",
            json!({"type": "VerifiableCredential"}),
            "presentation.malformed",
        ),
        (
            "vp+jwt",
            json!({"holder": "did:web:eve.example"}),
            "presentation.holder",
        ),
    ] {
        let error = run(&token(&header(typ), &claims(more.clone())), &asked(), &web).unwrap_err();
        assert_eq!(error.code(), code, "{typ} {more}: {error}");
    }
    let Handed::Jwt(good) = token(&header("vp+jwt"), &claims(json!({}))) else {
        panic!("it is a token")
    };
    let (input, _) = good.rsplit_once('.').unwrap();
    let forged = Handed::Jwt(format!("{input}.{}", base64url(&[7; 64])));
    let error = run(&forged, &asked(), &web).unwrap_err();
    assert_eq!(error.code(), "proof.bad_signature");
    for broken in ["", "a.b", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
        assert!(run(&Handed::Jwt(broken.into()), &asked(), &web).is_err());
    }
}
