//! Texts that must have a form.
use crate::timestamp::instant;

/// Whether a text has a scheme, something after it, and no white space.
pub(super) fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
        && !rest.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Whether a text is a date, with or without time.
pub(super) fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(2, 'T').collect();
    match parts[..] {
        [_, _] => instant(text).is_some(),
        [day] => instant(&format!("{day}T00:00:00Z")).is_some(),
        _ => false,
    }
}

/// The pattern of the official schema: `en`, `zh-Hant`, `pt-BR`, `es-419`.
pub(super) fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let letters = |part: &str, check: fn(&u8) -> bool| part.as_bytes().iter().all(check);
    let Some(language) = parts.next() else {
        return false;
    };
    if !(2..=4).contains(&language.len()) || !letters(language, u8::is_ascii_lowercase) {
        return false;
    }
    if parts
        .peek()
        .is_some_and(|p| p.len() == 4 && letters(p, u8::is_ascii_alphabetic))
    {
        parts.next();
    }
    if parts.peek().is_some_and(|p| {
        (p.len() == 2 && letters(p, u8::is_ascii_uppercase))
            || (p.len() == 3 && letters(p, u8::is_ascii_digit))
    }) {
        parts.next();
    }
    parts.next().is_none()
}
