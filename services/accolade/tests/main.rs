//! The command line as scripts meet it: what it ends with. (A package with such a test also has its binary built
//! with the tests, which those across services start.)

#![expect(clippy::unwrap_used, reason = "what a test cannot do ends it")]

mod tls;

use std::process::{Command, Output};

fn accolade(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_accolade"))
        .args(words)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn what_cannot_be_read_is_no_verdict() {
    let gone = accolade(&["verify", "no-such-badge.png"]);
    assert_eq!(gone.status.code(), Some(2), "{}", told(&gone));
    assert!(told(&gone).contains("no-such-badge.png cannot be read"));
    let allowed = accolade(&["verify", "--allow", "not a host", "Cargo.toml"]);
    assert_eq!(allowed.status.code(), Some(2), "{}", told(&allowed));
}

#[test]
fn what_is_no_badge_is_invalid() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("badge.json");
    std::fs::write(&path, r#"{"name": "not a badge"}"#).unwrap();
    let output = accolade(&["verify", "--offline", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}

#[test]
fn a_command_that_is_not_understood_ends_with_64() {
    for words in [&["verify"][..], &["very"], &["verify", "--loud", "x"]] {
        let output = accolade(words);
        assert_eq!(output.status.code(), Some(64), "{}", told(&output));
    }
}
