//! API keys: made, listed, ended, and recognised.

use super::{Issuance, once::Once};
use crate::{
    Error,
    domain::{
        api_key::{ApiKey, ApiKeySecret, scopes},
        text::{Presence, Problems},
    },
    store,
};
use platform::{
    Secret,
    clock::Timestamp,
    identity::{Caller, Denied, Scope},
    ids::{ApiKeyId, IssuerId},
    signin::Token,
    store::Tx,
};
use prost::Message;

/// A key with its secret, which is told this once.
#[derive(Clone, Debug)]
pub struct Created {
    /// The key.
    pub key: ApiKey,
    /// `accolade_…`.
    pub secret: Secret<String>,
}

/// A key as it was asked for.
#[derive(Clone, Debug)]
pub struct NewApiKey {
    /// The tenant; none for an operator's key.
    pub issuer: Option<IssuerId>,
    /// What its owner calls it.
    pub name: String,
    /// What it may do, as words.
    pub scopes: Vec<String>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// Passes for who may deal with the keys of `issuer`, or with the operators'.
fn may(caller: &Caller, issuer: Option<IssuerId>, scope: Scope) -> Result<(), Error> {
    match issuer {
        Some(issuer) => Ok(caller.may(scope, issuer, "issuer")?),
        None => Ok(caller.must_be_operator()?),
    }
}

/// Makes a key.
pub async fn create<M: Message + Default>(
    app: &Issuance,
    caller: &Caller,
    new: NewApiKey,
    once: &Once<Created, M>,
) -> Result<Created, Error> {
    may(caller, new.issuer, Scope::IssuerWrite)?;
    let now = app.foundation.clock.now();
    let mut problems = Problems::new();
    let name = problems.line("name", &new.name, 80, Presence::Needed);
    let granted = match scopes(&new.scopes) {
        Ok(granted) => granted,
        Err((word, problem)) => {
            problems.note("scopes", &word, problem);
            Vec::new()
        }
    };
    if new.issuer.is_some() && new.scopes.is_empty() {
        problems.note(
            "scopes",
            "",
            format!(
                "a key without rights opens nothing; give it some of {}",
                Scope::ALL.map(Scope::as_str).join(", ")
            ),
        );
    }
    if new.issuer.is_none() && !new.scopes.is_empty() {
        problems.note(
            "scopes",
            &new.scopes.join(" "),
            "an operator's key may do everything; leave scopes out, or name an issuer",
        );
    }
    if let Some(end) = new.expires_at.filter(|end| *end <= now) {
        problems.note(
            "expires_at",
            &end.rfc3339(),
            "it is past; choose a time to come, or leave it out",
        );
    }
    problems.into_result().map_err(Error::Invalid)?;
    must_hold(caller, &granted)?;

    let tx = app.foundation.store.write().await?;
    if let Some(issuer) = new.issuer {
        store::issuer::locked(&tx, issuer)
            .await?
            .ok_or(Error::NotFound("issuer"))?;
    }
    let key = ApiKey {
        issuer: new.issuer,
        name,
        scopes: granted,
        expires_at: new.expires_at,
        ..blank(app, now)
    };
    let made = insert(&tx, app, caller, key).await?;
    once.keep(&tx, &app.foundation, &made).await?;
    tx.commit().await?;
    Ok(made)
}

/// The operators' first key.
pub(crate) async fn first_of_operators(
    tx: &Tx,
    app: &Issuance,
    caller: &Caller,
) -> Result<Created, Error> {
    let key = ApiKey {
        name: "First operator".into(),
        ..blank(app, app.foundation.clock.now())
    };
    insert(tx, app, caller, key).await
}

fn blank(app: &Issuance, now: Timestamp) -> ApiKey {
    ApiKey {
        // Random: the first characters of the id tell keys apart.
        id: app.foundation.ids.random(),
        issuer: None,
        name: String::new(),
        scopes: Vec::new(),
        hint: String::new(),
        created_at: now,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
    }
}

async fn insert(tx: &Tx, app: &Issuance, caller: &Caller, key: ApiKey) -> Result<Created, Error> {
    let secret = ApiKeySecret::new(key.id, Token::random(&app.foundation.ids));
    let key = ApiKey {
        hint: secret.hint(),
        ..key
    };
    store::api_key::insert(tx, &key, secret.digest(), &caller.subject()).await?;
    Ok(Created {
        key,
        secret: Secret::new(secret.reveal().to_string()),
    })
}

/// A key gives no rights it does not have itself.
fn must_hold(caller: &Caller, granted: &[Scope]) -> Result<(), Error> {
    let Caller::Client { scopes, .. } = caller else {
        return Ok(());
    };
    match granted.iter().find(|scope| !scopes.contains(scope)) {
        Some(missing) => Err(Denied::Lacks {
            needed: missing.as_str(),
            held: "a key gives another only rights it has itself".into(),
        }
        .into()),
        None => Ok(()),
    }
}

/// The keys of an issuer, or of the operators.
pub async fn list(
    app: &Issuance,
    caller: &Caller,
    issuer: Option<IssuerId>,
) -> Result<Vec<ApiKey>, Error> {
    may(caller, issuer, Scope::IssuerRead)?;
    store::api_key::list(app.foundation.store.read(), issuer).await
}

/// Ends a key at once. Ending it again changes nothing.
pub async fn revoke(
    app: &Issuance,
    caller: &Caller,
    issuer: Option<IssuerId>,
    id: ApiKeyId,
) -> Result<ApiKey, Error> {
    may(caller, issuer, Scope::IssuerWrite)?;
    let tx = app.foundation.store.write().await?;
    let mut key = store::api_key::locked(&tx, issuer, id)
        .await?
        .ok_or(Error::NotFound("API key"))?;
    if key.revoked_at.is_none() {
        let now = app.foundation.clock.now();
        store::api_key::revoke(&tx, id, now).await?;
        key.revoked_at = Some(now);
        tx.commit().await?;
    }
    Ok(key)
}

/// The key behind a secret. Its use is noted, once a minute, apart from the answer.
pub async fn authenticate(
    app: &Issuance,
    caller: &Caller,
    secret: &Secret<String>,
) -> Result<ApiKey, Error> {
    caller.must_be_service()?;
    let unknown = Error::BadApiKey(
        "this is no API key of this installation; check that it was copied whole: it begins with accolade_",
    );
    let Some(secret) = ApiKeySecret::read(secret.expose()) else {
        return Err(unknown);
    };
    let key = store::api_key::of_secret(app.foundation.store.read(), &secret)
        .await?
        .ok_or(unknown)?;
    let now = app.foundation.clock.now();
    key.good_at(now).map_err(Error::BadApiKey)?;
    if key.should_note_use(now) {
        let (store, id) = (app.foundation.store.clone(), key.id);
        app.foundation.tasks.spawn("note API key use", async move {
            if let Err(error) = store::api_key::note_use(&store, id, now).await {
                tracing::warn!(%error, key = %id, "the use of an API key could not be noted");
            }
        });
    }
    Ok(key)
}
