//! Who is signed in: the cookies of wallet and console, and notes that outlive one redirect.

use super::{errors::Stop, visit::Visit};
use crate::pages::shell::Tone;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use contracts::wallet::v1::GetSessionRequest;
use platform::{identity::Caller, ids::EarnerId, signin::SessionPolicy};
use std::time::Duration;

/// A cookie that holds a session. With TLS its name begins with `__Host-`, so that no neighbouring host can set
/// it; without TLS browsers refuse such names.
pub(crate) struct SessionCookie {
    name: &'static str,
    secure_name: &'static str,
    /// The service ends sessions by its own policy; the cookie only has to live as long as the longest.
    longest: Duration,
}

/// The earner's session.
pub(crate) const WALLET: SessionCookie = SessionCookie {
    name: "wallet",
    secure_name: "__Host-wallet",
    longest: SessionPolicy::EARNER.absolute,
};

/// The session of a member of staff.
pub(crate) const CONSOLE: SessionCookie = SessionCookie {
    name: "console",
    secure_name: "__Host-console",
    longest: SessionPolicy::STAFF.absolute,
};

/// The longest text that can be a session's token.
const LONGEST_TOKEN: usize = 200;

impl SessionCookie {
    /// The name on this installation.
    pub fn name(&self, https: bool) -> &'static str {
        if https { self.secure_name } else { self.name }
    }
    /// The token that came with a request.
    pub fn token(&self, visit: &Visit) -> Option<String> {
        visit
            .cookie(self.name(visit.https()))
            .filter(|token| !token.is_empty() && token.len() <= LONGEST_TOKEN)
    }
    /// Adds the cookie to an answer.
    pub fn set(&self, visit: &Visit, token: &str, response: &mut Response) {
        put(
            response,
            cookie(
                self.name(visit.https()),
                token.to_owned(),
                self.longest,
                visit.https(),
            ),
        );
    }
    /// Takes the cookie away.
    pub fn clear(&self, visit: &Visit, response: &mut Response) {
        put(
            response,
            cookie(
                self.name(visit.https()),
                String::new(),
                Duration::ZERO,
                visit.https(),
            ),
        );
    }
}

pub(super) fn cookie(
    name: &'static str,
    value: String,
    lives: Duration,
    secure: bool,
) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .max_age(time::Duration::try_from(lives).unwrap_or_default())
        .build()
}

pub(super) fn put(response: &mut Response, cookie: Cookie<'static>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// A signed-in earner.
#[derive(Debug, Clone)]
pub(crate) struct Earner {
    /// The person.
    pub id: EarnerId,
    /// Their name; may be empty.
    pub name: String,
}

impl Earner {
    /// As services see them.
    pub fn caller(&self) -> Caller {
        Caller::Earner { earner: self.id }
    }
}

impl Visit {
    /// The earner who is signed in, if anybody is. Where the wallet does not answer, nobody is.
    pub async fn earner(&self) -> Option<Earner> {
        self.session().await.ok().flatten()
    }

    /// The earner who is signed in; whoever is not is sent to sign in and back here.
    pub async fn signed_in(&self) -> Result<Earner, Stop> {
        match self.session().await {
            Ok(Some(earner)) => Ok(earner),
            Ok(None) => {
                // A form cannot be sent again by a redirect: who was signed out meanwhile starts from the wallet.
                let next = if self.reads() { self.path() } else { "/wallet" };
                Err(Stop::elsewhere(sign_in_first("/sign-in", next)))
            }
            Err(status) => Err(status.into()),
        }
    }

    async fn session(&self) -> Result<Option<Earner>, tonic::Status> {
        let known = self.signed_in.get_or_try_init(|| self.ask_who());
        known.await.cloned()
    }

    async fn ask_who(&self) -> Result<Option<Earner>, tonic::Status> {
        let Some(token) = WALLET.token(self) else {
            return Ok(None);
        };
        let asked = self
            .app
            .wallet(&self.gateway())
            .get_session(GetSessionRequest { token })
            .await;
        match asked {
            Ok(session) => {
                let session = session.into_inner();
                Ok(session.earner_id.parse().ok().map(|id| Earner {
                    id,
                    name: session.name,
                }))
            }
            Err(status) if status.code() == tonic::Code::Unauthenticated => Ok(None),
            Err(status) => {
                tracing::warn!(code = ?status.code(), "the wallet could not say who is signed in");
                Err(status)
            }
        }
    }
}

/// To a sign-in page that leads on to `next`.
pub(crate) fn sign_in_first(door: &str, next: &str) -> Response {
    let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    Redirect::to(&format!("{door}?next={next}")).into_response()
}

/// Where to go on: a path of this site, or `otherwise`. What a browser could read as another host is refused.
pub(crate) fn own_path<'a>(next: &'a str, otherwise: &'a str) -> &'a str {
    let plain = next.starts_with('/')
        && !next.starts_with("//")
        && next
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && c != '\\');
    if plain { next } else { otherwise }
}

/// A note shown on the next page: how it is drawn, and the key of its message.
pub(crate) type Note = (Tone, &'static str);

const NOTE: &str = "note";
const NOTE_LIVES: Duration = Duration::from_secs(60);

/// To a page of ours, with a note that is shown there once.
pub(crate) fn go(visit: &Visit, to: &str, note: Option<Note>) -> Response {
    let mut response = Redirect::to(to).into_response();
    if let Some((tone, key)) = note {
        let value = format!("{}.{key}", tone.class());
        put(
            &mut response,
            cookie(NOTE, value, NOTE_LIVES, visit.https()),
        );
    }
    response
}

/// The note a request brings: its tone and its key. Only keys of notes count, so that nobody's cookie can make
/// a page say something else.
pub(super) fn note(visit: &Visit) -> Option<(Tone, String)> {
    let value = visit.cookie(NOTE)?;
    let (class, key) = value.split_once('.')?;
    let tone = [Tone::Good, Tone::Plain, Tone::Careful, Tone::Bad]
        .into_iter()
        .find(|tone| tone.class() == class)?;
    (key.starts_with("note-") && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))
        .then(|| (tone, key.to_owned()))
}

/// Takes the note away once it was shown.
pub(super) fn forget_note(visit: &Visit, response: &mut Response) {
    if visit.cookie(NOTE).is_some() {
        put(
            response,
            cookie(NOTE, String::new(), Duration::ZERO, visit.https()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_gone_on_to() {
        for own in ["/wallet", "/b/abc?k=1", "/wallet/badges/x#visibility"] {
            assert_eq!(own_path(own, "/wallet"), own);
        }
        for other in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "javascript:alert(1)",
            "wallet",
            "/a b",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(own_path(other, "/wallet"), "/wallet", "{other:?}");
        }
    }

    #[test]
    fn a_cookie_with_tls_is_bound_to_its_host() {
        let text = cookie(WALLET.name(true), "t".into(), Duration::from_secs(60), true).to_string();
        assert!(text.starts_with("__Host-wallet=t;"), "{text}");
        for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=60"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("Domain"), "{text}");
        assert!(
            !cookie(WALLET.name(false), "t".into(), Duration::ZERO, false)
                .to_string()
                .contains("Secure")
        );
    }
}
