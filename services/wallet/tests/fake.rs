//! An issuance that answers from memory what the wallet may ask.

use contracts::issuance::v1::{internal_server::Internal, *};
use platform::ids::{CredentialId, IssuerId};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use tonic::{Request, Response, Status};

/// A credential in the ledger.
#[derive(Clone)]
pub struct Row {
    pub issuer: IssuerId,
    pub email: String,
    pub name: String,
    pub achievement: String,
    pub progression: String,
    pub rank: u32,
    pub version: u64,
    pub status: String,
    pub visibility: String,
    pub acceptance: String,
    /// The wallet's version that was applied last.
    pub wallet_version: u64,
}

#[derive(Default)]
pub struct Ledger {
    pub rows: BTreeMap<String, Row>,
    pub away: bool,
    pub contacts_asked: u32,
}

#[derive(Clone, Default)]
pub struct FakeIssuance(pub Arc<Mutex<Ledger>>);

impl FakeIssuance {
    pub fn row(&self, id: CredentialId) -> Row {
        self.0.lock().unwrap().rows[&id.to_string()].clone()
    }
    pub fn change(&self, id: CredentialId, change: impl FnOnce(&mut Row)) {
        change(
            self.0
                .lock()
                .unwrap()
                .rows
                .get_mut(&id.to_string())
                .unwrap(),
        );
    }
    pub fn set_away(&self, away: bool) {
        self.0.lock().unwrap().away = away;
    }
    fn there(&self) -> Result<std::sync::MutexGuard<'_, Ledger>, Status> {
        let ledger = self.0.lock().unwrap();
        if ledger.away {
            Err(Status::unavailable("issuance is away"))
        } else {
            Ok(ledger)
        }
    }
}

macro_rules! never_asked {
    ($($method:ident: $asked:ty => $answer:ty),* $(,)?) => {
        #[tonic::async_trait]
        impl Internal for FakeIssuance {
            async fn get_contact(&self, request: Request<GetContactRequest>) -> Result<Response<Contact>, Status> {
                let mut ledger = self.there()?;
                ledger.contacts_asked += 1;
                let id = &request.get_ref().credential_id;
                let row = ledger.rows.get(id).ok_or_else(|| Status::not_found("no such credential"))?;
                Ok(Response::new(Contact {
                    credential_id: id.clone(),
                    issuer_id: row.issuer.to_string(),
                    recipient: Some(Recipient { email: row.email.clone(), name: row.name.clone(), member_number: String::new() }),
                    locale: "en-GB".into(),
                    erased: false,
                }))
            }
            async fn credentials_of_address(&self, request: Request<CredentialsOfAddressRequest>) -> Result<Response<CredentialsOfAddressResponse>, Status> {
                let ledger = self.there()?;
                let email = &request.get_ref().email;
                let credentials = ledger.rows.iter().filter(|(_, row)| row.email.eq_ignore_ascii_case(email)).map(|(id, row)| AddressedCredential {
                    credential_id: id.clone(),
                    issuer_id: row.issuer.to_string(),
                    achievement_id: row.achievement.clone(),
                    progression_id: row.progression.clone(),
                    rank: row.rank,
                    version: row.version,
                    status: row.status.clone(),
                });
                Ok(Response::new(CredentialsOfAddressResponse { credentials: credentials.collect() }))
            }
            async fn set_visibility(&self, request: Request<SetVisibilityRequest>) -> Result<Response<SetVisibilityResponse>, Status> {
                let mut ledger = self.there()?;
                let asked = request.into_inner();
                if !["", "accepted", "declined"].contains(&asked.acceptance.as_str()) {
                    return Err(Status::invalid_argument("an earner's act is `accepted` or `declined`"));
                }
                assert_eq!(asked.versions.len(), asked.credential_ids.len(), "each badge comes with its version");
                for (id, version) in asked.credential_ids.iter().zip(&asked.versions) {
                    let row = ledger.rows.get_mut(id).ok_or_else(|| Status::not_found("no such credential"))?;
                    if *version <= row.wallet_version {
                        continue;
                    }
                    row.wallet_version = *version;
                    if !asked.visibility.is_empty() {
                        row.visibility = asked.visibility.clone();
                    }
                    if !asked.acceptance.is_empty() {
                        row.acceptance = asked.acceptance.clone();
                    }
                }
                Ok(Response::new(SetVisibilityResponse { credential_ids: asked.credential_ids }))
            }
            async fn list_badges(&self, request: Request<ListBadgesRequest>) -> Result<Response<ListBadgesResponse>, Status> {
                let ledger = self.there()?;
                let badges = request.get_ref().ids.iter().filter_map(|id| ledger.rows.get(id).map(|row| BadgeSummary {
                    id: id.clone(),
                    status: row.status.clone(),
                    visibility: row.visibility.clone(),
                    ..Default::default()
                }));
                Ok(Response::new(ListBadgesResponse { badges: badges.collect() }))
            }
            $(async fn $method(&self, _: Request<$asked>) -> Result<Response<$answer>, Status> {
                Err(Status::unimplemented(concat!("the wallet has no business asking ", stringify!($method))))
            })*
        }
    };
}

never_asked! {
    authenticate_api_key: AuthenticateApiKeyRequest => ApiKey,
    staff_sign_in: StaffSignInRequest => StaffSession,
    get_staff_session: GetStaffSessionRequest => StaffSession,
    staff_sign_out: StaffSignOutRequest => StaffSignOutResponse,
    preview_set_up: PreviewSetUpRequest => PreviewSetUpResponse,
    complete_set_up: CompleteSetUpRequest => StaffSession,
    bootstrap_operator: BootstrapOperatorRequest => BootstrapOperatorResponse,
    award_by_rule: AwardByRuleRequest => AwardByRuleResponse,
    set_standing: SetStandingRequest => SetStandingResponse,
    update_recipient: UpdateRecipientRequest => UpdateRecipientResponse,
    get_document: GetDocumentRequest => Document,
    get_certificate: GetCertificateRequest => Certificate,
    get_issuer_page: GetIssuerPageRequest => IssuerPage,
    preview_design: PreviewDesignRequest => Document,
    check_ledger: CheckLedgerRequest => LedgerAnswer,
    list_own_origins: ListOwnOriginsRequest => ListOwnOriginsResponse,
}
