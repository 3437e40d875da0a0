//! Mails about an account: links that sign in or prove an address, and a locked password.

use super::{
    Action, House, Letter, Line, Section, Words, accent::Accent, direction, one_line, parts,
};
use crate::domain::facts::Organization;

/// What it is about.
#[derive(Clone, Debug)]
pub enum About<'a> {
    /// A link that signs in.
    SignIn {
        /// What it opens by.
        token: &'a str,
        /// How long it lives from now.
        minutes: usize,
    },
    /// A link that proves an address.
    Verify {
        /// What it opens by.
        token: &'a str,
        /// How long it lives from now.
        minutes: usize,
    },
    /// Somebody wanted this address for another account.
    AddressInUse {
        /// What it opens by.
        token: &'a str,
        /// How long it lives from now.
        minutes: usize,
    },
    /// A further address was added.
    AddressAdded,
    /// Too many wrong passwords.
    Locked {
        /// Who may unlock it.
        organizations: &'a [Organization],
    },
}

/// What a mail about an account is made of.
#[derive(Clone, Debug)]
pub struct AccountLetter<'a> {
    /// The language.
    pub words: Words,
    /// Who sends it.
    pub house: &'a House,
    /// The recipient's name; may be empty.
    pub name: &'a str,
    /// The recipient's address.
    pub to: &'a str,
    /// What it is about.
    pub about: About<'a>,
}

struct Keys {
    subject: &'static str,
    heading: &'static str,
    lead: &'static [&'static str],
    label: &'static str,
    open: &'static str,
    notes: &'static [&'static str],
}

impl AccountLetter<'_> {
    /// The mail.
    pub fn compose(&self) -> Letter {
        let words = self.words;
        let tag = words.language().tag();
        let keys = self.keys();
        let lead: Vec<_> = keys.lead.iter().map(|key| self.say(key)).collect();
        Letter {
            language: tag,
            direction: direction(tag),
            sender: words.get("platform"),
            subject: one_line(&words.get(keys.subject)),
            preview: lead.first().cloned().unwrap_or_default(),
            letterhead: words.get("platform"),
            accent: Accent::of(""),
            heading: words.get(keys.heading),
            greeting: match self.name.trim() {
                "" => words.get("greeting-nameless"),
                name => words.with("greeting", &[("name", name.into())]),
            },
            lead,
            badges: Vec::new(),
            action: Some(self.action(&keys)),
            sections: self.sections(),
            footer: self.footer(),
            colon: words.get("colon"),
        }
    }

    fn say(&self, key: &str) -> String {
        self.words.with(key, &[("address", self.to.into())])
    }

    fn keys(&self) -> Keys {
        match self.about {
            About::SignIn { .. } => Keys {
                subject: "sign-in-subject",
                heading: "sign-in-heading",
                lead: &["sign-in-lead"],
                label: "sign-in-label",
                open: "sign-in-open",
                notes: &["sign-in-ignore"],
            },
            About::Verify { .. } => Keys {
                subject: "verify-subject",
                heading: "verify-heading",
                lead: &["verify-lead"],
                label: "verify-label",
                open: "verify-open",
                notes: &["verify-ignore"],
            },
            About::AddressInUse { .. } => Keys {
                subject: "in-use-subject",
                heading: "in-use-heading",
                lead: &["in-use-lead", "in-use-you"],
                label: "in-use-label",
                open: "in-use-open",
                notes: &[],
            },
            About::AddressAdded => Keys {
                subject: "added-subject",
                heading: "added-heading",
                lead: &["added-lead", "added-you"],
                label: "added-label",
                open: "added-open",
                notes: &["added-ignore"],
            },
            About::Locked { .. } => Keys {
                subject: "locked-subject",
                heading: "locked-heading",
                lead: &["locked-lead", "locked-still"],
                label: "locked-label",
                open: "locked-open",
                notes: &[],
            },
        }
    }

    fn action(&self, keys: &Keys) -> Action {
        let words = self.words;
        let (url, lives) = match self.about {
            About::SignIn { token, minutes }
            | About::Verify { token, minutes }
            | About::AddressInUse { token, minutes } => (
                format!("{}/sign-in/{token}", self.house.base),
                Some(minutes),
            ),
            About::AddressAdded => (format!("{}/wallet/profile", self.house.base), None),
            About::Locked { .. } => (format!("{}/sign-in", self.house.base), None),
        };
        let lives =
            lives.map(|minutes| words.with("link-minutes", &[("minutes", minutes.max(1).into())]));
        Action {
            label: words.get(keys.label),
            url,
            open: words.get(keys.open),
            copy: words.get("copy-hint"),
            notes: lives
                .into_iter()
                .chain(keys.notes.iter().map(|key| self.say(key)))
                .collect(),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let About::Locked { organizations } = self.about else {
            return Vec::new();
        };
        let words = self.words;
        let mut lines = vec![Line::of(words.get("locked-unlock"))];
        if organizations.is_empty() {
            lines.push(Line::of(words.get("locked-unknown")));
        }
        let mut sections = vec![Section {
            title: words.get("locked-title"),
            lines,
        }];
        sections.extend(organizations.iter().map(|organization| Section {
            title: organization.name.clone(),
            lines: parts::contact(words, organization),
        }));
        sections
    }

    fn footer(&self) -> Vec<String> {
        let words = self.words;
        let why = match self.about {
            About::SignIn { .. } | About::Verify { .. } => "why-asked",
            About::AddressInUse { .. } | About::AddressAdded | About::Locked { .. } => {
                "why-account"
            }
        };
        vec![
            self.say(why),
            words.with(
                "sent-by-platform",
                &[
                    ("platform", (&words.get("platform")).into()),
                    ("host", (&self.house.host).into()),
                ],
            ),
        ]
    }
}
