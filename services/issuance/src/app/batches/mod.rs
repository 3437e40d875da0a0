//! Files of awards: stored first, then worked through in bounded steps, so that a crash resumes where it was.

mod intake;
mod work;

pub use intake::{Intake, NewBatch};
pub(crate) use work::Worker;

use super::Issuance;
use crate::{
    Error,
    domain::{
        batch::{Batch, RefusedRow},
        page::{Listed, Page},
    },
    store,
};
use platform::{
    identity::{Caller, Scope},
    ids::BatchId,
};

/// The kind of job that works on a file; its key is the file's id.
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
