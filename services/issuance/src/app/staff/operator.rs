//! The first operator.

use super::set_up::make_link;
use crate::app::{Issuance, api_keys};
use crate::{
    Error,
    domain::{
        email::EmailAddress,
        staff::{LinkPurpose, Person},
        text::{Presence, Problems},
    },
    store::{self, staff::EmailIndex},
};
use platform::{Secret, identity::Caller, ids::StaffId};

/// What making the first operator came to.
#[derive(Clone, Debug)]
pub struct Bootstrapped {
    /// The operator.
    pub staff: StaffId,
    /// Where they set their password; none once an operator has one.
    pub set_up_url: Option<Secret<String>>,
    /// The operators' first API key; only when it was made.
    pub api_key: Option<Secret<String>>,
}

/// Makes the first operator if there is none. While none has a password, each call makes a fresh link and ends
/// the one before. A password is given by the demonstration alone and is set at once.
pub async fn bootstrap_operator(
    app: &Issuance,
    caller: &Caller,
    email: &str,
    name: &str,
    password: Option<Secret<String>>,
) -> Result<Bootstrapped, Error> {
    caller.must_be_service()?;
    let foundation = &app.foundation;
    let now = foundation.clock.now();
    let operator = store::staff::first_operator(foundation).await?;
    let first = operator.is_none();
    let (person, index, is_new) = match operator {
        Some(person) => {
            let index = EmailIndex::of(&foundation.keyring, &person.email);
            (person, index, false)
        }
        None => {
            let mut problems = Problems::new();
            let address = problems.take("email", email, email.parse::<EmailAddress>());
            let name = problems.line("name", name, 120, Presence::Needed);
            problems.into_result().map_err(Error::Invalid)?;
            let address = address.ok_or(Error::Invalid(Vec::new()))?;
            let index = EmailIndex::of(&foundation.keyring, &address);
            match store::staff::by_email(foundation, &index).await? {
                Some(person) => (person, index, false),
                None => (
                    Person {
                        id: foundation.ids.next(now),
                        email: address,
                        name,
                        password: None,
                        operator: true,
                    },
                    index,
                    true,
                ),
            }
        }
    };
    let hash = match (&password, &person.password) {
        (None, _) => None,
        (Some(given), Some(kept)) if foundation.passwords.verify(given.clone(), kept).await? => {
            None
        }
        (Some(given), _) => Some(foundation.passwords.hash(given.clone()).await?),
    };

    let tx = foundation.store.write().await?;
    if is_new {
        store::staff::insert(&tx, &foundation.keyring, &person, &index, now).await?;
    } else if first {
        store::staff::make_operator(&tx, person.id).await?;
    }
    if let Some(hash) = hash {
        store::staff::set_password(&tx, person.id, hash).await?;
    }
    let set_up_url = if store::staff::operator_is_set_up(tx.db()).await? {
        None
    } else {
        Some(make_link(&tx, app, person.id, LinkPurpose::Join(None), now).await?)
    };
    let api_key = if first {
        Some(api_keys::first_of_operators(&tx, app, caller).await?.secret)
    } else {
        None
    };
    tx.commit().await?;
    Ok(Bootstrapped {
        staff: person.id,
        set_up_url,
        api_key,
    })
}
