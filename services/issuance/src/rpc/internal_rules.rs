//! What membership-sync asks for: awards by rule, standing, corrections.

use crate::{Error, Issuance};
use contracts::issuance::v1::*;
use platform::identity::Caller;

pub(super) async fn award_by_rule(_app: &Issuance, caller: &Caller, _asked: AwardByRuleRequest) -> Result<AwardByRuleResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn set_standing(_app: &Issuance, caller: &Caller, _asked: SetStandingRequest) -> Result<SetStandingResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

pub(super) async fn update_recipient(_app: &Issuance, caller: &Caller, _asked: UpdateRecipientRequest) -> Result<UpdateRecipientResponse, Error> {
    caller.must_be_service()?;
    Err(Error::NotFound("answer"))
}

