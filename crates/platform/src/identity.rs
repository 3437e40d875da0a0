//! Who calls: short-lived signed tokens between the services, and what each caller may do.
//!
//! The gateway finds out who a customer, a staff member or an earner is and says so in a token that names one
//! audience and lives 60 seconds; each service signs with its own Ed25519 key and may speak as itself only for
//! the methods in [`MAY_CALL`]. No token, no answer, also in one process.

use crate::{
    ServiceName,
    clock::{Clock, Timestamp},
    ids::{ApiKeyId, EarnerId, Ids, IssuerId, StaffId},
    refusal::{Kind, Refusal},
    secret::Secret,
};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{
    Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How long a token lives, in seconds.
const LIFETIME: i64 = 60;
/// How far two machines' clocks may differ, in seconds.
const LEEWAY: i64 = 30;

/// Who is behind a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caller {
    /// Stands above tenants: creates issuers, vouches, unlocks.
    Operator {
        /// The key or person.
        subject: String,
    },
    /// A person of an issuer's staff.
    Staff {
        /// The person.
        staff: StaffId,
        /// The tenant they act for.
        issuer: IssuerId,
        /// What they may do there.
        role: Role,
    },
    /// A customer's system.
    Client {
        /// Its key.
        key: ApiKeyId,
        /// The tenant it belongs to.
        issuer: IssuerId,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// A person with a wallet.
    Earner {
        /// The person.
        earner: EarnerId,
    },
    /// Nobody in particular.
    Public,
    /// One of our services, for itself.
    #[serde(untagged)]
    Service(#[serde(with = "service_name")] ServiceName),
}

mod service_name {
    use super::{Deserialize, ServiceName};
    #[derive(super::Serialize, Deserialize)]
    struct Named {
        kind: String,
        name: String,
    }
    pub fn serialize<S: serde::Serializer>(name: &ServiceName, s: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(
            &Named {
                kind: "service".into(),
                name: name.to_string(),
            },
            s,
        )
    }
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(d: D) -> Result<ServiceName, D::Error> {
        let named = Named::deserialize(d)?;
        if named.kind != "service" {
            return Err(serde::de::Error::custom("unknown kind of caller"));
        }
        named.name.parse().map_err(serde::de::Error::custom)
    }
}

/// What a staff member may do at an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks, changes nothing.
    Viewer,
    /// Awards, imports, corrects, revokes.
    Editor,
    /// All that, and keys, staff and settings.
    Owner,
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "viewer" => Ok(Self::Viewer),
            "editor" => Ok(Self::Editor),
            "owner" => Ok(Self::Owner),
            other => Err(format!(
                "`{other}` is not a role; there are owner, editor, viewer"
            )),
        }
    }
}
impl Role {
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }
}

/// One thing an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read achievements.
    #[serde(rename = "achievements:read")]
    AchievementsRead,
    /// Create and change achievements.
    #[serde(rename = "achievements:write")]
    AchievementsWrite,
    /// Read credentials.
    #[serde(rename = "credentials:read")]
    CredentialsRead,
    /// Award, correct, revoke.
    #[serde(rename = "credentials:write")]
    CredentialsWrite,
    /// Read members and runs.
    #[serde(rename = "members:read")]
    MembersRead,
    /// Import members and certifications, keep rules.
    #[serde(rename = "members:write")]
    MembersWrite,
    /// Read the issuer's settings.
    #[serde(rename = "issuer:read")]
    IssuerRead,
    /// Change the issuer's settings, keys and staff.
    #[serde(rename = "issuer:write")]
    IssuerWrite,
    /// Verify many badges at once. One alone needs no key.
    #[serde(rename = "verify")]
    Verify,
}

impl Scope {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 9] = [
        Self::AchievementsRead,
        Self::AchievementsWrite,
        Self::CredentialsRead,
        Self::CredentialsWrite,
        Self::MembersRead,
        Self::MembersWrite,
        Self::IssuerRead,
        Self::IssuerWrite,
        Self::Verify,
    ];

    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AchievementsRead => "achievements:read",
            Self::AchievementsWrite => "achievements:write",
            Self::CredentialsRead => "credentials:read",
            Self::CredentialsWrite => "credentials:write",
            Self::MembersRead => "members:read",
            Self::MembersWrite => "members:write",
            Self::IssuerRead => "issuer:read",
            Self::IssuerWrite => "issuer:write",
            Self::Verify => "verify",
        }
    }

    /// The least role that may do it.
    fn role(self) -> Role {
        match self {
            Self::AchievementsRead
            | Self::CredentialsRead
            | Self::MembersRead
            | Self::IssuerRead
            | Self::Verify => Role::Viewer,
            Self::AchievementsWrite | Self::CredentialsWrite | Self::MembersWrite => Role::Editor,
            Self::IssuerWrite => Role::Owner,
        }
    }
}
impl std::str::FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is not a scope; there are {}",
                    Self::ALL.map(Self::as_str).join(", ")
                )
            })
    }
}

/// A caller who may not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in, or the token is not good.
    #[error("sign in or send an API key first")]
    Unknown,
    /// Known, but without the right.
    #[error("this takes the right `{needed}`; {held}")]
    Lacks {
        /// The right.
        needed: &'static str,
        /// What the caller holds instead, in words.
        held: String,
    },
    /// It belongs to another tenant: as if it did not exist.
    #[error("there is no such {0} here")]
    Elsewhere(&'static str),
}
impl Refusal for Denied {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => Kind::Unauthenticated,
            Self::Lacks { .. } => Kind::Forbidden,
            Self::Elsewhere(_) => Kind::NotFound,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unauthenticated",
            Self::Lacks { .. } => "missing_right",
            Self::Elsewhere(_) => "not_found",
        }
    }
}

impl Caller {
    /// The tenant the caller belongs to.
    pub fn issuer(&self) -> Option<IssuerId> {
        match self {
            Self::Staff { issuer, .. } | Self::Client { issuer, .. } => Some(*issuer),
            _ => None,
        }
    }

    /// Passes if the caller may do `scope` at `issuer`. Operators may at every issuer; another tenant's caller
    /// learns nothing, not even that `what` exists.
    pub fn may(&self, scope: Scope, issuer: IssuerId, what: &'static str) -> Result<(), Denied> {
        match self {
            Self::Operator { .. } => Ok(()),
            Self::Staff { issuer: own, .. } | Self::Client { issuer: own, .. }
                if *own != issuer =>
            {
                Err(Denied::Elsewhere(what))
            }
            Self::Staff { role, .. } if *role >= scope.role() => Ok(()),
            Self::Staff { role, .. } => Err(Denied::Lacks {
                needed: scope.as_str(),
                held: format!("your role is {}", role.as_str()),
            }),
            Self::Client { scopes, .. } if scopes.contains(&scope) => Ok(()),
            Self::Client { scopes, .. } => {
                let held: Vec<_> = scopes.iter().map(|s| s.as_str()).collect();
                Err(Denied::Lacks {
                    needed: scope.as_str(),
                    held: format!(
                        "this key has {}",
                        if held.is_empty() {
                            "none".to_owned()
                        } else {
                            held.join(", ")
                        }
                    ),
                })
            }
            _ => Err(Denied::Unknown),
        }
    }

    /// The issuer a command is for: the one named, if the caller may act there, else the caller's own.
    pub fn issuer_for(&self, named: Option<IssuerId>, scope: Scope) -> Result<IssuerId, Denied> {
        let issuer = named.or_else(|| self.issuer()).ok_or(match self {
            Self::Operator { .. } => Denied::Lacks {
                needed: scope.as_str(),
                held: "an operator's key belongs to no issuer: name one in `issuer`".into(),
            },
            _ => Denied::Unknown,
        })?;
        self.may(scope, issuer, "issuer")?;
        Ok(issuer)
    }

    /// Passes for operators only.
    pub fn must_be_operator(&self) -> Result<(), Denied> {
        match self {
            Self::Operator { .. } => Ok(()),
            Self::Public => Err(Denied::Unknown),
            _ => Err(Denied::Lacks {
                needed: "operator",
                held: "this takes an operator's key or account".into(),
            }),
        }
    }

    /// The earner who is signed in.
    pub fn earner(&self) -> Result<EarnerId, Denied> {
        match self {
            Self::Earner { earner } => Ok(*earner),
            _ => Err(Denied::Unknown),
        }
    }

    /// Passes for one of our services speaking for itself.
    pub fn must_be_service(&self) -> Result<ServiceName, Denied> {
        match self {
            Self::Service(name) => Ok(*name),
            _ => Err(Denied::Lacks {
                needed: "internal",
                held: "this is for the platform's own services".into(),
            }),
        }
    }

    /// Names the caller in logs and beside idempotency keys. No personal data.
    pub fn subject(&self) -> String {
        match self {
            Self::Operator { subject } => format!("operator:{subject}"),
            Self::Staff { staff, .. } => staff.to_string(),
            Self::Client { key, .. } => key.to_string(),
            Self::Earner { earner } => earner.to_string(),
            Self::Public => "public".into(),
            Self::Service(name) => format!("service:{name}"),
        }
    }
}

/// Which service may call which methods as itself: (caller, audience, method or `*`). Anything else a service
/// asks for itself is refused.
pub const MAY_CALL: &[(ServiceName, ServiceName, &str)] = &[
    (ServiceName::Gateway, ServiceName::Issuance, "*"),
    (ServiceName::Gateway, ServiceName::Wallet, "*"),
    (ServiceName::Gateway, ServiceName::Verification, "*"),
    (ServiceName::Gateway, ServiceName::Notification, "*"),
    (ServiceName::Gateway, ServiceName::MembershipSync, "*"),
    (ServiceName::Wallet, ServiceName::Issuance, "GetContact"),
    (ServiceName::Wallet, ServiceName::Issuance, "SetVisibility"),
    (
        ServiceName::Wallet,
        ServiceName::Issuance,
        "CredentialsOfAddress",
    ),
    (ServiceName::Wallet, ServiceName::Issuance, "ListBadges"),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetContact",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "ListBadges",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetIssuer",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetDocument",
    ),
    (ServiceName::Notification, ServiceName::Wallet, "MintClaim"),
    (ServiceName::Notification, ServiceName::Wallet, "MintLink"),
    (
        ServiceName::Notification,
        ServiceName::Wallet,
        "GetEarnerContact",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "AwardByRule",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "SetStanding",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "UpdateRecipient",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "GetAchievement",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "GetIssuer",
    ),
    (ServiceName::Wallet, ServiceName::Verification, "Watch"),
    (ServiceName::Wallet, ServiceName::Verification, "GetWatch"),
    (
        ServiceName::Wallet,
        ServiceName::Verification,
        "ListWatches",
    ),
    (
        ServiceName::Wallet,
        ServiceName::Verification,
        "RecheckWatch",
    ),
    (ServiceName::Wallet, ServiceName::Verification, "Unwatch"),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "GetDocument",
    ),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "CheckLedger",
    ),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "ListOwnOrigins",
    ),
];

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
    caller: Caller,
}

/// A key or token that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The seed is not 32 bytes.
    #[error("an identity key is 32 bytes as base64 or hex")]
    Seed,
    /// A peer's public key cannot be read.
    #[error(
        "`{0}` is not a trusted key; write name=key with the 32 bytes of an Ed25519 public key as base64 or hex"
    )]
    Trust(String),
    /// The token is not good.
    #[error("the internal token is not good: {0}")]
    Token(String),
}

/// A service's own key for internal tokens, and the public keys of its peers.
pub struct Identity {
    name: ServiceName,
    kid: String,
    key: EncodingKey,
    public: [u8; 32],
    trust: HashMap<String, (ServiceName, DecodingKey)>,
    clock: Clock,
}

impl Identity {
    /// From a seed: 32 bytes as base64 or hex. Trusts itself alone; see [`Identity::trusting`].
    pub fn from_seed(
        name: ServiceName,
        seed: &Secret<String>,
        clock: Clock,
    ) -> Result<Self, IdentityError> {
        Self::new(
            name,
            &thirty_two(seed.expose()).ok_or(IdentityError::Seed)?,
            clock,
        )
    }

    /// A fresh key, for services of one process.
    pub fn fresh(name: ServiceName, ids: &Ids, clock: Clock) -> Result<Self, IdentityError> {
        Self::new(name, &ids.bytes::<32>(), clock)
    }

    fn new(name: ServiceName, seed: &[u8; 32], clock: Clock) -> Result<Self, IdentityError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| IdentityError::Seed)?;
        let document = pair.to_pkcs8().map_err(|_| IdentityError::Seed)?;
        let mut public = [0; 32];
        public.copy_from_slice(pair.public_key().as_ref());
        let kid = kid(&public);
        let trust = HashMap::from([(kid.clone(), (name, decoding(&public)))]);
        Ok(Self {
            name,
            kid,
            key: EncodingKey::from_ed_der(document.as_ref()),
            public,
            trust,
            clock,
        })
    }

    /// Trusts these services' keys besides its own. A service may have two while its key changes.
    #[must_use]
    pub fn trusting(mut self, peers: impl IntoIterator<Item = (ServiceName, [u8; 32])>) -> Self {
        for (name, public) in peers {
            self.trust.insert(kid(&public), (name, decoding(&public)));
        }
        self
    }

    /// Reads the setting `trust`: `gateway=…,wallet=…`.
    pub fn parse_trust<'a>(
        entries: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<(ServiceName, [u8; 32])>, IdentityError> {
        entries
            .map(|entry| {
                let (name, key) = entry
                    .split_once('=')
                    .ok_or_else(|| IdentityError::Trust(entry.to_owned()))?;
                let name = name
                    .trim()
                    .parse()
                    .map_err(|_| IdentityError::Trust(entry.to_owned()))?;
                Ok((
                    name,
                    thirty_two(key.trim()).ok_or_else(|| IdentityError::Trust(entry.to_owned()))?,
                ))
            })
            .collect()
    }

    /// Whose it is.
    pub fn name(&self) -> ServiceName {
        self.name
    }
    /// The public key, as peers put it into their `trust`.
    pub fn public(&self) -> [u8; 32] {
        self.public
    }

    /// A token by which `audience` believes that `caller` calls.
    pub fn token(&self, caller: &Caller, audience: ServiceName) -> Result<String, IdentityError> {
        let now = self.clock.now().seconds();
        let claims = Claims {
            iss: self.name.to_string(),
            aud: audience.to_string(),
            iat: now,
            exp: now + LIFETIME,
            caller: caller.clone(),
        };
        let header = Header {
            kid: Some(self.kid.clone()),
            ..Header::new(Algorithm::EdDSA)
        };
        jsonwebtoken::encode(&header, &claims, &self.key)
            .map_err(|e| IdentityError::Token(e.to_string()))
    }

    /// Who calls `method` with this token.
    pub fn verify(&self, token: &str, method: &str) -> Result<Caller, IdentityError> {
        let refuse = |why: String| IdentityError::Token(why);
        let header = jsonwebtoken::decode_header(token).map_err(|e| refuse(e.to_string()))?;
        let (signer, key) = header
            .kid
            .as_ref()
            .and_then(|k| self.trust.get(k))
            .ok_or_else(|| refuse("its key is not trusted here".into()))?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[self.name.as_str()]);
        // Time is ours to judge: the clock of tests may be elsewhere.
        rules.validate_exp = false;
        rules.set_required_spec_claims(&["exp", "aud", "iss"]);
        let claims = jsonwebtoken::decode::<Claims>(token, key, &rules)
            .map_err(|e| refuse(e.to_string()))?
            .claims;
        let now = self.clock.now();
        if claims.exp + LEEWAY < now.seconds()
            || claims.iat
                > now
                    .plus(std::time::Duration::from_secs(LEEWAY.unsigned_abs()))
                    .seconds()
        {
            return Err(refuse(format!(
                "it was good until {}",
                Timestamp::from_micros(claims.exp * 1_000_000)
            )));
        }
        if claims.iss != signer.as_str() {
            return Err(refuse(format!("{signer}'s key speaks for {}", claims.iss)));
        }
        match &claims.caller {
            Caller::Service(name) if name != signer => {
                Err(refuse(format!("{signer} may not speak as {name}")))
            }
            Caller::Service(name) if !may_call(*name, self.name, method) => {
                Err(refuse(format!("{name} may not call {method} as itself")))
            }
            Caller::Service(_) => Ok(claims.caller),
            // Only the gateway says who a person or customer is.
            _ if *signer == ServiceName::Gateway => Ok(claims.caller),
            _ => Err(refuse(format!("{signer} may not speak for others"))),
        }
    }
}

fn may_call(caller: ServiceName, audience: ServiceName, method: &str) -> bool {
    let name = method.rsplit('/').next().unwrap_or(method);
    MAY_CALL
        .iter()
        .any(|(from, to, m)| *from == caller && *to == audience && (*m == "*" || *m == name))
}

fn decoding(public: &[u8; 32]) -> DecodingKey {
    DecodingKey::from_ed_der(public)
}

fn kid(public: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(&public[..9])
}

fn thirty_two(text: &str) -> Option<[u8; 32]> {
    let hex = || -> Option<Vec<u8>> {
        (text.len() == 64 && text.is_ascii()).then(|| {
            (0..32)
                .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok())
                .collect()
        })?
    };
    hex()
        .or_else(|| STANDARD.decode(text).ok())
        .or_else(|| URL_SAFE_NO_PAD.decode(text).ok())?
        .try_into()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Identity, Identity) {
        let (ids, clock) = (Ids::system(), Clock::system());
        let gateway = Identity::fresh(ServiceName::Gateway, &ids, clock.clone()).unwrap();
        let issuance = Identity::fresh(ServiceName::Issuance, &ids, clock)
            .unwrap()
            .trusting([(ServiceName::Gateway, gateway.public())]);
        (gateway, issuance)
    }
    fn client(scopes: Vec<Scope>) -> Caller {
        let ids = Ids::seeded(3);
        Caller::Client {
            key: ids.random(),
            issuer: ids.random(),
            scopes,
        }
    }

    #[test]
    fn the_gateway_says_who_calls() {
        let (gateway, issuance) = pair();
        for caller in [
            client(vec![Scope::CredentialsWrite]),
            Caller::Public,
            Caller::Service(ServiceName::Gateway),
            Caller::Earner {
                earner: Ids::system().random(),
            },
        ] {
            let token = gateway.token(&caller, ServiceName::Issuance).unwrap();
            assert_eq!(
                issuance
                    .verify(&token, "/accolade.issuance.v1.Credentials/Award")
                    .unwrap(),
                caller
            );
        }
    }

    #[test]
    fn a_token_is_for_one_audience_and_sixty_seconds() {
        let (gateway, issuance) = pair();
        let elsewhere = gateway.token(&Caller::Public, ServiceName::Wallet).unwrap();
        assert!(issuance.verify(&elsewhere, "x").is_err());
        let token = gateway
            .token(&Caller::Public, ServiceName::Issuance)
            .unwrap();
        issuance.clock.advance(std::time::Duration::from_secs(600));
        assert!(issuance.verify(&token, "x").is_err());
    }

    #[test]
    fn a_service_speaks_for_itself_only_and_only_where_the_table_says() {
        let (ids, clock) = (Ids::system(), Clock::system());
        let wallet = Identity::fresh(ServiceName::Wallet, &ids, clock.clone()).unwrap();
        let issuance = Identity::fresh(ServiceName::Issuance, &ids, clock)
            .unwrap()
            .trusting([(ServiceName::Wallet, wallet.public())]);
        let as_itself = wallet
            .token(&Caller::Service(ServiceName::Wallet), ServiceName::Issuance)
            .unwrap();
        assert!(
            issuance
                .verify(&as_itself, "/accolade.issuance.v1.Internal/GetContact")
                .is_ok()
        );
        assert!(
            issuance
                .verify(&as_itself, "/accolade.issuance.v1.Internal/AwardByRule")
                .is_err()
        );
        for other in [
            Caller::Operator {
                subject: "x".into(),
            },
            Caller::Service(ServiceName::MembershipSync),
            client(vec![]),
        ] {
            let token = wallet.token(&other, ServiceName::Issuance).unwrap();
            assert!(
                issuance
                    .verify(&token, "/accolade.issuance.v1.Internal/AwardByRule")
                    .is_err(),
                "{other:?}"
            );
        }
    }

    #[test]
    fn a_stranger_s_token_is_refused() {
        let (_, issuance) = pair();
        let stranger =
            Identity::fresh(ServiceName::Gateway, &Ids::system(), Clock::system()).unwrap();
        let token = stranger
            .token(&Caller::Public, ServiceName::Issuance)
            .unwrap();
        assert!(issuance.verify(&token, "x").is_err());
        assert!(issuance.verify("", "x").is_err());
    }

    #[test]
    fn another_tenant_s_thing_does_not_exist_and_a_missing_right_is_named() {
        let caller = client(vec![Scope::CredentialsRead]);
        let own = caller.issuer().unwrap();
        assert!(matches!(
            caller.may(Scope::CredentialsRead, Ids::system().random(), "credential"),
            Err(Denied::Elsewhere(_))
        ));
        let refusal = caller
            .may(Scope::CredentialsWrite, own, "credential")
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("`credentials:write`") && refusal.contains("credentials:read"),
            "{refusal}"
        );
        assert!(
            caller
                .may(Scope::CredentialsRead, own, "credential")
                .is_ok()
        );
        assert_eq!(
            Caller::Public.may(Scope::CredentialsRead, own, "credential"),
            Err(Denied::Unknown)
        );
    }

    #[test]
    fn the_trust_setting_is_read_and_a_bad_entry_is_named() {
        let (gateway, _) = pair();
        let entry = format!("gateway={}", STANDARD.encode(gateway.public()));
        assert_eq!(
            Identity::parse_trust([entry.as_str()].into_iter()).unwrap(),
            vec![(ServiceName::Gateway, gateway.public())]
        );
        assert!(
            Identity::parse_trust(["gateway:abc"].into_iter())
                .unwrap_err()
                .to_string()
                .contains("gateway:abc")
        );
    }
}
