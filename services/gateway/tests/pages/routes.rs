//! The addresses that pages link to and send forms to. `src/pages/README.md` tells handlers the same.

use gateway::pages::samples;
use gateway::text::Text;

use crate::html::Document;

/// Addresses that are read. `{}` stands for one part; a path ending in `{*}` takes any rest.
pub const GET: &[&str] = &[
    "/",
    "/b/{}",
    "/issuers/{}",
    "/issuers/{}/did.json",
    "/issuers/{}/jwks.json",
    "/issuers/{}/register",
    "/achievements/{}",
    "/p/{}",
    "/verify",
    "/help",
    "/docs",
    "/openapi.json",
    "/sign-in",
    "/wallet",
    "/wallet/badges/{}",
    "/wallet/profile",
    "/console",
    "/console/sign-in",
    "/console/achievements",
    "/console/achievements/new",
    "/console/achievements/{}",
    "/console/achievements/{}/archive",
    "/console/achievements/preview.svg",
    "/console/awards/new",
    "/console/credentials",
    "/console/credentials/{}",
    "/console/credentials/{}/revoke",
    "/console/credentials/{}/suspend",
    "/console/credentials/{}/reinstate",
    "/console/credentials/{}/name",
    "/console/credentials/{}/address",
    "/console/credentials/{}/renew",
    "/console/imports",
    "/console/imports/{}",
    "/console/imports/{}/errors.csv",
    "/console/imports/{}/progress.json",
    "/console/members",
    "/console/members/{}",
    "/console/messages",
    "/console/rules",
    "/console/rules/new",
    "/console/settings",
    "/console/settings/keys",
    "/console/settings/keys/rotate",
    "/console/settings/api-keys",
    "/console/settings/api-keys/{}/revoke",
    "/console/settings/staff",
    "/console/settings/staff/{}/role",
    "/console/settings/staff/{}/sessions",
    "/console/settings/staff/{}/remove",
    "/operator/issuers",
    "/operator/issuers/new",
    "/operator/known-issuers",
    "/operator/issuer-lists",
    "/operator/issuer-lists/{}",
    "/console/checks",
    "/console/checks/{}",
    "/console/checks/{}/progress.json",
    "/console/checks/{}/results.csv",
    "/dev/mail",
    "/dev/mail/{}",
    "/dev/mail/{}/html",
    "/styleguide",
    "/styleguide/{}",
    "/assets/{*}",
    "/theme/{}",
];

/// Addresses that forms are sent to, with the names of their fields.
pub const POST: &[(&str, &[&str])] = &[
    ("/language", &["language", "next"]),
    ("/verify", &["text", "link", "file", "recipient"]),
    ("/claim/{token}", &["trust"]),
    ("/claim/{token}/decline", &[]),
    ("/claim/{token}/fresh", &[]),
    ("/sign-in", &["email", "password", "next"]),
    ("/sign-in/link", &["email", "password", "next"]),
    ("/sign-in/{token}", &[]),
    ("/sign-out", &[]),
    ("/wallet/accept", &["badge"]),
    ("/wallet/badges/{id}/accept", &["trust"]),
    ("/wallet/badges/{id}/decline", &["trust"]),
    ("/wallet/badges/{id}/undo", &[]),
    ("/wallet/badges/{id}/visibility", &["visibility"]),
    ("/wallet/badges/{id}/send", &["to"]),
    ("/wallet/addresses", &["email"]),
    ("/wallet/addresses/{id}/verify", &[]),
    ("/wallet/addresses/{id}/primary", &[]),
    ("/wallet/addresses/{id}/remove", &[]),
    (
        "/wallet/portfolio",
        &["handle", "job_title", "company", "levels", "published"],
    ),
    ("/wallet/issuers/{slug}/untrust", &[]),
    ("/wallet/password", &["current_password", "new_password"]),
    ("/set-up/{token}", &["name", "password"]),
    ("/console/sign-in", &["email", "password", "next"]),
    ("/console/sign-out", &[]),
    ("/console/switch", &["issuer"]),
    (
        "/console/achievements/new",
        &[
            "name",
            "summary",
            "criteria",
            "achievement_type",
            "tags",
            "examined_by",
            "progression",
            "level",
            "rank",
            "validity",
            "valid_months",
            "shape",
            "icon",
            "colour",
            "metal",
            "image",
            "preview",
        ],
    ),
    (
        "/console/achievements/{id}",
        &[
            "version",
            "name",
            "summary",
            "criteria",
            "achievement_type",
            "tags",
            "examined_by",
            "progression",
            "level",
            "rank",
            "validity",
            "valid_months",
            "shape",
            "icon",
            "colour",
            "metal",
            "image",
            "preview",
        ],
    ),
    ("/console/achievements/{id}/archive", &[]),
    (
        "/console/awards/new",
        &[
            "achievement",
            "email",
            "name",
            "member_number",
            "awarded_at",
            "valid_until",
            "narrative",
            "evidence_url",
            "reference",
            "notify",
            "once",
        ],
    ),
    ("/console/credentials/{id}/resend", &[]),
    ("/console/credentials/{id}/revoke", &["reason"]),
    ("/console/credentials/{id}/suspend", &["reason"]),
    ("/console/credentials/{id}/reinstate", &["reason"]),
    ("/console/credentials/{id}/name", &["name"]),
    ("/console/credentials/{id}/address", &["email"]),
    ("/console/credentials/{id}/renew", &["valid_until"]),
    (
        "/console/imports",
        &["kind", "file", "achievement", "complete", "notify"],
    ),
    ("/console/imports/{run}/apply", &["confirm"]),
    ("/console/imports/{run}/resume", &[]),
    (
        "/console/rules/new",
        &["name", "needs", "certification", "level", "achievement"],
    ),
    ("/console/rules/{id}/pause", &[]),
    ("/console/rules/{id}/resume", &[]),
    (
        "/console/settings",
        &[
            "version",
            "name",
            "about",
            "site",
            "about_badges_url",
            "colour",
            "contact_email",
            "support_contact",
            "renew_url",
            "visible_from",
            "name_shown",
            "recipient",
            "show_revocation_reason",
            "locale",
            "time_zone",
            "linkedin_organization",
            "mail_subject",
            "mail_intro",
            "reminder_days",
        ],
    ),
    ("/console/settings/keys/rotate", &["reason"]),
    ("/console/settings/api-keys", &["name", "scopes"]),
    ("/console/settings/api-keys/{id}/revoke", &[]),
    ("/console/settings/staff", &["name", "email", "role"]),
    ("/console/settings/staff/{id}/role", &["role"]),
    ("/console/settings/staff/{id}/sessions", &[]),
    ("/console/settings/staff/{id}/remove", &[]),
    (
        "/operator/issuers/new",
        &[
            "organization",
            "slug",
            "site",
            "contact_email",
            "time_zone",
            "admin_name",
            "admin_email",
            "vouch",
        ],
    ),
    ("/operator/issuers/{slug}/vouch", &[]),
    ("/operator/issuers/{slug}/disown", &[]),
    ("/operator/known-issuers", &["issuer", "name"]),
    ("/operator/known-issuers/remove", &["issuer"]),
    ("/operator/issuer-lists", &["name", "url", "file"]),
    ("/operator/issuer-lists/{id}/refresh", &[]),
    ("/operator/issuer-lists/{id}/remove", &[]),
    ("/console/checks", &["file"]),
    ("/console/checks/{id}/delete", &[]),
];

/// Whether a path fits a pattern.
pub fn fits(pattern: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if let Some(start) = pattern.strip_suffix("{*}") {
        return path.starts_with(start);
    }
    let (pattern, path): (Vec<_>, Vec<_>) =
        (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(wanted, part)| {
            if wanted.starts_with('{') {
                !part.is_empty()
            } else {
                wanted == part
            }
        })
}

/// The form a path is sent to: the pattern with the fewest placeholders wins, as in the router.
fn form_of(address: &str) -> Option<&'static (&'static str, &'static [&'static str])> {
    POST.iter()
        .filter(|(pattern, _)| fits(pattern, address))
        .min_by_key(|(pattern, _)| pattern.matches('{').count())
}

fn own(address: &str) -> Option<&str> {
    let path = address
        .strip_prefix("https://badges.example.org")
        .or_else(|| address.strip_prefix("http://localhost:8080"))
        .unwrap_or(address);
    path.starts_with('/').then_some(path)
}

#[test]
fn every_link_to_ourselves_leads_somewhere() {
    for page in samples::all(Text::default()).unwrap() {
        let document = Document::parse(&page.html).unwrap();
        for element in &document.elements {
            for attribute in ["href", "src", "data-preview", "data-progress"] {
                let Some(address) = element.get(attribute).and_then(own) else {
                    continue;
                };
                let known = GET.iter().any(|pattern| fits(pattern, address))
                    || address.starts_with("/claim/")
                    || address.starts_with("/oembed?");
                assert!(
                    known,
                    "{}: <{} {attribute}=\"{address}\"> leads to no known page",
                    page.name, element.name
                );
            }
        }
    }
}

#[test]
fn every_form_sends_what_its_handler_reads() {
    let mut seen = std::collections::BTreeSet::new();
    for page in samples::all(Text::default()).unwrap() {
        let document = Document::parse(&page.html).unwrap();
        for (at, form) in document
            .elements
            .iter()
            .enumerate()
            .filter(|(_, element)| element.name == "form")
        {
            let inside: Vec<_> = document
                .elements
                .iter()
                .filter(|element| {
                    document
                        .around(element)
                        .iter()
                        .any(|outer| std::ptr::eq(*outer, &document.elements[at]))
                })
                .collect();
            let action = form
                .get("action")
                .unwrap_or_else(|| panic!("{}: a form without action", page.name));
            if form.get("method") == Some("get") {
                assert!(
                    GET.iter().any(|pattern| fits(pattern, action)),
                    "{}: {action}",
                    page.name
                );
                continue;
            }
            assert_eq!(form.get("method"), Some("post"), "{}: {action}", page.name);
            let actions = std::iter::once(action).chain(
                inside
                    .iter()
                    .filter_map(|element| element.get("formaction")),
            );
            for action in actions {
                let (pattern, names) = form_of(action)
                    .unwrap_or_else(|| panic!("{}: no handler for POST {action}", page.name));
                seen.insert(*pattern);
                for name in inside.iter().filter_map(|element| element.get("name")) {
                    assert!(
                        names.contains(&name),
                        "{}: POST {pattern} does not read “{name}”",
                        page.name
                    );
                }
            }
            let has_file = inside
                .iter()
                .any(|element| element.get("type") == Some("file"));
            assert_eq!(
                has_file,
                form.get("enctype") == Some("multipart/form-data"),
                "{}: {action}",
                page.name
            );
        }
    }
    let unseen: Vec<_> = POST
        .iter()
        .map(|(pattern, _)| *pattern)
        .filter(|pattern| !seen.contains(pattern))
        .collect();
    assert!(unseen.is_empty(), "no example shows a form for {unseen:?}");
}

#[test]
fn the_table_for_handlers_names_every_form() {
    let table = include_str!("../../src/pages/README.md");
    for (pattern, names) in POST {
        let line = table
            .lines()
            .find(|line| line.contains(&format!("`POST {pattern}`")))
            .unwrap_or_else(|| panic!("README.md does not name POST {pattern}"));
        for name in *names {
            assert!(
                line.contains(&format!("`{name}`")),
                "README.md: POST {pattern} lacks `{name}`"
            );
        }
    }
}
