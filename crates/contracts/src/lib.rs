//! The contracts: what the services know of each other, compiled from `proto/`, and [`Wire`], the one
//! transport that every generated client rides on.
//!
//! ```
//! use contracts::{Fact, events::v1::KeyRotated};
//! assert_eq!(KeyRotated::SUBJECT, "accolade.issuance.key.rotated");
//! ```

mod facts;
mod wire;

pub use facts::Fact;
pub use wire::{Wire, WireError, wire};

/// What several contracts share.
pub mod common {
    pub mod v1 {
        tonic::include_proto!("accolade.common.v1");
    }
}
/// The facts that cross the bus.
pub mod events {
    pub mod v1 {
        tonic::include_proto!("accolade.events.v1");
    }
}
/// Issuers, achievements, credentials.
pub mod issuance {
    pub mod v1 {
        tonic::include_proto!("accolade.issuance.v1");
    }
}
/// Earners and the badges they hold.
pub mod wallet {
    pub mod v1 {
        tonic::include_proto!("accolade.wallet.v1");
    }
}
/// Anybody's badge → a report.
pub mod verification {
    pub mod v1 {
        tonic::include_proto!("accolade.verification.v1");
    }
}
/// Members, certifications, rules.
pub mod membership_sync {
    pub mod v1 {
        tonic::include_proto!("accolade.membership_sync.v1");
    }
}
/// Mail.
pub mod notification {
    pub mod v1 {
        tonic::include_proto!("accolade.notification.v1");
    }
}

/// Every message and service of `proto/`, encoded, for gRPC reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptor.bin"));
