//! The little of CBOR (RFC 8949) that proof values use: whole numbers, byte and text strings, arrays, maps; no tags, no
//! indefinite lengths.

fn head(major: u8, value: usize, out: &mut Vec<u8>) {
    let major = major << 5;
    let value = value as u64;
    let bytes = value.to_be_bytes();
    match value {
        0..24 => out.push(major | bytes[7]),
        24..0x100 => out.extend_from_slice(&[major | 24, bytes[7]]),
        0x100..0x1_0000 => out.extend_from_slice(&[major | 25, bytes[6], bytes[7]]),
        0x1_0000..0x1_0000_0000 => {
            out.push(major | 26);
            out.extend_from_slice(&bytes[4..]);
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&bytes);
        }
    }
}

pub(super) fn number(value: usize, out: &mut Vec<u8>) {
    head(0, value, out);
}

pub(super) fn bytes(value: &[u8], out: &mut Vec<u8>) {
    head(2, value.len(), out);
    out.extend_from_slice(value);
}

pub(super) fn text(value: &str, out: &mut Vec<u8>) {
    head(3, value.len(), out);
    out.extend_from_slice(value.as_bytes());
}

pub(super) fn array(length: usize, out: &mut Vec<u8>) {
    head(4, length, out);
}

pub(super) fn map(length: usize, out: &mut Vec<u8>) {
    head(5, length, out);
}

/// Reads hostile bytes; each answer is `None` where something else stands there.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn head(&mut self, major: u8) -> Option<usize> {
        let first = *self.take(1)?.first()?;
        if first >> 5 != major {
            return None;
        }
        let length = match first & 31 {
            small @ 0..24 => return Some(usize::from(small)),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return None,
        };
        let value = self
            .take(length)?
            .iter()
            .fold(0u64, |value, byte| (value << 8) | u64::from(*byte));
        usize::try_from(value).ok()
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        self.head(0)
    }

    /// A byte string, of a certain length where one is given.
    pub(super) fn bytes(&mut self, length: Option<usize>) -> Option<Vec<u8>> {
        let found = self.head(2)?;
        if length.is_some_and(|length| length != found) {
            return None;
        }
        Some(self.take(found)?.to_vec())
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.head(3)?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    pub(super) fn array(&mut self) -> Option<usize> {
        self.head(4)
    }

    pub(super) fn list<T>(&mut self, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.array()?;
        self.several(length, item)
    }

    /// A map as a list of pairs, each of which `pair` reads.
    pub(super) fn pairs<T>(&mut self, pair: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.head(5)?;
        self.several(length, pair)
    }

    fn several<T>(
        &mut self,
        length: usize,
        item: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        // Each item takes a byte at least: no memory for lengths that only claim to be long.
        if length > self.rest.len() {
            return None;
        }
        (0..length).map(|_| item(self)).collect()
    }
}
