//! The public documents and the addresses they live under.

use super::issuer::Slug;
use platform::ids::{AchievementId, CredentialId, StatusListId, VersionId};

/// The forms of a badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CredentialForm {
    /// Open Badges 3.0, JSON.
    Json,
    /// VC-JWT.
    Jwt,
    /// Baked PNG.
    Png,
    /// Baked SVG.
    Svg,
    /// The picture for social networks.
    Card,
    /// Open Badges 2.0 Assertion.
    Ob2,
    /// The badge's picture without the badge in it, PNG.
    Image,
    /// The rosette, SVG.
    Rosette,
}

/// The forms of an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IssuerForm {
    /// Open Badges 3.0 Profile.
    Profile,
    /// did.json.
    Did,
    /// jwks.json.
    Jwks,
    /// Open Badges 2.0 Issuer.
    Ob2,
    /// The mark, SVG.
    Mark,
}

/// The forms of an achievement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AchievementForm {
    /// Open Badges 3.0 Achievement.
    Json,
    /// The picture, PNG.
    Png,
    /// The picture, SVG.
    Svg,
    /// Open Badges 2.0 BadgeClass.
    Ob2,
}

/// An achievement as addresses name it: the newest version, or a certain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AchievementName {
    /// The newest version.
    Newest(AchievementId),
    /// This version, for ever.
    Version(VersionId),
}

/// Which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentName {
    /// Of a badge.
    Credential(CredentialId, CredentialForm),
    /// Of an issuer.
    Issuer(Slug, IssuerForm),
    /// All keys of a host.
    HostKeys,
    /// Of an achievement.
    Achievement(AchievementName, AchievementForm),
    /// A status list.
    StatusList(StatusListId),
}

impl CredentialForm {
    /// Reads a form by its name in contracts.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "json" => Self::Json,
            "jwt" => Self::Jwt,
            "png" => Self::Png,
            "svg" => Self::Svg,
            "card" => Self::Card,
            "ob2" => Self::Ob2,
            "image" => Self::Image,
            "rosette" => Self::Rosette,
            _ => return None,
        })
    }
}

impl CredentialForm {
    /// Whether it is a file that holds the badge.
    pub fn is_file(self) -> bool {
        matches!(self, Self::Json | Self::Jwt | Self::Png | Self::Svg)
    }
}

impl IssuerForm {
    /// Reads a form by its name in contracts.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "profile" => Self::Profile,
            "did" => Self::Did,
            "jwks" => Self::Jwks,
            "ob2" => Self::Ob2,
            "mark" => Self::Mark,
            _ => return None,
        })
    }
}

impl AchievementForm {
    /// Reads a form by its name in contracts.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "json" => Self::Json,
            "png" => Self::Png,
            "svg" => Self::Svg,
            _ => return None,
        })
    }
}

impl AchievementName {
    /// Reads the id of an achievement or of a version.
    pub fn read(text: &str) -> Option<Self> {
        text.parse()
            .map(Self::Newest)
            .or_else(|_| text.parse().map(Self::Version))
            .ok()
    }
}

impl DocumentName {
    /// The document a path of ours names, as another document refers to it; queries and fragments are ignored.
    /// `None` for any other path: this is the whitelist of what verification is answered in process.
    pub fn of_path(path: &str) -> Option<Self> {
        let path = path.split(['?', '#']).next()?;
        let segments: Vec<&str> = path.strip_prefix('/')?.split('/').collect();
        match segments[..] {
            ["b", file] => {
                let (id, form) = with_suffix(file, "json");
                Some(Self::Credential(
                    id.parse().ok()?,
                    CredentialForm::named(form).filter(|f| f.is_file())?,
                ))
            }
            ["b", id, "card.png"] => Some(Self::Credential(id.parse().ok()?, CredentialForm::Card)),
            ["b", id, "image.png"] => {
                Some(Self::Credential(id.parse().ok()?, CredentialForm::Image))
            }
            ["ob2", "assertions", id] => {
                Some(Self::Credential(id.parse().ok()?, CredentialForm::Ob2))
            }
            ["ob2", "badges", id] => Some(Self::Achievement(
                AchievementName::read(id)?,
                AchievementForm::Ob2,
            )),
            ["ob2", "issuers", slug] => Some(Self::Issuer(slug.parse().ok()?, IssuerForm::Ob2)),
            ["issuers", slug] => Some(Self::Issuer(slug.parse().ok()?, IssuerForm::Profile)),
            ["issuers", slug, "did.json"] => {
                Some(Self::Issuer(slug.parse().ok()?, IssuerForm::Did))
            }
            ["issuers", slug, "jwks.json"] => {
                Some(Self::Issuer(slug.parse().ok()?, IssuerForm::Jwks))
            }
            ["issuers", slug, "mark.svg"] => {
                Some(Self::Issuer(slug.parse().ok()?, IssuerForm::Mark))
            }
            [".well-known", "jwks.json"] => Some(Self::HostKeys),
            ["achievements", file] => {
                let (id, form) = with_suffix(file, "json");
                Some(Self::Achievement(
                    AchievementName::read(id)?,
                    AchievementForm::named(form)?,
                ))
            }
            ["status", id] => Some(Self::StatusList(id.parse().ok()?)),
            _ => None,
        }
    }
}

fn with_suffix<'a>(file: &'a str, default: &'a str) -> (&'a str, &'a str) {
    file.split_once('.').unwrap_or((file, default))
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::ids::Ids;

    #[test]
    fn every_path_of_ours_is_read_and_no_other() {
        let ids = Ids::seeded(3);
        let (c, v, a, l): (CredentialId, VersionId, AchievementId, StatusListId) =
            (ids.random(), ids.random(), ids.random(), ids.random());
        let slug: Slug = "guild".parse().unwrap();
        let cases = [
            (
                format!("/b/{c}"),
                DocumentName::Credential(c, CredentialForm::Json),
            ),
            (
                format!("/b/{c}?x=1#frag"),
                DocumentName::Credential(c, CredentialForm::Json),
            ),
            (
                format!("/b/{c}.jwt"),
                DocumentName::Credential(c, CredentialForm::Jwt),
            ),
            (
                format!("/b/{c}.png"),
                DocumentName::Credential(c, CredentialForm::Png),
            ),
            (
                format!("/b/{c}/card.png"),
                DocumentName::Credential(c, CredentialForm::Card),
            ),
            (
                format!("/ob2/assertions/{c}"),
                DocumentName::Credential(c, CredentialForm::Ob2),
            ),
            (
                format!("/ob2/badges/{v}"),
                DocumentName::Achievement(AchievementName::Version(v), AchievementForm::Ob2),
            ),
            (
                "/ob2/issuers/guild".into(),
                DocumentName::Issuer(slug.clone(), IssuerForm::Ob2),
            ),
            (
                "/issuers/guild".into(),
                DocumentName::Issuer(slug.clone(), IssuerForm::Profile),
            ),
            (
                "/issuers/guild/did.json".into(),
                DocumentName::Issuer(slug, IssuerForm::Did),
            ),
            ("/.well-known/jwks.json".into(), DocumentName::HostKeys),
            (
                format!("/achievements/{v}"),
                DocumentName::Achievement(AchievementName::Version(v), AchievementForm::Json),
            ),
            (
                format!("/achievements/{a}.png"),
                DocumentName::Achievement(AchievementName::Newest(a), AchievementForm::Png),
            ),
            (format!("/status/{l}"), DocumentName::StatusList(l)),
        ];
        for (path, name) in cases {
            assert_eq!(DocumentName::of_path(&path), Some(name), "{path}");
        }
        for other in [
            "",
            "/",
            "/b/",
            "/b/x",
            &format!("/b/{c}.pdf"),
            &format!("/b/{c}.card"),
            &format!("/b/{c}/../x"),
            "/console",
            "/v1/issuers",
            "//b",
            "/issuers/guild/staff",
            "b/x",
        ] {
            assert_eq!(DocumentName::of_path(other), None, "{other}");
        }
    }
}
