//! Words for people: Fluent messages, one file a language, and dates in words.
//!
//! A page never holds a sentence. It names a message (`{{ "wallet-empty"|t }}`) and the words come from
//! `messages/<language>.ftl`. English is complete; a message that another language lacks is shown in English.

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::{Date, DateTime};
use unic_langid::LanguageIdentifier;

/// A language that pages can be shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// English, the language every message exists in.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Polish.
    Polish,
}

impl Locale {
    /// Every language, in the order a language menu shows them.
    pub const ALL: [Locale; 5] = [
        Locale::English,
        Locale::German,
        Locale::Spanish,
        Locale::French,
        Locale::Polish,
    ];

    /// The BCP 47 tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::English => "en",
            Locale::German => "de",
            Locale::Spanish => "es",
            Locale::French => "fr",
            Locale::Polish => "pl",
        }
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Locale::English => "English",
            Locale::German => "Deutsch",
            Locale::Spanish => "Español",
            Locale::French => "Français",
            Locale::Polish => "Polski",
        }
    }

    /// Writing direction for `<html dir>`: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Locale::English
            | Locale::German
            | Locale::Spanish
            | Locale::French
            | Locale::Polish => "ltr",
        }
    }

    /// What stands between the thousands of a number, and from how many digits on.
    fn thousands(self) -> (char, usize) {
        match self {
            Locale::English => (',', 4),
            Locale::German => ('.', 4),
            // Four digits stay together; a narrow space that does not break parts longer ones.
            Locale::Spanish | Locale::Polish => ('\u{202f}', 5),
            Locale::French => ('\u{202f}', 4),
        }
    }

    /// The language for a tag such as `de`, `de-AT` or `en_GB`; nothing when pages do not exist in it.
    pub fn from_tag(tag: &str) -> Option<Locale> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Locale::ALL
            .into_iter()
            .find(|locale| locale.tag().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header (RFC 9110 §12.5.4): highest quality first, ties in the order given.
    pub fn negotiate(accept_language: &str) -> Locale {
        let mut best: Option<(f32, Locale)> = None;
        for entry in accept_language.split(',') {
            let mut parts = entry.split(';');
            let Some(locale) = parts.next().and_then(Locale::from_tag) else {
                continue;
            };
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |number| number.parse::<f32>().unwrap_or(0.0));
            if quality > 0.0 && best.is_none_or(|(known, _)| quality > known) {
                best = Some((quality, locale));
            }
        }
        best.map_or(Locale::English, |(_, locale)| locale)
    }

    fn source(self) -> &'static str {
        match self {
            Locale::English => include_str!("../messages/en.ftl"),
            Locale::German => include_str!("../messages/de.ftl"),
            Locale::Spanish => include_str!("../messages/es.ftl"),
            Locale::French => include_str!("../messages/fr.ftl"),
            Locale::Polish => include_str!("../messages/pl.ftl"),
        }
    }
}

struct Catalog {
    bundle: FluentBundle<FluentResource>,
}

impl Catalog {
    fn load(locale: Locale) -> Catalog {
        let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
        // Tests hold every file to parse without errors; what parsed is used either way.
        let resource = FluentResource::try_new(locale.source().to_owned())
            .unwrap_or_else(|(partial, _)| partial);
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks are set by `isolated`, only where the writing direction changes.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match locale {
            Locale::English => |value, _| grouped(value, Locale::English.thousands()),
            Locale::German => |value, _| grouped(value, Locale::German.thousands()),
            Locale::French => |value, _| grouped(value, Locale::French.thousands()),
            Locale::Spanish | Locale::Polish => {
                |value, _| grouped(value, Locale::Polish.thousands())
            }
        }));
        bundle.add_resource_overriding(resource);
        Catalog { bundle }
    }

    fn format(&self, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(arguments), &mut errors);
        if errors.is_empty() {
            Some(text.into_owned())
        } else {
            Some(format!("{MISSING_OPEN}{key}: {errors:?}{MISSING_CLOSE}"))
        }
    }
}

static ENGLISH: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(Locale::English));
static GERMAN: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(Locale::German));
static SPANISH: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(Locale::Spanish));
static FRENCH: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(Locale::French));
static POLISH: LazyLock<Catalog> = LazyLock::new(|| Catalog::load(Locale::Polish));

/// Stands before the key of a message that does not exist, so that tests find it in a page.
pub const MISSING_OPEN: char = '⟦';
/// Stands after the key of a message that does not exist.
pub const MISSING_CLOSE: char = '⟧';

/// What a message can be given: names, numbers and dates.
pub trait Argument {
    /// The value as it appears in the message.
    fn value(&self, text: Text) -> FluentValue<'static>;
}

impl Argument for str {
    fn value(&self, text: Text) -> FluentValue<'static> {
        FluentValue::from(isolated(self, text.locale))
    }
}

impl Argument for String {
    fn value(&self, text: Text) -> FluentValue<'static> {
        self.as_str().value(text)
    }
}

impl Argument for Date {
    fn value(&self, text: Text) -> FluentValue<'static> {
        FluentValue::from(text.date(*self))
    }
}

macro_rules! number_argument {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn value(&self, _: Text) -> FluentValue<'static> {
                FluentValue::from(*self)
            }
        }
    )*};
}

number_argument!(u32, u64, usize, i8, i64);

impl<A: Argument + ?Sized> Argument for &A {
    fn value(&self, text: Text) -> FluentValue<'static> {
        (**self).value(text)
    }
}

/// A whole number with its thousands apart, such as 1,697.
fn grouped(value: &FluentValue<'_>, (separator, least): (char, usize)) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let digits = number.as_string();
    if digits.len() < least || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut words = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(separator);
        }
        words.push(digit);
    }
    Some(words)
}

/// Wraps text whose writing direction differs from the page's in isolation marks (UAX #9), so that an Arabic name
/// inside an English sentence does not move the words around it.
fn isolated(text: &str, locale: Locale) -> String {
    let differs = locale.direction() == "rtl" || text.chars().any(is_right_to_left);
    if differs {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The words of one language; a small copyable handle.
#[derive(Clone, Copy, Default)]
pub struct Text {
    locale: Locale,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", self.locale.tag())
    }
}

impl Text {
    /// The words of this language.
    pub fn new(locale: Locale) -> Text {
        Text { locale }
    }

    /// The language these words are in.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// The message without arguments.
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message with named arguments. A missing message gives its key in ⟦brackets⟧, which tests refuse.
    pub fn with(self, key: &str, arguments: &[(&str, &dyn Argument)]) -> String {
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            values.set((*name).to_owned(), argument.value(self));
        }
        let own = match self.locale {
            Locale::English => &ENGLISH,
            Locale::German => &GERMAN,
            Locale::Spanish => &SPANISH,
            Locale::French => &FRENCH,
            Locale::Polish => &POLISH,
        };
        own.format(key, &values)
            .or_else(|| ENGLISH.format(key, &values))
            .unwrap_or_else(|| format!("{MISSING_OPEN}{key}{MISSING_CLOSE}"))
    }

    /// The message of this key without arguments, where there is one.
    pub fn find(self, key: &str) -> Option<String> {
        let said = self.get(key);
        (!said.starts_with(MISSING_OPEN)).then_some(said)
    }

    /// A calendar date in words, such as "31 March 2026".
    pub fn date(self, date: Date) -> String {
        let month = self.get(MONTHS[usize::from(date.month().unsigned_abs().clamp(1, 12)) - 1]);
        // A year is a name, not a quantity: it must not be grouped as "2,026".
        self.with(
            "date-long",
            &[
                ("day", &date.day()),
                ("month", &month),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// A moment in words, such as "31 March 2026, 14:05 UTC"; the zone is said because readers sit elsewhere.
    pub fn moment(self, at: DateTime, zone: &str) -> String {
        let clock = format!("{:02}:{:02}", at.hour(), at.minute());
        self.with(
            "date-moment",
            &[("date", &at.date()), ("time", &clock), ("zone", &zone)],
        )
    }
}

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
    "month-9", "month-10", "month-11", "month-12",
];

/// The keys of all messages of a language, in file order; for tests that compare languages and templates.
pub fn keys(locale: Locale) -> Vec<&'static str> {
    locale
        .source()
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_message_file_parses() {
        for locale in Locale::ALL {
            if let Err((_, errors)) = FluentResource::try_new(locale.source().to_owned()) {
                panic!("{locale:?}: {errors:?}");
            }
        }
    }

    #[test]
    fn no_message_is_written_twice() {
        for locale in Locale::ALL {
            let mut keys = keys(locale);
            keys.sort_unstable();
            let doubled: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(doubled.is_empty(), "{locale:?}: {doubled:?}");
        }
    }

    #[test]
    fn every_language_says_everything_with_the_same_arguments() {
        let arguments = |locale: Locale, key: &str| {
            let source = locale.source();
            let start = source.find(&format!("\n{key} =")).unwrap();
            let message = source[start + 1..].split("\n\n").next().unwrap();
            let mut lines = message.lines();
            let mut own = lines.next().unwrap().to_owned();
            for line in lines.take_while(|line| line.starts_with([' ', '}'])) {
                own.push_str(line);
            }
            let names = own.split('$').skip(1).map(|rest| {
                let end = rest
                    .find(|c: char| !c.is_ascii_alphanumeric())
                    .unwrap_or(rest.len());
                rest[..end].to_owned()
            });
            names.collect::<std::collections::BTreeSet<_>>()
        };
        let english = keys(Locale::English);
        for locale in Locale::ALL {
            let own = keys(locale);
            for key in &english {
                assert!(own.contains(key), "{locale:?} lacks {key}");
                assert_eq!(
                    arguments(locale, key),
                    arguments(Locale::English, key),
                    "{locale:?}: {key}"
                );
            }
            assert_eq!(
                own.len(),
                english.len(),
                "{locale:?} says more than English does"
            );
        }
    }

    #[test]
    fn dates_are_said_in_words() {
        let text = Text::new(Locale::English);
        assert_eq!(text.date(date(2026, 3, 31)), "31 March 2026");
        assert_eq!(
            Text::new(Locale::German).date(date(2026, 3, 31)),
            "31. März 2026"
        );
        assert_eq!(
            text.moment(date(2026, 3, 31).at(14, 5, 9, 0), "UTC"),
            "31 March 2026, 14:05 UTC"
        );
    }

    #[test]
    fn thousands_stand_apart_and_years_do_not() {
        let number = |locale, value: u64| Text::new(locale).with("number", &[("value", &value)]);
        assert_eq!(number(Locale::English, 1697), "1,697");
        assert_eq!(number(Locale::German, 1234567), "1.234.567");
        assert_eq!(number(Locale::English, 999), "999");
        assert_eq!(number(Locale::Polish, 1697), "1697");
        assert_eq!(number(Locale::Spanish, 12345), "12\u{202f}345");
        assert_eq!(number(Locale::French, 1697), "1\u{202f}697");
        assert_eq!(
            Text::default().with("wallet-accept-all", &[("count", &1200usize)]),
            "Accept all 1,200"
        );
    }

    #[test]
    fn polish_counts_in_three_ways() {
        let rows = |count: u64| Text::new(Locale::Polish).with("import-rows", &[("count", &count)]);
        assert_eq!(rows(1), "1 wiersz");
        for few in [2, 3, 4, 22, 104] {
            assert_eq!(rows(few), format!("{few} wiersze"));
        }
        for many in [0, 5, 11, 12, 14, 21, 112, 1000] {
            assert_eq!(rows(many), format!("{many} wierszy"));
        }
    }

    #[test]
    fn a_name_written_right_to_left_is_isolated_and_others_are_not() {
        let text = Text::new(Locale::English);
        assert_eq!(
            text.with(
                "certificate-title-of",
                &[("badge", &"Practitioner"), ("name", &"Zara Ashworth")]
            ),
            "Practitioner · Zara Ashworth"
        );
        let arabic = text.with(
            "certificate-title-of",
            &[("badge", &"Practitioner"), ("name", &"يوسف الخطيب")],
        );
        assert!(arabic.contains("\u{2068}يوسف الخطيب\u{2069}"), "{arabic:?}");
    }

    #[test]
    fn a_missing_message_shows_its_key() {
        assert_eq!(Text::default().get("no-such-message"), "⟦no-such-message⟧");
    }

    #[test]
    fn the_reader_s_preferred_language_wins() {
        assert_eq!(
            Locale::negotiate("nl, de-AT;q=0.8, en;q=0.5"),
            Locale::German
        );
        assert_eq!(Locale::negotiate("fr-CA, pl;q=0.8"), Locale::French);
        assert_eq!(Locale::negotiate("en;q=0.5, de;q=0.4"), Locale::English);
        assert_eq!(Locale::negotiate("de;q=0"), Locale::English);
        assert_eq!(Locale::negotiate(""), Locale::English);
        assert_eq!(Locale::negotiate(";;,q=;=,"), Locale::English);
    }
}
