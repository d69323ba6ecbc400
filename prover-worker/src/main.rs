//! The prover's daemon; everything is in the library, so that tests reach it.

use std::process::ExitCode;

fn main() -> ExitCode {
    prover_worker::cli::main()
}
