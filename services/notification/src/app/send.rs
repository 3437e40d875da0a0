//! Sending: a job a message wakes a batch of what is due, so that a thousand awards leave in a few transactions
//! while each of them has a job of its own that a crash cannot lose.

use super::{
    Notification,
    directory::Directory,
    prepare::{Prepared, prepare},
};
use crate::{
    domain::{
        gate::Pass,
        message::{Message, State},
        retry::{self, Hindrance},
    },
    mailer::{Mail, SendError},
    store::{
        messages::{self, job},
        sending::{self, Claimed, Outcome, Report},
    },
};
use futures::{StreamExt as _, stream};
use platform::{
    clock::Timestamp,
    ids::MessageId,
    jobs::{Job, JobDefinition, JobError, Next, Runner},
    store::StoreError,
};
use std::{sync::Arc, time::Duration};
use tracing::Instrument as _;

/// How many mails one batch takes.
const BATCH: u64 = 32;
/// How many of them are written at once.
const WRITTEN_AT_ONCE: usize = 8;
/// What must be left of a claim when the last mail of a batch leaves, to note that it did.
const RESERVE: Duration = Duration::from_secs(30);
/// What must be left of a claim when its mails are written, to send them.
const TO_SEND: Duration = Duration::from_secs(90);
/// The longest pause before what became of mails is noted again, and that of a service that is asked to stop.
const MOST_PATIENT: Duration = Duration::from_secs(5);
const BRIEFLY: Duration = Duration::from_secs(2);
/// When to look again at a message that somebody else is sending.
const GLANCE: Duration = Duration::from_secs(15);

/// The jobs that send. Mails that somebody waits for have a lane of their own.
pub fn jobs(app: &Notification) -> Vec<JobDefinition> {
    let lane = |kind, at_once, urgent| JobDefinition {
        kind,
        at_once,
        runner: Arc::new(Sender {
            app: app.clone(),
            urgent,
        }),
    };
    vec![lane(job::MAIL, 2, false), lane(job::MAIL_NOW, 2, true)]
}

struct Sender {
    app: Notification,
    urgent: bool,
}

#[async_trait::async_trait]
impl Runner for Sender {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let id: MessageId = job.key.parse().map_err(JobError::new)?;
        // A job that fails too often is put aside; a mail is not, however long the database is away.
        Ok(self.step(id).await.unwrap_or_else(|error| {
            tracing::warn!(message = %id, %error, "a mail waits: the database failed");
            Next::At(self.app.foundation.clock.now().plus(GLANCE))
        }))
    }
}

impl Sender {
    async fn step(&self, id: MessageId) -> Result<Next, StoreError> {
        let store = &self.app.foundation.store;
        let (clock, server) = (&self.app.foundation.clock, &self.app.mail_server);
        let pass = server.pass(clock.now());
        let most = match pass {
            // Nothing is taken and written for a server that is away.
            Pass::Closed(until) => return Ok(Next::At(retry::spread(id, until))),
            Pass::Open if !self.urgent => BATCH,
            Pass::Open | Pass::Look => 1,
        };
        let sent = self.round(id, most).await;
        if pass == Pass::Look {
            server.unseen(clock.now());
        }
        sent?;
        let now = clock.now();
        Ok(match messages::find(store, id).await? {
            Some(message) if message.state == State::Scheduled => Next::At(message.due_at),
            // Another batch has it. Should that one break off, this job takes it up when its claim is over.
            Some(message) if message.state == State::Sending => {
                Next::At(message.locked_until.unwrap_or(now).max(now.plus(GLANCE)))
            }
            _ => Next::Done,
        })
    }

    async fn round(&self, id: MessageId, most: u64) -> Result<(), StoreError> {
        let store = &self.app.foundation.store;
        let batch = sending::claim(store, id, self.urgent, most).await?;
        if batch.is_empty() {
            return Ok(());
        }
        send(&self.app, batch).await
    }
}

/// Writes and sends a batch, and notes what became of each mail as soon as that is known.
async fn send(app: &Notification, batch: Vec<Claimed>) -> Result<(), StoreError> {
    let store = &app.foundation.store;
    let until = batch.iter().map(|c| c.until).min().unwrap_or_default();
    let directory = Directory::of(&batch);
    let written: Vec<Prepared> = stream::iter(batch)
        .map(|claimed| written(app, &directory, claimed))
        .buffer_unordered(WRITTEN_AT_ONCE)
        .collect()
        .await;
    let (mut ready, mut done) = (Vec::new(), Vec::new());
    for prepared in written {
        match prepared {
            Prepared::Ready(both) => ready.push(*both),
            Prepared::Done(report) => done.push(*report),
        }
    }
    note(app, done, until).await?;
    let (reminders, others): (Vec<_>, Vec<_>) = ready
        .into_iter()
        .partition(|(_, report)| report.kind.is_reminder());
    hand_over(app, others, until).await?;
    for reminder in reminders {
        // Noted before: a reminder may be lost in a crash, but never comes twice (S12).
        if app.foundation.clock.now().plus(RESERVE) < until {
            sending::hand_over(store, reminder.1.message.id).await?;
            hand_over(app, vec![reminder], until).await?;
        }
    }
    Ok(())
}

/// Writes the mail of a message, in time to send it: neighbours that answer slowly must not use up the claim.
async fn written(app: &Notification, directory: &Directory, claimed: Claimed) -> Prepared {
    let Claimed {
        message,
        until,
        span,
    } = claimed;
    let left = until.minus(TO_SEND).since(app.foundation.clock.now());
    let work = prepare(app, directory, message.clone(), span.clone()).instrument(span.clone());
    if let Ok(prepared) = tokio::time::timeout(left, work).await {
        return prepared;
    }
    let reason = "it could not be written in time".to_owned();
    tracing::warn!(parent: &span, message = %message.id, kind = message.kind.as_str(), "a mail waits: {reason}");
    let outcome = later(app, &message, reason, Hindrance::Within, None);
    Prepared::Done(Box::new(Report {
        span,
        ..Report::unsent(message, outcome)
    }))
}

/// Gives mails to the mailer. What a claim has no time left for stays claimed until it ends, and is then taken up.
async fn hand_over(
    app: &Notification,
    ready: Vec<(Mail, Report)>,
    until: Timestamp,
) -> Result<(), StoreError> {
    if ready.is_empty() {
        return Ok(());
    }
    let (mails, mut reports): (Vec<Mail>, Vec<Option<Report>>) = ready
        .into_iter()
        .map(|(mail, report)| (mail, Some(report)))
        .unzip();
    let mut answers = app.mailer.send(&mails).ready_chunks(mails.len().max(1));
    loop {
        let left = until.minus(RESERVE).since(app.foundation.clock.now());
        let Ok(Some(answers)) = tokio::time::timeout(left, answers.next()).await else {
            return Ok(());
        };
        let known = answers.into_iter().filter_map(|(at, answer)| {
            let report = reports.get_mut(at)?.take()?;
            Some(judged(app, report, answer))
        });
        note(app, known.collect(), until).await?;
    }
}

/// Notes what became of mails. Tried until their claim ends: what is not noted by then is sent again. A service that is
/// asked to stop does not wait that long.
async fn note(
    app: &Notification,
    reports: Vec<Report>,
    until: Timestamp,
) -> Result<(), StoreError> {
    let mut wait = Duration::from_millis(100);
    loop {
        let Err(error) = sending::settle(&app.foundation.store, &reports).await else {
            return Ok(());
        };
        let is_ending = app.foundation.tasks.is_stopping() && wait > BRIEFLY;
        if is_ending || app.foundation.clock.now().plus(wait) >= until {
            return Err(error);
        }
        tracing::warn!(%error, "what became of mails could not be noted yet");
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(MOST_PATIENT);
    }
}

fn judged(app: &Notification, mut report: Report, answer: Result<(), SendError>) -> Report {
    let span = report.span.clone();
    let _within = span.enter();
    let (id, kind) = (report.message.id, report.kind.as_str());
    let back = match &answer {
        Err(SendError::Later {
            hindrance: Hindrance::Away,
            ..
        }) => Some(app.mail_server.away(app.foundation.clock.now())),
        _ => {
            app.mail_server.there();
            None
        }
    };
    report.outcome = match answer {
        Ok(()) => {
            tracing::info!(message = %id, kind, "a mail was sent");
            Outcome::Sent
        }
        Err(SendError::Never { reason, bounced }) => {
            tracing::warn!(message = %id, kind, %reason, "a mail cannot be sent");
            Outcome::Failed { reason, bounced }
        }
        Err(SendError::Later {
            hindrance: Hindrance::Unclear,
            reason,
        }) if report.kind.is_reminder() => {
            tracing::warn!(message = %id, kind, %reason, "a reminder may have been sent");
            Outcome::Failed {
                reason: format!("{reason}; the reminder may have arrived and is not sent twice"),
                bounced: false,
            }
        }
        Err(SendError::Later { reason, hindrance }) => {
            tracing::warn!(message = %id, kind, %reason, attempt = report.message.attempts, "a mail waits");
            later(app, &report.message, reason, hindrance, back)
        }
    };
    report
}

/// What becomes of a message that met a hindrance. `back` is when those who are away are looked for again.
pub(super) fn later(
    app: &Notification,
    message: &Message,
    reason: String,
    hindrance: Hindrance,
    back: Option<Timestamp>,
) -> Outcome {
    let now = app.foundation.clock.now();
    match retry::again(message.id, message.attempts, hindrance, now, back) {
        Some(at) => Outcome::Later {
            reason,
            at,
            counts: hindrance != Hindrance::Away,
        },
        None => Outcome::Failed {
            reason: format!("given up: {reason}"),
            bounced: false,
        },
    }
}
