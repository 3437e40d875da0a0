//! What kind of credential a document is.
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::json::strings;

/// What kind of credential a document is.
///
/// ```
/// use openbadges::ob3::{Kind, kind_of};
/// use serde_json::json;
///
/// assert_eq!(kind_of(&json!({"type": ["VerifiableCredential", "ClrCredential"]})), Kind::Clr);
/// assert_eq!(kind_of(&json!({"type": "DriversLicence"})), Kind::Other);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `OpenBadgeCredential` or `AchievementCredential`.
    Badge,
    /// `EndorsementCredential`.
    Endorsement,
    /// `ClrCredential`, a record that holds badges.
    Clr,
    /// A status list.
    StatusList,
    /// Any other verifiable credential.
    Other,
}

/// The kind by the `type` member.
///
/// ```
/// use openbadges::ob3::{Kind, kind_of};
/// use serde_json::json;
///
/// assert_eq!(kind_of(&json!({"type": ["VerifiableCredential", "OpenBadgeCredential"]})), Kind::Badge);
/// ```
#[must_use]
pub fn kind_of(document: &Value) -> Kind {
    let has = |name: &str| strings(document.get("type")).any(|kind| kind == name);
    if has("OpenBadgeCredential") || has("AchievementCredential") {
        Kind::Badge
    } else if has("EndorsementCredential") {
        Kind::Endorsement
    } else if has("ClrCredential") {
        Kind::Clr
    } else if has("BitstringStatusListCredential")
        || has("StatusList2021Credential")
        || has("RevocationList2020Credential")
    {
        Kind::StatusList
    } else {
        Kind::Other
    }
}
