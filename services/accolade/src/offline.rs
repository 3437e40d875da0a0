//! Commands that work on files: verify, inspect, bake. They need no service.

use crate::command::{complain, say};
use anyhow::{Context as _, bail};
use clap::Args;
use openbadges::{
    bake::{self, Existing, Version},
    verify::{Input, Mark, Report, Step, Verdict},
};
use platform::{
    clock::Clock,
    config::Settings,
    fetch::{FetchSettings, GuardedFetcher, HostPort},
};
use std::{
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
};
use verification::{Voucher, Web, check::Nobody};

/// What could not be checked.
const UNVERIFIABLE: u8 = 2;

/// `accolade verify`.
#[derive(Args)]
pub struct Verify {
    /// A PNG, SVG, JSON or JWT file, a link, or - for standard input.
    badge: String,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    /// Fetch nothing: what needs the network is answered as unverifiable.
    #[arg(long)]
    offline: bool,
    /// Hosts that may be fetched although private or without TLS, such as localhost:8080.
    #[arg(long, value_name = "HOST:PORT", value_delimiter = ',')]
    allow: Vec<String>,
    /// An address the bearer claims: checked against the badge's hash.
    #[arg(long, value_name = "EMAIL")]
    recipient: Option<String>,
    /// An issuer you know and vouch for: its DID or address.
    #[arg(long, value_name = "ISSUER")]
    trust: Vec<String>,
}

/// `accolade inspect`.
#[derive(Args)]
pub struct Inspect {
    /// A PNG, SVG, JSON or JWT file, or - for standard input.
    file: String,
    /// Print only the credential, as JSON.
    #[arg(long)]
    json: bool,
}

/// `accolade bake`.
#[derive(Args)]
pub struct Bake {
    /// The picture, PNG or SVG.
    image: PathBuf,
    /// The credential: JSON or JWT, 3.0 or 2.0.
    credential: PathBuf,
    /// Where to write the baked picture.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Replace a credential that is in the picture already.
    #[arg(long)]
    overwrite: bool,
}

struct Vouched(Vec<String>);

#[async_trait::async_trait]
impl verification::Registry for Vouched {
    async fn vouches(&self, issuer: &str) -> Vec<Voucher> {
        let is_trusted = self.0.iter().any(|i| i == issuer);
        is_trusted
            .then(|| Voucher::operator(String::new()))
            .into_iter()
            .collect()
    }
    fn own_issuers(&self) -> Vec<String> {
        Nobody.own_issuers()
    }
    async fn ledger(&self, credential: &str) -> Result<Option<openbadges::verify::Own>, String> {
        Nobody.ledger(credential).await
    }
}

/// Verifies a badge and answers with the code that the contract names.
pub async fn verify(args: Verify, settings: anyhow::Result<Settings>) -> ExitCode {
    let outcome = match settings {
        Ok(settings) => judged(args, &settings).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(code) => code,
        // Whatever hinders the check is no verdict on the badge, so it never ends with 1.
        Err(error) => {
            complain(&error);
            ExitCode::from(UNVERIFIABLE)
        }
    }
}

async fn judged(args: Verify, settings: &Settings) -> anyhow::Result<ExitCode> {
    let input = if is_link(&args.badge) {
        Input::Url(args.badge.clone())
    } else {
        Input::File(bytes(&args.badge)?)
    };
    let configured = settings.text("fetch_allow").unwrap_or_default();
    let allow = HostPort::list(
        &[args.allow.join(","), configured.to_owned()]
            .into_iter()
            .filter(|a| !a.is_empty())
            .collect::<Vec<_>>()
            .join(","),
    )?;
    let now = Clock::system().now();
    let registry = Vouched(args.trust);
    let found = if args.offline {
        verification::check(
            input,
            args.recipient,
            now,
            &verification::check::Offline,
            &registry,
        )
        .await?
    } else {
        let web = Web::new(
            GuardedFetcher::new(FetchSettings {
                allow: allow.clone(),
                ..FetchSettings::default()
            })?,
            allow,
            Clock::system(),
        );
        verification::check(input, args.recipient, now, &web.for_one(), &registry).await?
    };
    if args.json {
        say(serde_json::to_string_pretty(&found)?)?;
    } else {
        tell(&found.report)?;
    }
    Ok(match found.report.verdict {
        Verdict::Valid | Verdict::ValidIssuerUnknown => ExitCode::SUCCESS,
        Verdict::Invalid => ExitCode::FAILURE,
        Verdict::Unverifiable => ExitCode::from(UNVERIFIABLE),
    })
}

fn tell(report: &Report) -> anyhow::Result<()> {
    let word = match report.verdict {
        Verdict::Valid => "VALID",
        Verdict::ValidIssuerUnknown => "VALID, ISSUER UNKNOWN",
        Verdict::Unverifiable => "COULD NOT CHECK",
        Verdict::Invalid => "NOT VALID",
    };
    say(format_args!("{word}\n{}\n", verification::summary(report)))?;
    for step in &report.steps {
        say(line(step))?;
    }
    let f = &report.facts;
    let facts = [
        ("Badge", &f.achievement_name),
        ("Issued by", &f.issuer_name),
        ("Issuer", &f.issuer_id),
        ("Awarded to", &f.recipient_name),
        ("Address", &f.id),
        ("Secured by", &report.format.suite),
    ];
    say("")?;
    for (name, value) in facts
        .into_iter()
        .filter_map(|(n, v)| v.as_ref().map(|v| (n, v)))
    {
        say(format_args!("{name:<11} {value}"))?;
    }
    Ok(())
}

fn line(step: &Step) -> String {
    let mark = match step.mark {
        Mark::Ok => "ok     ",
        Mark::Warning => "warning",
        Mark::Failed => "FAILED ",
        Mark::Unknown => "unknown",
        Mark::Skipped => "-      ",
    };
    let fix = step
        .fix
        .as_ref()
        .map(|f| format!("\n           {f}"))
        .unwrap_or_default();
    format!("  {mark}  {}{fix}", step.text)
}

fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !Path::new(text).exists()
}

fn bytes(path: &str) -> anyhow::Result<Vec<u8>> {
    if path == "-" {
        let mut all = Vec::new();
        std::io::stdin()
            .lock()
            .take(32 << 20)
            .read_to_end(&mut all)?;
        return Ok(all);
    }
    std::fs::read(path).with_context(|| format!("{path} cannot be read"))
}

/// Shows what is inside a file, without judging it.
pub fn inspect(args: &Inspect) -> anyhow::Result<ExitCode> {
    let file = bytes(&args.file)?;
    let (carrier, text) = unpack(&file)?;
    let credential = payload(&text)?;
    if args.json {
        say(serde_json::to_string_pretty(&credential)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    say(format_args!(
        "{carrier}, not verified: `accolade verify` does that.\n"
    ))?;
    say(serde_json::to_string_pretty(&credential)?)?;
    Ok(ExitCode::SUCCESS)
}

fn unpack(file: &[u8]) -> anyhow::Result<(String, String)> {
    let version = |v: Version| match v {
        Version::V2 => "Open Badges 2.0",
        Version::V3 => "Open Badges 3.0",
        Version::Clr => "A learner record (CLR 2.0)",
    };
    if bake::png::is_png(file) {
        let baked = bake::png::read(file)?;
        return Ok((format!("{} in a PNG", version(baked.version)), baked.text));
    }
    if bake::pdf::is_pdf(file) {
        let baked = bake::pdf::read(file)?;
        return Ok((format!("{} in a PDF", version(baked.version)), baked.text));
    }
    if bake::svg::is_svg(file) {
        let baked = bake::svg::read(file)?;
        return Ok((format!("{} in an SVG", version(baked.version)), baked.text));
    }
    let text = std::str::from_utf8(file)
        .context("this is neither a picture nor a text; give a PNG, SVG, JSON or JWT file")?
        .trim()
        .to_owned();
    let kind = if text.starts_with('{') {
        "A JSON document"
    } else {
        "A compact JWT"
    };
    Ok((kind.to_owned(), text))
}

/// The JSON of a credential: itself, or the payload of a JWT.
fn payload(text: &str) -> anyhow::Result<serde_json::Value> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    if text.starts_with('{') {
        return serde_json::from_str(text).context("the JSON inside cannot be read");
    }
    if is_link(text) {
        return Ok(serde_json::Value::String(text.to_owned()));
    }
    let mut parts = text.split('.');
    let (Some(_), Some(payload), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        bail!("what is inside is neither JSON nor a compact JWT (three parts between dots)");
    };
    let json = URL_SAFE_NO_PAD
        .decode(payload)
        .context("the JWT's payload is not base64url")?;
    serde_json::from_slice(&json).context("the JWT's payload is not JSON")
}

/// Puts a credential into a picture.
pub fn bake(args: &Bake) -> anyhow::Result<ExitCode> {
    let image = std::fs::read(&args.image)
        .with_context(|| format!("{} cannot be read", args.image.display()))?;
    let text = std::fs::read_to_string(&args.credential)
        .with_context(|| format!("{} cannot be read", args.credential.display()))?;
    let text = text.trim();
    let credential = payload(text)?;
    let version = version_of(&credential);
    let existing = if args.overwrite {
        Existing::Overwrite
    } else {
        Existing::Refuse
    };
    let baked = if bake::png::is_png(&image) {
        bake::png::bake(&image, text, version, existing)?
    } else if bake::svg::is_svg(&image) {
        bake::svg::bake(&image, text, credential["id"].as_str(), version, existing)?
    } else {
        bail!(
            "{} is neither a PNG nor an SVG; badges are baked into these two",
            args.image.display()
        );
    };
    std::fs::write(&args.output, baked)
        .with_context(|| format!("{} cannot be written", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// 2.0 says so in its context; everything else is baked as 3.0.
fn version_of(credential: &serde_json::Value) -> Version {
    let context = &credential["@context"];
    let two = |v: &serde_json::Value| {
        v.as_str()
            .is_some_and(|c| c.starts_with("https://w3id.org/openbadges/"))
    };
    if two(context) || context.as_array().is_some_and(|list| list.iter().any(two)) {
        Version::V2
    } else {
        Version::V3
    }
}
