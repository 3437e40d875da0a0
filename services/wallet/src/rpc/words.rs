//! Contract ↔ domain.

use crate::{
    Error,
    app::{
        ClaimView, Consumed, HeldView, LinkView, Minted, MintedLink, PortfolioView, ProfileView,
        SignedIn,
    },
    domain::badge::{Acceptance, Visibility},
};
use contracts::wallet::v1 as proto;
use platform::ids::{AddressId, CredentialId, NotAnId};
use std::str::FromStr;

pub(super) fn id<I: FromStr<Err = NotAnId>>(field: &'static str, text: &str) -> Result<I, Error> {
    text.parse()
        .map_err(|problem| Error::BadId { field, problem })
}

/// A badge named by a person: what is no id is no badge of theirs.
pub(super) fn badge(text: &str) -> Result<CredentialId, Error> {
    text.parse().map_err(|_| Error::NotFound("badge"))
}

/// An address named by its owner: what is no id is no address of theirs.
pub(super) fn address(text: &str) -> Result<AddressId, Error> {
    text.parse().map_err(|_| Error::NotFound("address"))
}

pub(super) fn badges(texts: &[String]) -> Result<Vec<CredentialId>, Error> {
    texts.iter().map(|text| badge(text)).collect()
}

pub(super) fn acceptance(text: &str) -> Result<Option<Acceptance>, Error> {
    match text {
        "" => Ok(None),
        word => word
            .parse()
            .map(Some)
            .map_err(|e: crate::domain::badge::UnknownWord| {
                Error::field("acceptance", word, e.to_string())
            }),
    }
}

pub(super) fn visibility(text: &str) -> Result<Visibility, Error> {
    match text.parse() {
        Ok(Visibility::Hidden) | Err(_) => Err(Error::field(
            "visibility",
            text,
            "write private, link or public",
        )),
        Ok(visibility) => Ok(visibility),
    }
}

fn texts(badges: Vec<CredentialId>) -> Vec<String> {
    badges.into_iter().map(|b| b.to_string()).collect()
}

impl From<Minted> for proto::MintClaimResponse {
    fn from(minted: Minted) -> Self {
        Self {
            token: minted.token.map(|t| t.expose().clone()).unwrap_or_default(),
            expires_at: Some(minted.expires_at.proto()),
            pending_credential_ids: texts(minted.pending),
        }
    }
}

/// A claim link as the contract shows it; none is `unknown`.
pub(super) fn claim(view: Option<ClaimView>) -> proto::ClaimView {
    match view {
        None => proto::ClaimView {
            state: "unknown".into(),
            ..Default::default()
        },
        Some(view) => proto::ClaimView {
            state: view.state.as_str().into(),
            credential_ids: texts(view.badges),
            masked_email: view.masked_email,
            has_account: view.has_account,
            expires_at: Some(view.expires_at.proto()),
            trusted: view.trusted,
        },
    }
}

impl From<Consumed> for proto::ConsumeClaimResponse {
    fn from(consumed: Consumed) -> Self {
        Self {
            credential_ids: texts(consumed.badges),
            session: consumed.session.map(Into::into),
            trusted: consumed.trusted,
        }
    }
}

impl From<SignedIn> for proto::Session {
    fn from(session: SignedIn) -> Self {
        Self {
            token: session
                .token
                .map(|t| t.reveal().to_string())
                .unwrap_or_default(),
            earner_id: session.earner.to_string(),
            name: session.name,
            expires_at: Some(session.expires_at.proto()),
        }
    }
}

/// A link to be mailed as the contract carries it; none is void.
pub(super) fn minted_link(link: Option<MintedLink>) -> proto::MintLinkResponse {
    match link {
        None => proto::MintLinkResponse {
            void: true,
            ..Default::default()
        },
        Some(link) => proto::MintLinkResponse {
            token: link.token.expose().clone(),
            purpose: link.purpose.as_str().into(),
            email: link.email,
            name: link.name,
            locale: link.locale,
            expires_at: Some(link.expires_at.proto()),
            credential_ids: texts(link.credentials),
            void: false,
        },
    }
}

/// A link as the contract shows it; none is `unknown`.
pub(super) fn link(view: Option<LinkView>) -> proto::LinkView {
    match view {
        None => proto::LinkView {
            state: "unknown".into(),
            ..Default::default()
        },
        Some(view) => proto::LinkView {
            state: view.state.as_str().into(),
            purpose: view.purpose.as_str().into(),
            masked_email: view.masked_email,
        },
    }
}

impl From<ProfileView> for proto::Profile {
    fn from(view: ProfileView) -> Self {
        let account = view.account;
        Self {
            earner_id: account.id.to_string(),
            name: account.profile.name,
            headline: account.profile.headline,
            employer: account.profile.employer,
            job_title: account.profile.job_title,
            locale: account.profile.locale,
            handle: account.handle.unwrap_or_default(),
            portfolio_mode: account.mode.as_str().into(),
            portfolio_public: account.portfolio_public,
            addresses: view
                .addresses
                .into_iter()
                .map(|a| proto::Address {
                    id: a.address.id.to_string(),
                    email: a.address.email.as_str().to_owned(),
                    verified: a.address.verified_at.is_some(),
                    primary: a.address.primary,
                    badges: a.badges,
                })
                .collect(),
            trusted_issuer_ids: view
                .trusts
                .iter()
                .map(|(issuer, _)| issuer.to_string())
                .collect(),
            has_password: account.password.is_some(),
            trusts: view
                .trusts
                .iter()
                .map(|(issuer, since)| proto::Trust {
                    issuer_id: issuer.to_string(),
                    since: Some(since.proto()),
                })
                .collect(),
        }
    }
}

impl From<HeldView> for proto::HeldBadge {
    fn from(view: HeldView) -> Self {
        let badge = view.badge;
        Self {
            credential_id: badge.credential.to_string(),
            issuer_id: badge.issuer.to_string(),
            achievement_id: badge.achievement.to_string(),
            progression_id: badge.progression.map(|p| p.to_string()).unwrap_or_default(),
            rank: badge.rank,
            acceptance: badge.acceptance.as_str().into(),
            trusted_issuer: view.trusted,
            received_at: Some(badge.received_at.proto()),
            hidden_by_mode: view.hidden_by_mode,
        }
    }
}

pub(super) fn held(views: Vec<HeldView>) -> proto::ListHeldResponse {
    proto::ListHeldResponse {
        badges: views.into_iter().map(Into::into).collect(),
    }
}

impl From<PortfolioView> for proto::Portfolio {
    fn from(view: PortfolioView) -> Self {
        Self {
            handle: view.handle,
            name: view.name,
            headline: view.headline,
            credential_ids: texts(view.badges),
            mode: view.mode.as_str().into(),
        }
    }
}
