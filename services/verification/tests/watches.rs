//! Badges that are checked again and again.

use crate::support::{DAY, Guild, House, Site, house, kind, until};
use contracts::{
    events::v1::BadgeRechecked,
    verification::v1::{self as v, watch_request::Badge},
};
use platform::{Kind, identity::Caller};

async fn watch(house: &House, owner: &str, badge: Badge) -> Result<v::Watched, tonic::Status> {
    let ask = v::WatchRequest {
        owner: owner.into(),
        badge: Some(badge),
        claimed_email: String::new(),
    };
    Ok(house.wallet().watch(ask).await?.into_inner())
}

async fn get(house: &House, id: &str) -> v::Watched {
    let ask = v::GetWatchRequest { id: id.into() };
    house.wallet().get_watch(ask).await.unwrap().into_inner()
}

/// On any database: a watched badge is checked daily, and a change of it is told once.
pub async fn a_change_is_told(house: &House, site: &Site, guild: &Guild) {
    let badge = guild.badge(11).to_string();
    let watched = watch(house, "imp_11", Badge::Text(badge.clone()))
        .await
        .unwrap();
    assert_eq!(
        (watched.verdict.as_str(), watched.version, watched.checks),
        ("valid_issuer_unknown", 1, 1)
    );
    assert_eq!(
        watched.report.unwrap().facts.unwrap().achievement_name,
        "Foundation"
    );
    assert!(house.facts::<BadgeRechecked>().await.is_empty());
    guild.publish_status(site, &[11], "", 300_000);
    // Its list says it holds for five minutes: it is asked every six hours, give or take.
    house.clock.advance(DAY);
    until("the watched badge is checked again", || async {
        get(house, &watched.id).await.state == "revoked"
    })
    .await;
    let facts = house.facts::<BadgeRechecked>().await;
    let [fact] = facts.as_slice() else {
        panic!("{facts:?}")
    };
    assert_eq!(
        (fact.watch_id.as_str(), fact.owner.as_str()),
        (watched.id.as_str(), "imp_11")
    );
    assert_eq!((fact.watcher.as_str(), fact.version), ("wallet", 2));
    assert_eq!(
        (fact.previous_verdict.as_str(), fact.verdict.as_str()),
        ("valid_issuer_unknown", "invalid")
    );
    assert_eq!(
        (fact.previous_state.as_str(), fact.state.as_str()),
        ("valid", "revoked")
    );
    // Once more says nothing new.
    let ask = v::RecheckWatchRequest {
        id: watched.id.clone(),
    };
    let again = house
        .wallet()
        .recheck_watch(ask)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again.version, 2);
    assert_eq!(house.facts::<BadgeRechecked>().await.len(), 1);
    let week = again.next_check_at.unwrap().seconds - again.checked_at.unwrap().seconds;
    assert!(
        week > 6 * 86_400,
        "what is revoked is looked at weekly: {week}"
    );
    // Lifted: told as well.
    guild.publish_status(site, &[], "", 300_000);
    let ask = v::RecheckWatchRequest {
        id: watched.id.clone(),
    };
    house.wallet().recheck_watch(ask).await.unwrap();
    assert_eq!(house.facts::<BadgeRechecked>().await.len(), 2);
    // The same owner watches one badge.
    let same = watch(house, "imp_11", Badge::Text(badge)).await.unwrap();
    assert_eq!((same.id.as_str(), same.version), (watched.id.as_str(), 3));
    let ask = v::UnwatchRequest {
        id: watched.id.clone(),
    };
    house.wallet().unwatch(ask.clone()).await.unwrap();
    house.wallet().unwatch(ask).await.unwrap();
    assert_eq!(house.count("watch").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watched_badge_is_checked_daily_and_a_change_told_once() {
    let (site, guild, house, _dir) = house().await;
    a_change_is_told(&house, &site, &guild).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_that_is_away_for_a_while_changes_nothing() {
    let (site, guild, house, _dir) = house().await;
    site.put("/b/5", guild.badge(5).to_string());
    let watched = watch(&house, "imp_5", Badge::Url(site.at("/b/5")))
        .await
        .unwrap();
    site.go_away(true);
    let recheck = || async {
        let ask = v::RecheckWatchRequest {
            id: watched.id.clone(),
        };
        house
            .wallet()
            .recheck_watch(ask)
            .await
            .unwrap()
            .into_inner()
    };
    for wait in [3600, 7200] {
        let still = recheck().await;
        assert_eq!(
            (still.verdict.as_str(), still.version),
            ("valid_issuer_unknown", 1)
        );
        let next = still.next_check_at.unwrap().seconds - still.checked_at.unwrap().seconds;
        assert!(
            (wait * 9 / 10 - 1..=wait * 11 / 10).contains(&next),
            "{next}"
        );
    }
    let gone = recheck().await;
    assert_eq!((gone.verdict.as_str(), gone.version), ("unverifiable", 2));
    site.go_away(false);
    assert_eq!(recheck().await.verdict, "valid_issuer_unknown");
    let facts = house.facts::<BadgeRechecked>().await;
    assert_eq!(
        facts.iter().map(|f| f.verdict.as_str()).collect::<Vec<_>>(),
        ["unverifiable", "valid_issuer_unknown"]
    );
    // A fact carries no more than ids and words.
    assert!(
        facts
            .iter()
            .all(|f| f.owner == "imp_5" && f.watcher == "wallet")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn watches_are_for_the_wallet_and_each_service_sees_its_own() {
    let (_site, guild, house, dir) = house().await;
    let badge = || Badge::Text(guild.badge(3).to_string());
    for n in 0..5 {
        watch(&house, &format!("imp_{n}"), badge()).await.unwrap();
    }
    let page = |cursor: String| contracts::common::v1::PageRequest { limit: 2, cursor };
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let ask = v::ListWatchesRequest {
            owner: String::new(),
            page: Some(page(cursor)),
        };
        let found = house.wallet().list_watches(ask).await.unwrap().into_inner();
        seen.extend(found.watches.into_iter().map(|w| w.owner));
        cursor = found.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ["imp_0", "imp_1", "imp_2", "imp_3", "imp_4"]);
    let one = v::ListWatchesRequest {
        owner: "imp_3".into(),
        page: None,
    };
    let one = house
        .wallet()
        .list_watches(one)
        .await
        .unwrap()
        .into_inner()
        .watches;
    assert_eq!(one.len(), 1);

    // Nobody else: not another service, no customer, no operator.
    let ask = || v::GetWatchRequest {
        id: one[0].id.clone(),
    };
    assert!(house.notification().get_watch(ask()).await.is_err());
    for caller in [
        house.operator(),
        house.client(house.issuer()),
        Caller::Public,
    ] {
        let mut door = house.internal(&caller);
        assert_eq!(kind(door.get_watch(ask()).await), Kind::Forbidden);
        let asked = v::WatchRequest {
            owner: "x".into(),
            badge: Some(badge()),
            ..Default::default()
        };
        assert_eq!(kind(door.watch(asked).await), Kind::Forbidden);
    }
    // An owner is an id, never an address; a badge there must be.
    for owner in ["", " ", "ada@example.org"] {
        assert_eq!(kind(watch(&house, owner, badge()).await), Kind::Invalid);
    }
    assert_eq!(
        kind(watch(&house, "x", Badge::Text(" ".into())).await),
        Kind::Invalid
    );
    let database = std::fs::read(dir.path().join("verification.db")).unwrap();
    let there = database.windows(15).any(|w| w == b"Knows the craft");
    assert!(!there, "a watched badge lies open in the database");
}
