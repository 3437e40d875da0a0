//! Small readings that several contracts share.

use crate::Error;
use platform::ids::Id;

/// An id in a field. The refusal names the field, the value and how such an id looks.
pub(crate) fn id<I: Id>(field: &'static str, text: &str) -> Result<I, Error> {
    text.parse().map_err(|error| Error::id(field, &error, text))
}

/// An id in a field that may be empty.
pub(crate) fn optional_id<I: Id>(field: &'static str, text: &str) -> Result<Option<I>, Error> {
    if text.is_empty() { Ok(None) } else { id(field, text).map(Some) }
}

/// The id of a thing that is looked up: what is no id names no thing.
pub(crate) fn sought<I: Id>(what: &'static str, text: &str) -> Result<I, Error> {
    text.parse().map_err(|_| Error::NotFound(what))
}
