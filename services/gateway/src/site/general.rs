//! The start page, help, and what browsers and crawlers ask for by themselves.

use super::{
    claim::badges,
    dev,
    errors::{Answer, Stop},
    facts, issuer, portfolio, reference,
    visit::Visit,
    wallet,
};
use crate::{
    app::App,
    assets,
    config::Demo as Told,
    pages::{
        theme,
        views::{
            public::Contact,
            site::{Demo, HelpPage, StartPage},
            wallet::BadgePage,
        },
    },
};
use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{ListCredentialsRequest, ListIssuersRequest},
};
use platform::identity::Caller;
use std::collections::BTreeSet;

/// How many badges the start page of a demonstration shows.
const BADGES: usize = 6;

/// Their routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(start))
        .route("/help", get(help))
        .route("/docs", get(reference::show))
        .route("/p/{handle}", get(portfolio::show))
        .route("/assets/{edition}/{*name}", get(asset))
        .route("/theme/{file}", get(stylesheet))
        .route("/favicon.ico", get(favicon))
        .route("/robots.txt", get(robots))
}

async fn start(visit: Visit) -> Answer {
    let shell = visit.public_shell().await;
    let demo = match &visit.app.config().demo {
        Some(told) => Some(demo(&visit, told).await?),
        None => None,
    };
    Ok(visit.page(&StartPage { shell, demo }))
}

/// What a demonstration offers behind each door, as it stands now.
async fn demo(visit: &Visit, told: &Told) -> Result<Demo, Stop> {
    // Its start page shows what its operator sees; nowhere else does the gateway ask as one by itself.
    let operator = Caller::Operator {
        subject: "demo".into(),
    };
    let issuers = visit
        .app
        .issuers(&operator)
        .list_issuers(ListIssuersRequest::default())
        .await?
        .into_inner()
        .issuers;
    let mut ids = Vec::new();
    for issuer in &issuers {
        let asked = ListCredentialsRequest {
            issuer_id: issuer.id.clone(),
            acceptance: "accepted".into(),
            page: Some(PageRequest {
                limit: 20,
                cursor: String::new(),
            }),
            ..Default::default()
        };
        let found = visit
            .app
            .credentials(&operator)
            .list_credentials(asked)
            .await?
            .into_inner()
            .credentials;
        ids.extend(
            found
                .into_iter()
                .find(|c| c.visibility == "public")
                .map(|c| c.id),
        );
    }
    ids.truncate(BADGES);
    let public = badges(visit, &ids).await?;
    let (mut name, mut email, mut mail) = (String::new(), String::new(), "/dev/mail".to_owned());
    if let Some((waiting, credentials)) = dev::a_claim_that_waits(visit).await {
        name = badges(visit, &credentials)
            .await?
            .first()
            .map(|b| b.recipient_name.clone())
            .unwrap_or_default();
        mail = format!("/dev/mail/{}", waiting.id);
        email = waiting.to;
    }
    Ok(Demo {
        staff_email: told.email.clone(),
        staff_password: told.password.expose().clone(),
        programmes: issuers.into_iter().map(|i| (i.name, i.slug)).collect(),
        earner_name: if name.is_empty() { email.clone() } else { name },
        earner_email: email,
        mail,
        badges: public
            .iter()
            .map(|b| portfolio::public_badge(visit, b))
            .collect(),
    })
}

/// Whom to ask stands there for who came from an organization's page, and for who holds its badges.
async fn help(visit: Visit) -> Answer {
    let mut contacts: Vec<(String, Contact)> = Vec::new();
    let slug = visit.query("issuer");
    let mut slugs: BTreeSet<String> = (!slug.is_empty()).then_some(slug).into_iter().collect();
    if slugs.is_empty()
        && let Some(earner) = visit.earner().await
    {
        let held = wallet::held(&visit, &earner).await?;
        slugs.extend(held.into_iter().map(|(_, badge)| badge.issuer_slug));
    }
    for slug in slugs {
        if let Ok(told) = issuer::told(&visit, &slug).await {
            let issuer = told.issuer.unwrap_or_default();
            contacts.push((issuer.name.clone(), facts::contact(&issuer)));
        }
    }
    let base = visit.base();
    let page = HelpPage {
        shell: visit.public_shell().await,
        contacts,
        signature: BadgePage::signature_html(
            &base.at("/b/…"),
            &base.at("/b/….png"),
            &visit.text.get("help-example-badge"),
            &visit.text.get("help-example-issuer"),
        ),
    };
    Ok(visit.page(&page))
}

async fn asset(Path((edition, name)): Path<(String, String)>) -> Answer {
    let served = assets::find(&edition, &name).ok_or_else(Stop::not_found)?;
    Ok(file(
        served.asset.bytes,
        served.asset.media_type,
        served.cache_control,
    ))
}

fn file(bytes: &'static [u8], media_type: &'static str, cache: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static(cache)),
    ];
    (headers, bytes).into_response()
}

async fn favicon() -> Answer {
    let mark = assets::find("", "img/mark.svg").ok_or_else(Stop::not_found)?;
    Ok(file(
        mark.asset.bytes,
        mark.asset.media_type,
        "public, max-age=86400",
    ))
}

async fn stylesheet(Path(name): Path<String>) -> Answer {
    let css = name
        .strip_suffix(".css")
        .and_then(theme::stylesheet)
        .ok_or_else(Stop::not_found)?;
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, assets::CACHE_FOREVER),
    ];
    Ok((headers, css).into_response())
}

/// What is one person's, or opens something, is not for crawlers. Single badges say so for themselves.
const ROBOTS: &str = "User-agent: *\n\
    Disallow: /claim/\n\
    Disallow: /handoff/\n\
    Disallow: /sign-in\n\
    Disallow: /wallet\n\
    Disallow: /console\n\
    Disallow: /operator\n\
    Disallow: /set-up/\n\
    Disallow: /dev/\n";

async fn robots() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, ROBOTS).into_response()
}
