//! The console's first pages: set-up, "Today", which lists what needs a decision, the mails, and what is confirmed.

use askama::Template;
use jiff::civil::date;

use crate::pages::form::{self, FormError};
use crate::pages::parts::{Moment, Pager};
use crate::pages::shell::{OtherIssuer, StaffMark, Tone};
use crate::pages::{Choice, Field, Sample, Shell, Visitor, filters};
use crate::text::Locale;

/// The frame of a console page in samples.
pub(crate) fn sample_console(path: &str) -> Shell {
    let shell = Shell::new("https://badges.example.org", path).in_languages(Locale::English);
    shell.visitor(Visitor::Staff(StaffMark {
        name: "Amelia Whitaker".into(),
        issuer: "Proposal Guild".into(),
        slug: "proposal-guild".into(),
        operator: false,
        waiting: 3,
        others: vec![OtherIssuer {
            slug: "plant-society".into(),
            name: "Plant Pathology Society".into(),
        }],
        writes: true,
        owns: true,
    }))
}

/// How a set-up link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetUpState {
    /// It works.
    Open,
    /// It was used.
    Used,
    /// Its time is over.
    Expired,
    /// There is no such link.
    Unknown,
}

impl SetUpState {
    /// Message key of the heading of a link that does not work.
    pub fn title(self) -> &'static str {
        match self {
            SetUpState::Open | SetUpState::Used => "set-up-spent-title",
            SetUpState::Expired => "set-up-expired-title",
            SetUpState::Unknown => "set-up-unknown-title",
        }
    }

    /// Message key of what to do then.
    pub fn lead(self) -> &'static str {
        match self {
            SetUpState::Open | SetUpState::Used => "set-up-spent-lead",
            SetUpState::Expired => "set-up-expired-lead",
            SetUpState::Unknown => "set-up-unknown-lead",
        }
    }
}

/// `/set-up/{token}`: a member of staff sets a password and walks in.
#[derive(Template)]
#[template(path = "console/set_up.html")]
pub struct SetUpPage {
    /// The frame.
    pub shell: Shell,
    /// Whether the link works.
    pub state: SetUpState,
    /// The token of the address.
    pub token: String,
    /// Whom the link is for.
    pub email: String,
    /// Whether that person has a password already, which is asked for then.
    pub existing: bool,
    /// `name`.
    pub name: Field,
    /// `password`.
    pub password: Field,
}

impl SetUpPage {
    /// The form for a person, or what became of the link.
    pub fn new(
        shell: Shell,
        state: SetUpState,
        token: impl Into<String>,
        existing: bool,
    ) -> SetUpPage {
        let password = if existing {
            Field::password("password", "field-existing-password", "current-password")
                .hint("field-existing-password-hint")
        } else {
            Field::password("password", "field-password", "new-password")
                .hint("field-new-password-hint")
        };
        SetUpPage {
            shell,
            state,
            token: token.into(),
            email: String::new(),
            existing,
            name: Field::line("name", "field-your-name").autocomplete("name"),
            password,
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 2] {
        [&mut self.name, &mut self.password]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.name, &self.password])
    }
}

impl Sample for SetUpPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |state, existing| {
            let shell = Shell::new("https://badges.example.org", "/set-up/k2r7");
            let mut page = SetUpPage::new(shell, state, "k2r7", existing);
            page.email = "amelia@guild.example.org".into();
            page.name.value = "Amelia Whitaker".into();
            page
        };
        let mut refused = build(SetUpState::Open, false);
        refused.password = refused
            .password
            .error("This password has 5 characters. Use at least 10.");
        vec![
            ("fresh", build(SetUpState::Open, false)),
            ("refused", refused),
            ("existing-account", build(SetUpState::Open, true)),
            ("spent", build(SetUpState::Used, false)),
            ("expired", build(SetUpState::Expired, false)),
            ("unknown", build(SetUpState::Unknown, false)),
        ]
    }
}

/// An act that is confirmed on a page of its own.
#[derive(Template)]
#[template(path = "console/confirm.html")]
pub struct ConfirmPage {
    /// The frame.
    pub shell: Shell,
    /// Where "cancel" leads.
    pub back: String,
    /// What the act is about: a name.
    pub subject: String,
    /// Message key of the heading.
    pub title: &'static str,
    /// Message key of what will happen.
    pub effect: &'static str,
    /// Message key of the button.
    pub button: &'static str,
    /// Where the form is sent.
    pub action: String,
    /// Whether the button warns.
    pub harsh: bool,
    /// What is asked for, if anything.
    pub input: Option<Field>,
}

impl ConfirmPage {
    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors(&self.input)
    }
}

fn staff_sample() -> ConfirmPage {
    ConfirmPage {
        shell: sample_console("/console/settings/staff/stf_1/remove"),
        back: "/console/settings/staff".into(),
        subject: "Lüder Schröder".into(),
        title: "staff-remove-title",
        effect: "staff-remove-text",
        button: "staff-remove",
        action: "/console/settings/staff/stf_1/remove".into(),
        harsh: true,
        input: None,
    }
}

impl Sample for ConfirmPage {
    fn samples() -> Vec<(&'static str, Self)> {
        vec![
            (
                "archive",
                ConfirmPage {
                    shell: sample_console("/console/achievements/prc/archive"),
                    back: "/console/achievements/prc".into(),
                    subject: "Bid & Proposal Practitioner".into(),
                    title: "achievement-archive-title",
                    effect: "achievement-archive-text",
                    button: "achievement-archive",
                    action: "/console/achievements/prc/archive".into(),
                    harsh: true,
                    input: None,
                },
            ),
            (
                "rotate",
                ConfirmPage {
                    shell: sample_console("/console/settings/keys/rotate"),
                    back: "/console/settings/keys".into(),
                    subject: "Proposal Guild".into(),
                    title: "keys-rotate-title",
                    effect: "keys-rotate-text",
                    button: "keys-rotate",
                    action: "/console/settings/keys/rotate".into(),
                    harsh: false,
                    input: Some(
                        Field::line("reason", "field-rotate-reason")
                            .optional()
                            .autocomplete("off"),
                    ),
                },
            ),
            (
                "revoke-key",
                ConfirmPage {
                    shell: sample_console("/console/settings/api-keys/key_1/revoke"),
                    back: "/console/settings/api-keys".into(),
                    subject: "Member portal".into(),
                    title: "api-keys-revoke-title",
                    effect: "api-keys-revoke-text",
                    button: "api-keys-revoke",
                    action: "/console/settings/api-keys/key_1/revoke".into(),
                    harsh: true,
                    input: None,
                },
            ),
            (
                "staff-role",
                ConfirmPage {
                    title: "staff-role-title",
                    effect: "staff-role-text",
                    button: "save",
                    action: "/console/settings/staff/stf_1/role".into(),
                    harsh: false,
                    input: Some(
                        Field::radio(
                            "role",
                            "field-role",
                            vec![
                                Choice::new("owner", "Administrator"),
                                Choice::new("viewer", "Looks only"),
                            ],
                        )
                        .value("viewer"),
                    ),
                    ..staff_sample()
                },
            ),
            (
                "staff-sessions",
                ConfirmPage {
                    title: "staff-sessions-title",
                    effect: "staff-sessions-text",
                    button: "staff-sessions",
                    action: "/console/settings/staff/stf_1/sessions".into(),
                    harsh: false,
                    ..staff_sample()
                },
            ),
            ("staff-remove", staff_sample()),
        ]
    }
}

/// A mail about a badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// What it is, in words.
    pub kind: String,
    /// How it stands, in words.
    pub state: String,
    /// Which colour and icon that has.
    pub mood: Mood,
    /// When it was sent, or is due.
    pub at: Moment,
    /// Why it failed, as the mail server said, or why it was not needed; empty otherwise.
    pub failure: String,
    /// The badges it is about.
    pub badges: Vec<String>,
}

/// How a mail fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It went out.
    Sent,
    /// It is to come.
    Waits,
    /// It is not needed any more.
    Idle,
    /// It came back or could not be sent.
    Failed,
}

impl MessageRow {
    /// The class of its state.
    pub fn class(&self) -> &'static str {
        match self.mood {
            Mood::Sent => "state-valid",
            Mood::Waits => "state-unknown",
            Mood::Idle => "state-expired",
            Mood::Failed => "state-revoked",
        }
    }
    /// The icon of its state.
    pub fn icon(&self) -> &'static str {
        match self.mood {
            Mood::Sent => "mail",
            Mood::Waits => "clock",
            Mood::Idle => "circle-slash",
            Mood::Failed => "circle-alert",
        }
    }
}

/// `/console/messages?cursor=`: the mails about an organization's badges.
#[derive(Template)]
#[template(path = "console/messages.html")]
pub struct MessagesPage {
    /// The frame.
    pub shell: Shell,
    /// The rows of this page.
    pub rows: Vec<MessageRow>,
    /// The other pages.
    pub pager: Pager,
}

impl Sample for MessagesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |kind: &str, state: &str, mood: Mood, failure: &str| MessageRow {
            kind: kind.into(),
            state: state.into(),
            mood,
            at: Moment::utc(date(2026, 6, 2).at(13, 40, 0, 0)),
            failure: failure.into(),
            badges: vec!["7q3kd0v5m8e2xw9zt4ncp6hjra".into()],
        };
        let page = |rows| MessagesPage {
            shell: sample_console("/console/messages"),
            rows,
            pager: Pager::default(),
        };
        vec![
            (
                "full",
                page(vec![
                    row("Badge mail", "sent", Mood::Sent, ""),
                    row(
                        "Badge mail",
                        "did not arrive",
                        Mood::Failed,
                        "550 5.1.1 no such user",
                    ),
                    row("Reminder", "is scheduled", Mood::Waits, ""),
                    row(
                        "Reminder",
                        "not needed any more",
                        Mood::Idle,
                        "The badge was accepted.",
                    ),
                ]),
            ),
            ("empty", page(vec![])),
        ]
    }
}

/// One thing that waits for a decision, or is worth knowing today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// How urgent it looks.
    pub tone: Tone,
    /// What it is, in the reader's language.
    pub title: String,
    /// What it means and what to do.
    pub words: String,
    /// Where to do it.
    pub href: String,
    /// The words of the link.
    pub action: String,
}

/// A number worth a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: String,
    /// Where the list is; empty for none.
    pub href: String,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Moment,
    /// What, as a sentence.
    pub words: String,
    /// Where to look; empty for none.
    pub href: String,
}

/// One step of getting started, shown until the first badge is awarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStep {
    /// What to do.
    pub title: String,
    /// Where.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
}

/// `/console`.
#[derive(Template)]
#[template(path = "console/today.html")]
pub struct TodayPage {
    /// The frame.
    pub shell: Shell,
    /// What needs a decision, most urgent first.
    pub tasks: Vec<Task>,
    /// Numbers worth a glance.
    pub figures: Vec<Figure>,
    /// What happened lately, newest first.
    pub events: Vec<Event>,
    /// Getting started; empty once it is done.
    pub first_steps: Vec<FirstStep>,
}

impl Sample for TodayPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let task = |tone, title: &str, words: &str, href: &str, action: &str| Task {
            tone,
            title: title.into(),
            words: words.into(),
            href: href.into(),
            action: action.into(),
        };
        let figure = |label: &str, value: &str, href: &str| Figure {
            label: label.into(),
            value: value.into(),
            href: href.into(),
        };
        let event = |hour, minute, words: &str| Event {
            at: Moment::utc(date(2026, 6, 2).at(hour, minute, 0, 0)),
            words: words.into(),
            href: String::new(),
        };
        let busy = TodayPage {
            shell: sample_console("/console"),
            tasks: vec![
                task(
                    Tone::Bad,
                    "7 mails came back",
                    "The addresses do not exist any more. Correct them with the members, then send again.",
                    "/console/credentials?mail=bounced",
                    "See whose",
                ),
                task(
                    Tone::Careful,
                    "Zara Ashworth asks for another spelling",
                    "“Zara Ashworth-Ley” instead of “Zara Ashworth”, on two badges.",
                    "/console/credentials",
                    "Decide",
                ),
                task(
                    Tone::Plain,
                    "31 memberships end in the next 60 days",
                    "Their badges will be suspended the day after, unless renewed.",
                    "/console/members?ending=60",
                    "See whose",
                ),
            ],
            figures: vec![
                figure("Badges issued", "1,697", "/console/credentials"),
                figure(
                    "Accepted",
                    "1,204",
                    "/console/credentials?acceptance=accepted",
                ),
                figure("Suspended", "86", "/console/credentials?state=suspended"),
                figure("Verified this week", "412", ""),
            ],
            events: vec![
                event(
                    13,
                    40,
                    "certifications-june.csv was imported: 84 badges awarded, 2 rows need a look.",
                ),
                event(
                    9,
                    12,
                    "Amelia Whitaker revoked Bid & Proposal Foundation of one person.",
                ),
            ],
            first_steps: vec![],
        };
        let step = |title: &str, href: &str, done| FirstStep {
            title: title.into(),
            href: href.into(),
            done,
        };
        let fresh = TodayPage {
            shell: sample_console("/console").notice(Tone::Good, "Proposal Guild is set up."),
            tasks: vec![],
            figures: vec![],
            events: vec![],
            first_steps: vec![
                step(
                    "Say who you are: name, logo, contact",
                    "/console/settings",
                    true,
                ),
                step("Design the first badge", "/console/achievements/new", false),
                step("Award it, or import a file", "/console/imports", false),
            ],
        };
        vec![("busy", busy), ("fresh", fresh)]
    }
}
