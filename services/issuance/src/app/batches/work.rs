//! Working through a file: looked at once as a whole, then awarded some rows a transaction.

use super::{JOB, PIECE};
use crate::{
    Error, Issuance,
    app::award::{self, Origin, Outcome, Prepared, Ready, is_race, open_for_awards, terms},
    domain::{
        achievement::Achievement,
        award::FieldNames,
        batch::{
            Batch, COLUMNS, CellProblem, Format, Progress, RawRow, RefusedRow, Shape, own_header,
            rows_of, written,
        },
        credential::Source,
        issuer::Issuer,
        page::{At, LARGEST_LIMIT, Page},
    },
    events, store,
};
use platform::{
    Kind, Refusal as _,
    clock::Timestamp,
    csv::{Columns, FileProblem, Mark, Sniffer, read_header},
    ids::{AchievementId, BatchId, IssuerId},
    jobs::{Job, JobError, Next, Runner},
    seal::fold,
    store::Tx,
};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// How many bytes are looked at together: several of the longest records.
const WINDOW: usize = 512 * 1024;
/// How many rows one transaction takes.
const AT_ONCE: usize = 100;
/// How long one step of the job works.
const STEP: Duration = Duration::from_secs(5);
const SECOND: Duration = Duration::from_secs(1);

/// How often a piece of work is tried, ever more slowly (an hour in all), before it is given up and staff are told.
/// Fewer than after which the platform sets a job aside.
const TRIES: u32 = 12;

/// Works on files.
pub(crate) struct Worker(pub Issuance);

#[async_trait::async_trait]
impl Runner for Worker {
    async fn run(&self, job: &Job) -> Result<Next, JobError> {
        let id = job.key.split('/').next().unwrap_or_default();
        let id: BatchId = id.parse().map_err(JobError::new)?;
        let begun = Instant::now();
        let mut programme = None;
        loop {
            match step(&self.0, id, &mut programme).await {
                Ok(Step::Done) => return Ok(Next::Done),
                Ok(Step::More) if begun.elapsed() > STEP => {
                    return Ok(Next::Continue(serde_json::Value::Null));
                }
                Ok(Step::More) => {}
                Err(error) if is_race(&error) => {}
                Err(error) if job.attempts + 1 >= TRIES => {
                    give_up(&self.0, id, &error).await.map_err(JobError::new)?;
                    return Ok(Next::Done);
                }
                Err(error) => return Err(JobError::new(format!("{}: {error}", error.code()))),
            }
        }
    }
}

enum Step {
    More,
    Done,
}

/// One bounded piece of work, its effect in one transaction.
async fn step(
    app: &Issuance,
    id: BatchId,
    programme: &mut Option<Programme>,
) -> Result<Step, Error> {
    let foundation = &app.foundation;
    let Some(batch) = store::batch::by_id(foundation.store.read(), &foundation.keyring, id).await?
    else {
        return Ok(Step::Done);
    };
    match (batch.progress, &batch.shape) {
        (Progress::Receiving, _) => {
            let tx = foundation.store.write().await?;
            store::batch::discard(&tx, id).await?;
            tx.commit().await?;
            Ok(Step::Done)
        }
        (Progress::Finished, _) if batch.dry_run => forget_when_due(app, &batch).await,
        (Progress::Finished | Progress::Failed | Progress::Partial, _) => Ok(Step::Done),
        (Progress::Received, _) | (Progress::Running, None) => look_through(app, batch).await,
        (Progress::Running, Some(shape)) => {
            if programme.is_none() {
                *programme = Some(Programme::load(app, batch.issuer).await?);
            }
            match programme {
                Some(programme) => work(app, &batch, shape, programme).await,
                None => Err(Error::NotFound("issuer")),
            }
        }
    }
}

/// Throws away the file of a dry run that nobody applied in time.
async fn forget_when_due(app: &Issuance, batch: &Batch) -> Result<Step, Error> {
    let foundation = &app.foundation;
    let is_due = batch
        .applicable_until()
        .is_none_or(|until| until < foundation.clock.now());
    if is_due {
        let tx = foundation.store.write().await?;
        store::batch::forget_pieces(&tx, batch.id).await?;
        tx.commit().await?;
    }
    Ok(Step::Done)
}

/// Says on the batch that and why the work ended before its last row.
async fn give_up(app: &Issuance, id: BatchId, error: &Error) -> Result<(), Error> {
    let foundation = &app.foundation;
    let why = if error.kind() == Kind::Internal {
        format!(
            "a fault on our side ({}), which the log tells of",
            error.code()
        )
    } else {
        error.to_string()
    };
    tracing::error!(batch = %id, code = error.code(), "the work on a file was given up");
    let tx = foundation.store.write().await?;
    let Some(batch) = store::batch::locked(&tx, &foundation.keyring, id).await? else {
        return Ok(());
    };
    if !matches!(batch.progress, Progress::Received | Progress::Running) {
        return Ok(());
    }
    let reason = format!(
        "the work stopped after {TRIES} tries: {why}. What was awarded stays awarded; resume it and it goes on with the next row"
    );
    let given_up = batch.give_up(reason, foundation.clock.now());
    store::batch::update(&tx, &foundation.keyring, &given_up).await?;
    tx.commit().await?;
    Ok(())
}

/// Reads the whole file once: how it is written, which columns it has, how many rows.
async fn look_through(app: &Issuance, mut batch: Batch) -> Result<Step, Error> {
    let foundation = &app.foundation;
    match shape_of(app, &batch).await? {
        Ok((shape, rows)) => {
            batch.position = shape.first;
            batch.shape = Some(shape);
            batch.rows = rows;
            batch.progress = Progress::Running;
            let tx = foundation.store.write().await?;
            store::batch::update(&tx, &foundation.keyring, &batch).await?;
            tx.commit().await?;
            Ok(Step::More)
        }
        Err(problem) => {
            batch.progress = Progress::Failed;
            batch.failure = problem.to_string();
            batch.finished_at = Some(foundation.clock.now());
            let tx = foundation.store.write().await?;
            store::batch::update(&tx, &foundation.keyring, &batch).await?;
            store::batch::forget_pieces(&tx, batch.id).await?;
            tx.commit().await?;
            Ok(Step::Done)
        }
    }
}

async fn shape_of(
    app: &Issuance,
    batch: &Batch,
) -> Result<Result<(Shape, u64), FileProblem>, Error> {
    let (db, keyring) = (app.foundation.store.read(), &app.foundation.keyring);
    let start = Mark { byte: 0, row: 1 };
    let shape = match batch.format {
        Format::NdJson => Shape {
            dialect: None,
            header: own_header(),
            first: start,
        },
        Format::Csv => {
            let mut sniffer = Sniffer::default();
            let mut at = 0;
            while at < batch.size {
                let piece = store::batch::bytes_from(db, keyring, batch.id, at, PIECE).await?;
                if piece.is_empty() {
                    break;
                }
                at += piece.len() as u64;
                sniffer.feed(&piece);
            }
            let dialect = match sniffer.finish() {
                Ok(dialect) => dialect,
                Err(problem) => return Ok(Err(problem)),
            };
            let head = store::batch::bytes_from(db, keyring, batch.id, 0, WINDOW).await?;
            let header = read_header(&head, &dialect, head.len() as u64 == batch.size);
            match header.and_then(|found| found.ok_or(FileProblem::UnclosedHeader)) {
                Ok((header, first)) => Shape {
                    dialect: Some(dialect),
                    header,
                    first,
                },
                Err(problem) => return Ok(Err(problem)),
            }
        }
    };
    if let Err(problem) = Columns::map(&shape.header, &COLUMNS) {
        return Ok(Err(problem));
    }
    let mut rows = 0;
    let mut mark = shape.first;
    loop {
        let found = window(app, batch, &shape, mark, usize::MAX).await?;
        rows += found.len() as u64;
        match found.last() {
            Some(last) => mark = last.next,
            None => break,
        }
    }
    Ok(if rows == 0 {
        Err(FileProblem::NoRows)
    } else {
        Ok((shape, rows))
    })
}

/// The next rows of the file.
async fn window(
    app: &Issuance,
    batch: &Batch,
    shape: &Shape,
    mark: Mark,
    most: usize,
) -> Result<Vec<RawRow>, Error> {
    if mark.byte >= batch.size {
        return Ok(Vec::new());
    }
    let bytes = store::batch::bytes_from(
        app.foundation.store.read(),
        &app.foundation.keyring,
        batch.id,
        mark.byte,
        WINDOW,
    )
    .await?;
    let is_last = mark.byte + bytes.len() as u64 >= batch.size;
    Ok(rows_of(shape, &bytes, mark, is_last, most))
}

/// What the rows of a file are awarded under.
struct Programme {
    issuer: Issuer,
    achievements: HashMap<AchievementId, Achievement>,
    /// By name, in the form in which two spellings are the same.
    named: HashMap<String, Vec<AchievementId>>,
}

impl Programme {
    async fn load(app: &Issuance, issuer: IssuerId) -> Result<Self, Error> {
        let db = app.foundation.store.read();
        let issuer = store::issuer::by_id(db, issuer)
            .await?
            .ok_or(Error::NotFound("issuer"))?;
        let mut achievements = HashMap::new();
        let mut page = Page {
            limit: LARGEST_LIMIT,
            at: At::Start,
        };
        loop {
            let listed = store::achievement::list(db, issuer.id, true, page).await?;
            achievements.extend(listed.rows.into_iter().map(|a| (a.id, a)));
            match listed.next {
                Some(next) => page.at = next,
                None => break,
            }
        }
        let mut named: HashMap<String, Vec<AchievementId>> = HashMap::new();
        for (id, achievement) in achievements.iter().filter(|(_, a)| a.archived_at.is_none()) {
            named
                .entry(fold(&achievement.current.content.name))
                .or_default()
                .push(*id);
        }
        Ok(Self {
            issuer,
            achievements,
            named,
        })
    }

    /// The achievement a row names by id or name, or else the file's own.
    fn achievement(&self, batch: &Batch, text: &str) -> Result<&Achievement, String> {
        let id = match (text.parse::<AchievementId>(), batch.achievement) {
            (Ok(id), _) => Some(id),
            (Err(_), Some(own)) if text.is_empty() => Some(own),
            (Err(_), None) if text.is_empty() => {
                return Err("the row names no achievement, and none was chosen for the whole file; write its id or its name".into());
            }
            _ => match self.named.get(&fold(text)).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                Some(_) => return Err(
                    "several achievements have this name; write the id of the one that is meant"
                        .into(),
                ),
                None => None,
            },
        };
        let found = id.and_then(|id| self.achievements.get(&id)).ok_or(
            "there is no such achievement; write the id or the exact name of one of yours",
        )?;
        open_for_awards(found).map_err(|refusal| refusal.to_string())?;
        Ok(found)
    }
}

/// Awards the next rows.
async fn work(
    app: &Issuance,
    batch: &Batch,
    shape: &Shape,
    programme: &Programme,
) -> Result<Step, Error> {
    let rows = window(app, batch, shape, batch.position, AT_ONCE).await?;
    let Some(next) = rows.last().map(|row| row.next) else {
        return finish(app, batch).await;
    };
    let now = app.foundation.clock.now();
    let columns = Columns::map(&shape.header, &COLUMNS)
        .map_err(|problem| Error::field("file", &batch.file_name, problem.to_string()))?;
    let mut refused = Vec::new();
    let mut ready = Vec::new();
    for row in rows {
        match check(batch, shape, &columns, programme, row, now) {
            Ok(checked) => ready.push(checked),
            Err(problem) => refused.push(problem),
        }
    }
    let keyring = &app.foundation.keyring;
    let mut counted = batch.clone();
    counted.position = next;
    let (numbered, awards): (Vec<_>, Vec<Ready>) = ready.into_iter().unzip();
    counted.done += (numbered.len() + refused.len()) as u64;
    let work = if batch.dry_run {
        let (origins, _) = award::against_known(app, &programme.issuer, &awards).await?;
        Work::Rehearsed(origins.into_iter().zip(awards).collect())
    } else {
        Work::Prepared(award::prepare(app, &programme.issuer, awards, now).await?)
    };
    let tx = app.foundation.store.write().await?;
    let locked = store::batch::locked(&tx, keyring, batch.id).await?;
    if locked.is_none_or(|now| now.position != batch.position || now.progress != Progress::Running)
    {
        // Another worker was here: look again.
        return Ok(Step::More);
    }
    let outcomes = match work {
        Work::Rehearsed(rows) => rehearse(&tx, app, batch, &numbered, rows).await?,
        Work::Prepared(prepared) => {
            award::commit(&tx, app, &prepared.new).await?;
            let told = prepared.outcomes.into_iter().map(|outcome| match outcome {
                Outcome::New(_) => Ok(true),
                Outcome::Repeated(_) => Ok(false),
                Outcome::Refused(error) => Err(error),
            });
            told.collect()
        }
    };
    for (outcome, (number, cells)) in outcomes.into_iter().zip(numbered) {
        match outcome {
            Ok(true) => counted.awarded += 1,
            Ok(false) => counted.repeated += 1,
            Err(error) => refused.push(refusal(number, cells, &error, &columns, &shape.header)),
        }
    }
    counted.refused += refused.len() as u64;
    store::batch::refuse(&tx, keyring, batch.id, &refused).await?;
    store::batch::update(&tx, keyring, &counted).await?;
    tx.commit().await?;
    Ok(Step::More)
}

/// What is known of a window's rows before the transaction.
enum Work {
    /// They are only asked about: what the ledger says to each.
    Rehearsed(Vec<(Option<Origin>, Ready)>),
    /// They are signed.
    Prepared(Prepared),
}

/// What would happen to each row: whether it would be awarded, or had been before, or why it would be refused.
async fn rehearse(
    tx: &Tx,
    app: &Issuance,
    batch: &Batch,
    numbered: &[(u64, Vec<String>)],
    rows: Vec<(Option<Origin>, Ready)>,
) -> Result<Vec<Result<bool, Error>>, Error> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for ((number, _), (origin, award)) in numbered.iter().zip(rows) {
        outcomes.push(match origin {
            Some(Origin::Refused(error)) => Err(error),
            Some(Origin::Known(_) | Origin::Fresh(_)) => Ok(false),
            None => match seen_before(tx, app, batch, &award, *number).await? {
                (_, Some(difference)) => {
                    Err(award.taken("an award before it in this file".into(), difference))
                }
                (is_new, None) => Ok(is_new),
            },
        });
    }
    Ok(outcomes)
}

/// Whether no row before asked for this award, and in what it is another one where its reference was
/// seen there. Of the first row with a reference is remembered what [`Recipient::is_same_person`] compares.
///
/// [`Recipient::is_same_person`]: crate::domain::recipient::Recipient::is_same_person
async fn seen_before(
    tx: &Tx,
    app: &Issuance,
    batch: &Batch,
    award: &Ready,
    number: u64,
) -> Result<(bool, Option<&'static str>), Error> {
    let keyring = &app.foundation.keyring;
    let Some((source, key)) = &award.natural_key else {
        return Ok((true, None));
    };
    let key = format!("{}:{key}", source.as_str());
    let is_new = store::batch::see(tx, keyring, batch, &key, number).await?;
    if *source == Source::Row {
        return Ok((is_new, None));
    }
    let who = &award.draft.recipient;
    let (member, address) = (fold(&who.member_number), who.email.folded());
    // References are one line: nothing else ends like this.
    let of = |what: &str| format!("{key}\n{what}");
    let achievement = of(&award.version.achievement.to_string());
    let by_number = of(&format!("number:{member}"));
    let (with_number, without) = (
        of(&format!("numbered:{address}")),
        of(&format!("address:{address}")),
    );
    let has_number = !member.is_empty();
    if is_new {
        let person: &[String] = if has_number {
            &[achievement, by_number, with_number]
        } else {
            &[achievement, without]
        };
        for mark in person {
            store::batch::see(tx, keyring, batch, mark, number).await?;
        }
        return Ok((true, None));
    }
    if !store::batch::was_seen(tx, keyring, batch, &achievement).await? {
        return Ok((false, Some("of another achievement")));
    }
    let alike = if has_number { by_number } else { with_number };
    let same = store::batch::was_seen(tx, keyring, batch, &alike).await?
        || store::batch::was_seen(tx, keyring, batch, &without).await?;
    Ok((false, (!same).then_some("another person's")))
}

fn check(
    batch: &Batch,
    shape: &Shape,
    columns: &Columns,
    programme: &Programme,
    row: RawRow,
    now: Timestamp,
) -> Result<((u64, Vec<String>), Ready), RefusedRow> {
    let number = row.number;
    let cells = row.cells.map_err(|(cells, problem)| RefusedRow {
        row: number,
        cells,
        problems: vec![problem],
    })?;
    let (award, named) = written(columns, &cells);
    let refuse = |problems: Vec<CellProblem>| RefusedRow {
        row: number,
        cells: cells.clone(),
        problems,
    };
    let achievement = programme.achievement(batch, &named).map_err(|reason| {
        refuse(vec![CellProblem {
            column: columns.header_of(&shape.header, "achievement").to_owned(),
            value: named.clone(),
            reason,
        }])
    })?;
    let draft = award
        .read(
            &terms(&programme.issuer, achievement),
            FieldNames::File,
            now,
        )
        .map_err(|problems| {
            refuse(
                problems
                    .iter()
                    .map(|p| CellProblem::of(p, columns, &shape.header))
                    .collect(),
            )
        })?;
    let natural_key = match draft.reference.as_str() {
        "" => (Source::Row, award.row_key(achievement.id)),
        reference => (Source::Customer, reference.to_owned()),
    };
    let ready = Ready {
        draft,
        version: Arc::new(achievement.current.clone()),
        natural_key: Some(natural_key),
        notify: batch.notify,
        bulk: true,
        rule: None,
        batch: Some(batch.id),
    };
    Ok(((number, cells), ready))
}

fn refusal(
    row: u64,
    cells: Vec<String>,
    error: &Error,
    columns: &Columns,
    header: &[String],
) -> RefusedRow {
    let fields = error.fields();
    let problems = if fields.is_empty() {
        vec![CellProblem::whole(error.to_string())]
    } else {
        fields
            .iter()
            .map(|p| CellProblem::of(p, columns, header))
            .collect()
    };
    RefusedRow {
        row,
        cells,
        problems,
    }
}

async fn finish(app: &Issuance, batch: &Batch) -> Result<Step, Error> {
    let foundation = &app.foundation;
    let tx = foundation.store.write().await?;
    let Some(mut locked) = store::batch::locked(&tx, &foundation.keyring, batch.id).await? else {
        return Ok(Step::Done);
    };
    if locked.progress != Progress::Running {
        return Ok(Step::Done);
    }
    locked.progress = Progress::Finished;
    locked.finished_at = Some(foundation.clock.now());
    locked.rows = locked.done;
    store::batch::update(&tx, &foundation.keyring, &locked).await?;
    match locked.applicable_until() {
        // What was rehearsed is kept for a while, to be applied as it is.
        Some(until) => {
            store::batch::forget_seen(&tx, batch.id).await?;
            tx.schedule(
                JOB,
                &format!("{}/forget", batch.id),
                &(),
                until.plus(SECOND),
            )
            .await?;
        }
        None => store::batch::forget_pieces(&tx, batch.id).await?,
    }
    tx.publish(&events::batch_finished(&locked)).await?;
    tx.commit().await?;
    Ok(Step::Done)
}
