//! Weights of `frame_system_extensions` on this runtime, measured by `scripts/weights` with 10 steps and 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights with the database weights of the runtime.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> frame_system::ExtensionsWeightInfo for WeightInfo<T> {
	fn check_genesis() -> Weight {
		// Minimum execution time: 1_963_000 picoseconds.
		Weight::from_parts(2_724_000, 0)
	}
	fn check_mortality_mortal_transaction() -> Weight {
		// Minimum execution time: 4_136_000 picoseconds.
		Weight::from_parts(4_887_000, 0)
	}
	fn check_mortality_immortal_transaction() -> Weight {
		// Minimum execution time: 4_086_000 picoseconds.
		Weight::from_parts(4_537_000, 0)
	}
	fn check_non_zero_sender() -> Weight {
		// Minimum execution time: 621_000 picoseconds.
		Weight::from_parts(1_102_000, 0)
	}
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn check_nonce() -> Weight {
		// Minimum execution time: 10_345_000 picoseconds.
		Weight::from_parts(17_646_000, 3593)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn check_spec_version() -> Weight {
		// Minimum execution time: 441_000 picoseconds.
		Weight::from_parts(601_000, 0)
	}
	fn check_tx_version() -> Weight {
		// Minimum execution time: 450_000 picoseconds.
		Weight::from_parts(571_000, 0)
	}
	fn check_weight() -> Weight {
		// Minimum execution time: 4_356_000 picoseconds.
		Weight::from_parts(8_322_000, 0)
	}
	fn weight_reclaim() -> Weight {
		// Minimum execution time: 2_744_000 picoseconds.
		Weight::from_parts(3_415_000, 0)
	}
}
