//! A real browser: Chromium, led by chromedriver.

use crate::machine::{free_port, program};
use anyhow::{Context as _, bail, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use platform::config::environment;
use serde_json::{Value, json};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};
use thirtyfour::{
    By, ChromiumLikeCapabilities as _, DesiredCapabilities, Key, LoggingPrefsLogLevel, WebDriver,
    WebElement,
};

/// How long a person would wait for something on a page.
const PATIENCE: Duration = Duration::from_secs(60);
/// Chromium that asks nobody for anything by itself.
const QUIET: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--disable-extensions",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--lang=en-GB",
];

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As usual.
    On,
    /// Switched off in the browser's settings.
    Off,
}

/// A browser with a profile of its own. It is gone when dropped.
pub struct Browser {
    driver: WebDriver,
    base: String,
    scripts: Scripts,
    _chromedriver: Gone,
    _profile: tempfile::TempDir,
}

/// A process that does not outlive its owner.
struct Gone(Child);
impl Drop for Gone {
    fn drop(&mut self) {
        let _already_gone = self.0.kill();
        let _reaped = self.0.wait();
    }
}

impl Browser {
    /// Whether there is a browser on this machine. A test that finds none says so and is counted as skipped.
    pub fn is_here(test: &str) -> bool {
        let driver = driver();
        let here = Command::new(&driver)
            .arg("--version")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !here {
            crate::skipped(
                test,
                &format!(
                    "{} does not run; set ACCOLADE_TEST_CHROMEDRIVER and ACCOLADE_TEST_CHROMIUM",
                    driver.display()
                ),
            );
        }
        here
    }

    /// Opens a browser for this installation.
    pub async fn open(base: &str, scripts: Scripts) -> anyhow::Result<Self> {
        let port = free_port()?;
        let chromedriver = Gone(
            Command::new(driver())
                .arg(format!("--port={port}"))
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .context("chromedriver")?,
        );
        let profile = tempfile::tempdir()?;
        let mut wanted = DesiredCapabilities::chrome();
        for flag in QUIET {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
        let chromium = program("ACCOLADE_TEST_CHROMIUM", &["/usr/bin/chromium"], "chromium");
        wanted.set_binary(&chromium.to_string_lossy())?;
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        if scripts == Scripts::Off {
            wanted.add_experimental_option(
                "prefs",
                json!({ "profile.managed_default_content_settings.javascript": 2 }),
            )?;
        }
        let address = format!("http://127.0.0.1:{port}");
        let started = tokio::time::Instant::now();
        let driver = loop {
            match WebDriver::new(address.clone(), wanted.clone()).await {
                Ok(driver) => break driver,
                Err(error) if started.elapsed() > PATIENCE => bail!("no browser: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        };
        let browser = Self {
            driver,
            base: base.to_owned(),
            scripts,
            _chromedriver: chromedriver,
            _profile: profile,
        };
        browser.look(1280, Scheme::Light).await?;
        Ok(browser)
    }

    /// Whether its pages run scripts.
    pub fn scripts(&self) -> Scripts {
        self.scripts
    }

    /// Opens a page of the installation, or any other address.
    pub async fn goto(&self, path: &str) -> anyhow::Result<()> {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        self.driver.goto(url).await.with_context(|| path.to_owned())
    }

    /// Where it is, from the slash on.
    pub async fn path(&self) -> anyhow::Result<String> {
        let url = self.driver.current_url().await?;
        let at = url.as_str();
        Ok(at.strip_prefix(&self.base).unwrap_or(at).to_owned())
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> anyhow::Result<WebElement> {
        let started = tokio::time::Instant::now();
        loop {
            match self.driver.find(By::Css(css)).await {
                Ok(found) => return Ok(found),
                Err(_) if started.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                Err(_) => bail!(
                    "no `{css}` on {}: {}",
                    self.path().await?,
                    self.words().await?
                ),
            }
        }
    }

    /// Whether an element is on the page now.
    pub async fn has(&self, css: &str) -> anyhow::Result<bool> {
        Ok(!self.driver.find_all(By::Css(css)).await?.is_empty())
    }

    /// What an attribute of an element says; empty where it has none.
    pub async fn attribute(&self, css: &str, name: &str) -> anyhow::Result<String> {
        Ok(self.find(css).await?.attr(name).await?.unwrap_or_default())
    }

    /// Types into a field, in place of what stood there.
    pub async fn fill(&self, css: &str, words: &str) -> anyhow::Result<()> {
        let field = self.find(css).await?;
        field.clear().await?;
        Ok(field.send_keys(words).await?)
    }

    /// Chooses a file.
    pub async fn choose(&self, css: &str, file: &Path) -> anyhow::Result<()> {
        let path = file.to_str().context("a path in UTF-8")?;
        Ok(self.find(css).await?.send_keys(path).await?)
    }

    /// Clicks.
    pub async fn click(&self, css: &str) -> anyhow::Result<()> {
        let element = self.find(css).await?;
        element.scroll_into_view().await?;
        element.click().await.with_context(|| css.to_owned())
    }

    /// Drops a file on an element, as from a file manager.
    pub async fn drop_file(&self, css: &str, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let script = "const [css, name, data] = arguments;
            const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
            const dropped = new DataTransfer();
            dropped.items.add(new File([bytes], name));
            document.querySelector(css).dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));";
        self.run(
            script,
            vec![json!(css), json!(name), json!(STANDARD.encode(bytes))],
        )
        .await?;
        Ok(())
    }

    /// The words of an element.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        Ok(self.find(css).await?.text().await?)
    }

    /// The words of the page.
    pub async fn words(&self) -> anyhow::Result<String> {
        Ok(self.driver.find(By::Css("body")).await?.text().await?)
    }

    /// Waits until the page says something.
    pub async fn says(&self, words: &str) -> anyhow::Result<()> {
        let started = tokio::time::Instant::now();
        loop {
            // A page that is just being replaced has no words.
            if self.words().await.is_ok_and(|all| all.contains(words)) {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                bail!(
                    "“{words}” is not on {}: {}",
                    self.path().await?,
                    self.words().await?
                );
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// A window this wide, in a colour scheme, without motion.
    pub async fn look(&self, width: u32, scheme: Scheme) -> anyhow::Result<()> {
        let tools = self.driver.cdp();
        let size =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        tools
            .send_raw("Emulation.setDeviceMetricsOverride", size)
            .await?;
        let wants = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme.value() },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        tools.send_raw("Emulation.setEmulatedMedia", wants).await?;
        Ok(())
    }

    /// How many pixels of the page lie beside the window.
    pub async fn overflow(&self) -> anyhow::Result<i64> {
        let script = "const e = document.documentElement; return e.scrollWidth - e.clientWidth;";
        self.run(script, vec![]).await?.as_i64().context("a number")
    }

    /// What axe-core finds against WCAG 2.2 AA, a line each.
    pub async fn axe(&self) -> anyhow::Result<Vec<String>> {
        let path =
            environment("ACCOLADE_TEST_AXE").context("ACCOLADE_TEST_AXE names axe.min.js")?;
        let axe = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        self.run(&format!("{axe}; window.axe = axe;"), vec![])
            .await?;
        let script = "const done = arguments[arguments.length - 1];
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
            axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
              .then(r => done([String(r.passes.length), ...r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary.split('\\n').slice(1).join(' ').trim()}`))]))
              .catch(e => done(['0', String(e)]));";
        let found = self.driver.execute_async(script, vec![]).await?;
        let mut found: Vec<String> = found.convert()?;
        let passed = found.remove(0);
        // A page on which hardly any rule applies was not looked at.
        ensure!(
            passed.parse::<u32>()? >= 5,
            "axe found {passed} rules kept: {found:?}"
        );
        Ok(found)
    }

    /// Goes through the page by the tab key alone; answers the controls it never reached, and those it reached
    /// without the focus being seen.
    pub async fn unreached(&self) -> anyhow::Result<Vec<String>> {
        let prepare = "
            const shown = e => e.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && !e.closest('[inert]');
            const said = e => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''} “${(e.innerText || e.name || e.value || e.ariaLabel || '').trim().slice(0, 40)}”`;
            window.seen = new Set(); window.unseen = [];
            window.note = () => {
              const e = document.activeElement;
              if (!e || e === document.body) return true;
              if (seen.has(e)) return false;
              seen.add(e);
              const s = getComputedStyle(e);
              if (e.tagName !== 'IFRAME' && (s.outlineStyle === 'none' || parseFloat(s.outlineWidth) < 2)) unseen.push(`not seen: ${said(e)}`);
              return false;
            };
            window.left = () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\"0\"]')]
              .filter(e => shown(e) && !e.disabled && !seen.has(e))
              .filter(e => !(e.type === 'radio' && [...seen].some(o => o.type === 'radio' && o.name === e.name)))
              .map(e => `not reached: ${said(e)}`).concat(unseen);
            document.activeElement?.blur?.(); window.scrollTo(0, 0);
            return document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex=\"0\"]').length;";
        let controls = self
            .run(prepare, vec![])
            .await?
            .as_u64()
            .context("a number")?;
        // Dates have several stops each, and the end of the page is one, too.
        for _ in 0..controls.saturating_mul(2).saturating_add(20) {
            self.driver
                .action_chain()
                .send_keys(Key::Tab + "")
                .perform()
                .await?;
            let around = self.run("return note();", vec![]).await?;
            if around.as_bool() == Some(true) {
                break;
            }
        }
        let seen = self.run("return seen.size;", vec![]).await?.as_u64();
        ensure!(
            seen.is_some_and(|seen| seen >= 4),
            "the tab key reached {seen:?} controls"
        );
        let left = self.run("return left();", vec![]).await?;
        Ok(serde_json::from_value(left)?)
    }

    /// What the browser complained about since the last time: a broken policy, a script's error, a missing file.
    pub async fn complaints(&self) -> anyhow::Result<Vec<String>> {
        let all = self.driver.get_log("browser").await?;
        Ok(all
            .into_iter()
            .filter(|entry| entry.level == "SEVERE" || entry.message.contains("Content Security"))
            .map(|entry| entry.message)
            .collect())
    }

    /// The addresses on other hosts that pages asked for since the last time.
    pub async fn strangers(&self) -> anyhow::Result<Vec<String>> {
        let mut found = Vec::new();
        for entry in self.driver.get_log("performance").await? {
            let event: Value = serde_json::from_str(&entry.message)?;
            let message = &event["message"];
            let url = message["params"]["request"]["url"]
                .as_str()
                .unwrap_or_default();
            let own =
                url.starts_with(&self.base) || url.starts_with("data:") || url.starts_with("blob:");
            if message["method"] == "Network.requestWillBeSent" && !own && url.starts_with("http") {
                found.push(url.to_owned());
            }
        }
        Ok(found)
    }

    /// Fails if pages broke their policy, had errors or asked another host.
    pub async fn was_quiet(&self) -> anyhow::Result<()> {
        let (complaints, strangers) = (self.complaints().await?, self.strangers().await?);
        ensure!(
            complaints.is_empty(),
            "the browser complained: {complaints:#?}"
        );
        ensure!(
            strangers.is_empty(),
            "pages asked other hosts: {strangers:#?}"
        );
        Ok(())
    }

    /// Closes it.
    pub async fn close(self) -> anyhow::Result<()> {
        Ok(self.driver.quit().await?)
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self.driver.execute(script, arguments).await?.json().clone())
    }
}

/// The colours a reader prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Ink on paper.
    Light,
    /// Chalk on night.
    Dark,
}
impl Scheme {
    fn value(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

fn driver() -> std::path::PathBuf {
    program(
        "ACCOLADE_TEST_CHROMEDRIVER",
        &["/usr/bin/chromedriver"],
        "chromedriver",
    )
}
