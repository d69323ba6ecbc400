//! Circuits that a program of the operator's proves: any prover, spoken to in JSON on standard input and output.
//!
//! `docs/provers/command.md` defines the protocol. What the program answers is trusted with nothing: its proof is
//! converted to the chain's encoding and verified here.
//!
//! | module | is |
//! |---|---|
//! | [`protocol`] | messages of version 1 |
//! | [`encoding`] | from what provers write to the chain's encoding |
//! | [`circuit`](CommandCircuit) | asks, converts, verifies |
//! | [`process`] | one run of a program, within limits |

mod circuit;
pub mod encoding;
mod error;
mod members;
pub mod process;
mod program;
pub mod protocol;
mod start;
mod system;

pub use circuit::{CommandCircuit, CommandFiles, Passing, Proved, Task};
pub use error::{CommandError, CommandFault};
pub use program::ZkvmProgram;
pub use start::end_all;
pub use system::System;
