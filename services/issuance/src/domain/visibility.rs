//! Who may see what of a badge: the table of decisions §3.

use super::credential::{Acceptance, Credential, State, Visibility};
use platform::clock::Timestamp;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Anybody.
    Stranger,
    /// Somebody with the link of a link-only badge.
    LinkHolder,
    /// The earner, signed in.
    Owner,
}

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// The Certificate of Authenticity page and its rosette.
    Page,
    /// JSON, JWT, baked PNG and SVG, the picture.
    File,
    /// The social card.
    Card,
    /// The hosted Open Badges 2.0 Assertion.
    Ob2,
}

/// What the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It is shown.
    Shown,
    /// It does not exist for this viewer.
    NotFound,
    /// It is gone, in the minimal form that says so.
    Withdrawn,
}

/// The answer of decisions §3.
pub fn access(credential: &Credential, viewer: Viewer, thing: Thing, now: Timestamp) -> Access {
    let visibility = if credential.acceptance == Acceptance::Declined {
        Visibility::Hidden
    } else {
        credential.visibility
    };
    let may = match (visibility, thing) {
        (Visibility::Public, _) => true,
        (Visibility::Link, Thing::Page | Thing::File) => viewer != Viewer::Stranger,
        (Visibility::Hidden | Visibility::Private, Thing::Page | Thing::File) => {
            viewer == Viewer::Owner
        }
        (_, Thing::Card | Thing::Ob2) => false,
    };
    let withdrawn = matches!(credential.state(now), State::Suspended | State::Revoked);
    match (may, thing) {
        (false, _) => Access::NotFound,
        (true, Thing::Ob2) if withdrawn => Access::Withdrawn,
        (true, _) => Access::Shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{credential::tests::awarded, hold::HoldOwner};
    use std::time::Duration;

    fn now() -> Timestamp {
        Timestamp::parse("2026-03-31T12:00:00Z").unwrap()
    }

    /// S8, I12: the whole table, row by row.
    #[test]
    fn the_table_of_who_may_see_what() {
        use Access::{NotFound, Shown, Withdrawn};
        const THINGS: [Thing; 4] = [Thing::Page, Thing::File, Thing::Card, Thing::Ob2];
        let hidden = awarded(now());
        let private = hidden.clone().shown_to(Visibility::Private);
        let link = hidden.clone().shown_to(Visibility::Link);
        let public = hidden.clone().shown_to(Visibility::Public);
        let mut declined = public.clone();
        declined.acceptance = Acceptance::Declined;
        let suspended = public
            .clone()
            .suspend(HoldOwner::Staff, String::new(), now())
            .unwrap()
            .0;
        let revoked = public.clone().revoke(String::new(), now()).unwrap().0;
        let mut expired = public.clone();
        expired.valid_until = Some(now().minus(Duration::from_secs(1)));
        let revoked_in_private = private.clone().revoke(String::new(), now()).unwrap().0;

        let nobody = [NotFound; 4];
        let files = [Shown, Shown, NotFound, NotFound];
        let table = [
            ("hidden", &hidden, nobody, nobody, files),
            ("private", &private, nobody, nobody, files),
            ("declined", &declined, nobody, nobody, files),
            ("link", &link, nobody, files, files),
            ("public", &public, [Shown; 4], [Shown; 4], [Shown; 4]),
            (
                "suspended",
                &suspended,
                [Shown, Shown, Shown, Withdrawn],
                [Shown, Shown, Shown, Withdrawn],
                [Shown, Shown, Shown, Withdrawn],
            ),
            ("expired", &expired, [Shown; 4], [Shown; 4], [Shown; 4]),
            (
                "revoked",
                &revoked,
                [Shown, Shown, Shown, Withdrawn],
                [Shown, Shown, Shown, Withdrawn],
                [Shown, Shown, Shown, Withdrawn],
            ),
            (
                "revoked in private",
                &revoked_in_private,
                nobody,
                nobody,
                files,
            ),
        ];
        for (name, credential, stranger, holder, owner) in table {
            for (viewer, expected) in [
                (Viewer::Stranger, stranger),
                (Viewer::LinkHolder, holder),
                (Viewer::Owner, owner),
            ] {
                assert_eq!(
                    THINGS.map(|thing| access(credential, viewer, thing, now())),
                    expected,
                    "{name} for {viewer:?}"
                );
            }
        }
    }
}
