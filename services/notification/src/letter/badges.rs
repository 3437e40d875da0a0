//! Mails about badges.

use super::{
    Action, BadgeView, House, Letter, Line, Section, Words, accent::Accent, direction, linkedin,
    one_line, parts,
};
use crate::domain::{
    facts::{BadgeFacts, Organization},
    message::Kind,
    reminder::Day,
};
use jiff::civil::Date;

/// Where a claim leads, and until when.
#[derive(Clone, Debug)]
pub struct ClaimLink {
    /// The address.
    pub url: String,
    /// Its last day.
    pub until: Date,
}

/// What a mail about badges is made of.
#[derive(Clone, Debug)]
pub struct BadgeLetter<'a> {
    /// The language.
    pub words: Words,
    /// Who sends it.
    pub house: &'a House,
    /// Whose badges they are.
    pub organization: &'a Organization,
    /// What it says.
    pub kind: Kind,
    /// The recipient's name; may be empty.
    pub name: &'a str,
    /// The recipient's address.
    pub to: &'a str,
    /// The badges, one at least.
    pub badges: &'a [BadgeFacts],
    /// How they are claimed, where they wait.
    pub claim: Option<ClaimLink>,
}

impl BadgeLetter<'_> {
    /// The mail.
    pub fn compose(&self) -> Letter {
        let words = self.words;
        let tag = words.language().tag();
        let lead = self.lead();
        Letter {
            language: tag,
            direction: direction(tag),
            sender: one_line(&words.with(
                "sender-via",
                &[
                    ("issuer", (&self.organization.name).into()),
                    ("platform", (&words.get("platform")).into()),
                ],
            )),
            subject: one_line(&self.subject()),
            preview: lead.first().cloned().unwrap_or_default(),
            letterhead: self.organization.name.clone(),
            accent: Accent::of(&self.organization.accent),
            heading: self.heading(),
            greeting: match self.name.trim() {
                "" => words.get("greeting-nameless"),
                name => words.with("greeting", &[("name", name.into())]),
            },
            lead,
            badges: self.badges.iter().map(|badge| self.badge(badge)).collect(),
            action: self.action(),
            sections: self.sections(),
            footer: self.footer(),
        }
    }

    fn is_one(&self) -> bool {
        self.badges.len() == 1
    }

    /// The message for one badge, or for several.
    fn by_number(&self, one: &'static str, many: &'static str) -> &'static str {
        if self.is_one() { one } else { many }
    }

    /// Says a message that may name organization, number and day of award.
    fn say(&self, key: &str) -> String {
        let mut given = vec![
            ("issuer", (&self.organization.name).into()),
            ("count", self.badges.len().into()),
        ];
        if let Some(first) = self.badges.first() {
            given.push(("date", first.awarded.into()));
        }
        self.words.with(key, &given)
    }

    fn subject(&self) -> String {
        let first = self
            .badges
            .first()
            .map(|b| b.title.as_str())
            .unwrap_or_default();
        let badge = if self.is_one() {
            first.to_owned()
        } else {
            let more = self.badges.len().saturating_sub(1);
            self.words.with(
                "badges-more",
                &[("badge", first.into()), ("more", more.into())],
            )
        };
        let key = match self.kind {
            Kind::Reminder(_) => "reminder-subject",
            Kind::Resend => "resend-subject",
            Kind::FreshClaim => "fresh-subject",
            Kind::Revoked => "revoked-subject",
            _ => "award-subject",
        };
        self.words.with(
            key,
            &[
                ("badge", (&badge).into()),
                ("issuer", (&self.organization.name).into()),
            ],
        )
    }

    fn heading(&self) -> String {
        self.words.get(match self.kind {
            Kind::AwardAccepted => "accepted-heading",
            Kind::Reminder(_) => self.by_number("reminder-heading", "reminder-heading-many"),
            Kind::Resend => self.by_number("resend-heading", "resend-heading-many"),
            Kind::FreshClaim => self.by_number("fresh-heading", "fresh-heading-many"),
            Kind::Revoked => "revoked-heading",
            _ => "award-heading",
        })
    }

    fn lead(&self) -> Vec<String> {
        let first = match self.kind {
            Kind::AwardAccepted => self.by_number("accepted-lead", "accepted-lead-many"),
            Kind::Reminder(_) => self.by_number("reminder-lead", "reminder-lead-many"),
            Kind::Resend if self.claim.is_some() => "resend-lead",
            Kind::Resend => "resend-lead-kept",
            Kind::FreshClaim => self.by_number("fresh-lead", "fresh-lead-many"),
            Kind::Revoked => self.by_number("revoked-lead", "revoked-lead-many"),
            _ => self.by_number("award-lead", "award-lead-many"),
        };
        let mut lead = vec![self.say(first)];
        match self.kind {
            Kind::Reminder(Day::HundredTwenty) => lead.push(self.say("reminder-last")),
            Kind::Revoked => {
                if let [badge] = self.badges
                    && !badge.reason.is_empty()
                {
                    lead.push(
                        self.words
                            .with("revoked-reason", &[("reason", (&badge.reason).into())]),
                    );
                }
                lead.push(self.say("revoked-mistake"));
                lead.push(self.say("revoked-linkedin"));
            }
            _ => {}
        }
        lead
    }

    fn badge(&self, badge: &BadgeFacts) -> BadgeView {
        let words = self.words;
        let mut facts = vec![words.with("badge-issued", &[("date", badge.awarded.into())])];
        if let Some(end) = badge.ends {
            facts.push(words.with("badge-ends", &[("date", end.into())]));
        }
        let names = [
            ("badge", (&badge.title).into()),
            ("issuer", (&badge.issuer_name).into()),
        ];
        BadgeView {
            title: badge.title.clone(),
            by: words.with("badge-by", &names),
            image: badge.image.clone(),
            alt: words.with("badge-picture", &names),
            facts,
        }
    }

    fn action(&self) -> Option<Action> {
        let words = self.words;
        if let Some(claim) = &self.claim {
            return Some(Action {
                label: words.get(self.by_number("claim-label", "claim-label-many")),
                url: claim.url.clone(),
                open: words.get(self.by_number("claim-open", "claim-open-many")),
                copy: words.get("copy-hint"),
                notes: vec![
                    words.get(self.by_number("claim-note", "claim-note-many")),
                    words.with("claim-until", &[("date", claim.until.into())]),
                ],
            });
        }
        if !matches!(self.kind, Kind::AwardAccepted | Kind::Resend) {
            return None;
        }
        Some(Action {
            label: words.get(self.by_number("accepted-label", "accepted-label-many")),
            url: self.where_it_is(),
            open: words.get(self.by_number("accepted-open", "accepted-open-many")),
            copy: words.get("copy-hint"),
            notes: Vec::new(),
        })
    }

    /// Where an accepted badge is seen: its own page where everybody sees it (M22), else the earner's wallet.
    fn where_it_is(&self) -> String {
        match self.badges {
            [badge] if badge.public => badge.url.clone(),
            [badge] => format!("{}/wallet/badges/{}", self.house.base, badge.credential),
            _ => format!("{}/wallet", self.house.base),
        }
    }

    fn sections(&self) -> Vec<Section> {
        let help = parts::help(self.words, self.house, self.organization);
        if self.kind == Kind::Revoked {
            return vec![help];
        }
        vec![
            self.showing(),
            parts::safe(self.words, self.house, self.organization),
            help,
        ]
    }

    /// Address, LinkedIn, picture (C20–C22, C26, C27).
    fn showing(&self) -> Section {
        let words = self.words;
        let mut lines = Vec::new();
        for badge in self.badges {
            let of = [("badge", (&badge.title).into())];
            let intro = if self.is_one() {
                words.get("show-address")
            } else {
                words.with("show-address-of", &of)
            };
            let mut line = Line::address(intro, &badge.url);
            if !badge.public && self.is_one() {
                line.after = words.get("show-address-later");
            }
            lines.push(line);
            let label = if self.is_one() {
                words.get("show-linkedin")
            } else {
                words.with("show-linkedin-of", &of)
            };
            lines.push(Line::link(label, self.linkedin(badge)));
        }
        if !self.is_one() && self.badges.iter().any(|badge| !badge.public) {
            lines.push(Line::of(words.get("show-address-later-many")));
        }
        lines.push(Line::of(self.say("show-linkedin-note")));
        lines.push(Line {
            pictorial: true,
            ..Line::of(words.get("show-picture"))
        });
        Section {
            title: words.get(self.by_number("show-title", "show-title-many")),
            lines,
        }
    }

    fn linkedin(&self, badge: &BadgeFacts) -> String {
        linkedin::Entry {
            name: &badge.title,
            organization: &self.organization.name,
            organization_id: &self.organization.linkedin_id,
            issued: badge.awarded,
            ends: badge.ends,
            url: &badge.url,
            id: &badge.credential.to_string(),
        }
        .url()
    }

    fn footer(&self) -> Vec<String> {
        let words = self.words;
        let mut footer = Vec::new();
        if self.kind.is_reminder() {
            footer.push(words.get("reminder-stop"));
            footer.push(words.with(
                "reminder-unsubscribe",
                &[("address", (&self.house.sender).into())],
            ));
        }
        let given = [
            ("issuer", (&self.organization.name).into()),
            ("address", self.to.into()),
        ];
        footer.push(match self.kind {
            Kind::FreshClaim => words.with("why-asked", &given),
            _ => words.with(self.by_number("why-award", "why-award-many"), &given),
        });
        if self.claim.is_some() {
            footer.push(words.get("wrong-person"));
        }
        footer.push(words.with(
            "sent-by",
            &[
                ("issuer", (&self.organization.name).into()),
                ("platform", (&words.get("platform")).into()),
            ],
        ));
        footer
    }
}
