//! Who calls: short-lived signed tokens between the services, and what each caller may do.
//!
//! The gateway finds out who a customer, a staff member or an earner is and says so in a token that names one
//! audience and lives 60 seconds; each service signs with its own Ed25519 key and may speak as itself only for
//! the methods in [`MAY_CALL`]. No token, no answer, also in one process.

mod table;
mod token;

pub use table::MAY_CALL;
pub use token::{Identity, IdentityError};

use crate::{
    ServiceName,
    ids::{ApiKeyId, EarnerId, IssuerId, StaffId},
    refusal::{Kind, Refusal},
};
use serde::{Deserialize, Serialize};

/// Who is behind a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caller {
    /// Stands above tenants: creates issuers, vouches, unlocks.
    Operator {
        /// The key or person.
        subject: String,
    },
    /// A person of an issuer's staff.
    Staff {
        /// The person.
        staff: StaffId,
        /// The tenant they act for.
        issuer: IssuerId,
        /// What they may do there.
        role: Role,
    },
    /// A customer's system.
    Client {
        /// Its key.
        key: ApiKeyId,
        /// The tenant it belongs to.
        issuer: IssuerId,
        /// What it may do.
        scopes: Vec<Scope>,
    },
    /// A person with a wallet.
    Earner {
        /// The person.
        earner: EarnerId,
    },
    /// Nobody in particular.
    Public,
    /// One of our services, for itself.
    #[serde(untagged)]
    Service(#[serde(with = "service_name")] ServiceName),
}

mod service_name {
    use super::{Deserialize, ServiceName};
    #[derive(super::Serialize, Deserialize)]
    struct Named {
        kind: String,
        name: String,
    }
    pub fn serialize<S: serde::Serializer>(name: &ServiceName, s: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(
            &Named {
                kind: "service".into(),
                name: name.to_string(),
            },
            s,
        )
    }
    pub fn deserialize<'de, D: serde::Deserializer<'de>>(d: D) -> Result<ServiceName, D::Error> {
        let named = Named::deserialize(d)?;
        if named.kind != "service" {
            return Err(serde::de::Error::custom("unknown kind of caller"));
        }
        named.name.parse().map_err(serde::de::Error::custom)
    }
}

/// What a staff member may do at an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Looks, changes nothing.
    Viewer,
    /// Awards, imports, corrects, revokes.
    Editor,
    /// All that, and keys, staff and settings.
    Owner,
}

impl std::str::FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "viewer" => Ok(Self::Viewer),
            "editor" => Ok(Self::Editor),
            "owner" => Ok(Self::Owner),
            other => Err(format!(
                "`{other}` is not a role; there are owner, editor, viewer"
            )),
        }
    }
}
impl Role {
    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Editor => "editor",
            Self::Owner => "owner",
        }
    }
}

/// One thing an API key may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Read achievements.
    #[serde(rename = "achievements:read")]
    AchievementsRead,
    /// Create and change achievements.
    #[serde(rename = "achievements:write")]
    AchievementsWrite,
    /// Read credentials.
    #[serde(rename = "credentials:read")]
    CredentialsRead,
    /// Award, correct, revoke.
    #[serde(rename = "credentials:write")]
    CredentialsWrite,
    /// Read members and runs.
    #[serde(rename = "members:read")]
    MembersRead,
    /// Import members and certifications, keep rules.
    #[serde(rename = "members:write")]
    MembersWrite,
    /// Read the issuer's settings.
    #[serde(rename = "issuer:read")]
    IssuerRead,
    /// Change the issuer's settings, keys and staff.
    #[serde(rename = "issuer:write")]
    IssuerWrite,
    /// Verify many badges at once. One alone needs no key.
    #[serde(rename = "verify")]
    Verify,
    /// Use the VC-API, whose test keys sign what they are given.
    #[serde(rename = "vc-api")]
    VcApi,
}

impl Scope {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 10] = [
        Self::AchievementsRead,
        Self::AchievementsWrite,
        Self::CredentialsRead,
        Self::CredentialsWrite,
        Self::MembersRead,
        Self::MembersWrite,
        Self::IssuerRead,
        Self::IssuerWrite,
        Self::Verify,
        Self::VcApi,
    ];

    /// As contracts and databases write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AchievementsRead => "achievements:read",
            Self::AchievementsWrite => "achievements:write",
            Self::CredentialsRead => "credentials:read",
            Self::CredentialsWrite => "credentials:write",
            Self::MembersRead => "members:read",
            Self::MembersWrite => "members:write",
            Self::IssuerRead => "issuer:read",
            Self::IssuerWrite => "issuer:write",
            Self::Verify => "verify",
            Self::VcApi => "vc-api",
        }
    }

    /// The least role that may do it.
    fn role(self) -> Role {
        match self {
            Self::AchievementsRead
            | Self::CredentialsRead
            | Self::MembersRead
            | Self::IssuerRead
            | Self::Verify => Role::Viewer,
            Self::AchievementsWrite | Self::CredentialsWrite | Self::MembersWrite => Role::Editor,
            Self::IssuerWrite | Self::VcApi => Role::Owner,
        }
    }
}
impl std::str::FromStr for Scope {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|s| s.as_str() == text)
            .ok_or_else(|| {
                format!(
                    "`{text}` is not a scope; there are {}",
                    Self::ALL.map(Self::as_str).join(", ")
                )
            })
    }
}

/// A caller who may not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Nobody is signed in, or the token is not good.
    #[error("sign in or send an API key first")]
    Unknown,
    /// Known, but without the right.
    #[error("this takes the right `{needed}`; {held}")]
    Lacks {
        /// The right.
        needed: &'static str,
        /// What the caller holds instead, in words.
        held: String,
    },
    /// It belongs to another tenant: as if it did not exist.
    #[error("there is no such {0} here")]
    Elsewhere(&'static str),
}
impl Refusal for Denied {
    fn kind(&self) -> Kind {
        match self {
            Self::Unknown => Kind::Unauthenticated,
            Self::Lacks { .. } => Kind::Forbidden,
            Self::Elsewhere(_) => Kind::NotFound,
        }
    }
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unauthenticated",
            Self::Lacks { .. } => "missing_right",
            Self::Elsewhere(_) => "not_found",
        }
    }
}

impl Caller {
    /// The tenant the caller belongs to.
    pub fn issuer(&self) -> Option<IssuerId> {
        match self {
            Self::Staff { issuer, .. } | Self::Client { issuer, .. } => Some(*issuer),
            _ => None,
        }
    }

    /// Passes if the caller may do `scope` at `issuer`. Operators may at every issuer; another tenant's caller
    /// learns nothing, not even that `what` exists.
    pub fn may(&self, scope: Scope, issuer: IssuerId, what: &'static str) -> Result<(), Denied> {
        match self {
            Self::Operator { .. } => Ok(()),
            Self::Staff { issuer: own, .. } | Self::Client { issuer: own, .. }
                if *own != issuer =>
            {
                Err(Denied::Elsewhere(what))
            }
            Self::Staff { role, .. } if *role >= scope.role() => Ok(()),
            Self::Staff { role, .. } => Err(Denied::Lacks {
                needed: scope.as_str(),
                held: format!("your role is {}", role.as_str()),
            }),
            Self::Client { scopes, .. } if scopes.contains(&scope) => Ok(()),
            Self::Client { scopes, .. } => {
                let held: Vec<_> = scopes.iter().map(|s| s.as_str()).collect();
                Err(Denied::Lacks {
                    needed: scope.as_str(),
                    held: format!(
                        "this key has {}",
                        if held.is_empty() {
                            "none".to_owned()
                        } else {
                            held.join(", ")
                        }
                    ),
                })
            }
            _ => Err(Denied::Unknown),
        }
    }

    /// The issuer a command is for: the one named, if the caller may act there, else the caller's own.
    pub fn issuer_for(&self, named: Option<IssuerId>, scope: Scope) -> Result<IssuerId, Denied> {
        let issuer = named.or_else(|| self.issuer()).ok_or(match self {
            Self::Operator { .. } => Denied::Lacks {
                needed: scope.as_str(),
                held: "an operator's key belongs to no issuer: name one in `issuer`".into(),
            },
            _ => Denied::Unknown,
        })?;
        self.may(scope, issuer, "issuer")?;
        Ok(issuer)
    }

    /// Passes for operators only.
    pub fn must_be_operator(&self) -> Result<(), Denied> {
        match self {
            Self::Operator { .. } => Ok(()),
            Self::Public => Err(Denied::Unknown),
            _ => Err(Denied::Lacks {
                needed: "operator",
                held: "this takes an operator's key or account".into(),
            }),
        }
    }

    /// The earner who is signed in.
    pub fn earner(&self) -> Result<EarnerId, Denied> {
        match self {
            Self::Earner { earner } => Ok(*earner),
            _ => Err(Denied::Unknown),
        }
    }

    /// Passes for one of our services speaking for itself.
    pub fn must_be_service(&self) -> Result<ServiceName, Denied> {
        match self {
            Self::Service(name) => Ok(*name),
            _ => Err(Denied::Lacks {
                needed: "internal",
                held: "this is for the platform's own services".into(),
            }),
        }
    }

    /// Names the caller in logs and beside idempotency keys. No personal data.
    pub fn subject(&self) -> String {
        match self {
            Self::Operator { subject } => format!("operator:{subject}"),
            Self::Staff { staff, .. } => staff.to_string(),
            Self::Client { key, .. } => key.to_string(),
            Self::Earner { earner } => earner.to_string(),
            Self::Public => "public".into(),
            Self::Service(name) => format!("service:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Ids;

    #[test]
    fn another_tenant_s_thing_does_not_exist_and_a_missing_right_is_named() {
        let caller = Caller::Client {
            key: Ids::seeded(3).random(),
            issuer: Ids::seeded(4).random(),
            scopes: vec![Scope::CredentialsRead],
        };
        let own = caller.issuer().unwrap();
        assert!(matches!(
            caller.may(Scope::CredentialsRead, Ids::system().random(), "credential"),
            Err(Denied::Elsewhere(_))
        ));
        let refusal = caller
            .may(Scope::CredentialsWrite, own, "credential")
            .unwrap_err()
            .to_string();
        assert!(
            refusal.contains("`credentials:write`") && refusal.contains("credentials:read"),
            "{refusal}"
        );
        assert!(
            caller
                .may(Scope::CredentialsRead, own, "credential")
                .is_ok()
        );
        assert_eq!(
            Caller::Public.may(Scope::CredentialsRead, own, "credential"),
            Err(Denied::Unknown)
        );
    }
}
