//! `accolade verify`: badges checked here, without a service.

use crate::{
    command::{complain, say},
    telling,
};
use anyhow::{Context as _, bail};
use clap::Args;
use openbadges::verify::{Input, Verdict};
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
    /// PNG, SVG, PDF, JSON or JWT files, pictures of a QR code, folders of such files, links, or - for standard input.
    #[arg(required = true, value_name = "BADGE")]
    badges: Vec<String>,
    /// Print the report as JSON; of several badges, one line each, with `error` where one could not be read.
    #[arg(long)]
    json: bool,
    /// Fetch nothing: what needs the network is answered as unverifiable.
    #[arg(long)]
    offline: bool,
    /// Hosts that may be fetched although they are private or without TLS, such as localhost:8080.
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
    let badges = each(&args.badges)?;
    let several = badges.len() > 1 || badges != args.badges;
    let mut worst = End::default();
    for badge in &badges {
        let found = match found(badge, &args, &web, &registry).await {
            Ok(found) => found,
            Err(error) => {
                // The others are looked at all the same.
                complain(&error);
                worst = worst.max(End::Unverifiable);
                if args.json {
                    let error = format!("{error:#}");
                    say(serde_json::json!({ "badge": badge, "error": error }))?;
                }
                continue;
            }
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
            (false, true) => telling::in_short(badge, &found)?,
            (false, false) => telling::in_full(&found)?,
        }
    }
    Ok(worst)
}

/// What is to be checked, with the files of each folder in its place.
fn each(badges: &[String]) -> anyhow::Result<Vec<String>> {
    if badges.iter().filter(|badge| *badge == "-").count() > 1 {
        bail!("standard input can be read once only; name - once");
    }
    let mut all = Vec::new();
    for badge in badges {
        if is_link(badge) || !Path::new(badge).is_dir() {
            all.push(badge.clone());
            continue;
        }
        let files = files_in(Path::new(badge))
            .with_context(|| format!("the folder {badge} cannot be read"))?;
        if files.is_empty() {
            bail!("there are no files in the folder {badge}; folders in it are not looked into");
        }
        all.extend(files);
    }
    Ok(all)
}

/// The files in a folder by their names; hidden ones and folders are passed over.
fn files_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !hidden && entry.path().is_file() {
            files.push(entry.path().display().to_string());
        }
    }
    files.sort();
    Ok(files)
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

/// Whether a badge is to be fetched.
pub(crate) fn is_link(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !Path::new(text).exists()
}

/// A file, or standard input for `-`.
pub(crate) fn bytes(path: &str) -> anyhow::Result<Vec<u8>> {
    if path == "-" {
        let mut all = Vec::new();
        std::io::stdin()
            .lock()
            .take(32 << 20)
            .read_to_end(&mut all)?;
        return Ok(all);
    }
    if Path::new(path).is_dir() {
        bail!("{path} is a folder; name a file in it");
    }
    // Somebody may have pasted the badge itself.
    let pasted = path.trim_start().starts_with('{') || path.starts_with("eyJ");
    if pasted && !Path::new(path).exists() {
        bail!("this is no file but the text of a badge; send it to standard input and name -");
    }
    std::fs::read(path).with_context(|| format!("{path} cannot be read"))
}
