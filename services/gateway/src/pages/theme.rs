//! An organization's accent colour, made readable: darkened on paper and lightened on night until it passes contrast.
//!
//! A page may hold no inline style, so the colour is a style sheet of its own at `/theme/<six hexadecimal digits>.css`.

/// The grounds where a colour is hardest to read: sunk paper and raised night, as in `accolade.css`.
const PAPER: Rgb = Rgb(0xf3, 0xf1, 0xea);
const NIGHT: Rgb = Rgb(0x17, 0x1d, 0x27);
const CHALK: Rgb = Rgb(0xff, 0xff, 0xff);
/// WCAG 2.2 §1.4.3, text of normal size; the small surplus covers tinted grounds.
const READABLE: f64 = 4.8;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Rgb(u8, u8, u8);

impl Rgb {
    fn parse(digits: &str) -> Option<Rgb> {
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| {
            digits
                .get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        Some(Rgb(channel(0)?, channel(2)?, channel(4)?))
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

    /// Contrast ratio (WCAG 2.2), between 1 and 21.
    fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// A step of one twentieth towards another colour.
    fn towards(self, other: Rgb) -> Rgb {
        let step = |from: u8, to: u8| {
            let (from, to) = (i16::from(from), i16::from(to));
            let distance = to - from;
            let moved = distance / 20 + distance.signum();
            let limited = if moved.abs() > distance.abs() {
                distance
            } else {
                moved
            };
            u8::try_from(from + limited).unwrap_or_default()
        };
        Rgb(
            step(self.0, other.0),
            step(self.1, other.1),
            step(self.2, other.2),
        )
    }

    fn readable_on(self, ground: Rgb, towards: Rgb) -> Rgb {
        let mut colour = self;
        while colour.contrast(ground) < READABLE && colour != towards {
            colour = colour.towards(towards);
        }
        colour
    }

    fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// The address of the style sheet for a colour such as `#2b4acb`; nothing for anything else.
pub fn href(colour: &str) -> Option<String> {
    let digits = colour
        .strip_prefix('#')
        .unwrap_or(colour)
        .to_ascii_lowercase();
    Rgb::parse(&digits).map(|_| format!("/theme/{digits}.css"))
}

/// The style sheet for the digits of `/theme/{digits}.css`; nothing when they are not six hexadecimal digits.
pub fn stylesheet(digits: &str) -> Option<String> {
    let colour = Rgb::parse(digits)?;
    let on_paper = colour.readable_on(PAPER, Rgb(0, 0, 0));
    let on_night = colour.readable_on(NIGHT, CHALK);
    Some(format!(
        ":root{{--accent:light-dark({paper},{night});--on-accent:light-dark(#ffffff,#10151d)}}\n",
        paper = on_paper.css(),
        night = on_night.css(),
    ))
}

/// The first of these inks that can be read on a colour such as `#2b4acb`; the last where none can. Nothing where
/// it is no colour.
pub(crate) fn ink_on<'a>(colour: &str, inks: &[&'a str]) -> Option<&'a str> {
    let ground = Rgb::parse(colour.strip_prefix('#')?)?;
    let readable = |ink: &&&str| {
        ink.strip_prefix('#')
            .and_then(Rgb::parse)
            .is_some_and(|ink| ink.contrast(ground) >= 4.5)
    };
    inks.iter().find(readable).or(inks.last()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(digits: &str) -> (Rgb, Rgb) {
        let sheet = stylesheet(digits).unwrap();
        let pair = sheet
            .split("light-dark(")
            .nth(1)
            .unwrap()
            .split(')')
            .next()
            .unwrap();
        let (paper, night) = pair.split_once(',').unwrap();
        (
            Rgb::parse(&paper[1..]).unwrap(),
            Rgb::parse(&night[1..]).unwrap(),
        )
    }

    #[test]
    fn any_colour_becomes_readable_in_both_schemes() {
        for digits in [
            "2b4acb", "ffff00", "000000", "ffffff", "808080", "10151d", "fbfaf6", "00ff7f",
            "7a0019",
        ] {
            let (paper, night) = shown(digits);
            assert!(paper.contrast(PAPER) >= 4.5, "{digits} on paper: {paper:?}");
            assert!(night.contrast(NIGHT) >= 4.5, "{digits} on night: {night:?}");
            // Words on a button: white on the one, night on the other.
            assert!(paper.contrast(CHALK) >= 4.5, "{digits} under white");
        }
    }

    #[test]
    fn a_readable_colour_stays_as_it_is() {
        assert_eq!(shown("2b4acb").0, Rgb(0x2b, 0x4a, 0xcb));
    }

    #[test]
    fn anything_but_six_digits_is_refused() {
        for colour in ["", "#fff", "red", "12345g", "2b4acb;}", "ééé"] {
            assert_eq!(href(colour), None, "{colour}");
            assert_eq!(stylesheet(colour), None, "{colour}");
        }
        assert_eq!(href("#2B4ACB").as_deref(), Some("/theme/2b4acb.css"));
    }
}
