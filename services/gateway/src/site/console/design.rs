//! A badge's drawing, between the form's four choices and the design that issuance keeps.

use super::super::form::Form;
use crate::{
    pages::{Choice, theme, views::achievements::AchievementFormPage},
    text::Text,
};
use contracts::issuance::v1::{Achievement, Level};
use serde_json::{Value, json};

/// The shapes there are.
const SHAPES: [&str; 5] = ["medallion", "shield", "hexagon", "seal", "bar"];
/// The frames of badges outside a series; within one, the place decides.
const METALS: [(&str, &str); 3] = [
    ("bronze", "#8c5a2b"),
    ("silver", "#9aa3ad"),
    ("gold", "#c39b3c"),
];
/// What titles are written in, the first that can be read.
const INKS: [&str; 4] = ["#f7f2e6", "#ffffff", "#101418", "#000000"];
/// The highest rank a drawing shows.
const HIGHEST: u32 = 8;
/// Series look like the usual ones of three levels before they have three.
const USUAL: u32 = 3;

/// The icons to choose from, of those the drawing service has.
pub(super) fn icons(text: Text) -> Vec<Choice> {
    let mut icons: Vec<Choice> = [
        ("award", "icon-award"),
        ("badge-check", "icon-badge-check"),
        ("book-open", "icon-book-open"),
        ("briefcase", "icon-briefcase"),
        ("calculator", "icon-calculator"),
        ("chart-line", "icon-chart-line"),
        ("clipboard-check", "icon-clipboard-check"),
        ("code-xml", "icon-code-xml"),
        ("compass", "icon-compass"),
        ("feather", "icon-feather"),
        ("flask-conical", "icon-flask-conical"),
        ("gavel", "icon-gavel"),
        ("globe", "icon-globe"),
        ("graduation-cap", "icon-graduation-cap"),
        ("handshake", "icon-handshake"),
        ("heart-pulse", "icon-heart-pulse"),
        ("landmark", "icon-landmark"),
        ("languages", "icon-languages"),
        ("layers", "icon-layers"),
        ("leaf", "icon-leaf"),
        ("lightbulb", "icon-lightbulb"),
        ("medal", "icon-medal"),
        ("megaphone", "icon-megaphone"),
        ("microscope", "icon-microscope"),
        ("palette", "icon-palette"),
        ("pen-tool", "icon-pen-tool"),
        ("scale", "icon-scale"),
        ("shield-check", "icon-shield-check"),
        ("sprout", "icon-sprout"),
        ("star", "icon-star"),
        ("stethoscope", "icon-stethoscope"),
        ("users", "icon-users"),
        ("wrench", "icon-wrench"),
    ]
    .into_iter()
    .map(|(name, key)| Choice::new(name, text.get(key)))
    .collect();
    icons.sort_by(|a, b| a.label.cmp(&b.label));
    icons
}

/// The place in a series that a form gives; nothing outside one. A rank that is no number is 0, which is refused
/// with its field.
pub(super) fn level(form: &Form, known: &[Achievement]) -> Option<Level> {
    let progression = form.get("progression");
    if progression.is_empty() {
        return None;
    }
    let progression_id = known
        .iter()
        .filter_map(|achievement| achievement.level.as_ref())
        .find(|level| level.progression.to_lowercase() == progression.to_lowercase())
        .map(|level| level.progression_id.clone())
        .unwrap_or_default();
    Some(Level {
        progression_id,
        progression: progression.to_owned(),
        name: form.get("level").to_owned(),
        rank: form.get("rank").parse().unwrap_or(0),
    })
}

/// The design of a form's choices, as JSON.
pub(super) fn design(form: &Form, issuer: &str, title: &str, known: &[Achievement]) -> String {
    let colour = form.get("colour");
    let frame = METALS
        .iter()
        .find(|(metal, _)| *metal == form.get("metal"))
        .map_or(colour, |(_, frame)| *frame);
    let level = level(form, known).map(|level| {
        let highest = known
            .iter()
            .filter_map(|a| a.level.as_ref())
            .filter(|other| other.progression_id == level.progression_id)
            .map(|other| other.rank)
            .max()
            .unwrap_or(0);
        let of = level.rank.max(highest).clamp(USUAL, HIGHEST);
        json!({ "word": level.name, "rank": level.rank.min(of), "of": of })
    });
    let mut design = json!({
        "silhouette": form.get("shape"),
        "colours": {
            "frame": frame,
            "field": colour,
            "ink": theme::ink_on(colour, &INKS).unwrap_or(INKS[0]),
        },
        "emblem": { "icon": form.get("icon") },
        "title": title,
        "issuer": issuer,
    });
    if let (Some(level), Value::Object(design)) = (level, &mut design) {
        design.insert("level".to_owned(), level);
    }
    design.to_string()
}

/// Puts a kept design into the form's choices. A monogram has no icon to choose; the first one stands there then.
pub(super) fn into_form(design: &str, page: &mut AchievementFormPage) {
    let Ok(design) = serde_json::from_str::<Value>(design) else {
        return;
    };
    let text = |pointer: &str| design.pointer(pointer).and_then(Value::as_str);
    if let Some(shape) = text("/silhouette").filter(|shape| SHAPES.contains(shape)) {
        page.shape.value = shape.to_owned();
    }
    if let Some(colour) = text("/colours/field") {
        page.colour.value = colour.to_owned();
    }
    if let Some(icon) = text("/emblem/icon") {
        page.icon.value = icon.to_owned();
        if !page.icon.choices.iter().any(|c| c.value == icon) {
            page.icon.choices.push(Choice::new(icon, icon));
        }
    }
    let frame = text("/colours/frame").unwrap_or_default();
    if let Some((metal, _)) = METALS.iter().find(|(_, colour)| *colour == frame) {
        page.metal.value = (*metal).to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Shell;

    fn known() -> Vec<Achievement> {
        vec![Achievement {
            level: Some(Level {
                progression_id: "prg_1".into(),
                progression: "Bid & Proposal".into(),
                name: "Professional".into(),
                rank: 4,
            }),
            ..Default::default()
        }]
    }

    #[test]
    fn a_design_goes_into_the_form_as_it_came_out() {
        let form = Form::of_query(
            "shape=shield&icon=compass&colour=%231d2f4a&metal=gold&name=Practitioner",
        );
        let json = design(&form, "Guild", "Practitioner", &[]);
        let mut page = AchievementFormPage::new(
            Shell::new("https://x.example", "/"),
            icons(Text::default()),
            Text::default(),
        );
        into_form(&json, &mut page);
        assert_eq!(
            [
                page.shape.value.as_str(),
                &page.icon.value,
                &page.colour.value,
                &page.metal.value
            ],
            ["shield", "compass", "#1d2f4a", "gold"]
        );
        assert!(json.contains("\"ink\":\"#f7f2e6\""), "{json}");
    }

    #[test]
    fn the_title_can_be_read_on_any_colour() {
        for (colour, ink) in [("#ffffff", "#101418"), ("#000000", "#f7f2e6")] {
            let query: String = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("colour", colour)
                .finish();
            let json = design(&Form::of_query(&query), "G", "T", &[]);
            assert!(json.contains(&format!("\"ink\":\"{ink}\"")), "{json}");
        }
    }

    #[test]
    fn a_level_joins_the_series_of_that_name_and_fits_its_height() {
        let form = Form::of_query("progression=bid+%26+proposal&level=Foundation&rank=1");
        assert_eq!(level(&form, &known()).unwrap().progression_id, "prg_1");
        let json = design(&form, "Guild", "Foundation", &known());
        assert!(json.contains("\"of\":4"), "{json}");
        let new = Form::of_query("progression=Another&level=One&rank=1");
        assert_eq!(level(&new, &known()).unwrap().progression_id, "");
        assert!(level(&Form::of_query("level=One"), &known()).is_none());
    }
}
