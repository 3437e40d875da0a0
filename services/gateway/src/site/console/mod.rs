//! The console: where staff design, award, import, correct and look after everything. Each handler takes a
//! [`desk::Desk`], which knows who sits there, for which organization and with what rights.

mod achievement_form;
mod achievements;
mod acts;
mod award;
mod award_files;
mod checks;
mod credentials;
mod design;
mod desk;
mod fields;
mod imports;
mod issuer_lists;
mod members;
mod messages;
mod operator;
mod paging;
mod rules;
mod runs;
mod set_up;
mod settings;
mod sign_in;
mod staff;
mod today;
mod upload;
mod words;

#[cfg(test)]
mod tests;

use crate::app::App;
use axum::Router;

/// All routes of the console.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(set_up::routes())
        .merge(desk::routes())
        .merge(today::routes())
        .merge(achievements::routes())
        .merge(award::routes())
        .merge(credentials::routes())
        .merge(acts::routes())
        .merge(imports::routes())
        .merge(members::routes())
        .merge(rules::routes())
        .merge(messages::routes())
        .merge(settings::routes())
        .merge(staff::routes())
        .merge(operator::routes())
        .merge(issuer_lists::routes())
        .merge(checks::routes())
}
