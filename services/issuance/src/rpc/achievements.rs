//! The contract `Achievements`.

use super::{
    Rpc, answered, called,
    read::{id, optional_id, page, page_info, sought},
};
use crate::{
    Error,
    app::{
        achievements::{self, AchievementChanges, AchievementWithCount},
        once::Once,
    },
    domain::{
        achievement::{Alignment, ArtWanted, Draft, ExaminingBody},
        progression::{Ladder, Level, Placement},
    },
};
use contracts::issuance::v1::{self as proto, achievements_server::Achievements};
use tonic::{Request, Response, Status};

// ── writing

/// An achievement as the contract has it.
pub(crate) fn achievement(shown: &AchievementWithCount) -> proto::Achievement {
    let AchievementWithCount {
        achievement,
        awarded,
    } = shown;
    let version = &achievement.current;
    let content = &version.content;
    let design = content
        .art
        .design()
        .and_then(|design| serde_json::to_string(design).ok());
    proto::Achievement {
        id: achievement.id.to_string(),
        issuer_id: achievement.issuer.to_string(),
        name: content.name.clone(),
        description: content.description.clone(),
        criteria: content.criteria.clone(),
        achievement_type: content.achievement_type.clone(),
        tags: content.tags.clone(),
        alignments: content.alignments.iter().map(alignment).collect(),
        level: content.level.as_ref().map(level),
        validity: Some(proto::ValidityRule {
            kind: content.validity.kind().to_owned(),
            months: content.validity.months(),
        }),
        design: design.unwrap_or_default(),
        examining_body: content.examining_body.as_ref().map(examining_body),
        archived: achievement.archived_at.is_some(),
        version: version.number,
        created_at: Some(achievement.created_at.proto()),
        updated_at: Some(achievement.updated_at.proto()),
        url: version.url.clone(),
        image_url: version.image_url.clone(),
        awarded: *awarded,
    }
}

fn alignment(alignment: &Alignment) -> proto::Alignment {
    proto::Alignment {
        name: alignment.name.clone(),
        url: alignment.url.clone(),
        framework: alignment.framework.clone(),
        code: alignment.code.clone(),
    }
}

/// A level as the contract has it.
pub(crate) fn level(level: &Level) -> proto::Level {
    proto::Level {
        progression_id: level.progression.to_string(),
        progression: level.ladder.clone(),
        name: level.name.clone(),
        rank: level.rank,
    }
}

/// An examining body as the contract has it.
pub(crate) fn examining_body(body: &ExaminingBody) -> proto::ExaminingBody {
    proto::ExaminingBody {
        name: body.name.clone(),
        url: body.url.clone(),
    }
}

// ── reading

fn placement(level: proto::Level) -> Result<Placement, Error> {
    let ladder = match optional_id("level.progression_id", &level.progression_id)? {
        Some(known) => Ladder::Known(known),
        None => Ladder::Named(level.progression),
    };
    Ok(Placement {
        ladder,
        name: level.name,
        rank: level.rank,
    })
}

fn read_alignment(alignment: proto::Alignment) -> Alignment {
    Alignment {
        name: alignment.name,
        url: alignment.url,
        framework: alignment.framework,
        code: alignment.code,
    }
}

fn read_body(body: proto::ExaminingBody) -> ExaminingBody {
    ExaminingBody {
        name: body.name,
        url: body.url,
    }
}

fn draft(asked: proto::CreateAchievementRequest) -> Result<Draft, Error> {
    let art = if asked.design.trim().is_empty() {
        ArtWanted::Automatic
    } else {
        ArtWanted::Design(asked.design)
    };
    Ok(Draft {
        name: asked.name,
        description: asked.description,
        criteria: asked.criteria,
        achievement_type: asked.achievement_type,
        tags: asked.tags,
        alignments: asked.alignments.into_iter().map(read_alignment).collect(),
        level: asked.level.map(placement).transpose()?,
        validity: asked.validity.map(|rule| (rule.kind, rule.months)),
        art,
        examining_body: asked.examining_body.map(read_body),
    })
}

/// The place in a ladder that a change gives; none for an empty one, which takes it away.
fn level_change(level: proto::Level) -> Result<Option<Placement>, Error> {
    if level == proto::Level::default() {
        return Ok(None);
    }
    placement(level).map(Some)
}

fn changes(asked: proto::UpdateAchievementRequest) -> Result<AchievementChanges, Error> {
    let replaces_tags = asked.replace_tags || !asked.tags.is_empty();
    let replaces_alignments = asked.replace_alignments || !asked.alignments.is_empty();
    Ok(AchievementChanges {
        name: asked.name,
        description: asked.description,
        criteria: asked.criteria,
        achievement_type: asked.achievement_type,
        tags: replaces_tags.then_some(asked.tags),
        alignments: replaces_alignments
            .then(|| asked.alignments.into_iter().map(read_alignment).collect()),
        level: asked.level.map(level_change).transpose()?,
        validity: asked.validity.map(|rule| (rule.kind, rule.months)),
        design: asked.design,
        examining_body: asked.examining_body.map(read_body),
    })
}

// ── methods

impl Rpc {
    async fn made_achievement(
        &self,
        request: Request<proto::CreateAchievementRequest>,
    ) -> Result<proto::Achievement, Error> {
        let (caller, key) = self.commanded(&request, "CreateAchievement")?;
        let (app, once) = (&self.0, Once::new(key, achievement));
        let asked = request.into_inner();
        let issuer = optional_id("issuer_id", &asked.issuer_id)?;
        let draft = draft(asked)?;
        let made = achievements::create(app, &caller, issuer, &draft, &once);
        once.run(&app.foundation, made).await
    }
}

#[tonic::async_trait]
impl Achievements for Rpc {
    async fn create_achievement(
        &self,
        request: Request<proto::CreateAchievementRequest>,
    ) -> Result<Response<proto::Achievement>, Status> {
        answered(self.made_achievement(request).await)
    }

    async fn get_achievement(
        &self,
        request: Request<proto::GetAchievementRequest>,
    ) -> Result<Response<proto::Achievement>, Status> {
        let (caller, asked) = called(request)?;
        let found =
            async { achievements::get(&self.0, &caller, sought("achievement", &asked.id)?).await };
        answered(found.await.map(|found| achievement(&found)))
    }

    async fn list_achievements(
        &self,
        request: Request<proto::ListAchievementsRequest>,
    ) -> Result<Response<proto::ListAchievementsResponse>, Status> {
        let (caller, asked) = called(request)?;
        let listed = async {
            let issuer = optional_id("issuer_id", &asked.issuer_id)?;
            let listed = achievements::list(
                &self.0,
                &caller,
                issuer,
                asked.include_archived,
                page(asked.page)?,
            )
            .await?;
            Ok(proto::ListAchievementsResponse {
                achievements: listed.rows.iter().map(achievement).collect(),
                page: Some(page_info(&listed)),
            })
        };
        answered(listed.await)
    }

    async fn update_achievement(
        &self,
        request: Request<proto::UpdateAchievementRequest>,
    ) -> Result<Response<proto::Achievement>, Status> {
        let (caller, asked) = called(request)?;
        let updated = async {
            let (id, if_version) = (sought("achievement", &asked.id)?, asked.if_version);
            achievements::update(&self.0, &caller, id, changes(asked)?, if_version).await
        };
        answered(updated.await.map(|found| achievement(&found)))
    }

    async fn archive_achievement(
        &self,
        request: Request<proto::ArchiveAchievementRequest>,
    ) -> Result<Response<proto::Achievement>, Status> {
        let (caller, asked) = called(request)?;
        let archived = async {
            achievements::archive(&self.0, &caller, sought("achievement", &asked.id)?).await
        };
        answered(archived.await.map(|found| achievement(&found)))
    }

    async fn set_image(
        &self,
        request: Request<proto::SetImageRequest>,
    ) -> Result<Response<proto::Achievement>, Status> {
        let (caller, asked) = called(request)?;
        let set = async {
            achievements::set_image(
                &self.0,
                &caller,
                sought("achievement", &asked.id)?,
                asked.image,
                asked.if_version,
            )
            .await
        };
        answered(set.await.map(|found| achievement(&found)))
    }
}

/// A design to look at, as it was asked for.
pub(super) fn preview(
    asked: proto::PreviewDesignRequest,
) -> Result<achievements::PreviewWanted, Error> {
    let form = match asked.form.as_str() {
        "" | "svg" => achievements::PreviewForm::Svg,
        "png" => achievements::PreviewForm::Png,
        other => return Err(Error::field("form", other, "ask for `svg` or `png`")),
    };
    let level = match asked.level {
        Some(level) => Some((
            level.name,
            level.rank,
            optional_id("level.progression_id", &level.progression_id)?,
        )),
        None => None,
    };
    Ok(achievements::PreviewWanted {
        issuer: id("issuer_id", &asked.issuer_id)?,
        design: asked.design,
        name: asked.name,
        level,
        form,
    })
}
