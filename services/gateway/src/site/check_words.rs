//! What a check found, in the reader's language. The verifier says it in English, with every detail, and by a
//! stable code; these are the words for the codes. Where a step does not hold, the details stay beside them.

use crate::{
    pages::parts::{Outcome, Step, StepName},
    text::{Locale, Text},
};
use contracts::verification::v1 as verification;

/// A step of a check.
pub(super) fn step(
    text: Text,
    name: StepName,
    outcome: Outcome,
    told: &verification::Step,
) -> Step {
    let holds = matches!(outcome, Outcome::Passed | Outcome::Skipped);
    // What a network says is no sentence for a person, in no language.
    let plain = !told.code.ends_with(".unreachable");
    if text.locale() == Locale::English && !holds && plain {
        return Step::new(name, outcome, told.sentence.clone());
    }
    let Some(key) = key(&told.code, holds) else {
        return Step::new(name, outcome, told.sentence.clone());
    };
    let mut step = Step::new(name, outcome, text.get(key));
    if !holds {
        step.advice.clone_from(&told.sentence);
    }
    step
}

/// The report in one or two sentences.
pub(super) fn summary(text: Text, report: &verification::Report) -> String {
    let named = report
        .facts
        .as_ref()
        .map(|facts| match facts.issuer_name.as_str() {
            "" => facts.issuer_id.clone(),
            name => name.to_owned(),
        });
    let issuer = named
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| text.get("check-its-issuer"));
    let said = |key: &str| text.with(key, &[("issuer", &issuer)]);
    let mut sentence = match (report.verdict.as_str(), report.state.as_str()) {
        ("valid", _) => return said("check-valid"),
        ("valid_issuer_unknown", _) => return said("check-valid-unknown"),
        ("unverifiable", _) => text.get("check-unverifiable"),
        (_, "revoked") => return said("check-revoked"),
        (_, "suspended") => return said("check-suspended"),
        (_, "expired") => return text.get("check-expired"),
        _ => text.get("check-invalid"),
    };
    let trouble = ["failed", "unknown"]
        .iter()
        .find_map(|mark| report.steps.iter().find(|step| step.mark == *mark))
        .and_then(|step| key(&step.code, false));
    if let Some(why) = trouble {
        sentence = format!("{sentence} {}", text.get(why));
    }
    sentence
}

/// The words for a code; those of its step where it has none of its own.
fn key(code: &str, holds: bool) -> Option<&'static str> {
    let (step, found) = code.split_once('.')?;
    Some(match (step, found) {
        ("read", "ok" | "several") => "check-read-ok",
        ("read", "unreachable") => "check-read-unreachable",
        ("read", "damaged" | "picture") => "check-read-damaged",
        ("read", "gone") => "check-read-gone",
        ("read", "old_version") => "check-read-old",
        ("read", _) => "check-read-none",
        ("schema", _) if holds => "check-schema-ok",
        ("schema", _) => "check-schema-failed",
        ("proof", "none") => "check-proof-none",
        ("proof", "unsupported") => "check-proof-unsupported",
        ("proof", "no_key") => "check-proof-no-key",
        ("proof", "superseded") => "check-proof-superseded",
        ("proof", "not_in_ledger") => "check-proof-ledger",
        ("proof", "expired") => "check-proof-expired",
        ("proof", _) if holds => "check-proof-ok",
        ("proof", _) => "check-proof-failed",
        ("issuer", "unreachable") => "check-issuer-unreachable",
        ("issuer", "key_revoked") => "check-issuer-key-revoked",
        ("issuer", "key_expired") => "check-issuer-key-expired",
        ("issuer", "key_not_listed" | "key_of_another") => "check-issuer-key-foreign",
        ("issuer", _) if holds => "check-issuer-ok",
        ("issuer", _) => "check-issuer-failed",
        ("period", "no_end") => "check-period-no-end",
        ("period", "expired") => "check-period-expired",
        ("period", "not_yet") => "check-period-not-yet",
        ("period", _) if holds => "check-period-ok",
        ("period", _) => "check-period-failed",
        ("status", "clear") => "check-status-clear",
        ("status", "revoked") => "check-status-revoked",
        ("status", "suspended") => "check-status-suspended",
        ("status", "none") => "check-status-none",
        ("status", _) => "check-status-unknown",
        ("refresh", "none") => "check-refresh-none",
        ("refresh", "newer") => "check-refresh-newer",
        ("refresh", _) if holds => "check-refresh-ok",
        ("refresh", _) => "check-refresh-failed",
        ("recipient", "not_asked") => "check-recipient-not-asked",
        ("recipient", "other") => "check-recipient-other",
        ("recipient", _) if holds => "check-recipient-ok",
        ("recipient", _) => "check-recipient-unknown",
        ("endorsements", "none") => "check-endorsements-none",
        ("endorsements", _) if holds => "check-endorsements-ok",
        ("endorsements", _) => "check-endorsements-failed",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str, sentence: &str) -> verification::Step {
        verification::Step {
            code: code.into(),
            sentence: sentence.into(),
            ..Default::default()
        }
    }

    #[test]
    fn a_reader_gets_own_words_and_the_details_of_what_fails() {
        let polish = Text::new(Locale::Polish);
        let failed = told("proof.signature_mismatch", "The signature does not fit.");
        let step = step(polish, StepName::Proof, Outcome::Failed, &failed);
        assert_eq!(step.sentence, polish.get("check-proof-failed"));
        assert_eq!(step.advice, "The signature does not fit.");
        let english = super::step(Text::default(), StepName::Proof, Outcome::Failed, &failed);
        assert_eq!(
            (english.sentence.as_str(), english.advice.as_str()),
            ("The signature does not fit.", "")
        );
    }

    #[test]
    fn a_code_of_tomorrow_is_told_as_the_verifier_tells_it() {
        let new = told("blockchain.anchored", "It is anchored.");
        let step = step(
            Text::new(Locale::French),
            StepName::Proof,
            Outcome::Passed,
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
                ..told("proof.signature_mismatch", "")
            }],
            ..Default::default()
        };
        let text = Text::default();
        let words = summary(text, &report);
        assert!(words.contains(&text.get("check-proof-failed")), "{words}");
    }
}
