//! The facts this service publishes. It listens to none.

use crate::domain::watch::{Before, Watch};
use contracts::events::v1::BadgeRechecked;

/// Verdict or state of a watched badge changed.
pub(crate) fn rechecked(watch: &Watch, before: &Before) -> BadgeRechecked {
    BadgeRechecked {
        watch_id: watch.id.to_string(),
        watcher: watch.watcher.clone(),
        owner: watch.owner.clone(),
        version: watch.version,
        verdict: watch.verdict.clone(),
        state: watch.state.clone(),
        previous_verdict: before.verdict.clone(),
        previous_state: before.state.clone(),
        checked_at: Some(watch.checked_at.proto()),
    }
}
