//! The W3C's suites against the VC-API, file by file, with documents of our own in the place of their fixtures. Each
//! function names the files it follows; what a suite itself skips is left out.
//!
//! - `w3c/vc-data-model-2.0-test-suite`, `tests/*.js`, with `tests/input/*.json` and `tests/fixtures.js`
//! - `w3c-ccg/data-integrity-test-suite-assertion`, `suites/*.js` and `vc-generator/generators.js`, which the next two use
//! - `w3c/vc-di-eddsa-test-suite`, `tests/{10,15,20,30,40,45,50,60,70,80}-*.js`
//! - `w3c/vc-di-ecdsa-test-suite`, `tests/{05,10,15,20,30,35,40,45,50,60,70,75,90,95}-*.js`
//! - `w3c/vc-bitstring-status-list-test-suite`, `tests/{10-data_model,20-algorithms,30-interop}.js`
mod bad;
mod data_integrity;
mod data_model;
mod eddsa;
mod good;
mod status_list;

use serde_json::{Value, json};

use crate::vc_api::{V2, with};

/// What most of the fixtures are: nothing but what must be there.
fn plain() -> Value {
    json!({
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:subject"},
    })
}

fn without(mut credential: Value, member: &str) -> Value {
    credential.as_object_mut().unwrap().remove(member);
    credential
}

/// With one more context, and something that it defines.
fn defining(context: Value, member: &str, value: Value) -> Value {
    with(
        with(plain(), "@context", json!([V2, context])),
        member,
        value,
    )
}

type Case = (&'static str, Value);

const SRI: &str = "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU";
const MULTIBASE: &str = "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ";
const SRI_2024: &str = "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg";
const MULTIBASE_2024: &str = "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k";
