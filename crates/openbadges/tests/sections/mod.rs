//! JSON-LD 1.1 by the sections of its standards, written out by hand: what each feature says in lines, and what is refused.
mod contexts;
mod hostile;
mod maps;
mod objects;
mod values;

use openbadges::context::{CREDENTIALS_V2, Contexts};
use openbadges::jsonld::JsonLdError;
use openbadges::rdfc10::{self, Hash};
use serde_json::{Value, json};

use crate::support::quads;

const INTEGER: &str = "^^<http://www.w3.org/2001/XMLSchema#integer>";

/// What a document says by a context of its own; `own` is a property that only it defines.
fn read(context: Value, own: Value) -> Result<Vec<String>, JsonLdError> {
    let mut contexts = vec![json!(CREDENTIALS_V2), json!({"own": "urn:own"})];
    match context {
        Value::Array(more) => contexts.extend(more),
        one => contexts.push(one),
    }
    let document = json!({"@context": contexts, "id": "urn:a", "own": own});
    let quads = quads(&document, &Contexts::bundled())?;
    let lines = rdfc10::canonicalize(&quads, Hash::Sha256).unwrap();
    Ok(lines
        .lines()
        .filter_map(|line| line.strip_suffix(" ."))
        .filter(|line| !line.starts_with("<urn:a> <urn:own>"))
        .map(str::to_owned)
        .collect())
}

/// Holds `own` to the lines it must say, in any order.
#[track_caller]
fn says(context: Value, own: Value, lines: &[&str]) {
    let mut want: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let mut got = read(context, own).unwrap();
    want.sort();
    got.sort();
    assert_eq!(got, want);
}

#[track_caller]
fn refused(context: Value, own: Value, code: &str) {
    match read(context.clone(), own.clone()) {
        Err(error) => assert_eq!(error.code(), code, "{context} {own}: {error}"),
        Ok(lines) => panic!("{context} {own}: {lines:?}"),
    }
}
