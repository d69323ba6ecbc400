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
	fn deliver_batch_circuits(k: u32, ) -> Weight;
	fn deliver_batch_requesters(r: u32, ) -> Weight;
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
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::NextRequestId` (r:1 w:1)
	/// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
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
		// Minimum execution time: 204_585_000 picoseconds.
		Weight::from_parts(213_384_731, 3919)
			// Standard Error: 126
			.saturating_add(Weight::from_parts(655, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// The range of component `v` is `[0, 4096]`.
	fn derive_statement(v: u32, ) -> Weight {
		// Minimum execution time: 8_332_000 picoseconds.
		Weight::from_parts(8_742_371, 0)
			// Standard Error: 4
			.saturating_add(Weight::from_parts(12_762, 0).saturating_mul(v.into()))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:0)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn cancel() -> Weight {
		// Minimum execution time: 161_931_000 picoseconds.
		Weight::from_parts(166_648_000, 4048)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(7_u64))
	}
	/// Storage: `Provers::Provers` (r:1 w:0)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:32 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:0)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:0)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// The range of component `c` is `[1, 32]`.
	fn set_offers(c: u32, ) -> Weight {
		// Minimum execution time: 37_796_000 picoseconds.
		Weight::from_parts(37_379_730, 4154)
			// Standard Error: 3_340
			.saturating_add(Weight::from_parts(3_313_898, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 2560).saturating_mul(c.into()))
	}
	/// Storage: `Market::Offers` (r:1 w:1)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:1)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn on_prover_left() -> Weight {
		// Minimum execution time: 13_630_000 picoseconds.
		Weight::from_parts(15_062_000, 4154)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:1 w:1)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:1 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:2)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2976), added: 5451, mode: `MaxEncodedLen`)
	/// The range of component `i` is `[0, 64]`.
	fn deliver(i: u32, ) -> Weight {
		// Minimum execution time: 307_200_000 picoseconds. The time is of an undisturbed run, before it read less: the regression was disturbed.
		Weight::from_parts(329_067_571, 21984)
			.saturating_add(Weight::from_parts(45_429, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `Market::Requests` (r:32 w:32)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:32 w:32)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:32 w:32)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:64)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:32)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2976), added: 5451, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 32]`.
	fn deliver_batch(n: u32, ) -> Weight {
		// Minimum execution time: 315_200_000 picoseconds. The slope is a little below the least times, which come from one delivery after another in a benchmark's overlay: blocks of batches take that much less (`benches/blocks.rs` of the node).
		Weight::from_parts(57_000_000, 8799)
			.saturating_add(Weight::from_parts(240_000_000, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(8_u64))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 20994).saturating_mul(n.into()))
	}
	/// Storage: `Market::Requests` (r:32 w:32)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:32 w:32)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:32 w:32)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:32 w:32)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:3 w:3)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:64)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:32)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2976), added: 5451, mode: `MaxEncodedLen`)
	/// The range of component `k` is `[1, 32]`.
	fn deliver_batch_circuits(k: u32, ) -> Weight {
		// Minimum execution time: 8_459_300_000 picoseconds. Least times of 20 repetitions and 6 %, by which undisturbed medians are above them: the regression was disturbed.
		Weight::from_parts(9_000_000_000, 672798)
			.saturating_add(T::DbWeight::get().reads(103_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(T::DbWeight::get().writes(199_u64))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 2929).saturating_mul(k.into()))
	}
	/// Storage: `Market::Requests` (r:32 w:32)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:32 w:32)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:32 w:32)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1 w:1)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Records` (r:1 w:1)
	/// Proof: `Provers::Records` (`max_values`: None, `max_size`: Some(132), added: 2607, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:33 w:33)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:34 w:34)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:64)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:0 w:32)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2976), added: 5451, mode: `MaxEncodedLen`)
	/// The range of component `r` is `[1, 32]`.
	fn deliver_batch_requesters(r: u32, ) -> Weight {
		// Minimum execution time: 8_549_300_000 picoseconds. Least times of 20 repetitions and 6 %, by which undisturbed medians are above them: the regression was disturbed.
		Weight::from_parts(9_000_000_000, 672798)
			.saturating_add(Weight::from_parts(26_500_000, 0).saturating_mul(r.into()))
			.saturating_add(T::DbWeight::get().reads(102_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(r.into())))
			.saturating_add(T::DbWeight::get().writes(198_u64))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 2704).saturating_mul(r.into()))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForCategories` (r:1 w:1)
	/// Proof: `Market::CounterForCategories` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:0 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn create_category() -> Weight {
		// Minimum execution time: 14_702_000 picoseconds.
		Weight::from_parts(16_294_000, 3550)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Market::Categories` (r:1 w:1)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::ReferencePrices` (r:1 w:1)
	/// Proof: `Market::ReferencePrices` (`max_values`: None, `max_size`: Some(28), added: 2503, mode: `MaxEncodedLen`)
	fn update_category() -> Weight {
		// Minimum execution time: 20_640_000 picoseconds.
		Weight::from_parts(22_604_000, 3550)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Market::Parameters` (r:0 w:1)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	fn set_parameters() -> Weight {
		// Minimum execution time: 5_338_000 picoseconds.
		Weight::from_parts(6_400_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::Categories` (r:1 w:0)
	/// Proof: `Market::Categories` (`max_values`: None, `max_size`: Some(85), added: 2560, mode: `MaxEncodedLen`)
	/// Storage: `Market::NextRequestId` (r:1 w:1)
	/// Proof: `Market::NextRequestId` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Market::Parameters` (r:1 w:0)
	/// Proof: `Market::Parameters` (`max_values`: Some(1), `max_size`: Some(52), added: 547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
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
		// Minimum execution time: 205_757_000 picoseconds.
		Weight::from_parts(220_008_885, 3919)
			// Standard Error: 92
			.saturating_add(Weight::from_parts(279, 0).saturating_mul(b.into()))
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:2)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn top_up() -> Weight {
		// Minimum execution time: 97_465_000 picoseconds.
		Weight::from_parts(104_135_000, 4048)
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
		// Minimum execution time: 102_622_000 picoseconds.
		Weight::from_parts(107_750_000, 6196)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	fn reject_unprovable() -> Weight {
		// Minimum execution time: 299_465_000 picoseconds.
		Weight::from_parts(309_441_000, 16608)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `Market::MarketTime` (r:1 w:1)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	fn set_paused() -> Weight {
		// Minimum execution time: 9_064_000 picoseconds.
		Weight::from_parts(10_105_000, 1494)
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
		// Minimum execution time: 29_964_000 picoseconds.
		Weight::from_parts(33_300_000, 4048)
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
		// Minimum execution time: 52_739_000 picoseconds.
		Weight::from_parts(109_647_862, 20450)
			// Standard Error: 220_152
			.saturating_add(Weight::from_parts(10_428_929, 0).saturating_mul(l.into()))
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
		// Minimum execution time: 26_209_000 picoseconds.
		Weight::from_parts(31_887_000, 5958)
			.saturating_add(T::DbWeight::get().reads(9_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Requests` (r:1 w:1)
	/// Proof: `Market::Requests` (`max_values`: None, `max_size`: Some(583), added: 3058, mode: `MaxEncodedLen`)
	/// Storage: `Verifier::Circuits` (r:1 w:1)
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	/// Storage: `Market::Book` (r:0 w:1)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn expire() -> Weight {
		// Minimum execution time: 169_713_000 picoseconds.
		Weight::from_parts(182_652_000, 5974)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
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
		// Minimum execution time: 224_654_000 picoseconds.
		Weight::from_parts(252_846_000, 8799)
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
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
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
	/// Proof: `Verifier::Circuits` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Market::Works` (r:0 w:1)
	/// Proof: `Market::Works` (`max_values`: None, `max_size`: Some(18519), added: 20994, mode: `MaxEncodedLen`)
	fn miss_refunded() -> Weight {
		// Minimum execution time: 274_889_000 picoseconds.
		Weight::from_parts(391_683_000, 8799)
			.saturating_add(T::DbWeight::get().reads(18_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Market::Calendar` (r:2 w:1)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// Storage: `Market::Fulfilments` (r:1 w:1)
	/// Proof: `Market::Fulfilments` (`max_values`: None, `max_size`: Some(2976), added: 5451, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(229), added: 2704, mode: `MaxEncodedLen`)
	/// Storage: `Market::Repricings` (r:1 w:0)
	/// Proof: `Market::Repricings` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn prune() -> Weight {
		// Minimum execution time: 77_084_000 picoseconds.
		Weight::from_parts(83_635_000, 6441)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Market::Book` (r:514 w:0)
	/// Proof: `Market::Book` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// The range of component `l` is `[0, 512]`.
	fn read_bids(l: u32, ) -> Weight {
		// Minimum execution time: 5_879_000 picoseconds.
		Weight::from_parts(4_970_714, 5161)
			// Standard Error: 21_766
			.saturating_add(Weight::from_parts(2_881_781, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
			.saturating_add(Weight::from_parts(0, 2521).saturating_mul(l.into()))
	}
	/// The range of component `k` is `[0, 1000]`.
	fn search(k: u32, ) -> Weight {
		// Minimum execution time: 116_343_000 picoseconds.
		Weight::from_parts(132_807_645, 0)
			// Standard Error: 27_437
			.saturating_add(Weight::from_parts(3_693_441, 0).saturating_mul(k.into()))
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
	/// Storage: `Market::Offers` (r:1025 w:0)
	/// Proof: `Market::Offers` (`max_values`: None, `max_size`: Some(689), added: 3164, mode: `MaxEncodedLen`)
	/// Storage: `Provers::Provers` (r:1024 w:128)
	/// Proof: `Provers::Provers` (`max_values`: None, `max_size`: Some(181), added: 2656, mode: `MaxEncodedLen`)
	/// Storage: `System::ParentHash` (r:1 w:0)
	/// Proof: `System::ParentHash` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	/// Storage: `Market::Recent` (r:32 w:32)
	/// Proof: `Market::Recent` (`max_values`: None, `max_size`: Some(557), added: 3032, mode: `MaxEncodedLen`)
	/// Storage: `Market::Jobs` (r:128 w:128)
	/// Proof: `Market::Jobs` (`max_values`: None, `max_size`: Some(108), added: 2583, mode: `MaxEncodedLen`)
	/// Storage: `Market::MarketTime` (r:1 w:0)
	/// Proof: `Market::MarketTime` (`max_values`: Some(1), `max_size`: Some(9), added: 504, mode: `MaxEncodedLen`)
	/// Storage: `Market::CounterForOffers` (r:1 w:0)
	/// Proof: `Market::CounterForOffers` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Market::Calendar` (r:0 w:256)
	/// Proof: `Market::Calendar` (`max_values`: None, `max_size`: Some(17), added: 2492, mode: `MaxEncodedLen`)
	/// The range of component `t` is `[0, 128]`.
	/// The range of component `p` is `[1, 1024]`.
	/// The range of component `g` is `[1, 48]`.
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		// Minimum execution time: 5_531_733_000 picoseconds.
		Weight::from_parts(5_684_941_000, 55463)
			// Median slope: the regression does not see so little beside the rest.
			.saturating_add(Weight::from_parts(24_360_000, 0).saturating_mul(t.into()))
			// Standard Error: 1_173_228
			.saturating_add(Weight::from_parts(23_950_299, 0).saturating_mul(p.into()))
			// Standard Error: 25_142_540
			.saturating_add(Weight::from_parts(120_663_935, 0).saturating_mul(g.into()))
			.saturating_add(T::DbWeight::get().reads(42_u64))
			.saturating_add(T::DbWeight::get().reads((3_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().writes(65_u64))
			.saturating_add(T::DbWeight::get().writes((6_u64).saturating_mul(t.into())))
			.saturating_add(Weight::from_parts(0, 4330).saturating_mul(g.into()))
			.saturating_add(Weight::from_parts(0, 3164).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(0, 2811).saturating_mul(t.into()))
	}
}

/// Weights for tests.
impl WeightInfo for () {
	fn place(b: u32, ) -> Weight {
		Weight::from_parts(213_384_731, 3919)
			.saturating_add(Weight::from_parts(655, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn derive_statement(v: u32, ) -> Weight {
		Weight::from_parts(8_742_371, 0)
			.saturating_add(Weight::from_parts(12_762, 0).saturating_mul(v.into()))
	}
	fn cancel() -> Weight {
		Weight::from_parts(166_648_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn set_offers(c: u32, ) -> Weight {
		Weight::from_parts(37_379_730, 4154)
			.saturating_add(Weight::from_parts(3_313_898, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_prover_left() -> Weight {
		Weight::from_parts(15_062_000, 4154)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn deliver(i: u32, ) -> Weight {
		Weight::from_parts(329_067_571, 21984)
			.saturating_add(Weight::from_parts(45_429, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn deliver_batch(n: u32, ) -> Weight {
		Weight::from_parts(57_000_000, 8799)
			.saturating_add(Weight::from_parts(240_000_000, 0).saturating_mul(n.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(n.into())))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
			.saturating_add(RocksDbWeight::get().writes((6_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 20994).saturating_mul(n.into()))
	}
	fn deliver_batch_circuits(k: u32, ) -> Weight {
		Weight::from_parts(9_000_000_000, 672798)
			.saturating_add(RocksDbWeight::get().reads(103_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(k.into())))
			.saturating_add(RocksDbWeight::get().writes(199_u64))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(k.into())))
			.saturating_add(Weight::from_parts(0, 2929).saturating_mul(k.into()))
	}
	fn deliver_batch_requesters(r: u32, ) -> Weight {
		Weight::from_parts(9_000_000_000, 672798)
			.saturating_add(Weight::from_parts(26_500_000, 0).saturating_mul(r.into()))
			.saturating_add(RocksDbWeight::get().reads(102_u64))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(r.into())))
			.saturating_add(RocksDbWeight::get().writes(198_u64))
			.saturating_add(RocksDbWeight::get().writes((2_u64).saturating_mul(r.into())))
			.saturating_add(Weight::from_parts(0, 2704).saturating_mul(r.into()))
	}
	fn create_category() -> Weight {
		Weight::from_parts(16_294_000, 3550)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn update_category() -> Weight {
		Weight::from_parts(22_604_000, 3550)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_parameters() -> Weight {
		Weight::from_parts(6_400_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn place_batch(b: u32, ) -> Weight {
		Weight::from_parts(220_008_885, 3919)
			.saturating_add(Weight::from_parts(279, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn top_up() -> Weight {
		Weight::from_parts(104_135_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(5_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn reject_reauctioned() -> Weight {
		Weight::from_parts(107_750_000, 6196)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn reject_unprovable() -> Weight {
		Weight::from_parts(309_441_000, 16608)
			.saturating_add(RocksDbWeight::get().reads(15_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn set_paused() -> Weight {
		Weight::from_parts(10_105_000, 1494)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn reprice() -> Weight {
		Weight::from_parts(33_300_000, 4048)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(5_u64))
	}
	fn read_queues(l: u32, ) -> Weight {
		Weight::from_parts(109_647_862, 20450)
			.saturating_add(Weight::from_parts(10_428_929, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(20_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(l.into())))
	}
	fn on_initialize_idle() -> Weight {
		Weight::from_parts(31_887_000, 5958)
			.saturating_add(RocksDbWeight::get().reads(9_u64))
	}
	fn expire() -> Weight {
		Weight::from_parts(182_652_000, 5974)
			.saturating_add(RocksDbWeight::get().reads(7_u64))
			.saturating_add(RocksDbWeight::get().writes(7_u64))
	}
	fn miss_reauctioned() -> Weight {
		Weight::from_parts(252_846_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn miss_refunded() -> Weight {
		Weight::from_parts(391_683_000, 8799)
			.saturating_add(RocksDbWeight::get().reads(18_u64))
			.saturating_add(RocksDbWeight::get().writes(15_u64))
	}
	fn prune() -> Weight {
		Weight::from_parts(83_635_000, 6441)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	fn read_bids(l: u32, ) -> Weight {
		Weight::from_parts(4_970_714, 5161)
			.saturating_add(Weight::from_parts(2_881_781, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	fn search(k: u32, ) -> Weight {
		Weight::from_parts(132_807_645, 0)
			.saturating_add(Weight::from_parts(3_693_441, 0).saturating_mul(k.into()))
	}
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		Weight::from_parts(5_684_941_000, 55463)
			.saturating_add(Weight::from_parts(24_360_000, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(23_950_299, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(120_663_935, 0).saturating_mul(g.into()))
			.saturating_add(RocksDbWeight::get().reads(42_u64))
			.saturating_add(RocksDbWeight::get().reads((3_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().writes(65_u64))
			.saturating_add(RocksDbWeight::get().writes((6_u64).saturating_mul(t.into())))
	}
}
