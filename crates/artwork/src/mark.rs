//! The mark of an issuer without a logo: its initials in an engraved disc, with the petals of its own rosette.

use crate::colour::Colour;
use crate::design::monogram;
use crate::fonts::{Class, Fonts, Style};
use crate::path::PathData;
use crate::render::escape;
use crate::rosette;
use crate::text;
use std::f32::consts::TAU;

const LETTERS: Style = Style {
    class: Class::Serif,
    bold: true,
    tracking: 0.02,
};

/// Draws the mark on a square of 200 units, legible from 24 pixels up. `seed` is that of the issuer's rosette.
pub fn issuer_mark_svg(fonts: &Fonts, name: &str, seed: &[u8], accent: Colour) -> String {
    let ink = Colour::rgb(0xff, 0xff, 0xff);
    let field = accent.legible_on(ink, 4.5);
    let line = field.mixed(ink, 0.55);
    // Two to three times the symmetry of the rosette: the same hand at the size of a coin.
    let petals = rosette::petals(seed);
    let petals = if petals < 10 { petals * 3 } else { petals * 2 };
    let edge = petalled(petals, 93.0, 4.5);
    let inner = petalled(petals, 78.0, 2.6);
    let letters = monogram(name);
    let middle = if letters.is_empty() {
        format!(
            r#"<path d="{}" transform="translate(64 64) scale(3)" fill="none" stroke="{ink}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>"#,
            crate::icons::path("award").unwrap_or_default()
        )
    } else {
        let fitted = text::fit(fonts, &letters, LETTERS, &[&[112.0]], 74.0);
        let mut path = PathData::new();
        for line in &fitted.lines {
            line.draw_centred(&mut path, fitted.size, 100.0, 100.0 + fitted.size * 0.36);
        }
        format!(r#"<path d="{}" fill="{ink}"/>"#, path.into_string())
    };
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200" role="img"><title>{}</title><path d="{edge}" fill="{field}"/><path d="{inner}" fill="none" stroke="{line}" stroke-width="2"/>{middle}</svg>"#,
        escape(&text::tidy(name))
    )
}

/// A circle around (100, 100) pressed into petals.
fn petalled(petals: u16, radius: f32, depth: f32) -> String {
    let segments = petals * 4;
    let step = TAU / f32::from(segments);
    let third = step / 3.0;
    let at = |number: u16| {
        let angle = step * f32::from(number);
        let (wave, slope) = (f32::from(petals) * angle).sin_cos();
        let (r, dr) = (radius + depth * wave, depth * f32::from(petals) * slope);
        let (sin, cos) = angle.sin_cos();
        (
            (100.0 + r * cos, 100.0 + r * sin),
            (dr * cos - r * sin, dr * sin + r * cos),
        )
    };
    let mut path = PathData::new();
    let ((x, y), (mut dx0, mut dy0)) = at(0);
    let (mut x0, mut y0) = (x, y);
    path.move_to(x, y);
    for number in 1..=segments {
        let ((x, y), (dx, dy)) = at(number);
        path.cubic_to(
            x0 + dx0 * third,
            y0 + dy0 * third,
            x - dx * third,
            y - dy * third,
            x,
            y,
        );
        (x0, y0, dx0, dy0) = (x, y, dx, dy);
    }
    path.close();
    path.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_small_and_is_drawn_for_any_name_and_accent() {
        let fonts = Fonts::bundled();
        for name in [
            "Plant Society",
            "الجمعية المهنية",
            "日本提案管理協会",
            "",
            "A & B <C>",
        ] {
            for accent in ["#ffffff", "#000000", "#2b4acb"] {
                let svg = issuer_mark_svg(&fonts, name, b"keys", accent.parse().unwrap());
                assert!(svg.len() < 12_000, "{} bytes", svg.len());
                assert!(
                    crate::render_png(&svg, 32).unwrap().starts_with(b"\x89PNG"),
                    "{name}"
                );
            }
        }
    }

    #[test]
    fn issuers_of_the_same_initials_differ_by_their_petals() {
        let fonts = Fonts::bundled();
        let accent = Colour::rgb(0x2b, 0x4a, 0xcb);
        let marks: std::collections::HashSet<String> = (0..40u8)
            .map(|seed| issuer_mark_svg(&fonts, "Plant Society", &[seed], accent))
            .collect();
        assert!(marks.len() >= 6, "{} different marks", marks.len());
    }
}
