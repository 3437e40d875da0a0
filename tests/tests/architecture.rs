//! Which way dependencies point, read from `cargo metadata` and the sources.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

const SERVICES: [&str; 6] = [
    "gateway",
    "issuance",
    "membership-sync",
    "notification",
    "verification",
    "wallet",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn dependencies() -> BTreeMap<String, Vec<String>> {
    let out = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    packages
        .iter()
        .map(|p| {
            let normal = p["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|d| d["kind"].is_null())
                .map(|d| text(&d["name"]))
                .collect();
            (text(&p["name"]), normal)
        })
        .collect()
}

fn sources(dir: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    walk(&root().join(dir), &mut all);
    all
}

#[test]
fn a_service_never_depends_on_another() {
    let all = dependencies();
    for service in SERVICES {
        let other = all[service].iter().find(|d| SERVICES.contains(&d.as_str()));
        assert_eq!(
            other, None,
            "{service} depends on another service: they know each other by contracts only"
        );
    }
}

#[test]
fn what_a_badge_is_and_looks_like_is_pure() {
    let all = dependencies();
    for pure in ["openbadges", "artwork"] {
        for forbidden in [
            "platform",
            "contracts",
            "tokio",
            "sea-orm",
            "tonic",
            "reqwest",
            "axum",
        ] {
            assert!(
                !all[pure].iter().any(|d| d == forbidden),
                "{pure} depends on {forbidden}"
            );
        }
    }
    for service in SERVICES {
        assert!(
            !all["platform"].iter().any(|d| d == service),
            "platform depends on {service}"
        );
    }
}

#[test]
fn sql_stays_in_stores_and_contracts_stay_out_of_domains() {
    for service in SERVICES {
        for (path, text) in sources(&format!("services/{service}/src")) {
            let inside = path
                .strip_prefix(root().join(format!("services/{service}/src")))
                .unwrap()
                .to_string_lossy()
                .into_owned();
            let in_store = inside.starts_with("store") || inside == "store.rs";
            if !in_store {
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                assert!(
                    !code.contains("sea_orm::") || inside == "lib.rs" || inside == "error.rs",
                    "{service}/{inside} uses sea-orm outside store/"
                );
            }
            if inside.starts_with("domain") {
                assert!(
                    !text.contains("contracts::"),
                    "{service}/{inside} uses the contracts' types in the domain"
                );
            }
            if service != "gateway" {
                assert!(
                    !text.contains("axum::"),
                    "{service}/{inside} uses axum outside the gateway"
                );
            }
        }
    }
}

#[test]
fn the_environment_and_the_clock_are_read_in_one_place() {
    for dir in ["crates", "services"] {
        for (path, text) in sources(dir) {
            let name = path.to_string_lossy().into_owned();
            if name.ends_with("platform/src/config.rs")
                || name.contains("/build.rs")
                || name.contains("/tests/")
                || name.contains("/examples/")
            {
                continue;
            }
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(
                !code.contains("std::env::var"),
                "{name} reads the environment"
            );
            assert!(!code.contains("SystemTime::now"), "{name} reads the clock");
        }
    }
}
