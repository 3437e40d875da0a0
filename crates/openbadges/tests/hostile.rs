//! What attackers hand in: refused with a reason, in bounded time, never called valid.

use openbadges::encoding::base64url;
use openbadges::key::secret::Ed25519;
use openbadges::proof::jwt::{self, Algorithm};
use openbadges::status::{self, Bitstring};
use openbadges::verify::{Answer, Authentic, Input, Report, StepName, Verdict};
use serde_json::{Value, json};

use crate::support::{BADGE, DID, LIST, badge, key, run, served, sign, status_list, trusting};

/// Verifies against an honest host. What does not end soon is ended by the test runner.
fn answer(bytes: impl Into<Vec<u8>>) -> Report {
    answer_with(bytes, &served(&[]))
}

fn answer_with(bytes: impl Into<Vec<u8>>, served: &[(String, Answer)]) -> Report {
    run(&Input::File(bytes.into()), served, trusting())
}

fn refused(report: &Report, step: StepName, code: &str) {
    let found = report.steps.iter().find(|step| step.code == code);
    assert!(found.is_some_and(|found| found.name == step), "{report:#?}");
    assert!(
        matches!(report.verdict, Verdict::Invalid | Verdict::Unverifiable),
        "{report:#?}"
    );
}

fn token(header: &Value, payload: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let part = |value: &Value| base64url(value.to_string().as_bytes());
    let input = format!("{}.{}", part(header), part(payload));
    format!("{input}.{}", base64url(&sign(input.as_bytes())))
}

fn claims() -> Value {
    let unsigned = jwt::prepare(&badge(), "x", Algorithm::EdDsa).unwrap();
    let text = unsigned.attach(&[]);
    jwt::Jws::parse(&text).unwrap().payload
}

#[test]
fn a_token_without_an_algorithm_is_refused() {
    for alg in ["none", "None", "NONE", "nOnE"] {
        let report = answer(token(&json!({"alg": alg}), &claims(), |_| Vec::new()));
        refused(&report, StepName::Read, "jwt.algorithm");
        let report = answer(token(&json!({"alg": alg}), &claims(), |_| vec![1; 64]));
        refused(&report, StepName::Read, "jwt.algorithm");
    }
}

/// The classic: a public key used as the secret of an HMAC.
#[test]
fn a_public_key_is_no_shared_secret() {
    let public = key().public().to_multikey().unwrap();
    let mac = |message: &[u8]| {
        let secret = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, public.as_bytes());
        aws_lc_rs::hmac::sign(&secret, message).as_ref().to_vec()
    };
    let header = json!({"alg": "HS256", "kid": format!("{DID}#key-1")});
    refused(
        &answer(token(&header, &claims(), mac)),
        StepName::Read,
        "jwt.algorithm",
    );
}

#[test]
fn a_key_in_the_header_proves_nothing() {
    let own = Ed25519::from_seed(&[66; 32]).unwrap();
    let header = json!({"alg": "EdDSA", "jwk": own.public().to_jwk().unwrap()});
    let report = answer(token(&header, &claims(), |message| own.sign(message)));
    assert_ne!(report.authentic, Authentic::Yes, "{report:#?}");
    assert!(matches!(
        report.verdict,
        Verdict::Invalid | Verdict::Unverifiable
    ));
}

#[test]
fn a_kid_of_somebody_elses_did_proves_nothing() {
    let own = Ed25519::from_seed(&[66; 32]).unwrap();
    let did = own.public().to_did_key().unwrap();
    let header =
        json!({"alg": "EdDSA", "kid": format!("{did}#{}", did.trim_start_matches("did:key:"))});
    let report = answer(token(&header, &claims(), |message| own.sign(message)));
    refused(&report, StepName::Issuer, "issuer.key_not_listed");
}

#[test]
fn json_that_two_readers_read_differently_is_refused() {
    let text = sign(badge()).to_string();
    let twice = text.replacen(
        "\"validFrom\"",
        "\"validFrom\":\"2020-01-01T00:00:00Z\",\"validFrom\"",
        1,
    );
    refused(&answer(twice), StepName::Read, "read.json");
    // Also where the second is spelled with escapes.
    let twice = text.replacen(
        "\"validFrom\"",
        "\"valid\\u0046rom\":\"2020-01-01T00:00:00Z\",\"validFrom\"",
        1,
    );
    refused(&answer(twice), StepName::Read, "read.json");
}

#[test]
fn large_and_deep_json_is_refused() {
    let mut large = sign(badge());
    large["credentialSubject"]["narrative"] = "x".repeat(10 << 20).into();
    refused(&answer(large.to_string()), StepName::Read, "read.json");
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!(
            "{{\"type\":\"VerifiableCredential\",\"x\":{}1{}}}",
            open.repeat(10_000),
            close.repeat(10_000)
        );
        refused(&answer(deep), StepName::Read, "read.json");
    }
}

/// Many blank nodes that look alike, in the fast path's shape and outside of it.
#[test]
fn poison_graphs_are_given_up_in_time() {
    for odd_context in [false, true] {
        let mut poison = badge();
        // Objects that differ in nothing, nested so that their neighbours look alike too.
        let level = |inside: Value| json!({"type": ["Profile"], "id": null, "parentOrg": inside});
        let mut chain = json!({"type": ["Profile"], "name": "x"});
        for _ in 0..10 {
            chain = level(chain);
            chain.as_object_mut().unwrap().shift_remove("id");
        }
        let alike: Vec<Value> = (0..200).map(|_| json!({"type": ["Alignment"], "targetName": "x", "targetUrl": "https://example.org/x"})).collect();
        poison["credentialSubject"]["achievement"]["alignment"] = alike.into();
        poison["credentialSubject"]["source"] = chain;
        if odd_context {
            poison["@context"]
                .as_array_mut()
                .unwrap()
                .push(json!({"unused": "https://example.org/unused"}));
        }
        poison["proof"] = sign(badge())["proof"].clone();
        let report = answer(poison.to_string());
        assert_ne!(report.authentic, Authentic::Yes);
        assert!(matches!(
            report.verdict,
            Verdict::Invalid | Verdict::Unverifiable
        ));
    }
}

#[test]
fn contexts_that_hide_or_redefine_are_refused() {
    let signed = sign(badge());
    for smuggled in [
        json!({"name": null}),
        json!({"name": "https://example.org/else"}),
        json!({"@vocab": "https://example.org/"}),
        json!({"credentialStatus": "https://example.org/nothing"}),
        json!({"ex": "https://www.w3.org/2018/credentials#credentialStatus"}),
        json!("https://evil.example/context"),
        json!({"@import": "https://evil.example/context"}),
    ] {
        let mut changed = signed.clone();
        changed["@context"]
            .as_array_mut()
            .unwrap()
            .push(smuggled.clone());
        changed["name"] = "Grand Master".into();
        let report = answer(changed.to_string());
        assert_ne!(report.authentic, Authentic::Yes, "{smuggled}: {report:#?}");
        assert!(matches!(
            report.verdict,
            Verdict::Invalid | Verdict::Unverifiable
        ));
    }
    // A context below the top that gives the status another meaning.
    let mut below = signed.clone();
    let nothing = json!({"@id": "https://example.org/nothing", "@protected": true});
    below["credentialStatus"]["@context"] = json!({ "statusListIndex": nothing });
    assert_ne!(answer(below.to_string()).authentic, Authentic::Yes);
}

#[test]
fn the_status_cannot_be_dropped_or_pointed_elsewhere() {
    let signed = sign(badge());
    let mut without = signed.clone();
    without
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    assert_eq!(answer(without.to_string()).authentic, Authentic::No);
    let mut elsewhere = signed;
    elsewhere["credentialStatus"]["statusListIndex"] = "7".into();
    assert_eq!(answer(elsewhere.to_string()).authentic, Authentic::No);
}

fn with_list(list: &Value) -> Vec<(String, Answer)> {
    let mut all = served(&[]);
    all.retain(|(url, _)| url != LIST);
    all.push((LIST.into(), Answer::Found(list.to_string().into_bytes())));
    all
}

/// A list that unpacks to gigabytes says nothing, quickly.
#[test]
fn a_status_list_bomb_is_given_up() {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..1024 {
        gzip.write_all(&zeros).unwrap();
    }
    let bomb = format!("u{}", base64url(&gzip.finish().unwrap()));
    let mut list = status_list(&[]);
    list.as_object_mut().unwrap().shift_remove("proof");
    list["credentialSubject"]["encodedList"] = bomb.into();
    let report = answer_with(sign(badge()).to_string(), &with_list(&sign(list)));
    assert_eq!(report.verdict, Verdict::Unverifiable, "{report:#?}");
    refused(&report, StepName::Status, "status.list");
}

#[test]
fn an_index_outside_the_list_says_nothing() {
    let mut outside = badge();
    outside["credentialStatus"] = status::entry(LIST, "revocation", 131_072);
    let report = answer(sign(outside).to_string());
    refused(&report, StepName::Status, "status.list");
    assert_eq!(report.verdict, Verdict::Unverifiable);
    let step = report.step(StepName::Status).unwrap();
    assert_eq!(step.data["index"], "131072");
    assert_eq!(step.data["outside"], 131_072);
    let mut huge = badge();
    huge["credentialStatus"]["statusListIndex"] = "99999999999999999999999999".into();
    refused(
        &answer(sign(huge).to_string()),
        StepName::Status,
        "status.malformed",
    );
    assert!(
        Bitstring::new(status::MIN_ENTRIES)
            .unwrap()
            .get(usize::MAX)
            .is_err()
    );
}

/// Pictures: scripts and references are never looked at, entities are refused.
#[test]
fn what_else_is_in_a_picture_changes_nothing() {
    use openbadges::bake::{Existing, Version, svg};
    let text = sign(badge()).to_string();
    let plain = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' onload='alert(1)'>\
        <script>fetch('https://evil.example')</script><image xlink:href='https://evil.example/x.png'/></svg>";
    let baked = svg::bake(plain.as_bytes(), &text, None, Version::V3, Existing::Refuse).unwrap();
    assert_eq!(answer(baked).verdict, Verdict::Valid);
    let laughs = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg xmlns='http://www.w3.org/2000/svg'>&b;</svg>";
    refused(&answer(laughs), StepName::Read, "read.picture");
    let file = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>";
    refused(&answer(file), StepName::Read, "read.picture");
}

/// A badge in a PDF verifies like any other.
#[test]
fn a_badge_in_a_pdf_is_verified() {
    let text = sign(badge()).to_string();
    let pdf = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Length {} >>\nstream\n{text}\nendstream\nendobj\n",
        text.len()
    );
    let report = answer(pdf.clone());
    assert_eq!(
        (report.verdict, report.format.carrier.as_str()),
        (Verdict::Valid, "pdf")
    );
    let forged = pdf.replace("Zoë", "Zoe");
    assert_eq!(answer(forged).authentic, Authentic::No);
    refused(
        &answer(&b"%PDF-1.7\n%%EOF"[..]),
        StepName::Read,
        "read.no_badge",
    );
}

/// A badge whose id is an address of ours, signed by somebody else.
#[test]
fn our_address_in_a_foreign_badge_is_only_an_address() {
    let own = Ed25519::from_seed(&[66; 32]).unwrap();
    let did = own.public().to_did_key().unwrap();
    let mut foreign = badge();
    foreign["issuer"]["id"] = did.clone().into();
    foreign
        .as_object_mut()
        .unwrap()
        .shift_remove("credentialStatus");
    let method = format!("{did}#{}", did.trim_start_matches("did:key:"));
    let how = openbadges::proof::Options::eddsa_rdfc(method, crate::support::NOW).unwrap();
    let contexts = openbadges::context::Contexts::bundled();
    let unsigned = openbadges::proof::prepare(foreign, &how, &own.public(), &contexts).unwrap();
    let signature = own.sign(unsigned.bytes_to_sign());
    let report = answer(unsigned.attach(&signature).to_string());
    assert_eq!(report.facts.id.as_deref(), Some(BADGE));
    // Well signed, but by an issuer whom nobody vouches for.
    assert_eq!(report.verdict, Verdict::ValidIssuerUnknown, "{report:#?}");
}

/// Pictures made to exhaust: ten thousand chunks, wrong checksums, text that unpacks to far more than is read.
#[test]
fn hostile_pngs_are_refused_with_a_reason() {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let mut crc = crc32fast::Hasher::new();
        crc.update(kind);
        crc.update(data);
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], kind, data, &crc.finalize().to_be_bytes()].concat()
    };
    let picture = |between: Vec<u8>| {
        [
            b"\x89PNG\r\n\x1a\n".to_vec(),
            chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            between,
            chunk(b"IEND", &[]),
        ]
        .concat()
    };
    let many = (0..10_000)
        .flat_map(|_| chunk(b"tEXt", b"Comment\0x"))
        .collect();
    refused(&answer(picture(many)), StepName::Read, "read.no_badge");
    // The same with a badge behind all of them: it is found, and holds.
    let text = sign(badge()).to_string();
    let mut many: Vec<u8> = (0..10_000)
        .flat_map(|_| chunk(b"tEXt", b"Comment\0x"))
        .collect();
    let good = chunk(
        b"iTXt",
        &[b"openbadgecredential\0\0\0\0\0", text.as_bytes()].concat(),
    );
    many.extend(&good);
    assert_eq!(answer(picture(many)).verdict, Verdict::Valid);
    let mut wrong = good.clone();
    let last = wrong.len() - 1;
    wrong[last] ^= 1;
    refused(&answer(picture(wrong)), StepName::Read, "read.damaged");
    let mut cut = picture(good);
    cut.truncate(cut.len() - 30);
    refused(&answer(cut), StepName::Read, "read.damaged");

    use std::io::Write as _;
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..128 {
        zlib.write_all(&blanks).unwrap();
    }
    let bomb = zlib.finish().unwrap();
    let compressed = [&b"openbadgecredential\0\x01\0\0\0"[..], &bomb].concat();
    let report = answer(picture(chunk(b"iTXt", &compressed)));
    refused(&report, StepName::Read, "read.picture");
}

/// Numbers that other software breaks on: too large, too small, too long.
#[test]
fn odd_numbers_are_no_trouble() {
    for number in [
        "1e21",
        "-1e21",
        "1e308",
        "5e-324",
        "1e400",
        "0.1e-400",
        "123456789012345678901234567890",
        "-0",
    ] {
        let text = badge().to_string().replacen(
            "\"achievement\":{",
            &format!("\"creditsEarned\":{number},\"achievement\":{{"),
            1,
        );
        let report = answer(text);
        let told = report
            .steps
            .iter()
            .any(|step| matches!(step.code.as_str(), "read.json" | "proof.none"));
        assert!(
            told && report.authentic != Authentic::Yes,
            "{number}: {report:#?}"
        );
    }
    // And signed: what is signed verifies, whatever its size.
    for number in [json!(1e21), json!(5e-324), json!(1e308), json!(-0.0)] {
        let mut document = badge();
        document["credentialSubject"]["creditsEarned"] = number.clone();
        assert_eq!(
            answer(sign(document).to_string()).verdict,
            Verdict::Valid,
            "{number}"
        );
    }
}

/// A document that names more than may be fetched, deep endorsements inside endorsements included, ends.
#[test]
fn endorsements_of_endorsements_end() {
    let mut inside = badge();
    for _ in 0..20 {
        let mut outside = badge();
        outside["endorsement"] = json!([inside]);
        inside = outside;
    }
    let report = answer(inside.to_string());
    assert!(matches!(
        report.verdict,
        Verdict::Invalid | Verdict::Unverifiable
    ));
}
