//! What a badge is: Open Badges 3.0 and 2.0 documents, proofs, status lists, baking and verification.
//!
//! Pure: no socket, no clock, no database. Time, salts and keys come in as arguments; signing gives out the bytes to
//! sign and takes the signature; verification names the documents it needs and is asked again.
//!
//! ```
//! use openbadges::context::Contexts;
//! use openbadges::key::{did, secret::Ed25519};
//! use openbadges::ob3::{Achievement, Criteria, IdentityObject, Issue, Profile};
//! use openbadges::verify::{Answer, Input, Known, Options, Outcome, Verdict, verify};
//! use openbadges::{Timestamp, proof};
//! use time::macros::datetime;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // An issuer and its key.
//! let issuer = "did:web:example.org:issuers:guild";
//! let key = Ed25519::from_seed(&[7; 32])?;
//! let published = [did::PublishedKey { fragment: "key-1".into(), key: key.public(), revoked: None }];
//!
//! // A badge for somebody.
//! let achievement = Achievement {
//!     id: "https://example.org/achievements/foundation/1".into(),
//!     types: vec!["Achievement".into()],
//!     name: "Foundation".into(),
//!     description: "Knows the craft.".into(),
//!     criteria: Criteria { narrative: Some("Passed the exam.".into()), ..Criteria::default() },
//!     ..Achievement::default()
//! };
//! let awarded = datetime!(2026-01-31 12:00 UTC);
//! let from = Timestamp::new(awarded).ok_or("no such date")?;
//! let subject = "urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-6b4cb3fd9a11";
//! let mut badge = Issue::new("https://example.org/b/1", Profile::new(issuer, "Guild"), from, subject, achievement);
//! badge.identifiers = vec![IdentityObject::hashed_email("zoe@example.org", &[1; 16])];
//!
//! // Signed.
//! let contexts = Contexts::bundled();
//! let how = proof::Options::eddsa_rdfc(format!("{issuer}#key-1"), awarded).ok_or("no such date")?;
//! let unsigned = proof::prepare(badge.build()?, &how, &key.public(), &contexts)?;
//! let signature = key.sign(unsigned.bytes_to_sign());
//! let signed = unsigned.attach(&signature);
//!
//! // Verified by a stranger, who fetches what is needed.
//! let input = Input::Text(signed.to_string());
//! let mut known = Known::new();
//! let options = Options::at(datetime!(2026-06-01 0:00 UTC));
//! let report = loop {
//!     match verify(&input, &known, &options) {
//!         Outcome::Report(report) => break report,
//!         Outcome::Needs(needs) => {
//!             for need in needs {
//!                 assert_eq!(need.url, "https://example.org/issuers/guild/did.json");
//!                 let document = did::document(issuer, &published).to_string();
//!                 known.insert(need.url, Answer::Found(document.into_bytes()));
//!             }
//!         }
//!     }
//! };
//! assert_eq!(report.verdict, Verdict::ValidIssuerUnknown);
//! # Ok(())
//! # }
//! ```
pub mod bake;
pub mod clr;
pub mod context;
pub mod encoding;
mod jcs;
pub mod json;
pub mod jsonld;
pub mod key;
pub mod ob1;
pub mod ob2;
pub mod ob3;
mod path;
pub mod proof;
pub mod rdfc10;
pub mod status;
mod timestamp;
pub mod vcdm;
pub mod verify;

pub use timestamp::Timestamp;

/// The README's example is a test too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
