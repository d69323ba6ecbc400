//! The node of Proofnet: it makes blocks, imports them, and answers RPC.

// The error type is the SDK's.
#![allow(clippy::result_large_err)]

mod chain_spec;
mod cli;
mod command;
mod rpc;
mod service;

fn main() -> sc_cli::Result<()> {
    command::run()
}
