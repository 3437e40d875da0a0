//! AES-256-GCM with a random nonce in front, and nothing else.

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rand,
};

/// First byte of everything sealed.
pub(super) const VERSION: u8 = 1;
/// Length of the authentication tag.
const TAG_LEN: usize = 16;

/// Parts joined with their lengths, so that no two lists of parts give the same bytes.
pub(super) fn join(parts: &[&str]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part.as_bytes());
    }
    joined
}

/// An AES-256-GCM key of exactly these bytes.
#[expect(
    clippy::expect_used,
    reason = "32 bytes always are an AES-256 key: the length is the only thing that is checked"
)]
pub(super) fn key(bytes: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, bytes).expect("an AES-256 key has 32 bytes"))
}

/// Random bytes from the operating system.
#[expect(
    clippy::expect_used,
    reason = "without the system's randomness nothing may be sealed; there is no way to go on"
)]
pub(super) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

/// Appends nonce, ciphertext and tag of `plain` to `header`.
#[expect(
    clippy::expect_used,
    reason = "sealing fails only beyond 64 GiB, which is more than a value in memory can be here"
)]
pub(super) fn seal(
    key: &LessSafeKey,
    header: &[u8],
    authenticated: &[u8],
    plain: &[u8],
) -> Vec<u8> {
    let nonce = random::<NONCE_LEN>();
    let start = header.len() + NONCE_LEN;
    let mut out = Vec::with_capacity(start + plain.len() + TAG_LEN);
    out.extend_from_slice(header);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(plain);
    let tag = key
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(authenticated),
            &mut out[start..],
        )
        .expect("a value is shorter than 64 GiB");
    out.extend_from_slice(tag.as_ref());
    out
}

/// The plain text of nonce, ciphertext and tag; none when the key, the place or a byte is wrong.
pub(super) fn open(key: &LessSafeKey, authenticated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE_LEN>()?;
    let mut plain = ciphertext.to_vec();
    let length = key
        .open_in_place(
            Nonce::assume_unique_for_key(*nonce),
            Aad::from(authenticated),
            &mut plain,
        )
        .ok()?
        .len();
    plain.truncate(length);
    Some(plain)
}
