//! Weights of `pallet_market`, measured by `scripts/weights` with 10 steps and 5 repetitions.

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
	fn derive_statement(v: u32, ) -> Weight;
	fn cancel() -> Weight;
	fn set_offers(c: u32, ) -> Weight;
	fn on_prover_left() -> Weight;
	fn deliver(i: u32, ) -> Weight;
	fn deliver_batch(n: u32, ) -> Weight;
	fn create_category() -> Weight;
	fn update_category() -> Weight;
	fn set_parameters() -> Weight;
	fn place_batch(b: u32, ) -> Weight;
	fn top_up() -> Weight;
	fn reject_reauctioned() -> Weight;
	fn reject_unprovable() -> Weight;
	fn set_paused() -> Weight;
	fn reprice() -> Weight;
	fn read_queues(l: u32, ) -> Weight;
	fn on_initialize_idle() -> Weight;
	fn expire() -> Weight;
	fn miss_reauctioned() -> Weight;
	fn miss_refunded() -> Weight;
	fn prune() -> Weight;
	fn read_bids(l: u32, ) -> Weight;
	fn search(k: u32, ) -> Weight;
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight;
}

/// Weights for `pallet_market` with the database weights of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::NextRequestId` (r:1 w:1)
	/// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:0 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[2112, 18496]`.
	fn place(b: u32, ) -> Weight {
		// Minimum execution time: 198_075_000 picoseconds.
		Weight::from_parts(205_151_280, 3853)
			// Standard Error: 169
			.saturating_add(Weight::from_parts(498, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// The range of component `v` is `[0, 4096]`.
	fn derive_statement(v: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(14_000, 0).saturating_mul(v.into()))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:0)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Minimum execution time: 161_340_000 picoseconds.
		Weight::from_parts(165_696_000, 4048)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:0)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:32 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[1, 32]`.
	fn set_offers(c: u32, ) -> Weight {
		// Minimum execution time: 36_004_000 picoseconds.
		Weight::from_parts(36_219_525, 4154)
			// Standard Error: 4_266
			.saturating_add(Weight::from_parts(3_358_366, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 2560).saturating_mul(c.into()))
	}
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:1)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_prover_left() -> Weight {
		// Minimum execution time: 13_691_000 picoseconds.
		Weight::from_parts(14_832_000, 4154)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:1 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:5 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2456), added: 4931, mode: `MaxEncodedLen`)
	/// The range of component `i` is `[0, 64]`.
	fn deliver(i: u32, ) -> Weight {
		// Minimum execution time: 314_769_000 picoseconds.
		Weight::from_parts(328_191_958, 21984)
			// Standard Error: 118_395
			.saturating_add(Weight::from_parts(177_547, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:1 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:5 w:4)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2456), added: 4931, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn deliver_batch(n: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 21984)
			.saturating_add(Weight::from_parts(260_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(5_u64))
			.saturating_add(T::DbWeight::get().writes((9_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 20994).saturating_mul(n.into()))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForCategories` (r:1 w:1)
	/// Proof: `Market::CounterForCategories` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:0 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn create_category() -> Weight {
		// Minimum execution time: 14_722_000 picoseconds.
		Weight::from_parts(16_274_000, 3550)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:1 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn update_category() -> Weight {
		// Minimum execution time: 20_570_000 picoseconds.
		Weight::from_parts(23_125_000, 3550)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Parameters` (r:0 w:1)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Minimum execution time: 5_358_000 picoseconds.
		Weight::from_parts(6_619_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::NextRequestId` (r:1 w:1)
	/// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:0 w:1)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:0 w:1)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:0 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// The range of component `b` is `[2112, 18496]`.
	fn place_batch(b: u32, ) -> Weight {
		// Minimum execution time: 205_236_000 picoseconds.
		Weight::from_parts(220_343_513, 3853)
			// Standard Error: 703
			.saturating_add(Weight::from_parts(1_687, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:0)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:2)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Minimum execution time: 99_218_000 picoseconds.
		Weight::from_parts(111_226_000, 4048)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:0 w:1)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn reject_reauctioned() -> Weight {
		// Minimum execution time: 102_262_000 picoseconds.
		Weight::from_parts(129_523_000, 6196)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:6 w:6)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn reject_unprovable() -> Weight {
		// Minimum execution time: 301_489_000 picoseconds.
		Weight::from_parts(383_701_000, 16608)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `Market::MarketTime` (r:1 w:1)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	fn set_paused() -> Weight {
		// Minimum execution time: 9_133_000 picoseconds.
		Weight::from_parts(16_344_000, 1494)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Market::Repricings` (r:1 w:2)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:2)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn reprice() -> Weight {
		// Minimum execution time: 29_133_000 picoseconds.
		Weight::from_parts(42_483_000, 4048)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Market::QueueCursors` (r:2 w:1)
	/// Proof: `Market::QueueCursors` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:65 w:0)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:64 w:0)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:32 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:32 w:0)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[1, 64]`.
	fn read_queues(l: u32, ) -> Weight {
		// Minimum execution time: 51_176_000 picoseconds.
		Weight::from_parts(86_450_054, 20450)
			// Standard Error: 139_325
			.saturating_add(Weight::from_parts(9_905_219, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(20_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 3058).saturating_mul(l.into()))
	}
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:1 w:0)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Market::QueueCursors` (r:2 w:0)
	/// Proof: `Market::QueueCursors` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:2 w:0)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:1 w:0)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn on_initialize_idle() -> Weight {
		// Minimum execution time: 25_919_000 picoseconds.
		Weight::from_parts(31_257_000, 5958)
			.saturating_add(T::DbWeight::get().reads(9_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Minimum execution time: 177_645_000 picoseconds.
		Weight::from_parts(249_391_000, 5974)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Misses` (r:1 w:1)
	/// Proof: `Provers::Misses` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:1)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:0 w:1)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	fn miss_reauctioned() -> Weight {
		// Minimum execution time: 235_040_000 picoseconds.
		Weight::from_parts(245_135_000, 8799)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Misses` (r:1 w:1)
	/// Proof: `Provers::Misses` (`max_values`: None, `max_size`: Some(113), added: 2588, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:1)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(388), added: 2863, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	fn miss_refunded() -> Weight {
		// Minimum execution time: 284_654_000 picoseconds.
		Weight::from_parts(293_086_000, 8799)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:1 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2456), added: 4931, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(211), added: 2686, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn prune() -> Weight {
		// Minimum execution time: 80_069_000 picoseconds.
		Weight::from_parts(84_776_000, 5974)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Market::Book` (r:514 w:0)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[0, 512]`.
	fn read_bids(l: u32, ) -> Weight {
		// Minimum execution time: 5_789_000 picoseconds.
		Weight::from_parts(11_195_690, 5161)
			// Standard Error: 7_164
			.saturating_add(Weight::from_parts(2_476_113, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2521).saturating_mul(l.into()))
	}
	/// The range of component `k` is `[0, 1000]`.
	fn search(k: u32, ) -> Weight {
		// Minimum execution time: 110_715_000 picoseconds.
		Weight::from_parts(124_616_039, 0)
			// Standard Error: 1_529
			.saturating_add(Weight::from_parts(2_965_309, 0).saturating_mul(k.into()))
	}
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `Market::QueueCursors` (r:2 w:1)
	/// Proof: `Market::QueueCursors` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Queues` (r:16 w:16)
	/// Proof: `Market::Queues` (`max_values`: None, `max_size`: Some(9), added: 2484, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:128 w:128)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:32 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:32 w:11)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:225 w:112)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:0)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:257 w:0)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:256 w:128)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `System::ParentHash` (r:1 w:0)
	/// Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Market::Recent` (r:32 w:32)
	/// Proof: `Market::Recent` (`max_values`: None, `max_size`: Some(557), added: 3032, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:128 w:128)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:256)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// The range of component `t` is `[0, 128]`.
	/// The range of component `p` is `[1, 256]`.
	/// The range of component `g` is `[1, 48]`.
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		// Minimum execution time: 5_443_492_000 picoseconds.
		Weight::from_parts(5_477_403_000, 55398)
			// Standard Error: 3_158_129
			.saturating_add(Weight::from_parts(18_312_334, 0).saturating_mul(t.into()))
			// Standard Error: 1_583_186
			.saturating_add(Weight::from_parts(6_096_721, 0).saturating_mul(p.into()))
			.saturating_add(T::DbWeight::get().reads(43_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().writes(65_u64))
			.saturating_add(T::DbWeight::get().writes((5_u64).saturating_mul(t.into())))
			.saturating_add(Weight::from_parts(0, 4331).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(0, 3164).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 2809).saturating_mul(t.into()))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn place(b: u32, ) -> Weight {
		Weight::from_parts(205_151_280, 3853)
			.saturating_add(Weight::from_parts(498, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn derive_statement(v: u32, ) -> Weight {
		Weight::from_parts(40_000_000, 0)
			.saturating_add(Weight::from_parts(14_000, 0).saturating_mul(v.into()))
	}
	fn cancel() -> Weight {
		Weight::from_parts(165_696_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn set_offers(c: u32, ) -> Weight {
		Weight::from_parts(36_219_525, 4154)
			.saturating_add(Weight::from_parts(3_358_366, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_prover_left() -> Weight {
		Weight::from_parts(14_832_000, 4154)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deliver(i: u32, ) -> Weight {
		Weight::from_parts(328_191_958, 21984)
			.saturating_add(Weight::from_parts(177_547, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn deliver_batch(n: u32, ) -> Weight {
		Weight::from_parts(90_000_000, 21984)
			.saturating_add(Weight::from_parts(260_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
			.saturating_add(RocksDbWeight::get().writes((9_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 20994).saturating_mul(n.into()))
	}
	fn create_category() -> Weight {
		Weight::from_parts(16_274_000, 3550)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn update_category() -> Weight {
		Weight::from_parts(23_125_000, 3550)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(6_619_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn place_batch(b: u32, ) -> Weight {
		Weight::from_parts(220_343_513, 3853)
			.saturating_add(Weight::from_parts(1_687, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn top_up() -> Weight {
		Weight::from_parts(111_226_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn reject_reauctioned() -> Weight {
		Weight::from_parts(129_523_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn reject_unprovable() -> Weight {
		Weight::from_parts(383_701_000, 16608)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(16_344_000, 1494)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reprice() -> Weight {
		Weight::from_parts(42_483_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn read_queues(l: u32, ) -> Weight {
		Weight::from_parts(86_450_054, 20450)
			.saturating_add(Weight::from_parts(9_905_219, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(l.into())))
	}
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(31_257_000, 5958)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(249_391_000, 5974)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn miss_reauctioned() -> Weight {
		Weight::from_parts(245_135_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn miss_refunded() -> Weight {
		Weight::from_parts(293_086_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn prune() -> Weight {
		Weight::from_parts(84_776_000, 5974)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn read_bids(l: u32, ) -> Weight {
		Weight::from_parts(11_195_690, 5161)
			.saturating_add(Weight::from_parts(2_476_113, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	fn search(k: u32, ) -> Weight {
		Weight::from_parts(124_616_039, 0)
			.saturating_add(Weight::from_parts(2_965_309, 0).saturating_mul(k.into()))
	}
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		Weight::from_parts(5_477_403_000, 55398)
			.saturating_add(Weight::from_parts(18_312_334, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(6_096_721, 0).saturating_mul(p.into()))
			.saturating_add(RocksDbWeight::get().reads(43_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().writes(65_u64))
			.saturating_add(RocksDbWeight::get().writes((5_u64).saturating_mul(t.into())))
	}
}
