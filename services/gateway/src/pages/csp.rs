//! Content policies: what a browser may load for a page. Nothing ever comes from another host.

/// Ordinary pages.
pub const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The embedded badge at `/b/{id}/embed`, the one page that other sites may frame. It runs no script.
pub const EMBED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
form-action 'none'; frame-ancestors *; base-uri 'none'";

/// The mailbox page, which frames a message beside its plain text.
pub const MAIL_READER: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// The HTML part of a message in the mailbox: mails carry their styles inline, and nothing in them may run.
/// Links open in a new tab, as in a mail program.
pub const MAIL_BODY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; \
base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation";
