//! What a mail says: composed as a view, rendered twice, once for mail programs that show HTML and once, in words of
//! its own, for those that do not.

mod accent;
mod account;
mod badges;
mod linkedin;
mod parts;
mod text;

pub use account::{About, AccountLetter};
pub use badges::{BadgeLetter, ClaimLink};
pub use text::{Language, Words, direction, keys};

use accent::Accent;
use askama::Template;

/// Characters of a line of plain text (RFC 5322 §2.1.1 recommends fewer than 78).
const MEASURE: usize = 72;

/// The installation, as mails name it.
#[derive(Clone, Debug)]
pub struct House {
    /// The base address, without a slash at its end.
    pub base: String,
    /// Host and port of it.
    pub host: String,
    /// The address that mails come from.
    pub sender: String,
}

/// A mail, as a view.
#[derive(Clone, Debug)]
pub struct Letter {
    /// BCP 47.
    pub language: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The sender's name (M1).
    pub sender: String,
    /// The subject.
    pub subject: String,
    /// The line that mail programs show beside the subject.
    pub preview: String,
    /// The name on top.
    pub letterhead: String,
    /// The colour of button and links.
    pub accent: Accent,
    /// The headline.
    pub heading: String,
    /// The salutation.
    pub greeting: String,
    /// What it is about.
    pub lead: Vec<String>,
    /// The badges.
    pub badges: Vec<BadgeView>,
    /// The one thing to do.
    pub action: Option<Action>,
    /// What else to know.
    pub sections: Vec<Section>,
    /// Why this mail, and who sent it.
    pub footer: Vec<String>,
    /// What stands between words and the address they announce: languages set it apart differently.
    pub colon: String,
}

/// A badge in a mail.
#[derive(Clone, Debug)]
pub struct BadgeView {
    /// Its title.
    pub title: String,
    /// Who awarded it.
    pub by: String,
    /// Address of its picture.
    pub image: String,
    /// What the picture shows, for who does not see it.
    pub alt: String,
    /// Dates, each a sentence.
    pub facts: Vec<String>,
}

/// A button.
#[derive(Clone, Debug)]
pub struct Action {
    /// What is written on it.
    pub label: String,
    /// Where it leads.
    pub url: String,
    /// What stands before the address in plain text.
    pub open: String,
    /// What stands before the address under the button.
    pub copy: String,
    /// What to know before pressing it.
    pub notes: Vec<String>,
}

/// A part with a title.
#[derive(Clone, Debug)]
pub struct Section {
    /// The title.
    pub title: String,
    /// What it says.
    pub lines: Vec<Line>,
}

/// A sentence, a link, or both.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The sentence.
    pub words: String,
    /// The link after it.
    pub link: Option<Link>,
    /// What stands after the link.
    pub after: String,
    /// It speaks of a picture; plain text has none.
    pub pictorial: bool,
}

impl Line {
    /// Whether the link is an address that stands for itself, on a line of its own where it is long.
    fn is_address(&self) -> bool {
        self.link
            .as_ref()
            .is_some_and(|link| link.label == link.url)
    }
    /// Whether its address is long enough to be given a line of its own.
    fn breaks(&self) -> bool {
        let length = self
            .link
            .as_ref()
            .map_or(0, |link| link.label.chars().count());
        self.is_address() && self.words.chars().count() + length > 44
    }
}

/// A link.
#[derive(Clone, Debug)]
pub struct Link {
    /// What is shown; the address itself where it is to be copied.
    pub label: String,
    /// Where it leads.
    pub url: String,
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail.txt")]
struct Plain<'a> {
    letter: &'a Letter,
}

impl Plain<'_> {
    fn wrapped(&self, paragraph: &str) -> String {
        wrap(paragraph, MEASURE)
    }
    /// A line with its link: an address beside its words where both fit, else below them.
    fn said(&self, line: &Line) -> String {
        let mut said = self.wrapped(&line.words);
        if let Some(link) = &line.link {
            // Words on a link are nothing to press here: the address goes with them.
            let (before, address) = match link.url.strip_prefix("mailto:") {
                Some(address) => (String::new(), address),
                None if line.is_address() => (String::new(), link.url.as_str()),
                None => (
                    format!("{}{}", link.label, self.letter.colon),
                    link.url.as_str(),
                ),
            };
            said.push_str(&before);
            let fits = said.chars().count() + 1 + address.chars().count() <= MEASURE;
            said.push_str(if fits { " " } else { "\n  " });
            said.push_str(address);
        }
        if !line.after.is_empty() {
            said.push('\n');
            said.push_str(&self.wrapped(&line.after));
        }
        said
    }
    /// As long as the line it stands under.
    fn rule(&self, line: &str) -> String {
        "-".repeat(line.chars().count().min(MEASURE))
    }
}

impl Letter {
    /// The HTML part.
    ///
    /// # Errors
    /// When the template fails, which it does only for want of memory.
    pub fn html(&self) -> Result<String, askama::Error> {
        Html { letter: self }.render()
    }

    /// The plain part.
    ///
    /// # Errors
    /// As [`Letter::html`].
    pub fn text(&self) -> Result<String, askama::Error> {
        Plain { letter: self }.render()
    }
}

/// Breaks a paragraph into lines. A word that is longer than a line, such as an address, stays whole.
fn wrap(paragraph: &str, measure: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in paragraph.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= measure => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// One line: names and titles come from outside, and a line break in a subject would end it.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
