//! The internal service: each method is one function of the module it belongs to.

use super::{
    Rpc, answered, called, internal_accounts, internal_documents, internal_rules, internal_wallet,
};
use contracts::issuance::v1::{internal_server::Internal, *};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Internal for Rpc {
    async fn authenticate_api_key(
        &self,
        request: Request<AuthenticateApiKeyRequest>,
    ) -> Result<Response<ApiKey>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::authenticate_api_key(&self.0, &caller, asked).await)
    }
    async fn staff_sign_in(
        &self,
        request: Request<StaffSignInRequest>,
    ) -> Result<Response<StaffSession>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::staff_sign_in(&self.0, &caller, asked).await)
    }
    async fn get_staff_session(
        &self,
        request: Request<GetStaffSessionRequest>,
    ) -> Result<Response<StaffSession>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::get_staff_session(&self.0, &caller, asked).await)
    }
    async fn staff_sign_out(
        &self,
        request: Request<StaffSignOutRequest>,
    ) -> Result<Response<StaffSignOutResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::staff_sign_out(&self.0, &caller, asked).await)
    }
    async fn preview_set_up(
        &self,
        request: Request<PreviewSetUpRequest>,
    ) -> Result<Response<PreviewSetUpResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::preview_set_up(&self.0, &caller, asked).await)
    }
    async fn complete_set_up(
        &self,
        request: Request<CompleteSetUpRequest>,
    ) -> Result<Response<StaffSession>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::complete_set_up(&self.0, &caller, asked).await)
    }
    async fn bootstrap_operator(
        &self,
        request: Request<BootstrapOperatorRequest>,
    ) -> Result<Response<BootstrapOperatorResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::bootstrap_operator(&self.0, &caller, asked).await)
    }
    async fn award_by_rule(
        &self,
        request: Request<AwardByRuleRequest>,
    ) -> Result<Response<AwardByRuleResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_rules::award_by_rule(&self.0, &caller, asked).await)
    }
    async fn set_standing(
        &self,
        request: Request<SetStandingRequest>,
    ) -> Result<Response<SetStandingResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_rules::set_standing(&self.0, &caller, asked).await)
    }
    async fn update_recipient(
        &self,
        request: Request<UpdateRecipientRequest>,
    ) -> Result<Response<UpdateRecipientResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_rules::update_recipient(&self.0, &caller, asked).await)
    }
    async fn get_document(
        &self,
        request: Request<GetDocumentRequest>,
    ) -> Result<Response<Document>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_documents::get_document(&self.0, &caller, asked).await)
    }
    async fn get_certificate(
        &self,
        request: Request<GetCertificateRequest>,
    ) -> Result<Response<Certificate>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_documents::get_certificate(&self.0, &caller, asked).await)
    }
    async fn get_issuer_page(
        &self,
        request: Request<GetIssuerPageRequest>,
    ) -> Result<Response<IssuerPage>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_documents::get_issuer_page(&self.0, &caller, asked).await)
    }
    async fn list_badges(
        &self,
        request: Request<ListBadgesRequest>,
    ) -> Result<Response<ListBadgesResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_documents::list_badges(&self.0, &caller, asked).await)
    }
    async fn preview_design(
        &self,
        request: Request<PreviewDesignRequest>,
    ) -> Result<Response<Document>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_accounts::preview_design(&self.0, &caller, asked).await)
    }
    async fn get_contact(
        &self,
        request: Request<GetContactRequest>,
    ) -> Result<Response<Contact>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_wallet::get_contact(&self.0, &caller, asked).await)
    }
    async fn credentials_of_address(
        &self,
        request: Request<CredentialsOfAddressRequest>,
    ) -> Result<Response<CredentialsOfAddressResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_wallet::credentials_of_address(&self.0, &caller, asked).await)
    }
    async fn set_visibility(
        &self,
        request: Request<SetVisibilityRequest>,
    ) -> Result<Response<SetVisibilityResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_wallet::set_visibility(&self.0, &caller, asked).await)
    }
    async fn check_ledger(
        &self,
        request: Request<CheckLedgerRequest>,
    ) -> Result<Response<LedgerAnswer>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_wallet::check_ledger(&self.0, &caller, asked).await)
    }
    async fn list_own_origins(
        &self,
        request: Request<ListOwnOriginsRequest>,
    ) -> Result<Response<ListOwnOriginsResponse>, Status> {
        let (caller, asked) = called(request)?;
        answered(internal_wallet::list_own_origins(&self.0, &caller, asked).await)
    }
}
