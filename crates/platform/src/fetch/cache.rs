//! Answers kept for as long as they say themselves.

use super::{Fetch, FetchError, Fetched, Request};
use crate::clock::{Clock, Timestamp};
use async_trait::async_trait;
use moka::future::Cache;
use std::{sync::Arc, time::Duration};
use url::Url;

/// Bytes kept in all.
const ROOM: u64 = 64 << 20;
/// What an answer takes besides its body.
const OVERHEAD: usize = 1024;
/// However long an answer says it is fresh, after a day it is asked for again.
const LONGEST: Duration = Duration::from_secs(86_400);
/// An answer that is stale is kept a while longer, to be asked for by its `ETag`.
const KEPT_FOR_ASKING: Duration = Duration::from_secs(7 * 86_400);

/// A fetcher that remembers, in memory and up to 64 MiB: an answer is given again while its own headers call it
/// fresh (RFC 9111, as a shared cache), then asked for again by its `ETag` or `Last-Modified`. An answer that does not
/// say how long it is fresh is asked for each time. What was redirected is not kept, nor is any error but 404 and
/// 410. A stale answer is never given, also not when its server is away: then the error says how old the copy is.
///
/// Clones share what they keep.
#[derive(Clone)]
pub struct Cached<F> {
    inner: F,
    clock: Clock,
    kept: Cache<(Url, String), Arc<Kept>>,
}

struct Kept {
    answer: Fetched,
    at: Timestamp,
}

impl Kept {
    /// The answer as it is now.
    fn aged(&self, now: Timestamp) -> Fetched {
        let since = now.since(self.at);
        let mut answer = self.answer.clone();
        answer.age = answer.age.saturating_add(since);
        answer.max_age = answer.max_age.map(|left| left.saturating_sub(since));
        answer
    }
}

impl<F: Fetch> Cached<F> {
    /// Remembers what `inner` answers, by the time of `clock`.
    pub fn new(inner: F, clock: Clock) -> Self {
        let kept = Cache::builder()
            .max_capacity(ROOM)
            .weigher(|(url, _): &(Url, String), kept: &Arc<Kept>| {
                let bytes = kept.answer.body.len() + url.as_str().len() + OVERHEAD;
                u32::try_from(bytes).unwrap_or(u32::MAX)
            })
            .time_to_live(KEPT_FOR_ASKING)
            .build();
        Self { inner, clock, kept }
    }

    /// Keeps an answer, or forgets the one before.
    async fn keep(&self, key: (Url, String), answer: &Fetched, at: Timestamp) {
        let is_worth_it = answer.may_be_kept
            && answer.url == key.0
            && matches!(answer.status, 200 | 203 | 404 | 410)
            && (answer.max_age.is_some_and(|left| !left.is_zero())
                || answer.validators != Default::default());
        if is_worth_it {
            let mut answer = answer.clone();
            answer.max_age = answer.max_age.map(|left| left.min(LONGEST));
            self.kept.insert(key, Arc::new(Kept { answer, at })).await;
        } else {
            self.kept.invalidate(&key).await;
        }
    }
}

#[async_trait]
impl<F: Fetch> Fetch for Cached<F> {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        let mut url = request.url.clone();
        url.set_fragment(None);
        let key = (url, request.accept.clone());
        let now = self.clock.now();
        let kept = match self.kept.get(&key).await {
            Some(kept) if kept.answer.body.len() <= request.max_bytes => kept.aged(now),
            _ => {
                let answer = self.inner.get(request).await?;
                self.keep(key, &answer, now).await;
                return Ok(answer);
            }
        };
        let is_young = request.oldest.is_none_or(|oldest| kept.age < oldest);
        if is_young && kept.max_age.is_some_and(|left| !left.is_zero()) {
            return Ok(kept);
        }
        let again = request.clone().unless(kept.validators.clone());
        match self.inner.get(&again).await {
            Ok(answer) if answer.status == 304 => {
                let renewed = Fetched {
                    max_age: answer.max_age,
                    age: answer.age,
                    may_be_kept: answer.may_be_kept,
                    url: key.0.clone(),
                    ..kept
                };
                self.keep(key, &renewed, now).await;
                Ok(renewed)
            }
            Ok(answer) => {
                self.keep(key, &answer, now).await;
                Ok(answer)
            }
            Err(error @ FetchError::TooMany { .. }) => Err(error),
            Err(error) if error.is_temporary() => Err(FetchError::OnlyStale {
                why: error.to_string(),
                age: kept.age,
            }),
            Err(error) => Err(error),
        }
    }
}
