//! The social card: what a network shows when somebody shares a badge. 1200 by 630 pixels, ink on paper.

use crate::colour::Colour;
use crate::fonts::{Class, Fonts, Style};
use crate::path::PathData;
use crate::render::{Art, RenderError, closed_options, draw_art, raster};
use crate::rosette::rosette_group;
use crate::text::{self, Fitted};
use resvg::usvg;
use std::fmt::Write as _;

/// What stands on a card. All words come from the caller's message files.
#[derive(Clone, Copy, Debug)]
pub struct CardData<'a> {
    /// Name of the issuer.
    pub issuer: &'a str,
    /// Name of the badge.
    pub title: &'a str,
    /// Name of the earner, where the page shows it.
    pub recipient: Option<&'a str>,
    /// State of the badge, which sets mark and colour.
    pub state: CardState,
    /// The words in the reader's language.
    pub words: CardWords<'a>,
    /// Picture of the badge.
    pub art: Art<'a>,
    /// Seed of the rosette: the same as on the page.
    pub rosette_seed: &'a [u8],
    /// Accent of the tenant; darkened until it can be seen on paper.
    pub accent: Colour,
    /// Whether the reader's language runs from right to left: the card is mirrored.
    pub right_to_left: bool,
}

/// The words of a card.
#[derive(Clone, Copy, Debug)]
pub struct CardWords<'a> {
    /// The state ("Valid", "Revoked").
    pub state: &'a str,
    /// "Awarded to".
    pub awarded_to: &'a str,
    /// "Issued by".
    pub issued_by: &'a str,
}

/// State of a badge as the card shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardState {
    /// Laurel green, a tick.
    Valid,
    /// Slate, a clock; the badge is drawn faint.
    Expired,
    /// Violet, a pause; the badge is drawn faint.
    Suspended,
    /// Crimson, a cross; the badge is drawn faint.
    Revoked,
}

/// Width of a card in pixels.
pub const CARD_WIDTH: u32 = 1200;
/// Height of a card in pixels.
pub const CARD_HEIGHT: u32 = 630;

const TITLE: Style = Style {
    class: Class::Serif,
    bold: true,
    tracking: -0.005,
};
const NAME: Style = Style {
    class: Class::Serif,
    bold: false,
    tracking: 0.0,
};
const LABEL: Style = Style {
    class: Class::Sans,
    bold: false,
    tracking: 0.01,
};
const STRONG: Style = Style {
    class: Class::Sans,
    bold: true,
    tracking: 0.01,
};

impl CardState {
    fn colour(self) -> Colour {
        match self {
            CardState::Valid => Colour::rgb(0x1c, 0x6b, 0x4f),
            CardState::Expired => Colour::rgb(0x54, 0x60, 0x6e),
            CardState::Suspended => Colour::rgb(0x5b, 0x4b, 0x9a),
            CardState::Revoked => Colour::rgb(0xa4, 0x26, 0x2c),
        }
    }

    /// The mark inside a ring of 24 units.
    fn mark(self) -> &'static str {
        match self {
            CardState::Valid => "M7.5 12.4l3 3 6-6.4",
            CardState::Expired => "M12 6.8V12l3.4 2",
            CardState::Suspended => "M9.6 8v8M14.4 8v8",
            CardState::Revoked => "M8.6 8.6l6.8 6.8M15.4 8.6l-6.8 6.8",
        }
    }
}

/// Draws a card.
pub fn social_card_png(fonts: &Fonts, data: &CardData<'_>) -> Result<Vec<u8>, RenderError> {
    let tree = usvg::Tree::from_str(&ground_svg(fonts, data), &closed_options())?;
    let mut pixmap = raster(&tree, CARD_WIDTH, CARD_HEIGHT)?;
    let middle = Sides {
        mirrored: data.right_to_left,
    }
    .art_middle();
    let opacity = if data.state == CardState::Valid {
        1.0
    } else {
        0.42
    };
    draw_art(
        &mut pixmap,
        data.art,
        (middle - ART / 2.0, MIDDLE - ART / 2.0, ART),
        opacity,
    )?;
    pixmap
        .encode_png()
        .map_err(|e| RenderError::Png(e.to_string()))
}

const MIDDLE: f32 = 315.0;
const ART: f32 = 340.0;
const ROSETTE: f32 = 520.0;
/// The column of words: its near edge and its width, before mirroring.
const COLUMN: (f32, f32) = (628.0, 510.0);

/// Left and right, exchanged for languages that run from right to left.
#[derive(Clone, Copy)]
struct Sides {
    mirrored: bool,
}

impl Sides {
    fn art_middle(self) -> f32 {
        if self.mirrored {
            CARD_WIDTH as f32 - 324.0
        } else {
            324.0
        }
    }

    /// Left end of something `width` wide that begins `offset` into the column.
    fn start(self, offset: f32, width: f32) -> f32 {
        let (near, _) = COLUMN;
        if self.mirrored {
            CARD_WIDTH as f32 - near - offset - width
        } else {
            near + offset
        }
    }
}

/// Everything but the badge.
fn ground_svg(fonts: &Fonts, data: &CardData<'_>) -> String {
    let sides = Sides {
        mirrored: data.right_to_left,
    };
    let accent = data.accent.legible_on(Colour::PAPER, 3.0);
    let (paper, ink) = (Colour::PAPER, Colour::INK);
    let hairline = paper.mixed(ink, 0.22);
    let mut svg = String::with_capacity(60_000);
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><rect width="{w}" height="{h}" fill="{paper}"/>"#,
            r#"<g fill="none" stroke="{hairline}"><rect x="24.5" y="24.5" width="{ow}" height="{oh}"/><rect x="32.5" y="32.5" width="{iw}" height="{ih}" stroke="{accent}" stroke-opacity=".45"/></g>"#
        ),
        w = CARD_WIDTH,
        h = CARD_HEIGHT,
        paper = paper,
        hairline = hairline,
        accent = accent,
        ow = CARD_WIDTH - 49,
        oh = CARD_HEIGHT - 49,
        iw = CARD_WIDTH - 65,
        ih = CARD_HEIGHT - 65
    );
    let _ = write!(
        svg,
        r#"<g transform="translate({} {}) scale({})" opacity=".75">{}</g>"#,
        sides.art_middle() - ROSETTE / 2.0,
        MIDDLE - ROSETTE / 2.0,
        ROSETTE / 1000.0,
        rosette_group(data.rosette_seed, &accent.to_string(), 1.25)
    );
    // A pool of paper under the badge keeps its outline clear of the lace.
    let _ = write!(
        svg,
        r#"<defs><radialGradient id="p"><stop offset=".55" stop-color="{paper}" stop-opacity=".92"/><stop offset="1" stop-color="{paper}" stop-opacity="0"/></radialGradient></defs><circle cx="{}" cy="{MIDDLE}" r="225" fill="url(#p)"/>"#,
        sides.art_middle()
    );
    words(&mut svg, fonts, data, sides);
    svg.push_str("</svg>");
    svg
}

/// The column of words, set as one block in the middle of the height.
fn words(svg: &mut String, fonts: &Fonts, data: &CardData<'_>, sides: Sides) {
    let (_, width) = COLUMN;
    let muted = Colour::PAPER.mixed(Colour::INK, 0.68);
    let title = text::fit(
        fonts,
        data.title,
        TITLE,
        &[&[width], &[width, width], &[width, width, width]],
        62.0,
    );
    let name = data
        .recipient
        .map(|name| text::fit(fonts, name, NAME, &[&[width], &[width, width]], 42.0));
    let issuer = text::fit(
        fonts,
        data.issuer,
        STRONG,
        &[&[width], &[width, width]],
        27.0,
    );
    let name_height = name.as_ref().map_or(0.0, |name| 34.0 + height(name) + 30.0);
    let total = 36.0 + 30.0 + height(&title) + 34.0 + 34.0 + name_height + 32.0 + height(&issuer);
    let mut y = MIDDLE - total / 2.0;

    let state = data.state.colour();
    let word = text::fit(fonts, data.words.state, STRONG, &[&[width - 50.0]], 25.0);
    let _ = write!(
        svg,
        r#"<g transform="translate({} {y}) scale(1.5)" fill="none" stroke="{state}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"><circle cx="12" cy="12" r="10.2"/><path d="{}"/></g>"#,
        sides.start(0.0, 36.0),
        data.state.mark()
    );
    lines(svg, &word, sides, 48.0, y + 27.0, state);
    y += 36.0 + 30.0;
    lines(svg, &title, sides, 0.0, y + title.size * 0.8, Colour::INK);
    y += height(&title) + 34.0;
    let _ = write!(
        svg,
        r#"<path d="M{} {y}h{width}" stroke="{}" fill="none"/>"#,
        sides.start(0.0, width),
        Colour::PAPER.mixed(Colour::INK, 0.25)
    );
    y += 34.0;
    if let Some(name) = &name {
        lines(
            svg,
            &text::fit(fonts, data.words.awarded_to, LABEL, &[&[width]], 22.0),
            sides,
            0.0,
            y + 16.0,
            muted,
        );
        y += 34.0;
        lines(svg, name, sides, 0.0, y + name.size * 0.8, Colour::INK);
        y += height(name) + 30.0;
    }
    lines(
        svg,
        &text::fit(fonts, data.words.issued_by, LABEL, &[&[width]], 22.0),
        sides,
        0.0,
        y + 16.0,
        muted,
    );
    y += 32.0;
    lines(svg, &issuer, sides, 0.0, y + issuer.size * 0.8, Colour::INK);
}

fn height(fitted: &Fitted) -> f32 {
    fitted.size * (0.95 + 1.18 * fitted.lines.len().saturating_sub(1) as f32)
}

/// Draws lines from the near edge of the column, the first on the baseline `y`.
fn lines(svg: &mut String, fitted: &Fitted, sides: Sides, offset: f32, y: f32, colour: Colour) {
    let mut path = PathData::new();
    for (number, line) in fitted.lines.iter().enumerate() {
        line.draw(
            &mut path,
            fitted.size,
            sides.start(offset, line.width * fitted.size),
            y + fitted.size * 1.18 * number as f32,
        );
    }
    if !path.is_empty() {
        let _ = write!(svg, r#"<path d="{}" fill="{colour}"/>"#, path.into_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::Design;
    use resvg::tiny_skia::Pixmap;

    const WORDS: CardWords<'_> = CardWords {
        state: "Valid",
        awarded_to: "Awarded to",
        issued_by: "Issued by",
    };

    fn card(change: impl FnOnce(&mut CardData<'_>)) -> Pixmap {
        card_with(None, change)
    }

    fn card_with(png: Option<&[u8]>, change: impl FnOnce(&mut CardData<'_>)) -> Pixmap {
        let fonts = Fonts::bundled();
        let accent = Colour::rgb(0x2b, 0x4a, 0xcb);
        let svg = crate::badge_svg(
            &fonts,
            &Design::default_for("Fellow", "Plant Society", accent, 1, 1),
        );
        let mut data = CardData {
            issuer: "Plant Society",
            title: "Fellow",
            recipient: Some("प्रिया शर्मा"),
            state: CardState::Valid,
            words: WORDS,
            art: png.map_or(Art::Svg(&svg), Art::Png),
            rosette_seed: b"credential and key",
            accent,
            right_to_left: false,
        };
        change(&mut data);
        Pixmap::decode_png(&social_card_png(&fonts, &data).unwrap()).unwrap()
    }

    /// How much is drawn between two columns.
    fn ink_between(card: &Pixmap, from: u32, to: u32) -> usize {
        let dark = |x: u32, y: u32| card.pixel(x, y).is_some_and(|p| p.green() < 120);
        (60..570)
            .map(|y| (from..to).filter(|x| dark(*x, y)).count())
            .sum()
    }

    #[test]
    fn a_card_has_the_size_that_networks_ask_for_and_no_transparency() {
        let card = card(|_| {});
        assert_eq!((card.width(), card.height()), (1200, 630));
        assert!(card.pixels().iter().all(|p| p.alpha() == 255));
    }

    #[test]
    fn a_card_without_a_recipient_says_nothing_in_its_place() {
        let (with, without) = (card(|_| {}), card(|data| data.recipient = None));
        assert!(ink_between(&without, 620, 1150) < ink_between(&with, 620, 1150));
    }

    #[test]
    fn a_card_in_a_right_to_left_language_is_mirrored() {
        let plain = card(|_| {});
        let mirrored = card(|data| data.right_to_left = true);
        let (left, right) = ((150, 500), (700, 1050));
        assert!(ink_between(&plain, left.0, left.1) > ink_between(&plain, right.0, right.1));
        assert!(ink_between(&mirrored, right.0, right.1) > ink_between(&mirrored, left.0, left.1));
    }

    #[test]
    fn a_badge_that_does_not_hold_is_drawn_faint_and_each_state_has_its_own_look() {
        let states = [
            CardState::Valid,
            CardState::Expired,
            CardState::Suspended,
            CardState::Revoked,
        ];
        let cards = states.map(|state| card(|data| data.state = state));
        for (number, a) in cards.iter().enumerate() {
            for b in &cards[..number] {
                assert_ne!(a.data(), b.data());
            }
        }
        for faint in &cards[1..] {
            assert!(ink_between(faint, 150, 500) * 4 < ink_between(&cards[0], 150, 500));
        }
    }

    #[test]
    fn every_state_can_be_read_on_paper() {
        for state in [
            CardState::Valid,
            CardState::Expired,
            CardState::Suspended,
            CardState::Revoked,
        ] {
            assert!(state.colour().contrast(Colour::PAPER) >= 4.5, "{state:?}");
        }
    }

    #[test]
    fn the_rosette_is_that_of_the_seed_and_uploaded_art_is_drawn() {
        let plain = card(|_| {});
        assert_ne!(
            plain.data(),
            card(|data| data.rosette_seed = b"another").data()
        );
        let mut red = Pixmap::new(400, 300).unwrap();
        red.fill(resvg::tiny_skia::Color::from_rgba8(200, 0, 0, 255));
        let png = red.encode_png().unwrap();
        let with_art = card_with(Some(&png), |_| {});
        let middle = with_art.pixel(324, 315).unwrap();
        assert_eq!((middle.red(), middle.green(), middle.blue()), (200, 0, 0));
        assert_ne!(
            with_art.pixel(324, 160).unwrap().red(),
            200,
            "the art keeps its proportions"
        );
    }
}
