//! The bundled icons: one open set, drawn with lines, so that they take the line weight of the badge.

mod table;

/// Path data of an icon on a grid of 24 by 24 units, to be stroked with round ends; `None` for an unknown name.
pub(crate) fn path(name: &str) -> Option<&'static str> {
    table::TABLE
        .binary_search_by_key(&name, |entry| entry.0)
        .ok()
        .and_then(|at| table::TABLE.get(at))
        .map(|entry| entry.1)
}

/// Names of all bundled icons, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    table::TABLE.iter().map(|entry| entry.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_found_by_its_name_and_draws_inside_its_grid() {
        assert!(names().count() >= 40);
        for name in names() {
            let svg = format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="{}" fill="none" stroke="#000"/></svg>"##,
                path(name).unwrap()
            );
            let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
            let bounds = tree.root().stroke_bounding_box();
            assert!(
                bounds.left() > 0.0
                    && bounds.top() > 0.0
                    && bounds.right() < 24.0
                    && bounds.bottom() < 24.0,
                "{name}: {bounds:?}"
            );
            assert!(
                bounds.width() > 8.0 && bounds.height() > 8.0,
                "{name}: {bounds:?}"
            );
        }
        assert_eq!(path("no-such-icon"), None);
    }
}
