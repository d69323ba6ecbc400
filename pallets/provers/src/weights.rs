//! Weights of `pallet_provers`, measured by `scripts/weights` with 10 steps and 10 repetitions.

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
	fn stake() -> Weight;
	fn set_slots() -> Weight;
	fn propose_worker() -> Weight;
	fn accept_worker() -> Weight;
	fn remove_worker() -> Weight;
	fn set_input_key() -> Weight;
	fn deregister() -> Weight;
	fn withdraw() -> Weight;
	fn unstake() -> Weight;
	fn set_commission() -> Weight;
	fn set_parameters() -> Weight;
	fn unjail() -> Weight;
	fn close(w: u32, ) -> Weight;
}

/// Weights for `pallet_provers` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:1 w:0)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::CounterForProvers` (r:1 w:1)
	/// Proof: `Provers::CounterForProvers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Minimum execution time: 113_759_000 picoseconds.
		Weight::from_parts(120_980_000, 6196)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Delegations` (r:1 w:1)
	/// Proof: `Provers::Delegations` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn stake() -> Weight {
		// Minimum execution time: 75_482_000 picoseconds.
		Weight::from_parts(84_195_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn set_slots() -> Weight {
		// Minimum execution time: 16_525_000 picoseconds.
		Weight::from_parts(18_218_000, 3646)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:2 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn propose_worker() -> Weight {
		// Minimum execution time: 21_322_000 picoseconds.
		Weight::from_parts(28_593_000, 6302)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::WorkerKeys` (r:1 w:1)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn accept_worker() -> Weight {
		// Minimum execution time: 25_207_000 picoseconds.
		Weight::from_parts(35_163_000, 4042)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::WorkerKeys` (r:1 w:1)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn remove_worker() -> Weight {
		// Minimum execution time: 22_824_000 picoseconds.
		Weight::from_parts(27_721_000, 4042)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:1 w:0)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::InputKeys` (r:0 w:1)
	/// Proof: `Provers::InputKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	fn set_input_key() -> Weight {
		// Minimum execution time: 17_757_000 picoseconds.
		Weight::from_parts(19_348_000, 3646)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Minimum execution time: 19_509_000 picoseconds.
		Weight::from_parts(21_582_000, 4154)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Unbondings` (r:1 w:1)
	/// Proof: `Provers::Unbondings` (`max_values`: None, `max_size`: Some(417), added: 2892, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Delegations` (r:1 w:1)
	/// Proof: `Provers::Delegations` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Minimum execution time: 120_970_000 picoseconds.
		Weight::from_parts(129_773_000, 6196)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Delegations` (r:1 w:1)
	/// Proof: `Provers::Delegations` (`max_values`: None, `max_size`: Some(112), added: 2587, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Unbondings` (r:1 w:1)
	/// Proof: `Provers::Unbondings` (`max_values`: None, `max_size`: Some(417), added: 2892, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn unstake() -> Weight {
		// Minimum execution time: 120_069_000 picoseconds.
		Weight::from_parts(136_564_000, 3882)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Minimum execution time: 17_597_000 picoseconds.
		Weight::from_parts(22_213_000, 3646)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn set_parameters() -> Weight {
		// Minimum execution time: 6_119_000 picoseconds.
		Weight::from_parts(7_521_000, 0)
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn unjail() -> Weight {
		// Minimum execution time: 17_476_000 picoseconds.
		Weight::from_parts(19_379_000, 3646)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Unbondings` (r:1 w:1)
	/// Proof: `Provers::Unbondings` (`max_values`: None, `max_size`: Some(417), added: 2892, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	/// Storage: `Provers::CounterForProvers` (r:1 w:1)
	/// Proof: `Provers::CounterForProvers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:0 w:16)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Misses` (r:0 w:1)
	/// Proof: `Provers::Misses` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Provers::InputKeys` (r:0 w:1)
	/// Proof: `Provers::InputKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:0 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// The range of component `w` is `[0, 16]`.
	fn close(w: u32, ) -> Weight {
		// Minimum execution time: 163_543_000 picoseconds.
		Weight::from_parts(204_048_200, 6196)
			// Standard Error: 0
			.saturating_add(Weight::from_parts(2_205_400, 0).saturating_mul(w.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(120_980_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn stake() -> Weight {
		Weight::from_parts(84_195_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_slots() -> Weight {
		Weight::from_parts(18_218_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn propose_worker() -> Weight {
		Weight::from_parts(28_593_000, 6302)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_worker() -> Weight {
		Weight::from_parts(35_163_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_worker() -> Weight {
		Weight::from_parts(27_721_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_input_key() -> Weight {
		Weight::from_parts(19_348_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(21_582_000, 4154)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(129_773_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn unstake() -> Weight {
		Weight::from_parts(136_564_000, 3882)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_commission() -> Weight {
		Weight::from_parts(22_213_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(7_521_000, 0)
	}
	fn unjail() -> Weight {
		Weight::from_parts(19_379_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close(w: u32, ) -> Weight {
		Weight::from_parts(204_048_200, 6196)
			.saturating_add(Weight::from_parts(2_205_400, 0).saturating_mul(w.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
}
