//! The only door: REST, gRPC and pages.
//!
//! ```
//! use gateway::text::{Locale, Text};
//!
//! let text = Text::new(Locale::English);
//! assert_eq!(text.date(jiff::civil::date(2026, 3, 31)), "31 March 2026");
//! ```

pub mod assets;
pub mod pages;
pub mod styleguide;
pub mod text;
