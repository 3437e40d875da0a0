//! Who here vouches for an issuer.

use crate::support::{DAY, Guild, House, Site, house, kind, until};
use contracts::verification::v1::{
    self as v, add_issuer_list_request::Source, verify_request::Badge,
};
use platform::{Kind, identity::Caller};

fn dcc(did: &str) -> String {
    serde_json::json!({
        "meta": {"created": "2026-01-01", "updated": "2026-11-01"},
        "registry": {did: {"name": "Guild of Bids", "location": "Leeds, UK", "url": "https://guild.example"}},
    })
    .to_string()
}

async fn add(house: &House, name: &str, source: Source) -> Result<v::IssuerList, tonic::Status> {
    let ask = v::AddIssuerListRequest {
        name: name.into(),
        source: Some(source),
        file_name: "known.json".into(),
    };
    let added = house
        .internal(&house.operator())
        .add_issuer_list(ask)
        .await?;
    Ok(added.into_inner())
}

async fn refresh(house: &House, id: &str) -> v::IssuerList {
    let ask = v::RefreshIssuerListRequest { id: id.into() };
    let mut door = house.internal(&house.operator());
    door.refresh_issuer_list(ask).await.unwrap().into_inner()
}

/// The verdict and who vouches, in one word each.
async fn told(house: &House, guild: &Guild) -> (String, Vec<String>) {
    let report = house.verify(Badge::Text(guild.badge(1).to_string())).await;
    let names = report
        .vouched_by
        .into_iter()
        .map(|v| format!("{}:{}", v.kind, v.list_name));
    (report.verdict, names.collect())
}

/// On any database: a list by address vouches while its issuers stand in it.
pub async fn a_list_vouches(house: &House, site: &Site, guild: &Guild) {
    site.put_with("/known", "cache-control: max-age=7200\r\n", dcc(&guild.did));
    let list = add(house, "DCC registry", Source::Url(site.at("/known")))
        .await
        .unwrap();
    assert_eq!((list.format.as_str(), list.issuers), ("dcc", 1));
    let (verdict, by) = told(house, guild).await;
    assert_eq!(
        (verdict.as_str(), by),
        ("valid", vec!["list:DCC registry".to_owned()])
    );
    let report = house.verify(Badge::Text(guild.badge(1).to_string())).await;
    let step = report.steps.iter().find(|s| s.name == "issuer").unwrap();
    assert!(
        step.sentence
            .contains("vouched for by the list “DCC registry”"),
        "{}",
        step.sentence
    );
    assert_eq!(report.vouched_by[0].issuer_name, "Guild of Bids");
    let json: serde_json::Value = serde_json::from_str(&report.json).unwrap();
    assert_eq!(json["vouched_by"][0]["list_name"], "DCC registry");
    // Gone from the list, gone from what is vouched for.
    site.put("/known", dcc("did:web:somebody.example"));
    assert_eq!(refresh(house, &list.id).await.issuers, 1);
    assert_eq!(
        told(house, guild).await,
        ("valid_issuer_unknown".to_owned(), Vec::new())
    );
    let ask = v::RemoveIssuerListRequest { id: list.id };
    house
        .internal(&house.operator())
        .remove_issuer_list(ask)
        .await
        .unwrap();
    assert_eq!(house.count("issuer_list_entry").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_by_address_vouches_until_an_issuer_vanishes_from_it() {
    let (site, guild, house, _dir) = house().await;
    a_list_vouches(&house, &site, &guild).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_fetched_stays_as_it_was_and_says_since_when() {
    let (site, guild, house, _dir) = house().await;
    site.put_with("/known", "cache-control: max-age=7200\r\n", dcc(&guild.did));
    let list = add(&house, "Known", Source::Url(site.at("/known")))
        .await
        .unwrap();
    let next = list.next_fetch_at.unwrap().seconds - list.fetched_at.unwrap().seconds;
    assert_eq!(next, 7200, "as its own headers say");
    site.go_away(true);
    let failing = refresh(&house, &list.id).await;
    assert!(failing.failing_since.is_some());
    assert!(failing.problem.contains("cannot be"), "{}", failing.problem);
    assert_eq!((failing.issuers, failing.fetched_at), (1, list.fetched_at));
    site.go_away(false);
    // What comes is no list: the same.
    for nonsense in ["<html>", "[]", "{\"registry\": {}}"] {
        site.put("/known", nonsense);
        let still = refresh(&house, &list.id).await;
        assert_eq!(still.failing_since, failing.failing_since);
        assert_eq!(told_verdict(&house, &guild).await, "valid");
    }
    // Back again, by itself.
    site.put("/known", dcc(&guild.did));
    house.clock.advance(DAY);
    let get = || async {
        let ask = v::GetIssuerListRequest {
            id: list.id.clone(),
        };
        let mut door = house.internal(&house.operator());
        door.get_issuer_list(ask).await.unwrap().into_inner()
    };
    until("the list is fetched again", || async {
        get().await.failing_since.is_none()
    })
    .await;
    // And daily from then on: an issuer that vanishes is not vouched for the day after.
    site.put("/known", dcc("did:web:somebody.example"));
    house.clock.advance(DAY);
    until("the list is fetched daily", || async {
        told_verdict(&house, &guild).await == "valid_issuer_unknown"
    })
    .await;
}

async fn told_verdict(house: &House, guild: &Guild) -> String {
    told(house, guild).await.0
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_from_files_are_replaced_paged_and_named_once() {
    let (site, guild, house, _dir) = house().await;
    let many: Vec<String> = (0..120)
        .map(|n| format!("did:web:e{n:03}.example"))
        .collect();
    let mut with_guild = many.clone();
    with_guild.push(guild.did.clone());
    let file = serde_json::to_vec(&with_guild).unwrap();
    let list = add(&house, "  Our  friends ", Source::Content(file))
        .await
        .unwrap();
    assert_eq!(
        (list.name.as_str(), list.issuers, list.format.as_str()),
        ("Our friends", 121, "array")
    );
    assert_eq!((list.next_fetch_at, list.url.as_str()), (None, ""));
    assert_eq!(told_verdict(&house, &guild).await, "valid");
    let mut door = house.internal(&house.operator());
    let (mut seen, mut cursor) = (0, String::new());
    loop {
        let page = contracts::common::v1::PageRequest { limit: 50, cursor };
        let ask = v::ListIssuerListEntriesRequest {
            id: list.id.clone(),
            page: Some(page),
        };
        let found = door
            .list_issuer_list_entries(ask)
            .await
            .unwrap()
            .into_inner();
        seen += found.entries.len();
        cursor = found.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, 121);
    let file = b"issuer,name\ndid:web:e000.example,First\nnonsense,X\n".to_vec();
    let ask = v::ReplaceIssuerListRequest {
        id: list.id.clone(),
        content: file,
        file_name: "new.csv".into(),
    };
    let newer = door.replace_issuer_list(ask).await.unwrap().into_inner();
    assert_eq!(
        (
            newer.issuers,
            newer.format.as_str(),
            newer.file_name.as_str()
        ),
        (1, "csv", "new.csv")
    );
    assert!(newer.problem.contains("`nonsense`"), "{}", newer.problem);
    assert_eq!(told_verdict(&house, &guild).await, "valid_issuer_unknown");

    // What cannot be is refused, and nothing changes.
    let same = || Source::Content(b"[\"did:web:a.example\"]".to_vec());
    assert_eq!(
        kind(add(&house, "Our friends", same()).await),
        Kind::Conflict
    );
    assert_eq!(kind(add(&house, " ", same()).await), Kind::Invalid);
    assert_eq!(
        kind(add(&house, "x", Source::Content(b"[]".to_vec())).await),
        Kind::Invalid
    );
    assert_eq!(
        kind(add(&house, "x", Source::Content(vec![b' '; (2 << 20) + 1])).await),
        Kind::Invalid
    );
    assert_eq!(
        kind(add(&house, "x", Source::Url("nonsense".into())).await),
        Kind::Invalid
    );
    let private = add(
        &house,
        "x",
        Source::Url("https://169.254.169.254/list".into()),
    )
    .await
    .unwrap_err();
    assert!(
        private.message().contains("may not be fetched"),
        "{}",
        private.message()
    );
    let missing = add(&house, "x", Source::Url(site.at("/nowhere")))
        .await
        .unwrap_err();
    assert!(
        missing.message().contains("status 404"),
        "{}",
        missing.message()
    );
    let ask = v::RefreshIssuerListRequest { id: list.id };
    assert_eq!(kind(door.refresh_issuer_list(ask).await), Kind::Conflict);
    let all = door
        .list_issuer_lists(v::ListIssuerListsRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!(all.lists.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_operator_vouches_and_both_ways_of_vouching_are_told() {
    let (_site, guild, house, _dir) = house().await;
    let set = |known| v::SetKnownIssuerRequest {
        issuer_id: format!(" {} ", guild.did),
        name: "Guild".into(),
        known,
    };
    for caller in [
        house.client(house.issuer()),
        house.staff(house.issuer()),
        Caller::Public,
        Caller::Earner {
            earner: house.ids.random(),
        },
    ] {
        let mut door = house.internal(&caller);
        let wanted = if caller == Caller::Public {
            Kind::Unauthenticated
        } else {
            Kind::Forbidden
        };
        assert_eq!(kind(door.set_known_issuer(set(true)).await), wanted);
        assert_eq!(
            kind(
                door.list_known_issuers(v::ListKnownIssuersRequest::default())
                    .await
            ),
            wanted
        );
        assert_eq!(
            kind(door.list_issuer_lists(v::ListIssuerListsRequest {}).await),
            wanted
        );
        let ask = v::AddIssuerListRequest {
            name: "x".into(),
            source: Some(Source::Content(b"[\"did:web:a.example\"]".to_vec())),
            ..Default::default()
        };
        assert_eq!(kind(door.add_issuer_list(ask).await), wanted);
        let id = || "lst_01hv0000000000000000000000".to_owned();
        assert_eq!(
            kind(
                door.get_issuer_list(v::GetIssuerListRequest { id: id() })
                    .await
            ),
            wanted
        );
        assert_eq!(
            kind(
                door.refresh_issuer_list(v::RefreshIssuerListRequest { id: id() })
                    .await
            ),
            wanted
        );
        assert_eq!(
            kind(
                door.remove_issuer_list(v::RemoveIssuerListRequest { id: id() })
                    .await
            ),
            wanted
        );
        let ask = v::ListIssuerListEntriesRequest {
            id: id(),
            page: None,
        };
        assert_eq!(kind(door.list_issuer_list_entries(ask).await), wanted);
        let ask = v::ReplaceIssuerListRequest {
            id: id(),
            ..Default::default()
        };
        assert_eq!(kind(door.replace_issuer_list(ask).await), wanted);
    }
    let mut door = house.internal(&house.operator());
    let known = door.set_known_issuer(set(true)).await.unwrap().into_inner();
    assert_eq!(known.issuer_id, guild.did);
    let file = serde_json::to_vec(&[&guild.did]).unwrap();
    for name in ["B", "A"] {
        add(&house, name, Source::Content(file.clone()))
            .await
            .unwrap();
    }
    let (verdict, by) = told(&house, &guild).await;
    assert_eq!(
        (verdict.as_str(), by),
        (
            "valid",
            ["operator:", "list:A", "list:B"].map(str::to_owned).into()
        )
    );
    door.set_known_issuer(set(false)).await.unwrap();
    assert_eq!(
        told_verdict(&house, &guild).await,
        "valid",
        "the lists still do"
    );
    let bad = v::SetKnownIssuerRequest {
        issuer_id: "guild".into(),
        name: String::new(),
        known: true,
    };
    assert_eq!(kind(door.set_known_issuer(bad).await), Kind::Invalid);
    // Vouching makes no forgery good.
    let forged = guild
        .badge(1)
        .to_string()
        .replace("Foundation", "Professional");
    assert_eq!(house.verify(Badge::Text(forged)).await.verdict, "invalid");
}
