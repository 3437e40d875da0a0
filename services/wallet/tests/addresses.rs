//! Several addresses of one person.

use crate::suite::{Suite, answer, code};
use contracts::{
    events::v1::{AddressAdded, BadgePending, CredentialRevised},
    wallet::v1::*,
};
use platform::identity::Caller;

#[tokio::test]
async fn proving_an_address_brings_the_badges_awarded_to_it() {
    // I13, I14, C13, S21
    let suite = Suite::new().await;
    let (guild, society) = (suite.new_issuer(), suite.new_issuer());
    let (person, first) = suite.join(guild, "ada@example.org").await;
    let second = suite.award(society, "ada@work.example").await;
    suite
        .earner(&person)
        .add_address(AddAddressRequest {
            email: "ada@work.example".into(),
        })
        .await
        .unwrap();
    assert_eq!(
        suite.held(&person).await.len(),
        1,
        "an address counts once its link was used"
    );
    let mail = suite.mailed().await;
    let used = suite.use_link(&mail.token).await.unwrap();
    assert!(used.session.is_none());
    let held: Vec<_> = suite
        .held(&person)
        .await
        .into_iter()
        .map(|b| b.credential_id)
        .collect();
    assert!(held.contains(&first.to_string()) && held.contains(&second.to_string()));
    assert_eq!(suite.acceptance(&person, second).await, "pending");
    let pending: Vec<BadgePending> = suite.facts().await;
    let last = pending.last().unwrap();
    assert!(!last.notify, "the person knows: they stand before it");
    assert_eq!(
        last.state.as_ref().unwrap().earner_id,
        person.earner.to_string()
    );
    assert_eq!(suite.facts::<AddressAdded>().await.len(), 2);
    let later = suite.award(society, "ADA@work.example").await;
    assert_eq!(suite.acceptance(&person, later).await, "pending");
}

#[tokio::test]
async fn badges_whose_facts_are_still_on_their_way_are_asked_for() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, _) = suite.join(issuer, "ada@example.org").await;
    let early = suite.in_ledger(issuer, "ada@work.example");
    suite.add_proven_address(&person, "ada@work.example").await;
    assert_eq!(suite.acceptance(&person, early).await, "pending");
    let late = suite.in_ledger(issuer, "ada@work.example");
    suite.clock.advance(std::time::Duration::from_secs(11));
    assert!(
        suite
            .held(&person)
            .await
            .iter()
            .any(|b| b.credential_id == late.to_string())
    );
    // The fact comes after all: it is announced once, by it.
    let before = suite.facts::<BadgePending>().await.len();
    let event = suite.event(&contracts::events::v1::CredentialIssued {
        state: Some(suite.state(early)),
    });
    suite.deliver_event(&event).await;
    suite.deliver_event(&event).await;
    let facts: Vec<BadgePending> = suite.facts().await;
    assert_eq!(facts.len(), before + 1);
    assert!(facts.last().unwrap().notify);
}

#[tokio::test]
async fn an_address_of_another_account_is_explained_by_mail_only() {
    // M7
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, _) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    let free = suite
        .earner(&eve)
        .add_address(AddAddressRequest {
            email: "free@example.org".into(),
        })
        .await
        .unwrap()
        .into_inner();
    let taken = suite
        .earner(&eve)
        .add_address(AddAddressRequest {
            email: "ada@example.org".into(),
        })
        .await
        .unwrap()
        .into_inner();
    let shape = |profile: &Profile, email: &str| {
        profile
            .addresses
            .iter()
            .find(|a| a.email == email)
            .map(|a| (a.verified, a.primary, a.badges))
    };
    assert_eq!(
        shape(&free, "free@example.org"),
        shape(&taken, "ada@example.org"),
        "both look the same"
    );
    let facts: Vec<contracts::events::v1::LinkRequested> = suite.facts().await;
    assert!(facts.iter().all(|f| f.purpose == "verify_address"));
    let mail = suite.mailed().await;
    assert_eq!(
        (mail.purpose.as_str(), mail.email.as_str()),
        ("address_in_use", "ada@example.org")
    );
    // Its link is for who reads the mailbox: it signs in there and proves nothing to Eve.
    let used = suite.use_link(&mail.token).await.unwrap();
    assert_eq!(used.session.unwrap().earner_id, ada.earner.to_string());
    assert!(
        suite
            .profile(&eve)
            .await
            .addresses
            .iter()
            .all(|a| a.email != "ada@example.org" || !a.verified)
    );
}

#[tokio::test]
async fn a_link_to_prove_an_address_is_not_used_from_another_account() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, _) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    suite
        .earner(&eve)
        .add_address(AddAddressRequest {
            email: "ada@work.example".into(),
        })
        .await
        .unwrap();
    let token = suite.mailed().await.token;
    let asked = || ConsumeLinkRequest {
        token: token.clone(),
        source: String::new(),
    };
    assert_eq!(
        code(answer(suite.earner(&ada).consume_link(asked()).await)),
        "link_of_another_account"
    );
    assert!(
        suite
            .profile(&eve)
            .await
            .addresses
            .iter()
            .filter(|a| a.verified)
            .count()
            == 1
    );
}

#[tokio::test]
async fn two_accounts_that_want_one_address_do_not_both_get_it() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, _) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    suite
        .earner(&ada)
        .add_address(AddAddressRequest {
            email: "shared@example.org".into(),
        })
        .await
        .unwrap();
    let for_ada = suite.mailed().await.token;
    suite
        .earner(&eve)
        .add_address(AddAddressRequest {
            email: "shared@example.org".into(),
        })
        .await
        .unwrap();
    let for_eve = suite.mailed().await.token;
    suite.use_link(&for_eve).await.unwrap();
    assert_eq!(code(suite.use_link(&for_ada).await), "address_in_use");
}

#[tokio::test]
async fn removing_an_address_keeps_its_badges_and_the_last_one_stays() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (person, badge) = suite.join(issuer, "ada@example.org").await;
    let first = suite.profile(&person).await.addresses[0].id.clone();
    let remove = async |id: &str| {
        answer(
            suite
                .earner(&person)
                .remove_address(RemoveAddressRequest {
                    address_id: id.into(),
                })
                .await,
        )
    };
    assert_eq!(code(remove(&first).await), "last_address");
    suite.add_proven_address(&person, "ada@work.example").await;
    let profile = remove(&first).await.unwrap();
    assert_eq!(
        (
            profile.addresses.len(),
            profile.addresses[0].email.as_str(),
            profile.addresses[0].primary
        ),
        (1, "ada@work.example", true)
    );
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    // A correction that leaves the address alone does not take it away either, and a stranger who gets the mailbox
    // next gets new awards only.
    suite.issuance.change(badge, |row| row.version = 2);
    suite
        .deliver(&CredentialRevised {
            state: Some(suite.state(badge)),
            change: "renewed".into(),
        })
        .await;
    let (stranger, _) = suite.join(issuer, "ada@example.org").await;
    assert_ne!(stranger.earner, person.earner);
    assert_eq!(suite.acceptance(&person, badge).await, "accepted");
    assert_eq!(suite.held(&stranger).await.len(), 1);
    assert_eq!(code(remove("adr_nonsense").await), "not_found");
}

#[tokio::test]
async fn mails_go_to_the_primary_address_which_must_be_proven() {
    // C12
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let added = suite
        .earner(&person)
        .add_address(AddAddressRequest {
            email: "ada@work.example".into(),
        })
        .await
        .unwrap()
        .into_inner();
    let id = added
        .addresses
        .iter()
        .find(|a| a.email == "ada@work.example")
        .unwrap()
        .id
        .clone();
    let choose = async || {
        answer(
            suite
                .earner(&person)
                .set_primary_address(SetPrimaryAddressRequest {
                    address_id: id.clone(),
                })
                .await,
        )
    };
    assert_eq!(code(choose().await), "address_not_verified");
    suite.use_link(&suite.mailed().await.token).await.unwrap();
    assert_eq!(
        choose()
            .await
            .unwrap()
            .addresses
            .iter()
            .filter(|a| a.primary)
            .count(),
        1
    );
    let asked = GetEarnerContactRequest {
        earner_id: person.earner.to_string(),
    };
    let contact = suite
        .notification()
        .get_earner_contact(asked.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (contact.email.as_str(), contact.name.as_str()),
        ("ada@work.example", "Ada Lovelace")
    );
    let refused = answer(
        suite
            .as_caller(&Caller::Earner {
                earner: person.earner,
            })
            .get_earner_contact(asked)
            .await,
    )
    .unwrap_err();
    assert_eq!(refused.kind, platform::Kind::Forbidden);
}

#[tokio::test]
async fn what_is_no_address_is_named() {
    let suite = Suite::new().await;
    let (person, _) = suite.join(suite.new_issuer(), "ada@example.org").await;
    let refused = answer(
        suite
            .earner(&person)
            .add_address(AddAddressRequest {
                email: "ada at work".into(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(
        (
            refused.kind,
            refused.fields[0].field.as_str(),
            refused.fields[0].value.as_str()
        ),
        (platform::Kind::Invalid, "email", "ada at work")
    );
    let again = suite
        .earner(&person)
        .add_address(AddAddressRequest {
            email: "ADA@example.org ".into(),
        })
        .await;
    assert_eq!(code(answer(again)), "address_added_already");
}

#[tokio::test]
async fn nobody_is_flooded_by_adding_their_address() {
    let suite = Suite::new().await;
    let issuer = suite.new_issuer();
    let (ada, _) = suite.join(issuer, "ada@example.org").await;
    let (eve, _) = suite.join(issuer, "eve@example.org").await;
    let add = async |email: &str| {
        answer(
            suite
                .earner(&eve)
                .add_address(AddAddressRequest {
                    email: email.into(),
                })
                .await,
        )
    };
    let mut sent = 0;
    for _ in 0..8 {
        let profile = add("ada@example.org").await.unwrap();
        sent += u32::from(!suite.mailed().await.void);
        // Removing it in between starts nothing anew.
        let id = profile
            .addresses
            .iter()
            .find(|a| a.email == "ada@example.org")
            .unwrap()
            .id
            .clone();
        suite
            .earner(&eve)
            .remove_address(RemoveAddressRequest { address_id: id })
            .await
            .unwrap();
    }
    assert_eq!(sent, 6);
    for n in 0..4 {
        add(&format!("stranger-{n}@example.org")).await.unwrap();
    }
    assert_eq!(
        add("stranger-4@example.org").await.unwrap_err().kind,
        platform::Kind::TooMany
    );
    // Ada's own requests are not used up by that.
    suite
        .earner(&ada)
        .add_address(AddAddressRequest {
            email: "ada@work.example".into(),
        })
        .await
        .unwrap();
    assert!(!suite.mailed().await.void);
}
