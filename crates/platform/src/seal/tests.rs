use proptest::prelude::*;

use super::*;
use crate::secret::Secret;

const NAME: Place<'_> = Place {
    table: "person",
    column: "name",
    row: "7",
};

fn secret(text: &str) -> Secret<String> {
    Secret::from(text)
}

fn first() -> Secret<String> {
    secret("the first passphrase of this service, long enough")
}

fn second() -> Secret<String> {
    secret("b0VXgC2c5Q3o7mJfM1sUuGQ8xT0h3yqv1nq6p9rZkWc=")
}

fn keyring() -> Keyring {
    Keyring::new("wallet", &first(), &[]).unwrap()
}

#[test]
fn what_a_data_key_sealed_opens_again_and_reads_differently_each_time() {
    let (key, wrapped) = keyring().new_data_key("person 7").unwrap();
    let sealed = key.seal_text(&NAME, "Zoë Ågren");
    assert_ne!(
        sealed,
        key.seal_text(&NAME, "Zoë Ågren"),
        "the nonce is random"
    );
    assert!(!sealed.windows(3).any(|window| window == b"gre"));

    let reopened = keyring().open_data_key("person 7", &wrapped).unwrap();
    assert_eq!(reopened.open_text(&NAME, &sealed).unwrap(), "Zoë Ågren");
}

#[test]
fn a_value_moved_to_another_place_does_not_open() {
    let keyring = keyring();
    let (key, _) = keyring.new_data_key("person 7").unwrap();
    let by_person = key.seal(&NAME, b"x");
    let by_service = keyring.seal(&NAME, b"x");
    let elsewhere = [
        Place { row: "8", ..NAME },
        Place {
            column: "address",
            ..NAME
        },
        Place {
            table: "member",
            ..NAME
        },
        // The same letters, cut differently.
        Place {
            table: "personn",
            column: "ame",
            ..NAME
        },
    ];
    for place in elsewhere {
        let refused = Err(SealError::Refused {
            what: place.to_string(),
        });
        assert_eq!(key.open(&place, &by_person), refused);
        assert_eq!(keyring.open(&place, &by_service), refused);
    }
    assert_eq!(keyring.open(&NAME, &by_service).unwrap(), b"x");
}

#[test]
fn a_wrapped_key_opens_for_its_owner_only() {
    let keyring = keyring();
    let (_, wrapped) = keyring.new_data_key("person 7").unwrap();
    assert!(matches!(
        keyring.open_data_key("person 8", &wrapped),
        Err(SealError::Refused { .. })
    ));
}

#[test]
fn every_changed_byte_is_noticed() {
    let keyring = keyring();
    let (key, wrapped) = keyring.new_data_key("p").unwrap();
    let by_person = key.seal(&NAME, b"plain");
    let by_service = keyring.seal(&NAME, b"plain");
    let tampered = |sealed: &[u8], at: usize| {
        let mut sealed = sealed.to_vec();
        sealed[at] ^= 1;
        sealed
    };
    for at in 0..by_person.len() {
        assert!(key.open(&NAME, &tampered(&by_person, at)).is_err(), "{at}");
    }
    for at in 0..by_service.len() {
        assert!(
            keyring.open(&NAME, &tampered(&by_service, at)).is_err(),
            "{at}"
        );
    }
    for at in 0..wrapped.len() {
        assert!(
            keyring.open_data_key("p", &tampered(&wrapped, at)).is_err(),
            "{at}"
        );
    }
}

#[test]
fn another_persons_key_opens_nothing() {
    let keyring = keyring();
    let (ours, _) = keyring.new_data_key("p").unwrap();
    let (theirs, _) = keyring.new_data_key("q").unwrap();
    assert!(theirs.open(&NAME, &ours.seal(&NAME, b"x")).is_err());
}

#[test]
fn after_a_rotation_old_values_open_and_new_ones_use_the_new_secret() {
    let old = keyring();
    let (key, wrapped) = old.new_data_key("p").unwrap();
    let name = key.seal_text(&NAME, "Zoë");
    let row = old.seal(&NAME, b"signing key");

    let rotated = Keyring::new("wallet", &second(), &[first()]).unwrap();
    assert_ne!(rotated.key_id(), old.key_id());
    let reopened = rotated.open_data_key("p", &wrapped).unwrap();
    assert_eq!(reopened.open_text(&NAME, &name).unwrap(), "Zoë");
    assert_eq!(rotated.open(&NAME, &row).unwrap(), b"signing key");

    let rewrapped = rotated.rewrap("p", &wrapped).unwrap().unwrap();
    let resealed = rotated.reseal(&NAME, &row).unwrap().unwrap();
    assert_eq!(rotated.rewrap("p", &rewrapped), Ok(None));
    assert_eq!(rotated.reseal(&NAME, &resealed), Ok(None));

    let later = Keyring::new("wallet", &second(), &[]).unwrap();
    let reopened = later.open_data_key("p", &rewrapped).unwrap();
    assert_eq!(reopened.open_text(&NAME, &name).unwrap(), "Zoë");
    assert_eq!(later.open(&NAME, &resealed).unwrap(), b"signing key");
    let error = later.open(&NAME, &row).unwrap_err();
    assert_eq!(
        error,
        SealError::UnknownKey {
            what: NAME.to_string(),
            key: old.key_id()
        }
    );
    assert!(error.to_string().contains("previous keys"), "{error}");
}

#[test]
fn services_with_one_secret_share_nothing() {
    let wallet = keyring();
    let issuance = Keyring::new("issuance", &first(), &[]).unwrap();
    assert_ne!(wallet.key_id(), issuance.key_id());
    assert!(issuance.open(&NAME, &wallet.seal(&NAME, b"x")).is_err());
    assert_ne!(
        wallet.blind("email", "", "a@example.org"),
        issuance.blind("email", "", "a@example.org")
    );
}

#[test]
fn a_blind_index_is_equal_for_the_same_purpose_tenant_and_value_only() {
    let keyring = keyring();
    let index = keyring.blind("email", "guild", "a@example.org");
    assert_eq!(index.len(), 32);
    assert_eq!(index, keyring.blind("email", "guild", "a@example.org"));
    for (purpose, tenant, value) in [
        ("name", "guild", "a@example.org"),
        ("email", "other", "a@example.org"),
        ("email", "guild", "b@example.org"),
        ("emailg", "uild", "a@example.org"),
        ("email", "guilda", "@example.org"),
    ] {
        assert_ne!(index, keyring.blind(purpose, tenant, value));
    }
    let rotated = Keyring::new("wallet", &second(), &[first()]).unwrap();
    assert_ne!(index, rotated.blind("email", "guild", "a@example.org"));
    assert_eq!(
        vec![index],
        rotated.blind_previous("email", "guild", "a@example.org")
    );
}

#[test]
fn one_secret_in_hex_base64_or_with_a_line_end_is_the_same_secret() {
    let ids: Vec<_> = [
        "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEff",
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n",
        "ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3iJmqu8zd7v8=",
        "ABEiM0RVZneImaq7zN3u_wARIjNEVWZ3iJmqu8zd7v8",
    ]
    .iter()
    .map(|text| Keyring::new("wallet", &secret(text), &[]).unwrap().key_id())
    .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[test]
fn weak_secrets_are_refused_by_name() {
    for weak in [
        "",
        "short",
        "MDEyMzQ1Njc4OQ==",
        "  thirty-one characters are few  ",
    ] {
        let error = Keyring::new("wallet", &secret(weak), &[]).unwrap_err();
        assert!(matches!(error, SealError::WeakSecret { .. }), "{weak}");
        let shown = error.to_string();
        assert!(shown.contains("current key of wallet"), "{shown}");
    }
    let error = Keyring::new("wallet", &first(), &[secret(&"00".repeat(32))]).unwrap_err();
    assert!(error.to_string().contains("previous #1"), "{error}");
    assert!(matches!(error, SealError::Monotonous { .. }));
}

#[test]
fn nothing_shows_a_key() {
    let keyring = keyring();
    let (key, _) = keyring.new_data_key("p").unwrap();
    assert_eq!(format!("{key:?}"), "DataKey(***)");
    let shown = format!("{keyring:#?}");
    assert!(shown.contains(&keyring.key_id()), "{shown}");
    assert!(!shown.contains("passphrase"), "{shown}");
}

#[test]
fn a_value_of_another_kind_is_said_to_be_so_without_quoting_it() {
    let (key, _) = keyring().new_data_key("p").unwrap();
    let sealed = key.seal(&NAME, &[0xff, 0xfe]);
    assert!(matches!(
        key.open_text(&NAME, &sealed),
        Err(SealError::Unreadable {
            expected: "UTF-8 text",
            ..
        })
    ));
    let sealed = key.seal_text(&NAME, r#""a private thing""#);
    let error = key.open_json::<u32>(&NAME, &sealed).unwrap_err();
    assert!(!error.to_string().contains("private"), "{error}");
    assert_eq!(
        key.open_json::<String>(&NAME, &sealed).unwrap(),
        "a private thing"
    );
}

#[test]
fn folding_forgets_case_and_spacing() {
    assert_eq!(fold("  ANNA\u{a0}\tMaría\n Ørsted "), "anna maría ørsted");
    assert_eq!(fold(" \n"), "");
}

proptest! {
    #[test]
    fn any_bytes_at_any_row_come_back(plain: Vec<u8>, row: String, owner: String) {
        let keyring = keyring();
        let place = Place { row: &row, ..NAME };
        let (key, wrapped) = keyring.new_data_key(&owner).unwrap();
        let reopened = keyring.open_data_key(&owner, &wrapped).unwrap();
        prop_assert_eq!(&reopened.open(&place, &key.seal(&place, &plain)).unwrap(), &plain);
        prop_assert_eq!(&keyring.open(&place, &keyring.seal(&place, &plain)).unwrap(), &plain);
        let value = (row.clone(), plain.len());
        let sealed = key.seal_json(&place, &value).unwrap();
        prop_assert_eq!(key.open_json::<(String, usize)>(&place, &sealed).unwrap(), value);
    }

    #[test]
    fn any_bytes_given_as_sealed_are_refused_without_panic(bytes: Vec<u8>) {
        let keyring = keyring();
        let (key, _) = keyring.new_data_key("p").unwrap();
        prop_assert!(key.open(&NAME, &bytes).is_err());
        prop_assert!(keyring.open(&NAME, &bytes).is_err());
        prop_assert!(keyring.open_data_key("p", &bytes).is_err());
        prop_assert!(keyring.rewrap("p", &bytes).is_err());
    }

    #[test]
    fn folding_twice_is_folding_once(value: String) {
        let once = fold(&value);
        prop_assert_eq!(fold(&once), once);
    }
}
