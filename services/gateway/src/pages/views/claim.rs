//! `/claim/{token}`: the page behind the link in an award mail. GET shows, only POST takes.

use askama::Template;
use jiff::civil::{Date, date};

use super::certificate::sample_issuer;
use super::public::{Contact, sample_offers};
use crate::pages::parts::{IssuerMark, Picture};
use crate::pages::{Sample, Shell, filters};

/// A claim that waits for its one click.
#[derive(Template)]
#[template(path = "wallet/claim.html")]
pub struct ClaimPage {
    /// The frame.
    pub shell: Shell,
    /// The token of the address.
    pub token: String,
    /// The badges of this award, nearly always one.
    pub badges: Vec<ClaimBadge>,
    /// Who gave them.
    pub issuer: IssuerMark,
    /// The person's name as the issuer wrote it; may be empty.
    pub recipient: String,
    /// The address it was sent to, with its middle hidden.
    pub masked_address: String,
    /// Whether the person has an account already; then the click accepts only.
    pub known: bool,
    /// Whether the issuer is trusted already, so that no box is offered.
    pub trusted: bool,
    /// Whom to ask.
    pub contact: Contact,
}

/// A badge that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimBadge {
    /// Its name.
    pub name: String,
    /// Its picture.
    pub picture: Picture,
    /// When it was awarded.
    pub issued: Date,
    /// Why: one or two sentences.
    pub why: String,
}

impl Sample for ClaimPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |at: &[usize], known, trusted| ClaimPage {
            shell: Shell::new("https://badges.example.org", "/claim/4r8w"),
            token: "4r8w".into(),
            badges: at
                .iter()
                .map(|at| {
                    let offer = sample_offers().swap_remove(*at);
                    ClaimBadge {
                        name: offer.name,
                        picture: offer.picture,
                        issued: date(2026, 6, 2),
                        why: offer.summary,
                    }
                })
                .collect(),
            issuer: sample_issuer(),
            recipient: "Océane Saint-Exupère".into(),
            masked_address: "o•••••3@example.com".into(),
            known,
            trusted,
            contact: Contact {
                name: "Member services".into(),
                email: "members@guild.example.org".into(),
                phone: "+44 20 7946 0018".into(),
            },
        };
        vec![
            ("new-earner", build(&[1], false, false)),
            ("known-earner-two-badges", build(&[1, 3], true, false)),
            ("trusted", build(&[2], true, true)),
        ]
    }
}

/// Why a claim link no longer opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimTrouble {
    /// It was used; the badge is in the wallet.
    Used,
    /// Its thirty days are over.
    Expired,
    /// The link is not whole, or was never one.
    Mangled,
    /// The badge was revoked meanwhile.
    Withdrawn,
}

impl ClaimTrouble {
    /// Message key of the heading.
    pub fn title(self) -> &'static str {
        match self {
            ClaimTrouble::Used => "claim-used-title",
            ClaimTrouble::Expired => "claim-expired-title",
            ClaimTrouble::Mangled => "claim-mangled-title",
            ClaimTrouble::Withdrawn => "claim-withdrawn-title",
        }
    }

    /// Message key of the explanation.
    pub fn meaning(self) -> &'static str {
        match self {
            ClaimTrouble::Used => "claim-used-meaning",
            ClaimTrouble::Expired => "claim-expired-meaning",
            ClaimTrouble::Mangled => "claim-mangled-meaning",
            ClaimTrouble::Withdrawn => "claim-withdrawn-meaning",
        }
    }
}

/// A claim link that no longer opens, with the way on.
#[derive(Template)]
#[template(path = "wallet/claim_trouble.html")]
pub struct ClaimTroublePage {
    /// The frame.
    pub shell: Shell,
    /// The token of the address, where it can still be told whom it belongs to: one button then mails a fresh link.
    pub token: Option<String>,
    /// What is the matter.
    pub trouble: ClaimTrouble,
    /// Where the fresh link would go, with its middle hidden; empty when unknown.
    pub masked_address: String,
    /// Whether a fresh link was mailed just now.
    pub sent: bool,
    /// Whom to ask.
    pub contact: Contact,
}

impl Sample for ClaimTroublePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |trouble, token: Option<&str>, sent| ClaimTroublePage {
            shell: Shell::new("https://badges.example.org", "/claim/4r8w"),
            token: token.map(str::to_owned),
            trouble,
            masked_address: token
                .map(|_| "o•••••3@example.com".to_owned())
                .unwrap_or_default(),
            sent,
            contact: Contact {
                name: "Member services".into(),
                email: "members@guild.example.org".into(),
                phone: String::new(),
            },
        };
        vec![
            ("used", build(ClaimTrouble::Used, Some("4r8w"), false)),
            ("expired", build(ClaimTrouble::Expired, Some("4r8w"), false)),
            (
                "expired-sent",
                build(ClaimTrouble::Expired, Some("4r8w"), true),
            ),
            ("mangled", build(ClaimTrouble::Mangled, None, false)),
            ("withdrawn", build(ClaimTrouble::Withdrawn, None, false)),
        ]
    }
}
