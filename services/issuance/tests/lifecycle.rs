//! Awards and what happens to them.

use crate::support::{House, client_of, fields, house, new_achievement, refused, with_key};
use contracts::{
    Fact as _,
    events::v1 as facts,
    issuance::v1::{
        ArchiveAchievementRequest, CorrectCredentialRequest, CreateAchievementRequest, Credential,
        Evidence, GetCredentialRequest, IssuerPolicy, ListCredentialsRequest,
        ReinstateCredentialRequest, RenewCredentialRequest, ResendCredentialRequest,
        RevokeCredentialRequest, RotateKeyRequest, SuspendCredentialRequest, ValidityRule,
    },
};
use openbadges::verify::{State, Verdict};
use platform::{Kind, bus::Event, identity::Scope, ids::IssuerId, refusal::Refused};
use std::time::Duration;

fn told<T>(outcome: Result<tonic::Response<T>, tonic::Status>) -> Result<T, Refused> {
    outcome.map(tonic::Response::into_inner).map_err(Into::into)
}

impl House {
    /// Hands a fact to the service, as the bus does.
    pub async fn hear<F: contracts::Fact>(&self, fact: &F) {
        let event = Event {
            id: self.foundation.ids.uuid_v7(self.foundation.clock.now()),
            subject: F::SUBJECT.into(),
            kind: F::full_name(),
            tenant: fact.tenant().into(),
            aggregate: fact.aggregate().into(),
            version: fact.version(),
            occurred_at: self.foundation.clock.now(),
            headers: Default::default(),
            payload: fact.encode_to_vec().into(),
        };
        for subscription in self
            .subscriptions
            .iter()
            .filter(|s| s.subjects.contains(&F::SUBJECT))
        {
            // At least once means sometimes twice.
            subscription.handler.handle(&event).await.unwrap();
            subscription.handler.handle(&event).await.unwrap();
        }
    }
}

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

async fn list(
    house: &House,
    by: &platform::identity::Caller,
    asked: ListCredentialsRequest,
) -> Vec<Credential> {
    house
        .credentials(by)
        .list_credentials(asked)
        .await
        .unwrap()
        .into_inner()
        .credentials
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

// C15: a mended name is a new revision at the same address, and files with the old one no longer count.
#[tokio::test]
async fn a_corrected_name_takes_a_new_entry_and_sets_the_old_one() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let old = p.form(&made.id, "png").await.body;
    let old_index = p.signed(&made.id).await["credentialStatus"]["statusListIndex"].clone();
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        name: Some("Ana Núñez Ortega".into()),
        if_version: Some(made.version),
        ..Default::default()
    };
    let mended = house
        .credentials(&p.owner)
        .correct_credential(asked.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (mended.id.as_str(), mended.url.as_str(), mended.revision),
        (made.id.as_str(), made.url.as_str(), 2)
    );
    let signed = p.signed(&made.id).await;
    assert_eq!(signed["id"], made.url);
    assert_eq!(
        (signed["validFrom"].as_str(), signed["awardedDate"].as_str()),
        (Some("2026-01-15T12:00:01Z"), Some("2026-01-15T12:00:00Z"))
    );
    assert_ne!(signed["credentialStatus"]["statusListIndex"], old_index);
    assert_eq!(house.verify(old).await.verdict, Verdict::Invalid);
    assert_eq!(
        house
            .verify(p.form(&made.id, "png").await.body)
            .await
            .verdict,
        Verdict::ValidIssuerUnknown
    );
    // Whoever changes what was changed meanwhile is told.
    let refusal = refused(house.credentials(&p.owner).correct_credential(asked).await);
    assert_eq!(refusal.code, "changed_meanwhile");
    // A narrative is harmless: the entry stays.
    let index = signed["credentialStatus"]["statusListIndex"].clone();
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        narrative: Some("In the spring.".into()),
        ..Default::default()
    };
    house
        .credentials(&p.owner)
        .correct_credential(asked)
        .await
        .unwrap();
    assert_eq!(
        p.signed(&made.id).await["credentialStatus"]["statusListIndex"],
        index
    );
    assert_eq!(house.facts(facts::CredentialRevised::SUBJECT).await, 2);
}

#[tokio::test]
async fn what_is_not_signed_is_mended_without_a_revision() {
    let house = house().await;
    let p = house.programme("guild").await;
    p.set_policy(IssuerPolicy {
        name: "page_only".into(),
        recipient: "opaque".into(),
        visible_from: "publish".into(),
        show_revocation_reason: false,
    })
    .await;
    let made = p.award().await;
    let signed = p.signed(&made.id).await;
    assert!(signed["credentialSubject"].get("identifier").is_none());
    let asked = CorrectCredentialRequest {
        id: made.id.clone(),
        name: Some("Ana Ortega".into()),
        email: Some("ana@ortega.example".into()),
        ..Default::default()
    };
    let mended = house
        .credentials(&p.owner)
        .correct_credential(asked)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (mended.revision, mended.recipient.unwrap().name.as_str()),
        (1, "Ana Ortega")
    );
    assert_eq!(p.signed(&made.id).await, signed);
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "ana@ORTEGA.example".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );
    assert!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "Núñez".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
}

// S25, I17: one look after the revocation everybody says so, at the same address.
#[tokio::test]
async fn a_revocation_is_seen_at_once_everywhere_and_can_be_undone() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    let file = p.form(&made.id, "png").await.body;
    let before = house.at(&format!("/ob2/assertions/{}", made.id)).await;
    assert_eq!(before.status, 200);
    let list_url = p.signed(&made.id).await["credentialStatus"]["statusListCredential"]
        .as_str()
        .unwrap()
        .to_owned();
    let etag = house.at(&list_url).await.etag;

    let revoke = RevokeCredentialRequest {
        id: made.id.clone(),
        reason: "Awarded to the wrong person".into(),
    };
    let revoked = told(
        house
            .credentials(&p.owner)
            .revoke_credential(revoke.clone())
            .await,
    )
    .unwrap();
    assert_eq!(
        (revoked.status.as_str(), revoked.revocation_reason.as_str()),
        ("revoked", "Awarded to the wrong person")
    );
    assert_eq!(house.verify(file.clone()).await.verdict, Verdict::Invalid);
    assert_ne!(house.at(&list_url).await.etag, etag);
    let gone = house.at(&format!("/ob2/assertions/{}", made.id)).await;
    let told_by = serde_json::from_slice::<serde_json::Value>(&gone.body).unwrap();
    assert_eq!(
        (
            gone.status,
            gone.cache_control.as_str(),
            &told_by["revoked"]
        ),
        (410, "no-store", &serde_json::json!(true))
    );
    assert_eq!(told_by["revocationReason"], "Revoked");
    assert!(told_by.get("recipient").is_none());
    assert_eq!(
        told(house.credentials(&p.owner).revoke_credential(revoke).await)
            .unwrap_err()
            .code,
        "already_revoked"
    );

    let back = told(
        house
            .credentials(&p.owner)
            .reinstate_credential(ReinstateCredentialRequest {
                id: made.id.clone(),
                reason: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(back.status, "valid");
    assert_eq!(
        house.verify(file).await.verdict,
        Verdict::ValidIssuerUnknown
    );
    assert_eq!(
        house.at(&format!("/ob2/assertions/{}", made.id)).await.body,
        before.body
    );
    assert_eq!(
        (
            house.facts(facts::CredentialRevoked::SUBJECT).await,
            house.facts(facts::CredentialReinstated::SUBJECT).await
        ),
        (1, 1)
    );
}

// A10, S9: the PNG of before the suspension verifies again.
#[tokio::test]
async fn an_old_png_verifies_again_after_a_suspension_is_lifted() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    let old = p.form(&made.id, "png").await.body;
    let suspended = told(
        house
            .credentials(&p.owner)
            .suspend_credential(SuspendCredentialRequest {
                id: made.id.clone(),
                reason: "Under review".into(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        (suspended.status.as_str(), suspended.holds[0].owner.as_str()),
        ("suspended", "staff")
    );
    assert_eq!(house.verify(old.clone()).await.verdict, Verdict::Invalid);
    assert_eq!(
        house
            .at(&format!("/ob2/assertions/{}", made.id))
            .await
            .status,
        410
    );
    told(
        house
            .credentials(&p.owner)
            .reinstate_credential(ReinstateCredentialRequest {
                id: made.id.clone(),
                reason: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(house.verify(old).await.verdict, Verdict::ValidIssuerUnknown);
}

#[tokio::test]
async fn old_pngs_verify_after_the_key_was_rotated() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let old = p.form(&made.id, "png").await.body;
    for _turn in 0..2 {
        house
            .issuers(&p.owner)
            .rotate_key(RotateKeyRequest {
                issuer_id: p.issuer.id.clone(),
                reason: "yearly".into(),
            })
            .await
            .unwrap();
    }
    let new = p.ask(p.wanted("bea@example.org", "Bea")).await.unwrap();
    let method = p.signed(&new.id).await["proof"][0]["verificationMethod"].clone();
    assert_ne!(
        method,
        p.signed(&made.id).await["proof"][0]["verificationMethod"]
    );
    for file in [old, p.form(&new.id, "png").await.body] {
        assert_eq!(
            house.verify(file).await.verdict,
            Verdict::ValidIssuerUnknown
        );
    }
}

// C18, C34: a dated badge expires, and renewing makes it valid at the same address.
#[tokio::test]
async fn renewing_an_expired_badge_makes_it_valid_at_the_same_address() {
    let house = house().await;
    let dated = CreateAchievementRequest {
        validity: Some(ValidityRule {
            kind: "dated".into(),
            months: 12,
        }),
        ..new_achievement("Fellow")
    };
    let p = house.programme_with("guild", dated).await;
    let made = p.award().await;
    let signed = p.signed(&made.id).await;
    assert_eq!(signed["validUntil"], "2027-01-15T23:59:59+00:00");
    let ago = house.foundation.clock.now();
    house
        .foundation
        .clock
        .advance(Duration::from_secs(2 * 366 * 86_400));
    let expired = p.get(&made.id).await;
    assert_eq!(expired.status, "expired");
    assert_eq!(
        house
            .verify(p.form(&made.id, "json").await.body)
            .await
            .state,
        State::Expired
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                status: "expired".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );

    let renewed = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: String::new(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        (
            renewed.status.as_str(),
            renewed.url.as_str(),
            renewed.revision
        ),
        ("valid", made.url.as_str(), 2)
    );
    assert!(renewed.valid_from.unwrap().seconds > ago.seconds());
    assert_eq!(
        p.signed(&made.id).await["credentialStatus"],
        signed["credentialStatus"]
    );
    assert_eq!(
        house
            .verify(p.form(&made.id, "png").await.body)
            .await
            .verdict,
        Verdict::ValidIssuerUnknown
    );
    // A shorter period: files that promise more no longer count.
    let day = house
        .foundation
        .clock
        .now()
        .plus(Duration::from_secs(40 * 86_400))
        .rfc3339()[..10]
        .to_owned();
    let longer = p.form(&made.id, "png").await.body;
    house.foundation.clock.advance(Duration::from_secs(5));
    told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: day,
            })
            .await,
    )
    .unwrap();
    assert_eq!(house.verify(longer).await.verdict, Verdict::Invalid);
    let past = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id.clone(),
                valid_until: "2026-01-01".into(),
            })
            .await,
    );
    assert_eq!(past.unwrap_err().code, "ends_in_the_past");
}

#[tokio::test]
async fn an_end_that_somebody_named_is_signed_also_where_no_rule_sets_one() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana@example.org", "Ana");
    wanted.awarded_at = "2020-01-01".into();
    wanted.valid_until = "2021-01-01".into();
    let made = p.ask(wanted).await.unwrap();
    assert_eq!(made.status, "expired");
    let signed = p.signed(&made.id).await;
    assert!(
        signed["validUntil"]
            .as_str()
            .unwrap()
            .starts_with("2021-01-01T23:59:59"),
        "{signed}"
    );

    // What had no end gets one, and files from before, which promise more, no longer count.
    let endless = p.award().await;
    let before = p.form(&endless.id, "png").await.body;
    house.foundation.clock.advance(Duration::from_secs(5));
    let ended = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: endless.id.clone(),
                valid_until: "2999-01-01".into(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(ended.status, "valid");
    assert!(p.signed(&endless.id).await["validUntil"].is_string());
    assert_eq!(house.verify(before).await.verdict, Verdict::Invalid);
}

#[tokio::test]
async fn a_badge_without_end_has_nothing_to_renew() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let refusal = told(
        house
            .credentials(&p.owner)
            .renew_credential(RenewCredentialRequest {
                id: made.id,
                valid_until: String::new(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "nothing_to_renew")
    );
}

// S14
#[tokio::test]
async fn what_becomes_of_mails_and_of_the_earner_s_answer_is_noted_once() {
    let house = house().await;
    let p = house.programme("guild").await;
    p.set_policy(IssuerPolicy {
        name: "signed".into(),
        recipient: "hashed".into(),
        visible_from: "accept".into(),
        show_revocation_reason: false,
    })
    .await;
    let made = p.award().await;
    told(
        house
            .credentials(&p.owner)
            .resend_credential(ResendCredentialRequest {
                id: made.id.clone(),
            })
            .await,
    )
    .unwrap();
    assert_eq!(
        house.facts(facts::CredentialResendRequested::SUBJECT).await,
        1
    );
    house
        .hear(&facts::MessageDelivered {
            message_id: "msg_1".into(),
            issuer_id: made.issuer_id.clone(),
            credential_ids: vec![made.id.clone()],
            kind: "award".into(),
        })
        .await;
    let state = |version, acceptance: &str| {
        Some(facts::BadgeState {
            credential_id: made.id.clone(),
            issuer_id: made.issuer_id.clone(),
            version,
            acceptance: acceptance.into(),
            ..Default::default()
        })
    };
    house
        .hear(&facts::BadgeAccepted {
            state: state(3, "accepted"),
            ..Default::default()
        })
        .await;
    // An older fact that comes late changes nothing.
    house
        .hear(&facts::BadgeDeclined {
            state: state(2, "declined"),
        })
        .await;
    let seen = p.get(&made.id).await;
    assert_eq!(
        (seen.acceptance.as_str(), seen.visibility.as_str()),
        ("accepted", "public")
    );
    assert_eq!(
        seen.deliveries
            .iter()
            .map(|d| (d.kind.as_str(), d.state.as_str()))
            .collect::<Vec<_>>(),
        [("award", "delivered")]
    );
    house
        .hear(&facts::BadgeDeclined {
            state: state(4, "declined"),
        })
        .await;
    assert_eq!(p.get(&made.id).await.visibility, "hidden");
    let refusal = told(
        house
            .credentials(&p.owner)
            .resend_credential(ResendCredentialRequest {
                id: made.id.clone(),
            })
            .await,
    )
    .unwrap_err();
    assert_eq!(refusal.code, "declined");
}

#[tokio::test]
async fn badges_are_listed_newest_first_page_by_page_and_found_by_what_staff_know() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut ids = Vec::new();
    for n in 0..5 {
        let mut wanted = p.wanted(
            &format!("person{n}@example.org"),
            &format!("Person Number{n}"),
        );
        wanted.recipient.as_mut().unwrap().member_number = format!("PG-{n}");
        wanted.reference = format!("PR-{n}");
        ids.insert(0, p.ask(wanted).await.unwrap().id);
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = Some(contracts::common::v1::PageRequest {
            limit: 2,
            cursor: cursor.clone(),
        });
        let answer = house
            .credentials(&p.owner)
            .list_credentials(ListCredentialsRequest {
                page,
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner();
        seen.extend(answer.credentials.into_iter().map(|c| c.id));
        cursor = answer.page.unwrap().next_cursor;
        if cursor.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ids);
    pages_lead_back(&p, &ids).await;
    for search in [
        "PERSON3@example.org",
        "pg-3",
        "PR-3",
        "number3 person",
        "Person Number3",
    ] {
        let found = list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: search.into(),
                ..Default::default()
            },
        )
        .await;
        assert_eq!(
            found.iter().map(|c| &c.id).collect::<Vec<_>>(),
            [&ids[1]],
            "{search}"
        );
    }
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "person".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        5
    );
    assert!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                search: "person nobody".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                member_number: "pg-2".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        1
    );
    assert_eq!(
        list(
            &house,
            &p.owner,
            ListCredentialsRequest {
                acceptance: "accepted".into(),
                ..Default::default()
            }
        )
        .await
        .len(),
        0
    );
    let bad = refused(
        house
            .credentials(&p.owner)
            .list_credentials(ListCredentialsRequest {
                status: "broken".into(),
                ..Default::default()
            })
            .await,
    );
    assert_eq!(fields(&bad), ["status"]);
}

#[tokio::test]
async fn no_tenant_sees_or_changes_another_s_badge() {
    let house = house().await;
    let ours = house.programme("guild").await;
    let theirs = house.programme("plant-society").await;
    let made = ours.award().await;
    let id = made.id.clone();
    let mut by = house.credentials(&theirs.owner);
    let kinds = [
        refused(
            by.get_credential(GetCredentialRequest { id: id.clone() })
                .await,
        )
        .kind,
        refused(
            by.revoke_credential(RevokeCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.suspend_credential(SuspendCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.reinstate_credential(ReinstateCredentialRequest {
                id: id.clone(),
                reason: String::new(),
            })
            .await,
        )
        .kind,
        refused(
            by.correct_credential(CorrectCredentialRequest {
                id: id.clone(),
                name: Some("x".into()),
                ..Default::default()
            })
            .await,
        )
        .kind,
        refused(
            by.renew_credential(RenewCredentialRequest {
                id: id.clone(),
                valid_until: "2030-01-01".into(),
            })
            .await,
        )
        .kind,
        refused(
            by.resend_credential(ResendCredentialRequest { id: id.clone() })
                .await,
        )
        .kind,
        refused(by.award(ours.wanted("x@example.org", "X")).await).kind,
        refused(
            by.list_credentials(ListCredentialsRequest {
                issuer_id: ours.issuer.id.clone(),
                ..Default::default()
            })
            .await,
        )
        .kind,
    ];
    assert_eq!(kinds, [Kind::NotFound; 9]);
    assert!(
        list(
            &house,
            &theirs.owner,
            ListCredentialsRequest {
                search: "ana.nunez@example.org".into(),
                ..Default::default()
            }
        )
        .await
        .is_empty()
    );
    assert_eq!(ours.get(&id).await, made);
    // A reference of theirs is not ours.
    let mut wanted = ours.wanted("ana@example.org", "Ana");
    wanted.reference = "PR-1".into();
    let first = ours.ask(wanted.clone()).await.unwrap();
    wanted.achievement_id = theirs.achievement.id.clone();
    assert_ne!(theirs.ask(wanted).await.unwrap().id, first.id);
    // And a key needs the right.
    let issuer: IssuerId = ours.issuer.id.parse().unwrap();
    let reader = client_of(issuer, &[Scope::CredentialsRead]);
    assert_eq!(
        refused(
            house
                .credentials(&reader)
                .award(ours.wanted("x@example.org", "X"))
                .await
        )
        .kind,
        Kind::Forbidden
    );
    assert!(
        house
            .credentials(&reader)
            .get_credential(GetCredentialRequest { id })
            .await
            .is_ok()
    );
}

/// Page by page to the end, and back again by the cursors that lead back.
async fn pages_lead_back(p: &crate::programme::Programme<'_>, all: &[String]) {
    let ask = async |cursor: String| {
        let page = Some(contracts::common::v1::PageRequest { limit: 2, cursor });
        let asked = ListCredentialsRequest {
            page,
            ..Default::default()
        };
        let answer = p
            .house
            .credentials(&p.owner)
            .list_credentials(asked)
            .await
            .unwrap()
            .into_inner();
        let ids: Vec<String> = answer.credentials.into_iter().map(|c| c.id).collect();
        (ids, answer.page.unwrap())
    };
    let (first, at) = ask(String::new()).await;
    assert_eq!(
        (at.total, at.previous_cursor.as_str()),
        (Some(all.len() as u64), "")
    );
    let (second, at) = ask(at.next_cursor).await;
    assert_eq!(second, all[2..4]);
    let (back, at) = ask(at.previous_cursor).await;
    assert_eq!((&back, at.previous_cursor.as_str()), (&first, ""));
    assert_eq!(ask(at.next_cursor).await.0, second);
}

#[tokio::test]
async fn badges_are_found_by_the_days_they_were_awarded_on() {
    let house = house().await;
    let p = house.programme("guild").await;
    for (n, day) in ["2026-01-14", "2026-01-15", "2026-02-01"]
        .iter()
        .enumerate()
    {
        let wanted = contracts::issuance::v1::AwardRequest {
            awarded_at: (*day).into(),
            ..p.wanted(&format!("person{n}@example.org"), "")
        };
        p.ask(wanted).await.unwrap();
    }
    let count = async |from: &str, until: &str| {
        let asked = ListCredentialsRequest {
            awarded_from: from.into(),
            awarded_until: until.into(),
            ..Default::default()
        };
        let answer = house
            .credentials(&p.owner)
            .list_credentials(asked)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            answer.page.unwrap().total,
            Some(answer.credentials.len() as u64)
        );
        answer.credentials.len()
    };
    assert_eq!(count("", "").await, 3);
    assert_eq!(count("2026-01-15", "").await, 2);
    assert_eq!(count("", "2026-01-15").await, 2);
    assert_eq!(count("2026-01-15", "2026-01-15").await, 1);
    assert_eq!(count("2026-02-02", "").await, 0);
    let bad = ListCredentialsRequest {
        awarded_from: "1 May".into(),
        ..Default::default()
    };
    let refusal = refused(house.credentials(&p.owner).list_credentials(bad).await);
    assert_eq!(
        (
            refusal.kind,
            refusal.fields[0].field.as_str(),
            refusal.fields[0].value.as_str()
        ),
        (Kind::Invalid, "awarded_from", "1 May")
    );
}
