//! The contract `Issuers`.

use super::{
    Rpc, answered, called,
    read::{optional_sought, page, page_info, sought, time},
};
use crate::{
    Error,
    app::{
        api_keys::{self, Created, NewApiKey},
        issuers::{self, IssuerChanges, IssuerWithKeys, NewIssuer, Rotated},
        once::Once,
        staff::{self, Added, NewStaff},
    },
    domain::{
        api_key::ApiKey,
        issuer::{PolicyDraft, ProfileDraft},
        key::SigningKey,
        mail::{MailSettings, USUAL_DAYS},
        policy::Policy,
        staff::Colleague,
    },
};
use contracts::issuance::v1::{self as proto, issuers_server::Issuers};
use platform::{clock::Timestamp, idempotency};
use tonic::{Request, Response, Status};

// ── writing

/// An issuer as the contract has it.
pub(crate) fn issuer(shown: &IssuerWithKeys) -> proto::Issuer {
    let IssuerWithKeys { issuer, keys } = shown;
    let p = &issuer.profile;
    proto::Issuer {
        id: issuer.id.to_string(),
        slug: issuer.slug.to_string(),
        did: issuer.did.clone(),
        name: p.name.clone(),
        url: p.url.clone(),
        email: p.email.as_str().to_owned(),
        description: p.description.clone(),
        time_zone: p.zone.name().to_owned(),
        locale: p.locale.clone(),
        policy: Some(policy(p.policy)),
        accent: p.accent.to_string(),
        keys: keys
            .iter()
            .map(|key| signing_key(&issuer.did, key))
            .collect(),
        created_at: Some(issuer.created_at.proto()),
        version: issuer.version,
        about_badges_url: p.about_badges_url.clone(),
        support_contact: p.support_contact.clone(),
        linkedin_organization_id: p.linkedin_organization_id.clone(),
        renew_url: p.renew_url.clone(),
        mail: Some(proto::MailSettings {
            award_subject: p.mail.award_subject.clone(),
            award_intro: p.mail.award_intro.clone(),
            reminder_days: p.mail.reminder_days.clone(),
            no_reminders: p.mail.reminder_days.is_empty(),
        }),
    }
}

fn policy(policy: Policy) -> proto::IssuerPolicy {
    proto::IssuerPolicy {
        name: policy.name.as_str().to_owned(),
        recipient: policy.recipient.as_str().to_owned(),
        visible_from: policy.visible_from.as_str().to_owned(),
        show_revocation_reason: policy.show_revocation_reason,
    }
}

fn signing_key(did: &str, key: &SigningKey) -> proto::SigningKey {
    proto::SigningKey {
        id: key.method(did),
        algorithm: key.algorithm.as_str().to_owned(),
        public_key_multibase: key.public.to_multikey().unwrap_or_default(),
        created_at: Some(key.created_at.proto()),
        retired_at: time(key.retired_at),
    }
}

fn rotated(rotated: &Rotated) -> proto::RotateKeyResponse {
    proto::RotateKeyResponse {
        key: Some(signing_key(&rotated.did, &rotated.new)),
        retired: rotated
            .retired
            .as_ref()
            .map(|key| signing_key(&rotated.did, key)),
    }
}

/// An API key as the contract has it, without its secret.
pub(super) fn api_key(key: &ApiKey) -> proto::ApiKey {
    proto::ApiKey {
        id: key.id.to_string(),
        issuer_id: key
            .issuer
            .map(|issuer| issuer.to_string())
            .unwrap_or_default(),
        name: key.name.clone(),
        scopes: key
            .scopes
            .iter()
            .map(|scope| scope.as_str().to_owned())
            .collect(),
        hint: key.hint.clone(),
        created_at: Some(key.created_at.proto()),
        expires_at: time(key.expires_at),
        revoked_at: time(key.revoked_at),
        last_used_at: time(key.last_used_at),
    }
}

fn created_key(made: &Created) -> proto::CreateApiKeyResponse {
    proto::CreateApiKeyResponse {
        key: Some(api_key(&made.key)),
        secret: made.secret.expose().clone(),
    }
}

fn colleague(colleague: &Colleague) -> proto::Staff {
    proto::Staff {
        id: colleague.person.id.to_string(),
        email: colleague.person.email.as_str().to_owned(),
        name: colleague.person.name.clone(),
        role: colleague.appointment.role.as_str().to_owned(),
        added_at: Some(colleague.appointment.added_at.proto()),
        active: colleague.appointment.accepted_at.is_some(),
    }
}

fn added(added: &Added) -> proto::AddStaffResponse {
    let set_up_url = added
        .set_up_url
        .as_ref()
        .map(|url| url.expose().clone())
        .unwrap_or_default();
    proto::AddStaffResponse {
        staff: Some(colleague(&added.colleague)),
        set_up_url,
    }
}

// ── reading

fn policy_draft(policy: proto::IssuerPolicy) -> PolicyDraft {
    PolicyDraft {
        name: policy.name,
        recipient: policy.recipient,
        visible_from: policy.visible_from,
        show_revocation_reason: policy.show_revocation_reason,
    }
}

impl From<proto::CreateIssuerRequest> for NewIssuer {
    fn from(asked: proto::CreateIssuerRequest) -> Self {
        Self {
            slug: asked.slug,
            profile: ProfileDraft {
                name: asked.name,
                url: asked.url,
                email: asked.email,
                description: asked.description,
                time_zone: asked.time_zone,
                locale: asked.locale,
                policy: asked.policy.map(policy_draft).unwrap_or_default(),
                accent: asked.accent,
                about_badges_url: asked.about_badges_url,
                support_contact: asked.support_contact,
                linkedin_organization_id: asked.linkedin_organization_id,
                renew_url: asked.renew_url,
                mail: asked.mail.map(mail).unwrap_or_default(),
            },
        }
    }
}

impl From<proto::UpdateIssuerRequest> for IssuerChanges {
    fn from(asked: proto::UpdateIssuerRequest) -> Self {
        Self {
            name: asked.name,
            url: asked.url,
            email: asked.email,
            description: asked.description,
            time_zone: asked.time_zone,
            locale: asked.locale,
            policy: asked.policy.map(policy_draft),
            accent: asked.accent,
            about_badges_url: asked.about_badges_url,
            support_contact: asked.support_contact,
            linkedin_organization_id: asked.linkedin_organization_id,
            renew_url: asked.renew_url,
            mail: asked.mail.map(mail),
        }
    }
}

/// Nothing said of the days means the usual ones.
fn mail(settings: proto::MailSettings) -> MailSettings {
    let reminder_days = match (settings.no_reminders, settings.reminder_days) {
        (true, _) => Vec::new(),
        (false, days) if days.is_empty() => USUAL_DAYS.to_vec(),
        (false, days) => days,
    };
    MailSettings {
        award_subject: settings.award_subject,
        award_intro: settings.award_intro,
        reminder_days,
    }
}

// ── methods

impl Rpc {
    async fn made_issuer(
        &self,
        request: Request<proto::CreateIssuerRequest>,
    ) -> Result<proto::Issuer, Error> {
        let (caller, key) = self.commanded(&request, "CreateIssuer")?;
        let (app, once) = (&self.0, Once::new(key, issuer));
        let made = issuers::create(app, &caller, request.into_inner().into(), &once);
        once.run(&app.foundation, made).await
    }

    async fn rotated_key(
        &self,
        request: Request<proto::RotateKeyRequest>,
    ) -> Result<proto::RotateKeyResponse, Error> {
        let (caller, key) = self.commanded(&request, "RotateKey")?;
        let (app, once) = (&self.0, Once::new(key, rotated));
        let asked = request.into_inner();
        let done = issuers::rotate_key(
            app,
            &caller,
            sought("issuer", &asked.issuer_id)?,
            &asked.reason,
            &once,
        );
        once.run(&app.foundation, done).await
    }

    async fn made_api_key(
        &self,
        request: Request<proto::CreateApiKeyRequest>,
    ) -> Result<proto::CreateApiKeyResponse, Error> {
        let (caller, key) = self.commanded(&request, "CreateApiKey")?;
        let (app, once) = (&self.0, Once::new(key, created_key));
        let asked = request.into_inner();
        let new = NewApiKey {
            issuer: optional_sought("issuer", &asked.issuer_id)?,
            name: asked.name,
            scopes: asked.scopes,
            expires_at: asked.expires_at.as_ref().map(Timestamp::from_proto),
        };
        once.run(&app.foundation, api_keys::create(app, &caller, new, &once))
            .await
    }

    async fn added_staff(
        &self,
        request: Request<proto::AddStaffRequest>,
    ) -> Result<proto::AddStaffResponse, Error> {
        let (caller, key) = self.commanded(&request, "AddStaff")?;
        let (app, once) = (&self.0, Once::new(key, added));
        let asked = request.into_inner();
        let issuer = caller.issuer_for(
            optional_sought("issuer", &asked.issuer_id)?,
            platform::identity::Scope::IssuerWrite,
        )?;
        let new = NewStaff {
            issuer,
            email: asked.email,
            name: asked.name,
            role: asked.role,
        };
        once.run(&app.foundation, staff::add(app, &caller, new, &once))
            .await
    }

    /// Who commands, and the idempotency key that came with it.
    pub(super) fn commanded<T: prost::Message>(
        &self,
        request: &Request<T>,
        method: &str,
    ) -> Result<(platform::identity::Caller, Option<idempotency::Key>), Error> {
        let caller = request
            .extensions()
            .get()
            .cloned()
            .ok_or(platform::identity::Denied::Unknown)?;
        let key = idempotency::key(request, &caller, method)?;
        Ok((caller, key))
    }
}

#[tonic::async_trait]
impl Issuers for Rpc {
    async fn create_issuer(
        &self,
        request: Request<proto::CreateIssuerRequest>,
    ) -> Result<Response<proto::Issuer>, Status> {
        answered(self.made_issuer(request).await)
    }

    async fn get_issuer(
        &self,
        request: Request<proto::GetIssuerRequest>,
    ) -> Result<Response<proto::Issuer>, Status> {
        let (caller, asked) = called(request)?;
        answered(
            issuers::get(&self.0, &caller, &asked.id)
                .await
                .map(|found| issuer(&found)),
        )
    }

    async fn list_issuers(
        &self,
        request: Request<proto::ListIssuersRequest>,
    ) -> Result<Response<proto::ListIssuersResponse>, Status> {
        let (caller, asked) = called(request)?;
        let listed = async {
            let listed = issuers::list(&self.0, &caller, page(asked.page)?).await?;
            Ok(proto::ListIssuersResponse {
                issuers: listed.rows.iter().map(issuer).collect(),
                page: Some(page_info(&listed)),
            })
        };
        answered(listed.await)
    }

    async fn update_issuer(
        &self,
        request: Request<proto::UpdateIssuerRequest>,
    ) -> Result<Response<proto::Issuer>, Status> {
        let (caller, asked) = called(request)?;
        let updated = async {
            let (id, if_version) = (sought("issuer", &asked.id)?, asked.if_version);
            issuers::update(&self.0, &caller, id, asked.into(), if_version).await
        };
        answered(updated.await.map(|found| issuer(&found)))
    }

    async fn rotate_key(
        &self,
        request: Request<proto::RotateKeyRequest>,
    ) -> Result<Response<proto::RotateKeyResponse>, Status> {
        answered(self.rotated_key(request).await)
    }

    async fn create_api_key(
        &self,
        request: Request<proto::CreateApiKeyRequest>,
    ) -> Result<Response<proto::CreateApiKeyResponse>, Status> {
        answered(self.made_api_key(request).await)
    }

    async fn list_api_keys(
        &self,
        request: Request<proto::ListApiKeysRequest>,
    ) -> Result<Response<proto::ListApiKeysResponse>, Status> {
        let (caller, asked) = called(request)?;
        let listed = async {
            let keys = api_keys::list(
                &self.0,
                &caller,
                optional_sought("issuer", &asked.issuer_id)?,
            )
            .await?;
            Ok(proto::ListApiKeysResponse {
                keys: keys.iter().map(api_key).collect(),
            })
        };
        answered(listed.await)
    }

    async fn revoke_api_key(
        &self,
        request: Request<proto::RevokeApiKeyRequest>,
    ) -> Result<Response<proto::ApiKey>, Status> {
        let (caller, asked) = called(request)?;
        let revoked = async {
            let issuer = optional_sought("issuer", &asked.issuer_id)?;
            let key =
                api_keys::revoke(&self.0, &caller, issuer, sought("API key", &asked.id)?).await?;
            Ok(api_key(&key))
        };
        answered(revoked.await)
    }

    async fn add_staff(
        &self,
        request: Request<proto::AddStaffRequest>,
    ) -> Result<Response<proto::AddStaffResponse>, Status> {
        answered(self.added_staff(request).await)
    }

    async fn list_staff(
        &self,
        request: Request<proto::ListStaffRequest>,
    ) -> Result<Response<proto::ListStaffResponse>, Status> {
        let (caller, asked) = called(request)?;
        let listed = async {
            let issuer = sought("issuer", &asked.issuer_id)?;
            let staff = staff::list(&self.0, &caller, issuer).await?;
            Ok(proto::ListStaffResponse {
                staff: staff.iter().map(colleague).collect(),
            })
        };
        answered(listed.await)
    }

    async fn remove_staff(
        &self,
        request: Request<proto::RemoveStaffRequest>,
    ) -> Result<Response<proto::RemoveStaffResponse>, Status> {
        let (caller, asked) = called(request)?;
        let removed = async {
            let issuer = sought("issuer", &asked.issuer_id)?;
            let person = sought("person of the staff", &asked.staff_id)?;
            staff::remove(&self.0, &caller, issuer, person).await?;
            Ok(proto::RemoveStaffResponse {})
        };
        answered(removed.await)
    }

    async fn end_staff_sessions(
        &self,
        request: Request<proto::EndStaffSessionsRequest>,
    ) -> Result<Response<proto::EndStaffSessionsResponse>, Status> {
        let (caller, asked) = called(request)?;
        let ended = async {
            let issuer = sought("issuer", &asked.issuer_id)?;
            let person = sought("person of the staff", &asked.staff_id)?;
            let ended = staff::sign_out_everywhere(&self.0, &caller, issuer, person).await?;
            Ok(proto::EndStaffSessionsResponse {
                ended: u32::try_from(ended).unwrap_or(u32::MAX),
            })
        };
        answered(ended.await)
    }
}
