//! What a badge looks like: a design becomes SVG, the SVG becomes PNG; the social card, the rosette and the mark of an
//! issuer; and the cleaning of pictures that people upload. Pure functions: same input, same bytes; no clock, no network,
//! and no file but a folder of fonts that the caller names.
//!
//! ```
//! use artwork::{Design, Fonts, badge_svg, render_png};
//!
//! let fonts = Fonts::bundled();
//! let design = Design::default_for("Certified Practitioner", "Plant Society", "#2b4acb".parse()?, 2, 3).with_level_word("Practitioner");
//! assert!(design.problems(&fonts).is_empty());
//! let svg = badge_svg(&fonts, &design);
//! let png = render_png(&svg, 90)?;
//! assert!(png.starts_with(b"\x89PNG"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod badge;
mod card;
mod colour;
mod design;
mod fonts;
mod icons;
pub mod intake;
mod mark;
mod path;
mod render;
mod rosette;
mod text;

pub use badge::badge_svg;
pub use card::{CARD_HEIGHT, CARD_WIDTH, CardData, CardState, CardWords, social_card_png};
pub use colour::{Colour, ColourError};
pub use design::{
    Colours, Design, DesignProblem, Emblem, LEAST_CONTRAST, Level, LineWeight, Metal, Silhouette,
};
pub use fonts::{FontError, Fonts};
pub use icons::names as icon_names;
pub use mark::issuer_mark_svg;
pub use render::{Art, MAXIMUM_SIZE, RenderError, render_png, svg_around_png};
pub use rosette::{RosetteOptions, rosette_seed, rosette_svg};
