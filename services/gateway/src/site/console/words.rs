//! Words of contracts as keys of messages. A word this version does not know is told as it is.

use crate::text::Text;
use platform::identity::{Role, Scope};

/// What a right allows.
pub(super) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::AchievementsRead => "scope-achievements-read",
        Scope::AchievementsWrite => "scope-achievements-write",
        Scope::CredentialsRead => "scope-credentials-read",
        Scope::CredentialsWrite => "scope-credentials-write",
        Scope::MembersRead => "scope-members-read",
        Scope::MembersWrite => "scope-members-write",
        Scope::IssuerRead => "scope-issuer-read",
        Scope::IssuerWrite => "scope-issuer-write",
        Scope::Verify => "scope-verify",
        Scope::VcApi => "scope-vc-api",
    }
}

/// What a role is called.
pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Viewer => "role-viewer",
        Role::Editor => "role-editor",
        Role::Owner => "role-owner",
    }
}

/// What a role may do.
pub(super) fn role_hint(role: Role) -> &'static str {
    match role {
        Role::Viewer => "role-viewer-hint",
        Role::Editor => "role-editor-hint",
        Role::Owner => "role-owner-hint",
    }
}

/// What a mail is about.
pub(super) fn mail(text: Text, kind: &str) -> String {
    let key = match kind {
        "award" => "mail-award",
        "award_accepted" => "mail-award-accepted",
        "reminder_30" | "reminder_60" | "reminder_120" => "mail-reminder",
        "resend" => "mail-resend",
        "sign_in" => "mail-sign-in",
        "verify_address" => "mail-verify-address",
        "fresh_claim" => "mail-fresh-claim",
        "locked" => "mail-locked",
        "revoked" => "mail-revoked",
        "suspended" => "mail-suspended",
        "reinstated" => "mail-reinstated",
        "renewed" => "mail-renewed",
        "address_in_use" => "mail-address-in-use",
        "address_added" => "mail-address-added",
        other => return other.to_owned(),
    };
    text.get(key)
}

/// How a mail stands.
pub(super) fn mail_state(text: Text, state: &str) -> String {
    let key = match state {
        "scheduled" => "mail-scheduled",
        "sending" => "mail-sending",
        "sent" | "delivered" => "mail-sent",
        "failed" => "mail-failed",
        "cancelled" => "mail-cancelled",
        other => return other.to_owned(),
    };
    text.get(key)
}

/// Why a mail failed, as the mail server said, or why it was not needed.
pub(super) fn mail_why(text: Text, state: &str, failure: String) -> String {
    let key = match (state, failure.as_str()) {
        ("cancelled", "accepted") => "mail-why-accepted",
        ("cancelled", "declined") => "mail-why-declined",
        ("cancelled", "revoked") => "mail-why-revoked",
        _ => return failure,
    };
    text.get(key)
}

/// What was done with a badge, and about whose hold.
pub(super) fn act(text: Text, what: &str, held_by: &str) -> String {
    let key = match (what, held_by) {
        ("corrected", _) => "event-corrected",
        ("renewed", _) => "event-renewed",
        ("revoked", _) => "event-revoked",
        ("restored", _) => "event-restored",
        ("resent", _) => "event-resent",
        ("suspended", owner) => hold(owner),
        ("reinstated", "membership") => "hold-lifted-membership",
        ("reinstated", "credits") => "hold-lifted-credits",
        ("reinstated", "dispute") => "hold-lifted-dispute",
        ("reinstated", _) => "hold-lifted-staff",
        (other, _) => return other.to_owned(),
    };
    text.get(key)
}

/// Who did it.
pub(super) fn actor(text: Text, by: &str) -> String {
    let key = match by {
        "staff" => "actor-staff",
        "api_key" => "actor-api-key",
        "operator" => "actor-operator",
        "rule" => "actor-rule",
        other => return other.to_owned(),
    };
    text.get(key)
}

/// Who can see a badge.
pub(super) fn visibility(text: Text, word: &str) -> String {
    let key = match word {
        "hidden" => "shown-not-yet",
        "private" => "visibility-private",
        "link" => "visibility-link",
        "public" => "visibility-public",
        other => return other.to_owned(),
    };
    text.get(key)
}

/// Who holds a badge back.
pub(super) fn hold(owner: &str) -> &'static str {
    match owner {
        "membership" => "hold-set-membership",
        "credits" => "hold-set-credits",
        "dispute" => "hold-set-dispute",
        _ => "hold-set-staff",
    }
}

/// What a file holds.
pub(super) fn file_kind(text: Text, kind: &str) -> String {
    let key = match kind {
        "members" => "import-members",
        "certifications" => "import-certifications",
        "awards" => "import-awards",
        other => return other.to_owned(),
    };
    text.get(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Locale;

    #[test]
    fn every_kind_of_mail_has_words() {
        let kinds = [
            "award",
            "award_accepted",
            "reminder_30",
            "reminder_60",
            "reminder_120",
            "resend",
            "revoked",
            "suspended",
            "reinstated",
            "renewed",
            "sign_in",
            "verify_address",
            "address_in_use",
            "fresh_claim",
            "locked",
            "address_added",
        ];
        for locale in Locale::ALL {
            for kind in kinds {
                assert_ne!(mail(Text::new(locale), kind), kind, "{locale:?}");
            }
        }
    }
}
