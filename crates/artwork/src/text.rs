//! Text to outlines: which face draws which run, in which direction, how wide it is, and how it is fitted into lines.
//!
//! Pictures carry text as paths, so they look the same wherever they are opened. `usvg` could do this, but it takes every
//! line as left-to-right and falls back glyph by glyph; here a run keeps one face and one script, and a line has the
//! direction of its paragraph.

use crate::fonts::{Fonts, OpenFace, Style, is_invisible};
use crate::path::PathData;
use harfrust::{Direction, ShapeOptions, ShaperData, UnicodeBuffer};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{LocationRef, Size};
use skrifa::{GlyphId, MetadataProvider as _};
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript as _};

/// What is drawn where no font has the character; callers tell staff beforehand by `Fonts::missing_glyphs`.
const REPLACEMENT: char = '\u{FFFD}';

/// One line of text as the commands of its outlines, at a size of one em, from x = 0 on the baseline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Advance width in em.
    pub(crate) width: f32,
    outlines: Vec<Command>,
}

#[derive(Clone, Copy, Debug)]
enum Command {
    Move([f32; 2]),
    Line([f32; 2]),
    Quad([f32; 4]),
    Cubic([f32; 6]),
    Close,
}

/// Lines that fit their widths, and the size they are to be drawn at.
#[derive(Clone, Debug)]
pub(crate) struct Fitted {
    pub(crate) size: f32,
    pub(crate) lines: Vec<Line>,
}

impl Line {
    /// Draws the line at a size, with its left end at `x` on the baseline `y`.
    pub(crate) fn draw(&self, path: &mut PathData, size: f32, x: f32, y: f32) {
        let at = |px: f32, py: f32| (x + px * size, y - py * size);
        for command in &self.outlines {
            match *command {
                Command::Move([px, py]) => {
                    let (x, y) = at(px, py);
                    path.move_to(x, y);
                }
                Command::Line([px, py]) => {
                    let (x, y) = at(px, py);
                    path.line_to(x, y);
                }
                Command::Quad([ax, ay, px, py]) => {
                    let ((ax, ay), (x, y)) = (at(ax, ay), at(px, py));
                    path.quad_to(ax, ay, x, y);
                }
                Command::Cubic([ax, ay, bx, by, px, py]) => {
                    let ((ax, ay), (bx, by), (x, y)) = (at(ax, ay), at(bx, by), at(px, py));
                    path.cubic_to(ax, ay, bx, by, x, y);
                }
                Command::Close => path.close(),
            }
        }
    }

    /// Draws the line with its middle at `x`.
    pub(crate) fn draw_centred(&self, path: &mut PathData, size: f32, x: f32, y: f32) {
        self.draw(path, size, x - self.width * size / 2.0, y);
    }
}

/// The text as it is set: one line of single spaces, without controls, and without the marks that could reorder a name.
pub(crate) fn tidy(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(u32::from(*c), 0x202A..=0x202E | 0x2066..=0x2069 | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F));
    let spaced: String = kept
        .map(|c| {
            if c.is_control() || c == '\u{2028}' || c == '\u{2029}' {
                ' '
            } else {
                c
            }
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text is read from right to left: the direction of its first strong character.
pub(crate) fn is_rtl(text: &str) -> bool {
    BidiInfo::new(text, None)
        .paragraphs
        .first()
        .is_some_and(|paragraph| paragraph.level.is_rtl())
}

/// Sets a text in as few lines as keep it large. `widths` gives for one line, two lines … the width each line may have;
/// the size is `largest` or whatever smaller size makes the text fit, so nothing ever runs over.
pub(crate) fn fit(
    fonts: &Fonts,
    text: &str,
    style: Style,
    widths: &[&[f32]],
    largest: f32,
) -> Fitted {
    let text = tidy(text);
    let faces = fonts.open_for(style);
    let level = if is_rtl(&text) {
        Level::rtl()
    } else {
        Level::ltr()
    };
    let pieces = breakable(&text);
    let measured: Vec<f32> = pieces
        .iter()
        .map(|piece| set(&faces, piece, style, level).width)
        .collect();
    let mut best: Option<(f32, Vec<usize>)> = None;
    for lines in widths.iter().take(pieces.len().max(1)) {
        let (size, ends) = best_breaks(&measured, lines);
        // One line more must make the text clearly larger, else the shorter setting reads better.
        if best
            .as_ref()
            .is_none_or(|(known, _)| size.min(largest) > known.min(largest) * 1.12)
        {
            best = Some((size, ends));
        }
    }
    let (_, ends) = best.unwrap_or((largest, vec![pieces.len()]));
    let mut from = 0;
    let mut lines = Vec::with_capacity(ends.len());
    for end in ends {
        let part: String = pieces.get(from..end).unwrap_or_default().concat();
        lines.push(set(&faces, part.trim(), style, level));
        from = end;
    }
    let allowed = widths
        .iter()
        .find(|set| set.len() == lines.len())
        .copied()
        .unwrap_or_default();
    let size = lines
        .iter()
        .zip(allowed)
        .map(|(line, width)| width / line.width.max(0.01))
        .fold(largest, f32::min);
    Fitted { size, lines }
}

/// The breaks that keep the narrowest line as large as can be: the size, and after which piece each line ends.
fn best_breaks(pieces: &[f32], widths: &[f32]) -> (f32, Vec<usize>) {
    let Some((&width, further)) = widths.split_first() else {
        return (0.0, Vec::new());
    };
    if further.is_empty() {
        return (
            width / pieces.iter().sum::<f32>().max(0.01),
            vec![pieces.len()],
        );
    }
    let mut best = (0.0, Vec::new());
    let mut taken = 0.0;
    for end in 1..pieces.len() {
        taken += pieces.get(end - 1).copied().unwrap_or_default();
        let (rest, mut ends) = best_breaks(pieces.get(end..).unwrap_or_default(), further);
        let size = (width / taken.max(0.01)).min(rest);
        if size > best.0 {
            ends.iter_mut().for_each(|e| *e += end);
            ends.insert(0, end);
            best = (size, ends);
        }
    }
    best
}

/// Cuts a text where a line may end: after spaces and hyphens, and between ideographs and kana.
fn breakable(text: &str) -> Vec<&str> {
    const NOT_FIRST: &str =
        "、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々〜…";
    const NOT_LAST: &str = "（「『【〔〈《";
    let ideographic = |c: char| {
        matches!(
            c.script(),
            Script::Han | Script::Hiragana | Script::Katakana
        )
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, character) in text.char_indices() {
        let breaks = previous.is_some_and(|before| {
            (before == ' ' && character != ' ')
                || (matches!(before, '-' | '‐' | '–' | '/') && character.is_alphabetic())
                || ((ideographic(before) || ideographic(character))
                    && !NOT_FIRST.contains(character)
                    && !NOT_LAST.contains(before)
                    && character != ' ')
        });
        if breaks {
            pieces.extend(text.get(start..at));
            start = at;
        }
        previous = Some(character);
    }
    pieces.extend(text.get(start..));
    pieces
}

fn set(faces: &[OpenFace<'_>], text: &str, style: Style, level: Level) -> Line {
    let bidi = BidiInfo::new(text, Some(level));
    let Some(paragraph) = bidi.paragraphs.first() else {
        return Line::default();
    };
    let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
    let mut line = Line::default();
    let mut trailing = 0.0;
    for run in runs {
        let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut parts = parts(faces, text.get(run).unwrap_or_default());
        if rtl {
            parts.reverse();
        }
        for part in parts {
            trailing = shape(faces, &part, style, rtl, &mut line);
        }
    }
    // Tracking stands between letters, not after the last.
    line.width -= trailing;
    line
}

/// A stretch of one face and one script.
struct Part {
    face: usize,
    script: Script,
    text: String,
}

fn parts(faces: &[OpenFace<'_>], run: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for character in run.chars() {
        let script = character.script();
        let weak = matches!(script, Script::Common | Script::Inherited);
        if let Some(part) = parts.last_mut() {
            let stays = faces
                .get(part.face)
                .is_some_and(|face| face.covers(character));
            if is_invisible(character)
                || (weak && stays)
                || (script == Script::Inherited && part.text.ends_with(REPLACEMENT))
            {
                part.text.push(character);
                continue;
            }
            if !weak && stays && (part.script == script || part.script == Script::Common) {
                part.script = script;
                part.text.push(character);
                continue;
            }
        }
        let drawn = if is_invisible(character) || faces.iter().any(|face| face.covers(character)) {
            character
        } else {
            REPLACEMENT
        };
        let face = faces
            .iter()
            .position(|face| face.covers(drawn))
            .unwrap_or(0);
        parts.push(Part {
            face,
            script: if weak { Script::Common } else { script },
            text: drawn.to_string(),
        });
    }
    parts
}

/// Adds a part to a line; answers the tracking after its last letter.
fn shape(faces: &[OpenFace<'_>], part: &Part, style: Style, rtl: bool, line: &mut Line) -> f32 {
    let Some(face) = faces.get(part.face) else {
        return 0.0;
    };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(&part.text);
    buffer.set_direction(if rtl {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    buffer.guess_segment_properties();
    let data = ShaperData::new(&face.font);
    let shaped = data
        .shaper(&face.font)
        .build()
        .shape(buffer, ShapeOptions::new());
    let joined = matches!(
        part.script,
        Script::Arabic | Script::Devanagari | Script::Bengali | Script::Syriac | Script::Gurmukhi
    );
    let tracking = if joined { 0.0 } else { style.tracking };
    let outlines = face.font.outline_glyphs();
    let mut cluster = None;
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        if cluster.is_some_and(|known| known != info.cluster) {
            line.width += tracking;
        }
        cluster = Some(info.cluster);
        if let Some(glyph) = outlines.get(GlyphId::new(info.glyph_id)) {
            let mut pen = Pen {
                outlines: &mut line.outlines,
                x: line.width + position.x_offset as f32 / face.units,
                y: position.y_offset as f32 / face.units,
                scale: 1.0 / face.units,
            };
            // A glyph that cannot be drawn leaves its space: the font file is damaged there, the rest of the line is not.
            let _ = glyph.draw(
                DrawSettings::unhinted(Size::unscaled(), LocationRef::default()),
                &mut pen,
            );
        }
        line.width += position.x_advance as f32 / face.units;
    }
    if cluster.is_none() {
        return 0.0;
    }
    line.width += tracking;
    tracking
}

struct Pen<'a> {
    outlines: &'a mut Vec<Command>,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> [f32; 2] {
        [self.x + x * self.scale, self.y + y * self.scale]
    }
}

impl OutlinePen for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.outlines.push(Command::Move(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.outlines.push(Command::Line(self.at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let ([cx, cy], [x, y]) = (self.at(cx, cy), self.at(x, y));
        self.outlines.push(Command::Quad([cx, cy, x, y]));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let ([ax, ay], [bx, by], [x, y]) = (self.at(ax, ay), self.at(bx, by), self.at(x, y));
        self.outlines.push(Command::Cubic([ax, ay, bx, by, x, y]));
    }

    fn close(&mut self) {
        self.outlines.push(Command::Close);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Class;

    const TITLE: Style = Style {
        class: Class::Serif,
        bold: true,
        tracking: 0.0,
    };

    fn line(fonts: &Fonts, text: &str, style: Style) -> Line {
        let text = tidy(text);
        let level = if is_rtl(&text) {
            Level::rtl()
        } else {
            Level::ltr()
        };
        set(&fonts.open_for(style), &text, style, level)
    }

    fn leftmost(line: &Line) -> Vec<f32> {
        line.outlines
            .iter()
            .filter_map(|c| {
                if let Command::Move([x, _]) = c {
                    Some(*x)
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn a_title_that_fits_stays_on_one_line_and_a_long_one_takes_two_at_a_size_that_fits() {
        let fonts = Fonts::bundled();
        let short = fit(&fonts, "Fellow", TITLE, &[&[400.0], &[400.0, 360.0]], 50.0);
        assert_eq!((short.lines.len(), short.size), (1, 50.0));
        let long = fit(
            &fonts,
            "Certified Professional in Proposal Management",
            TITLE,
            &[&[400.0], &[400.0, 360.0]],
            50.0,
        );
        assert_eq!(long.lines.len(), 2);
        for (line, width) in long.lines.iter().zip([400.0, 360.0]) {
            assert!(line.width * long.size <= width + 0.01);
        }
        assert!(long.size > 20.0);
    }

    #[test]
    fn text_without_spaces_breaks_between_ideographs_but_not_before_a_closing_mark() {
        assert_eq!(
            breakable("上級（提案）専門"),
            ["上", "級", "（提", "案）", "専", "門"]
        );
        assert_eq!(
            breakable("Micro-Certification in Æsthetics"),
            ["Micro-", "Certification ", "in ", "Æsthetics"]
        );
        let fitted = fit(
            &Fonts::bundled(),
            "認定提案管理専門家上級資格",
            TITLE,
            &[&[300.0], &[300.0, 300.0]],
            60.0,
        );
        assert_eq!(fitted.lines.len(), 2);
    }

    #[test]
    fn right_to_left_text_is_set_from_the_right_and_its_numbers_stay_readable() {
        let fonts = Fonts::bundled();
        assert!(is_rtl("خبير") && is_rtl("שלב 2") && !is_rtl("Level שלב"));
        // With a right-to-left paragraph the number that follows in reading order stands at the left.
        let open = fonts.open_for(TITLE);
        let word = set(&open, "שלב", TITLE, Level::rtl()).width;
        let whole = set(&open, "שלב 2", TITLE, Level::rtl());
        let digit_width = whole.width - word;
        assert!(
            leftmost(&whole).iter().any(|x| *x < digit_width * 0.6),
            "the digit is at the left end"
        );
        assert!(
            leftmost(&whole)
                .iter()
                .filter(|x| **x > digit_width)
                .count()
                >= 3,
            "the word is at the right end"
        );
    }

    #[test]
    fn arabic_letters_join_and_tracking_does_not_tear_them() {
        let fonts = Fonts::bundled();
        let tracked = Style {
            tracking: 0.2,
            ..TITLE
        };
        let plain = line(&fonts, "محمد", TITLE).width;
        assert!((line(&fonts, "محمد", tracked).width - plain).abs() < 1e-4);
        let joined = line(&fonts, "ببب", TITLE).width;
        let apart = line(&fonts, "ب", TITLE).width * 3.0;
        assert!(
            joined < apart * 0.8,
            "joined forms are narrower than isolated ones: {joined} {apart}"
        );
        assert!(line(&fonts, "abcd", tracked).width > line(&fonts, "abcd", TITLE).width + 0.59);
    }

    #[test]
    fn devanagari_clusters_are_shaped_together() {
        let fonts = Fonts::bundled();
        let shaped = line(&fonts, "प्रि", TITLE).width;
        let apart: f32 = ["प", "र", "ि"]
            .iter()
            .map(|c| line(&fonts, c, TITLE).width)
            .sum();
        assert!(shaped < apart, "{shaped} {apart}");
    }

    #[test]
    fn a_character_without_a_glyph_is_drawn_as_the_replacement_sign_not_as_nothing() {
        let fonts = Fonts::bundled();
        let replaced = line(&fonts, "A🚀", TITLE);
        assert!(replaced.width > line(&fonts, "A", TITLE).width + 0.3);
        assert!((replaced.width - line(&fonts, "A\u{FFFD}", TITLE).width).abs() < 1e-4);
    }

    #[test]
    fn controls_and_reordering_marks_are_taken_out() {
        assert_eq!(tidy("  Anna\u{202E}\tMaria\n\u{0} Wei "), "Anna Maria Wei");
        assert_eq!(line(&Fonts::bundled(), "", TITLE).width, 0.0);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_set_without_panic_and_fits(text in "\\PC{0,40}") {
            let fitted = fit(&Fonts::bundled(), &text, TITLE, &[&[300.0], &[300.0, 250.0]], 40.0);
            let allowed: &[f32] = if fitted.lines.len() == 1 { &[300.0] } else { &[300.0, 250.0] };
            for (line, width) in fitted.lines.iter().zip(allowed) {
                proptest::prop_assert!(line.width * fitted.size <= width + 0.1);
                let mut path = PathData::new();
                line.draw(&mut path, fitted.size, 0.0, 0.0);
            }
        }
    }
}
