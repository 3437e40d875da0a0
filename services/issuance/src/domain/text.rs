//! Checks of plain text fields. Each notes a problem that names field, value and fix.

use platform::FieldProblem;
use url::Url;

/// Longest address that is taken.
const LONGEST_URL: usize = 2000;

/// Collects what is wrong with a command's fields, so that all of it is told at once.
#[derive(Default)]
pub struct Problems(Vec<FieldProblem>);

impl Problems {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one.
    pub fn note(&mut self, field: impl Into<String>, value: &str, problem: impl Into<String>) {
        self.0.push(FieldProblem::new(field, value, problem));
    }

    /// Notes the error of a field, if it is one, and passes on the value.
    pub fn take<T, E: std::fmt::Display>(
        &mut self,
        field: impl Into<String>,
        value: &str,
        outcome: Result<T, E>,
    ) -> Option<T> {
        match outcome {
            Ok(taken) => Some(taken),
            Err(problem) => {
                self.note(field, value, problem.to_string());
                None
            }
        }
    }

    /// A line of text: no line breaks or other control characters, white space collapsed, at most `longest`
    /// characters; empty only if `may_be_empty`.
    pub fn line(&mut self, field: &str, value: &str, longest: usize, presence: Presence) -> String {
        let tidy = value.split_whitespace().collect::<Vec<_>>().join(" ");
        self.check(field, &tidy, longest, presence);
        if tidy.chars().any(char::is_control) {
            self.note(
                field,
                &tidy,
                "it holds control characters; write plain text",
            );
        }
        tidy
    }

    /// Text of several lines (Markdown, say), trimmed, at most `longest` characters.
    pub fn text(&mut self, field: &str, value: &str, longest: usize, presence: Presence) -> String {
        let tidy = value.replace("\r\n", "\n").trim().to_owned();
        self.check(field, &tidy, longest, presence);
        if tidy
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            self.note(
                field,
                &tidy,
                "it holds control characters; write plain text",
            );
        }
        tidy
    }

    /// An absolute http or https address.
    pub fn web_address(&mut self, field: &str, value: &str, presence: Presence) -> Option<Url> {
        let value = value.trim();
        if value.is_empty() {
            if presence == Presence::Needed {
                self.note(
                    field,
                    value,
                    "it is missing; write an address such as https://www.example.org",
                );
            }
            return None;
        }
        let parsed = Url::parse(value).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
                && value.len() <= LONGEST_URL
        });
        if parsed.is_none() {
            self.note(field, value, "it is no web address; write one such as https://www.example.org, without a user name");
        }
        parsed
    }

    /// All that was noted; `Ok` if nothing.
    pub fn into_result(self) -> Result<(), Vec<FieldProblem>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn check(&mut self, field: &str, tidy: &str, longest: usize, presence: Presence) {
        let length = tidy.chars().count();
        if length == 0 && presence == Presence::Needed {
            self.note(field, tidy, "it is missing or empty; write it");
        }
        if length > longest {
            self.note(
                field,
                tidy,
                format!("it has {length} characters; shorten it to {longest}"),
            );
        }
    }
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Needed,
    /// It may be empty.
    Optional,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_told_at_once_with_field_and_fix() {
        let mut problems = Problems::new();
        assert_eq!(
            problems.line("name", "  Plant \n Society ", 40, Presence::Needed),
            "Plant Society"
        );
        assert!(problems.is_empty());
        problems.line("name", " ", 40, Presence::Needed);
        problems.text("description", "abcdef", 3, Presence::Optional);
        problems.line("about", "a\u{7}b", 40, Presence::Optional);
        for bad in [
            "www.example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "https://user:secret@example.org",
        ] {
            assert_eq!(problems.web_address("url", bad, Presence::Optional), None);
        }
        let noted = problems.into_result().unwrap_err();
        let fields: Vec<_> = noted.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(
            fields,
            ["name", "description", "about", "url", "url", "url", "url"]
        );
        assert!(noted[1].problem.contains("6 characters; shorten it to 3"));
    }
}
