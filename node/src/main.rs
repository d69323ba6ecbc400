//! The node of Proofnet: it makes blocks, imports them, and answers RPC.

// The error type is the SDK's.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod database;
mod error;
mod metrics;
mod network;
mod preflight;
mod rpc;
mod runtime_info;
mod service;
mod session_keys;

use std::process::ExitCode;

fn main() -> ExitCode {
    match command::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let failure = error::Failure::of(error);
            eprintln!("Error: {failure}");
            failure.code()
        }
    }
}
