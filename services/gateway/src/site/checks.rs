//! "How this was checked": the badge that a page shows, verified as anybody's badge would be.

use super::facts;
use crate::{
    app::App,
    pages::parts::{Outcome, Step, StepName},
    text::Text,
};
use contracts::verification::v1::{Report, VerifyRequest, verify_request::Badge};
use platform::clock::Timestamp;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// How long a check of one and the same revision and state is good for.
const GOOD_FOR: Duration = Duration::from_secs(60);
/// How many are remembered.
const MOST: usize = 512;

/// What a check was about. A new revision or another state is another check, so a revocation is seen at once
/// (I17).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Subject {
    /// The badge.
    pub id: String,
    /// Its signed state.
    pub digest: String,
    /// `valid`, `suspended` …
    pub status: String,
}

/// A check, remembered.
type Remembered = (Timestamp, Arc<Report>);

/// The checks of the last minute. Each replica has its own.
#[derive(Clone, Default)]
pub(crate) struct Checks(Arc<Mutex<HashMap<Subject, Remembered>>>);

impl Checks {
    fn remembered(&self, subject: &Subject, now: Timestamp) -> Option<Arc<Report>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(subject)
            .filter(|(at, _)| now.since(*at) < GOOD_FOR)
            .map(|(_, report)| report.clone())
    }

    fn remember(&self, subject: Subject, report: Arc<Report>, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (at, _)| now.since(*at) < GOOD_FOR);
        }
        if known.len() < MOST {
            known.insert(subject, (now, report));
        }
    }

    /// The report on a document of ours, and when it was made. Nothing is fetched: what our own badges refer to
    /// is ours.
    pub async fn report(
        &self,
        app: &App,
        subject: Subject,
        document: String,
    ) -> Result<(Timestamp, Arc<Report>), tonic::Status> {
        let now = app.now();
        if let Some(report) = self.remembered(&subject, now) {
            let at = report
                .checked_at
                .as_ref()
                .map_or(now, Timestamp::from_proto);
            return Ok((at, report));
        }
        let ask = VerifyRequest {
            badge: Some(Badge::Text(document)),
            offline: true,
            ..Default::default()
        };
        let report = Arc::new(app.verify(&App::itself(), ask).await?);
        self.remember(subject, report.clone(), now);
        let at = report
            .checked_at
            .as_ref()
            .map_or(now, Timestamp::from_proto);
        Ok((at, report))
    }
}

/// What is said where no check could be made.
pub(crate) fn unavailable(text: Text) -> Vec<Step> {
    vec![Step::new(
        StepName::Proof,
        Outcome::Unsure,
        text.get("check-unavailable"),
    )]
}

/// The steps of a report that mean something on the badge's own page.
pub(crate) fn steps(text: Text, report: &Report) -> Vec<Step> {
    let mut steps = facts::steps(text, report);
    // Nobody claimed to be the recipient here, and what was not asked for need not be said.
    steps.retain(|step| step.outcome != Outcome::Skipped);
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(status: &str) -> Subject {
        Subject {
            id: "b".into(),
            digest: "d".into(),
            status: status.into(),
        }
    }

    #[test]
    fn a_check_is_remembered_for_a_minute_and_only_for_its_state() {
        let checks = Checks::default();
        let now = Timestamp::from_micros(0);
        checks.remember(subject("valid"), Arc::default(), now);
        let later = now.plus(Duration::from_secs(59));
        assert!(checks.remembered(&subject("valid"), later).is_some());
        assert!(checks.remembered(&subject("revoked"), later).is_none());
        let too_late = now.plus(GOOD_FOR);
        assert!(checks.remembered(&subject("valid"), too_late).is_none());
    }

    #[test]
    fn memory_has_an_end() {
        let checks = Checks::default();
        let now = Timestamp::from_micros(0);
        for n in 0..MOST + 10 {
            let mut one = subject("valid");
            one.id = n.to_string();
            checks.remember(one, Arc::default(), now);
        }
        assert_eq!(checks.0.lock().unwrap().len(), MOST);
        checks.remember(subject("valid"), Arc::default(), now.plus(GOOD_FOR));
        assert_eq!(checks.0.lock().unwrap().len(), 1);
    }
}
