//! The fast path against the general algorithm: generated badges over every optional property and hostile strings.
use openbadges::context::{CREDENTIALS_V2, Contexts, OPEN_BADGES_3, OPEN_BADGES_3_EXTENSIONS};
use openbadges::jsonld::fast;
use openbadges::proof;
use openbadges::rdfc10::{self, Hash};
use openbadges::status;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::{badge, key, options, quads, read_json, sign, standards, status_list};

/// What the general algorithm makes of a document.
fn general(document: &Value, hash: Hash) -> Option<String> {
    let mut unsigned = document.clone();
    unsigned.as_object_mut()?.shift_remove("proof");
    let quads = quads(&unsigned, &Contexts::bundled()).ok()?;
    rdfc10::canonicalize(&quads, hash).ok()
}

/// Any text: scripts, quotes, newlines, controls, things that look like RDF or JSON-LD.
pub fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Za-z0-9 ]{1,12}",
        2 => ".{0,20}",
        2 => "[\\PC\\x00-\\x1f\\x7f]{0,20}",
        2 => proptest::sample::select(vec![
            "", "\"", "\\", "\\\"", "\n", "\r\n\t\u{8}\u{c}\u{b}", "\u{0}", "\u{7f}", "_:b0", "_:c14n0", "<urn:x>",
            "\" .\n<urn:a> <urn:b> \"", "@id", "@type", "@handle", "@vocab", "undefined://x/name", "孫悟空", "Ἀριστοτέλης",
            "محمد", "בנימין", "ज्ञान", "👩🏽‍🚀", "e\u{301}", "\u{202e}evil", "\u{feff}bom", "\u{fffd}", "O'Brien & <b>",
            "name: value", "a b", "https://example.org/ x", "null", "true", "42", "assertionMethod",
        ]).prop_map(String::from),
    ]
}

/// Addresses that JSON-LD takes as they stand, and some that it does not.
pub fn address() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => "[a-z]{1,8}".prop_map(|name| json!(format!("https://example.org/{name}"))),
        2 => "[a-z0-9]{1,8}".prop_map(|name| json!(format!("urn:x:{name}"))),
        1 => proptest::sample::select(vec![
            "did:web:example.org:issuers:guild", "https://example.org/a/../b", "https://example.org/%C3%A9?q=1#f",
            "https://example.org/é", "data:image/png;base64,AAAA", "mailto:a@example.org", "HTTPS://example.org/x",
            "https://example.org:8443/x", "https://example.org/a#b-c", "http://example.org",
        ]).prop_map(|text| json!(text)),
    ]
}

pub fn odd_address() -> impl Strategy<Value = Value> {
    proptest::sample::select(vec![
        "relative",
        "",
        "#f",
        "https:// x",
        "https://example.org/a b",
        "https://[::1/x",
        "http://h:port/",
        "name:x",
        "id:x",
        "_:b0",
        "@id",
        "https://",
        "urn:",
        "did:",
        "schema:name",
        "https://example.org/%zz",
        "Profile:x",
        "data:a b",
        "https://example.org/<x>",
        "ftp://example.org/x",
        "xsd:dateTime",
    ])
    .prop_map(|text| json!(text))
}

pub fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i32>().prop_map(|n| json!(n)),
        any::<u64>().prop_map(|n| json!(n)),
        (-1e6f64..1e6).prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        proptest::sample::select(vec![
            0.0,
            -0.0,
            3.5,
            42.0,
            1e21,
            1e20,
            1e15,
            1e14,
            1e-7,
            0.1,
            1.0 / 3.0,
            100.25
        ])
        .prop_map(|n| json!(n)),
    ]
}

pub fn text() -> impl Strategy<Value = Value> {
    hostile().prop_map(Value::from)
}

fn date() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!("2026-01-31T12:00:00Z")),
        Just(json!("2026-01-31T12:00:00.5+14:00")),
        text()
    ]
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop_oneof![
        3 => prop::collection::vec(item.clone(), 1..4).prop_map(Value::Array),
        1 => item,
    ]
    .boxed()
}

/// An object of a class: what it must have, and each optional property or not.
fn object(
    types: &'static [&'static str],
    single: bool,
    needed: Vec<(&'static str, BoxedStrategy<Value>)>,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let fields: Vec<BoxedStrategy<Option<(&'static str, Value)>>> = needed
        .into_iter()
        .map(|(name, value)| value.prop_map(move |value| Some((name, value))).boxed())
        .chain(optional.into_iter().map(|(name, value)| {
            prop_oneof![
                2 => Just(None),
                1 => value.prop_map(move |value| Some((name, value))),
            ]
            .boxed()
        }))
        .collect();
    fields
        .prop_map(move |members| {
            let mut out = Map::new();
            match types {
                [] => {}
                [one] if single => drop(out.insert("type".into(), json!(one))),
                many => drop(out.insert("type".into(), json!(many))),
            }
            for (name, value) in members.into_iter().flatten() {
                out.insert(name.into(), value);
            }
            Value::Object(out)
        })
        .boxed()
}

fn image() -> BoxedStrategy<Value> {
    let id = address().boxed();
    object(
        &["Image"],
        true,
        vec![("id", id)],
        vec![("caption", text().boxed())],
    )
}

fn identifier_entry() -> BoxedStrategy<Value> {
    let members = vec![
        ("identifier", text().boxed()),
        ("identifierType", text().boxed()),
    ];
    object(&["IdentifierEntry"], true, members, vec![])
}

fn profile(depth: u32) -> BoxedStrategy<Value> {
    let geo = object(
        &["GeoCoordinates"],
        true,
        vec![
            ("latitude", number().boxed()),
            ("longitude", number().boxed()),
        ],
        vec![],
    );
    let place = [
        "addressCountry",
        "addressCountryCode",
        "addressRegion",
        "addressLocality",
        "streetAddress",
        "postOfficeBoxNumber",
        "postalCode",
    ];
    let mut place: Vec<_> = place.map(|name| (name, text().boxed())).into();
    place.push(("geo", geo));
    let mut members: Vec<(&'static str, BoxedStrategy<Value>)> = [
        "name",
        "phone",
        "description",
        "email",
        "official",
        "familyName",
        "givenName",
        "additionalName",
        "patronymicName",
        "honorificPrefix",
        "honorificSuffix",
        "familyNamePrefix",
    ]
    .map(|name| (name, text().boxed()))
    .into();
    members.extend([
        ("url", text().boxed()),
        ("dateOfBirth", date().boxed()),
        ("image", image()),
        ("endorsementJwt", list(text().boxed())),
        ("otherIdentifier", list(identifier_entry())),
        ("address", object(&["Address"], false, vec![], place)),
    ]);
    if depth > 0 {
        members.push(("parentOrg", profile(depth - 1)));
    }
    object(
        &["Profile"],
        false,
        vec![("id", address().boxed())],
        members,
    )
}

fn alignment() -> BoxedStrategy<Value> {
    object(
        &["Alignment"],
        false,
        vec![
            ("targetName", text().boxed()),
            ("targetUrl", text().boxed()),
        ],
        [
            "targetCode",
            "targetDescription",
            "targetFramework",
            "targetType",
        ]
        .map(|name| (name, text().boxed()))
        .into(),
    )
}

fn result_description() -> BoxedStrategy<Value> {
    let level = object(
        &["RubricCriterionLevel"],
        false,
        vec![("id", address().boxed()), ("name", text().boxed())],
        vec![
            ("alignment", list(alignment())),
            ("description", text().boxed()),
            ("level", text().boxed()),
            ("points", text().boxed()),
        ],
    );
    object(
        &["ResultDescription"],
        false,
        vec![
            ("id", address().boxed()),
            ("name", text().boxed()),
            ("resultType", text().boxed()),
        ],
        vec![
            ("alignment", list(alignment())),
            ("allowedValue", list(text().boxed())),
            ("requiredLevel", address().boxed()),
            ("requiredValue", text().boxed()),
            ("rubricCriterionLevel", list(level)),
            ("valueMax", text().boxed()),
            ("valueMin", text().boxed()),
        ],
    )
}

fn achievement() -> BoxedStrategy<Value> {
    let criteria = object(
        &[],
        false,
        vec![("narrative", text().boxed())],
        vec![("id", address().boxed())],
    );
    let related = object(
        &["Related", "https://w3id.org/openbadges#BadgeClass"],
        false,
        vec![("id", address().boxed())],
        vec![("inLanguage", text().boxed()), ("version", text().boxed())],
    );
    let mut members: Vec<(&'static str, BoxedStrategy<Value>)> = [
        "achievementType",
        "fieldOfStudy",
        "humanCode",
        "inLanguage",
        "specialization",
        "version",
    ]
    .map(|name| (name, text().boxed()))
    .into();
    members.extend([
        ("alignment", list(alignment())),
        ("creator", profile(0)),
        ("creditsAvailable", number().boxed()),
        ("image", image()),
        ("endorsementJwt", list(text().boxed())),
        ("otherIdentifier", list(identifier_entry())),
        ("related", list(related)),
        ("resultDescription", list(result_description())),
        ("tag", list(text().boxed())),
    ]);
    let needed = vec![
        ("id", address().boxed()),
        ("name", text().boxed()),
        ("description", text().boxed()),
        ("criteria", criteria),
    ];
    object(&["Achievement"], false, needed, members)
}

fn subject() -> BoxedStrategy<Value> {
    let identity = object(
        &["IdentityObject"],
        true,
        vec![
            ("hashed", any::<bool>().prop_map(Value::from).boxed()),
            ("identityHash", text().boxed()),
            ("identityType", text().boxed()),
        ],
        vec![("salt", text().boxed())],
    );
    let result = object(
        &["Result"],
        false,
        vec![],
        vec![
            ("achievedLevel", address().boxed()),
            ("alignment", list(alignment())),
            ("resultDescription", address().boxed()),
            ("status", text().boxed()),
            ("value", text().boxed()),
        ],
    );
    let members = vec![
        ("identifier", list(identity)),
        ("activityStartDate", date().boxed()),
        ("activityEndDate", date().boxed()),
        ("creditsEarned", number().boxed()),
        ("image", image()),
        ("licenseNumber", text().boxed()),
        ("narrative", text().boxed()),
        ("result", list(result)),
        ("role", text().boxed()),
        ("source", profile(0)),
        ("term", text().boxed()),
    ];
    let needed = vec![("id", address().boxed()), ("achievement", achievement())];
    object(&["AchievementSubject"], false, needed, members)
}

pub fn credential() -> BoxedStrategy<Value> {
    let evidence = object(
        &["Evidence"],
        false,
        vec![],
        vec![
            ("id", address().boxed()),
            ("name", text().boxed()),
            ("narrative", text().boxed()),
            ("description", text().boxed()),
            ("genre", text().boxed()),
            ("audience", text().boxed()),
        ],
    );
    let reference =
        |kind: &'static [&'static str]| object(kind, true, vec![("id", address().boxed())], vec![]);
    let entry = (any::<usize>(), 0usize..1_000_000).prop_map(|(list, index)| {
        status::entry(
            &format!("https://example.org/status/{list}"),
            "revocation",
            index,
        )
    });
    let needed = vec![
        ("id", address().boxed()),
        ("issuer", prop_oneof![profile(1), address()].boxed()),
        ("validFrom", date().boxed()),
        ("credentialSubject", subject()),
    ];
    let optional = vec![
        ("name", text().boxed()),
        ("description", text().boxed()),
        ("image", image()),
        ("validUntil", date().boxed()),
        ("awardedDate", date().boxed()),
        ("evidence", list(evidence)),
        ("endorsementJwt", list(text().boxed())),
        (
            "credentialStatus",
            prop_oneof![entry.boxed(), reference(&["1EdTechRevocationList"])].boxed(),
        ),
        (
            "credentialSchema",
            list(reference(&["1EdTechJsonSchemaValidator2019"])),
        ),
        ("refreshService", reference(&["1EdTechCredentialRefresh"])),
    ];
    object(
        &["VerifiableCredential", "OpenBadgeCredential"],
        false,
        needed,
        optional,
    )
    .prop_map(|document| {
        let context = [CREDENTIALS_V2, OPEN_BADGES_3, OPEN_BADGES_3_EXTENSIONS];
        let mut out = Map::new();
        out.insert("@context".into(), json!(context));
        out.extend(document.as_object().cloned().unwrap_or_default());
        Value::Object(out)
    })
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, ..ProptestConfig::default() })]

    /// The fast path is a cache: the same bytes, or no answer at all.
    #[test]
    fn both_paths_give_the_same_bytes(document in credential()) {
        for hash in [Hash::Sha256, Hash::Sha384] {
            if let Some(fast) = fast::canonical(&document, &Contexts::bundled(), hash) {
                prop_assert_eq!(Some(fast), general(&document, hash));
            }
        }
    }

    /// Whatever the general algorithm refuses, the fast path leaves to it.
    #[test]
    fn odd_addresses_fall_through(mut document in credential(), odd in odd_address(), place in 0usize..6) {
        let places = ["/id", "/issuer/id", "/credentialSubject/id", "/credentialSubject/achievement/id",
            "/credentialSubject/source/id", "/credentialStatus/statusListCredential"];
        if let Some(target) = document.pointer_mut(places[place]) {
            *target = odd;
        }
        if let Some(fast) = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256) {
            prop_assert_eq!(Some(fast), general(&document, Hash::Sha256));
        }
    }

    /// Members that no context defines, or that say something else than they seem to.
    #[test]
    fn odd_members_fall_through(mut document in credential(), which in 0usize..12, place in 0usize..4) {
        let (name, value) = [
            ("unheardOf", json!("x")), ("Achievement", json!("x")), ("https://schema.org/name", json!("x")),
            ("@id", json!("urn:x:1")), ("@type", json!("Profile")), ("name", Value::Null), ("tag", json!([])),
            ("description", json!({"@value": "x", "@language": "en"})), ("type", json!(["Profile", "Alignment"])),
            ("@context", json!({"name": "https://example.org/x"})), ("endorsement", json!([{"id": "urn:x:2"}])),
            ("image", json!([[{"id": "urn:x:3"}]])),
        ][which].clone();
        let place = ["", "/credentialSubject", "/credentialSubject/achievement", "/issuer"][place];
        if let Some(Value::Object(target)) = document.pointer_mut(place) {
            target.insert(name.into(), value);
        }
        if let Some(fast) = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256) {
            prop_assert_eq!(Some(fast), general(&document, Hash::Sha256));
        }
    }
}

/// Not a vacuous law: many generated badges are of the known shape (others have blank nodes that look alike).
#[test]
fn most_generated_badges_take_the_fast_path() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let fast = (0..200)
        .filter(|_| {
            let document = credential().new_tree(&mut runner).unwrap().current();
            fast::canonical(&document, &Contexts::bundled(), Hash::Sha256).is_some()
        })
        .count();
    assert!(fast > 60, "{fast} of 200");
}

/// Found by generated documents: a value alone in a graph is in no line, whoever writes it.
#[test]
fn a_value_alone_in_a_graph_falls_through() {
    let mut document = badge();
    let context = json!({"inner": {"@id": "https://example.org/x#inner", "@container": "@graph"}});
    document["@context"].as_array_mut().unwrap().push(context);
    for value in [
        json!({"@value": "x", "@language": "en"}),
        json!({"@value": "x"}),
        json!("x"),
    ] {
        document["credentialSubject"]["inner"] = value;
        let fast = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256);
        assert_eq!((fast, general(&document, Hash::Sha256)), (None, None));
    }
    document["credentialSubject"]["inner"] = json!({"inner": {"description": "y"}});
    let fast = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256);
    let same = fast.is_none_or(|fast| Some(fast) == general(&document, Hash::Sha256));
    assert!(same);
}

#[test]
fn what_accolade_issues_takes_the_fast_path() {
    for document in [badge(), sign(badge()), status_list(&[1, 2])] {
        let fast = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256).unwrap();
        assert_eq!(Some(fast), general(&document, Hash::Sha256));
    }
}

/// The official example that holds every property comes out as the standards dossier says.
#[test]
fn the_official_examples_come_out_right() {
    let Some(folder) = standards() else { return };
    let folder = folder.join("vectors/ob30/spec-examples");
    let mut fast_ones = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "json") {
            continue;
        }
        let document = read_json(&path);
        if let Some(lines) = fast::canonical(&document, &Contexts::bundled(), Hash::Sha256) {
            assert_eq!(
                Some(lines),
                general(&document, Hash::Sha256),
                "{}",
                path.display()
            );
            fast_ones += 1;
        }
    }
    assert!(fast_ones > 0, "no official example takes the fast path");
}

/// Both ways through the public door: what is signed fast verifies by the general algorithm and the other way round.
#[test]
fn signatures_hold_across_the_paths() {
    let signed = sign(badge());
    let one = &proof::proofs(&signed)[0];
    // An inline context of no effect sends the document the general way; its bytes are another document's.
    let mut roundabout = badge();
    roundabout["@context"]
        .as_array_mut()
        .unwrap()
        .push(json!({"unused": "https://example.org/unused"}));
    let how = options();
    let unsigned = proof::prepare(roundabout, &how, &key().public(), &Contexts::bundled()).unwrap();
    let direct = proof::prepare(badge(), &how, &key().public(), &Contexts::bundled()).unwrap();
    assert_eq!(unsigned.bytes_to_sign(), direct.bytes_to_sign());
    assert_eq!(
        proof::verify(&signed, one, &key().public(), &Contexts::bundled()),
        Ok(())
    );
}
