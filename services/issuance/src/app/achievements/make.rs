//! Making achievements and their versions.

use super::AchievementWithCount;
use crate::app::{Issuance, artist::ArtError, once::Once};
use crate::{
    Error,
    domain::{
        achievement::{Achievement, Checked, Content, Draft, Surroundings, Version},
        progression::{Ladder, Progression},
    },
    events,
    store::{self, image::Image},
};
use artwork::{Fonts, badge_svg, render_png};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::{AchievementId, IssuerId, ProgressionId},
    store::Tx,
};
use prost::Message;

/// Side of a drawn picture's PNG in pixels.
pub(super) const DRAWN_SIDE: u32 = 600;

/// A picture in both forms.
pub(super) struct Pictures {
    pub(super) svg: Image,
    pub(super) png: Image,
}

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
pub(super) struct Finished {
    issuer: IssuerId,
    pub(super) content: Content,
}

pub(super) async fn finish(
    app: &Issuance,
    issuer: IssuerId,
    checked: Checked,
) -> Result<Finished, Error> {
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
    pub(super) async fn settle_ladder(&mut self, tx: &Tx, now: Timestamp) -> Result<(), Error> {
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
pub(super) async fn version(
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

pub(super) async fn drawn(app: &Issuance, content: &Content) -> Result<Pictures, Error> {
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
