//! `/claim/{token}`: a GET shows, only a POST takes.

use super::{
    errors::{Answer, Stop},
    facts,
    form::Form,
    issuer,
    session::{WALLET, go},
    visit::{Visit, hushed},
};
use crate::{
    app::App,
    pages::{
        shell::Tone,
        views::{
            claim::{ClaimBadge, ClaimPage, ClaimTrouble, ClaimTroublePage},
            public::Contact,
        },
    },
};
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use contracts::{
    issuance::v1::{BadgeSummary, ListBadgesRequest},
    wallet::v1::{
        ClaimView, ConsumeClaimRequest, ConsumeClaimResponse, GetHeldRequest,
        RequestFreshClaimRequest, ViewClaimRequest,
    },
};
use platform::refusal::Refused;

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/claim/{token}", get(show).post(take))
        .route("/claim/{token}/decline", post(decline))
        .route("/claim/{token}/fresh", post(fresh))
}

async fn show(visit: Visit, Path(token): Path<String>) -> Answer {
    let view = view(&visit, &token).await?;
    Ok(hushed(shown(&visit, &token, &view).await?))
}

async fn view(visit: &Visit, token: &str) -> Result<ClaimView, Stop> {
    let asked = ViewClaimRequest {
        token: token.to_owned(),
    };
    let answer = visit.app.wallet(&visit.gateway()).view_claim(asked).await?;
    Ok(answer.into_inner())
}

/// Titles, pictures and states of badges, in the order asked for.
pub(super) async fn badges(visit: &Visit, ids: &[String]) -> Result<Vec<BadgeSummary>, Stop> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let asked = ListBadgesRequest { ids: ids.to_vec() };
    let answer = visit
        .app
        .issuance(&visit.gateway())
        .list_badges(asked)
        .await?;
    let mut found = answer.into_inner().badges;
    found.sort_by_key(|badge| ids.iter().position(|id| *id == badge.id));
    Ok(found)
}

async fn shown(visit: &Visit, token: &str, view: &ClaimView) -> Answer {
    let badges = badges(visit, &view.credential_ids).await?;
    let issuer = match badges.first() {
        Some(badge) => Some(issuer::by_id(visit, &badge.issuer_id).await?),
        None => None,
    };
    let contact = issuer.as_ref().map(facts::contact).unwrap_or_default();
    let (Some(issuer), "open") = (issuer, view.state.as_str()) else {
        return Ok(trouble(visit, token, view, contact, false));
    };
    let page = ClaimPage {
        shell: visit.shell().accent(&issuer.accent),
        token: token.to_owned(),
        recipient: badges
            .first()
            .map(|b| b.recipient_name.clone())
            .unwrap_or_default(),
        badges: badges.iter().map(|b| claim_badge(visit, b)).collect(),
        issuer: facts::issuer_mark(&issuer),
        masked_address: view.masked_email.clone(),
        known: view.has_account,
        trusted: view.trusted,
        contact,
    };
    Ok(visit.page(&page))
}

fn claim_badge(visit: &Visit, badge: &BadgeSummary) -> ClaimBadge {
    ClaimBadge {
        name: badge.title.clone(),
        // The badge itself is not visible yet; its achievement's picture is.
        picture: facts::picture(
            visit,
            "",
            format!("/achievements/{}.png", badge.achievement_id),
            &badge.title,
            &badge.issuer_name,
        ),
        issued: facts::day_of(badge.awarded_at.as_ref(), &badge.time_zone),
        why: badge.description.clone(),
    }
}

/// A link that opens nothing any more, with the way on.
fn trouble(visit: &Visit, token: &str, view: &ClaimView, contact: Contact, sent: bool) -> Response {
    let (trouble, status) = match view.state.as_str() {
        "used" => (ClaimTrouble::Used, StatusCode::OK),
        "expired" => (ClaimTrouble::Expired, StatusCode::GONE),
        "withdrawn" => (ClaimTrouble::Withdrawn, StatusCode::GONE),
        _ => (ClaimTrouble::Mangled, StatusCode::NOT_FOUND),
    };
    let renewable = matches!(trouble, ClaimTrouble::Used | ClaimTrouble::Expired);
    let page = ClaimTroublePage {
        shell: visit.shell(),
        token: renewable.then(|| token.to_owned()),
        trouble,
        masked_address: view.masked_email.clone(),
        sent,
        contact,
    };
    visit.page_as(if sent { StatusCode::OK } else { status }, &page)
}

async fn consume(
    visit: &Visit,
    token: &str,
    trust_issuer: bool,
    decline: bool,
) -> Result<Result<ConsumeClaimResponse, Response>, Stop> {
    visit.slowly(&visit.app.limits().people)?;
    let caller = visit
        .earner()
        .await
        .map_or_else(|| visit.gateway(), |earner| earner.caller());
    let asked = ConsumeClaimRequest {
        token: token.to_owned(),
        trust_issuer,
        source: visit.from.0.clone(),
        decline,
    };
    match visit.app.wallet(&caller).consume_claim(asked).await {
        Ok(done) => Ok(Ok(done.into_inner())),
        Err(status) => match Refused::from(status.clone()).code.as_str() {
            // Somebody else, or the same person in another window, was faster: the page says how things stand.
            "claim_used" | "claim_expired" | "claim_withdrawn" | "claim_unknown" => {
                let view = view(visit, token).await?;
                Ok(Err(hushed(shown(visit, token, &view).await?)))
            }
            _ => Err(status.into()),
        },
    }
}

async fn take(visit: Visit, Path(token): Path<String>, form: Form) -> Answer {
    let taken = match consume(&visit, &token, form.on("trust"), false).await? {
        Ok(taken) => taken,
        Err(page) => return Ok(page),
    };
    let to = match taken.credential_ids.as_slice() {
        [one] => format!("/wallet/badges/{one}"),
        _ => "/wallet".to_owned(),
    };
    if let Some(session) = &taken.session {
        let mut response = go(&visit, &to, Some((Tone::Good, "note-claimed")));
        WALLET.set(&visit, &session.token, &mut response);
        return Ok(hushed(response));
    }
    if holds(&visit, &taken.credential_ids).await {
        return Ok(hushed(go(&visit, &to, Some((Tone::Good, "note-claimed")))));
    }
    let next: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
    Ok(hushed(go(
        &visit,
        &format!("/sign-in?next={next}"),
        Some((Tone::Good, "note-claimed-sign-in")),
    )))
}

/// Whether the badges went to the person who is signed in here, and not to another account.
async fn holds(visit: &Visit, ids: &[String]) -> bool {
    let (Some(earner), Some(first)) = (visit.earner().await, ids.first()) else {
        return false;
    };
    let asked = GetHeldRequest {
        credential_id: first.clone(),
    };
    visit
        .app
        .wallet(&earner.caller())
        .get_held(asked)
        .await
        .is_ok()
}

async fn decline(visit: Visit, Path(token): Path<String>) -> Answer {
    match consume(&visit, &token, false, true).await? {
        Ok(_) => Ok(hushed(go(
            &visit,
            "/",
            Some((Tone::Plain, "note-claim-declined")),
        ))),
        Err(page) => Ok(page),
    }
}

async fn fresh(visit: Visit, Path(token): Path<String>) -> Answer {
    visit.slowly(&visit.app.limits().people)?;
    let before = view(&visit, &token).await?;
    let asked = RequestFreshClaimRequest {
        token: token.clone(),
        source: visit.from.0.clone(),
    };
    let asked = visit
        .app
        .wallet(&visit.gateway())
        .request_fresh_claim(asked)
        .await;
    let sent = match asked {
        Ok(_) => true,
        Err(status) if Refused::from(status.clone()).code == "claim_unknown" => false,
        Err(status) => return Err(status.into()),
    };
    let badges = badges(&visit, &before.credential_ids).await?;
    let contact = match badges.first() {
        Some(badge) => facts::contact(&issuer::by_id(&visit, &badge.issuer_id).await?),
        None => Contact::default(),
    };
    Ok(hushed(trouble(&visit, &token, &before, contact, sent)))
}
