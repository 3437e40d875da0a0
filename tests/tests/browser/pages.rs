//! Every page in both colour schemes, on a phone and on a desk: nothing axe-core objects to, nothing beside the
//! window, nothing the policy forbids, nothing from another host, and every control within reach of the keyboard.

use super::{award, file, sign_in};
use anyhow::{Context as _, ensure};
use serde_json::json;
use support::{Association, Browser, Scheme, Scripts, Suite, until};

const LOOKS: [(u32, Scheme); 4] = [
    (1280, Scheme::Light),
    (1280, Scheme::Dark),
    (390, Scheme::Light),
    (390, Scheme::Dark),
];

/// A suite with a bit of everything, and somebody who claimed a badge and made it public.
struct House {
    suite: Suite,
    guild: Association,
    badge: String,
    mail: String,
    waiting: String,
}

impl House {
    async fn open() -> anyhow::Result<Self> {
        let suite = Suite::embedded().await?;
        let guild = suite.proposal_guild("proposal-guild").await?;
        let members = "member_number,given_name,family_name,display_name,email,membership_status,joined_on,expires_on\n\
            PG-1,Zoë,Ahn,Zoë Ahn,zoe@example.org,active,2024-01-01,2030-12-31\n\
            PG-2,يوسف,الخطيب,يوسف الخطيب,yusuf@example.org,lapsed,2024-01-01,2025-12-31\n";
        guild.import("members", members).await?;
        let (badge, mail) = award(&suite, &guild, "ada@example.org", "Ada Lovelace").await?;
        let (_, waiting) = award(&suite, &guild, "grace@example.org", "Grace Hopper").await?;
        Ok(Self {
            suite,
            guild,
            badge,
            mail,
            waiting,
        })
    }

    async fn earner(&self) -> anyhow::Result<Browser> {
        let browser = Browser::open(&self.suite.base, Scripts::On).await?;
        browser.goto(&self.mail).await?;
        let claim = browser
            .attribute(".addresses a[href*='/claim/']", "href")
            .await?;
        browser.goto(&claim).await?;
        browser.click(".claim-card button.primary").await?;
        browser.click("#visibility-public").await?;
        browser.click("#visibility button").await?;
        browser.says("It is public now").await?;
        browser.goto("/wallet/profile").await?;
        browser.fill("#handle", "ada").await?;
        browser.click("#published").await?;
        browser.click("#portfolio button.primary").await?;
        browser.says("Your portfolio is saved").await?;
        Ok(browser)
    }

    fn badge_path(&self) -> String {
        self.badge.replace(&self.suite.base, "")
    }

    fn public(&self) -> anyhow::Result<Vec<String>> {
        let achievement = self.guild.achievements.values().next().context("one")?;
        Ok([
            "/",
            "/verify",
            "/help",
            "/docs",
            "/sign-in",
            "/console/sign-in",
            "/dev/mail",
            "/styleguide",
            "/p/ada",
            "/issuers/proposal-guild",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([
            self.badge_path(),
            format!("{}/embed", self.badge_path()),
            format!("/achievements/{achievement}"),
            self.mail.clone(),
        ])
        .collect())
    }

    fn wallet(&self) -> Vec<String> {
        let badge = self.badge_path().replace("/b/", "/wallet/badges/");
        vec!["/wallet".into(), "/wallet/profile".into(), badge]
    }

    async fn console(&self) -> anyhow::Result<Vec<String>> {
        let achievement = self.guild.achievements.values().next().context("one")?;
        let badge = self.badge_path().replace("/b/", "/console/credentials/");
        // A file that was read and waits, with a row that is told.
        let run = self
            .guild
            .api
            .post_csv(
                "/v1/members/import?dry_run=true",
                "member_number,display_name,email,membership_status\nPG-7,Ann,ann@example.org,active\nPG-8,Bo,nowhere,active\n",
            )
            .await?
            .expect(202)?;
        let run = run["id"].as_str().context("no id")?;
        let seen = self.guild.finished(run).await?;
        ensure!(seen["state"] == "previewed", "{seen}");
        Ok([
            "/console",
            "/console/achievements",
            "/console/achievements/new",
            "/console/awards/new",
            "/console/credentials",
            "/console/credentials?q=nobody",
            "/console/imports",
            "/console/members",
            "/console/members/PG-1",
            "/console/rules",
            "/console/rules/new",
            "/console/messages",
            "/console/settings",
            "/console/settings/keys",
            "/console/settings/keys/rotate",
            "/console/settings/api-keys",
            "/console/settings/staff",
            "/operator/issuers",
            "/operator/issuers/new",
            "/operator/known-issuers",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain([
            format!("/console/achievements/{achievement}"),
            format!("/console/achievements/{achievement}/archive"),
            badge.clone(),
            format!("{badge}/revoke"),
            format!("{badge}/name"),
            format!("/console/imports/{run}"),
        ])
        .collect())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_accessible_in_both_schemes_on_a_phone_and_a_desk() -> anyhow::Result<()> {
    if !Browser::is_here("every page is accessible") {
        return Ok(());
    }
    let house = House::open().await?;
    let earner = house.earner().await?;
    let mut wrong = look_at(&earner, &house.wallet()).await?;
    let nobody = Browser::open(&house.suite.base, Scripts::On).await?;
    let mut public = house.public()?;
    nobody.goto(&house.waiting).await?;
    public.push(
        nobody
            .attribute(".addresses a[href*='/claim/']", "href")
            .await?,
    );
    wrong.extend(look_at(&nobody, &public).await?);
    wrong.extend(verdicts(&nobody, &house).await?);
    let staff = Browser::open(&house.suite.base, Scripts::On).await?;
    sign_in(&staff).await?;
    wrong.extend(look_at(&staff, &house.console().await?).await?);
    assert!(
        wrong.is_empty(),
        "{} things are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for browser in [earner, nobody, staff] {
        browser.was_quiet().await?;
        browser.close().await?;
    }
    assert!(house.suite.stop().await, "not everything stopped in time");
    Ok(())
}

/// Samples of every page in every state, as the style guide shows them.
#[tokio::test(flavor = "multi_thread")]
async fn every_example_of_the_style_guide_is_accessible() -> anyhow::Result<()> {
    if !Browser::is_here("every example of the style guide is accessible") {
        return Ok(());
    }
    let suite = Suite::embedded().await?;
    let browser = Browser::open(&suite.base, Scripts::On).await?;
    let page = suite.visitor().open("/styleguide").await?;
    let examples: Vec<String> = page
        .html
        .split('"')
        .filter(|part| part.starts_with("/styleguide/"))
        .map(str::to_owned)
        .collect();
    ensure!(
        examples.len() > 80,
        "the style guide names {} examples",
        examples.len()
    );
    let mut wrong = Vec::new();
    for path in &examples {
        browser.goto(path).await?;
        for look in [(1280, Scheme::Light), (390, Scheme::Dark)] {
            wrong.extend(objections(&browser, path, look).await?);
        }
        wrong.extend(beside(&browser, path).await?);
    }
    assert!(
        wrong.is_empty(),
        "{} things are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    let strangers = browser.strangers().await?;
    assert!(strangers.is_empty(), "{strangers:#?}");
    browser.close().await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_reaches_every_control_and_its_focus_is_seen() -> anyhow::Result<()> {
    if !Browser::is_here("the keyboard reaches every control") {
        return Ok(());
    }
    let house = House::open().await?;
    let earner = house.earner().await?;
    let staff = Browser::open(&house.suite.base, Scripts::On).await?;
    sign_in(&staff).await?;
    let mut wrong = Vec::new();
    let own = house.badge_path().replace("/b/", "/wallet/badges/");
    let record = house.badge_path().replace("/b/", "/console/credentials/");
    for (browser, paths) in [
        (
            &earner,
            vec![
                "/".to_owned(),
                "/verify".into(),
                house.badge_path(),
                "/wallet".into(),
                "/wallet/profile".into(),
                own,
            ],
        ),
        (
            &staff,
            [
                "/console/sign-in",
                "/console",
                "/console/achievements/new",
                "/console/awards/new",
                "/console/credentials",
                "/console/imports",
                "/console/settings",
                "/console/settings/api-keys",
                "/operator/issuers",
            ]
            .map(str::to_owned)
            .into_iter()
            .chain([record])
            .collect(),
        ),
    ] {
        for scheme in [Scheme::Light, Scheme::Dark] {
            browser.look(1280, scheme).await?;
            for path in &paths {
                browser.goto(path).await?;
                let left = browser.unreached().await?;
                wrong.extend(
                    left.into_iter()
                        .map(|what| format!("{path} ({scheme:?}): {what}")),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} things are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    earner.close().await?;
    staff.close().await?;
    assert!(house.suite.stop().await, "not everything stopped in time");
    Ok(())
}

/// A page chosen in the footer's language menu speaks it, and goes on doing so.
#[tokio::test(flavor = "multi_thread")]
async fn a_language_that_was_chosen_stays_without_scripts() -> anyhow::Result<()> {
    if !Browser::is_here("a language that was chosen stays") {
        return Ok(());
    }
    let suite = Suite::embedded().await?;
    let browser = Browser::open(&suite.base, Scripts::Off).await?;
    for (tag, heading) in [
        ("pl", "Czy ta odznaka jest autentyczna?"),
        ("es", "¿Es auténtica esta insignia?"),
        ("fr", "Ce badge est-il authentique ?"),
        ("de", "Ist dieser Badge echt?"),
        ("en", "Is this badge genuine?"),
    ] {
        browser.goto("/verify").await?;
        browser
            .click(&format!(".languages button[value='{tag}']"))
            .await?;
        browser.says(heading).await?;
        assert_eq!(browser.path().await?, "/verify");
        assert_eq!(browser.attribute("html", "lang").await?, tag);
        browser.goto("/help").await?;
        assert_eq!(browser.attribute("html", "lang").await?, tag);
    }
    browser.was_quiet().await?;
    browser.close().await?;
    assert!(suite.stop().await, "not everything stopped in time");
    Ok(())
}

/// The answers of the verify page, which no address leads to.
async fn verdicts(browser: &Browser, house: &House) -> anyhow::Result<Vec<String>> {
    let dir = tempfile::tempdir()?;
    let json = until("the public document", async || {
        let page = house
            .suite
            .visitor()
            .open_as(&format!("{}.json", house.badge_path()), "application/json")
            .await?;
        Ok((page.status == 200).then_some(page.html))
    })
    .await?;
    let tampered = json.replace("Ada Lovelace", "Eve Lovelace");
    let mut wrong = Vec::new();
    for (name, content) in [
        ("good.json", json),
        ("tampered.json", tampered),
        ("nothing.json", json!({}).to_string()),
    ] {
        browser.goto("/verify").await?;
        browser.choose("#file", &file(&dir, name, content)?).await?;
        browser.click(".drop-form button.primary").await?;
        browser.find(".verdict").await?;
        for look in LOOKS {
            wrong.extend(objections(browser, name, look).await?);
        }
        wrong.extend(beside(browser, name).await?);
    }
    Ok(wrong)
}

async fn look_at(browser: &Browser, paths: &[String]) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    for path in paths {
        browser.goto(path).await?;
        for look in LOOKS {
            wrong.extend(objections(browser, path, look).await?);
        }
        wrong.extend(beside(browser, path).await?);
    }
    Ok(wrong)
}

async fn objections(
    browser: &Browser,
    path: &str,
    (width, scheme): (u32, Scheme),
) -> anyhow::Result<Vec<String>> {
    browser.look(width, scheme).await?;
    let found = browser.axe().await.with_context(|| path.to_owned())?;
    Ok(found
        .into_iter()
        .map(|what| format!("{path} ({width}, {scheme:?}): {what}"))
        .collect())
}

/// At 320 px nothing lies beside the window (WCAG 1.4.10).
async fn beside(browser: &Browser, path: &str) -> anyhow::Result<Option<String>> {
    browser.look(320, Scheme::Light).await?;
    let over = browser.overflow().await?;
    Ok((over > 0).then(|| format!("{path}: {over} px lie beside a window of 320 px")))
}
