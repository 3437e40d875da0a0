//! The registered claims, which must repeat the credential.
use serde_json::Value;
use time::OffsetDateTime;

use super::Jws;
use crate::context::CREDENTIALS_V2;
use crate::json::items;
use crate::timestamp::{Timestamp, instant};

/// A credential of the claim `vc` as it is meant: what it leaves to the other claims stands in it (VCDM 1.1 §6.3.1). What
/// it says itself stays, and must agree with them.
pub(super) fn completed(credential: &Value, claims: &Value) -> Value {
    let mut whole = credential.clone();
    let Value::Object(members) = &mut whole else {
        return whole;
    };
    let text = |claim: &str| claims.get(claim).filter(|value| value.is_string()).cloned();
    let date = |claim: &str| {
        let at = OffsetDateTime::from_unix_timestamp(seconds(claims.get(claim)?)?).ok()?;
        serde_json::to_value(Timestamp::new(at)?).ok()
    };
    let is_v2 = items(members.get("@context")).first() == Some(&CREDENTIALS_V2.into());
    let dates = match is_v2 {
        true => ["validFrom", "validUntil"],
        false => ["issuanceDate", "expirationDate"],
    };
    for (member, value) in [
        ("id", text("jti")),
        (dates[0], date("nbf")),
        (dates[1], date("exp")),
    ] {
        if let Some(value) = value.filter(|_| !members.contains_key(member)) {
            members.insert(member.into(), value);
        }
    }
    let named = |holder: &Value| holder.get("id").is_some();
    match (members.get_mut("issuer"), text("iss")) {
        (None, Some(issuer)) => drop(members.insert("issuer".into(), issuer)),
        (Some(Value::Object(profile)), Some(issuer)) => {
            profile.entry("id").or_insert(issuer);
        }
        _ => {}
    }
    if let (Some(subject @ Value::Object(_)), Some(id)) =
        (members.get_mut("credentialSubject"), text("sub"))
        && !named(subject)
    {
        subject["id"] = id;
    }
    whole
}

/// A NumericDate in whole seconds (RFC 7519 §2).
pub(super) fn seconds(claim: &Value) -> Option<i64> {
    claim.as_i64().or_else(|| {
        let number = claim.as_f64().filter(|number| number.abs() < 1e12)?;
        #[expect(clippy::cast_possible_truncation, reason = "it is below 2^53")]
        Some(number as i64)
    })
}

/// A claim that does not repeat what the credential says.
///
/// ```
/// use openbadges::encoding::base64url;
/// use openbadges::proof::jwt::{Finding, Jws};
///
/// let part = |text: &str| base64url(text.as_bytes());
/// let claims = r#"{"iss":"did:web:evil.example","issuer":"did:web:example.org"}"#;
/// let jws = Jws::parse(&format!("{}.{}.AAAA", part(r#"{"alg":"EdDSA"}"#), part(claims)))?;
/// let finding: Option<Finding> = jws.claim_findings().into_iter().find(|finding| finding.claim == "iss");
/// assert_eq!(finding.and_then(|finding| finding.want), Some("did:web:example.org".into()));
/// # Ok::<(), openbadges::proof::jwt::JwtError>(())
/// ```
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
        let whole = self.payload.get("vc").map(|_| self.credential());
        let credential = whole.as_ref().unwrap_or(&self.payload);
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
                    (got, None) if optional => got.is_none_or(Value::is_number),
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
