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
    ob3::{IssueError, places},
    proof::{self, Options, Suite, Template, Unsigned},
    verify::content_sha256,
};
use platform::{FieldProblem, clock::Timestamp};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// How many compiled templates are kept.
const MOST_TEMPLATES: usize = 500;

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

/// Templates of the shapes that were seen: the badges of one achievement differ in a few strings only, and canonicalizing
/// by a template is many times faster.
#[derive(Clone, Default)]
pub(crate) struct Templates(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    once: HashSet<[u8; 32]>,
    compiled: HashMap<[u8; 32], Option<Arc<Template>>>,
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
    let (issuer, templates, public) = (
        issuer.clone(),
        app.templates.clone(),
        key.key().public.clone(),
    );
    let methods: Vec<String> = wanted
        .iter()
        .map(|one| key.method(&one.credential.issuer_did))
        .collect();
    let prepared = app
        .artist
        .work(move |_| {
            let each = wanted.into_iter().zip(salts).zip(methods);
            each.map(|((one, salt), method)| {
                prepare(&issuer, &one, &salt, &method, &public, &templates, now)
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
    templates: &Templates,
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
    let contexts = Contexts::bundled();
    let made = match templates.of(&document, &options, &contexts) {
        Some(template) => template.prepare(document, &options, key, &contexts),
        None => proof::prepare(document, &options, key, &contexts),
    };
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

impl Templates {
    /// The template of a document's shape, compiled when the shape is seen for the second time.
    fn of(
        &self,
        document: &Value,
        options: &Options,
        contexts: &Contexts,
    ) -> Option<Arc<Template>> {
        let mut places = places(document);
        places.extend(evidence_places(document));
        let shape = shape(document, &places);
        {
            let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = seen.compiled.get(&shape) {
                return known.clone();
            }
            if seen.once.len() + seen.compiled.len() >= MOST_TEMPLATES {
                *seen = Seen::default();
            }
            if seen.once.insert(shape) {
                return None;
            }
        }
        // A shape that has no template is signed the general way; remembering that saves trying again.
        let compiled = Template::compile(document, &places, options, contexts)
            .ok()
            .map(Arc::new);
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.once.remove(&shape);
        seen.compiled.insert(shape, compiled.clone());
        compiled
    }
}

/// Evidence differs from badge to badge too.
fn evidence_places(document: &Value) -> Vec<String> {
    let count = document
        .get("evidence")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    let all = (0..count).flat_map(|at| {
        ["id", "name", "narrative"].map(|member| format!("/evidence/{at}/{member}"))
    });
    all.filter(|place| document.pointer(place).is_some_and(Value::is_string))
        .collect()
}

/// What a document has in common with those that differ from it in these places only.
fn shape(document: &Value, places: &[String]) -> [u8; 32] {
    let mut blank = document.clone();
    for place in places {
        if let Some(value) = blank.pointer_mut(place) {
            *value = Value::Null;
        }
    }
    Sha256::digest(blank.to_string()).into()
}
