//! Documents that many badges of one batch need: each is fetched once.

use crate::check::Sources;
use openbadges::verify::{Answer, Need, Purpose};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::sync::OnceCell;

/// Bytes remembered; what comes after is fetched each time.
const ROOM: usize = 32 << 20;

/// What was fetched during one step of a batch, a few seconds.
#[derive(Default)]
pub(super) struct Memo {
    answers: Mutex<BTreeMap<Need, Arc<OnceCell<Answer>>>>,
    bytes: AtomicUsize,
}

impl Memo {
    /// The same sources, asked once for what several badges need.
    pub(super) fn before<'a>(&'a self, sources: &'a dyn Sources) -> Shared<'a> {
        Shared {
            memo: self,
            sources,
        }
    }
}

/// See [`Memo::before`].
pub(super) struct Shared<'a> {
    memo: &'a Memo,
    sources: &'a dyn Sources,
}

/// Whether other badges need the same document.
fn is_shared(purpose: Purpose) -> bool {
    matches!(
        purpose,
        Purpose::Controller
            | Purpose::Jwks
            | Purpose::StatusList
            | Purpose::BadgeClass
            | Purpose::IssuerProfile
            | Purpose::Key
    )
}

#[async_trait::async_trait]
impl Sources for Shared<'_> {
    async fn get(&self, need: &Need) -> Answer {
        if !is_shared(need.purpose) {
            return self.sources.get(need).await;
        }
        let cell = {
            let mut answers = self
                .memo
                .answers
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            if let Some(cell) = answers.get(need) {
                Arc::clone(cell)
            } else if self.memo.bytes.load(Ordering::Relaxed) < ROOM {
                let cell = Arc::new(OnceCell::new());
                answers.insert(need.clone(), Arc::clone(&cell));
                cell
            } else {
                Arc::new(OnceCell::new())
            }
        };
        let answer = cell.get_or_init(|| async {
            let answer = self.sources.get(need).await;
            if let Answer::Found(body) | Answer::Status { body, .. } = &answer {
                self.memo.bytes.fetch_add(body.len(), Ordering::Relaxed);
            }
            answer
        });
        answer.await.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(AtomicUsize);

    #[async_trait::async_trait]
    impl Sources for Counting {
        async fn get(&self, need: &Need) -> Answer {
            self.0.fetch_add(1, Ordering::SeqCst);
            Answer::Found(need.url.clone().into_bytes())
        }
    }

    #[tokio::test]
    async fn what_many_badges_need_is_fetched_once_and_a_badge_each_time() {
        let (memo, sources) = (Memo::default(), Counting(AtomicUsize::new(0)));
        let need = |purpose| Need {
            url: "https://example.org/".into(),
            purpose,
        };
        let shared = memo.before(&sources);
        for purpose in [Purpose::Controller, Purpose::StatusList] {
            let need = need(purpose);
            let all = futures::future::join_all((0..5).map(|_| shared.get(&need))).await;
            assert!(all.iter().all(|answer| *answer == all[0]));
        }
        assert_eq!(sources.0.load(Ordering::SeqCst), 2);
        for _ in 0..3 {
            shared.get(&need(Purpose::Badge)).await;
        }
        assert_eq!(sources.0.load(Ordering::SeqCst), 5);
    }
}
