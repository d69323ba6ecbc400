//! Weights of `pallet_verifier`, measured by `scripts/weights` with 20 steps and 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_verifier`.
pub trait WeightInfo {
	fn register_circuit_host(n: u32, ) -> Weight;
	fn register_circuit_portable(n: u32, ) -> Weight;
	fn remove_circuit() -> Weight;
	fn verify_host(n: u32, ) -> Weight;
	fn verify_portable(n: u32, ) -> Weight;
	fn set_backend() -> Weight;
}

/// Weights for `pallet_verifier` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(4642), added: 7117, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_circuit_host(n: u32, ) -> Weight {
		// Minimum execution time: 3_267_643_000 picoseconds.
		Weight::from_parts(3_478_028_841, 3853)
			// Standard Error: 310_190
			.saturating_add(Weight::from_parts(32_986, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(4642), added: 7117, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_circuit_portable(n: u32, ) -> Weight {
		// Minimum execution time: 4_901_956_000 picoseconds.
		Weight::from_parts(4_980_573_078, 3853)
			// Standard Error: 130_293
			.saturating_add(Weight::from_parts(2_218_520, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(4642), added: 7117, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	fn remove_circuit() -> Weight {
		// Minimum execution time: 540_375_000 picoseconds.
		Weight::from_parts(564_220_000, 3853)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_host(n: u32, ) -> Weight {
		// Minimum execution time: 2_008_870_000 picoseconds.
		Weight::from_parts(2_113_605_139, 30322)
			// Standard Error: 616_009
			.saturating_add(Weight::from_parts(25_143_810, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_portable(n: u32, ) -> Weight {
		// Minimum execution time: 4_259_390_000 picoseconds.
		Weight::from_parts(4_495_363_717, 30322)
			// Standard Error: 335_194
			.saturating_add(Weight::from_parts(191_139_951, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `Verifier::ActiveBackend` (r:0 w:1)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_backend() -> Weight {
		// Minimum execution time: 69_644_000 picoseconds.
		Weight::from_parts(73_810_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register_circuit_host(n: u32, ) -> Weight {
		Weight::from_parts(3_478_028_841, 3853)
			.saturating_add(Weight::from_parts(32_986, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_circuit_portable(n: u32, ) -> Weight {
		Weight::from_parts(4_980_573_078, 3853)
			.saturating_add(Weight::from_parts(2_218_520, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_circuit() -> Weight {
		Weight::from_parts(564_220_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_host(n: u32, ) -> Weight {
		Weight::from_parts(2_113_605_139, 30322)
			.saturating_add(Weight::from_parts(25_143_810, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_portable(n: u32, ) -> Weight {
		Weight::from_parts(4_495_363_717, 30322)
			.saturating_add(Weight::from_parts(191_139_951, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn set_backend() -> Weight {
		Weight::from_parts(73_810_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
}
