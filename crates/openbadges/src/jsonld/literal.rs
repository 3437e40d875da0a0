//! Literals and addresses as canonical N-Quads write them.
use std::fmt::Write as _;

use oxrdf::{Literal, NamedNode};
use serde_json::{Map, Number, Value};

/// Schemes of addresses whose form is checked quickly.
pub(super) const SCHEMES: [&str; 6] = ["https", "http", "urn", "did", "data", "mailto"];

/// Writes `text` in quotes (RDF Canonicalization 1.0 §5): control characters escaped, everything else as it is.
pub(super) fn quoted(text: &str, out: &mut String) {
    out.push('"');
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        // U+FFFE and U+FFFF are the only others, and begin with this byte.
        if byte >= 0x20 && !matches!(byte, b'"' | b'\\' | 0x7f | 0xef) {
            continue;
        }
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        if byte == 0xef && !matches!(character, '\u{fffe}' | '\u{ffff}') {
            continue;
        }
        out.push_str(&text[plain_from..at]);
        plain_from = at + character.len_utf8();
        match character {
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            other => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(other));
            }
        }
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}

/// Writes a text with a language, or with a language and a direction, which RDF writes as a datatype
/// (`https://www.w3.org/ns/i18n#`, as the Data Integrity suites have it). False for anything else.
#[must_use]
pub(super) fn tagged(members: &Map<String, Value>, out: &mut String) -> bool {
    let text = |name: &str| members.get(name).and_then(Value::as_str);
    let known = |name: &String| matches!(name.as_str(), "@value" | "@language" | "@direction");
    let Some(value) = text("@value") else {
        return false;
    };
    members.keys().all(known)
        && members.values().all(Value::is_string)
        && localized(value, text("@language"), text("@direction"), out)
}

/// Writes a text in a language and a direction. False where the tag is none of BCP 47 or the direction is unknown.
#[must_use]
pub(super) fn localized(
    text: &str,
    language: Option<&str>,
    direction: Option<&str>,
    out: &mut String,
) -> bool {
    quoted(text, out);
    if language.is_none() && direction.is_none() {
        return true;
    }
    let language = language.map(str::to_ascii_lowercase);
    if !language.as_deref().is_none_or(is_tag) {
        return false;
    }
    match (language, direction) {
        (Some(language), None) => {
            out.push('@');
            out.push_str(&language);
        }
        (language, Some(direction @ ("ltr" | "rtl"))) => {
            let language = language.unwrap_or_default();
            let _ = write!(out, "^^<https://www.w3.org/ns/i18n#{language}_{direction}>");
        }
        _ => return false,
    }
    true
}

/// Whether a text is a language tag (BCP 47). The standard sets no limit; a tag is said again with every text.
pub(super) fn is_tag(tag: &str) -> bool {
    tag.len() <= 255 && Literal::new_language_tagged_literal("", tag).is_ok()
}

const INTEGER: &str = "^^<http://www.w3.org/2001/XMLSchema#integer>";
const DOUBLE: &str = "^^<http://www.w3.org/2001/XMLSchema#double>";
const BOOLEAN: &str = "^^<http://www.w3.org/2001/XMLSchema#boolean>";

/// Writes a string, number or boolean; `datatype` is what the term says of it. False for what is left to the general
/// algorithm.
#[must_use]
pub(super) fn value(value: &Value, datatype: Option<&str>, out: &mut String) -> bool {
    match value {
        Value::String(text) => {
            quoted(text, out);
            out.push_str(datatype.unwrap_or_default());
            true
        }
        Value::Bool(yes) => {
            out.push_str(if *yes { "\"true\"" } else { "\"false\"" });
            out.push_str(datatype.unwrap_or(BOOLEAN));
            true
        }
        Value::Number(number) => self::number(number, datatype, out),
        Value::Null | Value::Array(_) | Value::Object(_) => false,
    }
}

/// JSON-LD API §8.2.2: whole numbers in digits, others, and all that are to be doubles, as `2.5E0`.
fn number(number: &Number, datatype: Option<&str>, out: &mut String) -> bool {
    let is_double = datatype == Some(DOUBLE);
    if number.is_i64() || number.is_u64() {
        if !is_exact(number) {
            return false;
        }
        if !is_double {
            let _ = write!(out, "\"{number}\"{}", datatype.unwrap_or(INTEGER));
            return true;
        }
    }
    let Some(float) = number.as_f64().filter(|float| float.is_finite()) else {
        return false;
    };
    if !is_double && float.fract() == 0.0 && float.abs() < 1e21 {
        // Zero has no sign.
        let _ = write!(out, "\"{:.0}\"{}", float + 0.0, datatype.unwrap_or(INTEGER));
        return true;
    }
    out.push('"');
    double(float, out);
    out.push('"');
    out.push_str(datatype.unwrap_or(DOUBLE));
    true
}

/// Whether a whole number is one that every reader keeps as it is: most read numbers as 64-bit floats, so that the last
/// digits of a larger one could be changed under a signature.
fn is_exact(number: &Number) -> bool {
    const MOST: u64 = 1 << 53;
    match (number.as_i64(), number.as_u64()) {
        (Some(whole), _) => whole.unsigned_abs() <= MOST,
        (None, Some(whole)) => whole <= MOST,
        (None, None) => true,
    }
}

/// JSON-LD API §8.6: a canonical double has sixteen digits, without the zeros at the end, the last one rounded as all
/// implementations in JavaScript do (up, where two are equally near).
fn double(float: f64, out: &mut String) {
    let text = format!("{:.40E}", float.abs());
    let (mantissa, exponent) = text.split_once('E').unwrap_or((&text, "0"));
    let mut exponent: i32 = exponent.parse().unwrap_or_default();
    let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    let up = digits.get(16).is_some_and(|digit| *digit >= b'5');
    digits.truncate(16);
    if up {
        match digits.iter().rposition(|digit| *digit != b'9') {
            Some(at) => {
                digits[at] += 1;
                digits.truncate(at + 1);
            }
            None => {
                digits = vec![b'1'];
                exponent += 1;
            }
        }
    }
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    if float.is_sign_negative() && float != 0.0 {
        out.push('-');
    }
    for (at, digit) in digits.iter().enumerate() {
        if at == 1 {
            out.push('.');
        }
        out.push(char::from(*digit));
    }
    if digits.len() == 1 {
        out.push_str(".0");
    }
    let _ = write!(out, "E{exponent}");
}

/// Whether a text begins as a full address does.
pub(super) fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    })
}

/// Whether JSON-LD takes an address as it stands, and RDF can carry it.
pub(super) fn is_plain_address(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else {
        return false;
    };
    if !SCHEMES.contains(&scheme) {
        return false;
    }
    // Most addresses are plainly fine; the others are left to the parser that the general algorithm asks too.
    let surely = match rest.strip_prefix("//") {
        Some(rest) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
            !host.is_empty()
                && host.bytes().all(|byte| kind_of(byte) == HOST)
                && path
                    .bytes()
                    .chain(fragment.bytes())
                    .all(|byte| kind_of(byte) >= PATH)
        }
        None => {
            let (path, fragment) = rest.split_once('#').unwrap_or((rest, ""));
            matches!(scheme, "urn" | "did" | "data")
                && !path.is_empty()
                && path
                    .bytes()
                    .chain(fragment.bytes())
                    .all(|byte| kind_of(byte) >= NAME)
        }
    };
    surely || NamedNode::new(address).is_ok()
}

/// What a byte may be part of: nothing that is sure, the name in a `urn:`, a path, a host.
const NAME: u8 = 1;
const PATH: u8 = 2;
const HOST: u8 = 3;

fn kind_of(byte: u8) -> u8 {
    const KINDS: [u8; 256] = {
        let mut kinds = [0; 256];
        let mut at = 0;
        while at < 256 {
            kinds[at] = match at as u8 {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => HOST,
                b'_' | b'~' | b'/' | b'+' | b'=' | b'@' => PATH,
                b':' | b';' | b',' => NAME,
                _ => 0,
            };
            at += 1;
        }
        kinds
    };
    KINDS[usize::from(byte)]
}
