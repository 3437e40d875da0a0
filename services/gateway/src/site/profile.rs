//! "My Profile": addresses, portfolio, trusted issuers, password.

use super::{
    errors::{Answer, Stop, sentence},
    facts,
    form::Form,
    issuer,
    session::{Earner, go},
    visit::Visit,
    wallet,
};
use crate::{
    app::App,
    pages::{
        shell::{Notice, Tone},
        views::wallet::{AddressLine, ProfilePage, TrustLine},
    },
};
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use contracts::{
    issuance::v1::BadgeSummary,
    wallet::v1::{
        AddAddressRequest, HeldBadge, Profile, RemoveAddressRequest, SetPasswordRequest,
        SetPrimaryAddressRequest, SetTrustRequest, UpdateProfileRequest,
    },
};
use platform::{Kind, refusal::Refused};

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/wallet/profile", get(show))
        .route("/wallet/addresses", post(add_address))
        .route("/wallet/addresses/{id}/verify", post(mail_again))
        .route("/wallet/addresses/{id}/primary", post(set_primary))
        .route("/wallet/addresses/{id}/remove", post(remove_address))
        .route("/wallet/portfolio", post(save_portfolio))
        .route("/wallet/issuers/{slug}/untrust", post(untrust))
        .route("/wallet/password", post(set_password))
}

async fn show(visit: Visit) -> Answer {
    let earner = visit.signed_in().await?;
    let page = page(&visit, &earner).await?;
    Ok(visit.page(&page))
}

/// The page as things stand.
async fn page(visit: &Visit, earner: &Earner) -> Result<ProfilePage, Stop> {
    let profile = wallet::profile(visit, earner).await?;
    let held = wallet::held(visit, earner).await?;
    let mut page = ProfilePage::new(wallet::frame(visit, &profile, 0), visit.text);
    page.addresses = profile
        .addresses
        .iter()
        .map(|a| AddressLine {
            id: a.id.clone(),
            address: a.email.clone(),
            verified: a.verified,
            primary: a.primary,
            badges: a.badges as usize,
        })
        .collect();
    page.has_password = profile.has_password;
    page.trusted = trusted(visit, &profile).await?;
    page.handle.value = profile.handle;
    page.job_title.value = profile.job_title;
    page.company.value = profile.employer;
    page.levels.value = if profile.portfolio_mode == "senior" {
        "senior".into()
    } else {
        "all".into()
    };
    if profile.portfolio_public {
        page.published.value = "on".into();
    }
    page.would_hide = below_the_most_senior(&held);
    Ok(page)
}

async fn trusted(visit: &Visit, profile: &Profile) -> Result<Vec<TrustLine>, Stop> {
    let mut lines = Vec::new();
    for trust in &profile.trusts {
        let issuer = issuer::by_id(visit, &trust.issuer_id).await?;
        lines.push(TrustLine {
            since: facts::day_of(trust.since.as_ref(), "UTC"),
            issuer: facts::issuer_mark(&issuer),
        });
    }
    Ok(lines)
}

/// The public badges that "only the most senior" leaves out (A12, A13).
fn below_the_most_senior(held: &[(HeldBadge, BadgeSummary)]) -> Vec<String> {
    let shown: Vec<_> = held
        .iter()
        .filter(|(own, badge)| {
            own.acceptance == "accepted"
                && badge.visibility == "public"
                && badge.status != "revoked"
                && !own.progression_id.is_empty()
        })
        .collect();
    let place = |own: &HeldBadge, badge: &BadgeSummary| (badge.status == "valid", own.rank);
    shown
        .iter()
        .filter(|(own, badge)| {
            shown.iter().any(|(other, its)| {
                other.progression_id == own.progression_id && place(other, its) > place(own, badge)
            })
        })
        .map(|(_, badge)| badge.title.clone())
        .collect()
}

/// The page again with what was refused: fields get the words that belong to them, anything else stands above.
async fn refused(
    visit: &Visit,
    earner: &Earner,
    status: tonic::Status,
    fill: impl FnOnce(&mut ProfilePage, &Refused) -> bool,
) -> Answer {
    let refused = Refused::from(status.clone());
    if !matches!(refused.kind, Kind::Invalid | Kind::Conflict | Kind::TooMany) {
        return Err(status.into());
    }
    let mut page = page(visit, earner).await?;
    if !fill(&mut page, &refused) {
        page.shell.notice = Some(Notice {
            tone: Tone::Bad,
            words: sentence(&refused.message),
        });
    }
    let code = match refused.kind {
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(visit.page_as(code, &page))
}

async fn add_address(visit: Visit, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    let email = form.get("email").to_owned();
    let asked = AddAddressRequest {
        email: email.clone(),
    };
    match visit.app.wallet(&earner.caller()).add_address(asked).await {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Good, "note-address-mailed")),
        )),
        Err(status) => {
            refused(&visit, &earner, status, |page, refused| {
                let words = refused
                    .fields
                    .first()
                    .map_or(&refused.message, |field| &field.problem);
                page.new_address.value = email;
                page.new_address.error = sentence(words);
                true
            })
            .await
        }
    }
}

/// Mails the link of an address once more: adding it again does that.
async fn mail_again(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let profile = wallet::profile(&visit, &earner).await?;
    let address = profile
        .addresses
        .into_iter()
        .find(|a| a.id == id && !a.verified)
        .ok_or_else(Stop::not_found)?;
    let asked = AddAddressRequest {
        email: address.email,
    };
    match visit.app.wallet(&earner.caller()).add_address(asked).await {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Good, "note-address-mailed")),
        )),
        Err(status) => refused(&visit, &earner, status, |_, _| false).await,
    }
}

async fn set_primary(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let asked = SetPrimaryAddressRequest { address_id: id };
    match visit
        .app
        .wallet(&earner.caller())
        .set_primary_address(asked)
        .await
    {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Good, "note-address-primary")),
        )),
        Err(status) => refused(&visit, &earner, status, |_, _| false).await,
    }
}

async fn remove_address(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let asked = RemoveAddressRequest { address_id: id };
    match visit
        .app
        .wallet(&earner.caller())
        .remove_address(asked)
        .await
    {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Plain, "note-address-removed")),
        )),
        Err(status) => refused(&visit, &earner, status, |_, _| false).await,
    }
}

async fn save_portfolio(visit: Visit, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    let sent = |name: &str| Some(form.get(name).to_owned());
    let asked = UpdateProfileRequest {
        handle: sent("handle"),
        job_title: sent("job_title"),
        employer: sent("company"),
        portfolio_mode: sent("levels").filter(|mode| !mode.is_empty()),
        portfolio_public: Some(form.on("published")),
        ..Default::default()
    };
    match visit
        .app
        .wallet(&earner.caller())
        .update_profile(asked)
        .await
    {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Good, "note-portfolio-saved")),
        )),
        Err(status) => {
            refused(&visit, &earner, status, |page, refused| {
                page.handle.value = form.get("handle").to_owned();
                page.job_title.value = form.get("job_title").to_owned();
                page.company.value = form.get("company").to_owned();
                page.levels.value = form.get("levels").to_owned();
                page.published.value = form.get("published").to_owned();
                let mut told = false;
                for wrong in &refused.fields {
                    let field = match wrong.field.as_str() {
                        "handle" => &mut page.handle,
                        "job_title" => &mut page.job_title,
                        "employer" => &mut page.company,
                        "portfolio_mode" => &mut page.levels,
                        _ => continue,
                    };
                    field.error = sentence(&wrong.problem);
                    told = true;
                }
                told
            })
            .await
        }
    }
}

async fn untrust(visit: Visit, Path(slug): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let issuer = issuer::told(&visit, &slug)
        .await?
        .issuer
        .unwrap_or_default();
    let asked = SetTrustRequest {
        issuer_id: issuer.id,
        trusted: false,
    };
    visit.app.wallet(&earner.caller()).set_trust(asked).await?;
    Ok(go(
        &visit,
        "/wallet/profile",
        Some((Tone::Plain, "note-untrusted")),
    ))
}

async fn set_password(visit: Visit, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    visit.slowly(&visit.app.limits().people)?;
    let asked = SetPasswordRequest {
        current: form.raw("current_password").to_owned(),
        new: form.raw("new_password").to_owned(),
    };
    match visit.app.wallet(&earner.caller()).set_password(asked).await {
        Ok(_) => Ok(go(
            &visit,
            "/wallet/profile",
            Some((Tone::Good, "note-password-set")),
        )),
        Err(status) => {
            refused(&visit, &earner, status, |page, refused| {
                let mut told = false;
                for wrong in &refused.fields {
                    let field = match wrong.field.as_str() {
                        "current" if page.has_password => &mut page.current_password,
                        "current" | "new" => &mut page.new_password,
                        _ => continue,
                    };
                    field.error = sentence(&wrong.problem);
                    told = true;
                }
                told
            })
            .await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn badge(
        title: &str,
        ladder: &str,
        rank: u32,
        status: &str,
        visibility: &str,
    ) -> (HeldBadge, BadgeSummary) {
        let own = HeldBadge {
            acceptance: "accepted".into(),
            progression_id: ladder.into(),
            rank,
            ..Default::default()
        };
        let told = BadgeSummary {
            title: title.into(),
            status: status.into(),
            visibility: visibility.into(),
            ..Default::default()
        };
        (own, told)
    }

    #[test]
    fn what_only_the_most_senior_would_hide_is_named_before() {
        // A12, A13
        let held = [
            badge("Foundation", "bids", 1, "valid", "public"),
            badge("Practitioner", "bids", 2, "valid", "public"),
            badge("Professional", "bids", 3, "valid", "private"),
            badge("Single", "", 0, "valid", "public"),
            badge("Other", "other", 1, "valid", "public"),
        ];
        assert_eq!(below_the_most_senior(&held), ["Foundation"]);
    }

    #[test]
    fn a_lapsed_level_hides_none_in_force() {
        let held = [
            badge("Practitioner", "bids", 2, "valid", "public"),
            badge("Professional", "bids", 3, "expired", "public"),
        ];
        assert_eq!(below_the_most_senior(&held), ["Professional"]);
    }
}
