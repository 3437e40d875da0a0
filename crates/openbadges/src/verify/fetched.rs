//! Credentials that are fetched: status lists and newer revisions, as JSON or as a JWT.
use serde_json::Value;

use super::{Desk, Fetched, Purpose};
use crate::proof::jwt::{Jws, is_compact};

/// A fetched credential, and the JWT it came in, if any.
pub(super) struct Credential {
    pub document: Value,
    pub jws: Option<Jws>,
}

/// What is at an address.
pub(super) enum CredentialAt {
    Waiting,
    /// The host answered with that HTTP status.
    Refused(u16),
    Failed(String),
    Ready(Box<Credential>),
}

/// Fetches a credential.
pub(super) fn credential_at(url: &str, purpose: Purpose, desk: &mut Desk<'_>) -> CredentialAt {
    let body = match desk.fetch(url, purpose) {
        Fetched::Waiting => return CredentialAt::Waiting,
        Fetched::Failed {
            status: Some(status),
            ..
        } => return CredentialAt::Refused(status),
        Fetched::Failed { why, .. } => return CredentialAt::Failed(why),
        Fetched::Ready(body) => body,
    };
    let text = String::from_utf8_lossy(body);
    if is_compact(&text) {
        return match Jws::parse(&text) {
            Ok(jws) => CredentialAt::Ready(Box::new(Credential {
                document: jws.credential(),
                jws: Some(jws),
            })),
            Err(error) => CredentialAt::Failed(format!("{url}: {error}")),
        };
    }
    match crate::json::parse(body) {
        Ok(document) => CredentialAt::Ready(Box::new(Credential {
            document,
            jws: None,
        })),
        Err(error) => CredentialAt::Failed(format!("{url}: {error}")),
    }
}
