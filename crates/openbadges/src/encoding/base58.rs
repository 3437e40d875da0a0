//! Base58 with the Bitcoin alphabet, five digits at a time: signatures are written in it, and digit by digit the writing
//! would take as long as the signing.

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// 58⁵, the largest power that fits 32 bits.
const STEP: u64 = 58 * 58 * 58 * 58 * 58;

pub(super) fn encode(bytes: &[u8]) -> String {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let mut words = words(&bytes[zeros..]);
    // Letters from the last to the first.
    let mut letters = Vec::with_capacity(bytes.len() * 138 / 100 + 21);
    let mut first = 0;
    while first < words.len() {
        // Four divisions in one pass: a processor does them side by side, one word apart.
        let mut rests = [0; 4];
        for word in &mut words[first..] {
            for rest in &mut rests {
                let value = (*rest << 32) | u64::from(*word);
                *word = u32::try_from(value / STEP).unwrap_or_default();
                *rest = value % STEP;
            }
        }
        for rest in rests {
            let mut digits = u32::try_from(rest).unwrap_or_default();
            for _ in 0..5 {
                letters.push(letter(digits % 58));
                digits /= 58;
            }
        }
        while words.get(first) == Some(&0) {
            first += 1;
        }
    }
    while letters.last() == Some(&b'1') {
        letters.pop();
    }
    letters.extend(std::iter::repeat_n(b'1', zeros));
    letters.reverse();
    // They are of the alphabet: it cannot fail.
    String::from_utf8(letters).unwrap_or_default()
}

fn letter(digit: u32) -> u8 {
    let at = usize::try_from(digit).unwrap_or_default();
    ALPHABET.get(at).copied().unwrap_or(b'1')
}

/// Big-endian words of 32 bits.
fn words(bytes: &[u8]) -> Vec<u32> {
    let (head, tail) = bytes.split_at(bytes.len() % 4);
    let word = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0u32, |word, byte| (word << 8) | u32::from(*byte))
    };
    let head = (!head.is_empty()).then(|| word(head));
    head.into_iter()
        .chain(tail.chunks_exact(4).map(word))
        .collect()
}

/// None for letters outside the alphabet.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    let zeros = text.iter().take_while(|byte| **byte == b'1').count();
    // Words from the last to the first.
    let mut words: Vec<u32> = Vec::with_capacity(text.len() / 5 + 1);
    for digits in text[zeros..].chunks(5) {
        let mut carry = 0u64;
        let mut step = 1u64;
        for byte in digits {
            carry = carry * 58 + digit(*byte)?;
            step *= 58;
        }
        for word in &mut words {
            let value = u64::from(*word) * step + carry;
            *word = u32::try_from(value & 0xffff_ffff).unwrap_or_default();
            carry = value >> 32;
        }
        if carry > 0 {
            words.push(u32::try_from(carry).unwrap_or_default());
        }
    }
    let mut bytes = vec![0; zeros];
    let number = words.iter().rev().flat_map(|word| word.to_be_bytes());
    bytes.extend(number.skip_while(|byte| *byte == 0));
    Some(bytes)
}

fn digit(byte: u8) -> Option<u64> {
    const DIGITS: [u8; 128] = {
        let mut digits = [255; 128];
        let mut at = 0;
        while at < 58 {
            digits[ALPHABET[at] as usize] = at as u8;
            at += 1;
        }
        digits
    };
    let digit = *DIGITS.get(usize::from(byte))?;
    (digit != 255).then(|| u64::from(digit))
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_equals_the_usual_library(bytes in prop::collection::vec(any::<u8>(), 0..100), zeros in 0usize..4) {
            let bytes = [vec![0; zeros], bytes].concat();
            let text = encode(&bytes);
            prop_assert_eq!(&text, &bs58::encode(&bytes).into_string());
            prop_assert_eq!(decode(&text), Some(bytes));
        }

        #[test]
        fn it_reads_what_the_usual_library_reads(text in "[1-9A-Za-z]{0,60}") {
            prop_assert_eq!(decode(&text), bs58::decode(&text).into_vec().ok());
        }
    }

    #[test]
    fn other_letters_are_refused() {
        for bad in ["0", "O", "I", "l", "+", "é", "1 "] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }
}
