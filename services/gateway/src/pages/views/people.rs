//! Members and rules: who there is, and who gets which badge.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::sample_console;
use crate::pages::form::{self, FormError};
use crate::pages::parts::{Fact, Pager};
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
    /// How it stands.
    pub status: MemberStatus,
    /// Until when it runs, when known.
    pub until: Option<Date>,
}

/// How a membership stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberStatus {
    /// It is active.
    Active,
    /// Its time is over.
    Lapsed,
    /// It has not begun.
    Pending,
    /// The member left.
    Resigned,
    /// The member died.
    Deceased,
}

impl MemberStatus {
    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            MemberStatus::Active => "membership-active",
            MemberStatus::Lapsed => "membership-lapsed",
            MemberStatus::Pending => "membership-pending",
            MemberStatus::Resigned => "membership-resigned",
            MemberStatus::Deceased => "membership-deceased",
        }
    }

    /// The style of a state.
    pub fn class(self) -> &'static str {
        match self {
            MemberStatus::Active => "valid",
            MemberStatus::Pending => "expiring",
            MemberStatus::Lapsed | MemberStatus::Resigned | MemberStatus::Deceased => "expired",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            MemberStatus::Active => "circle-check",
            MemberStatus::Pending => "hourglass",
            MemberStatus::Lapsed | MemberStatus::Resigned | MemberStatus::Deceased => "clock",
        }
    }
}

/// `/console/members?q=&status=&cursor=`.
#[derive(Template)]
#[template(path = "console/members.html")]
pub struct MembersPage {
    /// The frame.
    pub shell: Shell,
    /// `q`: name, address or number.
    pub query: Field,
    /// `status`: `active`, `lapsed`, `pending`, `resigned`, `deceased`.
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
            ("lapsed", "membership-lapsed"),
            ("pending", "membership-pending"),
            ("resigned", "membership-resigned"),
            ("deceased", "membership-deceased"),
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
        let row = |number: &str, name: &str, email: &str, status, until| MemberRow {
            number: number.into(),
            name: name.into(),
            email: email.into(),
            kind: "Professional".into(),
            status,
            until,
        };
        let mut full = build();
        full.rows = vec![
            row(
                "PG-000412",
                "Océane Saint-Exupère",
                "oceane.saint-exupere.3@example.com",
                MemberStatus::Active,
                Some(date(2027, 3, 31)),
            ),
            row(
                "PG-000077",
                "Γιώργος Παπαδόπουλος",
                "member.el.2@example.net",
                MemberStatus::Lapsed,
                Some(date(2025, 12, 31)),
            ),
            row(
                "PG-001101",
                "齋藤蓮",
                "member.ja.3@example.net",
                MemberStatus::Pending,
                None,
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

/// A certification on a member's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificationRow {
    /// Its name, with the level.
    pub name: String,
    /// When it was passed.
    pub passed: Option<Date>,
    /// The certificate's number; may be empty.
    pub number: String,
    /// The badge it led to.
    pub badge: Option<String>,
    /// Why there is no badge; empty when there is one.
    pub reason: String,
}

/// What a rule decides about a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// The rule.
    pub rule: String,
    /// Whether the member meets it.
    pub eligible: bool,
    /// Why, and what is missing.
    pub reason: String,
}

/// `/console/members/{number}`.
#[derive(Template)]
#[template(path = "console/member.html")]
pub struct MemberPage {
    /// The frame.
    pub shell: Shell,
    /// The member number.
    pub number: String,
    /// The name.
    pub name: String,
    /// How the membership stands.
    pub status: MemberStatus,
    /// What is on record.
    pub facts: Vec<Fact>,
    /// What was passed.
    pub certifications: Vec<CertificationRow>,
    /// What each rule decides.
    pub decisions: Vec<DecisionRow>,
}

impl Sample for MemberPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let full = MemberPage {
            shell: sample_console("/console/members/PG-000412"),
            number: "PG-000412".into(),
            name: "Océane Saint-Exupère".into(),
            status: MemberStatus::Active,
            facts: vec![
                Fact::new("Member number", "PG-000412"),
                Fact::new("Address", "oceane.saint-exupere.3@example.com"),
                Fact::new("Until", "31 March 2027"),
            ],
            certifications: vec![
                CertificationRow {
                    name: "Bid and Proposal Management, Practitioner".into(),
                    passed: Some(date(2025, 9, 14)),
                    number: "PG34568895".into(),
                    badge: Some("7q3kd0v5m8e2xw9zt4ncp6hjra".into()),
                    reason: String::new(),
                },
                CertificationRow {
                    name: "Writing Executive Summaries".into(),
                    passed: Some(date(2024, 3, 9)),
                    number: String::new(),
                    badge: None,
                    reason: "No rule is about this certification.".into(),
                },
            ],
            decisions: vec![
                DecisionRow {
                    rule: "Practitioner for members".into(),
                    eligible: true,
                    reason: "Active member who passed Practitioner on 14 September 2025.".into(),
                },
                DecisionRow {
                    rule: "Professional for members".into(),
                    eligible: false,
                    reason: "The certification is missing.".into(),
                },
            ],
        };
        let bare = MemberPage {
            shell: sample_console("/console/members/PG-001101"),
            number: "PG-001101".into(),
            name: "齋藤蓮".into(),
            status: MemberStatus::Lapsed,
            facts: vec![Fact::new("Member number", "PG-001101")],
            certifications: vec![],
            decisions: vec![],
        };
        vec![("full", full), ("bare", bare)]
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
        let row = |id: &str, level: &str, paused| RuleRow {
            id: id.into(),
            name: format!("{level} for members"),
            who: format!("Active members who passed {level}"),
            achievement: format!("Bid & Proposal {level}"),
            paused,
        };
        let rows = vec![
            row("1", "Foundation", false),
            row("2", "Practitioner", false),
            row("3", "Professional", true),
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
}

impl RuleFormPage {
    /// An empty form over the achievements.
    pub fn new(shell: Shell, achievements: Vec<Choice>, text: Text) -> RuleFormPage {
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
            certification: Field::line("certification", "field-rule-certification")
                .hint("field-rule-level-hint")
                .optional()
                .autocomplete("off"),
            level: Field::line("level", "field-rule-level")
                .hint("field-rule-any-level-hint")
                .optional()
                .autocomplete("off"),
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 5] {
        [
            &mut self.name,
            &mut self.achievement,
            &mut self.needs,
            &mut self.certification,
            &mut self.level,
        ]
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
                Text::default(),
            )
        };
        let mut refused = build();
        refused.name.value = "Practitioner for members".into();
        refused.achievement.value = "prc".into();
        refused.level.value = "Practitioner".into();
        refused.certification = refused
            .certification
            .error("A level is one of a certification: name it, too.");
        vec![("fresh", build()), ("refused", refused)]
    }
}
