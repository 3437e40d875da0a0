//! The five silhouettes: outline, frame, and where on them everything else finds its place.

use super::Canvas;
use crate::design::{Design, Silhouette};
use crate::path::PathData;
use std::f32::consts::TAU;
use std::fmt::Write as _;

/// A silhouette laid out for one design.
pub(super) struct Frame {
    silhouette: Silhouette,
    /// The middle line of the frame; the enamel fills it.
    pub(super) outline: String,
    /// Width of the frame.
    pub(super) width: f32,
    pub(super) content: Content,
    pub(super) banner: Banner,
}

/// The space for emblem, title and issuer.
pub(super) struct Content {
    pub(super) x: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Centre of the engine-turned ground.
    pub(super) heart: (f32, f32),
    pub(super) emblem: f32,
    /// Where the emblem stands, if not above the title.
    pub(super) emblem_at: Option<(f32, f32)>,
    pub(super) title_width: f32,
    pub(super) title_size: f32,
    pub(super) issuer_width: f32,
    pub(super) issuer_size: f32,
}

/// The banner of the level.
#[derive(Clone, Copy)]
pub(super) struct Banner {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// Length of the folded ends; 0 for a plain plate.
    pub(super) tail: f32,
}

/// One band of a level.
pub(super) struct Band {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) transform: String,
    /// Whether the outline cuts it.
    pub(super) clipped: bool,
}

impl Frame {
    pub(super) fn of(design: &Design) -> Frame {
        let worded = design
            .level
            .as_ref()
            .is_some_and(|level| !level.word.trim().is_empty());
        // Without a banner there is room for a larger emblem.
        let emblem = |size: f32| if worded { size } else { size * 1.3 };
        let rank = design
            .level
            .as_ref()
            .map_or(0, |level| level.rank.min(level.of));
        let banner = |y: f32, width: f32| Banner {
            x: 300.0,
            y,
            width,
            height: 56.0,
            tail: 34.0,
        };
        // Where the writing ends: above the banner, above the bands, or at the frame.
        let bottom = |banner: f32, bands: f32, frame: f32| {
            if worded {
                banner
            } else if rank > 0 {
                bands
            } else {
                frame
            }
        };
        match design.silhouette {
            Silhouette::Medallion => Frame {
                silhouette: Silhouette::Medallion,
                outline: circle(300.0, 300.0, 262.0),
                width: 50.0,
                content: Content {
                    x: 300.0,
                    top: 78.0,
                    bottom: bottom(388.0, 430.0, 520.0),
                    heart: (300.0, 300.0),
                    emblem: emblem(96.0),
                    emblem_at: None,
                    title_width: 392.0,
                    title_size: 60.0,
                    issuer_width: if worded { 350.0 } else { 336.0 },
                    issuer_size: 24.0,
                },
                banner: banner(424.0, 472.0),
            },
            Silhouette::Shield => Frame {
                silhouette: Silhouette::Shield,
                outline: "M58 50H542V300C542 434 440 520 300 572C160 520 58 434 58 300z".to_owned(),
                width: 44.0,
                content: Content {
                    x: 300.0,
                    top: 78.0,
                    bottom: bottom(376.0, 414.0, 470.0),
                    heart: (300.0, 270.0),
                    emblem: emblem(92.0),
                    emblem_at: None,
                    title_width: 410.0,
                    title_size: 56.0,
                    issuer_width: 370.0,
                    issuer_size: 24.0,
                },
                banner: banner(412.0, 464.0),
            },
            Silhouette::Hexagon => Frame {
                silhouette: Silhouette::Hexagon,
                outline: rounded_polygon(
                    &[
                        (300.0, 32.0),
                        (534.0, 166.0),
                        (534.0, 434.0),
                        (300.0, 568.0),
                        (66.0, 434.0),
                        (66.0, 166.0),
                    ],
                    26.0,
                ),
                width: 44.0,
                content: Content {
                    x: 300.0,
                    top: 84.0,
                    bottom: bottom(390.0, 436.0, 500.0),
                    heart: (300.0, 300.0),
                    emblem: emblem(92.0),
                    emblem_at: None,
                    title_width: 390.0,
                    title_size: 58.0,
                    issuer_width: if worded { 360.0 } else { 330.0 },
                    issuer_size: 24.0,
                },
                banner: banner(424.0, 456.0),
            },
            Silhouette::Seal => Frame {
                silhouette: Silhouette::Seal,
                outline: circle(300.0, SEAL_Y, 196.0),
                width: 36.0,
                content: Content {
                    x: 300.0,
                    top: SEAL_Y - 172.0,
                    bottom: SEAL_Y + bottom(84.0, 144.0, 144.0),
                    heart: (300.0, SEAL_Y),
                    emblem: emblem(72.0),
                    emblem_at: None,
                    title_width: 306.0,
                    title_size: 48.0,
                    issuer_width: if worded { 284.0 } else { 262.0 },
                    issuer_size: 20.0,
                },
                banner: Banner {
                    x: 300.0,
                    y: SEAL_Y + 114.0,
                    width: 392.0,
                    height: 52.0,
                    tail: 30.0,
                },
            },
            Silhouette::Bar => {
                // The plaque and what hangs below it stand together in the middle of the square.
                let hung = if worded { 20.0 } else { 0.0 } + f32::from(rank) * BAR_STEP;
                let middle = 300.0 - hung / 2.0;
                Frame {
                    silhouette: Silhouette::Bar,
                    outline: plaque(300.0, middle, 536.0, 268.0, 34.0),
                    width: 36.0,
                    content: Content {
                        x: 394.0,
                        top: middle - 112.0,
                        bottom: middle + if worded { 96.0 } else { 112.0 },
                        heart: (144.0, middle),
                        emblem: 104.0,
                        emblem_at: Some((144.0, middle)),
                        title_width: 284.0,
                        title_size: 50.0,
                        issuer_width: 276.0,
                        issuer_size: 22.0,
                    },
                    banner: Banner {
                        x: 300.0,
                        y: middle + 136.0,
                        width: 330.0,
                        height: 52.0,
                        tail: 0.0,
                    },
                }
            }
        }
    }

    /// Draws the frame over the edge of the enamel. A stroke of falling width serves every outline alike.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>) {
        let (d, w, tones, prefix) = (
            &self.outline,
            self.width,
            canvas.tones,
            canvas.prefix.clone(),
        );
        let join = if matches!(self.silhouette, Silhouette::Bar | Silhouette::Shield) {
            "miter"
        } else {
            "round"
        };
        let fine = canvas.rule(1.0);
        canvas.put(format_args!(r#"<g fill="none" stroke-linejoin="{join}">"#));
        let mut stroke = |width: f32, colour: &str, rest: &str| {
            canvas.put(format_args!(
                r#"<path d="{d}" stroke="{colour}" stroke-width="{width:.1}"{rest}/>"#
            ))
        };
        let (edge, metal) = (tones.edge.to_string(), format!("url(#{prefix}m)"));
        stroke(w, &edge, "");
        stroke(w - 4.0, &metal, "");
        // The milled edge.
        stroke(
            w - 10.0,
            &edge,
            r#" stroke-dasharray="1.5 4" opacity=".62""#,
        );
        stroke(w * 0.56 + 4.0 * fine, &edge, "");
        stroke(w * 0.56, &metal, "");
        // Beads in the middle.
        stroke(
            8.6,
            &edge,
            r#" stroke-dasharray="0 13" stroke-linecap="round""#,
        );
        stroke(
            6.0,
            &tones.light.to_string(),
            r#" stroke-dasharray="0 13" stroke-linecap="round""#,
        );
        canvas.put(format_args!("</g>"));
        if self.silhouette == Silhouette::Bar {
            let (x, y) = self.content.heart;
            canvas.put(format_args!(
                r#"<g fill="none"><circle cx="{x}" cy="{y}" r="82" fill="{}" stroke="{edge}" stroke-width="9"/><circle cx="{x}" cy="{y}" r="82" stroke="{metal}" stroke-width="6"/><circle cx="{x}" cy="{y}" r="74" stroke="{}" stroke-width="1.2"/></g>"#,
                tones.field, tones.accent_ink
            ));
        }
    }

    /// What lies under the enamel: the ribbons of the seal with their bands, and its scalloped edge.
    pub(super) fn beneath(&self, canvas: &mut Canvas<'_>) {
        if self.silhouette != Silhouette::Seal {
            return;
        }
        let (tones, prefix) = (canvas.tones, canvas.prefix.clone());
        for turn in RIBBON_TURNS {
            canvas.put(format_args!(
                r#"<g transform="translate(300 300) rotate({turn})"><path d="M-58 0H58V296L0 262L-58 296z" fill="{}" stroke="{}" stroke-width="3" stroke-linejoin="round"/><path d="M-47 0V276M47 0V276" stroke="{}" stroke-width="2" fill="none"/></g>"#,
                tones.field, tones.recess, tones.accent_ink
            ));
        }
        canvas.bands(self);
        let scallops = scallops(300.0, SEAL_Y, 218.0, 32);
        canvas.put(format_args!(
            r#"<path d="{scallops}" fill="url(#{prefix}m)" stroke="{}" stroke-width="3"/>"#,
            tones.edge
        ));
    }

    /// Whether the bands lie in the enamel, the frame covering their ends.
    pub(super) fn bands_in_field(&self) -> bool {
        matches!(
            self.silhouette,
            Silhouette::Medallion | Silhouette::Shield | Silhouette::Hexagon
        )
    }

    /// Whether the bands hang below the frame.
    pub(super) fn bands_hang(&self) -> bool {
        self.silhouette == Silhouette::Bar
    }

    /// Where the bands of a rank stand: at the foot of the enamel, on the ribbons, or hung below the plaque.
    pub(super) fn bands(&self, rank: u8) -> Vec<Band> {
        let numbered = (0..rank).map(f32::from);
        let crowded = rank > 4;
        match self.silhouette {
            Silhouette::Medallion | Silhouette::Shield | Silhouette::Hexagon => {
                let (first, last): (f32, f32) = match self.silhouette {
                    Silhouette::Medallion => (464.0, 526.0),
                    Silhouette::Shield => (452.0, 526.0),
                    _ => (464.0, 532.0),
                };
                let step = if crowded {
                    (last - first) / f32::from(rank - 1)
                } else {
                    (last - first) / 3.4
                };
                numbered
                    .map(|n| Band {
                        x: 40.0,
                        y: first + n * step,
                        width: 520.0,
                        height: step * 0.58,
                        transform: String::new(),
                        clipped: true,
                    })
                    .collect()
            }
            Silhouette::Seal => {
                let step = if crowded {
                    96.0 / f32::from(rank)
                } else {
                    24.0
                };
                RIBBON_TURNS
                    .iter()
                    .flat_map(|turn| {
                        numbered.clone().map(move |n| Band {
                            x: -58.0,
                            y: 238.0 - n * step,
                            width: 116.0,
                            height: step * 0.56,
                            transform: format!("translate(300 300) rotate({turn})"),
                            clipped: false,
                        })
                    })
                    .collect()
            }
            Silhouette::Bar => {
                let top = self.banner.y + if self.banner.y > 0.0 { 36.0 } else { 0.0 };
                numbered
                    .map(|n| Band {
                        x: 300.0 - (150.0 - n * 22.0),
                        y: top + n * BAR_STEP,
                        width: 300.0 - n * 44.0,
                        height: BAR_STEP * 0.62,
                        transform: String::new(),
                        clipped: false,
                    })
                    .collect()
            }
        }
    }
}

const SEAL_Y: f32 = 240.0;
const RIBBON_TURNS: [f32; 2] = [20.0, -20.0];
const BAR_STEP: f32 = 22.0;

fn circle(x: f32, y: f32, radius: f32) -> String {
    format!(
        "M{} {y}a{radius} {radius} 0 1 1 {} 0a{radius} {radius} 0 1 1 {} 0z",
        x - radius,
        radius * 2.0,
        -radius * 2.0
    )
}

/// A polygon whose corners are rounded by `radius` along each side.
fn rounded_polygon(points: &[(f32, f32)], radius: f32) -> String {
    let towards = |from: (f32, f32), to: (f32, f32)| {
        let length = (to.0 - from.0).hypot(to.1 - from.1).max(1.0);
        (
            from.0 + (to.0 - from.0) / length * radius,
            from.1 + (to.1 - from.1) / length * radius,
        )
    };
    let mut path = PathData::new();
    for (number, &corner) in points.iter().enumerate() {
        let before = points
            .get((number + points.len() - 1) % points.len())
            .copied()
            .unwrap_or(corner);
        let after = points
            .get((number + 1) % points.len())
            .copied()
            .unwrap_or(corner);
        let (enter, leave) = (towards(corner, before), towards(corner, after));
        if number == 0 {
            path.move_to(enter.0, enter.1)
        } else {
            path.line_to(enter.0, enter.1)
        }
        path.quad_to(corner.0, corner.1, leave.0, leave.1);
    }
    path.close();
    path.into_string()
}

/// A plate with its corners cut in by quarter circles.
fn plaque(x: f32, y: f32, width: f32, height: f32, cut: f32) -> String {
    let (left, top, right, bottom) = (
        x - width / 2.0,
        y - height / 2.0,
        x + width / 2.0,
        y + height / 2.0,
    );
    format!(
        "M{} {top}H{}A{cut} {cut} 0 0 0 {right} {}V{}A{cut} {cut} 0 0 0 {} {bottom}H{}A{cut} {cut} 0 0 0 {left} {}V{}A{cut} {cut} 0 0 0 {} {top}z",
        left + cut,
        right - cut,
        top + cut,
        bottom - cut,
        right - cut,
        left + cut,
        bottom - cut,
        top + cut,
        left + cut
    )
}

/// The edge of a paper seal: `count` small arcs around a circle.
fn scallops(x: f32, y: f32, radius: f32, count: u16) -> String {
    let at = |n: u16| {
        let angle = TAU * f32::from(n) / f32::from(count);
        (x + radius * angle.cos(), y + radius * angle.sin())
    };
    let bulge = radius * TAU / f32::from(count) * 0.55;
    let (x, y) = at(0);
    let mut d = format!("M{x:.1} {y:.1}");
    for n in 1..=count {
        let (x, y) = at(n);
        let _ = write!(d, "A{bulge:.1} {bulge:.1} 0 0 1 {x:.1} {y:.1}");
    }
    d.push('z');
    d
}
