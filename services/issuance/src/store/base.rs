//! The base addresses this installation has had.

use crate::{Config, StartError};
use platform::Foundation;

pub(crate) async fn settle(_foundation: &Foundation, _config: &Config) -> Result<(), StartError> {
    Ok(())
}
