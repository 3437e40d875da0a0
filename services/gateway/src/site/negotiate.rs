//! Which form of a thing a caller wants (RFC 9110 §12.5.1).

use axum::http::{HeaderMap, header};

/// What is answered under one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The page for people.
    Page,
    /// The JSON document, told under this media type.
    Json(&'static str),
    /// The compact JWT.
    Jwt,
}

const PAGE: [&str; 2] = ["text/html", "application/xhtml+xml"];
const JSON: [&str; 4] = [
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
];
const JWT: [&str; 2] = ["application/vc+jwt", "application/jwt"];

/// How well a media type fits: its quality, and how exactly it was named (2 whole, 1 by its first half, 0 as
/// anything). Nothing where it is not wanted.
fn fit(accept: &[Range<'_>], media_type: &str) -> Option<(u16, u8)> {
    let (kind, _) = media_type.split_once('/')?;
    accept
        .iter()
        .filter_map(|range| {
            let exact = match (range.kind, range.subtype) {
                ("*", "*") => 0,
                (k, "*") if k.eq_ignore_ascii_case(kind) => 1,
                (k, s)
                    if k.len() + 1 + s.len() == media_type.len()
                        && media_type[..k.len()].eq_ignore_ascii_case(k)
                        && media_type[k.len() + 1..].eq_ignore_ascii_case(s) =>
                {
                    2
                }
                _ => return None,
            };
            Some((range.quality, exact))
        })
        // The most exact range decides, however small its quality.
        .max_by_key(|(_, exact)| *exact)
        .filter(|(quality, _)| *quality > 0)
}

struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    /// In thousandths.
    quality: u16,
}

fn ranges(text: &str) -> Vec<Range<'_>> {
    text.split(',')
        .filter_map(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let (kind, subtype) = parts.next()?.split_once('/')?;
            let quality = parts
                .find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")))
                .map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0));
            Some(Range {
                kind,
                subtype,
                quality: (quality.clamp(0.0, 1.0) * 1000.0).round() as u16,
            })
        })
        .collect()
}

fn accept(headers: &HeaderMap) -> String {
    headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .collect::<Vec<_>>()
        .join(",")
}

/// Whether a page for people is what was asked for by name: browsers do, programs do not.
pub(crate) fn wants_html(headers: &HeaderMap) -> bool {
    let text = accept(headers);
    let ranges = ranges(&text);
    PAGE.iter()
        .any(|html| fit(&ranges, html).is_some_and(|(_, exact)| exact > 0))
}

/// The form of a badge. Who asks for anything, or for something there is none of, gets the page: previews of
/// social networks do.
pub(crate) fn badge(headers: &HeaderMap) -> Form {
    choose(headers, true)
}

/// The form of an issuer or an achievement: the page or the JSON document.
pub(crate) fn profile(headers: &HeaderMap) -> Form {
    choose(headers, false)
}

fn choose(headers: &HeaderMap, with_jwt: bool) -> Form {
    let text = accept(headers);
    let ranges = ranges(&text);
    let pages = PAGE.map(|m| (m, Form::Page));
    let json = JSON.map(|m| (m, Form::Json(m)));
    let jwt = JWT.map(|m| (m, Form::Jwt));
    let mut best: Option<((u16, u8), Form)> = None;
    for (media_type, form) in pages
        .into_iter()
        .chain(json)
        .chain(jwt.into_iter().filter(|_| with_jwt))
    {
        if let Some(fit) = fit(&ranges, media_type)
            && best.is_none_or(|(known, _)| fit > known)
        {
            best = Some((fit, form));
        }
    }
    best.map_or(Form::Page, |(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(accept: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if !accept.is_empty() {
            headers.insert(header::ACCEPT, accept.parse().unwrap());
        }
        headers
    }

    #[test]
    fn browsers_get_the_page_and_programs_what_they_name() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        let cases = [
            (browser, Form::Page),
            ("", Form::Page),
            ("*/*", Form::Page),
            ("text/html", Form::Page),
            ("image/png", Form::Page),
            ("nonsense", Form::Page),
            ("application/vc", Form::Json("application/vc")),
            (
                "application/vc+ld+json",
                Form::Json("application/vc+ld+json"),
            ),
            ("application/ld+json", Form::Json("application/ld+json")),
            (
                "application/ld+json; profile=\"x\"",
                Form::Json("application/ld+json"),
            ),
            ("APPLICATION/JSON", Form::Json("application/json")),
            ("application/vc+jwt", Form::Jwt),
            ("application/jwt", Form::Jwt),
            (
                "application/json, text/plain, */*",
                Form::Json("application/json"),
            ),
            (
                "text/html;q=0.5, application/vc;q=0.9",
                Form::Json("application/vc"),
            ),
            ("application/vc;q=0.5, application/vc+jwt;q=0.6", Form::Jwt),
            ("application/vc;q=0, */*;q=0.1", Form::Page),
            (
                "text/html;q=0, application/json;q=0.1",
                Form::Json("application/json"),
            ),
        ];
        for (accept, form) in cases {
            assert_eq!(badge(&asked(accept)), form, "{accept}");
        }
    }

    #[test]
    fn an_issuer_has_no_jwt() {
        assert_eq!(profile(&asked("application/vc+jwt")), Form::Page);
        assert_eq!(
            profile(&asked("application/vc+jwt, application/json;q=0.2")),
            Form::Json("application/json")
        );
    }

    #[test]
    fn only_who_names_html_is_a_browser() {
        assert!(wants_html(&asked("text/html,*/*;q=0.8")));
        for program in ["", "*/*", "application/json", "text/html;q=0"] {
            assert!(!wants_html(&asked(program)), "{program}");
        }
    }
}
