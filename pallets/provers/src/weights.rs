//! Weights of `pallet_provers`, measured by `scripts/weights` with 10 steps and 5 repetitions; `set_input_key` and
//! `set_parameters` are estimated from calls of the same storage and are to be measured.

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
	fn unjail() -> Weight;
	fn close(w: u32, ) -> Weight;
	fn set_parameters() -> Weight;
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn register() -> Weight {
		// Minimum execution time: 109_323_000 picoseconds.
		Weight::from_parts(130_084_000, 6196)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn stake() -> Weight {
		// Minimum execution time: 73_991_000 picoseconds.
		Weight::from_parts(78_778_000, 6196)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn set_slots() -> Weight {
		// Minimum execution time: 15_263_000 picoseconds.
		Weight::from_parts(25_338_000, 3646)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:2 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn propose_worker() -> Weight {
		// Minimum execution time: 20_350_000 picoseconds.
		Weight::from_parts(35_743_000, 6302)
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
		// Minimum execution time: 23_274_000 picoseconds.
		Weight::from_parts(39_189_000, 4042)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::WorkerKeys` (r:1 w:1)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	fn remove_worker() -> Weight {
		// Minimum execution time: 21_502_000 picoseconds.
		Weight::from_parts(27_601_000, 4042)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	fn deregister() -> Weight {
		// Minimum execution time: 20_991_000 picoseconds.
		Weight::from_parts(23_425_000, 4154)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Minimum execution time: 119_928_000 picoseconds.
		Weight::from_parts(128_791_000, 6196)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn unstake() -> Weight {
		// Minimum execution time: 119_508_000 picoseconds.
		Weight::from_parts(127_219_000, 3882)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn set_commission() -> Weight {
		// Minimum execution time: 15_743_000 picoseconds.
		Weight::from_parts(19_790_000, 3646)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	fn unjail() -> Weight {
		// Minimum execution time: 15_773_000 picoseconds.
		Weight::from_parts(20_550_000, 3646)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Workers` (r:1 w:1)
	/// Proof: `Provers::Workers` (`max_values`: None, `max_size`: Some(577), added: 3052, mode: `MaxEncodedLen`)
	/// Storage: `Provers::CounterForProvers` (r:1 w:1)
	/// Proof: `Provers::CounterForProvers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Provers::WorkerKeys` (r:0 w:16)
	/// Proof: `Provers::WorkerKeys` (`max_values`: None, `max_size`: Some(80), added: 2555, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Misses` (r:0 w:1)
	/// Proof: `Provers::Misses` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:0 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// The range of component `w` is `[0, 16]`.
	fn close(w: u32, ) -> Weight {
		// Minimum execution time: 157_284_000 picoseconds.
		Weight::from_parts(228_051_687, 6196)
			// Standard Error: 72_072
			.saturating_add(Weight::from_parts(2_866_146, 0).saturating_mul(w.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Storage: `Provers::WorkerKeys` (r:1 w:0)
	/// Storage: `Provers::InputKeys` (r:0 w:1)
	fn set_input_key() -> Weight {
		Weight::from_parts(20_000_000, 6196)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Parameters` (r:0 w:1)
	fn set_parameters() -> Weight {
		Weight::from_parts(6_400_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register() -> Weight {
		Weight::from_parts(130_084_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn stake() -> Weight {
		Weight::from_parts(78_778_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_slots() -> Weight {
		Weight::from_parts(25_338_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn propose_worker() -> Weight {
		Weight::from_parts(35_743_000, 6302)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn accept_worker() -> Weight {
		Weight::from_parts(39_189_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn remove_worker() -> Weight {
		Weight::from_parts(27_601_000, 4042)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deregister() -> Weight {
		Weight::from_parts(23_425_000, 4154)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(128_791_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(6_u64))
	}
	fn unstake() -> Weight {
		Weight::from_parts(127_219_000, 3882)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn set_commission() -> Weight {
		Weight::from_parts(19_790_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn unjail() -> Weight {
		Weight::from_parts(20_550_000, 3646)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn close(w: u32, ) -> Weight {
		Weight::from_parts(228_051_687, 6196)
			.saturating_add(Weight::from_parts(2_866_146, 0).saturating_mul(w.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(10_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(w.into())))
	}
	fn set_input_key() -> Weight {
		Weight::from_parts(20_000_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	/// Storage: `Provers::Parameters` (r:0 w:1)
	fn set_parameters() -> Weight {
		Weight::from_parts(6_400_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
