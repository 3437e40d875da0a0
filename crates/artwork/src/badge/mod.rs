//! The badge: enamel in an engraved frame, title and issuer set on it, the level told by metal, bands and word.

mod frame;
mod tones;

use crate::design::{Design, Emblem, LineWeight};
use crate::fonts::{Class, Fonts, Style};
use crate::path::PathData;
use crate::text::{self, Fitted};
use frame::{Content, Frame};
use std::fmt::Write as _;
use tones::Tones;

const TITLE: Style = Style {
    class: Class::Serif,
    bold: true,
    tracking: 0.0,
};
const ISSUER: Style = Style {
    class: Class::Sans,
    bold: false,
    tracking: 0.03,
};
const WORD: Style = Style {
    class: Class::Serif,
    bold: true,
    tracking: 0.06,
};
const MONOGRAM: Style = Style {
    class: Class::Serif,
    bold: true,
    tracking: 0.02,
};

/// Draws a badge on a square of 600 units. The SVG needs no font and loads nothing; text is drawn as paths and told to
/// assistive technology by `<title>` and `<desc>`. Colours are corrected until the title can be read.
pub fn badge_svg(fonts: &Fonts, design: &Design) -> String {
    let design = design.clone().corrected();
    let tones = Tones::of(&design);
    let frame = Frame::of(&design);
    let mut canvas = Canvas {
        fonts,
        design: &design,
        tones,
        prefix: prefix(&design),
        body: String::new(),
    };
    frame.beneath(&mut canvas);
    canvas.field(&frame);
    if frame.bands_in_field() {
        canvas.bands(&frame);
    }
    frame.draw(&mut canvas);
    if frame.bands_hang() {
        canvas.bands(&frame);
    }
    canvas.banner(&frame);
    canvas.content(&frame.content);
    canvas.finish()
}

/// What the drawing functions share.
struct Canvas<'a> {
    fonts: &'a Fonts,
    design: &'a Design,
    tones: Tones,
    prefix: String,
    body: String,
}

/// Ids of two badges on one page must not meet: a browser resolves an id to the first of its name.
fn prefix(design: &Design) -> String {
    use sha2::{Digest as _, Sha256};
    let digest = Sha256::digest(format!("{design:?}"));
    let mut prefix = String::from("b");
    for byte in digest.iter().take(4) {
        let _ = write!(prefix, "{byte:02x}");
    }
    prefix
}

impl Canvas<'_> {
    /// Rules of this design: a share stronger where it asks for it.
    fn rule(&self, width: f32) -> f32 {
        match self.design.line {
            LineWeight::Fine => width,
            LineWeight::Strong => width * 1.6,
        }
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(element);
    }

    /// The enamel with its engine-turned ground: waves around the emblem, each ring turned by half a wave.
    fn field(&mut self, frame: &Frame) {
        let (prefix, outline, tones) = (self.prefix.clone(), &frame.outline, self.tones);
        self.put(format_args!(r#"<clipPath id="{prefix}c"><path d="{outline}"/></clipPath><path d="{outline}" fill="{}"/>"#, tones.field));
        let (x, y) = frame.content.heart;
        let wave = wave_ring(36, 100.0, 5.0);
        self.put(format_args!(r##"<defs><path id="{prefix}w" d="{wave}"/></defs><g clip-path="url(#{prefix}c)"><g fill="none" stroke="{}">"##, tones.turning));
        let mut scale = 0.2_f32;
        for ring in 0..30 {
            scale *= 1.1;
            let turned = if ring % 2 == 0 { 0 } else { 5 };
            self.put(format_args!(r##"<use href="#{prefix}w" transform="translate({x} {y}) rotate({turned}) scale({scale:.3})" stroke-width="{:.2}"/>"##, 1.2 / scale));
        }
        self.put(format_args!(
            r#"</g><path d="{outline}" fill="none" stroke="{}" stroke-width="{}"/></g>"#,
            tones.recess,
            frame.width + 9.0
        ));
    }

    /// As many bands as the rank, in the metal of the frame.
    fn bands(&mut self, frame: &Frame) {
        let Some(level) = &self.design.level else {
            return;
        };
        let (prefix, tones) = (self.prefix.clone(), self.tones);
        for band in frame.bands(level.rank.min(level.of)) {
            let clip = if band.clipped {
                format!(r#" clip-path="url(#{prefix}c)""#)
            } else {
                String::new()
            };
            self.put(format_args!(r#"<g{clip}><rect x="{}" y="{}" width="{}" height="{}" transform="{}" fill="url(#{prefix}m)" stroke="{}" stroke-width="2"/></g>"#, band.x, band.y, band.width, band.height, band.transform, tones.edge));
        }
    }

    /// The banner with the word of the level.
    fn banner(&mut self, frame: &Frame) {
        let Some(word) = self
            .design
            .level
            .as_ref()
            .map(|level| level.word.clone())
            .filter(|word| !word.trim().is_empty())
        else {
            return;
        };
        let (prefix, tones) = (self.prefix.clone(), self.tones);
        let b = frame.banner;
        let (left, right, top, bottom) = (
            b.x - b.width / 2.0,
            b.x + b.width / 2.0,
            b.y - b.height / 2.0,
            b.y + b.height / 2.0,
        );
        let (fold, drop, tail) = (26.0, 13.0, b.tail);
        if tail > 0.0 {
            for (edge, out) in [(left, -1.0), (right, 1.0)] {
                let (end, inner) = (edge + out * tail, edge - out * fold);
                let notch = end - out * 15.0;
                self.put(format_args!(
                    r#"<path d="M{inner} {}H{end}L{notch} {}L{end} {}H{inner}z" fill="{}" stroke="{}" stroke-width="2.5" stroke-linejoin="round"/><path d="M{edge} {bottom}L{inner} {}V{bottom}z" fill="{}"/>"#,
                    top + drop, b.y + drop, bottom + drop, tones.dark, tones.edge, bottom + drop, tones.edge
                ));
            }
        }
        self.put(format_args!(
            r#"<rect x="{left}" y="{top}" width="{}" height="{}" rx="2" fill="url(#{prefix}m)" stroke="{}" stroke-width="2.5"/><path d="M{left} {}H{right}M{left} {}H{right}" fill="none" stroke="{}" stroke-width="1.2" opacity=".7"/>"#,
            b.width, b.height, tones.edge, top + 5.0, bottom - 5.0, tones.edge
        ));
        let width = b.width - 40.0;
        let fitted = text::fit(self.fonts, &word, WORD, &[&[width]], b.height * 0.68);
        self.text(&fitted, b.x, b.y, &tones.lettering.to_string());
    }

    /// Emblem, title and issuer, set as one block in the middle of their space.
    fn content(&mut self, content: &Content) {
        let tones = self.tones;
        let title = text::fit(
            self.fonts,
            &self.design.title,
            TITLE,
            &[
                &[content.title_width],
                &[content.title_width, content.title_width],
            ],
            content.title_size,
        );
        let issuer = text::fit(
            self.fonts,
            &self.design.issuer,
            ISSUER,
            &[
                &[content.issuer_width],
                &[content.issuer_width, content.issuer_width * 0.94],
            ],
            content.issuer_size,
        );
        let (title_height, issuer_height) = (block(&title), block(&issuer));
        let (gap, rule_gap) = (content.emblem * 0.17, 17.0);
        let stacked = content.emblem_at.is_none();
        let height = title_height
            + rule_gap * 2.0
            + issuer_height
            + if stacked { content.emblem + gap } else { 0.0 };
        let (x, mut y) = (
            content.x,
            content.top + (content.bottom - content.top - height) / 2.0,
        );
        match content.emblem_at {
            None => {
                self.emblem(x, y + content.emblem / 2.0, content.emblem, false);
                y += content.emblem + gap;
            }
            Some((ex, ey)) => self.emblem(ex, ey, content.emblem, true),
        }
        self.text(&title, x, y + title_height / 2.0, &tones.ink.to_string());
        y += title_height + rule_gap;
        self.rule_with_lozenge(x, y, content.issuer_width.min(220.0));
        y += rule_gap;
        self.text(
            &issuer,
            x,
            y + issuer_height / 2.0,
            &tones.quiet_ink.to_string(),
        );
    }

    /// A hairline that swells into a lozenge in its middle.
    fn rule_with_lozenge(&mut self, x: f32, y: f32, width: f32) {
        let (half, weight, colour) = (width / 2.0, self.rule(1.4), self.tones.accent_ink);
        self.put(format_args!(
            r#"<path d="M{} {y}H{}M{} {y}H{}" stroke="{colour}" stroke-width="{weight}" fill="none"/><path d="M{x} {}l6 6-6 6-6-6z" fill="{colour}"/>"#,
            x - half, x - 12.0, x + 12.0, x + half, y - 6.0
        ));
    }

    fn emblem(&mut self, x: f32, y: f32, size: f32, ringed: bool) {
        let ink = self.tones.ink.to_string();
        match self.design.emblem.clone() {
            Emblem::Icon(name) => {
                let scale = size / 24.0;
                let weight = match self.design.line {
                    LineWeight::Fine => 1.35,
                    LineWeight::Strong => 2.0,
                };
                let d = crate::icons::path(&name)
                    .or_else(|| crate::icons::path("award"))
                    .unwrap_or_default();
                self.put(format_args!(
                    r#"<path d="{d}" transform="translate({} {}) scale({scale:.3})" fill="none" stroke="{ink}" stroke-width="{weight}" stroke-linecap="round" stroke-linejoin="round"/>"#,
                    x - size / 2.0, y - size / 2.0
                ));
            }
            Emblem::Monogram(letters) => {
                // Like a maker's mark: the letters inside a double ring. The plaque brings its own ring.
                let share = if ringed { 1.0 } else { 0.74 };
                let (radius, colour, thin, thick) = (
                    size * 0.54,
                    self.tones.accent_ink,
                    self.rule(1.2),
                    self.rule(2.6),
                );
                if !ringed {
                    self.put(format_args!(r#"<g fill="none" stroke="{colour}"><circle cx="{x}" cy="{y}" r="{radius}" stroke-width="{thick}"/><circle cx="{x}" cy="{y}" r="{}" stroke-width="{thin}"/></g>"#, radius - 6.0));
                }
                let fitted = text::fit(
                    self.fonts,
                    &letters,
                    MONOGRAM,
                    &[&[size * share]],
                    size * share * 0.76,
                );
                self.text(&fitted, x, y, &ink);
            }
        }
    }

    /// Lines centred on a point.
    fn text(&mut self, fitted: &Fitted, x: f32, y: f32, colour: &str) {
        let mut path = PathData::new();
        let leading = fitted.size * LEADING;
        let first =
            y - leading * (fitted.lines.len().saturating_sub(1)) as f32 / 2.0 + fitted.size * 0.36;
        for (number, line) in fitted.lines.iter().enumerate() {
            line.draw_centred(&mut path, fitted.size, x, first + leading * number as f32);
        }
        if !path.is_empty() {
            self.put(format_args!(
                r#"<path d="{}" fill="{colour}"/>"#,
                path.into_string()
            ));
        }
    }

    fn finish(self) -> String {
        let (prefix, tones) = (&self.prefix, self.tones);
        let level = self
            .design
            .level
            .as_ref()
            .map(|level| level.word.as_str())
            .filter(|word| !word.trim().is_empty());
        let description = level.map_or_else(
            || self.design.issuer.clone(),
            |word| format!("{word}. {}", self.design.issuer),
        );
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" viewBox="0 0 600 600" role="img" aria-labelledby="{p}t {p}d"><title id="{p}t">{title}</title><desc id="{p}d">{desc}</desc>"#,
                r#"<defs><linearGradient id="{p}m" gradientUnits="userSpaceOnUse" x1="60" y1="20" x2="540" y2="580"><stop offset="0" stop-color="{light}"/><stop offset=".3" stop-color="{base}"/><stop offset=".46" stop-color="{light}"/><stop offset=".72" stop-color="{deep}"/><stop offset="1" stop-color="{base}"/></linearGradient></defs>{body}</svg>"#
            ),
            p = prefix,
            title = crate::render::escape(&text::tidy(&self.design.title)),
            desc = crate::render::escape(&text::tidy(&description)),
            light = tones.light,
            base = tones.base,
            deep = tones.deep,
            body = self.body
        )
    }
}

const LEADING: f32 = 1.16;

fn block(fitted: &Fitted) -> f32 {
    fitted.size * (0.9 + LEADING * fitted.lines.len().saturating_sub(1) as f32)
}

/// A closed ring of `waves` waves around the origin: smooth, and small because the second control point is enough.
fn wave_ring(waves: u16, radius: f32, height: f32) -> String {
    let mut path = PathData::new();
    let steps = waves * 4;
    let at = |angle: f32| {
        let r = radius + height * (angle * f32::from(waves)).sin();
        (r * angle.cos(), r * angle.sin())
    };
    let step = std::f32::consts::TAU / f32::from(steps);
    let slope = |angle: f32| {
        let r = radius + height * (angle * f32::from(waves)).sin();
        let dr = height * f32::from(waves) * (angle * f32::from(waves)).cos();
        (
            dr * angle.cos() - r * angle.sin(),
            dr * angle.sin() + r * angle.cos(),
        )
    };
    let (x, y) = at(0.0);
    path.move_to(x, y);
    for number in 1..=steps {
        let (before, angle) = (step * f32::from(number - 1), step * f32::from(number));
        let ((x0, y0), (dx0, dy0), (x, y), (dx, dy)) =
            (at(before), slope(before), at(angle), slope(angle));
        let third = step / 3.0;
        if number == 1 {
            path.cubic_to(
                x0 + dx0 * third,
                y0 + dy0 * third,
                x - dx * third,
                y - dy * third,
                x,
                y,
            );
        } else {
            path.smooth_to(x - dx * third, y - dy * third, x, y);
        }
    }
    path.close();
    path.into_string()
}

#[cfg(test)]
mod tests;
