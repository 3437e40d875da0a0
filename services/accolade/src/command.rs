//! The command line.

use crate::{assemble, assemble::Ground, backup, care, demo, inside, offline, serve, tls, up};
use anyhow::{Context as _, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use clap::{Parser, Subcommand};
use platform::{
    ServiceName,
    clock::Clock,
    config::Settings,
    identity::Identity,
    ids::Ids,
    telemetry::{self, TelemetrySettings},
};
use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

/// How a command ends that was called wrongly (`EX_USAGE`).
const USAGE: u8 = 64;

/// Digital badges for associations: issue, hold, verify Open Badges.
#[derive(Parser)]
#[command(name = "accolade", version, about, max_term_width = 100)]
pub struct Cli {
    /// Configuration file (TOML). Environment variables ACCOLADE_… win over it.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything with five sample programmes, and say which pages to open.
    Demo {
        /// Where the demo keeps its data.
        #[arg(long, value_name = "DIR", default_value = "accolade-demo")]
        data: PathBuf,
        /// Address and port; the port of the last start, or 8080.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
        /// Print one line of JSON when ready.
        #[arg(long)]
        json: bool,
    },
    /// Run everything in one process, for real use.
    Up {
        /// Where databases and keys are kept.
        #[arg(long, value_name = "DIR", default_value = "accolade-data")]
        data: PathBuf,
        /// Address and port; the port of the last start, or 8080.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Run one service on PostgreSQL and NATS.
    Serve {
        /// gateway, issuance, wallet, verification, notification or membership-sync.
        service: ServiceName,
        /// Address and port.
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Bring the databases of all services up to date, then end.
    Migrate {
        /// The data directory of `up`; without it, PostgreSQL from the configuration.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Ask a running process whether it is ready; ends with 0 if so.
    Healthcheck {
        /// Its address; without it, port 8080 of this machine, by https where ACCOLADE_TLS_CERT is set.
        #[arg(long)]
        url: Option<url::Url>,
    },
    /// Print the settings in force, secrets masked.
    Config {
        /// Print every setting there is, with its environment variable.
        #[arg(long)]
        reference: bool,
    },
    /// Make the first operator of separate services: prints a set-up link and an API key, once. Run it with the
    /// gateway's settings.
    Operator {
        /// The operator's address.
        #[arg(long)]
        email: String,
        /// The operator's name.
        #[arg(long, default_value = "Operator")]
        name: String,
    },
    /// Copy the databases of `up`; may be used while it runs.
    Backup(backup::Backup),
    /// Make a data directory of a copy. Mails are paused in it.
    Restore(backup::Restore),
    /// Let mails leave again after a restore.
    ResumeMail(backup::ResumeMail),
    /// Show or retry work that failed; may be used while everything runs.
    Jobs(care::Jobs),
    /// Make keys for services in processes of their own.
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Verify badges of any vendor. Ends with 0 if valid, 1 if invalid, 2 if it could not be checked; of several, the worst.
    Verify(offline::Verify),
    /// Show everything that is inside a badge file, with digests, without judging it.
    Inspect(inside::Inspect),
    /// Put a credential, or one of each version, into a PNG or SVG picture.
    Bake(inside::Bake),
}

#[derive(Subcommand)]
enum Keys {
    /// A service's own key for internal tokens, and the line its peers trust it by.
    Identity {
        /// Which service it is for.
        service: ServiceName,
    },
    /// A secret for ACCOLADE_MASTER_KEY or ACCOLADE_<SERVICE>_KEY.
    Secret,
}

/// Runs the command line and answers how it ended.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let wrong = error.use_stderr();
            let _cannot_be_told = error.print();
            return if wrong {
                ExitCode::from(USAGE)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    // Two TLS providers could be compiled in one day; this one is meant.
    let _installed_already = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&anyhow::Error::from(error)),
    };
    match runtime.block_on(run(cli)) {
        Ok(code) => code,
        Err(error) => fail(&error),
    }
}

fn fail(error: &anyhow::Error) -> ExitCode {
    complain(error);
    ExitCode::FAILURE
}

/// Tells what went wrong, on standard error.
#[expect(clippy::print_stderr, reason = "the command line's own voice")]
pub(crate) fn complain(error: &anyhow::Error) {
    eprintln!("accolade: {}", in_words(error));
}

/// An error and its causes. Of a refusal by a service its words count, and not that it came by gRPC.
fn in_words(error: &anyhow::Error) -> String {
    let words = error.chain().map(|cause| match cause.downcast_ref() {
        Some(status) => tonic::Status::message(status).to_owned(),
        None => cause.to_string(),
    });
    let mut all: Vec<String> = words.collect();
    // Some errors repeat their cause in their own words.
    all.dedup_by(|cause, error| error.ends_with(cause.as_str()));
    all.join(": ")
}

/// Writes one line to standard output, without its colours where that is no terminal, or `NO_COLOR` is set. Who has
/// stopped reading (`| head`) misses nothing.
pub(crate) fn say(line: impl std::fmt::Display) -> std::io::Result<()> {
    let mut out = anstream::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        told => told,
    }
}

async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let settings = |overrides: &[(&'static str, Option<String>)]| {
        let set: Vec<_> = overrides
            .iter()
            .filter_map(|(name, value)| value.clone().map(|v| (*name, v)))
            .collect();
        Settings::load(cli.config.as_deref(), &set)
    };
    match cli.command {
        Command::Demo { data, listen, json } => {
            run_demo(settings(&[("listen", listen)])?, &data, json).await
        }
        Command::Up { data, listen } => run_up(settings(&[("listen", listen)])?, data).await,
        Command::Serve { service, listen } => {
            run_serve(settings(&[("listen", listen)])?, service).await
        }
        Command::Migrate { data } => migrate(settings(&[])?, data.as_deref()).await,
        Command::Healthcheck { url } => {
            let url = url.map_or_else(|| own_address(&settings(&[])?), Ok)?;
            healthcheck(&url).await
        }
        Command::Config { reference } => show_config(&settings(&[])?, reference),
        Command::Operator { email, name } => make_operator(settings(&[])?, &email, &name).await,
        Command::Backup(how) => backup::backup(how, settings(&[])?).await,
        Command::Restore(how) => backup::restore(&how),
        Command::ResumeMail(how) => backup::resume_mail(&how),
        Command::Jobs(jobs) => care::jobs(jobs, settings(&[])?).await,
        Command::Keys { what } => make_keys(&what),
        Command::Verify(verify) => {
            Ok(offline::verify(verify, settings(&[]).map_err(Into::into)).await)
        }
        Command::Inspect(inspect) => inside::inspect(&inspect),
        Command::Bake(bake) => inside::bake(&bake),
    }
}

fn listen_to_logs(
    settings: &Settings,
    service: &str,
    default: &str,
) -> anyhow::Result<telemetry::Guard> {
    Ok(telemetry::init(&TelemetrySettings {
        service: service.to_owned(),
        otlp_endpoint: settings.text("otlp_endpoint").map(str::to_owned),
        // Each migration in three lines is for whoever asks for them.
        log: settings.text("log").map_or_else(
            || format!("{default},sea_orm_migration=warn"),
            str::to_owned,
        ),
        json: settings.text("log_format") == Some("json"),
    })?)
}

async fn run_demo(mut settings: Settings, data: &Path, json: bool) -> anyhow::Result<ExitCode> {
    let guard = listen_to_logs(&settings, "accolade", "warn")?;
    let marker = data.join("DEMO");
    match std::fs::read_to_string(&marker) {
        Ok(text) if text.trim() == "ready" => {}
        // A demo that was stopped while it was being filled holds nothing of value.
        Ok(_) => std::fs::remove_dir_all(data)
            .with_context(|| format!("{} cannot be cleared", data.display()))?,
        Err(_) if data.exists() && std::fs::read_dir(data)?.next().is_some() => {
            bail!(
                "{} holds something that is not a demo; choose another directory with --data",
                data.display()
            );
        }
        Err(_) => {}
    }
    std::fs::create_dir_all(data)?;
    if !marker.exists() {
        std::fs::write(&marker, "unfinished")?;
    }
    settings.set("dev_mail", "on".into());
    settings.set(
        "demo_console",
        format!("{} {}", demo::OPERATOR_EMAIL, demo::PASSWORD),
    );
    if settings.text("vc_api").is_none() {
        settings.set("vc_api", "public".into());
    }
    if settings.text("mail_gather").is_none() {
        settings.set("mail_gather", "1".into());
    }
    if settings.text("mail_from").is_none() {
        settings.set("mail_from", "badges@accolade.example".into());
    }
    let running = up::up(settings, data.to_owned(), Clock::system()).await?;
    let demo = demo::fill(&running).await?;
    std::fs::write(&marker, "ready")?;
    if json {
        say(serde_json::to_string(&demo)?)?;
    } else {
        tell(&demo)?;
    }
    until_told(running, guard).await
}

fn tell(demo: &demo::Demo) -> std::io::Result<()> {
    say(format_args!("\n  Accolade is running: {}\n", demo.base))?;
    say(format_args!("  The console      {}/console", demo.base))?;
    say(format_args!(
        "    sign in with   {}  /  {}",
        demo.console.email, demo.console.password
    ))?;
    say(format_args!("  The wallet       {}/wallet", demo.base))?;
    say(format_args!("  The mailbox      {}", demo.mailbox))?;
    say(format_args!("  Verify a badge   {}/verify", demo.base))?;
    if let Some(badge) = demo.credentials.first() {
        say(format_args!("  A public badge   {badge}"))?;
    }
    say("\n  API keys, made for this start:")?;
    for issuer in &demo.issuers {
        say(format_args!("    {:<20} {}", issuer.slug, issuer.api_key))?;
    }
    say("\n  Stop with Ctrl-C.")
}

async fn run_up(settings: Settings, data: PathBuf) -> anyhow::Result<ExitCode> {
    let guard = listen_to_logs(&settings, "accolade", "info")?;
    let email = settings
        .text("operator_email")
        .unwrap_or("operator@accolade.example")
        .to_owned();
    let mut notes = notes(&settings);
    if backup::are_mails_paused(&data) {
        notes.push("Mails are paused because the databases come from a copy; `accolade resume-mail` lets them go.");
    }
    let running = up::up(settings, data.clone(), Clock::system()).await?;
    let first = running.bootstrap(&email, "Operator", None).await?;
    say(format_args!(
        "\n  Accolade is running: {}  (listening on {})",
        running.base, running.address
    ))?;
    say(format_args!(
        "  Databases and the master key are in {}.",
        std::path::absolute(&data)?.display()
    ))?;
    if !first.set_up_url.is_empty() {
        say("\n  Nobody has set the operator's password yet. Open this link to do so:")?;
        say(format_args!("    {}", first.set_up_url))?;
        say("  It works once; until then each start prints a new one.")?;
        if !first.api_key.is_empty() {
            say(format_args!(
                "  You sign in as {email}, which ACCOLADE_OPERATOR_EMAIL sets before the first start."
            ))?;
            say("\n  The operator's API key, which creates issuers. It is shown only now:")?;
            say(format_args!("    {}", first.api_key))?;
        }
    }
    for note in notes {
        say(format_args!("\n  {}", note.replace("BASE", &running.base)))?;
    }
    say("\n  Stop with Ctrl-C.\n")?;
    until_told(running, guard).await
}

/// What an operator should know of these settings.
fn notes(settings: &Settings) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if settings.text("public_url").is_none() {
        notes.push(
            "ACCOLADE_PUBLIC_URL is not set, so this is for a trial on this machine: the address above will stand in\n  every badge, for ever.",
        );
    }
    match (settings.text("dev_mail"), settings.secret("smtp_url")) {
        (Some("on"), _) => notes.push("Mails are not sent but kept, for all to see, at BASE/dev/mail, because ACCOLADE_DEV_MAIL is on."),
        (_, None) => notes.push("Mails are not sent but kept, for all to see, at BASE/dev/mail, until ACCOLADE_SMTP_URL names a mail server."),
        (_, Some(_)) => {}
    }
    notes
}

async fn make_operator(settings: Settings, email: &str, name: &str) -> anyhow::Result<ExitCode> {
    let first = serve::bootstrap(&Ground::new(settings)?, email, name, None).await?;
    if first.set_up_url.is_empty() {
        bail!(
            "there is an operator already; owners add further people in the console under Settings"
        );
    }
    say(format_args!(
        "Open this link once to set the password:\n  {}",
        first.set_up_url
    ))?;
    say(format_args!(
        "The operator's API key, shown only now:\n  {}",
        first.api_key
    ))?;
    Ok(ExitCode::SUCCESS)
}

async fn until_told(running: up::Running, guard: telemetry::Guard) -> anyhow::Result<ExitCode> {
    told_to_stop().await?;
    let calm = running.stop().await;
    guard.shutdown().await;
    Ok(if calm {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn run_serve(settings: Settings, service: ServiceName) -> anyhow::Result<ExitCode> {
    let guard = listen_to_logs(&settings, service.as_str(), "info")?;
    let ground = Ground::new(settings)?;
    let address = serve::serve(&ground, service).await?;
    say(format_args!("{service} is listening on {address}"))?;
    told_to_stop().await?;
    let calm = ground.tasks.shutdown(Duration::from_secs(25)).await;
    guard.shutdown().await;
    Ok(if calm {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Resolves at Ctrl-C or SIGTERM.
async fn told_to_stop() -> anyhow::Result<()> {
    let mut term = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        done = tokio::signal::ctrl_c() => done?,
        _ = term.recv() => {}
    }
    Ok(())
}

async fn migrate(settings: Settings, data: Option<&Path>) -> anyhow::Result<ExitCode> {
    let guard = listen_to_logs(&settings, "migrate", "warn")?;
    let ground = Ground::new(settings)?;
    for name in ServiceName::WITH_STORE {
        assemble::open(&ground, name, data).await?;
        say(format_args!("{name}: up to date"))?;
    }
    guard.shutdown().await;
    Ok(ExitCode::SUCCESS)
}

/// Where a process with these settings answers on this machine, unless it was told another port.
fn own_address(settings: &Settings) -> anyhow::Result<url::Url> {
    let scheme = match tls::Files::from_settings(settings)? {
        Some(_) => "https",
        None => "http",
    };
    Ok(url::Url::parse(&format!("{scheme}://127.0.0.1:8080"))?)
}

async fn healthcheck(url: &url::Url) -> anyhow::Result<ExitCode> {
    let here = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    };
    // The address is the operator's own: no guard is needed, only patience. On this machine the certificate, which
    // is made out to the public name, need not fit.
    let client = reqwest::Client::builder()
        .no_proxy()
        .tls_danger_accept_invalid_certs(here)
        .timeout(Duration::from_secs(5))
        .build()?;
    let answer = client
        .get(url.join("/readyz")?)
        .send()
        .await
        .with_context(|| format!("{url} does not answer"))?;
    let ready = answer.status().is_success();
    say(answer.text().await?)?;
    Ok(if ready {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn show_config(settings: &Settings, reference: bool) -> anyhow::Result<ExitCode> {
    if reference {
        for (name, variable, help) in Settings::reference() {
            say(format_args!("{name:<30} {variable:<40} {help}"))?;
        }
    } else {
        for (name, value) in settings.effective() {
            say(format_args!("{name} = {}", toml::Value::String(value)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn make_keys(what: &Keys) -> anyhow::Result<ExitCode> {
    let seed = STANDARD.encode(Ids::system().bytes::<32>());
    match what {
        Keys::Secret => say(seed)?,
        Keys::Identity { service } => {
            let identity = Identity::from_seed(*service, &seed.clone().into(), Clock::system())?;
            say(format_args!(
                "# for {service} alone\nACCOLADE_IDENTITY_KEY={seed}"
            ))?;
            say(format_args!(
                "# for its peers, joined by commas with the others\nACCOLADE_TRUST={service}={}",
                STANDARD.encode(identity.public())
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_service_s_refusal_is_told_in_its_own_words() {
        let refusal = tonic::Status::invalid_argument("email: this is no e-mail address");
        let error = anyhow::Error::from(refusal).context("no operator was made");
        assert_eq!(
            in_words(&error),
            "no operator was made: email: this is no e-mail address"
        );
    }

    #[test]
    fn what_is_left_to_be_set_is_told() {
        let mut settings = Settings::default();
        assert_eq!(notes(&settings).len(), 2);
        settings.set("public_url", "https://badges.example.org".into());
        settings.set("smtp_url", "smtp://mail.example.org".into());
        assert_eq!(notes(&settings), [""; 0]);
        settings.set("dev_mail", "on".into());
        assert_eq!(notes(&settings).len(), 1);
    }

    #[test]
    fn an_unknown_service_is_refused_with_the_names_there_are() {
        let error = Cli::try_parse_from(["accolade", "serve", "walet"])
            .err()
            .unwrap()
            .to_string();
        assert!(error.contains("membership-sync"), "{error}");
    }
}
