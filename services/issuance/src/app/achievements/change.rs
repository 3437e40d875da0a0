//! Changing and archiving: each change is a new version.

use super::{
    AchievementWithCount, counted, found,
    make::{Pictures, drawn, finish, version},
};
use crate::app::Issuance;
use crate::{
    Error,
    domain::{
        achievement::{
            Achievement, Alignment, Art, ArtWanted, Content, Draft, ExaminingBody, Version,
        },
        progression::Placement,
    },
    events,
    store::{self, image::Image},
};
use artwork::{Fonts, intake, svg_around_png};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::AchievementId,
    store::Tx,
};

/// What is to change; the rest stays.
#[derive(Clone, Debug, Default)]
pub struct AchievementChanges {
    /// See [`Draft::name`].
    pub name: Option<String>,
    /// See [`Draft::description`].
    pub description: Option<String>,
    /// See [`Draft::criteria`].
    pub criteria: Option<String>,
    /// See [`Draft::achievement_type`].
    pub achievement_type: Option<String>,
    /// See [`Draft::tags`].
    pub tags: Option<Vec<String>>,
    /// See [`Draft::alignments`].
    pub alignments: Option<Vec<Alignment>>,
    /// See [`Draft::level`]; an inner `None` takes it away.
    pub level: Option<Option<Placement>>,
    /// See [`Draft::validity`].
    pub validity: Option<(String, u32)>,
    /// A design as JSON; empty for one made from the name.
    pub design: Option<String>,
    /// See [`Draft::examining_body`].
    pub examining_body: Option<ExaminingBody>,
}

impl AchievementChanges {
    fn lay_over(self, draft: Draft) -> Draft {
        Draft {
            name: self.name.unwrap_or(draft.name),
            description: self.description.unwrap_or(draft.description),
            criteria: self.criteria.unwrap_or(draft.criteria),
            achievement_type: self.achievement_type.unwrap_or(draft.achievement_type),
            tags: self.tags.unwrap_or(draft.tags),
            alignments: self.alignments.unwrap_or(draft.alignments),
            level: self.level.unwrap_or(draft.level),
            validity: self.validity.or(draft.validity),
            art: match self.design {
                Some(json) if json.trim().is_empty() => ArtWanted::Automatic,
                Some(json) => ArtWanted::Design(json),
                None => draft.art,
            },
            // A body without a name takes the one that is there away.
            examining_body: match self.examining_body {
                Some(body) if body.name.is_empty() && body.url.is_empty() => None,
                Some(body) => Some(body),
                None => draft.examining_body,
            },
        }
    }
}

/// Makes a new version; badges already awarded keep theirs. A change that changes nothing makes none.
pub async fn update(
    app: &Issuance,
    caller: &Caller,
    id: AchievementId,
    changes: AchievementChanges,
    if_version: Option<u32>,
) -> Result<AchievementWithCount, Error> {
    let before = found(app, id).await?;
    caller.may(Scope::AchievementsWrite, before.issuer, "achievement")?;
    must_be_newest(if_version, &before)?;
    let draft = changes.lay_over(Draft::of(&before.current.content));
    let mut finished = finish(app, before.issuer, draft.check().map_err(Error::Invalid)?).await?;
    if finished.content == before.current.content {
        return counted(app, before).await;
    }
    let pictures = if finished.content.art == before.current.content.art {
        None
    } else {
        Some(drawn(app, &finished.content).await?)
    };

    let now = app.foundation.clock.now();
    let tx = app.foundation.store.write().await?;
    finished.settle_ladder(&tx, now).await?;
    let pictures = match pictures {
        Some(pictures) => pictures,
        None => kept(&tx, &before.current).await?,
    };
    let changed = replace(app, &tx, before, finished.content, &pictures, now).await?;
    tx.commit().await?;
    counted(app, changed).await
}

/// Replaces the picture by an upload, cleaned.
pub async fn set_image(
    app: &Issuance,
    caller: &Caller,
    id: AchievementId,
    upload: Vec<u8>,
    if_version: Option<u32>,
) -> Result<AchievementWithCount, Error> {
    let before = found(app, id).await?;
    caller.may(Scope::AchievementsWrite, before.issuer, "achievement")?;
    must_be_newest(if_version, &before)?;
    let title = before.current.content.name.clone();
    let clean = move |fonts: &Fonts| {
        let picture = intake::picture(fonts, &upload)?;
        let svg = picture
            .svg
            .unwrap_or_else(|| svg_around_png(&picture.png, picture.width, picture.height, &title));
        Ok(Pictures {
            svg: Image::svg(svg),
            png: Image::png(picture.png),
        })
    };
    let cleaned: Result<Pictures, intake::IntakeError> = app.artist.work(clean).await?;
    let pictures = cleaned.map_err(|e| Error::field("image", "", e.to_string()))?;
    let content = Content {
        art: Art::Uploaded,
        ..before.current.content.clone()
    };
    let now = app.foundation.clock.now();
    let tx = app.foundation.store.write().await?;
    let changed = replace(app, &tx, before, content, &pictures, now).await?;
    tx.commit().await?;
    counted(app, changed).await
}

/// The pictures of a version that a new one takes over.
async fn kept(tx: &Tx, version: &Version) -> Result<Pictures, Error> {
    let missing = || Error::NotFound("picture");
    Ok(Pictures {
        svg: store::image::by_digest(tx.db(), version.svg)
            .await?
            .ok_or_else(missing)?,
        png: store::image::by_digest(tx.db(), version.png)
            .await?
            .ok_or_else(missing)?,
    })
}

fn must_be_newest(if_version: Option<u32>, achievement: &Achievement) -> Result<(), Error> {
    match if_version {
        Some(yours) if yours != achievement.current.number => Err(Error::ChangedMeanwhile {
            what: "achievement",
            yours: yours.into(),
            newest: achievement.current.number.into(),
        }),
        _ => Ok(()),
    }
}

/// Puts a new version in force, unless the achievement changed since `before` was read.
async fn replace(
    app: &Issuance,
    tx: &Tx,
    before: Achievement,
    content: Content,
    pictures: &Pictures,
    now: Timestamp,
) -> Result<Achievement, Error> {
    let newest = store::achievement::locked(tx, before.issuer, before.id)
        .await?
        .ok_or(Error::NotFound("achievement"))?;
    must_be_newest(Some(before.current.number), &newest)?;
    let current = version(
        app,
        tx,
        (newest.issuer, newest.id, newest.current.number + 1),
        content,
        pictures,
        now,
    )
    .await?;
    let changed = Achievement {
        current,
        updated_at: now,
        changes: newest.changes + 1,
        ..newest
    };
    store::achievement::insert_version(tx, &changed.current).await?;
    store::achievement::update(tx, &changed).await?;
    tx.publish(&events::achievement_changed(&changed)).await?;
    Ok(changed)
}

/// Ends the awarding of an achievement; what was awarded stays. Archiving it again changes nothing.
pub async fn archive(
    app: &Issuance,
    caller: &Caller,
    id: AchievementId,
) -> Result<AchievementWithCount, Error> {
    let issuer = found(app, id).await?.issuer;
    caller.may(Scope::AchievementsWrite, issuer, "achievement")?;
    let tx = app.foundation.store.write().await?;
    let mut achievement = store::achievement::locked(&tx, issuer, id)
        .await?
        .ok_or(Error::NotFound("achievement"))?;
    if achievement.archived_at.is_none() {
        let now = app.foundation.clock.now();
        achievement.archived_at = Some(now);
        achievement.updated_at = now;
        achievement.changes += 1;
        store::achievement::update(&tx, &achievement).await?;
        tx.publish(&events::achievement_changed(&achievement))
            .await?;
        tx.commit().await?;
    }
    counted(app, achievement).await
}
