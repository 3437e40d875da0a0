//! A badge that is checked again and again.

use super::batch::Source;
use crate::check::Checked;
use openbadges::verify::State;
use platform::{clock::Timestamp, ids::WatchId};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
/// After so many checks in a row that could not be finished, that is what is said of the badge. Before, the last
/// verdict stands: a host that is away for an hour changes nothing.
const PATIENCE: u32 = 3;

/// A watched badge.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Watch {
    pub id: WatchId,
    /// The service that watches.
    pub watcher: String,
    /// Its own word for it.
    pub owner: String,
    pub badge: Source,
    pub claimed_email: String,
    /// Grows by one with each change.
    pub version: u64,
    pub verdict: String,
    pub state: String,
    pub last: Checked,
    pub checks: u64,
    /// Checks in a row that could not be finished.
    pub failures: u32,
    pub created_at: Timestamp,
    pub checked_at: Timestamp,
    pub changed_at: Timestamp,
    pub next_check_at: Timestamp,
}

/// What a watch said before a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Before {
    pub verdict: String,
    pub state: String,
}

impl Watch {
    /// Takes in what a check found. Answers what it said before, where that is now another thing.
    pub(crate) fn checked(&mut self, found: Checked, now: Timestamp) -> Option<Before> {
        self.checks += 1;
        self.checked_at = now;
        let is_open = found.verdict() == "unverifiable";
        self.failures = if is_open {
            self.failures.saturating_add(1)
        } else {
            0
        };
        if is_open && self.failures < PATIENCE && self.verdict != "unverifiable" {
            return None;
        }
        let (verdict, state) = (found.verdict(), found.state());
        self.last = found;
        if self.verdict == verdict && self.state == state {
            return None;
        }
        let before = Before {
            verdict: std::mem::replace(&mut self.verdict, verdict.to_owned()),
            state: std::mem::replace(&mut self.state, state.to_owned()),
        };
        self.version += 1;
        self.changed_at = now;
        Some(before)
    }

    /// Sets when it is checked next.
    ///
    /// Daily, or as often as its status list asks for (`ttl`), but no oftener than every six hours; weekly once it is
    /// revoked or expired; soon, then ever later, while it could not be checked; and just after it expires. `luck`
    /// (0 to 999) spreads many of them by a tenth either way.
    pub(crate) fn plan(&mut self, now: Timestamp, ttl: Option<Duration>, luck: u64) {
        let report = &self.last.found.report;
        let wait = match self.failures {
            0 if matches!(report.state, State::Revoked | State::Expired) => 7 * DAY,
            0 => ttl.unwrap_or(DAY).clamp(6 * HOUR, DAY),
            failures => (HOUR * 2_u32.saturating_pow(failures - 1)).min(DAY),
        };
        let spread = wait.mul_f64(0.9 + 0.2 * (luck.min(999) as f64) / 1000.0);
        let mut next = now.plus(spread);
        let end = report.facts.valid_until.as_ref();
        if let Some(end) = end.and_then(|end| Timestamp::parse(&end.to_string()).ok())
            && end > now
            && end < next
        {
            next = end.plus(Duration::from_secs(60));
        }
        self.next_check_at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Found;
    use openbadges::verify::{Input, Known, Options, Outcome, Verdict, verify};

    fn found(verdict: Verdict, state: State) -> Checked {
        let nothing = Input::Text("x".into());
        let at = Options::at(time::OffsetDateTime::UNIX_EPOCH);
        let Outcome::Report(mut report) = verify(&nothing, &Known::new(), &at) else {
            panic!("nothing is needed to say that there is no badge")
        };
        report.verdict = verdict;
        report.state = state;
        Checked {
            own: false,
            found: Found {
                report: *report,
                vouched_by: Vec::new(),
                qr_code: None,
            },
        }
    }

    fn watch() -> Watch {
        let now = Timestamp::from_micros(0);
        Watch {
            id: "wat_01hv0000000000000000000000".parse().unwrap(),
            watcher: "wallet".into(),
            owner: "imp_1".into(),
            badge: Source::Text("x".into()),
            claimed_email: String::new(),
            version: 1,
            verdict: "valid".into(),
            state: "valid".into(),
            last: found(Verdict::Valid, State::Valid),
            checks: 1,
            failures: 0,
            created_at: now,
            checked_at: now,
            changed_at: now,
            next_check_at: now,
        }
    }

    #[test]
    fn a_change_is_told_once_and_an_outage_only_when_it_lasts() {
        let (mut watch, now) = (watch(), Timestamp::from_micros(7));
        assert_eq!(
            watch.checked(found(Verdict::Valid, State::Valid), now),
            None
        );
        let away = || found(Verdict::Unverifiable, State::Unknown);
        assert_eq!(watch.checked(away(), now), None);
        assert_eq!(watch.checked(away(), now), None);
        assert_eq!((watch.verdict.as_str(), watch.version), ("valid", 1));
        let before = watch.checked(away(), now).unwrap();
        assert_eq!(
            (before.verdict.as_str(), watch.verdict.as_str()),
            ("valid", "unverifiable")
        );
        assert_eq!(watch.checked(away(), now), None);
        let before = watch
            .checked(found(Verdict::Invalid, State::Revoked), now)
            .unwrap();
        assert_eq!(
            (before.verdict.as_str(), watch.state.as_str()),
            ("unverifiable", "revoked")
        );
        assert_eq!((watch.version, watch.failures, watch.checks), (3, 0, 7));
    }

    #[test]
    fn the_next_check_is_daily_sooner_after_trouble_and_just_after_the_end() {
        let mut watch = watch();
        let now = Timestamp::parse("2026-11-22T05:00:00Z").unwrap();
        let mut wait = |change: &dyn Fn(&mut Watch), ttl: Option<u64>| {
            change(&mut watch);
            watch.plan(now, ttl.map(Duration::from_secs), 500);
            watch.next_check_at.since(now).as_secs()
        };
        assert_eq!(wait(&|_| {}, None), 86_400);
        assert_eq!(wait(&|_| {}, Some(60)), 6 * 3600);
        assert_eq!(wait(&|_| {}, Some(10_000_000)), 86_400);
        assert_eq!(wait(&|w| w.failures = 1, None), 3600);
        assert_eq!(wait(&|w| w.failures = 3, None), 4 * 3600);
        assert_eq!(wait(&|w| w.failures = 90, None), 86_400);
        let end = |w: &mut Watch| {
            w.failures = 0;
            w.last.found.report.facts.valid_until =
                serde_json::from_str("\"2026-11-22T06:00:00Z\"").ok();
        };
        assert_eq!(wait(&end, None), 3660);
        let revoked = |w: &mut Watch| w.last = found(Verdict::Invalid, State::Revoked);
        assert_eq!(wait(&revoked, None), 7 * 86_400);
        let (mut early, mut late) = (watch.clone(), watch);
        early.plan(now, None, 0);
        late.plan(now, None, 999);
        assert!(early.next_check_at.plus(DAY) < late.next_check_at);
    }
}
