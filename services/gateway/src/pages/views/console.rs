//! The console's first pages: set-up, and "Today", which lists what needs a decision.

use askama::Template;
use jiff::civil::date;

use crate::pages::form::{self, FormError};
use crate::pages::parts::Moment;
use crate::pages::shell::{StaffMark, Tone};
use crate::pages::{Field, Sample, Shell, Visitor, filters};

/// The frame of a console page in samples.
pub(crate) fn sample_console(path: &str) -> Shell {
    Shell::new("https://badges.example.org", path).visitor(Visitor::Staff(StaffMark {
        name: "Amelia Whitaker".into(),
        issuer: "Proposal Guild".into(),
        slug: "proposal-guild".into(),
        operator: false,
        waiting: 3,
    }))
}

/// `/set-up/{token}`: the first run. Makes the first organization and the person who runs it.
#[derive(Template)]
#[template(path = "console/set_up.html")]
pub struct SetUpPage {
    /// The frame.
    pub shell: Shell,
    /// The token of the printed link; nothing when it was used or is not whole.
    pub token: Option<String>,
    /// `organization`.
    pub organization: Field,
    /// `slug`.
    pub slug: Field,
    /// `contact_email`: shown on badges.
    pub contact_email: Field,
    /// `time_zone`.
    pub time_zone: Field,
    /// `name`.
    pub name: Field,
    /// `email`.
    pub email: Field,
    /// `password`.
    pub password: Field,
}

impl SetUpPage {
    /// An empty form.
    pub fn new(shell: Shell, token: Option<String>) -> SetUpPage {
        SetUpPage {
            shell,
            token,
            organization: Field::line("organization", "field-organization")
                .hint("field-organization-hint")
                .autocomplete("organization"),
            slug: Field::line("slug", "field-slug")
                .hint("field-slug-hint")
                .autocomplete("off"),
            contact_email: Field::email("contact_email", "field-contact-email")
                .hint("field-contact-email-hint"),
            time_zone: Field::line("time_zone", "field-time-zone")
                .hint("field-time-zone-hint")
                .autocomplete("off")
                .value("UTC"),
            name: Field::line("name", "field-your-name").autocomplete("name"),
            email: Field::email("email", "field-your-email").autocomplete("username"),
            password: Field::password("password", "field-password", "new-password")
                .hint("field-new-password-hint"),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.organization,
            &self.slug,
            &self.contact_email,
            &self.time_zone,
            &self.name,
            &self.email,
            &self.password,
        ])
    }
}

impl Sample for SetUpPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::new("https://badges.example.org", "/set-up/k2r7");
        let mut refused = SetUpPage::new(shell(), Some("k2r7".into()));
        refused.organization.value = "Proposal Guild".into();
        refused.slug = refused.slug.value("Proposal Guild").error("“Proposal Guild” has a space. Use lower-case letters, digits and hyphens, such as “proposal-guild”.");
        vec![
            ("fresh", SetUpPage::new(shell(), Some("k2r7".into()))),
            ("refused", refused),
            ("spent", SetUpPage::new(shell(), None)),
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
