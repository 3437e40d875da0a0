//! The ledger's word: a badge was revised, suspended, reinstated, revoked (S11).

use super::{Notification, awards};
use crate::{
    domain::{
        message::{Kind, Standing, Why},
        reminder::next_morning,
    },
    store::{badges, messages},
};
use platform::{
    bus::Event,
    clock::Zone,
    ids::{CredentialId, IssuerId},
    store::StoreError,
};

/// What the ledger says of a badge.
#[derive(Clone, Copy, Debug)]
pub struct LedgerNews {
    /// The badge.
    pub credential: CredentialId,
    /// Whose.
    pub issuer: IssuerId,
    /// Its version.
    pub version: u64,
    /// Its state.
    pub standing: Standing,
}

/// Stops, pauses or resumes what is to be sent about a badge, and tells its earner of a revocation.
pub async fn hear(app: &Notification, event: &Event, news: &LedgerNews) -> Result<(), StoreError> {
    let tx = app.foundation.store.write().await?;
    if !tx.first_time(event, "notification").await? {
        return Ok(());
    }
    let mut badge = badges::take(&tx, news.credential, news.issuer).await?;
    let Some(before) = badge.hear_ledger(news.version, news.standing) else {
        return tx.commit().await;
    };
    badges::put(&tx, &badge).await?;
    let credential = badge.credential;
    let announcements = [Kind::Award, Kind::AwardAccepted];
    match news.standing {
        Standing::Revoked => {
            messages::take_out(&tx, credential, &announcements, Why::Revoked).await?;
            messages::stop_reminders(&tx, credential, Why::Revoked).await?;
            // Who was never told of the badge is not told of its end.
            if before != Standing::Revoked
                && badge.told_at.is_some()
                && let Some(person) = badge.person.clone()
            {
                let message =
                    awards::gathering(app, &tx, event, &badge, Kind::Revoked, &person).await?;
                if let Some(message) = message {
                    messages::add_item(
                        &tx,
                        message,
                        credential,
                        &format!("revoked:{}", news.version),
                    )
                    .await?;
                }
            }
        }
        Standing::Suspended => {
            messages::take_out(&tx, credential, &announcements, Why::Suspended).await?
        }
        Standing::Valid | Standing::Expired => {
            messages::take_out(&tx, credential, &[Kind::Revoked], Why::Reinstated).await?;
            if badge.waits() {
                let now = app.foundation.clock.now();
                let due = |zone: Option<&str>| {
                    let zone = zone.and_then(|z| z.parse().ok()).unwrap_or_else(Zone::utc);
                    next_morning(now, &zone)
                };
                messages::resume_reminders(&tx, credential, due).await?;
            }
            awards::announce(app, &tx, event, &badge).await?;
        }
    }
    tx.commit().await
}
