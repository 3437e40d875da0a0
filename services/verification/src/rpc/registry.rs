//! Known issuers and imported lists, as the contract tells them.

use super::{Rpc, cursor, cut, limit, sought};
use crate::{
    app::{Error, ListSource, NewList},
    store::list::List,
};
use contracts::verification::v1::{self as v, add_issuer_list_request::Source};
use platform::{clock::Timestamp, identity::Caller};

impl Rpc {
    pub(super) async fn known_set(
        &self,
        caller: &Caller,
        ask: v::SetKnownIssuerRequest,
    ) -> Result<v::KnownIssuer, Error> {
        let added = self
            .0
            .set_known(caller, &ask.issuer_id, &ask.name, ask.known)
            .await?;
        Ok(v::KnownIssuer {
            issuer_id: ask.issuer_id.trim().to_owned(),
            name: ask.name.trim().to_owned(),
            known: ask.known,
            added_at: added.map(Timestamp::proto),
        })
    }

    pub(super) async fn known_listed(
        &self,
        caller: &Caller,
        ask: v::ListKnownIssuersRequest,
    ) -> Result<v::ListKnownIssuersResponse, Error> {
        let page = ask.page.unwrap_or_default();
        let limit = limit(page.limit);
        let mut found = self.0.known(caller, &page.cursor, limit + 1).await?;
        Ok(v::ListKnownIssuersResponse {
            page: cut(&mut found, limit, |i| i.issuer.clone()),
            issuers: found
                .into_iter()
                .map(|i| v::KnownIssuer {
                    issuer_id: i.issuer,
                    name: i.name,
                    known: true,
                    added_at: Some(i.added_at.proto()),
                })
                .collect(),
        })
    }

    pub(super) async fn list_added(
        &self,
        caller: &Caller,
        ask: v::AddIssuerListRequest,
    ) -> Result<v::IssuerList, Error> {
        let source = match ask.source {
            Some(Source::Url(url)) => ListSource::Url(url),
            Some(Source::Content(bytes)) => ListSource::File {
                name: ask.file_name,
                bytes,
            },
            None => {
                return Err(Error::field(
                    "url",
                    "",
                    "send the list's address as `url` or the list itself as `content`",
                ));
            }
        };
        let new = NewList {
            name: ask.name,
            source,
        };
        Ok(list(&self.0.add_list(caller, new).await?))
    }

    pub(super) async fn lists_listed(
        &self,
        caller: &Caller,
    ) -> Result<v::ListIssuerListsResponse, Error> {
        let lists = self.0.lists(caller).await?;
        Ok(v::ListIssuerListsResponse {
            lists: lists.iter().map(list).collect(),
        })
    }

    pub(super) async fn list_told(
        &self,
        caller: &Caller,
        ask: v::GetIssuerListRequest,
    ) -> Result<v::IssuerList, Error> {
        let id = sought("list", &ask.id)?;
        Ok(list(&self.0.list(caller, id).await?))
    }

    pub(super) async fn list_refreshed(
        &self,
        caller: &Caller,
        ask: v::RefreshIssuerListRequest,
    ) -> Result<v::IssuerList, Error> {
        let id = sought("list", &ask.id)?;
        Ok(list(&self.0.refresh_list(caller, id).await?))
    }

    pub(super) async fn list_replaced(
        &self,
        caller: &Caller,
        ask: v::ReplaceIssuerListRequest,
    ) -> Result<v::IssuerList, Error> {
        let id = sought("list", &ask.id)?;
        let replaced = self
            .0
            .replace_list(caller, id, &ask.file_name, &ask.content)
            .await?;
        Ok(list(&replaced))
    }

    pub(super) async fn list_removed(
        &self,
        caller: &Caller,
        ask: v::RemoveIssuerListRequest,
    ) -> Result<v::RemoveIssuerListResponse, Error> {
        self.0.remove_list(caller, sought("list", &ask.id)?).await?;
        Ok(v::RemoveIssuerListResponse {})
    }

    pub(super) async fn list_read(
        &self,
        caller: &Caller,
        ask: v::ListIssuerListEntriesRequest,
    ) -> Result<v::ListIssuerListEntriesResponse, Error> {
        let id = sought("list", &ask.id)?;
        let page = ask.page.unwrap_or_default();
        let limit = limit(page.limit);
        let after: Option<String> = cursor(&page.cursor)?;
        let after = after.unwrap_or_default();
        let mut found = self.0.list_entries(caller, id, &after, limit + 1).await?;
        Ok(v::ListIssuerListEntriesResponse {
            page: cut(&mut found, limit, |e| e.issuer.clone()),
            entries: found
                .into_iter()
                .map(|e| v::IssuerListEntry {
                    issuer_id: e.issuer,
                    name: e.name,
                    location: e.location,
                    url: e.url,
                })
                .collect(),
        })
    }
}

fn list(list: &List) -> v::IssuerList {
    v::IssuerList {
        id: list.id.to_string(),
        name: list.name.clone(),
        url: list.url.clone(),
        format: list.format.clone(),
        issuers: list.issuers,
        added_at: Some(list.added_at.proto()),
        fetched_at: Some(list.fetched_at.proto()),
        next_fetch_at: list.next_fetch_at.map(Timestamp::proto),
        failing_since: list.failing_since.map(Timestamp::proto),
        problem: list.problem.clone(),
        file_name: list.file_name.clone(),
        digest: list.digest.clone(),
    }
}
