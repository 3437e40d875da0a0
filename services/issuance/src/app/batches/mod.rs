//! Files of awards: stored first, then worked through in bounded steps, so that a crash resumes where it was.

mod intake;
mod work;

pub use intake::{Intake, NewBatch};
pub(crate) use work::Worker;

use super::Issuance;
use crate::{
    Error,
    domain::{
        batch::{Batch, Refusal, RefusedRow},
        page::{Listed, Page},
    },
    store,
};
use platform::{
    identity::{Caller, Scope},
    ids::{BatchId, IssuerId},
    store::Tx,
};

/// The kind of job that works on a file; its key begins with the file's id.
pub const JOB: &str = "issuance.batch";
/// How many bytes are sealed and stored together.
const PIECE: usize = 256 * 1024;

/// A file of awards and the work on it.
///
/// # Errors
/// There is none, or it is another tenant's.
pub async fn get(app: &Issuance, caller: &Caller, id: BatchId) -> Result<Batch, Error> {
    let found = store::batch::by_id(app.foundation.store.read(), &app.foundation.keyring, id)
        .await?
        .ok_or(Error::NotFound("batch"))?;
    caller.may(Scope::CredentialsRead, found.issuer, "batch")?;
    Ok(found)
}

/// A page of an issuer's files, newest first.
///
/// # Errors
/// The caller may not, or the database failed.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: IssuerId,
    page: Page,
) -> Result<Listed<Batch>, Error> {
    caller.may(Scope::CredentialsRead, issuer, "issuer")?;
    let foundation = &app.foundation;
    store::batch::list(foundation.store.read(), &foundation.keyring, issuer, page).await
}

/// Awards by the very file of a dry run. Asked again, it answers the work that goes on.
///
/// # Errors
/// There is none, it is another tenant's, or [`Refusal`].
pub async fn apply(app: &Issuance, caller: &Caller, id: BatchId) -> Result<Batch, Error> {
    let foundation = &app.foundation;
    let tx = foundation.store.write().await?;
    let rehearsed = changeable(&tx, app, caller, id).await?;
    if rehearsed.applied {
        return Ok(rehearsed);
    }
    let applied = rehearsed.apply(foundation.clock.now())?;
    if !store::batch::has_pieces(tx.db(), id).await? {
        return Err(Refusal::Gone.into());
    }
    store::batch::forget_refusals(&tx, id).await?;
    go_on(&tx, app, &applied).await?;
    tx.commit().await?;
    Ok(applied)
}

/// Goes on with a file whose work was given up.
///
/// # Errors
/// There is none, it is another tenant's, or [`Refusal`].
pub async fn resume(app: &Issuance, caller: &Caller, id: BatchId) -> Result<Batch, Error> {
    let tx = app.foundation.store.write().await?;
    let resumed = changeable(&tx, app, caller, id).await?.resume()?;
    go_on(&tx, app, &resumed).await?;
    tx.commit().await?;
    Ok(resumed)
}

async fn changeable(tx: &Tx, app: &Issuance, caller: &Caller, id: BatchId) -> Result<Batch, Error> {
    let found = store::batch::locked(tx, &app.foundation.keyring, id)
        .await?
        .ok_or(Error::NotFound("batch"))?;
    caller.may(Scope::CredentialsWrite, found.issuer, "batch")?;
    Ok(found)
}

/// Stores the batch and has its work begin. The job has a key of its own: the one before may be ending just now.
async fn go_on(tx: &Tx, app: &Issuance, batch: &Batch) -> Result<(), Error> {
    let foundation = &app.foundation;
    store::batch::update(tx, &foundation.keyring, batch).await?;
    let now = foundation.clock.now();
    let key = format!("{}/{}", batch.id, foundation.ids.uuid_v7(now).simple());
    tx.schedule(JOB, &key, &(), now).await?;
    Ok(())
}

/// A page of the rows that were refused, with the file's header.
///
/// # Errors
/// As [`get`].
pub async fn refused(
    app: &Issuance,
    caller: &Caller,
    id: BatchId,
    page: Page,
) -> Result<(Vec<String>, Listed<RefusedRow>), Error> {
    let found = get(app, caller, id).await?;
    let rows = store::batch::refused(
        app.foundation.store.read(),
        &app.foundation.keyring,
        id,
        page,
    )
    .await?;
    Ok((
        found.shape.map(|shape| shape.header).unwrap_or_default(),
        rows,
    ))
}
