//! `/styleguide`: every token and component in every state, on paper and on night, and right-to-left.
//! Its words are for those who build pages, so they are not translated; the components' own words are.

use askama::Template;

use crate::assets::asset_url;
use crate::pages::parts::{Fact, Hold, Outcome, Pager, Picture, Standing, State, Step, StepName};
use crate::pages::shell::Tone;
use crate::pages::{Choice, Field, Sample, Shell, View, filters, form, icons, samples};
use crate::text::Text;
use jiff::civil::date;

/// The page. `/styleguide/{page--example}` shows one example of one page.
#[derive(Template)]
#[template(path = "site/styleguide.html")]
pub struct StyleguidePage {
    /// The frame.
    pub shell: Shell,
    /// Names of colour tokens, without the dashes.
    pub colours: &'static [&'static str],
    /// Names of the steps of the type scale.
    pub scale: &'static [&'static str],
    /// All states.
    pub states: [State; 7],
    /// A state with each sentence.
    pub standings: Vec<Standing>,
    /// All tones of notes.
    pub tones: [Tone; 4],
    /// A field of each kind, and one that is wrong.
    pub fields: Vec<Field>,
    /// A step with each outcome.
    pub steps: Vec<Step>,
    /// Some facts.
    pub facts: Vec<Fact>,
    /// All icons.
    pub icons: &'static [&'static str],
    /// Badge pictures.
    pub pictures: Vec<Picture>,
    /// A rosette.
    pub rosette: String,
    /// A pager with both ways.
    pub pager: Pager,
    /// The names of all examples.
    pub examples: Vec<String>,
}

impl StyleguidePage {
    /// The page, listing the examples by name.
    pub fn new(shell: Shell, examples: Vec<String>) -> StyleguidePage {
        let picture = |name: &str| {
            Picture::new(
                asset_url(&format!("samples/{name}.svg")),
                format!("Badge: {name}"),
            )
        };
        let choices = || {
            vec![
                Choice {
                    value: "one".into(),
                    label: "One".into(),
                    hint: "With a line that explains it.".into(),
                },
                Choice::new("two", "Two"),
            ]
        };
        StyleguidePage {
            shell,
            colours: &[
                "ink",
                "paper",
                "raised",
                "sunk",
                "muted",
                "hairline",
                "line",
                "edge",
                "accent",
                "valid",
                "expiring",
                "expired",
                "suspended",
                "revoked",
                "unknown",
            ],
            scale: &["s-1", "s0", "s1", "s2", "s3", "s4", "s5", "s6"],
            states: State::ALL,
            standings: vec![
                Standing::valid(),
                Standing::on(State::Expiring, date(2026, 12, 31)),
                Standing::on(State::Expired, date(2026, 3, 31)),
                Standing::on(State::Suspended, date(2026, 4, 1))
                    .held_for(vec![Hold::Membership, Hold::Credits]),
                Standing::on(State::Revoked, date(2026, 5, 12))
                    .because("Issued to the wrong person."),
                Standing {
                    state: State::Unknown,
                    date: None,
                    holds: vec![],
                    reason: String::new(),
                },
            ],
            tones: [Tone::Good, Tone::Plain, Tone::Careful, Tone::Bad],
            fields: vec![
                Field::line("sg-line", "field-badge-name")
                    .hint("field-badge-name-hint")
                    .value("Bid & Proposal Practitioner"),
                Field::email("sg-wrong", "field-email")
                    .value("zara@")
                    .error("“zara@” is not an e-mail address."),
                Field::area("sg-area", "field-narrative", 3).optional(),
                Field::select("sg-select", "field-icon", choices()),
                Field::date("sg-date", "field-awarded-at").optional(),
                Field::colour("sg-colour", "field-colour").value("#2b4acb"),
                Field::file("sg-file", "field-image", ".png").optional(),
                Field::radio("sg-radio", "field-validity", choices()).value("one"),
                Field::checks("sg-checks", "field-scopes", choices()).value("one two"),
                Field::check("sg-check", "field-published").value("on"),
            ],
            steps: vec![
                Step::new(StepName::Proof, Outcome::Passed, "The signature is good."),
                Step {
                    advice: "Ask the holder for the link.".into(),
                    ..Step::new(
                        StepName::Status,
                        Outcome::Failed,
                        "The issuer has revoked it.",
                    )
                },
                Step {
                    advice: "See each of them.".into(),
                    ..Step::new(
                        StepName::Endorsements,
                        Outcome::Remark,
                        "One of two endorsements holds.",
                    )
                },
                Step::new(
                    StepName::Issuer,
                    Outcome::Unsure,
                    "The issuer did not answer.",
                ),
                Step::new(
                    StepName::Recipient,
                    Outcome::Skipped,
                    "No address was given.",
                ),
            ],
            facts: vec![
                Fact::new("Awarded to", "Océane Saint-Exupère"),
                Fact::new("Number", "PG34568895"),
            ],
            icons: icons::NAMES,
            pictures: [
                "foundation",
                "practitioner",
                "professional",
                "micro",
                "member",
            ]
            .map(picture)
            .to_vec(),
            rosette: asset_url("samples/rosette.svg"),
            pager: Pager {
                previous: Some("#".into()),
                next: Some("#".into()),
                total: Some(1697),
            },
            examples,
        }
    }
}

impl Sample for StyleguidePage {
    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "all",
            StyleguidePage::new(
                Shell::new("https://badges.example.org", "/styleguide"),
                vec!["certificate--valid".into()],
            ),
        )]
    }
}

/// The style guide at the shell's base address, or one example of it by name.
/// Nothing when no example has that name.
pub fn page(
    shell: Shell,
    example: Option<&str>,
    text: Text,
) -> askama::Result<Option<samples::Drawn>> {
    let drawn = samples::all(text)?;
    match example {
        Some(name) => Ok(drawn.into_iter().find(|page| page.name == name)),
        None => {
            let names = drawn.into_iter().map(|page| page.name).collect();
            let html = StyleguidePage::new(shell, names).html(text)?;
            Ok(Some(samples::Drawn {
                name: "styleguide".into(),
                html,
                policy: crate::pages::csp::PAGE,
            }))
        }
    }
}

impl StyleguidePage {
    /// The summary of what is wrong in the fields.
    pub fn errors(&self) -> Vec<form::FormError> {
        form::errors(&self.fields)
    }
}
