//! # Provers
//!
//! Who proves, behind which stake, and what it costs to miss a deadline.
//!
//! ## Terminology
//!
//! | term | meaning |
//! |---|---|
//! | prover | an account with a stake, slots and a record |
//! | stake | planck held of the prover's account; what it can lose |
//! | slot | room for one job at a time |
//! | collateral | planck of the stake that a running job locks; slashed when its deadline is missed |
//! | worker key | an account that acts for a prover, so that a machine needs no key to the stake |
//!
//! ## Overview
//!
//! - [`register`](Pallet::register) holds a stake of at least [`Config::MinStake`]. [`add_stake`](Pallet::add_stake) and
//!   [`set_slots`](Pallet::set_slots) change what the prover can take.
//! - A worker key is proposed by the prover and accepted by the key itself, so that nobody works against its will; either side
//!   ends it at once. A key serves one prover, and a prover is nobody's worker. Worker rows bear no deposit of their own: there are
//!   at most [`Config::MaxWorkers`] of them behind each minimum stake, and they go with it.
//! - The market starts and ends jobs through [`proofnet_market::Provers`]. A job takes a slot and locks collateral; a delivered one
//!   frees both; a missed one is slashed by its collateral, which goes to the market to distribute. A prover whose stake has
//!   fallen below the minimum has no free slot until it is topped up.
//! - [`deregister`](Pallet::deregister) ends the taking of jobs at once; [`withdraw`](Pallet::withdraw) gives the stake back when
//!   [`Config::LeaveDelay`] blocks have passed and no job is left. Until then every planck can still be slashed.
//!
//! ## Example
//!
//! A prover with 1000 planck of stake and two slots, of which one runs a job with a collateral of 300:
//!
//! ```
//! use pallet_provers::Prover;
//!
//! let mut prover = Prover::<u128, u32>::new(1000, 2);
//! assert_eq!(prover.start(300, 500), Ok(()));
//! assert_eq!((prover.free_slots(500), prover.free_stake()), (1, 700));
//! assert_eq!(prover.miss(300), Some(300));
//! assert_eq!(prover.miss(300), None);
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod invariants;
mod jobs;
mod membership;
mod types;
pub mod weights;
mod workers;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::traits::fungible::Inspect;
use frame_system::pallet_prelude::BlockNumberFor;

/// Planck.
pub type BalanceOf<T> = <<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// A prover's row.
pub type ProverOf<T> = Prover<BalanceOf<T>, BlockNumberFor<T>>;
/// A prover's worker keys.
pub type WorkersOf<T> =
    frame_support::BoundedVec<Worker<<T as frame_system::Config>::AccountId>, <T as Config>::MaxWorkers>;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use frame_support::{
        pallet_prelude::*,
        traits::fungible::{
            hold::{Balanced as BalancedHold, Mutate as MutateHold},
            Mutate,
        },
    };
    use frame_system::pallet_prelude::*;
    use proofnet_market::OnProverLeft;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The pallet.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why this pallet holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// A prover's stake.
        Stake,
    }

    /// What the runtime decides.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's hold reasons.
        type RuntimeHoldReason: From<HoldReason>;
        /// What stakes are made of.
        type Currency: Mutate<Self::AccountId>
            + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + BalancedHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
        /// Told when a prover stops taking jobs.
        type OnProverLeft: OnProverLeft<Self::AccountId>;
        /// Least stake of a prover that takes jobs, in planck.
        #[pallet::constant]
        type MinStake: Get<BalanceOf<Self>>;
        /// Most slots of a prover.
        #[pallet::constant]
        type MaxSlots: Get<u32>;
        /// Most registered provers, those that are leaving included.
        #[pallet::constant]
        type MaxProvers: Get<u32>;
        /// Most worker keys of a prover, proposed ones included.
        #[pallet::constant]
        type MaxWorkers: Get<u32>;
        /// Blocks from deregistering until the stake can be withdrawn.
        #[pallet::constant]
        type LeaveDelay: Get<BlockNumberFor<Self>>;
        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    /// The registered provers.
    // Whoever pays the stake chooses the account, so the hasher must be one that cannot be ground into an unbalanced trie.
    #[pallet::storage]
    pub type Provers<T: Config> =
        CountedStorageMap<_, Blake2_128Concat, T::AccountId, ProverOf<T>, OptionQuery>;

    /// The worker keys of each prover, proposed and accepted.
    #[pallet::storage]
    pub type Workers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, WorkersOf<T>, ValueQuery>;

    /// The prover that an accepted worker key acts for.
    #[pallet::storage]
    pub type WorkerKeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, OptionQuery>;

    /// What happened.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A prover was registered.
        Registered {
            /// Its account.
            prover: T::AccountId,
            /// Planck held of it.
            stake: BalanceOf<T>,
            /// Most jobs that it runs at a time.
            slots: u32,
        },
        /// A prover's stake grew.
        StakeAdded {
            /// Its account.
            prover: T::AccountId,
            /// Planck held in addition.
            amount: BalanceOf<T>,
        },
        /// A prover's number of slots changed.
        SlotsSet {
            /// Its account.
            prover: T::AccountId,
            /// Most jobs that it runs at a time from now on.
            slots: u32,
        },
        /// A prover proposed a worker key.
        WorkerProposed {
            /// Its account.
            prover: T::AccountId,
            /// The key's account.
            worker: T::AccountId,
        },
        /// A worker key accepted and acts for the prover from now on.
        WorkerAccepted {
            /// The prover's account.
            prover: T::AccountId,
            /// The key's account.
            worker: T::AccountId,
        },
        /// A worker key, accepted or only proposed, acts for the prover no more.
        WorkerRemoved {
            /// The prover's account.
            prover: T::AccountId,
            /// The key's account.
            worker: T::AccountId,
        },
        /// A prover takes no jobs any more.
        Deregistered {
            /// Its account.
            prover: T::AccountId,
            /// First block in which its stake can be withdrawn.
            withdrawable: BlockNumberFor<T>,
        },
        /// A prover is gone, its stake given back.
        Withdrawn {
            /// Its account.
            prover: T::AccountId,
            /// Planck given back.
            stake: BalanceOf<T>,
        },
        /// A prover lost stake for a missed deadline.
        Slashed {
            /// Its account.
            prover: T::AccountId,
            /// Planck slashed.
            amount: BalanceOf<T>,
            /// Planck of the collateral that could not be slashed.
            shortfall: BalanceOf<T>,
        },
    }

    /// What is wrong with a call.
    #[pallet::error]
    pub enum Error<T> {
        /// The account is a prover already: change it by `add_stake` and `set_slots`.
        AlreadyRegistered,
        /// The account is no prover: register it first.
        NotRegistered,
        /// The account is a worker key: remove it from its prover, or take another account.
        IsWorker,
        /// The account is a prover, which cannot be a worker key: take another account.
        IsProver,
        /// The stake is below `MinStake`: stake more.
        StakeTooLow,
        /// Nothing to add: give an amount above zero.
        ZeroAmount,
        /// Slots are from 1 to `MaxSlots`.
        InvalidSlots,
        /// There are `MaxProvers` provers: wait until one has withdrawn.
        TooManyProvers,
        /// The prover has `MaxWorkers` worker keys: remove one first.
        TooManyWorkers,
        /// The key is in the prover's list already: nothing to propose.
        AlreadyProposed,
        /// The prover has not proposed this key: let it call `propose_worker` first.
        NotProposed,
        /// The key acts for a prover already: remove it there first.
        AlreadyWorker,
        /// The key is neither the caller's worker nor, for the key itself, anyone's: nothing to remove.
        NotWorker,
        /// The prover has deregistered: withdraw, then register again.
        Leaving,
        /// The prover is active: deregister it first.
        NotLeaving,
        /// `LeaveDelay` has not passed since the prover deregistered: wait for the block that the event named.
        StillLocked,
        /// Jobs are running: deliver them or wait for their deadlines.
        JobsRunning,
        /// Every slot has a job: wait for one to end, or set more slots.
        NoFreeSlot,
        /// The collateral is more than the stake that no job has locked: add stake.
        FreeStakeTooLow,
    }

    impl<T> From<Refusal> for Error<T> {
        fn from(refusal: Refusal) -> Self {
            match refusal {
                Refusal::Leaving => Error::Leaving,
                Refusal::StakeTooLow => Error::StakeTooLow,
                Refusal::NoFreeSlot => Error::NoFreeSlot,
                Refusal::FreeStakeTooLow => Error::FreeStakeTooLow,
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(
                T::MinStake::get() > BalanceOf::<T>::default(),
                "MinStake must be above zero"
            );
            assert!(T::MaxSlots::get() > 0, "MaxSlots must be above zero");
            assert!(T::MaxProvers::get() > 0, "MaxProvers must be above zero");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Becomes a prover.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the account that becomes the prover.
        ///
        /// ## Details
        ///
        /// Holds `stake` of the account. Offers are posted in the market.
        ///
        /// ## Parameters
        ///
        /// - `stake`: planck to hold, at least `MinStake`.
        /// - `slots`: most jobs at a time, from 1 to `MaxSlots`.
        ///
        /// ## Errors
        ///
        /// [`Error::AlreadyRegistered`], [`Error::IsWorker`], [`Error::StakeTooLow`], [`Error::InvalidSlots`],
        /// [`Error::TooManyProvers`]; the currency's, if the account cannot spare the stake.
        ///
        /// ## Events
        ///
        /// [`Event::Registered`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register())]
        pub fn register(
            origin: OriginFor<T>,
            #[pallet::compact] stake: BalanceOf<T>,
            slots: u32,
        ) -> DispatchResult {
            Self::do_register(&ensure_signed(origin)?, stake, slots)
        }

        /// Adds to the stake.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// A prover whose stake was slashed below `MinStake` takes jobs again from the next clearing on when it is above.
        ///
        /// ## Parameters
        ///
        /// - `amount`: planck to hold in addition, above zero.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroAmount`], [`Error::NotRegistered`], [`Error::Leaving`]; the currency's, if the account cannot spare it.
        ///
        /// ## Events
        ///
        /// [`Event::StakeAdded`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::add_stake())]
        pub fn add_stake(origin: OriginFor<T>, #[pallet::compact] amount: BalanceOf<T>) -> DispatchResult {
            Self::do_add_stake(&ensure_signed(origin)?, amount)
        }

        /// Sets how many jobs the prover runs at a time.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// Running jobs stay, also when there are more of them than slots from now on.
        ///
        /// ## Parameters
        ///
        /// - `slots`: from 1 to `MaxSlots`.
        ///
        /// ## Errors
        ///
        /// [`Error::InvalidSlots`], [`Error::NotRegistered`], [`Error::Leaving`].
        ///
        /// ## Events
        ///
        /// [`Event::SlotsSet`].
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_slots())]
        pub fn set_slots(origin: OriginFor<T>, slots: u32) -> DispatchResult {
            Self::do_set_slots(&ensure_signed(origin)?, slots)
        }

        /// Proposes that `worker` acts for the prover.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// Has no effect on the worker's account until that account calls `accept_worker`.
        ///
        /// ## Parameters
        ///
        /// - `worker`: the key's account; no prover's.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::IsProver`], [`Error::AlreadyProposed`], [`Error::TooManyWorkers`].
        ///
        /// ## Events
        ///
        /// [`Event::WorkerProposed`].
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::propose_worker())]
        pub fn propose_worker(origin: OriginFor<T>, worker: T::AccountId) -> DispatchResult {
            Self::do_propose_worker(ensure_signed(origin)?, worker)
        }

        /// Agrees to act for `prover`.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the worker key that the prover has proposed.
        ///
        /// ## Parameters
        ///
        /// - `prover`: the prover's account.
        ///
        /// ## Errors
        ///
        /// [`Error::AlreadyWorker`], [`Error::IsProver`], [`Error::NotProposed`].
        ///
        /// ## Events
        ///
        /// [`Event::WorkerAccepted`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::accept_worker())]
        pub fn accept_worker(origin: OriginFor<T>, prover: T::AccountId) -> DispatchResult {
            Self::do_accept_worker(ensure_signed(origin)?, prover)
        }

        /// Ends, at once, that `worker` acts for its prover.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover, or by the worker key itself.
        ///
        /// ## Details
        ///
        /// The prover withdraws a mere proposal by the same call.
        ///
        /// ## Parameters
        ///
        /// - `worker`: the key's account; the caller's own when the key ends it.
        ///
        /// ## Errors
        ///
        /// [`Error::NotWorker`].
        ///
        /// ## Events
        ///
        /// [`Event::WorkerRemoved`].
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::remove_worker())]
        pub fn remove_worker(origin: OriginFor<T>, worker: T::AccountId) -> DispatchResult {
            Self::do_remove_worker(ensure_signed(origin)?, worker)
        }

        /// Stops taking jobs.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// Takes effect at once, and the market drops the prover's offers. Running jobs are still due, and the stake answers for
        /// them until it is withdrawn.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::Leaving`].
        ///
        /// ## Events
        ///
        /// [`Event::Deregistered`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::deregister().saturating_add(T::OnProverLeft::weight()))]
        pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
            Self::do_deregister(ensure_signed(origin)?)
        }

        /// Takes the stake back and is a prover no more.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// Removes all that the prover had in storage, its worker keys and its record included.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::NotLeaving`], [`Error::StillLocked`], [`Error::JobsRunning`].
        ///
        /// ## Events
        ///
        /// [`Event::Withdrawn`].
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::withdraw(T::MaxWorkers::get()))]
        pub fn withdraw(origin: OriginFor<T>) -> DispatchResultWithPostInfo {
            let workers = Self::do_withdraw(&ensure_signed(origin)?)?;
            Ok(Some(T::WeightInfo::withdraw(workers)).into())
        }
    }
}
