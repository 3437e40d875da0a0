//! Another JSON-LD processor, made to show its losses: what this crate's own is held to.
//!
//! A first context `{"@vocab": sentinel}` and the sentinel as base address make undefined terms and relative addresses
//! surface in the quads, where JSON-LD would let them vanish. It reads the context of only one class of an object, so it
//! is not asked about objects of several classes with contexts.
use openbadges::context::Contexts;
use openbadges::rdfc10::{self, Hash};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::Quad;
use serde_json::{Map, Value, json};

const SENTINEL: &str = "undefined://x/";

/// The canonical form of a document, or why it has none.
pub fn canonical(document: &Value, contexts: &Contexts, hash: Hash) -> Result<String, String> {
    let quads = quads(document, contexts)?;
    rdfc10::canonicalize(&quads, hash).map_err(|error| error.to_string())
}

fn quads(document: &Value, contexts: &Contexts) -> Result<Vec<Quad>, String> {
    let text = marked(document).to_string();
    let known = contexts.clone();
    let quads: Vec<Quad> = JsonLdParser::new()
        .with_base_iri(SENTINEL)
        .unwrap()
        .for_slice(text.as_bytes())
        .with_load_document_callback(move |url, _| match known.get(url) {
            Some(text) => Ok(JsonLdRemoteDocument {
                document: text.as_bytes().to_vec(),
                document_url: url.to_owned(),
            }),
            None => Err(format!("{url} is not known").into()),
        })
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let lost = format!("<{SENTINEL}");
    match quads
        .iter()
        .map(Quad::to_string)
        .find(|quad| quad.contains(&lost))
    {
        Some(lost) => Err(format!("lost: {lost}")),
        None if quads.is_empty() => Err("it says nothing".into()),
        None => Ok(quads),
    }
}

/// The document with the sentinel in front of its contexts.
fn marked(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(marked).collect(),
        Value::Object(members) => {
            let each = members.iter().map(|(name, value)| {
                let value = if name == "@context" {
                    let mut list = vec![json!({ "@vocab": SENTINEL })];
                    match value {
                        Value::Array(items) => list.extend(items.iter().cloned()),
                        one => list.push(one.clone()),
                    }
                    Value::Array(list)
                } else {
                    marked(value)
                };
                (name.clone(), value)
            });
            Value::Object(each.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
