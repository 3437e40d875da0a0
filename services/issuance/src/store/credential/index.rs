//! Blind indexes: what badges are found again by, telling nothing without the service's key (decisions §8).

use crate::domain::recipient::Recipient;
use platform::{
    ids::IssuerId,
    seal::{Keyring, fold},
};

pub(super) const EMAIL: &str = "credential.email";
pub(super) const MEMBER: &str = "credential.member";
pub(super) const REFERENCE: &str = "credential.reference";
pub(super) const WORD: &str = "credential.word";
pub(super) const PERSON: &str = "credential.person";

/// The index of a value under the key in force, and under former ones until everything is indexed anew.
pub(super) fn indexes(
    keyring: &Keyring,
    purpose: &str,
    issuer: IssuerId,
    value: &str,
) -> Vec<Vec<u8>> {
    let tenant = issuer.to_string();
    let mut all = keyring.blind_previous(purpose, &tenant, value);
    all.insert(0, keyring.blind(purpose, &tenant, value));
    all
}

pub(super) fn index(keyring: &Keyring, purpose: &str, issuer: IssuerId, value: &str) -> Vec<u8> {
    keyring.blind(purpose, &issuer.to_string(), value)
}

/// The blind index of a member number.
pub fn member_index(keyring: &Keyring, issuer: IssuerId, number: &str) -> Vec<u8> {
    index(keyring, MEMBER, issuer, &fold(number))
}

pub(super) fn reference_index(keyring: &Keyring, issuer: IssuerId, reference: &str) -> Vec<u8> {
    index(keyring, REFERENCE, issuer, reference)
}

/// Names the key of a person: equal for the same person of one issuer, and telling nothing.
pub(super) fn owner(keyring: &Keyring, issuer: IssuerId, recipient: &Recipient) -> String {
    let blind = index(keyring, PERSON, issuer, &recipient.identity());
    format!("recipient/{}", openbadges::encoding::hex(&blind[..16]))
}
