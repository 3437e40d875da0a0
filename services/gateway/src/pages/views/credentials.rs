//! Awarding one badge, finding badges, and everything that staff can do with one.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::{Event, sample_console};
use super::public::sample_offers;
use super::wallet::Acceptance;
use crate::pages::form::{self, FormError};
use crate::pages::parts::{Fact, Hold, Moment, Pager, Picture, Standing, State};
use crate::pages::shell::Tone;
use crate::pages::{Choice, Field, Sample, Shell, filters};
use crate::text::Text;

impl Acceptance {
    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            Acceptance::Pending => "acceptance-pending",
            Acceptance::Accepted => "acceptance-accepted",
            Acceptance::Declined => "acceptance-declined",
        }
    }
}

/// `/console/awards/new`: award one.
#[derive(Template)]
#[template(path = "console/award.html")]
pub struct AwardPage {
    /// The frame.
    pub shell: Shell,
    /// `achievement`: the id.
    pub achievement: Field,
    /// `email`.
    pub email: Field,
    /// `name`.
    pub name: Field,
    /// `member_number`.
    pub member_number: Field,
    /// `awarded_at`, a date.
    pub awarded_at: Field,
    /// `valid_until`, a date.
    pub valid_until: Field,
    /// `narrative`.
    pub narrative: Field,
    /// `evidence_url`.
    pub evidence_url: Field,
    /// `reference`.
    pub reference: Field,
    /// `notify`: `on` mails the earner.
    pub notify: Field,
    /// `once`: what makes a form that is sent twice award once.
    pub once: String,
    /// Whether there is anything to award; without, the page says how to make one.
    pub ready: bool,
}

impl AwardPage {
    /// An empty form over the achievements that can be awarded.
    pub fn new(shell: Shell, achievements: Vec<Choice>) -> AwardPage {
        AwardPage {
            shell,
            ready: !achievements.is_empty(),
            achievement: Field::select("achievement", "field-achievement", achievements),
            email: Field::email("email", "field-recipient-email")
                .hint("field-recipient-email-hint")
                .autocomplete("off"),
            name: Field::line("name", "field-recipient-name")
                .hint("field-recipient-name-hint")
                .autocomplete("off"),
            member_number: Field::line("member_number", "field-member-number")
                .optional()
                .autocomplete("off"),
            awarded_at: Field::date("awarded_at", "field-awarded-at")
                .hint("field-awarded-at-hint")
                .optional(),
            valid_until: Field::date("valid_until", "field-valid-until")
                .hint("field-valid-until-hint")
                .optional(),
            narrative: Field::area("narrative", "field-narrative", 3)
                .hint("field-narrative-hint")
                .optional(),
            evidence_url: Field::url("evidence_url", "field-evidence-url").optional(),
            reference: Field::line("reference", "field-reference")
                .hint("field-reference-hint")
                .optional()
                .autocomplete("off"),
            notify: Field::check("notify", "field-notify")
                .hint("field-notify-hint")
                .value("on"),
            once: String::new(),
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 10] {
        [
            &mut self.achievement,
            &mut self.email,
            &mut self.name,
            &mut self.member_number,
            &mut self.awarded_at,
            &mut self.valid_until,
            &mut self.narrative,
            &mut self.evidence_url,
            &mut self.reference,
            &mut self.notify,
        ]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.achievement,
            &self.email,
            &self.name,
            &self.member_number,
            &self.awarded_at,
            &self.valid_until,
            &self.narrative,
            &self.evidence_url,
            &self.reference,
        ])
    }
}

impl Sample for AwardPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let choices = || {
            sample_offers()
                .into_iter()
                .map(|offer| Choice::new(offer.id, offer.name))
                .collect::<Vec<_>>()
        };
        let shell = || sample_console("/console/awards/new");
        let mut refused = AwardPage::new(shell(), choices());
        refused.achievement.value = "prc".into();
        refused.email = refused.email.value("zara@example").error(
            "“zara@example” is not an e-mail address. It needs a domain such as example.net.",
        );
        refused.name.value = "Zara Ashworth".into();
        refused.awarded_at = refused
            .awarded_at
            .value("2031-02-03")
            .error("3 February 2031 lies in the future. Award dates are today or earlier.");
        vec![
            ("fresh", AwardPage::new(shell(), choices())),
            ("refused", refused),
            ("nothing-to-award", AwardPage::new(shell(), vec![])),
        ]
    }
}

/// One badge in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialRow {
    /// The id of `/b/{id}`.
    pub id: String,
    /// Who holds it.
    pub recipient: String,
    /// The address or member number it was awarded to.
    pub contact: String,
    /// The badge.
    pub achievement: String,
    /// When it was awarded.
    pub issued: Date,
    /// Its state.
    pub state: State,
    /// What the earner did.
    pub acceptance: Acceptance,
}

/// `/console/credentials?q=&state=&achievement=&acceptance=&cursor=`.
#[derive(Template)]
#[template(path = "console/credentials.html")]
pub struct CredentialsPage {
    /// The frame.
    pub shell: Shell,
    /// `q`: name, address, member number or credential number.
    pub query: Field,
    /// `state`.
    pub state: Field,
    /// `achievement`.
    pub achievement: Field,
    /// `acceptance`.
    pub acceptance: Field,
    /// The rows of this page.
    pub rows: Vec<CredentialRow>,
    /// The other pages.
    pub pager: Pager,
    /// Whether any filter is set, which changes the words of an empty list.
    pub filtered: bool,
}

impl CredentialsPage {
    /// The list with empty filters over these achievements.
    pub fn new(shell: Shell, achievements: Vec<Choice>, text: Text) -> CredentialsPage {
        let any = |key: &str| Choice::new("", text.get(key));
        let states = std::iter::once(any("filter-any-state"))
            .chain(
                State::ALL
                    .into_iter()
                    .filter(|state| {
                        !matches!(state, State::Unknown | State::NotYet | State::Expiring)
                    })
                    .map(|state| Choice::new(state.class(), text.get(state.word()))),
            )
            .collect();
        let acceptances = [
            ("pending", Acceptance::Pending),
            ("accepted", Acceptance::Accepted),
            ("declined", Acceptance::Declined),
        ];
        let acceptances = std::iter::once(any("filter-any-acceptance"))
            .chain(
                acceptances
                    .into_iter()
                    .map(|(value, word)| Choice::new(value, text.get(word.word()))),
            )
            .collect();
        let achievements = std::iter::once(any("filter-any-achievement"))
            .chain(achievements)
            .collect();
        CredentialsPage {
            shell,
            query: Field {
                kind: form::Kind::Input("search"),
                ..Field::line("q", "filter-search")
            }
            .optional()
            .autocomplete("off"),
            state: Field::select("state", "filter-state", states).optional(),
            achievement: Field::select("achievement", "filter-achievement", achievements)
                .optional(),
            acceptance: Field::select("acceptance", "filter-acceptance", acceptances).optional(),
            rows: Vec::new(),
            pager: Pager::default(),
            filtered: false,
        }
    }
}

impl Sample for CredentialsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let choices = || {
            sample_offers()
                .into_iter()
                .map(|offer| Choice::new(offer.id, offer.name))
                .collect::<Vec<_>>()
        };
        let build = || {
            CredentialsPage::new(
                sample_console("/console/credentials"),
                choices(),
                Text::default(),
            )
        };
        let row =
            |id: &str, recipient: &str, contact: &str, achievement: &str, state, acceptance| {
                CredentialRow {
                    id: id.into(),
                    recipient: recipient.into(),
                    contact: contact.into(),
                    achievement: achievement.into(),
                    issued: date(2026, 2, 14),
                    state,
                    acceptance,
                }
            };
        let mut full = build();
        full.rows = vec![
            row(
                "7q3kd0v5m8e2xw9zt4ncp6hjra",
                "Océane Saint-Exupère",
                "PG-000412",
                "Bid & Proposal Practitioner",
                State::Valid,
                Acceptance::Accepted,
            ),
            row(
                "k2r7w0pz5v9ha4e6xtq3md8cnj",
                "Γιώργος Παπαδόπουλος",
                "PG-000077",
                "Bid & Proposal Foundation",
                State::Valid,
                Acceptance::Pending,
            ),
            row(
                "m5v9ha4e6xtq3md8cnjk2r7w0p",
                "يوسف الخطيب",
                "PG-000933",
                "Bid & Proposal Professional",
                State::Suspended,
                Acceptance::Accepted,
            ),
            row(
                "c8nj2r7w0pz5v9ha4e6xtq3mdk",
                "齋藤蓮",
                "PG-001101",
                "Bid & Proposal Foundation",
                State::Revoked,
                Acceptance::Accepted,
            ),
            row(
                "d8nj2r7w0pz5v9ha4e6xtq3mdk",
                "विहान शर्मा",
                "PG-000208",
                "Writing Executive Summaries",
                State::Expired,
                Acceptance::Declined,
            ),
            row(
                "t2c6q0r8e4wv7xkzd5jpna3mh9",
                "Lüder Schröder",
                "PG-000310",
                "Bid & Proposal Foundation",
                State::Expiring,
                Acceptance::Accepted,
            ),
        ];
        full.pager = Pager {
            previous: None,
            next: Some("/console/credentials?cursor=b2Zmc2V0".into()),
            total: Some(1697),
        };
        let mut none = build();
        none.query.value = "Zzyzx".into();
        none.filtered = true;
        vec![("full", full), ("nothing-found", none), ("empty", build())]
    }
}

/// `/console/credentials/{id}`.
#[derive(Template)]
#[template(path = "console/credential.html")]
pub struct CredentialPage {
    /// The frame.
    pub shell: Shell,
    /// The id.
    pub id: String,
    /// The badge.
    pub achievement: String,
    /// Its picture.
    pub picture: Picture,
    /// Who holds it.
    pub recipient: String,
    /// The state.
    pub standing: Standing,
    /// What the earner did.
    pub acceptance: Acceptance,
    /// Whether everybody may open its certificate. Staff see there what the public sees.
    pub public: bool,
    /// All that is on file: address, member number, dates, references, visibility.
    pub facts: Vec<Fact>,
    /// What happened to it, newest first: revisions, mails, states.
    pub events: Vec<Event>,
    /// What this person may do now.
    pub can: Abilities,
}

/// What staff may do with a badge in its present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Abilities {
    /// Correct name and address.
    pub correct: bool,
    /// Begin a new period.
    pub renew: bool,
    /// Mail it again.
    pub resend: bool,
    /// Suspend.
    pub suspend: bool,
    /// Lift a suspension that staff set.
    pub reinstate: bool,
    /// Revoke.
    pub revoke: bool,
}

impl Sample for CredentialPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |standing: Standing, can| CredentialPage {
            shell: sample_console("/console/credentials/7q3kd0v5m8e2xw9zt4ncp6hjra"),
            id: "7q3kd0v5m8e2xw9zt4ncp6hjra".into(),
            achievement: "Bid & Proposal Practitioner".into(),
            picture: sample_offers().swap_remove(1).picture,
            recipient: "Océane Saint-Exupère".into(),
            standing,
            acceptance: Acceptance::Accepted,
            public: true,
            facts: vec![
                Fact::new("Address", "oceane.saint-exupere.3@example.com"),
                Fact::new("Member number", "PG-000412"),
                Fact::new("Awarded", "14 September 2025"),
                Fact::new("Reference", "PG34568895"),
                Fact::new("Visibility", "Public"),
                Fact::new("Revision", "2 of 2"),
            ],
            events: vec![
                Event {
                    at: Moment::utc(date(2026, 1, 10).at(2, 0, 0, 0)),
                    words: "Renewed with the membership.".into(),
                    href: String::new(),
                },
                Event {
                    at: Moment::utc(date(2025, 9, 15).at(8, 31, 0, 0)),
                    words: "Accepted by the earner and made public.".into(),
                    href: String::new(),
                },
                Event {
                    at: Moment::utc(date(2025, 9, 14).at(12, 0, 0, 0)),
                    words: "Mailed to the earner.".into(),
                    href: String::new(),
                },
            ],
            can,
        };
        let all = Abilities {
            correct: true,
            renew: true,
            resend: true,
            suspend: true,
            reinstate: false,
            revoke: true,
        };
        let lifted = Abilities {
            suspend: false,
            reinstate: true,
            ..all
        };
        let mut done = build(
            Standing::on(State::Revoked, date(2026, 5, 12)).because("Issued to the wrong person."),
            Abilities::default(),
        );
        done.shell = done.shell.notice(
            Tone::Good,
            "The badge is revoked. Its page and every verifier say so now.",
        );
        vec![
            ("valid", build(Standing::valid(), all)),
            (
                "suspended-by-staff",
                build(
                    Standing::on(State::Suspended, date(2026, 4, 1))
                        .held_for(vec![Hold::Staff, Hold::Membership]),
                    lifted,
                ),
            ),
            ("revoked", done),
        ]
    }
}

/// An act on a badge that is confirmed on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Take it back for good.
    Revoke,
    /// Hold it back.
    Suspend,
    /// Lift a suspension that staff set.
    Reinstate,
    /// Correct the name.
    Correct,
    /// Correct the address.
    Address,
    /// Begin a new period.
    Renew,
    /// Undo a revocation; it has the path of [`Act::Reinstate`].
    Restore,
}

impl Act {
    /// All acts.
    pub const ALL: [Act; 7] = [
        Act::Revoke,
        Act::Suspend,
        Act::Reinstate,
        Act::Correct,
        Act::Address,
        Act::Renew,
        Act::Restore,
    ];

    /// The last part of its path.
    pub fn path(self) -> &'static str {
        match self {
            Act::Revoke => "revoke",
            Act::Suspend => "suspend",
            Act::Reinstate | Act::Restore => "reinstate",
            Act::Correct => "name",
            Act::Address => "address",
            Act::Renew => "renew",
        }
    }

    /// Message key of the heading.
    pub fn title(self) -> &'static str {
        match self {
            Act::Revoke => "act-revoke-title",
            Act::Suspend => "act-suspend-title",
            Act::Reinstate => "act-reinstate-title",
            Act::Correct => "act-correct-title",
            Act::Address => "act-address-title",
            Act::Renew => "act-renew-title",
            Act::Restore => "act-restore-title",
        }
    }

    /// Message key of what will happen.
    pub fn effect(self) -> &'static str {
        match self {
            Act::Revoke => "act-revoke-effect",
            Act::Suspend => "act-suspend-effect",
            Act::Reinstate => "act-reinstate-effect",
            Act::Correct => "act-correct-effect",
            Act::Address => "act-address-effect",
            Act::Renew => "act-renew-effect",
            Act::Restore => "act-restore-effect",
        }
    }

    /// Message key of the button.
    pub fn button(self) -> &'static str {
        match self {
            Act::Revoke => "act-revoke-button",
            Act::Suspend => "act-suspend-button",
            Act::Reinstate => "act-reinstate-button",
            Act::Correct => "act-correct-button",
            Act::Address => "act-address-button",
            Act::Renew => "act-renew-button",
            Act::Restore => "act-restore-button",
        }
    }

    /// Whether the button warns.
    pub fn harsh(self) -> bool {
        self == Act::Revoke
    }
}

/// `/console/credentials/{id}/revoke`, `/suspend`, `/reinstate`, `/name`, `/address` and `/renew`.
#[derive(Template)]
#[template(path = "console/act.html")]
pub struct ActPage {
    /// The frame.
    pub shell: Shell,
    /// What is about to happen.
    pub act: Act,
    /// The id of the badge.
    pub id: String,
    /// The badge.
    pub achievement: String,
    /// Its picture.
    pub picture: Picture,
    /// Who holds it.
    pub recipient: String,
    /// `reason` (revoke, suspend, reinstate), `name`, `email` (address), `valid_until` (renew).
    pub input: Option<Field>,
}

impl ActPage {
    /// The field that an act asks for.
    pub fn input_of(act: Act) -> Option<Field> {
        match act {
            Act::Revoke => Some(
                Field::area("reason", "field-revoke-reason", 3).hint("field-revoke-reason-hint"),
            ),
            Act::Suspend => Some(
                Field::area("reason", "field-suspend-reason", 3).hint("field-suspend-reason-hint"),
            ),
            Act::Reinstate | Act::Restore => Some(
                Field::area("reason", "field-reinstate-reason", 3)
                    .hint("field-reinstate-reason-hint")
                    .optional(),
            ),
            Act::Correct => Some(
                Field::line("name", "field-correct-name")
                    .hint("field-correct-name-hint")
                    .autocomplete("off"),
            ),
            Act::Address => Some(
                Field::email("email", "field-correct-address")
                    .hint("field-correct-address-hint")
                    .autocomplete("off"),
            ),
            Act::Renew => Some(
                Field::date("valid_until", "field-renew-until")
                    .hint("field-renew-until-hint")
                    .optional(),
            ),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors(&self.input)
    }
}

impl Sample for ActPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |act: Act| ActPage {
            shell: sample_console(&format!(
                "/console/credentials/7q3kd0v5m8e2xw9zt4ncp6hjra/{}",
                act.path()
            )),
            act,
            id: "7q3kd0v5m8e2xw9zt4ncp6hjra".into(),
            achievement: "Bid & Proposal Practitioner".into(),
            picture: sample_offers().swap_remove(1).picture,
            recipient: "Océane Saint-Exupère".into(),
            input: ActPage::input_of(act),
        };
        let mut refused = build(Act::Revoke);
        refused.input = refused
            .input
            .map(|field| field.error("Say why, so that it can be understood later."));
        vec![
            ("revoke", build(Act::Revoke)),
            ("revoke-refused", refused),
            ("suspend", build(Act::Suspend)),
            ("reinstate", build(Act::Reinstate)),
            ("correct", build(Act::Correct)),
            ("address", build(Act::Address)),
            ("renew", build(Act::Renew)),
            ("restore", build(Act::Restore)),
        ]
    }
}
