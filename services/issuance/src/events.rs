//! What issuance publishes and what it listens to.

use crate::{
    Issuance,
    domain::{achievement::Achievement, issuer::Issuer, key::SigningKey},
};
use contracts::events::v1 as facts;
use platform::bus::Subscription;

/// The facts of other services that issuance acts on.
pub fn subscriptions(_app: &Issuance) -> Vec<Subscription> {
    Vec::new()
}

/// An issuer was made, or what it says of itself changed.
pub(crate) fn issuer_changed(issuer: &Issuer) -> facts::IssuerChanged {
    facts::IssuerChanged { issuer_id: issuer.id.to_string(), version: issuer.version }
}

/// An issuer has a new key.
pub(crate) fn key_rotated(issuer: &Issuer, key: &SigningKey) -> facts::KeyRotated {
    facts::KeyRotated { issuer_id: issuer.id.to_string(), key_id: key.method(&issuer.did) }
}

/// An achievement was made, changed or archived.
pub(crate) fn achievement_changed(achievement: &Achievement) -> facts::AchievementChanged {
    facts::AchievementChanged {
        achievement_id: achievement.id.to_string(),
        issuer_id: achievement.issuer.to_string(),
        version: achievement.changes,
    }
}
