//! How a page of a list is queried: forwards behind a row, or backwards before one.

use crate::domain::page::{At, Page};
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait, Order, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Select,
};

/// Restricts and orders a query so that it answers [`Page::fetch`] rows of a list that is ordered by the number
/// `number` and then by `id`. A page before a row comes backwards; [`Page::listed`] turns it round.
pub(super) fn paged<E: EntityTrait>(
    query: Select<E>,
    page: Page,
    number: E::Column,
    id: E::Column,
    newest_first: bool,
) -> Select<E> {
    let falling = newest_first != matches!(page.at, At::Before(_));
    let order = if falling { Order::Desc } else { Order::Asc };
    let query = query
        .order_by(number, order.clone())
        .order_by(id, order)
        .limit(page.fetch());
    let (At::After(cursor) | At::Before(cursor)) = page.at else {
        return query;
    };
    let (further, further_id) = if falling {
        (number.lt(cursor.at), id.lt(cursor.id))
    } else {
        (number.gt(cursor.at), id.gt(cursor.id))
    };
    let same = Condition::all().add(number.eq(cursor.at)).add(further_id);
    query.filter(Condition::any().add(further).add(same))
}
