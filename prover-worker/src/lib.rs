//! The prover's daemon: keeps a prover's offers on chain, proves the jobs that it is matched with, and delivers them.
//!
//! The chain is the source of truth. On every best block the worker asks which jobs its prover has, compares them with
//! what it is at work on, and acts on the difference, so that a restart or a lost connection needs no state of its own.
//!
//! # Map
//!
//! | module | is |
//! |---|---|
//! | [`cli`] | commands and their exit codes |
//! | [`config`] | the configuration file and its environment overrides |
//! | [`chain`] | the connection, runtime API calls, best blocks, transactions |
//! | [`offers`] | what must change on chain for the offers to equal the configuration |
//! | [`jobs`] | from an assignment to a delivery |
//! | [`inputs`] | witness inputs, fetched within limits |
//! | [`registry`] | the circuits of the configuration; `proofnet_prover` proves them |
//! | [`error`] | exit codes and stable error codes |

pub mod chain;
pub mod cli;
pub mod config;
pub mod error;
pub mod inputs;
pub mod jobs;
pub mod offers;
pub mod registry;
