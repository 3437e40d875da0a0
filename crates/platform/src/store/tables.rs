//! The tables every service has.

macro_rules! table {
    ($(#[$doc:meta])* $module:ident, $name:literal { $($(#[$attr:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $name)]
            pub struct Model { $($(#[$attr])* pub $field: $type),* }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

table!(
    /// Facts written in the transaction of their cause.
    outbox, "outbox" {
    #[sea_orm(primary_key)]
    seq: i64,
    #[sea_orm(unique)]
    id: Uuid,
    subject: String,
    kind: String,
    tenant: String,
    aggregate: String,
    version: i64,
    occurred_at: i64,
    headers: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    payload: Vec<u8>,
    published_at: Option<i64>,
});
table!(
    /// One row per fact and consumer, where facts are delivered within the process.
    delivery, "delivery" {
    #[sea_orm(primary_key, auto_increment = false)]
    seq: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    consumer: String,
    attempts: i32,
    due_at: i64,
    done_at: Option<i64>,
    dead_at: Option<i64>,
    last_error: Option<String>,
});
table!(
    /// Facts a consumer has dealt with.
    inbox, "inbox" {
    #[sea_orm(primary_key, auto_increment = false)]
    event: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    consumer: String,
    at: i64,
});
table!(
    /// Facts a consumer gave up on.
    dead_letter, "dead_letter" {
    #[sea_orm(primary_key, auto_increment = false)]
    event: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    consumer: String,
    subject: String,
    kind: String,
    headers: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    payload: Vec<u8>,
    error: String,
    at: i64,
    /// When it is to be tried again, asked for by a person.
    retry_at: Option<i64>,
    tenant: String,
    aggregate: String,
    version: i64,
    occurred_at: i64,
});
table!(
    /// Work to be done at a time.
    job, "job" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    key: String,
    payload: String,
    due_at: i64,
    attempts: i32,
    locked_until: Option<i64>,
    failed_at: Option<i64>,
    last_error: Option<String>,
    created_at: i64,
    /// How often it went on with a payload of its own since it began; 0 at its beginning.
    step: i32,
    /// When it is to run once more, asked for while it was worked on.
    again_at: Option<i64>,
    /// That it is to run once more when done, and with what.
    again_payload: Option<String>,
});
table!(
    /// Who does what only one may do.
    lease, "lease" {
    #[sea_orm(primary_key, auto_increment = false)]
    name: String,
    holder: String,
    until: i64,
});
table!(
    /// Data keys, one per person or thing, wrapped by the service's key-encryption key.
    data_key, "data_key" {
    #[sea_orm(primary_key, auto_increment = false)]
    owner: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    wrapped: Vec<u8>,
    created_at: i64,
    destroyed_at: Option<i64>,
});
table!(
    /// Answers of commands that carried an idempotency key.
    idempotency, "idempotency" {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant: String,
    #[sea_orm(primary_key, auto_increment = false)]
    caller: String,
    #[sea_orm(primary_key, auto_increment = false)]
    key: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    digest: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    answer: Vec<u8>,
    at: i64,
});
