//! Public pages about organizations, achievements and earners, and the pages for what is not there.

use askama::Template;
use jiff::civil::{Date, date};

use super::certificate::sample_issuer;
use crate::assets::asset_url;
use crate::pages::parts::{IssuerMark, Picture, State};
use crate::pages::{Sample, Shell, filters};

/// `/issuers/{slug}`: about an organization and its badges (M20, A21).
#[derive(Template)]
#[template(path = "public/issuer.html")]
pub struct IssuerPage {
    /// The frame.
    pub shell: Shell,
    /// The organization.
    pub issuer: IssuerMark,
    /// What it says about itself, plain text; may be empty.
    pub about: String,
    /// Where it can be reached about badges (S26); each part may be empty.
    pub contact: Contact,
    /// The address its mails come from, so that members can check it (S16); empty where mail is off.
    pub sender: String,
    /// Its identifier, such as `did:web:…`.
    pub did: String,
    /// What it offers, in the order of its progressions.
    pub achievements: Vec<Offer>,
    /// Where its rosette is drawn.
    pub rosette: String,
    /// Whether it has a register of successful candidates.
    pub register: bool,
}

/// Whom to ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// A name, such as "Member services".
    pub name: String,
    /// An address.
    pub email: String,
    /// A telephone number.
    pub phone: String,
}

/// Something that can be earned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The id of `/achievements/{id}`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The level's name; empty outside a progression.
    pub level: String,
    /// One sentence.
    pub summary: String,
    /// Its picture.
    pub picture: Picture,
}

/// `/achievements/{id}`: the work required.
#[derive(Template)]
#[template(path = "public/achievement.html")]
pub struct AchievementPage {
    /// The frame.
    pub shell: Shell,
    /// Who offers it.
    pub issuer: IssuerMark,
    /// What it is.
    pub offer: Offer,
    /// What has to be done, from Markdown, already sanitised.
    pub criteria: Prose,
    /// What a holder can do (I16), plain text; may be empty.
    pub holder_can: String,
    /// Skills and frameworks it is aligned with: name and address.
    pub alignments: Vec<(String, String)>,
    /// The other levels of its progression with this one, lowest first.
    pub ladder: Vec<Offer>,
    /// How long it holds, as a sentence.
    pub validity: String,
    /// Another body that assesses (A7); empty for none.
    pub examined_by: String,
    /// Whether it can still be earned.
    pub archived: bool,
}

/// Text made from Markdown by `pulldown-cmark` and cleaned by `ammonia`: the only HTML that comes from outside this crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose(String);

impl Prose {
    /// Renders Markdown. HTML inside it, pictures, styles and scripts are dropped; links open plainly.
    pub fn from_markdown(source: &str) -> Prose {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(source));
        let tags = [
            "p",
            "ul",
            "ol",
            "li",
            "strong",
            "em",
            "a",
            "h2",
            "h3",
            "h4",
            "blockquote",
            "code",
            "br",
            "hr",
        ];
        let clean = ammonia::Builder::empty()
            .tags(tags.into())
            .generic_attributes([].into())
            .tag_attributes([("a", ["href"].into())].into())
            .url_schemes(["https", "http", "mailto"].into())
            .link_rel(Some("noopener nofollow"))
            .clean(&html);
        Prose(clean.to_string())
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl std::fmt::Display for Prose {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Prose {}

/// `/p/{handle}`: an earner's portfolio.
#[derive(Template)]
#[template(path = "public/portfolio.html")]
pub struct PortfolioPage {
    /// The frame.
    pub shell: Shell,
    /// The earner's shown name.
    pub name: String,
    /// Job title and company as the earner wrote them (C17); may be empty.
    pub headline: String,
    /// Whether only the most senior badge of each ladder is shown (A12).
    pub senior_only: bool,
    /// The public badges, most senior first within an organization.
    pub badges: Vec<PortfolioBadge>,
    /// Whether the reader is the owner.
    pub own: bool,
}

/// One public badge of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioBadge {
    /// The id of `/b/{id}`.
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
}

/// What is not there, told without saying whether it ever was: 404, and 410 for what was erased.
#[derive(Template)]
#[template(path = "public/missing.html")]
pub struct MissingPage {
    /// The frame.
    pub shell: Shell,
    /// Message key of the heading.
    pub title: &'static str,
    /// Message key of what it means.
    pub meaning: &'static str,
    /// Message key of what to do.
    pub advice: &'static str,
}

impl MissingPage {
    /// 404 for a badge that is private, declined, not yet visible or unknown.
    pub fn not_available(shell: Shell) -> MissingPage {
        MissingPage {
            shell,
            title: "missing-badge-title",
            meaning: "missing-badge-meaning",
            advice: "missing-badge-advice",
        }
    }

    /// 410 for a badge that was erased.
    pub fn erased(shell: Shell) -> MissingPage {
        MissingPage {
            shell,
            title: "missing-erased-title",
            meaning: "missing-erased-meaning",
            advice: "missing-erased-advice",
        }
    }

    /// 404 for a portfolio that is unknown or not public.
    pub fn no_portfolio(shell: Shell) -> MissingPage {
        MissingPage {
            shell,
            title: "missing-portfolio-title",
            meaning: "missing-portfolio-meaning",
            advice: "missing-portfolio-advice",
        }
    }
}

impl Sample for MissingPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || {
            Shell::new(
                "https://badges.example.org",
                "/b/7q3kd0v5m8e2xw9zt4ncp6hjra",
            )
        };
        vec![
            ("not-available", MissingPage::not_available(shell())),
            ("erased", MissingPage::erased(shell())),
            (
                "no-portfolio",
                MissingPage::no_portfolio(Shell::new("https://badges.example.org", "/p/nobody")),
            ),
        ]
    }
}

/// The badges that the sample association offers.
pub(crate) fn sample_offers() -> Vec<Offer> {
    let offer = |id: &str, name: &str, level: &str, picture: &str, summary: &str| Offer {
        id: id.into(),
        name: name.into(),
        level: level.into(),
        summary: summary.into(),
        picture: Picture::new(
            asset_url(&format!("samples/{picture}.svg")),
            format!("Badge: {name}, Proposal Guild"),
        ),
    };
    vec![
        offer(
            "fnd",
            "Bid & Proposal Foundation",
            "Foundation",
            "foundation",
            "Knows the vocabulary, the phases of a bid and the rules it is played by.",
        ),
        offer(
            "prc",
            "Bid & Proposal Practitioner",
            "Practitioner",
            "practitioner",
            "Plans and leads a bid from qualification to contract.",
        ),
        offer(
            "prf",
            "Bid & Proposal Professional",
            "Professional",
            "professional",
            "Builds and leads the function, and teaches others.",
        ),
        offer(
            "mic",
            "Writing Executive Summaries",
            "",
            "micro",
            "A day's course with an assignment, marked by a practising reviewer.",
        ),
    ]
}

impl Sample for IssuerPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let full = IssuerPage {
            shell: Shell::new("https://badges.example.org", "/issuers/proposal-guild"),
            issuer: sample_issuer(),
            about: "The Guild is the professional body for people who win work: bid writers, proposal managers, capture leads. It has examined \
                    and certified its members since 2001."
                .into(),
            contact: Contact { name: "Member services".into(), email: "members@guild.example.org".into(), phone: "+44 20 7946 0018".into() },
            sender: "badges@guild.example.org".into(),
            did: "did:web:badges.example.org:issuers:proposal-guild".into(),
            achievements: sample_offers(),
            rosette: asset_url("samples/rosette-2.svg"),
            register: true,
        };
        let empty = IssuerPage {
            shell: Shell::new("https://badges.example.org", "/issuers/proposal-guild"),
            issuer: IssuerMark {
                logo: None,
                site: None,
                ..sample_issuer()
            },
            about: String::new(),
            contact: Contact::default(),
            sender: String::new(),
            did: "did:web:badges.example.org:issuers:proposal-guild".into(),
            achievements: Vec::new(),
            rosette: asset_url("samples/rosette-2.svg"),
            register: false,
        };
        vec![("full", full), ("empty", empty)]
    }
}

impl Sample for AchievementPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |at: usize, archived| {
            let ladder: Vec<Offer> = sample_offers()
                .into_iter()
                .filter(|offer| !offer.level.is_empty())
                .collect();
            let offer = sample_offers().swap_remove(at);
            AchievementPage {
                shell: Shell::new("https://badges.example.org", format!("/achievements/{}", offer.id)),
                issuer: sample_issuer(),
                criteria: Prose::from_markdown(
                    "To earn this badge you\n\n1. hold a current membership of the Guild,\n2. pass the written assessment with **60 of 100 points**, and\n3. hand in \
                     a workplace assignment that two assessors accept.\n\nRead the [syllabus](https://guild.example.org/syllabus) for what is asked.",
                ),
                holder_can: "Plan a bid to a deadline, lead its team, price its risk and hand over to delivery.".into(),
                alignments: vec![("ESCO: prepare bids".into(), "https://esco.example.org/skill/bids".into())],
                ladder: if offer.level.is_empty() { Vec::new() } else { ladder },
                offer,
                validity: "Holds as long as the membership is active.".into(),
                examined_by: "Aldermere Examinations".into(),
                archived,
            }
        };
        vec![
            ("level", build(1, false)),
            ("single-archived", build(3, true)),
        ]
    }
}

impl Sample for PortfolioPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let badge = |at: usize, id: &str, issued, state| {
            let offer = sample_offers().swap_remove(at);
            PortfolioBadge {
                id: id.into(),
                name: offer.name,
                picture: offer.picture,
                issuer: sample_issuer(),
                issued,
                state,
            }
        };
        let all = PortfolioPage {
            shell: Shell::new("https://badges.example.org", "/p/oceane"),
            name: "Océane Saint-Exupère".into(),
            headline: "Head of Bids, Hélios Énergie".into(),
            senior_only: false,
            badges: vec![
                badge(
                    2,
                    "3mh9t2c6q0r8e4wv7xkzd5jpna",
                    date(2026, 2, 3),
                    State::Valid,
                ),
                badge(
                    1,
                    "7q3kd0v5m8e2xw9zt4ncp6hjra",
                    date(2025, 9, 14),
                    State::Valid,
                ),
                badge(
                    0,
                    "k2r7w0pz5v9ha4e6xtq3md8cnj",
                    date(2023, 5, 20),
                    State::Expired,
                ),
                badge(
                    3,
                    "c8nj2r7w0pz5v9ha4e6xtq3mdk",
                    date(2024, 11, 2),
                    State::Valid,
                ),
            ],
            own: true,
        };
        let senior = PortfolioPage {
            shell: Shell::new("https://badges.example.org", "/p/giorgos"),
            name: "Γιώργος Παπαδόπουλος".into(),
            headline: String::new(),
            senior_only: true,
            badges: vec![badge(
                2,
                "3mh9t2c6q0r8e4wv7xkzd5jpna",
                date(2026, 2, 3),
                State::Valid,
            )],
            own: false,
        };
        vec![("all-levels", all), ("most-senior", senior)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_prose_and_nothing_else() {
        let prose = Prose::from_markdown(
            "**Pass**, see [here](https://e.example/a)\n\n<script>alert(1)</script>\n\n\
             <p style=\"color:red\" onclick=\"x()\">red</p>\n\n[go](javascript:alert(1)) ![x](https://e.example/x.png)",
        );
        let html = prose.to_string();
        assert!(html.contains("<strong>Pass</strong>"), "{html}");
        assert!(
            html.contains("<a href=\"https://e.example/a\" rel=\"noopener nofollow\">here</a>"),
            "{html}"
        );
        for refused in ["<script", "style=", "onclick", "javascript:", "<img"] {
            assert!(!html.contains(refused), "{refused} in {html}");
        }
    }
}
