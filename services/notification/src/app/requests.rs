//! Mails that a person asked for, or that an account brings about: each at once, one a request.

use super::{Notification, awards::Trouble};
use crate::{
    domain::message::{Kind, Why},
    store::{
        badges,
        messages::{self, New},
    },
};
use platform::{
    bus::Event,
    ids::{CredentialId, IssuerId},
    store::StoreError,
};

/// Staff asked for the badge mail to go out again (S14).
pub async fn resend(
    app: &Notification,
    event: &Event,
    credential: CredentialId,
    issuer: IssuerId,
    request: &str,
) -> Result<(), Trouble> {
    let recipient = app.neighbours.recipient(credential).await?;
    let person = recipient.map(|r| app.person(issuer, &r.email));
    let now = app.foundation.clock.now();
    let tx = app.foundation.store.write().await?;
    if !tx.first_time(event, "notification").await? {
        return Ok(());
    }
    let mut badge = badges::take(&tx, credential, issuer).await?;
    if person.is_some() {
        badge.person = person;
    }
    badges::put(&tx, &badge).await?;
    // The first mail has not gone out yet: this one takes its place.
    messages::take_out(
        &tx,
        credential,
        &[Kind::Award, Kind::AwardAccepted],
        Why::Overtaken,
    )
    .await?;
    let mut new = New::of(Kind::Resend, format!("resend:{request}"), now);
    new.issuer = Some(issuer);
    new.person.clone_from(&badge.person);
    new.about = Some(request.to_owned());
    if let Some(message) = messages::create(&tx, new).await? {
        messages::first_item(&tx, message, credential, &format!("resend:{request}")).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A person asked for a link by mail. What becomes of it, and for whom, is asked for when it is sent.
pub async fn link(
    app: &Notification,
    event: &Event,
    kind: Kind,
    request: &str,
) -> Result<(), StoreError> {
    at_once(app, event, kind, format!("link:{request}"), request).await
}

/// A password was locked (C8).
pub async fn locked(
    app: &Notification,
    event: &Event,
    earner: &str,
    lock: &str,
) -> Result<(), StoreError> {
    at_once(app, event, Kind::Locked, format!("locked:{lock}"), earner).await
}

/// An account has a further address.
pub async fn address_added(
    app: &Notification,
    event: &Event,
    earner: &str,
    address: &str,
) -> Result<(), StoreError> {
    let key = format!("address_added:{address}");
    at_once(app, event, Kind::AddressAdded, key, earner).await
}

async fn at_once(
    app: &Notification,
    event: &Event,
    kind: Kind,
    key: String,
    about: &str,
) -> Result<(), StoreError> {
    let now = app.foundation.clock.now();
    let tx = app.foundation.store.write().await?;
    if !tx.first_time(event, "notification").await? {
        return Ok(());
    }
    let mut new = New::of(kind, key, now);
    new.about = Some(about.to_owned());
    messages::create(&tx, new).await?;
    tx.commit().await
}
