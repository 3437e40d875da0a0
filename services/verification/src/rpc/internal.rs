//! For our own services and operators: the registry of issuers, and watched badges.

use super::{Rpc, refuse};
use contracts::{
    common::v1::PageInfo,
    verification::v1::{self as v, internal_server::Internal},
};
use platform::rpc;
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Internal for Rpc {
    async fn set_known_issuer(
        &self,
        request: Request<v::SetKnownIssuerRequest>,
    ) -> Result<Response<v::KnownIssuer>, Status> {
        let caller = rpc::caller(&request)?;
        let ask = request.into_inner();
        self.0
            .set_known(&caller, &ask.issuer_id, &ask.name, ask.known)
            .await
            .map_err(refuse)?;
        Ok(Response::new(v::KnownIssuer {
            issuer_id: ask.issuer_id,
            name: ask.name,
            known: ask.known,
            added_at: None,
        }))
    }

    async fn list_known_issuers(
        &self,
        request: Request<v::ListKnownIssuersRequest>,
    ) -> Result<Response<v::ListKnownIssuersResponse>, Status> {
        let caller = rpc::caller(&request)?;
        let page = request.into_inner().page.unwrap_or_default();
        let limit = u64::from(if page.limit == 0 {
            50
        } else {
            page.limit.min(200)
        });
        let mut found = self
            .0
            .known(&caller, &page.cursor, limit + 1)
            .await
            .map_err(refuse)?;
        let more = found.len() as u64 > limit;
        found.truncate(limit as usize);
        let next_cursor = if more {
            found.last().map(|i| i.issuer.clone()).unwrap_or_default()
        } else {
            String::new()
        };
        let issuers = found
            .into_iter()
            .map(|i| v::KnownIssuer {
                issuer_id: i.issuer,
                name: i.name,
                known: true,
                added_at: Some(i.added_at.proto()),
            })
            .collect();
        Ok(Response::new(v::ListKnownIssuersResponse {
            issuers,
            page: Some(PageInfo {
                next_cursor,
                total: None,
                ..Default::default()
            }),
        }))
    }

    async fn add_issuer_list(
        &self,
        _request: Request<v::AddIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        Err(unimplemented("add_issuer_list"))
    }

    async fn list_issuer_lists(
        &self,
        _request: Request<v::ListIssuerListsRequest>,
    ) -> Result<Response<v::ListIssuerListsResponse>, Status> {
        Err(unimplemented("list_issuer_lists"))
    }

    async fn get_issuer_list(
        &self,
        _request: Request<v::GetIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        Err(unimplemented("get_issuer_list"))
    }

    async fn refresh_issuer_list(
        &self,
        _request: Request<v::RefreshIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        Err(unimplemented("refresh_issuer_list"))
    }

    async fn replace_issuer_list(
        &self,
        _request: Request<v::ReplaceIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        Err(unimplemented("replace_issuer_list"))
    }

    async fn remove_issuer_list(
        &self,
        _request: Request<v::RemoveIssuerListRequest>,
    ) -> Result<Response<v::RemoveIssuerListResponse>, Status> {
        Err(unimplemented("remove_issuer_list"))
    }

    async fn list_issuer_list_entries(
        &self,
        _request: Request<v::ListIssuerListEntriesRequest>,
    ) -> Result<Response<v::ListIssuerListEntriesResponse>, Status> {
        Err(unimplemented("list_issuer_list_entries"))
    }

    async fn watch(
        &self,
        _request: Request<v::WatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        Err(unimplemented("watch"))
    }

    async fn get_watch(
        &self,
        _request: Request<v::GetWatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        Err(unimplemented("get_watch"))
    }

    async fn list_watches(
        &self,
        _request: Request<v::ListWatchesRequest>,
    ) -> Result<Response<v::ListWatchesResponse>, Status> {
        Err(unimplemented("list_watches"))
    }

    async fn recheck_watch(
        &self,
        _request: Request<v::RecheckWatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        Err(unimplemented("recheck_watch"))
    }

    async fn unwatch(
        &self,
        _request: Request<v::UnwatchRequest>,
    ) -> Result<Response<v::UnwatchResponse>, Status> {
        Err(unimplemented("unwatch"))
    }
}

fn unimplemented(name: &str) -> Status {
    Status::unimplemented(format!("{name} is not built yet"))
}
