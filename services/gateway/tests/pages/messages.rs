//! Words: every message a page names exists, and none stands in the file for nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gateway::pages::samples;
use gateway::text::{Locale, MISSING_OPEN, Text, keys};

fn files(directory: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(directory)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|known| known == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

#[test]
fn every_message_a_template_names_exists() {
    let known = keys(Locale::English);
    let mut named = 0;
    for (path, text) in files("templates", "html") {
        for filter in ["\"|t }}", "\"|t1(", "\"|t2(", "\"|t3("] {
            for (at, _) in text.match_indices(filter) {
                let key = text[..at].rsplit('"').next().unwrap();
                assert!(
                    known.contains(&key),
                    "{} names “{key}”, which no message has",
                    path.display()
                );
                named += 1;
            }
        }
    }
    assert!(
        named > 400,
        "only {named} messages were found in the templates"
    );
}

/// The keys of the messages that say what a code of a verification means: those of the library, and those of the
/// service for badges that it cannot even look at.
fn codes() -> BTreeSet<String> {
    let table = include_str!("../../../../crates/openbadges/CODES.md")
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').nth(2))
        .map(str::to_owned);
    let sources = files("../verification/src", "rs");
    let batches = sources.iter().flat_map(|(_, text)| {
        text.match_indices("\"batch.").filter_map(|(at, _)| {
            let code = text[at + 1..].split('"').next()?;
            Some(code.to_owned())
        })
    });
    table
        .chain(batches)
        .map(|code| format!("check-{}", code.replace(['.', '_'], "-")))
        .collect()
}

#[test]
fn every_code_of_a_verification_has_words_in_every_language() {
    let codes = codes();
    assert!(codes.len() > 120, "only {} codes were found", codes.len());
    for locale in Locale::ALL {
        let known = keys(locale);
        let missing: Vec<_> = codes
            .iter()
            .filter(|code| !known.contains(&code.as_str()))
            .collect();
        assert!(missing.is_empty(), "{locale:?} lacks {missing:?}");
    }
}

#[test]
fn no_message_stands_unused() {
    let sources: String = files("templates", "html")
        .into_iter()
        .chain(files("src", "rs"))
        .map(|(_, text)| text)
        .collect();
    let codes = codes();
    let unused: Vec<_> = keys(Locale::English)
        .into_iter()
        .filter(|key| !codes.contains(*key) && !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "no page uses {unused:?}");
}

#[test]
fn no_page_shows_a_missing_message() {
    for locale in Locale::ALL {
        for page in samples::all(Text::new(locale)).unwrap() {
            let missing = page
                .html
                .find(MISSING_OPEN)
                .map(|at| page.html[at..].chars().take(60).collect::<String>());
            assert_eq!(missing, None, "{} in {locale:?}", page.name);
        }
    }
}

#[test]
fn a_page_says_which_language_it_is_in() {
    for locale in Locale::ALL {
        let page = &samples::all(Text::new(locale)).unwrap()[0];
        assert!(
            page.html
                .contains(&format!("<html lang=\"{}\" dir=\"ltr\">", locale.tag()))
        );
    }
}
