//! The command `proofnet-lab`.

use clap::{Parser, Subcommand};
use proofnet_lab::{
    commands::{bench, clear, proof, simulate},
    Failure,
};
use std::process::ExitCode;

/// A laboratory for the double auction that clears the market for proofs.
///
/// It clears a book of orders and shows who trades with whom at which price, simulates markets over many
/// blocks under several mechanisms, and measures how long a clearing takes. It also verifies and converts
/// proofs of other tools as the chain does.
///
/// All prices are in planck (the smallest unit of money) per proving unit (the measure of work). The same
/// orders always have the same outcome.
#[derive(Parser)]
#[command(name = "proofnet-lab", version, after_long_help = EXAMPLE)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Clear(clear::Arguments),
    /// Simulate a market over many blocks, under several mechanisms.
    Simulate(simulate::Arguments),
    Bench(bench::Arguments),
    Proof(proof::Arguments),
}

const EXAMPLE: &str = r#"Example: one request for 3 units of work at a fee of at most 700, one prover that asks 95 for a unit.

  proofnet-lab clear --book - <<'BOOK'
  {
    "categories": [{"id": 0, "reference_price": "120", "floor": "1", "nominal_units": 4}],
    "requests": [{"id": 0, "category": 0, "units": 3, "max_fee": "700"}],
    "provers": [{"id": 0, "slots": 2, "asks": {"0": "95"}}],
    "seed": "0x0000000000000000000000000000000000000000000000000000000000000000"
  }
  BOOK

They trade at the reference price of 120. `proofnet-lab clear --help` explains the fields.

Exit status: 0 on success, 2 if what was given is malformed, 1 for anything else."#;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            failure.exit_code()
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Clear(arguments) => clear::run(arguments),
        Command::Simulate(arguments) => simulate::run(arguments),
        Command::Bench(arguments) => bench::run(arguments),
        Command::Proof(arguments) => proof::run(arguments),
    }
}
