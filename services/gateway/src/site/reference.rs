//! `/docs`: the API reference, drawn from the OpenAPI document.

use super::{errors::Answer, visit::Visit};
use crate::pages::views::site::{DocsPage, Operation, OperationGroup};
use serde_json::Value;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub(super) async fn show(visit: Visit) -> Answer {
    let document = serde_json::to_value(crate::openapi()).unwrap_or_default();
    let page = DocsPage {
        shell: visit.public_shell().await,
        version: text(&document, "/info/version"),
        groups: groups(&document),
    };
    Ok(visit.page(&page))
}

fn text(value: &Value, pointer: &str) -> String {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// A chapter a tag, in the document's order.
fn groups(document: &Value) -> Vec<OperationGroup> {
    let tags = document.get("tags").and_then(Value::as_array);
    tags.into_iter()
        .flatten()
        .map(|tag| {
            let title = text(tag, "/name");
            OperationGroup {
                id: title.to_lowercase().replace(' ', "-"),
                operations: operations(document, &title),
                title,
            }
        })
        .filter(|group| !group.operations.is_empty())
        .collect()
}

fn operations(document: &Value, tag: &str) -> Vec<Operation> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for (path, methods) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(told) = methods.get(method) else {
                continue;
            };
            let tagged = told
                .get("tags")
                .and_then(Value::as_array)
                .is_some_and(|tags| tags.iter().any(|t| t == tag));
            if tagged {
                found.push(operation(document, method, path, told));
            }
        }
    }
    found
}

fn operation(document: &Value, method: &str, path: &str, told: &Value) -> Operation {
    let list = |name: &str| told.get(name).and_then(Value::as_array);
    let parameters = list("parameters")
        .into_iter()
        .flatten()
        .map(|p| (text(p, "/name"), text(p, "/in"), text(p, "/description")))
        .collect();
    let answers = told.get("responses").and_then(Value::as_object);
    let (summary, description) = match (text(told, "/summary"), text(told, "/description")) {
        (summary, description) if summary.is_empty() => (description, String::new()),
        both => both,
    };
    Operation {
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary,
        description,
        scope: scope(told),
        parameters,
        example: example(document, told),
        answers: answers
            .into_iter()
            .flatten()
            .map(|(status, answer)| (status.clone(), text(answer, "/description")))
            .collect(),
    }
}

/// The right an operation names in its security requirement.
fn scope(told: &Value) -> String {
    let requirements = told.get("security").and_then(Value::as_array);
    requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(|requirement| requirement.values())
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(Value::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}

/// What is sent, made of the examples in the schemas.
fn example(document: &Value, told: &Value) -> String {
    let schema = told.pointer("/requestBody/content/application~1json/schema");
    let Some(schema) = schema else {
        return String::new();
    };
    let value = example_of(document, schema, 6);
    if value.is_null() {
        return String::new();
    }
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

/// An example of a schema; `depth` ends schemas that hold themselves.
fn example_of(document: &Value, schema: &Value, depth: u8) -> Value {
    let Some(deeper) = depth.checked_sub(1) else {
        return Value::Null;
    };
    if let Some(example) = schema.get("example") {
        return example.clone();
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let found = reference
            .strip_prefix('#')
            .and_then(|pointer| document.pointer(pointer));
        return found.map_or(Value::Null, |s| example_of(document, s, deeper));
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        let first = schema
            .get(choice)
            .and_then(Value::as_array)
            .and_then(|all| {
                all.iter()
                    .find(|s| s.get("type").is_none_or(|kind| kind != "null"))
            });
        if let Some(first) = first {
            return example_of(document, first, deeper);
        }
    }
    let kind = match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().find(|kind| *kind != "null"),
        kind => kind,
    };
    match kind.and_then(Value::as_str) {
        Some("object") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            properties
                .into_iter()
                .flatten()
                .map(|(name, schema)| (name.clone(), example_of(document, schema, deeper)))
                .filter(|(_, value)| !value.is_null())
                .collect()
        }
        Some("array") => schema.get("items").map_or(Value::Null, |items| {
            match example_of(document, items, deeper) {
                Value::Null => Value::Null,
                one => Value::Array(vec![one]),
            }
        }),
        Some("string") => schema
            .get("enum")
            .and_then(|all| all.get(0))
            .cloned()
            .unwrap_or_else(|| Value::from("…")),
        Some("integer" | "number") => Value::from(1),
        Some("boolean") => Value::from(true),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_interface_is_in_the_reference() {
        let document = serde_json::to_value(crate::openapi()).unwrap();
        let drawn: usize = groups(&document).iter().map(|g| g.operations.len()).sum();
        let paths = document.get("paths").unwrap().as_object().unwrap();
        let all: usize = paths
            .values()
            .map(|methods| {
                METHODS
                    .iter()
                    .filter(|m| methods.get(**m).is_some())
                    .count()
            })
            .sum();
        assert_eq!(drawn, all);
        assert!(all > 20, "{all}");
        for operation in groups(&document).iter().flat_map(|g| &g.operations) {
            assert!(
                !operation.summary.is_empty(),
                "{} {} has no line that says what it does",
                operation.method,
                operation.path
            );
        }
    }

    #[test]
    fn a_schema_that_holds_itself_has_an_example_that_ends() {
        let document = serde_json::json!({ "S": { "type": "object", "properties": { "s": { "$ref": "#/S" }, "n": { "type": "integer" } } } });
        let schema = serde_json::json!({ "$ref": "#/S" });
        assert_eq!(example_of(&document, &schema, 4)["n"], 1);
    }
}
