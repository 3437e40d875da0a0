//! Makes the signed documents of badges: built and canonicalized off the reactor, many at once, then signed by the
//! issuer's key.

use super::Issuance;
use crate::{
    Error,
    domain::{
        achievement::Version,
        badge::{self, Parts},
        credential::Credential,
        issuer::Issuer,
        recipient::Personal,
        revision::{Change, Revision},
    },
};
use openbadges::{
    Timestamp as Text,
    context::Contexts,
    key::PublicKey,
    ob3::IssueError,
    proof::{self, Options, Suite, Unsigned},
    verify::content_sha256,
};
use platform::{FieldProblem, clock::Timestamp};
use serde_json::Value;
use std::sync::Arc;

/// A document that is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The badge in its new revision.
    pub credential: Credential,
    /// What is personal in it.
    pub personal: Personal,
    /// What was achieved.
    pub version: Arc<Version>,
    /// The address of its status list.
    pub list_url: String,
    /// What the revision changes.
    pub change: Change,
}

/// Signs a document for each badge of an issuer. One that cannot be made does not keep the others from being made.
pub(crate) async fn sign(
    app: &Issuance,
    issuer: &Issuer,
    wanted: Vec<Wanted>,
    now: Timestamp,
) -> Result<Vec<Result<(Wanted, Revision), Error>>, Error> {
    let key = app.keys.signing_key(issuer.id).await?;
    let salts: Vec<[u8; 16]> = wanted.iter().map(|_| app.foundation.ids.bytes()).collect();
    let (issuer, public) = (issuer.clone(), key.key().public.clone());
    let methods: Vec<String> = wanted
        .iter()
        .map(|one| key.method(&one.credential.issuer_did))
        .collect();
    let prepared = app
        .artist
        .work(move |_| {
            let each = wanted.into_iter().zip(salts).zip(methods);
            each.map(|((one, salt), method)| {
                prepare(&issuer, &one, &salt, &method, &public, now)
                    .map(|unsigned| (one, method, unsigned))
            })
            .collect::<Vec<_>>()
        })
        .await?;
    let mut signed = Vec::with_capacity(prepared.len());
    for made in prepared {
        signed.push(match made {
            Err(error) => Err(error),
            Ok((one, method, unsigned)) => {
                let signature = key.sign(unsigned.bytes_to_sign()).await?;
                let document = unsigned.attach(&signature);
                let revision = revision(&one, method, &document, now);
                Ok((one, revision))
            }
        });
    }
    Ok(signed)
}

fn revision(
    one: &Wanted,
    verification_method: String,
    document: &Value,
    now: Timestamp,
) -> Revision {
    Revision {
        credential: one.credential.id,
        number: one.credential.revision,
        change: one.change,
        version: one.version.id,
        valid_from: one.credential.valid_from,
        signed_at: now,
        verification_method,
        digest: content_sha256(document).unwrap_or_default(),
        status: one.credential.status,
        document: document.to_string(),
    }
}

fn prepare(
    issuer: &Issuer,
    one: &Wanted,
    salt: &[u8; 16],
    method: &str,
    key: &PublicKey,
    now: Timestamp,
) -> Result<Unsigned, Error> {
    let parts = Parts {
        issuer,
        version: &one.version,
        credential: &one.credential,
        personal: &one.personal,
        list_url: &one.list_url,
        salt,
    };
    let document = badge::document(&parts).map_err(|error| refused(&error))?;
    let options = Options {
        suite: Suite::EddsaRdfc2022,
        verification_method: method.to_owned(),
        created: Text::from_text(now.rfc3339()),
    };
    let made = proof::prepare(document, &options, key, &Contexts::bundled());
    made.map_err(|error| Error::field("credential", "", format!("it cannot be signed: {error}")))
}

/// The standard's findings as fields.
fn refused(error: &IssueError) -> Error {
    match error {
        IssueError::Invalid(findings) => Error::Invalid(
            findings
                .iter()
                .map(|f| FieldProblem::new(&f.path, &f.value, &f.rule))
                .collect(),
        ),
        IssueError::Json(problem) => Error::field("credential", "", problem),
    }
}
