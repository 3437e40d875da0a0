//! Known issuers: the operator's own list, and lists that are imported.

use super::{Error, Verification};
use crate::{
    check::hex,
    domain::issuer_list::{Entry, IssuerList, is_issuer_id},
    store::{
        known::{self, KnownIssuer},
        list::{self, List},
    },
};
use platform::{
    clock::Timestamp,
    fetch::Fetched,
    identity::Caller,
    ids::IssuerListId,
    jobs::{Job, JobError, Next, Runner},
};
use sha2::{Digest as _, Sha256};
use std::time::Duration;
use url::Url;

/// The job that fetches a list again; its key is the list's id.
pub(super) const JOB: &str = "verification.list";
const ACCEPT: &str = "application/json, text/csv;q=0.9, text/plain;q=0.5";
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
/// The soonest that a list is tried again which could not be fetched.
const SOON: Duration = Duration::from_secs(900);
/// The largest list, in bytes: what the fetcher fetches.
const LARGEST: usize = platform::fetch::DEFAULT_MAX_BYTES;

/// Where a new list comes from.
#[derive(Debug)]
pub(crate) enum ListSource {
    /// From an address.
    Url(String),
    /// From a file.
    File { name: String, bytes: Vec<u8> },
}

/// A list to be imported.
#[derive(Debug)]
pub(crate) struct NewList {
    pub name: String,
    pub source: ListSource,
}

impl Verification {
    /// Puts an issuer on the operator's list, or takes it off. Answers since when it is there.
    pub(crate) async fn set_known(
        &self,
        caller: &Caller,
        issuer: &str,
        name: &str,
        is_known: bool,
    ) -> Result<Option<Timestamp>, Error> {
        caller.must_be_operator()?;
        let issuer = issuer.trim();
        if !is_issuer_id(issuer) {
            return Err(Error::NotAnIssuer(issuer.chars().take(200).collect()));
        }
        let store = &self.foundation.store;
        let added = if is_known {
            Some(known::add(store, issuer, name.trim(), &caller.subject()).await?)
        } else {
            known::remove(store, issuer).await?;
            None
        };
        self.vouchers.forget();
        Ok(added)
    }

    /// A page of the operator's list.
    pub(crate) async fn known(
        &self,
        caller: &Caller,
        after: &str,
        limit: u64,
    ) -> Result<Vec<KnownIssuer>, Error> {
        caller.must_be_operator()?;
        Ok(known::page(&self.foundation.store, after, limit).await?)
    }

    /// Imports a list.
    pub(crate) async fn add_list(&self, caller: &Caller, new: NewList) -> Result<List, Error> {
        caller.must_be_operator()?;
        let name = new.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() || name.chars().count() > 120 {
            return Err(Error::field(
                "name",
                name,
                "a list has a name of 1 to 120 characters: it stands in every report that rests on the list",
            ));
        }
        let foundation = &self.foundation;
        let (url, file_name, bytes, again) = match new.source {
            ListSource::Url(url) => {
                let url: Url = url.trim().parse().map_err(|_| {
                    Error::field("url", url.trim(), "write the https address of the list")
                })?;
                let answer = self.fetch_list(&url).await?;
                let again = next_fetch(foundation.clock.now(), &answer);
                (
                    url.to_string(),
                    String::new(),
                    answer.body.to_vec(),
                    Some(again),
                )
            }
            ListSource::File { name, bytes } => (String::new(), short(&name), bytes, None),
        };
        let (read, digest) = read(&bytes)?;
        let now = foundation.clock.now();
        let list = List {
            id: foundation.ids.next(now),
            name: name.clone(),
            url,
            file_name,
            format: read.format.as_str().to_owned(),
            digest,
            issuers: read.entries.len() as u64,
            added_by: caller.subject(),
            added_at: now,
            fetched_at: now,
            next_fetch_at: again,
            failing_since: None,
            problem: read.remark(),
        };
        let tx = foundation.store.write().await?;
        match list::insert(&tx, &list).await {
            Err(error) if error.is_duplicate() => return Err(Error::NameTaken(name)),
            other => other?,
        }
        list::replace_entries(&tx, list.id, &read.entries).await?;
        if let Some(again) = again {
            tx.schedule(JOB, &list.id.to_string(), &(), again).await?;
        }
        tx.commit().await?;
        self.vouchers.forget();
        Ok(list)
    }

    /// All imported lists, by name.
    pub(crate) async fn lists(&self, caller: &Caller) -> Result<Vec<List>, Error> {
        caller.must_be_operator()?;
        Ok(list::all(&self.foundation.store).await?)
    }

    /// One imported list.
    pub(crate) async fn list(&self, caller: &Caller, id: IssuerListId) -> Result<List, Error> {
        caller.must_be_operator()?;
        list::by_id(&self.foundation.store, id)
            .await?
            .ok_or(Error::NotFound("list"))
    }

    /// What a list says: a page of it, by issuer id.
    pub(crate) async fn list_entries(
        &self,
        caller: &Caller,
        id: IssuerListId,
        after: &str,
        limit: u64,
    ) -> Result<Vec<Entry>, Error> {
        let list = self.list(caller, id).await?;
        Ok(list::entries(&self.foundation.store, list.id, after, limit).await?)
    }

    /// Fetches a list now.
    pub(crate) async fn refresh_list(
        &self,
        caller: &Caller,
        id: IssuerListId,
    ) -> Result<List, Error> {
        let list = self.list(caller, id).await?;
        if list.url.is_empty() {
            return Err(Error::NotFetched);
        }
        self.refreshed(list).await?.ok_or(Error::NotFound("list"))
    }

    /// Puts a newer file in the place of an uploaded one.
    pub(crate) async fn replace_list(
        &self,
        caller: &Caller,
        id: IssuerListId,
        file_name: &str,
        bytes: &[u8],
    ) -> Result<List, Error> {
        let list = self.list(caller, id).await?;
        if !list.url.is_empty() {
            return Err(Error::NotAFile);
        }
        let (read, digest) = read(bytes)?;
        let said = Said {
            read,
            digest,
            file_name: short(file_name),
            again: None,
        };
        self.say(id, Ok(said)).await?.ok_or(Error::NotFound("list"))
    }

    /// Removes a list: its issuers are vouched for no longer.
    pub(crate) async fn remove_list(&self, caller: &Caller, id: IssuerListId) -> Result<(), Error> {
        caller.must_be_operator()?;
        let tx = self.foundation.store.write().await?;
        if !list::remove(&tx, id).await? {
            return Err(Error::NotFound("list"));
        }
        tx.unschedule(JOB, &id.to_string()).await?;
        tx.commit().await?;
        self.vouchers.forget();
        Ok(())
    }

    async fn fetch_list(&self, url: &Url) -> Result<Fetched, Error> {
        let answer = self
            .web
            .anew(url.clone(), ACCEPT)
            .await
            .map_err(Error::Unfetched)?;
        if answer.is_success() {
            Ok(answer)
        } else {
            Err(Error::UnfetchedStatus(answer.status))
        }
    }

    /// Fetches a list and notes what it says now, or why that could not be found out. `None` if it was removed in
    /// the meantime.
    async fn refreshed(&self, list: List) -> Result<Option<List>, Error> {
        let url: Url = list.url.parse().map_err(|_| {
            Error::field("url", &list.url, "the address of the list cannot be read")
        })?;
        let said = async {
            let answer = self.fetch_list(&url).await?;
            let (read, digest) = read(&answer.body)?;
            Ok::<_, Error>(Said {
                read,
                digest,
                file_name: String::new(),
                again: Some(next_fetch(self.foundation.clock.now(), &answer)),
            })
        };
        let said = said.await.map_err(|error| error.to_string());
        self.say(list.id, said).await
    }

    async fn say(
        &self,
        id: IssuerListId,
        said: Result<Said, String>,
    ) -> Result<Option<List>, Error> {
        let now = self.foundation.clock.now();
        let tx = self.foundation.store.write().await?;
        let Some(mut list) = list::locked(&tx, id).await? else {
            return Ok(None);
        };
        match said {
            Ok(said) => {
                if list.digest != said.digest {
                    list::replace_entries(&tx, id, &said.read.entries).await?;
                }
                list.format = said.read.format.as_str().to_owned();
                list.issuers = said.read.entries.len() as u64;
                list.problem = said.read.remark();
                list.digest = said.digest;
                list.fetched_at = now;
                list.failing_since = None;
                list.next_fetch_at = said.again;
                if list.url.is_empty() {
                    list.file_name = said.file_name;
                }
            }
            // What it said before holds on: an outage elsewhere makes nobody here unknown.
            Err(problem) => {
                tracing::warn!(list = %id, "a list of issuers could not be fetched; it stays as it was");
                let since = *list.failing_since.get_or_insert(now);
                list.problem = problem;
                list.next_fetch_at = Some(now.plus(now.since(since).clamp(SOON, DAY)));
            }
        }
        list::update(&tx, &list).await?;
        tx.commit().await?;
        self.vouchers.forget();
        Ok(Some(list))
    }
}

/// What a list says now.
struct Said {
    read: IssuerList,
    digest: String,
    file_name: String,
    again: Option<Timestamp>,
}

fn read(bytes: &[u8]) -> Result<(IssuerList, String), Error> {
    if bytes.len() > LARGEST {
        return Err(Error::field(
            "content",
            format!("{} bytes", bytes.len()),
            format!("a list has at most {} MiB; split it", LARGEST >> 20),
        ));
    }
    Ok((IssuerList::parse(bytes)?, hex(&Sha256::digest(bytes))))
}

/// As often as the list's own headers say, but no oftener than hourly and no more seldom than daily.
fn next_fetch(now: Timestamp, answer: &Fetched) -> Timestamp {
    now.plus(answer.max_age.unwrap_or(DAY).clamp(HOUR, DAY))
}

fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Fetches lists again.
pub(super) struct Refresher(pub Verification);

#[async_trait::async_trait]
impl Runner for Refresher {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let id: IssuerListId = job.key.parse().map_err(JobError::new)?;
        let Some(list) = list::by_id(&self.0.foundation.store, id).await? else {
            return Ok(Next::Done);
        };
        // Somebody asked for it in the meantime.
        if let Some(next) = list
            .next_fetch_at
            .filter(|next| *next > self.0.foundation.clock.now())
        {
            return Ok(Next::At(next));
        }
        let list = self.0.refreshed(list).await.map_err(JobError::new)?;
        Ok(match list.and_then(|list| list.next_fetch_at) {
            Some(next) => Next::At(next),
            None => Next::Done,
        })
    }
}
