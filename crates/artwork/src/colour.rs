//! Colours as sRGB, and the WCAG contrast between two of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An opaque sRGB colour; in text and JSON `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

/// A text that is not a colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a colour: write six hexadecimal digits after a number sign, such as #2b4acb")]
pub struct ColourError(pub String);

impl Colour {
    /// The paper of the light scheme, `#fbfaf6`.
    pub const PAPER: Colour = Colour::rgb(0xfb, 0xfa, 0xf6);
    /// The ink of the light scheme, `#16202e`.
    pub const INK: Colour = Colour::rgb(0x16, 0x20, 0x2e);
    /// The ground of the dark scheme, `#10151d`.
    pub const NIGHT: Colour = Colour::rgb(0x10, 0x15, 0x1d);
    /// The writing of the dark scheme, `#ece8df`.
    pub const CHALK: Colour = Colour::rgb(0xec, 0xe8, 0xdf);

    /// A colour of its three parts.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// This colour with `share` (0 to 1) of another mixed in.
    #[must_use]
    pub fn mixed(self, other: Colour, share: f32) -> Colour {
        let share = share.clamp(0.0, 1.0);
        let part =
            |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Colour::rgb(
            part(self.red, other.red),
            part(self.green, other.green),
            part(self.blue, other.blue),
        )
    }

    /// Relative luminance, 0 (black) to 1 (white), after WCAG 2.2.
    pub fn luminance(self) -> f32 {
        let linear = |part: u8| {
            let value = f32::from(part) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Contrast ratio with another colour, 1 to 21, after WCAG 2.2.
    pub fn contrast(self, other: Colour) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest colour on the way to white or black (whichever is the shorter) with at least `ratio` against `ground`.
    #[must_use]
    pub fn legible_on(self, ground: Colour, ratio: f32) -> Colour {
        if self.contrast(ground) >= ratio {
            return self;
        }
        let towards = |end: Colour| {
            (1..=40)
                .map(|step| self.mixed(end, step as f32 / 40.0))
                .zip(1..)
                .find(|(c, _)| c.contrast(ground) >= ratio)
        };
        let white = towards(Colour::rgb(255, 255, 255));
        let black = towards(Colour::rgb(0, 0, 0));
        match (white, black) {
            (Some((light, up)), Some((dark, down))) => {
                if up <= down {
                    light
                } else {
                    dark
                }
            }
            (Some((only, _)), None) | (None, Some((only, _))) => only,
            (None, None) if ground.luminance() < 0.18 => Colour::rgb(255, 255, 255),
            (None, None) => Colour::rgb(0, 0, 0),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ColourError(text.chars().take(40).collect());
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
            .ok_or_else(wrong)?;
        let value = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Colour::rgb(red, green, blue))
    }
}

impl TryFrom<String> for Colour {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_reads_back_as_written_and_rubbish_is_refused_with_the_value() {
        let colour: Colour = "#2B4acb".parse().unwrap();
        assert_eq!(colour.to_string(), "#2b4acb");
        for wrong in [
            "",
            "2b4acb",
            "#2b4ac",
            "#2b4acbff",
            "blue",
            "#ééé",
            "#+12345",
        ] {
            assert!(
                wrong
                    .parse::<Colour>()
                    .unwrap_err()
                    .to_string()
                    .contains(wrong)
            );
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((Colour::rgb(255, 255, 255).contrast(Colour::rgb(0, 0, 0)) - 21.0).abs() < 0.01);
        assert!(
            (Colour::rgb(0x76, 0x76, 0x76).contrast(Colour::rgb(255, 255, 255)) - 4.54).abs()
                < 0.01
        );
    }

    #[test]
    fn a_colour_is_moved_no_further_than_legibility_asks() {
        let accent: Colour = "#2b4acb".parse().unwrap();
        assert_eq!(accent.legible_on(Colour::PAPER, 4.5), accent);
        let on_night = accent.legible_on(Colour::NIGHT, 4.5);
        assert!((4.5..5.5).contains(&on_night.contrast(Colour::NIGHT)));
    }
}
