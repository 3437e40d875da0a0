//! What becomes of a badge is told to who has it: suspended, valid again, renewed; and a programme's own words.

use crate::support::Suite;
use contracts::{
    events::v1::{
        AddressAdded, CredentialReinstated, CredentialRevised, CredentialRevoked,
        CredentialSuspended,
    },
    issuance::v1::MailSettings,
    wallet::v1::EarnerContact,
};
use platform::ids::CredentialId;

const ZARA: &str = "zara@example.net";

impl Suite {
    /// A badge that its earner was told of and has taken.
    async fn taken(&self, title: &str) -> CredentialId {
        let badge = self.told(title, ZARA).await;
        self.accepted(badge, 2).await;
        self.settle().await;
        badge
    }
    async fn suspended(&self, badge: CredentialId, version: u64) {
        self.change(badge, |k| k.status = "suspended".into());
        let state = self.ledger(badge, version, "suspended");
        self.issuance_says(&CredentialSuspended { state }).await;
    }
    async fn reinstated(&self, badge: CredentialId, version: u64) {
        self.change(badge, |k| k.status = "valid".into());
        let state = self.ledger(badge, version, "valid");
        self.issuance_says(&CredentialReinstated { state }).await;
    }
}

#[tokio::test]
async fn who_has_a_badge_is_told_when_it_is_suspended_and_when_it_is_valid_again() {
    // A9, A10, S9
    let suite = Suite::start().await;
    let badge = suite.taken("Foundation").await;
    suite.suspended(badge, 2).await;
    // A second hold is no second suspension.
    suite.suspended(badge, 3).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "suspended"]);
    suite.reinstated(badge, 4).await;
    suite.gathered().await;
    assert_eq!(
        suite.kinds(ZARA).await,
        ["award", "suspended", "reinstated"]
    );
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails[1].subject, "Not valid at present: Foundation");
    assert_eq!(mails[2].subject, "Valid again: Foundation");
}

#[tokio::test]
async fn what_is_over_before_its_mail_leaves_is_not_told() {
    let suite = Suite::start().await;
    let badge = suite.taken("Foundation").await;
    suite.suspended(badge, 2).await;
    suite.settle().await;
    suite.reinstated(badge, 3).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"], "nobody knew of it");

    suite.suspended(badge, 4).await;
    suite.settle().await;
    suite.change(badge, |k| k.status = "revoked".into());
    let revoked = CredentialRevoked {
        state: suite.ledger(badge, 5, "revoked"),
        reason: "mistake".into(),
    };
    suite.issuance_says(&revoked).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "revoked"]);
    suite.reinstated(badge, 6).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "revoked", "reinstated"]);
}

#[tokio::test]
async fn who_has_not_taken_a_badge_is_not_told_that_it_is_suspended() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    suite.suspended(badge, 2).await;
    suite.gathered().await;
    suite.reinstated(badge, 3).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
}

#[tokio::test]
async fn a_renewal_is_told_with_what_to_do_about_files_and_linkedin() {
    // C16, C21
    let suite = Suite::start().await;
    let badge = suite.taken("Foundation").await;
    let renewed = CredentialRevised {
        state: suite.ledger(badge, 2, "valid"),
        change: "renewed".into(),
    };
    suite.issuance_says(&renewed).await;
    suite.issuance_says(&renewed).await;
    let corrected = CredentialRevised {
        state: suite.ledger(badge, 3, "valid"),
        change: "corrected".into(),
    };
    suite.issuance_says(&corrected).await;
    suite.gathered().await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "renewed"]);
    let text = suite.mails(ZARA).await[1].text.replace('\n', " ");
    assert!(text.contains("download the badge again"), "{text}");
}

#[tokio::test]
async fn an_added_address_is_told_to_the_one_there_was_before_and_the_first_to_nobody() {
    let suite = Suite::start().await;
    let contact = EarnerContact {
        email: ZARA.into(),
        name: "Zara Ashworth".into(),
        locale: "pl".into(),
    };
    let earner = "ern_1";
    suite
        .neighbours
        .with(|w| w.earners.insert(earner.into(), contact));
    let added = |address: &str, first| AddressAdded {
        earner_id: earner.into(),
        address_id: address.into(),
        first,
    };
    suite.wallet_says(&added("adr_1", true)).await;
    suite.wallet_says(&added("adr_2", false)).await;
    suite.settle().await;
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(
        (mails[0].kind.as_str(), mails[0].subject.as_str()),
        ("address_added", "Do Twojej kolekcji dodano adres")
    );
}

#[tokio::test]
async fn a_programme_says_its_own_subject_and_reminds_on_its_own_days() {
    // M2, S10
    let suite = Suite::start().await;
    let own = MailSettings {
        award_subject: "{issuer} honours you: {badge}".into(),
        award_intro: "Well done from all of us.".into(),
        reminder_days: vec![10],
        no_reminders: false,
    };
    suite.neighbours.with(|w| w.mail = Some(own));
    suite.told("Foundation", ZARA).await;
    suite.days(9.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    suite.days(200.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award", "reminder_30"]);
    let mails = suite.mails(ZARA).await;
    assert_eq!(mails[0].subject, "Proposal Guild honours you: Foundation");
    for mail in &mails {
        assert!(
            mail.text.contains("Well done from all of us."),
            "{}",
            mail.text
        );
    }
}

#[tokio::test]
async fn reminders_that_were_switched_off_since_are_not_sent() {
    let suite = Suite::start().await;
    let badge = suite.told("Foundation", ZARA).await;
    let none = MailSettings {
        no_reminders: true,
        ..MailSettings::default()
    };
    suite.neighbours.with(|w| w.mail = Some(none));
    suite.days(200.0).await;
    assert_eq!(suite.kinds(ZARA).await, ["award"]);
    let cancelled = suite.states(badge).await;
    assert_eq!(
        cancelled.iter().filter(|(_, s)| s == "cancelled").count(),
        3
    );
}
