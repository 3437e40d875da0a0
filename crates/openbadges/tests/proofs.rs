use openbadges::Timestamp;
use openbadges::context::Contexts;
use openbadges::encoding::base64url;
use openbadges::key::PublicKey;
use openbadges::key::secret::{Ed25519, Rsa};
use openbadges::proof::jwt::{self, Algorithm, Jws, JwtError};
use openbadges::proof::{self, Options, ProofError, Suite};
use serde_json::{Value, json};

use crate::support::{badge, key, options, read_json, sign, standards, test_contexts};

/// Every signed document of the W3C vectors verifies, and not after one change.
#[test]
fn the_w3c_vectors_verify_and_break() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let vectors = folder.join("vectors/w3c-di");
    let multikey = |file: &str| {
        let pair = read_json(&vectors.join(file));
        PublicKey::from_multikey(pair["publicKeyMultibase"].as_str().unwrap()).unwrap()
    };
    let (ed, p256, p384) = (
        multikey("eddsa/keyPair.json"),
        multikey("ecdsa/p256KeyPair.json"),
        multikey("ecdsa/p384KeyPair.json"),
    );
    for (file, key) in [
        ("eddsa/eddsa-rdfc-2022/signedDataInt.json", &ed),
        ("eddsa/eddsa-jcs-2022/signedJCS.json", &ed),
        ("eddsa/Ed25519Signature2020/signedEdSig.json", &ed),
        ("ecdsa/ecdsa-rdfc-2019-p256/signedECDSAP256.json", &p256),
        ("ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json", &p256),
        ("ecdsa/ecdsa-rdfc-2019-p384/signedECDSAP384.json", &p384),
    ] {
        let signed = read_json(&vectors.join(file));
        let check = |document: &Value| {
            let proof = &proof::proofs(document)[0];
            proof::verify(document, proof, key, &contexts)
        };
        assert_eq!(check(&signed), Ok(()), "{file}");
        let mut changed = signed.clone();
        changed["name"] = "something else".into();
        assert_eq!(check(&changed), Err(ProofError::BadSignature), "{file}");
        let mut changed = signed.clone();
        let proof = match &mut changed["proof"] {
            Value::Array(proofs) => &mut proofs[0],
            one => one,
        };
        proof["created"] = "2026-01-01T00:00:00Z".into();
        assert_eq!(check(&changed), Err(ProofError::BadSignature), "{file}");
    }
}

/// Ed25519 is deterministic, so our signature must be the vector's to the last letter.
#[test]
fn our_eddsa_proofs_equal_the_w3c_vectors() {
    let Some(folder) = standards() else { return };
    let contexts = test_contexts(&folder);
    let vectors = folder.join("vectors/w3c-di/eddsa");
    let pair = read_json(&vectors.join("keyPair.json"));
    let secret =
        Ed25519::from_secret_multikey(pair["privateKeyMultibase"].as_str().unwrap()).unwrap();
    assert_eq!(
        secret.public().to_multikey().as_deref(),
        pair["publicKeyMultibase"].as_str()
    );
    for (suite, file, hash) in [
        (
            Suite::EddsaRdfc2022,
            "eddsa-rdfc-2022/signedDataInt.json",
            "eddsa-rdfc-2022/combinedHashDataInt.txt",
        ),
        (
            Suite::EddsaJcs2022,
            "eddsa-jcs-2022/signedJCS.json",
            "eddsa-jcs-2022/combinedHashJCS.txt",
        ),
    ] {
        let signed = read_json(&vectors.join(file));
        let theirs = &proof::proofs(&signed)[0];
        let options = Options {
            suite,
            verification_method: theirs["verificationMethod"].as_str().unwrap().into(),
            created: Timestamp::from_text(theirs["created"].as_str().unwrap()),
        };
        let unsigned =
            proof::prepare(signed.clone(), &options, &secret.public(), &contexts).unwrap();
        let want = std::fs::read_to_string(vectors.join(hash)).unwrap();
        assert_eq!(
            openbadges::encoding::hex(unsigned.bytes_to_sign()),
            want.trim(),
            "{file}"
        );
        let signature = secret.sign(unsigned.bytes_to_sign());
        let ours = unsigned.attach(&signature);
        assert_eq!(
            ours["proof"][0]["proofValue"], theirs["proofValue"],
            "{file}"
        );
        assert_eq!(ours["proof"].as_array().map(Vec::len), Some(1));
    }
}

/// What came before the standard is read with a warning, and written no more.
#[test]
fn superseded_suites_are_verified_and_never_made() {
    for suite in [Suite::Eddsa2022, Suite::Ed25519Signature2020] {
        assert!(suite.is_superseded());
        let options = Options { suite, ..options() };
        let contexts = Contexts::bundled();
        let key = key().public();
        let made = proof::prepare(badge(), &options, &key, &contexts);
        assert_eq!(
            made.map(|_| ()).err(),
            Some(ProofError::VerifyOnly(suite.name()))
        );
        let made = proof::prepare_another(badge(), &options, None, &[], &key, &contexts);
        assert_eq!(
            made.map(|_| ()).err(),
            Some(ProofError::VerifyOnly(suite.name()))
        );
    }
}

#[test]
fn the_implementation_guides_vectors_come_out() {
    let Some(folder) = standards() else { return };
    for which in ["obv3p0", "clrv2p0"] {
        let folder = folder.join("vectors/ob30/impl-guide-signing").join(which);
        let (vector, signed) = (
            read_json(&folder.join("vector.json")),
            read_json(&folder.join("signed.json")),
        );
        let secret =
            Ed25519::from_secret_multikey(vector["secretKeyMultibase"].as_str().unwrap()).unwrap();
        let theirs = &proof::proofs(&signed)[0];
        let contexts = Contexts::bundled();
        assert_eq!(
            proof::verify(&signed, theirs, &secret.public(), &contexts),
            Ok(()),
            "{which}"
        );
        let options = Options {
            suite: Suite::EddsaRdfc2022,
            verification_method: theirs["verificationMethod"].as_str().unwrap().into(),
            created: Timestamp::from_text(theirs["created"].as_str().unwrap()),
        };
        let unsigned =
            proof::prepare(signed.clone(), &options, &secret.public(), &contexts).unwrap();
        assert_eq!(
            openbadges::encoding::hex(unsigned.bytes_to_sign()),
            vector["hashData"].as_str().unwrap()
        );
        let signature = secret.sign(unsigned.bytes_to_sign());
        assert_eq!(
            unsigned.attach(&signature)["proof"][0]["proofValue"],
            vector["proofValue"]
        );
    }
}

#[test]
fn a_key_of_another_kind_is_refused() {
    let signed = sign(badge());
    let (rsa, _) = Rsa::generate().unwrap();
    let proof = &proof::proofs(&signed)[0];
    assert!(matches!(
        proof::verify(&signed, proof, &rsa.public(), &Contexts::bundled()),
        Err(ProofError::WrongKey { .. })
    ));
    let other = Ed25519::from_seed(&[8; 32]).unwrap();
    assert_eq!(
        proof::verify(&signed, proof, &other.public(), &Contexts::bundled()),
        Err(ProofError::BadSignature)
    );
}

#[test]
fn a_malformed_proof_is_refused_by_member() {
    let signed = sign(badge());
    for (member, bad) in [
        ("proofPurpose", json!("authentication")),
        ("proofPurpose", Value::Null),
        ("verificationMethod", Value::Null),
        ("proofValue", json!("u1234")),
        ("proofValue", json!("z0OIl")),
        ("proofValue", Value::Null),
        ("created", json!("yesterday")),
        ("expires", json!(5)),
        ("previousProof", json!("urn:none")),
    ] {
        let mut proof = proof::proofs(&signed)[0].clone();
        proof[member] = bad.clone();
        match proof::verify(&signed, &proof, &key().public(), &Contexts::bundled()) {
            Err(ProofError::Malformed { field, .. }) => assert_eq!(field, member, "{bad}"),
            other => panic!("{member} {bad}: {other:?}"),
        }
    }
    let mut proof = proof::proofs(&signed)[0].clone();
    proof["cryptosuite"] = "none".into();
    assert!(matches!(
        proof::verify(&signed, &proof, &key().public(), &Contexts::bundled()),
        Err(ProofError::Unsupported(_))
    ));
}

/// Two proofs in a row: the second covers the first, whole.
#[test]
fn a_chained_proof_covers_the_one_it_names() {
    let mut signed = sign(badge());
    signed["proof"][0]["id"] = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544".into();
    // Giving the first proof an id changes what it signs, so it no longer holds; the chain must still find it.
    let mut second = signed["proof"][0].clone();
    second["id"] = "urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54".into();
    second["previousProof"] = "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544".into();
    signed["proof"].as_array_mut().unwrap().push(second.clone());
    assert_eq!(
        proof::verify(&signed, &second, &key().public(), &Contexts::bundled()),
        Err(ProofError::BadSignature)
    );
}

#[test]
fn one_changed_byte_anywhere_breaks_the_signature() {
    let signed = sign(badge());
    let text = signed.to_string();
    let strings = [
        "Zoë Müller",
        "Knows the craft.",
        "94567",
        "2026-01-31T12:00:00Z\",\"credentialSubject",
        "Certification",
        "did:web:badges.example.org:issuers:guild\"",
        "urn:uuid:6a4fc5c8",
        "Passed the exam.",
        "revocation",
    ];
    for part in strings {
        assert!(text.contains(part), "{part}");
        let changed = if let Some(rest) = part.strip_prefix("2026") {
            format!("2025{rest}")
        } else {
            part.replacen(|c: char| c.is_ascii_lowercase() || c == '4', "x", 1)
        };
        let changed: Value = serde_json::from_str(&text.replacen(part, &changed, 1)).unwrap();
        let proof = &proof::proofs(&changed)[0];
        assert!(
            proof::verify(&changed, proof, &key().public(), &Contexts::bundled()).is_err(),
            "{part}"
        );
    }
}

fn jwt() -> (String, PublicKey) {
    let (rsa, _) = Rsa::generate().unwrap();
    let unsigned = jwt::prepare(
        &badge(),
        "did:web:badges.example.org:issuers:guild#rsa-1",
        Algorithm::Rs256,
    )
    .unwrap();
    let signature = rsa.sign(unsigned.bytes_to_sign()).unwrap();
    (unsigned.attach(&signature), rsa.public())
}

#[test]
fn a_vc_jwt_has_the_open_badges_profile() {
    let (text, key) = jwt();
    let jws = Jws::parse(&text).unwrap();
    assert_eq!(
        jws.header,
        json!({"alg": "RS256", "kid": "did:web:badges.example.org:issuers:guild#rsa-1", "typ": "JWT"})
    );
    assert_eq!(jws.verify(&key), Ok(()));
    assert!(jws.claim_findings().is_empty());
    assert_eq!(jws.credential(), badge());
    assert_eq!(jws.payload["iss"], badge()["issuer"]["id"]);
    assert_eq!(jws.payload["jti"], badge()["id"]);
    assert_eq!(jws.payload["sub"], badge()["credentialSubject"]["id"]);
    assert_eq!(jws.payload["nbf"], json!(1_769_860_800));
    assert!(jws.payload.get("exp").is_none());
    assert!(jws.payload.get("proof").is_none());
}

#[test]
fn every_claim_is_compared() {
    let (text, _) = jwt();
    let payload = Jws::parse(&text).unwrap().payload;
    for (claim, bad) in [
        ("iss", json!("did:web:evil.example")),
        ("iss", Value::Null),
        ("jti", json!("urn:other")),
        ("nbf", json!(1_769_860_801)),
        ("nbf", json!("1769860800")),
        ("sub", json!("urn:other")),
    ] {
        let mut changed = payload.clone();
        changed[claim] = bad.clone();
        let text = unsigned_jws(&json!({"alg": "RS256"}), &changed);
        let findings = Jws::parse(&text).unwrap().claim_findings();
        assert_eq!(findings.len(), 1, "{claim} {bad}");
        assert_eq!(findings[0].claim, claim);
    }
    let mut without = payload;
    without.as_object_mut().unwrap().shift_remove("sub");
    let findings = Jws::parse(&unsigned_jws(&json!({"alg": "RS256"}), &without))
        .unwrap()
        .claim_findings();
    assert_eq!(findings[0].claim, "sub");
}

fn unsigned_jws(header: &Value, payload: &Value) -> String {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    format!(
        "{}.{}.{}",
        part(header),
        part(payload),
        base64url(&[1; 256])
    )
}

#[test]
fn dangerous_headers_are_refused() {
    let refuse = |header: Value| {
        Jws::parse(&unsigned_jws(&header, &badge()))
            .map(|_| ())
            .unwrap_err()
    };
    for alg in [
        "none", "None", "HS256", "HS512", "RS1", "ES256 ", "rs256", "A128KW", "",
    ] {
        assert!(
            matches!(refuse(json!({"alg": alg})), JwtError::Algorithm(_)),
            "{alg}"
        );
    }
    assert!(matches!(refuse(json!({})), JwtError::Algorithm(_)));
    assert!(matches!(
        refuse(json!({"alg": "RS256", "crit": ["x"]})),
        JwtError::Header { member: "crit", .. }
    ));
    assert!(matches!(
        refuse(json!({"alg": "RS256", "b64": false})),
        JwtError::Header { member: "b64", .. }
    ));
    assert!(matches!(
        refuse(json!({"alg": "RS256", "typ": "at+jwt"})),
        JwtError::Header { member: "typ", .. }
    ));
    assert!(matches!(
        refuse(json!({"alg": "RS256", "jwk": {"d": "x"}})),
        JwtError::Header { member: "jwk", .. }
    ));
    for typ in ["JWT", "jwt", "vc+jwt", "application/vc+jwt", "vc+ld+jwt"] {
        Jws::parse(&unsigned_jws(
            &json!({"alg": "RS256", "typ": typ}),
            &badge(),
        ))
        .unwrap();
    }
}

/// An EdDSA key may not check an RS256 token, whatever the bytes.
#[test]
fn the_algorithm_is_pinned_to_the_key() {
    let (text, rsa) = jwt();
    let jws = Jws::parse(&text).unwrap();
    assert!(matches!(
        jws.verify(&key().public()),
        Err(JwtError::WrongKey { .. })
    ));
    let payload = text.split('.').nth(1).unwrap();
    let header = base64url(br#"{"alg":"EdDSA"}"#);
    let input = format!("{header}.{payload}");
    let forged = format!("{input}.{}", base64url(&key().sign(input.as_bytes())));
    let forged = Jws::parse(&forged).unwrap();
    assert!(matches!(
        forged.verify(&rsa),
        Err(JwtError::WrongKey { .. })
    ));
    assert_eq!(forged.verify(&key().public()), Ok(()));
}

#[test]
fn es256_tokens_verify() {
    use aws_lc_rs::rand::SystemRandom;
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let point = pair.public_key().as_ref();
    let key = PublicKey::from_jwk(&json!({
        "kty": "EC", "crv": "P-256", "x": base64url(&point[1..33]), "y": base64url(&point[33..]),
    }))
    .unwrap();
    let unsigned = jwt::prepare(&badge(), "https://x.example/k", Algorithm::of(&key)).unwrap();
    let signature = pair
        .sign(&SystemRandom::new(), unsigned.bytes_to_sign())
        .unwrap();
    let text = unsigned.attach(signature.as_ref());
    assert_eq!(Jws::parse(&text).unwrap().verify(&key), Ok(()));
    let mut changed = text.into_bytes();
    let at = changed.len() - 20;
    changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
    let changed = Jws::parse(std::str::from_utf8(&changed).unwrap()).unwrap();
    assert_eq!(changed.verify(&key), Err(JwtError::BadSignature));
}

#[test]
fn texts_that_are_no_jws_are_refused() {
    let (good, _) = jwt();
    for bad in [
        "",
        "a.b",
        "a.b.c.d",
        "....",
        "a.b.c",
        &good.replace('.', "=."),
        &format!("{good}.x"),
        "é.é.é",
    ] {
        assert!(Jws::parse(bad).is_err(), "{bad}");
    }
    let twice = format!(
        "{}.{}.AAAA",
        base64url(br#"{"alg":"RS256","alg":"none"}"#),
        base64url(b"{}")
    );
    assert!(matches!(
        Jws::parse(&twice),
        Err(JwtError::Json { part: "header", .. })
    ));
}

#[test]
fn a_credential_without_what_the_claims_repeat_makes_no_jwt() {
    for pointer in ["id", "validFrom", "issuer", "credentialSubject"] {
        let mut document = badge();
        document.as_object_mut().unwrap().shift_remove(pointer);
        assert!(matches!(
            jwt::prepare(&document, "x", Algorithm::Rs256),
            Err(JwtError::Credential { .. })
        ));
    }
}

#[test]
fn a_new_proof_replaces_the_old() {
    let again = sign(sign(badge()));
    assert_eq!(again, sign(badge()));
    assert_eq!(
        again["proof"][0]["verificationMethod"],
        json!(options().verification_method)
    );
}

/// P-384 hashes with SHA-384, in canonicalizing too; both curves and both canonical forms, there and back.
#[test]
fn ecdsa_proofs_hold_and_break() {
    use openbadges::key::secret::{Curve, Ecdsa};
    let contexts = Contexts::bundled();
    for curve in [Curve::P256, Curve::P384] {
        for suite in [Suite::EcdsaRdfc2019, Suite::EcdsaJcs2019] {
            let key = Ecdsa::generate(curve).unwrap();
            let how = Options { suite, ..options() };
            let unsigned = proof::prepare(badge(), &how, &key.public(), &contexts).unwrap();
            let signature = key.sign(unsigned.bytes_to_sign()).unwrap();
            let signed = unsigned.attach(&signature);
            let check = |document: &Value| {
                proof::verify(
                    document,
                    &proof::proofs(document)[0],
                    &key.public(),
                    &contexts,
                )
            };
            assert_eq!(check(&signed), Ok(()), "{suite:?} {curve:?}");
            let mut changed = signed.clone();
            changed["credentialSubject"]["achievement"]["name"] = "Grand Master".into();
            assert_eq!(
                check(&changed),
                Err(ProofError::BadSignature),
                "{suite:?} {curve:?}"
            );
            let again = Ecdsa::from_scalar(curve, &key.scalar().unwrap()).unwrap();
            assert_eq!(again.public(), key.public());
        }
    }
}

/// A chain: the second proof covers the first, whole; a set: they stand side by side.
#[test]
fn sets_and_chains_are_made_and_verified() {
    let contexts = Contexts::bundled();
    let (first, second) = (key(), Ed25519::from_seed(&[8; 32]).unwrap());
    let add = |document: Value, signer: &Ed25519, id: Option<&str>, previous: &[&str]| {
        let unsigned = proof::prepare_another(
            document,
            &options(),
            id,
            previous,
            &signer.public(),
            &contexts,
        )?;
        let signature = signer.sign(unsigned.bytes_to_sign());
        Ok::<_, ProofError>(unsigned.attach(&signature))
    };
    let check = |document: &Value, at: usize, signer: &Ed25519| {
        proof::verify(
            document,
            &proof::proofs(document)[at],
            &signer.public(),
            &contexts,
        )
    };
    let once = add(
        badge(),
        &first,
        Some("urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"),
        &[],
    )
    .unwrap();
    let id = once["proof"][0]["id"].as_str().unwrap();
    let chain = add(once.clone(), &second, None, &[id]).unwrap();
    assert_eq!(
        (check(&chain, 0, &first), check(&chain, 1, &second)),
        (Ok(()), Ok(()))
    );
    // Without the first, or with another in its place, the second counts for nothing.
    let mut without = chain.clone();
    without["proof"].as_array_mut().unwrap().remove(0);
    assert!(matches!(
        check(&without, 0, &second),
        Err(ProofError::Malformed {
            field: "previousProof",
            ..
        })
    ));
    let mut swapped = chain.clone();
    swapped["proof"][0]["created"] = "2026-02-01T00:00:00Z".into();
    assert_eq!(check(&swapped, 1, &second), Err(ProofError::BadSignature));
    let set = add(once.clone(), &second, None, &[]).unwrap();
    assert_eq!(
        (check(&set, 0, &first), check(&set, 1, &second)),
        (Ok(()), Ok(()))
    );
    assert!(matches!(
        add(once, &second, None, &["urn:none"]),
        Err(ProofError::Malformed { .. })
    ));
}
