//! Every property of every class: a wrong value is told by its place, and what is fine is let pass.
use openbadges::ob2::{self, Class};
use serde_json::{Value, json};

use super::{assertion, badge, issuer, praise};
use crate::models::{json_path, places};

fn with(mut document: Value, more: Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        document[name] = value.clone();
    }
    document
}

/// A document of each class with all its properties.
fn all() -> [(Value, Class); 5] {
    let image = json!({"id": "https://badges.example.org/1.png", "type": "Image", "caption": "A star",
        "author": "https://artist.example"});
    let related =
        json!([{"id": "https://badges.example.org/2", "type": "BadgeClass", "version": "2"}]);
    let endorsement = json!(["https://union.example.org/endorsements/1"]);
    [
        (
            with(
                assertion(),
                json!({
                    "evidence": [{"id": "https://work.example", "type": "Evidence", "narrative": "Did it.", "name": "Work",
                        "description": "All of it.", "genre": "Portfolio", "audience": "Assessors"}],
                    "image": image, "narrative": "With distinction.", "expires": "2029-01-31T12:00:00Z",
                    "verification": {"type": "SignedBadge", "creator": "https://badges.example.org/key"},
                    "related": related, "endorsement": endorsement, "version": 2, "revoked": false, "revocationReason": "none",
                }),
            ),
            Class::Assertion,
        ),
        (
            with(
                badge(),
                json!({
                    "image": image, "criteria": {"id": "https://exam.example", "type": "Criteria", "narrative": "Pass."},
                    "alignment": [{"type": "AlignmentObject", "targetName": "Bids", "targetUrl": "https://skills.example/1",
                        "targetDescription": "Plans bids.", "targetFramework": "Skills", "targetCode": "BP2"}],
                    "related": related, "endorsement": endorsement,
                }),
            ),
            Class::BadgeClass,
        ),
        (
            with(
                issuer(),
                json!({
                    "image": image, "telephone": "+49301234567", "description": "A guild.",
                    "publicKey": {"id": "https://badges.example.org/key", "type": "CryptographicKey",
                        "owner": "https://badges.example.org/ob2/issuers/1", "publicKeyPem": "-----BEGIN PUBLIC KEY-----"},
                    "verification": {"type": "VerificationObject", "verificationProperty": "id",
                        "startsWith": ["https://badges.example.org/"], "allowedOrigins": ["badges.example.org"]},
                    "revocationList": "https://badges.example.org/revoked", "related": related, "endorsement": endorsement,
                }),
            ),
            Class::Issuer,
        ),
        (praise("https://badges.example.org/1"), Class::Endorsement),
        (
            json!({"@context": "https://w3id.org/openbadges/v2", "type": "RevocationList", "id": "https://badges.example.org/revoked",
                "issuer": "https://badges.example.org/ob2/issuers/1",
                "revokedAssertions": [{"id": "urn:uuid:1", "revocationReason": "Lost."}]}),
            Class::RevocationList,
        ),
    ]
}

#[test]
fn a_wrong_value_of_any_property_is_told_and_a_right_one_is_not() {
    for (document, class) in all() {
        assert_eq!(ob2::validate(&document, class, "$"), [], "{class:?}");
        let mut pointers = Vec::new();
        places(&document, "", &mut pointers);
        let mut untold = Vec::new();
        // The types inside say nothing that is not known; the context is looked at when a document is read.
        let said = |pointer: &String| pointer == "/type" || !pointer.contains("/type");
        for pointer in pointers
            .into_iter()
            .filter(said)
            .filter(|at| !at.starts_with("/@context"))
        {
            let mut wrong = document.clone();
            *wrong.pointer_mut(&pointer).unwrap() = json!([[]]);
            let path = json_path(&pointer);
            let told = ob2::validate(&wrong, class, "$")
                .into_iter()
                .any(|finding| {
                    finding.path.starts_with(&path)
                        && !finding.value.is_empty()
                        && !finding.rule.is_empty()
                });
            if !told {
                untold.push(path);
            }
        }
        assert_eq!(untold, Vec::<String>::new(), "{class:?}");
    }
}
