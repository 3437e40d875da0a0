use crate::support::{House, client_of, fields, house, new_achievement, refused, with_key};
use contracts::issuance::v1::{
    Achievement, Alignment, ArchiveAchievementRequest, CreateAchievementRequest, ExaminingBody,
    GetAchievementRequest, Level, ListAchievementsRequest, PreviewDesignRequest, SetImageRequest,
    UpdateAchievementRequest, ValidityRule,
};
use issuance::{domain::achievement::Version, store};
use platform::{
    Kind,
    identity::{Caller, Scope},
    refusal::Refused,
};

impl House {
    pub async fn make(
        &self,
        by: &Caller,
        asked: CreateAchievementRequest,
    ) -> Result<Achievement, Refused> {
        self.achievements(by)
            .create_achievement(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    async fn change(
        &self,
        by: &Caller,
        asked: UpdateAchievementRequest,
    ) -> Result<Achievement, Refused> {
        self.achievements(by)
            .update_achievement(asked)
            .await
            .map(tonic::Response::into_inner)
            .map_err(Into::into)
    }
    pub async fn version_in_force(&self, achievement: &Achievement) -> Version {
        let id = achievement.id.parse().unwrap();
        store::achievement::by_id(self.foundation.store.read(), id)
            .await
            .unwrap()
            .unwrap()
            .current
    }
    pub async fn svg(&self, version: &Version) -> String {
        let image = store::image::by_digest(self.foundation.store.read(), version.svg)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(image.media_type, "image/svg+xml");
        String::from_utf8(image.bytes).unwrap()
    }
}

fn level(name: &str, rank: u32) -> Option<Level> {
    Some(Level {
        progression: "Bid and proposal management".into(),
        name: name.into(),
        rank,
        ..Level::default()
    })
}

fn png(side: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbaImage::from_pixel(side, side, image::Rgba([20, 90, 60, 255]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

// A1, A7, M18
#[tokio::test]
async fn an_achievement_is_drawn_from_its_name_and_kept_whole() {
    let house = house().await;
    let (issuer, owner) = house.issuer("guild").await;
    let asked = CreateAchievementRequest {
        tags: vec!["bids".into()],
        alignments: vec![Alignment {
            name: "Leads bids".into(),
            url: "https://skills.example.org/bids".into(),
            framework: "Skills".into(),
            code: "B1".into(),
        }],
        level: level("Practitioner", 2),
        validity: Some(ValidityRule {
            kind: "status_driven".into(),
            months: 0,
        }),
        examining_body: Some(ExaminingBody {
            name: "Exam Board".into(),
            url: "https://exams.example.org/".into(),
        }),
        ..new_achievement("Bid & Proposal Practitioner")
    };
    let made = house.make(&owner, asked.clone()).await.unwrap();
    assert_eq!(
        (
            made.issuer_id.as_str(),
            made.version,
            made.archived,
            made.awarded
        ),
        (issuer.id.as_str(), 1, false, 0)
    );
    assert_eq!(
        (
            &made.tags,
            &made.alignments,
            &made.validity,
            &made.examining_body
        ),
        (
            &asked.tags,
            &asked.alignments,
            &asked.validity,
            &asked.examining_body
        )
    );
    assert_eq!(
        made.url,
        format!("https://badges.example.org/achievements/{}", made.id)
    );
    assert!(made.design.contains("Practitioner"));
    let version = house.version_in_force(&made).await;
    assert_eq!(
        made.image_url,
        format!("https://badges.example.org/achievements/{}.png", version.id)
    );
    assert!(
        house
            .svg(&version)
            .await
            .contains("Bid &amp; Proposal Practitioner")
    );
    let picture = store::image::by_digest(house.foundation.store.read(), version.png)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        image::load_from_memory(&picture.bytes).unwrap().width(),
        600
    );
    let read = house
        .achievements(&owner)
        .get_achievement(GetAchievementRequest {
            id: made.id.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(read, made);
    assert_eq!(
        house.facts("accolade.issuance.achievement.changed").await,
        1
    );
}

// A14
#[tokio::test]
async fn levels_that_name_one_ladder_stand_on_one_ladder_in_the_programme_s_order() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let mut ladders = Vec::new();
    for (name, rank) in [("Professional", 3), ("Foundation", 1), ("Practitioner", 2)] {
        let asked = CreateAchievementRequest {
            level: level(name, rank),
            ..new_achievement(name)
        };
        ladders.push(
            house
                .make(&owner, asked)
                .await
                .unwrap()
                .level
                .unwrap()
                .progression_id,
        );
    }
    ladders.dedup();
    assert_eq!(ladders.len(), 1);
    let id = owner.issuer().unwrap();
    let ladder = store::achievement::of_progression(
        house.foundation.store.read(),
        id,
        ladders[0].parse().unwrap(),
    )
    .await
    .unwrap();
    let names: Vec<&str> = ladder
        .iter()
        .map(|a| a.current.content.name.as_str())
        .collect();
    assert_eq!(names, ["Professional", "Practitioner", "Foundation"]);

    // Another issuer's ladder cannot be stood on.
    let (_, stranger) = house.issuer("plant-society").await;
    let theirs = Some(Level {
        progression_id: ladders[0].clone(),
        name: "Fellow".into(),
        rank: 4,
        ..Level::default()
    });
    let refusal = house
        .make(
            &stranger,
            CreateAchievementRequest {
                level: theirs,
                ..new_achievement("Fellow")
            },
        )
        .await
        .unwrap_err();
    assert_eq!(fields(&refusal), ["level.progression_id"]);
}

#[tokio::test]
async fn a_change_makes_a_version_and_leaves_the_one_before_as_it_was() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    let before = house.version_in_force(&made).await;
    let rename = UpdateAchievementRequest {
        id: made.id.clone(),
        name: Some("Senior Practitioner".into()),
        if_version: Some(1),
        ..UpdateAchievementRequest::default()
    };
    let renamed = house.change(&owner, rename.clone()).await.unwrap();
    assert_eq!(
        (
            renamed.version,
            renamed.name.as_str(),
            renamed.criteria.as_str()
        ),
        (2, "Senior Practitioner", "Pass the examination.")
    );
    // A picture made from the name follows it.
    let after = house.version_in_force(&renamed).await;
    assert!(house.svg(&after).await.contains("Senior Practitioner"));
    let kept = store::achievement::version_by_id(house.foundation.store.read(), before.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, before);

    let stale = house.change(&owner, rename).await.unwrap_err();
    assert_eq!(
        (stale.kind, stale.code.as_str()),
        (Kind::Conflict, "changed_meanwhile")
    );
    let nothing = UpdateAchievementRequest {
        id: made.id.clone(),
        criteria: Some("Pass the examination.".into()),
        ..UpdateAchievementRequest::default()
    };
    assert_eq!(house.change(&owner, nothing).await.unwrap().version, 2);
    let words = UpdateAchievementRequest {
        id: made.id.clone(),
        criteria: Some("Pass both parts.".into()),
        ..UpdateAchievementRequest::default()
    };
    house.change(&owner, words).await.unwrap();
    assert_eq!(house.version_in_force(&renamed).await.png, after.png);
    assert_eq!(
        house.facts("accolade.issuance.achievement.changed").await,
        3
    );
}

#[tokio::test]
async fn another_tenant_s_achievement_does_not_exist() {
    let house = house().await;
    let (guild, owner) = house.issuer("guild").await;
    let (_, stranger) = house.issuer("plant-society").await;
    let id = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap()
        .id;
    let mut theirs = house.achievements(&stranger);
    let outcomes = [
        refused(
            theirs
                .get_achievement(GetAchievementRequest { id: id.clone() })
                .await,
        ),
        refused(
            theirs
                .update_achievement(UpdateAchievementRequest {
                    id: id.clone(),
                    name: Some("x".into()),
                    ..UpdateAchievementRequest::default()
                })
                .await,
        ),
        refused(
            theirs
                .archive_achievement(ArchiveAchievementRequest { id: id.clone() })
                .await,
        ),
        refused(
            theirs
                .set_image(SetImageRequest {
                    id: id.clone(),
                    image: png(300),
                    ..SetImageRequest::default()
                })
                .await,
        ),
        refused(
            theirs
                .list_achievements(ListAchievementsRequest {
                    issuer_id: guild.id.clone(),
                    ..ListAchievementsRequest::default()
                })
                .await,
        ),
        refused(
            theirs
                .create_achievement(CreateAchievementRequest {
                    issuer_id: guild.id.clone(),
                    ..new_achievement("x")
                })
                .await,
        ),
        refused(
            theirs
                .get_achievement(GetAchievementRequest {
                    id: "nonsense".into(),
                })
                .await,
        ),
    ];
    for refusal in outcomes {
        assert_eq!(
            (refusal.kind, refusal.code.as_str()),
            (Kind::NotFound, "not_found"),
            "{}",
            refusal.message
        );
    }
    assert!(
        theirs
            .list_achievements(ListAchievementsRequest::default())
            .await
            .unwrap()
            .into_inner()
            .achievements
            .is_empty()
    );
    let reader = client_of(guild.id.parse().unwrap(), &[Scope::AchievementsRead]);
    let refusal = refused(
        house
            .achievements(&reader)
            .archive_achievement(ArchiveAchievementRequest { id })
            .await,
    );
    assert_eq!(
        (
            refusal.kind,
            refusal.message.contains("`achievements:write`")
        ),
        (Kind::Forbidden, true)
    );
}

#[tokio::test]
async fn an_archived_achievement_leaves_the_list_and_stays_readable() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    house
        .make(&owner, new_achievement("Professional"))
        .await
        .unwrap();
    let mut achievements = house.achievements(&owner);
    for _twice in 0..2 {
        let archived = achievements
            .archive_achievement(ArchiveAchievementRequest {
                id: made.id.clone(),
            })
            .await
            .unwrap()
            .into_inner();
        assert!(archived.archived);
    }
    assert_eq!(
        house.facts("accolade.issuance.achievement.changed").await,
        3
    );
    let mut names = async |include_archived| {
        let asked = ListAchievementsRequest {
            include_archived,
            ..ListAchievementsRequest::default()
        };
        let listed = achievements
            .list_achievements(asked)
            .await
            .unwrap()
            .into_inner()
            .achievements;
        listed.into_iter().map(|a| a.name).collect::<Vec<_>>()
    };
    assert_eq!(names(false).await, ["Professional"]);
    assert_eq!(names(true).await, ["Practitioner", "Professional"]);
}

#[tokio::test]
async fn an_upload_replaces_the_picture_and_a_bad_one_changes_nothing() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    let mut achievements = house.achievements(&owner);
    let mut truncated = png(400);
    truncated.truncate(60);
    let with_script = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><script>alert(1)</script></svg>"#.to_vec();
    for bad in [
        Vec::new(),
        truncated,
        png(20),
        b"GIF89a".to_vec(),
        with_script,
    ] {
        let refusal = refused(
            achievements
                .set_image(SetImageRequest {
                    id: made.id.clone(),
                    image: bad,
                    ..SetImageRequest::default()
                })
                .await,
        );
        assert_eq!(
            (refusal.kind, fields(&refusal)),
            (Kind::Invalid, vec!["image"]),
            "{}",
            refusal.message
        );
    }
    let read = achievements
        .get_achievement(GetAchievementRequest {
            id: made.id.clone(),
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!(read, made);

    let stale = achievements
        .set_image(SetImageRequest {
            id: made.id.clone(),
            image: png(400),
            if_version: Some(7),
        })
        .await;
    assert_eq!(refused(stale).code, "changed_meanwhile");
    let uploaded = achievements
        .set_image(SetImageRequest {
            id: made.id.clone(),
            image: png(400),
            ..SetImageRequest::default()
        })
        .await
        .unwrap()
        .into_inner();
    assert_eq!((uploaded.version, uploaded.design.as_str()), (2, ""));
    let version = house.version_in_force(&uploaded).await;
    assert!(house.svg(&version).await.contains("data:image/png;base64,"));
    // A new name keeps the upload; asking for a design takes its place.
    let rename = UpdateAchievementRequest {
        id: made.id.clone(),
        name: Some("Senior".into()),
        ..UpdateAchievementRequest::default()
    };
    let renamed = house.change(&owner, rename).await.unwrap();
    assert_eq!(house.version_in_force(&renamed).await.png, version.png);
    let redraw = UpdateAchievementRequest {
        id: made.id,
        design: Some(String::new()),
        ..UpdateAchievementRequest::default()
    };
    assert!(
        house
            .change(&owner, redraw)
            .await
            .unwrap()
            .design
            .contains("Senior")
    );
}

#[tokio::test]
async fn a_design_is_drawn_before_it_is_saved_and_a_bad_one_is_refused_by_field() {
    let house = house().await;
    let (issuer, owner) = house.issuer("guild").await;
    let ask = |design: &str, form: &str| PreviewDesignRequest {
        issuer_id: issuer.id.clone(),
        design: design.into(),
        name: "Practitioner".into(),
        level: level("Practitioner", 2),
        form: form.into(),
    };
    let svg = house
        .internal()
        .preview_design(ask("", "svg"))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        (svg.status, svg.media_type.as_str()),
        (200, "image/svg+xml")
    );
    let drawn = house
        .internal()
        .preview_design(ask("", "png"))
        .await
        .unwrap()
        .into_inner();
    assert!(drawn.body.starts_with(b"\x89PNG"));
    assert_eq!(
        fields(&refused(
            house.internal().preview_design(ask("{", "svg")).await
        )),
        ["design"]
    );
    assert_eq!(
        fields(&refused(
            house.internal().preview_design(ask("", "gif")).await
        )),
        ["form"]
    );

    let made = house
        .make(&owner, new_achievement("Practitioner"))
        .await
        .unwrap();
    let own = made.design.replace("Practitioner", "Rocket 🚀");
    let refusal = house
        .make(
            &owner,
            CreateAchievementRequest {
                design: own,
                ..new_achievement("Rocket")
            },
        )
        .await
        .unwrap_err();
    assert_eq!(
        (refusal.kind, fields(&refusal)),
        (Kind::Invalid, vec!["design.title"])
    );
    let fine = made.design.replace("Practitioner", "Master");
    assert!(
        house
            .make(
                &owner,
                CreateAchievementRequest {
                    design: fine,
                    ..new_achievement("Master")
                }
            )
            .await
            .unwrap()
            .design
            .contains("Master")
    );
}

#[tokio::test]
async fn a_command_sent_twice_makes_one_achievement() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let mut achievements = house.achievements(&owner);
    let first = achievements
        .create_achievement(with_key(new_achievement("Practitioner"), "k"))
        .await
        .unwrap()
        .into_inner();
    let again = achievements
        .create_achievement(with_key(new_achievement("Practitioner"), "k"))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(first, again);
    assert_eq!(
        achievements
            .list_achievements(ListAchievementsRequest::default())
            .await
            .unwrap()
            .into_inner()
            .achievements
            .len(),
        1
    );
    let bad = refused(
        achievements
            .create_achievement(CreateAchievementRequest {
                achievement_type: "Medal".into(),
                criteria: String::new(),
                ..new_achievement("x")
            })
            .await,
    );
    assert_eq!(fields(&bad), ["criteria", "achievement_type"]);
}

#[tokio::test]
async fn a_level_and_an_examining_body_are_taken_away_by_empty_ones() {
    let house = house().await;
    let (_, owner) = house.issuer("guild").await;
    let mut asked = new_achievement("Practitioner");
    asked.level = Some(Level {
        progression: "Bids".into(),
        name: "Practitioner".into(),
        rank: 2,
        ..Level::default()
    });
    asked.examining_body = Some(ExaminingBody {
        name: "Board of Examiners".into(),
        url: String::new(),
    });
    let made = house.make(&owner, asked).await.unwrap();
    let change = async |change: UpdateAchievementRequest| {
        house
            .achievements(&owner)
            .update_achievement(UpdateAchievementRequest {
                id: made.id.clone(),
                ..change
            })
            .await
    };
    let named = UpdateAchievementRequest {
        name: Some("Practitioner II".into()),
        ..Default::default()
    };
    let kept = change(named).await.unwrap().into_inner();
    assert!(kept.level.is_some() && kept.examining_body.is_some());
    let half = UpdateAchievementRequest {
        level: Some(Level {
            rank: 3,
            ..Level::default()
        }),
        ..Default::default()
    };
    assert!(fields(&refused(change(half).await)).contains(&"level.name"));
    let none = UpdateAchievementRequest {
        level: Some(Level::default()),
        examining_body: Some(ExaminingBody::default()),
        ..Default::default()
    };
    let bare = change(none).await.unwrap().into_inner();
    assert_eq!((bare.level, bare.examining_body), (None, None));
    assert_eq!(bare.name, "Practitioner II");
}
