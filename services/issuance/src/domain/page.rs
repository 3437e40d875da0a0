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
    "this is no cursor of this list; take `next_cursor` or `previous_cursor` of another page as it is, or leave it out for the first page"
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

/// Where a page lies in its list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// At the beginning.
    #[default]
    Start,
    /// Behind this row.
    After(Cursor),
    /// Before this row, up to it.
    Before(Cursor),
}

/// What a cursor that leads back begins with; no other cursor has it.
const BACK: char = '.';

impl At {
    /// As callers carry it; empty for the beginning.
    pub fn to_text(self) -> String {
        match self {
            Self::Start => String::new(),
            Self::After(cursor) => cursor.to_text(),
            Self::Before(cursor) => format!("{BACK}{}", cursor.to_text()),
        }
    }

    /// Reads it back.
    ///
    /// # Errors
    /// [`NotACursor`].
    pub fn from_text(text: &str) -> Result<Self, NotACursor> {
        match text.strip_prefix(BACK) {
            _ if text.is_empty() => Ok(Self::Start),
            Some(cursor) => Cursor::from_text(cursor).map(Self::Before),
            None => Cursor::from_text(text).map(Self::After),
        }
    }
}

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many rows at most.
    pub limit: u32,
    /// Where it lies.
    pub at: At,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            limit: DEFAULT_LIMIT,
            at: At::Start,
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page begins; none on the last.
    pub next: Option<At>,
    /// Where the page before lies; none on the first.
    pub previous: Option<At>,
    /// How many rows the whole list has, where somebody counted.
    pub total: Option<u64>,
}

impl<T> Listed<T> {
    /// With the number of rows in the whole list.
    #[must_use]
    pub fn of(self, total: u64) -> Self {
        Self {
            total: Some(total),
            ..self
        }
    }

    /// The same place in the list, each row made into another.
    pub fn with<U>(self, rows: Vec<U>) -> Listed<U> {
        Listed {
            rows,
            next: self.next,
            previous: self.previous,
            total: self.total,
        }
    }
}

impl Page {
    /// One row more than asked for tells whether there is another page: query this many.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Makes the page of up to [`Page::fetch`] rows; `place` tells where a row stands. A page that lies before a row
    /// is read backwards, from that row on, and turned round here.
    pub fn listed<T>(&self, mut rows: Vec<T>, place: impl Fn(&T) -> Cursor) -> Listed<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let backwards = matches!(self.at, At::Before(_));
        if backwards {
            rows.reverse();
        }
        let (before, behind) = match self.at {
            At::Start => (false, more),
            At::After(_) => (true, more),
            At::Before(_) => (more, true),
        };
        let first = rows.first().filter(|_| before);
        let last = rows.last().filter(|_| behind);
        Listed {
            next: last.map(|row| At::After(place(row))),
            previous: first.map(|row| At::Before(place(row))),
            total: None,
            rows,
        }
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
            at: At::Start,
        };
        let place = |n: &u128| Cursor {
            at: 0,
            id: Uuid::from_u128(*n),
        };
        assert_eq!(page.listed(vec![1, 2], place).next, None);
        let first = page.listed(vec![1, 2, 3], place);
        assert_eq!(
            (first.rows, first.next, first.previous),
            (vec![1, 2], Some(At::After(place(&2))), None)
        );
    }

    #[test]
    fn a_page_leads_back_to_the_one_before() {
        let place = |n: &u128| Cursor {
            at: 0,
            id: Uuid::from_u128(*n),
        };
        let page = |at| Page { limit: 2, at };
        let second = page(At::After(place(&2))).listed(vec![3, 4, 5], place);
        assert_eq!(second.previous, Some(At::Before(place(&3))));
        // Read backwards from row 3: 2, 1 and nothing more.
        let back = page(At::Before(place(&3))).listed(vec![2, 1], place);
        assert_eq!(
            (back.rows, back.next, back.previous),
            (vec![1, 2], Some(At::After(place(&2))), None)
        );
        // Read backwards from row 5: there is one more than fits.
        let middle = page(At::Before(place(&5))).listed(vec![4, 3, 2], place);
        assert_eq!(
            (middle.rows, middle.previous),
            (vec![3, 4], Some(At::Before(place(&3))))
        );
        for at in [At::Start, At::After(place(&7)), At::Before(place(&7))] {
            assert_eq!(At::from_text(&at.to_text()), Ok(at));
        }
        assert_eq!(At::from_text("."), Err(NotACursor));
    }
}
