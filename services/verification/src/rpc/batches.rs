//! For customers: many badges at once.

use super::{Rpc, answered, cursor, cut, limit, refuse, report, rosette, sought};
use crate::{
    app::{Error, Intake, MOST_RESULTS, NewBatch, NewItem, Verification, Wanted},
    domain::batch::{Batch, Format, Outcome, Source},
    store::item::Finding,
    words,
};
use contracts::verification::v1::{
    self as v, batches_server::Batches, create_verify_batch_request::Part, verify_batch_item::Badge,
};
use futures::stream::{self, BoxStream, StreamExt as _};
use platform::{
    clock::Timestamp,
    idempotency,
    identity::{Caller, Denied},
    ids::VerifyBatchId,
    rpc,
};
use tonic::{Request, Response, Status, Streaming};

type Pieces = Streaming<v::CreateVerifyBatchRequest>;

impl Rpc {
    async fn received(&self, request: Request<Pieces>) -> Result<v::VerifyBatch, Error> {
        let caller = request
            .extensions()
            .get::<Caller>()
            .cloned()
            .ok_or(Denied::Unknown)?;
        let metadata = request.metadata().clone();
        let mut pieces = request.into_inner();
        let first = next(&mut pieces).await?.unwrap_or_default();
        let header = first.header.ok_or_else(|| {
            Error::field(
                "header",
                "",
                "the first message names the file; write its header there",
            )
        })?;
        let format = Format::of_media_type(&header.media_type).ok_or_else(|| {
            Error::field(
                "header.media_type",
                &header.media_type,
                "write application/zip, text/csv, application/x-ndjson or text/plain, or nothing where single badges follow",
            )
        })?;
        let new = NewBatch {
            issuer: match header.issuer_id.as_str() {
                "" => None,
                issuer => Some(issuer.parse()?),
            },
            file_name: header.file_name.clone(),
            format,
        };
        let mut intake = Intake::begin(&self.0, &caller, new).await?;
        let id = intake.id();
        let came = async {
            let mut part = first.part;
            loop {
                take(&mut intake, part).await?;
                match next(&mut pieces).await? {
                    Some(piece) => part = piece.part,
                    None => break,
                }
            }
            // The key stands for header and content: with it another file is refused.
            let mut whole = Request::new(v::CreateVerifyBatchRequest {
                header: Some(header),
                part: Some(Part::Bytes(intake.digest())),
            });
            *whole.metadata_mut() = metadata;
            let key = idempotency::key(&whole, &caller, "CreateVerifyBatch")?;
            if let Some(key) = &key {
                let foundation = &self.0.foundation;
                let before = foundation.store.answered(key, &foundation.keyring).await?;
                if let Some(before) = before {
                    return Ok(before);
                }
            }
            Ok(batch(&intake.finish(key.as_ref(), batch).await?))
        };
        let answer = came.await;
        let is_kept = matches!(&answer, Ok(kept) if kept.id == id.to_string());
        // What came is thrown away where it is not whole, or was answered before. Should that fail, the job does it.
        if !is_kept && let Err(error) = Intake::abandon(&self.0, id).await {
            tracing::warn!(batch = %id, %error, "a batch that nobody wants is still there");
        }
        answer
    }

    async fn told(&self, caller: &Caller, id: &str) -> Result<v::VerifyBatch, Error> {
        Ok(batch(&self.0.batch(caller, sought("batch", id)?).await?))
    }

    async fn listed(
        &self,
        caller: &Caller,
        ask: v::ListVerifyBatchesRequest,
    ) -> Result<v::ListVerifyBatchesResponse, Error> {
        let issuer = match ask.issuer_id.as_str() {
            "" => None,
            issuer => Some(issuer.parse()?),
        };
        let page = ask.page.unwrap_or_default();
        let limit = limit(page.limit);
        let before = cursor(&page.cursor)?;
        let mut found = self.0.batches(caller, issuer, before, limit + 1).await?;
        Ok(v::ListVerifyBatchesResponse {
            page: cut(&mut found, limit, |b| b.id.to_string()),
            batches: found.iter().map(batch).collect(),
        })
    }

    async fn results_listed(
        &self,
        caller: &Caller,
        ask: v::ListVerifyResultsRequest,
    ) -> Result<v::ListVerifyResultsResponse, Error> {
        let id = sought("batch", &ask.id)?;
        let wanted = Wanted::parse(&ask.verdict)?;
        let page = ask.page.unwrap_or_default();
        let limit = limit(page.limit);
        let after: Option<u64> = cursor(&page.cursor)?;
        let mut found = self
            .0
            .results(caller, id, wanted, after.unwrap_or(0), limit + 1)
            .await?;
        Ok(v::ListVerifyResultsResponse {
            page: cut(&mut found, limit, |f| f.number.to_string()),
            results: found.iter().map(result).collect(),
        })
    }

    async fn result_told(
        &self,
        caller: &Caller,
        ask: v::GetVerifyResultRequest,
    ) -> Result<v::Report, Error> {
        let id = sought("batch", &ask.id)?;
        let found = self.0.result(caller, id, ask.number).await?;
        match found.outcome {
            Some(Outcome::Checked(checked)) => Ok(v::Report {
                rosette: rosette(&checked),
                ..report(*checked)
            }),
            Some(Outcome::Refused { code, why }) => Ok(v::Report {
                verdict: "unverifiable".into(),
                state: "unknown".into(),
                summary: why.clone(),
                steps: vec![v::Step {
                    name: "read".into(),
                    mark: "unknown".into(),
                    sentence: why,
                    code,
                    ..Default::default()
                }],
                checked_at: found.checked_at.map(Timestamp::proto),
                verifier_version: env!("CARGO_PKG_VERSION").to_owned(),
                ..Default::default()
            }),
            // It waits for its turn.
            None => Err(Error::NotFound("report yet")),
        }
    }

    async fn deleted(
        &self,
        caller: &Caller,
        ask: v::DeleteVerifyBatchRequest,
    ) -> Result<v::DeleteVerifyBatchResponse, Error> {
        self.0
            .delete_batch(caller, sought("batch", &ask.id)?)
            .await?;
        Ok(v::DeleteVerifyBatchResponse {})
    }
}

async fn take(intake: &mut Intake<'_>, part: Option<Part>) -> Result<(), Error> {
    match part {
        Some(Part::Bytes(bytes)) => intake.take(&bytes).await,
        Some(Part::Item(item)) => {
            let source = match item.badge {
                Some(Badge::Url(url)) if !url.trim().is_empty() => {
                    Source::Url(url.trim().to_owned())
                }
                Some(Badge::Text(text)) if !text.trim().is_empty() => Source::Text(text),
                Some(Badge::File(bytes)) if !bytes.is_empty() => Source::File(bytes),
                _ => return Err(Error::Nothing),
            };
            let new = NewItem {
                name: item.name,
                claimed_email: item.claimed_email.trim().to_owned(),
                source,
            };
            intake.add(new).await
        }
        None => Ok(()),
    }
}

async fn next(pieces: &mut Pieces) -> Result<Option<v::CreateVerifyBatchRequest>, Error> {
    pieces.message().await.map_err(|status| {
        let why = format!(
            "it did not come whole ({}); send it again",
            status.message()
        );
        Error::field("file", "", why)
    })
}

fn batch(batch: &Batch) -> v::VerifyBatch {
    v::VerifyBatch {
        id: batch.id.to_string(),
        issuer_id: batch.tenant.0.map(|i| i.to_string()).unwrap_or_default(),
        file_name: batch.file_name.clone(),
        media_type: batch.format.media_type().to_owned(),
        state: batch.progress.as_str().to_owned(),
        total: batch.total,
        done: batch.counts.done(),
        valid: batch.counts.valid,
        valid_issuer_unknown: batch.counts.valid_issuer_unknown,
        unverifiable: batch.counts.unverifiable,
        invalid: batch.counts.invalid,
        failure: batch.failure.clone(),
        created_at: Some(batch.created_at.proto()),
        finished_at: batch.finished_at.map(Timestamp::proto),
        keep_until: Some(batch.keep_until.proto()),
        paused_until: batch.paused_until.map(Timestamp::proto),
    }
}

fn result(found: &Finding) -> v::VerifyResult {
    let bare = v::VerifyResult {
        number: found.number,
        name: found.name.clone(),
        row: found.row,
        checked_at: found.checked_at.map(Timestamp::proto),
        ..Default::default()
    };
    match &found.outcome {
        None => bare,
        Some(Outcome::Refused { code, why }) => v::VerifyResult {
            verdict: "unverifiable".into(),
            state: "unknown".into(),
            summary: why.clone(),
            failed_step: "read".into(),
            code: code.clone(),
            sentence: why.clone(),
            ..bare
        },
        Some(Outcome::Checked(checked)) => {
            let facts = &checked.found.report.facts;
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            let trouble = checked.trouble();
            v::VerifyResult {
                verdict: checked.verdict().to_owned(),
                state: checked.state().to_owned(),
                summary: words::summary(&checked.found.report),
                failed_step: trouble
                    .map(|s| s.name.as_str().to_owned())
                    .unwrap_or_default(),
                code: trouble.map(|s| s.code.clone()).unwrap_or_default(),
                sentence: trouble.map(|s| s.text.clone()).unwrap_or_default(),
                credential_id: text(&facts.id),
                issuer_id: text(&facts.issuer_id),
                issuer_name: text(&facts.issuer_name),
                achievement_name: text(&facts.achievement_name),
                recipient_name: text(&facts.recipient_name),
                ..bare
            }
        }
    }
}

/// The columns of an export.
const HEADER: [&str; 15] = [
    "number",
    "name",
    "row",
    "verdict",
    "state",
    "summary",
    "failed_step",
    "code",
    "reason",
    "credential_id",
    "issuer_id",
    "issuer_name",
    "achievement_name",
    "recipient_name",
    "checked_at",
];

/// The next rows of an export, and after which number it goes on; none at its end.
async fn exported(
    app: &Verification,
    caller: &Caller,
    id: VerifyBatchId,
    after: u64,
) -> Result<(Vec<u8>, Option<u64>), Error> {
    let found = app
        .results(caller, id, Wanted::All, after, MOST_RESULTS)
        .await?;
    let mut csv = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| Error::field("results", "", error.to_string());
    if after == 0 {
        csv.write_record(HEADER).map_err(broken)?;
    }
    for one in &found {
        let r = result(one);
        let at = one.checked_at.map(Timestamp::rfc3339).unwrap_or_default();
        let (number, row) = (r.number.to_string(), r.row.to_string());
        let cells = [
            &number,
            &r.name,
            &row,
            &r.verdict,
            &r.state,
            &r.summary,
            &r.failed_step,
            &r.code,
            &r.sentence,
            &r.credential_id,
            &r.issuer_id,
            &r.issuer_name,
            &r.achievement_name,
            &r.recipient_name,
            &at,
        ];
        csv.write_record(cells.map(|cell| harmless(cell)))
            .map_err(broken)?;
    }
    let bytes = csv
        .into_inner()
        .map_err(|error| Error::field("results", "", error.to_string()))?;
    let is_last = (found.len() as u64) < MOST_RESULTS;
    let next = found.last().map(|last| last.number).filter(|_| !is_last);
    Ok((bytes, next))
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Where an export is.
enum At {
    Start,
    After(u64),
    End,
}

#[tonic::async_trait]
impl Batches for Rpc {
    type ExportVerifyResultsStream = BoxStream<'static, Result<v::VerifyResultsPiece, Status>>;

    async fn create_verify_batch(
        &self,
        request: Request<Pieces>,
    ) -> Result<Response<v::VerifyBatch>, Status> {
        answered(self.received(request).await)
    }

    async fn get_verify_batch(
        &self,
        request: Request<v::GetVerifyBatchRequest>,
    ) -> Result<Response<v::VerifyBatch>, Status> {
        let caller = rpc::caller(&request)?;
        answered(self.told(&caller, &request.get_ref().id).await)
    }

    async fn list_verify_batches(
        &self,
        request: Request<v::ListVerifyBatchesRequest>,
    ) -> Result<Response<v::ListVerifyBatchesResponse>, Status> {
        let caller = rpc::caller(&request)?;
        answered(self.listed(&caller, request.into_inner()).await)
    }

    async fn list_verify_results(
        &self,
        request: Request<v::ListVerifyResultsRequest>,
    ) -> Result<Response<v::ListVerifyResultsResponse>, Status> {
        let caller = rpc::caller(&request)?;
        answered(self.results_listed(&caller, request.into_inner()).await)
    }

    async fn get_verify_result(
        &self,
        request: Request<v::GetVerifyResultRequest>,
    ) -> Result<Response<v::Report>, Status> {
        let caller = rpc::caller(&request)?;
        answered(self.result_told(&caller, request.into_inner()).await)
    }

    async fn export_verify_results(
        &self,
        request: Request<v::ExportVerifyResultsRequest>,
    ) -> Result<Response<Self::ExportVerifyResultsStream>, Status> {
        let caller = rpc::caller(&request)?;
        let id = sought("batch", &request.get_ref().id).map_err(refuse)?;
        // Refused at once rather than in the middle of a file.
        self.0.batch(&caller, id).await.map_err(refuse)?;
        let app = self.0.clone();
        let pieces = stream::try_unfold(At::Start, move |at| {
            let (app, caller) = (app.clone(), caller.clone());
            async move {
                let (after, mut bytes) = match at {
                    At::Start => (0, "\u{feff}".as_bytes().to_vec()),
                    At::After(after) => (after, Vec::new()),
                    At::End => return Ok(None),
                };
                let (rows, next) = exported(&app, &caller, id, after).await.map_err(refuse)?;
                bytes.extend(rows);
                let piece = v::VerifyResultsPiece { bytes };
                Ok::<_, Status>(Some((piece, next.map_or(At::End, At::After))))
            }
        });
        Ok(Response::new(pieces.boxed()))
    }

    async fn delete_verify_batch(
        &self,
        request: Request<v::DeleteVerifyBatchRequest>,
    ) -> Result<Response<v::DeleteVerifyBatchResponse>, Status> {
        let caller = rpc::caller(&request)?;
        answered(self.deleted(&caller, request.into_inner()).await)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_cell_of_an_export_is_a_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@x", "'@x"),
            ("-1", "'-1"),
            ("Ada", "Ada"),
            ("", ""),
        ] {
            assert_eq!(super::harmless(cell), written);
        }
    }
}
