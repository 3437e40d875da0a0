//! What surrounds every page: address, who is looking, the organization's colour, and a note about what just happened.

use super::theme;
use crate::text::Locale;

/// The frame of a page. Build it with [`Shell::new`] and set what applies.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The public base URL, without a slash at the end.
    pub base: String,
    /// Path and query of this page; marks the current place in the navigation.
    pub path: String,
    /// Who is looking.
    pub visitor: Visitor,
    /// The organization's accent colour, as `/theme/<six digits>.css`; see [`Shell::accent`].
    pub theme: Option<String>,
    /// A note about what just happened.
    pub notice: Option<Notice>,
    /// Whether this is a demonstration, which shows the way to the start page and the mailbox.
    pub demo: bool,
    /// The languages this page can be had in; none where it has no address to come back to.
    pub languages: Vec<Language>,
}

/// A language that a page offers itself in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Whether the page is in it now.
    pub current: bool,
}

impl Language {
    /// All of them, one being the page's own.
    pub fn all(current: Locale) -> Vec<Language> {
        Locale::ALL
            .into_iter()
            .map(|locale| Language {
                tag: locale.tag(),
                name: locale.own_name(),
                current: locale == current,
            })
            .collect()
    }
}

/// Who is looking at a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visitor {
    /// Nobody is signed in.
    Stranger,
    /// An earner in the wallet.
    Earner(EarnerMark),
    /// A member of an organization's staff in the console.
    Staff(StaffMark),
}

/// What the frame shows of a signed-in earner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarnerMark {
    /// The person's name, or the address when no name is known.
    pub name: String,
    /// How many badges wait to be accepted.
    pub waiting: usize,
    /// Where the portfolio is shown, when it has a handle.
    pub portfolio: Option<String>,
}

/// What the frame shows of signed-in staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMark {
    /// The person's name.
    pub name: String,
    /// The organization worked for now; empty for an operator above organizations.
    pub issuer: String,
    /// Its slug; empty for an operator above organizations.
    pub slug: String,
    /// Whether the person may also create organizations.
    pub operator: bool,
    /// How many things wait for a decision.
    pub waiting: usize,
    /// Other organizations the person works for.
    pub others: Vec<OtherIssuer>,
    /// Whether the person may award, import, correct and revoke here.
    pub writes: bool,
    /// Whether the person may change settings, keys and staff here.
    pub owns: bool,
}

/// Another organization that a member of staff works for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherIssuer {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// How a note is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// To know.
    Plain,
    /// Worth a look.
    Careful,
    /// It did not work.
    Bad,
}

impl Tone {
    /// The name of the style.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Good => "good",
            Tone::Plain => "plain",
            Tone::Careful => "careful",
            Tone::Bad => "bad",
        }
    }

    /// The icon beside the words.
    pub fn icon(self) -> &'static str {
        match self {
            Tone::Good => "circle-check",
            Tone::Plain => "info",
            Tone::Careful => "triangle-alert",
            Tone::Bad => "circle-alert",
        }
    }
}

/// A note about what just happened, shown once at the top of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is drawn.
    pub tone: Tone,
    /// The sentence, in the reader's language.
    pub words: String,
}

impl Shell {
    /// The frame for nobody in particular.
    pub fn new(base: impl Into<String>, path: impl Into<String>) -> Shell {
        Shell {
            base: base.into(),
            path: path.into(),
            visitor: Visitor::Stranger,
            theme: None,
            notice: None,
            demo: false,
            languages: Vec::new(),
        }
    }

    /// With the choice of languages, one being the page's own.
    pub fn in_languages(self, current: Locale) -> Shell {
        Shell {
            languages: Language::all(current),
            ..self
        }
    }

    /// With this visitor.
    pub fn visitor(self, visitor: Visitor) -> Shell {
        Shell { visitor, ..self }
    }

    /// With an organization's colour such as `#2b4acb`; anything else leaves the default.
    pub fn accent(self, colour: &str) -> Shell {
        Shell {
            theme: theme::href(colour),
            ..self
        }
    }

    /// With a note.
    pub fn notice(self, tone: Tone, words: impl Into<String>) -> Shell {
        Shell {
            notice: Some(Notice {
                tone,
                words: words.into(),
            }),
            ..self
        }
    }

    /// The absolute address of this page.
    pub fn here(&self) -> String {
        format!("{}{}", self.base, self.path)
    }

    /// `page` for the navigation entry that leads to exactly this page, `true` for one above it, empty otherwise:
    /// the value of `aria-current`.
    pub fn current(&self, entry: &str) -> &'static str {
        let path = self.path.split('?').next().unwrap_or_default();
        if path == entry {
            "page"
        } else if entry.matches('/').count() > 1
            && path
                .strip_prefix(entry)
                .is_some_and(|rest| rest.starts_with('/'))
        {
            "true"
        } else {
            ""
        }
    }

    /// The signed-in earner, if that is who looks.
    pub fn earner(&self) -> Option<&EarnerMark> {
        match &self.visitor {
            Visitor::Earner(mark) => Some(mark),
            Visitor::Stranger | Visitor::Staff(_) => None,
        }
    }

    /// The signed-in staff, if that is who looks.
    pub fn staff(&self) -> Option<&StaffMark> {
        match &self.visitor {
            Visitor::Staff(mark) => Some(mark),
            Visitor::Stranger | Visitor::Earner(_) => None,
        }
    }

    /// Whether staff is signed in who may award, import, correct and revoke.
    pub fn writes(&self) -> bool {
        self.staff().is_some_and(|mark| mark.writes)
    }

    /// Whether staff is signed in who may change settings, keys and staff.
    pub fn owns(&self) -> bool {
        self.staff().is_some_and(|mark| mark.owns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_place_is_marked_and_places_above_it_too() {
        let shell = Shell::new("https://badges.example.org", "/console/credentials/abc?x=1");
        assert_eq!(shell.current("/console/credentials"), "true");
        assert_eq!(shell.current("/console/credentials/abc"), "page");
        assert_eq!(shell.current("/console/cred"), "");
        assert_eq!(shell.current("/console"), "");
    }
}
