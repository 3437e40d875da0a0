//! The main job, from an association's file to a stranger's verification, on both ways to run.

use anyhow::Context as _;
use serde_json::{Value, json};
use support::{Association, Lane, Suite, Table, Visitor, until};

#[tokio::test(flavor = "multi_thread")]
async fn from_an_association_s_file_to_a_stranger_s_verification_in_one_process()
-> anyhow::Result<()> {
    journey(Lane::Embedded).await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_association_s_file_to_a_stranger_s_verification_on_postgresql_and_nats()
-> anyhow::Result<()> {
    journey(Lane::Separate).await
}

async fn journey(lane: Lane) -> anyhow::Result<()> {
    let suite = Suite::start(lane).await?;
    let (members, certifications) = support::programme_files("proposal-guild")?;
    let guild = suite.proposal_guild("proposal-guild").await?;
    set_up_from_files(&guild, &members, &certifications).await?;
    let earner = find_earner(&members, &certifications).context("nobody passed anything")?;
    let badge = claim_and_publish(&suite, &guild, &members, earner).await?;
    a_stranger_verifies(&suite, &badge).await?;
    the_membership_lapses_and_renews(&suite, &guild, &members, earner, &badge).await?;
    the_association_revokes(&suite, &guild, &badge).await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

/// A dry run shows the change set and changes nothing; applied, every passed certification of an active member
/// is awarded, and nothing else (A8).
async fn set_up_from_files(
    guild: &Association,
    members: &Table,
    certifications: &Table,
) -> anyhow::Result<()> {
    let preview = guild
        .api
        .post_csv("/v1/members/import?dry_run=true", members.csv())
        .await?
        .expect(202)?;
    let id = preview["id"].as_str().unwrap_or_default().to_owned();
    let preview = guild.finished(&id).await?;
    assert_eq!(
        (preview["state"].as_str(), preview["added"].as_u64()),
        (Some("previewed"), Some(members.rows.len() as u64)),
        "{preview}"
    );
    let none = guild.api.get("/v1/members").await?.expect(200)?;
    assert_eq!(
        none["items"].as_array().map(Vec::len),
        Some(0),
        "a dry run changed something"
    );
    guild
        .api
        .post(&format!("/v1/sync/runs/{id}/apply"), &json!({}))
        .await?
        .expect(202)?;
    let applied = guild.finished(&id).await?;
    assert_eq!(applied["state"], "finished", "{applied}");

    let run = guild.import("certifications", certifications.csv()).await?;
    let active = |number: &str| {
        (0..members.rows.len()).any(|r| {
            members.cell(r, "member_number") == number
                && members.cell(r, "membership_status") == "active"
        })
    };
    let entitled = (0..certifications.rows.len())
        .filter(|r| active(certifications.cell(*r, "candidate_number")))
        .count();
    assert_eq!(run["state"], "finished", "{run}");
    assert_eq!(run["awarded"].as_u64(), Some(entitled as u64), "{run}");

    // The same file again awards nothing twice.
    let again = guild.import("certifications", certifications.csv()).await?;
    assert_eq!(
        (again["awarded"].as_u64(), again["unchanged"].as_u64()),
        (Some(0), Some(certifications.rows.len() as u64)),
        "{again}"
    );

    // A8: who passed without being a member is told which half is missing.
    let lapsed = (0..members.rows.len()).find(|r| {
        members.cell(*r, "membership_status") == "lapsed"
            && (0..certifications.rows.len()).any(|c| {
                certifications.cell(c, "candidate_number") == members.cell(*r, "member_number")
            })
    });
    if let Some(row) = lapsed {
        let number = members.cell(row, "member_number");
        assert!(
            guild.badges_of(number).await?.is_empty(),
            "{number} is no member and was awarded"
        );
        let why = guild
            .api
            .get(&format!("/v1/members/{number}/eligibility"))
            .await?
            .expect(200)?;
        let told = why["items"].as_array().into_iter().flatten().any(|d| {
            d["eligible"] == false && d["reason"].as_str().is_some_and(|r| r.contains("member"))
        });
        assert!(told, "{why}");
    }
    Ok(())
}

/// An active member with a certification.
fn find_earner(members: &Table, certifications: &Table) -> Option<usize> {
    (0..members.rows.len()).find(|r| {
        members.cell(*r, "membership_status") == "active"
            && (0..certifications.rows.len()).any(|c| {
                certifications.cell(c, "candidate_number") == members.cell(*r, "member_number")
            })
    })
}

/// What the journey goes on with.
struct Badge {
    id: String,
    url: String,
    path: String,
    name: String,
    png: Vec<u8>,
}

/// The earner gets a mail, opens the claim link, accepts, sees the badge in the wallet, makes it public.
async fn claim_and_publish(
    suite: &Suite,
    guild: &Association,
    members: &Table,
    row: usize,
) -> anyhow::Result<Badge> {
    let (email, number, name) = (
        members.cell(row, "email"),
        members.cell(row, "member_number"),
        members.cell(row, "display_name"),
    );
    let earner = suite.visitor();
    let mail = until(&format!("a mail to {number}"), async || {
        Ok(earner
            .mails(email)
            .await?
            .into_iter()
            .find(|m| m.kind == "award"))
    })
    .await?;
    let letter = earner.mail(&mail.id).await?;
    let link = letter
        .link("/claim/")
        .context("no claim link in the mail")?;
    assert!(
        letter.html.contains("linkedin.com"),
        "no LinkedIn link in the mail"
    );

    let held = guild.badges_of(number).await?;
    let (id, url) = (text(&held[0], "id"), text(&held[0], "url"));
    let path = url
        .strip_prefix(&suite.base)
        .context("the badge is elsewhere")?
        .to_owned();
    let stranger = suite.visitor();
    let before = stranger.open(&path).await?;
    assert_eq!(before.status, 404, "a badge nobody made public is shown");
    assert!(
        !before.says(name),
        "the page of a private badge names {name}"
    );

    // GET shows and changes nothing, however often; POST consumes.
    for _ in 0..2 {
        let shown = earner.open(&link).await?;
        assert_eq!(shown.status, 200, "{}", shown.words());
        assert_eq!(guild.credential(&id).await?["acceptance"], "pending");
    }
    let claimed = earner.submit(&link, &[]).await?;
    assert_eq!(claimed.status, 200, "{}", claimed.words());
    let wallet = earner.open("/wallet").await?;
    assert_eq!(wallet.status, 200, "{}", wallet.words());
    assert!(
        wallet.html.contains(&id),
        "the badge is not in the wallet: {}",
        wallet.words()
    );
    let accepted = until("acceptance to reach issuance", async || {
        Ok(Some(guild.credential(&id).await?).filter(|c| c["acceptance"] == "accepted"))
    })
    .await?;
    assert_eq!(accepted["acceptance"], "accepted");
    let used = stranger.open(&link).await?;
    assert!(
        !used.html.contains("name=\"trust\""),
        "a used link still offers to accept: {}",
        used.words()
    );

    let published = earner
        .submit(
            &format!("/wallet/badges/{id}/visibility"),
            &[("visibility", "public")],
        )
        .await?;
    assert_eq!(published.status, 200, "{}", published.words());

    let page = stranger.open(&path).await?;
    assert_eq!(page.status, 200, "{}", page.words());
    assert!(
        page.says(name),
        "the page does not name {name}: {}",
        page.words()
    );
    assert!(
        page.html.contains("og:title") && page.html.contains("og:image"),
        "no OpenGraph"
    );
    assert!(
        !page.html.contains(email),
        "the page tells the address (S7)"
    );
    let png = download(&stranger, &format!("{path}.png"), "image/png").await?;
    Ok(Badge {
        id,
        url,
        path,
        name: name.to_owned(),
        png,
    })
}

async fn download(who: &Visitor, path: &str, media_type: &str) -> anyhow::Result<Vec<u8>> {
    let page = who.open_as(path, media_type).await?;
    anyhow::ensure!(page.status == 200, "{path} answered {}", page.status);
    anyhow::ensure!(
        page.answer.header("content-type").starts_with(media_type),
        "{path} is {}",
        page.answer.header("content-type")
    );
    Ok(page.answer.body)
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

/// A stranger opens the page, downloads the files, verifies the file and the link.
async fn a_stranger_verifies(suite: &Suite, badge: &Badge) -> anyhow::Result<()> {
    let stranger = suite.visitor();
    let anybody = suite.anonymous();
    for form in ["json", "jwt", "svg"] {
        let file = stranger
            .open_as(&format!("{}.{form}", badge.path), "*/*")
            .await?;
        assert_eq!(file.status, 200, ".{form}: {}", file.html);
        let media_type = file
            .answer
            .header("content-type")
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned();
        let report = anybody.verify_file(&media_type, file.answer.body).await?;
        assert_eq!(
            (
                text(&report, "verdict").as_str(),
                text(&report, "state").as_str()
            ),
            ("valid_issuer_unknown", "valid"),
            ".{form}: {report:#}"
        );
    }
    for report in [
        anybody.verify_file("image/png", badge.png.clone()).await?,
        anybody.verify_url(&badge.url).await?,
    ] {
        assert_eq!(report["verdict"], "valid_issuer_unknown", "{report:#}");
        assert_eq!(report["authentic"], true, "{report:#}");
        assert!(
            report["report"]["facts"]["recipient_name"] == badge.name.as_str(),
            "{report:#}"
        );
    }
    // One byte changed is one lie too many.
    let json = stranger
        .open_as(&format!("{}.json", badge.path), "application/vc")
        .await?
        .html;
    let forged = json.replacen("Pass the examination", "Pass no examination", 1);
    assert_ne!(json, forged);
    let report = anybody
        .verify_file("application/vc", forged.into_bytes())
        .await?;
    assert_eq!(report["verdict"], "invalid", "{report:#}");
    // The page says so too.
    let page = stranger.submit("/verify", &[("link", &badge.url)]).await?;
    assert_eq!(page.status, 200, "{}", page.words());
    assert!(page.says(&badge.name), "{}", page.words());
    // The card that a shared link shows, and the OB 2.0 form.
    download(&stranger, &format!("{}/card.png", badge.path), "image/png").await?;
    let ob2 = stranger
        .open_as(&format!("/ob2/assertions/{}", badge.id), "application/json")
        .await?;
    assert_eq!(ob2.status, 200);
    let report = anybody
        .verify_url(&format!("{}/ob2/assertions/{}", suite.base, badge.id))
        .await?;
    assert_eq!(report["verdict"], "valid_issuer_unknown", "{report:#}");
    Ok(())
}

/// A member lapses in the next file: page and every verifier say suspended. Renewed: valid again at the same
/// URL, and the PNG from before the lapse verifies again (A9, A10, S9).
async fn the_membership_lapses_and_renews(
    suite: &Suite,
    guild: &Association,
    members: &Table,
    row: usize,
    badge: &Badge,
) -> anyhow::Result<()> {
    let (stranger, anybody) = (suite.visitor(), suite.anonymous());
    let mut next = members.clone();
    next.set(row, "membership_status", "lapsed");
    let run = guild.import("members", next.csv()).await?;
    assert_eq!(
        (run["state"].as_str(), run["changed"].as_u64()),
        (Some("finished"), Some(1)),
        "{run}"
    );
    until("the badge to be suspended", async || {
        Ok((guild.credential(&badge.id).await?["status"] == "suspended").then_some(()))
    })
    .await?;
    let page = stranger.open(&badge.path).await?;
    assert_eq!(page.status, 200);
    assert!(
        page.words().to_lowercase().contains("suspended"),
        "{}",
        page.words()
    );
    for report in [
        anybody.verify_file("image/png", badge.png.clone()).await?,
        anybody.verify_url(&badge.url).await?,
    ] {
        assert_eq!(
            (report["verdict"].as_str(), report["state"].as_str()),
            (Some("invalid"), Some("suspended")),
            "{report:#}"
        );
    }
    assert_eq!(
        stranger
            .open_as(&format!("/ob2/assertions/{}", badge.id), "application/json")
            .await?
            .status,
        410
    );

    guild.import("members", members.csv()).await?;
    until("the badge to be valid again", async || {
        Ok((guild.credential(&badge.id).await?["status"] == "valid").then_some(()))
    })
    .await?;
    let report = anybody.verify_file("image/png", badge.png.clone()).await?;
    assert_eq!(
        (report["verdict"].as_str(), report["state"].as_str()),
        (Some("valid_issuer_unknown"), Some("valid")),
        "{report:#}"
    );
    let page = stranger.open(&badge.path).await?;
    assert!(page.says("This badge is valid"), "{}", page.words());

    // An empty file changes nothing and says why.
    let run = guild.import("members", "").await?;
    assert_eq!(run["state"], "failed", "{run}");
    assert!(
        run["reason"].as_str().is_some_and(|r| !r.is_empty()),
        "{run}"
    );
    assert_eq!(guild.credential(&badge.id).await?["status"], "valid");
    Ok(())
}

/// The association revokes the badge: the page and both verifications say so at once (I17).
async fn the_association_revokes(
    suite: &Suite,
    guild: &Association,
    badge: &Badge,
) -> anyhow::Result<()> {
    let (stranger, anybody) = (suite.visitor(), suite.anonymous());
    guild
        .api
        .post(
            &format!("/v1/credentials/{}/revoke", badge.id),
            &json!({ "reason": "Awarded to the wrong person" }),
        )
        .await?
        .expect(200)?;
    let page = stranger.open(&badge.path).await?;
    assert!(
        page.words().to_lowercase().contains("revoked"),
        "{}",
        page.words()
    );
    for report in [
        anybody.verify_file("image/png", badge.png.clone()).await?,
        anybody.verify_url(&badge.url).await?,
    ] {
        assert_eq!(
            (report["verdict"].as_str(), report["state"].as_str()),
            (Some("invalid"), Some("revoked")),
            "{report:#}"
        );
    }
    Ok(())
}
