//! The VC-API's instances: one for each key type and suite, each with a test key that is nobody's.

use openbadges::{
    context::Contexts,
    key::secret::Curve,
    proof::{self, Suite},
};
use serde_json::Value;

/// A way of securing a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Securing {
    /// A Data Integrity proof that covers all of it.
    Proof(Suite),
    /// A base proof, of which the holder shows parts.
    SelectiveDisclosure,
    /// A JWT around it (VC-JOSE-COSE).
    Jwt,
}

/// The kind of an instance's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyType {
    /// Ed25519.
    Ed25519,
    /// ECDSA.
    Ecdsa(Curve),
}

impl KeyType {
    /// As the test suites name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ed25519 => "Ed25519",
            Self::Ecdsa(Curve::P256) => "P-256",
            Self::Ecdsa(Curve::P384) => "P-384",
        }
    }
}

/// One instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instance {
    /// In addresses: `ed25519-rdfc`.
    pub name: &'static str,
    /// How it secures.
    pub securing: Securing,
    /// With what.
    pub key: KeyType,
    /// What its credentials' status lists tell.
    pub purposes: &'static [&'static str],
}

const P256: KeyType = KeyType::Ecdsa(Curve::P256);
const P384: KeyType = KeyType::Ecdsa(Curve::P384);

const fn instance(name: &'static str, securing: Securing, key: KeyType) -> Instance {
    Instance {
        name,
        securing,
        key,
        purposes: &[],
    }
}

/// All of them. The first is meant where none is named.
pub const INSTANCES: &[Instance] = &[
    instance(
        "ed25519-rdfc",
        Securing::Proof(Suite::EddsaRdfc2022),
        KeyType::Ed25519,
    ),
    instance(
        "ed25519-jcs",
        Securing::Proof(Suite::EddsaJcs2022),
        KeyType::Ed25519,
    ),
    instance("p256-rdfc", Securing::Proof(Suite::EcdsaRdfc2019), P256),
    instance("p256-jcs", Securing::Proof(Suite::EcdsaJcs2019), P256),
    instance("p384-rdfc", Securing::Proof(Suite::EcdsaRdfc2019), P384),
    instance("p384-jcs", Securing::Proof(Suite::EcdsaJcs2019), P384),
    instance("p256-sd", Securing::SelectiveDisclosure, P256),
    instance("ed25519-jwt", Securing::Jwt, KeyType::Ed25519),
    instance("p256-jwt", Securing::Jwt, P256),
    instance("p384-jwt", Securing::Jwt, P384),
    Instance {
        name: "ed25519-status",
        securing: Securing::Proof(Suite::EddsaRdfc2022),
        key: KeyType::Ed25519,
        purposes: &["revocation", "suspension"],
    },
];

impl Instance {
    /// By name.
    pub fn named(name: &str) -> Option<Self> {
        INSTANCES.iter().find(|known| known.name == name).copied()
    }

    /// The one that a suite's name means, with its commonest key.
    pub fn of_suite(suite: &str) -> Option<Self> {
        INSTANCES
            .iter()
            .find(|known| known.suite() == suite)
            .copied()
    }

    /// How it secures, as the standards name it.
    pub fn suite(&self) -> &'static str {
        match self.securing {
            Securing::Proof(suite) => suite.name(),
            Securing::SelectiveDisclosure => proof::sd::NAME,
            Securing::Jwt => "vc+jwt",
        }
    }
}

/// Contexts of the standard's own examples: each calls every term its own, so it is for tests only.
const EXAMPLES: [(&str, &str); 2] = [
    (
        "https://www.w3.org/ns/credentials/examples/v2",
        r#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}"#,
    ),
    (
        "https://www.w3.org/ns/credentials/undefined-terms/v2",
        r#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/undefined-term#"}}"#,
    ),
];

/// The contexts a credential of a test may name.
pub fn contexts() -> Contexts {
    EXAMPLES
        .into_iter()
        .fold(Contexts::bundled(), |known, (url, text)| {
            known.with(url, text)
        })
}

/// Types of credentials that tell the status of others: no test key signs one.
pub const STATUS_LISTS: [&str; 4] = [
    "BitstringStatusListCredential",
    "StatusList2021Credential",
    "RevocationList2020Credential",
    "1EdTechRevocationList",
];

/// One value or a list of them, as JSON-LD leaves open; none where nothing stands.
pub fn items(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The texts among [`items`].
pub fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    items(value).iter().filter_map(Value::as_str)
}

/// The status entries that a request to change some names: type and purpose. One object or a list.
pub fn purposes_named(value: &Value) -> Option<Vec<&str>> {
    items(Some(value))
        .iter()
        .map(|entry| entry.get("statusPurpose")?.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn each_instance_has_a_name_of_its_own() {
        let names: BTreeSet<_> = INSTANCES.iter().map(|known| known.name).collect();
        assert_eq!(names.len(), INSTANCES.len());
        assert_eq!(Instance::named("p384-rdfc").unwrap().key.name(), "P-384");
        assert_eq!(Instance::named("rsa"), None);
    }

    #[test]
    fn a_suite_s_name_chooses_an_instance() {
        for known in INSTANCES {
            let chosen = Instance::of_suite(known.suite()).unwrap();
            assert_eq!(chosen.securing, known.securing);
        }
        assert_eq!(
            Instance::of_suite("eddsa-rdfc-2022").unwrap().name,
            "ed25519-rdfc"
        );
    }

    #[test]
    fn purposes_are_read_from_one_entry_or_several() {
        let one = json!({"type": "BitstringStatusListEntry", "statusPurpose": "revocation"});
        assert_eq!(purposes_named(&one), Some(vec!["revocation"]));
        assert_eq!(purposes_named(&json!([one])), Some(vec!["revocation"]));
        assert_eq!(purposes_named(&json!([{}])), None);
        assert_eq!(purposes_named(&json!("revocation")), None);
    }
}
