//! Verifies a file without fetching anything: what can be said of it alone.
//!
//! `cargo run -p openbadges --example verify_file -- badge.png`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::verify::{Answer, Input, Known, Options, Outcome, verify};
use time::macros::datetime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(file) = std::env::args().nth(1) else {
        println!("verify_file FILE");
        return Ok(());
    };
    let input = Input::File(std::fs::read(file)?);
    let mut known = Known::new();
    // In earnest: the time of day, and a guarded fetch of what is needed.
    let options = Options::at(datetime!(2026-06-01 0:00 UTC));
    loop {
        match verify(&input, &known, &options) {
            Outcome::Needs(needs) => {
                for need in needs {
                    known.insert(need.url, Answer::failed("nothing is fetched here"));
                }
            }
            Outcome::Report(report) => {
                println!("{}", serde_json::to_string_pretty(&report)?);
                return Ok(());
            }
        }
    }
}
