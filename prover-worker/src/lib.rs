//! The prover's daemon: keeps a prover's offers on chain, proves the jobs that it is matched with, and delivers them.
//!
//! The chain is the source of truth. On every block the worker asks which jobs its prover has, compares them with what it is
//! at work on, and acts on the difference, so that nothing depends on having seen an event. What it decides is on its disk before
//! it is done, so that a process that is killed is continued by the next one.
//!
//! # Map
//!
//! | module | is |
//! |---|---|
//! | [`cli`] | commands and their exit codes |
//! | [`command`] | circuits that another program proves |
//! | [`config`] | the configuration file and its environment overrides |
//! | [`economics`] | asks, slots, deadlines, the breaker: pure decisions from measured times |
//! | [`chain`] | the connection, runtime API calls, best blocks, transactions |
//! | [`daemon`] | ties the services together |
//! | [`offers`] | keeps the offers on chain equal to the configuration |
//! | [`intake`] | what is to be done with the jobs that the chain has assigned |
//! | [`proving`] | from a job's input to its verified proof |
//! | [`device`] | what proves: the CPU, or a device in a process of its own |
//! | [`delivery`] | brings proofs to the chain |
//! | [`store`] | the state on disk, and the lock on it |
//! | [`supervise`] | runs the services, and notices when one breaks down |
//! | [`inputs`] | witness inputs, fetched within limits |
//! | [`registry`] | the circuits of the configuration; `proofnet_prover` proves them |
//! | [`advice`] | what the daemon tells and asks, answered from [`economics`] and told to [`metrics`] |
//! | [`calibration`] | the file that says how long circuits take on this machine |
//! | [`doctor`] | what is wrong with machine, node, keys and stake, and how to mend it |
//! | [`metrics`] | what the worker tells of itself |
//! | [`http`] | answers `/health`, `/ready`, `/metrics` and `/status` |
//! | [`error`] | exit codes and stable error codes |

pub mod advice;
pub mod calibration;
pub mod chain;
pub mod cli;
pub mod command;
pub mod config;
pub mod daemon;
pub mod delivery;
pub mod device;
pub mod doctor;
pub mod economics;
pub mod error;
pub mod http;
pub mod inputs;
pub mod intake;
pub mod metrics;
pub mod offers;
pub mod proving;
pub mod registry;
pub mod store;
pub mod supervise;
