//! Designing, awarding, and what is done with one badge.

use super::{
    BADGE, EDITOR, NAME, achievement_id, at, credential, id, issuer_id, practitioner, refusal,
    site, wrong,
};
use contracts::issuance::v1 as issuance;
use platform::{Kind, ids::AchievementId};

fn award() -> Vec<(&'static str, String)> {
    vec![
        ("achievement", achievement_id()),
        ("email", "zara@example".into()),
        ("name", "Zara Ashworth".into()),
        ("awarded_at", "2031-02-03".into()),
        ("evidence_url", "https://x.example/e".into()),
        ("once", "0123456789abcdef".into()),
    ]
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(n, v)| (*n, v.as_str())).collect()
}

#[tokio::test]
async fn what_a_service_refuses_stands_beside_its_field_and_what_was_typed_is_kept() {
    let site = site().await;
    site.services.on(
        "issuance.Award",
        |_: issuance::AwardRequest| -> Result<issuance::Credential, _> {
            Err(wrong(&[
                ("recipient.email", "needs a domain such as example.net"),
                ("awarded_at", "lies in the future"),
                ("evidence[0].url", "is no address of a page"),
            ]))
        },
    );
    let page = site
        .submit("/console/awards/new", &pairs(&award()), EDITOR)
        .await;
    assert_eq!(page.status, 422);
    for part in [
        "id=\"email-error\"",
        "Needs a domain such as example.net.",
        "id=\"awarded_at-error\"",
        "Lies in the future.",
        "id=\"evidence_url-error\"",
        "value=\"zara@example\"",
        "value=\"Zara Ashworth\"",
        "value=\"2031-02-03\"",
        // Refused, it awarded nothing: sent again it is still the same form.
        "value=\"0123456789abcdef\"",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains("id=\"name-error\""));
    // The box was not ticked, and stays so.
    let asked: issuance::AwardRequest = site.services.calls("issuance.Award")[0].asked();
    assert_eq!(asked.notify, Some(false));
}

#[tokio::test]
async fn an_award_leads_to_the_badge_with_a_note_shown_once() {
    let site = site().await;
    site.services
        .on("issuance.Award", |_: issuance::AwardRequest| {
            Ok(credential("valid"))
        });
    let mut fields = award();
    fields.push(("notify", "on".into()));
    let done = site
        .submit("/console/awards/new", &pairs(&fields), EDITOR)
        .await;
    assert_eq!(done.status, 303);
    assert_eq!(
        done.header("location"),
        format!("/console/credentials/{BADGE}")
    );
    let note = done
        .cookies()
        .iter()
        .find(|c| c.starts_with("note="))
        .and_then(|c| c.split(';').next())
        .unwrap()
        .to_owned();
    let page = site
        .open(
            &format!("/console/credentials/{BADGE}"),
            &format!("{EDITOR}; {note}"),
        )
        .await;
    assert!(page.text.contains("The badge is awarded."), "{}", page.text);
    assert!(
        page.cookies()
            .iter()
            .any(|c| c.starts_with("note=;") && c.contains("Max-Age=0"))
    );
}

#[tokio::test]
async fn a_badge_that_is_not_offered_here_is_not_awarded() {
    let site = site().await;
    let foreign = id::<AchievementId>(9);
    let fields = [("achievement", foreign.as_str()), ("email", "a@b.example")];
    let page = site.submit("/console/awards/new", &fields, EDITOR).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("id=\"achievement-error\""));
    assert!(site.services.calls("issuance.Award").is_empty());
}

#[tokio::test]
async fn a_form_that_was_sent_before_says_so() {
    let site = site().await;
    site.services.on(
        "issuance.Award",
        |_: issuance::AwardRequest| -> Result<issuance::Credential, _> {
            Err(refusal(
                Kind::Conflict,
                "idempotency_key_reused",
                "used before",
            ))
        },
    );
    let page = site
        .submit("/console/awards/new", &pairs(&award()), EDITOR)
        .await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("This form was sent before"));
    assert!(
        !page.text.contains("0123456789abcdef"),
        "it is another form now"
    );
}

#[tokio::test]
async fn revoking_is_asked_first_and_takes_a_reason() {
    let site = site().await;
    site.services.on(
        "issuance.RevokeCredential",
        |_: issuance::RevokeCredentialRequest| Ok(credential("revoked")),
    );
    let path = format!("/console/credentials/{BADGE}/revoke");
    let page = site.open(&path, EDITOR).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("The badge is taken back for good."));
    assert!(page.text.contains(NAME));
    assert!(site.services.calls("issuance.RevokeCredential").is_empty());

    let without = site.submit(&path, &[("reason", "  ")], EDITOR).await;
    assert_eq!(without.status, 422);
    assert!(without.text.contains("id=\"reason-error\""));
    assert!(site.services.calls("issuance.RevokeCredential").is_empty());

    let done = site
        .submit(&path, &[("reason", "Wrong person")], EDITOR)
        .await;
    assert_eq!(done.status, 303);
    assert_eq!(
        done.header("location"),
        format!("/console/credentials/{BADGE}")
    );
    let asked: issuance::RevokeCredentialRequest =
        site.services.calls("issuance.RevokeCredential")[0].asked();
    assert_eq!(
        (asked.id.as_str(), asked.reason.as_str()),
        (BADGE, "Wrong person")
    );
}

#[tokio::test]
async fn what_cannot_be_done_any_more_leads_back_to_how_things_stand() {
    let site = site().await;
    site.services.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| Ok(credential("revoked")),
    );
    let page = site
        .open(&format!("/console/credentials/{BADGE}/suspend"), EDITOR)
        .await;
    assert_eq!(page.status, 303);
    // What was revoked is reinstated by undoing that, and the page says so.
    let page = site
        .open(&format!("/console/credentials/{BADGE}/reinstate"), EDITOR)
        .await;
    assert!(page.text.contains("Undo the revocation"), "{}", page.text);
    for unknown in ["explode", "resend"] {
        let page = site
            .open(&format!("/console/credentials/{BADGE}/{unknown}"), EDITOR)
            .await;
        assert!(page.status == 404 || page.status == 405, "{unknown}");
    }
}

#[tokio::test]
async fn a_correction_keeps_what_was_typed_and_a_conflict_is_told() {
    let site = site().await;
    let path = format!("/console/credentials/{BADGE}/address");
    let page = site.open(&path, EDITOR).await;
    assert!(page.text.contains("value=\"oceane@example.com\""));
    site.services.on(
        "issuance.CorrectCredential",
        |asked: issuance::CorrectCredentialRequest| -> Result<issuance::Credential, _> {
            assert!(asked.name.is_none() && asked.narrative.is_none());
            match asked.email.as_deref() {
                Some("x") => Err(wrong(&[("email", "needs an @")])),
                _ => Err(refusal(
                    Kind::Conflict,
                    "revoked",
                    "the badge was revoked today",
                )),
            }
        },
    );
    let page = site.submit(&path, &[("email", "x")], EDITOR).await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("Needs an @.") && page.text.contains("value=\"x\""));
    let page = site
        .submit(&path, &[("email", "o@b.example")], EDITOR)
        .await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("The badge was revoked today."));
    assert!(page.text.contains("value=\"o@b.example\""));
}

#[tokio::test]
async fn the_list_filters_and_goes_on() {
    let site = site().await;
    let page = site
        .open(
            "/console/credentials?q=PG-1&state=valid&acceptance=accepted&cursor=c1",
            EDITOR,
        )
        .await;
    let asked: issuance::ListCredentialsRequest =
        site.services.calls("issuance.ListCredentials")[0].asked();
    assert_eq!(asked.issuer_id, issuer_id());
    assert_eq!(
        (
            asked.search.as_str(),
            asked.status.as_str(),
            asked.acceptance.as_str()
        ),
        ("PG-1", "valid", "accepted")
    );
    assert_eq!(asked.page.unwrap().cursor, "c1");
    assert!(
        page.text.contains(
            "/console/credentials?q=PG-1&#38;state=valid&#38;acceptance=accepted&#38;cursor=more"
        ),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn everything_on_file_is_shown_with_what_happened() {
    let site = site().await;
    let page = site
        .open(&format!("/console/credentials/{BADGE}"), EDITOR)
        .await;
    for part in [
        "oceane@example.com",
        "PG-000412",
        "14 September 2025",
        "did not arrive",
        "550 no such user",
        "Signed again, revision 2",
        "/revoke\"",
        "/address\"",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains("/renew\""), "it has no end");
}

#[tokio::test]
async fn what_was_done_is_shown_with_who_did_it_and_why() {
    let site = site().await;
    let act =
        |what: &str, hold: &str, day: &str, by: &str, reason: &str| issuance::CredentialEvent {
            what: what.into(),
            hold: hold.into(),
            at: at(&format!("{day}T11:00:00Z")),
            by: by.into(),
            by_id: "stf_1".into(),
            reason: reason.into(),
        };
    site.services.on(
        "issuance.ListCredentialEvents",
        move |asked: issuance::ListCredentialEventsRequest| {
            assert_eq!(asked.credential_id, BADGE);
            Ok(issuance::ListCredentialEventsResponse {
                events: vec![
                    act("suspended", "membership", "2026-03-04", "rule", "it ended"),
                    act(
                        "reinstated",
                        "staff",
                        "2026-03-03",
                        "staff",
                        "it was answered",
                    ),
                    act("suspended", "staff", "2026-03-02", "staff", "a question"),
                    act("corrected", "", "2026-03-01", "api_key", ""),
                ],
                page: None,
            })
        },
    );
    site.services.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| {
            let hold = |owner: &str, day: &str| issuance::Hold {
                owner: owner.into(),
                reason: "it ended".into(),
                since: at(&format!("{day}T11:00:00Z")),
            };
            Ok(issuance::Credential {
                // The second is older than the history, which does not tell of it.
                holds: vec![
                    hold("membership", "2026-03-04"),
                    hold("credits", "2025-01-01"),
                ],
                ..credential("suspended")
            })
        },
    );
    let page = site
        .open(&format!("/console/credentials/{BADGE}"), EDITOR)
        .await;
    let mut rest = page.text.as_str();
    for part in [
        "Suspended: the membership is not active · by a rule · it ended",
        "Reinstated: the hold by staff is lifted · by staff · it was answered",
        "Suspended by staff · by staff · a question",
        "Corrected · by an API key",
        "Suspended: credits are missing · it ended",
    ] {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("{part} is not in its place in {}", page.text)
        };
        rest = after;
    }
    // Told once: not again by what the badge's state tells.
    assert_eq!(page.text.matches("Suspended: the membership").count(), 1);
    assert!(!page.text.contains("Signed again"));
}

#[tokio::test]
async fn reinstating_takes_a_reason_and_does_not_insist() {
    let site = site().await;
    site.services.on(
        "issuance.ReinstateCredential",
        |_: issuance::ReinstateCredentialRequest| Ok(credential("valid")),
    );
    site.services.on(
        "issuance.GetCredential",
        |_: issuance::GetCredentialRequest| Ok(credential("revoked")),
    );
    let path = format!("/console/credentials/{BADGE}/reinstate");
    let page = site.open(&path, EDITOR).await;
    assert!(page.text.contains("name=\"reason\""), "{}", page.text);
    for reason in ["", "It was the right one"] {
        let done = site.submit(&path, &[("reason", reason)], EDITOR).await;
        assert_eq!(done.status, 303);
    }
    let calls = site.services.calls("issuance.ReinstateCredential");
    let asked: issuance::ReinstateCredentialRequest = calls[1].asked();
    assert_eq!(
        (asked.id.as_str(), asked.reason.as_str()),
        (BADGE, "It was the right one")
    );
}

fn design() -> Vec<(&'static str, &'static str)> {
    vec![
        ("name", "Professional"),
        ("summary", "Leads."),
        ("criteria", "Do it."),
        ("achievement_type", "Certification"),
        ("tags", "bids, writing , "),
        ("progression", "bid & proposal"),
        ("level", "Professional"),
        ("rank", "3"),
        ("validity", "dated"),
        ("valid_months", "24"),
        ("shape", "shield"),
        ("icon", "compass"),
        ("colour", "#1d2f4a"),
        ("metal", "gold"),
    ]
}

#[tokio::test]
async fn a_design_is_drawn_by_the_service_while_it_is_chosen() {
    let site = site().await;
    site.services.on(
        "issuance.PreviewDesign",
        |_: issuance::PreviewDesignRequest| {
            Ok(issuance::Document {
                media_type: "image/svg+xml".into(),
                body: b"<svg/>".to_vec(),
                ..Default::default()
            })
        },
    );
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(design())
        .finish();
    let drawn = site
        .open(
            &format!("/console/achievements/preview.svg?{query}"),
            EDITOR,
        )
        .await;
    assert_eq!(drawn.status, 200);
    assert_eq!(drawn.header("content-type"), "image/svg+xml");
    assert_eq!(drawn.header("cache-control"), "no-store");
    assert_eq!(drawn.text, "<svg/>");
    let asked: issuance::PreviewDesignRequest =
        site.services.calls("issuance.PreviewDesign")[0].asked();
    let json: serde_json::Value = serde_json::from_str(&asked.design).unwrap();
    assert_eq!(json["silhouette"], "shield");
    assert_eq!(json["emblem"]["icon"], "compass");
    assert_eq!(json["issuer"], "Proposal Guild");
    assert_eq!(json["level"]["of"], 3);
    // Without scripts a button does the same, and stores nothing.
    let mut fields = design();
    fields.push(("preview", "on"));
    let page = site
        .submit("/console/achievements/new", &fields, EDITOR)
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("data:image/svg+xml;base64,"));
    assert!(site.services.calls("issuance.CreateAchievement").is_empty());
}

#[tokio::test]
async fn a_new_badge_joins_its_series_and_refusals_find_their_fields() {
    let site = site().await;
    site.services.on(
        "issuance.CreateAchievement",
        |_: issuance::CreateAchievementRequest| -> Result<issuance::Achievement, _> {
            Err(wrong(&[
                ("level.rank", "another badge has this place"),
                ("validity.months", "is too long"),
                ("design.colours.ink", "is too faint"),
            ]))
        },
    );
    let page = site
        .submit("/console/achievements/new", &design(), EDITOR)
        .await;
    assert_eq!(page.status, 422);
    for part in ["rank-error", "valid_months-error", "colour-error"] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(
        page.text.contains("value=\"bid &#38; proposal\""),
        "{}",
        page.text
    );
    let asked: issuance::CreateAchievementRequest =
        site.services.calls("issuance.CreateAchievement")[0].asked();
    assert_eq!(asked.tags, ["bids", "writing"]);
    assert_eq!(asked.level.unwrap().progression_id, "prg_1");
    assert_eq!(asked.validity.unwrap().months, 24);
    assert_eq!(asked.issuer_id, issuer_id());
}

#[tokio::test]
async fn a_number_that_is_none_never_means_without_an_end() {
    let site = site().await;
    let mut fields = design();
    fields.retain(|(name, _)| *name != "valid_months");
    fields.push(("valid_months", "two"));
    let page = site
        .submit("/console/achievements/new", &fields, EDITOR)
        .await;
    assert_eq!(page.status, 422);
    assert!(page.text.contains("“two” is no whole number of months."));
    assert!(site.services.calls("issuance.CreateAchievement").is_empty());
}

#[tokio::test]
async fn editing_shows_what_is_kept_and_an_uploaded_picture_stays() {
    let site = site().await;
    site.services.on(
        "issuance.GetAchievement",
        |_: issuance::GetAchievementRequest| {
            Ok(issuance::Achievement {
                design: String::new(),
                ..practitioner()
            })
        },
    );
    site.services.on(
        "issuance.UpdateAchievement",
        |_: issuance::UpdateAchievementRequest| Ok(practitioner()),
    );
    let path = format!("/console/achievements/{}", achievement_id());
    let page = site.open(&path, EDITOR).await;
    assert!(page.text.contains("value=\"24\"") && page.text.contains("Plans and leads a bid."));
    let done = site.submit(&path, &design(), EDITOR).await;
    assert_eq!(done.status, 303, "{}", done.text);
    let asked: issuance::UpdateAchievementRequest =
        site.services.calls("issuance.UpdateAchievement")[0].asked();
    assert_eq!(asked.design, None, "a drawing would replace the picture");
    assert!(asked.replace_tags);
}

#[tokio::test]
async fn the_end_of_awarding_is_asked_first() {
    let site = site().await;
    site.services.on(
        "issuance.ArchiveAchievement",
        |_: issuance::ArchiveAchievementRequest| Ok(practitioner()),
    );
    let path = format!("/console/achievements/{}/archive", achievement_id());
    let page = site.open(&path, EDITOR).await;
    assert!(page.text.contains("Nothing more is awarded"));
    assert!(
        site.services
            .calls("issuance.ArchiveAchievement")
            .is_empty()
    );
    assert_eq!(site.submit(&path, &[], EDITOR).await.status, 303);
    assert_eq!(site.services.calls("issuance.ArchiveAchievement").len(), 1);
}

#[tokio::test]
async fn the_certificate_is_linked_where_everybody_may_open_it() {
    let site = site().await;
    let here = format!("/console/credentials/{BADGE}");
    let link = format!("href=\"/b/{BADGE}\"");
    assert!(site.open(&here, EDITOR).await.text.contains(&link));
    for visibility in ["hidden", "private", "link"] {
        site.services.on(
            "issuance.GetCredential",
            move |_: issuance::GetCredentialRequest| {
                Ok(issuance::Credential {
                    visibility: visibility.into(),
                    ..credential("valid")
                })
            },
        );
        let page = site.open(&here, EDITOR).await;
        assert!(!page.text.contains(&link), "{visibility}");
        assert!(page.text.contains("is not public yet"), "{visibility}");
    }
}
