//! The tables.

table!(
    /// A mail to one person. It holds no address: that is asked for when it is sent.
    message, "message" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    /// The event it comes from: one message each, for ever.
    key: String,
    /// Set while further badges may join it: blind index of kind, issuer and person.
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    gather: Option<Vec<u8>>,
    kind: String,
    issuer: Option<Uuid>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    person: Option<Vec<u8>>,
    /// The request or the earner it is about.
    about: Option<String>,
    /// The organization's time zone, for what waits for a morning.
    zone: Option<String>,
    state: String,
    reason: Option<String>,
    due_at: i64,
    attempts: i32,
    locked_until: Option<i64>,
    /// When a reminder was handed to the mail server; it is not sent again, whatever became of it.
    handed_over_at: Option<i64>,
    sent_at: Option<i64>,
    /// The trace of what it comes from, as JSON.
    trace: String,
    created_at: i64,
});
table!(
    /// A badge of a message. Without a slot it was taken out again.
    message_item, "message_item" {
    #[sea_orm(primary_key, auto_increment = false)]
    message: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    slot: Option<String>,
    position: i32,
});
table!(
    /// What is known of a badge.
    badge, "badge" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    issuer: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    person: Option<Vec<u8>>,
    earner: Option<Uuid>,
    acceptance: String,
    badge_version: i64,
    wants: Option<String>,
    standing: String,
    credential_version: i64,
    told_at: Option<i64>,
});
table!(
    /// A mail that would have been sent, where there is no mail server.
    mailbox, "mailbox" {
    #[sea_orm(primary_key, auto_increment = false)]
    message: Uuid,
    issuer: Option<Uuid>,
    kind: String,
    /// Blind index of the address.
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    address: Vec<u8>,
    /// Whose data key seals it.
    owner: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    mail: Vec<u8>,
    sent_at: i64,
});
table!(
    /// An address that the mail server said does not exist.
    suppression, "suppression" {
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    address: Vec<u8>,
    reason: String,
    at: i64,
});
