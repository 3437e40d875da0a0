//! `accolade`: see [`accolade::command`].

fn main() -> std::process::ExitCode {
    accolade::command::main()
}
