//! What checking one document may cost.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use async_trait::async_trait;
use tokio::time::Instant;

use super::{Fetch, FetchError, Fetched, Request};

/// What one document may cost in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FetchBudget {
    /// Most fetches; redirects are bounded by the fetcher.
    pub fetches: u32,
    /// Time from the making of the [`Budgeted`] on.
    pub time: Duration,
}

impl Default for FetchBudget {
    /// 20 fetches and 10 seconds.
    fn default() -> Self {
        Self {
            fetches: 20,
            time: Duration::from_secs(10),
        }
    }
}

/// A fetcher for one document: it stops when the budget is spent. Fetches may run at the same time.
#[derive(Debug)]
pub struct Budgeted<F> {
    inner: F,
    budget: FetchBudget,
    left: AtomicU32,
    ends: Instant,
}

impl<F: Fetch> Budgeted<F> {
    /// Starts the clock.
    pub fn new(inner: F, budget: FetchBudget) -> Self {
        Self {
            inner,
            budget,
            left: AtomicU32::new(budget.fetches),
            ends: Instant::now() + budget.time,
        }
    }

    /// Takes one fetch from the budget; false when none is left.
    fn take(&self) -> bool {
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            })
            .is_ok()
    }
}

#[async_trait]
impl<F: Fetch> Fetch for Budgeted<F> {
    async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
        let spent = || FetchError::BudgetSpent {
            url: request.url.clone(),
            fetches: self.budget.fetches,
            time: self.budget.time,
        };
        if Instant::now() >= self.ends || !self.take() {
            return Err(spent());
        }
        match tokio::time::timeout_at(self.ends, self.inner.get(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(spent()),
        }
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    /// Answers after a while of the paused clock.
    struct Slow(Duration);

    #[async_trait]
    impl Fetch for Slow {
        async fn get(&self, request: &Request) -> Result<Fetched, FetchError> {
            tokio::time::sleep(self.0).await;
            Ok(Fetched {
                url: request.url.clone(),
                status: 200,
                content_type: None,
                body: Bytes::new(),
                max_age: None,
                age: Duration::ZERO,
                may_be_kept: true,
                validators: crate::fetch::Validators::default(),
            })
        }
    }

    fn request() -> Request {
        Request::new("https://example.org/".parse().unwrap())
    }

    #[tokio::test]
    async fn the_twenty_first_fetch_of_a_document_is_refused() {
        let fetcher = Budgeted::new(Slow(Duration::ZERO), FetchBudget::default());
        for _ in 0..20 {
            fetcher.get(&request()).await.unwrap();
        }
        let error = fetcher.get(&request()).await.unwrap_err();
        assert!(error.to_string().contains("20 fetches and 10 s"), "{error}");
    }

    #[tokio::test]
    async fn a_fetch_ends_when_the_time_of_the_document_does() {
        let budget = FetchBudget {
            fetches: 20,
            time: Duration::from_millis(40),
        };
        let fetcher = Budgeted::new(Slow(Duration::from_secs(3600)), budget);
        let error = fetcher.get(&request()).await.unwrap_err();
        assert!(matches!(error, FetchError::BudgetSpent { .. }), "{error}");
        let quick = Budgeted {
            inner: Slow(Duration::ZERO),
            ..fetcher
        };
        let error = quick.get(&request()).await.unwrap_err();
        assert!(matches!(error, FetchError::BudgetSpent { .. }), "{error}");
    }
}
