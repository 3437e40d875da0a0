//! For customers: many badges at once.

use super::Rpc;
use contracts::verification::v1::{self as v, batches_server::Batches};
use futures::stream::BoxStream;
use tonic::{Request, Response, Status, Streaming};

#[tonic::async_trait]
impl Batches for Rpc {
    type ExportVerifyResultsStream = BoxStream<'static, Result<v::VerifyResultsPiece, Status>>;

    async fn create_verify_batch(
        &self,
        _request: Request<Streaming<v::CreateVerifyBatchRequest>>,
    ) -> Result<Response<v::VerifyBatch>, Status> {
        Err(unimplemented("create_verify_batch"))
    }

    async fn export_verify_results(
        &self,
        _request: Request<v::ExportVerifyResultsRequest>,
    ) -> Result<Response<Self::ExportVerifyResultsStream>, Status> {
        Err(unimplemented("export_verify_results"))
    }

    async fn get_verify_batch(
        &self,
        _request: Request<v::GetVerifyBatchRequest>,
    ) -> Result<Response<v::VerifyBatch>, Status> {
        Err(unimplemented("get_verify_batch"))
    }

    async fn list_verify_batches(
        &self,
        _request: Request<v::ListVerifyBatchesRequest>,
    ) -> Result<Response<v::ListVerifyBatchesResponse>, Status> {
        Err(unimplemented("list_verify_batches"))
    }

    async fn list_verify_results(
        &self,
        _request: Request<v::ListVerifyResultsRequest>,
    ) -> Result<Response<v::ListVerifyResultsResponse>, Status> {
        Err(unimplemented("list_verify_results"))
    }

    async fn get_verify_result(
        &self,
        _request: Request<v::GetVerifyResultRequest>,
    ) -> Result<Response<v::Report>, Status> {
        Err(unimplemented("get_verify_result"))
    }

    async fn delete_verify_batch(
        &self,
        _request: Request<v::DeleteVerifyBatchRequest>,
    ) -> Result<Response<v::DeleteVerifyBatchResponse>, Status> {
        Err(unimplemented("delete_verify_batch"))
    }
}

fn unimplemented(name: &str) -> Status {
    Status::unimplemented(format!("{name} is not built yet"))
}
