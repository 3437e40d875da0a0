//! Typed ids, and the one source of randomness.
//!
//! An id is 128 bits, written as 26 lower-case Crockford base32 characters behind a short prefix:
//! `iss_01hv…`. Ids are UUIDv7 (they sort by time), except [`CredentialId`], which is public and therefore
//! random and without prefix: it shows neither order nor time of award.

use crate::clock::Timestamp;
use aws_lc_rs::rand::SecureRandom as _;
use sha2::{Digest as _, Sha256};
use std::{
    cell::RefCell,
    fmt,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use uuid::Uuid;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Writes 128 bits as 26 lower-case Crockford base32 characters.
pub fn encode(bytes: [u8; 16]) -> String {
    let n = u128::from_be_bytes(bytes);
    (0..26)
        .rev()
        .map(|i| ALPHABET[(n >> (i * 5)) as usize & 31] as char)
        .collect()
}

/// Reads what [`encode`] wrote, in either case. `None` for anything else.
pub fn decode(text: &str) -> Option<[u8; 16]> {
    if text.len() != 26 {
        return None;
    }
    let mut n: u128 = 0;
    for (i, c) in text.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|&a| a == c.to_ascii_lowercase())? as u128;
        // 26 × 5 = 130 bits: the first character may use only its lower three.
        if i == 0 && digit > 7 {
            return None;
        }
        n = (n << 5) | digit;
    }
    Some(n.to_be_bytes())
}

/// A text that is no id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{value}` is not the id of {article} {kind}; it looks like `{example}`")]
pub struct NotAnId {
    value: String,
    article: &'static str,
    kind: &'static str,
    example: String,
}

/// What every typed id can do.
pub trait Id: Copy + Eq + fmt::Display + FromStr<Err = NotAnId> {
    /// The letters before the underscore; empty for a public id.
    const PREFIX: &'static str;
    /// Wraps the bits.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The bits, as databases keep them.
    fn uuid(self) -> Uuid;
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $article:literal, $kind:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl Id for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                if !$prefix.is_empty() {
                    write!(f, "{}_", $prefix)?;
                }
                f.write_str(&encode(*self.0.as_bytes()))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let bare = if $prefix.is_empty() {
                    Some(text)
                } else {
                    text.strip_prefix($prefix).and_then(|t| t.strip_prefix('_'))
                };
                bare.and_then(decode).map(|b| Self(Uuid::from_bytes(b))).ok_or_else(|| NotAnId {
                    value: text.chars().take(80).collect(),
                    article: $article,
                    kind: $kind,
                    example: Self(Uuid::from_u128(0x0197_0f3a_5c5e_7d2b_8f10_2233_4455_6677)).to_string(),
                })
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(
    /// A tenant: an organization that issues.
    IssuerId, "iss", "an", "issuer"
);
id!(
    /// What can be earned.
    AchievementId, "ach", "an", "achievement"
);
id!(
    /// One version of an achievement, as badges refer to it.
    VersionId, "ver", "an", "achievement version"
);
id!(
    /// An ordered ladder of achievements.
    ProgressionId, "prg", "a", "progression"
);
id!(
    /// One achievement awarded to one recipient. Public, therefore random and without prefix.
    CredentialId, "", "a", "credential"
);
id!(
    /// A file of awards.
    BatchId, "bat", "a", "batch"
);
id!(
    /// A status list. Public, therefore random.
    StatusListId, "sl", "a", "status list"
);
id!(
    /// An API key.
    ApiKeyId, "key", "an", "API key"
);
id!(
    /// A member of an organization's staff, or an operator.
    StaffId, "stf", "a", "staff member"
);
id!(
    /// A person with an account in the wallet.
    EarnerId, "ear", "an", "earner"
);
id!(
    /// An address of an earner.
    AddressId, "adr", "an", "address"
);
id!(
    /// A member of an association.
    MemberId, "mem", "a", "member"
);
id!(
    /// A certification a member passed.
    CertificationId, "crt", "a", "certification"
);
id!(
    /// An eligibility rule.
    RuleId, "rul", "a", "rule"
);
id!(
    /// A sync run.
    RunId, "run", "a", "run"
);
id!(
    /// A mail to one person.
    MessageId, "msg", "a", "message"
);
id!(
    /// A request of a person that leads to a mail, and other requests that need a name.
    RequestId, "req", "a", "request"
);
id!(
    /// Many badges to be verified together.
    VerifyBatchId, "vbt", "a", "batch of badges to verify"
);
id!(
    /// An imported list of known issuers.
    IssuerListId, "lst", "a", "list of issuers"
);
id!(
    /// A badge that is checked again and again.
    WatchId, "wat", "a", "watch"
);
id!(
    /// A session of a signed-in person.
    SessionId, "ses", "a", "session"
);

/// Where randomness and new ids come from. Clone freely; all clones draw from one source.
#[derive(Clone)]
pub struct Ids(Arc<Source>);

enum Source {
    System,
    /// Tests: the same seed gives the same ids.
    Seeded {
        seed: u64,
        drawn: AtomicU64,
    },
}

impl Ids {
    /// The operating system's randomness.
    pub fn system() -> Self {
        Self(Arc::new(Source::System))
    }

    /// A repeatable source, for tests only.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Source::Seeded {
            seed,
            drawn: AtomicU64::new(0),
        }))
    }

    /// `N` random bytes, drawn for this call alone: secrets are made of these.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match &*self.0 {
            Source::System => fill(&mut out),
            Source::Seeded { seed, drawn } => {
                for chunk in out.chunks_mut(32) {
                    let n = drawn.fetch_add(1, Ordering::Relaxed);
                    let block = Sha256::new()
                        .chain_update(seed.to_be_bytes())
                        .chain_update(n.to_be_bytes())
                        .finalize();
                    chunk.copy_from_slice(&block[..chunk.len()]);
                }
            }
        }
        out
    }

    /// `N` random bytes for an id, as unforeseeable as [`Ids::bytes`] but drawn for many ids at once: a draw costs as
    /// much as reading a small request.
    fn bits<const N: usize>(&self) -> [u8; N] {
        match &*self.0 {
            Source::System => STOCK.with_borrow_mut(Stock::take),
            Source::Seeded { .. } => self.bytes(),
        }
    }

    /// A number below `bound`, evenly distributed. 0 for a bound of 0.
    pub fn below(&self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        // Rejection keeps it even: the last incomplete stretch of the range is drawn again.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let n = u64::from_be_bytes(self.bytes());
            if n < limit {
                return n % bound;
            }
        }
    }

    /// A new id that sorts by `now` (UUIDv7).
    pub fn next<I: Id>(&self, now: Timestamp) -> I {
        let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
        I::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &self.bits()).into_uuid())
    }

    /// A new id that tells nothing: 128 random bits.
    pub fn random<I: Id>(&self) -> I {
        I::from_uuid(Uuid::from_bytes(self.bits()))
    }

    /// A fresh random UUID (version 4), for `urn:uuid:` names.
    pub fn uuid_v4(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bits()).into_uuid()
    }

    /// A time-ordered UUID (version 7), for rows that have no typed id.
    pub fn uuid_v7(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.micros() / 1000).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bits()).into_uuid()
    }
}

/// Randomness of the operating system's generator.
fn fill(out: &mut [u8]) {
    #[expect(
        clippy::expect_used,
        reason = "the operating system's generator fails only where nothing can go on safely"
    )]
    aws_lc_rs::rand::SystemRandom::new()
        .fill(out)
        .expect("the system's random generator works");
}

thread_local! {
    static STOCK: RefCell<Stock> = const { RefCell::new(Stock { bytes: [0; 512], used: 512 }) };
}

/// Random bytes drawn ahead. Each is given once and wiped.
struct Stock {
    bytes: [u8; 512],
    used: usize,
}

impl Stock {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(N <= 512) };
        if self.bytes.len() - self.used < N {
            fill(&mut self.bytes);
            self.used = 0;
        }
        let mut out = [0; N];
        out.swap_with_slice(&mut self.bytes[self.used..self.used + N]);
        self.used += N;
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes: [u8; 16]) {
            let text = encode(bytes);
            prop_assert_eq!(text.len(), 26);
            prop_assert_eq!(decode(&text), Some(bytes));
            prop_assert_eq!(decode(&text.to_uppercase()), Some(bytes));
        }

        #[test]
        fn anything_else_is_refused_without_panic(text in ".{0,40}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(bytes), text.to_lowercase());
            }
            let _ = text.parse::<IssuerId>();
        }
    }

    #[test]
    fn no_id_is_given_twice_on_any_thread() {
        let ids = Ids::system();
        let draw = || {
            let ids = ids.clone();
            std::thread::spawn(move || {
                (0..2000)
                    .map(|_| ids.random::<CredentialId>())
                    .collect::<Vec<_>>()
            })
        };
        let drawn: Vec<CredentialId> = [draw(), draw(), draw()]
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect();
        let different: std::collections::BTreeSet<_> = drawn.iter().collect();
        assert_eq!(different.len(), 6000);
        // Each bit is as often set as not: within six standard deviations.
        for bit in 0..128 {
            let set = drawn
                .iter()
                .filter(|id| id.uuid().as_u128() >> bit & 1 == 1);
            assert!(set.count().abs_diff(3000) < 233, "bit {bit}");
        }
    }

    #[test]
    fn an_id_names_its_kind_and_refuses_another() {
        let id: IssuerId = Ids::seeded(1).next(Timestamp::from_micros(1_700_000_000_000_000));
        assert!(id.to_string().starts_with("iss_"));
        assert_eq!(id.to_string().parse::<IssuerId>().unwrap(), id);
        let refusal = id
            .to_string()
            .parse::<AchievementId>()
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("is not the id of an achievement"),
            "{refusal}"
        );
    }

    #[test]
    fn a_bound_is_kept() {
        let ids = Ids::seeded(7);
        assert!((0..1000).all(|_| ids.below(10) < 10));
        assert_eq!(ids.below(0), 0);
    }
}
