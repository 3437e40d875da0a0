//! The documentation of the crate: each public item shows how it is used, by an example that runs.
use std::path::{Path, PathBuf};

/// All source files of the crate.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found
}

/// Whether a line begins an item that is public. What only this crate can reach is `pub(crate)` or `pub(super)` here.
fn is_public_item(line: &str) -> bool {
    let Some(rest) = line.trim_start().strip_prefix("pub ") else {
        return false;
    };
    let rest = rest.strip_prefix("const fn ").map_or(rest, |_| "fn ");
    [
        "fn ", "struct ", "enum ", "trait ", "type ", "const ", "static ",
    ]
    .iter()
    .any(|kind| rest.starts_with(kind))
}

/// Whether the comment above a line has an example; attributes may stand between.
fn has_example(above: &[&str]) -> bool {
    above
        .iter()
        .rev()
        .map(|line| line.trim())
        .skip_while(|line| !line.starts_with("///") && !line.is_empty() && *line != "}")
        .take_while(|line| line.starts_with("///"))
        .any(|line| line.starts_with("/// ```"))
}

#[test]
fn every_public_item_has_an_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut items = 0;
    let mut missing = Vec::new();
    for path in sources(&root) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| is_public_item(line))
        {
            items += 1;
            if !has_example(&lines[..at]) {
                let file = path.strip_prefix(&root).unwrap().display();
                missing.push(format!("{file}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    assert!(items > 300, "only {items} public items were found");
    assert!(
        missing.is_empty(),
        "without an example:\n{}",
        missing.join("\n")
    );
}

#[test]
fn an_item_without_an_example_would_be_found() {
    let bare = ["/// A thing.", "#[must_use]"];
    let shown = [
        "/// A thing.",
        "/// ```",
        "/// ```",
        "#[derive(",
        "    Debug",
        ")]",
    ];
    assert!(is_public_item("    pub const fn thing() -> u8 {") && !has_example(&bare));
    assert!(is_public_item("pub struct Thing {") && has_example(&shown));
    assert!(!is_public_item("    pub(crate) fn thing() {") && !is_public_item("    pub name: u8,"));
    assert!(!has_example(&[
        "/// ```",
        "/// ```",
        "pub fn other() {",
        "}",
        ""
    ]));
}
