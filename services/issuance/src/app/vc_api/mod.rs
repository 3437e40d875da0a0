//! The W3C's VC-API, for its test suites: credentials are issued by test keys (did:key) that are nobody's, and any
//! credential or presentation is verified, badge or not.
//!
//! <https://w3c-ccg.github.io/vc-api/>. What is wrong with a request is part of the answer ([`Problem`]), not a refusal:
//! the suites read it.

mod desk;
mod issue;
mod key;
mod presentation;
mod status;
mod verify;

pub use issue::{derive, issue};
pub use presentation::verify_presentation;
pub use status::{set_status, status_list};
pub use verify::verify_credential;

use crate::{
    Error, Issuance,
    domain::vc_api::{INSTANCES, Instance},
};
use openbadges::json;
use platform::identity::Caller;
use serde_json::{Map, Value};

/// Kinds of errors of the Data Model 2.0 (§7.1).
const DATA_MODEL: &str = "https://www.w3.org/TR/vc-data-model#";
/// Kinds of errors of Data Integrity (§4.7).
const SECURITY: &str = "https://w3id.org/security#";
/// Kinds of errors of Bitstring Status List (§3.5).
const STATUS_LIST: &str = "https://www.w3.org/ns/credentials/status-list#";

/// An error as RFC 9457 and the Data Model have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// An address that names the kind.
    pub kind: String,
    /// The kind in words.
    pub title: &'static str,
    /// Where, what stood there, and what should.
    pub detail: String,
}

impl Problem {
    fn of(base: &str, name: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("{base}{name}"),
            title,
            detail: detail.into(),
        }
    }

    fn parsing(detail: impl Into<String>) -> Self {
        Self::of(DATA_MODEL, "PARSING_ERROR", "This cannot be read", detail)
    }

    fn malformed(detail: impl Into<String>) -> Self {
        let title = "A value is not as the standard has it";
        Self::of(DATA_MODEL, "MALFORMED_VALUE_ERROR", title, detail)
    }

    fn proof(detail: impl Into<String>) -> Self {
        let title = "The proof does not hold";
        Self::of(SECURITY, "PROOF_VERIFICATION_ERROR", title, detail)
    }
}

/// What came of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The JSON to answer with.
    pub json: Option<Value>,
    /// Why it does not hold, or was not done. None: all is well.
    pub problems: Vec<Problem>,
    /// What was noticed besides.
    pub warnings: Vec<String>,
}

impl Answer {
    fn done(json: Value) -> Self {
        Self {
            json: Some(json),
            ..Self::default()
        }
    }

    fn refused(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// Whether nothing stands against it.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }
}

/// An instance and the issuer of what it signs.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Which.
    pub instance: Instance,
    /// Its did:key.
    pub issuer: String,
}

/// All instances; keys that were never used are made.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn instances(app: &Issuance, caller: &Caller) -> Result<Vec<Listed>, Error> {
    caller.must_be_service()?;
    let mut listed = Vec::with_capacity(INSTANCES.len());
    for instance in INSTANCES {
        let key = key::of(app, *instance).await?;
        listed.push(Listed {
            instance: *instance,
            issuer: key.did().to_owned(),
        });
    }
    Ok(listed)
}

/// The instance a request means by its name; none where it names none.
fn named(name: &str) -> Result<Option<Instance>, Error> {
    if name.is_empty() {
        return Ok(None);
    }
    let known = Instance::named(name).ok_or(Error::NotFound("instance of the VC-API"))?;
    Ok(Some(known))
}

/// A body: its members, and its options.
struct Asked {
    members: Map<String, Value>,
    options: Map<String, Value>,
}

impl Asked {
    fn read(body: &[u8]) -> Result<Self, Problem> {
        let members = match json::parse(body) {
            Ok(Value::Object(members)) => members,
            Ok(_) => return Err(Problem::parsing("the body must be a JSON object")),
            Err(error) => return Err(Problem::parsing(format!("the body: {error}"))),
        };
        let options = match members.get("options") {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(options)) => options.clone(),
            Some(_) => return Err(Problem::malformed("$.options: it must be an object")),
        };
        Ok(Self { members, options })
    }

    /// A text among the options.
    fn option(&self, name: &str) -> Result<Option<&str>, Problem> {
        match self.options.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Problem::malformed(format!(
                "$.options.{name}: it must be a text"
            ))),
        }
    }

    /// A list of texts among the options.
    fn list(&self, name: &str) -> Result<Option<Vec<String>>, Problem> {
        let malformed =
            || Problem::malformed(format!("$.options.{name}: it must be a list of texts"));
        match self.options.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>()
                .map(Some)
                .ok_or_else(malformed),
            Some(_) => Err(malformed()),
        }
    }
}
