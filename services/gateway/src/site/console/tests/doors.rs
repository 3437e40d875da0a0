//! Walking in: signing in and out, set-up links, who may what.

use super::{
    EDITOR, OPERATOR, OWNER, VIEWER, achievement_id, guild, id, issuer_id, refusal, run_id,
    session, site, wrong,
};
use contracts::issuance::v1 as issuance;
use platform::{
    Kind,
    identity::{Caller, Role},
    ids::{IssuerId, StaffId},
};

#[tokio::test]
async fn staff_sign_in_with_a_cookie_of_their_own() {
    let site = site().await;
    site.services
        .on("issuance.StaffSignIn", |_: issuance::StaffSignInRequest| {
            Ok(issuance::StaffSession {
                token: "fresh-token".into(),
                ..session("owner").unwrap()
            })
        });
    let page = site
        .open("/console/sign-in?next=/console/members", "")
        .await;
    assert_eq!(page.status, 200);
    assert!(
        !page.text.contains("/console/sign-in/link"),
        "no link is mailed to staff"
    );
    let fields = [
        ("email", "amelia@guild.example.org"),
        ("password", " with spaces "),
        ("next", "/console/members"),
    ];
    let entered = site.submit("/console/sign-in", &fields, "").await;
    assert_eq!(entered.status, 303);
    assert_eq!(entered.header("location"), "/console/members");
    let cookies = entered.cookies();
    let cookie = cookies
        .iter()
        .find(|c| c.starts_with("__Host-console=fresh-token;"))
        .unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    let asked: issuance::StaffSignInRequest =
        site.services.calls("issuance.StaffSignIn")[0].asked();
    assert_eq!(asked.password, " with spaces ");
}

#[tokio::test]
async fn a_foreign_address_is_not_gone_on_to() {
    let site = site().await;
    site.services
        .on("issuance.StaffSignIn", |_: issuance::StaffSignInRequest| {
            Ok(session("owner").unwrap())
        });
    let fields = [("email", "a@b.example"), ("next", "//evil.example")];
    let entered = site.submit("/console/sign-in", &fields, "").await;
    assert_eq!(entered.header("location"), "/console");
}

#[tokio::test]
async fn what_is_wrong_with_a_sign_in_is_said_and_the_address_kept() {
    for (kind, code, status, words) in [
        (
            Kind::Unauthenticated,
            "wrong_password",
            401,
            "do not fit together",
        ),
        (Kind::Forbidden, "account_locked", 403, "new set-up link"),
        (Kind::TooMany, "too_many_attempts", 429, "Too many attempts"),
    ] {
        let site = site().await;
        site.services.on(
            "issuance.StaffSignIn",
            move |_: issuance::StaffSignInRequest| -> Result<issuance::StaffSession, _> {
                Err(refusal(kind, code, "no"))
            },
        );
        let fields = [
            ("email", "amelia@guild.example.org"),
            ("password", "hunter2"),
        ];
        let page = site.submit("/console/sign-in", &fields, "").await;
        assert_eq!(page.status, status, "{code}");
        assert!(page.text.contains(words), "{code}: {}", page.text);
        assert!(page.text.contains("amelia@guild.example.org"));
        assert!(!page.text.contains("hunter2"));
    }
}

#[tokio::test]
async fn a_lost_session_goes_to_sign_in_and_comes_back() {
    let site = site().await;
    let page = site
        .open("/console/credentials?q=z", "__Host-console=gone")
        .await;
    assert_eq!(page.status, 303);
    assert_eq!(
        page.header("location"),
        "/console/sign-in?next=%2Fconsole%2Fcredentials%3Fq%3Dz"
    );
    // A form cannot be sent again by a redirect.
    let sent = site.submit("/console/awards/new", &[], "").await;
    assert_eq!(sent.header("location"), "/console/sign-in?next=%2Fconsole");
}

#[tokio::test]
async fn an_earner_s_session_opens_no_console() {
    let site = site().await;
    let page = site.open("/console", "__Host-wallet=owner").await;
    assert_eq!(page.status, 303, "{}", page.text);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookie() {
    let site = site().await;
    site.services.on(
        "issuance.StaffSignOut",
        |_: issuance::StaffSignOutRequest| Ok(issuance::StaffSignOutResponse {}),
    );
    let left = site.submit("/console/sign-out", &[], OWNER).await;
    assert_eq!(left.header("location"), "/console/sign-in");
    let asked: issuance::StaffSignOutRequest =
        site.services.calls("issuance.StaffSignOut")[0].asked();
    assert_eq!(asked.token, "owner");
    assert!(
        left.cookies()
            .iter()
            .any(|c| c.starts_with("__Host-console=;") && c.contains("Max-Age=0"))
    );
}

fn link(state: &'static str, existing: bool) -> issuance::PreviewSetUpResponse {
    issuance::PreviewSetUpResponse {
        state: state.into(),
        email: "amelia@guild.example.org".into(),
        name: "Amelia".into(),
        existing_account: existing,
    }
}

#[tokio::test]
async fn a_set_up_link_shows_whom_it_is_for_and_tells_nobody() {
    let site = site().await;
    for (state, status, words) in [
        ("open", 200, "amelia@guild.example.org"),
        ("used", 410, "This link has been used"),
        ("expired", 410, "This link has expired"),
        ("unknown", 404, "This link is not whole"),
    ] {
        site.services.on(
            "issuance.PreviewSetUp",
            move |_: issuance::PreviewSetUpRequest| Ok(link(state, false)),
        );
        let page = site.open("/set-up/k2r7", "").await;
        assert_eq!(page.status, status, "{state}");
        assert!(page.text.contains(words), "{state}: {}", page.text);
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
    }
    assert!(site.services.calls("issuance.CompleteSetUp").is_empty());
}

#[tokio::test]
async fn setting_up_signs_in_and_the_first_operator_makes_an_organization() {
    let site = site().await;
    site.services.on(
        "issuance.PreviewSetUp",
        |_: issuance::PreviewSetUpRequest| Ok(link("open", false)),
    );
    for (operator, to) in [(true, "/operator/issuers/new"), (false, "/console")] {
        site.services.on(
            "issuance.CompleteSetUp",
            move |asked: issuance::CompleteSetUpRequest| {
                assert_eq!(asked.name, "Amelia Whitaker");
                Ok(issuance::StaffSession {
                    token: "fresh-token".into(),
                    operator,
                    ..Default::default()
                })
            },
        );
        let fields = [("name", "Amelia Whitaker"), ("password", "a long sentence")];
        let done = site.submit("/set-up/k2r7", &fields, "").await;
        assert_eq!(done.status, 303);
        assert_eq!(done.header("location"), to);
        assert!(
            done.cookies()
                .iter()
                .any(|c| c.starts_with("__Host-console=fresh-token;"))
        );
    }
}

#[tokio::test]
async fn a_short_password_is_said_beside_its_field() {
    let site = site().await;
    site.services.on(
        "issuance.PreviewSetUp",
        |_: issuance::PreviewSetUpRequest| Ok(link("open", false)),
    );
    site.services.on(
        "issuance.CompleteSetUp",
        |_: issuance::CompleteSetUpRequest| -> Result<issuance::StaffSession, _> {
            Err(wrong(&[(
                "password",
                "it has 3 characters; use 12 or more",
            )]))
        },
    );
    let fields = [("name", "Amelia Whitaker"), ("password", "abc")];
    let page = site.submit("/set-up/k2r7", &fields, "").await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("id=\"password-error\""), "{}", page.text);
    assert!(page.text.contains("It has 3 characters; use 12 or more."));
    assert!(page.text.contains("Amelia Whitaker"));
    assert!(
        !page.text.contains("abc\""),
        "a password is never shown again"
    );
}

#[tokio::test]
async fn services_are_asked_as_the_person_at_the_organization() {
    let site = site().await;
    site.open("/console/credentials", EDITOR).await;
    assert_eq!(
        site.services.calls("issuance.ListCredentials")[0].caller,
        Caller::Staff {
            staff: id::<StaffId>(3).parse().unwrap(),
            issuer: id::<IssuerId>(3).parse().unwrap(),
            role: Role::Editor,
        }
    );
    site.services.forget();
    site.open("/console/credentials", OPERATOR).await;
    assert_eq!(
        site.services.calls("issuance.ListCredentials")[0].caller,
        Caller::Operator {
            subject: id::<StaffId>(3)
        }
    );
    let asked: issuance::ListCredentialsRequest =
        site.services.calls("issuance.ListCredentials")[0].asked();
    assert_eq!(
        asked.issuer_id,
        issuer_id(),
        "an operator acts for one organization"
    );
}

#[tokio::test]
async fn who_only_looks_is_offered_nothing_to_change_and_can_change_nothing() {
    let site = site().await;
    let badge = format!("/console/credentials/{}", super::BADGE);
    let kind = format!("/console/achievements/{}", achievement_id());
    let file = format!("/console/imports/{}", run_id());
    for path in [
        "/console",
        "/console/achievements",
        &kind,
        "/console/credentials",
        &badge,
        "/console/imports",
        &file,
        "/console/members",
        "/console/rules",
        "/console/settings",
        "/console/settings/keys",
        "/console/settings/api-keys",
        "/console/settings/staff",
    ] {
        let page = site.open(path, VIEWER).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text);
        for control in [
            "/console/awards/new",
            "/console/achievements/new",
            "/revoke\"",
            "/archive",
            "/apply\"",
            "/pause\"",
            "/rules/new",
            "keys/rotate",
            "class=\"button primary\"",
        ] {
            assert!(!page.text.contains(control), "{path} offers {control}");
        }
    }
    let before = site.services.asked();
    for path in [
        "/console/awards/new",
        "/console/achievements/new",
        &format!("{kind}/archive"),
        &format!("{badge}/revoke"),
        &format!("{badge}/resend"),
        &format!("{file}/apply"),
        "/console/rules/new",
        "/console/rules/rul_1/pause",
        "/console/settings",
        "/console/settings/keys/rotate",
        "/console/settings/api-keys",
        "/console/settings/api-keys/key_1/revoke",
        "/console/settings/staff",
    ] {
        let sent = site.submit(path, &[("reason", "x")], VIEWER).await;
        assert_eq!(sent.status, 403, "{path}: {}", sent.text);
        assert!(
            sent.text.contains("This takes the right"),
            "{path}: {}",
            sent.text
        );
        assert!(sent.text.contains("Your role is Viewer"), "{path}");
    }
    assert_eq!(site.services.asked(), before, "no service heard of it");
}

#[tokio::test]
async fn settings_are_for_administrators() {
    let site = site().await;
    let page = site.open("/console/settings", EDITOR).await;
    assert!(!page.text.contains("class=\"button primary\""));
    let sent = site
        .submit("/console/settings/keys/rotate", &[], EDITOR)
        .await;
    assert_eq!(sent.status, 403);
    assert!(
        sent.text.contains("Change settings, keys and staff"),
        "{}",
        sent.text
    );
}

#[tokio::test]
async fn another_organization_s_things_are_not_there() {
    let site = site().await;
    site.services.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| -> Result<issuance::Credential, _> {
            Err(refusal(
                Kind::NotFound,
                "not_found",
                "there is no such credential here",
            ))
        },
    );
    let badge = format!("/console/credentials/{}", super::BADGE);
    assert_eq!(site.open(&badge, EDITOR).await.status, 404);
    // An operator may see all of them, but not one organization's among another's.
    site.services.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| {
            Ok(issuance::Credential {
                issuer_id: id::<IssuerId>(9),
                ..super::credential("valid")
            })
        },
    );
    assert_eq!(site.open(&badge, OPERATOR).await.status, 404);
    let sent = site
        .submit(&format!("{badge}/revoke"), &[("reason", "x")], OPERATOR)
        .await;
    assert_eq!(sent.status, 404);
    assert!(site.services.calls("issuance.RevokeCredential").is_empty());
}

#[tokio::test]
async fn a_form_from_another_site_does_nothing() {
    let site = site().await;
    let path = format!("/console/credentials/{}/resend", super::BADGE);
    let sent = site.submit_from_elsewhere(&path, &[], EDITOR).await;
    assert_eq!(sent.status, 403);
    assert!(site.services.calls("issuance.ResendCredential").is_empty());
}

#[tokio::test]
async fn who_has_no_organization_any_more_is_told_so() {
    let site = site().await;
    let page = site.open("/console", "__Host-console=nobody").await;
    assert_eq!(page.status, 403);
    assert!(
        page.text
            .contains("no organization has you among its staff")
    );
}

#[tokio::test]
async fn an_organization_is_chosen_only_among_one_s_own() {
    let site = site().await;
    let chosen = site
        .submit("/console/switch", &[("issuer", "proposal-guild")], EDITOR)
        .await;
    assert_eq!(chosen.header("location"), "/console");
    assert!(
        chosen
            .cookies()
            .iter()
            .any(|c| c.starts_with("console-issuer=proposal-guild;"))
    );
    let other = site
        .submit("/console/switch", &[("issuer", "plant-society")], EDITOR)
        .await;
    assert_eq!(other.status, 404);
    // A cookie somebody made up changes nothing.
    let cookies = format!("{EDITOR}; console-issuer=plant-society");
    let page = site.open("/console/credentials", &cookies).await;
    assert!(page.text.contains("Proposal Guild"));
    // An operator's session may not name all there are.
    let cookies = format!("{OPERATOR}; console-issuer=plant-society");
    site.services
        .on("issuance.GetIssuer", |asked: issuance::GetIssuerRequest| {
            assert_eq!(asked.id, "plant-society");
            Ok(issuance::Issuer {
                id: id::<IssuerId>(9),
                slug: "plant-society".into(),
                name: "Plant Society".into(),
                ..guild()
            })
        });
    let page = site.open("/console/credentials", &cookies).await;
    assert!(page.text.contains("Plant Society"), "{}", page.text);
}
