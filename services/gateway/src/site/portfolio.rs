//! `/p/{handle}`: what an earner shows.

use super::{claim::badges, errors::Answer, facts, facts::Told, visit::Visit, wallet};
use crate::pages::{
    parts::State,
    views::public::{MissingPage, PortfolioBadge, PortfolioPage},
};
use axum::{extract::Path, http::StatusCode};
use contracts::{issuance::v1::BadgeSummary, wallet::v1::GetPortfolioRequest};
use platform::identity::Caller;

pub(super) async fn show(visit: Visit, Path(handle): Path<String>) -> Answer {
    let asked = GetPortfolioRequest {
        handle: handle.clone(),
    };
    let answer = visit
        .app
        .portfolios(&Caller::Public)
        .get_portfolio(asked)
        .await;
    let portfolio = match answer {
        Ok(portfolio) => portfolio.into_inner(),
        Err(status)
            if matches!(
                status.code(),
                tonic::Code::NotFound | tonic::Code::InvalidArgument
            ) =>
        {
            let page = MissingPage::no_portfolio(visit.public_shell().await);
            return Ok(visit.page_as(StatusCode::NOT_FOUND, &page));
        }
        Err(status) => return Err(status.into()),
    };
    let own = match visit.earner().await {
        Some(earner) => wallet::profile(&visit, &earner)
            .await
            .is_ok_and(|p| p.handle == portfolio.handle),
        None => false,
    };
    let shown = badges(&visit, &portfolio.credential_ids).await?;
    let page = PortfolioPage {
        shell: visit.public_shell().await,
        name: portfolio.name,
        headline: portfolio.headline,
        senior_only: portfolio.mode == "senior",
        badges: shown
            .iter()
            // Issuance, which serves the badges, has the last word on who may see them.
            .filter(|badge| badge.visibility == "public")
            .map(|badge| public_badge(&visit, badge))
            .collect(),
        own,
    };
    Ok(visit.page(&page))
}

/// A public badge as a tile shows it.
pub(super) fn public_badge(visit: &Visit, badge: &BadgeSummary) -> PortfolioBadge {
    let state: State = Told::of(badge).state(visit.app.now());
    PortfolioBadge {
        id: badge.id.clone(),
        name: badge.title.clone(),
        picture: facts::picture(
            visit,
            &badge.image_url,
            format!("/b/{}/image.png", badge.id),
            &badge.title,
            &badge.issuer_name,
        ),
        issuer: facts::issuer_named(&badge.issuer_name, &badge.issuer_slug),
        issued: facts::day_of(badge.awarded_at.as_ref(), &badge.time_zone),
        state,
    }
}
