//! Paths without what must not be logged.

/// What stands in place of a hidden part.
const HIDDEN: &str = "[hidden]";
/// The segment after one of these is a token.
const BEFORE_TOKEN: [&str; 10] = [
    "claim",
    "handoff",
    "hand-off",
    "sign-in",
    "signin",
    "reset",
    "unlock",
    "confirm",
    "invite",
    "unsubscribe",
];
/// Query parameters that say nothing about a person and open nothing.
const HARMLESS: [&str; 10] = [
    "page", "limit", "sort", "order", "format", "lang", "size", "status", "theme", "width",
];
/// A segment of base64 letters as long as this is a token wherever it stands; ids are shorter.
const TOKEN_LENGTH: usize = 40;

/// A path with its query, fit for logs and traces: tokens are hidden, and so is the value of every query
/// parameter that is not known to be harmless.
pub fn redact_path(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let (path, query) = match path.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (path, None),
    };
    let mut shown = String::with_capacity(path.len());
    let mut before = "";
    for (at, segment) in path.split('/').enumerate() {
        if at > 0 {
            shown.push('/');
        }
        let hidden = !segment.is_empty() && (BEFORE_TOKEN.contains(&before) || is_token(segment));
        shown.push_str(if hidden { HIDDEN } else { segment });
        before = segment;
    }
    if let Some(query) = query {
        shown.push('?');
        let parameters: Vec<_> = query.split('&').map(redact_parameter).collect();
        shown.push_str(&parameters.join("&"));
    }
    shown
}

fn redact_parameter(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, value)) if HARMLESS.contains(&name) && !is_token(value) => parameter.to_owned(),
        Some((name, _)) => format!("{name}={HIDDEN}"),
        // A bare word may be a token too.
        None if parameter.is_empty() => String::new(),
        None => HIDDEN.to_owned(),
    }
}

fn is_token(segment: &str) -> bool {
    segment.len() >= TOKEN_LENGTH
        && segment
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn token_segments_and_capabilities_are_hidden() {
        for (path, shown) in [
            ("/", "/"),
            ("/b/01hxyz.json", "/b/01hxyz.json"),
            ("/claim/abc", "/claim/[hidden]"),
            ("/claim/abc/accept", "/claim/[hidden]/accept"),
            ("/claim/", "/claim/"),
            ("/claim", "/claim"),
            ("/en/handoff/abc?lang=de", "/en/handoff/[hidden]?lang=de"),
            ("/sign-in/abc", "/sign-in/[hidden]"),
            (
                "/b/x?capability=abc&page=2",
                "/b/x?capability=[hidden]&page=2",
            ),
            ("/members?q=jane%40example.org", "/members?q=[hidden]"),
            ("/b/x?abc", "/b/x?[hidden]"),
            ("/b/x?", "/b/x?"),
            ("/b/x#capability=abc", "/b/x"),
            (
                "/v1/credentials/0190a1b2-0000-7000-8000-000000000000",
                "/v1/credentials/0190a1b2-0000-7000-8000-000000000000",
            ),
        ] {
            assert_eq!(redact_path(path), shown, "{path}");
        }
    }

    #[test]
    fn what_looks_like_a_token_is_hidden_wherever_it_stands() {
        let token = "q".repeat(43);
        assert_eq!(redact_path(&format!("/x/{token}/y")), "/x/[hidden]/y");
        assert_eq!(redact_path(&format!("/x?page={token}")), "/x?page=[hidden]");
    }

    proptest! {
        #[test]
        fn no_token_ever_shows(token in "[A-Za-z0-9_-]{43}", before in "[a-z/]{0,12}", after in "[a-z/?=&]{0,12}") {
            for path in [
                format!("/{before}/{token}/{after}"),
                format!("/claim/{token}?{after}"),
                format!("/{before}?{after}&capability={token}"),
                format!("/{before}?{after}&{token}"),
            ] {
                prop_assert!(!redact_path(&path).contains(&token), "{}", path);
            }
        }

        #[test]
        fn any_path_gets_an_answer(path: String) {
            redact_path(&path);
        }
    }
}
