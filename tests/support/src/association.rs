//! An association that has been set up.

use crate::{Api, Suite, until_moving};
use anyhow::Context as _;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An issuer with its key, its achievements by name, and rules.
pub struct Association {
    /// The issuer's id.
    pub id: String,
    /// REST with the issuer's own key.
    pub api: Api,
    /// Ids of achievements by name.
    pub achievements: BTreeMap<String, String>,
}

/// The four badges of the proposal guild: name, certification, level, ladder and rank.
const GUILD: [(&str, &str, &str, Option<u32>); 4] = [
    (
        "Proposal Foundation",
        "Bid & Proposal Management",
        "Foundation",
        Some(1),
    ),
    (
        "Proposal Practitioner",
        "Bid & Proposal Management",
        "Practitioner",
        Some(2),
    ),
    (
        "Proposal Professional",
        "Bid & Proposal Management",
        "Professional",
        Some(3),
    ),
    (
        "Bid Writing",
        "Bid & Proposal Writing",
        "Micro-Certification",
        None,
    ),
];

impl Suite {
    /// A bare issuer with a key that may do everything.
    pub async fn issuer(&self, slug: &str) -> anyhow::Result<Association> {
        Association::bare(&self.operator(), slug).await
    }

    /// The proposal guild with its four badges and the rule "active member and passed" for each.
    pub async fn proposal_guild(&self, slug: &str) -> anyhow::Result<Association> {
        Association::proposal_guild(&self.operator(), slug).await
    }
}

impl Association {
    /// A bare issuer with a key that may do everything.
    pub async fn bare(operator: &Api, slug: &str) -> anyhow::Result<Self> {
        let made = operator
            .post(
                "/v1/issuers",
                &json!({ "slug": slug, "name": format!("The {slug}"), "url": format!("https://{slug}.example"), "email": format!("badges@{slug}.example"),
                    "description": "An association", "time_zone": "Europe/London", "locale": "en", "support_contact": "Member services, +44 20 7946 0101" }),
            )
            .await?
            .expect(201)?;
        let id = made["id"].as_str().context("no id")?.to_owned();
        let scopes: Vec<_> = platform::identity::Scope::ALL
            .iter()
            .map(|s| s.as_str())
            .collect();
        let key = operator
            .post(
                &format!("/v1/issuers/{id}/api-keys"),
                &json!({ "name": "tests", "scopes": scopes }),
            )
            .await?
            .expect(201)?;
        let api = operator.with_key(key["secret"].as_str().context("no secret")?);
        Ok(Association {
            id,
            api,
            achievements: BTreeMap::new(),
        })
    }

    /// The proposal guild with its four badges and the rule "active member and passed" for each.
    pub async fn proposal_guild(operator: &Api, slug: &str) -> anyhow::Result<Self> {
        let mut guild = Self::bare(operator, slug).await?;
        let mut ladder = None;
        for (name, certification, level, rank) in GUILD {
            let mut body = json!({ "name": name, "description": format!("{name}, awarded after examination."), "criteria": "Pass the examination.",
                "achievement_type": "Certification", "tags": ["proposals"], "validity": { "kind": "status_driven" },
                "examining_body": { "name": "Northern Examinations", "url": "https://examinations.example" } });
            if let Some(rank) = rank {
                body["level"] = json!({ "progression": "Bid and proposal management", "name": level, "rank": rank });
                if let Some(id) = &ladder {
                    body["level"]["progression_id"] = Value::clone(id);
                }
            }
            let made = guild
                .api
                .post("/v1/achievements", &body)
                .await?
                .expect(201)?;
            if rank.is_some() && ladder.is_none() {
                ladder = Some(made["level"]["progression_id"].clone());
            }
            let id = made["id"].as_str().context("no id")?.to_owned();
            guild.api.post("/v1/rules", &json!({ "achievement": id, "certification": certification, "level": level, "requires_membership": true })).await?.expect(201)?;
            guild.achievements.insert(name.to_owned(), id);
        }
        Ok(guild)
    }
}

impl Association {
    /// Imports a file and waits until everything that follows from it is done. Answers the run.
    pub async fn import(&self, kind: &str, csv: impl Into<Vec<u8>>) -> anyhow::Result<Value> {
        let run = self
            .api
            .post_csv(&format!("/v1/{kind}/import"), csv)
            .await?
            .expect(202)?;
        self.finished(run["id"].as_str().unwrap_or_default()).await
    }

    /// Waits for a run to end, well or badly, for as long as it moves.
    pub async fn finished(&self, run: &str) -> anyhow::Result<Value> {
        let path = format!("/v1/sync/runs/{run}");
        until_moving(&format!("run {run} to end"), async || {
            let now = self.api.get(&path).await?.expect(200)?;
            let ended = matches!(
                now["state"].as_str(),
                Some("finished" | "failed" | "held" | "previewed")
            );
            Ok((ended.then(|| now.clone()), now))
        })
        .await
    }

    /// All badges of the association, page by page.
    pub async fn all_badges(&self) -> anyhow::Result<Vec<Value>> {
        let (mut all, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = self
                .api
                .get(&format!("/v1/credentials?limit=200&cursor={cursor}"))
                .await?
                .expect(200)?;
            all.extend(page["items"].as_array().cloned().unwrap_or_default());
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => return Ok(all),
            }
        }
    }

    /// What a member holds.
    pub async fn badges_of(&self, member: &str) -> anyhow::Result<Vec<Value>> {
        let list = self
            .api
            .get(&format!("/v1/members/{member}/credentials"))
            .await?
            .expect(200)?;
        Ok(list["items"].as_array().cloned().unwrap_or_default())
    }

    /// One badge as the issuer sees it.
    pub async fn credential(&self, id: &str) -> anyhow::Result<Value> {
        self.api
            .get(&format!("/v1/credentials/{id}"))
            .await?
            .expect(200)
    }
}
