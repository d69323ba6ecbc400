//! The length of a slot: chosen once, at genesis, and constant from then on, as BABE demands.

pub use pallet::*;

/// Slot length of a network that does not choose one, in milliseconds.
pub const DEFAULT_DURATION_MS: u64 = 2_000;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use super::DEFAULT_DURATION_MS;
    use frame_support::{pallet_prelude::*, traits::Get};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {}

    #[pallet::type_value]
    pub fn DefaultDuration() -> u64 {
        DEFAULT_DURATION_MS
    }

    /// Milliseconds from one slot to the next.
    #[pallet::storage]
    pub type Duration<T> = StorageValue<_, u64, ValueQuery, DefaultDuration>;

    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Milliseconds from one slot to the next; 0 stands for the default.
        pub duration_ms: u64,
        #[serde(skip)]
        pub _marker: core::marker::PhantomData<T>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            if self.duration_ms > 0 {
                Duration::<T>::put(self.duration_ms);
            }
        }
    }

    /// The slot's length, in milliseconds.
    pub struct SlotDuration<T>(core::marker::PhantomData<T>);
    impl<T: Config> Get<u64> for SlotDuration<T> {
        fn get() -> u64 {
            Duration::<T>::get()
        }
    }

    /// Half a slot, in milliseconds: what the timestamp pallet takes for the least distance of two blocks, and from
    /// which BABE derives the slot again.
    pub struct HalfSlot<T>(core::marker::PhantomData<T>);
    impl<T: Config> Get<u64> for HalfSlot<T> {
        fn get() -> u64 {
            Duration::<T>::get() / 2
        }
    }
}
