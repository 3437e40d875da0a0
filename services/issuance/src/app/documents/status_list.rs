//! Status lists, signed when they are asked for.

use super::{ASK_AGAIN, CREDENTIAL, Served};
use crate::{Error, Issuance, domain::status_list::ENTRIES, store};
use openbadges::{
    Timestamp as Text,
    context::Contexts,
    proof::{self, Options, Suite},
    status::{self, Bitstring},
};
use platform::{clock::Timestamp, ids::StatusListId};
use std::time::Duration;

/// How long a copy of a status list may be used.
const LIST_VALIDITY: Duration = Duration::from_secs(7 * 24 * 3600);

/// A list, signed once for each of its versions and days. Whoever serves it signs the same bytes.
pub(super) async fn status_list(app: &Issuance, id: StatusListId) -> Result<Option<Served>, Error> {
    let db = app.foundation.store.read();
    let Some(list) = store::status_list::by_id(db, id).await? else {
        return Ok(None);
    };
    let key = app.keys.signing_key(list.issuer).await?;
    let today = day_of(app.foundation.clock.now());
    let from = today
        .max(list.changed_at.whole_second())
        .max(key.key().created_at.whole_second());
    let name = format!(
        "status/{id}/{}/{}/{}",
        list.version,
        from.seconds(),
        key.key().number
    );
    let make = async {
        let mut bits = Bitstring::new(ENTRIES as usize).map_err(|error| list_broken(&error))?;
        for index in store::status_list::set_entries(db, id).await? {
            bits.set(index as usize, true)
                .map_err(|error| list_broken(&error))?;
        }
        let (method, public) = (key.method(&list.issuer_did), key.key().public.clone());
        let unsigned = app
            .artist
            .work(move |_| {
                let wanted = status::List {
                    url: &list.url,
                    issuer: &list.issuer_did,
                    purpose: "revocation",
                    valid_from: Text::from_text(from.rfc3339()),
                    valid_until: Some(Text::from_text(from.plus(LIST_VALIDITY).rfc3339())),
                };
                let options = Options {
                    suite: Suite::EddsaRdfc2022,
                    verification_method: method,
                    created: Text::from_text(from.rfc3339()),
                };
                proof::prepare(
                    status::list_credential(&wanted, &bits),
                    &options,
                    &public,
                    &Contexts::bundled(),
                )
            })
            .await?
            .map_err(|error| list_broken(&error))?;
        let signature = key.sign(unsigned.bytes_to_sign()).await?;
        Ok(unsigned.attach(&signature).to_string().into_bytes())
    };
    Ok(Some(Served::new(
        CREDENTIAL,
        app.shelf.made(name, make).await?,
        ASK_AGAIN,
    )))
}

pub(super) fn day_of(at: Timestamp) -> Timestamp {
    let day = Duration::from_secs(24 * 3600).as_micros() as i64;
    Timestamp::from_micros(at.micros().div_euclid(day) * day)
}

fn list_broken(error: &dyn std::fmt::Display) -> Error {
    platform::store::StoreError::Corrupt {
        table: "status_list",
        row: String::new(),
        problem: error.to_string(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_signed_for_a_day() {
        let day = day_of(Timestamp::parse("2026-03-31T23:59:59Z").unwrap());
        assert_eq!(day.rfc3339(), "2026-03-31T00:00:00Z");
    }
}
