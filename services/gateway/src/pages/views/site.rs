//! The start page, the mailbox of demonstrations, errors, help and the API reference.

use askama::Template;
use jiff::civil::date;

use super::public::{Contact, PortfolioBadge, PortfolioPage};
use crate::pages::parts::Moment;
use crate::pages::{Sample, Shell, filters};

/// `/`: three doors. In a demonstration each walks one story with real data.
#[derive(Template)]
#[template(path = "site/start.html")]
pub struct StartPage {
    /// The frame; `shell.demo` says whether this is a demonstration.
    pub shell: Shell,
    /// What a demonstration offers behind each door.
    pub demo: Option<Demo>,
}

/// What a demonstration is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demo {
    /// The staff address to sign in with.
    pub staff_email: String,
    /// And its password.
    pub staff_password: String,
    /// The programmes: name and slug.
    pub programmes: Vec<(String, String)>,
    /// A person whose mail waits in the mailbox: name and address.
    pub earner_name: String,
    /// The address of that person.
    pub earner_email: String,
    /// The mail to open, `/dev/mail/{id}`; the mailbox when there is none.
    pub mail: String,
    /// Public badges to check.
    pub badges: Vec<PortfolioBadge>,
}

impl Sample for StartPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut shell = Shell::new("http://localhost:8080", "/");
        let plain = StartPage {
            shell: shell.clone(),
            demo: None,
        };
        shell.demo = true;
        let mut badges = PortfolioPage::sample().badges;
        badges.truncate(3);
        let demo = StartPage {
            shell,
            demo: Some(Demo {
                staff_email: "amelia@guild.example.org".into(),
                staff_password: "walk-in-the-demo".into(),
                programmes: vec![
                    ("Proposal Guild".into(), "proposal-guild".into()),
                    ("Product Institute".into(), "product-institute".into()),
                    ("Project Alliance".into(), "project-alliance".into()),
                    ("Plant Pathology Society".into(), "plant-society".into()),
                    ("CX Association".into(), "cx-association".into()),
                ],
                earner_name: "Océane Saint-Exupère".into(),
                earner_email: "oceane.saint-exupere.3@example.com".into(),
                mail: "/dev/mail/01J".into(),
                badges,
            }),
        };
        vec![("demo", demo), ("plain", plain)]
    }
}

/// One message in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Its id in `/dev/mail/{id}`.
    pub id: String,
    /// Who it is from, as a mail program shows it.
    pub from: String,
    /// Who it is to.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// When it would have been sent.
    pub at: Moment,
}

/// `/dev/mail`: what would have been sent.
#[derive(Template)]
#[template(path = "site/mailbox.html")]
pub struct MailboxPage {
    /// The frame.
    pub shell: Shell,
    /// `q`: part of an address or subject, shown again.
    pub query: String,
    /// Newest first.
    pub rows: Vec<MailRow>,
}

/// `/dev/mail/{id}`: one message, under [`crate::pages::csp::MAIL_READER`].
/// Its HTML is framed from `/dev/mail/{id}/html`, which is served under [`crate::pages::csp::MAIL_BODY`].
#[derive(Template)]
#[template(path = "site/mail.html")]
pub struct MailPage {
    /// The frame.
    pub shell: Shell,
    /// The message.
    pub mail: MailRow,
    /// Its plain text.
    pub text: String,
    /// Whether it has an HTML part.
    pub html: bool,
    /// Addresses found in its text, so that they can be followed.
    pub links: Vec<String>,
}

fn sample_mail() -> MailRow {
    MailRow {
        id: "01J".into(),
        from: "Proposal Guild via Accolade <badges@guild.example.org>".into(),
        to: "oceane.saint-exupere.3@example.com".into(),
        subject: "You have earned Bid & Proposal Practitioner".into(),
        at: Moment::utc(date(2026, 6, 2).at(13, 41, 0, 0)),
    }
}

impl Sample for MailboxPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut shell = Shell::new("http://localhost:8080", "/dev/mail");
        shell.demo = true;
        let second = MailRow {
            id: "01K".into(),
            to: "member.ar.1@example.org".into(),
            subject: "Reminder: Bid & Proposal Professional waits for you".into(),
            ..sample_mail()
        };
        vec![
            (
                "two",
                MailboxPage {
                    shell: shell.clone(),
                    query: String::new(),
                    rows: vec![sample_mail(), second],
                },
            ),
            (
                "empty",
                MailboxPage {
                    shell,
                    query: String::new(),
                    rows: vec![],
                },
            ),
        ]
    }
}

impl Sample for MailPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let mut shell = Shell::new("http://localhost:8080", "/dev/mail/01J");
        shell.demo = true;
        let page = MailPage {
            shell,
            mail: sample_mail(),
            text: "Océane Saint-Exupère,\n\nyou have earned Bid & Proposal Practitioner.\n\nSave it here:\nhttp://localhost:8080/claim/4r8w\n".into(),
            html: true,
            links: vec!["http://localhost:8080/claim/4r8w".into()],
        };
        vec![("award", page)]
    }
}

/// An error page.
#[derive(Template)]
#[template(path = "site/error.html")]
pub struct ErrorPage {
    /// The frame.
    pub shell: Shell,
    /// Message key of the heading.
    pub title: &'static str,
    /// Message key of what it means and what to do.
    pub words: &'static str,
    /// Something more precise in the reader's language; may be empty.
    pub detail: String,
    /// The id that finds this in the logs; shown for errors of ours.
    pub request_id: String,
}

impl ErrorPage {
    fn new(shell: Shell, title: &'static str, words: &'static str) -> ErrorPage {
        ErrorPage {
            shell,
            title,
            words,
            detail: String::new(),
            request_id: String::new(),
        }
    }

    /// 404.
    pub fn not_found(shell: Shell) -> ErrorPage {
        ErrorPage::new(shell, "error-404-title", "error-404-words")
    }

    /// 403.
    pub fn forbidden(shell: Shell) -> ErrorPage {
        ErrorPage::new(shell, "error-403-title", "error-403-words")
    }

    /// 403 for a form that was sent from another site.
    pub fn cross_site(shell: Shell) -> ErrorPage {
        ErrorPage::new(shell, "error-cross-site-title", "error-cross-site-words")
    }

    /// 405.
    pub fn wrong_method(shell: Shell) -> ErrorPage {
        ErrorPage::new(shell, "error-405-title", "error-405-words")
    }

    /// 400 and 422 outside a form; `detail` says what is wrong.
    pub fn refused(shell: Shell, detail: impl Into<String>) -> ErrorPage {
        ErrorPage {
            detail: detail.into(),
            ..ErrorPage::new(shell, "error-400-title", "error-400-words")
        }
    }

    /// 409: somebody was faster, or the thing is not in the state the page was drawn from.
    pub fn conflict(shell: Shell, detail: impl Into<String>) -> ErrorPage {
        ErrorPage {
            detail: detail.into(),
            ..ErrorPage::new(shell, "error-409-title", "error-409-words")
        }
    }

    /// 413.
    pub fn too_large(shell: Shell, detail: impl Into<String>) -> ErrorPage {
        ErrorPage {
            detail: detail.into(),
            ..ErrorPage::new(shell, "error-413-title", "error-413-words")
        }
    }

    /// 429.
    pub fn too_many(shell: Shell) -> ErrorPage {
        ErrorPage::new(shell, "error-429-title", "error-429-words")
    }

    /// 500.
    pub fn internal(shell: Shell, request_id: impl Into<String>) -> ErrorPage {
        ErrorPage {
            request_id: request_id.into(),
            ..ErrorPage::new(shell, "error-500-title", "error-500-words")
        }
    }

    /// 503: a part of the platform does not answer.
    pub fn unavailable(shell: Shell, request_id: impl Into<String>) -> ErrorPage {
        ErrorPage {
            request_id: request_id.into(),
            ..ErrorPage::new(shell, "error-503-title", "error-503-words")
        }
    }
}

impl Sample for ErrorPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let shell = || Shell::new("https://badges.example.org", "/nowhere");
        vec![
            (
                "500",
                ErrorPage::internal(shell(), "01JX4M8T2C6Q0R8E4WV7XKZD5J"),
            ),
            ("404", ErrorPage::not_found(shell())),
            ("403", ErrorPage::forbidden(shell())),
            ("cross-site", ErrorPage::cross_site(shell())),
            ("405", ErrorPage::wrong_method(shell())),
            (
                "400",
                ErrorPage::refused(shell(), "“cursor” is not one that this list gave out."),
            ),
            (
                "409",
                ErrorPage::conflict(
                    shell(),
                    "The badge was revoked by Amelia Whitaker a minute ago.",
                ),
            ),
            (
                "413",
                ErrorPage::too_large(shell(), "The file has 100 MB; up to 12 MB are read."),
            ),
            ("429", ErrorPage::too_many(shell())),
            (
                "503",
                ErrorPage::unavailable(shell(), "01JX4M8T2C6Q0R8E4WV7XKZD5J"),
            ),
        ]
    }
}

/// `/help`: what to do when something does not work (S26, S27, C31), and guides for earners (C21, C22, C29, C30, C33).
#[derive(Template)]
#[template(path = "site/help.html")]
pub struct HelpPage {
    /// The frame.
    pub shell: Shell,
    /// Whom to ask: organization and contact. One when the reader came from an organization's page, else all.
    pub contacts: Vec<(String, Contact)>,
    /// How a badge picture is linked in a signature: HTML to copy, with example addresses.
    pub signature: String,
}

impl Sample for HelpPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let contact = Contact {
            name: "Member services".into(),
            email: "members@guild.example.org".into(),
            phone: "+44 20 7946 0018".into(),
        };
        let page = HelpPage {
            shell: Shell::new("https://badges.example.org", "/help"),
            contacts: vec![("Proposal Guild".into(), contact)],
            signature: super::wallet::BadgePage::signature_html(
                "https://badges.example.org/b/…",
                "https://badges.example.org/b/….png",
                "Name of the badge",
                "Issuer",
            ),
        };
        vec![("one-contact", page)]
    }
}

/// One operation of the REST interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// `GET`, `POST` …
    pub method: String,
    /// Such as `/v1/credentials/{id}`.
    pub path: String,
    /// One line.
    pub summary: String,
    /// A paragraph of plain text; may be empty.
    pub description: String,
    /// The right it needs; empty for none.
    pub scope: String,
    /// Parameters: name, where (`path`, `query`, `header`), what.
    pub parameters: Vec<(String, String, String)>,
    /// An example of what is sent, indented; empty for none.
    pub example: String,
    /// Answers: status and what it means.
    pub answers: Vec<(String, String)>,
}

impl Operation {
    /// The fragment it is linked by.
    pub fn anchor(&self) -> String {
        let path: String = self
            .path
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        format!("{}{}", self.method.to_ascii_lowercase(), path)
    }

    /// The style of the method.
    pub fn method_class(&self) -> String {
        self.method.to_ascii_lowercase()
    }
}

/// A chapter of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationGroup {
    /// Its id in the page.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// `/docs`: the API reference, made from the OpenAPI document.
#[derive(Template)]
#[template(path = "site/docs.html")]
pub struct DocsPage {
    /// The frame.
    pub shell: Shell,
    /// The version of the interface.
    pub version: String,
    /// The chapters.
    pub groups: Vec<OperationGroup>,
}

impl Sample for DocsPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let award = Operation {
            method: "POST".into(),
            path: "/v1/credentials".into(),
            summary: "Award a badge".into(),
            description: "Answers once the award is stored; the earner is told by mail afterwards.".into(),
            scope: "credentials:write".into(),
            parameters: vec![("Idempotency-Key".into(), "header".into(), "Any text; a repeat with the same key gives the same answer.".into())],
            example: "{\n  \"achievement\": \"prc\",\n  \"recipient\": { \"email\": \"zara@example.net\", \"name\": \"Zara Ashworth\" }\n}".into(),
            answers: vec![("201".into(), "Awarded".into()), ("422".into(), "A field is wrong; the answer names it".into())],
        };
        let read = Operation {
            method: "GET".into(),
            path: "/v1/credentials/{id}".into(),
            summary: "Read a badge".into(),
            description: String::new(),
            scope: "credentials:read".into(),
            parameters: vec![(
                "id".into(),
                "path".into(),
                "The 26 characters of its address.".into(),
            )],
            example: String::new(),
            answers: vec![
                ("200".into(), "The badge".into()),
                ("404".into(), "There is none with this id here".into()),
            ],
        };
        let group = OperationGroup {
            id: "credentials".into(),
            title: "Credentials".into(),
            operations: vec![award, read],
        };
        vec![(
            "sample",
            DocsPage {
                shell: Shell::new("https://badges.example.org", "/docs"),
                version: "1".into(),
                groups: vec![group],
            },
        )]
    }
}
