//! The wallet: what waits, what was earned, and everything that can be done with one badge.

use super::{
    claim::badges,
    errors::{Answer, Stop},
    facts::{self, Told},
    form::Form,
    session::{Earner, go},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Shell, Visitor,
        parts::{Fact, Standing, State},
        share::{ShareLinks, Shared},
        shell::{EarnerMark, Tone},
        views::{
            certificate::Files,
            wallet::{
                Acceptance, BadgePage, HeldBadge as Shown, Visibility, WalletPage, WalletTab,
            },
        },
    },
    text::Text,
};
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use contracts::{
    issuance::v1::{BadgeSummary, CheckLedgerRequest},
    wallet::v1::{
        AcceptRequest, DeclineRequest, GetHeldRequest, GetProfileRequest, HeldBadge,
        ListHeldRequest, Profile, SetVisibilityRequest, UndoRequest,
    },
};

/// Its routes.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/wallet", get(home))
        .route("/wallet/accept", post(accept_all))
        .route("/wallet/badges/{id}", get(badge))
        .route("/wallet/badges/{id}/accept", post(accept))
        .route("/wallet/badges/{id}/decline", post(decline))
        .route("/wallet/badges/{id}/undo", post(take_back))
        .route("/wallet/badges/{id}/visibility", post(set_visibility))
}

/// The earner's own account.
pub(super) async fn profile(visit: &Visit, earner: &Earner) -> Result<Profile, Stop> {
    let answer = visit
        .app
        .wallet(&earner.caller())
        .get_profile(GetProfileRequest {})
        .await?;
    Ok(answer.into_inner())
}

/// The frame of the wallet's pages.
pub(super) fn frame(visit: &Visit, profile: &Profile, waiting: usize) -> Shell {
    let primary = profile.addresses.iter().find(|a| a.primary);
    let name = if profile.name.is_empty() {
        primary.map(|a| a.email.clone()).unwrap_or_default()
    } else {
        profile.name.clone()
    };
    let published = profile.portfolio_public && !profile.handle.is_empty();
    visit.shell().visitor(Visitor::Earner(EarnerMark {
        name,
        waiting,
        portfolio: published.then(|| format!("/p/{}", profile.handle)),
    }))
}

/// The badges an earner holds, newest first, each with what its issuer says of it. A badge of which nothing can
/// be said any more is left out.
pub(super) async fn held(
    visit: &Visit,
    earner: &Earner,
) -> Result<Vec<(HeldBadge, BadgeSummary)>, Stop> {
    let answer = visit
        .app
        .wallet(&earner.caller())
        .list_held(ListHeldRequest::default())
        .await?;
    let mut held = answer.into_inner().badges;
    let received = |badge: &HeldBadge| badge.received_at.map(|at| (at.seconds, at.nanos));
    held.sort_by_key(|badge| std::cmp::Reverse(received(badge)));
    let ids: Vec<String> = held.iter().map(|b| b.credential_id.clone()).collect();
    // One batch call per so many badges keeps each answer small.
    let mut told = Vec::with_capacity(ids.len());
    for some in ids.chunks(200) {
        told.extend(badges(visit, some).await?);
    }
    Ok(held
        .into_iter()
        .filter_map(|own| {
            let summary = told.iter().find(|b| b.id == own.credential_id)?.clone();
            Some((own, summary))
        })
        .collect())
}

/// A badge as a tile shows it.
pub(super) fn tile(visit: &Visit, own: &HeldBadge, badge: &BadgeSummary) -> Shown {
    Shown {
        id: badge.id.clone(),
        name: badge.title.clone(),
        picture: facts::picture(
            visit,
            &badge.image_url,
            format!("/achievements/{}.png", badge.achievement_id),
            &badge.title,
            &badge.issuer_name,
        ),
        issuer: facts::issuer_named(&badge.issuer_name, &badge.issuer_slug),
        issued: facts::day_of(badge.awarded_at.as_ref(), &badge.time_zone),
        state: Told::of(badge).state(visit.app.now()),
        visibility: if own.acceptance == "accepted" {
            facts::visibility(&badge.visibility)
        } else {
            Visibility::Private
        },
        trusted: own.trusted_issuer,
        why: badge.description.clone(),
    }
}

async fn home(visit: Visit) -> Answer {
    let earner = visit.signed_in().await?;
    let profile = profile(&visit, &earner).await?;
    let held = held(&visit, &earner).await?;
    let tab = if visit.query("tab") == "declined" {
        WalletTab::Declined
    } else {
        WalletTab::Earned
    };
    let of = |acceptance: &str| -> Vec<Shown> {
        held.iter()
            .filter(|(own, _)| own.acceptance == acceptance)
            .map(|(own, badge)| tile(&visit, own, badge))
            .collect()
    };
    let (waiting, earned, declined) = (of("pending"), of("accepted"), of("declined"));
    let (earned_count, declined_count) = (earned.len(), declined.len());
    let page = WalletPage {
        shell: frame(&visit, &profile, waiting.len()),
        waiting,
        badges: match tab {
            WalletTab::Earned => earned,
            WalletTab::Declined => declined,
        },
        tab,
        earned_count,
        declined_count,
        addresses: profile
            .addresses
            .iter()
            .filter(|a| a.verified)
            .map(|a| a.email.clone())
            .collect(),
    };
    Ok(visit.page(&page))
}

async fn accept_all(visit: Visit, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    let asked = AcceptRequest {
        credential_ids: form.all("badge"),
        trust_issuer: false,
    };
    visit.app.wallet(&earner.caller()).accept(asked).await?;
    Ok(go(
        &visit,
        "/wallet",
        Some((Tone::Good, "note-accepted-all")),
    ))
}

async fn get_held(visit: &Visit, earner: &Earner, id: &str) -> Result<HeldBadge, Stop> {
    let asked = GetHeldRequest {
        credential_id: id.to_owned(),
    };
    let answer = visit.app.wallet(&earner.caller()).get_held(asked).await?;
    Ok(answer.into_inner())
}

async fn badge(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let own = get_held(&visit, &earner, &id).await?;
    let profile = profile(&visit, &earner).await?;
    let badge = badges(&visit, std::slice::from_ref(&own.credential_id))
        .await?
        .pop()
        .ok_or_else(Stop::not_found)?;
    let standing = standing(&visit, &badge).await;
    let page = badge_page(&visit, frame(&visit, &profile, 0), &own, &badge, standing);
    Ok(visit.page(&page))
}

async fn standing(visit: &Visit, badge: &BadgeSummary) -> Standing {
    let standing = Told::of(badge).standing(visit.app.now());
    if standing.state != State::Suspended {
        return standing;
    }
    let asked = CheckLedgerRequest {
        credential_id: badge.id.clone(),
        ..Default::default()
    };
    match visit
        .app
        .issuance(&visit.gateway())
        .check_ledger(asked)
        .await
    {
        Ok(ledger) => {
            let ledger = ledger.into_inner();
            Standing {
                date: facts::day(ledger.since.as_ref(), &badge.time_zone),
                ..standing
            }
            .held_for(facts::holds(&ledger.holds))
        }
        Err(_) => standing,
    }
}

fn badge_page(
    visit: &Visit,
    shell: Shell,
    own: &HeldBadge,
    badge: &BadgeSummary,
    standing: Standing,
) -> BadgePage {
    let acceptance = match own.acceptance.as_str() {
        "accepted" => Acceptance::Accepted,
        "declined" => Acceptance::Declined,
        _ => Acceptance::Pending,
    };
    let shown = tile(visit, own, badge);
    let public_url = match shown.visibility {
        Visibility::Public => Some(badge.url.clone()),
        Visibility::Link if !badge.link_url.is_empty() => Some(badge.link_url.clone()),
        Visibility::Link | Visibility::Private => None,
    };
    let url = public_url.clone().unwrap_or_else(|| badge.url.clone());
    BadgePage {
        shell,
        share: public_url
            .as_ref()
            .map(|url| ShareLinks::new(&shared(visit.text, badge, url))),
        signature: BadgePage::signature_html(
            &url,
            &with_suffix(&url, ".png"),
            &badge.title,
            &badge.issuer_name,
        ),
        facts: facts_of(visit.text, badge),
        rosette: format!("/b/{}/rosette.svg", badge.id),
        public_url,
        badge: shown,
        acceptance,
        standing,
        files: Files {
            documents: true,
            pdf: false,
        },
        send_to: None,
        renew_url: Some(badge.renew_url.clone()).filter(|url| facts::is_web(url)),
        recertify_url: None,
        correction_waiting: false,
    }
}

/// The address of a file beside a page: before the query, which may hold the key.
fn with_suffix(url: &str, suffix: &str) -> String {
    match url.split_once('?') {
        Some((path, query)) => format!("{path}{suffix}?{query}"),
        None => format!("{url}{suffix}"),
    }
}

fn shared(text: Text, badge: &BadgeSummary, url: &str) -> Shared {
    Shared {
        url: url.to_owned(),
        badge: badge.title.clone(),
        issuer: badge.issuer_name.clone(),
        linkedin_organization: badge.linkedin_organization_id.parse().ok(),
        issued: facts::day_of(badge.awarded_at.as_ref(), &badge.time_zone),
        valid_until: facts::day(badge.valid_until.as_ref(), &badge.time_zone),
        number: badge.id.clone(),
        words: text.with(
            "share-words",
            &[("badge", &badge.title), ("issuer", &badge.issuer_name)],
        ),
    }
}

fn facts_of(text: Text, badge: &BadgeSummary) -> Vec<Fact> {
    let day = |at| facts::day(at, &badge.time_zone).map(|day| text.date(day));
    let mut facts = Vec::new();
    if !badge.recipient_name.is_empty() {
        facts.push(Fact::new(
            text.get("fact-awarded-to"),
            &badge.recipient_name,
        ));
    }
    if let Some(issued) = day(badge.awarded_at.as_ref()) {
        facts.push(Fact::new(text.get("fact-issued-on"), issued));
    }
    if let Some(end) = day(badge.valid_until.as_ref()) {
        facts.push(Fact::new(text.get("fact-valid-until"), end));
    }
    if let Some(level) = badge.level.as_ref().filter(|l| !l.name.is_empty()) {
        facts.push(Fact::new(text.get("achievement-level"), &level.name));
    }
    facts
}

fn page_of(id: &str) -> String {
    format!("/wallet/badges/{id}")
}

async fn accept(visit: Visit, Path(id): Path<String>, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    let asked = AcceptRequest {
        credential_ids: vec![id.clone()],
        trust_issuer: form.on("trust"),
    };
    visit.app.wallet(&earner.caller()).accept(asked).await?;
    Ok(go(
        &visit,
        &page_of(&id),
        Some((Tone::Good, "note-accepted")),
    ))
}

/// Declines what waits, and gives back what was taken.
async fn decline(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let own = get_held(&visit, &earner, &id).await?;
    let mut wallet = visit.app.wallet(&earner.caller());
    let ids = vec![own.credential_id];
    if own.acceptance == "accepted" {
        let asked = UndoRequest {
            credential_ids: ids.clone(),
        };
        wallet.undo(asked).await?;
    }
    wallet
        .decline(DeclineRequest {
            credential_ids: ids,
        })
        .await?;
    Ok(go(
        &visit,
        "/wallet?tab=declined",
        Some((Tone::Plain, "note-declined")),
    ))
}

/// Takes a declined badge after all.
async fn take_back(visit: Visit, Path(id): Path<String>) -> Answer {
    let earner = visit.signed_in().await?;
    let own = get_held(&visit, &earner, &id).await?;
    if own.acceptance == "declined" {
        let asked = AcceptRequest {
            credential_ids: vec![own.credential_id],
            trust_issuer: false,
        };
        visit.app.wallet(&earner.caller()).accept(asked).await?;
    }
    Ok(go(
        &visit,
        &page_of(&id),
        Some((Tone::Good, "note-accepted")),
    ))
}

async fn set_visibility(visit: Visit, Path(id): Path<String>, form: Form) -> Answer {
    let earner = visit.signed_in().await?;
    let asked = SetVisibilityRequest {
        credential_ids: vec![id.clone()],
        visibility: form.get("visibility").to_owned(),
    };
    visit
        .app
        .wallet(&earner.caller())
        .set_visibility(asked)
        .await?;
    let (tone, note) = match form.get("visibility") {
        "public" => (Tone::Good, "note-now-public"),
        "link" => (Tone::Good, "note-now-link"),
        _ => (Tone::Plain, "note-now-private"),
    };
    Ok(go(&visit, &page_of(&id), Some((tone, note))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_in_a_signature_keeps_the_key_of_its_link() {
        assert_eq!(
            with_suffix("https://x.example/b/1?k=2", ".png"),
            "https://x.example/b/1.png?k=2"
        );
        assert_eq!(
            with_suffix("https://x.example/b/1", ".png"),
            "https://x.example/b/1.png"
        );
    }

    #[test]
    fn what_is_shared_is_filled_in_for_linkedin() {
        // C20, C21
        let badge = BadgeSummary {
            id: "7q3k".into(),
            title: "Practitioner".into(),
            issuer_name: "Guild".into(),
            linkedin_organization_id: "1234".into(),
            awarded_at: Some(
                platform::clock::Timestamp::parse("2026-03-09T12:00:00Z")
                    .unwrap()
                    .proto(),
            ),
            time_zone: "UTC".into(),
            ..Default::default()
        };
        let links = ShareLinks::new(&shared(Text::default(), &badge, "https://x.example/b/7q3k"));
        for part in [
            "organizationId=1234",
            "issueYear=2026",
            "issueMonth=3",
            "certId=7q3k",
        ] {
            assert!(
                links.linkedin_profile.contains(part),
                "{part} in {}",
                links.linkedin_profile
            );
        }
    }
}
