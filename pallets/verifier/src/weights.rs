//! Weights of `pallet_verifier`, measured by `scripts/weights` with 10 steps and 5 repetitions.
//!
//! What verifies and registers is above its least time of many repetitions by what blocks take more in import, as
//! `benches/blocks.rs` of the node shows: by 5 to 15 % with host functions, by about 25 % in the runtime.

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
	fn register_bls12_381_host(n: u32, ) -> Weight;
	fn register_bls12_381_portable(n: u32, ) -> Weight;
	fn register_plonk() -> Weight;
	fn verify_bls12_381_host(n: u32, ) -> Weight;
	fn verify_bls12_381_portable(n: u32, ) -> Weight;
	fn verify_plonk_host() -> Weight;
	fn verify_plonk_portable() -> Weight;
	fn set_backend() -> Weight;
	fn register_program() -> Weight;
	fn attest() -> Weight;
	fn remove_receipt() -> Weight;
}

/// Weights for `pallet_verifier` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_circuit_host(n: u32, ) -> Weight {
		// Minimum execution time: 2_201_000_000 picoseconds.
		Weight::from_parts(2_530_000_000, 3919)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_circuit_portable(n: u32, ) -> Weight {
		// Minimum execution time: 4_071_000_000 picoseconds.
		Weight::from_parts(4_890_000_000, 3919)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	fn remove_circuit() -> Weight {
		// Minimum execution time: 85_047_000 picoseconds.
		Weight::from_parts(95_942_000, 3919)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_host(n: u32, ) -> Weight {
		// Minimum execution time: 1_168_000_000 picoseconds.
		Weight::from_parts(1_227_000_000, 30322)
			.saturating_add(Weight::from_parts(27_500_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_portable(n: u32, ) -> Weight {
		// Minimum execution time: 4_056_000_000 picoseconds.
		Weight::from_parts(5_500_000_000, 30322)
			.saturating_add(Weight::from_parts(132_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::Circuits` (r:32 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:32 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 32]`.
	/// The range of component `n` is `[0, 32]`.
	/// The range of component `i` is `[0, 64]`.
	fn verify_batch_host(k: u32, n: u32, i: u32, ) -> Weight {
		// Minimum execution time: 12_378_995_000 picoseconds. Median slopes of the run: a disturbance spoilt the regression.
		Weight::from_parts(588_100_000, 1486)
			.saturating_add(Weight::from_parts(1_630_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(248_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(38_070_000, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	/// Storage: `Verifier::Circuits` (r:32 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:32 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 32]`.
	/// The range of component `n` is `[0, 32]`.
	/// The range of component `i` is `[0, 64]`.
	fn verify_batch_portable(k: u32, n: u32, i: u32, ) -> Weight {
		// Minimum execution time: 44_853_470_000 picoseconds.
		Weight::from_parts(6_276_440_000, 1486)
			.saturating_add(Weight::from_parts(3_839_150_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(1_277_320_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(110_120_000, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 29332).saturating_mul(k.into()))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_bls12_381_host(n: u32, ) -> Weight {
		// Minimum execution time: 4_259_620_000 picoseconds.
		Weight::from_parts(4_358_999_001, 3919)
			// Standard Error: 355_107
			.saturating_add(Weight::from_parts(542_914_132, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn register_bls12_381_portable(n: u32, ) -> Weight {
		// Minimum execution time: 8_840_000_000 picoseconds.
		Weight::from_parts(10_600_000_000, 3919)
			.saturating_add(Weight::from_parts(642_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Keys` (r:0 w:1)
	/// Proof: `Verifier::Keys` (`max_values`: None, `max_size`: Some(6946), added: 9421, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:0 w:1)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	fn register_plonk() -> Weight {
		// Minimum execution time: 1_279_000_000 picoseconds.
		Weight::from_parts(1_470_000_000, 3919)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_bls12_381_host(n: u32, ) -> Weight {
		// Minimum execution time: 3_823_000_000 picoseconds.
		Weight::from_parts(4_600_000_000, 30322)
			.saturating_add(Weight::from_parts(62_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 64]`.
	fn verify_bls12_381_portable(n: u32, ) -> Weight {
		// Minimum execution time: 11_333_000_000 picoseconds.
		Weight::from_parts(15_100_000_000, 30322)
			.saturating_add(Weight::from_parts(520_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn verify_plonk_host() -> Weight {
		// Minimum execution time: 1_445_000_000 picoseconds.
		Weight::from_parts(1_660_000_000, 30322)
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:0)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::PreparedKeys` (r:1 w:0)
	/// Proof: `Verifier::PreparedKeys` (`max_values`: None, `max_size`: Some(26857), added: 29332, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::ActiveBackend` (r:1 w:0)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn verify_plonk_portable() -> Weight {
		// Minimum execution time: 5_102_000_000 picoseconds.
		Weight::from_parts(6_120_000_000, 30322)
			.saturating_add(T::DbWeight::get().reads(3_u64))
	}
	/// Storage: `Verifier::ActiveBackend` (r:0 w:1)
	/// Proof: `Verifier::ActiveBackend` (`max_values`: Some(1), `max_size`: Some(1), added: 496, mode: `MaxEncodedLen`)
	fn set_backend() -> Weight {
		// Minimum execution time: 5_348_000 picoseconds.
		Weight::from_parts(6_269_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Verifier::Circuits` (r:2 w:2)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn register_program() -> Weight {
		// Minimum execution time: 81_311_000 picoseconds.
		Weight::from_parts(90_325_000, 6848)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Verifier::Receipts` (r:1 w:1)
	/// Proof: `Verifier::Receipts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn attest() -> Weight {
		// Minimum execution time: 96_163_000 picoseconds.
		Weight::from_parts(100_579_000, 6398)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Verifier::Receipts` (r:1 w:1)
	/// Proof: `Verifier::Receipts` (`max_values`: None, `max_size`: Some(120), added: 2595, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	fn remove_receipt() -> Weight {
		// Minimum execution time: 50_475_000 picoseconds.
		Weight::from_parts(53_049_000, 3694)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn register_circuit_host(n: u32, ) -> Weight {
		Weight::from_parts(2_530_000_000, 3919)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_circuit_portable(n: u32, ) -> Weight {
		Weight::from_parts(4_890_000_000, 3919)
			.saturating_add(Weight::from_parts(2_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_circuit() -> Weight {
		Weight::from_parts(95_942_000, 3919)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_host(n: u32, ) -> Weight {
		Weight::from_parts(1_227_000_000, 30322)
			.saturating_add(Weight::from_parts(27_500_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_portable(n: u32, ) -> Weight {
		Weight::from_parts(5_500_000_000, 30322)
			.saturating_add(Weight::from_parts(132_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_batch_host(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(588_100_000, 1486)
			.saturating_add(Weight::from_parts(1_630_000_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(248_000_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(38_070_000, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
	}
	fn verify_batch_portable(k: u32, n: u32, i: u32, ) -> Weight {
		Weight::from_parts(6_276_440_000, 1486)
			.saturating_add(Weight::from_parts(3_839_150_000, 0).saturating_mul(k.into()))
			.saturating_add(Weight::from_parts(1_277_320_000, 0).saturating_mul(n.into()))
			.saturating_add(Weight::from_parts(110_120_000, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(k.into())))
	}
	fn register_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(4_358_999_001, 3919)
			.saturating_add(Weight::from_parts(542_914_132, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(10_600_000_000, 3919)
			.saturating_add(Weight::from_parts(642_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn register_plonk() -> Weight {
		Weight::from_parts(1_470_000_000, 3919)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn verify_bls12_381_host(n: u32, ) -> Weight {
		Weight::from_parts(4_600_000_000, 30322)
			.saturating_add(Weight::from_parts(62_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_bls12_381_portable(n: u32, ) -> Weight {
		Weight::from_parts(15_100_000_000, 30322)
			.saturating_add(Weight::from_parts(520_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_plonk_host() -> Weight {
		Weight::from_parts(1_660_000_000, 30322)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn verify_plonk_portable() -> Weight {
		Weight::from_parts(6_120_000_000, 30322)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
	}
	fn set_backend() -> Weight {
		Weight::from_parts(6_269_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn register_program() -> Weight {
		Weight::from_parts(90_325_000, 6848)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn attest() -> Weight {
		Weight::from_parts(100_579_000, 6398)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn remove_receipt() -> Weight {
		Weight::from_parts(53_049_000, 3694)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
}
