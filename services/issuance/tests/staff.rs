use crate::support::{House, fields, house, operator, refused};
use contracts::issuance::v1::{
    AddStaffRequest, AddStaffResponse, BootstrapOperatorRequest, CompleteSetUpRequest,
    EndStaffSessionsRequest, GetStaffSessionRequest, ListStaffRequest, PreviewSetUpRequest,
    RemoveStaffRequest, StaffSession, StaffSignInRequest, StaffSignOutRequest,
};
use platform::{Kind, identity::Caller, refusal::Refused};
use std::time::Duration;

const PASSWORD: &str = "gently down the stream";

fn token(set_up_url: &str) -> String {
    set_up_url
        .strip_prefix("https://badges.example.org/set-up/")
        .expect("a set-up link")
        .to_owned()
}

impl House {
    async fn add(&self, by: &Caller, email: &str, role: &str) -> Result<AddStaffResponse, Refused> {
        let asked = AddStaffRequest {
            issuer_id: by.issuer().unwrap().to_string(),
            email: email.into(),
            name: "Ada Lovelace".into(),
            role: role.into(),
        };
        self.issuers(by)
            .add_staff(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    async fn complete(&self, token: &str, password: &str) -> Result<StaffSession, Refused> {
        let asked = CompleteSetUpRequest {
            token: token.into(),
            password: password.into(),
            name: String::new(),
        };
        self.internal()
            .complete_set_up(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    async fn sign_in(&self, email: &str, password: &str) -> Result<StaffSession, Refused> {
        let asked = StaffSignInRequest {
            email: email.into(),
            password: password.into(),
            source: "198.51.100.7".into(),
        };
        self.internal()
            .staff_sign_in(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    async fn session(&self, token: &str) -> Result<StaffSession, Refused> {
        let asked = GetStaffSessionRequest {
            token: token.into(),
        };
        self.internal()
            .get_staff_session(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    async fn preview(&self, token: &str) -> (String, String, bool) {
        let shown = self
            .internal()
            .preview_set_up(PreviewSetUpRequest {
                token: token.into(),
            })
            .await
            .unwrap()
            .into_inner();
        (shown.state, shown.email, shown.existing_account)
    }
    /// A person who has set a password at the caller's issuer.
    async fn member(&self, by: &Caller, email: &str, role: &str) {
        let added = self.add(by, email, role).await.unwrap();
        self.complete(&token(&added.set_up_url), PASSWORD)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_set_up_link_works_once() {
    let house = house().await;
    let (issuer, owner) = house.issuer("plant-society").await;
    let added = house
        .add(&owner, "Ada@plants.example.org", "editor")
        .await
        .unwrap();
    assert!(!added.staff.clone().unwrap().active);
    let link = token(&added.set_up_url);
    for _look in 0..3 {
        assert_eq!(
            house.preview(&link).await,
            ("open".into(), "Ada@plants.example.org".into(), false)
        );
    }
    assert_eq!(
        house
            .sign_in("ada@plants.example.org", PASSWORD)
            .await
            .unwrap_err()
            .code,
        "wrong_password"
    );
    let weak = house.complete(&link, "password").await.unwrap_err();
    assert_eq!(
        (weak.kind, fields(&weak)),
        (Kind::Invalid, vec!["password"])
    );

    let session = house.complete(&link, PASSWORD).await.unwrap();
    assert_eq!(
        (
            session.issuers[0].issuer_id.as_str(),
            session.issuers[0].role.as_str()
        ),
        (issuer.id.as_str(), "editor")
    );
    assert!(!session.operator);
    assert_eq!(
        house.complete(&link, PASSWORD).await.unwrap_err().code,
        "set_up_link_used"
    );
    assert_eq!(
        house.preview(&link).await,
        ("used".into(), String::new(), false)
    );
    assert_eq!(house.preview("nonsense").await.0, "unknown");

    let again = house
        .sign_in(" ADA@plants.example.org", PASSWORD)
        .await
        .unwrap();
    assert_eq!(again.staff_id, session.staff_id);
    let list = ListStaffRequest {
        issuer_id: issuer.id,
    };
    let staff = house
        .issuers(&owner)
        .list_staff(list)
        .await
        .unwrap()
        .into_inner()
        .staff;
    assert_eq!(
        (staff.len(), staff[0].active, staff[0].name.as_str()),
        (1, true, "Ada Lovelace")
    );
}

#[tokio::test]
async fn a_set_up_link_lasts_seven_days_and_a_newer_one_ends_it() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    let first = token(
        &house
            .add(&owner, "ada@plants.example.org", "editor")
            .await
            .unwrap()
            .set_up_url,
    );
    let second = token(
        &house
            .add(&owner, "ada@plants.example.org", "viewer")
            .await
            .unwrap()
            .set_up_url,
    );
    assert_eq!(house.preview(&first).await.0, "unknown");
    house
        .foundation
        .clock
        .advance(Duration::from_secs(7 * 24 * 3600));
    assert_eq!(
        house.preview(&second).await,
        ("expired".into(), String::new(), false)
    );
    assert_eq!(
        house.complete(&second, PASSWORD).await.unwrap_err().code,
        "set_up_link_expired"
    );
}

// C8, C9, C10: for staff as for earners.
#[tokio::test]
async fn ten_failures_lock_an_account_and_a_new_password_opens_it() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    house
        .member(&owner, "ada@plants.example.org", "editor")
        .await;
    for email in ["ada@plants.example.org", "nobody@plants.example.org"] {
        for attempt in 1..=9 {
            assert_eq!(
                house.sign_in(email, "wrong guess").await.unwrap_err().code,
                "wrong_password",
                "{email} {attempt}"
            );
        }
        // An address without an account locks alike.
        assert_eq!(
            house.sign_in(email, "wrong guess").await.unwrap_err().code,
            "account_locked",
            "{email}"
        );
    }
    let locked = house
        .sign_in("ada@plants.example.org", PASSWORD)
        .await
        .unwrap_err();
    assert_eq!(
        (locked.kind, locked.code.as_str()),
        (Kind::Forbidden, "account_locked")
    );
    assert!(locked.message.contains("owner"), "{}", locked.message);

    let again = house
        .add(&owner, "ada@plants.example.org", "editor")
        .await
        .unwrap();
    assert!(again.staff.unwrap().active);
    house
        .complete(&token(&again.set_up_url), "merrily merrily merrily")
        .await
        .unwrap();
    assert_eq!(
        house
            .sign_in("ada@plants.example.org", PASSWORD)
            .await
            .unwrap_err()
            .code,
        "wrong_password"
    );
    assert!(
        house
            .sign_in("ada@plants.example.org", "merrily merrily merrily")
            .await
            .is_ok()
    );
    // Nothing to set up for who can sign in.
    assert_eq!(
        house
            .add(&owner, "ada@plants.example.org", "editor")
            .await
            .unwrap()
            .set_up_url,
        ""
    );
}

#[tokio::test]
async fn a_right_password_starts_the_count_anew_and_one_source_is_slowed_down() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    house
        .member(&owner, "ada@plants.example.org", "editor")
        .await;
    for _twice in 0..2 {
        for _ in 0..9 {
            assert_eq!(
                house
                    .sign_in("ada@plants.example.org", "wrong guess")
                    .await
                    .unwrap_err()
                    .code,
                "wrong_password"
            );
        }
        house
            .sign_in("ada@plants.example.org", PASSWORD)
            .await
            .unwrap();
    }
    // Thirty a minute, all at once if it likes; meanwhile new ones come, on a slow machine more of them.
    let mut n = 0;
    let refused = loop {
        let refused = house
            .sign_in(&format!("somebody-{n}@example.org"), "wrong guess")
            .await
            .unwrap_err();
        if refused.code != "wrong_password" {
            break refused;
        }
        n += 1;
        assert!(n < 300, "nobody slows it down");
    };
    assert_eq!(refused.code, "too_many_attempts");
    assert!(n >= 10, "thirty are allowed, 20 were used");
}

#[tokio::test]
async fn an_appointment_elsewhere_asks_for_the_password_there_is() {
    let house = house().await;
    let (_, plants) = house.issuer("plant-society").await;
    let (guild, guild_owner) = house.issuer("guild").await;
    house
        .member(&plants, "ada@plants.example.org", "owner")
        .await;
    let added = house
        .add(&guild_owner, "ada@plants.example.org", "editor")
        .await
        .unwrap();
    assert!(!added.staff.unwrap().active);
    let link = token(&added.set_up_url);
    assert!(house.preview(&link).await.2);
    // Whoever handed the link over cannot use it.
    assert_eq!(
        house
            .complete(&link, "my own password here")
            .await
            .unwrap_err()
            .code,
        "wrong_password"
    );
    assert_eq!(
        house
            .sign_in("ada@plants.example.org", PASSWORD)
            .await
            .unwrap()
            .issuers
            .len(),
        1
    );
    let session = house.complete(&link, PASSWORD).await.unwrap();
    assert_eq!(session.issuers.len(), 2);

    // Locked out, only the operator may hand her a link now: it opens both issuers.
    for _ in 0..10 {
        house
            .sign_in("ada@plants.example.org", "wrong guess")
            .await
            .unwrap_err();
    }
    assert_eq!(
        house
            .add(&guild_owner, "ada@plants.example.org", "editor")
            .await
            .unwrap()
            .set_up_url,
        ""
    );
    let asked = AddStaffRequest {
        issuer_id: guild.id,
        email: "ada@plants.example.org".into(),
        name: "Ada".into(),
        role: "editor".into(),
    };
    let by_operator = house
        .issuers(&operator())
        .add_staff(asked)
        .await
        .unwrap()
        .into_inner();
    house
        .complete(&token(&by_operator.set_up_url), "merrily merrily merrily")
        .await
        .unwrap();
}

#[tokio::test]
async fn the_last_owner_stays_owner() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    house
        .member(&owner, "ada@plants.example.org", "owner")
        .await;
    let refusal = house
        .add(&owner, "ada@plants.example.org", "viewer")
        .await
        .unwrap_err();
    assert_eq!(
        (refusal.kind, refusal.code.as_str()),
        (Kind::Conflict, "last_owner")
    );
    house
        .member(&owner, "bea@plants.example.org", "owner")
        .await;
    assert_eq!(
        house
            .add(&owner, "ada@plants.example.org", "viewer")
            .await
            .unwrap()
            .staff
            .unwrap()
            .role,
        "viewer"
    );
    let bad = house
        .add(&owner, "ada at plants", "boss")
        .await
        .unwrap_err();
    assert_eq!(fields(&bad), ["email", "role"]);
}

#[tokio::test]
async fn staff_of_one_issuer_neither_see_nor_add_staff_of_another() {
    let house = house().await;
    let (plants, _) = house.issuer("plant-society").await;
    let (_, guild_owner) = house.issuer("guild").await;
    let mut as_guild = house.issuers(&guild_owner);
    assert_eq!(
        refused(
            as_guild
                .list_staff(ListStaffRequest {
                    issuer_id: plants.id.clone()
                })
                .await
        )
        .kind,
        Kind::NotFound
    );
    let add = AddStaffRequest {
        issuer_id: plants.id,
        email: "eve@example.org".into(),
        name: "Eve".into(),
        role: "owner".into(),
    };
    assert_eq!(refused(as_guild.add_staff(add).await).kind, Kind::NotFound);
}

#[tokio::test]
async fn a_session_ends_by_signing_out_by_rest_and_by_age() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    house
        .member(&owner, "ada@plants.example.org", "editor")
        .await;
    let first = house
        .sign_in("ada@plants.example.org", PASSWORD)
        .await
        .unwrap()
        .token;
    let second = house
        .sign_in("ada@plants.example.org", PASSWORD)
        .await
        .unwrap()
        .token;
    assert_eq!(house.session(&first).await.unwrap().token, "");
    house
        .internal()
        .staff_sign_out(StaffSignOutRequest {
            token: first.clone(),
        })
        .await
        .unwrap();
    assert_eq!(
        house.session(&first).await.unwrap_err().code,
        "session_ended"
    );
    // Used every ten hours it lives on, but no longer than seven days.
    for hour in (10..168).step_by(10) {
        house
            .foundation
            .clock
            .advance(Duration::from_secs(10 * 3600));
        assert!(house.session(&second).await.is_ok(), "{hour}");
    }
    house
        .foundation
        .clock
        .advance(Duration::from_secs(8 * 3600));
    assert_eq!(
        house.session(&second).await.unwrap_err().kind,
        Kind::Unauthenticated
    );

    let third = house
        .sign_in("ada@plants.example.org", PASSWORD)
        .await
        .unwrap()
        .token;
    house
        .foundation
        .clock
        .advance(Duration::from_secs(12 * 3600));
    assert!(house.session(&third).await.is_err());
    assert!(house.session("nonsense").await.is_err());
}

fn bootstrap(password: &str) -> BootstrapOperatorRequest {
    BootstrapOperatorRequest {
        email: "operator@example.org".into(),
        name: "Operator".into(),
        password: password.into(),
    }
}

#[tokio::test]
async fn the_first_operator_is_made_once() {
    let house = house().await;
    let first = house
        .internal()
        .bootstrap_operator(bootstrap(""))
        .await
        .unwrap()
        .into_inner();
    assert!(first.api_key.starts_with("accolade_"));
    // Nobody used the link yet: the next start prints a fresh one, and no second key.
    let second = house
        .internal()
        .bootstrap_operator(bootstrap(""))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (second.staff_id.as_str(), second.api_key.as_str()),
        (first.staff_id.as_str(), "")
    );
    assert_eq!(house.preview(&token(&first.set_up_url)).await.0, "unknown");
    let session = house
        .complete(&token(&second.set_up_url), PASSWORD)
        .await
        .unwrap();
    assert!(session.operator);
    let third = house
        .internal()
        .bootstrap_operator(bootstrap(""))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (third.set_up_url.as_str(), third.api_key.as_str()),
        ("", "")
    );
    house.issuer("plant-society").await;
    let listed = house
        .sign_in("operator@example.org", PASSWORD)
        .await
        .unwrap()
        .issuers;
    assert_eq!(
        (listed[0].slug.as_str(), listed[0].role.as_str()),
        ("plant-society", "owner")
    );
}

#[tokio::test]
async fn the_demonstration_sets_the_operator_s_password_at_once() {
    let house = house().await;
    for password in [PASSWORD, PASSWORD, "merrily merrily merrily"] {
        let made = house
            .internal()
            .bootstrap_operator(bootstrap(password))
            .await
            .unwrap()
            .into_inner();
        assert_eq!(made.set_up_url, "");
        assert!(
            house
                .sign_in("operator@example.org", password)
                .await
                .unwrap()
                .operator
        );
    }
}

#[tokio::test]
async fn accounts_are_for_our_own_services_only() {
    let house = house().await;
    let (_, owner) = house.issuer("plant-society").await;
    for caller in [Caller::Public, owner, operator()] {
        let mut internal =
            contracts::issuance::v1::internal_client::InternalClient::new(house.wire(&caller));
        assert_eq!(
            refused(internal.bootstrap_operator(bootstrap("")).await).kind,
            Kind::Forbidden
        );
    }
}

// S24
#[tokio::test]
async fn names_and_addresses_of_staff_are_sealed_in_the_database() {
    let dir = tempfile::tempdir().unwrap();
    let house = crate::support::house_at(dir.path(), crate::support::BASE, &[])
        .await
        .unwrap();
    let (_, owner) = house.issuer("plant-society").await;
    house
        .member(&owner, "ada@plants.example.org", "editor")
        .await;
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window.eq_ignore_ascii_case(text.as_bytes()))
    };
    assert!(holds("plant-society"));
    assert!(!holds("ada@plants.example.org") && !holds("Ada Lovelace") && !holds(PASSWORD));
}

impl House {
    async fn staff_id(&self, by: &Caller, email: &str) -> String {
        let asked = ListStaffRequest {
            issuer_id: by.issuer().unwrap().to_string(),
        };
        let listed = self.issuers(by).list_staff(asked).await.unwrap();
        let staff = listed.into_inner().staff;
        staff.into_iter().find(|s| s.email == email).unwrap().id
    }
    async fn remove(&self, by: &Caller, staff_id: &str) -> Result<(), Refused> {
        let asked = RemoveStaffRequest {
            issuer_id: by.issuer().unwrap().to_string(),
            staff_id: staff_id.into(),
        };
        let answer = self.issuers(by).remove_staff(asked).await;
        answer.map(drop).map_err(Into::into)
    }
    async fn end_sessions(&self, by: &Caller, staff_id: &str) -> Result<u32, Refused> {
        let asked = EndStaffSessionsRequest {
            issuer_id: by.issuer().unwrap().to_string(),
            staff_id: staff_id.into(),
        };
        let answer = self.issuers(by).end_staff_sessions(asked).await;
        answer
            .map(|answer| answer.into_inner().ended)
            .map_err(Into::into)
    }
}

#[tokio::test]
async fn who_is_taken_off_the_staff_is_signed_out_and_the_last_owner_stays() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let (_, stranger) = house.issuer("plant-society").await;
    house.member(&owner, "ada@example.org", "owner").await;
    house.member(&owner, "eve@example.org", "editor").await;
    let (ada, eve) = (
        house.staff_id(&owner, "ada@example.org").await,
        house.staff_id(&owner, "eve@example.org").await,
    );
    let session = house.sign_in("eve@example.org", PASSWORD).await.unwrap();
    assert_eq!(
        house.remove(&stranger, &eve).await.unwrap_err().kind,
        Kind::NotFound
    );
    house.remove(&owner, &eve).await.unwrap();
    assert_eq!(
        house.session(&session.token).await.unwrap_err().kind,
        Kind::Unauthenticated
    );
    assert_eq!(
        house.remove(&owner, &eve).await.unwrap_err().kind,
        Kind::NotFound
    );
    let refusal = house.remove(&owner, &ada).await.unwrap_err();
    assert_eq!(refusal.code, "last_owner");
    assert!(house.sign_in("ada@example.org", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn sessions_of_staff_are_ended_by_their_own_organization_alone() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let (_, stranger) = house.issuer("plant-society").await;
    house.member(&owner, "ada@example.org", "owner").await;
    let ada = house.staff_id(&owner, "ada@example.org").await;
    let first = house.sign_in("ada@example.org", PASSWORD).await.unwrap();
    let second = house.sign_in("ada@example.org", PASSWORD).await.unwrap();
    assert_eq!(
        house.end_sessions(&stranger, &ada).await.unwrap_err().kind,
        Kind::NotFound
    );
    // Setting the password signed in, too.
    assert_eq!(house.end_sessions(&owner, &ada).await.unwrap(), 3);
    for ended in [first, second] {
        assert_eq!(
            house.session(&ended.token).await.unwrap_err().kind,
            Kind::Unauthenticated
        );
    }
    // An account that opens another organization is not this one's to close.
    house
        .add(&stranger, "ada@example.org", "viewer")
        .await
        .unwrap();
    let refusal = house.end_sessions(&owner, &ada).await.unwrap_err();
    assert_eq!(refusal.code, "works_elsewhere");
}

#[tokio::test]
async fn what_is_no_id_of_an_issuer_names_none() {
    use contracts::issuance::v1::{CreateApiKeyRequest, ListApiKeysRequest};
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let issuer_id = String::from("no-id");
    let mut issuers = house.issuers(&owner);
    let kinds = [
        refused(
            issuers
                .list_staff(ListStaffRequest {
                    issuer_id: issuer_id.clone(),
                })
                .await,
        ),
        refused(
            issuers
                .add_staff(AddStaffRequest {
                    issuer_id: issuer_id.clone(),
                    ..Default::default()
                })
                .await,
        ),
        refused(
            issuers
                .list_api_keys(ListApiKeysRequest {
                    issuer_id: issuer_id.clone(),
                })
                .await,
        ),
        refused(
            issuers
                .create_api_key(CreateApiKeyRequest {
                    issuer_id,
                    ..Default::default()
                })
                .await,
        ),
    ]
    .map(|refusal| refusal.kind);
    assert_eq!(kinds, [platform::Kind::NotFound; 4]);
}
