//! Looking for members: by number, by address, by words of the name, all blind.

use super::{
    Stored,
    member::{Column, Entity},
    member_token, number_index, open_all, token,
};
use crate::{
    domain::member::{MemberNumber, Status, name_words},
    store::{Page, Source},
};
use platform::{
    ids::{Id as _, IssuerId, MemberId},
    seal::{Keyring, fold},
    store::{Store, StoreError},
};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, Order, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, sea_query::Query,
};

/// What members are looked for by.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Only those.
    pub status: Option<Status>,
    /// A number, an address, or words of a name.
    pub text: String,
}

/// Members that match, oldest record first, and how many there are in all.
pub async fn list(
    store: &Store,
    keyring: &Keyring,
    issuer: IssuerId,
    search: &Search,
    page: Page<MemberId>,
) -> Result<(Vec<Stored>, u64), StoreError> {
    let mut query = Entity::find().filter(Column::IssuerId.eq(issuer.uuid()));
    if let Some(status) = search.status {
        query = query.filter(Column::Status.eq(status.as_str()));
    }
    if !search.text.trim().is_empty() {
        query = query.filter(matches(keyring, issuer, &search.text));
    }
    let total = query.clone().count(store.read()).await?;
    if let Some(at) = page.after {
        query = query.filter(if page.back {
            Column::Id.lt(at.uuid())
        } else {
            Column::Id.gt(at.uuid())
        });
    }
    let order = if page.back { Order::Desc } else { Order::Asc };
    let rows = query
        .order_by(Column::Id, order)
        .limit(page.one_more())
        .all(store.read())
        .await?;
    Ok((
        open_all(Source::Outside(store), keyring, rows).await?,
        total,
    ))
}

fn matches(keyring: &Keyring, issuer: IssuerId, text: &str) -> Condition {
    let holding = |word: &str| {
        Query::select()
            .column(member_token::Column::MemberId)
            .from(member_token::Entity)
            .and_where(member_token::Column::IssuerId.eq(issuer.uuid()))
            .and_where(member_token::Column::Token.eq(token(keyring, issuer, word)))
            .to_owned()
    };
    let words = name_words(text);
    let mut all_words = Condition::all();
    for word in &words {
        all_words = all_words.add(Column::Id.in_subquery(holding(word)));
    }
    let mut any = Condition::any();
    if !words.is_empty() {
        any = any.add(all_words);
    }
    if let Ok(number) = text.parse::<MemberNumber>() {
        any = any.add(Column::NumberIndex.eq(number_index(keyring, issuer, &number)));
    }
    any.add(Column::Id.in_subquery(holding(&fold(text))))
}
