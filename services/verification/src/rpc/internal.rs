//! For our own services and operators: the registry of issuers, and watched badges.

use super::{Rpc, answered};
use contracts::verification::v1::{self as v, internal_server::Internal};
use platform::rpc::caller;
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Internal for Rpc {
    async fn set_known_issuer(
        &self,
        request: Request<v::SetKnownIssuerRequest>,
    ) -> Result<Response<v::KnownIssuer>, Status> {
        let caller = caller(&request)?;
        answered(self.known_set(&caller, request.into_inner()).await)
    }

    async fn list_known_issuers(
        &self,
        request: Request<v::ListKnownIssuersRequest>,
    ) -> Result<Response<v::ListKnownIssuersResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.known_listed(&caller, request.into_inner()).await)
    }

    async fn add_issuer_list(
        &self,
        request: Request<v::AddIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        let caller = caller(&request)?;
        answered(self.list_added(&caller, request.into_inner()).await)
    }

    async fn list_issuer_lists(
        &self,
        request: Request<v::ListIssuerListsRequest>,
    ) -> Result<Response<v::ListIssuerListsResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.lists_listed(&caller).await)
    }

    async fn get_issuer_list(
        &self,
        request: Request<v::GetIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        let caller = caller(&request)?;
        answered(self.list_told(&caller, request.into_inner()).await)
    }

    async fn refresh_issuer_list(
        &self,
        request: Request<v::RefreshIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        let caller = caller(&request)?;
        answered(self.list_refreshed(&caller, request.into_inner()).await)
    }

    async fn replace_issuer_list(
        &self,
        request: Request<v::ReplaceIssuerListRequest>,
    ) -> Result<Response<v::IssuerList>, Status> {
        let caller = caller(&request)?;
        answered(self.list_replaced(&caller, request.into_inner()).await)
    }

    async fn remove_issuer_list(
        &self,
        request: Request<v::RemoveIssuerListRequest>,
    ) -> Result<Response<v::RemoveIssuerListResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.list_removed(&caller, request.into_inner()).await)
    }

    async fn list_issuer_list_entries(
        &self,
        request: Request<v::ListIssuerListEntriesRequest>,
    ) -> Result<Response<v::ListIssuerListEntriesResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.list_read(&caller, request.into_inner()).await)
    }

    async fn watch(
        &self,
        request: Request<v::WatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        let caller = caller(&request)?;
        answered(self.watch_begun(&caller, request.into_inner()).await)
    }

    async fn get_watch(
        &self,
        request: Request<v::GetWatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        let caller = caller(&request)?;
        answered(self.watch_told(&caller, request.into_inner()).await)
    }

    async fn list_watches(
        &self,
        request: Request<v::ListWatchesRequest>,
    ) -> Result<Response<v::ListWatchesResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.watches_listed(&caller, request.into_inner()).await)
    }

    async fn recheck_watch(
        &self,
        request: Request<v::RecheckWatchRequest>,
    ) -> Result<Response<v::Watched>, Status> {
        let caller = caller(&request)?;
        answered(self.watch_rechecked(&caller, request.into_inner()).await)
    }

    async fn unwatch(
        &self,
        request: Request<v::UnwatchRequest>,
    ) -> Result<Response<v::UnwatchResponse>, Status> {
        let caller = caller(&request)?;
        answered(self.watch_ended(&caller, request.into_inner()).await)
    }
}
