//! One award is one trace, from the request to the mail.

use platform::telemetry::{self, TelemetrySettings};
use serde_json::{Value, json};
use support::{Api, Association, Collector, Process, Span, Suite, until};

/// A trace somebody else began: ours goes on with it.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";

async fn award_in_a_trace(guild: &Association) -> anyhow::Result<String> {
    let new = json!({ "name": "Practitioner", "description": "Plans bids.", "criteria": "Pass." });
    let made = guild.api.post("/v1/achievements", &new).await?;
    let achievement = made.expect(201)?["id"].clone();
    let body = json!({ "achievement": achievement, "recipient": { "email": "ada@example.org", "name": "Ada Lovelace" } });
    let headers = [
        ("content-type", "application/json"),
        ("traceparent", &*format!("00-{TRACE}-{PARENT}-01")),
    ];
    let made = guild
        .api
        .send(
            reqwest::Method::POST,
            "/v1/credentials",
            &headers,
            body.to_string(),
        )
        .await?
        .expect(201)?;
    Ok(made["id"].as_str().unwrap_or_default().to_owned())
}

/// The stations of an award, each with the words that tell it from others.
const STATIONS: [(&str, &str, &str); 6] = [
    ("http", "path", "/v1/credentials"),
    (
        "/accolade.issuance.v1.Credentials/Award",
        "service",
        "issuance",
    ),
    ("consume", "subject", "accolade.issuance.credential.issued"),
    ("consume", "subject", "accolade.wallet.badge.pending"),
    ("mail", "kind", "award"),
    (
        "/accolade.wallet.v1.Internal/MintClaim",
        "service",
        "wallet",
    ),
];

fn station<'a>(spans: &'a [Span], station: &(&str, &str, &str)) -> Option<&'a Span> {
    let (name, field, value) = station;
    spans
        .iter()
        .find(|s| s.name == *name && s.field(field) == *value)
}

async fn the_trace_is_whole(
    collector: &Collector,
    stations: &[(&str, &str, &str)],
) -> anyhow::Result<Vec<Span>> {
    let spans = until("every station of the award in one trace", async || {
        let spans = collector.trace(TRACE);
        let missing: Vec<_> = stations
            .iter()
            .filter(|s| station(&spans, s).is_none())
            .collect();
        let there: Vec<_> = spans.iter().map(|s| (&s.name, &s.fields)).collect();
        anyhow::ensure!(
            missing.is_empty(),
            "missing {missing:?}; there are {there:?}"
        );
        // Each hangs on another of the same trace, back to whoever asked.
        for span in &spans {
            let known = span.parent == PARENT || spans.iter().any(|s| s.id == span.parent);
            anyhow::ensure!(known, "{span:?} hangs in the air");
        }
        Ok(Some(spans))
    })
    .await?;
    let told = format!("{spans:?}");
    for personal in ["ada@", "Lovelace"] {
        assert!(!told.contains(personal), "the trace tells {personal}");
    }
    Ok(spans)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_is_one_trace_from_the_request_to_the_mail_in_one_process() -> anyhow::Result<()> {
    let collector = Collector::start().await?;
    // The log is kept short: that shortens no trace.
    let settings = [
        ("ACCOLADE_DEV_MAIL", "on"),
        ("ACCOLADE_LOG", "error"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", &*collector.url()),
    ];
    let mut process = Process::with(&settings).await?;
    let operator = Api::new(&process.base, Some(&process.operator_key));
    let guild = Association::bare(&operator, "guild").await?;
    award_in_a_trace(&guild).await?;
    the_trace_is_whole(&collector, &STATIONS).await?;
    assert!(process.stop()?, "it did not end well: {}", process.errors());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_award_is_one_trace_from_the_request_to_the_mail_over_six_services() -> anyhow::Result<()>
{
    let collector = Collector::start().await?;
    let guard = telemetry::init(&TelemetrySettings {
        otlp_endpoint: Some(collector.url()),
        log: "error".into(),
        ..TelemetrySettings::default()
    })?;
    let suite = Suite::separate().await?;
    let guild = suite.issuer("guild").await?;
    let badge = award_in_a_trace(&guild).await?;
    let mut stations = STATIONS.to_vec();
    stations.push(("publish", "subject", "accolade.issuance.credential.issued"));
    stations.push(("publish", "subject", "accolade.wallet.badge.pending"));
    the_trace_is_whole(&collector, &stations).await?;
    let told = until("the delivery to be noted", async || {
        let badge: Value = guild.credential(&badge).await?;
        Ok(badge["deliveries"].get(0).cloned())
    })
    .await?;
    assert_eq!(told["state"], "delivered", "{told}");
    assert!(suite.stop().await, "not everything stopped in time");
    guard.shutdown().await;
    Ok(())
}
