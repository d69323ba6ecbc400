//! Weights of `pallet_utility` on this runtime, measured by `scripts/weights` with 10 steps and 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]

use core::marker::PhantomData;
use frame_support::{traits::Get, weights::Weight};

/// Weights with the database weights of the runtime.
pub struct WeightInfo<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_utility::WeightInfo for WeightInfo<T> {
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[0, 1000]`.
	fn batch(c: u32, ) -> Weight {
		// Minimum execution time: 5_699_000 picoseconds.
		Weight::from_parts(14_331_000, 3997)
			// Standard Error: 0
			.saturating_add(Weight::from_parts(6_084_227, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn as_derivative() -> Weight {
		// Minimum execution time: 10_305_000 picoseconds.
		Weight::from_parts(17_235_000, 3997)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[0, 1000]`.
	fn batch_all(c: u32, ) -> Weight {
		// Minimum execution time: 5_949_000 picoseconds.
		Weight::from_parts(12_819_000, 3997)
			// Standard Error: 0
			.saturating_add(Weight::from_parts(5_825_187, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	fn dispatch_as() -> Weight {
		// Minimum execution time: 7_882_000 picoseconds.
		Weight::from_parts(13_610_000, 0)
	}
	/// Storage: `TxPause::PausedCalls` (r:1 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[0, 1000]`.
	fn force_batch(c: u32, ) -> Weight {
		// Minimum execution time: 6_399_000 picoseconds.
		Weight::from_parts(20_801_000, 3997)
			// Standard Error: 0
			.saturating_add(Weight::from_parts(5_509_484, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	fn dispatch_as_fallible() -> Weight {
		// Minimum execution time: 8_272_000 picoseconds.
		Weight::from_parts(9_244_000, 0)
	}
	/// Storage: `TxPause::PausedCalls` (r:2 w:0)
	/// Proof: `TxPause::PausedCalls` (`max_values`: None, `max_size`: Some(532), added: 3007, mode: `MaxEncodedLen`)
	fn if_else() -> Weight {
		// Minimum execution time: 16_815_000 picoseconds.
		Weight::from_parts(18_057_000, 7004)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
}
