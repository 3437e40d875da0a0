//! What the services know of a badge whose mail does not come: rows and streams, looked at from beside.

use anyhow::Context as _;
use async_nats::jetstream;
use futures::TryStreamExt as _;
use platform::{
    ServiceName,
    clock::Clock,
    ids::{CredentialId, Id as _},
};
use sea_orm::{Database, DatabaseConnection, FromQueryResult as _, JsonValue, Statement, Value};
use std::{fmt::Write as _, path::PathBuf, time::Duration};

/// How many rows of one question are shown.
const MOST: usize = 12;

/// Jobs due later say nothing of what is missing now.
const SOON: Duration = Duration::from_secs(3600);

/// Where the databases of a running product are.
pub(crate) enum Databases {
    /// A schema a service.
    Postgres(String),
    /// A file a service.
    Files(PathBuf),
}

/// What is known of one badge, and how far facts and jobs of all services have come.
pub(crate) async fn of_missing_mail(databases: &Databases, badge: &str) -> String {
    let mut told = format!("badge {badge}, now {}:\n", Clock::system().now().micros());
    for service in ServiceName::WITH_STORE {
        if let Err(error) = look(databases, service, badge, &mut told).await {
            let _written = writeln!(told, "  {service}: {error:#}");
        }
    }
    told
}

/// What waits in the streams for their consumers.
pub(crate) async fn of_streams(nats: &str) -> anyhow::Result<String> {
    let context = jetstream::new(async_nats::connect(nats).await?);
    let mut told = String::new();
    let mut streams = context.streams();
    while let Some(stream) = streams.try_next().await? {
        let stream = context.get_stream(stream.config.name).await?;
        let mut consumers = stream.consumers();
        while let Some(consumer) = consumers.try_next().await? {
            writeln!(
                told,
                "  {} → {}: {} to be given, {} given and not answered, {} given again",
                consumer.stream_name,
                consumer.name,
                consumer.num_pending,
                consumer.num_ack_pending,
                consumer.num_redelivered
            )?;
        }
    }
    Ok(told)
}

async fn look(
    databases: &Databases,
    service: ServiceName,
    badge: &str,
    told: &mut String,
) -> anyhow::Result<()> {
    let (url, schema) = match databases {
        Databases::Postgres(url) => (url.clone(), format!("{}.", service.snake())),
        Databases::Files(dir) => {
            let file = dir.join(format!("{}.db", service.snake()));
            (
                format!("sqlite://{}?mode=ro", file.display()),
                String::new(),
            )
        }
    };
    let db = Database::connect(url).await?;
    let id: CredentialId = badge.parse().context("no id of a badge")?;
    let soon = Clock::system().now().plus(SOON).micros();
    let (badge, none) = (vec![Value::from(id.uuid())], Vec::new());
    let mut questions = vec![
        ("facts not published", "SELECT subject, occurred_at FROM {}outbox WHERE published_at IS NULL".to_owned(), &none),
        ("facts not delivered", "SELECT consumer, attempts, due_at, dead_at, last_error FROM {}delivery WHERE done_at IS NULL".to_owned(), &none),
        ("facts put aside", "SELECT consumer, subject, error FROM {}dead_letter".to_owned(), &none),
        ("jobs due within the hour", format!("SELECT kind, due_at, attempts, locked_until, failed_at, last_error FROM {{}}job WHERE due_at < {soon} ORDER BY due_at"), &none),
    ];
    let of_badge = match service {
        ServiceName::Notification => vec![
            "SELECT acceptance, badge_version, wants, standing, told_at, person IS NOT NULL AS addressed FROM {}badge WHERE credential = $1",
            "SELECT m.kind, m.state, m.reason, m.due_at, m.attempts, m.locked_until, m.sent_at, m.created_at, i.slot FROM {}message_item i JOIN {}message m ON m.id = i.message WHERE i.credential = $1",
        ],
        ServiceName::Wallet => vec![
            "SELECT status, acceptance, credential_version, version, announced, received_at FROM {}held_badge WHERE credential = $1",
        ],
        _ => Vec::new(),
    };
    questions.extend(
        of_badge
            .into_iter()
            .map(|sql| ("the badge", sql.to_owned(), &badge)),
    );
    for (what, sql, values) in questions {
        let rows = ask(&db, &sql.replace("{}", &schema), values.clone()).await?;
        if rows.is_empty() && what != "the badge" {
            continue;
        }
        writeln!(told, "  {service}, {what}: {}", rows.len())?;
        for row in rows.iter().take(MOST) {
            writeln!(told, "    {row}")?;
        }
    }
    db.close().await?;
    Ok(())
}

async fn ask(
    db: &DatabaseConnection,
    sql: &str,
    values: Vec<Value>,
) -> anyhow::Result<Vec<JsonValue>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    JsonValue::find_by_statement(statement)
        .all(db)
        .await
        .with_context(|| sql.to_owned())
}
