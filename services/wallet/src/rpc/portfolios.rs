use super::{Rpc, answered};
use contracts::wallet::v1::{GetPortfolioRequest, Portfolio, portfolios_server::Portfolios};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Portfolios for Rpc {
    async fn get_portfolio(
        &self,
        request: Request<GetPortfolioRequest>,
    ) -> Result<Response<Portfolio>, Status> {
        // Everybody may look; that somebody asks still takes a token.
        platform::rpc::caller(&request)?;
        answered(
            self.0
                .get_portfolio(&request.get_ref().handle)
                .await
                .map(Into::into),
        )
    }
}
