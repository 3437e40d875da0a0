//! Pages of a list: stable under insertions, because a page begins behind a row and not at a number.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

/// How many rows a page has where nothing is said.
pub const DEFAULT_LIMIT: u32 = 50;
/// How many it has at most.
pub const LARGEST_LIMIT: u32 = 200;

/// A place in a list that is ordered by a number (a time, mostly) and then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The number the list is ordered by.
    pub at: i64,
    /// Tells rows with the same number apart.
    pub id: Uuid,
}

/// A text that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no cursor of this list; take `next_cursor` of the page before as it is, or leave it out for the first page"
)]
pub struct NotACursor;

impl Cursor {
    /// As callers carry it: they need not read it.
    pub fn to_text(self) -> String {
        let mut bytes = [0; 24];
        bytes[..8].copy_from_slice(&self.at.to_be_bytes());
        bytes[8..].copy_from_slice(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`NotACursor`].
    pub fn from_text(text: &str) -> Result<Self, NotACursor> {
        let bytes: [u8; 24] = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|b| b.try_into().ok())
            .ok_or(NotACursor)?;
        let (at, id) = bytes.split_at(8);
        Ok(Self {
            at: i64::from_be_bytes(at.try_into().map_err(|_| NotACursor)?),
            id: Uuid::from_slice(id).map_err(|_| NotACursor)?,
        })
    }
}

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many rows at most.
    pub limit: u32,
    /// The row it begins behind.
    pub after: Option<Cursor>,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: DEFAULT_LIMIT,
            after: None,
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

impl Page {
    /// One row more than asked for tells whether there is another page: query this many.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Makes the page of up to [`Page::fetch`] rows; `place` tells where a row stands.
    pub fn listed<T>(&self, mut rows: Vec<T>, place: impl Fn(&T) -> Cursor) -> Listed<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(place) } else { None };
        Listed { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_rubbish_is_refused() {
        let cursor = Cursor {
            at: -7,
            id: Uuid::from_u128(42),
        };
        assert_eq!(Cursor::from_text(&cursor.to_text()), Ok(cursor));
        for bad in ["", "x", "!!!!", &cursor.to_text()[1..]] {
            assert_eq!(Cursor::from_text(bad), Err(NotACursor), "{bad}");
        }
    }

    #[test]
    fn there_is_a_next_page_only_if_there_is_one_more_row() {
        let page = Page {
            limit: 2,
            after: None,
        };
        let place = |n: &u128| Cursor {
            at: 0,
            id: Uuid::from_u128(*n),
        };
        assert_eq!(page.listed(vec![1, 2], place).next, None);
        let first = page.listed(vec![1, 2, 3], place);
        assert_eq!((first.rows, first.next), (vec![1, 2], Some(place(&2))));
    }
}
