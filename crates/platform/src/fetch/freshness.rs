//! What an answer says about keeping it (RFC 9111).

use super::{Validators, guarded::text};
use http::{HeaderMap, header};
use std::time::Duration;

/// What the headers of one answer say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Freshness {
    /// How much longer it is fresh; none where nothing is said.
    pub left: Option<Duration>,
    /// How old it is already.
    pub age: Duration,
    /// Whether it may be kept for everybody.
    pub may_be_kept: bool,
    /// What it can be asked for again by.
    pub validators: Validators,
}

impl Freshness {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let control = Control::of(headers);
        // An age that cannot be read may be any age.
        let age = match text(headers, header::AGE) {
            None => Duration::ZERO,
            Some(age) => age
                .trim()
                .parse()
                .map_or(Duration::MAX, Duration::from_secs),
        };
        let lifetime = control.lifetime.or_else(|| expires(headers));
        let varies = headers
            .get_all(header::VARY)
            .iter()
            .any(|vary| vary.as_bytes().contains(&b'*'));
        Self {
            left: if control.must_ask {
                Some(Duration::ZERO)
            } else {
                lifetime.map(|lifetime| lifetime.saturating_sub(age))
            },
            age,
            may_be_kept: !control.no_store && !varies,
            validators: Validators {
                etag: text(headers, header::ETAG),
                last_modified: text(headers, header::LAST_MODIFIED),
            },
        }
    }
}

/// The `Cache-Control` header. We keep answers for everybody who asks, so the rules for shared caches hold.
#[derive(Default)]
struct Control {
    no_store: bool,
    must_ask: bool,
    lifetime: Option<Duration>,
}

impl Control {
    fn of(headers: &HeaderMap) -> Self {
        let (mut control, mut own, mut shared) = (Self::default(), None, None);
        for line in headers.get_all(header::CACHE_CONTROL) {
            let line = String::from_utf8_lossy(line.as_bytes()).to_ascii_lowercase();
            for directive in line.split(',').map(str::trim) {
                let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
                // A number that cannot be read is none to rely on: stale at once. Of two, the shorter.
                let seconds = || {
                    let number = value.trim().trim_matches('"').parse().unwrap_or(0);
                    Duration::from_secs(number)
                };
                let shorter = |before: Option<Duration>| {
                    Some(before.map_or(seconds(), |before| before.min(seconds())))
                };
                match name.trim() {
                    "no-store" | "private" => control.no_store = true,
                    "no-cache" => control.must_ask = true,
                    "max-age" => own = shorter(own),
                    "s-maxage" => shared = shorter(shared),
                    _ => {}
                }
            }
        }
        control.must_ask |= control.no_store;
        control.lifetime = shared.or(own);
        control
    }
}

/// The lifetime by `Expires` and `Date`. One that is no date has passed.
fn expires(headers: &HeaderMap) -> Option<Duration> {
    let expires = headers.get(header::EXPIRES)?;
    let instant = |text: &str| {
        jiff::fmt::rfc2822::parse(text.trim())
            .ok()
            .map(|at| at.timestamp().as_second())
    };
    let until = expires.to_str().ok().and_then(instant);
    let from = text(headers, header::DATE).as_deref().and_then(instant);
    let seconds = until
        .zip(from)
        .map_or(0, |(until, from)| until.saturating_sub(from));
    Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    fn of(headers: &[(&str, &str)]) -> Freshness {
        let headers = headers
            .iter()
            .map(|(name, value)| {
                (
                    name.parse::<HeaderName>().unwrap(),
                    value.parse::<HeaderValue>().unwrap(),
                )
            })
            .collect();
        Freshness::of(&headers)
    }

    #[test]
    fn headers_say_how_long_an_answer_is_fresh() {
        type Case<'a> = (&'a [(&'a str, &'a str)], Option<u64>);
        let cases: &[Case<'_>] = &[
            (&[], None),
            (&[("cache-control", "public")], None),
            (&[("cache-control", "public, max-age=60")], Some(60)),
            (&[("cache-control", "MAX-AGE=60"), ("age", "45")], Some(15)),
            (&[("cache-control", "max-age=60"), ("age", "61")], Some(0)),
            (&[("cache-control", "max-age=60"), ("age", "soon")], Some(0)),
            (&[("cache-control", "max-age=60, s-maxage=5")], Some(5)),
            (&[("cache-control", "max-age=60, max-age=7")], Some(7)),
            (&[("cache-control", "max-age=\"60\"")], Some(60)),
            (&[("cache-control", "max-age=always")], Some(0)),
            (&[("cache-control", "max-age=60, no-cache")], Some(0)),
            (&[("cache-control", "max-age=60, no-store")], Some(0)),
            (&[("expires", "0")], Some(0)),
            (
                &[("expires", "-1"), ("cache-control", "max-age=9")],
                Some(9),
            ),
            (
                &[
                    ("date", "Sun, 22 Nov 2026 05:00:00 GMT"),
                    ("expires", "Sun, 22 Nov 2026 06:00:00 GMT"),
                    ("age", "600"),
                ],
                Some(3000),
            ),
            (
                &[
                    ("date", "Sun, 22 Nov 2026 05:00:00 GMT"),
                    ("expires", "Sun, 22 Nov 2026 04:00:00 GMT"),
                ],
                Some(0),
            ),
            // Without a date of its own nobody knows how long that is.
            (&[("expires", "Sun, 22 Nov 2026 06:00:00 GMT")], Some(0)),
        ];
        for (headers, left) in cases {
            assert_eq!(
                of(headers).left,
                left.map(Duration::from_secs),
                "{headers:?}"
            );
        }
    }

    #[test]
    fn what_is_for_one_reader_only_is_not_kept_for_all() {
        assert!(of(&[("vary", "accept, origin")]).may_be_kept);
        assert!(of(&[("cache-control", "max-age=60")]).may_be_kept);
        for (name, value) in [
            ("vary", "*"),
            ("cache-control", "private, max-age=60"),
            ("cache-control", "no-store"),
        ] {
            assert!(!of(&[(name, value)]).may_be_kept, "{name}: {value}");
        }
    }
}
