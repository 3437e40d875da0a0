//! Rows of the association's files: which columns hold what.

use super::{
    certification,
    member::{self, BadValue},
};
use platform::csv::{Column, Columns};
use serde::{Deserialize, Serialize};

/// Columns of a file of members.
pub const MEMBER: &[Column] = &[
    Column::required(
        "member_number",
        &[
            "membership number",
            "member no",
            "member id",
            "membership id",
            "member",
        ],
    ),
    Column::optional("given_name", &["first name", "forename", "given names"]),
    Column::optional("family_name", &["last name", "surname"]),
    Column::optional("display_name", &["name", "full name", "display"]),
    Column::required("email", &["e-mail", "e-mail address", "mail"]),
    Column::optional(
        "alternate_emails",
        &["other emails", "alternate email", "secondary email"],
    ),
    Column::optional("country", &["country code"]),
    Column::optional("locale", &["language"]),
    Column::required("membership_status", &["status", "member status"]),
    Column::optional("membership_type", &["type", "member type", "grade"]),
    Column::optional("joined_on", &["joined", "join date", "member since"]),
    Column::optional(
        "expires_on",
        &[
            "expires",
            "expiry date",
            "expiry",
            "valid until",
            "renewal date",
        ],
    ),
    Column::optional("employer", &["company", "organisation", "organization"]),
    Column::optional("job_title", &["title", "position"]),
];

/// Columns of a file of certifications.
pub const CERTIFICATION: &[Column] = &[
    Column::required(
        "candidate_number",
        &[
            "member number",
            "membership number",
            "candidate no",
            "candidate id",
        ],
    ),
    Column::optional("email", &["e-mail", "e-mail address", "mail"]),
    Column::optional("display_name", &["name", "full name", "candidate name"]),
    Column::required("certification", &["exam", "examination", "qualification"]),
    Column::optional("level", &["grade"]),
    Column::optional("level_rank", &["rank"]),
    Column::required("passed_on", &["passed", "date passed", "exam date", "date"]),
    Column::required(
        "certificate_number",
        &["certificate no", "certificate id", "certificate"],
    ),
    Column::optional("evidence_url", &["evidence"]),
];

/// Names a file need not give one by one: any of these does.
pub const NAMES: [&str; 3] = ["display_name", "given_name", "family_name"];

/// One value of a row that could not be taken, or the whole row if it names no column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The column, by the file's own header; empty when the whole row is meant.
    pub column: String,
    /// What stood there.
    pub value: String,
    /// What is wrong and how to mend it.
    pub reason: String,
    /// The whole row, with the first error of a row only, for the fix file.
    pub cells: Vec<String>,
}

impl RowError {
    /// About the whole row.
    pub fn whole(reason: impl std::fmt::Display) -> Self {
        Self {
            column: String::new(),
            value: String::new(),
            reason: reason.to_string(),
            cells: Vec::new(),
        }
    }
    /// About a value, under the name its column has in this file.
    pub fn of(bad: &BadValue, columns: &Columns, header: &[String]) -> Self {
        Self {
            column: columns.header_of(header, bad.field).to_owned(),
            value: bad.value.clone(),
            reason: bad.reason.clone(),
            cells: Vec::new(),
        }
    }
}

/// A member's row as it is written.
pub fn member<'a>(columns: &Columns, cells: &'a [String]) -> member::Written<'a> {
    let cell = |name: &str| columns.has(name).then(|| columns.cell(cells, name));
    member::Written {
        number: columns.cell(cells, "member_number"),
        given_name: cell("given_name"),
        family_name: cell("family_name"),
        display_name: cell("display_name"),
        email: cell("email"),
        alternate_emails: cell("alternate_emails"),
        country: cell("country"),
        locale: cell("locale"),
        status: cell("membership_status"),
        membership_type: cell("membership_type"),
        joined_on: cell("joined_on"),
        expires_on: cell("expires_on"),
        employer: cell("employer"),
        job_title: cell("job_title"),
    }
}

/// A certification's row as it is written.
pub fn certification<'a>(columns: &Columns, cells: &'a [String]) -> certification::Written<'a> {
    let cell = |name: &str| columns.has(name).then(|| columns.cell(cells, name));
    certification::Written {
        certificate_number: columns.cell(cells, "certificate_number"),
        certification: columns.cell(cells, "certification"),
        level: cell("level"),
        level_rank: cell("level_rank"),
        passed_on: columns.cell(cells, "passed_on"),
        evidence_url: cell("evidence_url"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_other_words_are_understood_and_none_means_two_things() {
        let header = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let members = header(&[
            "Membership No",
            "First Name",
            "Surname",
            "E-Mail",
            "Status",
            "Valid until",
            "Shoe size",
        ]);
        let error = Columns::map(&members, MEMBER).unwrap_err().to_string();
        assert!(error.contains("`member_number` is missing"), "{error}");
        let members = header(&[
            "Membership Number",
            "First Name",
            "Surname",
            "E-Mail",
            "Status",
            "Valid until",
            "Shoe size",
        ]);
        let columns = Columns::map(&members, MEMBER).unwrap();
        assert_eq!(columns.unused(), ["Shoe size"]);
        for wanted in [MEMBER, CERTIFICATION] {
            let names: Vec<String> = wanted.iter().map(|c| c.name.to_owned()).collect();
            assert!(Columns::map(&names, wanted).unwrap().unused().is_empty());
        }
    }
}
