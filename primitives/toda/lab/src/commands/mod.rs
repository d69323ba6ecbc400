//! What `proofnet-lab` does, one file per subcommand: arguments, input and output.
//!
//! Each prints its result on the standard output, and progress on the standard error.

pub mod bench;
pub mod clear;
pub mod proof;
pub mod simulate;
