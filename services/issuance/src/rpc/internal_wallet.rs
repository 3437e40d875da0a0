//! What wallet, notification and verification ask about credentials.

use crate::{Error, Issuance};
use contracts::issuance::v1::*;
use platform::identity::Caller;

pub(super) async fn get_contact(_app: &Issuance, caller: &Caller, _asked: GetContactRequest) -> Result<Contact, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn credentials_of_address(_app: &Issuance, caller: &Caller, _asked: CredentialsOfAddressRequest) -> Result<CredentialsOfAddressResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn set_visibility(_app: &Issuance, caller: &Caller, _asked: SetVisibilityRequest) -> Result<SetVisibilityResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn check_ledger(_app: &Issuance, caller: &Caller, _asked: CheckLedgerRequest) -> Result<LedgerAnswer, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn list_own_origins(_app: &Issuance, caller: &Caller, _asked: ListOwnOriginsRequest) -> Result<ListOwnOriginsResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

