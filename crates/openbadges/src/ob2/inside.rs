//! What stands inside the documents of version 2.0: evidence, pictures, criteria, alignments, keys and so on (§6.1).
//!
//! What is wrong there hurts nobody, for nothing is decided by it: it is remarked, with its place, its value and the rule.
use serde_json::Value;

use super::validate::{Check, Class};
use crate::json::items;

/// What a member must be.
#[derive(Clone, Copy)]
enum Is {
    Text,
    Address,
    /// A text or a number.
    Version,
    Bool,
}

impl Is {
    fn holds(self, value: &Value) -> bool {
        let is_address = |text: &str| text.contains(':') && !text.contains(char::is_whitespace);
        match self {
            Self::Text => value.is_string(),
            Self::Address => value.as_str().is_some_and(is_address),
            Self::Version => value.is_string() || value.is_number(),
            Self::Bool => value.is_boolean(),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Self::Text => "it must be a text",
            Self::Address => "it must be an address",
            Self::Version => "it must be a text or a number",
            Self::Bool => "it must be true or false",
        }
    }
}

/// A member with an object of known members, or several.
struct Part {
    name: &'static str,
    /// Whether its address may stand for it.
    or_address: bool,
    members: &'static [(&'static str, Is)],
}

const fn part(name: &'static str, members: &'static [(&'static str, Is)]) -> Part {
    Part {
        name,
        or_address: false,
        members,
    }
}

const fn linked(name: &'static str, members: &'static [(&'static str, Is)]) -> Part {
    Part {
        name,
        or_address: true,
        members,
    }
}

const IMAGE: Part = linked("image", &[("caption", Is::Text), ("author", Is::Address)]);
const RELATED: Part = linked("related", &[("id", Is::Address), ("version", Is::Version)]);
const ENDORSEMENT: Part = linked("endorsement", &[("id", Is::Address)]);

const ASSERTION: &[Part] = &[
    linked(
        "evidence",
        &[
            ("id", Is::Address),
            ("narrative", Is::Text),
            ("name", Is::Text),
            ("description", Is::Text),
            ("genre", Is::Text),
            ("audience", Is::Text),
        ],
    ),
    part(
        "recipient",
        &[
            ("salt", Is::Text),
            ("identity", Is::Text),
            ("type", Is::Text),
        ],
    ),
    part(
        "verification",
        &[("creator", Is::Address), ("type", Is::Text)],
    ),
    linked("badge", &[("id", Is::Address)]),
    IMAGE,
    RELATED,
    ENDORSEMENT,
];

const BADGE_CLASS: &[Part] = &[
    linked("criteria", &[("id", Is::Address), ("narrative", Is::Text)]),
    part(
        "alignment",
        &[
            ("targetDescription", Is::Text),
            ("targetFramework", Is::Text),
            ("targetCode", Is::Text),
        ],
    ),
    linked("issuer", &[("id", Is::Address)]),
    IMAGE,
    RELATED,
    ENDORSEMENT,
];

const ISSUER: &[Part] = &[
    linked(
        "publicKey",
        &[
            ("id", Is::Address),
            ("owner", Is::Address),
            ("publicKeyPem", Is::Text),
        ],
    ),
    part("verification", &[("verificationProperty", Is::Text)]),
    IMAGE,
    RELATED,
    ENDORSEMENT,
];

const STATEMENT: &[Part] = &[
    part("claim", &[("endorsementComment", Is::Text)]),
    part(
        "verification",
        &[("creator", Is::Address), ("type", Is::Text)],
    ),
    linked("issuer", &[("id", Is::Address)]),
    RELATED,
];

const REVOCATION_LIST: &[Part] = &[
    linked("issuer", &[("id", Is::Address)]),
    linked(
        "revokedAssertions",
        &[
            ("id", Is::Text),
            ("uid", Is::Text),
            ("revocationReason", Is::Text),
        ],
    ),
];

impl Check<'_> {
    /// Remarks what is wrong inside a document.
    pub(super) fn inside(&mut self, class: Class) {
        let (parts, members): (&[Part], &[(&str, Is)]) = match class {
            Class::Assertion => (
                ASSERTION,
                &[("revoked", Is::Bool), ("revocationReason", Is::Text)],
            ),
            Class::BadgeClass => (BADGE_CLASS, &[]),
            Class::Issuer => (ISSUER, &[]),
            Class::Endorsement => (STATEMENT, &[]),
            Class::RevocationList => (REVOCATION_LIST, &[("id", Is::Address)]),
        };
        self.members(self.document, "", members);
        for part in parts {
            let value = self.at(part.name);
            for (at, item) in items(Some(value)).iter().enumerate() {
                let path = match value {
                    Value::Array(_) => format!("{}[{at}]", part.name),
                    _ => part.name.to_owned(),
                };
                if item.is_object() {
                    self.members(item, &format!("{path}."), part.members);
                } else if !part.or_address {
                    self.remark(&path, item, "it must be an object");
                } else if !item.is_string() {
                    self.remark(&path, item, "it must be an address or an object");
                }
            }
        }
    }

    fn members(&mut self, object: &Value, path: &str, members: &[(&str, Is)]) {
        for (name, is) in members {
            let value = object.get(*name).unwrap_or(&Value::Null);
            let several = |value: &Value| match value {
                Value::Array(list) if *name == "type" => list.iter().all(Value::is_string),
                one => is.holds(one),
            };
            if !value.is_null() && !several(value) {
                self.remark(&format!("{path}{name}"), value, is.rule());
            }
        }
    }

    /// A warning, unless something else was said of that place already.
    fn remark(&mut self, member: &str, value: &Value, rule: &str) {
        let path = self.path(member);
        if !self.findings.iter().any(|known| known.path == path) {
            self.warn(member, value, rule);
        }
    }
}
