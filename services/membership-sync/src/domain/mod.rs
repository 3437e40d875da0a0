//! The types and the rules: no I/O, no contract, no entity.

pub mod brake;
pub mod certification;
pub mod change;
pub mod email;
pub mod evaluation;
pub mod member;
pub mod row;
pub mod rule;
pub mod run;
pub mod standing;

/// Dates as JSON text, `2026-03-31`, where a record may have none.
pub(crate) mod optional_day {
    use platform::clock::CalendarDate;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(day: &Option<CalendarDate>, s: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => s.collect_str(day),
            None => s.serialize_none(),
        }
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<CalendarDate>, D::Error> {
        Option::<String>::deserialize(d)?
            .map(|text| text.parse().map_err(D::Error::custom))
            .transpose()
    }
}

/// A date as JSON text, `2026-03-31`.
pub(crate) mod day {
    use platform::clock::CalendarDate;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(day: &CalendarDate, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(day)
    }
    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<CalendarDate, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

/// A date as a sentence has it: `31 March 2026`.
pub fn in_words(day: platform::clock::CalendarDate) -> String {
    day.civil().strftime("%-d %B %Y").to_string()
}

/// One space between words, none around, no control characters: how names and other short texts are kept.
pub fn tidy(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_date_reads_as_in_a_sentence() {
        assert_eq!(
            super::in_words("2026-03-01".parse().unwrap()),
            "1 March 2026"
        );
    }

    #[test]
    fn a_name_over_two_lines_becomes_one() {
        assert_eq!(
            super::tidy(" Ana\n María\u{a0}\tLópez\u{0} "),
            "Ana María López"
        );
    }
}
