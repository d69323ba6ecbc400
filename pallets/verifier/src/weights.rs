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
	fn verify_batch_host(k: u32, n: u32, i: u32, ) -> Weight;
	fn verify_batch_portable(k: u32, n: u32, i: u32, ) -> Weight;
	fn set_backend() -> Weight;
	fn register_program() -> Weight;
	fn attest() -> Weight;
	fn remove_receipt() -> Weight;
	fn register_bls12_381_host(n: u32, ) -> Weight;
	fn register_bls12_381_portable(n: u32, ) -> Weight;
	fn register_plonk() -> Weight;
	fn verify_bls12_381_host(n: u32, ) -> Weight;
	fn verify_bls12_381_portable(n: u32, ) -> Weight;
	fn verify_plonk_host() -> Weight;
	fn verify_plonk_portable() -> Weight;
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
		// Minimum execution time: 2_128_428_000 picoseconds.
		Weight::from_parts(2_171_366_241, 3853)
			// Standard Error: 53_720
			.saturating_add(Weight::from_parts(2_002_646, 0).saturating_mul(n.into()))
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
		// Minimum execution time: 4_166_712_000 picoseconds.
		Weight::from_parts(4_198_085_105, 3853)
			// Standard Error: 75_827
			.saturating_add(Weight::from_parts(2_529_956, 0).saturating_mul(n.into()))
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
		// Minimum execution time: 84_015_000 picoseconds.
		Weight::from_parts(88_622_000, 3853)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_host(n: u32, ) -> Weight {
		// Minimum execution time: 1_114_939_000 picoseconds.
		Weight::from_parts(1_178_941_052, 30322)
			// Standard Error: 107_950
			.saturating_add(Weight::from_parts(22_874_441, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_portable(n: u32, ) -> Weight {
		// Minimum execution time: 3_933_054_000 picoseconds.
		Weight::from_parts(4_146_375_346, 30322)
			// Standard Error: 245_607
			.saturating_add(Weight::from_parts(130_676_520, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::PreparedKeys` (r:32 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 32]`.
	/// The range of component `n` is `[0, 32]`.
	/// The range of component `i` is `[0, 64]`.
	fn verify_batch_host(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(750_000_000, 990)
			.saturating_add(Weight::from_parts(1_050_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(290_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(24_000_000, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	/// Storage: `Verifier::PreparedKeys` (r:32 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 32]`.
	/// The range of component `n` is `[0, 32]`.
	/// The range of component `i` is `[0, 64]`.
	fn verify_batch_portable(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(2_600_000_000, 990)
			.saturating_add(Weight::from_parts(3_700_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(1_000_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(160_000_000, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	/// Storage: `Verifier::ActiveBackend` (r:0 w:1)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_backend() -> Weight {
		// Minimum execution time: 5_057_000 picoseconds.
		Weight::from_parts(5_678_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Verifier::Circuits` (r:2 w:2)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(455), added: 2930, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn register_program() -> Weight {
		Weight::from_parts(95_000_000, 6362)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Verifier::Receipts` (r:1 w:1)
	/// Proof: `Verifier::Receipts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn attest() -> Weight {
		Weight::from_parts(110_000_000, 6362)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Receipts` (r:1 w:1)
	/// Proof: `Verifier::Receipts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	fn remove_receipt() -> Weight {
		Weight::from_parts(70_000_000, 6362)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn register_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(6_000_000_000, 3853)
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn register_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(16_000_000_000, 3853)
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn register_plonk() -> Weight {
		Weight::from_parts(5_000_000_000, 3853)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn verify_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(5_000_000_000, 30322)
			.saturating_add(Weight::from_parts(80_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn verify_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(16_000_000_000, 30322)
			.saturating_add(Weight::from_parts(350_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn verify_plonk_host() -> Weight {
		Weight::from_parts(2_500_000_000, 30322)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	fn verify_plonk_portable() -> Weight {
		Weight::from_parts(9_000_000_000, 30322)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register_circuit_host(n: u32, ) -> Weight {
		Weight::from_parts(2_171_366_241, 3853)
			.saturating_add(Weight::from_parts(2_002_646, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_circuit_portable(n: u32, ) -> Weight {
		Weight::from_parts(4_198_085_105, 3853)
			.saturating_add(Weight::from_parts(2_529_956, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_circuit() -> Weight {
		Weight::from_parts(88_622_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_host(n: u32, ) -> Weight {
		Weight::from_parts(1_178_941_052, 30322)
			.saturating_add(Weight::from_parts(22_874_441, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_portable(n: u32, ) -> Weight {
		Weight::from_parts(4_146_375_346, 30322)
			.saturating_add(Weight::from_parts(130_676_520, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_batch_host(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(750_000_000, 990)
			.saturating_add(Weight::from_parts(1_050_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(290_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(24_000_000, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	fn verify_batch_portable(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(2_600_000_000, 990)
			.saturating_add(Weight::from_parts(3_700_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(1_000_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(160_000_000, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	fn set_backend() -> Weight {
		Weight::from_parts(5_678_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_program() -> Weight {
		Weight::from_parts(95_000_000, 6362)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(110_000_000, 6362)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_receipt() -> Weight {
		Weight::from_parts(70_000_000, 6362)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn register_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(6_000_000_000, 3853)
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(16_000_000_000, 3853)
			.saturating_add(Weight::from_parts(300_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_plonk() -> Weight {
		Weight::from_parts(5_000_000_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(5_000_000_000, 30322)
			.saturating_add(Weight::from_parts(80_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(16_000_000_000, 30322)
			.saturating_add(Weight::from_parts(350_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_plonk_host() -> Weight {
		Weight::from_parts(2_500_000_000, 30322)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
	fn verify_plonk_portable() -> Weight {
		Weight::from_parts(9_000_000_000, 30322)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
	}
}
