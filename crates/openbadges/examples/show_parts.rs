//! A holder shows a badge without the name in it (`ecdsa-sd-2023`).
//!
//! `cargo run -p openbadges --example show_parts`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]
use openbadges::Timestamp;
use openbadges::context::{CREDENTIALS_V2, Contexts, OPEN_BADGES_3};
use openbadges::key::secret::{Curve, Ecdsa};
use openbadges::proof::{self, sd};
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let contexts = Contexts::bundled();
    let issuer = Ecdsa::generate(Curve::P256)?;
    let badge = json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": "https://example.org/b/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:web:example.org", "type": ["Profile"], "name": "Guild"},
        "validFrom": "2026-01-31T12:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": false, "identityType": "name", "identityHash": "Zoë Müller"}],
            "achievement": {
                "id": "https://example.org/achievements/1", "type": ["Achievement"], "name": "Foundation",
                "description": "Knows the craft.", "criteria": {"narrative": "Passed the exam."},
            },
        },
    });
    let how = sd::Options {
        verification_method: "did:web:example.org#key-2".into(),
        created: Timestamp::from_text("2026-01-31T12:00:00Z"),
        mandatory: vec!["/issuer".into(), "/validFrom".into()],
        proof_key: Ecdsa::generate(Curve::P256)?,
        hmac_key: [7; 32], // in earnest: random
    };
    let unsigned = sd::prepare(badge, &how, &contexts)?;
    let signature = issuer.sign(unsigned.bytes_to_sign())?;
    let held = unsigned.attach(&signature);

    let shown = sd::derive(&held, &["/credentialSubject/achievement".into()], &contexts)?;
    println!("{shown:#}");
    proof::verify(
        &shown,
        &proof::proofs(&shown)[0],
        &issuer.public(),
        &contexts,
    )?;
    println!("the signature holds");
    Ok(())
}
