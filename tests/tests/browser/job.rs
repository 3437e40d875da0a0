//! The job, clicked through: what an earner, a stranger and staff do, with scripts and without.

use super::{award, file, sign_in};
use anyhow::Context as _;
use support::{Browser, Scripts, Suite, Visitor};

const MEMBERS: &str = "member_number,given_name,family_name,display_name,email,membership_status,joined_on,expires_on\n\
    PG-1,Zoë,Ahn,Zoë Ahn,zoe@example.org,active,2024-01-01,2030-12-31\n\
    PG-2,結衣,渡辺,渡辺 結衣,yui@example.org,active,2024-01-01,2030-12-31\n\
    PG-3,No,Address,No Address,nowhere,active,2024-01-01,2030-12-31\n";
const CERTIFICATIONS: &str = "candidate_number,email,display_name,certification,level,level_rank,passed_on,certificate_number\n\
    PG-1,zoe@example.org,Zoë Ahn,Bid & Proposal Management,Foundation,1,2025-03-01,PG-77001\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_earner_claims_publishes_and_a_stranger_verifies_with_scripts() -> anyhow::Result<()> {
    earner_and_stranger(Scripts::On).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earner_claims_publishes_and_a_stranger_verifies_without_scripts() -> anyhow::Result<()>
{
    earner_and_stranger(Scripts::Off).await
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_award_import_and_revoke_with_scripts() -> anyhow::Result<()> {
    staff(Scripts::On).await
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_award_import_and_revoke_without_scripts() -> anyhow::Result<()> {
    staff(Scripts::Off).await
}

async fn earner_and_stranger(scripts: Scripts) -> anyhow::Result<()> {
    if !Browser::is_here("an earner claims, a stranger verifies") {
        return Ok(());
    }
    let suite = Suite::embedded().await?;
    let guild = suite.proposal_guild("proposal-guild").await?;
    let (badge, mail) = award(&suite, &guild, "ada@example.org", "Ada Lovelace").await?;

    let earner = Browser::open(&suite.base, scripts).await?;
    earner.goto(&mail).await?;
    let claim = earner
        .attribute(".addresses a[href*='/claim/']", "href")
        .await?;
    // Looking changes nothing, however often somebody looks (P14).
    earner.goto(&claim).await?;
    earner.goto(&claim).await?;
    earner.says("Ada Lovelace, you have earned a badge").await?;
    earner.click("#trust").await?;
    earner.click(".claim-card button.primary").await?;
    earner.says("Saved to your badges").await?;
    let id = badge.rsplit('/').next().context("an id")?;
    assert_eq!(earner.path().await?, format!("/wallet/badges/{id}"));
    earner.says("You trust this issuer").await?;

    let stranger = Browser::open(&suite.base, scripts).await?;
    stranger.goto(&badge).await?;
    stranger.says("This badge is not available").await?;
    stranger.complaints().await?; // A page that is not there is told as an error by the browser, too.

    earner.click("#visibility-public").await?;
    earner.click("#visibility button").await?;
    earner.says("It is public now").await?;
    let linkedin = earner.attribute(".share a.primary", "href").await?;
    assert!(
        linkedin.starts_with("https://www.linkedin.com/profile/add?"),
        "{linkedin}"
    );
    earner.was_quiet().await?;

    stranger.goto(&badge).await?;
    stranger.says("This badge is valid.").await?;
    assert!(stranger.text("h1").await?.contains("Proposal Foundation"));
    stranger.says("Ada Lovelace").await?;
    stranger.click(".checks summary").await?;
    stranger
        .says("The issuer has neither revoked nor suspended the badge.")
        .await?;
    let rosette = stranger.attribute("img.rosette", "src").await?;

    let picture = Visitor::new(&suite.base)
        .open_as(&format!("/b/{id}.png"), "image/png")
        .await?
        .answer
        .body;
    let dir = tempfile::tempdir()?;
    stranger.goto("/verify").await?;
    match scripts {
        Scripts::On => {
            stranger
                .drop_file("[data-drop]", "badge.png", &picture)
                .await?
        }
        Scripts::Off => {
            stranger
                .choose("#file", &file(&dir, "badge.png", &picture)?)
                .await?
        }
    }
    stranger.click(".drop-form button.primary").await?;
    stranger.says("Step by step").await?;
    // Who hears or tabs through the page begins at the answer, with scripts or without.
    assert!(
        stranger.has("#answer:focus").await?,
        "the focus is elsewhere"
    );
    // Nobody vouched for this issuer: authentic and valid, and the word says what is not known.
    assert_eq!(
        stranger.text("#verdict").await?,
        "Valid, issuer not known here"
    );
    stranger
        .says("Yes. It was signed by its issuer and is unchanged.")
        .await?;
    let drawn = stranger.attribute(".verdict img.rosette", "src").await?;
    let page = Visitor::new(&suite.base)
        .open_as(&rosette, "image/svg+xml")
        .await?;
    let inside = drawn.split_once(',').map(|(_, data)| data.to_owned());
    assert_eq!(
        path_data(&decoded(&inside.context("a drawing")?)?),
        path_data(&page.html),
        "the same badge has another rosette at /verify"
    );

    let tampered = Visitor::new(&suite.base)
        .open_as(&format!("/b/{id}.json"), "application/json")
        .await?
        .html
        .replace("Ada Lovelace", "Eve Lovelace");
    stranger.goto("/verify").await?;
    stranger
        .choose("#file", &file(&dir, "badge.json", tampered)?)
        .await?;
    stranger.click(".drop-form button.primary").await?;
    stranger
        .says("No. It is not what its issuer signed.")
        .await?;
    assert_eq!(stranger.text("#verdict").await?, "Not valid");
    stranger.was_quiet().await?;

    stranger.close().await?;
    earner.close().await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

async fn staff(scripts: Scripts) -> anyhow::Result<()> {
    if !Browser::is_here("staff award, import and revoke") {
        return Ok(());
    }
    let suite = Suite::embedded().await?;
    suite.proposal_guild("proposal-guild").await?;
    let dir = tempfile::tempdir()?;
    let browser = Browser::open(&suite.base, scripts).await?;
    sign_in(&browser).await?;

    browser.goto("/console/awards/new").await?;
    browser.fill("#email", "grace@example.org").await?;
    browser.fill("#name", "Grace Hopper").await?;
    browser.click("main form button.primary").await?;
    browser.says("The badge is awarded.").await?;
    let record = browser.path().await?;

    import(&browser, "members", &file(&dir, "members.csv", MEMBERS)?).await?;
    browser.says("One row needs a look").await?;
    browser.says("nowhere").await?;
    browser.says("渡辺 結衣").await?;
    apply(&browser).await?;
    import(
        &browser,
        "certifications",
        &file(&dir, "certifications.csv", CERTIFICATIONS)?,
    )
    .await?;
    apply(&browser).await?;
    browser.goto("/console/credentials?q=Ahn").await?;
    browser.says("Zoë Ahn").await?;

    browser.goto(&record).await?;
    browser.click(".acts a[href$='/revoke']").await?;
    browser
        .fill("#reason", "Awarded to the wrong person")
        .await?;
    browser.click("main form button.danger").await?;
    browser
        .says("The badge is revoked. Its page and every verifier say so now.")
        .await?;
    browser.was_quiet().await?;
    browser.close().await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

/// Uploads a file and waits until what it would change is shown. Without scripts the page looks again by itself.
async fn import(browser: &Browser, kind: &str, csv: &std::path::Path) -> anyhow::Result<()> {
    browser.goto("/console/imports").await?;
    browser.click(&format!("#kind-{kind}")).await?;
    browser.choose("#file", csv).await?;
    browser.click("main form button.primary").await?;
    browser.says("This would change").await
}

async fn apply(browser: &Browser) -> anyhow::Result<()> {
    browser.click("form[action$='/apply'] button").await?;
    browser.says("The file is imported.").await
}

/// The drawing in a `data:` address.
fn decoded(data: &str) -> anyhow::Result<String> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    match STANDARD.decode(data) {
        Ok(bytes) => Ok(String::from_utf8(bytes)?),
        Err(_) => Ok(url::form_urlencoded::parse(
            format!("d={}", data.replace('+', "%2B")).as_bytes(),
        )
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()),
    }
}

/// The lines of a drawing, without its frame.
fn path_data(svg: &str) -> Vec<String> {
    svg.split(" d=")
        .skip(1)
        .map(|part| {
            part.chars()
                .skip(1)
                .take_while(|c| !['"', '\''].contains(c))
                .collect()
        })
        .collect()
}
