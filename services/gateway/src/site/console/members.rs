//! Members: finding them, and what is on record about one, with what the rules decide.

use super::{super::errors::Answer, desk::Desk, paging::pager};
use crate::{
    app::App,
    pages::{
        parts::Fact,
        views::people::{
            CertificationRow, DecisionRow, MemberPage, MemberRow, MemberStatus, MembersPage,
        },
    },
    site::errors::sentence,
};
use axum::{Router, extract::Path, routing::get};
use contracts::membership_sync::v1::{
    ExplainRequest, GetMemberRequest, ListMembersRequest, Member,
};
use jiff::civil::Date;
use platform::identity::Scope;

const ROWS: u32 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/console/members", get(list))
        .route("/console/members/{number}", get(show))
}

fn status(word: &str) -> MemberStatus {
    match word {
        "active" => MemberStatus::Active,
        "pending" => MemberStatus::Pending,
        "resigned" => MemberStatus::Resigned,
        "deceased" => MemberStatus::Deceased,
        _ => MemberStatus::Lapsed,
    }
}

fn name(member: &Member) -> String {
    if !member.display_name.is_empty() {
        return member.display_name.clone();
    }
    let whole = format!("{} {}", member.given_name, member.family_name);
    let whole = whole.trim();
    if whole.is_empty() {
        member.member_number.clone()
    } else {
        whole.to_owned()
    }
}

fn date(text: &str) -> Option<Date> {
    text.parse().ok()
}

async fn list(desk: Desk) -> Answer {
    desk.must(Scope::MembersRead)?;
    let visit = &desk.visit;
    let (q, wanted) = (visit.query("q").trim().to_owned(), visit.query("status"));
    let asked = ListMembersRequest {
        issuer_id: desk.issuer_id(),
        status: wanted.clone(),
        search: q.clone(),
        page: desk.page(ROWS),
    };
    let found = visit
        .app
        .members(&desk.caller)
        .list_members(asked)
        .await?
        .into_inner();
    let mut page = MembersPage::new(desk.shell(), visit.text);
    page.filtered = !q.is_empty() || !wanted.is_empty();
    page.pager = pager(
        visit,
        "/console/members",
        &[("q", &q), ("status", &wanted)],
        found.page,
    );
    page.query.value = q;
    page.status.value = wanted;
    page.rows = found
        .members
        .iter()
        .map(|member| MemberRow {
            number: member.member_number.clone(),
            name: name(member),
            email: member.email.clone(),
            kind: member.membership_type.clone(),
            status: status(&member.status),
            until: date(&member.expires_on),
        })
        .collect();
    Ok(visit.page(&page))
}

async fn show(desk: Desk, Path(number): Path<String>) -> Answer {
    desk.must(Scope::MembersRead)?;
    let visit = &desk.visit;
    let asked = GetMemberRequest {
        issuer_id: desk.issuer_id(),
        member_number: number.clone(),
    };
    let member = visit
        .app
        .members(&desk.caller)
        .get_member(asked)
        .await?
        .into_inner();
    let asked = ExplainRequest {
        issuer_id: desk.issuer_id(),
        member_number: number,
    };
    let decisions = visit
        .app
        .rules(&desk.caller)
        .explain(asked)
        .await?
        .into_inner()
        .decisions;
    let page = MemberPage {
        shell: desk.shell(),
        number: member.member_number.clone(),
        name: name(&member),
        status: status(&member.status),
        facts: facts(&desk, &member),
        certifications: member
            .certifications
            .into_iter()
            .map(|passed| CertificationRow {
                name: if passed.level.is_empty() {
                    passed.certification
                } else {
                    format!("{}, {}", passed.certification, passed.level)
                },
                passed: date(&passed.passed_on),
                number: passed.certificate_number,
                badge: Some(passed.credential_id).filter(|id| !id.is_empty()),
                reason: sentence(&passed.reason),
            })
            .collect(),
        decisions: decisions
            .into_iter()
            .map(|decision| DecisionRow {
                rule: decision.rule_name,
                eligible: decision.eligible,
                reason: sentence(&decision.reason),
            })
            .collect(),
    };
    Ok(visit.page(&page))
}

fn facts(desk: &Desk, member: &Member) -> Vec<Fact> {
    let text = desk.visit.text;
    let day = |written: &str| date(written).map_or_else(String::new, |day| text.date(day));
    [
        ("field-member-number", member.member_number.clone()),
        ("field-email", member.email.clone()),
        ("member-other-emails", member.alternate_emails.join(", ")),
        ("member-type", member.membership_type.clone()),
        ("member-joined", day(&member.joined_on)),
        ("column-until", day(&member.expires_on)),
        ("member-employer", member.employer.clone()),
        ("member-job", member.job_title.clone()),
        ("member-country", member.country.clone()),
        ("field-locale", member.locale.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Fact::new(text.get(key), value))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_named_by_what_is_there() {
        let mut member = Member {
            member_number: "PG-1".into(),
            ..Default::default()
        };
        assert_eq!(name(&member), "PG-1");
        member.family_name = "Ashworth".into();
        assert_eq!(name(&member), "Ashworth");
        member.display_name = "Dr Zara Ashworth".into();
        assert_eq!(name(&member), "Dr Zara Ashworth");
    }
}
