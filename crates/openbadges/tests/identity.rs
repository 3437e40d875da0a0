use openbadges::ob3::{Extra, IdentityMatch, IdentityObject, identity_hash};

use crate::support::{read_json, standards};

#[test]
fn the_official_identity_hashes_come_out() {
    assert_eq!(
        identity_hash("a@example.com", "Kosher"),
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    );
    let Some(folder) = standards() else { return };
    let vectors = read_json(&folder.join("vectors/derived/identity-hash.json"));
    for vector in vectors.as_array().unwrap() {
        let text = |member: &str| vector[member].as_str().unwrap();
        let object = IdentityObject {
            kind: "IdentityObject".into(),
            hashed: true,
            identity_hash: text("identityHash")
                .to_uppercase()
                .replace("SHA256", "sha256")
                .replace("MD5", "md5"),
            identity_type: "emailAddress".into(),
            salt: Some(text("salt").into()),
            extra: Extra::new(),
        };
        let matched = object.matches("emailAddress", text("identity"));
        if text("algorithm") == "sha256" {
            assert_eq!(
                identity_hash(text("identity"), text("salt")),
                text("identityHash")
            );
        }
        // md5 is compared, though never written.
        assert_eq!(matched, IdentityMatch::Yes, "{vector}");
        assert_eq!(
            object.matches("emailAddress", "eve@example.org"),
            IdentityMatch::No
        );
    }
}

#[test]
fn an_address_is_hashed_trimmed_and_lower_case() {
    let object = IdentityObject::hashed_email("  Zoe@Example.ORG ", &[3; 16]);
    assert_eq!(object.identity_type, "emailAddress");
    assert_eq!(object.salt.as_deref().map(str::len), Some(22));
    for same in ["zoe@example.org", "Zoe@Example.org", " zoe@example.org "] {
        assert_eq!(
            object.matches("emailAddress", same),
            IdentityMatch::Yes,
            "{same}"
        );
    }
    assert_eq!(
        object.matches("emailAddress", "zoe@example.com"),
        IdentityMatch::No
    );
    assert_eq!(
        object.matches("name", "zoe@example.org"),
        IdentityMatch::OtherKind
    );
}

#[test]
fn a_hash_without_algorithm_matches_nothing() {
    let mut object = IdentityObject::hashed_email("zoe@example.org", &[3; 16]);
    for hash in ["zoe@example.org", "sha1$da39a3ee", "$", ""] {
        object.identity_hash = hash.into();
        assert_eq!(
            object.matches("emailAddress", "zoe@example.org"),
            IdentityMatch::Unreadable,
            "{hash}"
        );
    }
}

#[test]
fn a_name_in_clear_is_compared() {
    let object = IdentityObject::name("Zoë Müller");
    assert_eq!(object.matches("name", "Zoë Müller"), IdentityMatch::Yes);
    assert_eq!(object.matches("name", "Zoe Muller"), IdentityMatch::No);
}
