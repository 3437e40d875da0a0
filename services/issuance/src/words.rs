//! The few words issuance writes itself, from message files: a line a message, `name = text`.

const FILES: [(&str, &str); 5] = [
    ("en", include_str!("../messages/en.ftl")),
    ("de", include_str!("../messages/de.ftl")),
    ("es", include_str!("../messages/es.ftl")),
    ("fr", include_str!("../messages/fr.ftl")),
    ("pl", include_str!("../messages/pl.ftl")),
];

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words(&'static str);

impl Words {
    /// The first of these languages there is, or English.
    pub fn of(wanted: &[&str]) -> Self {
        let file = |tag: &&str| {
            FILES
                .iter()
                .find(|(language, _)| tag.split('-').next() == Some(language))
        };
        wanted
            .iter()
            .find_map(file)
            .map_or(Self(FILES[0].1), |(_, text)| Self(text))
    }

    /// A message; its name where the file lacks it.
    pub fn get(self, name: &'static str) -> &'static str {
        message(self.0, name)
            .or_else(|| message(FILES[0].1, name))
            .unwrap_or(name)
    }
}

fn message(file: &'static str, name: &str) -> Option<&'static str> {
    file.lines()
        .filter_map(|line| line.split_once(" = "))
        .find(|(known, _)| *known == name)
        .map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_message() {
        let names = |file: &'static str| {
            file.lines()
                .filter_map(|l| l.split_once(" = "))
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
        };
        for (language, file) in FILES {
            assert_eq!(names(file), names(FILES[0].1), "{language}");
        }
    }

    #[test]
    fn a_language_we_have_not_is_english() {
        assert_eq!(Words::of(&["", "hi", "de-AT"]).get("card-valid"), "Gültig");
        assert_eq!(Words::of(&["hi"]).get("card-revoked"), "Revoked");
    }
}
