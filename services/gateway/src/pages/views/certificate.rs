//! The Certificate of Authenticity at `/b/{id}`, and its framed form at `/b/{id}/embed`.

use askama::Template;
use jiff::civil::{Date, date};

use crate::assets::asset_url;
use crate::pages::parts::{
    Fact, Hold, IssuerMark, Moment, Outcome, Picture, Standing, State, Step, StepName,
};
use crate::pages::{Sample, Shell, filters};

/// The Certificate of Authenticity. The shell's `path` is `/b/{id}`.
#[derive(Template)]
#[template(path = "public/certificate.html")]
pub struct CertificatePage {
    /// The frame.
    pub shell: Shell,
    /// The facts of the badge.
    pub badge: CertificateBadge,
    /// Who issued it.
    pub issuer: IssuerMark,
    /// The state with its reasons.
    pub standing: Standing,
    /// When the state was looked up.
    pub checked: Moment,
    /// "How this was checked".
    pub steps: Vec<Step>,
    /// Facts shown by the programme's or the earner's choice: level, valid until, credential number, evidence.
    pub more: Vec<Fact>,
    /// Renewals and corrections, newest first, where shown.
    pub history: Vec<HistoryLine>,
    /// What can be downloaded: forms that exist for this badge (`decisions.md` §3).
    pub files: Files,
    /// Where the rosette of this badge is drawn.
    pub rosette: String,
    /// What crawlers and chat programs show.
    pub preview: Preview,
    /// Whether the reader owns the badge and may manage it in the wallet.
    pub own: bool,
    /// The key of a link-only badge, as the reader brought it; empty otherwise. What is linked from here needs it too.
    pub key: String,
}

/// The facts of a badge that everybody may see (S6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateBadge {
    /// The id of `/b/{id}`.
    pub id: String,
    /// The name of the achievement.
    pub name: String,
    /// The id of `/achievements/{id}`.
    pub achievement: String,
    /// The badge picture, 240 px or more.
    pub picture: Picture,
    /// Who holds it; empty where the programme shows no name.
    pub recipient: String,
    /// When it was awarded.
    pub issued: Date,
    /// Until when it holds, where it has an end and shows it.
    pub valid_until: Option<Date>,
    /// What it took, in a paragraph or two of plain text.
    pub criteria: String,
    /// Another body that assessed the earner, as named by the issuer (A7); empty for none.
    pub examined_by: String,
    /// Whether that body signed an endorsement.
    pub examiner_endorsed: bool,
}

/// One line of a badge's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub on: Date,
    /// What happened, in the reader's language.
    pub words: String,
}

/// Which forms of a badge can be downloaded by this reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Files {
    /// Baked PNG, baked SVG, JSON and JWT.
    pub documents: bool,
    /// The PDF certificate, where the programme has set it up.
    pub pdf: bool,
}

/// What crawlers and chat programs show of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The absolute address of the social card, 1200 × 630; its path changes with the state. Nothing where no card is served.
    pub card: Option<String>,
    /// Whether search engines may list the page.
    pub indexed: bool,
}

impl CertificatePage {
    /// The path of a form of this badge: `png`, `svg`, `json`, `jwt` or `pdf`.
    pub fn file(&self, form: &str) -> String {
        format!("/b/{}.{form}{}", self.badge.id, self.query())
    }

    /// The absolute address that opens this page, with the key where one is needed.
    pub fn link(&self) -> String {
        format!("{}{}", self.url(), self.query())
    }

    fn query(&self) -> String {
        if self.key.is_empty() {
            return String::new();
        }
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("k", &self.key);
        format!("?{}", query.finish())
    }

    /// The absolute, canonical address.
    pub fn url(&self) -> String {
        format!("{}/b/{}", self.shell.base, self.badge.id)
    }

    /// The absolute address of the oEmbed answer.
    pub fn oembed(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("url", &self.url())
            .append_pair("format", "json");
        format!("{}/oembed?{}", self.shell.base, query.finish())
    }

    /// Whether the badge no longer counts, so that its picture is shown calmer.
    pub fn faded(&self) -> bool {
        matches!(
            self.standing.state,
            State::Expired | State::Suspended | State::Revoked
        )
    }
}

impl Sample for CertificatePage {
    fn samples() -> Vec<(&'static str, Self)> {
        let valid = || sample(Standing::valid());
        let mut bare = valid();
        bare.more.clear();
        bare.history.clear();
        bare.badge.examined_by.clear();
        bare.badge.recipient.clear();
        let mut arabic = valid();
        arabic.badge.recipient = "يوسف الخطيب".into();
        arabic.own = true;
        arabic.shell = arabic.shell.accent("#7a0019");
        arabic.files.pdf = true;
        let mut long = sample(Standing::on(State::Expiring, date(2026, 12, 31)));
        long.badge.name = "Advanced Certificate in Collaborative Bid Leadership and International Framework Negotiation".into();
        long.badge.recipient =
            "Maria Aurelia Constanza Fernández-Villanueva de la Torre y Santacruz".into();
        long.badge.valid_until = Some(date(2026, 12, 31));
        vec![
            ("valid", valid()),
            ("expiring-long-names", long),
            (
                "expired",
                sample(Standing::on(State::Expired, date(2026, 3, 31))),
            ),
            (
                "suspended",
                sample(
                    Standing::on(State::Suspended, date(2026, 4, 1))
                        .held_for(vec![Hold::Membership]),
                ),
            ),
            (
                "revoked",
                sample(
                    Standing::on(State::Revoked, date(2026, 5, 12))
                        .because("The certificate was issued to the wrong person."),
                ),
            ),
            ("minimal", bare),
            ("own-arabic-name", arabic),
        ]
    }
}

fn sample(standing: Standing) -> CertificatePage {
    let status = match standing.state {
        State::Suspended => Step::new(
            StepName::Status,
            Outcome::Failed,
            "Proposal Guild has suspended this badge.",
        ),
        State::Revoked => Step::new(
            StepName::Status,
            Outcome::Failed,
            "Proposal Guild has revoked this badge.",
        ),
        _ => Step::new(
            StepName::Status,
            Outcome::Passed,
            "Proposal Guild has neither revoked nor suspended this badge.",
        ),
    };
    let validity = match standing.state {
        State::Expired => Step::new(
            StepName::Validity,
            Outcome::Failed,
            "Its time ended on 31 March 2026.",
        ),
        _ => Step::new(
            StepName::Validity,
            Outcome::Passed,
            "Today lies inside the dates it was signed for.",
        ),
    };
    CertificatePage {
        shell: Shell::new("https://badges.example.org", "/b/7q3kd0v5m8e2xw9zt4ncp6hjra"),
        badge: CertificateBadge {
            id: "7q3kd0v5m8e2xw9zt4ncp6hjra".into(),
            name: "Bid & Proposal Practitioner".into(),
            achievement: "prc".into(),
            picture: Picture::new(asset_url("samples/practitioner.svg"), "Badge: Bid & Proposal Practitioner, Proposal Guild"),
            recipient: "Océane Saint-Exupère".into(),
            issued: date(2025, 9, 14),
            valid_until: None,
            criteria: "Passed the Practitioner examination: planning and leading a bid from qualification to contract, shown in a written \
                       assessment and a workplace assignment, after at least three years of practice."
                .into(),
            examined_by: "Aldermere Examinations".into(),
            examiner_endorsed: false,
        },
        issuer: sample_issuer(),
        standing,
        checked: Moment::utc(date(2026, 6, 2).at(14, 5, 0, 0)),
        steps: vec![
            Step::new(StepName::Proof, Outcome::Passed, "The signature is good: nothing in the badge was changed since it was signed on 14 September 2025."),
            Step::new(StepName::Issuer, Outcome::Passed, "The key it was signed with belongs to Proposal Guild."),
            validity,
            status,
        ],
        more: vec![Fact::new("Level", "Practitioner, second of three"), Fact::new("Credential number", "PG34568895")],
        history: vec![
            HistoryLine { on: date(2026, 1, 10), words: "Renewed with the membership".into() },
            HistoryLine { on: date(2025, 9, 14), words: "First issued".into() },
        ],
        files: Files { documents: true, pdf: false },
        rosette: asset_url("samples/rosette.svg"),
        preview: Preview { card: Some("https://badges.example.org/b/7q3kd0v5m8e2xw9zt4ncp6hjra/card.png?v=2-valid".into()), indexed: true },
        own: false,
        key: String::new(),
    }
}

/// The association that most samples belong to.
pub(crate) fn sample_issuer() -> IssuerMark {
    IssuerMark {
        name: "Proposal Guild".into(),
        slug: "proposal-guild".into(),
        logo: Some(asset_url("samples/guild.svg")),
        site: Some("https://guild.example.org".into()),
    }
}

/// The small framed form of a badge for other sites.
#[derive(Template)]
#[template(path = "public/embed.html")]
pub struct EmbedPage {
    /// The frame; only its base address is used.
    pub shell: Shell,
    /// The facts of the badge.
    pub badge: CertificateBadge,
    /// Who issued it.
    pub issuer: IssuerMark,
    /// The state.
    pub standing: Standing,
}

impl Sample for EmbedPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let of = |standing| {
            let page = sample(standing);
            EmbedPage {
                shell: page.shell,
                badge: page.badge,
                issuer: page.issuer,
                standing: page.standing,
            }
        };
        vec![
            ("valid", of(Standing::valid())),
            (
                "revoked",
                of(Standing::on(State::Revoked, date(2026, 5, 12))),
            ),
        ]
    }
}
