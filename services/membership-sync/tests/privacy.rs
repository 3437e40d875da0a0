//! Who may see what, and what lies on the disk.

use crate::support::{FromTest as _, House, MEMBERS, dry, member, members, practitioner};
use contracts::membership_sync::v1::{
    ApplyRunRequest, ExplainRequest, GetMemberRequest, GetRunRequest, ListChangesRequest,
    ListMembersRequest, ListRunErrorsRequest, ListRunsRequest, SetRuleActiveRequest,
};
use platform::{
    identity::{Caller, Scope},
    ids::IssuerId,
};
use tonic::Code;

#[tokio::test(flavor = "multi_thread")]
async fn another_tenant_sees_and_changes_nothing() {
    let house = House::new().await;
    let rule = house
        .rule(
            "Proposal Practitioner",
            "Bid & Proposal Management",
            "Practitioner",
        )
        .await;
    house.import_members(&member(1, "active", "")).await;
    house.import_certifications(&practitioner(1)).await;
    let run = house
        .import(
            dry(members()),
            format!("{MEMBERS}{}", member(1, "lapsed", "")),
        )
        .await;

    let stranger = house.client_of(house.a_new_issuer(), &Scope::ALL);
    let guild = house.guild.to_string();
    let code = |outcome: Result<(), tonic::Status>| outcome.unwrap_err().code();
    assert_eq!(
        code(
            house
                .runs(&stranger)
                .get_run(GetRunRequest { id: run.id.clone() })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert_eq!(
        code(
            house
                .runs(&stranger)
                .apply_run(ApplyRunRequest {
                    id: run.id.clone(),
                    confirm: true
                })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert_eq!(
        code(
            house
                .runs(&stranger)
                .list_changes(ListChangesRequest {
                    run_id: run.id.clone(),
                    ..Default::default()
                })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert_eq!(
        code(
            house
                .runs(&stranger)
                .list_run_errors(ListRunErrorsRequest {
                    run_id: run.id.clone(),
                    ..Default::default()
                })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert_eq!(
        code(
            house
                .runs(&stranger)
                .list_runs(ListRunsRequest {
                    issuer_id: guild.clone(),
                    ..Default::default()
                })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert_eq!(
        code(
            house
                .rules(&stranger)
                .set_rule_active(SetRuleActiveRequest {
                    id: rule.id,
                    active: false
                })
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    let by_name = |issuer_id: &str| GetMemberRequest {
        issuer_id: issuer_id.to_owned(),
        member_number: "PG-1".into(),
    };
    for issuer in [guild.as_str(), ""] {
        assert_eq!(
            code(
                house
                    .members(&stranger)
                    .get_member(by_name(issuer))
                    .await
                    .map(drop)
            ),
            Code::NotFound
        );
        let explain = ExplainRequest {
            issuer_id: issuer.to_owned(),
            member_number: "PG-1".into(),
        };
        assert_eq!(
            code(house.rules(&stranger).explain(explain).await.map(drop)),
            Code::NotFound
        );
    }
    assert_eq!(
        code(
            house
                .send(
                    &stranger,
                    contracts::membership_sync::v1::ImportHeader {
                        issuer_id: guild,
                        ..members()
                    },
                    b"x"
                )
                .await
                .map(drop)
        ),
        Code::NotFound
    );
    assert!(
        house
            .members(&stranger)
            .list_members(ListMembersRequest::default())
            .await
            .unwrap()
            .into_inner()
            .members
            .is_empty()
    );

    // The same numbers at another tenant are other records.
    let theirs = house
        .send(
            &stranger,
            members(),
            format!("{MEMBERS}{}", member(1, "lapsed", "")).as_bytes(),
        )
        .await
        .unwrap();
    let mut added = 0;
    house
        .until("their file is read", async || {
            let asked = GetRunRequest {
                id: theirs.id.clone(),
            };
            let run = house.runs(&stranger).get_run(asked).await.unwrap();
            let run = run.into_inner();
            added = run.added;
            run.state == "finished"
        })
        .await;
    assert_eq!(added, 1);
    assert_eq!(
        house
            .members(&stranger)
            .get_member(by_name(""))
            .await
            .unwrap()
            .into_inner()
            .status,
        "lapsed"
    );
    assert_eq!(house.member("PG-1").await.unwrap().status, "active");
    assert!(house.issuance.standings().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_are_asked_for() {
    let house = House::new().await;
    let reader = house.client_of(house.guild, &[Scope::MembersRead]);
    let refused = house.send(&reader, members(), b"x").await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    assert!(
        refused.message().contains("members:write"),
        "{}",
        refused.message()
    );
    let nothing = house.client_of(house.guild, &[Scope::CredentialsRead]);
    assert_eq!(
        house
            .members(&nothing)
            .list_members(ListMembersRequest::default())
            .await
            .unwrap_err()
            .code(),
        Code::PermissionDenied
    );
    assert_eq!(
        house
            .members(&Caller::Public)
            .list_members(ListMembersRequest::default())
            .await
            .unwrap_err()
            .code(),
        Code::Unauthenticated
    );
    // An operator names the issuer, and one that does not exist is told at once.
    let operator = Caller::Operator {
        subject: "test".into(),
    };
    let of = |issuer: IssuerId| contracts::membership_sync::v1::ImportHeader {
        issuer_id: issuer.to_string(),
        ..members()
    };
    assert!(house.send(&operator, of(house.guild), b"").await.is_ok());
    assert_eq!(
        house
            .send(&operator, of(IssuerId::from_test(404)), b"")
            .await
            .unwrap_err()
            .code(),
        Code::NotFound
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_name_address_or_number_lies_plain_on_the_disk() {
    let house = House::new().await;
    house.guild_rules().await;
    house.import_members("PG-4711,Zephyrine,Quillfeather,Zephyrine Quillfeather,zephyrine@secret.example,active,,\nPG-4712,Bo,Wintergreen,Bo Wintergreen,not-an-address,active,,\n").await;
    house
        .import_certifications(
            "PG-4711,Bid & Proposal Management,Practitioner,2,2025-08-20,CERT-90210\n",
        )
        .await;
    // A change set that waits, a file without a header row, and a file that failed.
    house.import(dry(members()), format!("{MEMBERS}PG-4711,Zephyrine,Thistlewood,Zephyrine Thistlewood,zephyrine@secret.example,active,,\n")).await;
    house
        .import(
            members(),
            "PG-4713,Orlando Marmalade,orlando@secret.example,active\n",
        )
        .await;
    house
        .members(&house.client())
        .put_member(contracts::membership_sync::v1::PutMemberRequest {
            member: Some(house.member("PG-4711").await.unwrap()),
            if_version: None,
        })
        .await
        .unwrap();
    house.stop().await;
    for entry in std::fs::read_dir(house.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.is_empty() || path.extension().is_some_and(|e| e != "db"));
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in [
            "zephyrine",
            "quillfeather",
            "thistlewood",
            "wintergreen",
            "marmalade",
            "secret.example",
            "not-an-address",
            "pg-471",
            "cert-90210",
        ] {
            assert!(
                !text.contains(word),
                "`{word}` lies plain in {}",
                path.display()
            );
        }
    }
}
