//! Which passwords may be set (NIST SP 800-63B §3.1.1.2: length and a list of common ones, no rules of
//! composition).

use crate::seal::fold;

/// Fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 256;
/// A password made of one piece repeated needs a piece of this length, or it counts as common.
const SHORTEST_PIECE: usize = 6;

/// What people choose most, one a line, in lower case without digits and signs around it.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password may not be set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefused {
    /// Fewer than [`SHORTEST_PASSWORD`] characters.
    #[error(
        "the password has {found} characters: use at least {SHORTEST_PASSWORD}, a few words for example"
    )]
    TooShort {
        /// Its characters.
        found: usize,
    },
    /// More than [`LONGEST_PASSWORD`] characters.
    #[error("the password has {found} characters: use at most {LONGEST_PASSWORD}")]
    TooLong {
        /// Its characters.
        found: usize,
    },
    /// It is the person's own address.
    #[error("the password is your e-mail address: choose one that others cannot guess")]
    IsEmail,
    /// One of the first that anybody would try.
    #[error(
        "the password is one of the most common ones, or a simple pattern: choose a few unrelated words"
    )]
    TooCommon,
}

impl PasswordRefused {
    /// The stable name of the refusal, for the message files.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "password_too_short",
            Self::TooLong { .. } => "password_too_long",
            Self::IsEmail => "password_is_email",
            Self::TooCommon => "password_too_common",
        }
    }
}

/// Whether the account of `email` may set this password.
///
/// # Errors
/// [`PasswordRefused`], in words for the person.
pub fn check_new_password(password: &str, email: &str) -> Result<(), PasswordRefused> {
    let found = password.chars().count();
    if found < SHORTEST_PASSWORD {
        return Err(PasswordRefused::TooShort { found });
    }
    if found > LONGEST_PASSWORD {
        return Err(PasswordRefused::TooLong { found });
    }
    let password = fold(password);
    if is_email(&password, &fold(email)) {
        return Err(PasswordRefused::IsEmail);
    }
    if is_common(&password) {
        return Err(PasswordRefused::TooCommon);
    }
    Ok(())
}

/// The address itself or the part before the `@`, with or without digits and signs around it.
fn is_email(password: &str, email: &str) -> bool {
    let local = email.split('@').next().unwrap_or_default();
    !email.is_empty()
        && (password == email || (!local.is_empty() && [password, core(password)].contains(&local)))
}

fn is_common(password: &str) -> bool {
    let piece = repeated_piece(password);
    is_run(password)
        || is_listed(password)
        || (piece.len() < password.len()
            && (piece.chars().count() < SHORTEST_PIECE || is_run(piece) || is_listed(piece)))
}

fn is_listed(password: &str) -> bool {
    let core = core(password);
    COMMON
        .lines()
        .any(|common| common == password || common == core)
}

/// The password without the digits and signs that people put around a word.
fn core(password: &str) -> &str {
    password.trim_matches(|letter: char| !letter.is_alphabetic())
}

/// The shortest piece that gives the password by repetition; the password itself when there is none.
fn repeated_piece(password: &str) -> &str {
    password
        .char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .filter(|at| password.len().is_multiple_of(*at))
        .map(|at| &password[..at])
        .find(|piece| piece.repeat(password.len() / piece.len()) == password)
        .unwrap_or(password)
}

/// Whether each character follows the one before it, up or down, as in `abcdefghijkl` or `210987654321`.
fn is_run(password: &str) -> bool {
    let codes: Vec<u32> = password.chars().map(u32::from).collect();
    let steps = |step: fn(u32, u32) -> bool| codes.windows(2).all(|pair| step(pair[0], pair[1]));
    let (nine, zero) = (u32::from('9'), u32::from('0'));
    steps(|a, b| a + 1 == b)
        || steps(|a, b| a == b + 1)
        || (password.bytes().all(|byte| byte.is_ascii_digit())
            && (codes
                .windows(2)
                .all(|pair| pair[0] + 1 == pair[1] || pair == [nine, zero])
                || codes
                    .windows(2)
                    .all(|pair| pair[0] == pair[1] + 1 || pair == [zero, nine])))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(password: &str) -> Result<(), PasswordRefused> {
        check_new_password(password, "Margaret.Hamilton@Example.org")
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(
            check("elevenchars"),
            Err(PasswordRefused::TooShort { found: 11 })
        );
        assert_eq!(check("žluťoučký kůň"), Ok(()));
        assert_eq!(check("馬馬虎虎虎頭蛇尾畫蛇添足"), Ok(()));
        assert_eq!(
            check(&"correct horse ".repeat(30)),
            Err(PasswordRefused::TooLong { found: 420 })
        );
    }

    #[test]
    fn the_own_address_is_refused() {
        for password in [
            "margaret.hamilton@example.org",
            "MARGARET.HAMILTON@EXAMPLE.ORG",
            "Margaret.Hamilton",
            "margaret.hamilton1936!",
        ] {
            assert_eq!(check(password), Err(PasswordRefused::IsEmail), "{password}");
        }
        assert_eq!(check_new_password("an unrelated phrase", ""), Ok(()));
        assert_eq!(
            check_new_password("an unrelated phrase", "@example.org"),
            Ok(())
        );
    }

    #[test]
    fn common_passwords_and_patterns_are_refused() {
        for password in [
            "password1234",
            "Password123!",
            "!!!P@ssw0rd2024",
            "passwordpassword",
            "qwertyuiop123",
            "iloveyou123456",
            "administrator",
            "111111111111",
            "abcabcabcabc",
            "123123123123",
            "123456789012",
            "098765432109",
            "abcdefghijkl",
            "zyxwvutsrqpo",
            "1q2w3e4r5t6y",
            "accolade2026!",
        ] {
            assert_eq!(
                check(password),
                Err(PasswordRefused::TooCommon),
                "{password}"
            );
        }
    }

    #[test]
    fn a_phrase_is_a_good_password() {
        for password in [
            "correct horse battery staple",
            "the password is under the mat",
            "Xk4!pQz92#mn",
            "winterreise op. 89",
        ] {
            assert_eq!(check(password), Ok(()), "{password}");
        }
    }

    #[test]
    fn the_list_is_as_the_check_needs_it() {
        let mut seen = std::collections::HashSet::new();
        for common in COMMON.lines() {
            assert_eq!(common, fold(common), "{common}");
            assert!(
                common == core(common) || common.chars().any(|letter| letter.is_ascii_digit()),
                "{common}"
            );
            assert!(common.len() >= 4 && seen.insert(common), "{common}");
        }
        assert!(seen.len() >= 200, "{}", seen.len());
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(password: String, email: String) {
            let answer = check_new_password(&password, &email);
            let length = password.chars().count();
            prop_assert_eq!(length < SHORTEST_PASSWORD, matches!(answer, Err(PasswordRefused::TooShort { .. })));
            if let Err(refused) = answer {
                prop_assert!(refused.code().starts_with("password_"));
            }
        }
    }
}
