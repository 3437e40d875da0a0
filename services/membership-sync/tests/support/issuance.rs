//! A stand-in for issuance: answers the calls of membership-sync as the contract says, and remembers them.

use contracts::{
    Wire,
    issuance::v1::{
        Achievement, AwardByRuleRequest, AwardByRuleResponse, GetAchievementRequest,
        GetIssuerRequest, Issuer, RuleAwardResult, SetStandingRequest, SetStandingResponse,
        UpdateRecipientRequest, UpdateRecipientResponse,
    },
    wire,
};
use platform::{
    identity::Identity,
    ids::{AchievementId, CredentialId, Ids, IssuerId},
};
use prost::Message;
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use tonic::{Request, Response, Status, body::Body};

/// A call that changed something, as it came.
#[derive(Clone, Debug)]
pub enum Asked {
    Awards(AwardByRuleRequest),
    Standing(SetStandingRequest),
    Recipient(UpdateRecipientRequest),
}

#[derive(Default)]
struct Ledger {
    achievements: BTreeMap<String, (IssuerId, String)>,
    /// Reference → how often it was really awarded.
    awarded: BTreeMap<(String, String), u32>,
    /// Reference → the badge's id.
    credentials: BTreeMap<(String, String), String>,
    /// Rule and member → the newest decision.
    standing: BTreeMap<(String, String), (u64, bool)>,
    /// Rule and member → badges.
    badges: BTreeMap<(String, String), u32>,
    asked: Vec<Asked>,
}

pub struct Mock {
    ledger: Mutex<Ledger>,
    ids: Ids,
    /// Answers nothing but that it is away.
    pub away: AtomicBool,
    /// Lets so many award calls through and no more.
    pub awards_left: AtomicUsize,
    /// Addresses that spoil a whole call.
    pub poison: Mutex<Option<String>>,
    zone: Mutex<String>,
}

impl Mock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            ledger: Mutex::default(),
            ids: Ids::system(),
            away: AtomicBool::new(false),
            awards_left: AtomicUsize::new(usize::MAX),
            poison: Mutex::default(),
            zone: Mutex::new("Europe/London".to_owned()),
        })
    }

    pub fn achievement(&self, issuer: IssuerId, name: &str) -> AchievementId {
        let id: AchievementId = self.ids.random();
        self.ledger
            .lock()
            .unwrap()
            .achievements
            .insert(id.to_string(), (issuer, name.to_owned()));
        id
    }
    pub fn asked(&self) -> Vec<Asked> {
        self.ledger.lock().unwrap().asked.clone()
    }
    pub fn standings(&self) -> Vec<SetStandingRequest> {
        self.asked()
            .into_iter()
            .filter_map(|a| {
                if let Asked::Standing(s) = a {
                    Some(s)
                } else {
                    None
                }
            })
            .collect()
    }
    pub fn recipients(&self) -> Vec<UpdateRecipientRequest> {
        self.asked()
            .into_iter()
            .filter_map(|a| {
                if let Asked::Recipient(r) = a {
                    Some(r)
                } else {
                    None
                }
            })
            .collect()
    }
    /// Each award that was asked for, in the order of asking.
    pub fn awards_asked(&self) -> Vec<contracts::issuance::v1::RuleAward> {
        self.asked()
            .into_iter()
            .flat_map(|a| {
                if let Asked::Awards(r) = a {
                    r.awards
                } else {
                    Vec::new()
                }
            })
            .collect()
    }
    pub fn award_calls(&self) -> usize {
        self.asked()
            .iter()
            .filter(|a| matches!(a, Asked::Awards(_)))
            .count()
    }
    /// How often each reference was really awarded.
    pub fn awarded(&self) -> BTreeMap<String, u32> {
        self.ledger
            .lock()
            .unwrap()
            .awarded
            .iter()
            .map(|((_, reference), n)| (reference.clone(), *n))
            .collect()
    }

    /// The badge a reference led to.
    pub fn credential(&self, reference: &str) -> String {
        let ledger = self.ledger.lock().unwrap();
        let (_, id) = ledger
            .credentials
            .iter()
            .find(|((_, r), _)| r == reference)
            .unwrap();
        id.clone()
    }

    /// The way to it, behind a check of the caller's right.
    pub fn wire(self: &Arc<Self>, identity: Identity) -> Wire {
        let (mock, identity) = (self.clone(), Arc::new(identity));
        wire(tower::service_fn(move |request: http::Request<Body>| {
            let (mock, identity) = (mock.clone(), identity.clone());
            async move { Ok::<_, std::convert::Infallible>(mock.answer(&identity, request).await) }
        }))
    }

    async fn answer(
        self: Arc<Self>,
        identity: &Identity,
        request: http::Request<Body>,
    ) -> http::Response<Body> {
        let path = request.uri().path().to_owned();
        let token = request
            .headers()
            .get("accolade-token")
            .and_then(|t| t.to_str().ok())
            .unwrap_or_default();
        if let Err(error) = identity.verify(token, &path) {
            return Status::permission_denied(error.to_string()).into_http();
        }
        if self.away.load(Ordering::SeqCst) {
            return Status::unavailable("away").into_http();
        }
        match path.as_str() {
            "/accolade.issuance.v1.Issuers/GetIssuer" => {
                unary(request, move |q| self.get_issuer(q)).await
            }
            "/accolade.issuance.v1.Achievements/GetAchievement" => {
                unary(request, move |q| self.get_achievement(q)).await
            }
            "/accolade.issuance.v1.Internal/AwardByRule" => {
                if self
                    .awards_left
                    .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1))
                    .is_err()
                {
                    // As a process that hangs: the caller is killed while it waits.
                    std::future::pending::<()>().await;
                }
                unary(request, move |q| self.award(q)).await
            }
            "/accolade.issuance.v1.Internal/SetStanding" => {
                unary(request, move |q| Ok(self.set_standing(q))).await
            }
            "/accolade.issuance.v1.Internal/UpdateRecipient" => {
                unary(request, move |q| Ok(self.update_recipient(q))).await
            }
            other => Status::unimplemented(other.to_owned()).into_http(),
        }
    }

    fn get_issuer(&self, q: GetIssuerRequest) -> Result<Issuer, Status> {
        if q.id
            .parse::<IssuerId>()
            .is_ok_and(|id| platform::ids::Id::uuid(id).as_u128() == 404)
        {
            return Err(Status::not_found("there is no such issuer here"));
        }
        Ok(Issuer {
            id: q.id,
            time_zone: self.zone.lock().unwrap().clone(),
            ..Default::default()
        })
    }

    fn get_achievement(&self, q: GetAchievementRequest) -> Result<Achievement, Status> {
        let ledger = self.ledger.lock().unwrap();
        let (issuer, name) = ledger
            .achievements
            .get(&q.id)
            .ok_or_else(|| Status::not_found("there is no such achievement here"))?;
        Ok(Achievement {
            id: q.id.clone(),
            issuer_id: issuer.to_string(),
            name: name.clone(),
            ..Default::default()
        })
    }

    fn award(&self, q: AwardByRuleRequest) -> Result<AwardByRuleResponse, Status> {
        assert!(
            q.awards.len() <= 100,
            "{} awards in one call",
            q.awards.len()
        );
        let poison = self.poison.lock().unwrap().clone();
        let email =
            |a: &contracts::issuance::v1::RuleAward| a.recipient.as_ref().unwrap().email.clone();
        if q.awards.iter().any(|a| Some(email(a)) == poison) {
            return Err(Status::invalid_argument("recipient.email: cannot be used"));
        }
        let mut ledger = self.ledger.lock().unwrap();
        ledger.asked.push(Asked::Awards(q.clone()));
        let results = q
            .awards
            .iter()
            .map(|a| {
                let key = (q.issuer_id.clone(), a.reference.clone());
                let is_new = !ledger.awarded.contains_key(&key);
                if is_new {
                    *ledger.awarded.entry(key.clone()).or_default() += 1;
                    let id = self.ids.random::<CredentialId>().to_string();
                    ledger.credentials.insert(key.clone(), id);
                    let member = a.recipient.as_ref().unwrap().member_number.clone();
                    *ledger
                        .badges
                        .entry((a.rule_id.clone(), member))
                        .or_default() += 1;
                }
                let outcome = if is_new { "awarded" } else { "repeated" };
                RuleAwardResult {
                    credential_id: ledger.credentials[&key].clone(),
                    outcome: outcome.into(),
                    reason: String::new(),
                }
            })
            .collect();
        Ok(AwardByRuleResponse { results })
    }

    fn set_standing(&self, q: SetStandingRequest) -> SetStandingResponse {
        let mut ledger = self.ledger.lock().unwrap();
        ledger.asked.push(Asked::Standing(q.clone()));
        let key = (q.rule_id, q.member_number);
        let changed = ledger.badges.get(&key).copied().unwrap_or_default();
        let newest = ledger.standing.get(&key).copied();
        if newest.is_some_and(|(n, _)| n >= q.decision_number) {
            return SetStandingResponse {
                changed: 0,
                ignored: true,
            };
        }
        ledger.standing.insert(key, (q.decision_number, q.good));
        SetStandingResponse {
            changed,
            ignored: false,
        }
    }

    fn update_recipient(&self, q: UpdateRecipientRequest) -> UpdateRecipientResponse {
        self.ledger.lock().unwrap().asked.push(Asked::Recipient(q));
        UpdateRecipientResponse { revised: 1 }
    }
}

async fn unary<Q, A>(
    request: http::Request<Body>,
    answer: impl FnOnce(Q) -> Result<A, Status> + Clone + Send + 'static,
) -> http::Response<Body>
where
    Q: Message + Default + Send + 'static,
    A: Message + Default + Send + 'static,
{
    let service = tower::service_fn(move |request: Request<Q>| {
        let outcome = (answer.clone())(request.into_inner());
        async move { outcome.map(Response::new) }
    });
    tonic::server::Grpc::new(tonic_prost::ProstCodec::<A, Q>::default())
        .unary(service, request)
        .await
}
