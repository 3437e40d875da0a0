//! Words: every message a page names exists, and none stands in the file for nothing.

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

#[test]
fn no_message_stands_unused() {
    let sources: String = files("templates", "html")
        .into_iter()
        .chain(files("src", "rs"))
        .map(|(_, text)| text)
        .collect();
    let unused: Vec<_> = keys(Locale::English)
        .into_iter()
        .filter(|key| !sources.contains(&format!("\"{key}\"")))
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
