//! Contract ↔ domain: reads what was asked, calls the use case, writes the answer or the refusal.

mod members;
mod rules;
mod runs;

use crate::{Error, Membership, store::Page};
use contracts::{
    common::v1::{PageInfo, PageRequest},
    membership_sync::v1::{
        members_server::MembersServer, rules_server::RulesServer, runs_server::RunsServer,
    },
};
use platform::{
    idempotency,
    identity::Caller,
    ids::{Id, IssuerId},
    refusal,
};
use prost::Message;
use tonic::{Request, Response, Status, service::Routes};

/// A piece of a file may be this long.
const LARGEST_MESSAGE: usize = 8 << 20;

/// The gRPC services, by their full names.
pub const SERVICES: &[&str] = &[
    "accolade.membership_sync.v1.Members",
    "accolade.membership_sync.v1.Runs",
    "accolade.membership_sync.v1.Rules",
];

/// Implements every service of the contract.
#[derive(Clone)]
pub(crate) struct Rpc(pub Membership);

/// All services of the contract.
pub(crate) fn routes(app: &Membership) -> Routes {
    let rpc = Rpc(app.clone());
    Routes::new(MembersServer::new(rpc.clone()).max_decoding_message_size(LARGEST_MESSAGE))
        .add_service(RunsServer::new(rpc.clone()))
        .add_service(RulesServer::new(rpc))
}

/// Who calls, what for, and the key of a command that may be sent twice.
struct Called<T> {
    caller: Caller,
    key: Option<idempotency::Key>,
    asked: T,
}

fn called<T: Message>(request: Request<T>, method: &str) -> Result<Called<T>, Status> {
    let caller = platform::rpc::caller(&request)?;
    let key =
        idempotency::key(&request, &caller, method).map_err(|error| refusal::status(&error))?;
    Ok(Called {
        caller,
        key,
        asked: request.into_inner(),
    })
}

/// The answer or the refusal as gRPC carries them.
fn answered<T>(outcome: Result<T, Error>) -> Result<Response<T>, Status> {
    outcome
        .map(Response::new)
        .map_err(|error| refusal::status(&error))
}

/// An issuer that may be left out.
fn issuer(text: &str) -> Result<Option<IssuerId>, Error> {
    match text {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|_| Error::NotFound("issuer")),
    }
}

/// The id of a thing that is looked up: what is no id names no thing.
fn sought<I: Id>(what: &'static str, text: &str) -> Result<I, Error> {
    text.parse().map_err(|_| Error::NotFound(what))
}

/// A page as asked for, its cursor read by `read`.
fn page<C>(
    asked: Option<&PageRequest>,
    read: impl Fn(&str) -> Option<C>,
) -> Result<Page<C>, Error> {
    let (limit, cursor) = asked.map_or((0, ""), |p| (p.limit, p.cursor.as_str()));
    if limit > 200 {
        return Err(Error::field(
            "limit",
            limit.to_string(),
            "a page has 1 to 200 rows",
        ));
    }
    let after = match cursor {
        "" => None,
        cursor => Some(read(cursor).ok_or_else(|| {
            Error::field(
                "cursor",
                cursor,
                "this is no cursor of this list; begin again without one",
            )
        })?),
    };
    Ok(Page {
        limit: if limit == 0 { 50 } else { u64::from(limit) },
        after,
        back: false,
    })
}

/// What a cursor that leads back begins with; no other cursor has it.
const BACK: char = '.';

/// The same for a list that also goes back.
fn page_both_ways<C>(
    asked: Option<&PageRequest>,
    read: impl Fn(&str) -> Option<C>,
) -> Result<Page<C>, Error> {
    let mut asked = asked.cloned().unwrap_or_default();
    let back = match asked.cursor.strip_prefix(BACK) {
        Some(rest) => {
            asked.cursor = rest.to_owned();
            true
        }
        None => false,
    };
    let page = page(Some(&asked), read)?;
    Ok(Page {
        back: back && page.after.is_some(),
        ..page
    })
}

/// Cuts what was found to the page, turns a page that was read backwards round, and says where its neighbours are.
fn cut_both_ways<T, C>(
    found: &mut Vec<T>,
    page: &Page<C>,
    total: u64,
    cursor: impl Fn(&T) -> String,
) -> PageInfo {
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let (before, behind) = if page.back {
        found.reverse();
        (more, true)
    } else {
        (page.after.is_some(), more)
    };
    let first = found.first().filter(|_| before);
    let last = found.last().filter(|_| behind);
    PageInfo {
        next_cursor: last.map(&cursor).unwrap_or_default(),
        previous_cursor: first
            .map(|row| format!("{BACK}{}", cursor(row)))
            .unwrap_or_default(),
        total: Some(total),
    }
}

/// Cuts what was found to the page and says where the next one begins: behind the row that `cursor` names.
fn cut<T>(found: &mut Vec<T>, limit: u64, total: u64, cursor: impl Fn(&T) -> String) -> PageInfo {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found
        .last()
        .filter(|_| more)
        .map(cursor)
        .unwrap_or_default();
    PageInfo {
        next_cursor,
        total: Some(total),
        ..Default::default()
    }
}
