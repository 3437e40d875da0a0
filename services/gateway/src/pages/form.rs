//! Form fields: name, words, value and what is wrong with it. Templates draw them with `ui::field`.

/// One choice of a select or a group of radio buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A second line that explains the choice; may be empty.
    pub hint: String,
}

impl Choice {
    /// A choice without explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
        }
    }
}

/// How a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `<input>` of this type: `text`, `email`, `password`, `date`, `url`, `number`, `color`, `search`.
    Input(&'static str),
    /// `<textarea>` with this many rows.
    Area(u8),
    /// `<select>` over the choices.
    Select,
    /// A group of radio buttons over the choices.
    Radio,
    /// A group of check boxes over the choices; the value holds the chosen ones, separated by spaces.
    Checks,
    /// One check box that sends `on`.
    Check,
    /// A file.
    File(&'static str),
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The name it is sent under, also its id.
    pub name: &'static str,
    /// Message key of the label.
    pub label: &'static str,
    /// Message key of the explanation under the label; empty for none.
    pub hint: &'static str,
    /// How it is drawn.
    pub kind: Kind,
    /// The value as last sent, shown again.
    pub value: String,
    /// What is wrong with the value, in the reader's words; empty when nothing is.
    pub error: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// The `autocomplete` token (WCAG 1.3.5); empty for none.
    pub autocomplete: &'static str,
    /// The choices of a select or radio group.
    pub choices: Vec<Choice>,
}

impl Field {
    fn of(kind: Kind, name: &'static str, label: &'static str) -> Field {
        Field {
            name,
            label,
            hint: "",
            kind,
            value: String::new(),
            error: String::new(),
            required: true,
            autocomplete: "",
            choices: Vec::new(),
        }
    }

    /// A line of text; `label` is a message key.
    pub fn line(name: &'static str, label: &'static str) -> Field {
        Field::of(Kind::Input("text"), name, label)
    }

    /// An e-mail address.
    pub fn email(name: &'static str, label: &'static str) -> Field {
        Field::of(Kind::Input("email"), name, label).autocomplete("email")
    }

    /// A password, `autocomplete` being `current-password` or `new-password`.
    pub fn password(name: &'static str, label: &'static str, autocomplete: &'static str) -> Field {
        Field::of(Kind::Input("password"), name, label).autocomplete(autocomplete)
    }

    /// A calendar date.
    pub fn date(name: &'static str, label: &'static str) -> Field {
        Field::of(Kind::Input("date"), name, label)
    }

    /// A web address.
    pub fn url(name: &'static str, label: &'static str) -> Field {
        Field::of(Kind::Input("url"), name, label)
    }

    /// A colour, chosen from the browser's own picker.
    pub fn colour(name: &'static str, label: &'static str) -> Field {
        Field::of(Kind::Input("color"), name, label)
    }

    /// Several lines of text.
    pub fn area(name: &'static str, label: &'static str, rows: u8) -> Field {
        Field::of(Kind::Area(rows), name, label)
    }

    /// One choice out of a list.
    pub fn select(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field {
            choices,
            ..Field::of(Kind::Select, name, label)
        }
    }

    /// One choice out of a few, all shown.
    pub fn radio(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field {
            choices,
            ..Field::of(Kind::Radio, name, label)
        }
    }

    /// Any number of choices out of a few, all shown.
    pub fn checks(name: &'static str, label: &'static str, choices: Vec<Choice>) -> Field {
        Field {
            choices,
            required: false,
            ..Field::of(Kind::Checks, name, label)
        }
    }

    /// A box to tick; sends `on`.
    pub fn check(name: &'static str, label: &'static str) -> Field {
        Field {
            required: false,
            ..Field::of(Kind::Check, name, label)
        }
    }

    /// A file of the given types, in the form of the `accept` attribute.
    pub fn file(name: &'static str, label: &'static str, accept: &'static str) -> Field {
        Field::of(Kind::File(accept), name, label)
    }

    /// With an explanation; `key` is a message key.
    pub fn hint(self, key: &'static str) -> Field {
        Field { hint: key, ..self }
    }

    /// May be left empty.
    pub fn optional(self) -> Field {
        Field {
            required: false,
            ..self
        }
    }

    /// With an `autocomplete` token.
    pub fn autocomplete(self, token: &'static str) -> Field {
        Field {
            autocomplete: token,
            ..self
        }
    }

    /// With a value.
    pub fn value(self, value: impl Into<String>) -> Field {
        Field {
            value: value.into(),
            ..self
        }
    }

    /// With what is wrong with the value.
    pub fn error(self, words: impl Into<String>) -> Field {
        Field {
            error: words.into(),
            ..self
        }
    }

    /// Whether its label says that it may be left empty. A password is one of two ways to sign in, not an extra.
    pub fn says_optional(&self) -> bool {
        !self.required && self.kind != Kind::Input("password")
    }

    /// Whether this choice is the one that was sent.
    pub fn chose(&self, choice: &str) -> bool {
        match self.kind {
            Kind::Checks => self.value.split_whitespace().any(|value| value == choice),
            _ => self.value == choice,
        }
    }

    /// What `aria-describedby` names: the explanation and the error, whichever exist.
    pub fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if !self.hint.is_empty() {
            ids.push(format!("{}-hint", self.name));
        }
        if !self.error.is_empty() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    /// The type attribute of an `<input>`.
    pub fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Input(kind) => kind,
            _ => "text",
        }
    }
}

/// One line of the summary above a form that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The id of the field the line leads to.
    pub field: &'static str,
    /// What is wrong.
    pub words: String,
}

/// The summary of what is wrong in these fields, in their order.
pub fn errors<'a>(fields: impl IntoIterator<Item = &'a Field>) -> Vec<FormError> {
    fields
        .into_iter()
        .filter(|field| !field.error.is_empty())
        .map(|field| FormError {
            field: field.name,
            words: field.error.clone(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_its_explanation_and_its_error() {
        let field = Field::email("email", "field-email");
        assert_eq!(field.described_by(), "");
        let field = field
            .hint("field-email-hint")
            .error("This is not an address.");
        assert_eq!(field.described_by(), "email-hint email-error");
        assert_eq!(
            errors([&field]),
            vec![FormError {
                field: "email",
                words: "This is not an address.".into()
            }]
        );
    }

    #[test]
    fn several_check_boxes_can_be_chosen() {
        let field = Field::checks("scopes", "field-scopes", vec![]).value("award read");
        assert!(field.chose("award"));
        assert!(!field.chose("awa"));
    }
}
