//! Who presents.
use openbadges::{
    context::Contexts,
    encoding::base58btc,
    key::secret::Ed25519,
    proof::{self, Options},
    verify::content_sha256,
};
use serde_json::{Value, json};
use time::macros::datetime;

use super::{EXAMPLES, V2};

/// Who presents: a did:key of the test's own.
pub(crate) struct Holder {
    key: Ed25519,
    pub(crate) did: String,
}

impl Holder {
    pub(crate) fn new(seed: u8) -> Self {
        let key = Ed25519::from_seed(&[seed; 32]).unwrap();
        let did = key.public().to_did_key().unwrap();
        Self { key, did }
    }

    /// Signs with `eddsa-rdfc-2022` for authentication.
    pub(crate) fn present(&self, presentation: Value, challenge: &str) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        self.present_as(&format!("{}#{multikey}", self.did), presentation, challenge)
    }

    /// As [`Holder::present`], with the key named otherwise.
    pub(crate) fn present_as(&self, method: &str, presentation: Value, challenge: &str) -> Value {
        let contexts = Contexts::bundled().with(
            EXAMPLES,
            r#"{"@context":{"@vocab":"https://www.w3.org/ns/credentials/examples#"}}"#,
        );
        let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let asked = (Some(challenge), Some("example.com"));
        let unsigned =
            proof::presentation::prepare(presentation, &how, asked, &self.key.public(), &contexts)
                .unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }

    /// Signs a credential as its issuer would.
    pub(crate) fn claim(&self, credential: Value) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let method = format!("{}#{multikey}", self.did);
        let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let contexts = Contexts::bundled();
        let unsigned = proof::prepare(credential, &how, &self.key.public(), &contexts).unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }

    /// Signs a credential as its issuer would with `eddsa-jcs-2022` and these members of a proof: the bytes are put
    /// together here, for no signer of ours writes an end, or leaves out when it was made.
    pub(crate) fn claim_with(&self, mut credential: Value, members: Value) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let mut proof = json!({
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-jcs-2022",
            "proofPurpose": "assertionMethod",
            "verificationMethod": format!("{}#{multikey}", self.did),
        });
        let more = members.as_object().unwrap().clone();
        proof.as_object_mut().unwrap().extend(more);
        let digests = [&proof, &credential].map(|value| content_sha256(value).unwrap());
        let digits = digests.concat();
        let bytes: Vec<u8> = (0..digits.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
            .collect();
        proof["proofValue"] = base58btc(&self.key.sign(&bytes)).into();
        credential["proof"] = proof;
        credential
    }

    /// Puts one more proof to a credential, with `eddsa-rdfc-2022`: `previous` are those it also covers.
    pub(crate) fn endorse(&self, credential: Value, id: Option<&str>, previous: &[&str]) -> Value {
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let method = format!("{}#{multikey}", self.did);
        let how = Options::eddsa_rdfc(method, datetime!(2026-01-31 12:00 UTC)).unwrap();
        let (key, contexts) = (self.key.public(), Contexts::bundled());
        let unsigned =
            proof::prepare_another(credential, &how, id, previous, &key, &contexts).unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }

    /// A presentation in a JWT of this type, for `example.com`.
    pub(crate) fn envelope(&self, typ: &str, presentation: &Value, nonce: &str) -> String {
        let claims =
            json!({"iss": self.did, "aud": "example.com", "nonce": nonce, "vp": presentation});
        self.token(Some(typ), &claims)
    }

    /// A JWT of these claims.
    pub(crate) fn token(&self, typ: Option<&str>, claims: &Value) -> String {
        use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let multikey = self.did.strip_prefix("did:key:").unwrap();
        let mut header = json!({"alg": "EdDSA", "kid": format!("{}#{multikey}", self.did)});
        if let Some(typ) = typ {
            header["typ"] = typ.into();
        }
        let input = format!("{}.{}", part(&header), part(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.key.sign(input.as_bytes()));
        format!("{input}.{signature}")
    }
}

pub(crate) fn presentation(holder: Option<&str>, credentials: Vec<Value>) -> Value {
    let mut made = json!({
        "@context": [V2, EXAMPLES],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": credentials,
    });
    if let Some(holder) = holder {
        made["holder"] = holder.into();
    }
    made
}
