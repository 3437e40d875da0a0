//! The rosette: a guilloché drawn from a hash, as on a banknote. Same seed, same rosette, so that a person can compare two
//! by eye. It decorates; it proves nothing.

use crate::path::PathData;
use sha2::{Digest as _, Sha256};
use std::f32::consts::TAU;

/// How a rosette is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct RosetteOptions<'a> {
    /// Width and height in CSS pixels.
    pub size: u32,
    /// Colour of the line: `currentColor`, so that the page decides, or any CSS colour.
    pub stroke: &'a str,
    /// Width of the line as a share of a thousand units across; about 1.6 is an engraved hairline.
    pub line: f32,
}

impl Default for RosetteOptions<'_> {
    fn default() -> Self {
        Self {
            size: 480,
            stroke: "currentColor",
            line: 1.6,
        }
    }
}

/// The seed of a credential's rosette: its id, which is its web address, and its issuer's identifier. Whoever draws
/// the rosette of a badge takes this one, so that all of them draw the same.
pub fn rosette_seed(credential_id: &str, issuer_id: &str) -> Vec<u8> {
    format!("{credential_id}\n{issuer_id}").into_bytes()
}

/// Draws the rosette of a seed, for a credential that of [`rosette_seed`]. Hidden from assistive technology: it
/// says nothing that the text beside it does not.
pub fn rosette_svg(seed: &[u8], options: &RosetteOptions<'_>) -> String {
    let size = options.size.max(1);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 1000 1000" aria-hidden="true" focusable="false">{}</svg>"#,
        rosette_group(seed, options.stroke, options.line)
    )
}

/// The lines alone, on a square of 1000 units.
pub(crate) fn rosette_group(seed: &[u8], stroke: &str, line: f32) -> String {
    let mut paths = String::new();
    for band in bands(seed) {
        paths.push_str(&format!(r#"<path d="{}"/>"#, band.path()));
    }
    let stroke = crate::render::escape(stroke);
    // Drawn twice as large, so that whole numbers are fine enough.
    let line = line.clamp(0.2, 20.0) * 2.0;
    format!(
        r#"<g fill="none" stroke="{stroke}" stroke-width="{line}" transform="scale(.5)">{paths}</g>"#
    )
}

/// A closed curve around the centre: a circle pressed into petals. Radii are shares of the whole.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    radius: f32,
    depth: f32,
    petals: u16,
    phase: f32,
}

/// Lace between two edges: strands that swing from one to the other, each a little later than the one before. All counts
/// are multiples of the same symmetry, so the whole repeats around the centre.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    inner: Edge,
    outer: Edge,
    strands: u16,
    swings: u16,
    /// How much the swings hurry and tarry within one petal.
    rubato: f32,
    petals: u16,
}

/// Numbers drawn from the seed one after another.
struct Dice {
    digest: [u8; 32],
    at: usize,
}

impl Dice {
    fn below(&mut self, count: u16) -> u16 {
        let byte = self.digest.get(self.at % 32).copied().unwrap_or_default();
        self.at += 1;
        u16::from(byte) % count.max(1)
    }

    fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * f32::from(self.below(256)) / 255.0
    }

    fn one_of<const N: usize>(&mut self, choices: [u16; N]) -> u16 {
        choices
            .get(usize::from(self.below(N as u16)))
            .copied()
            .unwrap_or(1)
    }
}

/// What a seed decides besides its lace: the symmetry, for small marks.
pub(crate) fn petals(seed: &[u8]) -> u16 {
    bands(seed).first().map_or(8, |band| band.petals)
}

fn bands(seed: &[u8]) -> Vec<Band> {
    let mut dice = Dice {
        digest: Sha256::digest(seed).into(),
        at: 0,
    };
    let petals = 5 + dice.below(10);
    let depth = 0.9 / f32::from(petals + 4);
    let rim = Edge {
        radius: 0.955,
        depth: 0.0,
        petals,
        phase: 0.0,
    };
    let mut edge = |low, high, strength: f32| Edge {
        radius: dice.between(low, high),
        depth: depth * strength * dice.between(0.4, 1.0),
        petals,
        phase: if dice.below(2) == 0 { 0.0 } else { 0.5 },
    };
    let (outer, middle, eye) = (
        edge(0.70, 0.80, 0.9),
        edge(0.40, 0.54, 1.5),
        edge(0.10, 0.24, 2.2),
    );
    let mut lace = |inner, outer, swings: u16, strands: u16| {
        let rubato = dice.between(0.0, 0.9) * if dice.below(2) == 0 { 1.0 } else { -1.0 };
        Band {
            inner,
            outer,
            strands,
            swings,
            rubato,
            petals,
        }
    };
    let chain = Band {
        inner: Edge {
            radius: 0.968,
            ..rim
        },
        outer: Edge {
            radius: 0.994,
            ..rim
        },
        strands: 2,
        swings: petals * (72 / petals),
        rubato: 0.0,
        petals,
    };
    let mut bands = vec![
        chain,
        lace(outer, rim, 1, 1),
        lace(middle, outer, 1, 1),
        lace(eye, middle, 1, 1),
    ];
    // Swings a petal and strands: as dense as an engraver would cut, and no denser than the file may grow.
    for (band, work) in bands.iter_mut().skip(1).zip([156u16, 132, 96]) {
        let swings = petals * dice.one_of([1, 2, 3]);
        band.swings = if swings > 30 { petals } else { swings };
        band.strands = (work / band.swings).clamp(3, 14);
    }
    bands
}

impl Edge {
    /// Radius and its derivative at an angle.
    fn at(&self, angle: f32) -> (f32, f32) {
        let petals = f32::from(self.petals);
        let (sin, cos) = (petals * angle + self.phase * TAU).sin_cos();
        (
            self.radius * (1.0 + self.depth * cos),
            -self.radius * self.depth * petals * sin,
        )
    }
}

impl Band {
    /// The point of a strand at an angle, and its derivative, on a square of 2000 units.
    fn at(&self, strand: u16, angle: f32) -> ((f32, f32), (f32, f32)) {
        let (swings, petals) = (f32::from(self.swings), f32::from(self.petals));
        let late = TAU * f32::from(strand) / f32::from(self.strands);
        let swing = swings * angle + late + self.rubato * (petals * angle).sin();
        let hurry = swings + self.rubato * petals * (petals * angle).cos();
        let ((low, dlow), (high, dhigh)) = (self.inner.at(angle), self.outer.at(angle));
        let share = 0.5 + 0.5 * swing.sin();
        let r = 1000.0 * (low + (high - low) * share);
        let dr =
            1000.0 * (dlow + (dhigh - dlow) * share + (high - low) * 0.5 * swing.cos() * hurry);
        let (sin, cos) = angle.sin_cos();
        (
            (1000.0 + r * cos, 1000.0 + r * sin),
            (dr * cos - r * sin, dr * sin + r * cos),
        )
    }

    fn path(&self) -> String {
        let each = if self.inner.radius > 0.9 { 2 } else { 4 };
        let segments = self.swings.max(self.petals) * each;
        let step = TAU / f32::from(segments);
        let third = step / 3.0;
        let mut path = PathData::whole();
        for strand in 0..self.strands {
            let ((x0, y0), (dx0, dy0)) = self.at(strand, 0.0);
            path.move_to(x0, y0);
            for number in 1..=segments {
                let ((x, y), (dx, dy)) = self.at(strand, step * f32::from(number));
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
                    // Equal steps mirror the control point exactly, which spares a third of the bytes.
                    path.smooth_to(x - dx * third, y - dy * third, x, y);
                }
            }
            path.close();
        }
        path.into_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg;

    /// The darkness of a rosette on a coarse grid: what is left of it for an eye that does not count lines.
    fn impression(seed: &[u8]) -> Vec<f32> {
        let svg = rosette_svg(
            seed,
            &RosetteOptions {
                stroke: "#000",
                line: 3.0,
                ..RosetteOptions::default()
            },
        );
        let tree = usvg::Tree::from_str(&svg, &crate::render::closed_options()).unwrap();
        let pixmap = crate::render::raster(&tree, 48, 48).unwrap();
        pixmap
            .pixels()
            .iter()
            .map(|pixel| f32::from(pixel.alpha()) / 255.0)
            .collect()
    }

    fn distance(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>() / a.iter().sum::<f32>()
    }

    #[test]
    fn the_same_seed_draws_the_same_and_small_and_without_foreign_content() {
        for number in 0..200u16 {
            let svg = rosette_svg(&number.to_be_bytes(), &RosetteOptions::default());
            assert_eq!(
                svg,
                rosette_svg(&number.to_be_bytes(), &RosetteOptions::default())
            );
            assert!(svg.len() < 25_000, "{} bytes", svg.len());
            assert!(svg.contains(r#"stroke="currentColor""#));
        }
    }

    #[test]
    fn a_stroke_cannot_break_out_of_its_attribute() {
        let svg = rosette_svg(
            b"x",
            &RosetteOptions {
                stroke: r#""/><script>"#,
                ..RosetteOptions::default()
            },
        );
        assert!(!svg.contains("<script"), "{svg:.200}");
    }

    #[test]
    fn two_seeds_look_different_even_when_they_differ_in_one_bit() {
        let impressions: Vec<Vec<f32>> = (0..60u8).map(|n| impression(&[n, 7])).collect();
        let mut nearest = f32::MAX;
        let mut total = 0.0;
        let mut pairs = 0.0;
        for (number, a) in impressions.iter().enumerate() {
            for b in &impressions[..number] {
                let apart = distance(a, b);
                nearest = nearest.min(apart);
                total += apart;
                pairs += 1.0;
            }
        }
        // Measured: on average a third of the ink lies elsewhere; the closest of 1,770 pairs still differs plainly.
        assert!(total / pairs > 0.2, "average {}", total / pairs);
        assert!(nearest > 0.08, "nearest {nearest}");
    }

    #[test]
    fn every_line_stays_inside_the_square() {
        for number in 0..100u16 {
            let tree = usvg::Tree::from_str(
                &rosette_svg(
                    &number.to_le_bytes(),
                    &RosetteOptions {
                        stroke: "#000",
                        ..RosetteOptions::default()
                    },
                ),
                &crate::render::closed_options(),
            )
            .unwrap();
            let bounds = tree.root().abs_stroke_bounding_box();
            assert!(
                bounds.left() >= 0.0
                    && bounds.right() <= 480.0
                    && bounds.top() >= 0.0
                    && bounds.bottom() <= 480.0,
                "{bounds:?}"
            );
        }
    }
}
