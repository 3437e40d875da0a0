//! The form of an achievement: between what is on file, what was typed and what the contract takes.

use super::{super::form::Form, achievements::picture, design, desk::Desk};
use crate::{
    pages::{
        Choice,
        views::achievements::{AchievementFormPage, PREVIEW_PATH},
    },
    text::Text,
};
use contracts::issuance::v1::{Achievement, ExaminingBody, Level, ValidityRule};

pub(super) fn empty(desk: &Desk) -> AchievementFormPage {
    let text = desk.visit.text;
    let mut page = AchievementFormPage::new(desk.shell(), design::icons(text), text);
    page.colour.value.clone_from(&desk.issuer.accent);
    // What a browser shows as chosen is also what the first drawing shows.
    if let Some(first) = page.icon.choices.first() {
        page.icon.value.clone_from(&first.value);
    }
    page
}

/// The address of a drawing of what stands in the form.
pub(super) fn drawn_from(page: &mut AchievementFormPage) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for field in page.fields() {
        if !field.value.is_empty() {
            query.append_pair(field.name, &field.value);
        }
    }
    format!("{PREVIEW_PATH}?{}", query.finish())
}

/// The form with what is on file.
pub(super) fn filled(desk: &Desk, found: &Achievement) -> AchievementFormPage {
    let mut page = empty(desk);
    page.id = Some(found.id.clone());
    page.name.value.clone_from(&found.name);
    page.summary.value.clone_from(&found.description);
    page.criteria.value.clone_from(&found.criteria);
    let kind = &found.achievement_type;
    if !page
        .achievement_type
        .choices
        .iter()
        .any(|c| c.value == *kind)
    {
        page.achievement_type.choices.push(Choice::new(kind, kind));
    }
    page.achievement_type.value.clone_from(kind);
    page.tags.value = found.tags.join(", ");
    if let Some(level) = &found.level {
        page.progression.value.clone_from(&level.progression);
        page.level.value.clone_from(&level.name);
        page.rank.value = level.rank.to_string();
    }
    if let Some(rule) = &found.validity {
        page.validity.value.clone_from(&rule.kind);
        if rule.months > 0 {
            page.valid_months.value = rule.months.to_string();
        }
    }
    if let Some(body) = &found.examining_body {
        page.examined_by.value.clone_from(&body.name);
    }
    design::into_form(&found.design, &mut page);
    fixed(desk, found, &mut page);
    page
}

/// What of a page is not the form's.
pub(super) fn fixed(desk: &Desk, found: &Achievement, page: &mut AchievementFormPage) {
    page.preview = picture(desk, found).src;
    page.archived = found.archived;
    page.version = found.version;
    page.awarded = usize::try_from(found.awarded).unwrap_or(usize::MAX);
}

/// The form's field for a path of the contract.
pub(super) fn named(path: &str) -> String {
    let name = match path {
        "description" => "summary",
        "level.progression" | "level.progression_id" | "level" => "progression",
        "level.name" => "level",
        "level.rank" | "design.level" => "rank",
        "validity.kind" => "validity",
        "validity.months" => "valid_months",
        "examining_body.name" => "examined_by",
        "design.silhouette" => "shape",
        "design.emblem.icon" | "design.emblem" => "icon",
        "design.title" => "name",
        "design.level.word" => "level",
        "design" => "colour",
        other if other.starts_with("design.colours") => "colour",
        other if other.starts_with("tags") => "tags",
        other => other,
    };
    name.to_owned()
}

/// What a form says of an achievement.
pub(super) struct Written {
    /// Its place in a series.
    pub level: Option<Level>,
    /// How long it holds.
    pub validity: ValidityRule,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The drawing, as JSON.
    pub design: String,
    /// Who examines.
    pub body: Option<ExaminingBody>,
}

impl Written {
    pub fn of(desk: &Desk, form: &Form, known: &[Achievement]) -> Self {
        let body = form.get("examined_by");
        Self {
            level: design::level(form, known),
            validity: ValidityRule {
                kind: form.get("validity").to_owned(),
                months: if form.get("validity") == "dated" {
                    form.get("valid_months").parse().unwrap_or(0)
                } else {
                    0
                },
            },
            tags: form
                .get("tags")
                .split(',')
                .map(str::trim)
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
                .collect(),
            design: design::design(form, &desk.issuer.name, form.get("name"), known),
            body: (!body.is_empty()).then(|| ExaminingBody {
                name: body.to_owned(),
                url: String::new(),
            }),
        }
    }
}

/// What only this page knows to be wrong: a number that is none would read as "without an end".
pub(super) fn misread(text: Text, form: &Form, page: &mut AchievementFormPage) -> bool {
    let months = form.get("valid_months");
    let wrong =
        form.get("validity") == "dated" && !months.is_empty() && months.parse::<u32>().is_err();
    if wrong {
        page.valid_months.error = text.with("form-no-number", &[("value", &months)]);
    }
    wrong
}
