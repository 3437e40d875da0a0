//! Issuers: the organizations that issue, each a tenant of the installation.

use super::{
    email::EmailAddress,
    mail::MailSettings,
    policy::Policy,
    text::{Presence, Problems},
};
use artwork::Colour;
use platform::{
    FieldProblem,
    clock::{Timestamp, Zone},
    ids::IssuerId,
};
use std::{fmt, str::FromStr};
use unic_langid::LanguageIdentifier;

/// The accent of an issuer that chose none.
const DEFAULT_ACCENT: Colour = Colour::rgb(0x2b, 0x4a, 0xcb);
const LONGEST_SLUG: usize = 40;

/// The part of an issuer's addresses that never changes and is never given to another: 2 to 40 lower-case
/// letters, digits and single hyphens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

/// A text that is no slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a slug has 2 to 40 lower-case letters a to z, digits and single hyphens inside, such as plant-society; it stands in \
     every badge for ever"
)]
pub struct NotASlug;

impl Slug {
    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl FromStr for Slug {
    type Err = NotASlug;
    fn from_str(text: &str) -> Result<Self, NotASlug> {
        let good = (2..=LONGEST_SLUG).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && text.split('-').all(|part| !part.is_empty());
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASlug)
        }
    }
}
impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an issuer says of itself; all of it may change.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// The name that is shown and signed.
    pub name: String,
    /// Its web site.
    pub url: String,
    /// Where the public may write; Open Badges 2.0 demands it.
    pub email: EmailAddress,
    /// In a few sentences; may be empty.
    pub description: String,
    /// The zone its calendar dates are meant in.
    pub zone: Zone,
    /// BCP 47; the language of its pages and mails where a person has none.
    pub locale: String,
    /// What is signed and shown.
    pub policy: Policy,
    /// The colour of its pages.
    pub accent: Colour,
    /// Where its badges are explained (M20); empty if nowhere.
    pub about_badges_url: String,
    /// Where help is to be had (S26); may be empty.
    pub support_contact: String,
    /// LinkedIn's number of the organization (C22); may be empty.
    pub linkedin_organization_id: String,
    /// Where a membership is renewed (C19); empty if nowhere.
    pub renew_url: String,
    /// What its mails say, and when it reminds.
    pub mail: MailSettings,
}

/// A profile as it was written, not yet checked. Empty means not said.
#[derive(Clone, Debug, Default)]
pub struct ProfileDraft {
    /// See [`Profile::name`].
    pub name: String,
    /// See [`Profile::url`].
    pub url: String,
    /// See [`Profile::email`].
    pub email: String,
    /// See [`Profile::description`].
    pub description: String,
    /// IANA name; UTC if empty.
    pub time_zone: String,
    /// BCP 47; `en` if empty.
    pub locale: String,
    /// See [`Profile::policy`].
    pub policy: PolicyDraft,
    /// `#rrggbb`; deep blue if empty.
    pub accent: String,
    /// See [`Profile::about_badges_url`].
    pub about_badges_url: String,
    /// See [`Profile::support_contact`].
    pub support_contact: String,
    /// See [`Profile::linkedin_organization_id`].
    pub linkedin_organization_id: String,
    /// See [`Profile::renew_url`].
    pub renew_url: String,
    /// See [`Profile::mail`].
    pub mail: MailSettings,
}

/// A policy as it was written. Empty means the default.
#[derive(Clone, Debug, Default)]
pub struct PolicyDraft {
    /// See [`Policy::name`].
    pub name: String,
    /// See [`Policy::recipient`].
    pub recipient: String,
    /// See [`Policy::visible_from`].
    pub visible_from: String,
    /// See [`Policy::show_revocation_reason`].
    pub show_revocation_reason: bool,
}

impl PolicyDraft {
    /// The policy as it would be written.
    pub fn of(policy: Policy) -> Self {
        Self {
            name: policy.name.as_str().into(),
            recipient: policy.recipient.as_str().into(),
            visible_from: policy.visible_from.as_str().into(),
            show_revocation_reason: policy.show_revocation_reason,
        }
    }

    fn read(&self, problems: &mut Problems) -> Policy {
        fn word<T: FromStr + Default>(problems: &mut Problems, field: &str, text: &str) -> T
        where
            T::Err: fmt::Display,
        {
            if text.is_empty() {
                T::default()
            } else {
                problems.take(field, text, text.parse()).unwrap_or_default()
            }
        }
        Policy {
            name: word(problems, "policy.name", &self.name),
            recipient: word(problems, "policy.recipient", &self.recipient),
            visible_from: word(problems, "policy.visible_from", &self.visible_from),
            show_revocation_reason: self.show_revocation_reason,
        }
    }
}

impl ProfileDraft {
    /// The profile as it would be written, to lay changes over it.
    pub fn of(profile: &Profile) -> Self {
        Self {
            name: profile.name.clone(),
            url: profile.url.clone(),
            email: profile.email.as_str().to_owned(),
            description: profile.description.clone(),
            time_zone: profile.zone.name().to_owned(),
            locale: profile.locale.clone(),
            policy: PolicyDraft::of(profile.policy),
            accent: profile.accent.to_string(),
            about_badges_url: profile.about_badges_url.clone(),
            support_contact: profile.support_contact.clone(),
            linkedin_organization_id: profile.linkedin_organization_id.clone(),
            renew_url: profile.renew_url.clone(),
            mail: profile.mail.clone(),
        }
    }

    /// Checks it.
    ///
    /// # Errors
    /// Every field that cannot be used, with value and fix.
    pub fn read(&self) -> Result<Profile, Vec<FieldProblem>> {
        let mut problems = Problems::new();
        let p = &mut problems;
        let name = p.line("name", &self.name, 120, Presence::Needed);
        let url = p.web_address("url", &self.url, Presence::Needed);
        let email = p.take("email", &self.email, self.email.parse::<EmailAddress>());
        let description = p.text("description", &self.description, 2000, Presence::Optional);
        let zone = if self.time_zone.is_empty() {
            Some(Zone::utc())
        } else {
            p.take("time_zone", &self.time_zone, self.time_zone.parse())
        };
        let locale = if self.locale.is_empty() {
            Some("en".to_owned())
        } else {
            p.take("locale", &self.locale, locale(&self.locale))
        };
        let policy = self.policy.read(p);
        let accent = if self.accent.is_empty() {
            Some(DEFAULT_ACCENT)
        } else {
            p.take("accent", &self.accent, self.accent.parse())
        };
        let optional = |p: &mut Problems, field: &str, value: &str| {
            p.web_address(field, value, Presence::Optional)
                .map(String::from)
                .unwrap_or_default()
        };
        let about_badges_url = optional(p, "about_badges_url", &self.about_badges_url);
        let renew_url = optional(p, "renew_url", &self.renew_url);
        let support_contact = p.text(
            "support_contact",
            &self.support_contact,
            300,
            Presence::Optional,
        );
        let mail = self.mail.read(p);
        let linkedin = self.linkedin_organization_id.trim();
        if linkedin.len() > 20 || !linkedin.bytes().all(|b| b.is_ascii_digit()) {
            p.note(
                "linkedin_organization_id",
                linkedin,
                "it is the number in the address of your LinkedIn company page; write digits only",
            );
        }
        match (url, email, zone, locale, accent, problems.into_result()) {
            (Some(url), Some(email), Some(zone), Some(locale), Some(accent), Ok(())) => {
                Ok(Profile {
                    name,
                    url: url.into(),
                    email,
                    description,
                    zone,
                    locale,
                    policy,
                    accent,
                    about_badges_url,
                    support_contact,
                    linkedin_organization_id: linkedin.to_owned(),
                    renew_url,
                    mail,
                })
            }
            (.., noted) => Err(noted.err().unwrap_or_default()),
        }
    }
}

/// A language tag in its usual form.
///
/// # Errors
/// What is no BCP 47 tag.
pub fn locale(text: &str) -> Result<String, String> {
    let language: Result<LanguageIdentifier, _> = text.trim().parse();
    language
        .map(|l| l.to_string())
        .map_err(|_| format!("`{text}` is no language tag; write one such as en, de or pt-BR"))
}

/// An issuer.
#[derive(Clone, Debug, PartialEq)]
pub struct Issuer {
    /// Its id.
    pub id: IssuerId,
    /// Frozen.
    pub slug: Slug,
    /// The DID under which it issues now.
    pub did: String,
    /// What it says of itself.
    pub profile: Profile,
    /// When it was made.
    pub created_at: Timestamp,
    /// Grows by one with each change.
    pub version: u64,
}

/// The DID of the issuer `slug` below a base address: `did:web:HOST:issuers:SLUG`.
///
/// # Errors
/// None for a base address that [`platform::config::PublicUrl`] took.
pub fn did(
    base: &platform::config::PublicUrl,
    slug: &Slug,
) -> Result<String, openbadges::key::KeyError> {
    openbadges::key::did::web_did(&base.at(&format!("/issuers/{slug}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use platform::config::PublicUrl;

    fn draft() -> ProfileDraft {
        ProfileDraft {
            name: "Plant Society".into(),
            url: "https://plants.example.org".into(),
            email: "badges@plants.example.org".into(),
            ..ProfileDraft::default()
        }
    }

    #[test]
    fn what_is_left_out_has_a_good_default() {
        let profile = draft().read().unwrap();
        assert_eq!(
            (
                profile.zone.name(),
                profile.locale.as_str(),
                profile.accent.to_string().as_str()
            ),
            ("UTC", "en", "#2b4acb")
        );
        assert_eq!(profile.policy, Policy::default());
        assert_eq!(ProfileDraft::of(&profile).read().unwrap(), profile);
    }

    #[test]
    fn every_field_that_cannot_be_used_is_named_at_once() {
        let bad = ProfileDraft {
            name: " ".into(),
            url: "plants.example.org".into(),
            email: "badges at plants".into(),
            time_zone: "London".into(),
            locale: "english please".into(),
            policy: PolicyDraft {
                name: "always".into(),
                ..PolicyDraft::default()
            },
            accent: "blue".into(),
            renew_url: "renew".into(),
            linkedin_organization_id: "plant-society".into(),
            ..ProfileDraft::default()
        };
        let fields: Vec<String> = bad
            .read()
            .unwrap_err()
            .into_iter()
            .map(|p| p.field)
            .collect();
        assert_eq!(
            fields,
            [
                "name",
                "url",
                "email",
                "time_zone",
                "locale",
                "policy.name",
                "accent",
                "renew_url",
                "linkedin_organization_id"
            ]
        );
    }

    #[test]
    fn a_slug_is_plain_and_fits_a_did() {
        for good in ["plant-society", "a1", "42"] {
            assert_eq!(good.parse::<Slug>().unwrap().as_str(), good);
        }
        for bad in [
            "",
            "a",
            "Plant",
            "plant_society",
            "-a",
            "a-",
            "a--b",
            "pflanzen-ä",
            "a/b",
            &"x".repeat(41),
        ] {
            assert_eq!(bad.parse::<Slug>(), Err(NotASlug), "{bad}");
        }
        let slug = "plant-society".parse().unwrap();
        let of = |base: &str| did(&PublicUrl::parse(base).unwrap(), &slug).unwrap();
        assert_eq!(
            of("https://badges.example.org"),
            "did:web:badges.example.org:issuers:plant-society"
        );
        assert_eq!(
            of("http://localhost:8080"),
            "did:web:localhost%3A8080:issuers:plant-society"
        );
    }
}
