//! Between a form and what a service says of it: what was typed stands in the fields again, and what is wrong with
//! it stands beside.

use super::super::{
    errors::{Stop, sentence},
    form::Form,
};
use crate::pages::{Field, Notice, Shell, form::Kind as Drawn, shell::Tone};
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
