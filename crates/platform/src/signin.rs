//! The mechanics of signing in, shared by issuance (staff) and wallet (earners). Nothing here is stored: each
//! service keeps what these types tell it to keep in its own tables.
//!
//! - [`Passwords`] hashes and checks passwords in a bounded pool; [`check_new_password`] says which may be set.
//! - [`Attempts`] locks the password path of an account after ten failures in a row.
//! - [`Token`] is a secret for a link or a cookie; only its [`TokenHash`] is stored.
//! - [`SessionPolicy`] says when a session ends.
//! - [`Throttle`] slows one source down, in memory.

mod lock;
mod password;
mod password_rules;
mod session;
mod throttle;
mod token;

pub use lock::{Attempts, FAILURES_BEFORE_LOCK, Outcome};
pub use password::{PasswordCost, PasswordError, Passwords};
pub use password_rules::{
    LONGEST_PASSWORD, PasswordRefused, SHORTEST_PASSWORD, check_new_password,
};
pub use session::SessionPolicy;
pub use throttle::{RetryAfter, Throttle};
pub use token::{Token, TokenHash, TokenRefused};
