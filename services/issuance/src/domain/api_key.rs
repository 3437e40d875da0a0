//! API keys: `accolade_<id>_<secret>`, of which only a digest is kept.

use platform::{
    clock::Timestamp,
    identity::Scope,
    ids::{ApiKeyId, Id, IssuerId},
    signin::Token,
};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

const BRAND: &str = "accolade_";
/// Characters of the id that are shown to tell keys apart.
const HINT: usize = 6;

/// A key's secret, as it is shown once.
pub struct ApiKeySecret {
    id: ApiKeyId,
    token: Token,
}

impl ApiKeySecret {
    /// A fresh one for this key.
    pub fn new(id: ApiKeyId, token: Token) -> Self {
        Self { id, token }
    }

    /// Reads what [`ApiKeySecret::reveal`] wrote; `None` for anything else.
    pub fn read(text: &str) -> Option<Self> {
        let (id, token) = text.trim().strip_prefix(BRAND)?.split_at_checked(26)?;
        let id = platform::ids::decode(id)?;
        let token = token.strip_prefix('_')?.parse().ok()?;
        Some(Self {
            id: ApiKeyId::from_uuid(uuid::Uuid::from_bytes(id)),
            token,
        })
    }

    /// Whose secret it says it is.
    pub fn id(&self) -> ApiKeyId {
        self.id
    }

    /// `accolade_…`: for the answer that made it, and nowhere else.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(format!(
            "{BRAND}{}_{}",
            self.bare_id(),
            *self.token.reveal()
        ))
    }

    /// The first characters.
    pub fn hint(&self) -> String {
        format!("{BRAND}{}", &self.bare_id()[..HINT])
    }

    /// What is kept: SHA-256 of the whole.
    pub fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.reveal().as_bytes()).to_vec()
    }

    /// Whether this is the secret of the kept digest, in a time that tells nothing.
    pub fn matches(&self, digest: &[u8]) -> bool {
        self.digest().ct_eq(digest).into()
    }

    fn bare_id(&self) -> String {
        platform::ids::encode(*self.id.uuid().as_bytes())
    }
}

/// An API key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// The tenant it belongs to; none for an operator's.
    pub issuer: Option<IssuerId>,
    /// What its owner calls it.
    pub name: String,
    /// What it may do; nothing is listed for an operator's.
    pub scopes: Vec<Scope>,
    /// The first characters of its secret.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

impl ApiKey {
    /// Passes while the key opens something.
    ///
    /// # Errors
    /// Why it does not, in words.
    pub fn good_at(&self, now: Timestamp) -> Result<(), &'static str> {
        if self.revoked_at.is_some() {
            Err("this API key was revoked; make a new one")
        } else if self.expires_at.is_some_and(|end| end <= now) {
            Err("this API key has expired; make a new one")
        } else {
            Ok(())
        }
    }

    /// Whether a use now is worth writing down.
    pub fn should_note_use(&self, now: Timestamp) -> bool {
        self.last_used_at
            .is_none_or(|last| now.since(last).as_secs() >= 60)
    }
}

/// Reads scopes; each once, in the order of [`Scope::ALL`].
///
/// # Errors
/// The first that is none, in words.
pub fn scopes(words: &[String]) -> Result<Vec<Scope>, (String, String)> {
    let mut asked = Vec::with_capacity(words.len());
    for word in words {
        asked.push(
            word.parse::<Scope>()
                .map_err(|problem| (word.clone(), problem))?,
        );
    }
    Ok(Scope::ALL
        .into_iter()
        .filter(|scope| asked.contains(scope))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    #[test]
    fn a_secret_is_read_back_and_matches_its_digest_only() {
        let ids = Ids::seeded(4);
        let secret = ApiKeySecret::new(ids.random(), Token::random(&ids));
        let text = secret.reveal();
        assert_eq!(text.len(), 9 + 26 + 1 + 43);
        assert!(text.starts_with(&secret.hint()));
        let read = ApiKeySecret::read(&text).unwrap();
        assert_eq!(read.id(), secret.id());
        assert!(read.matches(&secret.digest()));
        let other = ApiKeySecret::new(secret.id(), Token::random(&ids));
        assert!(!other.matches(&secret.digest()));
    }

    #[test]
    fn what_is_no_secret_is_not_read() {
        for bad in [
            "",
            "accolade_",
            "accolade_é",
            "key_00000000000000000000000000",
            "accolade_00000000000000000000000000_short",
            "accolade_0000000000000000000000000é_x",
        ] {
            assert!(ApiKeySecret::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn scopes_are_ordered_and_an_unknown_one_is_named() {
        let words = ["members:read", "achievements:read", "members:read"].map(String::from);
        assert_eq!(
            scopes(&words),
            Ok(vec![Scope::AchievementsRead, Scope::MembersRead])
        );
        assert_eq!(scopes(&["everything".into()]).unwrap_err().0, "everything");
    }
}
