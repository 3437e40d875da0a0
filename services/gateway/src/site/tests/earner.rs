//! Earners: claims, signing in, the wallet.

use super::{
    BADGE, EMAIL, NAME, SIGNED_IN, claim, earner_id,
    fake::{Site, refusal},
    held, services, site,
};
use contracts::wallet::v1 as wallet;
use platform::{Kind, identity::Caller};

fn session() -> wallet::Session {
    wallet::Session {
        token: "fresh-token".into(),
        earner_id: earner_id(),
        name: NAME.into(),
        ..Default::default()
    }
}

fn as_earner() -> Caller {
    Caller::Earner {
        earner: earner_id().parse().unwrap(),
    }
}

#[tokio::test]
async fn opening_a_claim_link_changes_nothing_however_often() {
    // Mail scanners open links.
    let site = site().await;
    for _ in 0..3 {
        let page = site.open("/claim/4r8w", "").await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.text.contains("Practitioner") && page.text.contains("name=\"trust\""));
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    let request = super::fake::asked("HEAD", "/claim/4r8w", "").body(axum::body::Body::empty());
    assert_eq!(site.send(request.unwrap()).await.status, 200);
    assert_eq!(
        site.services.asked(),
        [
            "issuance.GetIssuer",
            "issuance.ListBadges",
            "wallet.ViewClaim"
        ]
    );
}

#[tokio::test]
async fn one_click_takes_the_badge_and_signs_in_whoever_is_new() {
    // M9, M10, I8
    let site = site().await;
    site.services
        .on("wallet.ConsumeClaim", |_: wallet::ConsumeClaimRequest| {
            Ok(wallet::ConsumeClaimResponse {
                credential_ids: vec![BADGE.into()],
                session: Some(session()),
                trusted: true,
            })
        });
    let taken = site.submit("/claim/4r8w", &[("trust", "on")], "").await;
    assert_eq!(taken.status, 303);
    assert_eq!(taken.header("location"), format!("/wallet/badges/{BADGE}"));
    assert_eq!(taken.header("referrer-policy"), "no-referrer");
    let cookies = taken.cookies();
    let session = cookies
        .iter()
        .find(|c| c.starts_with("__Host-wallet=fresh-token;"))
        .unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(session.contains(part), "{part} in {session}");
    }
    let call = &site.services.calls("wallet.ConsumeClaim")[0];
    let asked: wallet::ConsumeClaimRequest = call.asked();
    assert!(asked.trust_issuer && !asked.decline && asked.token == "4r8w");
}

#[tokio::test]
async fn who_has_an_account_is_not_signed_in_by_a_claim_link() {
    // decisions §9: the link accepts only.
    let site = site().await;
    site.services
        .on("wallet.ConsumeClaim", |_: wallet::ConsumeClaimRequest| {
            Ok(wallet::ConsumeClaimResponse {
                credential_ids: vec![BADGE.into()],
                ..Default::default()
            })
        });
    let taken = site.submit("/claim/4r8w", &[], "").await;
    assert!(
        taken
            .header("location")
            .starts_with("/sign-in?next=%2Fwallet%2Fbadges%2F"),
        "{:?}",
        taken.headers
    );
    assert!(!taken.cookies().iter().any(|c| c.contains("wallet")));
    // Signed in, the wallet is told who clicks, and the page of the badge follows.
    let taken = site.submit("/claim/4r8w", &[], SIGNED_IN).await;
    assert_eq!(taken.header("location"), format!("/wallet/badges/{BADGE}"));
    assert_eq!(
        site.services.calls("wallet.ConsumeClaim")[1].caller,
        as_earner()
    );
}

#[tokio::test]
async fn a_link_that_opens_nothing_any_more_says_why_and_what_to_do() {
    let site = site().await;
    for (state, status, words) in [
        ("used", 200, "This link has been used"),
        ("expired", 410, "This link is too old"),
        ("withdrawn", 410, "no longer on offer"),
        ("unknown", 404, "This link is not whole"),
    ] {
        site.services
            .on("wallet.ViewClaim", move |_: wallet::ViewClaimRequest| {
                Ok(claim(state))
            });
        let page = site.open("/claim/4r8w", "").await;
        assert_eq!(page.status.as_u16(), status, "{state}");
        assert!(page.text.contains(words), "{state}: {}", page.text);
        assert!(!page.text.contains("name=\"trust\""), "{state}");
        // S26: whom to ask stands there.
        assert!(page.text.contains("badges@guild.example.org"), "{state}");
    }
    // Somebody else was faster.
    site.services
        .on("wallet.ViewClaim", |_: wallet::ViewClaimRequest| {
            Ok(claim("used"))
        });
    site.services
        .on("wallet.ConsumeClaim", |_: wallet::ConsumeClaimRequest| {
            Err::<wallet::ConsumeClaimResponse, _>(refusal(
                Kind::Conflict,
                "claim_used",
                "this claim link was used already",
            ))
        });
    let late = site.submit("/claim/4r8w", &[], "").await;
    assert!(
        late.text.contains("This link has been used"),
        "{}",
        late.text
    );
}

#[tokio::test]
async fn a_fresh_link_is_one_click_away_and_declining_another() {
    let site = site().await;
    site.services
        .on("wallet.ViewClaim", |_: wallet::ViewClaimRequest| {
            Ok(claim("expired"))
        });
    site.services.on(
        "wallet.RequestFreshClaim",
        |_: wallet::RequestFreshClaimRequest| Ok(wallet::RequestFreshClaimResponse {}),
    );
    let sent = site.submit("/claim/4r8w/fresh", &[], "").await;
    assert_eq!(sent.status, 200);
    assert!(sent.text.contains("is on its way"), "{}", sent.text);
    site.services
        .on("wallet.ConsumeClaim", |_: wallet::ConsumeClaimRequest| {
            Ok(wallet::ConsumeClaimResponse::default())
        });
    let declined = site.submit("/claim/4r8w/decline", &[], "").await;
    assert_eq!(declined.status, 303);
    let asked: wallet::ConsumeClaimRequest = site.services.calls("wallet.ConsumeClaim")[0].asked();
    assert!(asked.decline && !asked.trust_issuer);
}

#[tokio::test]
async fn signing_in_leads_on_to_a_place_of_ours_and_nowhere_else() {
    let site = site().await;
    site.services
        .on("wallet.SignIn", |_: wallet::SignInRequest| Ok(session()));
    for (next, to) in [
        ("/wallet/profile", "/wallet/profile"),
        ("", "/wallet"),
        ("https://evil.example/", "/wallet"),
        ("//evil.example", "/wallet"),
        ("/\\evil.example", "/wallet"),
        ("/\t/evil.example", "/wallet"),
        ("javascript:alert(1)", "/wallet"),
    ] {
        let fields = [
            ("email", EMAIL),
            ("password", " with spaces "),
            ("next", next),
        ];
        let seen = site.submit("/sign-in", &fields, "").await;
        assert_eq!(
            (seen.status.as_u16(), seen.header("location")),
            (303, to),
            "{next:?}"
        );
        assert!(
            seen.cookies()
                .iter()
                .any(|c| c.starts_with("__Host-wallet=fresh-token"))
        );
        // The form does not carry a bad one on, either.
        let encoded: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
        let form = site.open(&format!("/sign-in?next={encoded}"), "").await;
        let carried = form
            .text
            .contains(&format!("name=\"next\" value=\"{next}\""));
        assert_eq!(carried, next == to, "{next:?}");
    }
    let asked: wallet::SignInRequest = site.services.calls("wallet.SignIn")[0].asked();
    assert_eq!(asked.password, " with spaces ");
    let already = site
        .open("/sign-in?next=%2Fwallet%2Fprofile", SIGNED_IN)
        .await;
    assert_eq!(already.header("location"), "/wallet/profile");
}

#[tokio::test]
async fn a_refused_sign_in_says_what_it_may_and_forgets_the_password() {
    // C8, C10
    let site = site().await;
    for (kind, code, status, words) in [
        (
            Kind::Unauthenticated,
            "wrong_password",
            401,
            "do not fit together",
        ),
        (
            Kind::Forbidden,
            "account_locked",
            403,
            "ten failed attempts",
        ),
        (Kind::TooMany, "too_many", 429, "Too many attempts"),
    ] {
        site.services
            .on("wallet.SignIn", move |_: wallet::SignInRequest| {
                Err::<wallet::Session, _>(refusal(kind, code, "refused"))
            });
        let fields = [
            ("email", EMAIL),
            ("password", "hunter2hunter2"),
            ("next", "/wallet/profile"),
        ];
        let seen = site.submit("/sign-in", &fields, "").await;
        assert_eq!(seen.status.as_u16(), status, "{code}");
        assert!(seen.text.contains(words), "{code}: {}", seen.text);
        assert!(seen.text.contains(EMAIL) && !seen.text.contains("hunter2"));
        assert!(
            seen.text.contains("value=\"/wallet/profile\""),
            "{code}: the way on is lost"
        );
    }
}

#[tokio::test]
async fn a_link_is_asked_for_with_the_same_answer_for_everybody() {
    let site = site().await;
    site.services.on(
        "wallet.RequestSignInLink",
        |_: wallet::RequestSignInLinkRequest| Ok(wallet::RequestSignInLinkResponse {}),
    );
    let sent = site
        .submit("/sign-in/link", &[("email", EMAIL), ("password", "")], "")
        .await;
    assert_eq!(sent.status, 200);
    assert!(sent.text.contains("a link is on its way"), "{}", sent.text);
}

#[tokio::test]
async fn a_mailed_link_signs_in_by_a_click_only() {
    let site = site().await;
    let landing = site.open("/sign-in/9d2k", "").await;
    assert!(
        landing.text.contains("o•••••e@example.com"),
        "{}",
        landing.text
    );
    assert_eq!(landing.header("referrer-policy"), "no-referrer");
    assert_eq!(site.services.asked(), ["wallet.ViewLink"]);
    site.services
        .on("wallet.ConsumeLink", |_: wallet::ConsumeLinkRequest| {
            Ok(wallet::ConsumeLinkResponse {
                purpose: "sign_in".into(),
                session: Some(session()),
            })
        });
    let seen = site.submit("/sign-in/9d2k", &[], "").await;
    assert_eq!(seen.header("location"), "/wallet");
    assert!(
        seen.cookies()
            .iter()
            .any(|c| c.starts_with("__Host-wallet=fresh-token"))
    );
    // An address is proven for the account that is signed in; nobody is signed in by it.
    site.services
        .on("wallet.ConsumeLink", |_: wallet::ConsumeLinkRequest| {
            Ok(wallet::ConsumeLinkResponse {
                purpose: "verify_address".into(),
                session: None,
            })
        });
    let proven = site.submit("/sign-in/9d2k", &[], SIGNED_IN).await;
    assert_eq!(proven.header("location"), "/wallet/profile");
    assert_eq!(
        site.services.calls("wallet.ConsumeLink")[1].caller,
        as_earner()
    );
    site.services
        .on("wallet.ConsumeLink", |_: wallet::ConsumeLinkRequest| {
            Err::<wallet::ConsumeLinkResponse, _>(refusal(
                Kind::Conflict,
                "link_used",
                "this link was used already",
            ))
        });
    let spent = site.submit("/sign-in/9d2k", &[], "").await;
    assert_eq!(spent.status, 410);
    assert!(spent.text.contains("no longer works"), "{}", spent.text);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_there() {
    let site = site().await;
    site.services
        .on("wallet.SignOut", |_: wallet::SignOutRequest| {
            Ok(wallet::SignOutResponse {})
        });
    let seen = site.submit("/sign-out", &[], SIGNED_IN).await;
    assert_eq!((seen.status.as_u16(), seen.header("location")), (303, "/"));
    assert!(
        seen.cookies()
            .iter()
            .any(|c| c.starts_with("__Host-wallet=;") && c.contains("Max-Age=0"))
    );
    let asked: wallet::SignOutRequest = site.services.calls("wallet.SignOut")[0].asked();
    assert_eq!(asked.token, "good");
}

#[tokio::test]
async fn the_wallet_is_for_who_is_signed_in() {
    let site = site().await;
    let away = site.open("/wallet/badges/x?y=1", "").await;
    assert_eq!(
        away.header("location"),
        "/sign-in?next=%2Fwallet%2Fbadges%2Fx%3Fy%3D1"
    );
    let away = site
        .submit("/wallet/accept", &[("badge", BADGE)], "__Host-wallet=old")
        .await;
    assert_eq!(away.header("location"), "/sign-in?next=%2Fwallet");
    let wallet = site.open("/wallet", SIGNED_IN).await;
    assert_eq!(wallet.status, 200, "{}", wallet.text);
    assert!(
        wallet.text.contains(NAME) && wallet.text.contains("One badge waits for you"),
        "{}",
        wallet.text
    );
    assert!(wallet.header("cache-control").contains("private"));
    assert_eq!(
        site.services.calls("wallet.ListHeld")[0].caller,
        as_earner()
    );
}

#[tokio::test]
async fn accepting_declining_and_showing_are_the_earner_s() {
    // S8, M9, M10, I12
    let site = site().await;
    let done = |_| Ok(wallet::ListHeldResponse::default());
    site.services
        .on("wallet.Accept", move |a: wallet::AcceptRequest| {
            done(a.trust_issuer)
        });
    site.services
        .on("wallet.Decline", move |_: wallet::DeclineRequest| {
            done(true)
        });
    site.services
        .on("wallet.Undo", move |_: wallet::UndoRequest| done(true));
    site.services.on(
        "wallet.SetVisibility",
        move |_: wallet::SetVisibilityRequest| done(true),
    );
    let at = |verb: &str| format!("/wallet/badges/{BADGE}/{verb}");
    let seen = site
        .submit(&at("accept"), &[("trust", "on")], SIGNED_IN)
        .await;
    assert_eq!(seen.header("location"), format!("/wallet/badges/{BADGE}"));
    let call = &site.services.calls("wallet.Accept")[0];
    assert_eq!(call.caller, as_earner());
    assert!(call.asked::<wallet::AcceptRequest>().trust_issuer);
    // What was taken is given back: first it waits again, then it is declined.
    site.services.forget();
    let seen = site.submit(&at("decline"), &[], SIGNED_IN).await;
    assert_eq!(seen.header("location"), "/wallet?tab=declined");
    assert_eq!(
        site.services.asked(),
        [
            "wallet.Decline",
            "wallet.GetHeld",
            "wallet.GetSession",
            "wallet.Undo"
        ]
    );
    // A declined one is taken after all.
    site.services
        .on("wallet.GetHeld", |_: wallet::GetHeldRequest| {
            Ok(held("declined"))
        });
    site.services.forget();
    site.submit(&at("undo"), &[], SIGNED_IN).await;
    assert_eq!(site.services.calls("wallet.Accept").len(), 1);
    let seen = site
        .submit(&at("visibility"), &[("visibility", "public")], SIGNED_IN)
        .await;
    assert!(
        seen.cookies()
            .iter()
            .any(|c| c.starts_with("note=good.note-now-public")),
        "{:?}",
        seen.headers
    );
    let asked: wallet::SetVisibilityRequest =
        site.services.calls("wallet.SetVisibility")[0].asked();
    assert_eq!(asked.visibility, "public");
}

#[tokio::test]
async fn a_note_is_shown_once_and_only_a_note_of_ours() {
    let site = site().await;
    let cookies = format!("{SIGNED_IN}; note=good.note-now-public");
    let page = site.open("/wallet", &cookies).await;
    assert!(page.text.contains("It is public now"), "{}", page.text);
    assert!(
        page.cookies().iter().any(|c| c.starts_with("note=;")),
        "{:?}",
        page.headers
    );
    for forged in [
        "good.<script>",
        "good.error-500-title",
        "bad",
        "worse.note-now-public",
    ] {
        let page = site
            .open("/wallet", &format!("{SIGNED_IN}; note={forged}"))
            .await;
        assert!(!page.text.contains("class=\"note note-good\""), "{forged}");
    }
}

#[tokio::test]
async fn a_badge_is_shared_only_when_somebody_else_may_see_it() {
    // S17, S20, C20, C24
    let site = site().await;
    let private = site
        .open(&format!("/wallet/badges/{BADGE}"), SIGNED_IN)
        .await;
    assert_eq!(private.status, 200, "{}", private.text);
    assert!(!private.text.contains("linkedin.com/profile/add"));
    let site = Site::with(services(), &[]).await;
    site.services.on(
        "issuance.ListBadges",
        |_: contracts::issuance::v1::ListBadgesRequest| {
            Ok(contracts::issuance::v1::ListBadgesResponse {
                badges: vec![contracts::issuance::v1::BadgeSummary {
                    visibility: "public".into(),
                    ..super::summary()
                }],
            })
        },
    );
    let public = site
        .open(&format!("/wallet/badges/{BADGE}"), SIGNED_IN)
        .await;
    for part in [
        "linkedin.com/profile/add",
        "issueYear=2025",
        &format!("https://badges.example.org/b/{BADGE}"),
    ] {
        assert!(public.text.contains(part), "{part}");
    }
}

#[tokio::test]
async fn what_is_refused_stands_at_its_field() {
    let site = site().await;
    #[derive(Debug, thiserror::Error)]
    #[error("handle: this name is taken")]
    struct Taken;
    impl platform::Refusal for Taken {
        fn kind(&self) -> Kind {
            Kind::Invalid
        }
        fn code(&self) -> &'static str {
            "invalid"
        }
        fn fields(&self) -> Vec<platform::FieldProblem> {
            vec![platform::FieldProblem::new(
                "handle",
                "zara",
                "this name is taken, choose another",
            )]
        }
    }
    site.services
        .on("wallet.UpdateProfile", |_: wallet::UpdateProfileRequest| {
            Err::<wallet::Profile, _>(platform::refusal::status(&Taken))
        });
    let fields = [
        ("handle", "zara"),
        ("company", "Hélios"),
        ("levels", "senior"),
        ("published", "on"),
    ];
    let seen = site.submit("/wallet/portfolio", &fields, SIGNED_IN).await;
    assert_eq!(seen.status, 422);
    for part in [
        "This name is taken, choose another.",
        "value=\"zara\"",
        "Hélios",
    ] {
        assert!(seen.text.contains(part), "{part} in {}", seen.text);
    }
    let asked: wallet::UpdateProfileRequest =
        site.services.calls("wallet.UpdateProfile")[0].asked();
    assert_eq!(
        (asked.portfolio_mode.as_deref(), asked.portfolio_public),
        (Some("senior"), Some(true))
    );
    site.services
        .on("wallet.RemoveAddress", |_: wallet::RemoveAddressRequest| {
            Err::<wallet::Profile, _>(refusal(
                Kind::Conflict,
                "last_address",
                "this is the only proven address of your account",
            ))
        });
    let seen = site
        .submit("/wallet/addresses/adr_1/remove", &[], SIGNED_IN)
        .await;
    assert_eq!(seen.status, 409);
    assert!(
        seen.text
            .contains("This is the only proven address of your account."),
        "{}",
        seen.text
    );
}
