//! Signing keys at work: opened once, kept ready, never shown.

use crate::Error;
use platform::{Foundation, Kind, Refusal, ids::IssuerId};

/// A key that cannot sign.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The issuer has no key in use.
    #[error("issuer {0} has no signing key in use; rotate its key to make one")]
    NoKey(IssuerId),
}
impl Refusal for SigningError {
    fn kind(&self) -> Kind {
        Kind::Internal
    }
    fn code(&self) -> &'static str {
        "signing"
    }
}

/// The signing keys of all issuers.
#[derive(Clone)]
pub struct Keys;

impl Keys {
    pub(crate) fn local(_foundation: &Foundation) -> Self {
        Self
    }
}
