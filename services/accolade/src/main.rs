//! `accolade`: see [`accolade::command`].

/// One check crosses three threads, and what one allocates another frees: see the workspace's Cargo.toml.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    accolade::command::main()
}
