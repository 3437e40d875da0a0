//! The registered claims, which must repeat the credential.
use serde_json::Value;
use time::OffsetDateTime;

use super::Jws;
use crate::json::items;
use crate::timestamp::instant;

/// A claim that does not repeat what the credential says.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The claim.
    pub claim: &'static str,
    /// The credential's member it must repeat.
    pub member: &'static str,
    /// What the claim says.
    pub got: Option<Value>,
    /// What the credential says.
    pub want: Option<Value>,
}

impl Jws {
    /// Compares the claims with the credential (Open Badges 3.0 §8.2.4); one finding a claim that is wrong or missing.
    ///
    /// ```
    /// use openbadges::proof::jwt::Jws;
    /// use openbadges::encoding::base64url;
    ///
    /// let part = |text: &str| base64url(text.as_bytes());
    /// let token = format!("{}.{}.AAAA", part("{\"alg\":\"EdDSA\",\"kid\":\"did:web:example.org#key-1\"}"), part("{\"iss\":\"did:web:example.org\",\"exp\":1800000000}"));
    /// let jws = Jws::parse(&token)?;
    /// assert!(jws.claim_findings().iter().any(|finding| finding.claim == "jti"));
    /// # Ok::<(), openbadges::proof::jwt::JwtError>(())
    /// ```
    #[must_use]
    pub fn claim_findings(&self) -> Vec<Finding> {
        let credential = self.payload.get("vc").unwrap_or(&self.payload);
        let at = |pointer: &str| credential.pointer(pointer).and_then(Value::as_str);
        let subject = items(credential.get("credentialSubject")).first();
        let subject = subject
            .and_then(|subject| subject.get("id"))
            .and_then(Value::as_str);
        let issuer = at("/issuer/id").or_else(|| at("/issuer"));
        let from = at("/validFrom").or_else(|| at("/issuanceDate"));
        let until = at("/validUntil").or_else(|| at("/expirationDate"));
        let mut findings = Vec::new();
        let mut compare =
            |claim: &'static str, member: &'static str, want: Option<Value>, optional: bool| {
                let got = self.payload.get(claim);
                let same = match (got, &want) {
                    // `exp` alone ends the badge (§8.2.4.1); the period step looks at it.
                    (_, None) if optional => true,
                    (None, _) => false,
                    (Some(got), Some(want)) => match (got.as_f64(), want.as_f64()) {
                        (Some(got), Some(want)) => (got.trunc() - want).abs() < 0.5,
                        _ => got == want,
                    },
                    (Some(_), None) => false,
                };
                if !same {
                    findings.push(Finding {
                        claim,
                        member,
                        got: got.cloned(),
                        want,
                    });
                }
            };
        let seconds = |text: Option<&str>| {
            text.and_then(instant)
                .map(|at: OffsetDateTime| at.unix_timestamp().into())
        };
        compare("iss", "issuer.id", issuer.map(Value::from), false);
        compare("jti", "id", at("/id").map(Value::from), false);
        compare("nbf", "validFrom", seconds(from), false);
        compare(
            "sub",
            "credentialSubject.id",
            subject.map(Value::from),
            false,
        );
        compare("exp", "validUntil", seconds(until), true);
        findings
    }
}
