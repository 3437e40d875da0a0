//! Signing in: by a link that is mailed, or with a password. Earners and staff have separate doors of the same make.

use askama::Template;

use super::public::Contact;
use crate::pages::form::{self, FormError};
use crate::pages::{Field, Sample, Shell, filters};

/// Which door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `/sign-in`, into the wallet.
    Wallet,
    /// `/console/sign-in`, into the console.
    Console,
}

impl Door {
    /// Where the form is sent.
    pub fn path(self) -> &'static str {
        match self {
            Door::Wallet => "/sign-in",
            Door::Console => "/console/sign-in",
        }
    }

    /// Message key of the heading.
    pub fn title(self) -> &'static str {
        match self {
            Door::Wallet => "sign-in-title",
            Door::Console => "sign-in-console-title",
        }
    }

    /// Whether a link that is mailed opens it, too.
    pub fn by_link(self) -> bool {
        self == Door::Wallet
    }

    /// Message key of what a locked password means here.
    pub fn locked_why(self) -> &'static str {
        match self {
            Door::Wallet => "sign-in-locked-why",
            Door::Console => "sign-in-console-locked-why",
        }
    }

    /// Message key of what is said when address and password do not fit.
    pub fn refused(self) -> &'static str {
        match self {
            Door::Wallet => "sign-in-refused",
            Door::Console => "sign-in-console-refused",
        }
    }

    /// Message key of the line below.
    pub fn lead(self) -> &'static str {
        match self {
            Door::Wallet => "sign-in-lead",
            Door::Console => "sign-in-console-lead",
        }
    }
}

/// What came of the last attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInState {
    /// Nothing yet.
    Fresh,
    /// Address and password do not fit; said alike for unknown addresses.
    Refused,
    /// The password path is locked after ten failures (C8, C10). A mailed link still works.
    Locked,
    /// Too many attempts from here; try again after so many seconds.
    Slow {
        /// Seconds to wait.
        seconds: u32,
    },
    /// A link is on its way, if the address is known; said alike for unknown ones.
    LinkSent,
}

/// The sign-in page of either door.
#[derive(Template)]
#[template(path = "wallet/sign_in.html")]
pub struct SignInPage {
    /// The frame.
    pub shell: Shell,
    /// Which door.
    pub door: Door,
    /// What came of the last attempt.
    pub state: SignInState,
    /// `email`.
    pub email: Field,
    /// `password`.
    pub password: Field,
    /// Where to go after signing in, a path of this host; empty for the start page. Sent as `next`.
    pub next: String,
    /// Whom to ask about a locked account.
    pub contact: Contact,
}

impl SignInPage {
    /// An empty form.
    pub fn new(shell: Shell, door: Door) -> SignInPage {
        SignInPage {
            shell,
            door,
            state: SignInState::Fresh,
            email: Field::email("email", "field-email").autocomplete("username"),
            password: Field {
                required: !door.by_link(),
                ..Field::password("password", "field-password", "current-password")
            },
            next: String::new(),
            contact: Contact::default(),
        }
    }

    /// The summary of what is wrong.
    pub fn errors(&self) -> Vec<FormError> {
        form::errors([&self.email, &self.password])
    }
}

impl Sample for SignInPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |door: Door, state, error: &str| {
            let mut page =
                SignInPage::new(Shell::new("https://badges.example.org", door.path()), door);
            page.state = state;
            if page.state != SignInState::Fresh {
                page.email.value = "zara@example.net".into();
            }
            page.email.error = error.into();
            page.contact = Contact {
                name: "Member services".into(),
                email: "members@guild.example.org".into(),
                phone: String::new(),
            };
            page
        };
        vec![
            ("wallet", build(Door::Wallet, SignInState::Fresh, "")),
            ("link-sent", build(Door::Wallet, SignInState::LinkSent, "")),
            ("refused", build(Door::Wallet, SignInState::Refused, "")),
            ("locked", build(Door::Wallet, SignInState::Locked, "")),
            (
                "slow",
                build(Door::Wallet, SignInState::Slow { seconds: 40 }, ""),
            ),
            (
                "bad-address",
                build(
                    Door::Wallet,
                    SignInState::Fresh,
                    "“zara@” is not an e-mail address. It needs a part after the @.",
                ),
            ),
            ("console", build(Door::Console, SignInState::Fresh, "")),
            (
                "console-locked",
                build(Door::Console, SignInState::Locked, ""),
            ),
        ]
    }
}

/// `/sign-in/{token}`: where a mailed link lands. A button signs in, so that mail scanners cannot.
#[derive(Template)]
#[template(path = "wallet/sign_in_landing.html")]
pub struct SignInLandingPage {
    /// The frame.
    pub shell: Shell,
    /// The token of the address; nothing when the link is used, expired or not whole.
    pub token: Option<String>,
    /// Which door it opens.
    pub door: Door,
    /// Whether it proves that the address is the reader's, instead of signing in.
    pub proves_address: bool,
    /// The address it was mailed to, with its middle hidden.
    pub masked_address: String,
}

impl Sample for SignInLandingPage {
    fn samples() -> Vec<(&'static str, Self)> {
        let build = |token: Option<&str>| SignInLandingPage {
            shell: Shell::new("https://badges.example.org", "/sign-in/9d2k"),
            token: token.map(str::to_owned),
            door: Door::Wallet,
            proves_address: false,
            masked_address: "z•••@example.net".into(),
        };
        vec![
            ("open", build(Some("9d2k"))),
            (
                "address",
                SignInLandingPage {
                    proves_address: true,
                    ..build(Some("9d2k"))
                },
            ),
            ("spent", build(None)),
        ]
    }
}
