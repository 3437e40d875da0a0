//! Watched badges, as the contract tells them.

use super::{Rpc, cursor, cut, limit, report, sought};
use crate::{
    app::{Error, NewWatch},
    domain::{batch::Source, watch::Watch},
    words,
};
use contracts::verification::v1::{self as v, watch_request::Badge};
use platform::identity::Caller;

impl Rpc {
    pub(super) async fn watch_begun(
        &self,
        caller: &Caller,
        ask: v::WatchRequest,
    ) -> Result<v::Watched, Error> {
        let badge = match ask.badge {
            Some(Badge::Url(url)) if !url.trim().is_empty() => Source::Url(url.trim().to_owned()),
            Some(Badge::Text(text)) if !text.trim().is_empty() => Source::Text(text),
            Some(Badge::File(bytes)) if !bytes.is_empty() => Source::File(bytes),
            _ => return Err(Error::Nothing),
        };
        let new = NewWatch {
            owner: ask.owner,
            badge,
            claimed_email: ask.claimed_email.trim().to_owned(),
        };
        Ok(whole(&self.0.watch(caller, new).await?))
    }

    pub(super) async fn watch_told(
        &self,
        caller: &Caller,
        ask: v::GetWatchRequest,
    ) -> Result<v::Watched, Error> {
        let id = sought("watch", &ask.id)?;
        Ok(whole(&self.0.watched(caller, id).await?))
    }

    pub(super) async fn watches_listed(
        &self,
        caller: &Caller,
        ask: v::ListWatchesRequest,
    ) -> Result<v::ListWatchesResponse, Error> {
        let page = ask.page.unwrap_or_default();
        let limit = limit(page.limit);
        let after = cursor(&page.cursor)?;
        let mut found = self.0.watches(caller, &ask.owner, after, limit + 1).await?;
        Ok(v::ListWatchesResponse {
            page: cut(&mut found, limit, |w| w.id.to_string()),
            watches: found.iter().map(watched).collect(),
        })
    }

    pub(super) async fn watch_rechecked(
        &self,
        caller: &Caller,
        ask: v::RecheckWatchRequest,
    ) -> Result<v::Watched, Error> {
        let id = sought("watch", &ask.id)?;
        Ok(whole(&self.0.recheck(caller, id).await?))
    }

    pub(super) async fn watch_ended(
        &self,
        caller: &Caller,
        ask: v::UnwatchRequest,
    ) -> Result<v::UnwatchResponse, Error> {
        self.0.unwatch(caller, sought("watch", &ask.id)?).await?;
        Ok(v::UnwatchResponse {})
    }
}

fn watched(watch: &Watch) -> v::Watched {
    v::Watched {
        id: watch.id.to_string(),
        owner: watch.owner.clone(),
        version: watch.version,
        verdict: watch.verdict.clone(),
        state: watch.state.clone(),
        summary: words::summary(&watch.last.found.report),
        checked_at: Some(watch.checked_at.proto()),
        changed_at: Some(watch.changed_at.proto()),
        next_check_at: Some(watch.next_check_at.proto()),
        checks: watch.checks,
        report: None,
    }
}

fn whole(watch: &Watch) -> v::Watched {
    v::Watched {
        report: Some(report(watch.last.clone())),
        ..watched(watch)
    }
}
