//! The staff of an organization: what is asked before anybody loses a right, and who stays.

use super::{EDITOR, OWNER, id, issuer_id, refusal, site};
use crate::site::tests::fake::Site;
use contracts::issuance::v1 as issuance;
use platform::{
    Kind,
    ids::{Ids, StaffId},
};

fn lueder() -> String {
    Ids::seeded(9).random::<StaffId>().to_string()
}

fn path(of: &str, what: &str) -> String {
    format!("/console/settings/staff/{of}/{what}")
}

/// An owner, who looks at the page, and an editor beside.
async fn office() -> Site {
    let site = site().await;
    site.services
        .on("issuance.ListStaff", |_: issuance::ListStaffRequest| {
            let person = |id: String, name: &str, role: &str| issuance::Staff {
                id,
                email: format!("{role}@guild.example.org"),
                name: name.into(),
                role: role.into(),
                active: true,
                ..Default::default()
            };
            Ok(issuance::ListStaffResponse {
                staff: vec![
                    person(id::<StaffId>(3), "Amelia Whitaker", "owner"),
                    person(lueder(), "Lüder Schröder", "editor"),
                ],
            })
        });
    site
}

#[tokio::test]
async fn removing_somebody_is_asked_first_and_names_the_effect() {
    let site = office().await;
    site.services
        .on("issuance.RemoveStaff", |_: issuance::RemoveStaffRequest| {
            Ok(issuance::RemoveStaffResponse {})
        });
    let here = path(&lueder(), "remove");
    let list = site.open("/console/settings/staff", OWNER).await;
    assert!(list.text.contains(&format!("href=\"{here}\"")));
    let page = site.open(&here, OWNER).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Lüder Schröder"));
    assert!(page.text.contains("What they did stays done"));
    assert!(site.services.calls("issuance.RemoveStaff").is_empty());
    let done = site.submit(&here, &[], OWNER).await;
    assert_eq!(done.status, 303);
    assert_eq!(done.header("location"), "/console/settings/staff");
    let asked: issuance::RemoveStaffRequest =
        site.services.calls("issuance.RemoveStaff")[0].asked();
    assert_eq!((asked.issuer_id, asked.staff_id), (issuer_id(), lueder()));
}

#[tokio::test]
async fn the_only_administrator_stays_and_the_page_says_so() {
    let site = office().await;
    let amelia = id::<StaffId>(3);
    let list = site.open("/console/settings/staff", OWNER).await;
    assert!(
        list.text
            .contains("The only administrator: cannot be removed.")
    );
    assert!(!list.text.contains(&path(&amelia, "remove")));
    assert!(!list.text.contains(&path(&amelia, "role")));
    for what in ["remove", "role"] {
        let page = site.open(&path(&amelia, what), OWNER).await;
        assert_eq!(page.status, 303, "{what}");
        let note = page.cookies().join(";");
        assert!(note.contains("note-staff-last-owner"), "{note}");
    }
    // The service has the last word: the other owner may have gone a moment ago.
    site.services.on(
        "issuance.RemoveStaff",
        |_: issuance::RemoveStaffRequest| -> Result<issuance::RemoveStaffResponse, _> {
            Err(refusal(Kind::Conflict, "last_owner", "the only owner"))
        },
    );
    let page = site.submit(&path(&amelia, "remove"), &[], OWNER).await;
    assert_eq!(page.status, 409);
    assert!(
        page.text
            .contains("Make somebody else an administrator first."),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_role_is_changed_under_the_persons_own_address() {
    let site = office().await;
    site.services
        .on("issuance.AddStaff", |asked: issuance::AddStaffRequest| {
            if asked.role == "king" {
                return Err(super::wrong(&[("role", "is no role")]));
            }
            Ok(issuance::AddStaffResponse::default())
        });
    let here = path(&lueder(), "role");
    let page = site.open(&here, OWNER).await;
    assert!(
        page.text.contains("value=\"editor\" checked"),
        "{}",
        page.text
    );
    let done = site.submit(&here, &[("role", "viewer")], OWNER).await;
    assert_eq!(done.status, 303);
    let asked: issuance::AddStaffRequest = site.services.calls("issuance.AddStaff")[0].asked();
    assert_eq!(
        (asked.email.as_str(), asked.role.as_str()),
        ("editor@guild.example.org", "viewer")
    );
    let wrong = site.submit(&here, &[("role", "king")], OWNER).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("id=\"role-error\""));
}

#[tokio::test]
async fn all_sessions_of_a_person_end_at_once_where_the_account_is_ours_alone() {
    let site = office().await;
    site.services.on(
        "issuance.EndStaffSessions",
        |_: issuance::EndStaffSessionsRequest| Ok(issuance::EndStaffSessionsResponse { ended: 2 }),
    );
    let here = path(&lueder(), "sessions");
    let page = site.open(&here, OWNER).await;
    assert!(page.text.contains("signed out of every device at once"));
    assert!(site.services.calls("issuance.EndStaffSessions").is_empty());
    assert_eq!(site.submit(&here, &[], OWNER).await.status, 303);
    let asked: issuance::EndStaffSessionsRequest =
        site.services.calls("issuance.EndStaffSessions")[0].asked();
    assert_eq!(asked.staff_id, lueder());
    site.services.on(
        "issuance.EndStaffSessions",
        |_: issuance::EndStaffSessionsRequest| -> Result<issuance::EndStaffSessionsResponse, _> {
            Err(refusal(Kind::Conflict, "works_elsewhere", "more"))
        },
    );
    let page = site.submit(&here, &[], OWNER).await;
    assert_eq!(page.status, 409);
    assert!(page.text.contains("opens more than your organization"));
}

#[tokio::test]
async fn who_does_not_run_the_organization_changes_nobody() {
    let site = office().await;
    let list = site.open("/console/settings/staff", EDITOR).await;
    assert!(!list.text.contains("/remove\""));
    for what in ["role", "sessions", "remove"] {
        let here = path(&lueder(), what);
        assert_eq!(site.open(&here, EDITOR).await.status, 403, "{what}");
        assert_eq!(site.submit(&here, &[], EDITOR).await.status, 403, "{what}");
        let nobody = path("stf_9", what);
        assert_eq!(site.open(&nobody, OWNER).await.status, 404, "{what}");
        assert_eq!(site.submit(&nobody, &[], OWNER).await.status, 404, "{what}");
    }
    let asked = site.services.asked();
    for method in ["AddStaff", "EndStaffSessions", "RemoveStaff"] {
        assert!(!asked.contains(&format!("issuance.{method}")), "{method}");
    }
}
