//! Every example of every page: whole HTML, nothing inline, and usable without seeing or pointing.

use std::collections::BTreeSet;

use gateway::pages::samples::{self, Drawn};
use gateway::text::Text;

use crate::html::{Document, Element};

fn each(check: impl Fn(&Drawn, &Document)) {
    let pages = samples::all(Text::default()).unwrap();
    assert!(pages.len() > 100, "only {} examples", pages.len());
    for page in &pages {
        let document =
            Document::parse(&page.html).unwrap_or_else(|error| panic!("{}: {error}", page.name));
        check(page, &document);
    }
}

fn words(element: &Element) -> String {
    element
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn nothing_runs_or_is_styled_inline() {
    each(|page, document| {
        for element in &document.elements {
            for (name, value) in &element.attributes {
                assert!(name != "style", "{}: <{} style>", page.name, element.name);
                assert!(
                    !name.starts_with("on"),
                    "{}: <{} {name}>",
                    page.name,
                    element.name
                );
                assert!(
                    !value
                        .trim_start()
                        .to_ascii_lowercase()
                        .starts_with("javascript:"),
                    "{}: {value}",
                    page.name
                );
            }
            assert!(element.name != "style", "{}: <style>", page.name);
            if element.name == "script" {
                assert!(
                    element.has("src") && element.text.is_empty(),
                    "{}: a script of its own",
                    page.name
                );
            }
        }
    });
}

#[test]
fn nothing_is_loaded_from_another_host() {
    each(|page, document| {
        for element in &document.elements {
            let loaded = match element.name.as_str() {
                "img" | "script" | "iframe" => element.get("src"),
                "link" if matches!(element.get("rel"), Some("stylesheet" | "icon")) => {
                    element.get("href")
                }
                _ => None,
            };
            if let Some(address) = loaded {
                assert!(
                    address.starts_with('/') && !address.starts_with("//"),
                    "{}: {address}",
                    page.name
                );
            }
        }
    });
}

#[test]
fn every_id_stands_once_and_every_reference_finds_one() {
    each(|page, document| {
        let mut ids = BTreeSet::new();
        for element in &document.elements {
            if let Some(id) = element.get("id") {
                assert!(
                    !id.is_empty() && !id.contains(char::is_whitespace),
                    "{}: id “{id}”",
                    page.name
                );
                assert!(ids.insert(id), "{}: id “{id}” stands twice", page.name);
            }
        }
        for element in &document.elements {
            for name in ["for", "aria-labelledby", "aria-describedby", "data-copy"] {
                for id in element.get(name).unwrap_or_default().split_whitespace() {
                    assert!(
                        ids.contains(id),
                        "{}: {name} names “{id}”, which is not there",
                        page.name
                    );
                }
            }
            if let Some(id) = element
                .get("href")
                .and_then(|href| href.strip_prefix('#'))
                .filter(|id| !id.is_empty())
            {
                assert!(
                    ids.contains(id),
                    "{}: a link to “#{id}”, which is not there",
                    page.name
                );
            }
        }
    });
}

#[test]
fn every_picture_and_frame_has_words() {
    each(|page, document| {
        for picture in document.all("img") {
            assert!(
                picture.has("alt"),
                "{}: {:?} has no alt",
                page.name,
                picture.get("src")
            );
            assert!(
                picture.has("width") && picture.has("height"),
                "{}: {:?} has no size",
                page.name,
                picture.get("src")
            );
        }
        for drawing in document.all("svg") {
            assert_eq!(
                drawing.get("aria-hidden"),
                Some("true"),
                "{}: an icon speaks",
                page.name
            );
        }
        for frame in document.all("iframe") {
            assert!(
                frame.get("title").is_some_and(|title| !title.is_empty()),
                "{}: a frame without title",
                page.name
            );
            assert!(
                frame.has("sandbox"),
                "{}: a frame that is not boxed",
                page.name
            );
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_control_has_words() {
    each(|page, document| {
        for field in document
            .elements
            .iter()
            .filter(|element| matches!(element.name.as_str(), "input" | "select" | "textarea"))
        {
            if field.get("type") == Some("hidden") {
                continue;
            }
            let id = field.get("id").unwrap_or_else(|| {
                panic!("{}: a field without id: {:?}", page.name, field.get("name"))
            });
            let label = document
                .all("label")
                .find(|label| label.get("for") == Some(id));
            assert!(
                label.is_some_and(|label| !words(label).is_empty()),
                "{}: “{id}” has no label",
                page.name
            );
            if matches!(field.get("type"), Some("email" | "password")) {
                assert!(
                    field.has("autocomplete"),
                    "{}: “{id}” does not say what it is for",
                    page.name
                );
            }
        }
        for control in document.elements.iter().filter(|element| {
            matches!(
                element.name.as_str(),
                "button" | "a" | "summary" | "legend" | "th" | "option"
            )
        }) {
            let picture = document.all("img").any(|image| {
                image.get("alt").is_some_and(|alt| !alt.is_empty())
                    && document
                        .around(image)
                        .iter()
                        .any(|outer| std::ptr::eq(*outer, control))
            });
            assert!(
                !words(control).is_empty() || picture,
                "{}: <{}> without words ({:?})",
                page.name,
                control.name,
                control.get("href")
            );
        }
        for part in document.all("fieldset") {
            let legend = document.all("legend").any(|legend| {
                document
                    .around(legend)
                    .first()
                    .is_some_and(|outer| std::ptr::eq(*outer, part))
            });
            assert!(legend, "{}: a group of fields without a legend", page.name);
        }
    });
}

#[test]
fn errors_stand_beside_their_fields_and_in_a_summary_that_leads_to_them() {
    let mut refused = 0;
    for page in samples::all(Text::default()).unwrap() {
        let document = Document::parse(&page.html).unwrap();
        for field in document
            .elements
            .iter()
            .filter(|element| element.get("aria-invalid") == Some("true"))
        {
            let described = field.get("aria-describedby").unwrap_or_default();
            assert!(
                described
                    .split_whitespace()
                    .any(|id| id.ends_with("-error")),
                "{}: {:?}",
                page.name,
                field.get("name")
            );
            if page.name.starts_with("verify") {
                continue;
            }
            let link = format!("#{}", field.get("id").unwrap_or_default());
            let summary = document
                .by_id("error-summary")
                .unwrap_or_else(|| panic!("{}: no summary", page.name));
            let leads = document.all("a").any(|a| {
                a.get("href") == Some(&link)
                    && document
                        .around(a)
                        .iter()
                        .any(|outer| std::ptr::eq(*outer, summary))
            });
            assert!(leads, "{}: the summary does not lead to {link}", page.name);
            refused += 1;
        }
    }
    assert!(refused > 8, "{refused}");
}

#[test]
fn the_outline_of_a_page_can_be_followed() {
    each(|page, document| {
        let html = document.all("html").next().unwrap();
        assert!(html.get("lang").is_some_and(|lang| !lang.is_empty()));
        assert!(
            !words(document.all("title").next().unwrap()).is_empty(),
            "{}: no title",
            page.name
        );
        assert_eq!(document.all("main").count(), 1, "{}", page.name);
        assert_eq!(
            document.all("h1").count(),
            1,
            "{}: one h1 a page",
            page.name
        );
        if page.name.starts_with("embed") {
            return;
        }
        let skip = document.all("a").next().unwrap();
        assert_eq!(
            skip.get("href"),
            Some("#main"),
            "{}: the first link skips to the content",
            page.name
        );
        let mut level = 0;
        for heading in document.elements.iter().filter(|element| {
            element.name.len() == 2 && element.name.starts_with('h') && element.name != "hr"
        }) {
            let next: u32 = heading.name[1..].parse().unwrap();
            assert!(
                next <= level + 1,
                "{}: <{}> “{}” after level {level}",
                page.name,
                heading.name,
                words(heading)
            );
            level = next;
        }
        let names: Vec<_> = document
            .all("nav")
            .map(|nav| nav.get("aria-label").unwrap_or_default())
            .collect();
        let different: BTreeSet<_> = names.iter().collect();
        assert!(
            names.len() == different.len() && !names.contains(&""),
            "{}: {names:?}",
            page.name
        );
    });
}

const BLOCKS: [&str; 18] = [
    "p", "div", "ul", "ol", "dl", "form", "section", "article", "header", "footer", "nav", "main",
    "fieldset", "table", "h1", "h2", "h3", "pre",
];

#[test]
fn elements_stand_where_html_allows_them() {
    each(|page, document| {
        for element in &document.elements {
            let around = document.around(element);
            let parent = around.first().map_or("", |outer| outer.name.as_str());
            let inside = |name: &str| around.iter().any(|outer| outer.name == name);
            let at = || format!("{}: <{}> in <{parent}>", page.name, element.name);
            let name = element.name.as_str();
            if BLOCKS.contains(&name) {
                let allowed_in_summary = parent == "summary" && name.starts_with('h');
                assert!(
                    allowed_in_summary
                        || !["p", "span", "button", "label", "h1", "h2", "h3", "summary"]
                            .contains(&parent),
                    "{}",
                    at()
                );
            }
            match name {
                "li" => assert!(matches!(parent, "ul" | "ol"), "{}", at()),
                "dt" | "dd" => assert!(
                    parent == "dl" || (parent == "div" && around[1].name == "dl"),
                    "{}",
                    at()
                ),
                "td" | "th" => assert_eq!(parent, "tr", "{}", at()),
                "tr" => assert!(matches!(parent, "tbody" | "thead"), "{}", at()),
                "summary" => assert_eq!(parent, "details", "{}", at()),
                "legend" => assert_eq!(parent, "fieldset", "{}", at()),
                "option" => assert_eq!(parent, "select", "{}", at()),
                "form" => assert!(!inside("form"), "{}", at()),
                "a" | "button" | "input" | "select" | "textarea" => assert!(
                    !inside("a") && !inside("button") && !inside("summary"),
                    "{}",
                    at()
                ),
                "link" | "title" => assert_eq!(parent, "head", "{}", at()),
                _ => {}
            }
            if matches!(parent, "ul" | "ol") {
                assert_eq!(name, "li", "{}", at());
            }
            if parent == "dl" {
                assert!(matches!(name, "div" | "dt" | "dd"), "{}", at());
            }
        }
    });
}

fn page(name: &str) -> Drawn {
    samples::all(Text::default())
        .unwrap()
        .into_iter()
        .find(|page| page.name == name)
        .unwrap_or_else(|| panic!("no example {name}"))
}

#[test]
fn a_shared_badge_carries_what_social_networks_read() {
    // M21, S4
    let html = page("certificate--valid").html;
    for needed in [
        "property=\"og:title\" content=\"Bid &#38; Proposal Practitioner · Océane Saint-Exupère\"",
        "property=\"og:image\" content=\"https://badges.example.org/b/",
        "property=\"og:image:width\" content=\"1200\"",
        "property=\"og:url\" content=\"https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra\"",
        "name=\"twitter:card\" content=\"summary_large_image\"",
        "type=\"application/json+oembed\" href=\"https://badges.example.org/oembed?url=https%3A%2F%2Fbadges.example.org%2Fb%2F",
        "type=\"application/vc\" href=\"/b/7q3kd0v5m8e2xw9zt4ncp6hjra.json\"",
        "property=\"og:site_name\" content=\"Proposal Guild\"",
    ] {
        assert!(html.contains(needed), "{needed}");
    }
}

#[test]
fn the_certificate_names_the_issuer_and_not_the_platform() {
    // M19, M20, M24
    let drawn = page("certificate--valid");
    let document = Document::parse(&drawn.html).unwrap();
    assert!(words(document.all("title").next().unwrap()).contains("Certificate of Authenticity"));
    let header = words(document.all("header").next().unwrap());
    assert!(
        header.contains("Proposal Guild") && !header.contains("Accolade"),
        "{header}"
    );
    for link in [
        "/achievements/prc",
        "/issuers/proposal-guild",
        "https://guild.example.org",
    ] {
        assert!(
            document.all("a").any(|a| a.get("href") == Some(link)),
            "{link}"
        );
    }
}

#[test]
fn a_badge_without_a_shown_name_says_no_name() {
    // S6, S7
    let html = page("certificate--minimal").html;
    assert!(!html.contains("Awarded to"));
    assert!(!html.contains("Océane"));
    let missing = page("missing--not-available").html;
    assert!(missing.contains("name=\"robots\" content=\"noindex\"") && !missing.contains("og:"));
}

#[test]
fn each_state_is_told_in_words() {
    for (name, sentence) in [
        ("certificate--valid", "This badge is valid."),
        (
            "certificate--expired",
            "This badge expired on 31 March 2026.",
        ),
        (
            "certificate--suspended",
            "This badge has been suspended since 1 April 2026.",
        ),
        (
            "certificate--revoked",
            "This badge was revoked on 12 May 2026 and no longer counts.",
        ),
        (
            "verify--valid-issuer-unknown",
            "Valid, issuer not known here",
        ),
        ("verify--unverifiable", "Could not be verified"),
        ("verify--invalid-changed", "Not valid"),
    ] {
        assert!(page(name).html.contains(sentence), "{name}");
    }
}

#[test]
fn trust_is_shown_to_its_owner_only_and_with_words() {
    // M12
    assert!(page("wallet--full").html.contains("You trust this issuer"));
    for public in [
        "certificate--own-arabic-name",
        "portfolio--all-levels",
        "embed--valid",
    ] {
        assert!(
            !page(public).html.contains("You trust this issuer"),
            "{public}"
        );
    }
}

#[test]
fn token_pages_tell_no_referrer() {
    for name in [
        "claim--new-earner",
        "claim-trouble--expired",
        "sign-in-landing--open",
        "set-up--fresh",
    ] {
        assert!(
            page(name)
                .html
                .contains("name=\"referrer\" content=\"no-referrer\""),
            "{name}"
        );
    }
}

#[test]
fn the_profile_is_in_the_left_navigation_of_every_wallet_page() {
    // C32
    for name in [
        "wallet--full",
        "wallet--empty",
        "badge--public",
        "profile--full",
    ] {
        let drawn = page(name);
        let document = Document::parse(&drawn.html).unwrap();
        let nav = document.all("nav").next().unwrap();
        assert!(words(nav).contains("My Profile"), "{name}");
    }
}

#[test]
fn a_pdf_is_offered_only_where_it_exists() {
    // C25
    assert!(!page("badge--public").html.contains(".pdf"));
    assert!(
        page("badge--public")
            .html
            .contains("offers no printable certificate")
    );
    assert!(
        page("certificate--own-arabic-name")
            .html
            .contains(".pdf\" download")
    );
}

#[test]
fn a_running_import_refreshes_without_scripts_and_a_finished_one_does_not() {
    assert!(
        page("import-progress--running")
            .html
            .contains("<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>")
    );
    assert!(
        !page("import-progress--finished")
            .html
            .contains("http-equiv")
    );
}
