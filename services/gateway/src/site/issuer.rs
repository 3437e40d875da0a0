//! Pages about organizations and what they offer.

use super::{
    documents,
    errors::{Answer, Stop},
    facts,
    visit::Visit,
};
use crate::{
    pages::{
        Picture,
        views::public::{AchievementPage, IssuerPage, Offer, Prose},
    },
    text::Text,
};
use contracts::issuance::v1::{
    Achievement, AchievementDocument, GetAchievementRequest, GetIssuerPageRequest,
    GetIssuerRequest, Issuer, IssuerPage as Told, get_document_request::Of,
};
use platform::ids::{AchievementId, VersionId};
use serde_json::Value;

/// `/issuers/{slug}`.
pub(super) async fn show(visit: &Visit, slug: &str) -> Answer {
    let told = told(visit, slug).await?;
    let issuer = told.issuer.unwrap_or_default();
    let page = IssuerPage {
        shell: visit.public_shell().await.accent(&issuer.accent),
        issuer: facts::issuer_mark(&issuer),
        about: issuer.description.clone(),
        contact: facts::contact(&issuer),
        sender: visit.app.config().mail_from.clone().unwrap_or_default(),
        did: issuer.did.clone(),
        achievements: in_order(told.achievements)
            .iter()
            .filter(|a| !a.archived)
            .map(|a| offer(visit.text, a, &issuer.name))
            .collect(),
        rosette: facts::drawing(&told.rosette),
        register: false,
    };
    Ok(visit.page(&page))
}

/// What the page about an issuer shows.
pub(super) async fn told(visit: &Visit, slug: &str) -> Result<Told, Stop> {
    let asked = GetIssuerPageRequest {
        slug: slug.to_owned(),
    };
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .get_issuer_page(asked)
        .await;
    match answer {
        Ok(told) => Ok(told.into_inner()),
        Err(status) if status.code() == tonic::Code::InvalidArgument => Err(Stop::not_found()),
        Err(status) => Err(status.into()),
    }
}

/// An organization by its id.
pub(super) async fn by_id(visit: &Visit, id: &str) -> Result<Issuer, Stop> {
    let asked = GetIssuerRequest { id: id.to_owned() };
    let answer = visit
        .app
        .issuers(&visit.gateway())
        .get_issuer(asked)
        .await?;
    Ok(answer.into_inner())
}

/// Ladders first, each from its lowest level up; then what stands alone, in the order it was made.
fn in_order(mut achievements: Vec<Achievement>) -> Vec<Achievement> {
    let place = |a: &Achievement| {
        a.level.as_ref().map_or((1, String::new(), 0), |level| {
            (0, level.progression.clone(), level.rank)
        })
    };
    achievements.sort_by_key(place);
    achievements
}

fn offer(text: Text, achievement: &Achievement, issuer: &str) -> Offer {
    Offer {
        id: achievement.id.clone(),
        name: achievement.name.clone(),
        level: achievement
            .level
            .as_ref()
            .map(|l| l.name.clone())
            .unwrap_or_default(),
        summary: achievement.description.clone(),
        picture: Picture::new(
            format!("/achievements/{}.svg", achievement.id),
            facts::alt(text, &achievement.name, issuer),
        ),
    }
}

/// `/achievements/{id}`: what can be earned, in force now, or the version a badge was awarded under.
pub(super) async fn show_achievement(visit: &Visit, id: &str) -> Answer {
    if id.parse::<AchievementId>().is_ok() {
        return newest(visit, id).await;
    }
    if id.parse::<VersionId>().is_ok() {
        return version(visit, id).await;
    }
    Err(Stop::not_found())
}

async fn achievement(visit: &Visit, id: &str) -> Result<Achievement, Stop> {
    let asked = GetAchievementRequest { id: id.to_owned() };
    let answer = visit
        .app
        .achievements(&visit.gateway())
        .get_achievement(asked)
        .await?;
    Ok(answer.into_inner())
}

async fn newest(visit: &Visit, id: &str) -> Answer {
    let achievement = achievement(visit, id).await?;
    let issuer = by_id(visit, &achievement.issuer_id).await?;
    let told = told(visit, &issuer.slug).await?;
    let ladder = achievement.level.as_ref().map(|l| l.progression_id.clone());
    let ladder = in_order(told.achievements)
        .iter()
        .filter(|a| {
            ladder.is_some() && a.level.as_ref().map(|l| &l.progression_id) == ladder.as_ref()
        })
        .map(|a| offer(visit.text, a, &issuer.name))
        .collect();
    let page = AchievementPage {
        shell: visit.public_shell().await.accent(&issuer.accent),
        issuer: facts::issuer_mark(&issuer),
        offer: offer(visit.text, &achievement, &issuer.name),
        criteria: Prose::from_markdown(&achievement.criteria),
        holder_can: String::new(),
        alignments: achievement
            .alignments
            .iter()
            .filter(|a| facts::is_web(&a.url))
            .map(|a| (a.name.clone(), a.url.clone()))
            .collect(),
        ladder,
        validity: validity(visit.text, &achievement),
        examined_by: examiner(&achievement),
        archived: achievement.archived,
    };
    Ok(visit.page(&page))
}

/// Another body that assesses (A7); empty for none.
fn examiner(achievement: &Achievement) -> String {
    achievement
        .examining_body
        .as_ref()
        .map(|body| body.name.clone())
        .unwrap_or_default()
}

fn validity(text: Text, achievement: &Achievement) -> String {
    match &achievement.validity {
        Some(rule) if rule.kind == "dated" && rule.months > 0 => {
            text.with("achievement-valid-months", &[("months", &rule.months)])
        }
        Some(rule) if rule.kind == "dated" => text.get("achievement-valid-always"),
        _ => text.get("achievement-valid-status"),
    }
}

/// A version is what badges name for ever; its page is drawn from the document they name.
async fn version(visit: &Visit, id: &str) -> Answer {
    let of = Of::Achievement(AchievementDocument {
        id: id.to_owned(),
        form: "json".into(),
    });
    let document = documents::fetch(visit, of, "").await?;
    if document.status != 200 {
        return Err(Stop::not_found());
    }
    let document: Value = serde_json::from_slice(&document.body).map_err(|_| Stop::not_found())?;
    let said = |pointer: &str| {
        document
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    // A version's document names the achievement it is of; that knows who offers it.
    let named = said("/id");
    let of = named.rsplit('/').next().unwrap_or_default();
    if of.parse::<AchievementId>().is_err() {
        return Err(Stop::not_found());
    }
    let present = achievement(visit, of).await?;
    let issuer = by_id(visit, &present.issuer_id).await?;
    let name = said("/name");
    let alignments = document.get("alignment").and_then(Value::as_array);
    let page = AchievementPage {
        shell: visit.public_shell().await.accent(&issuer.accent),
        issuer: facts::issuer_mark(&issuer),
        offer: Offer {
            id: id.to_owned(),
            picture: Picture::new(
                format!("/achievements/{id}.svg"),
                facts::alt(visit.text, &name, &issuer.name),
            ),
            name,
            level: String::new(),
            summary: said("/description"),
        },
        criteria: Prose::from_markdown(&said("/criteria/narrative")),
        holder_can: String::new(),
        alignments: alignments
            .into_iter()
            .flatten()
            .filter_map(|a| {
                let url = a.get("targetUrl")?.as_str()?;
                let name = a.get("targetName")?.as_str()?;
                facts::is_web(url).then(|| (name.to_owned(), url.to_owned()))
            })
            .collect(),
        ladder: Vec::new(),
        validity: visit.text.get("achievement-valid-version"),
        examined_by: examiner(&present),
        archived: present.archived,
    };
    Ok(visit.page(&page))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::issuance::v1::{Level, ValidityRule};

    fn achievement(name: &str, level: Option<(&str, u32)>) -> Achievement {
        Achievement {
            name: name.into(),
            level: level.map(|(progression, rank)| Level {
                progression: progression.into(),
                rank,
                ..Default::default()
            }),
            ..Default::default()
        }
    }

    #[test]
    fn ladders_come_first_from_their_lowest_level_up() {
        // A14
        let sorted = in_order(vec![
            achievement("Single", None),
            achievement("Professional", Some(("Bids", 3))),
            achievement("Foundation", Some(("Bids", 1))),
            achievement("Practitioner", Some(("Bids", 2))),
        ]);
        let names: Vec<_> = sorted.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(
            names,
            ["Foundation", "Practitioner", "Professional", "Single"]
        );
    }

    #[test]
    fn how_long_it_holds_is_a_sentence() {
        let rule = |kind: &str, months| Achievement {
            validity: Some(ValidityRule {
                kind: kind.into(),
                months,
            }),
            ..Default::default()
        };
        let text = Text::default();
        assert!(validity(text, &rule("dated", 24)).contains("24 months"));
        assert_ne!(
            validity(text, &rule("dated", 0)),
            validity(text, &rule("status_driven", 0))
        );
    }
}
