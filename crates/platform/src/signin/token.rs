//! Secrets for links and cookies.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize as _, Zeroizing};

use crate::ids::Ids;

const LEN: usize = 32;
/// Letters of a token in text.
const TEXT_LEN: usize = 43;

/// 256 random bits that open something: a session, a claim, a hand-off. Shown only by [`Token::reveal`]; what is
/// stored is its [`Token::hash`].
#[derive(Clone)]
pub struct Token([u8; LEN]);

impl Token {
    /// A new token from this source.
    pub fn random(ids: &Ids) -> Self {
        Self(ids.bytes())
    }

    /// The text for the link or the cookie: 43 letters of URL-safe base64.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0))
    }

    /// What is stored and looked up.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// Why a text is no token. The text itself is not repeated: it may be one with a letter lost.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefused {
    /// Too short or too long.
    #[error("a token has 43 characters, this has {found}: was the link copied whole?")]
    Length {
        /// Characters found.
        found: usize,
    },
    /// Some character cannot stand in a token.
    #[error("a token has letters, digits, `-` and `_` only: was the link changed on its way?")]
    Alphabet,
}

impl FromStr for Token {
    type Err = TokenRefused;

    /// Reads what [`Token::reveal`] gave; white space around it is ignored.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let found = text.chars().count();
        if found != TEXT_LEN {
            return Err(TokenRefused::Length { found });
        }
        let bytes = Zeroizing::new(
            URL_SAFE_NO_PAD
                .decode(text)
                .map_err(|_| TokenRefused::Alphabet)?,
        );
        match bytes.as_slice().try_into() {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(TokenRefused::Alphabet),
        }
    }
}

/// SHA-256 of a [`Token`]: enough to recognise it, not enough to use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenHash([u8; LEN]);

impl TokenHash {
    /// The 32 bytes that are stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The 32 bytes for a column that takes a vector.
    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_survives_a_link_and_hashes_the_same() {
        let token = Token::random(&Ids::system());
        let text = token.reveal();
        assert_eq!(text.len(), TEXT_LEN);
        assert!(
            text.chars()
                .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
        );
        let read: Token = format!(" {}\n", *text).parse().unwrap();
        assert_eq!(read.hash(), token.hash());
        assert_ne!(token.hash().as_bytes(), token.0);
    }

    #[test]
    fn the_stored_hash_of_a_token_never_changes() {
        let hash = Token([7; LEN]).hash();
        let expected = "4bb06f8e4e3a7715d201d573d0aa423762e55dabd61a2c02278fa56cc6d294e0";
        let shown: String = hash
            .to_vec()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn tokens_do_not_repeat_and_do_not_show() {
        let ids = Ids::system();
        let tokens: HashSet<_> = (0..200).map(|_| Token::random(&ids).hash()).collect();
        assert_eq!(tokens.len(), 200);
        let token = Token::random(&ids);
        assert!(!format!("{token:?}").contains(&*token.reveal()));
    }

    #[test]
    fn mangled_tokens_are_refused_without_being_repeated() {
        let text = Token([0xab; LEN]).reveal();
        for (mangled, found) in [(&text[..42], 42), ("", 0), (&format!("{}=", *text), 44)] {
            assert_eq!(
                mangled.parse::<Token>().unwrap_err(),
                TokenRefused::Length { found }
            );
        }
        for mangled in [
            format!("+{}", &text[1..]),
            format!("{}é", &text[..42]),
            // The last letter carries two bits that must be zero.
            format!("{}t", &text[..42]),
        ] {
            let error = mangled.parse::<Token>().unwrap_err();
            assert_eq!(error, TokenRefused::Alphabet, "{mangled}");
            assert!(!error.to_string().contains(&text[1..42]));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_token_or_refused(text: String) {
            if let Ok(token) = text.parse::<Token>() {
                let shown = token.reveal();
                prop_assert_eq!(shown.as_str(), text.trim());
            }
        }
    }
}
