//! Template filters: words, dates, icons and asset addresses.

use askama::Values;
use jiff::civil::Date;

use super::icons::{self, Markup};
use super::parts::Moment;
use crate::assets;
use crate::text::{Argument, Text};

/// The name under which [`Text`] is handed to a template when it is drawn.
pub const TEXT: &str = "text";

fn text(values: &dyn Values) -> askama::Result<Text> {
    askama::get_value::<Text>(values, TEXT).copied()
}

/// `{{ "wallet-empty"|t }}`: a message.
#[askama::filter_fn]
pub fn t(key: impl AsRef<str>, values: &dyn Values) -> askama::Result<String> {
    Ok(text(values)?.get(key.as_ref()))
}

/// `{{ "awarded-to"|t1("name", badge.recipient) }}`: a message with one argument.
#[askama::filter_fn]
pub fn t1<A: Argument>(
    key: impl AsRef<str>,
    values: &dyn Values,
    name: &str,
    value: A,
) -> askama::Result<String> {
    Ok(text(values)?.with(key.as_ref(), &[(name, &value)]))
}

/// A message with two arguments.
#[askama::filter_fn]
pub fn t2<A: Argument, B: Argument>(
    key: impl AsRef<str>,
    values: &dyn Values,
    name: &str,
    value: A,
    name2: &str,
    value2: B,
) -> askama::Result<String> {
    Ok(text(values)?.with(key.as_ref(), &[(name, &value), (name2, &value2)]))
}

/// A message with three arguments.
#[askama::filter_fn]
pub fn t3<A: Argument, B: Argument, C: Argument>(
    key: impl AsRef<str>,
    values: &dyn Values,
    name: &str,
    value: A,
    name2: &str,
    value2: B,
    name3: &str,
    value3: C,
) -> askama::Result<String> {
    Ok(text(values)?.with(
        key.as_ref(),
        &[(name, &value), (name2, &value2), (name3, &value3)],
    ))
}

/// `{{ badge.issued|day }}`: a date in words.
#[askama::filter_fn]
pub fn day(date: &Date, values: &dyn Values) -> askama::Result<String> {
    Ok(text(values)?.date(*date))
}

/// `{{ checked|moment }}`: a date and time in words.
#[askama::filter_fn]
pub fn moment(moment: &Moment, values: &dyn Values) -> askama::Result<String> {
    Ok(text(values)?.moment(moment.at(), moment.zone()))
}

/// `{{ "check"|icon }}`: an inline drawing, hidden from screen readers.
#[askama::filter_fn]
pub fn icon(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<Markup> {
    Ok(icons::icon(name.as_ref()))
}

/// `{{ "css/accolade.css"|asset }}`: the address of an embedded file.
#[askama::filter_fn]
pub fn asset(name: impl AsRef<str>, _: &dyn Values) -> askama::Result<String> {
    Ok(assets::asset_url(name.as_ref()))
}

/// `{{ ""|language }}`: the language tag of the page.
#[askama::filter_fn]
pub fn language(_: &str, values: &dyn Values) -> askama::Result<&'static str> {
    Ok(text(values)?.locale().tag())
}

/// `{{ ""|direction }}`: the writing direction of the page.
#[askama::filter_fn]
pub fn direction(_: &str, values: &dyn Values) -> askama::Result<&'static str> {
    Ok(text(values)?.locale().direction())
}
