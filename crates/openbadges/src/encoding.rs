//! Text forms of bytes: hex, base64url without padding, multibase.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

mod base58;

/// Lower-case hex.
///
/// ```
/// assert_eq!(openbadges::encoding::hex(&[0, 255]), "00ff");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// SHA-256 in lower-case hex.
///
/// ```
/// let digest = openbadges::encoding::sha256_hex(b"abc");
/// assert!(digest.starts_with("ba7816bf"));
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Base64url without padding (RFC 4648 §5).
///
/// ```
/// assert_eq!(openbadges::encoding::base64url(&[251, 255]), "-_8");
/// ```
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads base64url without padding; other alphabets, padding and stray trailing bits are refused.
///
/// ```
/// use openbadges::encoding::from_base64url;
///
/// assert_eq!(from_base64url("-_8"), Some(vec![251, 255]));
/// assert_eq!(from_base64url("-_8="), None);
/// ```
#[must_use]
pub fn from_base64url(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Multibase `z`: base58 (Bitcoin alphabet).
///
/// ```
/// use openbadges::encoding::{base58btc, from_multibase};
///
/// assert_eq!(base58btc(&[1, 2, 3]), "zLdp");
/// assert_eq!(from_multibase("zLdp"), Some(vec![1, 2, 3]));
/// ```
#[must_use]
pub fn base58btc(bytes: &[u8]) -> String {
    ["z", &base58::encode(bytes)].concat()
}

/// Reads multibase: `z` (base58btc) or `u` (base64url). Input over 4096 characters is refused, base58 being quadratic.
///
/// ```
/// use openbadges::encoding::from_multibase;
///
/// assert_eq!(from_multibase("u-_8"), Some(vec![251, 255]));
/// assert_eq!(from_multibase("f00"), None);
/// ```
#[must_use]
pub fn from_multibase(text: &str) -> Option<Vec<u8>> {
    if text.len() > 4096 {
        return None;
    }
    match text.split_at_checked(1)? {
        ("z", rest) => base58::decode(rest),
        ("u", rest) => from_base64url(rest),
        _ => None,
    }
}
