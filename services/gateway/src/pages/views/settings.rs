//! Settings of an organization: profile, signing keys, API keys, staff. And the operator's list of organizations.

use askama::Template;
use jiff::civil::{Date, date};

use super::console::sample_console;
use crate::pages::form::{self, FormError};
use crate::pages::parts::Pager;
use crate::pages::shell::{StaffMark, Tone};
use crate::pages::{Choice, Field, Sample, Shell, Visitor, filters};
use crate::text::{Locale, Text};

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
    /// `contact_email`.
    pub contact_email: Field,
    /// `support_contact`: team, telephone, address.
    pub support_contact: Field,
    /// `renew_url`: where a membership is renewed.
    pub renew_url: Field,
    /// `about_badges_url`: a page of its own about these badges.
    pub about_badges_url: Field,
    /// `colour`.
    pub colour: Field,
    /// `time_zone`.
    pub time_zone: Field,
    /// `visible_from`: `issue`, `accept` or `publish`.
    pub visible_from: Field,
    /// `name_shown`: `signed`, `page_only` or `none`.
    pub name_shown: Field,
    /// `recipient`: `hashed` or `opaque`.
    pub recipient: Field,
    /// `show_revocation_reason`.
    pub show_revocation_reason: Field,
    /// `locale`: the language where a person has none.
    pub locale: Field,
    /// `linkedin_organization`: the numeric id.
    pub linkedin_organization: Field,
    /// `mail_subject`: of the award mail.
    pub mail_subject: Field,
    /// `mail_intro`: the programme's own words above the badge.
    pub mail_intro: Field,
    /// `reminder_days`: such as `30, 60, 120`.
    pub reminder_days: Field,
    /// The identifier that badges are signed under; it never changes.
    pub did: String,
    /// The version on file that the form was drawn from.
    pub version: u64,
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
            version: 0,
            name: Field::line("name", "field-organization").autocomplete("organization"),
            about: Field::area("about", "field-about", 4).optional(),
            site: Field::url("site", "field-site").autocomplete("url"),
            contact_email: Field::email("contact_email", "field-contact-email")
                .hint("field-contact-email-hint"),
            support_contact: Field::line("support_contact", "field-support-contact")
                .hint("field-support-contact-hint")
                .optional()
                .autocomplete("off"),
            renew_url: Field::url("renew_url", "field-renew-url")
                .hint("field-renew-url-hint")
                .optional()
                .autocomplete("off"),
            about_badges_url: Field::url("about_badges_url", "field-about-badges")
                .hint("field-about-badges-hint")
                .optional()
                .autocomplete("off"),
            colour: Field::colour("colour", "field-accent")
                .hint("field-accent-hint")
                .value("#2b4acb"),
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
            recipient: Field::radio(
                "recipient",
                "field-recipient",
                vec![
                    choice("hashed", "recipient-hashed", "recipient-hashed-hint"),
                    choice("opaque", "recipient-opaque", "recipient-opaque-hint"),
                ],
            )
            .value("hashed"),
            show_revocation_reason: Field::check(
                "show_revocation_reason",
                "field-show-revocation-reason",
            ),
            locale: Field::select(
                "locale",
                "field-locale",
                Locale::ALL
                    .into_iter()
                    .map(|locale| Choice::new(locale.tag(), locale.own_name()))
                    .collect(),
            ),
            linkedin_organization: Field::line("linkedin_organization", "field-linkedin")
                .hint("field-linkedin-hint")
                .optional()
                .autocomplete("off"),
            mail_subject: Field::line("mail_subject", "field-mail-subject")
                .hint("field-mail-subject-hint")
                .optional()
                .autocomplete("off"),
            mail_intro: Field::area("mail_intro", "field-mail-intro", 4)
                .hint("field-mail-intro-hint")
                .optional(),
            reminder_days: Field::line("reminder_days", "field-reminder-days")
                .hint("field-reminder-days-hint")
                .optional()
                .autocomplete("off"),
            did,
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 18] {
        [
            &mut self.name,
            &mut self.about,
            &mut self.site,
            &mut self.colour,
            &mut self.contact_email,
            &mut self.support_contact,
            &mut self.renew_url,
            &mut self.about_badges_url,
            &mut self.visible_from,
            &mut self.name_shown,
            &mut self.recipient,
            &mut self.show_revocation_reason,
            &mut self.time_zone,
            &mut self.locale,
            &mut self.linkedin_organization,
            &mut self.mail_subject,
            &mut self.mail_intro,
            &mut self.reminder_days,
        ]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.name,
            &self.about,
            &self.site,
            &self.colour,
            &self.contact_email,
            &self.support_contact,
            &self.renew_url,
            &self.about_badges_url,
            &self.visible_from,
            &self.name_shown,
            &self.recipient,
            &self.show_revocation_reason,
            &self.time_zone,
            &self.locale,
            &self.linkedin_organization,
            &self.mail_subject,
            &self.mail_intro,
            &self.reminder_days,
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
        page.mail_subject.value = "Your {badge} from {issuer}".into();
        page.reminder_days.value = "30, 60, 120".into();
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
        let key = |id: &str, from, until| KeyRow {
            id: id.into(),
            kind: "Ed25519".into(),
            from,
            until,
        };
        let keys = vec![
            key("key-2", date(2026, 1, 4), None),
            key("key-1", date(2024, 2, 1), Some(date(2026, 1, 4))),
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

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 2] {
        [&mut self.name, &mut self.scopes]
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
    /// Whether they have not set a password yet.
    pub invited: bool,
    /// Whether they are the only administrator, who stays.
    pub only_owner: bool,
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
    /// Where the person added just now sets a password: shown once, to be handed over.
    pub fresh: Option<String>,
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
            fresh: None,
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 3] {
        [&mut self.name, &mut self.email, &mut self.role]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.name, &self.email, &self.role])
    }
}

impl Sample for StaffPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let roles = vec![
            Choice::new("owner", "Administrator"),
            Choice::new("editor", "Awards badges"),
            Choice::new("viewer", "Looks only"),
        ];
        let mut page = StaffPage::new(sample_console("/console/settings/staff"), roles);
        page.role.value = "editor".into();
        page.people = vec![
            StaffRow {
                id: "1".into(),
                name: "Amelia Whitaker".into(),
                email: "amelia@guild.example.org".into(),
                role: "Administrator".into(),
                own: true,
                invited: false,
                only_owner: true,
            },
            StaffRow {
                id: "2".into(),
                name: "Lüder Schröder".into(),
                email: "lueder@guild.example.org".into(),
                role: "Awards badges".into(),
                own: false,
                invited: true,
                only_owner: false,
            },
            StaffRow {
                id: "3".into(),
                name: "Ines Duarte".into(),
                email: "ines@guild.example.org".into(),
                role: "Looks only".into(),
                own: false,
                invited: false,
                only_owner: false,
            },
        ];
        let mut fresh = StaffPage::new(sample_console("/console/settings/staff"), vec![]);
        fresh.fresh = Some("https://badges.example.org/set-up/k2r7".into());
        vec![("three", page), ("invited", fresh)]
    }
}

/// An organization in the operator's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Whether the operator vouches for it, so that its badges verify as known.
    pub vouched: bool,
    /// Since when it is here.
    pub since: Date,
}

pub(super) fn sample_operator(path: &str) -> Shell {
    Shell::new("https://badges.example.org", path).visitor(Visitor::Staff(StaffMark {
        name: "Operator".into(),
        issuer: String::new(),
        slug: String::new(),
        operator: true,
        waiting: 0,
        others: Vec::new(),
        writes: true,
        owns: true,
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
    /// The other pages.
    pub pager: Pager,
    /// Where the administrator of the organization made just now sets a password: shown once.
    pub fresh: Option<String>,
}

impl Sample for TenantsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let row = |name: &str, slug: &str, vouched| TenantRow {
            name: name.into(),
            slug: slug.into(),
            vouched,
            since: date(2026, 1, 4),
        };
        let rows = vec![
            row("Proposal Guild", "proposal-guild", true),
            row("Plant Pathology Society", "plant-society", false),
        ];
        vec![
            (
                "two",
                TenantsPage {
                    shell: sample_operator("/operator/issuers")
                        .notice(Tone::Good, "Plant Pathology Society is created."),
                    rows,
                    pager: Pager::default(),
                    fresh: Some("https://badges.example.org/set-up/k2r7".into()),
                },
            ),
            (
                "empty",
                TenantsPage {
                    shell: sample_operator("/operator/issuers"),
                    rows: vec![],
                    pager: Pager::default(),
                    fresh: None,
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
    /// `site`.
    pub site: Field,
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
            site: Field::url("site", "field-site").autocomplete("off"),
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

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 8] {
        [
            &mut self.organization,
            &mut self.slug,
            &mut self.site,
            &mut self.contact_email,
            &mut self.time_zone,
            &mut self.admin_name,
            &mut self.admin_email,
            &mut self.vouch,
        ]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([
            &self.organization,
            &self.slug,
            &self.site,
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

/// An issuer that the operator vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownIssuerRow {
    /// Its DID or address.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: Date,
}

/// `/operator/known-issuers`: whom this installation vouches for, here and elsewhere.
#[derive(Template)]
#[template(path = "console/known_issuers.html")]
pub struct KnownIssuersPage {
    /// The frame.
    pub shell: Shell,
    /// All of them.
    pub rows: Vec<KnownIssuerRow>,
    /// The other pages.
    pub pager: Pager,
    /// `issuer`: a DID or an address.
    pub issuer: Field,
    /// `name`.
    pub name: Field,
}

impl KnownIssuersPage {
    /// The list with an empty form.
    pub fn new(shell: Shell) -> KnownIssuersPage {
        KnownIssuersPage {
            shell,
            rows: Vec::new(),
            pager: Pager::default(),
            issuer: Field::line("issuer", "field-known-issuer")
                .hint("field-known-issuer-hint")
                .autocomplete("off"),
            name: Field::line("name", "field-organization").autocomplete("off"),
        }
    }

    /// The fields of the form.
    pub fn fields(&mut self) -> [&mut Field; 2] {
        [&mut self.issuer, &mut self.name]
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.issuer, &self.name])
    }
}

impl Sample for KnownIssuersPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut page = KnownIssuersPage::new(sample_operator("/operator/known-issuers"));
        page.rows = vec![KnownIssuerRow {
            id: "did:web:badges.example.org:issuers:proposal-guild".into(),
            name: "Proposal Guild".into(),
            since: date(2026, 1, 4),
        }];
        vec![
            ("one", page),
            (
                "empty",
                KnownIssuersPage::new(sample_operator("/operator/known-issuers")),
            ),
        ]
    }
}
