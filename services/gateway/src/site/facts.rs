//! From what the services say to what pages show: dates, states, pictures, organizations, steps of a check.

use super::{check_words, visit::Visit};
use crate::{
    pages::{
        Moment, Picture,
        parts::{Hold, IssuerMark, Outcome, Standing, State, Step, StepName},
        views::{public::Contact, wallet::Visibility},
    },
    text::Text,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use contracts::{issuance::v1 as issuance, verification::v1 as verification};
use jiff::civil::Date;
use platform::clock::{Timestamp, Zone};
use prost_types::Timestamp as ProtoTime;
use std::time::Duration;

/// How long before its end a badge is said to end soon.
const SOON: Duration = Duration::from_secs(30 * 86_400);
/// What is shown where a service names no date.
const NO_DATE: Date = jiff::civil::date(1970, 1, 1);

/// The calendar date of a moment in an issuer's zone.
pub(crate) fn day(at: Option<&ProtoTime>, zone: &str) -> Option<Date> {
    let zone: Zone = zone.parse().unwrap_or_else(|_| Zone::utc());
    at.map(|at| zone.date(Timestamp::from_proto(at)).civil())
}

/// The same, for dates that are always there.
pub(crate) fn day_of(at: Option<&ProtoTime>, zone: &str) -> Date {
    day(at, zone).unwrap_or(NO_DATE)
}

/// A moment on the clock of UTC, for readers of whom nobody knows where they are.
pub(crate) fn moment(at: Timestamp) -> Moment {
    moment_in(at, "UTC")
}

/// A moment on the clock of a zone.
pub(crate) fn moment_in(at: Timestamp, zone: &str) -> Moment {
    let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
    Moment::in_zone(at, zone)
}

/// A moment of a contract.
pub(crate) fn moment_of(at: Option<&ProtoTime>) -> Moment {
    moment(at.map_or(Timestamp::from_micros(0), Timestamp::from_proto))
}

/// What a service says about the state of a badge.
pub(crate) struct Told<'a> {
    /// `valid`, `expired`, `suspended`, `revoked`.
    pub status: &'a str,
    /// Why, where that is shown.
    pub reason: &'a str,
    /// Since when.
    pub since: Option<&'a ProtoTime>,
    /// Until when it holds.
    pub until: Option<&'a ProtoTime>,
    /// The issuer's zone.
    pub zone: &'a str,
}

impl Told<'_> {
    /// As a word with an icon.
    pub fn state(&self, now: Timestamp) -> State {
        match self.status {
            "valid" if self.ends_soon(now) => State::Expiring,
            "valid" => State::Valid,
            "expired" => State::Expired,
            "suspended" => State::Suspended,
            "revoked" => State::Revoked,
            _ => State::Unknown,
        }
    }

    fn ends_soon(&self, now: Timestamp) -> bool {
        self.until
            .is_some_and(|end| Timestamp::from_proto(end) <= now.plus(SOON))
    }

    /// As a sentence with its date and reasons.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let state = self.state(now);
        let date = match state {
            State::Expiring | State::Expired => day(self.until, self.zone),
            State::Suspended | State::Revoked => day(self.since, self.zone),
            State::Valid | State::NotYet | State::Unknown => None,
        };
        Standing {
            state,
            date,
            holds: Vec::new(),
            reason: if matches!(state, State::Suspended | State::Revoked) {
                self.reason.to_owned()
            } else {
                String::new()
            },
        }
    }
}

impl<'a> Told<'a> {
    /// Of a badge in a list.
    pub fn of(badge: &'a issuance::BadgeSummary) -> Self {
        Self {
            status: &badge.status,
            reason: &badge.status_reason,
            since: None,
            until: badge.valid_until.as_ref(),
            zone: &badge.time_zone,
        }
    }
}

/// The reasons a badge is held back for, as the ledger names them.
pub(crate) fn holds(owners: &[String]) -> Vec<Hold> {
    owners
        .iter()
        .filter_map(|owner| match owner.as_str() {
            "membership" => Some(Hold::Membership),
            "credits" => Some(Hold::Credits),
            "staff" => Some(Hold::Staff),
            "dispute" => Some(Hold::Dispute),
            _ => None,
        })
        .collect()
}

/// Who can see a badge.
pub(crate) fn visibility(word: &str) -> Visibility {
    match word {
        "public" => Visibility::Public,
        "link" => Visibility::Link,
        _ => Visibility::Private,
    }
}

/// An organization in a page's head.
pub(crate) fn issuer_mark(issuer: &issuance::Issuer) -> IssuerMark {
    IssuerMark {
        site: Some(issuer.url.clone()).filter(|url| is_web(url)),
        ..issuer_named(&issuer.name, &issuer.slug)
    }
}

/// An organization of which only name and slug are at hand.
pub(crate) fn issuer_named(name: &str, slug: &str) -> IssuerMark {
    IssuerMark {
        name: name.to_owned(),
        slug: slug.to_owned(),
        logo: Some(format!("/issuers/{slug}/mark.svg")),
        site: None,
    }
}

/// Whether an address that others chose may be linked to.
pub(crate) fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// Whom to ask: the organization's address, and what it wrote about its member services, taken apart where it
/// names a telephone, an address or a team.
pub(crate) fn contact(issuer: &issuance::Issuer) -> Contact {
    let words = issuer.support_contact.trim();
    let name = words
        .split_once(':')
        .map_or("", |(name, _)| name.trim())
        .to_owned();
    let named = words
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')'))
        .find(|word| word.contains('@') && !word.starts_with('@'))
        .map(|word| word.trim_end_matches('.').to_owned());
    Contact {
        name,
        email: named.unwrap_or_else(|| issuer.email.clone()),
        phone: telephone(words),
    }
}

/// The first run of digits, spaces and their punctuation that is long enough to be a telephone number.
fn telephone(words: &str) -> String {
    words
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | ' ' | '(' | ')' | '-' | '.')))
        .map(|run| run.trim_matches(|c: char| !(c.is_ascii_digit() || c == '+')))
        .find(|run| run.chars().filter(char::is_ascii_digit).count() >= 6)
        .unwrap_or_default()
        .to_owned()
}

/// The picture of a badge: where the issuing service says, if that is here.
pub(crate) fn picture(
    visit: &Visit,
    address: &str,
    otherwise: String,
    badge: &str,
    issuer: &str,
) -> Picture {
    let src = visit.own(address).map_or(otherwise, str::to_owned);
    Picture::new(src, alt(visit.text, badge, issuer))
}

/// The words of a badge's picture.
pub(crate) fn alt(text: Text, badge: &str, issuer: &str) -> String {
    text.with("badge-picture", &[("badge", &badge), ("issuer", &issuer)])
}

/// A drawing as an address that needs no further request.
pub(crate) fn drawing(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(svg))
}

/// Markdown as plain paragraphs, for places without markup.
pub(crate) fn plain(markdown: &str) -> String {
    use pulldown_cmark::{Event, Parser, TagEnd};
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => text.push('\n'),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// The steps of a check.
pub(crate) fn steps(text: Text, report: &verification::Report) -> Vec<Step> {
    report
        .steps
        .iter()
        .filter_map(|step| {
            let name = match step.name.as_str() {
                "read" => StepName::Read,
                "schema" => StepName::Schema,
                "proof" => StepName::Proof,
                "issuer" => StepName::Issuer,
                "validity_period" | "validity" => StepName::Validity,
                "status" => StepName::Status,
                "refresh" => StepName::Refresh,
                "recipient" => StepName::Recipient,
                "endorsements" => StepName::Endorsements,
                _ => return None,
            };
            let outcome = match step.mark.as_str() {
                "ok" => Outcome::Passed,
                "warning" => Outcome::Remark,
                "failed" => Outcome::Failed,
                "skipped" => Outcome::Skipped,
                _ => Outcome::Unsure,
            };
            Some(check_words::step(text, name, outcome, step))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> ProtoTime {
        Timestamp::parse(text).unwrap().proto()
    }

    #[test]
    fn a_date_is_the_issuer_s_date() {
        let late = at("2026-03-31T22:30:00Z");
        assert_eq!(
            day(Some(&late), "Europe/Berlin"),
            Some(jiff::civil::date(2026, 4, 1))
        );
        assert_eq!(
            day(Some(&late), "nowhere"),
            Some(jiff::civil::date(2026, 3, 31))
        );
        assert_eq!(day(None, "UTC"), None);
    }

    #[test]
    fn a_badge_that_ends_within_a_month_says_so() {
        let (near, far) = (at("2026-04-10T00:00:00Z"), at("2026-12-31T00:00:00Z"));
        let now = Timestamp::parse("2026-03-31T00:00:00Z").unwrap();
        let told = |until| Told {
            status: "valid",
            reason: "",
            since: None,
            until: Some(until),
            zone: "UTC",
        };
        let soon = told(&near).standing(now);
        assert_eq!(
            (soon.state, soon.date),
            (State::Expiring, Some(jiff::civil::date(2026, 4, 10)))
        );
        assert_eq!(told(&far).standing(now).state, State::Valid);
    }

    #[test]
    fn a_remark_is_neither_a_failure_nor_a_doubt() {
        let outcome = |mark: &str| {
            let step = verification::Step {
                name: "schema".into(),
                mark: mark.into(),
                code: "schema.single".into(),
                ..Default::default()
            };
            let report = verification::Report {
                steps: vec![step],
                ..Default::default()
            };
            steps(Text::default(), &report)[0].outcome
        };
        let told = ["ok", "warning", "failed", "unknown", "skipped"].map(outcome);
        let wanted = [
            Outcome::Passed,
            Outcome::Remark,
            Outcome::Failed,
            Outcome::Unsure,
            Outcome::Skipped,
        ];
        assert_eq!(told, wanted);
    }

    #[test]
    fn a_reason_is_told_only_with_a_state_that_has_one() {
        let now = Timestamp::from_micros(0);
        let since = at("2026-03-31T00:00:00Z");
        let told = |status| Told {
            status,
            reason: "Awarded to the wrong person",
            since: Some(&since),
            until: None,
            zone: "UTC",
        };
        let revoked = told("revoked").standing(now);
        assert_eq!(revoked.reason, "Awarded to the wrong person");
        assert_eq!(revoked.date, Some(jiff::civil::date(2026, 3, 31)));
        assert_eq!(told("valid").standing(now), Standing::valid());
        assert_eq!(told("new word").standing(now).state, State::Unknown);
    }

    #[test]
    fn member_services_are_found_in_what_the_organization_wrote() {
        let issuer = |support: &str| issuance::Issuer {
            email: "badges@guild.example".into(),
            support_contact: support.into(),
            ..Default::default()
        };
        let full = contact(&issuer(
            "Member services: +44 20 7946 0101, members@guild.example.",
        ));
        assert_eq!(full.name, "Member services");
        assert_eq!(full.email, "members@guild.example");
        assert_eq!(full.phone, "+44 20 7946 0101");
        let bare = contact(&issuer("(020) 7946-0101"));
        assert_eq!(
            (bare.name.as_str(), bare.email.as_str(), bare.phone.as_str()),
            ("", "badges@guild.example", "020) 7946-0101")
        );
        assert_eq!(contact(&issuer("")).phone, "");
    }

    #[test]
    fn criteria_lose_their_markup_and_keep_their_words() {
        assert_eq!(
            plain("# Work\n\nPass **both** [parts](https://x.example)\nand\n\n- one\n- two"),
            "Work\nPass both parts and\none\ntwo"
        );
        assert_eq!(plain("<script>x</script>"), "");
    }
}
