//! Proofs: Data Integrity (this module) and VC-JWT ([`jwt`]).
//!
//! Signing is split so that keys may live anywhere: [`prepare`] gives the bytes to sign, [`Unsigned::attach`] takes the
//! signature. <https://www.w3.org/TR/vc-data-integrity/>, <https://www.w3.org/TR/vc-di-eddsa/>,
//! <https://www.w3.org/TR/vc-di-ecdsa/>.
mod check;
mod data;
mod detached;
mod error;
pub mod jwt;
pub mod presentation;
pub mod sd;
mod sign;
mod suite;

use serde_json::Value;

pub use check::verify;
pub use error::ProofError;
pub use sign::{Options, Unsigned, prepare, prepare_another};
pub use suite::Suite;

use check::verify_for;
use data::hash_data;
use error::malformed;

use crate::json::{items, shown};

/// The proofs of a document: none, one object or a list.
///
/// ```
/// use openbadges::proof;
/// use serde_json::json;
///
/// assert_eq!(proof::proofs(&json!({"proof": {"type": "X"}})).len(), 1);
/// assert!(proof::proofs(&json!({})).is_empty());
/// ```
#[must_use]
pub fn proofs(document: &Value) -> &[Value] {
    items(document.get("proof"))
}

/// A short name of a proof for messages: its suite or type.
///
/// ```
/// use openbadges::proof;
/// use serde_json::json;
///
/// assert_eq!(proof::name_of(&json!({"type": "RsaSignature2018"})), "\"RsaSignature2018\"");
/// ```
#[must_use]
pub fn name_of(proof: &Value) -> String {
    let member = proof.get("cryptosuite").or_else(|| proof.get("type"));
    shown(member.unwrap_or(&Value::Null))
}
