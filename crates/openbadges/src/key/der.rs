//! The DER that RSA keys come in: `RSAPublicKey ::= SEQUENCE { n INTEGER, e INTEGER }` (RFC 8017 §A.1.1), as
//! the multicodec 0x1205 of `did:key` holds it.

/// Modulus and exponent, big-endian without leading zeros.
pub(super) fn read_rsa(der: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let (body, rest) = element(der, 0x30)?;
    let (n, body) = element(body, 0x02)?;
    let (e, body) = element(body, 0x02)?;
    (rest.is_empty() && body.is_empty()).then_some((positive(n)?, positive(e)?))
}

/// The structure for a modulus and an exponent.
pub(super) fn write_rsa(n: &[u8], e: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        // The first bit is the sign.
        let zero: &[u8] = if number.first().is_none_or(|first| first & 0x80 != 0) {
            &[0]
        } else {
            &[]
        };
        tagged(0x02, &[zero, number].concat())
    };
    tagged(0x30, &[integer(n), integer(e)].concat())
}

/// `SubjectPublicKeyInfo` (RFC 5280 §4.1) of an RSA key, as PEM files hold it.
pub(super) fn write_spki(n: &[u8], e: &[u8]) -> Vec<u8> {
    // AlgorithmIdentifier { rsaEncryption, NULL }
    const RSA: [u8; 15] = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    let bits = tagged(0x03, &[&[0], &write_rsa(n, e)[..]].concat());
    tagged(0x30, &[&RSA, &bits[..]].concat())
}

/// An element with its tag, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = der.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81 => {
            let (length, rest) = rest.split_first()?;
            (usize::from(*length), rest)
        }
        0x82 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*length)), rest)
        }
        _ => return None,
    };
    (*found == tag).then(|| rest.split_at_checked(length))?
}

fn tagged(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = body.len().to_be_bytes();
    let length = match length {
        [.., 0, short] if body.len() < 0x80 => vec![short],
        [.., 0, one] if body.len() < 0x100 => vec![0x81, one],
        [.., high, low] => vec![0x82, high, low],
    };
    [&[tag], &length[..], body].concat()
}

fn positive(integer: &[u8]) -> Option<Vec<u8>> {
    match integer {
        [0, rest @ ..] if !rest.is_empty() => Some(rest.to_vec()),
        [first, ..] if first & 0x80 == 0 => Some(integer.to_vec()),
        _ => None,
    }
}
