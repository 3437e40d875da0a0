//! The VC-API's methods.

use super::{Rpc, answered, called};
use crate::{Error, app::vc_api};
use contracts::issuance::v1::{vc_api_server::VcApi, *};
use tonic::{Request, Response, Status};

impl From<vc_api::Answer> for VcApiAnswer {
    fn from(answer: vc_api::Answer) -> Self {
        Self {
            ok: answer.is_ok(),
            json: answer.json.map(|json| json.to_string()).unwrap_or_default(),
            problems: answer
                .problems
                .into_iter()
                .map(|problem| VcApiProblem {
                    r#type: problem.kind,
                    title: problem.title.to_owned(),
                    detail: problem.detail,
                })
                .collect(),
            warnings: answer.warnings,
        }
    }
}

fn told(outcome: Result<vc_api::Answer, Error>) -> Result<Response<VcApiAnswer>, Status> {
    answered(outcome.map(Into::into))
}

#[tonic::async_trait]
impl VcApi for Rpc {
    async fn list_vc_api_instances(
        &self,
        request: Request<ListVcApiInstancesRequest>,
    ) -> Result<Response<ListVcApiInstancesResponse>, Status> {
        let (caller, _) = called(request)?;
        let listed = vc_api::instances(&self.0, &caller).await;
        answered(listed.map(|all| {
            ListVcApiInstancesResponse {
                instances: all
                    .into_iter()
                    .map(|one| VcApiInstance {
                        name: one.instance.name.to_owned(),
                        suite: one.instance.suite().to_owned(),
                        key_type: one.instance.key.name().to_owned(),
                        issuer: one.issuer,
                        status_purposes: one
                            .instance
                            .purposes
                            .iter()
                            .map(|&purpose| purpose.to_owned())
                            .collect(),
                    })
                    .collect(),
            }
        }))
    }
    async fn issue_vc_api_credential(
        &self,
        request: Request<VcApiRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        told(vc_api::issue(&self.0, &caller, &asked.instance, &asked.body).await)
    }
    async fn derive_vc_api_credential(
        &self,
        request: Request<VcApiRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        told(vc_api::derive(&self.0, &caller, &asked.body).await)
    }
    async fn verify_vc_api_credential(
        &self,
        request: Request<VcApiRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        told(vc_api::verify_credential(&self.0, &caller, &asked.body).await)
    }
    async fn verify_vc_api_presentation(
        &self,
        request: Request<VcApiRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        told(vc_api::verify_presentation(&self.0, &caller, &asked.body).await)
    }
    async fn set_vc_api_status(
        &self,
        request: Request<VcApiRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        told(vc_api::set_status(&self.0, &caller, &asked.instance, &asked.body).await)
    }
    async fn get_vc_api_status_list(
        &self,
        request: Request<GetVcApiStatusListRequest>,
    ) -> Result<Response<VcApiAnswer>, Status> {
        let (caller, asked) = called(request)?;
        let list = vc_api::status_list(&self.0, &caller, &asked.instance, &asked.list).await;
        answered(list.and_then(|list| {
            let list = list.ok_or(Error::NotFound("status list"))?;
            Ok(VcApiAnswer {
                ok: true,
                json: list.to_string(),
                ..VcApiAnswer::default()
            })
        }))
    }
}
