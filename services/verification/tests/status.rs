//! A status list is never called fresh when it is stale.

use crate::support::house;
use contracts::verification::v1::{self as v, verify_request::Badge};
use std::time::Duration;

const AN_HOUR: &str = "cache-control: max-age=3600\r\n";

fn status(report: &v::Report) -> (&str, &str) {
    let step = report.steps.iter().find(|s| s.name == "status").unwrap();
    (report.verdict.as_str(), step.mark.as_str())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_list_counts_no_longer_than_the_list_itself_says() {
    let (site, guild, house, _dir) = house().await;
    // Fresh for an hour by its headers, for ten minutes by its own words.
    guild.publish_status(&site, &[], AN_HOUR, 600_000);
    let badge = || Badge::Text(guild.badge(7).to_string());
    assert_eq!(
        status(&house.verify(badge()).await),
        ("valid_issuer_unknown", "ok")
    );
    guild.publish_status(&site, &[7], AN_HOUR, 600_000);
    house.clock.advance(Duration::from_secs(300));
    let before = site.asked();
    assert_eq!(
        status(&house.verify(badge()).await),
        ("valid_issuer_unknown", "ok")
    );
    assert!(
        site.asked() > before,
        "the keys are asked for each time, they say nothing of keeping them"
    );
    house.clock.advance(Duration::from_secs(600));
    let report = house.verify(badge()).await;
    assert_eq!(
        (report.verdict.as_str(), report.state.as_str()),
        ("invalid", "revoked")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_list_whose_host_is_away_is_unknown_and_not_ok() {
    let (site, guild, house, _dir) = house().await;
    for headers in [AN_HOUR, ""] {
        site.go_away(false);
        // The keys may be kept for a week; only the list matters here.
        let did = format!("did:web:localhost%3A{}:issuers:guild", site.port);
        assert_eq!(did, guild.did);
        guild.publish_status(&site, &[], headers, 600_000);
        let badge = || Badge::Text(guild.badge(7).to_string());
        assert_eq!(
            status(&house.verify(badge()).await),
            ("valid_issuer_unknown", "ok")
        );
        site.go_away(true);
        house.clock.advance(Duration::from_secs(900));
        let report = house.verify(badge()).await;
        assert_eq!(
            (report.verdict.as_str(), report.state.as_str()),
            ("unverifiable", "unknown")
        );
    }
    // With the keys at hand the status step says what is missing.
    site.go_away(false);
    guild.keep_keys(&site, "cache-control: max-age=86400\r\n");
    guild.publish_status(&site, &[], AN_HOUR, 600_000);
    let badge = || Badge::Text(guild.badge(8).to_string());
    assert_eq!(
        status(&house.verify(badge()).await),
        ("valid_issuer_unknown", "ok")
    );
    site.go_away(true);
    house.clock.advance(Duration::from_secs(900));
    let report = house.verify(badge()).await;
    assert!(report.authentic, "the signature still holds");
    assert_eq!(status(&report), ("unverifiable", "unknown"));
    let step = report.steps.iter().find(|s| s.name == "status").unwrap();
    assert!(
        step.sentence.contains("not fresh any more"),
        "{}",
        step.sentence
    );
}
