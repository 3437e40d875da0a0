//! What a check found, in the reader's language: a sentence for each code of a verification, and what to do where a
//! step does not hold. The verifier's own sentence, in English and with every detail, stands beside them.

use crate::{
    pages::parts::{Outcome, Step, StepName},
    text::Text,
};
use contracts::verification::v1 as verification;

/// How much of a value is shown; the report for machines has all of it.
const SHOWN: usize = 200;

/// A step of a check.
pub(super) fn step(
    text: Text,
    name: StepName,
    outcome: Outcome,
    told: &verification::Step,
) -> Step {
    let Some(sentence) = said(text, &told.code) else {
        return Step::new(name, outcome, told.sentence.clone());
    };
    let mut step = Step::new(name, outcome, sentence);
    if matches!(outcome, Outcome::Passed | Outcome::Skipped) {
        return step;
    }
    step.advice = advice(text, &told.code);
    step.detail.clone_from(&told.sentence);
    step.found = found(name, told);
    step
}

/// The sentence for a code; nothing for one of a verifier that is newer than these words.
pub(super) fn said(text: Text, code: &str) -> Option<String> {
    text.find(&format!("check-{}", code.replace(['.', '_'], "-")))
}

/// What to do where a step with this code does not hold; empty where nothing needs doing.
pub(super) fn advice(text: Text, code: &str) -> String {
    to_do(code).map_or_else(String::new, |key| text.get(key))
}

/// Where in the badge something stands that decided, and what: only for steps that are about a place in it.
fn found(name: StepName, told: &verification::Step) -> Option<(String, String)> {
    if !matches!(
        name,
        StepName::Schema | StepName::Proof | StepName::Issuer | StepName::Refresh
    ) && !told.code.starts_with("jwt.")
    {
        return None;
    }
    (!told.field.is_empty()).then(|| (beginning(&told.field), beginning(&told.value)))
}

fn beginning(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What a report says in all.
pub(super) struct Told<'a> {
    /// `valid`, `valid_issuer_unknown`, `unverifiable`, `invalid`.
    pub verdict: &'a str,
    /// `valid`, `expired`, `suspended` …
    pub state: &'a str,
    /// The issuer's name or identifier; may be empty.
    pub issuer: &'a str,
    /// The code of the first step that does not hold; empty if there is none.
    pub trouble: &'a str,
}

/// The report in one or two sentences.
pub(super) fn summary(text: Text, report: &verification::Report) -> String {
    let facts = report.facts.as_ref();
    let issuer = facts.map_or("", |facts| match facts.issuer_name.as_str() {
        "" => &facts.issuer_id,
        name => name,
    });
    let is_key = facts.is_some_and(|facts| {
        facts.issuer_id.starts_with("did:key:") || facts.issuer_id.starts_with("did:jwk:")
    });
    if report.verdict == "valid_issuer_unknown" && is_key {
        // There is no address to compare.
        return text.with("check-valid-unknown-key", &[("issuer", &issuer)]);
    }
    let trouble = trouble(report).map_or("", |step| &step.code);
    in_all(
        text,
        &Told {
            verdict: &report.verdict,
            state: &report.state,
            issuer,
            trouble,
        },
    )
}

/// The step that decided, where a badge does not hold. A signature that waits for its key only repeats what the
/// issuer's step says, so that one is named.
pub(super) fn trouble(report: &verification::Report) -> Option<&verification::Step> {
    let steps = &report.steps;
    let found = ["failed", "unknown"]
        .iter()
        .find_map(|mark| steps.iter().find(|step| step.mark == *mark))?;
    let issuer = steps
        .iter()
        .find(|step| step.name == "issuer" && step.mark == "unknown");
    Some(match issuer {
        Some(issuer) if found.code == "proof.no_key" => issuer,
        _ => found,
    })
}

/// Whether this says that there was no badge to check.
pub(super) fn is_no_badge(code: &str) -> bool {
    code.starts_with("read.")
}

/// The same, from the little that is kept of a badge among many.
pub(super) fn in_all(text: Text, told: &Told<'_>) -> String {
    let issuer = match told.issuer {
        "" => text.get("check-its-issuer"),
        name => name.to_owned(),
    };
    let named = |key: &str| text.with(key, &[("issuer", &issuer)]);
    if told.verdict == "invalid" && is_no_badge(told.trouble) {
        // "This badge is not valid" would speak of a badge that is not there.
        return said(text, told.trouble).unwrap_or_else(|| text.get("verdict-no-badge"));
    }
    let sentence = match (told.verdict, told.state) {
        ("valid", _) => return named("check-valid"),
        ("valid_issuer_unknown", _) => return named("check-valid-unknown"),
        ("unverifiable", _) => text.get("check-unverifiable"),
        (_, "revoked") => return named("check-revoked"),
        (_, "suspended") => return named("check-suspended"),
        (_, "expired") => return text.get("check-expired"),
        (_, "not_yet_valid") => return text.get("check-not-yet"),
        _ => text.get("check-invalid"),
    };
    match said(text, told.trouble) {
        Some(why) => format!("{sentence} {why}"),
        None => sentence,
    }
}

/// Message key of what to do.
fn to_do(code: &str) -> Option<&'static str> {
    Some(match code {
        "read.several" => "check-do-one-by-one",
        "read.empty" | "read.unknown_format" | "read.no_badge" | "read.not_a_badge" => {
            "check-do-other-file"
        }
        "read.damaged" | "read.picture" | "read.json" | "jwt.not_compact" | "jwt.json" => {
            "check-do-original"
        }
        "read.unreachable" | "read.gone" | "read.loop" => "check-do-link",
        "schema.object"
        | "schema.context"
        | "schema.type"
        | "schema.missing"
        | "schema.value"
        | "schema.list"
        | "schema.unknown_member"
        | "schema.subject"
        | "schema.criteria"
        | "schema.identity_hash"
        | "schema.result"
        | "schema.dates"
        | "schema.association"
        | "schema.related_resource"
        | "schema.ob2"
        | "schema.extension"
        | "proof.malformed"
        | "proof.pointer"
        | "proof.jcs"
        | "proof.no_address"
        | "proof.not_an_assertion"
        | "proof.other_address"
        | "issuer.missing"
        | "jsonld.not_an_object"
        | "jsonld.no_context"
        | "jsonld.lost_term"
        | "jsonld.lost_value"
        | "jsonld.relative_address"
        | "jsonld.invalid"
        | "jsonld.empty"
        | "issuer.two_keys"
        | "period.malformed"
        | "status.malformed"
        | "issuer.document" => "check-do-mend",
        "schema.not_checked" => "check-do-compare",
        "contents.some_failed" => "check-do-contents",
        "proof.superseded"
        | "proof.older_context"
        | "proof.expired"
        | "issuer.key_expired"
        | "proof.wrong_key"
        | "jwt.wrong_key"
        | "proof.other_context" => "check-do-fresh",
        "read.unsupported"
        | "proof.unsupported"
        | "proof.too_complex"
        | "jwt.algorithm"
        | "jwt.header"
        | "issuer.method_unsupported"
        | "issuer.key" => "check-do-common",
        "proof.none" | "proof.bad_signature" | "proof.signed_elsewhere" => "check-do-original",
        "proof.not_in_ledger" => "check-do-again",
        "proof.no_key" => "check-do-see-issuer",
        "issuer.not_checked" => "check-do-see-signature",
        "jsonld.unknown_context" => "check-do-operator",
        "jsonld.bad_context"
        | "jsonld.second_name"
        | "proof.claims"
        | "issuer.key_not_listed"
        | "issuer.key_not_for_claims"
        | "issuer.key_of_another"
        | "issuer.key_revoked"
        | "issuer.out_of_scope" => "check-do-distrust",
        "issuer.unbound" => "check-do-know-the-issuer",
        "proof.unreachable"
        | "issuer.unreachable"
        | "status.unreachable"
        | "schema.related_missing" => "check-do-later",
        "period.not_yet" => "check-do-wait",
        "period.expired" => "check-do-renew",
        "status.revoked" | "status.suspended" => "check-do-why",
        "status.unsupported"
        | "status.other_issuer"
        | "status.list_unsigned"
        | "status.stale"
        | "status.list"
        | "status.too_many" => "check-do-holds",
        "status.refresh" | "refresh.private" | "refresh.unusable" => "check-do-newest",
        "recipient.other" => "check-do-other-address",
        "recipient.unreadable" => "check-do-recipient",
        "endorsements.some_failed" => "check-do-endorser",
        "batch.no_badge" => "check-do-row",
        "batch.row" => "check-do-mend-row",
        "batch.locked" | "batch.damaged" => "check-do-pack",
        "batch.too_large" => "check-do-other-file",
        "batch.broken_off" => "check-do-alone",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    /// What holds, or is no trouble: nothing is to be done about it.
    const NOTHING_TO_DO: [&str; 23] = [
        "read.ok",
        "schema.ok",
        "schema.single",
        "proof.ok",
        "proof.hosted",
        "issuer.controller",
        "issuer.did_key",
        "issuer.did_jwk",
        "issuer.jwks",
        "issuer.in_scope",
        "issuer.listed",
        "period.ok",
        "period.no_end",
        "status.clear",
        "status.none",
        "status.message",
        "refresh.none",
        "refresh.current",
        "refresh.newer",
        "recipient.ok",
        "recipient.not_asked",
        "endorsements.none",
        "endorsements.ok",
    ];

    /// Every code that a verification can give.
    fn codes() -> Vec<&'static str> {
        include_str!("../../../../crates/openbadges/CODES.md")
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split('`').nth(2))
            .collect()
    }

    fn told(code: &str, sentence: &str) -> verification::Step {
        verification::Step {
            name: "proof".into(),
            code: code.into(),
            sentence: sentence.into(),
            ..Default::default()
        }
    }

    #[test]
    fn every_trouble_says_what_to_do() {
        for code in codes() {
            assert_ne!(
                to_do(code).is_some(),
                NOTHING_TO_DO.contains(&code),
                "{code}: say what to do, or that nothing is to be done"
            );
        }
    }

    #[test]
    fn a_reader_gets_own_words_what_to_do_and_the_details() {
        let failed = verification::Step {
            field: "$.x".into(),
            value: "a".repeat(300),
            ..told(
                "jsonld.lost_term",
                "The member `x` is defined by no context.",
            )
        };
        for locale in Locale::ALL {
            let text = Text::new(locale);
            let step = step(text, StepName::Proof, Outcome::Failed, &failed);
            assert_eq!(step.sentence, text.get("check-jsonld-lost-term"));
            assert_eq!(step.advice, text.get("check-do-mend"));
            assert_eq!(step.detail, "The member `x` is defined by no context.");
            let (field, value) = step.found.unwrap();
            assert_eq!((field.as_str(), value.chars().count()), ("$.x", SHOWN + 1));
        }
    }

    #[test]
    fn what_holds_needs_no_details() {
        let step = step(
            Text::default(),
            StepName::Proof,
            Outcome::Passed,
            &told("proof.ok", "It fits."),
        );
        let text = Text::default();
        assert_eq!(
            step,
            Step::new(StepName::Proof, Outcome::Passed, text.get("check-proof-ok"))
        );
    }

    #[test]
    fn a_code_of_tomorrow_is_told_as_the_verifier_tells_it() {
        let new = told("blockchain.anchored", "It is anchored.");
        let step = step(
            Text::new(Locale::French),
            StepName::Proof,
            Outcome::Failed,
            &new,
        );
        assert_eq!(step.sentence, "It is anchored.");
    }

    #[test]
    fn the_summary_says_what_is_wrong() {
        let report = verification::Report {
            verdict: "invalid".into(),
            state: "valid".into(),
            steps: vec![verification::Step {
                mark: "failed".into(),
                ..told("proof.bad_signature", "")
            }],
            ..Default::default()
        };
        for locale in Locale::ALL {
            let text = Text::new(locale);
            let words = summary(text, &report);
            assert!(
                words.contains(&text.get("check-proof-bad-signature")),
                "{words}"
            );
        }
    }

    #[test]
    fn of_an_issuer_that_is_only_a_key_no_address_is_compared() {
        let of = |issuer_id: &str| verification::Report {
            verdict: "valid_issuer_unknown".into(),
            facts: Some(verification::Facts {
                issuer_id: issuer_id.into(),
                issuer_name: "Northfield".into(),
                ..Default::default()
            }),
            ..Default::default()
        };
        for locale in Locale::ALL {
            let text = Text::new(locale);
            let named = |key: &str| text.with(key, &[("issuer", &"Northfield")]);
            let (site, key) = (of("did:web:x.example"), of("did:key:z6Mk"));
            assert_eq!(summary(text, &site), named("check-valid-unknown"));
            assert_eq!(summary(text, &key), named("check-valid-unknown-key"));
        }
    }
}
