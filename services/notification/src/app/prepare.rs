//! What a message says at the time of sending: asks for addresses, titles, states and links, and writes the mail.

use super::{Notification, directory::Directory, send::later};
use crate::{
    clients::ClientError,
    domain::{
        facts::{BadgeFacts, Claim, Link, OpenLink, Organization, Recipient},
        message::{Kind, Message, Why},
        retry::Hindrance,
    },
    letter::{About, AccountLetter, BadgeLetter, ClaimLink, Language, Letter, Words},
    mailer::Mail,
    store::{
        badges,
        mailbox::address_key,
        sending::{Outcome, Report},
        suppression,
    },
};
use platform::{clock::Timestamp, ids::CredentialId, seal::fold, store::StoreError};

/// A message that is written, or what became of it before it was.
pub(super) enum Prepared {
    /// To be sent; the report is right once it was.
    Ready(Box<(Mail, Report)>),
    /// Not to be sent.
    Done(Box<Report>),
}

/// Why a message is not written.
#[derive(Debug, thiserror::Error)]
enum Stop {
    /// There is no reason left to send it.
    #[error("cancelled: {}", .0.as_str())]
    Cancel(Why),
    /// A neighbour is away.
    #[error(transparent)]
    Neighbour(#[from] ClientError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing more is sent to this address.
    #[error(
        "an earlier mail to this address was refused ({0}); correct the address, or send the badge mail again"
    )]
    Suppressed(String),
    /// The template failed.
    #[error("the mail could not be written: {0}")]
    Render(#[from] askama::Error),
    /// The message does not say what it is about.
    #[error("the message does not say what it is about")]
    Nameless,
}

impl Stop {
    /// What is in the way, and when whoever is away is looked for again.
    fn hindrance(&self) -> (Hindrance, Option<Timestamp>) {
        match self {
            Self::Neighbour(error) if error.back().is_some() => (Hindrance::Away, error.back()),
            Self::Store(error) if error.is_away() => (Hindrance::Away, None),
            _ => (Hindrance::Within, None),
        }
    }
}

/// Writes the mail of a message.
pub(super) async fn prepare(
    app: &Notification,
    directory: &Directory,
    message: Message,
    span: tracing::Span,
) -> Prepared {
    let now = app.foundation.clock.now();
    let mut draft = Draft {
        report: Report {
            span,
            ..Report::unsent(message, Outcome::Sent)
        },
        now,
    };
    let written = match draft.report.message.kind {
        Kind::SignIn | Kind::VerifyAddress | Kind::AddressInUse | Kind::FreshClaim => {
            draft.link(app, directory).await
        }
        Kind::Locked => draft.locked(app, directory).await,
        Kind::AddressAdded => draft.address_added(app).await,
        _ => draft.badges(app, directory).await,
    };
    let Draft { mut report, .. } = draft;
    report.outcome = match written {
        Ok(mail) => return Prepared::Ready(Box::new((mail, report))),
        Err(Stop::Cancel(why)) => {
            let out: Vec<_> = report.left_out.iter().map(|(c, _)| *c).collect();
            let rest = report
                .message
                .credentials
                .iter()
                .filter(|c| !out.contains(c));
            report
                .left_out
                .extend(rest.map(|c| (*c, why)).collect::<Vec<_>>());
            Outcome::Cancelled(why)
        }
        Err(stop @ (Stop::Suppressed(_) | Stop::Nameless)) => Outcome::Failed {
            reason: stop.to_string(),
            bounced: false,
        },
        Err(stop @ (Stop::Neighbour(_) | Stop::Store(_) | Stop::Render(_))) => {
            tracing::warn!(message = %report.message.id, kind = report.kind.as_str(), cause = %stop, "a mail waits: it could not be written");
            report.left_out.clear();
            let (hindrance, back) = stop.hindrance();
            later(app, &report.message, stop.to_string(), hindrance, back)
        }
    };
    Prepared::Done(Box::new(report))
}

struct Draft {
    report: Report,
    now: Timestamp,
}

impl Draft {
    /// A mail about badges, to the address their organization has on file.
    async fn badges(&mut self, app: &Notification, directory: &Directory) -> Result<Mail, Stop> {
        let kind = self.report.kind;
        let (to, credentials) = self.one_address(app).await?;
        let facts = directory.badges(app, &credentials).await?;
        let facts = self.admitted(&credentials, facts)?;
        self.address(app, &to).await?;
        let mut shown = facts;
        let mut claim = None;
        if matches!(kind, Kind::Award | Kind::Reminder(_) | Kind::Resend) {
            let minted = app
                .neighbours
                .claim(self.report.message.id, &ids(&shown), &to.email)
                .await?;
            shown = self.still_waiting(shown, &minted)?;
            claim = (!minted.pending.is_empty()).then_some(minted);
        }
        self.report.told = ids(&shown);
        let organization = self.organization(app, directory, &shown).await?;
        if let Kind::Reminder(day) = kind
            && day.place() >= organization.mail.reminder_days.len()
        {
            return Err(Stop::Cancel(Why::SwitchedOff));
        }
        self.about_badges(app, &organization, &to, &shown, claim.as_ref())
    }

    /// The address of the message's badges. Badges that go elsewhere by now get a message of their own: a link in a
    /// mail must never open what belongs to another.
    async fn one_address(
        &mut self,
        app: &Notification,
    ) -> Result<(Recipient, Vec<CredentialId>), Stop> {
        let mut first: Option<Recipient> = None;
        let mut with_it = Vec::new();
        for credential in self.report.message.credentials.clone() {
            let Some(recipient) = app.neighbours.recipient(credential).await? else {
                self.report.left_out.push((credential, Why::NoAddress));
                continue;
            };
            match &first {
                Some(known) if fold(&known.email) != fold(&recipient.email) => {
                    self.report.left_out.push((credential, Why::Moved));
                }
                Some(_) => with_it.push(credential),
                None => {
                    first = Some(recipient);
                    with_it.push(credential);
                }
            }
        }
        match first {
            Some(recipient) => Ok((recipient, with_it)),
            None => Err(Stop::Cancel(self.reason())),
        }
    }

    /// The badges that belong into the mail in the state they are in.
    fn admitted(
        &mut self,
        asked: &[CredentialId],
        facts: Vec<BadgeFacts>,
    ) -> Result<Vec<BadgeFacts>, Stop> {
        for &credential in asked
            .iter()
            .filter(|c| !facts.iter().any(|f| f.credential == **c))
        {
            self.report.left_out.push((credential, Why::NoAddress));
        }
        let mut shown = Vec::with_capacity(facts.len());
        for badge in facts {
            match self.report.kind.admits(badge.standing) {
                Ok(()) => shown.push(badge),
                Err(why) => self.report.left_out.push((badge.credential, why)),
            }
        }
        if shown.is_empty() {
            return Err(Stop::Cancel(self.reason()));
        }
        Ok(shown)
    }

    /// The badges that still wait, as the wallet says. Where staff asked for the mail, badges that wait no more are
    /// shown as what they are; everywhere else they have no reason to be in it.
    fn still_waiting(
        &mut self,
        shown: Vec<BadgeFacts>,
        claim: &Claim,
    ) -> Result<Vec<BadgeFacts>, Stop> {
        let (waiting, rest): (Vec<_>, Vec<_>) = shown
            .into_iter()
            .partition(|b| claim.pending.contains(&b.credential));
        if waiting.is_empty() && self.report.kind == Kind::Resend {
            return Ok(rest);
        }
        self.report
            .left_out
            .extend(rest.iter().map(|b| (b.credential, Why::NothingPending)));
        if waiting.is_empty() {
            return Err(Stop::Cancel(Why::NothingPending));
        }
        Ok(waiting)
    }

    /// Why nothing is left of the message. That a badge is suspended comes first: its reminder is to come back.
    fn reason(&self) -> Why {
        let mut reasons = self.report.left_out.iter().map(|(_, why)| *why);
        let suspended = reasons.clone().find(|why| *why == Why::Suspended);
        suspended
            .or_else(|| reasons.next_back())
            .unwrap_or(Why::NothingPending)
    }

    /// Notes where the mail goes; stops where nothing more is sent to.
    async fn address(&mut self, app: &Notification, to: &Recipient) -> Result<(), Stop> {
        let key = address_key(&app.foundation.keyring, &to.email);
        let refused = if self.report.kind.is_asked_for() {
            None
        } else {
            suppression::reason(&app.foundation.store, &key).await?
        };
        self.report.address = Some(key);
        refused.map_or(Ok(()), |reason| Err(Stop::Suppressed(reason)))
    }

    async fn organization(
        &mut self,
        app: &Notification,
        directory: &Directory,
        shown: &[BadgeFacts],
    ) -> Result<Organization, Stop> {
        let issuer = self
            .report
            .message
            .issuer
            .or_else(|| shown.first().map(|b| b.issuer))
            .ok_or(Stop::Nameless)?;
        let organization = directory.organization(app, issuer).await?;
        self.report.issuer = Some(issuer);
        self.report.zone = Some(organization.zone.clone());
        self.report
            .reminder_days
            .clone_from(&organization.mail.reminder_days);
        Ok(organization)
    }

    fn about_badges(
        &self,
        app: &Notification,
        organization: &Organization,
        to: &Recipient,
        badges: &[BadgeFacts],
        claim: Option<&Claim>,
    ) -> Result<Mail, Stop> {
        let house = &app.config.house;
        let letter = BadgeLetter {
            words: Words::of(Language::choose([to.locale.as_str(), &organization.locale])),
            house,
            organization,
            kind: self.report.kind,
            name: &to.name,
            to: &to.email,
            badges,
            claim: claim.map(|claim| ClaimLink {
                url: format!("{}/claim/{}", house.base, claim.token),
                until: organization.zone.date(claim.expires_at).civil(),
            }),
        };
        self.mail(app, to, &organization.email, &letter.compose())
    }

    /// A mail with a link that a person asked for, to the address the wallet says.
    async fn link(&mut self, app: &Notification, directory: &Directory) -> Result<Mail, Stop> {
        let request = self.report.message.about.clone().ok_or(Stop::Nameless)?;
        let link = match app.neighbours.link(&request).await? {
            Link::Void => return Err(Stop::Cancel(Why::Void)),
            Link::Open(link) => link,
        };
        // The wallet's word decides: the fact does not say whether an address has an account.
        self.report.kind = match link.purpose.as_str() {
            "sign_in" => Kind::SignIn,
            "verify_address" => Kind::VerifyAddress,
            "address_in_use" => Kind::AddressInUse,
            "fresh_claim" => Kind::FreshClaim,
            _ => return Err(Stop::Nameless),
        };
        self.address(app, &link.to).await?;
        if self.report.kind == Kind::FreshClaim {
            return self.fresh_claim(app, directory, *link).await;
        }
        let left = link.expires_at.since(self.now);
        let minutes = usize::try_from(left.as_secs().div_ceil(60)).unwrap_or(usize::MAX);
        let token = link.token.as_str();
        let about = match self.report.kind {
            Kind::VerifyAddress => About::Verify { token, minutes },
            Kind::AddressInUse => About::AddressInUse { token, minutes },
            _ => About::SignIn { token, minutes },
        };
        self.about_account(app, &link.to, about, "")
    }

    async fn fresh_claim(
        &mut self,
        app: &Notification,
        directory: &Directory,
        link: OpenLink,
    ) -> Result<Mail, Stop> {
        let facts = app.neighbours.badges(&link.credentials).await?;
        let shown = self.admitted(&link.credentials, facts)?;
        self.report.told = ids(&shown);
        let organization = self.organization(app, directory, &shown).await?;
        let claim = Claim {
            token: link.token,
            expires_at: link.expires_at,
            pending: ids(&shown),
        };
        self.about_badges(app, &organization, &link.to, &shown, Some(&claim))
    }

    /// That a password is locked, why, and whom to ask (C10).
    async fn locked(&mut self, app: &Notification, directory: &Directory) -> Result<Mail, Stop> {
        let earner = self.report.message.about.clone().ok_or(Stop::Nameless)?;
        let to = app
            .neighbours
            .earner(&earner)
            .await?
            .ok_or(Stop::Cancel(Why::NoAddress))?;
        self.address(app, &to).await?;
        let mut organizations = Vec::new();
        if let Ok(earner) = earner.parse() {
            for issuer in badges::issuers_of_earner(&app.foundation.store, earner, 5).await? {
                organizations.push(directory.organization(app, issuer).await?);
            }
        }
        let reply_to = match organizations.as_slice() {
            [only] => only.email.clone(),
            _ => String::new(),
        };
        self.about_account(
            app,
            &to,
            About::Locked {
                organizations: &organizations,
            },
            &reply_to,
        )
    }

    /// That an account has a further address, told to the one it had before (decisions §6).
    async fn address_added(&mut self, app: &Notification) -> Result<Mail, Stop> {
        let earner = self.report.message.about.clone().ok_or(Stop::Nameless)?;
        let to = app
            .neighbours
            .earner(&earner)
            .await?
            .ok_or(Stop::Cancel(Why::NoAddress))?;
        self.address(app, &to).await?;
        self.about_account(app, &to, About::AddressAdded, "")
    }

    fn about_account(
        &self,
        app: &Notification,
        to: &Recipient,
        about: About<'_>,
        reply_to: &str,
    ) -> Result<Mail, Stop> {
        let letter = AccountLetter {
            words: Words::of(Language::choose([to.locale.as_str()])),
            house: &app.config.house,
            name: &to.name,
            to: &to.email,
            about,
        };
        self.mail(app, to, reply_to, &letter.compose())
    }

    fn mail(
        &self,
        app: &Notification,
        to: &Recipient,
        reply_to: &str,
        letter: &Letter,
    ) -> Result<Mail, Stop> {
        let sender = &app.config.house.sender;
        let host = sender.rsplit('@').next().unwrap_or(sender);
        let message = &self.report.message;
        Ok(Mail {
            message: message.id,
            issuer: self.report.issuer,
            kind: self.report.kind,
            from_name: letter.sender.clone(),
            from: sender.clone(),
            to: to.email.clone(),
            to_name: to.name.clone(),
            reply_to: reply_to.to_owned(),
            subject: letter.subject.clone(),
            text: letter.text()?,
            html: letter.html()?,
            message_id: format!("<{}@{host}>", message.id),
            unsubscribe: if self.report.kind.is_reminder() {
                format!("mailto:{sender}?subject=unsubscribe%20{}", message.id)
            } else {
                String::new()
            },
            language: letter.language.to_owned(),
            at: self.now,
        })
    }
}

fn ids(badges: &[BadgeFacts]) -> Vec<CredentialId> {
    badges.iter().map(|b| b.credential).collect()
}
