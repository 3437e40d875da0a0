//! What the fuzz targets do with bytes, as plain functions: the normal tests run them too, for a bounded count.
//!
//! None may panic, hang or take much memory; what can be asserted besides is.
use openbadges::bake::{Existing, Version, pdf, png, svg};
use openbadges::context::Contexts;
use openbadges::encoding::base64url;
use openbadges::jsonld::{self, fast};
use openbadges::key::PublicKey;
use openbadges::key::did::{Controller, web_address};
use openbadges::proof::jwt::{self, Jws};
use openbadges::rdfc10::{self, Hash};
use openbadges::status::{Bitstring, Entry};
use openbadges::verify::{Answer, Input, Known, Options, Outcome, Verdict, verify};
use openbadges::{clr, json, ob1, ob2, ob3, proof, vcdm};
use oxttl::NQuadsParser;
use serde_json::Value;
use time::macros::datetime;

/// A parser of foreign bytes.
pub type Body = fn(&[u8]);

/// All of them by name.
pub const ALL: [(&str, Body); 9] = [
    ("json", json_text),
    ("jwt", jwt_text),
    ("png", png_picture),
    ("svg", svg_picture),
    ("pdf", pdf_file),
    ("bitstring", bitstring),
    ("documents", documents),
    ("proofs", proofs),
    ("verification", verification),
];

/// Strict JSON: what is read reads again as the same.
pub fn json_text(bytes: &[u8]) {
    if let Ok(value) = json::parse(bytes) {
        assert_eq!(json::parse(value.to_string().as_bytes()), Ok(value));
    }
}

/// A compact JWS, and the texts that keys are named by.
pub fn jwt_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (
        PublicKey::from_multikey(&text),
        PublicKey::from_did_key(&text),
        PublicKey::from_did_jwk(&text),
        web_address(&text),
    );
    if let Ok(jws) = Jws::parse(&text) {
        let _ = (
            jws.credential(),
            jws.claim_findings(),
            jws.expires(),
            jws.signed(),
        );
        if let Ok(key) = PublicKey::ed25519([9; 32]) {
            assert!(jws.verify(&key).is_err());
        }
    }
}

/// A PNG: what is read can be replaced, and is read back.
pub fn png_picture(bytes: &[u8]) {
    let _ = png::read_all(bytes);
    if png::read(bytes).is_ok() {
        let baked = png::bake(bytes, "{}", Version::V3, Existing::Overwrite);
        assert_eq!(
            baked
                .and_then(|baked| png::read(&baked))
                .map(|baked| baked.text),
            Ok("{}".into())
        );
    }
}

/// An SVG: what is read can be replaced, and is read back.
pub fn svg_picture(bytes: &[u8]) {
    let _ = svg::is_svg(bytes);
    if svg::read_all(bytes).is_ok()
        && let Ok(baked) = svg::bake(bytes, "{}", None, Version::V3, Existing::Overwrite)
    {
        assert_eq!(svg::read(&baked).map(|baked| baked.text), Ok("{}".into()));
    }
}

/// A PDF.
pub fn pdf_file(bytes: &[u8]) {
    let _ = pdf::read(bytes);
}

/// A status list as text, and packed from bytes.
pub fn bitstring(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for encoded in [text.into_owned(), format!("u{}", base64url(bytes))] {
        if let Ok(bits) = Bitstring::decode(&encoded) {
            assert_eq!(Bitstring::decode(&bits.encode()), Ok(bits));
        }
        let _ = Bitstring::decode_older(&encoded);
    }
}

/// Documents of every version: models, validators, JSON-LD. Both ways to the canonical form agree.
pub fn documents(bytes: &[u8]) {
    let Ok(document) = json::parse(bytes) else {
        return;
    };
    let _ = (
        ob3::validate(&document),
        vcdm::credential(&document),
        vcdm::presentation(&document),
    );
    let _ = (
        ob1::assertion(&document, None),
        ob1::badge_class(&document, ""),
        ob1::issuer(&document, ""),
    );
    for class in [
        ob2::Class::Assertion,
        ob2::Class::BadgeClass,
        ob2::Class::Issuer,
        ob2::Class::Endorsement,
        ob2::Class::RevocationList,
    ] {
        let _ = ob2::validate(&document, class, "document");
    }
    let _ = (
        vcdm::related_resources(&document, |_| Some(b"bytes".as_slice())),
        jwt::enveloped(&document),
        Entry::parse(&document),
        PublicKey::from_jwk(&document),
    );
    if let Ok(controller) = Controller::parse(&document, "https://x.example/did.json") {
        let now = datetime!(2026-06-01 12:00 UTC);
        let _ = controller.only_key(None, now);
    }
    let _ = clr::ClrCredential::parse(&document);
    if let Ok(badge) = ob3::Credential::parse(&document) {
        assert!(badge.to_value().is_ok());
    }
    let contexts = Contexts::bundled();
    let mut unsigned = document;
    if let Value::Object(members) = &mut unsigned {
        members.shift_remove("proof");
    }
    let general = jsonld::nquads(&unsigned, &contexts);
    if let Some(fast) = fast::canonical(&unsigned, &contexts, Hash::Sha256) {
        let general =
            general.unwrap_or_else(|error| panic!("taken fast, refused otherwise: {error}"));
        let quads: Vec<_> = NQuadsParser::new()
            .for_slice(general.as_bytes())
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{error}: {general}"));
        assert_eq!(rdfc10::canonicalize(&quads, Hash::Sha256), Ok(fast));
    }
}

/// Proofs of a document, with keys that signed none of them.
pub fn proofs(bytes: &[u8]) {
    let Ok(document) = json::parse(bytes) else {
        return;
    };
    let contexts = Contexts::bundled();
    for one in proof::proofs(&document).iter().take(3) {
        if let Ok(key) = PublicKey::ed25519([9; 32]) {
            assert!(proof::verify(&document, one, &key, &contexts).is_err());
        }
        let _ = proof::sd::derive(&document, &["/issuer".into()], &contexts);
    }
}

/// The whole verification, offline. Nobody's bytes are valid without documents.
pub fn verification(bytes: &[u8]) {
    let options = Options::at(datetime!(2026-06-01 12:00 UTC));
    let input = Input::File(bytes.to_vec());
    let mut known = Known::new();
    for _ in 0..10 {
        match verify(&input, &known, &options) {
            Outcome::Report(report) => {
                assert_ne!(report.verdict, Verdict::Valid);
                return;
            }
            Outcome::Needs(needs) => {
                assert!(!needs.is_empty());
                for need in needs {
                    known.insert(need.url, Answer::failed("offline"));
                }
            }
        }
    }
    unreachable!("the verification never ends");
}
