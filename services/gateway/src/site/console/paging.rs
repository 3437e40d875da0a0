//! The pages of a list: forwards by the cursor a service gives, back by the cursors the address remembers.

use super::super::visit::Visit;
use crate::pages::parts::Pager;
use contracts::common::v1::PageInfo;

/// Between the cursors of earlier pages in an address; no cursor holds it.
const BETWEEN: char = '~';
/// How many earlier pages an address remembers. Further in, the way back is shorter than it was.
const REMEMBERED: usize = 30;

/// Where the pages around this one are, with the filters the list has.
pub(super) fn pager(
    visit: &Visit,
    path: &str,
    filters: &[(&str, &str)],
    page: Option<PageInfo>,
) -> Pager {
    around(
        path,
        filters,
        &visit.query("cursor"),
        &visit.query("before"),
        page.unwrap_or_default(),
    )
}

fn around(path: &str, filters: &[(&str, &str)], here: &str, before: &str, page: PageInfo) -> Pager {
    let trail: Vec<&str> = before.split(BETWEEN).filter(|c| !c.is_empty()).collect();
    let address = |cursor: &str, trail: &[&str]| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let before = trail.join(&BETWEEN.to_string());
        let all = filters.iter().copied();
        for (name, value) in all.chain([("cursor", cursor), ("before", before.as_str())]) {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    };
    let next = (!page.next_cursor.is_empty()).then(|| {
        let mut longer = trail.clone();
        if !here.is_empty() {
            longer.push(here);
        }
        let newest = longer.len().saturating_sub(REMEMBERED);
        address(&page.next_cursor, longer.get(newest..).unwrap_or_default())
    });
    // The first page has no way back. Behind it, the trail leads, and without one, to the first page.
    let previous = (!here.is_empty()).then(|| match trail.split_last() {
        Some((last, earlier)) => address(last, earlier),
        None => address("", &[]),
    });
    Pager {
        previous,
        next,
        total: page.total.and_then(|total| usize::try_from(total).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(next: &str) -> PageInfo {
        PageInfo {
            next_cursor: next.into(),
            ..Default::default()
        }
    }

    #[test]
    fn going_on_and_back_leads_over_the_same_pages_and_keeps_the_filters() {
        let filters = [("q", "a&b"), ("state", "")];
        let first = around("/list", &filters, "", "", page("c=1"));
        assert_eq!(first.previous, None);
        assert_eq!(first.next.as_deref(), Some("/list?q=a%26b&cursor=c%3D1"));
        let second = around("/list", &filters, "c=1", "", page("c=2"));
        assert_eq!(second.previous.as_deref(), Some("/list?q=a%26b"));
        assert_eq!(
            second.next.as_deref(),
            Some("/list?q=a%26b&cursor=c%3D2&before=c%3D1")
        );
        let third = around("/list", &filters, "c=2", "c=1", page(""));
        assert_eq!(
            third.previous.as_deref(),
            Some("/list?q=a%26b&cursor=c%3D1")
        );
        assert_eq!(third.next, None);
    }

    #[test]
    fn the_address_of_a_late_page_stays_short() {
        let trail = vec!["cursor"; 80].join("~");
        let late = around("/list", &[], "here", &trail, page("next"))
            .next
            .unwrap();
        assert_eq!(late.matches("cursor").count(), REMEMBERED, "{late}");
    }
}
