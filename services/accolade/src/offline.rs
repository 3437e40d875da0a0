//! Commands that work on files: verify, inspect, bake. They need no service.

use crate::command::{complain, say};
use anyhow::{Context as _, bail};
use clap::Args;
use openbadges::{
    bake::{self, BakeError, Baked, Existing, Version},
    encoding::sha256_hex,
    verify::{Input, Mark, Step, Verdict, content_sha256},
};
use platform::{
    clock::Clock,
    config::Settings,
    fetch::{FetchSettings, GuardedFetcher, HostPort},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};
use verification::{Found, Voucher, Web, check::Nobody, issuer_list::IssuerList};

/// What could not be checked.
const UNVERIFIABLE: u8 = 2;

/// `accolade verify`.
#[derive(Args)]
pub struct Verify {
    /// PNG, SVG, PDF, JSON or JWT files, pictures of a QR code, links, or - for standard input.
    #[arg(required = true, value_name = "BADGE")]
    badges: Vec<String>,
    /// Print the report as JSON; of several badges, one line each.
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
    /// A list of issuers you vouch for: JSON or CSV, as the registry imports them.
    #[arg(long, value_name = "FILE")]
    registry: Vec<PathBuf>,
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
    /// The credential: JSON or JWT, 3.0 or 2.0. One of each version may be put into the same picture.
    #[arg(required = true, value_name = "CREDENTIAL")]
    credentials: Vec<PathBuf>,
    /// Where to write the baked picture.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Replace a credential that is in the picture already.
    #[arg(long)]
    overwrite: bool,
}

/// Whom the caller of the command vouches for, and by which list.
#[derive(Default)]
struct Vouched(BTreeMap<String, Vec<Voucher>>);

impl Vouched {
    fn of(args: &Verify) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for issuer in &args.trust {
            all.add(issuer, Voucher::operator(""));
        }
        for path in &args.registry {
            let file = std::fs::read(path)
                .with_context(|| format!("the list {} cannot be read", path.display()))?;
            let list = IssuerList::parse(&file)
                .with_context(|| format!("the list {} cannot be used", path.display()))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            for entry in list.entries {
                all.add(&entry.issuer, Voucher::list("", name.as_ref(), entry.name));
            }
        }
        Ok(all)
    }

    fn add(&mut self, issuer: &str, voucher: Voucher) {
        self.0.entry(issuer.to_owned()).or_default().push(voucher);
    }
}

#[async_trait::async_trait]
impl verification::Registry for Vouched {
    async fn vouches(&self, issuer: &str) -> Result<Vec<Voucher>, String> {
        Ok(self.0.get(issuer).cloned().unwrap_or_default())
    }
    fn own_issuers(&self) -> Arc<BTreeSet<String>> {
        Nobody.own_issuers()
    }
    async fn ledger(&self, credential: &str) -> Result<Option<openbadges::verify::Own>, String> {
        Nobody.ledger(credential).await
    }
}

/// Verifies badges and answers with the code that the contract names; of several, the worst.
pub async fn verify(args: Verify, settings: anyhow::Result<Settings>) -> ExitCode {
    let outcome = match settings {
        Ok(settings) => judged(args, &settings).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(worst) => worst.code(),
        // Whatever hinders the check is no verdict on the badge, so it never ends with 1.
        Err(error) => {
            complain(&error);
            ExitCode::from(UNVERIFIABLE)
        }
    }
}

/// How a check ends, the worst last: what certainly does not hold is worse than what could not be found out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    #[default]
    Holds,
    Unverifiable,
    Invalid,
}

impl End {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Valid | Verdict::ValidIssuerUnknown => Self::Holds,
            Verdict::Unverifiable => Self::Unverifiable,
            Verdict::Invalid => Self::Invalid,
        }
    }

    fn code(self) -> ExitCode {
        match self {
            Self::Holds => ExitCode::SUCCESS,
            Self::Unverifiable => ExitCode::from(UNVERIFIABLE),
            Self::Invalid => ExitCode::FAILURE,
        }
    }
}

async fn judged(args: Verify, settings: &Settings) -> anyhow::Result<End> {
    let configured = settings.text("fetch_allow").unwrap_or_default();
    let allow = HostPort::list(
        &[args.allow.join(","), configured.to_owned()]
            .into_iter()
            .filter(|a| !a.is_empty())
            .collect::<Vec<_>>()
            .join(","),
    )?;
    let registry = Vouched::of(&args)?;
    let web = Web::new(
        GuardedFetcher::new(FetchSettings {
            allow: allow.clone(),
            ..FetchSettings::default()
        })?,
        allow,
        Clock::system(),
    );
    let several = args.badges.len() > 1;
    let mut worst = End::default();
    for badge in &args.badges {
        let found = match found(badge, &args, &web, &registry).await {
            Ok(found) => found,
            Err(error) if several => {
                // The others are looked at all the same.
                complain(&error.context(badge.clone()));
                worst = worst.max(End::Unverifiable);
                continue;
            }
            Err(error) => return Err(error),
        };
        worst = worst.max(End::of(found.report.verdict));
        match (args.json, several) {
            (true, false) => say(serde_json::to_string_pretty(&found)?)?,
            (true, true) => {
                let mut told = serde_json::to_value(&found)?;
                if let serde_json::Value::Object(members) = &mut told {
                    members.insert("badge".into(), badge.as_str().into());
                }
                say(told)?;
            }
            (false, true) => say(format_args!(
                "{:<21}  {badge}\n                       {}",
                word(found.report.verdict),
                verification::summary(&found.report)
            ))?,
            (false, false) => tell(&found)?,
        }
    }
    Ok(worst)
}

async fn found(badge: &str, args: &Verify, web: &Web, registry: &Vouched) -> anyhow::Result<Found> {
    let input = if is_link(badge) {
        Input::Url(badge.to_owned())
    } else {
        Input::File(bytes(badge)?)
    };
    let (recipient, now) = (args.recipient.clone(), Clock::system().now());
    let offline = verification::check::Offline;
    let found = if args.offline {
        verification::check(input, recipient, now, &offline, registry).await?
    } else {
        verification::check(input, recipient, now, &web.for_one(), registry).await?
    };
    Ok(found)
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Valid => "VALID",
        Verdict::ValidIssuerUnknown => "VALID, ISSUER UNKNOWN",
        Verdict::Unverifiable => "COULD NOT CHECK",
        Verdict::Invalid => "NOT VALID",
    }
}

fn tell(found: &Found) -> anyhow::Result<()> {
    let report = &found.report;
    let word = word(report.verdict);
    say(format_args!("{word}\n{}\n", verification::summary(report)))?;
    for step in &report.steps {
        say(line(step))?;
    }
    let f = &report.facts;
    let lists: Vec<&str> = found
        .vouched_by
        .iter()
        .map(|voucher| match voucher.list_name.as_str() {
            "" => "you",
            list => list,
        })
        .collect();
    let vouched = (!lists.is_empty()).then(|| lists.join(", "));
    let facts = [
        ("Badge", &f.achievement_name),
        ("Issued by", &f.issuer_name),
        ("Issuer", &f.issuer_id),
        ("Vouched by", &vouched),
        ("Awarded to", &f.recipient_name),
        ("Address", &f.id),
        ("Secured by", &report.format.suite),
        ("QR code", &found.qr_code),
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
    let inside = unpack(&file)?;
    if args.json {
        // The one that `verify` is about comes first.
        for (_, text) in &inside {
            say(serde_json::to_string_pretty(&payload(text)?)?)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    say(format_args!(
        "Not verified: `accolade verify` does that.\n\nFile        sha256 {}",
        sha256_hex(&file)
    ))?;
    for (carrier, text) in &inside {
        let credential = payload(text)?;
        say(format_args!("\n{carrier}"))?;
        say(format_args!(
            "  Embedded  sha256 {}",
            sha256_hex(text.as_bytes())
        ))?;
        if let Some(content) = content_sha256(&credential) {
            say(format_args!(
                "  Content   sha256 {content} (canonical JSON without proof)"
            ))?;
        }
        say(serde_json::to_string_pretty(&credential)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything in a file: what it is and its text. What `verify` is about comes first.
fn unpack(file: &[u8]) -> anyhow::Result<Vec<(String, String)>> {
    let version = |v: Version| match v {
        Version::V2 => "Open Badges 2.0",
        Version::V3 => "Open Badges 3.0",
        Version::Clr => "A learner record (CLR 2.0)",
    };
    let told = |all: Vec<Baked>, place: &str| {
        if all.is_empty() {
            bail!(BakeError::NoBadge);
        }
        let all = all.into_iter().map(|baked| {
            let more = if baked.more {
                ", the first of several"
            } else {
                ""
            };
            let kind = format!("{} in {place}{more}", version(baked.version));
            (kind, baked.text)
        });
        Ok(all.collect())
    };
    if bake::png::is_png(file) {
        return told(bake::png::read_all(file)?, "a PNG");
    }
    if bake::pdf::is_pdf(file) {
        return told(vec![bake::pdf::read(file)?], "a PDF");
    }
    if bake::svg::is_svg(file) {
        return told(bake::svg::read_all(file)?, "an SVG");
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
    Ok(vec![(kind.to_owned(), text)])
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
    let mut baked = image;
    let mut versions = Vec::new();
    for path in &args.credentials {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let text = text.trim();
        let credential = payload(text).with_context(|| path.display().to_string())?;
        let version = version_of(&credential);
        if versions.contains(&version) {
            bail!(
                "{} is of the same version as a credential before it; a picture carries one of each",
                path.display()
            );
        }
        versions.push(version);
        baked = put_in(&baked, text, &credential, version, args)?;
    }
    std::fs::write(&args.output, baked)
        .with_context(|| format!("{} cannot be written", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn put_in(
    image: &[u8],
    text: &str,
    credential: &serde_json::Value,
    version: Version,
    args: &Bake,
) -> anyhow::Result<Vec<u8>> {
    let existing = if args.overwrite {
        Existing::Overwrite
    } else {
        Existing::Refuse
    };
    if bake::png::is_png(image) {
        Ok(bake::png::bake(image, text, version, existing)?)
    } else if bake::svg::is_svg(image) {
        let id = credential["id"].as_str();
        Ok(bake::svg::bake(image, text, id, version, existing)?)
    } else {
        bail!(
            "{} is neither a PNG nor an SVG; badges are baked into these two",
            args.image.display()
        )
    }
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
