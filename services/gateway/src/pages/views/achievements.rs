//! What can be earned: the list, and the form with its design.

use askama::Template;

use super::console::sample_console;
use super::public::sample_offers;
use crate::assets::asset_url;
use crate::pages::form::{self, FormError};
use crate::pages::parts::Picture;
use crate::pages::{Choice, Field, Sample, Shell, filters};
use crate::text::Text;

/// One achievement in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchievementRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Progression and level, such as "Bid & Proposal, 2 of 3"; empty outside one.
    pub level: String,
    /// Its picture.
    pub picture: Picture,
    /// How many badges were awarded.
    pub awarded: usize,
    /// How its validity is decided, in words.
    pub validity: String,
    /// Whether it is no longer awarded.
    pub archived: bool,
}

/// `/console/achievements`.
#[derive(Template)]
#[template(path = "console/achievements.html")]
pub struct AchievementsPage {
    /// The frame.
    pub shell: Shell,
    /// All, in the order of their progressions.
    pub rows: Vec<AchievementRow>,
}

impl Sample for AchievementsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let rows = sample_offers()
            .into_iter()
            .enumerate()
            .map(|(at, offer)| AchievementRow {
                id: offer.id,
                name: offer.name,
                level: if offer.level.is_empty() {
                    String::new()
                } else {
                    format!("Bid & Proposal, {} of 3", at + 1)
                },
                picture: offer.picture,
                awarded: 940 / (at + 1),
                validity: if at == 3 {
                    "Two years".into()
                } else {
                    "While the membership is active".into()
                },
                archived: at == 3,
            })
            .collect();
        vec![
            (
                "full",
                AchievementsPage {
                    shell: sample_console("/console/achievements"),
                    rows,
                },
            ),
            (
                "empty",
                AchievementsPage {
                    shell: sample_console("/console/achievements"),
                    rows: vec![],
                },
            ),
        ]
    }
}

/// `/console/achievements/new` and `/console/achievements/{id}`.
#[derive(Template)]
#[template(path = "console/achievement_form.html")]
pub struct AchievementFormPage {
    /// The frame.
    pub shell: Shell,
    /// The id of an existing one; nothing for a new one.
    pub id: Option<String>,
    /// `name`.
    pub name: Field,
    /// `summary`: one sentence.
    pub summary: Field,
    /// `criteria`: Markdown.
    pub criteria: Field,
    /// `achievement_type`: a term of the standard.
    pub achievement_type: Field,
    /// `tags`: words, separated by commas.
    pub tags: Field,
    /// `progression`: the name of a ladder, empty for none.
    pub progression: Field,
    /// `level`: the level's name.
    pub level: Field,
    /// `rank`: its place, 1 the lowest.
    pub rank: Field,
    /// `validity`: `status_driven` or `dated`.
    pub validity: Field,
    /// `valid_months`: for `dated`.
    pub valid_months: Field,
    /// `examined_by`.
    pub examined_by: Field,
    /// `shape`: `medallion`, `shield`, `hexagon`, `seal`, `bar`.
    pub shape: Field,
    /// `icon`.
    pub icon: Field,
    /// `colour`, `#rrggbb`.
    pub colour: Field,
    /// `metal`: `none`, `bronze`, `silver`, `gold`.
    pub metal: Field,
    /// `image`: a picture of one's own instead of a drawn one.
    pub image: Field,
    /// Where the drawing is: for a new one the preview of the sent values, else its picture.
    pub preview: String,
    /// Why the form's values cannot be drawn, in the reader's language; empty when they can.
    pub drawing: String,
    /// Whether it is no longer awarded.
    pub archived: bool,
    /// The version on file that the form was drawn from; 0 for a new one.
    pub version: u32,
    /// How many badges were awarded: changes reach them as a new revision of the picture and words only where said.
    pub awarded: usize,
}

/// Where the browser asks for a drawing of the form's values, sent as a query with the form's field names.
pub const PREVIEW_PATH: &str = "/console/achievements/preview.svg";

impl AchievementFormPage {
    /// An empty form. `icons` are the names that the drawing service offers, with their words.
    pub fn new(shell: Shell, icons: Vec<Choice>, text: Text) -> AchievementFormPage {
        let choice = |value: &str, key: &str| Choice::new(value, text.get(key));
        let explained = |value: &str, key: &str, hint: &str| Choice {
            value: value.into(),
            label: text.get(key),
            hint: text.get(hint),
        };
        AchievementFormPage {
            shell,
            version: 0,
            id: None,
            name: Field::line("name", "field-badge-name")
                .hint("field-badge-name-hint")
                .autocomplete("off"),
            summary: Field::line("summary", "field-summary")
                .hint("field-summary-hint")
                .autocomplete("off"),
            criteria: Field::area("criteria", "field-criteria", 8).hint("field-criteria-hint"),
            achievement_type: Field::select(
                "achievement_type",
                "field-achievement-type",
                vec![
                    choice("Badge", "type-badge"),
                    choice("Certification", "type-certification"),
                    choice("Membership", "type-membership"),
                    choice("Certificate", "type-certificate"),
                    choice("Course", "type-course"),
                    choice("MicroCredential", "type-micro"),
                    choice("License", "type-license"),
                    choice("Award", "type-award"),
                ],
            )
            .value("Badge"),
            tags: Field::line("tags", "field-tags")
                .hint("field-tags-hint")
                .optional()
                .autocomplete("off"),
            progression: Field::line("progression", "field-progression")
                .hint("field-progression-hint")
                .optional()
                .autocomplete("off"),
            level: Field::line("level", "field-level")
                .optional()
                .autocomplete("off"),
            rank: Field {
                kind: form::Kind::Input("number"),
                ..Field::line("rank", "field-rank")
            }
            .hint("field-rank-hint")
            .optional(),
            validity: Field::radio(
                "validity",
                "field-validity",
                vec![
                    explained(
                        "status_driven",
                        "field-validity-status",
                        "field-validity-status-hint",
                    ),
                    explained("dated", "field-validity-dated", "field-validity-dated-hint"),
                ],
            )
            .value("status_driven"),
            valid_months: Field {
                kind: form::Kind::Input("number"),
                ..Field::line("valid_months", "field-valid-months")
            }
            .optional(),
            examined_by: Field::line("examined_by", "field-examined-by")
                .hint("field-examined-by-hint")
                .optional()
                .autocomplete("off"),
            shape: Field::radio(
                "shape",
                "field-shape",
                vec![
                    choice("medallion", "shape-medallion"),
                    choice("shield", "shape-shield"),
                    choice("hexagon", "shape-hexagon"),
                    choice("seal", "shape-seal"),
                    choice("bar", "shape-bar"),
                ],
            )
            .value("medallion"),
            icon: Field::select("icon", "field-icon", icons),
            colour: Field::colour("colour", "field-colour").value("#1d2f4a"),
            metal: Field::radio(
                "metal",
                "field-metal",
                vec![
                    choice("none", "metal-none"),
                    choice("bronze", "metal-bronze"),
                    choice("silver", "metal-silver"),
                    choice("gold", "metal-gold"),
                ],
            )
            .hint("field-metal-hint")
            .value("none"),
            image: Field::file(
                "image",
                "field-image",
                ".png,.svg,.jpg,.webp,image/png,image/svg+xml,image/jpeg,image/webp",
            )
            .hint("field-image-hint")
            .optional(),
            preview: PREVIEW_PATH.into(),
            drawing: String::new(),
            archived: false,
            awarded: 0,
        }
    }

    /// Where the form is sent.
    pub fn action(&self) -> String {
        match &self.id {
            Some(id) => format!("/console/achievements/{id}"),
            None => "/console/achievements/new".into(),
        }
    }

    /// The address a script asks for a drawing.
    pub fn preview_path(&self) -> &'static str {
        PREVIEW_PATH
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 16] {
        [
            &mut self.name,
            &mut self.summary,
            &mut self.criteria,
            &mut self.achievement_type,
            &mut self.tags,
            &mut self.progression,
            &mut self.level,
            &mut self.rank,
            &mut self.validity,
            &mut self.valid_months,
            &mut self.examined_by,
            &mut self.shape,
            &mut self.icon,
            &mut self.colour,
            &mut self.metal,
            &mut self.image,
        ]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.name,
            &self.summary,
            &self.criteria,
            &self.achievement_type,
            &self.tags,
            &self.progression,
            &self.level,
            &self.rank,
            &self.validity,
            &self.valid_months,
            &self.examined_by,
            &self.shape,
            &self.icon,
            &self.colour,
            &self.metal,
            &self.image,
        ])
    }
}

impl Sample for AchievementFormPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let icons = || {
            vec![
                Choice::new("compass", "Compass"),
                Choice::new("pen", "Pen"),
                Choice::new("layers", "Layers"),
                Choice::new("leaf", "Leaf"),
            ]
        };
        let mut edit = AchievementFormPage::new(
            sample_console("/console/achievements/prc"),
            icons(),
            Text::default(),
        );
        edit.id = Some("prc".into());
        edit.name.value = "Bid & Proposal Practitioner".into();
        edit.summary.value = "Plans and leads a bid from qualification to contract.".into();
        edit.criteria.value = "To earn this badge you\n\n1. hold a current membership of the Guild,\n2. pass the written assessment.".into();
        edit.progression.value = "Bid & Proposal".into();
        edit.level.value = "Practitioner".into();
        edit.rank.value = "2".into();
        edit.icon.value = "compass".into();
        edit.metal.value = "silver".into();
        edit.preview = asset_url("samples/practitioner.svg");
        edit.awarded = 470;
        let mut refused = AchievementFormPage::new(
            sample_console("/console/achievements/new"),
            icons(),
            Text::default(),
        );
        refused.name = refused.name.error("The badge needs a name.");
        refused.drawing =
            "The title and the field are too alike to read. Choose a darker colour.".into();
        refused.valid_months = refused
            .valid_months
            .value("-3")
            .error("“-3” is not a number of months. Write a whole number from 1 to 600.");
        refused.preview = asset_url("samples/foundation.svg");
        vec![("edit", edit), ("refused", refused)]
    }
}
