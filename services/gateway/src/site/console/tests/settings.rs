//! Settings, secrets that are shown once, and the operator's pages.

use super::{EDITOR, OPERATOR, OWNER, Site, guild, issuer_id, refusal, services, site, wrong};
use contracts::{issuance::v1 as issuance, verification::v1 as verification};
use platform::{Kind, identity::Caller};

const SECRET: &str = "accolade_7q3kd0v5m8e2xw9zt4ncp6hjra";

#[tokio::test]
async fn the_secret_of_a_key_is_shown_once_and_kept_by_nobody() {
    let site = site().await;
    site.services.on(
        "issuance.CreateApiKey",
        |_: issuance::CreateApiKeyRequest| {
            Ok(issuance::CreateApiKeyResponse {
                key: Some(issuance::ApiKey::default()),
                secret: SECRET.into(),
            })
        },
    );
    let fields = [
        ("name", "Portal"),
        ("scopes", "credentials:write"),
        ("scopes", "members:read"),
    ];
    let made = site
        .submit("/console/settings/api-keys", &fields, OWNER)
        .await;
    assert_eq!(made.status, 200);
    assert_eq!(made.text.matches(SECRET).count(), 1);
    assert_eq!(made.header("cache-control"), "no-store");
    let asked: issuance::CreateApiKeyRequest =
        site.services.calls("issuance.CreateApiKey")[0].asked();
    assert_eq!(asked.scopes, ["credentials:write", "members:read"]);
    assert_eq!(asked.issuer_id, issuer_id());
    let again = site.open("/console/settings/api-keys", OWNER).await;
    assert!(!again.text.contains(SECRET));
    assert!(again.text.contains("Member portal"));
}

#[tokio::test]
async fn a_key_without_a_right_is_not_made() {
    let site = site().await;
    let page = site
        .submit("/console/settings/api-keys", &[("name", "Portal")], OWNER)
        .await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("id=\"scopes-error\"") && page.text.contains("value=\"Portal\""));
    assert!(site.services.calls("issuance.CreateApiKey").is_empty());
}

#[tokio::test]
async fn revoking_a_key_is_asked_first() {
    let site = site().await;
    site.services.on(
        "issuance.RevokeApiKey",
        |_: issuance::RevokeApiKeyRequest| Ok(issuance::ApiKey::default()),
    );
    let path = "/console/settings/api-keys/key_1/revoke";
    let page = site.open(path, OWNER).await;
    assert!(page.text.contains("Member portal") && page.text.contains("It cannot be taken back."));
    assert!(site.services.calls("issuance.RevokeApiKey").is_empty());
    assert_eq!(site.submit(path, &[], OWNER).await.status, 303);
    assert_eq!(
        site.open("/console/settings/api-keys/key_9/revoke", OWNER)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_new_signing_key_is_asked_first() {
    let site = site().await;
    site.services
        .on("issuance.RotateKey", |_: issuance::RotateKeyRequest| {
            Ok(issuance::RotateKeyResponse::default())
        });
    let page = site.open("/console/settings/keys", OWNER).await;
    let (current, old) = (page.text.find("key-2"), page.text.find("key-1"));
    assert!(
        current.is_some() && current < old,
        "the current key stands first"
    );
    let path = "/console/settings/keys/rotate";
    assert!(
        site.open(path, OWNER)
            .await
            .text
            .contains("A new key signs from now on.")
    );
    assert!(site.services.calls("issuance.RotateKey").is_empty());
    let done = site.submit(path, &[("reason", "once a year")], OWNER).await;
    assert_eq!(done.status, 303);
    let asked: issuance::RotateKeyRequest = site.services.calls("issuance.RotateKey")[0].asked();
    assert_eq!(asked.reason, "once a year");
}

#[tokio::test]
async fn settings_are_saved_whole_and_refusals_find_their_fields() {
    let site = site().await;
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| -> Result<issuance::Issuer, _> {
            Err(wrong(&[
                ("accent", "is no colour"),
                ("policy.visible_from", "is no such word"),
                ("url", "needs https://"),
            ]))
        },
    );
    let fields = [
        ("name", "Guild of Proposals"),
        ("site", "guild.example"),
        ("colour", "red"),
        ("visible_from", "never"),
        ("show_revocation_reason", "on"),
    ];
    let page = site.submit("/console/settings", &fields, OWNER).await;
    assert_eq!(page.status, 422);
    for part in [
        "colour-error",
        "visible_from-error",
        "site-error",
        "Guild of Proposals",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    let asked: issuance::UpdateIssuerRequest =
        site.services.calls("issuance.UpdateIssuer")[0].asked();
    assert_eq!(asked.url.as_deref(), Some("guild.example"));
    assert!(asked.policy.unwrap().show_revocation_reason);
}

const LINK: &str = "https://badges.example.org/set-up/k2r7";

#[tokio::test]
async fn a_set_up_link_is_shown_once_to_whoever_appoints() {
    let site = site().await;
    site.services
        .on("issuance.AddStaff", |asked: issuance::AddStaffRequest| {
            if asked.role == "viewer" {
                return Ok(issuance::AddStaffResponse::default());
            }
            Ok(issuance::AddStaffResponse {
                staff: None,
                set_up_url: LINK.into(),
            })
        });
    let fields = |role| {
        [
            ("name", "Lüder"),
            ("email", "l@guild.example.org"),
            ("role", role),
        ]
    };
    let page = site
        .submit("/console/settings/staff", &fields("editor"), OWNER)
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains(LINK));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(
        !site
            .open("/console/settings/staff", OWNER)
            .await
            .text
            .contains(LINK)
    );
    // Who can sign in already gets no link: the role is changed.
    let changed = site
        .submit("/console/settings/staff", &fields("viewer"), OWNER)
        .await;
    assert_eq!(changed.status, 303);
}

#[tokio::test]
async fn operators_only_create_organizations() {
    let site = site().await;
    for path in [
        "/operator/issuers",
        "/operator/issuers/new",
        "/operator/known-issuers",
    ] {
        let page = site.open(path, OWNER).await;
        assert_eq!(page.status, 403, "{path}");
        assert!(page.text.contains("Only the operator of this installation"));
    }
    assert_eq!(
        site.submit("/operator/issuers/new", &[], OWNER)
            .await
            .status,
        403
    );
    let sent = site
        .submit("/operator/issuers/proposal-guild/vouch", &[], EDITOR)
        .await;
    assert_eq!(sent.status, 403);
    assert!(
        site.services
            .calls("verification.SetKnownIssuer")
            .is_empty()
    );
}

fn tenant() -> Vec<(&'static str, &'static str)> {
    vec![
        ("organization", "Plant Society"),
        ("slug", "plant-society"),
        ("site", "https://plants.example.org"),
        ("contact_email", "badges@plants.example.org"),
        ("time_zone", "UTC"),
        ("admin_name", "Flora"),
        ("admin_email", "flora@plants.example.org"),
        ("vouch", "on"),
    ]
}

#[tokio::test]
async fn an_organization_is_made_with_who_runs_it_and_vouched_for_if_told() {
    let site = site().await;
    site.services.on(
        "issuance.CreateIssuer",
        |asked: issuance::CreateIssuerRequest| {
            Ok(issuance::Issuer {
                name: asked.name,
                slug: asked.slug,
                ..guild()
            })
        },
    );
    site.services
        .on("issuance.AddStaff", |_: issuance::AddStaffRequest| {
            Ok(issuance::AddStaffResponse {
                staff: None,
                set_up_url: LINK.into(),
            })
        });
    site.services.on(
        "verification.SetKnownIssuer",
        |_: verification::SetKnownIssuerRequest| Ok(verification::KnownIssuer::default()),
    );
    let page = site
        .submit("/operator/issuers/new", &tenant(), OPERATOR)
        .await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(page.text.contains("Plant Society is created."));
    assert!(page.text.contains(LINK));
    assert_eq!(page.header("cache-control"), "no-store");
    let asked: issuance::AddStaffRequest = site.services.calls("issuance.AddStaff")[0].asked();
    assert_eq!(
        (asked.role.as_str(), asked.issuer_id),
        ("owner", issuer_id())
    );
    let vouched = &site.services.calls("verification.SetKnownIssuer")[0];
    assert!(matches!(vouched.caller, Caller::Operator { .. }));
    let asked: verification::SetKnownIssuerRequest = vouched.asked();
    assert!(asked.known && asked.issuer_id == guild().did);
}

#[tokio::test]
async fn a_taken_slug_is_told_and_nobody_is_appointed() {
    let site = site().await;
    site.services.on(
        "issuance.CreateIssuer",
        |_: issuance::CreateIssuerRequest| -> Result<issuance::Issuer, _> {
            Err(wrong(&[("slug", "is taken; choose another")]))
        },
    );
    let page = site
        .submit("/operator/issuers/new", &tenant(), OPERATOR)
        .await;
    assert_eq!(page.status, 422);
    assert!(
        page.text.contains("id=\"slug-error\"") && page.text.contains("value=\"plant-society\"")
    );
    assert!(site.services.calls("issuance.AddStaff").is_empty());
}

#[tokio::test]
async fn what_failed_after_the_organization_was_made_is_said() {
    let site = site().await;
    site.services.on(
        "issuance.CreateIssuer",
        |_: issuance::CreateIssuerRequest| Ok(guild()),
    );
    site.services.on(
        "issuance.AddStaff",
        |_: issuance::AddStaffRequest| -> Result<issuance::AddStaffResponse, _> {
            Err(refusal(
                Kind::Unavailable,
                "unavailable",
                "try again shortly",
            ))
        },
    );
    site.services.on(
        "verification.SetKnownIssuer",
        |_: verification::SetKnownIssuerRequest| Ok(verification::KnownIssuer::default()),
    );
    let page = site
        .submit("/operator/issuers/new", &tenant(), OPERATOR)
        .await;
    assert!(
        page.text
            .contains("not all of the rest could be done: Try again shortly."),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn vouching_is_given_and_withdrawn() {
    let site = site().await;
    site.services.on(
        "verification.SetKnownIssuer",
        |_: verification::SetKnownIssuerRequest| Ok(verification::KnownIssuer::default()),
    );
    let list = site.open("/operator/issuers", OPERATOR).await;
    assert!(
        list.text
            .contains("/operator/issuers/proposal-guild/disown")
    );
    for (path, known) in [("disown", false), ("vouch", true)] {
        let done = site
            .submit(
                &format!("/operator/issuers/proposal-guild/{path}"),
                &[],
                OPERATOR,
            )
            .await;
        assert_eq!(done.status, 303);
        let calls = site.services.calls("verification.SetKnownIssuer");
        let asked: verification::SetKnownIssuerRequest = calls.last().unwrap().asked();
        assert_eq!((asked.known, asked.issuer_id), (known, guild().did));
    }
    let fields = [("issuer", "did:web:far.example"), ("name", "Far")];
    let added = site
        .submit("/operator/known-issuers", &fields, OPERATOR)
        .await;
    assert_eq!(added.status, 303);
}

#[tokio::test]
async fn a_right_to_the_vc_api_is_offered_only_where_keys_open_it() {
    for (mode, offered) in [("off", false), ("on", true), ("public", false)] {
        let site = Site::with(services(), &[("vc_api", mode)]).await;
        let page = site.open("/console/settings/api-keys", OWNER).await;
        assert_eq!(page.status, 200, "{}", page.text);
        assert_eq!(page.text.contains("value=\"vc-api\""), offered, "{mode}");
        assert!(page.text.contains("value=\"verify\""));
    }
}

#[tokio::test]
async fn settings_that_somebody_else_changed_are_shown_in_both_versions() {
    let site = site().await;
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| -> Result<issuance::Issuer, _> {
            Err(refusal(
                Kind::Conflict,
                "changed_meanwhile",
                "it was changed",
            ))
        },
    );
    let fields = [("version", "3"), ("name", "Guild of Proposals")];
    let page = site.submit("/console/settings", &fields, OWNER).await;
    assert_eq!(page.status, 409);
    let asked: issuance::UpdateIssuerRequest =
        site.services.calls("issuance.UpdateIssuer")[0].asked();
    assert_eq!(asked.if_version, Some(3));
    assert!(
        page.text.contains("value=\"Guild of Proposals\""),
        "what was typed stands"
    );
    let now = format!("On file now: {}", guild().name);
    assert!(page.text.contains(&now), "{}", page.text);
    let newest = format!("name=\"version\" value=\"{}\"", guild().version);
    assert!(
        page.text.contains(&newest),
        "saving again is made on the newest"
    );
}

fn with_mails() -> issuance::Issuer {
    issuance::Issuer {
        mail: Some(issuance::MailSettings {
            award_subject: "Your {badge}".into(),
            award_intro: "Well done.".into(),
            reminder_days: vec![30, 60, 120],
            no_reminders: false,
        }),
        ..guild()
    }
}

#[tokio::test]
async fn what_mails_say_and_when_they_remind_is_set_with_the_rest() {
    let site = site().await;
    site.services
        .on("issuance.GetIssuer", |_: issuance::GetIssuerRequest| {
            Ok(with_mails())
        });
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| Ok(with_mails()),
    );
    let page = site.open("/console/settings", OWNER).await;
    for part in [
        "value=\"Your {badge}\"",
        ">Well done.</textarea>",
        "value=\"30, 60, 120\"",
        "Write {badge} where",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    for (days, wanted) in [("7; 21", vec![7, 21]), (" ", vec![])] {
        let fields = [
            ("version", "4"),
            ("mail_subject", "{issuer}: {badge}"),
            ("mail_intro", "Bravo"),
            ("reminder_days", days),
        ];
        let saved = site.submit("/console/settings", &fields, OWNER).await;
        assert_eq!(saved.status, 303);
        let calls = site.services.calls("issuance.UpdateIssuer");
        let asked: issuance::UpdateIssuerRequest = calls.last().unwrap().asked();
        assert_eq!(asked.if_version, Some(4));
        let mail = asked.mail.unwrap();
        assert_eq!(mail.award_subject, "{issuer}: {badge}");
        assert_eq!(mail.award_intro, "Bravo");
        assert_eq!(mail.no_reminders, wanted.is_empty());
        assert_eq!(mail.reminder_days, wanted);
    }
}

#[tokio::test]
async fn days_that_are_none_are_told_beside_their_field() {
    let site = site().await;
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| -> Result<issuance::Issuer, _> {
            Err(wrong(&[
                ("mail.award_subject", "only {badge} and {issuer}"),
                ("mail.reminder_days", "write up to three days"),
            ]))
        },
    );
    let fields = |days| [("version", "4"), ("name", "Ours"), ("reminder_days", days)];
    let page = site
        .submit("/console/settings", &fields("soon"), OWNER)
        .await;
    assert_eq!(page.status, 422);
    for part in [
        "id=\"reminder_days-error\"",
        "value=\"soon\"",
        "value=\"Ours\"",
        "name=\"version\" value=\"4\"",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(site.services.calls("issuance.UpdateIssuer").is_empty());
    let page = site
        .submit("/console/settings", &fields("60, 30"), OWNER)
        .await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("id=\"mail_subject-error\""));
    assert!(page.text.contains("id=\"reminder_days-error\""));
}

#[tokio::test]
async fn mails_that_somebody_else_set_meanwhile_stand_beside_what_was_sent() {
    let site = site().await;
    site.services
        .on("issuance.GetIssuer", |_: issuance::GetIssuerRequest| {
            Ok(with_mails())
        });
    site.services.on(
        "issuance.UpdateIssuer",
        |_: issuance::UpdateIssuerRequest| -> Result<issuance::Issuer, _> {
            Err(refusal(
                Kind::Conflict,
                "changed_meanwhile",
                "it was changed",
            ))
        },
    );
    let fields = [("version", "3"), ("mail_intro", "Bravo")];
    let page = site.submit("/console/settings", &fields, OWNER).await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains(">Bravo</textarea>"));
    for kept in ["Your {badge}", "Well done.", "30, 60, 120"] {
        let now = format!("On file now: {kept}");
        assert!(page.text.contains(&now), "{now} in {}", page.text);
    }
}
