//! A report on a terminal: the verdict first, then whose badge it is, then the steps. Colours are for terminals only.

use crate::command::say;
use anstyle::{AnsiColor, Style};
use openbadges::{
    Timestamp,
    verify::{Authentic, Mark, Report, Step, Verdict},
};
use serde_json::Value;
use verification::Found;

const fn in_colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// The word of a verdict, and how it looks.
fn word(verdict: Verdict) -> (&'static str, Style) {
    match verdict {
        Verdict::Valid => ("VALID", in_colour(AnsiColor::Green).bold()),
        Verdict::ValidIssuerUnknown => {
            ("VALID, ISSUER UNKNOWN", in_colour(AnsiColor::Yellow).bold())
        }
        Verdict::Unverifiable => ("COULD NOT CHECK", in_colour(AnsiColor::Cyan).bold()),
        Verdict::Invalid => ("NOT VALID", in_colour(AnsiColor::Red).bold()),
    }
}

/// What others wrote, without what would move the cursor, change colours or turn the direction of reading: a badge must
/// not be able to write its own verdict.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                '\u{fffd}'
            }
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// One badge of several, in two lines.
pub(crate) fn in_short(badge: &str, found: &Found) -> std::io::Result<()> {
    let (word, style) = word(found.report.verdict);
    say(format_args!(
        "{style}{word:<21}{style:#}  {}\n{:23}{}",
        harmless(badge),
        "",
        harmless(&verification::summary(&found.report))
    ))
}

/// All that was found out about one badge.
pub(crate) fn in_full(found: &Found) -> std::io::Result<()> {
    let report = &found.report;
    let (word, style) = word(report.verdict);
    let summary = harmless(&verification::summary(report));
    say(format_args!("{style}{word}{style:#}\n{summary}\n"))?;
    let facts = facts(found);
    if !facts.is_empty() && report.authentic != Authentic::Yes {
        say("What the badge says of itself, none of it proven:")?;
    }
    for (name, value) in &facts {
        say(format_args!("{name:<11} {}", harmless(value)))?;
    }
    if !facts.is_empty() {
        say("")?;
    }
    for step in &report.steps {
        say(line(step))?;
    }
    let held = held(report);
    if !held.is_empty() {
        say("\nBadges in this record:")?;
    }
    for (mark, text) in held {
        let (mark, style) = marked(mark);
        say(format_args!(
            "  {style}{mark}{style:#}  {}",
            harmless(&text)
        ))?;
    }
    for line in rests_on(report) {
        say(harmless(&line))?;
    }
    Ok(())
}

/// When it was checked, by which verifier, and every document that it rests on with the digest of its bytes.
fn rests_on(report: &Report) -> Vec<String> {
    let at = Timestamp::new(report.checked_at).map(|at| format!(" at {at}"));
    let checked = format!(
        "Checked{} by {}. What it rests on, with SHA-256:",
        at.unwrap_or_default(),
        report.verifier
    );
    let used = report.inputs.iter().map(|used| {
        let digest = used.sha256.as_deref().unwrap_or("(could not be had)");
        let what = used.url.as_deref().unwrap_or("what was given");
        format!("  {digest:<64}  {what}")
    });
    [String::new(), checked].into_iter().chain(used).collect()
}

/// The badges of a learner record: whether each holds, its name and issuer, and why it does not.
fn held(report: &Report) -> Vec<(Mark, String)> {
    let contents = report.steps.iter().filter_map(|s| s.data.get("contents"));
    let contents = contents.filter_map(Value::as_array).flatten();
    let one = |badge: &Value| {
        let word = |name: &str| badge.get(name).and_then(Value::as_str);
        let mark = match word("result") {
            Some("ok") => Mark::Ok,
            Some("failed") => Mark::Failed,
            _ => Mark::Unknown,
        };
        let name = word("name").or_else(|| word("id"));
        let issuer = word("issuer_name").or_else(|| word("issuer"));
        let by = issuer.map_or_else(String::new, |issuer| format!(", {issuer}"));
        let why = word("why").filter(|why| !why.is_empty());
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        (
            mark,
            format!("{}{by}{why}", name.unwrap_or("a badge without a name")),
        )
    };
    contents.map(one).collect()
}

fn facts(found: &Found) -> Vec<(&'static str, String)> {
    let (report, f) = (&found.report, &found.report.facts);
    let lists: Vec<&str> = found
        .vouched_by
        .iter()
        .map(|voucher| match voucher.list_name.as_str() {
            "" => "you",
            list => list,
        })
        .collect();
    let from = f.awarded.as_ref().or(f.valid_from.as_ref());
    [
        ("Badge", f.achievement_name.clone()),
        ("Awarded to", f.recipient_name.clone()),
        ("Issued on", from.map(ToString::to_string)),
        (
            "Valid until",
            f.valid_until.as_ref().map(ToString::to_string),
        ),
        ("Issued by", f.issuer_name.clone()),
        ("Issuer", f.issuer_id.clone()),
        ("Vouched by", (!lists.is_empty()).then(|| lists.join(", "))),
        ("Reason", f.reason.clone()),
        ("Address", f.id.clone()),
        ("Secured by", report.format.suite.clone()),
        ("QR code", found.qr_code.clone()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

fn line(step: &Step) -> String {
    let (mark, style) = marked(step.mark);
    let fix = step
        .fix
        .as_ref()
        .map(|fix| format!("\n           {}", harmless(fix)))
        .unwrap_or_default();
    format!("  {style}{mark}{style:#}  {}{fix}", harmless(&step.text))
}

/// How a mark is written.
fn marked(mark: Mark) -> (&'static str, Style) {
    match mark {
        Mark::Ok => ("ok     ", in_colour(AnsiColor::Green)),
        Mark::Warning => ("warning", in_colour(AnsiColor::Yellow)),
        Mark::Failed => ("FAILED ", in_colour(AnsiColor::Red).bold()),
        Mark::Unknown => ("unknown", in_colour(AnsiColor::Cyan)),
        Mark::Skipped => ("-      ", Style::new().dimmed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_badges_of_a_learner_record_are_listed() {
        let badges = serde_json::json!([
            {"name": "Soil", "issuer_name": "Northfield", "result": "ok", "why": ""},
            {"id": "urn:x:1", "issuer": "did:web:x.example", "result": "failed", "why": "it was revoked"},
            {"result": "unknown"},
        ]);
        let report = serde_json::json!({
            "verdict": "valid", "authentic": "yes", "state": "valid", "checked_at": "2026-06-01T00:00:00Z",
            "format": {"carrier": "json"}, "facts": {}, "inputs": [],
            "steps": [{"name": "schema", "mark": "ok", "code": "schema.ok", "text": "", "data": {"contents": badges}}],
        });
        let report: Report = serde_json::from_value(report).unwrap();
        let told = [
            (Mark::Ok, "Soil, Northfield".to_owned()),
            (
                Mark::Failed,
                "urn:x:1, did:web:x.example: it was revoked".to_owned(),
            ),
            (Mark::Unknown, "a badge without a name".to_owned()),
        ];
        assert_eq!(held(&report), told);
    }

    #[test]
    fn a_badge_cannot_write_its_own_verdict() {
        let name = "Soil\u{1b}[2J\u{1b}[1;32mVALID\u{9b}0m\r\n\u{202e}dilav";
        let shown = harmless(name);
        assert!(!shown.chars().any(char::is_control), "{shown:?}");
        assert!(!shown.contains('\u{202e}'));
        assert_eq!(harmless("Océane, 松田 and أمل"), "Océane, 松田 and أمل");
    }
}
