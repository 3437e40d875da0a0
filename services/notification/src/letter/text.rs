//! Words for people: Fluent messages, one file a language, and dates in words.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::civil::Date;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language that mails are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Polish.
    Polish,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 5] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Polish,
    ];

    /// Its BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Polish => "pl",
        }
    }

    /// The first of these tags that mails are written in; English if there is none.
    pub fn choose<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::of_tag).unwrap_or_default()
    }

    fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|l| l.tag().eq_ignore_ascii_case(primary))
    }

    const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../messages/en.ftl"),
            Self::German => include_str!("../../messages/de.ftl"),
            Self::French => include_str!("../../messages/fr.ftl"),
            Self::Spanish => include_str!("../../messages/es.ftl"),
            Self::Polish => include_str!("../../messages/pl.ftl"),
        }
    }
}

/// Which way a language is written: `ltr` or `rtl`.
pub fn direction(tag: &str) -> &'static str {
    const RIGHT_TO_LEFT: [&str; 10] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];
    let primary = tag
        .split(['-', '_'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) {
        "rtl"
    } else {
        "ltr"
    }
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; Language::ALL.len()]> =
    LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    // A test holds every file to parse whole.
    let words = FluentResource::try_new(language.source().to_owned())
        .unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(words);
    bundle
}

/// What a message is given.
#[derive(Clone, Debug)]
pub enum Given<'a> {
    /// A name or an address.
    Word(&'a str),
    /// How many.
    Count(usize),
    /// A day.
    Day(Date),
}
impl<'a> From<&'a str> for Given<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word)
    }
}
impl<'a> From<&'a String> for Given<'a> {
    fn from(word: &'a String) -> Self {
        Self::Word(word)
    }
}
impl From<usize> for Given<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}
impl From<Date> for Given<'_> {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(Language);

impl Words {
    /// Of that language.
    pub const fn of(language: Language) -> Self {
        Self(language)
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.0
    }

    /// A message that needs nothing.
    pub fn get(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with what it needs. A message that does not exist shows its key in brackets, which no test lets pass.
    pub fn with(self, key: &str, given: &[(&str, Given<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in given {
            let value = match value {
                Given::Word(word) => FluentValue::from(isolated(word, direction(self.0.tag()))),
                Given::Count(count) => FluentValue::from(*count),
                Given::Day(day) => FluentValue::from(self.date(*day)),
            };
            args.set((*name).to_owned(), value);
        }
        self.format(key, &args)
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    fn format(self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let at = Language::ALL.iter().position(|l| *l == self.0)?;
        let bundle = BUNDLES.get(at)?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned();
        errors.is_empty().then_some(text)
    }

    /// A day in words: `31 March 2026`.
    pub fn date(self, day: Date) -> String {
        let month = self.get(&format!("month-{}", day.month()));
        self.with(
            "date",
            &[
                ("day", usize::from(day.day().unsigned_abs()).into()),
                ("month", (&month).into()),
                // A year is a name: it is not grouped as "2,026".
                ("year", (&day.year().to_string()).into()),
            ],
        )
    }
}

/// Text of the other writing direction, wrapped in isolation marks (UAX #9), so that an Arabic name inside an
/// English sentence does not move the words around it.
fn isolated(text: &str, around: &str) -> String {
    let has_right_to_left = text.chars().any(is_right_to_left);
    let differs = if around == "rtl" {
        text.chars()
            .any(|c| c.is_alphabetic() && !is_right_to_left(c))
    } else {
        has_right_to_left
    };
    if differs {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// The keys of a language, in the order of its file.
pub fn keys(language: Language) -> Vec<&'static str> {
    language
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
    fn every_file_parses_and_says_nothing_twice() {
        for language in Language::ALL {
            if let Err((_, errors)) = FluentResource::try_new(language.source().to_owned()) {
                panic!("{language:?}: {errors:?}");
            }
            let mut keys = keys(language);
            keys.sort_unstable();
            assert!(
                keys.windows(2).all(|pair| pair[0] != pair[1]),
                "{language:?}"
            );
        }
    }

    #[test]
    fn every_message_exists_in_every_language() {
        let english = keys(Language::English);
        assert!(english.len() > 60);
        for language in Language::ALL {
            let keys = keys(language);
            let missing: Vec<_> = english.iter().filter(|k| !keys.contains(k)).collect();
            let unknown: Vec<_> = keys.iter().filter(|k| !english.contains(k)).collect();
            assert!(
                missing.is_empty() && unknown.is_empty(),
                "{language:?}: missing {missing:?}, unknown {unknown:?}"
            );
        }
    }

    #[test]
    fn every_message_is_used() {
        let code = [
            include_str!("badges.rs"),
            include_str!("account.rs"),
            include_str!("mod.rs"),
            include_str!("text.rs"),
            include_str!("parts.rs"),
        ]
        .concat();
        for key in keys(Language::English) {
            let family = key.starts_with("month-");
            assert!(
                family || code.contains(&format!("\"{key}\"")),
                "{key} is used nowhere"
            );
        }
    }

    #[test]
    fn the_recipient_s_language_comes_before_the_organization_s() {
        assert_eq!(Language::choose(["de-AT", "en"]), Language::German);
        assert_eq!(Language::choose(["", "de"]), Language::German);
        assert_eq!(Language::choose(["ja", "sv"]), Language::English);
    }

    #[test]
    fn a_day_is_said_in_words() {
        assert_eq!(
            Words::of(Language::English).date(date(2026, 3, 31)),
            "31 March 2026"
        );
        assert_eq!(
            Words::of(Language::German).date(date(2026, 3, 31)),
            "31. März 2026"
        );
        let day = |language| Words::of(language).date(date(2026, 3, 31));
        assert_eq!(day(Language::French), "31 mars 2026");
        assert_eq!(day(Language::Spanish), "31 de marzo de 2026");
        assert_eq!(day(Language::Polish), "31 marca 2026");
        assert_eq!(
            Words::of(Language::French).date(date(2026, 5, 1)),
            "1er mai 2026"
        );
    }

    #[test]
    fn arabic_and_hebrew_are_written_right_to_left() {
        for (tag, way) in [
            ("ar", "rtl"),
            ("he-IL", "rtl"),
            ("AR_EG", "rtl"),
            ("en", "ltr"),
            ("de", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(direction(tag), way, "{tag}");
        }
    }

    #[test]
    fn a_name_of_the_other_direction_is_isolated() {
        let words = Words::of(Language::English);
        assert_eq!(
            words.with("greeting", &[("name", "Zara Ashworth".into())]),
            "Dear Zara Ashworth,"
        );
        assert_eq!(
            words.with("greeting", &[("name", "يوسف الخطيب".into())]),
            "Dear \u{2068}يوسف الخطيب\u{2069},"
        );
        assert_eq!(words.get("no-such-message"), "⟦no-such-message⟧");
    }
}
