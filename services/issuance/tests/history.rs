//! What happened to a badge, who did it and why.

use crate::{
    programme::{Programme, told},
    support::{BASE, House, client_of, house, house_at, refused},
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{
        CorrectCredentialRequest, Credential, CredentialEvent, ListCredentialEventsRequest,
        ReinstateCredentialRequest, ResendCredentialRequest, RevokeCredentialRequest,
        SuspendCredentialRequest,
    },
};
use platform::{
    Kind,
    identity::{Caller, Scope},
};
impl Programme<'_> {
    async fn suspend(&self, badge: &Credential, reason: &str) {
        let asked = SuspendCredentialRequest {
            id: badge.id.clone(),
            reason: reason.into(),
        };
        let mut door = self.house.credentials(&self.owner);
        door.suspend_credential(asked).await.unwrap();
    }
    async fn reinstate(&self, badge: &Credential, reason: &str) {
        let asked = ReinstateCredentialRequest {
            id: badge.id.clone(),
            reason: reason.into(),
        };
        let mut door = self.house.credentials(&self.owner);
        door.reinstate_credential(asked).await.unwrap();
    }
    async fn revoke(&self, badge: &Credential, reason: &str) {
        let asked = RevokeCredentialRequest {
            id: badge.id.clone(),
            reason: reason.into(),
        };
        let mut door = self.house.credentials(&self.owner);
        door.revoke_credential(asked).await.unwrap();
    }
    async fn history(&self, badge: &Credential) -> Vec<CredentialEvent> {
        history(self.house, &self.owner, badge).await
    }
}

async fn history(house: &House, by: &Caller, badge: &Credential) -> Vec<CredentialEvent> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let asked = ListCredentialEventsRequest {
            credential_id: badge.id.clone(),
            page: Some(PageRequest { limit: 2, cursor }),
        };
        let mut door = house.credentials(by);
        let found = told(door.list_credential_events(asked).await).unwrap();
        all.extend(found.events);
        cursor = found.page.unwrap().next_cursor;
        if cursor.is_empty() {
            return all;
        }
    }
}

fn words(history: &[CredentialEvent]) -> Vec<(&str, &str, &str, &str)> {
    history
        .iter()
        .map(|e| {
            (
                e.what.as_str(),
                e.hold.as_str(),
                e.by.as_str(),
                e.reason.as_str(),
            )
        })
        .collect()
}

#[tokio::test]
async fn who_did_what_and_why_is_told_newest_first() {
    let house = house().await;
    let p = house.programme("guild").await;
    let badge = p.award().await;
    assert!(p.history(&badge).await.is_empty(), "the badge tells of it");
    p.suspend(&badge, "a question is open").await;
    p.reinstate(&badge, "the question is answered").await;
    p.revoke(&badge, "wrong person").await;
    p.reinstate(&badge, "it was the right one").await;
    let mut door = house.credentials(&p.owner);
    let correction = CorrectCredentialRequest {
        id: badge.id.clone(),
        name: Some("Ana Núñez Gil".into()),
        ..Default::default()
    };
    door.correct_credential(correction.clone()).await.unwrap();
    // What changes nothing is nothing that happened.
    door.correct_credential(correction).await.unwrap();
    let key = client_of(
        p.issuer.id.parse().unwrap(),
        &[Scope::CredentialsWrite, Scope::CredentialsRead],
    );
    let asked = ResendCredentialRequest {
        id: badge.id.clone(),
    };
    house
        .credentials(&key)
        .resend_credential(asked)
        .await
        .unwrap();

    let told = p.history(&badge).await;
    assert_eq!(
        words(&told),
        [
            ("resent", "", "api_key", ""),
            ("corrected", "", "staff", ""),
            ("restored", "", "staff", "it was the right one"),
            ("revoked", "", "staff", "wrong person"),
            ("reinstated", "staff", "staff", "the question is answered"),
            ("suspended", "staff", "staff", "a question is open"),
        ]
    );
    assert_eq!(told[0].by_id, key.subject());
    assert!(told[1..].iter().all(|e| e.by_id == p.owner.subject()));
    let at = |e: &CredentialEvent| {
        let at = e.at.unwrap();
        (at.seconds, at.nanos)
    };
    assert!(told.is_sorted_by(|newer, older| at(newer) > at(older)));
    // A refused act leaves nothing.
    let mut door = house.credentials(&p.owner);
    let asked = ReinstateCredentialRequest {
        id: badge.id.clone(),
        reason: "once more".into(),
    };
    assert_eq!(
        refused(door.reinstate_credential(asked).await).code,
        "nothing_to_lift"
    );
    let long = SuspendCredentialRequest {
        id: badge.id.clone(),
        reason: "x".repeat(501),
    };
    let refusal = refused(door.suspend_credential(long).await);
    assert_eq!(refusal.kind, Kind::Invalid);
    assert_eq!(p.history(&badge).await.len(), 6);
}

/// A hold that is lifted beneath another, and a revocation undone above one, leave the badge suspended: each is told.
#[tokio::test]
async fn what_a_rule_does_is_told_beside_what_staff_do() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p
        .award_by_rule(vec![p.rule_award("PG-1", "PR-1", 1, true)])
        .await;
    let badge = p.get(&made[0].credential_id).await;
    p.stand("PG-1", 2, false).await;
    p.suspend(&badge, "").await;
    p.revoke(&badge, "").await;
    p.reinstate(&badge, "").await;
    p.stand("PG-1", 3, true).await;
    // The same decision again changes nothing.
    p.stand("PG-1", 3, true).await;
    p.reinstate(&badge, "").await;
    assert_eq!(
        words(&p.history(&badge).await),
        [
            ("reinstated", "staff", "staff", ""),
            ("reinstated", "membership", "rule", ""),
            ("restored", "", "staff", ""),
            ("revoked", "", "staff", ""),
            ("suspended", "staff", "staff", ""),
            (
                "suspended",
                "membership",
                "rule",
                "the membership ended on 31 March 2026"
            ),
        ]
    );
    assert_eq!(p.get(&badge.id).await.status, "valid");
}

#[tokio::test]
async fn no_tenant_is_told_what_happened_to_another_s_badge() {
    let house = house().await;
    let ours = house.programme("guild").await;
    let theirs = house.programme("plant-society").await;
    let badge = ours.award().await;
    ours.suspend(&badge, "a question is open").await;
    let asked = ListCredentialEventsRequest {
        credential_id: badge.id.clone(),
        page: None,
    };
    let blind = client_of(ours.issuer.id.parse().unwrap(), &[Scope::CredentialsWrite]);
    for (caller, kind) in [
        (&theirs.owner, Kind::NotFound),
        (&blind, Kind::Forbidden),
        (&Caller::Public, Kind::Unauthenticated),
    ] {
        let mut door = house.credentials(caller);
        let refusal = refused(door.list_credential_events(asked.clone()).await);
        assert_eq!(refusal.kind, kind, "{caller:?}");
    }
    // A cursor of one badge opens no other.
    let other = theirs.award().await;
    assert!(theirs.history(&other).await.is_empty());
}

#[tokio::test]
async fn reasons_go_with_the_person_and_what_was_done_stays() {
    let dir = tempfile::tempdir().unwrap();
    let house = house_at(dir.path(), BASE, &[]).await.unwrap();
    let p = house.programme("guild").await;
    let badge = p.award().await;
    let secret = "her sister called";
    p.suspend(&badge, "").await;
    p.reinstate(&badge, secret).await;
    assert_eq!(p.history(&badge).await[0].reason, secret);
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let there = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!there, "a reason lies open in the database");
    }

    house.erase(&badge.id).await;
    p.suspend(&badge, "nobody is to know").await;
    assert_eq!(
        words(&p.history(&badge).await),
        [
            ("suspended", "staff", "staff", ""),
            ("reinstated", "staff", "staff", ""),
            ("suspended", "staff", "staff", ""),
        ]
    );
}

impl House {
    /// Destroys the key of the person a badge is about.
    async fn erase(&self, badge: &str) {
        use platform::ids::Id as _;
        use sea_orm::ConnectionTrait as _;
        let id: platform::ids::CredentialId = badge.parse().unwrap();
        let db = self.foundation.store.read();
        let sql = "SELECT owner FROM credential WHERE id = $1";
        let backend = db.get_database_backend();
        let asked = sea_orm::Statement::from_sql_and_values(backend, sql, [id.uuid().into()]);
        let row = db.query_one_raw(asked).await.unwrap().unwrap();
        let owner: String = row.try_get("", "owner").unwrap();
        let tx = self.foundation.store.write().await.unwrap();
        tx.destroy_data_key(&owner).await.unwrap();
        tx.commit().await.unwrap();
    }
}
