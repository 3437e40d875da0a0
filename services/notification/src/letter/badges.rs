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
            colon: words.get("colon"),
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

    /// The award mail's subject in the organization's own words (M2).
    fn own_subject(&self, badge: &str) -> Option<String> {
        let own = self.organization.mail.award_subject.trim();
        let is_award = matches!(self.kind, Kind::Award | Kind::AwardAccepted);
        (is_award && !own.is_empty()).then(|| {
            own.replace("{badge}", badge)
                .replace("{issuer}", &self.organization.name)
        })
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
        if let Some(own) = self.own_subject(&badge) {
            return own;
        }
        let key = match self.kind {
            Kind::Reminder(_) => "reminder-subject",
            Kind::Resend => "resend-subject",
            Kind::FreshClaim => "fresh-subject",
            Kind::Revoked => "revoked-subject",
            Kind::Suspended => "suspended-subject",
            Kind::Reinstated => "reinstated-subject",
            Kind::Renewed => "renewed-subject",
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
            Kind::Suspended => "suspended-heading",
            Kind::Reinstated => self.by_number("reinstated-heading", "reinstated-heading-many"),
            Kind::Renewed => self.by_number("renewed-heading", "renewed-heading-many"),
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
            Kind::Suspended => self.by_number("suspended-lead", "suspended-lead-many"),
            Kind::Reinstated => self.by_number("reinstated-lead", "reinstated-lead-many"),
            Kind::Renewed => self.by_number("renewed-lead", "renewed-lead-many"),
            _ => self.by_number("award-lead", "award-lead-many"),
        };
        let mut lead = vec![self.say(first)];
        let intro = self.organization.mail.award_intro.trim();
        match self.kind {
            Kind::Award | Kind::AwardAccepted | Kind::Reminder(_) | Kind::Resend
                if !intro.is_empty() =>
            {
                lead.extend(paragraphs(intro));
            }
            _ => {}
        }
        match self.kind {
            Kind::Reminder(day) if self.is_last(day) => lead.push(self.say("reminder-last")),
            Kind::Revoked => {
                lead.extend(self.reason());
                lead.push(self.say("revoked-mistake"));
                lead.push(self.say("revoked-linkedin"));
            }
            Kind::Suspended => {
                lead.extend(self.reason());
                lead.push(self.say(self.by_number("suspended-back", "suspended-back-many")));
            }
            Kind::Renewed => {
                lead.push(self.say("renewed-files"));
                lead.push(self.say("renewed-linkedin"));
            }
            _ => {}
        }
        lead
    }

    /// Why a single badge does not hold, where that is told.
    fn reason(&self) -> Option<String> {
        match self.badges {
            [badge] if !badge.reason.is_empty() => Some(
                self.words
                    .with("badge-reason", &[("reason", (&badge.reason).into())]),
            ),
            _ => None,
        }
    }

    /// Whether no reminder comes after this one.
    fn is_last(&self, day: Day) -> bool {
        day.place() + 1 >= self.organization.mail.reminder_days.len()
    }

    fn badge(&self, badge: &BadgeFacts) -> BadgeView {
        let words = self.words;
        let mut facts = vec![words.with("badge-issued", &[("date", badge.awarded.into())])];
        // A badge that does not hold is not said to hold until some day.
        if let Some(end) = badge.ends
            && !matches!(self.kind, Kind::Revoked | Kind::Suspended)
        {
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
        if !matches!(
            self.kind,
            Kind::AwardAccepted | Kind::Resend | Kind::Suspended | Kind::Reinstated | Kind::Renewed
        ) {
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
        match self.kind {
            Kind::Suspended if !self.organization.renew.is_empty() => {
                return vec![self.renewing(), help];
            }
            Kind::Revoked | Kind::Suspended | Kind::Reinstated | Kind::Renewed => {
                return vec![help];
            }
            _ => {}
        }
        vec![
            self.showing(),
            parts::safe(self.words, self.house, self.organization),
            help,
        ]
    }

    /// Where a membership is renewed (C19).
    fn renewing(&self) -> Section {
        Section {
            title: self.words.get("suspended-renew-title"),
            lines: vec![Line::address(
                self.words.get("suspended-renew"),
                &self.organization.renew,
            )],
        }
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
            let count = self.organization.mail.reminder_days.len();
            footer.push(words.with("reminder-stop", &[("count", count.into())]));
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

/// What an organization wrote, paragraph by paragraph.
fn paragraphs(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("\n\n")
        .map(one_line)
        .filter(|paragraph| !paragraph.is_empty())
}
