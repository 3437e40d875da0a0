//! Keeps a status list: revokes an entry, signs the list, looks the entry up.
//!
//! `cargo run -p openbadges --example status_list`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::context::Contexts;
use openbadges::key::secret::Ed25519;
use openbadges::status::{self, Bitstring, Entry, List, MIN_ENTRIES};
use openbadges::{Timestamp, proof};
use time::macros::datetime;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (url, issuer) = ("https://example.org/status/1", "did:web:example.org");
    let key = Ed25519::from_seed(&[7; 32])?;

    // What the badge says, and what happens later.
    let entry = status::entry(url, "revocation", 94_567);
    let mut bits = Bitstring::new(MIN_ENTRIES)?;
    bits.set(94_567, true)?;

    let list = List {
        url,
        issuer,
        purpose: "revocation",
        valid_from: Timestamp::from_text("2026-01-31T12:00:00Z"),
        valid_until: Some(Timestamp::from_text("2026-02-07T12:00:00Z")),
    };
    let mut credential = status::list_credential(&list, &bits);
    status::set_ttl(&mut credential, 300_000);
    let how =
        proof::Options::eddsa_rdfc(format!("{issuer}#key-1"), datetime!(2026-01-31 12:00 UTC))
            .ok_or("no such date")?;
    let unsigned = proof::prepare(credential, &how, &key.public(), &Contexts::bundled())?;
    let signature = key.sign(unsigned.bytes_to_sign());
    let published = unsigned.attach(&signature);
    println!("{} bytes", published.to_string().len());

    let value = Entry::parse(&entry)?.evaluate(&published)?;
    println!(
        "entry 94567 is {}",
        if value == 0 { "clear" } else { "set" }
    );
    Ok(())
}
