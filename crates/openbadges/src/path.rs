//! Where in a document something stands, kept as a chain on the stack and written out only for messages: a name in a
//! hostile document is as long as it likes, and has as many places below it.
use std::fmt;

/// A place in a JSON document.
#[derive(Clone, Copy)]
pub(crate) enum At<'a> {
    /// The document itself.
    Root,
    /// The document itself, by the name that messages have for it.
    Named(&'a str),
    /// A member of an object.
    Member(&'a At<'a>, &'a str),
    /// An item of a list.
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    /// How many steps it lies below the document.
    pub(crate) fn depth(&self) -> usize {
        let (mut depth, mut at) = (0, self);
        while let At::Member(above, _) | At::Item(above, _) = at {
            (depth, at) = (depth + 1, above);
        }
        depth
    }
}

impl fmt::Display for At<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Root => f.write_str("$"),
            At::Named(name) => f.write_str(name),
            At::Member(above, name) => write!(f, "{above}.{name}"),
            At::Item(above, at) => write!(f, "{above}[{at}]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn a_place_is_written_as_a_json_path() {
        let list = At::Member(&At::Root, "evidence");
        let item = At::Item(&list, 2);
        let id = At::Member(&item, "id");
        assert_eq!(id.to_string(), "$.evidence[2].id");
        assert_eq!(id.depth(), 3);
    }
}
