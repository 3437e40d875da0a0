//! Mails that a person asked for, or an account brings about.

use crate::support::Suite;
use contracts::{
    events::v1::{AccountLocked, BadgeAccepted, LinkRequested},
    wallet::v1::{EarnerContact, MintLinkResponse},
};
use platform::ids::EarnerId;
use std::time::Duration;

const ZARA: &str = "zara@example.net";

impl Suite {
    fn link(&self, request: &str, purpose: &str, credentials: Vec<String>) {
        let link = MintLinkResponse {
            token: format!("link-{request}"),
            purpose: purpose.into(),
            email: ZARA.into(),
            name: "Zara".into(),
            locale: "en".into(),
            expires_at: Some(self.clock.now().plus(Duration::from_secs(1790)).proto()),
            credential_ids: credentials,
            void: false,
        };
        self.neighbours
            .with(|w| w.links.insert(request.into(), link));
    }
    async fn requested(&self, request: &str, purpose: &str) {
        self.wallet_says(&LinkRequested {
            request_id: request.into(),
            purpose: purpose.into(),
        })
        .await;
        self.settle().await;
    }
}

#[tokio::test]
async fn a_sign_in_link_is_mailed_at_once_and_once_a_request() {
    let suite = Suite::start().await;
    suite.link("req_1", "sign_in", vec![]);
    suite.requested("req_1", "sign_in").await;
    suite.requested("req_1", "sign_in").await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].kind, "sign_in");
    assert_eq!(mails[0].from, "Accolade <badges@example.org>");
    assert!(
        mails[0]
            .text
            .contains("https://badges.example.org/sign-in/link-req_1"),
        "{}",
        mails[0].text
    );
    assert!(
        mails[0].text.contains("within the next 30 minutes"),
        "{}",
        mails[0].text
    );
}

#[tokio::test]
async fn a_request_that_came_to_nothing_sends_nothing() {
    let suite = Suite::start().await;
    suite.neighbours.with(|w| {
        w.links.insert(
            "req_1".into(),
            MintLinkResponse {
                void: true,
                ..Default::default()
            },
        )
    });
    suite.requested("req_1", "sign_in").await;
    suite.requested("req_unknown", "sign_in").await;
    assert!(suite.kinds("").await.is_empty());
}

#[tokio::test]
async fn the_wallet_decides_what_a_link_is_for() {
    let suite = Suite::start().await;
    suite.link("req_1", "verify_address", vec![]);
    suite.link("req_2", "address_in_use", vec![]);
    suite.requested("req_1", "verify_address").await;
    suite.requested("req_2", "verify_address").await;
    assert_eq!(
        suite.kinds(ZARA).await,
        ["verify_address", "address_in_use"]
    );
    let mails = suite.mails(ZARA).await;
    assert!(
        mails[1].text.contains("belongs to your account"),
        "{}",
        mails[1].text
    );
}

#[tokio::test]
async fn a_fresh_claim_link_is_about_its_badges_and_seen_by_their_issuer() {
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    suite.link("req_1", "fresh_claim", vec![badge.to_string()]);
    suite.requested("req_1", "fresh_claim").await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails[0].subject, "Your new link: Foundation");
    assert!(
        mails[0]
            .text
            .contains("https://badges.example.org/claim/link-req_1"),
        "{}",
        mails[0].text
    );
    assert!(mails[0].from.starts_with("Proposal Guild via Accolade"));
}

#[tokio::test]
async fn a_locked_password_is_told_with_whom_to_ask() {
    // C8, C10
    let suite = Suite::start().await;
    let badge = suite.badge("Foundation", ZARA);
    let earner: EarnerId = suite.ids.random();
    let mut state = suite.state(badge, 1, "accepted").unwrap();
    state.earner_id = earner.to_string();
    suite
        .wallet_says(&BadgeAccepted {
            state: Some(state),
            automatic: false,
            notify: false,
            bulk: false,
        })
        .await;
    let contact = EarnerContact {
        email: ZARA.into(),
        name: "Zara".into(),
        locale: "en".into(),
    };
    suite
        .neighbours
        .with(|w| w.earners.insert(earner.to_string(), contact));
    suite.settle().await;
    for _twice in 0..2 {
        suite
            .wallet_says(&AccountLocked {
                earner_id: earner.to_string(),
                lock_id: "req_lock".into(),
            })
            .await;
    }
    suite.settle().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    for expected in [
        "ten times in a row",
        "Proposal Guild",
        "Member services, +44 20 7946 0018",
        "members@guild.example.org",
    ] {
        assert!(
            mails[0].text.contains(expected),
            "{expected} is missing in\n{}",
            mails[0].text
        );
    }
}
