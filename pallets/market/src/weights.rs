//! Weights of `pallet_market`, measured by `scripts/weights` with 20 steps and 10 repetitions.

#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(unused_parens)]
#![allow(unused_imports)]
#![allow(missing_docs)]
#![allow(dead_code)]

use frame_support::{traits::Get, weights::{Weight, constants::RocksDbWeight}};
use core::marker::PhantomData;

/// Weight functions needed for `pallet_market`.
pub trait WeightInfo {
	fn place(b: u32, ) -> Weight;
	fn cancel() -> Weight;
	fn set_offers(c: u32, ) -> Weight;
	fn on_prover_left() -> Weight;
	fn deliver(i: u32, ) -> Weight;
	fn create_category() -> Weight;
	fn update_category() -> Weight;
	fn set_parameters() -> Weight;
	fn on_initialize_idle() -> Weight;
	fn expire() -> Weight;
	fn miss_reauctioned() -> Weight;
	fn miss_refunded() -> Weight;
	fn prune() -> Weight;
	fn place_batch(b: u32, ) -> Weight;
	fn top_up() -> Weight;
	fn reject_reauctioned() -> Weight;
	fn reject_unprovable() -> Weight;
	fn set_paused() -> Weight;
	fn reprice() -> Weight;
	fn read_queues(l: u32, ) -> Weight;
	fn read_bids(l: u32, ) -> Weight;
	fn search(k: u32, ) -> Weight;
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight;
}

/// Weights for `pallet_market` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::NextRequestId` (r:1 w:1)
	/// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:0 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[2112, 18496]`.
	fn place(b: u32, ) -> Weight {
		// Minimum execution time: 147_369_000 picoseconds.
		Weight::from_parts(151_702_785, 3853)
			// Standard Error: 39
			.saturating_add(Weight::from_parts(568, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:0)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Minimum execution time: 121_691_000 picoseconds.
		Weight::from_parts(127_090_000, 3853)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:16 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[1, 16]`.
	fn set_offers(c: u32, ) -> Weight {
		// Minimum execution time: 29_794_000 picoseconds.
		Weight::from_parts(29_091_957, 3834)
			// Standard Error: 1_965
			.saturating_add(Weight::from_parts(3_204_196, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 2552).saturating_mul(c.into()))
	}
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:1)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_prover_left() -> Weight {
		// Minimum execution time: 12_659_000 picoseconds.
		Weight::from_parts(13_670_000, 3834)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:1 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2456), added: 4931, mode: `MaxEncodedLen`)
	/// The range of component `i` is `[0, 64]`.
	fn deliver(i: u32, ) -> Weight {
		// Minimum execution time: 158_926_000 picoseconds.
		Weight::from_parts(163_135_218, 21984)
			// Standard Error: 4_483
			.saturating_add(Weight::from_parts(82_677, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForCategories` (r:1 w:1)
	/// Proof: `Market::CounterForCategories` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:0 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn create_category() -> Weight {
		// Minimum execution time: 14_552_000 picoseconds.
		Weight::from_parts(15_843_000, 3542)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:1 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn update_category() -> Weight {
		// Minimum execution time: 20_190_000 picoseconds.
		Weight::from_parts(21_813_000, 3542)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Parameters` (r:0 w:1)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Minimum execution time: 5_358_000 picoseconds.
		Weight::from_parts(6_100_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Market::Calendar` (r:1 w:0)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Market::Rescues` (r:1 w:0)
	/// Proof: `Market::Rescues` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:1 w:0)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		// Minimum execution time: 12_849_000 picoseconds.
		Weight::from_parts(14_091_000, 3509)
			.saturating_add(T::DbWeight::get().reads(8_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Minimum execution time: 113_809_000 picoseconds.
		Weight::from_parts(117_555_000, 5974)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Market::Rescues` (r:0 w:1)
	/// Proof: `Market::Rescues` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	fn miss_reauctioned() -> Weight {
		// Minimum execution time: 177_324_000 picoseconds.
		Weight::from_parts(181_700_000, 8799)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	fn miss_refunded() -> Weight {
		// Minimum execution time: 190_033_000 picoseconds.
		Weight::from_parts(193_939_000, 8799)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:1 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2456), added: 4931, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	fn prune() -> Weight {
		// Minimum execution time: 66_689_000 picoseconds.
		Weight::from_parts(69_133_000, 5974)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	// Not measured yet: estimated from the calls beside, which `scripts/weights` replaces.
	fn place_batch(b: u32, ) -> Weight {
		Weight::from_parts(180_000_000, 3853)
			.saturating_add(Weight::from_parts(568, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn top_up() -> Weight {
		Weight::from_parts(110_000_000, 3853)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn reject_reauctioned() -> Weight {
		Weight::from_parts(150_000_000, 8799)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn reject_unprovable() -> Weight {
		Weight::from_parts(360_000_000, 21984)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(10_000_000, 1494)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn reprice() -> Weight {
		Weight::from_parts(60_000_000, 3853)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	fn read_queues(l: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 3853)
			.saturating_add(Weight::from_parts(9_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(l.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Book` (r:514 w:0)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[0, 512]`.
	fn read_bids(l: u32, ) -> Weight {
		// Minimum execution time: 5_709_000 picoseconds.
		Weight::from_parts(7_056_199, 5562)
			// Standard Error: 1_501
			.saturating_add(Weight::from_parts(2_289_994, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2520).saturating_mul(l.into()))
	}
	/// An estimate, to be measured.
	fn search(k: u32, ) -> Weight {
		Weight::from_parts(1_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(k.into()))
	}
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(28), added: 523, mode: `MaxEncodedLen`)
	/// Storage: `Market::Rescues` (r:16 w:16)
	/// Proof: `Market::Rescues` (`max_values`: None, `max_size`: Some(8), added: 2483, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:64 w:64)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(261), added: 2736, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:16 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:113 w:48)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:16 w:4)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:0)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:65 w:0)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(369), added: 2844, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:64 w:64)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(101), added: 2576, mode: `MaxEncodedLen`)
	/// Storage: `System::ParentHash` (r:1 w:0)
	/// Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:64 w:64)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(104), added: 2579, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:64 w:64)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:64 w:64)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(175), added: 2650, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:128)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// The range of component `t` is `[0, 64]`.
	/// The range of component `p` is `[1, 64]`.
	/// The range of component `g` is `[1, 32]`.
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		// Minimum execution time: 1_483_919_000 picoseconds.
		Weight::from_parts(1_502_496_000, 41201)
			// Standard Error: 1_609_980
			.saturating_add(Weight::from_parts(77_894_355, 0).saturating_mul(t.into()))
			// Standard Error: 1_620_170
			.saturating_add(Weight::from_parts(18_609_573, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().reads((5_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().writes(16_u64))
			.saturating_add(T::DbWeight::get().writes((7_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(p.into())))
			.saturating_add(Weight::from_parts(0, 2701).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(0, 2844).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 2650).saturating_mul(t.into()))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn place(b: u32, ) -> Weight {
		Weight::from_parts(151_702_785, 3853)
			.saturating_add(Weight::from_parts(568, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn cancel() -> Weight {
		Weight::from_parts(127_090_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn set_offers(c: u32, ) -> Weight {
		Weight::from_parts(29_091_957, 3834)
			.saturating_add(Weight::from_parts(3_204_196, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_prover_left() -> Weight {
		Weight::from_parts(13_670_000, 3834)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deliver(i: u32, ) -> Weight {
		Weight::from_parts(163_135_218, 21984)
			.saturating_add(Weight::from_parts(82_677, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(12_u64))
	}
	fn create_category() -> Weight {
		Weight::from_parts(15_843_000, 3542)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn update_category() -> Weight {
		Weight::from_parts(21_813_000, 3542)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(6_100_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(14_091_000, 3509)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(117_555_000, 5974)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn miss_reauctioned() -> Weight {
		Weight::from_parts(181_700_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(13_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn miss_refunded() -> Weight {
		Weight::from_parts(193_939_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn prune() -> Weight {
		Weight::from_parts(69_133_000, 5974)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn place_batch(b: u32, ) -> Weight {
		Weight::from_parts(180_000_000, 3853)
			.saturating_add(Weight::from_parts(568, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn top_up() -> Weight {
		Weight::from_parts(110_000_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn reject_reauctioned() -> Weight {
		Weight::from_parts(150_000_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn reject_unprovable() -> Weight {
		Weight::from_parts(360_000_000, 21984)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(10_000_000, 1494)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reprice() -> Weight {
		Weight::from_parts(60_000_000, 3853)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn read_queues(l: u32, ) -> Weight {
		Weight::from_parts(15_000_000, 3853)
			.saturating_add(Weight::from_parts(9_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(l.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn read_bids(l: u32, ) -> Weight {
		Weight::from_parts(7_056_199, 5562)
			.saturating_add(Weight::from_parts(2_289_994, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	/// An estimate, to be measured.
	fn search(k: u32, ) -> Weight {
		Weight::from_parts(1_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(k.into()))
	}
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		Weight::from_parts(1_502_496_000, 41201)
			.saturating_add(Weight::from_parts(77_894_355, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(18_609_573, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(33_u64))
			.saturating_add(RocksDbWeight::get().reads((5_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().writes(16_u64))
			.saturating_add(RocksDbWeight::get().writes((7_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(p.into())))
	}
}
