//! A foreign issuer with a site of its own.

use super::Site;
use openbadges::{
    Timestamp,
    context::Contexts,
    key::{did, secret::Ed25519},
    ob3::{Achievement, Criteria, Issue, Profile},
    proof,
    status::{self, Bitstring, List, MIN_ENTRIES},
};
use serde_json::Value;
use time::OffsetDateTime;

pub struct Guild {
    pub did: String,
    pub key: Ed25519,
    pub list: String,
    port: u16,
}

impl Guild {
    /// Its keys stand on the site from now on.
    pub fn on(site: &Site) -> Self {
        let did = format!("did:web:localhost%3A{}:issuers:guild", site.port);
        let key = Ed25519::from_seed(&[7; 32]).unwrap();
        let guild = Self {
            list: site.at("/status/1"),
            port: site.port,
            did,
            key,
        };
        guild.keep_keys(site, "");
        guild.publish_status(site, &[], "", 300_000);
        guild
    }

    /// Publishes the keys with these headers.
    pub fn keep_keys(&self, site: &Site, headers: &str) {
        let published = [did::PublishedKey {
            fragment: "key-1".into(),
            key: self.key.public(),
            revoked: None,
        }];
        let document = did::document(&self.did, &published).to_string();
        site.put_with("/issuers/guild/did.json", headers, document);
    }

    /// A signed badge; its place in the status list is its number.
    pub fn badge(&self, number: u32) -> Value {
        let achievement = Achievement {
            id: format!("http://localhost:{}/achievements/1", self.port),
            types: vec!["Achievement".into()],
            name: "Foundation".into(),
            description: "Knows the craft.".into(),
            criteria: Criteria {
                narrative: Some("Passed the exam.".into()),
                ..Criteria::default()
            },
            ..Achievement::default()
        };
        let mut badge = Issue::new(
            format!("http://localhost:{}/b/{number}", self.port),
            Profile::new(&self.did, "Guild"),
            Timestamp::new(awarded()).unwrap(),
            format!("urn:uuid:6a4fc5c8-4c05-4a2b-9b0a-{number:012}"),
            achievement,
        );
        badge.status = Some(status::entry(&self.list, "revocation", number as usize));
        self.signed(badge.build().unwrap())
    }

    /// Signs the list anew with these badges revoked.
    pub fn publish_status(&self, site: &Site, revoked: &[usize], headers: &str, ttl: u64) {
        let mut bits = Bitstring::new(MIN_ENTRIES).unwrap();
        for number in revoked {
            bits.set(*number, true).unwrap();
        }
        let list = List {
            url: &self.list,
            issuer: &self.did,
            purpose: "revocation",
            valid_from: Timestamp::new(awarded()).unwrap(),
            valid_until: None,
        };
        let mut credential = status::list_credential(&list, &bits);
        status::set_ttl(&mut credential, ttl);
        site.put_with("/status/1", headers, self.signed(credential).to_string());
    }

    /// Signs anything in its name.
    pub fn signed(&self, document: Value) -> Value {
        let method = format!("{}#key-1", self.did);
        let how = proof::Options::eddsa_rdfc(method, awarded()).unwrap();
        let contexts = Contexts::bundled();
        let unsigned = proof::prepare(document, &how, &self.key.public(), &contexts).unwrap();
        let signature = self.key.sign(unsigned.bytes_to_sign());
        unsigned.attach(&signature)
    }
}

fn awarded() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_769_860_800).unwrap()
}
