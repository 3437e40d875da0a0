//! Staff accounts: appointments, set-up links, signing in and out.

mod appoint;
mod operator;
mod set_up;
mod sign_in;

pub use appoint::{Added, NewStaff, add, list, remove, sign_out_everywhere};
pub use operator::{Bootstrapped, bootstrap_operator};
pub use set_up::{Preview, complete_set_up, preview_set_up};
pub use sign_in::{Session, session, sign_in, sign_out};
