//! Compiles `proto/` with protox (no `protoc` on the machine) and keeps the descriptors for reflection.
use prost::Message as _;
use std::{env, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = "../../proto";
    println!("cargo:rerun-if-changed={root}");
    let files = [
        "accolade/common/v1/common.proto",
        "accolade/events/v1/events.proto",
        "accolade/issuance/v1/issuance.proto",
        "accolade/wallet/v1/wallet.proto",
        "accolade/verification/v1/verification.proto",
        "accolade/membership_sync/v1/membership_sync.proto",
        "accolade/notification/v1/notification.proto",
    ];
    let descriptors = protox::compile(files, [root])?;
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(out.join("descriptor.bin"), descriptors.encode_to_vec())?;
    let mut messages = tonic_prost_build::Config::new();
    messages.enable_type_names();
    tonic_prost_build::configure().compile_fds_with_config(descriptors, messages)?;
    Ok(())
}
