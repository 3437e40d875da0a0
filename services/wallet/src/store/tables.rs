//! The tables.

table!(
    /// A person with an account.
    earner, "earner" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    /// Sealed JSON by the person's key.
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    profile: Vec<u8>,
    handle: Option<String>,
    portfolio_mode: String,
    portfolio_public: bool,
    /// A PHC string.
    password: Option<String>,
    /// When the earner chose it.
    password_set_at: Option<i64>,
    /// When a mailed sign-in link was used last.
    link_used_at: Option<i64>,
    created_at: i64,
});
table!(
    /// A mail address of a person. `claimed` is its index once it was proven, and unique: one account an address.
    address, "address" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    earner: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    email: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    blind: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    claimed: Option<Vec<u8>>,
    verified_at: Option<i64>,
    is_primary: bool,
    /// When issuance was last asked for badges of this address.
    pulled_at: Option<i64>,
    created_at: i64,
});
table!(
    /// Every name a portfolio ever had. Rows are never removed: no name goes to another person.
    handle, "handle" {
    #[sea_orm(primary_key, auto_increment = false)]
    handle: String,
    earner: Uuid,
    taken_at: i64,
});
table!(
    /// A badge in a wallet, or on its way there.
    held_badge, "held_badge" {
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    issuer: Uuid,
    achievement: Uuid,
    progression: Option<Uuid>,
    rank: i32,
    status: String,
    credential_version: i64,
    visibility: String,
    version: i64,
    acceptance: String,
    earner: Option<Uuid>,
    /// Blind index of the address it was awarded to.
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    address: Option<Vec<u8>>,
    moved: bool,
    announced: bool,
    position: i64,
    received_at: i64,
});
table!(
    /// An issuer whose awards a person takes without a click.
    trust, "trust" {
    #[sea_orm(primary_key, auto_increment = false)]
    earner: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    issuer: Uuid,
    since: i64,
});
table!(
    /// A signed-in browser.
    session, "session" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    earner: Uuid,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
});
table!(
    /// A claim link, one a message or request.
    claim, "claim" {
    #[sea_orm(primary_key, auto_increment = false)]
    mint: String,
    /// Hash of the token.
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    token: Vec<u8>,
    /// The token itself, sealed, so that a mail that is tried again carries the same link.
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    sealed_token: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    email: Vec<u8>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    address: Vec<u8>,
    created_at: i64,
    expires_at: i64,
    used_at: Option<i64>,
});
table!(
    /// A badge a claim link opens.
    claim_badge, "claim_badge" {
    #[sea_orm(primary_key, auto_increment = false)]
    mint: String,
    #[sea_orm(primary_key, auto_increment = false)]
    credential: Uuid,
    ended_at: Option<i64>,
});
table!(
    /// A request for a mail with a link, and the link.
    link, "link" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    purpose: String,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    token: Option<Vec<u8>>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    sealed_token: Option<Vec<u8>>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    email: Option<Vec<u8>>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)")]
    key: Vec<u8>,
    earner: Option<Uuid>,
    asked_by: Option<Uuid>,
    address: Option<Uuid>,
    claim: Option<String>,
    created_at: i64,
    expires_at: Option<i64>,
    used_at: Option<i64>,
});
table!(
    /// Failed sign-ins of an account, or of an address that has none.
    password_attempt, "password_attempt" {
    /// Blind index of the account or the address.
    #[sea_orm(primary_key, auto_increment = false, column_type = "VarBinary(StringLen::None)")]
    subject: Vec<u8>,
    earner: Option<Uuid>,
    failures: i32,
    failed_at: i64,
    locked_at: Option<i64>,
});
table!(
    /// What staff did to an account.
    account_act, "account_act" {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    earner: Uuid,
    issuer: Uuid,
    actor: String,
    act: String,
    at: i64,
});
