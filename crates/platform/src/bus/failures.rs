use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use uuid::Uuid;

/// So many events are remembered; beyond that all begin anew, which only means more attempts.
const MOST: usize = 10_000;

/// How often events have failed here for reasons of their own. The server counts every delivery, also those while
/// somebody was away, or that nobody had begun with in time; by its count a sound event would be put aside.
#[derive(Default)]
pub(super) struct Failures(Mutex<BTreeMap<Uuid, i32>>);

impl Failures {
    /// Notes that an event failed; answers how often it had failed before.
    pub(super) fn failed(&self, event: Uuid) -> i32 {
        let mut all = self.all();
        if all.len() >= MOST && !all.contains_key(&event) {
            all.clear();
        }
        let times = all.entry(event).or_default();
        *times += 1;
        *times - 1
    }

    /// Forgets an event: it was dealt with, or put aside.
    pub(super) fn over(&self, event: Uuid) {
        self.all().remove(&event);
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<Uuid, i32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_of_an_event_are_counted_until_it_is_dealt_with() {
        let (failures, event) = (Failures::default(), Uuid::from_u128(1));
        assert_eq!((failures.failed(event), failures.failed(event)), (0, 1));
        assert_eq!(failures.failed(Uuid::from_u128(2)), 0);
        failures.over(event);
        assert_eq!(failures.failed(event), 0);
    }

    #[test]
    fn what_is_remembered_has_an_end() {
        let failures = Failures::default();
        for n in 0..=MOST as u128 {
            failures.failed(Uuid::from_u128(n));
        }
        assert_eq!(failures.all().len(), 1);
    }
}
