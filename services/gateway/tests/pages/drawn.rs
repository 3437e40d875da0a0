//! The sample badges of the style guide are what the drawing library draws today. After a change of its art:
//! `ACCOLADE_DRAW_SAMPLES=on cargo nextest run -p gateway drawn`, and look at them.

use artwork::{
    Design, Emblem, Fonts, RosetteOptions, Silhouette, badge_svg, issuer_mark_svg, rosette_seed,
    rosette_svg,
};
use platform::config::environment;
use std::{fs, path::Path};

const GUILD: &str = "Proposal Guild";
const SOCIETY: &str = "Plant Pathology Society";
const BLUE: &str = "#1d2f6f";
const GREEN: &str = "#1c5a3a";

/// A badge of a ladder of three.
fn level(title: &str, icon: &str, word: &str, rank: u8) -> Design {
    let mut design =
        Design::default_for(title, GUILD, BLUE.parse().unwrap(), rank, 3).with_level_word(word);
    design.silhouette = Silhouette::Medallion;
    design.emblem = Emblem::Icon(icon.to_owned());
    design
}

/// A badge outside of any ladder.
fn single(title: &str, issuer: &str, colour: &str, icon: &str, silhouette: Silhouette) -> Design {
    let mut design = Design::default_for(title, issuer, colour.parse().unwrap(), 1, 1);
    design.silhouette = silhouette;
    design.emblem = Emblem::Icon(icon.to_owned());
    design
}

fn drawn() -> Vec<(&'static str, String)> {
    let fonts = Fonts::bundled();
    let badge = |design: Design| badge_svg(&fonts, &design);
    let mark = |name: &str, colour: &str| {
        issuer_mark_svg(&fonts, name, name.as_bytes(), colour.parse().unwrap())
    };
    let rosette = |id: &str, issuer: &str| {
        let seed = rosette_seed(&format!("https://badges.example.org/b/{id}"), issuer);
        rosette_svg(&seed, &RosetteOptions::default())
    };
    vec![
        (
            "foundation",
            badge(level(
                "Bid & Proposal Foundation",
                "layers",
                "Foundation",
                1,
            )),
        ),
        (
            "practitioner",
            badge(level(
                "Bid & Proposal Practitioner",
                "compass",
                "Practitioner",
                2,
            )),
        ),
        (
            "professional",
            badge(level(
                "Bid & Proposal Professional",
                "feather",
                "Professional",
                3,
            )),
        ),
        (
            "micro",
            badge(single(
                "Executive Summaries",
                GUILD,
                "#4a2f6b",
                "pen-tool",
                Silhouette::Hexagon,
            )),
        ),
        (
            "member",
            badge(single(
                "Society Member",
                SOCIETY,
                GREEN,
                "leaf",
                Silhouette::Shield,
            )),
        ),
        ("guild", mark(GUILD, BLUE)),
        ("society", mark(SOCIETY, GREEN)),
        (
            "rosette",
            rosette(
                "7q3kd0v5m8e2xw9zt4ncp6hjra",
                "did:web:badges.example.org:issuers:guild",
            ),
        ),
        (
            "rosette-2",
            rosette(
                "2zynz7wayb981jgftvj8jknxdr",
                "did:web:badges.example.org:issuers:society",
            ),
        ),
    ]
}

#[test]
fn samples_are_what_the_library_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples");
    let anew = environment("ACCOLADE_DRAW_SAMPLES").is_some();
    for (name, svg) in drawn() {
        let path = folder.join(format!("{name}.svg"));
        if anew {
            fs::write(&path, &svg).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap();
        assert!(kept == svg, "{} is not what is drawn today", path.display());
    }
}
