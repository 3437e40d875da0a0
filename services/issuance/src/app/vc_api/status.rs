//! POST /credentials/status, and the lists it changes.

use super::{
    Answer, Asked, Problem,
    issue::{add_context, is_version_1, with_one_proof},
    key,
};
use crate::{
    Error, Issuance,
    domain::vc_api::{Instance, contexts, purposes_named, strings},
    store,
};
use openbadges::{
    Timestamp,
    proof::{self, Suite},
    status::{self, Bitstring},
};
use platform::{identity::Caller, store::StoreError};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// Defines an entry of a status list where the base context (1.1) does not.
const STATUS: &str = "https://www.w3.org/ns/credentials/status/v1";

/// Credentials are found again by a digest of their ids: the ids themselves are nobody's business here.
fn digest(id: &str) -> [u8; 32] {
    Sha256::digest(id).into()
}

/// The address of a list.
fn address(base: &str, instance: &str, list: &str) -> String {
    format!("{base}/vc-api/{instance}/status/{list}")
}

/// Gives a credential its entries: one a purpose of the instance, in front of those it has.
pub(super) async fn add_entries(
    app: &Issuance,
    instance: Instance,
    asked: &Asked,
    credential: &mut Map<String, Value>,
) -> Result<(), Error> {
    let id = match credential.get("id").and_then(Value::as_str) {
        Some(id) => id.to_owned(),
        None => {
            let fresh = app.foundation.ids.uuid_v4().urn().to_string();
            credential.insert("id".into(), fresh.clone().into());
            fresh
        }
    };
    let named = asked.options.get("credentialId").and_then(Value::as_str);
    let id = named.unwrap_or(&id);
    let tx = app.foundation.store.write().await?;
    let mut entries = Vec::new();
    for purpose in instance.purposes {
        let ids = &app.foundation.ids;
        let (number, index) =
            store::vc_api::take(&tx, ids, instance.name, purpose, digest(id)).await?;
        let list = address(
            app.config.public_url.as_str(),
            instance.name,
            &format!("{purpose}-{number}"),
        );
        entries.push(status::entry(&list, purpose, index as usize));
    }
    tx.commit().await?;
    match credential.remove("credentialStatus") {
        Some(Value::Array(others)) => entries.extend(others),
        Some(other) => entries.push(other),
        None => {}
    }
    credential.insert("credentialStatus".into(), entries.into());
    if is_version_1(credential) && !strings(credential.get("@context")).any(|url| url == STATUS) {
        add_context(credential, STATUS);
    }
    Ok(())
}

/// Sets or clears what the lists of an instance say of one of its credentials.
///
/// # Errors
/// The caller is none of our services, or there is no such instance or credential.
pub async fn set_status(
    app: &Issuance,
    caller: &Caller,
    instance: &str,
    body: &[u8],
) -> Result<Answer, Error> {
    caller.must_be_service()?;
    let instance = match super::named(instance)? {
        Some(instance) => instance,
        None => with_status(),
    };
    let read = Asked::read(body).and_then(|asked| change(&asked));
    let Change { id, purposes, on } = match read {
        Ok(change) => change,
        Err(problem) => return Ok(Answer::refused(problem)),
    };
    if let Some(other) = purposes
        .iter()
        .find(|purpose| !instance.purposes.contains(&purpose.as_str()))
    {
        let has = match instance.purposes {
            [] => "gives its credentials no status".to_owned(),
            some => format!("has lists for {}", some.join(" and ")),
        };
        return Ok(Answer::refused(Problem::malformed(format!(
            "$.credentialStatus.statusPurpose: {other:?} cannot be set; the instance {} {has}",
            instance.name
        ))));
    }
    let tx = app.foundation.store.write().await?;
    for purpose in &purposes {
        if !store::vc_api::set(&tx, instance.name, purpose, digest(&id), on).await? {
            return Err(Error::NotFound("credential of this instance"));
        }
    }
    tx.commit().await?;
    Ok(Answer::done(json!({
        "credentialId": id,
        "credentialStatus": purposes
            .iter()
            .map(|purpose| json!({"type": status::ENTRY_TYPE, "statusPurpose": purpose}))
            .collect::<Vec<_>>(),
        "status": on,
    })))
}

/// The instance that is meant where a path names none.
fn with_status() -> Instance {
    crate::domain::vc_api::INSTANCES
        .iter()
        .find(|known| !known.purposes.is_empty())
        .copied()
        .unwrap_or(crate::domain::vc_api::INSTANCES[0])
}

struct Change {
    id: String,
    purposes: Vec<String>,
    on: bool,
}

fn change(asked: &Asked) -> Result<Change, Problem> {
    let id = asked
        .members
        .get("credentialId")
        .and_then(Value::as_str)
        .filter(|id| !id.is_empty())
        .ok_or_else(|| Problem::malformed("$.credentialId: it must be the id of a credential"))?;
    let purposes = asked
        .members
        .get("credentialStatus")
        .and_then(purposes_named)
        .filter(|purposes| !purposes.is_empty())
        .ok_or_else(|| {
            Problem::malformed(
                "$.credentialStatus: it must be an object with type and statusPurpose, or several",
            )
        })?;
    let of = |value: &Value| match value {
        Value::Null => Some(true),
        Value::Bool(on) => Some(*on),
        Value::String(text) if text == "1" || text == "true" => Some(true),
        Value::String(text) if text == "0" || text == "false" => Some(false),
        _ => None,
    };
    let sent = asked.members.get("status").unwrap_or(&Value::Null);
    let on = of(sent).ok_or_else(|| {
        Problem::malformed(
            "$.status: it must be true (set) or false (clear); left out it means true",
        )
    })?;
    Ok(Change {
        id: id.to_owned(),
        purposes: purposes.into_iter().map(str::to_owned).collect(),
        on,
    })
}

/// A list as it is now, signed by the instance's key. None where no entry of it was ever given.
///
/// # Errors
/// The caller is none of our services, or the database failed.
pub async fn status_list(
    app: &Issuance,
    caller: &Caller,
    instance: &str,
    list: &str,
) -> Result<Option<Value>, Error> {
    caller.must_be_service()?;
    signed(app, instance, list).await
}

pub(super) async fn signed(
    app: &Issuance,
    instance: &str,
    list: &str,
) -> Result<Option<Value>, Error> {
    let Some(instance) = Instance::named(instance) else {
        return Ok(None);
    };
    let found = list.rsplit_once('-').and_then(|(purpose, number)| {
        let purpose = instance.purposes.iter().find(|known| **known == purpose)?;
        // As it was written, so that a list has one address only.
        let number: u64 = number
            .parse()
            .ok()
            .filter(|n: &u64| n.to_string() == number)?;
        Some((*purpose, number))
    });
    let Some((purpose, number)) = found else {
        return Ok(None);
    };
    let db = app.foundation.store.read();
    let Some(set) = store::vc_api::set_entries(db, instance.name, purpose, number).await? else {
        return Ok(None);
    };
    let broken = |problem: String| {
        Error::from(StoreError::Corrupt {
            table: "vc_api_status",
            row: list.to_owned(),
            problem,
        })
    };
    let mut bits =
        Bitstring::new(store::vc_api::ENTRIES as usize).map_err(|e| broken(e.to_string()))?;
    for index in set {
        bits.set(index, true).map_err(|e| broken(e.to_string()))?;
    }
    let key = key::of(app, instance).await?;
    let url = address(app.config.public_url.as_str(), instance.name, list);
    let now = Timestamp::from_text(app.foundation.clock.now().whole_second().rfc3339());
    let work = app.artist.work(move |_| {
        let list = status::List {
            url: &url,
            issuer: key.did(),
            purpose,
            valid_from: now.clone(),
            valid_until: None,
        };
        let options = proof::Options {
            suite: Suite::EddsaRdfc2022,
            verification_method: key.method().to_owned(),
            created: now,
        };
        let credential = status::list_credential(&list, &bits);
        let unsigned = proof::prepare(credential, &options, &key.public(), &contexts())
            .map_err(|error| error.to_string())?;
        let signature = key
            .sign(unsigned.bytes_to_sign())
            .map_err(|error| error.to_string())?;
        Ok::<_, String>(with_one_proof(unsigned.attach(&signature)))
    });
    work.await?.map(Some).map_err(broken)
}

/// The instance and list that an address of ours names.
pub(super) fn of_address<'a>(app: &Issuance, url: &'a str) -> Option<(&'a str, &'a str)> {
    let bases = std::iter::once(&app.config.public_url).chain(&app.config.aliases);
    let path = bases
        .into_iter()
        .find_map(|base| url.strip_prefix(base.as_str()))?;
    path.strip_prefix("/vc-api/")?.split_once("/status/")
}
