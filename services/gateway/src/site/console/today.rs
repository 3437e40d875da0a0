//! Today: what needs a decision, a few numbers, and what happened lately.

use super::{
    super::errors::{Answer, Stop, sentence},
    achievements::all,
    desk::Desk,
    runs,
};
use crate::{
    app::App,
    pages::{
        Notice,
        shell::Tone,
        views::console::{Event, Figure, FirstStep, Task, TodayPage},
    },
};
use axum::{Router, routing::get};
use contracts::{
    common::v1::PageRequest,
    issuance::v1::{GetIssuerRequest, Issuer, ListCredentialsRequest},
    membership_sync::v1::{ListMembersRequest, ListRunsRequest, Run},
    notification::v1::{ListMessagesRequest, Message},
};
use platform::clock::Timestamp;
use std::time::Duration;

/// How far back "lately" reaches.
const LATELY: Duration = Duration::from_secs(14 * 86_400);
/// How many rows are counted where a service does not say how many there are.
const COUNTED: u32 = 200;
/// How many runs are looked through.
const RUNS: u32 = 50;
/// How many things that happened are told.
const EVENTS: usize = 10;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/console", get(show))
}

/// A count, and whether there are more.
struct Counted {
    rows: u64,
    more: bool,
}

impl Counted {
    fn words(&self, desk: &Desk) -> String {
        let number = desk.visit.text.with("number", &[("value", &self.rows)]);
        if self.more {
            desk.visit.text.with("more-than", &[("number", &number)])
        } else {
            number
        }
    }
}

async fn count(desk: &Desk, status: &str, acceptance: &str) -> Result<Counted, tonic::Status> {
    let asked = ListCredentialsRequest {
        issuer_id: desk.issuer_id(),
        status: status.to_owned(),
        acceptance: acceptance.to_owned(),
        page: Some(PageRequest {
            limit: COUNTED,
            cursor: String::new(),
        }),
        ..Default::default()
    };
    let found = desk
        .visit
        .app
        .credentials(&desk.caller)
        .list_credentials(asked)
        .await?
        .into_inner();
    let page = found.page.unwrap_or_default();
    Ok(match page.total {
        Some(rows) => Counted { rows, more: false },
        None => Counted {
            rows: u64::try_from(found.credentials.len()).unwrap_or(u64::MAX),
            more: !page.next_cursor.is_empty(),
        },
    })
}

async fn lately(desk: &Desk) -> Result<Vec<Run>, tonic::Status> {
    let asked = ListRunsRequest {
        issuer_id: desk.issuer_id(),
        page: Some(PageRequest {
            limit: RUNS,
            cursor: String::new(),
        }),
    };
    let found = desk
        .visit
        .app
        .runs(&desk.caller)
        .list_runs(asked)
        .await?
        .into_inner();
    Ok(found.runs)
}

async fn members(desk: &Desk) -> Result<Option<u64>, tonic::Status> {
    let asked = ListMembersRequest {
        issuer_id: desk.issuer_id(),
        page: Some(PageRequest {
            limit: 1,
            cursor: String::new(),
        }),
        ..Default::default()
    };
    let found = desk
        .visit
        .app
        .members(&desk.caller)
        .list_members(asked)
        .await?
        .into_inner();
    Ok(found.page.and_then(|page| page.total))
}

async fn mails(desk: &Desk) -> Result<Vec<Message>, tonic::Status> {
    let asked = ListMessagesRequest {
        issuer_id: desk.issuer_id(),
        page: Some(PageRequest {
            limit: COUNTED,
            cursor: String::new(),
        }),
        ..Default::default()
    };
    let found = desk
        .visit
        .app
        .messages(&desk.caller)
        .list_messages(asked)
        .await?
        .into_inner();
    Ok(found.messages)
}

async fn issuer(desk: &Desk) -> Result<Issuer, tonic::Status> {
    let asked = GetIssuerRequest {
        id: desk.issuer_id(),
    };
    let found = desk
        .visit
        .app
        .issuers(&desk.caller)
        .get_issuer(asked)
        .await?;
    Ok(found.into_inner())
}

async fn show(desk: Desk) -> Answer {
    let (achievements, waiting, suspended, members, runs, mails) = tokio::join!(
        all(&desk, true),
        count(&desk, "", "pending"),
        count(&desk, "suspended", ""),
        members(&desk),
        lately(&desk),
        mails(&desk),
    );
    let achievements = achievements?;
    let (waiting, suspended) = (waiting?, suspended?);
    // The page is of use, too, while members or mails cannot be asked about.
    let away = members.is_err() || runs.is_err() || mails.is_err();
    let runs = runs.unwrap_or_default();
    let mails = mails.unwrap_or_default();
    let awarded: u64 = achievements.iter().map(|a| a.awarded).sum();

    let mut tasks = tasks_of_runs(&desk, &runs);
    tasks.extend(task_of_mails(&desk, &mails));
    let mut shell = desk.shell();
    if let crate::pages::Visitor::Staff(mark) = &mut shell.visitor {
        mark.waiting = tasks.len();
    }
    if away && shell.notice.is_none() {
        shell.notice = Some(Notice {
            tone: Tone::Careful,
            words: desk.visit.text.get("today-away"),
        });
    }
    let page = TodayPage {
        shell,
        tasks,
        figures: if awarded == 0 {
            Vec::new()
        } else {
            figures(&desk, awarded, &waiting, &suspended, members.ok().flatten())
        },
        events: events(&desk, &runs),
        first_steps: if awarded == 0 {
            first_steps(&desk, !achievements.is_empty()).await?
        } else {
            Vec::new()
        },
    };
    Ok(desk.visit.page(&page))
}

fn happened_lately(desk: &Desk, run: &Run) -> bool {
    let ended = run.finished_at.as_ref().or(run.created_at.as_ref());
    ended.is_some_and(|at| Timestamp::from_proto(at).plus(LATELY) > desk.visit.app.now())
}

/// Files that wait for a decision, and files of which rows were left out.
fn tasks_of_runs(desk: &Desk, runs: &[Run]) -> Vec<Task> {
    let text = desk.visit.text;
    let file = |run: &Run| runs::file_name(text, &run.file_name);
    let task = |run: &Run, tone, title: String, words: String, action| Task {
        tone,
        title,
        words,
        href: format!("/console/imports/{}", run.id),
        action: text.get(action),
    };
    let mut tasks = Vec::new();
    for run in runs.iter().filter(|run| run.state == "held") {
        let title = text.with("task-held", &[("file", &file(run))]);
        tasks.push(task(
            run,
            Tone::Bad,
            title,
            run.reason.clone(),
            "task-decide",
        ));
    }
    for run in runs.iter().filter(|run| run.state == "previewed") {
        let title = text.with("task-previewed", &[("file", &file(run))]);
        let words = runs::in_short(text, run);
        tasks.push(task(run, Tone::Careful, title, words, "task-decide"));
    }
    for run in runs {
        if run.state == "finished" && run.refused > 0 && happened_lately(desk, run) {
            let title = text.with(
                "task-refused",
                &[("count", &run.refused), ("file", &file(run))],
            );
            let words = text.get("task-refused-words");
            tasks.push(task(run, Tone::Plain, title, words, "task-look"));
        }
        if run.state == "failed" && happened_lately(desk, run) {
            let title = text.with("task-failed", &[("file", &file(run))]);
            tasks.push(task(
                run,
                Tone::Bad,
                title,
                sentence(&run.reason),
                "task-look",
            ));
        }
    }
    tasks
}

/// Mails that came back.
fn task_of_mails(desk: &Desk, mails: &[Message]) -> Option<Task> {
    let text = desk.visit.text;
    let failed = mails.iter().filter(|mail| mail.state == "failed").count();
    (failed > 0).then(|| Task {
        tone: Tone::Careful,
        title: text.with("task-mails", &[("count", &failed)]),
        words: text.get("task-mails-words"),
        href: "/console/messages".into(),
        action: text.get("task-look"),
    })
}

fn figures(
    desk: &Desk,
    awarded: u64,
    waiting: &Counted,
    suspended: &Counted,
    members: Option<u64>,
) -> Vec<Figure> {
    let text = desk.visit.text;
    let figure = |label, value: String, href: &str| Figure {
        label: text.get(label),
        value,
        href: href.to_owned(),
    };
    let number = |value: u64| text.with("number", &[("value", &value)]);
    let mut figures = vec![
        figure("figure-awarded", number(awarded), "/console/credentials"),
        figure(
            "figure-waiting",
            waiting.words(desk),
            "/console/credentials?acceptance=pending",
        ),
        figure(
            "figure-suspended",
            suspended.words(desk),
            "/console/credentials?state=suspended",
        ),
    ];
    if let Some(members) = members.filter(|members| *members > 0) {
        figures.push(figure(
            "figure-members",
            number(members),
            "/console/members",
        ));
    }
    figures
}

fn events(desk: &Desk, runs: &[Run]) -> Vec<Event> {
    let text = desk.visit.text;
    runs.iter()
        .filter(|run| run.state == "finished" && happened_lately(desk, run))
        .take(EVENTS)
        .map(|run| Event {
            at: desk.moment(run.finished_at.as_ref().or(run.created_at.as_ref())),
            words: text.with(
                "event-imported",
                &[
                    ("file", &runs::file_name(text, &run.file_name)),
                    ("outcome", &runs::outcome(text, run)),
                ],
            ),
            href: format!("/console/imports/{}", run.id),
        })
        .collect()
}

async fn first_steps(desk: &Desk, designed: bool) -> Result<Vec<FirstStep>, Stop> {
    let text = desk.visit.text;
    let issuer = issuer(desk).await?;
    let step = |title, href: &str, done| FirstStep {
        title: text.get(title),
        href: href.to_owned(),
        done,
    };
    Ok(vec![
        step(
            "first-profile",
            "/console/settings",
            !issuer.description.is_empty() || !issuer.url.is_empty(),
        ),
        step("first-design", "/console/achievements/new", designed),
        step("first-award", "/console/awards/new", false),
    ])
}
