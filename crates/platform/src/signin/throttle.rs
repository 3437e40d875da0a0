//! A limit on how often one source may try, in memory and per process.

use std::{
    num::NonZeroU32,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::DashMapStateStore,
};
use sha2::{Digest as _, Sha256};

/// After so many checks at the least, sources that are back to their full allowance are forgotten.
const SWEEP_EVERY: usize = 4096;

/// A source is kept by the first half of its SHA-256: it may be an address, and it may be long.
type Key = [u8; 16];

/// How often one source (a client address, an account) may do something. Each replica counts for itself; a
/// limit that safety rests on is a row of a table instead.
pub struct Throttle<C: Clock = DefaultClock> {
    limiter: RateLimiter<Key, DashMapStateStore<Key>, C, NoOpMiddleware<C::Instant>>,
    /// How many checks are left until the next sweep.
    left: AtomicUsize,
}

/// The source must wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many requests: try again in {} s", self.seconds())]
pub struct RetryAfter(pub Duration);

impl RetryAfter {
    /// Whole seconds to wait, at least one, as the `Retry-After` header wants them.
    pub fn seconds(self) -> u64 {
        let whole = self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0);
        whole.max(1)
    }
}

impl Throttle {
    /// So many in a minute from one source (at least one), all at once if it likes.
    pub fn per_minute(times: u32) -> Self {
        Self::new(
            Quota::per_minute(at_least_one(times)),
            DefaultClock::default(),
        )
    }

    /// So many in an hour from one source (at least one), all at once if it likes.
    pub fn per_hour(times: u32) -> Self {
        Self::new(
            Quota::per_hour(at_least_one(times)),
            DefaultClock::default(),
        )
    }
}

impl<C: Clock> Throttle<C> {
    fn new(quota: Quota, clock: C) -> Self {
        Self {
            limiter: RateLimiter::dashmap_with_clock(quota, clock),
            left: AtomicUsize::new(SWEEP_EVERY),
        }
    }

    /// Counts one request of this source.
    ///
    /// # Errors
    /// [`RetryAfter`] when it has used up its allowance; the request is not counted then.
    pub fn check(&self, source: &str) -> Result<(), RetryAfter> {
        if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.limiter.retain_recent();
            // A sweep looks at every source: with many of them it comes as much more seldom, so that a check costs
            // the same however many there are.
            let next = self.limiter.len().max(SWEEP_EVERY);
            self.left.store(next, Ordering::Relaxed);
        }
        let digest = Sha256::digest(source.as_bytes());
        let key: Key = std::array::from_fn(|i| digest[i]);
        self.limiter
            .check_key(&key)
            .map_err(|not_until| RetryAfter(not_until.wait_time_from(self.limiter.clock().now())))
    }
}

impl<C: Clock> std::fmt::Debug for Throttle<C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Throttle")
            .field("sources", &self.limiter.len())
            .finish_non_exhaustive()
    }
}

fn at_least_one(times: u32) -> NonZeroU32 {
    NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN)
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn throttle(times: u32) -> (Throttle<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let quota = Quota::per_minute(at_least_one(times));
        (Throttle::new(quota, clock.clone()), clock)
    }

    #[test]
    fn a_source_waits_for_its_allowance_and_others_do_not() {
        let (throttle, clock) = throttle(3);
        for _ in 0..3 {
            throttle.check("198.51.100.7").unwrap();
        }
        let wait = throttle.check("198.51.100.7").unwrap_err();
        assert_eq!(wait.seconds(), 20);
        assert_eq!(wait.to_string(), "too many requests: try again in 20 s");
        throttle.check("198.51.100.8").unwrap();
        clock.advance(Duration::from_secs(19));
        assert_eq!(throttle.check("198.51.100.7").unwrap_err().seconds(), 1);
        clock.advance(Duration::from_secs(1));
        throttle.check("198.51.100.7").unwrap();
    }

    #[test]
    fn sources_that_rested_are_forgotten() {
        let (throttle, clock) = throttle(1);
        for source in 0..SWEEP_EVERY - 1 {
            throttle.check(&source.to_string()).unwrap();
        }
        assert_eq!(throttle.limiter.len(), SWEEP_EVERY - 1);
        clock.advance(Duration::from_secs(3600));
        throttle.check("late").unwrap();
        assert_eq!(throttle.limiter.len(), 1);
    }

    #[test]
    fn with_many_sources_a_sweep_comes_later_and_still_comes() {
        let (throttle, clock) = throttle(1);
        let many = 3 * SWEEP_EVERY;
        for source in 0..many {
            throttle.check(&source.to_string()).unwrap();
        }
        clock.advance(Duration::from_secs(3600));
        // The sweep after so many sources waits for as many checks, and no longer.
        for _ in 0..many {
            let _ = throttle.check("busy");
        }
        assert_eq!(throttle.limiter.len(), 1);
    }

    #[test]
    fn an_allowance_of_nothing_is_one() {
        assert_eq!(Throttle::per_minute(0).check("x"), Ok(()));
        assert!(Throttle::per_hour(1).check("x").is_ok());
    }
}
