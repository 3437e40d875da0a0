//! What an award makes, and what it refuses.

use crate::{
    programme::list,
    support::{fields, house, new_achievement, refused, with_key},
};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{
        ArchiveAchievementRequest, CreateAchievementRequest, Evidence, ListCredentialsRequest,
    },
};
use openbadges::verify::{State, Verdict};
use platform::Kind;

// A2, A3, A4, A7
#[tokio::test]
async fn an_award_is_signed_and_verifies_with_what_we_serve_alone() {
    let house = house().await;
    let p = house
        .programme_with(
            "guild",
            CreateAchievementRequest {
                examining_body: Some(contracts::issuance::v1::ExaminingBody {
                    name: "Examiners Ltd".into(),
                    url: String::new(),
                }),
                ..new_achievement("Practitioner")
            },
        )
        .await;
    let mut wanted = p.wanted("ana.nunez@example.org", "Ana Núñez");
    wanted.evidence = vec![Evidence {
        url: "https://evidence.example.org/1".into(),
        name: "Exam paper".into(),
        narrative: String::new(),
    }];
    wanted.narrative = "Passed with **distinction**.".into();
    let made = p.ask(wanted).await.unwrap();
    assert_eq!(
        (
            made.status.as_str(),
            made.acceptance.as_str(),
            made.visibility.as_str(),
            made.revision
        ),
        ("valid", "pending", "hidden", 1)
    );
    assert_eq!(
        made.url,
        format!("https://badges.example.org/b/{}", made.id)
    );
    assert_eq!(made.id.len(), 26);

    let signed = p.signed(&made.id).await;
    assert_eq!(signed["id"], made.url);
    assert_eq!(
        signed["issuer"]["id"],
        "did:web:badges.example.org:issuers:guild"
    );
    assert_eq!(signed["validFrom"], "2026-01-15T12:00:00Z");
    assert_eq!(signed["proof"][0]["cryptosuite"], "eddsa-rdfc-2022");
    assert_eq!(
        signed["credentialSubject"]["source"]["name"],
        "Examiners Ltd"
    );
    assert!(
        signed["credentialSubject"]["source"]["id"]
            .as_str()
            .unwrap()
            .starts_with("urn:uuid:")
    );
    assert_eq!(
        signed["evidence"][0]["id"],
        "https://evidence.example.org/1"
    );
    assert!(signed.get("validUntil").is_none() && signed.get("awardedDate").is_none());
    assert_eq!(signed["credentialStatus"]["statusPurpose"], "revocation");
    let identifiers = signed["credentialSubject"]["identifier"]
        .as_array()
        .unwrap();
    assert_eq!(
        (
            identifiers[0]["identityType"].as_str(),
            identifiers[0]["identityHash"].as_str()
        ),
        (Some("name"), Some("Ana Núñez"))
    );
    assert!(
        identifiers[1]["hashed"].as_bool().unwrap()
            && identifiers[1]["salt"].as_str().unwrap().len() >= 22
    );

    for form in ["json", "jwt", "png", "svg"] {
        let report = house.verify(p.form(&made.id, form).await.body).await;
        assert_eq!(
            (report.verdict, report.state),
            (Verdict::ValidIssuerUnknown, State::Valid),
            "{form}: {report:#?}"
        );
    }
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 1);
}

#[tokio::test]
async fn many_awards_of_one_shape_are_signed_by_template_and_verify_alike() {
    let house = house().await;
    let p = house.programme("guild").await;
    for n in 0..4 {
        let made = p
            .ask(p.wanted(&format!("person{n}@example.org"), &format!("Person {n}")))
            .await
            .unwrap();
        assert_eq!(
            house
                .verify(p.form(&made.id, "json").await.body)
                .await
                .verdict,
            Verdict::ValidIssuerUnknown,
            "award {n}"
        );
    }
}

// C15
#[tokio::test]
async fn names_in_any_script_are_signed_kept_and_found() {
    let house = house().await;
    let p = house.programme("guild").await;
    let names = [
        "अनन्या अय्यर",
        "Sofía Zúñiga",
        "王小明",
        "Σωκράτης Παπαδόπουλος",
        "محمد الأحمد",
        "יעל כהן",
        "Łukasz Żółć",
        "Нина Иванова",
        "ณัฐพล ใจดี",
        "김민준",
        "Trần Thị Ánh",
        "გიორგი ბერიძე",
        "O'Neil-D’Arcy",
    ];
    for (n, name) in names.iter().enumerate() {
        let made = p
            .ask(p.wanted(&format!("p{n}@example.org"), name))
            .await
            .unwrap();
        assert_eq!(made.recipient.unwrap().name, *name);
        assert_eq!(
            p.signed(&made.id).await["credentialSubject"]["identifier"][0]["identityHash"],
            *name
        );
        assert_eq!(
            house
                .verify(p.form(&made.id, "png").await.body)
                .await
                .verdict,
            Verdict::ValidIssuerUnknown,
            "{name}"
        );
        let found = list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: name.to_uppercase(),
                ..Default::default()
            },
        )
        .await;
        assert_eq!(
            found.iter().map(|c| &c.id).collect::<Vec<_>>(),
            [&made.id],
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_award_that_cannot_be_made_names_every_field() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana at example", "Ana");
    wanted.awarded_at = "2999-01-01".into();
    wanted.valid_until = "31.12.2026".into();
    let refusal = p.ask(wanted).await.unwrap_err();
    assert_eq!(
        (refusal.kind, fields(&refusal)),
        (
            Kind::Invalid,
            vec!["recipient.email", "valid_until", "awarded_at"]
        )
    );
    house
        .achievements(&p.owner)
        .archive_achievement(ArchiveAchievementRequest {
            id: p.achievement.id.clone(),
        })
        .await
        .unwrap();
    let refusal = p.ask(p.wanted("ana@example.org", "Ana")).await.unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "achievement_archived")
    );
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 0);
}

#[tokio::test]
async fn a_reference_awards_once_and_so_does_an_idempotency_key() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana@example.org", "Ana");
    wanted.reference = "PR-1".into();
    let first = p.ask(wanted.clone()).await.unwrap();
    wanted.recipient.as_mut().unwrap().name = "Somebody else".into();
    assert_eq!(p.ask(wanted).await.unwrap(), first);

    let again = async || {
        house
            .credentials(&p.owner)
            .award(with_key(p.wanted("bea@example.org", "Bea"), "once-1"))
            .await
    };
    let (a, b) = (
        again().await.unwrap().into_inner(),
        again().await.unwrap().into_inner(),
    );
    assert_eq!(a, b);
    let other = house
        .credentials(&p.owner)
        .award(with_key(p.wanted("cem@example.org", "Cem"), "once-1"))
        .await;
    assert_eq!(refused(other).code, "idempotency_key_reused");
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 2);
}

#[tokio::test]
async fn a_reference_of_another_award_is_refused_and_names_what_it_belongs_to() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana@example.org", "Ana");
    wanted.reference = "PR-1".into();
    let first = p.ask(wanted.clone()).await.unwrap();

    let mut somebody = p.wanted("bea@example.org", "Bea");
    somebody.reference = "PR-1".into();
    let refusal = p.ask(somebody).await.unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "reference_taken")
    );
    assert_eq!(crate::support::fields(&refusal), ["reference"]);
    for word in ["PR-1", &first.id, &first.url, "another person's"] {
        assert!(refusal.message.contains(word), "{}", refusal.message);
    }
    let other = house
        .achievements(&p.owner)
        .create_achievement(crate::support::new_achievement("Foundation"))
        .await
        .unwrap()
        .into_inner();
    let something = contracts::issuance::v1::AwardRequest {
        achievement_id: other.id,
        ..wanted.clone()
    };
    let refusal = p.ask(something).await.unwrap_err();
    assert_eq!(refusal.code, "reference_taken");
    assert!(
        refusal.message.contains("of another achievement"),
        "{}",
        refusal.message
    );

    // What was mended stays the same award, sent with the old or the new address.
    let mended = house
        .credentials(&p.owner)
        .correct_credential(contracts::issuance::v1::CorrectCredentialRequest {
            id: first.id.clone(),
            name: Some("Ana Maria".into()),
            email: Some("ana.maria@example.org".into()),
            ..Default::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(mended.id, first.id);
    assert_eq!(p.ask(wanted.clone()).await.unwrap().id, first.id);
    wanted.recipient.as_mut().unwrap().email = "Ana.Maria@example.org".into();
    assert_eq!(p.ask(wanted).await.unwrap().id, first.id);
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_awards_at_once_with_one_reference_one_is_made() {
    let house = house().await;
    let p = house.programme("guild").await;
    let award = || async {
        let mut wanted = p.wanted("ana@example.org", "Ana");
        wanted.reference = "PR-1".into();
        p.ask(wanted).await.unwrap().id
    };
    let (a, b, c) = tokio::join!(award(), award(), award());
    assert_eq!((&a, &a), (&b, &c));
    assert_eq!(house.facts(facts::CredentialIssued::SUBJECT).await, 1);
}
