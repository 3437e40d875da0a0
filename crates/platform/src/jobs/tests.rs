use super::*;
use crate::store::{
    tables::job,
    testing::{store, stores},
};
use sea_orm::EntityTrait as _;
use serde::Serialize;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::Semaphore;

/// How long anything may take before a test says what was missing.
const PATIENCE: Duration = Duration::from_secs(60);

async fn schedule(store: &Store, kind: &str, key: &str, payload: &impl Serialize) {
    let tx = store.write().await.unwrap();
    let now = store.clock().now();
    tx.schedule(kind, key, payload, now).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rows(store: &Store) -> Vec<job::Model> {
    job::Entity::find().all(store.read()).await.unwrap()
}

async fn claim_one(store: &Store, kind: &str) -> Job {
    let mut claimed = store.claim(kind, 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    claimed.remove(0)
}

async fn until_none_is_due(store: &Store, kind: &str) {
    let began = Instant::now();
    while store.jobs_due(&[kind]).await.unwrap() > 0 {
        assert!(
            began.elapsed() < PATIENCE,
            "waited {PATIENCE:?} in vain for the jobs `{kind}` to be done"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn start(store: &Store, kind: &'static str, runner: Arc<dyn Runner>) -> Tasks {
    let tasks = Tasks::new();
    let definition = JobDefinition {
        kind,
        at_once: 2,
        runner,
    };
    run(store, vec![definition], &tasks);
    tasks
}

struct Steps(AtomicU32);
#[async_trait::async_trait]
impl Runner for Steps {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let at: u32 = job.payload()?;
        assert_eq!(at, self.0.fetch_add(1, Ordering::SeqCst));
        Ok(if at < 3 {
            Next::Continue((at + 1).into())
        } else {
            Next::Done
        })
    }
}

#[tokio::test]
async fn a_job_goes_on_step_by_step_and_is_gone_when_done() {
    for (store, _dir) in stores().await {
        for _twice in 0..2 {
            schedule(&store, "steps", "one", &0).await;
        }
        let steps = Arc::new(Steps(AtomicU32::new(0)));
        let tasks = start(&store, "steps", steps.clone());
        until_none_is_due(&store, "steps").await;
        assert!(rows(&store).await.is_empty());
        assert_eq!(steps.0.load(Ordering::SeqCst), 4);
        assert!(tasks.shutdown(PATIENCE).await);
    }
}

#[tokio::test]
async fn a_job_of_the_future_waits_for_its_time() {
    let (store, _dir) = store().await;
    let tx = store.write().await.unwrap();
    let hour = Duration::from_secs(3600);
    tx.schedule("later", "x", &(), store.clock().now().plus(hour))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(store.claim("later", 10).await.unwrap().is_empty());
    store.clock().advance(hour + Duration::from_secs(1));
    assert_eq!(store.claim("later", 10).await.unwrap().len(), 1);
    // Claimed once, nobody else gets it.
    assert!(store.claim("later", 10).await.unwrap().is_empty());
}

/// Does one thing at a time, each when it is let.
struct Gate {
    begun: Semaphore,
    let_go: Semaphore,
    seen: Mutex<Vec<u32>>,
}
#[async_trait::async_trait]
impl Runner for Gate {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        self.seen.lock().unwrap().push(job.payload()?);
        self.begun.add_permits(1);
        self.let_go.acquire().await.unwrap().forget();
        Ok(Next::Done)
    }
}

#[tokio::test]
async fn a_job_that_is_asked_for_while_it_runs_runs_once_more() {
    for (store, _dir) in stores().await {
        let gate = Arc::new(Gate {
            begun: Semaphore::new(0),
            let_go: Semaphore::new(0),
            seen: Mutex::default(),
        });
        schedule(&store, "gate", "x", &1).await;
        let tasks = start(&store, "gate", gate.clone());
        gate.begun.acquire().await.unwrap().forget();
        // Twice meanwhile: that is one run more, with what was asked for first.
        schedule(&store, "gate", "x", &2).await;
        schedule(&store, "gate", "x", &3).await;
        gate.let_go.add_permits(2);
        until_none_is_due(&store, "gate").await;
        assert_eq!(*gate.seen.lock().unwrap(), [1, 2]);
        assert!(rows(&store).await.is_empty());
        assert!(tasks.shutdown(PATIENCE).await);
    }
}

#[tokio::test]
async fn a_job_that_is_asked_for_between_its_steps_begins_again_when_the_last_is_done() {
    for (store, _dir) in stores().await {
        schedule(&store, "steps", "x", &0).await;
        let job = claim_one(&store, "steps").await;
        let outcome = Ok(Next::Continue(1.into()));
        store.finish(&job, &outcome).await.unwrap();
        schedule(&store, "steps", "x", &0).await;
        let job = claim_one(&store, "steps").await;
        assert_eq!(job.payload::<u32>().unwrap(), 1);
        // A pause in the middle ends no later than asked, and does not stand for the run that is owed.
        let tomorrow = store.clock().now().plus(Duration::from_secs(86_400));
        store.finish(&job, &Ok(Next::At(tomorrow))).await.unwrap();
        let job = claim_one(&store, "steps").await;
        assert_eq!(job.payload::<u32>().unwrap(), 1);
        store.finish(&job, &Ok(Next::Done)).await.unwrap();
        let job = claim_one(&store, "steps").await;
        assert_eq!(job.payload::<u32>().unwrap(), 0);
        store.finish(&job, &Ok(Next::Done)).await.unwrap();
        assert!(rows(&store).await.is_empty());
    }
}

#[tokio::test]
async fn a_job_that_puts_itself_off_while_it_is_asked_for_comes_when_asked_and_then_rests() {
    for (store, _dir) in stores().await {
        schedule(&store, "daily", "x", &()).await;
        let tomorrow = store.clock().now().plus(Duration::from_secs(86_400));
        let job = claim_one(&store, "daily").await;
        schedule(&store, "daily", "x", &()).await;
        store.finish(&job, &Ok(Next::At(tomorrow))).await.unwrap();
        let job = claim_one(&store, "daily").await;
        store.finish(&job, &Ok(Next::At(tomorrow))).await.unwrap();
        assert!(store.claim("daily", 10).await.unwrap().is_empty());
    }
}

async fn fail(store: &Store, kind: &str, times: i32) {
    for _ in 0..times {
        store.clock().advance(Duration::from_secs(700));
        let job = claim_one(store, kind).await;
        let outcome = Err(JobError::new("the printer is on fire"));
        store.finish(&job, &outcome).await.unwrap();
    }
}

#[tokio::test]
async fn a_job_that_was_given_up_is_shown_and_begins_anew_when_asked_for() {
    for (store, _dir) in stores().await {
        schedule(&store, "print", "x", &1).await;
        fail(&store, "print", MOST_ATTEMPTS - 1).await;
        let stuck = store.stuck_jobs(10).await.unwrap();
        assert!(stuck[0].next_at.is_some(), "it is tried once more");
        fail(&store, "print", 1).await;
        store.clock().advance(Duration::from_secs(86_400));
        assert!(store.claim("print", 10).await.unwrap().is_empty());
        let stuck = store.stuck_jobs(10).await.unwrap();
        assert_eq!(
            (stuck[0].attempts, stuck[0].next_at, &*stuck[0].last_error),
            (20, None, "the printer is on fire")
        );
        let counts = store.count_jobs().await.unwrap();
        assert_eq!(
            counts["print"],
            JobCounts {
                dead: 1,
                ..JobCounts::default()
            }
        );

        schedule(&store, "print", "x", &2).await;
        let job = claim_one(&store, "print").await;
        assert_eq!((job.attempts, job.payload::<u32>().unwrap()), (0, 2));
        store.finish(&job, &Ok(Next::Done)).await.unwrap();
        assert!(rows(&store).await.is_empty());
        assert!(store.count_jobs().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_operator_begins_jobs_that_were_given_up_anew_one_or_all() {
    for (store, _dir) in stores().await {
        for key in ["x", "y", "z"] {
            schedule(&store, "print", key, &key).await;
            fail(&store, "print", MOST_ATTEMPTS).await;
        }
        let x = store.stuck_jobs(10).await.unwrap()[0].clone();
        assert_eq!(x.key, "x");
        assert_eq!(
            store.retry_jobs(Some(x.id)).await.unwrap(),
            std::slice::from_ref(&x)
        );
        assert_eq!(claim_one(&store, "print").await.key, "x");
        assert!(store.retry_jobs(Some(x.id)).await.unwrap().is_empty());
        assert_eq!(store.retry_jobs(None).await.unwrap().len(), 2);
        assert_eq!(store.claim("print", 10).await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn the_last_failure_of_a_job_that_was_asked_for_meanwhile_is_not_its_end() {
    for (store, _dir) in stores().await {
        schedule(&store, "print", "x", &1).await;
        fail(&store, "print", MOST_ATTEMPTS - 1).await;
        store.clock().advance(Duration::from_secs(700));
        let job = claim_one(&store, "print").await;
        schedule(&store, "print", "x", &2).await;
        store.finish(&job, &Err(JobError::new("no"))).await.unwrap();
        let job = claim_one(&store, "print").await;
        assert_eq!((job.attempts, job.payload::<u32>().unwrap()), (0, 2));
    }
}

struct Panics(AtomicU32);
#[async_trait::async_trait]
impl Runner for Panics {
    async fn run(&self, _: &Job) -> Result<Next, JobError> {
        assert_ne!(self.0.fetch_add(1, Ordering::SeqCst), 0, "the first time");
        Ok(Next::Done)
    }
}

#[tokio::test]
async fn a_job_that_panics_fails_and_holds_up_no_other() {
    let (store, _dir) = store().await;
    let panics = Arc::new(Panics(AtomicU32::new(0)));
    schedule(&store, "odd", "x", &()).await;
    let tasks = start(&store, "odd", panics.clone());
    until_none_is_due(&store, "odd").await;
    schedule(&store, "odd", "y", &()).await;
    until_none_is_due(&store, "odd").await;
    let left = rows(&store).await;
    assert_eq!((left.len(), left[0].attempts), (1, 1), "{left:?}");
    assert!(tasks.shutdown(PATIENCE).await);
}

#[tokio::test]
async fn a_job_is_not_begun_before_the_cause_that_asked_for_it_is_there() {
    for (store, _dir) in stores().await {
        if store.is_embedded() {
            // One writer at a time: nobody can claim while another writes.
            continue;
        }
        schedule(&store, "look", "x", &()).await;
        let tx = store.write().await.unwrap();
        let now = store.clock().now();
        tx.schedule("look", "x", &(), now).await.unwrap();
        assert!(store.claim("look", 10).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        claim_one(&store, "look").await;
    }
}
