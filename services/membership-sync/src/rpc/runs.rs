//! Runs.

use super::{Called, Rpc, answered, called, cut, issuer, page, sought};
use crate::{
    Error, Membership,
    app::runs,
    domain::change::ChangeKind,
    store::{change, run::Run as StoredRun},
};
use contracts::{
    common::v1::RowError,
    membership_sync::v1::{
        ApplyRunRequest, Change, FieldChange, GetRunRequest, ListChangesRequest,
        ListChangesResponse, ListRunErrorsRequest, ListRunErrorsResponse, ListRunsRequest,
        ListRunsResponse, RefusedRow, Run, runs_server::Runs,
    },
};
use platform::{clock::Timestamp, idempotency, identity::Caller};
use tonic::{Request, Response, Status};

#[tonic::async_trait]
impl Runs for Rpc {
    async fn get_run(&self, request: Request<GetRunRequest>) -> Result<Response<Run>, Status> {
        let Called { caller, asked, .. } = called(request, "GetRun")?;
        answered(get(&self.0, &caller, asked).await)
    }
    async fn list_runs(
        &self,
        request: Request<ListRunsRequest>,
    ) -> Result<Response<ListRunsResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "ListRuns")?;
        answered(list(&self.0, &caller, asked).await)
    }
    async fn apply_run(&self, request: Request<ApplyRunRequest>) -> Result<Response<Run>, Status> {
        let Called { caller, key, asked } = called(request, "ApplyRun")?;
        answered(apply(&self.0, &caller, key, asked).await)
    }
    async fn list_changes(
        &self,
        request: Request<ListChangesRequest>,
    ) -> Result<Response<ListChangesResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "ListChanges")?;
        answered(changes(&self.0, &caller, asked).await)
    }
    async fn list_run_errors(
        &self,
        request: Request<ListRunErrorsRequest>,
    ) -> Result<Response<ListRunErrorsResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "ListRunErrors")?;
        answered(errors(&self.0, &caller, asked).await)
    }
}

async fn get(app: &Membership, caller: &Caller, asked: GetRunRequest) -> Result<Run, Error> {
    let (found, open) = runs::get(app, caller, sought("run", &asked.id)?).await?;
    Ok(run(&found, open))
}

async fn list(
    app: &Membership,
    caller: &Caller,
    asked: ListRunsRequest,
) -> Result<ListRunsResponse, Error> {
    let page = page(asked.page.as_ref(), |cursor| cursor.parse().ok())?;
    let (mut found, total) = runs::list(app, caller, issuer(&asked.issuer_id)?, page).await?;
    let info = cut(&mut found, page.limit, total, |(r, _)| r.id.to_string());
    Ok(ListRunsResponse {
        page: Some(info),
        runs: found.iter().map(|(r, open)| run(r, *open)).collect(),
    })
}

async fn apply(
    app: &Membership,
    caller: &Caller,
    key: Option<idempotency::Key>,
    asked: ApplyRunRequest,
) -> Result<Run, Error> {
    let (applied, open) =
        runs::apply(app, caller, sought("run", &asked.id)?, asked.confirm, key).await?;
    Ok(run(&applied, open))
}

async fn changes(
    app: &Membership,
    caller: &Caller,
    asked: ListChangesRequest,
) -> Result<ListChangesResponse, Error> {
    let kind = match asked.kind.as_str() {
        "" => None,
        text => {
            let kind = ChangeKind::parse(text).filter(|k| k.has_effect());
            Some(kind.ok_or_else(|| {
                Error::field("kind", text, "there are added, changed and removed")
            })?)
        }
    };
    let page = page(asked.page.as_ref(), |cursor| cursor.parse().ok())?;
    let (mut found, total) =
        runs::changes(app, caller, sought("run", &asked.run_id)?, kind, page).await?;
    let info = cut(&mut found, page.limit, total, |c| c.seq.to_string());
    Ok(ListChangesResponse {
        page: Some(info),
        changes: found.into_iter().map(change).collect(),
    })
}

async fn errors(
    app: &Membership,
    caller: &Caller,
    asked: ListRunErrorsRequest,
) -> Result<ListRunErrorsResponse, Error> {
    let page = page(asked.page.as_ref(), |cursor| cursor.parse().ok())?;
    let (header, mut found, total) =
        runs::errors(app, caller, sought("run", &asked.run_id)?, page).await?;
    let info = cut(&mut found, page.limit, total, |(place, _, _)| {
        place.to_string()
    });
    Ok(ListRunErrorsResponse {
        refused: refused(&found),
        errors: found
            .into_iter()
            .map(|(_, row, e)| RowError {
                row,
                column: e.column,
                value: e.value,
                reason: e.reason,
            })
            .collect(),
        page: Some(info),
        header,
    })
}

/// The rows that were refused, each once, with all that is wrong with it.
fn refused(errors: &[runs::Told]) -> Vec<RefusedRow> {
    let mut rows: Vec<RefusedRow> = Vec::new();
    for (_, row, error) in errors {
        let words = if error.column.is_empty() {
            error.reason.clone()
        } else {
            format!("{}: {}", error.column, error.reason)
        };
        match rows
            .last_mut()
            .filter(|last| last.row == *row && error.cells.is_empty())
        {
            Some(last) => last.reason = format!("{}; {words}", last.reason),
            None if error.cells.is_empty() => {}
            None => rows.push(RefusedRow {
                row: *row,
                cells: error.cells.clone(),
                reason: words,
            }),
        }
    }
    rows
}

fn change(stored: change::Stored) -> Change {
    let kind = stored.kind.as_str().to_owned();
    match stored.change {
        None => Change {
            row: stored.row,
            kind,
            ..Change::default()
        },
        Some(c) => Change {
            row: stored.row,
            kind,
            key: c.key,
            name: c.name,
            fields: c
                .fields
                .into_iter()
                .map(|f| FieldChange {
                    field: f.field,
                    before: f.before,
                    after: f.after,
                })
                .collect(),
            effect: c.effect,
        },
    }
}

/// A run as the contract has it.
pub(super) fn run(run: &StoredRun, open: u64) -> Run {
    let (counts, followed) = (run.counts, run.followed);
    let mut notes = run.words.notes.clone();
    if followed.not_awarded > 0 {
        notes.push(format!(
            "{} awards were refused; each member's record says why",
            followed.not_awarded
        ));
    }
    Run {
        id: run.id.to_string(),
        issuer_id: run.issuer.to_string(),
        kind: run.kind.as_str().to_owned(),
        file_name: run.words.file_name.clone(),
        state: run.state.as_str().to_owned(),
        reason: run.words.reason.clone(),
        rows: counts.rows,
        added: counts.added,
        changed: counts.changed,
        unchanged: counts.unchanged,
        removed: counts.removed,
        refused: counts.refused,
        lapsing: counts.lapsing,
        to_evaluate: open,
        evaluated: followed.evaluated,
        awarded: followed.awarded,
        suspended: followed.suspended,
        reinstated: followed.reinstated,
        notes,
        created_at: Some(run.created_at.proto()),
        finished_at: run.finished_at.map(Timestamp::proto),
    }
}
