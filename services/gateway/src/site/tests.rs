//! Behaviours of the pages, with fakes for the services behind them.

mod documents;
mod earner;
mod everyone;
pub(crate) mod fake;

use contracts::{issuance::v1 as issuance, verification::v1 as verification, wallet::v1 as wallet};
use fake::{Services, Site, refusal};
use platform::{Kind, clock::Timestamp, ids::Ids};

/// The badge of these tests.
const BADGE: &str = "7q3kd0v5m8e2xw9zt4ncp6hjra";
const NAME: &str = "Océane Saint-Exupère";
const EMAIL: &str = "oceane@example.com";
/// The cookie of its earner.
const SIGNED_IN: &str = "__Host-wallet=good";

fn id<I: platform::ids::Id>() -> String {
    Ids::seeded(3).random::<I>().to_string()
}
fn issuer_id() -> String {
    id::<platform::ids::IssuerId>()
}
fn achievement_id() -> String {
    id::<platform::ids::AchievementId>()
}
fn earner_id() -> String {
    id::<platform::ids::EarnerId>()
}

fn at(text: &str) -> Option<prost_types::Timestamp> {
    Some(Timestamp::parse(text).unwrap().proto())
}

fn guild() -> issuance::Issuer {
    issuance::Issuer {
        id: issuer_id(),
        slug: "proposal-guild".into(),
        name: "Proposal Guild".into(),
        url: "https://guild.example.org".into(),
        email: "badges@guild.example.org".into(),
        time_zone: "Europe/London".into(),
        accent: "#2b4acb".into(),
        ..Default::default()
    }
}

fn practitioner() -> issuance::Achievement {
    issuance::Achievement {
        id: achievement_id(),
        issuer_id: issuer_id(),
        name: "Practitioner".into(),
        criteria: "Pass the **assessment**.".into(),
        image_url: "https://badges.example.org/achievements/ver_1.png".into(),
        ..Default::default()
    }
}

fn certificate() -> issuance::Certificate {
    issuance::Certificate {
        availability: "shown".into(),
        id: BADGE.into(),
        url: format!("https://badges.example.org/b/{BADGE}"),
        issuer: Some(guild()),
        achievement: Some(practitioner()),
        recipient_name: NAME.into(),
        awarded_at: at("2025-09-14T11:00:00Z"),
        status: "valid".into(),
        visibility: "public".into(),
        indexable: true,
        digest: "d1".into(),
        revision: 2,
        time_zone: "Europe/London".into(),
        ..Default::default()
    }
}

fn not_available() -> issuance::Certificate {
    issuance::Certificate {
        availability: "not_available".into(),
        ..Default::default()
    }
}

fn summary() -> issuance::BadgeSummary {
    issuance::BadgeSummary {
        id: BADGE.into(),
        url: format!("https://badges.example.org/b/{BADGE}"),
        title: "Practitioner".into(),
        issuer_id: issuer_id(),
        issuer_name: "Proposal Guild".into(),
        issuer_slug: "proposal-guild".into(),
        status: "valid".into(),
        awarded_at: at("2025-09-14T11:00:00Z"),
        visibility: "private".into(),
        achievement_id: achievement_id(),
        time_zone: "Europe/London".into(),
        recipient_name: NAME.into(),
        ..Default::default()
    }
}

fn held(acceptance: &str) -> wallet::HeldBadge {
    wallet::HeldBadge {
        credential_id: BADGE.into(),
        issuer_id: issuer_id(),
        achievement_id: achievement_id(),
        acceptance: acceptance.into(),
        ..Default::default()
    }
}

fn report() -> verification::Report {
    let step = |name: &str, mark: &str, sentence: &str| verification::Step {
        name: name.into(),
        mark: mark.into(),
        sentence: sentence.into(),
        ..Default::default()
    };
    verification::Report {
        verdict: "valid".into(),
        authentic: true,
        state: "valid".into(),
        summary: "This badge is authentic and valid.".into(),
        steps: vec![
            step("proof", "ok", "The signature fits the content."),
            step("recipient", "skipped", "No address was given."),
        ],
        facts: Some(verification::Facts {
            achievement_name: "Practitioner".into(),
            recipient_name: NAME.into(),
            issuer_name: "Proposal Guild".into(),
            page_url: format!("https://badges.example.org/b/{BADGE}"),
            ..Default::default()
        }),
        checked_at: at("2026-06-02T14:05:00Z"),
        json: r#"{"authentic":"yes","inputs":[]}"#.into(),
        ..Default::default()
    }
}

/// Services that know one public badge, its earner and a claim link, as most tests want them.
fn services() -> Services {
    let s = Services::default();
    s.on(
        "issuance.GetCertificate",
        |_: issuance::GetCertificateRequest| Ok(certificate()),
    );
    s.on(
        "issuance.GetDocument",
        |asked: issuance::GetDocumentRequest| Ok(document(&asked, true)),
    );
    s.on(
        "issuance.GetIssuerPage",
        |_: issuance::GetIssuerPageRequest| {
            Ok(issuance::IssuerPage {
                issuer: Some(guild()),
                achievements: vec![practitioner()],
                rosette: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".into(),
            })
        },
    );
    s.on("issuance.GetIssuer", |_: issuance::GetIssuerRequest| {
        Ok(guild())
    });
    s.on(
        "issuance.GetAchievement",
        |_: issuance::GetAchievementRequest| Ok(practitioner()),
    );
    s.on("issuance.CheckLedger", |_: issuance::CheckLedgerRequest| {
        Ok(issuance::LedgerAnswer {
            holds: vec!["membership".into()],
            ..Default::default()
        })
    });
    s.on(
        "issuance.ListBadges",
        |asked: issuance::ListBadgesRequest| {
            let known = asked.ids.iter().any(|id| id == BADGE);
            Ok(issuance::ListBadgesResponse {
                badges: known.then(summary).into_iter().collect(),
            })
        },
    );
    s.on("verification.Verify", |_: verification::VerifyRequest| {
        Ok(report())
    });
    s.on("wallet.GetSession", |asked: wallet::GetSessionRequest| {
        if asked.token == "good" {
            Ok(wallet::Session {
                earner_id: earner_id(),
                name: NAME.into(),
                ..Default::default()
            })
        } else {
            Err(refusal(
                Kind::Unauthenticated,
                "no_session",
                "your session has ended; sign in again",
            ))
        }
    });
    s.on("wallet.GetHeld", |_: wallet::GetHeldRequest| {
        Ok(held("accepted"))
    });
    s.on("wallet.ListHeld", |_: wallet::ListHeldRequest| {
        Ok(wallet::ListHeldResponse {
            badges: vec![held("pending")],
        })
    });
    s.on("wallet.GetProfile", |_: wallet::GetProfileRequest| {
        Ok(wallet::Profile {
            earner_id: earner_id(),
            name: NAME.into(),
            handle: "oceane".into(),
            addresses: vec![wallet::Address {
                id: "adr_1".into(),
                email: EMAIL.into(),
                verified: true,
                primary: true,
                badges: 1,
            }],
            ..Default::default()
        })
    });
    s.on("wallet.GetPortfolio", |_: wallet::GetPortfolioRequest| {
        Ok(wallet::Portfolio {
            handle: "oceane".into(),
            name: NAME.into(),
            credential_ids: vec![BADGE.into()],
            mode: "all".into(),
            ..Default::default()
        })
    });
    s.on("wallet.ViewClaim", |_: wallet::ViewClaimRequest| {
        Ok(claim("open"))
    });
    s.on("wallet.ViewLink", |_: wallet::ViewLinkRequest| {
        Ok(wallet::LinkView {
            state: "open".into(),
            purpose: "sign_in".into(),
            masked_email: "o•••••e@example.com".into(),
        })
    });
    s
}

fn claim(state: &str) -> wallet::ClaimView {
    wallet::ClaimView {
        state: state.into(),
        credential_ids: vec![BADGE.into()],
        masked_email: "o•••••e@example.com".into(),
        ..Default::default()
    }
}

/// A document whose body names its form. `public`: a stranger may have it.
fn document(asked: &issuance::GetDocumentRequest, public: bool) -> issuance::Document {
    use issuance::get_document_request::Of;
    let (form, may) = match &asked.of {
        Some(Of::Credential(d)) => (
            d.form.clone(),
            public || d.owner || d.capability == "secret",
        ),
        Some(Of::Issuer(d)) => (d.form.clone(), true),
        Some(Of::Achievement(d)) => (d.form.clone(), true),
        other => (format!("{other:?}"), true),
    };
    if !may {
        return issuance::Document {
            status: 404,
            ..Default::default()
        };
    }
    let media_type = match form.as_str() {
        "jwt" => "application/vc+jwt",
        "png" | "card" | "image" => "image/png",
        "svg" | "rosette" | "mark" => "image/svg+xml",
        _ => "application/vc",
    };
    issuance::Document {
        status: if asked.if_none_match == "\"e1\"" {
            304
        } else {
            200
        },
        media_type: media_type.into(),
        body: form.clone().into_bytes(),
        etag: "\"e1\"".into(),
        cache_control: "public, no-cache".into(),
        file_name: if form == "png" {
            "Practitioner.png".into()
        } else {
            String::new()
        },
    }
}

async fn site() -> Site {
    Site::with(services(), &[]).await
}
