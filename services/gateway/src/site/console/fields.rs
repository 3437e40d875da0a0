//! Between a form and what a service says of it: what was typed stands in the fields again, and what is wrong with
//! it stands beside.

use super::super::{
    errors::{Stop, sentence},
    form::Form,
};
use crate::{
    pages::{Field, Notice, Shell, form::Kind as Drawn, shell::Tone},
    text::Text,
};
use axum::http::StatusCode;
use platform::{Kind, refusal::Refused};

/// Puts what was sent into the fields.
pub(super) fn fill<'a>(form: &Form, fields: impl IntoIterator<Item = &'a mut Field>) {
    for field in fields {
        field.value = match field.kind {
            Drawn::Checks => form.all(field.name).join(" "),
            // Browsers take no value for a file or a password.
            Drawn::File(_) | Drawn::Input("password") => String::new(),
            _ => form.get(field.name).to_owned(),
        };
    }
}

/// A refusal after which the form is shown again, with the page's status; anything else is no matter of the form.
pub(super) fn mendable(status: tonic::Status) -> Result<(StatusCode, Refused), Stop> {
    let refused = Refused::from(status.clone());
    match refused.kind {
        Kind::Invalid => Ok((StatusCode::UNPROCESSABLE_ENTITY, refused)),
        Kind::Conflict => Ok((StatusCode::CONFLICT, refused)),
        _ => Err(status.into()),
    }
}

/// Puts what is wrong beside the fields it is about; `named` tells the name of the form's field for a path of the
/// contract. What belongs to no field comes back, to be said above the form.
pub(super) fn place<'a>(
    refused: &Refused,
    fields: impl IntoIterator<Item = &'a mut Field>,
    named: impl Fn(&str) -> String,
) -> Option<String> {
    let mut fields: Vec<&mut Field> = fields.into_iter().collect();
    let mut left = Vec::new();
    for problem in &refused.fields {
        let name = named(&problem.field);
        match fields.iter_mut().find(|field| field.name == name) {
            Some(field) => {
                let words = sentence(&problem.problem);
                if field.error.is_empty() {
                    field.error = words;
                } else {
                    field.error = format!("{} {words}", field.error);
                }
            }
            None => left.push(sentence(&problem.problem)),
        }
    }
    if refused.fields.is_empty() {
        left.push(sentence(&refused.message));
    }
    (!left.is_empty()).then(|| left.join(" "))
}

/// Says above the form what belongs to no field.
pub(super) fn warn(shell: &mut Shell, words: Option<String>) {
    if let Some(words) = words {
        shell.notice = Some(Notice {
            tone: Tone::Bad,
            words,
        });
    }
}

/// The version a form was drawn from, which its change is made on.
pub(super) fn version<N: std::str::FromStr>(form: &Form) -> Option<N> {
    form.get("version").parse().ok()
}

/// Whether somebody else changed the thing since its form was drawn.
pub(super) fn overtaken(status: &tonic::Status) -> bool {
    Refused::from(status.clone()).code == "changed_meanwhile"
}

/// Both versions in one form: the fields hold what is on file now, get what was sent, and say beside what is on
/// file where the two differ.
pub(super) fn beside<'a>(
    form: &Form,
    fields: impl IntoIterator<Item = &'a mut Field>,
    shell: &mut Shell,
    text: Text,
) {
    for field in fields {
        if matches!(field.kind, Drawn::File(_) | Drawn::Input("password")) {
            continue;
        }
        let sent = form.get(field.name).replace("\r\n", "\n");
        let kept = field.value.trim().replace("\r\n", "\n");
        if sent != kept {
            field.error = text.with("form-kept-now", &[("kept", &shown(field, &kept, text))]);
            field.value = sent;
        }
    }
    shell.notice = Some(Notice {
        tone: Tone::Careful,
        words: text.get("form-overtaken"),
    });
}

/// A value as its field shows it.
fn shown(field: &Field, value: &str, text: Text) -> String {
    let choice = field.choices.iter().find(|choice| choice.value == value);
    match (choice, field.kind, value) {
        (Some(choice), _, _) => choice.label.clone(),
        (None, Drawn::Check, "on") => text.get("form-ticked"),
        (None, Drawn::Check, _) => text.get("form-not-ticked"),
        (None, _, "") => text.get("form-kept-empty"),
        (None, _, value) => value.to_owned(),
    }
}

/// A contract's path that is the field's own name.
pub(super) fn same(path: &str) -> String {
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::FieldProblem;

    #[test]
    fn each_problem_stands_beside_its_field_and_the_rest_above() {
        let mut email = Field::email("email", "field-email");
        let mut name = Field::line("name", "field-your-name");
        let refused = Refused {
            kind: Kind::Invalid,
            code: "invalid".into(),
            message: "two things".into(),
            fields: vec![
                FieldProblem::new("recipient.email", "x", "needs an @"),
                FieldProblem::new("recipient.email", "x", "is too short"),
                FieldProblem::new("elsewhere", "x", "is wrong"),
            ],
        };
        let left = place(&refused, [&mut email, &mut name], |path| {
            path.trim_start_matches("recipient.").to_owned()
        });
        assert_eq!(email.error, "Needs an @. Is too short.");
        assert_eq!(name.error, "");
        assert_eq!(left.as_deref(), Some("Is wrong."));
    }

    #[test]
    fn both_versions_stand_in_a_form_that_was_overtaken() {
        let form = Form::of_query("version=3&name=Mine&about=One%0D%0ATwo&show=on");
        let mut shell = Shell::new("https://x.example", "/");
        let mut fields = [
            Field::line("name", "field-organization").value("Theirs"),
            Field::area("about", "field-about", 4).value("One\nTwo"),
            Field::check("show", "field-notify"),
        ];
        beside(&form, &mut fields, &mut shell, Text::default());
        let said: Vec<_> = fields
            .iter()
            .map(|f| (f.value.as_str(), f.error.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("Mine", "On file now: Theirs"),
                ("One\nTwo", ""),
                ("on", "On file now: not ticked"),
            ]
        );
        assert!(shell.notice.is_some_and(|note| note.tone == Tone::Careful));
        assert_eq!(version::<u64>(&form), Some(3));
        assert_eq!(version::<u64>(&Form::default()), None);
    }

    #[test]
    fn what_was_typed_is_kept_but_for_passwords() {
        let form = Form::of_query("email=a%40b.example&password=secret&scopes=x&scopes=y");
        let mut fields = [
            Field::email("email", "field-email"),
            Field::password("password", "field-password", "new-password"),
            Field::checks("scopes", "field-scopes", vec![]),
        ];
        fill(&form, &mut fields);
        let values: Vec<_> = fields.iter().map(|f| f.value.as_str()).collect();
        assert_eq!(values, ["a@b.example", "", "x y"]);
    }
}
