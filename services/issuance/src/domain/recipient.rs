//! Who a badge is awarded to, as the issuer names them, and the facts they are found by.

use super::{
    email::EmailAddress,
    text::{Presence, Problems},
};
use platform::seal::fold;
use serde::{Deserialize, Serialize};
use std::fmt;

const LONGEST_NAME: usize = 200;
const LONGEST_NUMBER: usize = 100;

/// A recipient. Personal data: `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Where the badge is sent. An unverified contact point.
    pub email: EmailAddress,
    /// As it shall stand on the badge; empty if unknown.
    pub name: String,
    /// The issuer's number of the person; empty if there is none.
    pub member_number: String,
}

impl Recipient {
    /// Checks what was written; field names carry `prefix` (`recipient.`).
    pub fn read(
        problems: &mut Problems,
        prefix: &str,
        email: &str,
        name: &str,
        member_number: &str,
    ) -> Option<Self> {
        let email = problems.take(
            format!("{prefix}email"),
            email,
            email.parse::<EmailAddress>(),
        );
        let name = problems.line(
            &format!("{prefix}name"),
            name,
            LONGEST_NAME,
            Presence::Optional,
        );
        let member_number = problems.line(
            &format!("{prefix}member_number"),
            member_number,
            LONGEST_NUMBER,
            Presence::Optional,
        );
        Some(Self {
            email: email?,
            name,
            member_number,
        })
    }

    /// What tells this person from others of the same issuer: the member number, else the address.
    pub fn identity(&self) -> String {
        if self.member_number.is_empty() {
            format!("address:{}", self.email.folded())
        } else {
            format!("member:{}", fold(&self.member_number))
        }
    }

    /// Whether another award means the same person: the number tells where both name one, else an address does.
    /// `former` are addresses the person had before.
    pub fn is_same_person(&self, other: &Self, former: &[EmailAddress]) -> bool {
        if self.member_number.is_empty() || other.member_number.is_empty() {
            self.email == other.email || former.contains(&other.email)
        } else {
            fold(&self.member_number) == fold(&other.member_number)
        }
    }

    /// What a staff search finds the person by: the whole name, and each of its words, folded. Empty without a name.
    pub fn search_words(&self) -> Vec<String> {
        name_words(&self.name)
    }
}

/// The whole of a name and its words, folded, without repeats.
pub fn name_words(name: &str) -> Vec<String> {
    let whole = fold(name);
    if whole.is_empty() {
        return Vec::new();
    }
    let mut words: Vec<String> = whole
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect();
    words.push(whole);
    words.sort_unstable();
    words.dedup();
    words
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient(***)")
    }
}

/// What is personal in a badge; sealed by the person's own key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Personal {
    /// Who.
    pub recipient: Recipient,
    /// Addresses the badge was awarded to before they were mended: a file that still has one means the same person.
    pub former_addresses: Vec<EmailAddress>,
    /// The caller's own number for the award; may be empty.
    pub reference: String,
    /// How it was earned, Markdown; may be empty.
    pub narrative: String,
    /// Evidence.
    pub evidence: Vec<Evidence>,
}

impl Personal {
    /// The same for a recipient who was mended; an address that changed is remembered.
    #[must_use]
    pub fn with_recipient(&self, recipient: Recipient) -> Self {
        let mut former_addresses = self.former_addresses.clone();
        let left = &self.recipient.email;
        if *left != recipient.email && !former_addresses.contains(left) {
            former_addresses.push(left.clone());
        }
        Self {
            recipient,
            former_addresses,
            ..self.clone()
        }
    }
}

/// Evidence for an award.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it is; empty if nowhere.
    pub url: String,
    /// Its title; may be empty.
    pub name: String,
    /// Markdown; may be empty.
    pub narrative: String,
}

impl Evidence {
    /// Checks what was written. `None` for evidence that says nothing.
    pub fn read(
        problems: &mut Problems,
        prefix: &str,
        url: &str,
        name: &str,
        narrative: &str,
    ) -> Option<Self> {
        let url = problems.web_address(&format!("{prefix}url"), url, Presence::Optional);
        let name = problems.line(&format!("{prefix}name"), name, 300, Presence::Optional);
        let narrative = problems.text(
            &format!("{prefix}narrative"),
            narrative,
            10_000,
            Presence::Optional,
        );
        let evidence = Self {
            url: url.map(String::from).unwrap_or_default(),
            name,
            narrative,
        };
        let says_something =
            !(evidence.url.is_empty() && evidence.name.is_empty() && evidence.narrative.is_empty());
        says_something.then_some(evidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_whole_name_and_by_each_word_in_any_script() {
        assert_eq!(
            name_words(" Zoë  Ågren-O'Donnell "),
            ["o'donnell", "zoë", "zoë ågren-o'donnell", "ågren"]
        );
        assert_eq!(
            name_words("अनन्या अय्यर").len(),
            name_words("अनन्या अय्यर")
                .iter()
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        );
        assert_eq!(name_words("山田太郎"), ["山田太郎"]);
        assert!(name_words("  ").is_empty());
    }

    #[test]
    fn the_member_number_names_a_person_before_the_address() {
        let mut problems = Problems::new();
        let a = Recipient::read(&mut problems, "", "Ana@Example.org", "Ana", " PG-1 ").unwrap();
        let b = Recipient::read(&mut problems, "", "other@example.org", "Ana", "pg-1").unwrap();
        let c = Recipient::read(&mut problems, "", "ana@example.org", "", "").unwrap();
        assert_eq!(a.identity(), b.identity());
        assert_eq!(c.identity(), "address:ana@example.org");
        let other = Recipient::read(&mut problems, "", "ana@example.org", "", "PG-2").unwrap();
        assert!(a.is_same_person(&b, &[]) && a.is_same_person(&c, &[]));
        assert!(!a.is_same_person(&other, &[]) && !b.is_same_person(&c, &[]));
        assert!(b.is_same_person(&c, std::slice::from_ref(&a.email)));
        assert!(
            Recipient::read(
                &mut problems,
                "recipient.",
                "ana at example",
                "Ana\u{7}",
                ""
            )
            .is_none()
        );
        let fields: Vec<String> = problems
            .into_result()
            .unwrap_err()
            .into_iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(fields, ["recipient.email", "recipient.name"]);
    }
}
