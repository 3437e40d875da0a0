//! `accolade inspect` and `accolade bake`: what is inside badge files, and putting it there.

use crate::{
    command::say,
    offline::{bytes, is_link},
};
use anyhow::{Context as _, bail};
use clap::Args;
use openbadges::{
    bake::{self, BakeError, Baked, Existing, Version},
    encoding::sha256_hex,
    proof::jwt::{self, Jws},
    verify::content_sha256,
};
use serde_json::Value;
use std::{path::PathBuf, process::ExitCode};

/// `accolade inspect`.
#[derive(Args)]
pub struct Inspect {
    /// A PNG, SVG, PDF, JSON or JWT file, or - for standard input.
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
    /// The credential: JSON or JWT, 3.0, 2.0 or CLR 2.0; - for standard input. One of each version may be put into the
    /// same picture.
    #[arg(required = true, value_name = "CREDENTIAL")]
    credentials: Vec<String>,
    /// Where to write the baked picture.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Replace a credential that is in the picture already.
    #[arg(long)]
    overwrite: bool,
}

/// Shows what is inside a file, without judging it.
pub fn inspect(args: &Inspect) -> anyhow::Result<ExitCode> {
    let file = bytes(&args.file)?;
    let inside = unpack(&file)?;
    if args.json {
        // The one that `verify` is about comes first.
        for (_, text) in &inside {
            say(readable(&payload(text)?)?)?;
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
        if let Some(content) = content(text, &credential) {
            say(format_args!(
                "  Content   sha256 {content} (canonical JSON without proof)"
            ))?;
        }
        if let Some(header) = header(text) {
            say(format_args!("  Header    {header}"))?;
        }
        say(readable(&credential)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The digest by which reports know the content: the same for a badge as JSON and as JWT, whose claims only repeat it.
fn content(text: &str, credential: &Value) -> Option<String> {
    match Jws::parse(text) {
        Ok(jws) => content_sha256(&jws.credential()),
        Err(_) => content_sha256(credential),
    }
}

/// JSON for people and machines, in which no badge can write to the terminal or turn the direction of the text.
fn readable(json: &Value) -> serde_json::Result<String> {
    let text = serde_json::to_string_pretty(json)?;
    let escaped = text.chars().map(|c| match c {
        '\n' => c.to_string(),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            format!("\\u{:04x}", u32::from(c))
        }
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    Ok(escaped.collect())
}

/// The header of a compact JWT: how it was signed, and by which key.
fn header(text: &str) -> Option<Value> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let first = text.split_once('.')?.0;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(first).ok()?).ok()
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
        return match bake::pdf::read(file) {
            Err(BakeError::NoBadge) => {
                bail!("there is no badge in this PDF; ask for the original file")
            }
            read => told(vec![read?], "a PDF"),
        };
    }
    if bake::svg::is_svg(file) {
        return told(bake::svg::read_all(file)?, "an SVG");
    }
    let Ok(text) = std::str::from_utf8(file) else {
        bail!("this is neither a picture nor a text; give a PNG, SVG, PDF, JSON or JWT file");
    };
    let text = text.trim_start_matches('\u{feff}').trim().to_owned();
    if text.is_empty() {
        bail!("the file is empty; choose another one");
    }
    if !is_json(&text) {
        return Ok(vec![("A compact JWT".to_owned(), text)]);
    }
    let envelope = payload(&text)?;
    let mut inside = vec![("A JSON document".to_owned(), text)];
    if jwt::enveloped(&envelope).is_some()
        && let Some((_, token)) = envelope["id"].as_str().and_then(|id| id.split_once(','))
    {
        inside.push(("The JWT in this envelope".to_owned(), token.to_owned()));
    }
    Ok(inside)
}

fn is_json(text: &str) -> bool {
    text.starts_with(['{', '['])
}

/// The JSON of a credential: itself, or the payload of a JWT.
fn payload(text: &str) -> anyhow::Result<Value> {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let text = text.trim_start_matches('\u{feff}').trim();
    if is_json(text) {
        // As strictly as when it is verified: what two readers read differently is shown to nobody as one of the two.
        return openbadges::json::parse(text.as_bytes()).context("the JSON inside cannot be read");
    }
    if is_link(text) {
        return Ok(Value::String(text.to_owned()));
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
    openbadges::json::parse(&json).context("the JWT's payload cannot be read")
}

/// Puts a credential into a picture.
pub fn bake(args: &Bake) -> anyhow::Result<ExitCode> {
    let image = std::fs::read(&args.image)
        .with_context(|| format!("{} cannot be read", args.image.display()))?;
    let mut baked = image;
    let mut versions = Vec::new();
    for path in &args.credentials {
        let Ok(text) = String::from_utf8(bytes(path)?) else {
            bail!("{path} is no text; give the credential as JSON or JWT");
        };
        let text = text.trim();
        let credential = payload(text).with_context(|| path.clone())?;
        let Some(version) = version_of(&credential) else {
            bail!(
                "{path} is no badge: its @context names neither Open Badges nor Verifiable Credentials; give the credential itself"
            );
        };
        if versions.contains(&version) {
            bail!(
                "{path} is of the same version as a credential before it; a picture carries one of each"
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
    credential: &Value,
    version: Version,
    args: &Bake,
) -> anyhow::Result<Vec<u8>> {
    let existing = if args.overwrite {
        Existing::Overwrite
    } else {
        Existing::Refuse
    };
    let baked = if bake::png::is_png(image) {
        bake::png::bake(image, text, version, existing)
    } else if bake::svg::is_svg(image) {
        let id = credential["id"].as_str();
        bake::svg::bake(image, text, id, version, existing)
    } else {
        bail!(
            "{} is neither a PNG nor an SVG; badges are baked into these two",
            args.image.display()
        )
    };
    match baked {
        Err(BakeError::AlreadyBaked) => bail!(
            "there is a badge in {} already; say --overwrite to replace it",
            args.image.display()
        ),
        baked => Ok(baked?),
    }
}

/// By its context, of a VC-JWT of version 1.1 by the one inside; nothing for what is no credential.
fn version_of(credential: &Value) -> Option<Version> {
    let credential = credential.get("vc").unwrap_or(credential);
    let names = |member: &str, is: &dyn Fn(&str) -> bool| match &credential[member] {
        Value::Array(list) => list.iter().filter_map(|v| v.as_str()).any(is),
        one => one.as_str().is_some_and(is),
    };
    if names("@context", &|c| {
        c.starts_with("https://w3id.org/openbadges/")
    }) {
        Some(Version::V2)
    } else if !names("@context", &|c| {
        c.starts_with("https://www.w3.org/ns/credentials/")
            || c.starts_with("https://www.w3.org/2018/credentials/")
    }) {
        None
    } else if names("type", &|t| t == "ClrCredential") {
        Some(Version::Clr)
    } else {
        Some(Version::V3)
    }
}
