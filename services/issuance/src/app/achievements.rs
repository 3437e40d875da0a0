//! Making, changing and archiving what can be earned.

use super::{Issuance, artist::ArtError, once::Once};
use crate::{
    Error,
    domain::{
        achievement::{
            self, Achievement, Alignment, Art, ArtWanted, Checked, Content, Draft, ExaminingBody,
            Surroundings, Version,
        },
        page::{Listed, Page},
        progression::{Ladder, Placement, Progression},
        text::{Presence, Problems},
    },
    events,
    store::{self, image::Image},
};
use artwork::{Fonts, badge_svg, intake, render_png, svg_around_png};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::{AchievementId, IssuerId, ProgressionId},
    store::Tx,
};
use prost::Message;

/// Side of a drawn picture's PNG in pixels.
const DRAWN_SIDE: u32 = 600;

/// A picture in both forms.
struct Pictures {
    svg: Image,
    png: Image,
}

/// Passes for our own services and for whoever may read the issuer's achievements.
fn may_read(caller: &Caller, issuer: IssuerId) -> Result<(), Error> {
    match caller {
        Caller::Service(_) => Ok(()),
        _ => Ok(caller.may(Scope::AchievementsRead, issuer, "achievement")?),
    }
}

// ── reading

/// An achievement with the number of credentials that were awarded.
#[derive(Clone, Debug)]
pub struct AchievementWithCount {
    /// The achievement.
    pub achievement: Achievement,
    /// How many credentials were awarded, whatever became of them.
    pub awarded: u64,
}

/// An achievement.
pub async fn get(
    app: &Issuance,
    caller: &Caller,
    id: AchievementId,
) -> Result<AchievementWithCount, Error> {
    let achievement = found(app, id).await?;
    may_read(caller, achievement.issuer)?;
    counted(app, achievement).await
}

/// A page of an issuer's achievements, oldest first.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: Option<IssuerId>,
    include_archived: bool,
    page: Page,
) -> Result<Listed<AchievementWithCount>, Error> {
    let issuer = match (caller, issuer) {
        (Caller::Service(_), Some(issuer)) => issuer,
        _ => caller.issuer_for(issuer, Scope::AchievementsRead)?,
    };
    let db = app.foundation.store.read();
    let listed = store::achievement::list(db, issuer, include_archived, page).await?;
    let ids: Vec<_> = listed.rows.iter().map(|a| a.id).collect();
    let counts = store::credential::counts(db, issuer, &ids).await?;
    let count = |achievement: Achievement| {
        let awarded = counts.get(&achievement.id).copied().unwrap_or(0);
        AchievementWithCount {
            achievement,
            awarded,
        }
    };
    Ok(Listed {
        rows: listed.rows.into_iter().map(count).collect(),
        next: listed.next,
    })
}

async fn found(app: &Issuance, id: AchievementId) -> Result<Achievement, Error> {
    store::achievement::by_id(app.foundation.store.read(), id)
        .await?
        .ok_or(Error::NotFound("achievement"))
}

async fn counted(app: &Issuance, achievement: Achievement) -> Result<AchievementWithCount, Error> {
    let counts = store::credential::counts(
        app.foundation.store.read(),
        achievement.issuer,
        &[achievement.id],
    )
    .await?;
    let awarded = counts.get(&achievement.id).copied().unwrap_or(0);
    Ok(AchievementWithCount {
        achievement,
        awarded,
    })
}

// ── making

/// Makes an achievement with its first version.
pub async fn create<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    issuer: Option<IssuerId>,
    draft: &Draft,
    once: &Once<AchievementWithCount, M>,
) -> Result<AchievementWithCount, Error> {
    let issuer = caller.issuer_for(issuer, Scope::AchievementsWrite)?;
    let mut finished = finish(app, issuer, draft.check().map_err(Error::Invalid)?).await?;
    let pictures = drawn(app, &finished.content).await?;

    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let id: AchievementId = foundation.ids.next(now);
    let tx = foundation.store.write().await?;
    finished.settle_ladder(&tx, now).await?;
    let current = version(app, &tx, (issuer, id, 1), finished.content, &pictures, now).await?;
    let achievement = Achievement {
        id,
        issuer,
        current,
        archived_at: None,
        created_at: now,
        updated_at: now,
        changes: 1,
    };
    store::achievement::insert(&tx, &achievement).await?;
    tx.publish(&events::achievement_changed(&achievement))
        .await?;
    let made = AchievementWithCount {
        achievement,
        awarded: 0,
    };
    once.keep(&tx, foundation, &made).await?;
    tx.commit().await?;
    Ok(made)
}

/// Content whose ladder may still have to be made.
struct Finished {
    issuer: IssuerId,
    content: Content,
}

async fn finish(app: &Issuance, issuer: IssuerId, checked: Checked) -> Result<Finished, Error> {
    let db = app.foundation.store.read();
    let profile = store::issuer::by_id(db, issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?
        .profile;
    let ladder = match checked.ladder() {
        None => None,
        Some(Ladder::Known(id)) => {
            let unknown = || {
                Error::field(
                    "level.progression_id",
                    id.to_string(),
                    "there is no such progression here; leave it out and name the ladder in `progression`",
                )
            };
            let known = store::progression::by_id(db, issuer, *id)
                .await?
                .ok_or_else(unknown)?;
            Some((known.id, known.name))
        }
        Some(Ladder::Named(name)) => match store::progression::by_name(db, issuer, name).await? {
            Some(known) => Some((known.id, known.name)),
            None => Some((
                app.foundation
                    .ids
                    .next::<ProgressionId>(app.foundation.clock.now()),
                name.clone(),
            )),
        },
    };
    let highest_rank = match &ladder {
        Some((id, _)) => store::achievement::highest_rank(db, issuer, *id).await?,
        None => 0,
    };
    let around = Surroundings {
        issuer: profile.name,
        accent: profile.accent,
        highest_rank,
    };
    let content = app
        .artist
        .work(move |fonts| checked.finish(ladder, &around, fonts))
        .await?
        .map_err(Error::Invalid)?;
    Ok(Finished { issuer, content })
}

impl Finished {
    /// Adds the ladder if nobody has; of two who name a new one at once both get the same.
    async fn settle_ladder(&mut self, tx: &Tx, now: Timestamp) -> Result<(), Error> {
        let Some(level) = &mut self.content.level else {
            return Ok(());
        };
        if store::progression::by_id(tx.db(), self.issuer, level.progression)
            .await?
            .is_some()
        {
            return Ok(());
        }
        store::issuer::locked(tx, self.issuer).await?;
        match store::progression::by_name(tx.db(), self.issuer, &level.ladder).await? {
            Some(known) => level.progression = known.id,
            None => {
                store::progression::insert(
                    tx,
                    &Progression {
                        id: level.progression,
                        issuer: self.issuer,
                        name: level.ladder.clone(),
                    },
                    now,
                )
                .await?
            }
        }
        Ok(())
    }
}

/// Stores pictures and makes a version of them; the caller inserts it.
async fn version(
    app: &Issuance,
    tx: &Tx,
    (issuer, achievement, number): (IssuerId, AchievementId, u32),
    content: Content,
    pictures: &Pictures,
    now: Timestamp,
) -> Result<Version, Error> {
    let id = app.foundation.ids.next::<platform::ids::VersionId>(now);
    let base = &app.config.public_url;
    Ok(Version {
        id,
        achievement,
        issuer,
        number,
        content,
        url: base.at(&format!("/achievements/{achievement}")),
        ob2_url: base.at(&format!("/ob2/badges/{id}")),
        image_url: base.at(&format!("/achievements/{id}.png")),
        svg: store::image::keep(tx, &pictures.svg, now).await?,
        png: store::image::keep(tx, &pictures.png, now).await?,
        created_at: now,
    })
}

async fn drawn(app: &Issuance, content: &Content) -> Result<Pictures, Error> {
    let design = content.art.design().cloned().ok_or_else(|| {
        Error::field(
            "design",
            "",
            "give a design, or leave it out for one made from the name",
        )
    })?;
    let draw = move |fonts: &Fonts| -> Result<Pictures, ArtError> {
        let svg = badge_svg(fonts, &design);
        let png = render_png(&svg, DRAWN_SIDE)?;
        Ok(Pictures {
            svg: Image::svg(svg),
            png: Image::png(png),
        })
    };
    Ok(app.artist.work(draw).await??)
}

// ── changing

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
    /// See [`Draft::level`].
    pub level: Option<Placement>,
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
            level: self.level.or(draft.level),
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
) -> Result<AchievementWithCount, Error> {
    let before = found(app, id).await?;
    caller.may(Scope::AchievementsWrite, before.issuer, "achievement")?;
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

// ── preview

/// The form of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreviewForm {
    /// `image/svg+xml`.
    Svg,
    /// `image/png`.
    Png,
}

/// A design to look at before it is saved.
#[derive(Clone, Debug)]
pub struct PreviewWanted {
    /// Whose.
    pub issuer: IssuerId,
    /// As JSON; empty for one made from name and level.
    pub design: String,
    /// The title.
    pub name: String,
    /// The level's word and rank, and the ladder if there is one already.
    pub level: Option<(String, u32, Option<ProgressionId>)>,
    /// The form.
    pub form: PreviewForm,
}

/// Draws a design, and stores nothing.
pub async fn preview(
    app: &Issuance,
    caller: &Caller,
    wanted: PreviewWanted,
) -> Result<Image, Error> {
    if caller.must_be_service().is_err() {
        caller.may(Scope::AchievementsWrite, wanted.issuer, "issuer")?;
    }
    let db = app.foundation.store.read();
    let profile = store::issuer::by_id(db, wanted.issuer)
        .await?
        .ok_or(Error::NotFound("issuer"))?
        .profile;
    let highest_rank = match &wanted.level {
        Some((_, _, Some(ladder))) => {
            store::achievement::highest_rank(db, wanted.issuer, *ladder).await?
        }
        _ => 0,
    };
    let around = Surroundings {
        issuer: profile.name,
        accent: profile.accent,
        highest_rank,
    };
    let draw = move |fonts: &Fonts| -> Result<Image, Error> {
        let design = if wanted.design.trim().is_empty() {
            let mut problems = Problems::new();
            let name = problems.line("name", &wanted.name, 90, Presence::Needed);
            problems.into_result().map_err(Error::Invalid)?;
            achievement::automatic(
                &name,
                wanted
                    .level
                    .as_ref()
                    .map(|(word, rank, _)| (word.as_str(), *rank)),
                &around,
            )
        } else {
            achievement::design(&wanted.design, fonts).map_err(Error::Invalid)?
        };
        let svg = badge_svg(fonts, &design);
        Ok(match wanted.form {
            PreviewForm::Svg => Image::svg(svg),
            PreviewForm::Png => Image::png(render_png(&svg, DRAWN_SIDE).map_err(ArtError::from)?),
        })
    };
    app.artist.work(draw).await?
}
