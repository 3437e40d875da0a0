//! Settings of an organization: profile, signing keys, API keys, staff. And the operator's list of organizations.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::sample_console;
use crate::pages::form::{self, FormError};
use crate::pages::shell::{StaffMark, Tone};
use crate::pages::{Choice, Field, Sample, Shell, Visitor, filters};
use crate::text::Text;

/// `/console/settings`: the organization as others see it.
#[derive(Template)]
#[template(path = "console/settings.html")]
pub struct SettingsPage {
    /// The frame.
    pub shell: Shell,
    /// `name`.
    pub name: Field,
    /// `about`.
    pub about: Field,
    /// `site`.
    pub site: Field,
    /// `contact_name`.
    pub contact_name: Field,
    /// `contact_email`.
    pub contact_email: Field,
    /// `contact_phone`.
    pub contact_phone: Field,
    /// `colour`.
    pub colour: Field,
    /// `logo`.
    pub logo: Field,
    /// `time_zone`.
    pub time_zone: Field,
    /// `visible_from`: `issue`, `accept` or `publish`.
    pub visible_from: Field,
    /// `name_shown`: `signed`, `page_only` or `none`.
    pub name_shown: Field,
    /// `linkedin_organization`: the numeric id.
    pub linkedin_organization: Field,
    /// The identifier that badges are signed under; it never changes.
    pub did: String,
}

impl SettingsPage {
    /// The form with nothing filled in.
    pub fn new(shell: Shell, did: String, text: Text) -> SettingsPage {
        let choice = |value: &str, key: &str, hint: &str| Choice {
            value: value.into(),
            label: text.get(key),
            hint: text.get(hint),
        };
        SettingsPage {
            shell,
            name: Field::line("name", "field-organization").autocomplete("organization"),
            about: Field::area("about", "field-about", 4).optional(),
            site: Field::url("site", "field-site")
                .optional()
                .autocomplete("url"),
            contact_name: Field::line("contact_name", "field-contact-name")
                .hint("field-contact-name-hint")
                .optional()
                .autocomplete("off"),
            contact_email: Field::email("contact_email", "field-contact-email")
                .hint("field-contact-email-hint"),
            contact_phone: Field {
                kind: form::Kind::Input("tel"),
                ..Field::line("contact_phone", "field-contact-phone")
            }
            .optional()
            .autocomplete("tel"),
            colour: Field::colour("colour", "field-accent")
                .hint("field-accent-hint")
                .value("#2b4acb"),
            logo: Field::file(
                "logo",
                "field-logo",
                ".png,.svg,.jpg,.webp,image/png,image/svg+xml,image/jpeg,image/webp",
            )
            .hint("field-image-hint")
            .optional(),
            time_zone: Field::line("time_zone", "field-time-zone")
                .hint("field-time-zone-hint")
                .autocomplete("off"),
            visible_from: Field::radio(
                "visible_from",
                "field-visible-from",
                vec![
                    choice(
                        "publish",
                        "visible-from-publish",
                        "visible-from-publish-hint",
                    ),
                    choice("accept", "visible-from-accept", "visible-from-accept-hint"),
                    choice("issue", "visible-from-issue", "visible-from-issue-hint"),
                ],
            )
            .value("publish"),
            name_shown: Field::radio(
                "name_shown",
                "field-name-shown",
                vec![
                    choice("signed", "name-shown-signed", "name-shown-signed-hint"),
                    choice("page_only", "name-shown-page", "name-shown-page-hint"),
                    choice("none", "name-shown-none", "name-shown-none-hint"),
                ],
            )
            .value("signed"),
            linkedin_organization: Field::line("linkedin_organization", "field-linkedin")
                .hint("field-linkedin-hint")
                .optional()
                .autocomplete("off"),
            did,
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.name,
            &self.about,
            &self.site,
            &self.contact_name,
            &self.contact_email,
            &self.contact_phone,
            &self.colour,
            &self.logo,
            &self.time_zone,
            &self.visible_from,
            &self.name_shown,
            &self.linkedin_organization,
        ])
    }
}

impl Sample for SettingsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut page = SettingsPage::new(
            sample_console("/console/settings"),
            "did:web:badges.example.org:issuers:proposal-guild".into(),
            Text::default(),
        );
        page.name.value = "Proposal Guild".into();
        page.site.value = "https://guild.example.org".into();
        page.contact_email.value = "members@guild.example.org".into();
        page.time_zone.value = "Europe/London".into();
        vec![("filled", page)]
    }
}

/// A signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Its id, the fragment of the identifier.
    pub id: String,
    /// Its kind, such as "Ed25519".
    pub kind: String,
    /// Since when it signs.
    pub from: Date,
    /// Until when it signed; nothing for the current one.
    pub until: Option<Date>,
    /// How many badges it signed.
    pub signed: usize,
}

/// `/console/settings/keys`.
#[derive(Template)]
#[template(path = "console/keys.html")]
pub struct KeysPage {
    /// The frame.
    pub shell: Shell,
    /// All keys, the current one first.
    pub keys: Vec<KeyRow>,
}

impl Sample for KeysPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let key = |id: &str, from, until, signed| KeyRow {
            id: id.into(),
            kind: "Ed25519".into(),
            from,
            until,
            signed,
        };
        let keys = vec![
            key("key-2", date(2026, 1, 4), None, 310),
            key("key-1", date(2024, 2, 1), Some(date(2026, 1, 4)), 1387),
        ];
        vec![(
            "two",
            KeysPage {
                shell: sample_console("/console/settings/keys"),
                keys,
            },
        )]
    }
}

/// An API key, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do, in words.
    pub scopes: String,
    /// Its first characters.
    pub prefix: String,
    /// When it was made.
    pub created: Date,
    /// When it was last used.
    pub used: Option<Date>,
}

/// `/console/settings/api-keys`.
#[derive(Template)]
#[template(path = "console/api_keys.html")]
pub struct ApiKeysPage {
    /// The frame.
    pub shell: Shell,
    /// All keys.
    pub keys: Vec<ApiKeyRow>,
    /// `name`.
    pub name: Field,
    /// `scopes`, sent repeatedly.
    pub scopes: Field,
    /// The secret of the key made just now, shown once.
    pub fresh: Option<String>,
}

impl ApiKeysPage {
    /// The list with an empty form; `scopes` are the rights there are, with their words.
    pub fn new(shell: Shell, scopes: Vec<Choice>) -> ApiKeysPage {
        ApiKeysPage {
            shell,
            keys: Vec::new(),
            name: Field::line("name", "field-key-name")
                .hint("field-key-name-hint")
                .autocomplete("off"),
            scopes: Field::checks("scopes", "field-scopes", scopes),
            fresh: None,
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.name, &self.scopes])
    }
}

impl Sample for ApiKeysPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let scopes = || {
            vec![
                Choice::new("credentials:write", "Award and change badges"),
                Choice::new("credentials:read", "Read badges"),
                Choice::new("members:write", "Keep members up to date"),
            ]
        };
        let build = || ApiKeysPage::new(sample_console("/console/settings/api-keys"), scopes());
        let mut full = build();
        full.keys = vec![ApiKeyRow {
            id: "1".into(),
            name: "Member portal".into(),
            scopes: "Award and change badges, read badges".into(),
            prefix: "acc_7q3k…".into(),
            created: date(2026, 1, 4),
            used: Some(date(2026, 6, 1)),
        }];
        let mut fresh = build();
        fresh.keys = full.keys.clone();
        fresh.fresh = Some("acc_7q3kd0v5m8e2xw9zt4ncp6hjra2c6q0r8e4wv7xkzd5jpna3mh9".into());
        vec![("full", full), ("fresh-key", fresh), ("empty", build())]
    }
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they may do, in words.
    pub role: String,
    /// Whether it is the reader.
    pub own: bool,
    /// Whether their password is locked.
    pub locked: bool,
}

/// `/console/settings/staff`.
#[derive(Template)]
#[template(path = "console/staff.html")]
pub struct StaffPage {
    /// The frame.
    pub shell: Shell,
    /// All staff.
    pub people: Vec<StaffRow>,
    /// `name`.
    pub name: Field,
    /// `email`.
    pub email: Field,
    /// `role`.
    pub role: Field,
}

impl StaffPage {
    /// The list with an empty form; `roles` are the roles there are, with their words.
    pub fn new(shell: Shell, roles: Vec<Choice>) -> StaffPage {
        StaffPage {
            shell,
            people: Vec::new(),
            name: Field::line("name", "field-staff-name").autocomplete("off"),
            email: Field::email("email", "field-email").autocomplete("off"),
            role: Field::radio("role", "field-role", roles),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.name, &self.email, &self.role])
    }
}

impl Sample for StaffPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let roles = vec![
            Choice::new("admin", "Administrator"),
            Choice::new("awarder", "Awards badges"),
            Choice::new("reader", "Looks only"),
        ];
        let mut page = StaffPage::new(sample_console("/console/settings/staff"), roles);
        page.role.value = "awarder".into();
        page.people = vec![
            StaffRow {
                id: "1".into(),
                name: "Amelia Whitaker".into(),
                email: "amelia@guild.example.org".into(),
                role: "Administrator".into(),
                own: true,
                locked: false,
            },
            StaffRow {
                id: "2".into(),
                name: "Lüder Schröder".into(),
                email: "lueder@guild.example.org".into(),
                role: "Awards badges".into(),
                own: false,
                locked: true,
            },
        ];
        vec![("two", page)]
    }
}

/// An organization in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// How many badges it issued.
    pub issued: usize,
    /// Whether the operator vouches for it, so that its badges verify as known.
    pub vouched: bool,
    /// Since when it is here.
    pub since: Date,
}

fn sample_operator(path: &str) -> Shell {
    Shell::new("https://badges.example.org", path).visitor(Visitor::Staff(StaffMark {
        name: "Operator".into(),
        issuer: String::new(),
        slug: String::new(),
        operator: true,
        waiting: 0,
    }))
}

/// `/operator/issuers`.
#[derive(Template)]
#[template(path = "console/tenants.html")]
pub struct TenantsPage {
    /// The frame.
    pub shell: Shell,
    /// All organizations.
    pub rows: Vec<TenantRow>,
}

impl Sample for TenantsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, slug: &str, issued, vouched| TenantRow {
            name: name.into(),
            slug: slug.into(),
            issued,
            vouched,
            since: date(2026, 1, 4),
        };
        let rows = vec![
            row("Proposal Guild", "proposal-guild", 1697, true),
            row("Plant Pathology Society", "plant-society", 402, false),
        ];
        vec![
            (
                "two",
                TenantsPage {
                    shell: sample_operator("/operator/issuers")
                        .notice(Tone::Good, "Plant Pathology Society is created."),
                    rows,
                },
            ),
            (
                "empty",
                TenantsPage {
                    shell: sample_operator("/operator/issuers"),
                    rows: vec![],
                },
            ),
        ]
    }
}

/// `/operator/issuers/new`.
#[derive(Template)]
#[template(path = "console/tenant_form.html")]
pub struct TenantFormPage {
    /// The frame.
    pub shell: Shell,
    /// `organization`.
    pub organization: Field,
    /// `slug`.
    pub slug: Field,
    /// `contact_email`.
    pub contact_email: Field,
    /// `time_zone`.
    pub time_zone: Field,
    /// `admin_name`.
    pub admin_name: Field,
    /// `admin_email`: gets a mail to set a password.
    pub admin_email: Field,
    /// `vouch`.
    pub vouch: Field,
}

impl TenantFormPage {
    /// An empty form.
    pub fn new(shell: Shell) -> TenantFormPage {
        TenantFormPage {
            shell,
            organization: Field::line("organization", "field-organization")
                .hint("field-organization-hint")
                .autocomplete("off"),
            slug: Field::line("slug", "field-slug")
                .hint("field-slug-hint")
                .autocomplete("off"),
            contact_email: Field::email("contact_email", "field-contact-email")
                .hint("field-contact-email-hint")
                .autocomplete("off"),
            time_zone: Field::line("time_zone", "field-time-zone")
                .hint("field-time-zone-hint")
                .autocomplete("off")
                .value("UTC"),
            admin_name: Field::line("admin_name", "field-admin-name").autocomplete("off"),
            admin_email: Field::email("admin_email", "field-admin-email")
                .hint("field-admin-email-hint")
                .autocomplete("off"),
            vouch: Field::check("vouch", "field-vouch").hint("field-vouch-hint"),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.organization,
            &self.slug,
            &self.contact_email,
            &self.time_zone,
            &self.admin_name,
            &self.admin_email,
        ])
    }
}

impl Sample for TenantFormPage {
    fn samples() -> Vec<(&'static str, Self)> {
        vec![(
            "fresh",
            TenantFormPage::new(sample_operator("/operator/issuers/new")),
        )]
    }
}
