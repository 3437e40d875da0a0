//! Designs to look at before they are saved.

use super::make::DRAWN_SIDE;
use crate::app::{Issuance, artist::ArtError};
use crate::{
    Error,
    domain::{
        achievement::{self, Surroundings},
        text::{Presence, Problems},
    },
    store::{self, image::Image},
};
use artwork::{Fonts, badge_svg, render_png};
use platform::{
    identity::{Caller, Scope},
    ids::{IssuerId, ProgressionId},
};

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
