//! Foreign software: what the running platform issues they verify, what they issue the platform verifies, and
//! what they break it refuses.

use anyhow::{Context as _, ensure};
use platform::config::environment;
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    process::{Command, Stdio},
};
use support::{Api, Suite, skipped};

/// A foreign tool of `tests/interop`.
struct Tool {
    program: String,
    script: PathBuf,
}

/// The tools, or `None` where they are not installed.
fn tool(runtime: &str, script: &str) -> Option<Tool> {
    let (program, dir) = (environment(runtime)?, environment("ACCOLADE_TEST_INTEROP")?);
    Some(Tool {
        program,
        script: PathBuf::from(dir).join(script),
    })
}

impl Tool {
    /// Runs it with these arguments and this on its standard input; answers its lines.
    async fn run(&self, arguments: &[&str], input: &str) -> anyhow::Result<Vec<Value>> {
        let mut command = Command::new(&self.program);
        command
            .arg(&self.script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let input = input.to_owned();
        let output = tokio::task::spawn_blocking(move || -> anyhow::Result<_> {
            use std::io::Write as _;
            let mut child = command.spawn()?;
            child
                .stdin
                .take()
                .context("no standard input")?
                .write_all(input.as_bytes())?;
            Ok(child.wait_with_output()?)
        })
        .await??;
        ensure!(
            output.status.success(),
            "{}: {}",
            self.script.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout)
            .lines()
            .filter(|l| !l.trim().is_empty())
            .map(|l| Ok(serde_json::from_str(l)?))
            .collect()
    }
}

/// A public badge of a running platform, in all its forms.
struct Issued {
    suite: Suite,
    api: Api,
    id: String,
}

async fn issued() -> anyhow::Result<Issued> {
    let suite = Suite::embedded().await?;
    let guild = suite.issuer("interop-guild").await?;
    // Visible from its award on: these tests are about the documents.
    guild.api.patch(&format!("/v1/issuers/{}", guild.id), &json!({ "policy": { "name": "signed", "recipient": "hashed", "visible_from": "issue", "show_revocation_reason": true } })).await?.expect(200)?;
    let achievement = guild
        .api
        .post("/v1/achievements", &json!({ "name": "Interoperable Österreich 日本", "description": "Works \"everywhere\".", "criteria": "Be read by others.", "validity": { "kind": "status_driven" } }))
        .await?
        .expect(201)?;
    let award = json!({ "achievement": achievement["id"], "recipient": { "email": "Zoe.Ngo@Example.org", "name": "Zoë Ngô-Łukasiewicz" }, "awarded_at": "2026-03-31",
        "evidence": [{ "url": "https://evidence.example/42", "name": "Portfolio", "narrative": "Three pieces." }], "narrative": "With distinction." });
    let made = guild
        .api
        .post("/v1/credentials", &award)
        .await?
        .expect(201)?;
    suite.settle().await?;
    Ok(Issued {
        id: made["id"].as_str().unwrap_or_default().to_owned(),
        api: guild.api,
        suite,
    })
}

impl Issued {
    async fn form(&self, suffix: &str) -> anyhow::Result<Vec<u8>> {
        let answer = self
            .suite
            .anonymous()
            .get(&format!("/b/{}{suffix}", self.id))
            .await?;
        ensure!(
            answer.status == 200,
            "{suffix}: {} {}",
            answer.status,
            answer.text()
        );
        Ok(answer.body)
    }
    async fn text(&self, suffix: &str) -> anyhow::Result<String> {
        Ok(String::from_utf8(self.form(suffix).await?)?)
    }
}

const HOW: &str =
    "foreign tools are not installed; run tests/run --only interop, then `. .tests/env`";

#[tokio::test(flavor = "multi_thread")]
async fn foreign_libraries_verify_what_the_platform_issued_and_see_it_revoked() -> anyhow::Result<()>
{
    let (Some(digital_bazaar), Some(dcc)) = (
        tool("ACCOLADE_TEST_NODE", "verify-vc.mjs"),
        tool("ACCOLADE_TEST_NODE", "verify-dcc.mjs"),
    ) else {
        skipped("foreign_libraries_verify_what_the_platform_issued", HOW);
        return Ok(());
    };
    let issued = issued().await?;
    let base = issued.suite.base.clone();
    let json = issued.text(".json").await?;
    let world = ["--origin", base.as_str()];
    let bazaar = digital_bazaar.run(&world, &json).await?;
    assert_eq!(
        (&bazaar[0]["verified"], &bazaar[0]["status"]),
        (&json!(true), &json!("clear")),
        "{bazaar:#?}"
    );
    let core = dcc.run(&world, &json).await?;
    assert_eq!(core[0]["verified"], true, "{core:#?}");

    let mut broken: Value = serde_json::from_str(&json)?;
    broken["credentialSubject"]["achievement"]["name"] = json!("Interoperable Osterreich 日本");
    for (name, tool) in [
        ("@digitalbazaar/vc", &digital_bazaar),
        ("verifier-core", &dcc),
    ] {
        let answer = tool.run(&world, &broken.to_string()).await?;
        assert_eq!(
            answer[0]["verified"], false,
            "{name} accepted a changed badge: {answer:#?}"
        );
    }

    issued
        .api
        .post(
            &format!("/v1/credentials/{}/revoke", issued.id),
            &json!({ "reason": "A test" }),
        )
        .await?
        .expect(200)?;
    let bazaar = digital_bazaar.run(&world, &json).await?;
    assert_eq!(bazaar[0]["status"], "set", "{bazaar:#?}");
    let core = dcc.run(&world, &json).await?;
    assert_eq!(
        core[0]["verified"], false,
        "verifier-core does not see the revocation: {core:#?}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_libraries_read_the_jwt_and_the_baked_pictures() -> anyhow::Result<()> {
    let (Some(jose), Some(openbadgeslib)) = (
        tool("ACCOLADE_TEST_NODE", "verify-jwt.mjs"),
        tool("ACCOLADE_TEST_PYTHON", "ob3_verify.py"),
    ) else {
        skipped("foreign_libraries_read_the_jwt_and_the_baked_pictures", HOW);
        return Ok(());
    };
    let issued = issued().await?;
    let base = issued.suite.base.clone();
    let jwks = format!("{base}/.well-known/jwks.json");
    let answer = jose
        .run(
            &["--origin", &base, "--jwks", &jwks],
            &serde_json::to_string(&issued.text(".jwt").await?)?,
        )
        .await?;
    assert_eq!(answer[0]["verified"], true, "{answer:#?}");
    let dir = tempfile::tempdir()?;
    for form in [".json", ".jwt", ".png", ".svg"] {
        let path = dir.path().join(format!("badge{form}"));
        std::fs::write(&path, issued.form(form).await?)?;
        let path = path.display().to_string();
        let answer = openbadgeslib.run(&["--origin", &base, &path], "").await?;
        assert_eq!(answer[0]["verified"], true, "{form}: {answer:#?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_validator_of_open_badges_2_accepts_the_hosted_assertion()
-> anyhow::Result<()> {
    let Some(validator) = tool("ACCOLADE_TEST_PYTHON_OB2", "ob2_validate.py") else {
        skipped(
            "the_reference_validator_of_open_badges_2_accepts_the_hosted_assertion",
            HOW,
        );
        return Ok(());
    };
    let issued = issued().await?;
    let base = issued.suite.base.clone();
    let url = format!("{base}/ob2/assertions/{}", issued.id);
    let answer = validator
        .run(
            &[
                "--origin",
                &base,
                "--recipient",
                "zoe.ngo@example.org",
                &url,
            ],
            "",
        )
        .await?;
    assert_eq!(answer[0]["valid"], true, "{answer:#?}");
    issued
        .api
        .post(
            &format!("/v1/credentials/{}/revoke", issued.id),
            &json!({ "reason": "A test" }),
        )
        .await?
        .expect(200)?;
    let answer = validator.run(&["--origin", &base, &url], "").await?;
    assert_eq!(answer[0]["valid"], false, "{answer:#?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_platform_verifies_what_foreign_libraries_issue_and_refuses_it_with_one_byte_changed()
-> anyhow::Result<()> {
    let Some(issuer) = tool("ACCOLADE_TEST_NODE", "issue-vc.mjs") else {
        skipped("the_platform_verifies_what_foreign_libraries_issue", HOW);
        return Ok(());
    };
    let suite = Suite::embedded().await?;
    let anybody = suite.anonymous();
    let credential = issuer
        .run(&["--name", "Foreign Badge"], "")
        .await?
        .remove(0)
        .to_string();
    let report = anybody
        .verify_file("application/vc", credential.clone().into_bytes())
        .await?;
    assert_eq!(
        (&report["verdict"], &report["authentic"]),
        (&json!("valid_issuer_unknown"), &json!(true)),
        "{report:#}"
    );
    let changed = credential.replacen("Foreign Badge", "Foreign Badgf", 1);
    assert_ne!(credential, changed);
    let report = anybody
        .verify_file("application/vc", changed.into_bytes())
        .await?;
    assert_eq!(
        (&report["verdict"], &report["authentic"]),
        (&json!("invalid"), &json!(false)),
        "{report:#}"
    );
    let proof = report["steps"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|s| s["name"] == "proof");
    assert_eq!(
        proof.map(|s| &s["mark"]),
        Some(&json!("failed")),
        "{report:#}"
    );
    Ok(())
}
