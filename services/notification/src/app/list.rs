//! What staff and the mailbox page ask for.

use super::Notification;
use crate::{
    Way,
    domain::message::Message,
    error::Error,
    mailer::Mail,
    store::{mailbox, messages},
};
use platform::{
    clock::Timestamp,
    identity::{Caller, Scope},
    ids::{CredentialId, Id as _, IssuerId, MessageId},
};

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on it.
    pub rows: Vec<T>,
    /// Where the next one begins; empty on the last.
    pub next: String,
    /// How many there are in all, where that is known.
    pub total: Option<u64>,
}

/// How much of a list is wanted, and from where.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// 1 to 200; 0 means 50.
    pub limit: u32,
    /// Where the page before ended; empty for the first.
    pub cursor: String,
}

impl Wanted {
    fn most(&self) -> u64 {
        match self.limit {
            0 => 50,
            n => u64::from(n.min(200)),
        }
    }
    fn bad_cursor(&self) -> Error {
        Error::field(
            "page.cursor",
            &self.cursor,
            "use the next_cursor of the page before, unchanged",
        )
    }
}

/// The messages about an issuer's badges, newest first; only those about one badge if one is named.
///
/// # Errors
/// [`Error::Denied`] for a caller who may not read this issuer's credentials; [`Error::Field`] for a bad cursor.
pub async fn messages(
    app: &Notification,
    caller: &Caller,
    issuer: Option<IssuerId>,
    credential: Option<CredentialId>,
    wanted: &Wanted,
) -> Result<Page<Message>, Error> {
    let issuer = caller.issuer_for(issuer, Scope::CredentialsRead)?;
    let after = match wanted.cursor.as_str() {
        "" => None,
        cursor => Some(
            cursor
                .parse::<MessageId>()
                .map_err(|_| wanted.bad_cursor())?,
        ),
    };
    let most = wanted.most();
    let mut rows =
        messages::of_issuer(&app.foundation.store, issuer, credential, after, most + 1).await?;
    let next = cut(&mut rows, most, |last| last.id.to_string());
    Ok(Page {
        rows,
        next,
        total: None,
    })
}

/// The mailbox, newest first.
///
/// # Errors
/// [`Error::NoMailbox`] where mails go out by a mail server; [`Error::Denied`] for anybody but our own services.
pub async fn mailbox(
    app: &Notification,
    caller: &Caller,
    to: &str,
    issuer: Option<IssuerId>,
    wanted: &Wanted,
) -> Result<Page<Mail>, Error> {
    open(app, caller)?;
    let keyring = &app.foundation.keyring;
    let most = wanted.most();
    let asked = mailbox::Wanted {
        address: (!to.trim().is_empty()).then(|| mailbox::address_key(keyring, to)),
        issuer,
        after: match wanted.cursor.as_str() {
            "" => None,
            cursor => Some(position(cursor).ok_or_else(|| wanted.bad_cursor())?),
        },
    };
    let (mut rows, total) = mailbox::list(&app.foundation.store, keyring, &asked, most + 1).await?;
    let next = cut(&mut rows, most, |last| {
        format!("{}.{}", last.at.micros(), last.message)
    });
    Ok(Page {
        rows,
        next,
        total: Some(total),
    })
}

/// One mail of the mailbox.
///
/// # Errors
/// As [`mailbox`], and [`Error::NotFound`].
pub async fn mail(app: &Notification, caller: &Caller, id: MessageId) -> Result<Mail, Error> {
    open(app, caller)?;
    mailbox::find(&app.foundation.store, &app.foundation.keyring, id)
        .await?
        .ok_or(Error::NotFound("mail"))
}

fn open(app: &Notification, caller: &Caller) -> Result<(), Error> {
    caller.must_be_service()?;
    match app.config.way {
        Way::Mailbox => Ok(()),
        Way::Smtp(_) => Err(Error::NoMailbox),
    }
}

fn position(cursor: &str) -> Option<(Timestamp, MessageId)> {
    let (at, id) = cursor.split_once('.')?;
    Some((
        Timestamp::from_micros(at.parse().ok()?),
        id.parse::<MessageId>()
            .ok()
            .map(|id| MessageId::from_uuid(id.uuid()))?,
    ))
}

/// Cuts the row too many that was asked for, and says where the next page begins.
fn cut<T>(rows: &mut Vec<T>, most: u64, cursor: impl Fn(&T) -> String) -> String {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if rows.len() <= most {
        return String::new();
    }
    rows.truncate(most);
    rows.last().map(cursor).unwrap_or_default()
}
