//! The style sheet: colours that can be read, and classes that exist.

use std::collections::BTreeMap;

use gateway::assets::find;
use gateway::pages::samples;
use gateway::text::Text;

use crate::html::Document;

fn sheet() -> &'static str {
    std::str::from_utf8(find("", "css/accolade.css").unwrap().asset.bytes).unwrap()
}

/// Red, green, blue and opacity, each from 0 to 1.
type Colour = [f64; 4];

fn colour(hex: &str) -> Colour {
    let digits = hex.trim().trim_start_matches('#');
    let channel =
        |at: usize| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
    [
        channel(0),
        channel(2),
        channel(4),
        if digits.len() == 8 { channel(6) } else { 1.0 },
    ]
}

fn tokens() -> BTreeMap<&'static str, [Colour; 2]> {
    sheet()
        .lines()
        .filter_map(|line| {
            let (name, value) = line
                .trim()
                .strip_prefix("--")?
                .split_once(": light-dark(")?;
            let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
            (light.starts_with('#') && dark.starts_with('#'))
                .then(|| (name, [colour(light), colour(dark)]))
        })
        .collect()
}

fn over(front: Colour, back: Colour) -> Colour {
    let mix = |at: usize| front[at] * front[3] + back[at] * (1.0 - front[3]);
    [mix(0), mix(1), mix(2), 1.0]
}

fn luminance(colour: Colour) -> f64 {
    let linear = |share: f64| {
        if share <= 0.04045 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(front: Colour, back: Colour) -> f64 {
    let (a, b) = (luminance(over(front, back)), luminance(back));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn words_can_be_read_on_every_ground_in_both_schemes() {
    let tokens = tokens();
    assert!(tokens.len() >= 16, "{:?}", tokens.keys());
    for words in [
        "ink",
        "muted",
        "accent",
        "valid",
        "expiring",
        "expired",
        "suspended",
        "revoked",
        "unknown",
    ] {
        for ground in ["paper", "raised", "sunk"] {
            for scheme in [0, 1] {
                let ratio = contrast(tokens[words][scheme], tokens[ground][scheme]);
                assert!(
                    ratio >= 4.5,
                    "{words} on {ground}, scheme {scheme}: {ratio:.2}"
                );
            }
        }
    }
    for scheme in [0, 1] {
        let ratio = contrast(tokens["on-accent"][scheme], tokens["accent"][scheme]);
        assert!(
            ratio >= 4.5,
            "words on a button, scheme {scheme}: {ratio:.2}"
        );
    }
}

#[test]
fn a_state_can_be_read_on_its_own_tint() {
    let tokens = tokens();
    for state in [
        "valid",
        "expiring",
        "expired",
        "suspended",
        "revoked",
        "unknown",
        "accent",
    ] {
        for scheme in [0, 1] {
            let mut tint = tokens[state][scheme];
            tint[3] = 0.08;
            let ground = over(tint, tokens["raised"][scheme]);
            for words in [state, "ink", "muted"] {
                let ratio = contrast(tokens[words][scheme], ground);
                assert!(
                    ratio >= 4.5,
                    "{words} on the tint of {state}, scheme {scheme}: {ratio:.2}"
                );
            }
        }
    }
}

#[test]
fn the_edges_of_fields_can_be_seen() {
    let tokens = tokens();
    for scheme in [0, 1] {
        for ground in ["paper", "raised"] {
            let ratio = contrast(tokens["edge"][scheme], tokens[ground][scheme]);
            assert!(
                ratio >= 3.0,
                "edge on {ground}, scheme {scheme}: {ratio:.2}"
            );
        }
    }
}

#[test]
fn every_class_a_page_uses_is_styled() {
    let sheet = sheet();
    // Told apart for scripts, tests or by their sisters only.
    let plain = ["plain", "wallet", "console", "copy", "method-get"];
    for page in samples::all(Text::default()).unwrap() {
        let document = Document::parse(&page.html).unwrap();
        for class in document
            .elements
            .iter()
            .filter_map(|element| element.get("class"))
            .flat_map(str::split_whitespace)
        {
            let styled = sheet
                .match_indices(&format!(".{class}"))
                .any(|(at, found)| {
                    !sheet[at + found.len()..].starts_with(|next: char| {
                        next.is_ascii_alphanumeric() || next == '-' || next == '_'
                    })
                });
            assert!(
                styled || plain.contains(&class),
                "{}: nothing styles .{class}",
                page.name
            );
        }
    }
}

#[test]
fn the_sheet_serves_paper_motion_and_forced_colours() {
    for needed in [
        "@media print",
        "prefers-reduced-motion",
        "forced-colors: active",
        ":focus-visible",
        "color-scheme: light dark",
    ] {
        assert!(sheet().contains(needed), "{needed}");
    }
    // Right to left works by logical properties alone.
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
        "float: left",
    ] {
        assert!(!sheet().contains(physical), "{physical}");
    }
}

#[test]
fn the_sheet_loads_nothing_from_elsewhere() {
    for rest in sheet().split("url(").skip(1) {
        assert!(rest.starts_with("\"guilloche.svg\""), "{}", &rest[..40]);
    }
    assert!(!sheet().contains("@import"));
}
