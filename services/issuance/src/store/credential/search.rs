//! Which rows a filter means.

use super::{
    Filter,
    index::{EMAIL, MEMBER, REFERENCE, WORD, indexes},
    rows::{row, word},
};
use crate::domain::{credential::State, recipient::name_words};
use platform::{
    ids::{CredentialId, Id as _, IssuerId},
    seal::{Keyring, fold},
};
use sea_orm::{ColumnTrait as _, Condition, sea_query::Query};

pub(super) fn conditions(keyring: &Keyring, issuer: IssuerId, filter: &Filter) -> Condition {
    let mut all = Condition::all();
    if let Some(achievement) = filter.achievement {
        all = all.add(row::Column::Achievement.eq(achievement.uuid()));
    }
    if let Some((state, now)) = filter.state {
        all = match state {
            State::Valid => {
                let lasting = Condition::any()
                    .add(row::Column::ValidUntil.is_null())
                    .add(row::Column::ValidUntil.gte(now.micros()));
                all.add(row::Column::State.eq(State::Valid.as_str()))
                    .add(lasting)
            }
            State::Expired => all
                .add(row::Column::State.eq(State::Valid.as_str()))
                .add(row::Column::ValidUntil.lt(now.micros())),
            State::Suspended | State::Revoked => all.add(row::Column::State.eq(state.as_str())),
        };
    }
    if let Some(acceptance) = filter.acceptance {
        all = all.add(row::Column::Acceptance.eq(acceptance));
    }
    if let Some(from) = filter.awarded_from {
        all = all.add(row::Column::AwardedAt.gte(from.micros()));
    }
    if let Some(until) = filter.awarded_until {
        all = all.add(row::Column::AwardedAt.lte(until.micros()));
    }
    if !filter.member_number.is_empty() {
        all = all.add(row::Column::MemberIndex.is_in(indexes(
            keyring,
            MEMBER,
            issuer,
            &fold(&filter.member_number),
        )));
    }
    if filter.search.trim().is_empty() {
        all
    } else {
        all.add(search(keyring, issuer, filter.search.trim()))
    }
}

pub(super) fn search(keyring: &Keyring, issuer: IssuerId, text: &str) -> Condition {
    let folded = fold(text);
    let mut any = Condition::any()
        .add(row::Column::EmailIndex.is_in(indexes(keyring, EMAIL, issuer, &folded)))
        .add(row::Column::MemberIndex.is_in(indexes(keyring, MEMBER, issuer, &folded)))
        .add(row::Column::ReferenceIndex.is_in(indexes(keyring, REFERENCE, issuer, text)));
    if let Ok(id) = text.parse::<CredentialId>() {
        any = any.add(row::Column::Id.eq(id.uuid()));
    }
    // Every word must be part of the name; the whole name is one of the words itself.
    let words: Vec<String> = name_words(text)
        .into_iter()
        .filter(|word| *word != folded || !folded.contains(' '))
        .collect();
    let mut name = Condition::all();
    for word in &words {
        let with_word = Query::select()
            .column(word::Column::Credential)
            .from(word::Entity)
            .and_where(word::Column::Issuer.eq(issuer.uuid()))
            .and_where(word::Column::Word.is_in(indexes(keyring, WORD, issuer, word)))
            .to_owned();
        name = name.add(row::Column::Id.in_subquery(with_word));
    }
    if words.is_empty() { any } else { any.add(name) }
}
