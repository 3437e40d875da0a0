//! The way to somebody who may be away: while they are, one looks whether they are back and all others wait.

use platform::clock::Timestamp;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// When it is looked again after somebody was found away the first time.
pub const FIRST: Duration = Duration::from_secs(5);
/// The longest until it is looked again.
pub const LONGEST: Duration = Duration::from_secs(30);
/// How long the one who looks may take before another looks.
const LOOK: Duration = Duration::from_secs(5);

/// What a gate says to who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Go on.
    Open,
    /// Go and look, alone.
    Look,
    /// They are away; come again then.
    Closed(Timestamp),
}

/// A gate. It begins open.
#[derive(Debug, Default)]
pub struct Gate(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// How often in a row nobody was there.
    times: u32,
    /// When somebody may look again.
    until: Timestamp,
    /// Whether somebody is looking.
    looked: bool,
}

impl Gate {
    /// Asks to pass. Whoever is told to look says afterwards what they found.
    pub fn pass(&self, now: Timestamp) -> Pass {
        let mut state = self.state();
        if state.times == 0 {
            Pass::Open
        } else if now < state.until {
            Pass::Closed(state.until)
        } else {
            state.until = now.plus(LOOK);
            state.looked = true;
            Pass::Look
        }
    }

    /// Somebody was there.
    pub fn there(&self) {
        *self.state() = State::default();
    }

    /// Nobody was there. Answers when it is looked again: each time later, but no later for all those who had passed
    /// before it was closed.
    pub fn away(&self, now: Timestamp) -> Timestamp {
        let mut state = self.state();
        if state.times == 0 || state.looked || now >= state.until {
            let doublings = state.times.min(3);
            state.until = now.plus((FIRST * (1 << doublings)).min(LONGEST));
            state.times = state.times.saturating_add(1);
            state.looked = false;
        }
        state.until
    }

    /// Whoever was to look found out nothing: somebody else may.
    pub fn unseen(&self, now: Timestamp) {
        let mut state = self.state();
        if state.looked {
            state.until = state.until.min(now);
            state.looked = false;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::default().plus(Duration::from_secs(seconds))
    }

    #[test]
    fn while_somebody_is_away_one_looks_and_all_others_wait() {
        let gate = Gate::default();
        assert_eq!(
            (gate.pass(at(0)), gate.pass(at(0))),
            (Pass::Open, Pass::Open)
        );
        assert_eq!(gate.away(at(1)), at(6));
        // The second one who had passed learns the same, and makes nobody wait longer.
        assert_eq!(gate.away(at(2)), at(6));
        assert_eq!(gate.pass(at(5)), Pass::Closed(at(6)));
        assert_eq!(gate.pass(at(6)), Pass::Look);
        assert_eq!(gate.pass(at(6)), Pass::Closed(at(11)));
        gate.there();
        assert_eq!(gate.pass(at(7)), Pass::Open);
    }

    #[test]
    fn it_is_looked_ever_later_up_to_half_a_minute() {
        let gate = Gate::default();
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..6 {
            let until = gate.away(now);
            waits.push(until.since(now).as_secs());
            now = until;
            assert_eq!(gate.pass(now), Pass::Look);
        }
        assert_eq!(waits, [5, 10, 20, 30, 30, 30]);
        gate.there();
        assert_eq!(gate.away(now), now.plus(FIRST));
    }

    #[test]
    fn one_who_looks_and_never_comes_back_keeps_nobody_waiting() {
        let gate = Gate::default();
        gate.away(at(0));
        assert_eq!(gate.pass(at(5)), Pass::Look);
        gate.unseen(at(6));
        assert_eq!(gate.pass(at(6)), Pass::Look);
        assert_eq!(gate.pass(at(7)), Pass::Closed(at(11)));
        assert_eq!(gate.pass(at(11)), Pass::Look);
    }
}
