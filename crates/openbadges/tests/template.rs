//! The fast path must equal the general algorithm for whatever a name can hold.
use openbadges::context::Contexts;
use openbadges::ob3::{self, Evidence, IdentityObject};
use openbadges::proof::{self, Options, Template, TemplateError};
use proptest::prelude::*;
use serde_json::{Value, json};
use time::macros::datetime;

use crate::support::{KEY, badge, badge_for, key, options, stamp};

fn template() -> Template {
    let sample = badge();
    Template::compile(
        &sample,
        &ob3::places(&sample),
        &options(),
        &Contexts::bundled(),
    )
    .unwrap()
}

fn both(template: &Template, document: Value, options: &Options) -> (Vec<u8>, Vec<u8>) {
    let contexts = Contexts::bundled();
    let fast = template
        .prepare(document.clone(), options, &key().public(), &contexts)
        .unwrap();
    let slow = proof::prepare(document, options, &key().public(), &contexts).unwrap();
    (fast.bytes_to_sign().to_vec(), slow.bytes_to_sign().to_vec())
}

/// Any text: scripts, quotes, newlines, controls, things that look like RDF or JSON-LD.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,40}",
        "[\\PC\\x00-\\x1f\\x7f]{0,40}",
        proptest::sample::select(vec![
            "",
            "\"",
            "\\",
            "\\\"",
            "\n",
            "\r\n\t\u{8}\u{c}",
            "\u{0}",
            "\u{7f}",
            "_:b0",
            "_:c14n0",
            "<urn:x>",
            "\" .\n<urn:a> <urn:b> \"",
            "@id",
            "@type",
            "@handle",
            "urn:accolade-template-place:0",
            "urn:accolade-template-place:1",
            "undefined://x/name",
            "孫悟空",
            "Ἀριστοτέλης",
            "محمد",
            "בנימין",
            "ज्ञान",
            "👩🏽‍🚀",
            "e\u{301}",
            "\u{202e}evil",
            "\u{feff}bom",
            "\u{fffe}",
            "O'Brien & <b>",
            "name: value",
            "a b",
            "https://example.org/ x",
            "null",
            "true",
            "42",
        ])
        .prop_map(String::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn it_equals_the_general_algorithm(name in hostile(), email in hostile(), salt in any::<u8>(), index in 0usize..131_072, other in hostile()) {
        let template = template();
        let mut document = badge_for(&name, &email, salt).build().unwrap();
        document["id"] = format!("https://badges.example.org/b/{index}").into();
        document["credentialStatus"] = openbadges::status::entry("https://badges.example.org/status/9", "revocation", index);
        document["credentialSubject"]["identifier"][1]["salt"] = other.into();
        let options = Options::eddsa_rdfc(format!("{KEY}{salt}"), datetime!(2027-02-03 4:05:06 UTC)).unwrap();
        prop_assert!(template.fits(&document));
        let (fast, slow) = both(&template, document, &options);
        prop_assert_eq!(fast, slow);
    }

    /// Also where an address is no plain address: then the general algorithm decides.
    #[test]
    fn odd_addresses_fall_through(id in hostile()) {
        let template = template();
        let mut document = badge();
        document["id"] = id.into();
        let contexts = Contexts::bundled();
        let fast = template.prepare(document.clone(), &options(), &key().public(), &contexts);
        let slow = proof::prepare(document, &options(), &key().public(), &contexts);
        match (fast, slow) {
            (Ok(fast), Ok(slow)) => prop_assert_eq!(fast.bytes_to_sign(), slow.bytes_to_sign()),
            (Err(fast), Err(slow)) => prop_assert_eq!(fast, slow),
            (fast, slow) => prop_assert!(false, "{:?} {:?}", fast.is_ok(), slow.is_ok()),
        }
    }
}

#[test]
fn another_shape_falls_through_and_is_right() {
    let template = template();
    let mut with_end = badge_for("A", "a@example.org", 1);
    with_end.valid_until = Some(stamp("2029-01-31T23:59:59+01:00"));
    let mut without_name = badge_for("A", "a@example.org", 1);
    without_name.identifiers = vec![IdentityObject::hashed_email("a@example.org", &[1; 16])];
    let mut with_evidence = badge_for("A", "a@example.org", 1);
    with_evidence.evidence = vec![Evidence {
        id: Some("https://example.org/e".into()),
        types: vec!["Evidence".into()],
        ..Evidence::default()
    }];
    let mut renamed = badge_for("A", "a@example.org", 1);
    renamed.achievement.name = "Practitioner".into();
    for issue in [with_end, without_name, with_evidence, renamed] {
        let document = issue.build().unwrap();
        assert!(!template.fits(&document));
        let (fast, slow) = both(&template, document, &options());
        assert_eq!(fast, slow);
    }
}

#[test]
fn an_unsigned_member_cannot_slip_through() {
    let template = template();
    let mut document = badge();
    document["unheardOf"] = "x".into();
    let refused = template.prepare(document, &options(), &key().public(), &Contexts::bundled());
    assert_eq!(refused.unwrap_err().code(), "jsonld.lost_term");
}

#[test]
fn samples_that_cannot_be_templates_are_refused() {
    let compile = |sample: &Value, place: &str| {
        let places = [place.to_owned()];
        Template::compile(sample, &places, &options(), &Contexts::bundled())
            .map(|_| ())
            .unwrap_err()
    };
    assert_eq!(
        compile(&badge(), "/nothing"),
        TemplateError::NoString("/nothing".into())
    );
    assert_eq!(
        compile(&badge(), "/issuer"),
        TemplateError::NoString("/issuer".into())
    );
    let mut own = badge();
    own["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!({"x": "https://example.org/x"}));
    assert_eq!(compile(&own, "/id"), TemplateError::OwnContext);
    // A type is an address in disguise: it expands, so it can be no place.
    compile(&badge(), "/credentialSubject/type/0");
}

#[test]
fn it_is_much_faster() {
    let template = template();
    let contexts = Contexts::bundled();
    let time = |act: &dyn Fn()| {
        let start = std::time::Instant::now();
        for _ in 0..20 {
            act();
        }
        start.elapsed()
    };
    let document = badge();
    let fast = time(&|| {
        template
            .prepare(document.clone(), &options(), &key().public(), &contexts)
            .unwrap();
    });
    let slow = time(&|| {
        proof::prepare(document.clone(), &options(), &key().public(), &contexts).unwrap();
    });
    println!("20 badges: template {fast:?}, general {slow:?}");
    assert!(fast * 3 < slow, "template {fast:?}, general {slow:?}");
}
