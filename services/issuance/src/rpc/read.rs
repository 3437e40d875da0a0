//! Small readings and writings that several contracts share.

use crate::{
    Error,
    domain::page::{At, DEFAULT_LIMIT, LARGEST_LIMIT, Listed, Page},
};
use contracts::common::v1::{PageInfo, PageRequest};
use platform::{clock::Timestamp, ids::Id};

/// An id in a field. The refusal names the field, the value and how such an id looks.
pub(crate) fn id<I: Id>(field: &'static str, text: &str) -> Result<I, Error> {
    text.parse().map_err(|error| Error::id(field, &error, text))
}

/// An id in a field that may be empty.
pub(crate) fn optional_id<I: Id>(field: &'static str, text: &str) -> Result<Option<I>, Error> {
    if text.is_empty() {
        Ok(None)
    } else {
        id(field, text).map(Some)
    }
}

/// The id of a thing that is looked up: what is no id names no thing.
pub(crate) fn sought<I: Id>(what: &'static str, text: &str) -> Result<I, Error> {
    text.parse().map_err(|_| Error::NotFound(what))
}

/// The id of a thing that is looked up, or of the caller's own where nothing is named.
pub(crate) fn optional_sought<I: Id>(what: &'static str, text: &str) -> Result<Option<I>, Error> {
    if text.is_empty() {
        Ok(None)
    } else {
        sought(what, text).map(Some)
    }
}

/// Which page is asked for.
pub(crate) fn page(asked: Option<PageRequest>) -> Result<Page, Error> {
    let asked = asked.unwrap_or_default();
    let limit = match asked.limit {
        0 => DEFAULT_LIMIT,
        limit if limit > LARGEST_LIMIT => {
            return Err(Error::field(
                "limit",
                limit.to_string(),
                format!("ask for 1 to {LARGEST_LIMIT} rows"),
            ));
        }
        limit => limit,
    };
    let at = At::from_text(&asked.cursor)
        .map_err(|e| Error::field("cursor", &asked.cursor, e.to_string()))?;
    Ok(Page { limit, at })
}

/// Where the pages around this one lie.
pub(crate) fn page_info<T>(listed: &Listed<T>) -> PageInfo {
    PageInfo {
        next_cursor: listed.next.unwrap_or_default().to_text(),
        previous_cursor: listed.previous.unwrap_or_default().to_text(),
        total: listed.total,
    }
}

/// A time that may not have come, as contracts carry it.
pub(crate) fn time(at: Option<Timestamp>) -> Option<prost_types::Timestamp> {
    at.map(Timestamp::proto)
}
