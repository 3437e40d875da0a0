//! Awards: a badge waits for its earner, was taken, or was declined.

use super::Notification;
use crate::{
    clients::ClientError,
    domain::{
        badge::{Acceptance, Badge, WalletNews},
        message::{Kind, State, Why, award_slot},
    },
    store::{
        badges,
        messages::{self, New},
    },
};
use platform::{
    bus::{Event, HandlerError},
    ids::{CredentialId, IssuerId, MessageId},
    store::{StoreError, Tx},
};

/// What is told of a badge.
#[derive(Clone, Debug)]
pub struct Award {
    /// The badge.
    pub credential: CredentialId,
    /// Whose.
    pub issuer: IssuerId,
    /// What the wallet says of it.
    pub news: WalletNews,
}

impl From<Trouble> for HandlerError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Neighbour(error) if error.back().is_some() => Self::away(error),
            Trouble::Neighbour(error) => Self::later(error),
            Trouble::Store(error) => error.into(),
        }
    }
}

/// Why an event could not be dealt with for now.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Another service is away.
    #[error(transparent)]
    Neighbour(#[from] ClientError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The wallet says that a badge waits, was accepted or declined: announces it where that is asked for, and stops
/// what has lost its reason.
pub async fn hear(app: &Notification, event: &Event, award: &Award) -> Result<(), Trouble> {
    // Asked for before the transaction begins; nobody waits for a neighbour inside one.
    let person = match award.news.wants {
        Some(_) => app
            .neighbours
            .recipient(award.credential)
            .await?
            .map(|recipient| app.person(award.issuer, &recipient.email)),
        None => None,
    };
    let tx = app.foundation.store.write().await?;
    if !tx.first_time(event, "notification").await? {
        return Ok(());
    }
    let mut badge = badges::take(&tx, award.credential, award.issuer).await?;
    if badge.hear_wallet(&award.news) {
        if person.is_some() {
            badge.person = person;
        }
        badges::put(&tx, &badge).await?;
        withdraw(&tx, &badge).await?;
        announce(app, &tx, event, &badge).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes back what has lost its reason by the earner's act.
async fn withdraw(tx: &Tx, badge: &Badge) -> Result<(), StoreError> {
    match badge.acceptance {
        Acceptance::Pending => {
            messages::take_out(
                tx,
                badge.credential,
                &[Kind::AwardAccepted],
                Why::NothingPending,
            )
            .await
        }
        Acceptance::Accepted => {
            messages::take_out(tx, badge.credential, &[Kind::Award], Why::Accepted).await?;
            messages::stop_reminders(tx, badge.credential, Why::Accepted).await
        }
        Acceptance::Declined => {
            messages::take_out(
                tx,
                badge.credential,
                &[Kind::Award, Kind::AwardAccepted],
                Why::Declined,
            )
            .await?;
            messages::stop_reminders(tx, badge.credential, Why::Declined).await
        }
    }
}

/// Puts the badge into the mail that gathers for its person, or begins one. Once per badge and person, for ever.
pub(super) async fn announce(
    app: &Notification,
    tx: &Tx,
    event: &Event,
    badge: &Badge,
) -> Result<(), StoreError> {
    let (Some(kind), Some(person)) = (badge.announcement(), &badge.person) else {
        return Ok(());
    };
    let slot = award_slot(person);
    if let Some((_, _, state)) = messages::under_slot(tx, badge.credential, &slot).await?
        && state != State::Cancelled
    {
        return Ok(());
    }
    // What was meant for an address that was corrected meanwhile does not go out.
    messages::take_out(
        tx,
        badge.credential,
        &[Kind::Award, Kind::AwardAccepted],
        Why::Moved,
    )
    .await?;
    let message = gathering(app, tx, event, badge, kind, person).await?;
    messages::add_item(tx, message, badge.credential, &slot).await?;
    Ok(())
}

/// The message of that kind that gathers for the person, made if there is none.
pub(super) async fn gathering(
    app: &Notification,
    tx: &Tx,
    event: &Event,
    badge: &Badge,
    kind: Kind,
    person: &[u8],
) -> Result<MessageId, StoreError> {
    let gather = app.gather(kind.as_str(), badge.issuer, person);
    let due = app.foundation.clock.now().plus(app.config.gather);
    let mut new = New::of(
        kind,
        format!("{}:{}:{}", kind.as_str(), badge.credential, event.id),
        due,
    );
    new.issuer = Some(badge.issuer);
    new.person = Some(person.to_vec());
    messages::gathering_or_new(tx, &gather, new).await
}
