//! Making, changing and archiving what can be earned.

mod change;
mod make;
mod preview;

pub use change::{AchievementChanges, archive, set_image, update};
pub use make::create;
pub use preview::{PreviewForm, PreviewWanted, preview};

use super::Issuance;
use crate::{
    Error,
    domain::{
        achievement::Achievement,
        page::{Listed, Page},
    },
    store,
};
use platform::{
    identity::{Caller, Scope},
    ids::{AchievementId, IssuerId},
};

/// Passes for our own services and for whoever may read the issuer's achievements.
fn may_read(caller: &Caller, issuer: IssuerId) -> Result<(), Error> {
    match caller {
        Caller::Service(_) => Ok(()),
        _ => Ok(caller.may(Scope::AchievementsRead, issuer, "achievement")?),
    }
}

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
    let mut listed = store::achievement::list(db, issuer, include_archived, page).await?;
    let ids: Vec<_> = listed.rows.iter().map(|a| a.id).collect();
    let counts = store::credential::counts(db, issuer, &ids).await?;
    let count = |achievement: Achievement| {
        let awarded = counts.get(&achievement.id).copied().unwrap_or(0);
        AchievementWithCount {
            achievement,
            awarded,
        }
    };
    let rows = std::mem::take(&mut listed.rows);
    Ok(listed.with(rows.into_iter().map(count).collect()))
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
