//! Every public document, and who may see it.

use crate::support::{BASE, House, house, house_at, refused};
use contracts::issuance::v1::{
    AchievementDocument, CheckLedgerRequest, CredentialDocument, CredentialsOfAddressRequest,
    Document, GetCertificateRequest, GetContactRequest, GetDocumentRequest, GetIssuerPageRequest,
    IssuerDocument, IssuerPolicy, ListBadgesRequest, ListOwnOriginsRequest,
    RevokeCredentialRequest, SuspendCredentialRequest, get_document_request::Of,
};
use platform::{Kind, ServiceName};
use serde_json::Value;

const FORMS: [&str; 8] = [
    "json", "jwt", "png", "svg", "card", "ob2", "image", "rosette",
];

impl House {
    async fn form(&self, id: &str, form: &str, capability: &str, owner: bool) -> Document {
        self.document(Of::Credential(CredentialDocument {
            id: id.into(),
            form: form.into(),
            capability: capability.into(),
            owner,
        }))
        .await
    }
    async fn statuses(&self, id: &str, capability: &str, owner: bool) -> Vec<u32> {
        let mut all = Vec::new();
        for form in FORMS {
            all.push(self.form(id, form, capability, owner).await.status);
        }
        all
    }
    async fn page(
        &self,
        id: &str,
        capability: &str,
        owner: bool,
    ) -> contracts::issuance::v1::Certificate {
        let asked = GetCertificateRequest {
            id: id.into(),
            capability: capability.into(),
            owner,
        };
        self.internal()
            .get_certificate(asked)
            .await
            .unwrap()
            .into_inner()
    }
}

fn json(document: &Document) -> Value {
    serde_json::from_slice(&document.body).unwrap()
}

// S8, I12: the table of who may see what, through the contract.
#[tokio::test]
async fn each_state_shows_what_the_table_says() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let nothing = vec![404; 8];
    // In the order of FORMS: json, jwt, png, svg, card, ob2, image, rosette.
    let files = vec![200, 200, 200, 200, 404, 404, 200, 200];
    for wish in ["", "private"] {
        if !wish.is_empty() {
            p.show(&made, wish, "").await;
        }
        assert_eq!(house.statuses(&made.id, "", false).await, nothing, "{wish}");
        assert_eq!(house.statuses(&made.id, "", true).await, files, "{wish}");
        assert_eq!(
            house.page(&made.id, "", false).await.availability,
            "not_available"
        );
        assert_eq!(house.page(&made.id, "", false).await.recipient_name, "");
        assert_eq!(house.page(&made.id, "", true).await.availability, "shown");
    }
    p.show(&made, "link", "accepted").await;
    let badge = house
        .internal()
        .list_badges(ListBadgesRequest {
            ids: vec![made.id.clone()],
        })
        .await
        .unwrap()
        .into_inner()
        .badges
        .remove(0);
    let capability = badge.link_url.split("?k=").nth(1).unwrap().to_owned();
    assert_eq!(house.statuses(&made.id, "", false).await, nothing);
    assert_eq!(house.statuses(&made.id, "guessed", false).await, nothing);
    assert_eq!(house.statuses(&made.id, &capability, false).await, files);
    assert!(!house.page(&made.id, &capability, false).await.indexable);
    assert_eq!(house.at(&badge.link_url).await.status, 200);
    assert_eq!(house.at(&badge.url).await.status, 404);
    p.show(&made, "public", "").await;
    assert_eq!(house.statuses(&made.id, "", false).await, vec![200; 8]);
    assert!(house.page(&made.id, "", false).await.indexable);
    // A link that was taken back opens nothing any more.
    p.show(&made, "link", "").await;
    assert_eq!(house.statuses(&made.id, &capability, false).await, nothing);
    p.show(&made, "public", "declined").await;
    assert_eq!(house.statuses(&made.id, "", false).await, nothing);
    p.show(&made, "public", "accepted").await;
    let revoked = vec![200, 200, 200, 200, 200, 410, 200, 200];
    house
        .credentials(&p.owner)
        .revoke_credential(RevokeCredentialRequest {
            id: made.id.clone(),
            reason: "x".into(),
        })
        .await
        .unwrap();
    assert_eq!(house.statuses(&made.id, "", false).await, revoked);
}

// S6, S7
#[tokio::test]
async fn the_page_shows_four_facts_and_no_document_holds_an_address() {
    let house = house().await;
    let p = house.programme("guild").await;
    let mut wanted = p.wanted("ana.nunez@example.org", "Ana Núñez");
    wanted.recipient.as_mut().unwrap().member_number = "PG-4711".into();
    wanted.reference = "PR-0815".into();
    wanted.narrative = "A private word.".into();
    let made = p.ask(wanted).await.unwrap();
    p.show(&made, "public", "accepted").await;
    let page = house.page(&made.id, "", false).await;
    assert_eq!(
        (
            page.recipient_name.as_str(),
            page.status.as_str(),
            page.issuer.as_ref().unwrap().name.as_str()
        ),
        ("Ana Núñez", "valid", "Plant Society")
    );
    assert_eq!(
        (
            page.achievement.as_ref().unwrap().name.as_str(),
            page.awarded_at.unwrap().seconds
        ),
        ("Practitioner", 1_768_478_400)
    );
    assert!(
        page.narrative.is_empty()
            && page.evidence.is_empty()
            && page.digest.len() == 64
            && page.rosette.starts_with("<svg")
    );
    assert_eq!(
        house.page(&made.id, "", true).await.narrative,
        "A private word."
    );
    for form in FORMS {
        let body = house.form(&made.id, form, "", false).await.body;
        for secret in ["ana.nunez", "PG-4711", "PR-0815"] {
            let found = body
                .windows(secret.len())
                .any(|part| part.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{form} holds {secret}");
        }
    }
    for policy in ["page_only", "none"] {
        p.set_policy(IssuerPolicy {
            name: policy.into(),
            recipient: "opaque".into(),
            visible_from: "issue".into(),
            show_revocation_reason: false,
        })
        .await;
        let other = p
            .ask(p.wanted("bea@example.org", "Bea Quiet"))
            .await
            .unwrap();
        assert_eq!(other.visibility, "public");
        let signed = house.form(&other.id, "json", "", false).await;
        assert!(!String::from_utf8_lossy(&signed.body).contains("Quiet"));
        assert_eq!(
            house.page(&other.id, "", false).await.recipient_name,
            if policy == "page_only" {
                "Bea Quiet"
            } else {
                ""
            }
        );
    }
}

#[tokio::test]
async fn documents_have_their_types_names_and_tags() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    let expected = [
        ("json", "application/vc", ""),
        ("jwt", "application/vc+jwt", "Practitioner.jwt"),
        ("png", "image/png", "Practitioner.png"),
        ("svg", "image/svg+xml", "Practitioner.svg"),
        ("card", "image/png", ""),
        ("ob2", "application/ld+json", ""),
        ("image", "image/png", ""),
        ("rosette", "image/svg+xml", ""),
    ];
    for (form, media_type, file_name) in expected {
        let document = house.form(&made.id, form, "", false).await;
        assert_eq!(
            (
                document.media_type.as_str(),
                document.file_name.as_str(),
                document.cache_control.as_str()
            ),
            (media_type, file_name, "no-cache"),
            "{form}"
        );
        let of = Of::Credential(CredentialDocument {
            id: made.id.clone(),
            form: form.into(),
            ..Default::default()
        });
        let asked = GetDocumentRequest {
            of: Some(of),
            if_none_match: document.etag.clone(),
            ..Default::default()
        };
        let again = house
            .internal()
            .get_document(asked)
            .await
            .unwrap()
            .into_inner();
        assert_eq!(
            (again.status, again.body.len(), &again.etag),
            (304, 0, &document.etag),
            "{form}"
        );
    }
    assert_eq!(
        house.form(&made.id, "json", "", true).await.cache_control,
        "private, no-cache"
    );
    // The same JWT each time: its key is kept.
    assert_eq!(
        house.form(&made.id, "jwt", "", false).await.body,
        house.form(&made.id, "jwt", "", true).await.body
    );
    let jwt = String::from_utf8(house.form(&made.id, "jwt", "", false).await.body).unwrap();
    let jws = openbadges::proof::jwt::Jws::parse(&jwt).unwrap();
    assert!(
        jws.kid()
            .unwrap()
            .starts_with("did:web:badges.example.org:issuers:guild#key-")
    );
    assert!(jws.claim_findings().is_empty());
    let unknown = house
        .internal()
        .get_document(GetDocumentRequest {
            of: Some(Of::Credential(CredentialDocument {
                id: made.id.clone(),
                form: "gif".into(),
                ..Default::default()
            })),
            ..Default::default()
        })
        .await;
    assert_eq!(refused(unknown).kind, Kind::Invalid);
}

#[tokio::test]
async fn the_issuer_s_documents_name_every_key_and_each_other() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    house.form(&made.id, "jwt", "", false).await;
    let did = json(&p.issuer_document("did").await);
    assert_eq!(
        did["@context"],
        serde_json::json!([
            "https://www.w3.org/ns/did/v1",
            "https://w3id.org/security/multikey/v1"
        ])
    );
    assert_eq!(did["id"], "did:web:badges.example.org:issuers:guild");
    assert_eq!(did["verificationMethod"].as_array().unwrap().len(), 2);
    assert!(
        did["assertionMethod"]
            .as_array()
            .unwrap()
            .iter()
            .all(Value::is_string)
    );
    let profile = p.issuer_document("profile").await;
    assert_eq!(
        (
            json(&profile)["id"].as_str(),
            json(&profile)["email"].as_str()
        ),
        (did["id"].as_str(), Some("badges@plants.example.org"))
    );
    let keys = json(&p.issuer_document("jwks").await);
    let all = json(&house.at("/.well-known/jwks.json").await);
    assert!(
        all["keys"]
            .as_array()
            .unwrap()
            .iter()
            .any(|k| k["alg"] == "RS256" && k["iss"] == did["id"])
    );
    assert_eq!(
        keys["keys"].as_array().unwrap().len(),
        all["keys"].as_array().unwrap().len()
    );
    let assertion = json(&house.form(&made.id, "ob2", "", false).await);
    let class = json(&house.at(assertion["badge"].as_str().unwrap()).await);
    let issuer = json(&house.at(class["issuer"].as_str().unwrap()).await);
    assert_eq!(
        (
            class["name"].as_str(),
            issuer["type"].as_str(),
            issuer["email"].as_str()
        ),
        (
            Some("Practitioner"),
            Some("Issuer"),
            Some("badges@plants.example.org")
        )
    );
    assert_eq!(
        house
            .at(assertion["image"].as_str().unwrap())
            .await
            .media_type,
        "image/png"
    );
    assert_eq!(
        house.at(class["image"].as_str().unwrap()).await.media_type,
        "image/png"
    );
    for (document, class) in [
        (&assertion, openbadges::ob2::Class::Assertion),
        (&class, openbadges::ob2::Class::BadgeClass),
        (&issuer, openbadges::ob2::Class::Issuer),
    ] {
        let findings = openbadges::ob2::validate(document, class, "test");
        assert!(
            findings
                .iter()
                .all(|f| f.severity != openbadges::ob3::Severity::Error),
            "{findings:?}"
        );
    }
    assert!(
        String::from_utf8(p.issuer_document("mark").await.body)
            .unwrap()
            .starts_with("<svg")
    );
    let achievement = json(
        &house
            .document(Of::Achievement(AchievementDocument {
                id: p.achievement.id.clone(),
                form: "json".into(),
            }))
            .await,
    );
    assert_eq!(achievement["name"], "Practitioner");
    assert_eq!(
        house
            .document(Of::Issuer(IssuerDocument {
                slug: "nobody".into(),
                form: "did".into()
            }))
            .await
            .status,
        404
    );
    assert_eq!(house.at("/console").await.status, 404);
}

// An old badge verifies under its old host after a move.
#[tokio::test]
async fn documents_answer_under_each_host_with_that_host_s_ids() {
    let dir = tempfile::tempdir().unwrap();
    let (slug, old) = {
        let house = house_at(dir.path(), BASE, &[]).await.unwrap();
        let p = house.programme("guild").await;
        let made = p.award().await;
        (p.issuer.slug.clone(), made.id)
    };
    let house = house_at(dir.path(), "https://new.example.org", &[BASE])
        .await
        .unwrap();
    let did_on = async |host: &str| {
        let asked = GetDocumentRequest {
            host: host.into(),
            of: Some(Of::Issuer(IssuerDocument {
                slug: slug.clone(),
                form: "did".into(),
            })),
            ..Default::default()
        };
        json(
            &house
                .internal()
                .get_document(asked)
                .await
                .unwrap()
                .into_inner(),
        )["id"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(
        did_on("badges.example.org").await,
        "did:web:badges.example.org:issuers:guild"
    );
    assert_eq!(
        did_on("new.example.org").await,
        "did:web:new.example.org:issuers:guild"
    );
    assert_eq!(
        did_on("elsewhere.example.net").await,
        "did:web:new.example.org:issuers:guild"
    );
    let signed = json(&house.form(&old, "json", "", true).await);
    assert_eq!(
        signed["issuer"]["id"],
        "did:web:badges.example.org:issuers:guild"
    );
    let origins = house
        .internal()
        .list_own_origins(ListOwnOriginsRequest {})
        .await
        .unwrap()
        .into_inner();
    assert_eq!(origins.bases, ["https://new.example.org", BASE]);
    assert_eq!(origins.dids.len(), 2);
}

#[tokio::test]
async fn reasons_are_shown_by_the_programme_s_setting() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.public_award().await;
    house
        .credentials(&p.owner)
        .suspend_credential(SuspendCredentialRequest {
            id: made.id.clone(),
            reason: "suspected fraud".into(),
        })
        .await
        .unwrap();
    let page = house.page(&made.id, "", false).await;
    assert_eq!(
        (page.status.as_str(), page.status_reason.as_str()),
        ("suspended", "")
    );
    p.set_policy(IssuerPolicy {
        show_revocation_reason: true,
        ..Default::default()
    })
    .await;
    assert_eq!(
        house.page(&made.id, "", false).await.status_reason,
        "suspected fraud"
    );
    assert_eq!(
        json(&house.form(&made.id, "ob2", "", false).await)["revocationReason"],
        "Suspended: suspected fraud"
    );
}

#[tokio::test]
async fn the_ledger_knows_every_revision_and_no_stranger_learns_a_contact() {
    let house = house().await;
    let p = house.programme("guild").await;
    let made = p.award().await;
    let first = openbadges::verify::content_sha256(&p.signed(&made.id).await).unwrap();
    let asked = contracts::issuance::v1::CorrectCredentialRequest {
        id: made.id.clone(),
        name: Some("Ana O.".into()),
        ..Default::default()
    };
    house
        .credentials(&p.owner)
        .correct_credential(asked)
        .await
        .unwrap();
    let second = house
        .verify(p.form(&made.id, "jwt").await.body)
        .await
        .content_sha256
        .unwrap();
    let check = async |digest: &str| {
        let asked = CheckLedgerRequest {
            credential_id: made.id.clone(),
            digest: digest.into(),
            ..Default::default()
        };
        house
            .internal_as(ServiceName::Verification)
            .check_ledger(asked)
            .await
            .unwrap()
            .into_inner()
    };
    let (old, new, forged) = (
        check(&first).await,
        check(&second).await,
        check(&"0".repeat(64)).await,
    );
    assert_eq!(
        (old.known, old.digest_known, old.newest),
        (true, true, false)
    );
    assert_eq!(
        (new.known, new.digest_known, new.newest),
        (true, true, true)
    );
    assert_eq!((forged.known, forged.digest_known), (true, false));
    assert_eq!(new.digests, [second, first]);
    assert!(
        !house
            .internal()
            .check_ledger(CheckLedgerRequest {
                credential_id: "nonsense".into(),
                ..Default::default()
            })
            .await
            .unwrap()
            .into_inner()
            .known
    );

    let contact = house
        .internal_as(ServiceName::Notification)
        .get_contact(GetContactRequest {
            credential_id: made.id.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (
            contact.recipient.unwrap().email.as_str(),
            contact.locale.as_str()
        ),
        ("ana.nunez@example.org", "en")
    );
    assert!(
        house
            .internal_as(ServiceName::Verification)
            .get_contact(GetContactRequest {
                credential_id: made.id.clone()
            })
            .await
            .is_err()
    );
    assert!(
        house
            .internal()
            .get_contact(GetContactRequest {
                credential_id: made.id.clone()
            })
            .await
            .is_err()
    );
    let of = async |email: &str, issuer: &str| {
        let asked = CredentialsOfAddressRequest {
            email: email.into(),
            issuer_id: issuer.into(),
        };
        house
            .internal_as(ServiceName::Wallet)
            .credentials_of_address(asked)
            .await
            .unwrap()
            .into_inner()
            .credentials
            .len()
    };
    assert_eq!(
        (
            of("ANA.nunez@Example.org", "").await,
            of("ana.nunez@example.org", &p.issuer.id).await,
            of("x@example.org", "").await
        ),
        (1, 1, 0)
    );
}

#[tokio::test]
async fn the_issuer_s_page_lists_what_can_be_earned() {
    let house = house().await;
    let p = house.programme("guild").await;
    p.award().await;
    let page = house
        .internal()
        .get_issuer_page(GetIssuerPageRequest {
            slug: "guild".into(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (
            page.issuer.unwrap().name.as_str(),
            page.achievements[0].awarded,
            page.rosette.starts_with("<svg")
        ),
        ("Plant Society", 1, true)
    );
    assert_eq!(
        refused(
            house
                .internal()
                .get_issuer_page(GetIssuerPageRequest {
                    slug: "none".into()
                })
                .await
        )
        .kind,
        Kind::NotFound
    );
}
