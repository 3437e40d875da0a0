//! People who work for issuers, and operators.

use super::{email::EmailAddress, issuer::Slug};
use artwork::Colour;
use platform::{
    clock::{Timestamp, Zone},
    identity::Role,
    ids::{IssuerId, StaffId},
};
use std::time::Duration;

/// How long a set-up link works.
pub const SET_UP_LASTS: Duration = Duration::from_secs(7 * 24 * 3600);

/// A person of the staff of one or several issuers, or an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: StaffId,
    /// The address they sign in with.
    pub email: EmailAddress,
    /// How they are called.
    pub name: String,
    /// The PHC string of their password; none before they set one.
    pub password: Option<String>,
    /// Whether they stand above tenants.
    pub operator: bool,
}

/// What a person may do at one issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The issuer.
    pub issuer: IssuerId,
    /// What they may do there.
    pub role: Role,
    /// When they were appointed.
    pub added_at: Timestamp,
    /// When they took it by the link that came with it; nothing may be done before.
    pub accepted_at: Option<Timestamp>,
}

/// A person as their colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The person.
    pub person: Person,
    /// What they may do.
    pub appointment: Appointment,
}

/// An issuer a signed-in person works for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The issuer.
    pub issuer: IssuerId,
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub accent: Colour,
    /// The zone its dates are told in.
    pub zone: Zone,
    /// What the person may do there.
    pub role: Role,
}

/// What a set-up link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Takes up an appointment. Who has no password sets one; who has one must give it: so nobody can take over
    /// an account by appointing its address.
    Join(Option<IssuerId>),
    /// Sets a new password and opens a locked account.
    Reset,
}

/// A set-up link, as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetUpLink {
    /// Whom it is for.
    pub staff: StaffId,
    /// What it does.
    pub purpose: LinkPurpose,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was used.
    pub used_at: Option<Timestamp>,
}

/// Whether a set-up link still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It works.
    Open,
    /// It worked once.
    Used,
    /// It is older than [`SET_UP_LASTS`].
    Expired,
}

impl SetUpLink {
    /// Whether it works at `now`.
    pub fn state(&self, now: Timestamp) -> LinkState {
        if self.used_at.is_some() {
            LinkState::Used
        } else if now >= self.created_at.plus(SET_UP_LASTS) {
            LinkState::Expired
        } else {
            LinkState::Open
        }
    }
}

/// Whether the staff of one issuer may hand a person a link that sets a new password: only if the account opens
/// nothing beyond that issuer.
pub fn may_reset(person: &Person, appointments: &[Appointment], issuer: IssuerId) -> bool {
    !person.operator && appointments.iter().all(|a| a.issuer == issuer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    fn appointment(issuer: IssuerId) -> Appointment {
        Appointment {
            issuer,
            role: Role::Owner,
            added_at: Timestamp::from_micros(0),
            accepted_at: None,
        }
    }

    #[test]
    fn a_link_works_once_and_for_seven_days() {
        let link = SetUpLink {
            staff: Ids::seeded(1).random(),
            purpose: LinkPurpose::Reset,
            created_at: Timestamp::from_micros(5),
            used_at: None,
        };
        assert_eq!(link.state(Timestamp::from_micros(5)), LinkState::Open);
        assert_eq!(
            link.state(Timestamp::from_micros(5).plus(SET_UP_LASTS)),
            LinkState::Expired
        );
        let used = SetUpLink {
            used_at: Some(Timestamp::from_micros(6)),
            ..link
        };
        assert_eq!(used.state(Timestamp::from_micros(7)), LinkState::Used);
    }

    #[test]
    fn one_issuer_may_not_reset_an_account_that_opens_another() {
        let ids = Ids::seeded(2);
        let (here, elsewhere) = (ids.random(), ids.random());
        let person = Person {
            id: ids.random(),
            email: "a@example.org".parse().unwrap(),
            name: "A".into(),
            password: None,
            operator: false,
        };
        assert!(may_reset(&person, &[appointment(here)], here));
        assert!(!may_reset(
            &person,
            &[appointment(here), appointment(elsewhere)],
            here
        ));
        assert!(!may_reset(
            &Person {
                operator: true,
                ..person
            },
            &[appointment(here)],
            here
        ));
    }
}
