//! What reading and writing an entry of the state takes in the node's database: measured by `scripts/weights database`, not to
//! be edited by hand.
//!
//! Database `ParityDb`, state version 1, without the cache of the trie; a write's share of the
//! state's root and of the commit in batches of 2000. Weights are the Average.

use frame_support::{
    parameter_types,
    weights::{constants::WEIGHT_REF_TIME_PER_NANOS, RuntimeDbWeight},
};

parameter_types! {
    /// In nanoseconds, median and 95th percentile: reading 5_348 and 7_571, writing 27_982 and 41_256.
    pub const DatabaseWeight: RuntimeDbWeight = RuntimeDbWeight {
        read: 5_664 * WEIGHT_REF_TIME_PER_NANOS,
        write: 29_121 * WEIGHT_REF_TIME_PER_NANOS,
    };
}
