//! What day it is for an issuer.

use super::{Membership, daily};
use crate::{Error, clients::CallError, domain::standing::Today, store::tenant};
use platform::{clock::Zone, ids::IssuerId};
use std::time::Duration;

/// How long a time zone is believed without asking again.
const BELIEVED: Duration = Duration::from_secs(24 * 3600);

impl Membership {
    /// The date in the issuer's zone, and when its records last came in. Asks issuance for the zone at the first
    /// time and once a day; while it does not answer, what it said before holds.
    pub(crate) async fn today(&self, issuer: IssuerId) -> Result<Today, Error> {
        let known = tenant::find(self.store(), issuer).await?;
        let synced_on = known.as_ref().and_then(|t| t.synced_on);
        let zone = self.zone(issuer, known).await?;
        Ok(Today {
            date: zone.date(self.now()),
            synced_on,
        })
    }

    async fn zone(&self, issuer: IssuerId, known: Option<tenant::Tenant>) -> Result<Zone, Error> {
        let is_new = known.is_none();
        let before = known.and_then(|t| t.zone);
        if let Some((zone, at)) = &before
            && self.now().since(*at) < BELIEVED
        {
            return Ok(zone.clone());
        }
        match (self.issuance.zone(issuer).await, before) {
            (Ok(zone), _) => {
                let tx = self.store().write().await?;
                if is_new && tenant::ensure(&tx, issuer).await? {
                    daily::schedule(&tx, issuer, &zone).await?;
                }
                tenant::set_zone(&tx, issuer, &zone).await?;
                tx.commit().await?;
                Ok(zone)
            }
            (Err(error), Some((zone, _))) => {
                tracing::warn!(%issuer, %error, "the issuer's time zone could not be asked for; the last one known is used");
                Ok(zone)
            }
            (Err(CallError::Refused(_)), None) => Err(Error::NotFound("issuer")),
            (Err(CallError::Later(cause)), None) => {
                tracing::warn!(%issuer, %cause, "the issuer's time zone could not be asked for");
                Err(Error::Unavailable("issuance"))
            }
        }
    }
}
