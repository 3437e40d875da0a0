//! Members and rules: who there is, and who gets which badge.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::sample_console;
use crate::pages::form::{self, FormError};
use crate::pages::parts::Pager;
use crate::pages::{Choice, Field, Sample, Shell, filters};
use crate::text::Text;

/// A member in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    /// The member number.
    pub number: String,
    /// The name.
    pub name: String,
    /// The first address.
    pub email: String,
    /// Kind of membership.
    pub kind: String,
    /// Whether it is active now.
    pub active: bool,
    /// Until when it runs, when known.
    pub until: Option<Date>,
    /// How many badges of this organization the person holds.
    pub badges: usize,
}

/// `/console/members?q=&status=&cursor=`.
#[derive(Template)]
#[template(path = "console/members.html")]
pub struct MembersPage {
    /// The frame.
    pub shell: Shell,
    /// `q`: name, address or number.
    pub query: Field,
    /// `status`: `active` or `ended`.
    pub status: Field,
    /// The rows of this page.
    pub rows: Vec<MemberRow>,
    /// The other pages.
    pub pager: Pager,
    /// Whether any filter is set.
    pub filtered: bool,
}

impl MembersPage {
    /// The list with empty filters.
    pub fn new(shell: Shell, text: Text) -> MembersPage {
        let statuses = [
            ("", "filter-any-membership"),
            ("active", "membership-active"),
            ("ended", "membership-ended"),
        ];
        MembersPage {
            shell,
            query: Field {
                kind: form::Kind::Input("search"),
                ..Field::line("q", "filter-search-members")
            }
            .optional()
            .autocomplete("off"),
            status: Field::select(
                "status",
                "filter-membership",
                statuses
                    .into_iter()
                    .map(|(value, key)| Choice::new(value, text.get(key)))
                    .collect(),
            )
            .optional(),
            rows: Vec::new(),
            pager: Pager::default(),
            filtered: false,
        }
    }
}

impl Sample for MembersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || MembersPage::new(sample_console("/console/members"), Text::default());
        let row = |number: &str, name: &str, email: &str, active, until, badges| MemberRow {
            number: number.into(),
            name: name.into(),
            email: email.into(),
            kind: "Professional".into(),
            active,
            until,
            badges,
        };
        let mut full = build();
        full.rows = vec![
            row(
                "PG-000412",
                "Océane Saint-Exupère",
                "oceane.saint-exupere.3@example.com",
                true,
                Some(date(2027, 3, 31)),
                2,
            ),
            row(
                "PG-000077",
                "Γιώργος Παπαδόπουλος",
                "member.el.2@example.net",
                false,
                Some(date(2025, 12, 31)),
                1,
            ),
            row(
                "PG-001101",
                "齋藤蓮",
                "member.ja.3@example.net",
                true,
                None,
                0,
            ),
        ];
        full.pager = Pager {
            previous: Some("/console/members".into()),
            next: Some("/console/members?cursor=bmV4dA".into()),
            total: Some(1200),
        };
        vec![("full", full), ("empty", build())]
    }
}

/// A rule in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who gets the badge, as a sentence.
    pub who: String,
    /// The badge.
    pub achievement: String,
    /// How many people meet it now.
    pub people: usize,
    /// Whether it is paused.
    pub paused: bool,
}

/// `/console/rules`.
#[derive(Template)]
#[template(path = "console/rules.html")]
pub struct RulesPage {
    /// The frame.
    pub shell: Shell,
    /// All rules.
    pub rows: Vec<RuleRow>,
}

impl Sample for RulesPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |id: &str, level: &str, people, paused| RuleRow {
            id: id.into(),
            name: format!("{level} for members"),
            who: format!("Active members who passed {level}"),
            achievement: format!("Bid & Proposal {level}"),
            people,
            paused,
        };
        let rows = vec![
            row("1", "Foundation", 812, false),
            row("2", "Practitioner", 470, false),
            row("3", "Professional", 96, true),
        ];
        vec![
            (
                "full",
                RulesPage {
                    shell: sample_console("/console/rules"),
                    rows,
                },
            ),
            (
                "empty",
                RulesPage {
                    shell: sample_console("/console/rules"),
                    rows: vec![],
                },
            ),
        ]
    }
}

/// `/console/rules/new`.
#[derive(Template)]
#[template(path = "console/rule_form.html")]
pub struct RuleFormPage {
    /// The frame.
    pub shell: Shell,
    /// `name`.
    pub name: Field,
    /// `achievement`.
    pub achievement: Field,
    /// `needs`: any of `membership`, `certification`, sent repeatedly.
    pub needs: Field,
    /// `certification`.
    pub certification: Field,
    /// `level`.
    pub level: Field,
    /// What it would do now, after "See whom it meets": a sentence; empty before.
    pub forecast: String,
}

impl RuleFormPage {
    /// An empty form over the achievements and the certifications that are on record.
    pub fn new(
        shell: Shell,
        achievements: Vec<Choice>,
        certifications: Vec<Choice>,
        text: Text,
    ) -> RuleFormPage {
        let choice = |value: &str, key: &str, hint: &str| Choice {
            value: value.into(),
            label: text.get(key),
            hint: text.get(hint),
        };
        RuleFormPage {
            shell,
            name: Field::line("name", "field-rule-name").autocomplete("off"),
            achievement: Field::select("achievement", "field-rule-achievement", achievements),
            needs: Field::checks(
                "needs",
                "field-rule-needs",
                vec![
                    choice(
                        "membership",
                        "rule-needs-membership",
                        "rule-needs-membership-hint",
                    ),
                    choice(
                        "certification",
                        "rule-needs-certification",
                        "rule-needs-certification-hint",
                    ),
                ],
            )
            .value("membership certification"),
            certification: Field::select(
                "certification",
                "field-rule-certification",
                certifications,
            )
            .optional(),
            level: Field::line("level", "field-rule-level")
                .hint("field-rule-level-hint")
                .optional()
                .autocomplete("off"),
            forecast: String::new(),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.name,
            &self.achievement,
            &self.needs,
            &self.certification,
            &self.level,
        ])
    }
}

impl Sample for RuleFormPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || {
            RuleFormPage::new(
                sample_console("/console/rules/new"),
                vec![
                    Choice::new("fnd", "Bid & Proposal Foundation"),
                    Choice::new("prc", "Bid & Proposal Practitioner"),
                ],
                vec![Choice::new(
                    "Bid and Proposal Management",
                    "Bid and Proposal Management",
                )],
                Text::default(),
            )
        };
        let mut forecast = build();
        forecast.name.value = "Practitioner for members".into();
        forecast.achievement.value = "prc".into();
        forecast.level.value = "Practitioner".into();
        forecast.forecast =
            "470 people meet this rule now: 452 would be awarded the badge, 18 have it already."
                .into();
        vec![("fresh", build()), ("forecast", forecast)]
    }
}
