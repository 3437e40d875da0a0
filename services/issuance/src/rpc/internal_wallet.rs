//! What wallet, notification and verification ask about credentials.

use super::{
    credentials::recipient,
    read::{id, optional_id, sought, time},
};
use crate::{
    Error, Issuance,
    app::{pages, standing},
    domain::credential::{Acceptance, Visibility},
};
use contracts::issuance::v1::*;
use platform::{identity::Caller, ids::CredentialId};

pub(super) async fn get_contact(
    app: &Issuance,
    caller: &Caller,
    asked: GetContactRequest,
) -> Result<Contact, Error> {
    let found = pages::contact(app, caller, sought("credential", &asked.credential_id)?).await?;
    Ok(Contact {
        credential_id: found.credential.id.to_string(),
        issuer_id: found.credential.issuer.to_string(),
        erased: found.recipient.is_none(),
        recipient: found.recipient.as_ref().map(recipient),
        locale: found.locale,
    })
}

pub(super) async fn credentials_of_address(
    app: &Issuance,
    caller: &Caller,
    asked: CredentialsOfAddressRequest,
) -> Result<CredentialsOfAddressResponse, Error> {
    let address = asked
        .email
        .parse()
        .map_err(|e: crate::domain::email::NotAnAddress| {
            Error::field("email", "", e.to_string())
        })?;
    let found = pages::of_address(
        app,
        caller,
        &address,
        optional_id("issuer_id", &asked.issuer_id)?,
    )
    .await?;
    let addressed = |c: &crate::domain::credential::Credential| AddressedCredential {
        credential_id: c.id.to_string(),
        issuer_id: c.issuer.to_string(),
        achievement_id: c.achievement.to_string(),
        progression_id: c.progression.map(|id| id.to_string()).unwrap_or_default(),
        rank: c.rank,
        version: c.version,
        status: c.ledger_state().as_str().to_owned(),
    };
    Ok(CredentialsOfAddressResponse {
        credentials: found.iter().map(addressed).collect(),
    })
}

pub(super) async fn set_visibility(
    app: &Issuance,
    caller: &Caller,
    asked: SetVisibilityRequest,
) -> Result<SetVisibilityResponse, Error> {
    let ids = asked
        .credential_ids
        .iter()
        .map(|text| id("credential_ids", text))
        .collect::<Result<Vec<CredentialId>, Error>>()?;
    let said = asked.versions.len();
    if said != 0 && said != ids.len() {
        return Err(Error::field(
            "versions",
            said.to_string(),
            format!("name one for each of the {} badges, or none", ids.len()),
        ));
    }
    let versions = asked.versions.iter().copied().map(Some);
    let badges: Vec<standing::Spoken> = ids
        .into_iter()
        .zip(versions.chain(std::iter::repeat(None)))
        .collect();
    let visibility = match asked.visibility.as_str() {
        "" => None,
        text => match text.parse() {
            Ok(wished @ (Visibility::Private | Visibility::Link | Visibility::Public)) => {
                Some(wished)
            }
            _ => {
                return Err(Error::field(
                    "visibility",
                    text,
                    "an earner chooses `private`, `link` or `public`",
                ));
            }
        },
    };
    let acceptance = match asked.acceptance.as_str() {
        "" => None,
        text => {
            let act = text.parse::<Acceptance>();
            Some(act.map_err(|e| Error::field("acceptance", text, e.to_string()))?)
        }
    };
    let done = standing::set_visibility(app, caller, &badges, visibility, acceptance).await?;
    Ok(SetVisibilityResponse {
        credential_ids: done.iter().map(ToString::to_string).collect(),
    })
}

pub(super) async fn check_ledger(
    app: &Issuance,
    caller: &Caller,
    asked: CheckLedgerRequest,
) -> Result<LedgerAnswer, Error> {
    caller.must_be_service()?;
    let Ok(id) = asked.credential_id.parse::<CredentialId>() else {
        return Ok(LedgerAnswer::default());
    };
    let Some(answer) = pages::check_ledger(app, caller, id, &asked.digest).await? else {
        return Ok(LedgerAnswer::default());
    };
    Ok(LedgerAnswer {
        known: true,
        digest_known: answer.digest_known,
        newest: answer.newest,
        status: answer.state.as_str().to_owned(),
        status_reason: answer.reason,
        since: time(answer.since),
        holds: answer
            .credential
            .holds
            .iter()
            .map(|(owner, _)| owner.as_str().to_owned())
            .collect(),
        digests: answer.digests,
    })
}

pub(super) async fn list_own_origins(
    app: &Issuance,
    caller: &Caller,
    _asked: ListOwnOriginsRequest,
) -> Result<ListOwnOriginsResponse, Error> {
    let (bases, dids) = pages::own_origins(app, caller).await?;
    Ok(ListOwnOriginsResponse { bases, dids })
}
