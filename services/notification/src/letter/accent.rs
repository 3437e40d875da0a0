//! An organization's colour, made readable: darkened on paper, lightened on night, until it passes contrast.

const PAPER: Rgb = Rgb(0xfb, 0xfa, 0xf6);
const NIGHT: Rgb = Rgb(0x17, 0x1d, 0x27);
const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);
const DEEP_BLUE: Rgb = Rgb(0x2b, 0x4a, 0xcb);
/// WCAG 2.2 §1.4.3 asks for 4.5; the surplus covers grounds that mail programs tint.
const READABLE: f64 = 4.8;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Rgb(u8, u8, u8);

/// The colour for either scheme, `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accent {
    /// On paper; white is readable on it.
    pub light: String,
    /// On night; ink is readable on it.
    pub dark: String,
}

impl Accent {
    /// From `#rrggbb`; deep blue for anything else.
    pub fn of(colour: &str) -> Self {
        let colour = Rgb::parse(colour).unwrap_or(DEEP_BLUE);
        Self {
            light: colour.until_readable_on(PAPER, BLACK).css(),
            dark: colour.until_readable_on(NIGHT, WHITE).css(),
        }
    }
}

impl Rgb {
    fn parse(colour: &str) -> Option<Self> {
        let digits = colour.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| {
            digits
                .get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        Some(Self(channel(0)?, channel(2)?, channel(4)?))
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn until_readable_on(self, ground: Self, towards: Self) -> Self {
        let mut colour = self;
        while colour.contrast(ground) < READABLE && colour != towards {
            colour = colour.step(towards);
        }
        colour
    }

    /// A twentieth of the way, at least one.
    fn step(self, towards: Self) -> Self {
        let step = |from: u8, to: u8| {
            let distance = i16::from(to) - i16::from(from);
            let moved = i16::from(from) + distance / 20 + distance.signum();
            u8::try_from(moved.clamp(0, 255)).unwrap_or(to)
        };
        Self(
            step(self.0, towards.0),
            step(self.1, towards.1),
            step(self.2, towards.2),
        )
    }

    fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_colour_becomes_readable_in_both_schemes() {
        for colour in [
            "#2b4acb", "#ffff00", "#000000", "#ffffff", "#808080", "#10151d", "#00ff7f", "#7a0019",
        ] {
            let accent = Accent::of(colour);
            let (light, dark) = (
                Rgb::parse(&accent.light).unwrap(),
                Rgb::parse(&accent.dark).unwrap(),
            );
            assert!(
                light.contrast(PAPER) >= 4.5 && light.contrast(WHITE) >= 4.5,
                "{colour}: {light:?}"
            );
            assert!(dark.contrast(NIGHT) >= 4.5, "{colour}: {dark:?}");
        }
    }

    #[test]
    fn a_readable_colour_stays_and_nonsense_becomes_deep_blue() {
        assert_eq!(Accent::of("#2b4acb").light, "#2b4acb");
        for colour in ["", "red", "#fff", "2b4acb", "#2b4acb;}", "#ééé"] {
            assert_eq!(Accent::of(colour).light, "#2b4acb", "{colour}");
        }
    }
}
