//! The ledger's word: a badge was revised, suspended, reinstated, revoked (S11).

use super::{Notification, awards};
use crate::{
    domain::{
        badge::Badge,
        message::{Kind, Standing, Why},
        reminder::next_morning,
    },
    store::{badges, messages},
};
use platform::{
    bus::Event,
    clock::Zone,
    ids::{CredentialId, IssuerId},
    store::{StoreError, Tx},
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
    /// Whether it has a new period.
    pub renewed: bool,
}

/// What tells that something happened to a badge.
const NEWS: [Kind; 4] = [
    Kind::Revoked,
    Kind::Suspended,
    Kind::Reinstated,
    Kind::Renewed,
];

/// Stops, pauses or resumes what is to be sent about a badge, and tells its earner what happened to it.
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
    let changed = before != news.standing;
    match news.standing {
        Standing::Revoked => {
            messages::take_out(&tx, credential, &announcements, Why::Revoked).await?;
            messages::stop_reminders(&tx, credential, Why::Revoked).await?;
            if changed {
                messages::take_out(&tx, credential, &NEWS, Why::Overtaken).await?;
                tell(app, &tx, event, &badge, Kind::Revoked).await?;
            }
        }
        Standing::Suspended => {
            messages::take_out(&tx, credential, &announcements, Why::Suspended).await?;
            if changed {
                messages::take_out(&tx, credential, &NEWS, Why::Overtaken).await?;
                if badge.is_taken() {
                    tell(app, &tx, event, &badge, Kind::Suspended).await?;
                }
            }
        }
        Standing::Valid | Standing::Expired => {
            let over = [Kind::Revoked, Kind::Suspended];
            messages::take_out(&tx, credential, &over, Why::Reinstated).await?;
            if badge.is_taken() && news.renewed {
                tell(app, &tx, event, &badge, Kind::Renewed).await?;
            } else if badge.is_taken()
                && changed
                && messages::knows_of_trouble(&tx, credential).await?
            {
                tell(app, &tx, event, &badge, Kind::Reinstated).await?;
            }
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

/// Puts the badge into the mail that gathers such news for its person. Who was never told of the badge is not told
/// what becomes of it.
async fn tell(
    app: &Notification,
    tx: &Tx,
    event: &Event,
    badge: &Badge,
    kind: Kind,
) -> Result<(), StoreError> {
    let Some(person) = badge.person.as_ref().filter(|_| badge.told_at.is_some()) else {
        return Ok(());
    };
    let message = awards::gathering(app, tx, event, badge, kind, person).await?;
    let slot = format!("{}:{}", kind.as_str(), badge.credential_version);
    messages::add_item(tx, message, badge.credential, &slot).await?;
    Ok(())
}
