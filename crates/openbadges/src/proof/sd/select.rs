//! Selecting parts of a document by JSON pointers (VC-DI-ECDSA §3.4.13): what is above a part keeps its ids and types.
use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The parts that `pointers` (RFC 6901) point to, in the shape of the document; the pointer that leads nowhere as error.
pub(super) fn select(document: &Value, pointers: &[String]) -> Result<Value, String> {
    let mut selected = beginning(document);
    if let (Value::Object(members), Some(context)) = (&mut selected, document.get("@context")) {
        members.shift_insert(0, "@context".into(), context.clone());
    }
    let mut seen = BTreeSet::new();
    // Each once: a part is copied for every pointer to it.
    for pointer in pointers.iter().filter(|pointer| seen.insert(*pointer)) {
        let steps = steps(pointer).ok_or_else(|| pointer.clone())?;
        add(document, &mut selected, &steps).ok_or_else(|| pointer.clone())?;
    }
    drop_gaps(&mut selected);
    Ok(selected)
}

/// What is shown of an object because something in it is: its id and type.
fn beginning(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(name, value)| match name.as_str() {
                "id" => !value.as_str().is_some_and(|id| id.starts_with("_:")),
                "type" => true,
                _ => false,
            });
            let kept: Map<_, _> = kept
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            kept.into()
        }
        // Items that are not selected leave gaps, closed at the end.
        Value::Array(items) => vec![Value::Null; items.len()].into(),
        other => other.clone(),
    }
}

fn steps(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    Some(
        steps
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

fn add(from: &Value, to: &mut Value, steps: &[String]) -> Option<()> {
    let Some((step, rest)) = steps.split_first() else {
        return whole(from, to);
    };
    let (next, target) = match (from, to) {
        (Value::Object(from), Value::Object(to)) => {
            let next = from.get(step)?;
            (next, to.entry(step.clone()).or_insert(Value::Null))
        }
        (Value::Array(from), Value::Array(to)) => {
            // RFC 6901 §4: no sign and no zeros in front, so that each item has one pointer.
            let is_plain = step == "0" || step.starts_with(|first| matches!(first, '1'..='9'));
            let at: usize = step.parse().ok().filter(|_| is_plain)?;
            (from.get(at)?, to.get_mut(at)?)
        }
        _ => return None,
    };
    if target.is_null() {
        *target = beginning(next);
    }
    add(next, target, rest)
}

/// Shows all of a value, over what is shown of it already.
fn whole(from: &Value, to: &mut Value) -> Option<()> {
    match (from, to) {
        (Value::Object(from), Value::Object(to)) => {
            for (name, value) in from {
                to.insert(name.clone(), value.clone());
            }
        }
        (from, to) => *to = from.clone(),
    }
    Some(())
}

fn drop_gaps(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(drop_gaps);
        }
        Value::Object(members) => members.values_mut().for_each(drop_gaps),
        _ => {}
    }
}
