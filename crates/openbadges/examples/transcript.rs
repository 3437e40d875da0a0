//! Puts signed badges together into one record (CLR 2.0).
//!
//! `cargo run -p openbadges --example transcript -- badge1.json badge2.json`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::Timestamp;
use openbadges::clr::ClrCredential;
use openbadges::ob3::Profile;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let files = std::env::args().skip(1);
    let badges = files.map(|file| Ok(openbadges::json::parse(&std::fs::read(file)?)?));
    let badges = badges.collect::<Result<Vec<_>, Box<dyn std::error::Error>>>()?;
    let record = ClrCredential::transcript(
        "https://example.org/clr/1",
        "Everything earned so far",
        Profile::new("did:web:example.org", "Guild"),
        Timestamp::from_text("2026-02-01T00:00:00Z"),
        "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11",
        badges,
    );
    match record.build() {
        Ok(unsigned) => println!("{unsigned:#}"),
        Err(findings) => findings.iter().for_each(|finding| println!("{finding}")),
    }
    Ok(())
}
