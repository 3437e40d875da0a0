use crate::ServiceName;

/// Which service may call which methods as itself: (caller, audience, method or `*`). Anything else a service
/// asks for itself is refused.
pub const MAY_CALL: &[(ServiceName, ServiceName, &str)] = &[
    (ServiceName::Gateway, ServiceName::Issuance, "*"),
    (ServiceName::Gateway, ServiceName::Wallet, "*"),
    (ServiceName::Gateway, ServiceName::Verification, "*"),
    (ServiceName::Gateway, ServiceName::Notification, "*"),
    (ServiceName::Gateway, ServiceName::MembershipSync, "*"),
    (ServiceName::Wallet, ServiceName::Issuance, "GetContact"),
    (ServiceName::Wallet, ServiceName::Issuance, "SetVisibility"),
    (
        ServiceName::Wallet,
        ServiceName::Issuance,
        "CredentialsOfAddress",
    ),
    (ServiceName::Wallet, ServiceName::Issuance, "ListBadges"),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetContact",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "ListBadges",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetIssuer",
    ),
    (
        ServiceName::Notification,
        ServiceName::Issuance,
        "GetDocument",
    ),
    (ServiceName::Notification, ServiceName::Wallet, "MintClaim"),
    (ServiceName::Notification, ServiceName::Wallet, "MintLink"),
    (
        ServiceName::Notification,
        ServiceName::Wallet,
        "GetEarnerContact",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "AwardByRule",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "SetStanding",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "UpdateRecipient",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "GetAchievement",
    ),
    (
        ServiceName::MembershipSync,
        ServiceName::Issuance,
        "GetIssuer",
    ),
    (ServiceName::Wallet, ServiceName::Verification, "Watch"),
    (ServiceName::Wallet, ServiceName::Verification, "GetWatch"),
    (
        ServiceName::Wallet,
        ServiceName::Verification,
        "ListWatches",
    ),
    (
        ServiceName::Wallet,
        ServiceName::Verification,
        "RecheckWatch",
    ),
    (ServiceName::Wallet, ServiceName::Verification, "Unwatch"),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "GetDocument",
    ),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "CheckLedger",
    ),
    (
        ServiceName::Verification,
        ServiceName::Issuance,
        "ListOwnOrigins",
    ),
];

/// Whether the table says so.
pub(super) fn may_call(caller: ServiceName, audience: ServiceName, method: &str) -> bool {
    let name = method.rsplit('/').next().unwrap_or(method);
    MAY_CALL
        .iter()
        .any(|(from, to, m)| *from == caller && *to == audience && (*m == "*" || *m == name))
}
