//! Weights of `pallet_market`.
//!
//! Estimated from the storage operations of each function; `benchmark pallet --pallet pallet_market` replaces this file.

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
	fn read_bids(l: u32, ) -> Weight;
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight;
}

/// Weights for `pallet_market` using the Substrate node and recommended hardware.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// The range of component `b` is `[2112, 18496]`.
	fn place(b: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(2_000, 0).saturating_mul(b.into()))
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	fn cancel() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(70_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// The range of component `c` is `[1, 16]`.
	fn set_offers(c: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(25_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(c.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn on_prover_left() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(10_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// The range of component `i` is `[0, 64]`.
	fn deliver(i: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(150_000_000, 0)
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(i.into()))
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	fn create_category() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	fn update_category() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	fn set_parameters() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(6_000_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	fn on_initialize_idle() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(6_u64))
	}
	fn expire() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(70_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	fn miss_reauctioned() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(95_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	fn miss_refunded() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(110_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(13_u64))
	}
	fn prune() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(45_000_000, 0)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// The range of component `l` is `[0, 512]`.
	fn read_bids(l: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(l.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	/// The range of component `t` is `[0, 64]`.
	/// The range of component `p` is `[1, 64]`.
	/// The range of component `g` is `[1, 32]`.
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(130_000_000, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(g.into()))
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().reads((7_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(T::DbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(T::DbWeight::get().writes((9_u64).saturating_mul(t.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(g.into())))
	}
}

// For backwards compatibility and tests.
impl WeightInfo for () {
	/// The range of component `b` is `[2112, 18496]`.
	fn place(b: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(2_000, 0).saturating_mul(b.into()))
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(9_u64))
	}
	fn cancel() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(70_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	/// The range of component `c` is `[1, 16]`.
	fn set_offers(c: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(25_000_000, 0)
			.saturating_add(Weight::from_parts(3_000_000, 0).saturating_mul(c.into()))
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(c.into())))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn on_prover_left() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(10_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(1_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	/// The range of component `i` is `[0, 64]`.
	fn deliver(i: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(150_000_000, 0)
			.saturating_add(Weight::from_parts(1_000_000, 0).saturating_mul(i.into()))
			.saturating_add(RocksDbWeight::get().reads(14_u64))
			.saturating_add(RocksDbWeight::get().writes(14_u64))
	}
	fn create_category() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(3_u64))
			.saturating_add(RocksDbWeight::get().writes(3_u64))
	}
	fn update_category() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().writes(2_u64))
	}
	fn set_parameters() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(6_000_000, 0)
			.saturating_add(RocksDbWeight::get().writes(1_u64))
	}
	fn on_initialize_idle() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(15_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(6_u64))
	}
	fn expire() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(70_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(8_u64))
			.saturating_add(RocksDbWeight::get().writes(8_u64))
	}
	fn miss_reauctioned() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(95_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(11_u64))
			.saturating_add(RocksDbWeight::get().writes(11_u64))
	}
	fn miss_refunded() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(110_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(12_u64))
			.saturating_add(RocksDbWeight::get().writes(13_u64))
	}
	fn prune() -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(45_000_000, 0)
			.saturating_add(RocksDbWeight::get().reads(4_u64))
			.saturating_add(RocksDbWeight::get().writes(4_u64))
	}
	/// The range of component `l` is `[0, 512]`.
	fn read_bids(l: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(10_000_000, 0)
			.saturating_add(Weight::from_parts(12_000_000, 0).saturating_mul(l.into()))
			.saturating_add(RocksDbWeight::get().reads(2_u64))
			.saturating_add(RocksDbWeight::get().reads((1_u64).saturating_mul(l.into())))
	}
	/// The range of component `t` is `[0, 64]`.
	/// The range of component `p` is `[1, 64]`.
	/// The range of component `g` is `[1, 32]`.
	fn clearing(t: u32, p: u32, g: u32, ) -> Weight {
		// Estimated, not measured yet.
		Weight::from_parts(60_000_000, 0)
			.saturating_add(Weight::from_parts(130_000_000, 0).saturating_mul(t.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(p.into()))
			.saturating_add(Weight::from_parts(60_000_000, 0).saturating_mul(g.into()))
			.saturating_add(RocksDbWeight::get().reads(6_u64))
			.saturating_add(RocksDbWeight::get().reads((7_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().reads((2_u64).saturating_mul(p.into())))
			.saturating_add(RocksDbWeight::get().reads((4_u64).saturating_mul(g.into())))
			.saturating_add(RocksDbWeight::get().writes(1_u64))
			.saturating_add(RocksDbWeight::get().writes((9_u64).saturating_mul(t.into())))
			.saturating_add(RocksDbWeight::get().writes((1_u64).saturating_mul(g.into())))
	}
}
