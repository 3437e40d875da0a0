//! Public documents and pages, for the gateway and verification.

use crate::{Error, Issuance};
use contracts::issuance::v1::*;
use platform::identity::Caller;

pub(super) async fn get_document(_app: &Issuance, caller: &Caller, _asked: GetDocumentRequest) -> Result<Document, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn get_certificate(_app: &Issuance, caller: &Caller, _asked: GetCertificateRequest) -> Result<Certificate, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn get_issuer_page(_app: &Issuance, caller: &Caller, _asked: GetIssuerPageRequest) -> Result<IssuerPage, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn list_badges(_app: &Issuance, caller: &Caller, _asked: ListBadgesRequest) -> Result<ListBadgesResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

