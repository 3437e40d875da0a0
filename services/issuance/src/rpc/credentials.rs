//! The contract `Credentials`.

use super::{
    Rpc,
    achievements::level,
    answered, called,
    read::{id, optional_id, page, page_info, sought, time},
};
use crate::{
    Error,
    app::{
        award::{self, NewAward},
        batches::{self, Intake, NewBatch},
        lifecycle::{self, Correction, Query, Shown},
        once::Once,
    },
    domain::{
        award::{When, Written},
        batch::{Batch, Progress, RefusedRow},
        credential::{Acceptance, State},
        history::Event,
        hold::HoldOwner,
        page::Page,
        recipient::{Evidence, Recipient},
    },
    store::credential::{Delivery, Filter},
};
use contracts::{
    common::v1 as common,
    issuance::v1::{self as proto, credentials_server::Credentials},
};
use platform::{idempotency, identity::Scope};
use tonic::{Request, Response, Status, Streaming};

// ── writing

/// A badge as the contract has it.
pub(crate) fn credential(shown: &Shown) -> proto::Credential {
    let Shown {
        credential: c,
        personal,
        version,
        deliveries,
        now,
    } = shown;
    let state = c.state(*now);
    proto::Credential {
        id: c.id.to_string(),
        issuer_id: c.issuer.to_string(),
        achievement_id: c.achievement.to_string(),
        achievement_name: version.content.name.clone(),
        url: c.url.clone(),
        recipient: personal.as_ref().map(|p| recipient(&p.recipient)),
        awarded_at: Some(c.awarded_at.proto()),
        valid_from: Some(c.valid_from.proto()),
        valid_until: time(c.valid_until),
        status: state.as_str().to_owned(),
        holds: c
            .holds
            .iter()
            .map(|(owner, hold)| proto::Hold {
                owner: owner.as_str().to_owned(),
                reason: hold.reason.clone(),
                since: Some(hold.since.proto()),
            })
            .collect(),
        acceptance: c.acceptance.as_str().to_owned(),
        visibility: c.visibility.as_str().to_owned(),
        revision: c.revision,
        reference: personal
            .as_ref()
            .map(|p| p.reference.clone())
            .unwrap_or_default(),
        narrative: personal
            .as_ref()
            .map(|p| p.narrative.clone())
            .unwrap_or_default(),
        evidence: personal
            .as_ref()
            .map(|p| p.evidence.iter().map(evidence).collect())
            .unwrap_or_default(),
        revocation_reason: c
            .revocation
            .as_ref()
            .map(|r| r.reason.clone())
            .unwrap_or_default(),
        revoked_at: time(c.revocation.as_ref().map(|r| r.at)),
        locale: c.locale.clone(),
        version: c.version,
        level: version.content.level.as_ref().map(level),
        deliveries: deliveries.iter().map(delivery).collect(),
        created_at: Some(c.created_at.proto()),
        time_zone: c.zone.name().to_owned(),
    }
}

/// A recipient as the contract has it.
pub(crate) fn recipient(recipient: &Recipient) -> proto::Recipient {
    proto::Recipient {
        email: recipient.email.as_str().to_owned(),
        name: recipient.name.clone(),
        member_number: recipient.member_number.clone(),
    }
}

/// Evidence as the contract has it.
pub(crate) fn evidence(evidence: &Evidence) -> proto::Evidence {
    proto::Evidence {
        url: evidence.url.clone(),
        name: evidence.name.clone(),
        narrative: evidence.narrative.clone(),
    }
}

fn delivery(noted: &Delivery) -> proto::Delivery {
    proto::Delivery {
        kind: noted.kind.clone(),
        state: noted.state.clone(),
        at: Some(noted.at.proto()),
        reason: noted.reason.clone(),
    }
}

fn event(told: &Event) -> proto::CredentialEvent {
    proto::CredentialEvent {
        what: told.what.as_str().to_owned(),
        hold: told.hold.map_or("", HoldOwner::as_str).to_owned(),
        at: Some(told.at.proto()),
        by: told.by.clone(),
        by_id: told.subject.clone(),
        reason: told.reason.clone(),
    }
}

fn batch(batch: &Batch) -> proto::Batch {
    let state = if batch.progress == Progress::Receiving {
        Progress::Received
    } else {
        batch.progress
    };
    proto::Batch {
        id: batch.id.to_string(),
        issuer_id: batch.issuer.to_string(),
        state: state.as_str().to_owned(),
        dry_run: batch.dry_run,
        file_name: batch.file_name.clone(),
        rows: batch.rows,
        done: batch.done,
        awarded: batch.awarded,
        repeated: batch.repeated,
        refused: batch.refused,
        created_at: Some(batch.created_at.proto()),
        finished_at: time(batch.finished_at),
        failure: batch.failure.clone(),
        applicable_until: time(batch.applicable_until()),
    }
}

fn refused(row: &RefusedRow) -> proto::RefusedRow {
    proto::RefusedRow {
        row: row.row,
        cells: row.cells.clone(),
        reason: row.reason(),
    }
}

fn row_errors(row: &RefusedRow) -> impl Iterator<Item = common::RowError> + '_ {
    row.problems.iter().map(|p| common::RowError {
        row: row.row,
        column: p.column.clone(),
        value: p.value.clone(),
        reason: p.reason.clone(),
    })
}

// ── reading

/// An award as it was written.
pub(super) fn written(
    recipient: Option<proto::Recipient>,
    evidence: Vec<proto::Evidence>,
) -> Written {
    let recipient = recipient.unwrap_or_default();
    Written {
        email: recipient.email,
        name: recipient.name,
        member_number: recipient.member_number,
        evidence: evidence
            .into_iter()
            .map(|e| (e.url, e.name, e.narrative))
            .collect(),
        ..Written::default()
    }
}

fn new_award(asked: proto::AwardRequest) -> Result<NewAward, Error> {
    Ok(NewAward {
        achievement: id("achievement", &asked.achievement_id)?,
        written: Written {
            awarded_at: asked.awarded_at,
            valid_until: asked.valid_until,
            narrative: asked.narrative,
            locale: asked.locale,
            reference: asked.reference,
            ..written(asked.recipient, asked.evidence)
        },
        notify: asked.notify.unwrap_or(true),
    })
}

impl Rpc {
    async fn awarded(
        &self,
        request: Request<proto::AwardRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "Award")?;
        award::award(
            &self.0,
            &caller,
            new_award(request.into_inner())?,
            &Once::new(key, credential),
        )
        .await
    }

    async fn listed(
        &self,
        request: Request<proto::ListCredentialsRequest>,
    ) -> Result<proto::ListCredentialsResponse, Error> {
        let caller = self.commanded(&request, "ListCredentials")?.0;
        let asked = request.into_inner();
        let issuer = caller.issuer_for(
            optional_id("issuer_id", &asked.issuer_id)?,
            Scope::CredentialsRead,
        )?;
        let word =
            |field: &'static str, text: &str, problem: String| Error::field(field, text, problem);
        let state = match asked.status.as_str() {
            "" => None,
            text => Some((
                text.parse::<State>()
                    .map_err(|e| word("status", text, e.to_string()))?,
                self.0.foundation.clock.now(),
            )),
        };
        let acceptance = match asked.acceptance.as_str() {
            "" => None,
            text => Some(
                text.parse::<Acceptance>()
                    .map_err(|e| word("acceptance", text, e.to_string()))?
                    .as_str(),
            ),
        };
        let when = |field: &'static str, text: &str| {
            When::read(text).map_err(|e| word(field, text, e.to_string()))
        };
        let wanted = Query {
            filter: Filter {
                achievement: optional_id("achievement_id", &asked.achievement_id)?,
                state,
                acceptance,
                search: asked.search,
                member_number: asked.member_number,
                ..Filter::default()
            },
            awarded_from: when("awarded_from", &asked.awarded_from)?,
            awarded_until: when("awarded_until", &asked.awarded_until)?,
        };
        let listed = lifecycle::list(&self.0, &caller, issuer, wanted, page(asked.page)?).await?;
        Ok(proto::ListCredentialsResponse {
            credentials: listed.rows.iter().map(credential).collect(),
            page: Some(page_info(&listed)),
        })
    }

    async fn corrected(
        &self,
        request: Request<proto::CorrectCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "CorrectCredential")?;
        let asked = request.into_inner();
        let correction = Correction {
            name: asked.name,
            email: asked.email,
            narrative: asked.narrative,
            if_version: asked.if_version,
        };
        lifecycle::correct(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &correction,
            &Once::new(key, credential),
        )
        .await
    }

    async fn revoked(
        &self,
        request: Request<proto::RevokeCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "RevokeCredential")?;
        let asked = request.into_inner();
        lifecycle::revoke(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &asked.reason,
            &Once::new(key, credential),
        )
        .await
    }

    async fn suspended(
        &self,
        request: Request<proto::SuspendCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "SuspendCredential")?;
        let asked = request.into_inner();
        lifecycle::suspend(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &asked.reason,
            &Once::new(key, credential),
        )
        .await
    }

    async fn reinstated(
        &self,
        request: Request<proto::ReinstateCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "ReinstateCredential")?;
        let asked = request.into_inner();
        lifecycle::reinstate(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &asked.reason,
            &Once::new(key, credential),
        )
        .await
    }

    async fn told_events(
        &self,
        request: Request<proto::ListCredentialEventsRequest>,
    ) -> Result<proto::ListCredentialEventsResponse, Error> {
        let caller = self.commanded(&request, "ListCredentialEvents")?.0;
        let asked = request.into_inner();
        let id = sought("credential", &asked.credential_id)?;
        let listed = lifecycle::history(&self.0, &caller, id, page(asked.page)?).await?;
        Ok(proto::ListCredentialEventsResponse {
            events: listed.rows.iter().map(event).collect(),
            page: Some(page_info(&listed)),
        })
    }

    async fn renewed(
        &self,
        request: Request<proto::RenewCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "RenewCredential")?;
        let asked = request.into_inner();
        lifecycle::renew(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &asked.valid_until,
            &Once::new(key, credential),
        )
        .await
    }

    async fn resent(
        &self,
        request: Request<proto::ResendCredentialRequest>,
    ) -> Result<proto::Credential, Error> {
        let (caller, key) = self.commanded(&request, "ResendCredential")?;
        let asked = request.into_inner();
        lifecycle::resend(
            &self.0,
            &caller,
            sought("credential", &asked.id)?,
            &Once::new(key, credential),
        )
        .await
    }

    async fn received(
        &self,
        request: Request<Streaming<proto::CreateBatchRequest>>,
    ) -> Result<proto::Batch, Error> {
        let caller = request
            .extensions()
            .get::<platform::identity::Caller>()
            .cloned()
            .ok_or(platform::identity::Denied::Unknown)?;
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
        let new = NewBatch {
            issuer: optional_id("issuer_id", &header.issuer_id)?,
            format: header.media_type.parse().map_err(
                |e: crate::domain::policy::UnknownWord| {
                    Error::field("media_type", &header.media_type, e.to_string())
                },
            )?,
            file_name: header.file_name.clone(),
            dry_run: header.dry_run,
            notify: header.notify.unwrap_or(true),
            achievement: optional_id("achievement_id", &header.achievement_id)?,
        };
        let mut intake = Intake::begin(&self.0, &caller, new).await?;
        let number = intake.id();
        let came = async {
            intake.take(&first.bytes).await?;
            while let Some(piece) = next(&mut pieces).await? {
                intake.take(&piece.bytes).await?;
            }
            // The key stands for header and content: with it another file is refused.
            let mut whole = Request::new(proto::CreateBatchRequest {
                header: Some(header),
                bytes: intake.digest(),
            });
            *whole.metadata_mut() = metadata;
            let once = Once::new(idempotency::key(&whole, &caller, "CreateBatch")?, batch);
            once.run(&self.0.foundation, intake.finish(&once)).await
        };
        let answer = came.await;
        let is_kept = matches!(&answer, Ok(kept) if kept.id == number.to_string());
        // What came is thrown away where it is not whole, or was answered before. Should that fail, the job does it.
        if !is_kept && let Err(error) = Intake::abandon(&self.0, number).await {
            tracing::warn!(batch = %number, %error, "a file that nobody wants is still there");
        }
        answer
    }

    async fn listed_batches(
        &self,
        request: Request<proto::ListBatchesRequest>,
    ) -> Result<proto::ListBatchesResponse, Error> {
        let caller = self.commanded(&request, "ListBatches")?.0;
        let asked = request.into_inner();
        let issuer = caller.issuer_for(
            optional_id("issuer_id", &asked.issuer_id)?,
            Scope::CredentialsRead,
        )?;
        let listed = batches::list(&self.0, &caller, issuer, page(asked.page)?).await?;
        Ok(proto::ListBatchesResponse {
            page: Some(page_info(&listed)),
            batches: listed.rows.iter().map(batch).collect(),
        })
    }

    async fn row_errors(
        &self,
        request: Request<proto::ListBatchErrorsRequest>,
    ) -> Result<proto::ListBatchErrorsResponse, Error> {
        let caller = self.commanded(&request, "ListBatchErrors")?.0;
        let asked = request.into_inner();
        let wanted: Page = page(asked.page)?;
        let (header, rows) =
            batches::refused(&self.0, &caller, sought("batch", &asked.id)?, wanted).await?;
        Ok(proto::ListBatchErrorsResponse {
            errors: rows.rows.iter().flat_map(row_errors).collect(),
            page: Some(page_info(&rows)),
            header,
            refused: rows.rows.iter().map(refused).collect(),
        })
    }
}

async fn next(
    pieces: &mut Streaming<proto::CreateBatchRequest>,
) -> Result<Option<proto::CreateBatchRequest>, Error> {
    pieces.message().await.map_err(|status| {
        Error::field(
            "file",
            "",
            format!(
                "it did not come whole ({}); send it again",
                status.message()
            ),
        )
    })
}

#[tonic::async_trait]
impl Credentials for Rpc {
    async fn award(
        &self,
        request: Request<proto::AwardRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.awarded(request).await)
    }
    async fn get_credential(
        &self,
        request: Request<proto::GetCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        let (caller, asked) = called(request)?;
        let found = async {
            Ok(credential(
                &lifecycle::get(&self.0, &caller, sought("credential", &asked.id)?).await?,
            ))
        };
        answered(found.await)
    }
    async fn list_credentials(
        &self,
        request: Request<proto::ListCredentialsRequest>,
    ) -> Result<Response<proto::ListCredentialsResponse>, Status> {
        answered(self.listed(request).await)
    }
    async fn correct_credential(
        &self,
        request: Request<proto::CorrectCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.corrected(request).await)
    }
    async fn revoke_credential(
        &self,
        request: Request<proto::RevokeCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.revoked(request).await)
    }
    async fn suspend_credential(
        &self,
        request: Request<proto::SuspendCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.suspended(request).await)
    }
    async fn reinstate_credential(
        &self,
        request: Request<proto::ReinstateCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.reinstated(request).await)
    }
    async fn renew_credential(
        &self,
        request: Request<proto::RenewCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.renewed(request).await)
    }
    async fn resend_credential(
        &self,
        request: Request<proto::ResendCredentialRequest>,
    ) -> Result<Response<proto::Credential>, Status> {
        answered(self.resent(request).await)
    }
    async fn list_credential_events(
        &self,
        request: Request<proto::ListCredentialEventsRequest>,
    ) -> Result<Response<proto::ListCredentialEventsResponse>, Status> {
        answered(self.told_events(request).await)
    }
    async fn create_batch(
        &self,
        request: Request<Streaming<proto::CreateBatchRequest>>,
    ) -> Result<Response<proto::Batch>, Status> {
        answered(self.received(request).await)
    }
    async fn get_batch(
        &self,
        request: Request<proto::GetBatchRequest>,
    ) -> Result<Response<proto::Batch>, Status> {
        let (caller, asked) = called(request)?;
        let found = async {
            Ok(batch(
                &batches::get(&self.0, &caller, sought("batch", &asked.id)?).await?,
            ))
        };
        answered(found.await)
    }
    async fn list_batches(
        &self,
        request: Request<proto::ListBatchesRequest>,
    ) -> Result<Response<proto::ListBatchesResponse>, Status> {
        answered(self.listed_batches(request).await)
    }
    async fn apply_batch(
        &self,
        request: Request<proto::ApplyBatchRequest>,
    ) -> Result<Response<proto::Batch>, Status> {
        let (caller, asked) = called(request)?;
        let applied = async {
            Ok(batch(
                &batches::apply(&self.0, &caller, sought("batch", &asked.id)?).await?,
            ))
        };
        answered(applied.await)
    }
    async fn resume_batch(
        &self,
        request: Request<proto::ResumeBatchRequest>,
    ) -> Result<Response<proto::Batch>, Status> {
        let (caller, asked) = called(request)?;
        let resumed = async {
            Ok(batch(
                &batches::resume(&self.0, &caller, sought("batch", &asked.id)?).await?,
            ))
        };
        answered(resumed.await)
    }
    async fn list_batch_errors(
        &self,
        request: Request<proto::ListBatchErrorsRequest>,
    ) -> Result<Response<proto::ListBatchErrorsResponse>, Status> {
        answered(self.row_errors(request).await)
    }
}
