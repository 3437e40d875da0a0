//! Members, and files that come in.

use super::{Called, Rpc, answered, called, cut_both_ways, issuer, page_both_ways};
use crate::{
    Error, Membership,
    app::{
        import::{Command, Upload},
        members::{self, Passed},
    },
    domain::{
        email::EmailAddress,
        member::{Status as MemberStatus, Written},
        run::Kind,
    },
    store::member::{Search, Stored},
};
use contracts::membership_sync::v1::{
    Certification, GetMemberRequest, ImportHeader, ImportRequest, ListMembersRequest,
    ListMembersResponse, Member, PutMemberRequest, Run, members_server::Members,
};
use platform::{clock::CalendarDate, idempotency, identity::Caller, refusal};
use tonic::{Request, Response, Status, Streaming};

#[tonic::async_trait]
impl Members for Rpc {
    async fn get_member(
        &self,
        request: Request<GetMemberRequest>,
    ) -> Result<Response<Member>, Status> {
        let Called { caller, asked, .. } = called(request, "GetMember")?;
        answered(get(&self.0, &caller, asked).await)
    }
    async fn list_members(
        &self,
        request: Request<ListMembersRequest>,
    ) -> Result<Response<ListMembersResponse>, Status> {
        let Called { caller, asked, .. } = called(request, "ListMembers")?;
        answered(list(&self.0, &caller, asked).await)
    }
    async fn put_member(
        &self,
        request: Request<PutMemberRequest>,
    ) -> Result<Response<Member>, Status> {
        let Called { caller, key, asked } = called(request, "PutMember")?;
        answered(put(&self.0, &caller, key, asked).await)
    }
    async fn import(
        &self,
        request: Request<Streaming<ImportRequest>>,
    ) -> Result<Response<Run>, Status> {
        let caller = platform::rpc::caller(&request)?;
        let metadata = request.metadata().clone();
        let mut stream = request.into_inner();
        let first = stream.message().await?.unwrap_or_default();
        let Some(header) = first.header else {
            return Err(refusal::status(&Error::field(
                "header",
                "",
                "the first message of a file names its kind and its issuer",
            )));
        };
        let mut upload = begin(&self.0, &caller, &header)
            .await
            .map_err(|error| refusal::status(&error))?;
        let mut bytes = first.bytes;
        loop {
            upload
                .piece(&bytes)
                .await
                .map_err(|error| refusal::status(&error))?;
            match stream.message().await? {
                Some(next) => bytes = next.bytes,
                None => break,
            }
        }
        // The key stands for header and content: the same key with another file is refused.
        let mut whole = Request::new(ImportRequest {
            header: Some(header),
            bytes: upload.digest(),
        });
        *whole.metadata_mut() = metadata;
        let key =
            idempotency::key(&whole, &caller, "Import").map_err(|error| refusal::status(&error))?;
        answered(
            upload
                .finish(key)
                .await
                .map(|run| super::runs::run(&run, 0)),
        )
    }
}

async fn begin(app: &Membership, caller: &Caller, header: &ImportHeader) -> Result<Upload, Error> {
    let kind = Kind::parse(&header.kind).ok_or_else(|| {
        Error::field(
            "kind",
            &header.kind,
            "a file holds members or certifications",
        )
    })?;
    let command = Command {
        issuer: issuer(&header.issuer_id)?,
        kind,
        file_name: header.file_name.clone(),
        dry_run: header.dry_run,
        complete: header.complete,
        notify: header.notify.unwrap_or(true),
    };
    Upload::begin(app, caller, command).await
}

async fn get(app: &Membership, caller: &Caller, asked: GetMemberRequest) -> Result<Member, Error> {
    let (stored, passed) =
        members::get(app, caller, issuer(&asked.issuer_id)?, &asked.member_number).await?;
    Ok(member(&stored, passed))
}

async fn list(
    app: &Membership,
    caller: &Caller,
    asked: ListMembersRequest,
) -> Result<ListMembersResponse, Error> {
    let status = match asked.status.as_str() {
        "" => None,
        text => Some(
            text.parse::<MemberStatus>()
                .map_err(|e| Error::field("status", text, e))?,
        ),
    };
    let page = page_both_ways(asked.page.as_ref(), |cursor| cursor.parse().ok())?;
    let search = Search {
        status,
        text: asked.search,
    };
    let (mut found, total) =
        members::list(app, caller, issuer(&asked.issuer_id)?, &search, page).await?;
    let info = cut_both_ways(&mut found, &page, total, |m| m.id.to_string());
    Ok(ListMembersResponse {
        page: Some(info),
        members: found.iter().map(|m| member(m, Vec::new())).collect(),
    })
}

async fn put(
    app: &Membership,
    caller: &Caller,
    key: Option<idempotency::Key>,
    asked: PutMemberRequest,
) -> Result<Member, Error> {
    let m = asked
        .member
        .ok_or_else(|| Error::field("member", "", "name the member"))?;
    let others = m.alternate_emails.join(";");
    let written = Written {
        number: &m.member_number,
        given_name: Some(&m.given_name),
        family_name: Some(&m.family_name),
        display_name: Some(&m.display_name),
        email: Some(&m.email),
        alternate_emails: Some(&others),
        country: Some(&m.country),
        locale: Some(&m.locale),
        status: Some(&m.status),
        membership_type: Some(&m.membership_type),
        joined_on: Some(&m.joined_on),
        expires_on: Some(&m.expires_on),
        employer: Some(&m.employer),
        job_title: Some(&m.job_title),
    };
    let stored = members::put(
        app,
        caller,
        issuer(&m.issuer_id)?,
        written,
        asked.if_version,
        key,
    )
    .await?;
    Ok(member(&stored, Vec::new()))
}

fn member(stored: &Stored, passed: Vec<Passed>) -> Member {
    let day = |d: Option<CalendarDate>| d.map(|d| d.to_string()).unwrap_or_default();
    let m = &stored.record;
    Member {
        id: stored.id.to_string(),
        issuer_id: stored.issuer.to_string(),
        member_number: m.number.to_string(),
        given_name: m.given_name.clone(),
        family_name: m.family_name.clone(),
        display_name: m.display_name.clone(),
        email: m.email.to_string(),
        alternate_emails: m
            .alternate_emails
            .iter()
            .map(EmailAddress::to_string)
            .collect(),
        country: m.country.clone(),
        locale: m.locale.clone(),
        status: m.status.as_str().to_owned(),
        membership_type: m.membership_type.clone(),
        joined_on: day(m.joined_on),
        expires_on: day(m.expires_on),
        employer: m.employer.clone(),
        job_title: m.job_title.clone(),
        version: stored.version,
        certifications: passed.into_iter().map(certification).collect(),
    }
}

fn certification(passed: Passed) -> Certification {
    let (credential_id, reason) = match passed.badge {
        Ok(credential) => (credential, String::new()),
        Err(reason) => (String::new(), reason),
    };
    Certification {
        id: passed.id.to_string(),
        certification: passed.record.certification,
        level: passed.record.level,
        level_rank: passed.record.level_rank,
        passed_on: passed.record.passed_on.to_string(),
        certificate_number: passed.record.certificate_number,
        evidence_url: passed.record.evidence_url,
        credential_id,
        reason,
    }
}
