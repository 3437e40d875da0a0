//! The VC-API as the W3C's test suites call it: every endpoint, every instance, and what must be refused.
//! [`crate::w3c`] follows the suites file by file.
mod access;
mod holder;
mod issuing;
mod presentations;
mod shapes;
mod status;
mod suite;

pub(crate) use holder::{Holder, presentation};
pub(crate) use suite::Suite;

use serde_json::{Value, json};

pub(crate) const V1: &str = "https://www.w3.org/2018/credentials/v1";

pub(crate) const V2: &str = "https://www.w3.org/ns/credentials/v2";

pub(crate) const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";

pub(crate) fn alumna() -> Value {
    json!({
        "@context": [V2, EXAMPLES],
        "id": "urn:uuid:86294362-4254-4f36-854f-3952fe42555d",
        "type": ["VerifiableCredential", "ExampleAlumniCredential"],
        "issuer": "did:example:issuer",
        "validFrom": "2023-07-01T19:23:24Z",
        "credentialSubject": {"id": "did:example:alice", "alumniOf": {"id": "did:example:uni", "name": "Example University"}},
    })
}

pub(crate) fn with(mut credential: Value, member: &str, value: Value) -> Value {
    credential[member] = value;
    credential
}

pub(crate) fn kind(refused: &Value) -> &str {
    refused["problemDetails"][0]["type"].as_str().unwrap()
}
