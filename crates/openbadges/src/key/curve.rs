//! The checks that make Ed25519 verification strict, on bytes.
//!
//! aws-lc refuses S >= L but accepts keys of small order, under which one signature fits any message.

/// The encodings of the points of small order, sign bit cleared: 0, 1, the two of order 8, p-1, p, p+1.
const SMALL_ORDER: [[u8; 32]; 7] = [
    [0; 32],
    with_first([0; 32], 1),
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
    with_first(NEAR_P, 0xec),
    with_first(NEAR_P, 0xed),
    with_first(NEAR_P, 0xee),
];

const NEAR_P: [u8; 32] = {
    let mut bytes = [0xff; 32];
    bytes[31] = 0x7f;
    bytes
};

/// The group order L, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

const fn with_first(mut bytes: [u8; 32], first: u8) -> [u8; 32] {
    bytes[0] = first;
    bytes
}

/// Whether a point encoding is of small order, or its y coordinate is not below p.
pub(super) fn is_weak(point: &[u8; 32]) -> bool {
    let mut y = *point;
    y[31] &= 0x7f;
    let not_canonical = y[0] >= 0xed && y[1..] == NEAR_P[1..];
    not_canonical || SMALL_ORDER.contains(&y)
}

/// Whether a signature has 64 bytes, S below L and an R that is not of small order.
pub(super) fn is_strict_signature(signature: &[u8]) -> bool {
    let Some((r, s)) = signature.split_at_checked(32) else {
        return false;
    };
    let (Ok(r), Ok(s)) = (<&[u8; 32]>::try_from(r), <&[u8; 32]>::try_from(s)) else {
        return false;
    };
    s.iter().rev().lt(ORDER.iter().rev()) && !is_weak(r)
}

/// A SEC 1 point in compressed form.
pub(super) fn compress(point: &[u8]) -> Vec<u8> {
    match point {
        [4, rest @ ..] => {
            let x = &rest[..rest.len() / 2];
            let parity = rest.last().map_or(0, |last| last & 1);
            [&[2 + parity], x].concat()
        }
        other => other.to_vec(),
    }
}
