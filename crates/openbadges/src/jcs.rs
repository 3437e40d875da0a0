//! JSON Canonicalization Scheme (RFC 8785), written straight from a document.
use std::cmp::Ordering;
use std::io::Write as _;

use serde_json::{Map, Number, Value};

/// Writes `value` in its canonical form.
///
/// # Errors
/// For a number that has none.
pub(crate) fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    match value {
        Value::Object(members) => write_object(members, None, out),
        Value::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                write(item, out)?;
            }
            out.push(b']');
            Ok(())
        }
        Value::Number(number) => write_number(number, out),
        // Strings are escaped by serde_json as the scheme has it, see the tests.
        other => serde_json::to_writer(out, other),
    }
}

/// Writes an object, without one of its members.
///
/// # Errors
/// As [`write()`].
pub(crate) fn write_object(
    members: &Map<String, Value>,
    without: Option<&str>,
    out: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    let mut sorted: Vec<(&String, &Value)> = members
        .iter()
        .filter(|(name, _)| without != Some(name.as_str()))
        .collect();
    sorted.sort_unstable_by(|(a, _), (b, _)| by_utf16(a, b));
    out.push(b'{');
    for (at, (name, value)) in sorted.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        serde_json::to_writer(&mut *out, name)?;
        out.push(b':');
        write(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// §3.2.3: names are ordered by their UTF-16 code units.
fn by_utf16(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() {
        return a.cmp(b);
    }
    a.encode_utf16().cmp(b.encode_utf16())
}

/// §3.2.2.3: numbers are written as JavaScript writes them.
fn write_number(number: &Number, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    const EXACT: u64 = 1 << 53;
    match number.as_i64() {
        Some(whole) if whole.unsigned_abs() <= EXACT => {
            write!(out, "{whole}").map_err(serde_json::Error::io)
        }
        _ => serde_json_canonicalizer::to_writer(number, out),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn ours(value: &Value) -> String {
        let mut out = Vec::new();
        super::write(value, &mut out).expect("it has a canonical form");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_example_of_the_standard_comes_out_right() {
        let value = json!({
            "numbers": [333_333_333.333_333_3, 1e30, 4.50, 2e-3, 0.000_000_000_000_000_000_000_000_001],
            "string": "\u{20ac}$\u{f}\nA'B\"\\\\\"/",
            "literals": [null, true, false],
        });
        let want = "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
                    \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(ours(&value), want);
    }

    fn value() -> impl Strategy<Value = Value> {
        let scalar = prop_oneof![
            "\\PC{0,8}".prop_map(Value::from),
            "[\\x00-\\x7f\u{e000}-\u{ffff}\u{10000}-\u{10fff}]{0,6}".prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<i16>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<bool>().prop_map(Value::from),
            Just(json!(-0.0)),
            Just(Value::Null),
        ];
        scalar.prop_recursive(4, 40, 5, |inner| {
            let name = prop_oneof![
                "[a-c]{0,3}",
                "[\\x00-\\x7f\u{e000}-\u{ffff}\u{10000}-\u{10fff}]{0,3}"
            ];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
                prop::collection::hash_map(name, inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_value_comes_out_as_by_another_implementation(value in value()) {
            let theirs = serde_json_canonicalizer::to_string(&value).expect("it has a canonical form");
            prop_assert_eq!(ours(&value), theirs);
        }

        #[test]
        fn an_object_without_a_member_is_as_if_it_never_had_it(value in value()) {
            let mut object = json!({"a": value, "proof": 1, "b": 2});
            let mut out = Vec::new();
            super::write_object(object.as_object().expect("one"), Some("proof"), &mut out).expect("it has a form");
            object.as_object_mut().expect("one").shift_remove("proof");
            prop_assert_eq!(String::from_utf8(out).expect("text"), ours(&object));
        }
    }
}
