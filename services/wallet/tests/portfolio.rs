//! Profile, handle, portfolio.

use crate::suite::{Person, Suite, answer, code};
use contracts::wallet::v1::*;
use platform::{
    Kind,
    ids::{CredentialId, ProgressionId},
    refusal::Refused,
};

async fn update(
    suite: &Suite,
    person: &Person,
    change: UpdateProfileRequest,
) -> Result<Profile, Refused> {
    answer(suite.earner(person).update_profile(change).await)
}

async fn open_portfolio(suite: &Suite, person: &Person, handle: &str) {
    let change = UpdateProfileRequest {
        handle: Some(handle.into()),
        portfolio_public: Some(true),
        ..Default::default()
    };
    update(suite, person, change).await.unwrap();
}

/// Foundation, Practitioner, Professional: accepted and public.
async fn three_levels(suite: &Suite, person: &Person) -> [CredentialId; 3] {
    let issuer = suite.new_issuer();
    let ladder = suite.ids.random::<ProgressionId>().to_string();
    let mut all = Vec::new();
    for rank in 1..=3 {
        let badge = suite.in_ledger(issuer, &person.email);
        suite.issuance.change(badge, |row| {
            (row.progression, row.rank) = (ladder.clone(), rank)
        });
        suite
            .deliver(&contracts::events::v1::CredentialIssued {
                state: Some(suite.state(badge)),
            })
            .await;
        suite.accept(person, badge, false).await;
        suite.show(person, badge, "public").await.unwrap();
        all.push(badge);
    }
    all.try_into().unwrap()
}

#[tokio::test]
async fn only_the_most_senior_level_is_shown_if_wished_and_all_of_them_again() {
    // A12, A13, A14
    let suite = Suite::new().await;
    let (person, single) = suite.join(suite.new_issuer(), "ada@example.org").await;
    suite.show(&person, single, "public").await.unwrap();
    let [foundation, practitioner, professional] = three_levels(&suite, &person).await;
    open_portfolio(&suite, &person, "ada-lovelace").await;
    assert_eq!(
        suite
            .portfolio("ada-lovelace")
            .await
            .unwrap()
            .credential_ids
            .len(),
        4
    );

    let mode = |mode: &str| UpdateProfileRequest {
        portfolio_mode: Some(mode.into()),
        ..Default::default()
    };
    update(&suite, &person, mode("senior")).await.unwrap();
    let shown = suite.portfolio("ada-lovelace").await.unwrap();
    assert_eq!(
        (shown.mode.as_str(), shown.credential_ids),
        ("senior", vec![professional.to_string(), single.to_string()])
    );
    let held = suite.held(&person).await;
    assert_eq!(held.len(), 4, "hidden, not deleted");
    let hidden: Vec<_> = held
        .iter()
        .filter(|b| b.hidden_by_mode)
        .map(|b| b.credential_id.clone())
        .collect();
    assert_eq!(hidden, [practitioner.to_string(), foundation.to_string()]);

    // Revoked or private, the highest level hides nothing.
    suite.show(&person, professional, "private").await.unwrap();
    assert_eq!(
        suite
            .portfolio("ada-lovelace")
            .await
            .unwrap()
            .credential_ids,
        [practitioner.to_string(), single.to_string()]
    );
    suite.show(&person, professional, "public").await.unwrap();

    update(&suite, &person, mode("all")).await.unwrap();
    assert_eq!(
        suite
            .portfolio("ada-lovelace")
            .await
            .unwrap()
            .credential_ids
            .len(),
        4
    );
    assert!(suite.held(&person).await.iter().all(|b| !b.hidden_by_mode));
    assert_eq!(code(update(&suite, &person, mode("best")).await), "invalid");
}

#[tokio::test]
async fn a_portfolio_shows_what_is_public_and_not_revoked() {
    let suite = Suite::new().await;
    let (person, shown) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let [private, revoked, lapsed] = three_levels(&suite, &person).await;
    open_portfolio(&suite, &person, "ada-lovelace").await;
    suite.show(&person, shown, "public").await.unwrap();
    suite.show(&person, private, "link").await.unwrap();
    suite
        .issuance
        .change(revoked, |row| row.status = "revoked".into());
    suite
        .issuance
        .change(lapsed, |row| row.status = "suspended".into());
    let portfolio = suite.portfolio("Ada-Lovelace").await.unwrap();
    assert_eq!(portfolio.name, "Ada Lovelace");
    assert_eq!(
        portfolio.credential_ids,
        [lapsed.to_string(), shown.to_string()]
    );
}

#[tokio::test]
async fn a_portfolio_is_there_only_while_its_owner_wants_it() {
    // C7
    let suite = Suite::new().await;
    let (person, badge) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let public = |on| UpdateProfileRequest {
        portfolio_public: Some(on),
        ..Default::default()
    };
    let refused = update(&suite, &person, public(true)).await.unwrap_err();
    assert_eq!(
        (refused.kind, refused.fields[0].field.as_str()),
        (Kind::Invalid, "handle")
    );
    open_portfolio(&suite, &person, "ada-lovelace").await;
    assert!(suite.portfolio("ada-lovelace").await.is_ok());
    update(&suite, &person, public(false)).await.unwrap();
    for handle in ["ada-lovelace", "nobody", "", "../x"] {
        assert_eq!(
            suite.portfolio(handle).await.unwrap_err().kind,
            Kind::NotFound,
            "{handle}"
        );
    }
    suite
        .earner(&person)
        .undo(UndoRequest {
            credential_ids: vec![badge.to_string()],
        })
        .await
        .unwrap();
    assert_eq!(
        code(update(&suite, &person, public(true)).await),
        "portfolio_without_badge"
    );
}

#[tokio::test]
async fn a_handle_is_never_given_to_another_person() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, _) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    open_portfolio(&suite, &ada, "ada-lovelace").await;
    open_portfolio(&suite, &ada, "countess").await;
    let want = |handle: &str| UpdateProfileRequest {
        handle: Some(handle.into()),
        ..Default::default()
    };
    let refused = update(&suite, &eve, want("Ada-Lovelace"))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.kind, refused.fields[0].field.as_str()),
        (Kind::Invalid, "handle")
    );
    assert!(update(&suite, &eve, want("admin")).await.is_err());
    assert_eq!(
        suite.portfolio("ada-lovelace").await.unwrap().handle,
        "countess",
        "an old address still leads there"
    );
    assert_eq!(
        update(&suite, &ada, want("ada-lovelace"))
            .await
            .unwrap()
            .handle,
        "ada-lovelace",
        "one may go back to one's own"
    );
}

#[tokio::test]
async fn an_earner_changes_company_and_title_but_not_the_name() {
    // C14, C17
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let change = UpdateProfileRequest {
        headline: Some("Analyst".into()),
        employer: Some("Engines Ltd".into()),
        job_title: Some("Head of Programs".into()),
        locale: Some("de-AT".into()),
        ..Default::default()
    };
    let profile = update(&suite, &person, change).await.unwrap();
    assert_eq!(
        [
            profile.headline,
            profile.employer,
            profile.job_title,
            profile.locale,
            profile.name
        ],
        [
            "Analyst",
            "Engines Ltd",
            "Head of Programs",
            "de-AT",
            "Ada Lovelace"
        ]
    );
    let cleared = update(
        &suite,
        &person,
        UpdateProfileRequest {
            employer: Some(String::new()),
            ..Default::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(
        (cleared.employer.as_str(), cleared.job_title.as_str()),
        ("", "Head of Programs")
    );
    let long = UpdateProfileRequest {
        headline: Some("x".repeat(161)),
        ..Default::default()
    };
    assert_eq!(
        update(&suite, &person, long).await.unwrap_err().fields[0].field,
        "headline"
    );
}
