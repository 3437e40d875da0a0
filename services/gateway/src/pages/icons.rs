//! Icons, drawn inline so that they take the colour of the text beside them. From Lucide (ISC licence, see NOTICE).

use std::fmt;

/// Markup that stands in a page as it is. Only this crate's own embedded files become markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Markup(&'static str);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

macro_rules! icon_table {
    ($($name:literal),* $(,)?) => {
        /// The names of all icons.
        pub const NAMES: &[&str] = &[$($name),*];

        /// The icon of that name; an empty drawing for an unknown one, which tests refuse.
        pub fn icon(name: &str) -> Markup {
            match name {
                $($name => Markup(include_str!(concat!("../../assets/icons/", $name, ".svg"))),)*
                _ => Markup(""),
            }
        }
    };
}

icon_table!(
    "arrow-left",
    "arrow-right",
    "award",
    "badge-check",
    "book-open",
    "building-2",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-alert",
    "circle-check",
    "circle-dashed",
    "circle-pause",
    "circle-question-mark",
    "circle-slash",
    "circle-x",
    "clock",
    "copy",
    "door-open",
    "download",
    "external-link",
    "eye",
    "eye-off",
    "file-text",
    "file-up",
    "globe",
    "hand",
    "hourglass",
    "house",
    "inbox",
    "info",
    "key-round",
    "layers",
    "link",
    "list-checks",
    "lock",
    "log-in",
    "log-out",
    "mail",
    "minus",
    "pause",
    "pencil",
    "plus",
    "printer",
    "refresh-cw",
    "scale",
    "search",
    "send",
    "settings",
    "share-2",
    "shield",
    "shield-check",
    "sliders-horizontal",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "users",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_a_drawing_that_screen_readers_skip() {
        for name in NAMES {
            let drawing = icon(name).to_string();
            assert!(drawing.starts_with("<svg class=\"icon\""), "{name}");
            assert!(drawing.contains("aria-hidden=\"true\""), "{name}");
            assert_eq!(drawing.matches("<svg").count(), 1, "{name}");
        }
        assert_eq!(icon("no-such-icon").to_string(), "");
    }
}
