//! Excel's “Unicode text” as UTF-8, piece by piece.

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

/// Turns a file that begins with a UTF-16 byte order mark into UTF-8 as it comes; any other passes unchanged.
///
/// ```
/// use platform::csv::Utf16;
///
/// let mut file = Utf16::default();
/// let mut text = file.feed(b"\xFF").unwrap_or_default();
/// text.extend(file.feed(b"\xFEa\x00,\x00b\x00").unwrap_or_default());
/// text.extend(file.finish());
/// assert_eq!(text, b"a,b");
/// ```
#[derive(Default)]
pub struct Utf16 {
    head: Vec<u8>,
    decided: bool,
    decoder: Option<Decoder>,
}

impl Utf16 {
    /// What the next bytes of the file are in UTF-8; none while it is too early to tell.
    pub fn feed(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.read(bytes, false)
    }

    /// What is left when the file has ended.
    pub fn finish(&mut self) -> Vec<u8> {
        self.read(&[], true).unwrap_or_default()
    }

    fn read(&mut self, bytes: &[u8], is_last: bool) -> Option<Vec<u8>> {
        let mut input = std::mem::take(&mut self.head);
        input.extend_from_slice(bytes);
        if !self.decided {
            if input.len() < 2 && !is_last {
                self.head = input;
                return None;
            }
            self.decided = true;
            self.decoder = Encoding::for_bom(&input)
                .filter(|(e, _)| *e == UTF_16LE || *e == UTF_16BE)
                .map(|(e, _)| e.new_decoder_with_bom_removal());
        }
        let Some(decoder) = &mut self.decoder else {
            return Some(input);
        };
        let room = decoder
            .max_utf8_buffer_length(input.len())
            .unwrap_or(input.len() * 3 + 16);
        let mut text = String::with_capacity(room);
        let _room_is_enough = decoder.decode_to_string(&input, &mut text, is_last);
        Some(text.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(pieces: &[&[u8]]) -> String {
        let mut utf16 = Utf16::default();
        let mut out = Vec::new();
        for piece in pieces {
            out.extend(utf16.feed(piece).unwrap_or_default());
        }
        out.extend(utf16.finish());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn unicode_text_of_excel_is_read_wherever_it_is_cut() {
        let little = [0xFF, 0xFE]
            .into_iter()
            .chain("naïve 💡".encode_utf16().flat_map(u16::to_le_bytes));
        let big = [0xFE, 0xFF]
            .into_iter()
            .chain("naïve 💡".encode_utf16().flat_map(u16::to_be_bytes));
        for bytes in [little.collect::<Vec<u8>>(), big.collect()] {
            for at in 0..bytes.len() {
                assert_eq!(
                    through(&[&bytes[..at], &bytes[at..]]),
                    "naïve 💡",
                    "cut at {at}"
                );
            }
        }
    }

    #[test]
    fn any_other_file_passes_unchanged() {
        assert_eq!(through(&[b"a", b",b\n"]), "a,b\n");
        assert_eq!(through(&[b"\xEF\xBB\xBFa"]), "\u{feff}a");
        assert_eq!(through(&[b"a"]), "a");
        assert_eq!(through(&[]), "");
    }
}
