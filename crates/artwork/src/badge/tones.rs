//! The tones a badge is drawn in: a metal has four, and the edge that parts it from white paper and from a night page.

use crate::colour::Colour;
use crate::design::{Design, Metal};

#[derive(Clone, Copy)]
pub(super) struct Tones {
    /// Highlight of the metal.
    pub(super) light: Colour,
    /// The metal itself.
    pub(super) base: Colour,
    /// The metal turned from the light.
    pub(super) deep: Colour,
    /// Folds of the banner.
    pub(super) dark: Colour,
    /// Contours and engraved lines.
    pub(super) edge: Colour,
    /// Letters on metal.
    pub(super) lettering: Colour,
    pub(super) field: Colour,
    /// The recess where the enamel meets the frame.
    pub(super) recess: Colour,
    /// Engine-turned lines in the enamel.
    pub(super) turning: Colour,
    pub(super) ink: Colour,
    /// Ink for the issuer's name.
    pub(super) quiet_ink: Colour,
    /// Rule and lozenge: the metal as it can be seen on the enamel.
    pub(super) accent_ink: Colour,
}

impl Tones {
    pub(super) fn of(design: &Design) -> Tones {
        let black = Colour::rgb(0, 0, 0);
        let white = Colour::rgb(255, 255, 255);
        let [light, base, deep, edge] = match design.level.as_ref().map(|level| level.metal()) {
            Some(Metal::Bronze) => [
                Colour::rgb(0xe9, 0xb9, 0x8c),
                Colour::rgb(0xb8, 0x78, 0x47),
                Colour::rgb(0x8f, 0x55, 0x2c),
                Colour::rgb(0x5c, 0x33, 0x18),
            ],
            Some(Metal::Silver) => [
                Colour::rgb(0xe6, 0xe8, 0xea),
                Colour::rgb(0xa9, 0xae, 0xb4),
                Colour::rgb(0x7e, 0x85, 0x8d),
                Colour::rgb(0x4b, 0x52, 0x5b),
            ],
            Some(Metal::Gold) => [
                Colour::rgb(0xf8, 0xe2, 0x9a),
                Colour::rgb(0xd3, 0xa4, 0x3a),
                Colour::rgb(0xa8, 0x79, 0x1c),
                Colour::rgb(0x69, 0x48, 0x0c),
            ],
            Some(Metal::Platinum) => [
                Colour::rgb(0xfb, 0xfd, 0xfe),
                Colour::rgb(0xd3, 0xde, 0xe4),
                Colour::rgb(0x9d, 0xb2, 0xbe),
                Colour::rgb(0x3f, 0x5b, 0x6b),
            ],
            None => {
                let frame = design.colours.frame;
                [
                    frame.mixed(white, 0.78),
                    frame.mixed(white, 0.44),
                    frame.mixed(white, 0.16),
                    frame.mixed(black, 0.45),
                ]
            }
        };
        let field = design.colours.field;
        let ink = design.colours.ink;
        Tones {
            light,
            base,
            deep,
            dark: deep.mixed(black, 0.18),
            edge,
            lettering: edge.mixed(black, 0.45),
            field,
            recess: field.mixed(black, 0.42),
            turning: field.mixed(ink, 0.13),
            ink,
            quiet_ink: ink.mixed(field, 0.12).legible_on(field, 4.5),
            accent_ink: light.mixed(base, 0.4).legible_on(field, 3.0),
        }
    }
}
