//! The codes of reports are documented, once, and used.
use std::collections::BTreeSet;
use std::path::Path;

use openbadges::verify::codes;

#[test]
fn the_table_in_the_docs_is_the_table_in_the_code() {
    let text = include_str!("../CODES.md");
    let rows: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    let wanted: Vec<String> = codes::ALL
        .iter()
        .map(|code| {
            let step = serde_json::to_value(code.step).unwrap();
            let step = step.as_str().unwrap().to_owned();
            format!("| `{step}` | `{}` | {} |", code.code, code.says)
        })
        .collect();
    assert_eq!(rows, wanted);
}

#[test]
fn each_code_is_there_once_with_a_sentence() {
    let names: BTreeSet<&str> = codes::ALL.iter().map(|code| code.code).collect();
    assert_eq!(names.len(), codes::ALL.len(), "a code stands twice");
    for code in codes::ALL {
        let begins = code.says.starts_with(|first: char| first.is_uppercase());
        assert!(begins && code.says.ends_with('.'), "{code:?}");
    }
}

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, text);
        } else if !path.ends_with("verify/codes.rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_code_is_documented_that_nothing_says() {
    let mut text = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut text,
    );
    for code in codes::ALL {
        assert!(
            text.contains(&format!("\"{}\"", code.code)),
            "nothing says {}",
            code.code
        );
    }
}
