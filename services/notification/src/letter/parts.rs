//! Parts that several mails share.

use super::{House, Line, Link, Section, Words};
use crate::domain::facts::Organization;

impl Line {
    /// A sentence.
    pub(super) fn of(words: String) -> Self {
        Self {
            words,
            ..Self::default()
        }
    }
    /// A sentence and an address that is shown whole.
    pub(super) fn address(words: String, url: &str) -> Self {
        Self {
            words,
            link: Some(Link {
                label: url.to_owned(),
                url: url.to_owned(),
            }),
            ..Self::default()
        }
    }
    /// A link with words of its own.
    pub(super) fn link(label: String, url: String) -> Self {
        Self {
            link: Some(Link { label, url }),
            ..Self::default()
        }
    }
}

/// Who answers questions (S26).
pub(super) fn help(words: Words, house: &House, organization: &Organization) -> Section {
    let mut lines = vec![Line::of(
        words.with("help-issuer", &[("issuer", (&organization.name).into())]),
    )];
    lines.extend(contact(words, organization));
    lines.push(Line::address(
        words.get("help-pages"),
        &format!("{}/help", house.base),
    ));
    Section {
        title: words.get("help-title"),
        lines,
    }
}

/// How an organization is reached.
pub(super) fn contact(words: Words, organization: &Organization) -> Vec<Line> {
    let mut lines = Vec::new();
    if !organization.support.trim().is_empty() {
        lines.push(Line::of(organization.support.trim().to_owned()));
    }
    if !organization.email.is_empty() {
        lines.push(Line {
            words: words.get("help-email"),
            link: Some(Link {
                label: organization.email.clone(),
                url: format!("mailto:{}", organization.email),
            }),
            ..Line::default()
        });
    }
    if !organization.url.is_empty() {
        lines.push(Line::address(words.get("help-web"), &organization.url));
    }
    lines
}

/// That the mail is genuine, and how not to miss the next one (S15, S16).
pub(super) fn safe(words: Words, house: &House, organization: &Organization) -> Section {
    let authorised = words.with(
        "safe-authorised",
        &[
            ("issuer", (&organization.name).into()),
            ("address", (&house.sender).into()),
            ("host", (&house.base).into()),
        ],
    );
    let listed = words.with("safe-list", &[("address", (&house.sender).into())]);
    Section {
        title: words.get("safe-title"),
        lines: vec![Line::of(authorised), Line::of(listed)],
    }
}
