use openbadges::status;
use openbadges::status::{Bitstring, Entry, MIN_ENTRIES, StatusError, entry};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{INDEX, LIST, read_json, standards, status_list};

#[test]
fn the_official_lists_are_read() {
    let Some(folder) = standards() else { return };
    let vectors = read_json(&folder.join("vectors/derived/bitstring.json"));
    for vector in vectors.as_array().unwrap() {
        let name = &vector["name"];
        let decoded = Bitstring::decode(vector["encodedList"].as_str().unwrap());
        if vector.get("expect").is_some() {
            assert_eq!(decoded, Err(StatusError::TooShort(8192)), "{name}");
            continue;
        }
        let bits = decoded.unwrap();
        assert_eq!(Value::from(bits.len()), vector["lengthBits"]);
        let set: Vec<usize> = (0..bits.len())
            .filter(|at| bits.get(*at).unwrap())
            .collect();
        assert_eq!(json!(set), vector["setBits"], "{name}");
        assert_eq!(Bitstring::decode(&bits.encode()).unwrap(), bits, "{name}");
    }
}

#[test]
fn bit_zero_is_the_most_significant_of_byte_zero() {
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    bits.set(0, true).unwrap();
    bits.set(9, true).unwrap();
    assert_eq!(bits.as_bytes()[..2], [0x80, 0x40]);
    bits.set(0, false).unwrap();
    assert_eq!(bits.as_bytes()[..2], [0, 0x40]);
}

#[test]
fn sizes_and_indexes_out_of_bounds_are_refused() {
    assert_eq!(
        Bitstring::new(MIN_ENTRIES - 1),
        Err(StatusError::TooShort(MIN_ENTRIES - 1))
    );
    assert_eq!(Bitstring::new(usize::MAX), Err(StatusError::TooLarge));
    let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
    assert!(matches!(
        bits.get(MIN_ENTRIES),
        Err(StatusError::OutOfRange { .. })
    ));
    assert!(matches!(
        bits.set(usize::MAX, true),
        Err(StatusError::OutOfRange { .. })
    ));
}

/// 64 MiB of zeros pack into 64 KB.
#[test]
fn a_list_that_unpacks_to_too_much_is_refused() {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        gzip.write_all(&vec![0; 1024 * 1024]).unwrap();
    }
    let packed = gzip.finish().unwrap();
    assert!(packed.len() < 100_000);
    let encoded = format!("u{}", openbadges::encoding::base64url(&packed));
    assert_eq!(Bitstring::decode(&encoded), Err(StatusError::TooLarge));
}

#[test]
fn a_list_in_another_form_is_refused() {
    let good = Bitstring::new(MIN_ENTRIES).unwrap().encode();
    for bad in [
        "",
        "u",
        "uAAAA",
        &good[1..],
        &format!("z{}", &good[1..]),
        "u!!!!",
        &good[..good.len() / 2],
    ] {
        assert!(Bitstring::decode(bad).is_err(), "{bad}");
    }
    // StatusList2021 has no prefix.
    assert!(Bitstring::decode_older(&good[1..]).is_ok());
}

#[test]
fn an_entry_is_written_and_read() {
    let written = entry(LIST, "revocation", INDEX);
    assert_eq!(
        written,
        json!({
            "id": format!("{LIST}#94567"), "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": "94567", "statusListCredential": LIST,
        })
    );
    let read = Entry::parse(&written).unwrap();
    assert_eq!(read.evaluate(&status_list(&[])), Ok(0));
    assert_eq!(read.evaluate(&status_list(&[INDEX])), Ok(1));
    assert_eq!(read.evaluate(&status_list(&[INDEX - 1, INDEX + 1])), Ok(0));
    let mut other = written.clone();
    other["statusPurpose"] = "suspension".into();
    let other = Entry::parse(&other).unwrap();
    assert!(matches!(
        other.evaluate(&status_list(&[])),
        Err(StatusError::OtherPurpose { .. })
    ));
}

#[test]
fn a_malformed_entry_is_refused_by_member() {
    let mut number = entry(LIST, "revocation", 5);
    number["statusListIndex"] = json!(5);
    assert_eq!(Entry::parse(&number).unwrap().index, 5);
    for (member, bad) in [
        ("statusListIndex", json!("-1")),
        ("statusListIndex", json!("")),
        ("statusListIndex", json!("1e3")),
        ("statusListIndex", json!(1.5)),
        ("statusListIndex", json!("99999999999999999999999999")),
        ("statusListIndex", Value::Null),
        ("statusPurpose", json!(["revocation"])),
        ("statusListCredential", json!("status/3")),
        ("statusSize", json!(0)),
        ("statusSize", json!(65)),
        ("statusSize", json!("1")),
    ] {
        let mut broken = entry(LIST, "revocation", 5);
        broken[member] = bad.clone();
        match Entry::parse(&broken) {
            Err(StatusError::Malformed { field, .. }) => assert_eq!(field, member, "{bad}"),
            other => panic!("{member} {bad}: {other:?}"),
        }
    }
    let mut huge = entry(LIST, "revocation", usize::MAX);
    huge["statusSize"] = json!(1);
    let huge = Entry::parse(&huge).unwrap();
    assert!(matches!(
        huge.evaluate(&status_list(&[])),
        Err(StatusError::OutOfRange { .. })
    ));
}

proptest! {
    #[test]
    fn what_is_set_is_read_back(set in proptest::collection::btree_set(0..MIN_ENTRIES, 0..40)) {
        let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
        for at in &set {
            bits.set(*at, true).unwrap();
        }
        let read = Bitstring::decode(&bits.encode()).unwrap();
        let got: std::collections::BTreeSet<usize> =
            (0..read.len()).filter(|at| read.get(*at).unwrap()).collect();
        prop_assert_eq!(got, set);
    }
}

#[test]
fn values_of_several_bits_keep_to_themselves() {
    use openbadges::status::Values;
    for size in [1, 2, 3, 8, 16] {
        let mut values = Values::new(status::MIN_ENTRIES, size).unwrap();
        let top = (1u64 << size) - 1;
        for index in [0, 1, 94_567, values.len() - 1] {
            values.set(index, top).unwrap();
            assert_eq!(values.get(index), Ok(top));
        }
        assert_eq!(values.get(2), Ok(0));
        assert!(values.set(0, top + 1).is_err());
        assert!(values.get(values.len()).is_err());
        let packed = values.bits().encode();
        let bits = Bitstring::decode(&packed).unwrap();
        assert_eq!(Values::from_bits(bits, size).unwrap(), values);
    }
    assert!(Values::new(status::MIN_ENTRIES, 0).is_err());
    assert!(Values::new(status::MIN_ENTRIES, 65).is_err());
    assert!(Values::new(usize::MAX, 64).is_err());
    assert!(Values::new(5, 8).is_err());
}

#[test]
fn messages_are_looked_up_by_value() {
    let messages = ["fine", "under review", "paused", "withdrawn"];
    let entry = status::message_entry("https://example.org/list", 7, 2, &messages).unwrap();
    assert_eq!(entry["statusSize"], 2);
    assert_eq!(
        entry["statusMessage"][3],
        serde_json::json!({"status": "0x3", "message": "withdrawn"})
    );
    assert_eq!(status::message(&entry, 2), Some("paused"));
    assert_eq!(status::message(&entry, 4), None);
    assert_eq!(Entry::parse(&entry).unwrap().size, 2);
    assert!(status::message_entry("https://example.org/list", 7, 2, &messages[..3]).is_err());
    let mut without = entry.clone();
    without
        .as_object_mut()
        .unwrap()
        .shift_remove("statusMessage");
    assert!(Entry::parse(&without).is_err());
}

#[test]
fn a_list_says_how_long_a_copy_may_be_used() {
    let list = openbadges::status::List {
        url: "https://example.org/list",
        issuer: "did:web:example.org",
        purpose: "revocation",
        valid_from: openbadges::Timestamp::from_text("2026-01-01T00:00:00Z"),
        valid_until: None,
    };
    let mut list = status::list_credential(&list, &Bitstring::new(status::MIN_ENTRIES).unwrap());
    assert_eq!(status::ttl(&list), None);
    status::set_ttl(&mut list, 300_000);
    assert_eq!(status::ttl(&list), Some(300_000));
    // It is signed with the list.
    openbadges::jsonld::check(&list, &openbadges::context::Contexts::bundled()).unwrap();
}
