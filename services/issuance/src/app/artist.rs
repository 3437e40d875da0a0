//! Drawing, off the reactor and a few at a time.

use crate::Error;
use artwork::{FontError, Fonts, RenderError};
use platform::{FieldProblem, Kind, Refusal};
use std::{path::Path, sync::Arc};
use tokio::sync::Semaphore;

/// Draws with the fonts of this installation. Clone freely; clones share fonts and turns.
#[derive(Clone)]
pub struct Artist {
    fonts: Fonts,
    turns: Arc<Semaphore>,
}

/// A picture that cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ArtError {
    /// The drawing itself failed.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The thread that drew is gone.
    #[error("the drawing was broken off")]
    BrokenOff,
}
impl Refusal for ArtError {
    fn kind(&self) -> Kind {
        Kind::Internal
    }
    fn code(&self) -> &'static str {
        "art"
    }
    fn fields(&self) -> Vec<FieldProblem> {
        Vec::new()
    }
}

impl Artist {
    /// Loads the bundled fonts and those of a folder.
    pub(crate) fn new(folder: Option<&Path>) -> Result<Self, FontError> {
        let fonts = match folder {
            Some(folder) => Fonts::with_dir(folder)?,
            None => Fonts::bundled(),
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            fonts,
            turns: Arc::new(Semaphore::new(cores)),
        })
    }

    /// The fonts, for questions that are answered at once.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// Does heavy work on a thread of its own, as many at once as there are cores.
    ///
    /// # Errors
    /// [`ArtError::BrokenOff`] if the work panicked.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Fonts) -> T + Send + 'static,
    ) -> Result<T, Error> {
        let broken = |_| ArtError::BrokenOff;
        let turn = self
            .turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|_| ArtError::BrokenOff)?;
        let fonts = self.fonts.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&fonts)
        });
        Ok(done.await.map_err(broken)?)
    }
}
