//! Behaviours of the console, with fakes for the services behind it.

mod badges;
mod doors;
mod files;
mod pages;
mod registry;
mod settings;
mod staff;

use crate::site::tests::fake::{Services, Site, refusal};
use contracts::{
    common::v1 as common, issuance::v1 as issuance, membership_sync::v1 as sync,
    notification::v1 as notification, verification::v1 as verification,
};
use platform::{
    FieldProblem, Kind,
    clock::Timestamp,
    ids::{AchievementId, BatchId, Id, Ids, IssuerId, RunId, StaffId},
};
use tonic::Status;

/// The cookies of people at the guild: who may do everything, who awards, who looks, who is above it all.
const OWNER: &str = "__Host-console=owner";
const EDITOR: &str = "__Host-console=editor";
const VIEWER: &str = "__Host-console=viewer";
const OPERATOR: &str = "__Host-console=operator";
const BADGE: &str = "7q3kd0v5m8e2xw9zt4ncp6hjra";
const NAME: &str = "Océane Saint-Exupère";

fn id<I: Id>(seed: u64) -> String {
    Ids::seeded(seed).random::<I>().to_string()
}
fn issuer_id() -> String {
    id::<IssuerId>(3)
}
fn achievement_id() -> String {
    id::<AchievementId>(3)
}
fn run_id() -> String {
    id::<RunId>(3)
}
fn batch_id() -> String {
    id::<BatchId>(3)
}
/// A file of awards whose work ended too early.
fn given_up_id() -> String {
    id::<BatchId>(4)
}

fn at(text: &str) -> Option<prost_types::Timestamp> {
    Some(Timestamp::parse(text).unwrap().proto())
}

fn session(token: &str) -> Option<issuance::StaffSession> {
    let operator = token == "operator";
    if !operator && !["owner", "editor", "viewer", "nobody"].contains(&token) {
        return None;
    }
    let membership = issuance::Membership {
        issuer_id: issuer_id(),
        slug: "proposal-guild".into(),
        name: "Proposal Guild".into(),
        role: if operator { "owner" } else { token }.into(),
        accent: "#2b4acb".into(),
        time_zone: "Europe/London".into(),
    };
    Some(issuance::StaffSession {
        staff_id: id::<StaffId>(3),
        name: "Amelia Whitaker".into(),
        email: "amelia@guild.example.org".into(),
        operator,
        issuers: (token != "nobody")
            .then_some(membership)
            .into_iter()
            .collect(),
        ..Default::default()
    })
}

fn guild() -> issuance::Issuer {
    issuance::Issuer {
        id: issuer_id(),
        slug: "proposal-guild".into(),
        did: "did:web:badges.example.org:issuers:proposal-guild".into(),
        name: "Proposal Guild".into(),
        url: "https://guild.example.org".into(),
        email: "badges@guild.example.org".into(),
        time_zone: "Europe/London".into(),
        locale: "en".into(),
        accent: "#2b4acb".into(),
        policy: Some(issuance::IssuerPolicy {
            name: "signed".into(),
            recipient: "hashed".into(),
            visible_from: "publish".into(),
            show_revocation_reason: false,
        }),
        keys: vec![
            issuance::SigningKey {
                id: "did:web:x#key-1".into(),
                algorithm: "Ed25519".into(),
                created_at: at("2024-02-01T00:00:00Z"),
                retired_at: at("2026-01-04T00:00:00Z"),
                ..Default::default()
            },
            issuance::SigningKey {
                id: "did:web:x#key-2".into(),
                algorithm: "Ed25519".into(),
                created_at: at("2026-01-04T00:00:00Z"),
                ..Default::default()
            },
        ],
        created_at: at("2024-02-01T00:00:00Z"),
        ..Default::default()
    }
}

fn practitioner() -> issuance::Achievement {
    issuance::Achievement {
        id: achievement_id(),
        issuer_id: issuer_id(),
        name: "Practitioner".into(),
        description: "Plans and leads a bid.".into(),
        criteria: "Pass the assessment.".into(),
        achievement_type: "Certification".into(),
        level: Some(issuance::Level {
            progression_id: "prg_1".into(),
            progression: "Bid & Proposal".into(),
            name: "Practitioner".into(),
            rank: 2,
        }),
        validity: Some(issuance::ValidityRule {
            kind: "dated".into(),
            months: 24,
        }),
        design: r##"{"silhouette":"shield","colours":{"frame":"#c39b3c","field":"#1d2f4a","ink":"#f7f2e6"},"emblem":{"icon":"compass"},"title":"Practitioner","issuer":"Proposal Guild"}"##.into(),
        awarded: 470,
        ..Default::default()
    }
}

fn credential(status: &str) -> issuance::Credential {
    issuance::Credential {
        id: BADGE.into(),
        issuer_id: issuer_id(),
        achievement_id: achievement_id(),
        achievement_name: "Practitioner".into(),
        recipient: Some(issuance::Recipient {
            email: "oceane@example.com".into(),
            name: NAME.into(),
            member_number: "PG-000412".into(),
        }),
        awarded_at: at("2025-09-14T11:00:00Z"),
        valid_from: at("2025-09-14T11:00:01Z"),
        created_at: at("2025-09-14T11:00:00Z"),
        status: status.into(),
        acceptance: "accepted".into(),
        visibility: "public".into(),
        revision: 2,
        time_zone: "Europe/London".into(),
        deliveries: vec![issuance::Delivery {
            kind: "award".into(),
            state: "failed".into(),
            at: at("2025-09-14T11:05:00Z"),
            reason: "550 no such user".into(),
        }],
        ..Default::default()
    }
}

fn run(state: &str) -> sync::Run {
    sync::Run {
        id: run_id(),
        issuer_id: issuer_id(),
        kind: "members".into(),
        file_name: "members-june.csv".into(),
        state: state.into(),
        rows: 1200,
        added: 12,
        changed: 31,
        refused: 2,
        notes: vec!["read as UTF-8, cells between commas".into()],
        created_at: at("2026-06-02T13:38:00Z"),
        ..Default::default()
    }
}

fn batch(dry_run: bool, state: &str) -> issuance::Batch {
    issuance::Batch {
        id: batch_id(),
        issuer_id: issuer_id(),
        state: state.into(),
        dry_run,
        file_name: "awards.csv".into(),
        rows: 3,
        done: 3,
        awarded: 2,
        refused: 1,
        created_at: at("2026-06-02T13:38:00Z"),
        applicable_until: (dry_run && state == "finished")
            .then(|| at("2200-01-01T00:00:00Z"))
            .flatten(),
        ..Default::default()
    }
}

fn member() -> sync::Member {
    sync::Member {
        id: "mem_1".into(),
        issuer_id: issuer_id(),
        member_number: "PG 1/2".into(),
        display_name: NAME.into(),
        email: "oceane@example.com".into(),
        status: "active".into(),
        expires_on: "2027-03-31".into(),
        certifications: vec![sync::Certification {
            certification: "Bid and Proposal Management".into(),
            level: "Practitioner".into(),
            passed_on: "2025-09-14".into(),
            reason: "no rule is about it".into(),
            ..Default::default()
        }],
        ..Default::default()
    }
}

fn row_error() -> common::RowError {
    common::RowError {
        row: 214,
        column: "email".into(),
        value: "zara(at)example.net".into(),
        reason: "it needs an @".into(),
    }
}

/// A refusal that is about fields.
fn wrong(fields: &'static [(&'static str, &'static str)]) -> Status {
    #[derive(Debug, thiserror::Error)]
    #[error("fields are wrong")]
    struct Wrong(&'static [(&'static str, &'static str)]);
    impl platform::Refusal for Wrong {
        fn kind(&self) -> Kind {
            Kind::Invalid
        }
        fn code(&self) -> &'static str {
            "invalid"
        }
        fn fields(&self) -> Vec<FieldProblem> {
            self.0
                .iter()
                .map(|(field, problem)| FieldProblem::new(*field, "", *problem))
                .collect()
        }
    }
    platform::refusal::status(&Wrong(fields))
}

/// Services that know one guild, its badge, a holder and a member.
fn services() -> Services {
    let s = Services::default();
    s.on(
        "issuance.GetStaffSession",
        |asked: issuance::GetStaffSessionRequest| {
            session(&asked.token).ok_or_else(|| {
                refusal(
                    Kind::Unauthenticated,
                    "session_ended",
                    "your session has ended; sign in again",
                )
            })
        },
    );
    s.on("issuance.GetIssuer", |_: issuance::GetIssuerRequest| {
        Ok(guild())
    });
    s.on("issuance.ListIssuers", |_: issuance::ListIssuersRequest| {
        Ok(issuance::ListIssuersResponse {
            issuers: vec![guild()],
            page: None,
        })
    });
    s.on(
        "issuance.ListAchievements",
        |_: issuance::ListAchievementsRequest| {
            Ok(issuance::ListAchievementsResponse {
                achievements: vec![practitioner()],
                page: None,
            })
        },
    );
    s.on(
        "issuance.GetAchievement",
        |_: issuance::GetAchievementRequest| Ok(practitioner()),
    );
    s.on(
        "issuance.ListCredentials",
        |_: issuance::ListCredentialsRequest| {
            Ok(issuance::ListCredentialsResponse {
                credentials: vec![credential("valid")],
                page: Some(common::PageInfo {
                    next_cursor: "more".into(),
                    total: None,
                    ..Default::default()
                }),
            })
        },
    );
    s.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| Ok(credential("valid")),
    );
    s.on("issuance.ListApiKeys", |_: issuance::ListApiKeysRequest| {
        Ok(issuance::ListApiKeysResponse {
            keys: vec![issuance::ApiKey {
                id: "key_1".into(),
                name: "Member portal".into(),
                scopes: vec!["credentials:write".into()],
                hint: "accolade_7q3k".into(),
                created_at: at("2026-01-04T00:00:00Z"),
                ..Default::default()
            }],
        })
    });
    s.on("issuance.ListStaff", |_: issuance::ListStaffRequest| {
        Ok(issuance::ListStaffResponse {
            staff: vec![issuance::Staff {
                id: id::<StaffId>(3),
                email: "amelia@guild.example.org".into(),
                name: "Amelia Whitaker".into(),
                role: "owner".into(),
                active: true,
                ..Default::default()
            }],
        })
    });
    s.on("issuance.GetBatch", |asked: issuance::GetBatchRequest| {
        Ok(if asked.id == given_up_id() {
            batch(false, "partial")
        } else {
            batch(true, "finished")
        })
    });
    s.on("issuance.ListBatches", |_: issuance::ListBatchesRequest| {
        Ok(issuance::ListBatchesResponse {
            batches: vec![batch(true, "finished")],
            page: None,
        })
    });
    s.on(
        "issuance.ListBatchErrors",
        |_: issuance::ListBatchErrorsRequest| {
            Ok(issuance::ListBatchErrorsResponse {
                errors: vec![row_error()],
                ..Default::default()
            })
        },
    );
    s.on("membership_sync.ListRuns", |_: sync::ListRunsRequest| {
        Ok(sync::ListRunsResponse {
            runs: vec![run("previewed")],
            page: None,
        })
    });
    s.on("membership_sync.GetRun", |_: sync::GetRunRequest| {
        Ok(run("previewed"))
    });
    s.on(
        "membership_sync.ListChanges",
        |_: sync::ListChangesRequest| {
            Ok(sync::ListChangesResponse {
                changes: vec![sync::Change {
                    row: 2,
                    kind: "changed".into(),
                    key: "PG-000412".into(),
                    name: NAME.into(),
                    fields: vec![sync::FieldChange {
                        field: "status".into(),
                        before: "active".into(),
                        after: "lapsed".into(),
                    }],
                    effect: "suspends 2 badges".into(),
                }],
                page: Some(common::PageInfo {
                    next_cursor: String::new(),
                    total: Some(43),
                    ..Default::default()
                }),
            })
        },
    );
    s.on(
        "membership_sync.ListRunErrors",
        |_: sync::ListRunErrorsRequest| {
            Ok(sync::ListRunErrorsResponse {
                errors: vec![row_error()],
                header: vec!["member_number".into(), "email".into()],
                refused: vec![sync::RefusedRow {
                    row: 214,
                    cells: vec!["PG-1".into(), "zara(at)example.net".into()],
                    reason: "it needs an @".into(),
                }],
                page: None,
            })
        },
    );
    s.on(
        "membership_sync.ListMembers",
        |_: sync::ListMembersRequest| {
            Ok(sync::ListMembersResponse {
                members: vec![member()],
                page: Some(common::PageInfo {
                    next_cursor: String::new(),
                    total: Some(1200),
                    ..Default::default()
                }),
            })
        },
    );
    s.on("membership_sync.GetMember", |_: sync::GetMemberRequest| {
        Ok(member())
    });
    s.on("membership_sync.Explain", |_: sync::ExplainRequest| {
        Ok(sync::ExplainResponse {
            decisions: vec![sync::Decision {
                rule_id: "rul_1".into(),
                rule_name: "Professional for members".into(),
                eligible: false,
                reason: "the certification is missing".into(),
            }],
        })
    });
    s.on("membership_sync.ListRules", |_: sync::ListRulesRequest| {
        Ok(sync::ListRulesResponse {
            rules: vec![sync::Rule {
                id: "rul_1".into(),
                issuer_id: issuer_id(),
                achievement_id: achievement_id(),
                name: "Practitioner for members".into(),
                certification: "Bid and Proposal Management".into(),
                level: "Practitioner".into(),
                requires_membership: true,
                active: true,
                ..Default::default()
            }],
        })
    });
    s.on(
        "notification.ListMessages",
        |_: notification::ListMessagesRequest| {
            Ok(notification::ListMessagesResponse {
                messages: vec![notification::Message {
                    kind: "award".into(),
                    state: "failed".into(),
                    failure: "550 no such user".into(),
                    credential_ids: vec![BADGE.into()],
                    due_at: at("2026-06-02T13:40:00Z"),
                    ..Default::default()
                }],
                page: None,
            })
        },
    );
    s.on(
        "verification.ListKnownIssuers",
        |_: verification::ListKnownIssuersRequest| {
            Ok(verification::ListKnownIssuersResponse {
                issuers: vec![verification::KnownIssuer {
                    issuer_id: guild().did,
                    name: "Proposal Guild".into(),
                    known: true,
                    added_at: at("2026-01-04T00:00:00Z"),
                }],
                page: None,
            })
        },
    );
    s
}

async fn site() -> Site {
    Site::with(services(), &[]).await
}
