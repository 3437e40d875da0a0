//! The wallet: what waits, what was earned, one badge with everything that can be done with it.

use askama::Template;
use jiff::civil::{Date, date};

use super::certificate::{Files, sample_issuer};
use super::public::sample_offers;
use crate::assets::asset_url;
use crate::pages::parts::{Fact, Hold, IssuerMark, Picture, Standing, State};
use crate::pages::share::{ShareLinks, Shared};
use crate::pages::shell::{EarnerMark, Tone};
use crate::pages::{Field, Sample, Shell, Visitor, filters};

/// Who can see a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Whoever has the link with its key.
    Link,
    /// Only the earner.
    Private,
}

impl Visibility {
    /// The value a form sends.
    pub fn value(self) -> &'static str {
        match self {
            Visibility::Public => "public",
            Visibility::Link => "link",
            Visibility::Private => "private",
        }
    }

    /// Message key of the word.
    pub fn word(self) -> &'static str {
        match self {
            Visibility::Public => "visibility-public",
            Visibility::Link => "visibility-link",
            Visibility::Private => "visibility-private",
        }
    }

    /// Message key of what it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Visibility::Public => "visibility-public-meaning",
            Visibility::Link => "visibility-link-meaning",
            Visibility::Private => "visibility-private-meaning",
        }
    }

    /// The icon.
    pub fn icon(self) -> &'static str {
        match self {
            Visibility::Public => "globe",
            Visibility::Link => "link",
            Visibility::Private => "lock",
        }
    }

    /// All, from open to closed.
    pub const ALL: [Visibility; 3] = [Visibility::Public, Visibility::Link, Visibility::Private];
}

/// A badge in the wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldBadge {
    /// The id of `/b/{id}` and `/wallet/badges/{id}`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub picture: Picture,
    /// Who issued it.
    pub issuer: IssuerMark,
    /// When.
    pub issued: Date,
    /// Its state.
    pub state: State,
    /// Who can see it.
    pub visibility: Visibility,
    /// Whether the earner trusts its issuer (M12).
    pub trusted: bool,
    /// One sentence on why it was given; shown while it waits.
    pub why: String,
}

/// Which part of the wallet is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalletTab {
    /// Accepted badges (M14).
    Earned,
    /// Declined badges, which can be taken back.
    Declined,
}

/// `/wallet` and `/wallet?tab=declined`.
#[derive(Template)]
#[template(path = "wallet/home.html")]
pub struct WalletPage {
    /// The frame, with an earner as visitor.
    pub shell: Shell,
    /// What waits to be accepted, newest first.
    pub waiting: Vec<HeldBadge>,
    /// The badges of the tab.
    pub badges: Vec<HeldBadge>,
    /// Which tab.
    pub tab: WalletTab,
    /// How many badges are accepted.
    pub earned_count: usize,
    /// How many are declined.
    pub declined_count: usize,
    /// The addresses that were looked for, for an empty wallet.
    pub addresses: Vec<String>,
}

/// The frame of a wallet page in samples.
pub(crate) fn sample_shell(path: &str) -> Shell {
    Shell::new("https://badges.example.org", path).visitor(Visitor::Earner(EarnerMark {
        name: "Océane Saint-Exupère".into(),
        waiting: 2,
        portfolio: Some("/p/oceane".into()),
    }))
}

pub(crate) fn sample_badge(
    at: usize,
    id: &str,
    state: State,
    visibility: Visibility,
    trusted: bool,
) -> HeldBadge {
    let offer = sample_offers().swap_remove(at);
    HeldBadge {
        id: id.into(),
        name: offer.name,
        picture: offer.picture,
        issuer: sample_issuer(),
        issued: date(2025, 9, 14),
        state,
        visibility,
        trusted,
        why: offer.summary,
    }
}

fn sample_membership(id: &str, state: State) -> HeldBadge {
    HeldBadge {
        id: id.into(),
        name: "Society Member".into(),
        picture: Picture::new(
            asset_url("samples/member.svg"),
            "Badge: Society Member, Plant Pathology Society",
        ),
        issuer: IssuerMark {
            name: "Plant Pathology Society".into(),
            slug: "plant-society".into(),
            logo: Some(asset_url("samples/society.svg")),
            site: None,
        },
        issued: date(2024, 11, 28),
        state,
        visibility: Visibility::Public,
        trusted: false,
        why: "For everybody whose membership is active.".into(),
    }
}

impl Sample for WalletPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let earned = vec![
            sample_badge(
                1,
                "7q3kd0v5m8e2xw9zt4ncp6hjra",
                State::Valid,
                Visibility::Public,
                true,
            ),
            sample_badge(
                0,
                "k2r7w0pz5v9ha4e6xtq3md8cnj",
                State::Valid,
                Visibility::Private,
                true,
            ),
            sample_membership("m5v9ha4e6xtq3md8cnjk2r7w0p", State::Suspended),
            sample_badge(
                3,
                "c8nj2r7w0pz5v9ha4e6xtq3mdk",
                State::Expiring,
                Visibility::Link,
                true,
            ),
            sample_badge(
                3,
                "d8nj2r7w0pz5v9ha4e6xtq3mdk",
                State::Expired,
                Visibility::Public,
                true,
            ),
        ];
        let full = WalletPage {
            shell: sample_shell("/wallet"),
            waiting: vec![
                sample_badge(
                    2,
                    "3mh9t2c6q0r8e4wv7xkzd5jpna",
                    State::Valid,
                    Visibility::Private,
                    true,
                ),
                sample_membership("t2c6q0r8e4wv7xkzd5jpna3mh9", State::Valid),
            ],
            earned_count: earned.len(),
            declined_count: 1,
            badges: earned,
            tab: WalletTab::Earned,
            addresses: vec!["oceane.saint-exupere@example.com".into()],
        };
        let empty = WalletPage {
            shell: sample_shell("/wallet"),
            waiting: vec![],
            badges: vec![],
            tab: WalletTab::Earned,
            earned_count: 0,
            declined_count: 0,
            addresses: vec![
                "zara@example.net".into(),
                "z.ashworth@work.example.com".into(),
            ],
        };
        let declined = WalletPage {
            shell: sample_shell("/wallet?tab=declined").notice(
                Tone::Good,
                "You declined Writing Executive Summaries. Nobody sees it.",
            ),
            waiting: vec![],
            badges: vec![sample_badge(
                3,
                "c8nj2r7w0pz5v9ha4e6xtq3mdk",
                State::Valid,
                Visibility::Private,
                false,
            )],
            tab: WalletTab::Declined,
            earned_count: 4,
            declined_count: 1,
            addresses: vec![],
        };
        vec![("full", full), ("empty", empty), ("declined", declined)]
    }
}

/// Whether the earner took the badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acceptance {
    /// It waits.
    Pending,
    /// Taken.
    Accepted,
    /// Refused.
    Declined,
}

/// `/wallet/badges/{id}`: everything that can be done with one badge.
#[derive(Template)]
#[template(path = "wallet/badge.html")]
pub struct BadgePage {
    /// The frame.
    pub shell: Shell,
    /// The badge.
    pub badge: HeldBadge,
    /// Whether it was taken.
    pub acceptance: Acceptance,
    /// The state with its reasons.
    pub standing: Standing,
    /// Its facts: issued, valid until, number, member number.
    pub facts: Vec<Fact>,
    /// Where it is drawn on.
    pub rosette: String,
    /// The address to give away: the public one, or the one with its key while link-only; nothing while private.
    pub public_url: Option<String>,
    /// The share links; nothing while it is private.
    pub share: Option<ShareLinks>,
    /// What can be downloaded.
    pub files: Files,
    /// `to`: the address for sending it by mail from here (C23); nothing where no mail goes out for earners.
    pub send_to: Option<Field>,
    /// HTML for an e-mail signature, shown to be copied.
    pub signature: String,
    /// Where to renew a membership (C19), when known.
    pub renew_url: Option<String>,
    /// Where to certify again (C19), when known.
    pub recertify_url: Option<String>,
    /// Whether a name correction was asked for and waits (C14).
    pub correction_waiting: bool,
}

impl BadgePage {
    /// `POST` addresses all start so.
    pub fn path(&self) -> String {
        format!("/wallet/badges/{}", self.badge.id)
    }

    /// The path of a download.
    pub fn file(&self, form: &str) -> String {
        format!("/b/{}.{form}", self.badge.id)
    }

    /// An empty field for sending by mail.
    pub fn send_to_field() -> Field {
        Field::email("to", "share-mail-to")
            .hint("share-mail-hint")
            .autocomplete("off")
    }

    /// The signature snippet: a table with one link, as mail programs want it (`peers.md` §5.5). Pictures need absolute addresses.
    pub fn signature_html(url: &str, picture: &str, badge: &str, issuer: &str) -> String {
        let escape = |value: &str| {
            value
                .replace('&', "&amp;")
                .replace('"', "&quot;")
                .replace('<', "&lt;")
                .replace('>', "&gt;")
        };
        format!(
            "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>\
             <td style=\"padding-right:12px\"><a href=\"{url}\"><img src=\"{picture}\" width=\"96\" height=\"96\" alt=\"{badge}, {issuer}\" border=\"0\" style=\"display:block\"></a></td>\
             <td><a href=\"{url}\">{badge}</a><br>{issuer}</td></tr></table>",
            url = escape(url),
            picture = escape(picture),
            badge = escape(badge),
            issuer = escape(issuer),
        )
    }
}

impl Sample for BadgePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let url = "https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra";
        let build = |acceptance, visibility, standing: Standing| {
            let badge = sample_badge(
                1,
                "7q3kd0v5m8e2xw9zt4ncp6hjra",
                standing.state,
                visibility,
                false,
            );
            let shared = Shared {
                url: url.into(),
                badge: badge.name.clone(),
                issuer: badge.issuer.name.clone(),
                linkedin_organization: None,
                issued: badge.issued,
                valid_until: None,
                number: "PG34568895".into(),
                words: "I have earned the badge Bid & Proposal Practitioner of the Proposal Guild."
                    .into(),
            };
            BadgePage {
                shell: sample_shell("/wallet/badges/7q3kd0v5m8e2xw9zt4ncp6hjra"),
                signature: BadgePage::signature_html(
                    url,
                    &format!("{url}/signature.png"),
                    &badge.name,
                    &badge.issuer.name,
                ),
                share: (visibility != Visibility::Private).then(|| ShareLinks::new(&shared)),
                public_url: (visibility != Visibility::Private).then(|| url.to_owned()),
                badge,
                acceptance,
                standing,
                facts: vec![
                    Fact::new("Issued on", "14 September 2025"),
                    Fact::new("Valid until", "as long as the membership is active"),
                    Fact::new("Credential number", "PG34568895"),
                ],
                rosette: asset_url("samples/rosette.svg"),
                files: Files {
                    documents: true,
                    pdf: false,
                },
                send_to: Some(BadgePage::send_to_field()),
                renew_url: Some("https://guild.example.org/renew".into()),
                recertify_url: Some("https://guild.example.org/certify".into()),
                correction_waiting: false,
            }
        };
        let suspended =
            Standing::on(State::Suspended, date(2026, 4, 1)).held_for(vec![Hold::Membership]);
        let mut asked = build(Acceptance::Accepted, Visibility::Link, Standing::valid());
        asked.correction_waiting = true;
        vec![
            (
                "public",
                build(Acceptance::Accepted, Visibility::Public, Standing::valid()),
            ),
            (
                "private",
                build(Acceptance::Accepted, Visibility::Private, Standing::valid()),
            ),
            ("link-only-correction-asked", asked),
            (
                "pending",
                build(Acceptance::Pending, Visibility::Private, Standing::valid()),
            ),
            (
                "declined",
                build(Acceptance::Declined, Visibility::Private, Standing::valid()),
            ),
            (
                "suspended",
                build(Acceptance::Accepted, Visibility::Public, suspended),
            ),
        ]
    }
}

/// A mail address of an earner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressLine {
    /// Its id in `/wallet/addresses/{id}`.
    pub id: String,
    /// The address.
    pub address: String,
    /// Whether it was confirmed by its mail.
    pub verified: bool,
    /// Whether mails and sign-in links go there first.
    pub primary: bool,
    /// How many badges came by it.
    pub badges: usize,
}

/// An organization the earner trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustLine {
    /// The organization.
    pub issuer: IssuerMark,
    /// Since when.
    pub since: Date,
}

/// `/wallet/profile`: "My Profile" (C32): addresses, password, trusted issuers, portfolio.
#[derive(Template)]
#[template(path = "wallet/profile.html")]
pub struct ProfilePage {
    /// The frame.
    pub shell: Shell,
    /// The addresses, the first one first.
    pub addresses: Vec<AddressLine>,
    /// `email`: an address to add.
    pub new_address: Field,
    /// Whether a password is set; without one, sign-in is by mailed link.
    pub has_password: bool,
    /// `current_password`.
    pub current_password: Field,
    /// `new_password`.
    pub new_password: Field,
    /// Trusted organizations.
    pub trusted: Vec<TrustLine>,
    /// `handle`.
    pub handle: Field,
    /// `levels`: `all` or `senior`.
    pub levels: Field,
    /// `published`.
    pub published: Field,
    /// `job_title`.
    pub job_title: Field,
    /// `company`.
    pub company: Field,
    /// What "only the most senior" would hide, named before it applies.
    pub would_hide: Vec<String>,
}

impl ProfilePage {
    /// The page with empty forms; `all` and `senior` are the words of the two choices.
    pub fn new(shell: Shell, text: crate::text::Text) -> ProfilePage {
        let choice = |value: &str, key: &str, hint: &str| crate::pages::Choice {
            value: value.into(),
            label: text.get(key),
            hint: text.get(hint),
        };
        ProfilePage {
            shell,
            addresses: Vec::new(),
            new_address: Field::email("email", "profile-add-address"),
            has_password: false,
            current_password: Field::password(
                "current_password",
                "field-current-password",
                "current-password",
            ),
            new_password: Field::password("new_password", "field-new-password", "new-password")
                .hint("field-new-password-hint"),
            trusted: Vec::new(),
            handle: Field::line("handle", "field-handle")
                .hint("field-handle-hint")
                .autocomplete("off"),
            levels: Field::radio(
                "levels",
                "field-levels",
                vec![
                    choice("all", "field-levels-all", "field-levels-all-hint"),
                    choice("senior", "field-levels-senior", "field-levels-senior-hint"),
                ],
            ),
            published: Field::check("published", "field-published").hint("field-published-hint"),
            job_title: Field::line("job_title", "field-job-title")
                .optional()
                .autocomplete("organization-title"),
            company: Field::line("company", "field-company")
                .optional()
                .autocomplete("organization"),
            would_hide: Vec::new(),
        }
    }

    /// All fields that can be refused.
    pub fn errors(&self) -> Vec<crate::pages::FormError> {
        crate::pages::form::errors([
            &self.new_address,
            &self.current_password,
            &self.new_password,
            &self.handle,
            &self.levels,
            &self.job_title,
            &self.company,
        ])
    }
}

impl Sample for ProfilePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = || {
            let mut page = ProfilePage::new(
                sample_shell("/wallet/profile"),
                crate::text::Text::default(),
            );
            let line = |id: &str, address: &str, verified, primary, badges| AddressLine {
                id: id.into(),
                address: address.into(),
                verified,
                primary,
                badges,
            };
            page.addresses = vec![
                line("1", "oceane.saint-exupere@example.com", true, true, 4),
                line("2", "o.saint-exupere@helios.example", true, false, 1),
                line("3", "oceane@old.example.org", false, false, 0),
            ];
            page.has_password = true;
            page.trusted = vec![TrustLine {
                issuer: sample_issuer(),
                since: date(2025, 9, 15),
            }];
            page.handle.value = "oceane".into();
            page.levels.value = "all".into();
            page.published.value = "on".into();
            page.job_title.value = "Head of Bids".into();
            page.company.value = "Hélios Énergie".into();
            page.would_hide = vec!["Bid & Proposal Foundation".into()];
            page
        };
        let mut refused = build();
        refused.new_address = refused
            .new_address
            .value("oceane")
            .error("“oceane” is not an e-mail address. It needs an @ and what follows.");
        refused.handle = refused
            .handle
            .value("zara")
            .error("“zara” is taken. Try another one.");
        let mut bare = ProfilePage::new(
            sample_shell("/wallet/profile"),
            crate::text::Text::default(),
        );
        bare.addresses = vec![AddressLine {
            id: "1".into(),
            address: "zara@example.net".into(),
            verified: true,
            primary: true,
            badges: 1,
        }];
        vec![
            ("full", build()),
            ("refused", refused),
            ("new-earner", bare),
        ]
    }
}
