use crate::events::v1 as e;

/// A fact: a message that may cross the bus, with the subject it crosses on.
///
/// Subjects read `accolade.<service>.<aggregate>.<verb>`; the message's full protobuf name travels beside it
/// as `ce-type`.
pub trait Fact: prost::Message + prost::Name + Default {
    /// Where it is published.
    const SUBJECT: &'static str;
    /// The tenant it belongs to; empty for a fact about an earner or a watched badge, which belong to none.
    fn tenant(&self) -> &str;
    /// What it is about, for logs and for consumers that order by version.
    fn aggregate(&self) -> &str;
    /// The aggregate's version; 0 where the fact stands alone.
    fn version(&self) -> u64;
}

/// Reads a field of an optional embedded state.
macro_rules! fact {
    ($type:ty, $subject:literal, state: $aggregate:ident) => {
        impl Fact for $type {
            const SUBJECT: &'static str = $subject;
            fn tenant(&self) -> &str {
                self.state.as_ref().map_or("", |s| &s.issuer_id)
            }
            fn aggregate(&self) -> &str {
                self.state.as_ref().map_or("", |s| &s.$aggregate)
            }
            fn version(&self) -> u64 {
                self.state.as_ref().map_or(0, |s| s.version)
            }
        }
    };
    ($type:ty, $subject:literal, tenant: $tenant:ident, aggregate: $aggregate:ident $(, version: $version:ident)?) => {
        impl Fact for $type {
            const SUBJECT: &'static str = $subject;
            fn tenant(&self) -> &str {
                &self.$tenant
            }
            fn aggregate(&self) -> &str {
                &self.$aggregate
            }
            fn version(&self) -> u64 {
                0 $(+ self.$version)?
            }
        }
    };
    ($type:ty, $subject:literal, aggregate: $aggregate:ident $(, version: $version:ident)?) => {
        impl Fact for $type {
            const SUBJECT: &'static str = $subject;
            fn tenant(&self) -> &str {
                ""
            }
            fn aggregate(&self) -> &str {
                &self.$aggregate
            }
            fn version(&self) -> u64 {
                0 $(+ self.$version)?
            }
        }
    };
}

fact!(e::CredentialIssued, "accolade.issuance.credential.issued", state: credential_id);
fact!(e::CredentialRevised, "accolade.issuance.credential.revised", state: credential_id);
fact!(e::CredentialRevoked, "accolade.issuance.credential.revoked", state: credential_id);
fact!(e::CredentialSuspended, "accolade.issuance.credential.suspended", state: credential_id);
fact!(e::CredentialReinstated, "accolade.issuance.credential.reinstated", state: credential_id);
fact!(e::CredentialResendRequested, "accolade.issuance.credential.resend_requested", state: credential_id);
fact!(e::BatchFinished, "accolade.issuance.batch.finished", tenant: issuer_id, aggregate: batch_id);
fact!(e::IssuerChanged, "accolade.issuance.issuer.changed", tenant: issuer_id, aggregate: issuer_id, version: version);
fact!(e::AchievementChanged, "accolade.issuance.achievement.changed", tenant: issuer_id, aggregate: achievement_id, version: version);
fact!(e::KeyRotated, "accolade.issuance.key.rotated", tenant: issuer_id, aggregate: key_id);
fact!(e::BadgePending, "accolade.wallet.badge.pending", state: credential_id);
fact!(e::BadgeAccepted, "accolade.wallet.badge.accepted", state: credential_id);
fact!(e::BadgeDeclined, "accolade.wallet.badge.declined", state: credential_id);
fact!(e::BadgePublished, "accolade.wallet.badge.published", state: credential_id);
fact!(e::BadgeHidden, "accolade.wallet.badge.hidden", state: credential_id);
fact!(e::AccountCreated, "accolade.wallet.account.created", aggregate: earner_id);
fact!(e::AccountLocked, "accolade.wallet.account.locked", aggregate: earner_id);
fact!(e::AccountUnlocked, "accolade.wallet.account.unlocked", aggregate: earner_id);
fact!(e::AddressAdded, "accolade.wallet.account.address_added", aggregate: earner_id);
fact!(e::AddressRemoved, "accolade.wallet.account.address_removed", aggregate: earner_id);
fact!(e::LinkRequested, "accolade.wallet.link.requested", aggregate: request_id);
fact!(e::BadgeRechecked, "accolade.verification.watch.rechecked", aggregate: watch_id, version: version);
fact!(e::MemberChanged, "accolade.membership-sync.member.changed", tenant: issuer_id, aggregate: member_id, version: version);
fact!(e::CertificationRecorded, "accolade.membership-sync.certification.recorded", tenant: issuer_id, aggregate: certification_id);
fact!(e::RunFinished, "accolade.membership-sync.run.finished", tenant: issuer_id, aggregate: run_id);
fact!(e::MessageDelivered, "accolade.notification.message.delivered", tenant: issuer_id, aggregate: message_id);
fact!(e::MessageFailed, "accolade.notification.message.failed", tenant: issuer_id, aggregate: message_id);
