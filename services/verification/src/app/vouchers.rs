//! Who here vouches for an issuer, kept for a moment: many checks in a row are often of one issuer's badges.

use crate::{check::Voucher, store::known};
use moka::sync::Cache;
use platform::store::{Store, StoreError};
use std::{sync::Arc, time::Duration};

/// How long an answer is kept. What is changed here counts at once, what another replica changed after this time.
const MOMENT: Duration = Duration::from_secs(5);
/// For so many issuers.
const MOST: u64 = 10_000;

/// The lists of known issuers, read.
pub(crate) struct Vouchers {
    store: Store,
    kept: Cache<String, Arc<[Voucher]>>,
}

impl Vouchers {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            kept: Cache::builder()
                .max_capacity(MOST)
                .time_to_live(MOMENT)
                .build(),
        }
    }

    /// Who vouches for this issuer; nobody, if empty.
    pub(crate) async fn of(&self, issuer: &str) -> Result<Arc<[Voucher]>, StoreError> {
        if let Some(kept) = self.kept.get(issuer) {
            return Ok(kept);
        }
        let found: Arc<[Voucher]> = known::vouchers(&self.store, issuer).await?.into();
        self.kept.insert(issuer.to_owned(), found.clone());
        Ok(found)
    }

    /// A list was changed.
    pub(super) fn forget(&self) {
        self.kept.invalidate_all();
    }
}
