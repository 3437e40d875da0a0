//! What issuance listens to.

use crate::Issuance;
use platform::bus::Subscription;

/// The facts of other services that issuance acts on.
pub fn subscriptions(_app: &Issuance) -> Vec<Subscription> {
    Vec::new()
}
