//! What there is to know about each kind of key.
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256K1_SHA256_FIXED, ECDSA_P384_SHA384_FIXED,
    ECDSA_P521_SHA512_FIXED, EcdsaVerificationAlgorithm, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
};

use super::PublicKey;

/// Largest RSA modulus that is accepted, in bytes (8192 bits).
pub(super) const RSA_MAX: usize = 1024;

/// How an RSA signature fills its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Padding {
    /// RSASSA-PKCS1-v1_5.
    Pkcs1,
    /// RSASSA-PSS.
    Pss,
}

impl Padding {
    pub(crate) fn parameters(self, hash: u16) -> &'static RsaParameters {
        match (self, hash) {
            (Self::Pkcs1, 512) => &RSA_PKCS1_2048_8192_SHA512,
            (Self::Pkcs1, 384) => &RSA_PKCS1_2048_8192_SHA384,
            (Self::Pkcs1, _) => &RSA_PKCS1_2048_8192_SHA256,
            (Self::Pss, 512) => &RSA_PSS_2048_8192_SHA512,
            (Self::Pss, 384) => &RSA_PSS_2048_8192_SHA384,
            (Self::Pss, _) => &RSA_PSS_2048_8192_SHA256,
        }
    }
}

/// What there is to know about an elliptic curve of ECDSA.
#[derive(Clone, Copy)]
pub(super) struct Curve {
    /// As JWKs name it.
    pub name: &'static str,
    /// What stands before a point in a Multikey.
    pub codec: &'static [u8],
    /// Bytes of a compressed point.
    pub compressed: usize,
    pub algorithm: &'static EcdsaVerificationAlgorithm,
    pub key: fn(Vec<u8>) -> PublicKey,
}

impl Curve {
    pub(super) const P256: Self = Self {
        name: "P-256",
        codec: &[0x80, 0x24],
        compressed: 33,
        algorithm: &ECDSA_P256_SHA256_FIXED,
        key: PublicKey::P256,
    };
    pub(super) const P384: Self = Self {
        name: "P-384",
        codec: &[0x81, 0x24],
        compressed: 49,
        algorithm: &ECDSA_P384_SHA384_FIXED,
        key: PublicKey::P384,
    };
    pub(super) const P521: Self = Self {
        name: "P-521",
        codec: &[0x82, 0x24],
        compressed: 67,
        algorithm: &ECDSA_P521_SHA512_FIXED,
        key: PublicKey::P521,
    };
    pub(super) const SECP256K1: Self = Self {
        name: "secp256k1",
        codec: &[0xe7, 0x01],
        compressed: 33,
        algorithm: &ECDSA_P256K1_SHA256_FIXED,
        key: PublicKey::Secp256k1,
    };
    pub(super) const ALL: [Self; 4] = [Self::P256, Self::P384, Self::P521, Self::SECP256K1];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.name == name)
    }

    pub(super) fn of(key: &PublicKey) -> Option<Self> {
        Self::named(key.kind())
    }
}
