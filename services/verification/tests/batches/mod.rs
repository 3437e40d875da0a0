//! Many badges at once.
mod forms;
mod work;

use contracts::verification::v1 as v;
use platform::{Kind, identity::Caller};

use crate::support::{Guild, House, Site, kind};

async fn three_badges() -> (Site, Guild) {
    let site = Site::new().await;
    let guild = Guild::on(&site);
    guild.publish_status(&site, &[2], "", 300_000);
    for number in 1..=3 {
        site.put(&format!("/b/{number}"), guild.badge(number).to_string());
    }
    (site, guild)
}

fn forged(guild: &Guild) -> String {
    guild
        .badge(1)
        .to_string()
        .replace("Foundation", "Professional")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_belongs_to_its_tenant_alone() {
    let (site, _guild) = three_badges().await;
    let dir = tempfile::tempdir().unwrap();
    let house = House::asleep(dir.path(), &[&site]).await;
    let (ours, theirs) = (house.issuer(), house.issuer());
    let (owner, stranger) = (house.client(ours), house.client(theirs));
    let links = site.at("/b/1");
    let sent = house
        .send(&owner, "text/plain", links.as_bytes())
        .await
        .unwrap();
    let own = house
        .send(&house.operator(), "text/plain", links.as_bytes())
        .await
        .unwrap();
    assert_eq!(sent.issuer_id, ours.to_string());
    for id in [&sent.id, &own.id] {
        assert_eq!(kind(house.batch(&stranger, id).await), Kind::NotFound);
        let mut door = house.batches(&stranger);
        let id = id.clone();
        let ask = v::ListVerifyResultsRequest {
            id: id.clone(),
            ..Default::default()
        };
        assert_eq!(kind(door.list_verify_results(ask).await), Kind::NotFound);
        let ask = v::GetVerifyResultRequest {
            id: id.clone(),
            number: 1,
        };
        assert_eq!(kind(door.get_verify_result(ask).await), Kind::NotFound);
        let ask = v::ExportVerifyResultsRequest { id: id.clone() };
        assert!(door.export_verify_results(ask).await.is_err());
        let ask = v::DeleteVerifyBatchRequest { id };
        assert_eq!(kind(door.delete_verify_batch(ask).await), Kind::NotFound);
    }
    assert_eq!(kind(house.batch(&owner, &own.id).await), Kind::NotFound);
    assert_eq!(
        kind(house.batch(&Caller::Public, &sent.id).await),
        Kind::Unauthenticated
    );
    let listed = |caller: Caller, issuer: String| {
        let mut door = house.batches(&caller);
        async move {
            let ask = v::ListVerifyBatchesRequest {
                issuer_id: issuer,
                page: None,
            };
            door.list_verify_batches(ask).await.map(|found| {
                let found = found.into_inner().batches;
                found.into_iter().map(|b| b.id).collect::<Vec<_>>()
            })
        }
    };
    assert_eq!(
        listed(owner.clone(), String::new()).await.unwrap(),
        std::slice::from_ref(&sent.id)
    );
    assert!(
        listed(stranger.clone(), String::new())
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        kind(listed(stranger.clone(), ours.to_string()).await),
        Kind::NotFound
    );
    assert_eq!(
        listed(house.operator(), String::new()).await.unwrap(),
        std::slice::from_ref(&own.id)
    );
    assert_eq!(
        listed(house.operator(), ours.to_string()).await.unwrap(),
        std::slice::from_ref(&sent.id)
    );
    // A key without the scope is told which one it lacks.
    let Caller::Client { key, issuer, .. } = owner else {
        panic!("a client")
    };
    let bare = Caller::Client {
        key,
        issuer,
        scopes: Vec::new(),
    };
    let refused = house
        .send(&bare, "text/plain", links.as_bytes())
        .await
        .unwrap_err();
    assert_eq!(refused.kind, Kind::Forbidden);
    assert!(refused.message.contains("`verify`"), "{}", refused.message);
    // Twenty at a time, and no more.
    for _ in 0..19 {
        house
            .send(&house.client(ours), "text/plain", links.as_bytes())
            .await
            .unwrap();
    }
    assert_eq!(
        kind(
            house
                .send(&house.client(ours), "text/plain", links.as_bytes())
                .await
        ),
        Kind::TooMany
    );
    house
        .send(&house.client(theirs), "text/plain", links.as_bytes())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_way_works_on_postgresql() {
    let (site, guild) = three_badges().await;
    let Some(house) = House::on_postgres(&[&site]).await else {
        return;
    };
    let caller = house.client(house.issuer());
    let list: String = (1..=50).map(|n| format!("{}\n", guild.badge(n))).collect();
    let sent = house
        .send(&caller, "application/x-ndjson", list.as_bytes())
        .await
        .unwrap();
    let done = house.done(&caller, &sent.id).await;
    assert_eq!(
        (done.total, done.valid_issuer_unknown, done.invalid),
        (50, 49, 1)
    );
    assert_eq!(house.results(&caller, &sent.id, "").await.len(), 50);
    crate::registry::a_list_vouches(&house, &site, &guild).await;
    crate::watches::a_change_is_told(&house, &site, &guild).await;
    house.close().await;
}
