//! Whose key is it? A signature proves who signed only if the issuer itself says that the key is its own.
//!
//! The issuer's document must list the key for assertions. A key in the address's fragment or in a JWT header proves
//! nothing: anybody can write it there. `did:key` stands for an issuer only where it is the issuer's id.
use serde_json::Value;
use time::OffsetDateTime;

use super::read::sentence;
use super::report::{Mark, Step, StepName};
use super::{Desk, FetchedJson, Purpose};
use crate::json::items;
use crate::key::did::{Controller, MethodError, web_address};
use crate::key::{KeyError, PublicKey};
use crate::proof::jwt::{Algorithm, Jws};

const ASK_ISSUER: &str =
    "Ask the issuer to publish the key in its own document, or get the badge from the issuer.";
const TRY_AGAIN: &str = "Try again later.";

/// What became of looking for a key.
pub(super) enum Resolved {
    /// Documents are missing.
    Waiting,
    /// The key, if any was found, and the issuer step it leads to.
    Done(Option<PublicKey>, Box<Step>),
}

fn done(key: Option<PublicKey>, step: Step) -> Resolved {
    Resolved::Done(key, Box::new(step))
}

fn ok(code: &str, issuer: &str) -> Step {
    let text = format!("The key belongs to the issuer {issuer}.");
    Step::new(StepName::Issuer, Mark::Ok, code, text).with("issuer", issuer)
}

fn failed(error: &MethodError, method: &str) -> Resolved {
    let code = match error {
        MethodError::Revoked { .. } => "issuer.key_revoked",
        MethodError::Expired { .. } => "issuer.key_expired",
        MethodError::Unlisted { .. } => "issuer.key_not_listed",
        MethodError::NotForClaims { .. } | MethodError::NotForAuthentication { .. } => {
            "issuer.key_not_for_claims"
        }
        MethodError::OtherController { .. } => "issuer.key_of_another",
        MethodError::WrongId { .. } | MethodError::NotAController { .. } => "issuer.document",
        MethodError::Key { .. } => "issuer.key",
    };
    let step = Step::new(
        StepName::Issuer,
        Mark::Failed,
        code,
        sentence(&error.to_string()),
    );
    done(None, step.at("verificationMethod", method, ASK_ISSUER))
}

fn bad_key(error: &KeyError, method: &str) -> Resolved {
    let mark = match error {
        KeyError::Unsupported(_) => Mark::Unknown,
        _ => Mark::Failed,
    };
    let step = Step::new(
        StepName::Issuer,
        mark,
        "issuer.key",
        sentence(&error.to_string()),
    );
    done(None, step.at("verificationMethod", method, ASK_ISSUER))
}

fn unreachable(why: &str, method: &str) -> Resolved {
    let text = format!("The issuer's document could not be had: {why}.");
    let step = Step::new(StepName::Issuer, Mark::Unknown, "issuer.unreachable", text);
    done(None, step.at("verificationMethod", method, TRY_AGAIN))
}

/// Finds the key `method` and whether it is `issuer`'s.
pub(super) fn by_method(
    method: &str,
    issuer: &str,
    signed: Option<OffsetDateTime>,
    desk: &mut Desk<'_>,
) -> Resolved {
    let (primary, fragment) = method.split_once('#').unwrap_or((method, ""));
    if primary.starts_with("did:key:") {
        return match PublicKey::from_did_key(method) {
            Ok(key) if primary == issuer => done(Some(key), ok("issuer.did_key", issuer)),
            Ok(key) => confirm(key, issuer, signed, desk),
            Err(error) => bad_key(&error, method),
        };
    }
    if primary.starts_with("did:jwk:") {
        return match PublicKey::from_did_jwk(method) {
            Ok(key) if primary == issuer => done(Some(key), ok("issuer.did_jwk", issuer)),
            Ok(key) => confirm(key, issuer, signed, desk),
            Err(error) => bad_key(&error, method),
        };
    }
    let address = if primary.starts_with("did:web:") {
        match web_address(primary) {
            Ok(address) => address,
            Err(error) => return bad_key(&error, method),
        }
    } else if primary.starts_with("https://") || primary.starts_with("http://") {
        primary.to_owned()
    } else {
        let text = format!("Keys named like {primary:?} cannot be looked up here.");
        let step = Step::new(
            StepName::Issuer,
            Mark::Unknown,
            "issuer.method_unsupported",
            text,
        )
        .at(
            "verificationMethod",
            method,
            "Ask the issuer for a badge signed with a did:web or https key.",
        );
        return done(None, step);
    };
    let document = match desk.fetch_json(&address, Purpose::Controller) {
        FetchedJson::Waiting => return Resolved::Waiting,
        FetchedJson::Failed(why) => return unreachable(&why, method),
        FetchedJson::Ready(document) => document,
    };
    if let Some(key) = bare_key(&document, method, fragment) {
        return match key {
            Ok(key) => confirm(key, issuer, signed, desk),
            Err(error) => bad_key(&error, method),
        };
    }
    let controller = match Controller::parse(&document, &address) {
        Ok(controller) => controller,
        Err(error) => return failed(&error, method),
    };
    if controller.id != primary {
        let error = MethodError::WrongId {
            expected: primary.into(),
            found: controller.id,
        };
        return failed(&error, method);
    }
    let key = if fragment.is_empty() {
        controller.only_key(signed, desk.now())
    } else {
        controller.key(method, signed, desk.now())
    };
    match key {
        Ok(key) if controller.id == issuer => {
            done(Some(key.clone()), ok("issuer.controller", issuer))
        }
        Ok(key) => confirm(key.clone(), issuer, signed, desk),
        Err(error) => failed(&error, method),
    }
}

/// A document that is a key itself (Multikey, JWK) or a set of them.
fn bare_key(document: &Value, method: &str, fragment: &str) -> Option<Result<PublicKey, KeyError>> {
    if let Some(multikey) = document.get("publicKeyMultibase").and_then(Value::as_str) {
        return Some(PublicKey::from_multikey(multikey));
    }
    if let Some(jwk) = document.get("publicKeyJwk") {
        return Some(PublicKey::from_jwk(jwk));
    }
    if document.get("kty").is_some() {
        return Some(PublicKey::from_jwk(document));
    }
    let named = |jwk: &&Value| {
        let kid = jwk.get("kid").and_then(Value::as_str);
        kid == Some(method) || (!fragment.is_empty() && kid == Some(fragment))
    };
    let jwk = items(document.get("keys")).iter().find(named)?;
    Some(PublicKey::from_jwk(jwk))
}

/// Whether the issuer's own document lists a key that was found elsewhere.
fn confirm(
    key: PublicKey,
    issuer: &str,
    signed: Option<OffsetDateTime>,
    desk: &mut Desk<'_>,
) -> Resolved {
    let unbound = |key, mark, code: &str, text: String| {
        let step = Step::new(StepName::Issuer, mark, code, text);
        done(Some(key), step.at("issuer.id", issuer, ASK_ISSUER))
    };
    let own = match issuer.get(..8) {
        Some("did:key:") => Some((PublicKey::from_did_key(issuer), "issuer.did_key")),
        Some("did:jwk:") => Some((PublicKey::from_did_jwk(issuer), "issuer.did_jwk")),
        _ => None,
    };
    if let Some((own, code)) = own {
        if own.is_ok_and(|own| own.is_same(&key)) {
            return done(Some(key), ok(code, issuer));
        }
        let text = format!("The badge was signed with a key that is not the issuer's, {issuer}.");
        return unbound(key, Mark::Failed, "issuer.key_of_another", text);
    }
    let address = if issuer.starts_with("did:web:") {
        web_address(issuer).ok()
    } else if issuer.starts_with("https://") || issuer.starts_with("http://") {
        Some(issuer.split('#').next().unwrap_or(issuer).to_owned())
    } else {
        None
    };
    let Some(address) = address else {
        let text = format!(
            "Nothing ties the key to the issuer {issuer}: that address names nothing that could be asked."
        );
        return unbound(key, Mark::Unknown, "issuer.unbound", text);
    };
    let controller = match desk.fetch_json(&address, Purpose::Controller) {
        FetchedJson::Waiting => return Resolved::Waiting,
        FetchedJson::Failed(why) => {
            let text = format!("Whether the key is the issuer's could not be found out: {why}.");
            return unbound(key, Mark::Unknown, "issuer.unreachable", text);
        }
        FetchedJson::Ready(document) => Controller::parse(&document, &address),
    };
    let lists = controller.as_ref().is_ok_and(|controller| {
        controller.id == issuer && controller.lists(&key, signed, desk.now())
    });
    if lists {
        return done(Some(key), ok("issuer.controller", issuer));
    }
    let text = format!("The issuer {issuer} does not list the key that signed the badge.");
    unbound(key, Mark::Failed, "issuer.key_not_listed", text)
}

/// Finds the key of a JWT: by its `kid`, or in the issuer's JWK Set. Where the header has a `jwk` too, both must be the
/// same key.
pub(super) fn by_jwt(jws: &Jws, issuer: &str, desk: &mut Desk<'_>) -> Resolved {
    let header_key = match jws.header.get("jwk").map(PublicKey::from_jwk) {
        Some(Ok(key)) => Some(key),
        Some(Err(error)) => return bad_key(&error, "jwk"),
        None => None,
    };
    let resolved = by_header(jws, header_key.as_ref(), issuer, desk);
    match (resolved, header_key) {
        (Resolved::Done(Some(key), _), Some(header)) if !header.is_same(&key) => {
            let text = "The JWT's header holds one key and names another.";
            let step = Step::new(StepName::Issuer, Mark::Failed, "issuer.two_keys", text);
            let fix = "Ask the issuer for a JWT that names one key only.";
            done(
                None,
                step.at("header.kid", jws.kid().unwrap_or_default(), fix),
            )
        }
        (resolved, _) => resolved,
    }
}

fn by_header(
    jws: &Jws,
    header_key: Option<&PublicKey>,
    issuer: &str,
    desk: &mut Desk<'_>,
) -> Resolved {
    let (kid, signed) = (jws.kid(), jws.signed());
    if let Some(kid) = kid.filter(|kid| kid.starts_with("did:")) {
        return by_method(kid, issuer, signed, desk);
    }
    let mut set_failure = None;
    if let Some(address) = jwks_address(issuer) {
        match desk.fetch_json(&address, Purpose::Jwks) {
            FetchedJson::Waiting => return Resolved::Waiting,
            FetchedJson::Failed(why) => set_failure = Some(why),
            FetchedJson::Ready(set) => {
                if let Some(key) = in_set(&set, jws, header_key, issuer) {
                    return done(Some(key), ok("issuer.jwks", issuer));
                }
            }
        }
    }
    match (kid, header_key) {
        (Some(kid), None) if kid.contains("://") => by_method(kid, issuer, signed, desk),
        (_, Some(key)) => match (confirm(key.clone(), issuer, signed, desk), set_failure) {
            // The set might have listed it: not having it is no proof of forgery.
            (Resolved::Done(_, step), Some(why)) if step.mark == Mark::Failed => {
                let text =
                    format!("Whether the key is the issuer's could not be found out: {why}.");
                let step = Step::new(StepName::Issuer, Mark::Unknown, "issuer.unreachable", text);
                done(Some(key.clone()), step.at("issuer.id", issuer, TRY_AGAIN))
            }
            (other, _) => other,
        },
        _ => match set_failure {
            Some(why) => unreachable(&why, kid.unwrap_or_default()),
            None => {
                let text = "The JWT names no key that the issuer publishes.";
                let step = Step::new(
                    StepName::Issuer,
                    Mark::Failed,
                    "issuer.key_not_listed",
                    text,
                );
                done(
                    None,
                    step.at("header.kid", kid.unwrap_or_default(), ASK_ISSUER),
                )
            }
        },
    }
}

/// `/.well-known/jwks.json` at the issuer's host.
fn jwks_address(issuer: &str) -> Option<String> {
    let base = if issuer.starts_with("did:web:") {
        web_address(issuer).ok()?
    } else if issuer.starts_with("https://") || issuer.starts_with("http://") {
        issuer.to_owned()
    } else {
        return None;
    };
    let url = url::Url::parse(&base).ok()?;
    url.host_str()?;
    Some(url.join("/.well-known/jwks.json").ok()?.into())
}

/// The key of a set that has the `kid` or equals the header's key, is the issuer's where the host has several, and is
/// made for the token's algorithm where it says for which.
fn in_set(set: &Value, jws: &Jws, header: Option<&PublicKey>, issuer: &str) -> Option<PublicKey> {
    let kid = jws.kid();
    let mut keys = items(set.get("keys")).iter().filter_map(|jwk| {
        let member = |name: &str| jwk.get(name).and_then(Value::as_str);
        if member("iss").is_some_and(|iss| iss != issuer) {
            return None;
        }
        if member("alg").is_some_and(|alg| Algorithm::named(alg) != Some(jws.algorithm())) {
            return None;
        }
        let key = PublicKey::from_jwk(jwk).ok()?;
        let wanted = match header {
            Some(header) => header.is_same(&key),
            None => kid.is_some() && member("kid") == kid,
        };
        (wanted && jws.algorithm().is_for(&key)).then_some(key)
    });
    let first = keys.next()?;
    // A set may hold several keys of one name (RFC 7517 §4.5): the one that signed is meant.
    let others: Vec<PublicKey> = keys.take(MOST_OF_ONE_NAME - 1).collect();
    let signed = |key: &PublicKey| jws.verify(key).is_ok();
    if others.is_empty() || signed(&first) {
        return Some(first);
    }
    Some(others.into_iter().find(signed).unwrap_or(first))
}

/// Most keys of one name in a set that are tried.
const MOST_OF_ONE_NAME: usize = 4;
