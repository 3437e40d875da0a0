use super::{Caller, table::may_call};
use crate::{
    ServiceName,
    clock::{Clock, Timestamp},
    ids::Ids,
    secret::Secret,
};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{
    Engine as _, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD,
};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// How long a token lives, in seconds.
const LIFETIME: i64 = 60;
/// For how long it goes with further calls of the same caller, in seconds.
const REUSED: i64 = 20;
/// How far two machines' clocks may differ, in seconds.
const LEEWAY: i64 = 30;
/// How many tokens are remembered, own and others'.
const REMEMBERED: u64 = 4096;

#[derive(Clone, Serialize, Deserialize)]
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
    /// Tokens of its own and when they were made. Signing and verifying one costs more than many a call.
    made: Cache<(Caller, ServiceName), (i64, Arc<str>)>,
    /// What tokens say whose signatures were found good, and who signed. Whether they still count is judged anew.
    read: Cache<String, (ServiceName, Arc<Claims>)>,
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
            made: remembered(),
            read: remembered(),
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

    /// A token by which `audience` believes that `caller` calls: the one of the last 20 seconds, or a new one.
    pub fn token(&self, caller: &Caller, audience: ServiceName) -> Result<Arc<str>, IdentityError> {
        let now = self.clock.now().seconds();
        let whose = (caller.clone(), audience);
        if let Some((made, token)) = self.made.get(&whose)
            && (made..made + REUSED).contains(&now)
        {
            return Ok(token);
        }
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
        let token: Arc<str> = jsonwebtoken::encode(&header, &claims, &self.key)
            .map_err(|e| IdentityError::Token(e.to_string()))?
            .into();
        self.made.insert(whose, (now, token.clone()));
        Ok(token)
    }

    /// Who calls `method` with this token.
    pub fn verify(&self, token: &str, method: &str) -> Result<Caller, IdentityError> {
        let refuse = |why: String| Err(IdentityError::Token(why));
        let (signer, claims) = match self.read.get(token) {
            Some(known) => known,
            None => {
                let read = self.read(token)?;
                self.read.insert(token.to_owned(), read.clone());
                read
            }
        };
        let now = self.clock.now();
        let soon = now.plus(Duration::from_secs(LEEWAY.unsigned_abs()));
        if claims.exp + LEEWAY < now.seconds() || claims.iat > soon.seconds() {
            return refuse(format!(
                "it was good until {}",
                Timestamp::from_micros(claims.exp * 1_000_000)
            ));
        }
        if claims.iss != signer.as_str() {
            return refuse(format!("{signer}'s key speaks for {}", claims.iss));
        }
        match &claims.caller {
            Caller::Service(name) if *name != signer => {
                refuse(format!("{signer} may not speak as {name}"))
            }
            Caller::Service(name) if !may_call(*name, self.name, method) => {
                refuse(format!("{name} may not call {method} as itself"))
            }
            Caller::Service(_) => Ok(claims.caller.clone()),
            // Only the gateway says who a person or customer is.
            _ if signer == ServiceName::Gateway => Ok(claims.caller.clone()),
            _ => refuse(format!("{signer} may not speak for others")),
        }
    }

    /// Whose signature a token bears, and what it says. Its time is not looked at: it is ours to judge, the clock of
    /// tests may be elsewhere.
    fn read(&self, token: &str) -> Result<(ServiceName, Arc<Claims>), IdentityError> {
        let refuse = |why: String| IdentityError::Token(why);
        let header = jsonwebtoken::decode_header(token).map_err(|e| refuse(e.to_string()))?;
        let (signer, key) = header
            .kid
            .as_ref()
            .and_then(|k| self.trust.get(k))
            .ok_or_else(|| refuse("its key is not trusted here".into()))?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_audience(&[self.name.as_str()]);
        rules.validate_exp = false;
        rules.set_required_spec_claims(&["exp", "aud", "iss"]);
        let claims = jsonwebtoken::decode::<Claims>(token, key, &rules)
            .map_err(|e| refuse(e.to_string()))?
            .claims;
        Ok((*signer, Arc::new(claims)))
    }
}

/// Room for tokens of the last moments.
fn remembered<K, V>() -> Cache<K, V>
where
    K: std::hash::Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(REMEMBERED)
        .time_to_live(Duration::from_secs((LIFETIME + LEEWAY).unsigned_abs()))
        .build()
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
    use crate::{identity::Scope, ids::Ids};

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
        assert!(issuance.verify(&token, "x").is_ok());
        issuance.clock.advance(Duration::from_secs(600));
        assert!(
            issuance.verify(&token, "x").is_err(),
            "also one that was good before"
        );
    }

    #[test]
    fn calls_within_seconds_share_a_token_and_later_ones_do_not() {
        let (gateway, issuance) = pair();
        let token = |caller: &Caller, to| gateway.token(caller, to).unwrap();
        let first = token(&Caller::Public, ServiceName::Issuance);
        assert_eq!(token(&Caller::Public, ServiceName::Issuance), first);
        assert_ne!(token(&Caller::Public, ServiceName::Wallet), first);
        assert_ne!(token(&client(vec![]), ServiceName::Issuance), first);
        let fewer = token(&client(vec![]), ServiceName::Issuance);
        let more = token(&client(vec![Scope::Verify]), ServiceName::Issuance);
        assert_ne!(fewer, more, "what a key may do stands in it");
        gateway.clock.advance(Duration::from_secs(21));
        let later = token(&Caller::Public, ServiceName::Issuance);
        assert_ne!(later, first);
        assert!(issuance.verify(&first, "x").is_ok() && issuance.verify(&later, "x").is_ok());
    }

    #[test]
    fn a_token_that_was_read_before_still_counts_only_where_the_table_says() {
        let (ids, clock) = (Ids::system(), Clock::system());
        let wallet = Identity::fresh(ServiceName::Wallet, &ids, clock.clone()).unwrap();
        let issuance = Identity::fresh(ServiceName::Issuance, &ids, clock)
            .unwrap()
            .trusting([(ServiceName::Wallet, wallet.public())]);
        let itself = Caller::Service(ServiceName::Wallet);
        let token = wallet.token(&itself, ServiceName::Issuance).unwrap();
        let allowed = "/accolade.issuance.v1.Internal/GetContact";
        assert!(issuance.verify(&token, allowed).is_ok());
        assert!(
            issuance
                .verify(&token, "/accolade.issuance.v1.Internal/AwardByRule")
                .is_err()
        );
        let mut forged = token.to_string();
        forged.replace_range(forged.len() - 6.., "AAAAAA");
        assert!(issuance.verify(&forged, allowed).is_err());
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
