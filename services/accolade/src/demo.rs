//! `accolade demo`: five programmes with their members, awarded, mailed, some of them claimed and published.
//!
//! Everything goes the way real use goes: the operator creates issuers, their keys import files, rules award,
//! mails arrive in the mailbox, earners follow the claim links in them.

use crate::up::Running;
use anyhow::{Context as _, bail};
use contracts::{
    issuance::v1 as issuance,
    membership_sync::v1 as sync,
    notification::v1::{
        self as notification, internal_client::InternalClient as NotificationClient,
    },
    verification::v1 as verification,
    wallet::v1::{self as wallet, internal_client::InternalClient as WalletClient},
};
use platform::{ServiceName, identity::Caller, ids::EarnerId};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, time::Duration};

/// Where the operator of the demo signs in.
pub const OPERATOR_EMAIL: &str = "operator@accolade.example";
/// The password of the demo's operator.
pub const PASSWORD: &str = "a calm harbour at dawn";
/// How many badges of each programme its earners have already published.
const PUBLISHED: usize = 4;

/// What a started demo answers: `accolade demo --json` prints it on one line.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Demo {
    /// The base address.
    pub base: String,
    /// How to sign in to the console.
    pub console: Console,
    /// The mailbox page.
    pub mailbox: String,
    /// The issuers and a fresh API key for each.
    pub issuers: Vec<DemoIssuer>,
    /// Public badges.
    pub credentials: Vec<String>,
}

/// How to sign in to the console.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Console {
    /// The operator's address.
    pub email: String,
    /// The operator's password.
    pub password: String,
}

/// An issuer of the demo.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoIssuer {
    /// Its slug.
    pub slug: String,
    /// Its id.
    pub id: String,
    /// A key made at this start.
    pub api_key: String,
}

#[derive(Deserialize)]
struct Programmes {
    programme: Vec<Programme>,
}
#[derive(Deserialize)]
struct Programme {
    slug: String,
    name: String,
    url: String,
    email: String,
    description: String,
    time_zone: String,
    locale: String,
    accent: String,
    visible_from: String,
    support: String,
    renew_url: String,
    examining_body: Option<Body>,
    achievement: Vec<Achievement>,
}
#[derive(Deserialize, Clone)]
struct Body {
    name: String,
    url: String,
}
#[derive(Deserialize)]
struct Achievement {
    name: String,
    description: String,
    criteria: String,
    #[serde(rename = "type")]
    kind: String,
    progression: Option<String>,
    level: Option<String>,
    rank: Option<u32>,
    #[serde(default)]
    tags: Vec<String>,
    certification: String,
    certification_level: String,
}

macro_rules! files {
    ($($slug:literal),*) => {
        /// Members and certifications of a programme.
        fn files(slug: &str) -> Option<[(&'static str, &'static [u8]); 2]> {
            match slug {
                $($slug => Some([
                    ("members", include_bytes!(concat!("../demo/", $slug, "/members.csv"))),
                    ("certifications", include_bytes!(concat!("../demo/", $slug, "/certifications.csv"))),
                ]),)*
                _ => None,
            }
        }
    };
}
files!(
    "proposal-guild",
    "product-institute",
    "project-alliance",
    "plant-society",
    "cx-association"
);

/// Fills a running process with the five programmes, or, where they stand already, makes fresh API keys.
pub async fn fill(running: &Running) -> anyhow::Result<Demo> {
    running
        .bootstrap(OPERATOR_EMAIL, "Demo Operator", Some(PASSWORD))
        .await?;
    let seeding = Seeding { running };
    let programmes: Programmes = toml::from_str(include_str!("../demo/programmes.toml"))
        .context("the demo's own programmes")?;
    let known = seeding.known_issuers().await?;
    let (mut issuers, mut fresh) = (Vec::new(), Vec::new());
    for programme in &programmes.programme {
        let id = match known.get(&programme.slug) {
            Some(id) => id.clone(),
            None => {
                let id = seeding
                    .programme(programme)
                    .await
                    .with_context(|| format!("programme {}", programme.slug))?;
                fresh.push(id.clone());
                id
            }
        };
        let api_key = seeding.api_key(&id).await?;
        issuers.push(DemoIssuer {
            slug: programme.slug.clone(),
            id,
            api_key,
        });
    }
    if !fresh.is_empty() {
        if !running.settle(Duration::from_secs(120)).await? {
            bail!("the demo's badges were not all awarded and mailed within two minutes");
        }
        for issuer in &fresh {
            seeding.publish_some(issuer).await?;
        }
        running.settle(Duration::from_secs(30)).await?;
    }
    let mut credentials = Vec::new();
    for issuer in &issuers {
        credentials.extend(seeding.public_badges(&issuer.id).await?);
    }
    Ok(Demo {
        base: running.base.clone(),
        console: Console {
            email: OPERATOR_EMAIL.into(),
            password: PASSWORD.into(),
        },
        mailbox: format!("{}/dev/mail", running.base),
        issuers,
        credentials,
    })
}

struct Seeding<'a> {
    running: &'a Running,
}

impl Seeding<'_> {
    fn wire(&self, to: ServiceName) -> contracts::Wire {
        self.running.wires.call(
            to,
            &Caller::Operator {
                subject: "demo".into(),
            },
        )
    }

    async fn known_issuers(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut client =
            issuance::issuers_client::IssuersClient::new(self.wire(ServiceName::Issuance));
        let issuers = client
            .list_issuers(issuance::ListIssuersRequest::default())
            .await?
            .into_inner()
            .issuers;
        Ok(issuers.into_iter().map(|i| (i.slug, i.id)).collect())
    }

    async fn api_key(&self, issuer: &str) -> anyhow::Result<String> {
        let mut client =
            issuance::issuers_client::IssuersClient::new(self.wire(ServiceName::Issuance));
        let request = issuance::CreateApiKeyRequest {
            issuer_id: issuer.to_owned(),
            name: "Demo".into(),
            scopes: platform::identity::Scope::ALL
                .iter()
                .map(|s| s.as_str().to_owned())
                .collect(),
            expires_at: None,
        };
        Ok(client.create_api_key(request).await?.into_inner().secret)
    }

    async fn programme(&self, p: &Programme) -> anyhow::Result<String> {
        let mut issuers =
            issuance::issuers_client::IssuersClient::new(self.wire(ServiceName::Issuance));
        let issuer = issuers
            .create_issuer(issuance::CreateIssuerRequest {
                slug: p.slug.clone(),
                name: p.name.clone(),
                url: p.url.clone(),
                email: p.email.clone(),
                description: p.description.clone(),
                time_zone: p.time_zone.clone(),
                locale: p.locale.clone(),
                accent: p.accent.clone(),
                support_contact: p.support.clone(),
                renew_url: p.renew_url.clone(),
                policy: Some(issuance::IssuerPolicy {
                    name: "signed".into(),
                    recipient: "hashed".into(),
                    visible_from: p.visible_from.clone(),
                    show_revocation_reason: true,
                }),
                ..Default::default()
            })
            .await?
            .into_inner();
        let mut known = verification::internal_client::InternalClient::new(
            self.wire(ServiceName::Verification),
        );
        known
            .set_known_issuer(verification::SetKnownIssuerRequest {
                issuer_id: issuer.did.clone(),
                name: issuer.name.clone(),
                known: true,
            })
            .await?;
        for a in &p.achievement {
            self.achievement(&issuer.id, p, a)
                .await
                .with_context(|| a.name.clone())?;
        }
        for (kind, bytes) in files(&p.slug).context("no files for this programme")? {
            self.import(&issuer.id, kind, bytes)
                .await
                .with_context(|| format!("{kind}.csv"))?;
        }
        Ok(issuer.id)
    }

    async fn achievement(
        &self,
        issuer: &str,
        p: &Programme,
        a: &Achievement,
    ) -> anyhow::Result<()> {
        let level = a.progression.as_ref().map(|progression| issuance::Level {
            progression_id: String::new(),
            progression: progression.clone(),
            name: a.level.clone().unwrap_or_default(),
            rank: a.rank.unwrap_or(1),
        });
        let mut achievements = issuance::achievements_client::AchievementsClient::new(
            self.wire(ServiceName::Issuance),
        );
        let made = achievements
            .create_achievement(issuance::CreateAchievementRequest {
                issuer_id: issuer.to_owned(),
                name: a.name.clone(),
                description: a.description.clone(),
                criteria: a.criteria.clone(),
                achievement_type: a.kind.clone(),
                tags: a.tags.clone(),
                level,
                validity: Some(issuance::ValidityRule {
                    kind: "status_driven".into(),
                    months: 0,
                }),
                examining_body: p.examining_body.clone().map(|b| issuance::ExaminingBody {
                    name: b.name,
                    url: b.url,
                }),
                ..Default::default()
            })
            .await?
            .into_inner();
        let mut rules =
            sync::rules_client::RulesClient::new(self.wire(ServiceName::MembershipSync));
        rules
            .create_rule(sync::CreateRuleRequest {
                issuer_id: issuer.to_owned(),
                achievement_id: made.id,
                name: format!("{} for active members", a.name),
                certification: a.certification.clone(),
                level: a.certification_level.clone(),
                requires_membership: true,
            })
            .await?;
        Ok(())
    }

    async fn import(&self, issuer: &str, kind: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let header = sync::ImportHeader {
            issuer_id: issuer.to_owned(),
            kind: kind.to_owned(),
            file_name: format!("{kind}.csv"),
            dry_run: false,
            complete: false,
            notify: None,
        };
        let mut pieces = vec![sync::ImportRequest {
            header: Some(header),
            bytes: Vec::new(),
        }];
        pieces.extend(bytes.chunks(64 * 1024).map(|chunk| sync::ImportRequest {
            header: None,
            bytes: chunk.to_vec(),
        }));
        let mut members =
            sync::members_client::MembersClient::new(self.wire(ServiceName::MembershipSync));
        let mut run = members
            .import(tokio_stream::iter(pieces))
            .await?
            .into_inner();
        let mut runs = sync::runs_client::RunsClient::new(self.wire(ServiceName::MembershipSync));
        for _ in 0..1200 {
            match run.state.as_str() {
                "finished" => return Ok(()),
                "failed" | "held" => bail!("{}: {}", run.state, run.reason),
                _ => tokio::time::sleep(Duration::from_millis(50)).await,
            }
            run = runs
                .get_run(sync::GetRunRequest { id: run.id })
                .await?
                .into_inner();
        }
        bail!("the import did not finish within a minute")
    }

    /// Lets some earners do what the mails ask: follow the claim link, accept, make the badge public.
    async fn publish_some(&self, issuer: &str) -> anyhow::Result<()> {
        let as_gateway = |to| {
            self.running
                .wires
                .call(to, &Caller::Service(ServiceName::Gateway))
        };
        let mut mailbox = NotificationClient::new(as_gateway(ServiceName::Notification));
        let mut wallets = WalletClient::new(as_gateway(ServiceName::Wallet));
        let mut published = 0;
        for id in self.mails_about(issuer).await? {
            if published == PUBLISHED {
                break;
            }
            let mail = mailbox
                .get_mail(notification::GetMailRequest { id })
                .await?
                .into_inner();
            let Some(token) = claim_token(&mail.text) else {
                continue;
            };
            let claimed = wallets
                .consume_claim(wallet::ConsumeClaimRequest {
                    token: token.to_owned(),
                    trust_issuer: false,
                    source: "demo".into(),
                    decline: false,
                })
                .await?
                .into_inner();
            let Some(session) = claimed.session else {
                continue;
            };
            let earner: EarnerId = session.earner_id.parse()?;
            let mut own = WalletClient::new(
                self.running
                    .wires
                    .call(ServiceName::Wallet, &Caller::Earner { earner }),
            );
            own.set_visibility(wallet::SetVisibilityRequest {
                credential_ids: claimed.credential_ids,
                visibility: "public".into(),
            })
            .await?;
            published += 1;
        }
        Ok(())
    }

    async fn mails_about(&self, issuer: &str) -> anyhow::Result<Vec<String>> {
        let mut mailbox = NotificationClient::new(self.running.wires.call(
            ServiceName::Notification,
            &Caller::Service(ServiceName::Gateway),
        ));
        let request = notification::ListMailboxRequest {
            to: String::new(),
            issuer_id: issuer.to_owned(),
            page: Some(contracts::common::v1::PageRequest {
                limit: 50,
                cursor: String::new(),
            }),
        };
        let mails = mailbox.list_mailbox(request).await?.into_inner().mails;
        Ok(mails
            .into_iter()
            .filter(|m| m.kind == "award")
            .map(|m| m.id)
            .collect())
    }

    async fn public_badges(&self, issuer: &str) -> anyhow::Result<Vec<String>> {
        let mut credentials =
            issuance::credentials_client::CredentialsClient::new(self.wire(ServiceName::Issuance));
        let request = issuance::ListCredentialsRequest {
            issuer_id: issuer.to_owned(),
            acceptance: "accepted".into(),
            page: Some(contracts::common::v1::PageRequest {
                limit: 200,
                cursor: String::new(),
            }),
            ..Default::default()
        };
        let list = credentials
            .list_credentials(request)
            .await?
            .into_inner()
            .credentials;
        Ok(list
            .into_iter()
            .filter(|c| c.visibility == "public")
            .map(|c| c.url)
            .collect())
    }
}

/// The token in the first claim link of a mail.
fn claim_token(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("/claim/")?;
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(rest.len());
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_programme_has_its_files_and_each_rule_a_certification_in_them() {
        let programmes: Programmes =
            toml::from_str(include_str!("../demo/programmes.toml")).unwrap();
        assert_eq!(programmes.programme.len(), 5);
        for p in &programmes.programme {
            let [_, (_, certifications)] = files(&p.slug).unwrap();
            let text = std::str::from_utf8(certifications).unwrap();
            for a in &p.achievement {
                let row = format!(",{},{},", a.certification, a.certification_level);
                assert!(text.contains(&row), "{}: {row}", p.slug);
            }
        }
    }

    #[test]
    fn the_token_of_a_claim_link_is_found() {
        assert_eq!(
            claim_token("open\nhttp://localhost:1/claim/Ab-c_1\n\nor"),
            Some("Ab-c_1")
        );
        assert_eq!(claim_token("no link"), None);
    }
}
