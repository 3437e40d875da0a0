//! Staff accounts, API keys and design previews, for the gateway.

use crate::{Error, Issuance};
use contracts::issuance::v1::*;
use platform::identity::Caller;

pub(super) async fn authenticate_api_key(_app: &Issuance, caller: &Caller, _asked: AuthenticateApiKeyRequest) -> Result<ApiKey, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn staff_sign_in(_app: &Issuance, caller: &Caller, _asked: StaffSignInRequest) -> Result<StaffSession, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn get_staff_session(_app: &Issuance, caller: &Caller, _asked: GetStaffSessionRequest) -> Result<StaffSession, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn staff_sign_out(_app: &Issuance, caller: &Caller, _asked: StaffSignOutRequest) -> Result<StaffSignOutResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn preview_set_up(_app: &Issuance, caller: &Caller, _asked: PreviewSetUpRequest) -> Result<PreviewSetUpResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn complete_set_up(_app: &Issuance, caller: &Caller, _asked: CompleteSetUpRequest) -> Result<StaffSession, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn bootstrap_operator(_app: &Issuance, caller: &Caller, _asked: BootstrapOperatorRequest) -> Result<BootstrapOperatorResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn preview_design(_app: &Issuance, caller: &Caller, _asked: PreviewDesignRequest) -> Result<Document, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

