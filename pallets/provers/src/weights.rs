//! Weights of `pallet_provers`, measured by `scripts/weights` with 20 steps and 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_provers`.
pub trait WeightInfo {
	fn register() -> Weight;
	fn add_stake() -> Weight;
	fn set_slots() -> Weight;
	fn propose_worker() -> Weight;
	fn accept_worker() -> Weight;
	fn remove_worker() -> Weight;
	fn deregister() -> Weight;
	fn withdraw(w: u32, ) -> Weight;
}

/// Weights for `pallet_provers` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:1 w:0)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::CounterForProvers` (r:1 w:1)
	/// Proof: `Provers::CounterForProvers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Minimum execution time: 61_492_000 picoseconds.
		Weight::from_parts(64_887_000, 3640)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn add_stake() -> Weight {
		// Minimum execution time: 60_790_000 picoseconds.
		Weight::from_parts(63_425_000, 3640)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	fn set_slots() -> Weight {
		// Minimum execution time: 11_617_000 picoseconds.
		Weight::from_parts(12_819_000, 3566)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:2 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn propose_worker() -> Weight {
		// Minimum execution time: 19_659_000 picoseconds.
		Weight::from_parts(21_592_000, 6142)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::WorkerKeys` (r:1 w:1)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn accept_worker() -> Weight {
		// Minimum execution time: 22_783_000 picoseconds.
		Weight::from_parts(24_807_000, 4042)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::WorkerKeys` (r:1 w:1)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn remove_worker() -> Weight {
		// Minimum execution time: 20_972_000 picoseconds.
		Weight::from_parts(23_065_000, 4042)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Minimum execution time: 17_476_000 picoseconds.
		Weight::from_parts(18_868_000, 3834)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	/// Storage: `Provers::CounterForProvers` (r:1 w:1)
	/// Proof: `Provers::CounterForProvers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:0 w:16)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// The range of component `w` is `[0, 16]`.
	fn withdraw(w: u32, ) -> Weight {
		// Minimum execution time: 57_436_000 picoseconds.
		Weight::from_parts(63_562_763, 4042)
			// Standard Error: 4_337
			.saturating_add(Weight::from_parts(2_114_578, 0).saturating_mul(w.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(64_887_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn add_stake() -> Weight {
		Weight::from_parts(63_425_000, 3640)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn set_slots() -> Weight {
		Weight::from_parts(12_819_000, 3566)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn propose_worker() -> Weight {
		Weight::from_parts(21_592_000, 6142)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_worker() -> Weight {
		Weight::from_parts(24_807_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_worker() -> Weight {
		Weight::from_parts(23_065_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(18_868_000, 3834)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw(w: u32, ) -> Weight {
		Weight::from_parts(63_562_763, 4042)
			.saturating_add(Weight::from_parts(2_114_578, 0).saturating_mul(w.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
}
