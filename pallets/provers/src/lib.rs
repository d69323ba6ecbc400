//! # Provers
//!
//! Who proves, behind which stake, whose stake that is, and what it costs to miss a deadline.
//!
//! ## Terminology
//!
//! | term | meaning |
//! |---|---|
//! | prover | an account with a stake pool, slots and a record |
//! | operator | who signs for a prover: the prover's account |
//! | staker | who has a part in a prover's pool: the operator, or anyone who delegates |
//! | pool | the stake that works, in planck, and the shares that own it |
//! | unbonding stake | stake on its way out of a pool: slashed like the pool, collateral for nothing new |
//! | slot | room for one job at a time |
//! | collateral | planck of the stake that a running job locks; slashed when its deadline is missed |
//! | commission | the operator's part of each payment; the rest raises the price of every share |
//! | worker key | an account that acts for a prover, so that a machine needs no key to the stake |
//! | settled | left for an unbonding period, no job running: nothing can be slashed any more |
//!
//! ## Overview
//!
//! - [`register`](Pallet::register) makes a prover, with a stake of its own of at least [`ProverParameters::min_self_stake`]. Anyone adds to its
//!   pool by [`stake`](Pallet::stake). What lies in a pool is held of an account that the pool has for itself, by
//!   [`HoldReason::Stake`] and [`HoldReason::Unbonding`], and counted in storage: a transfer to that account changes nothing.
//! - [`unstake`](Pallet::unstake) moves stake out of the pool and [`withdraw`](Pallet::withdraw) pays it
//!   [`Config::UnbondingPeriod`] blocks later. Until then it is slashed with the pool, and what running jobs have locked cannot leave.
//! - The market starts and ends jobs through [`proofnet_market::Provers`]. A job takes a slot and locks collateral; a delivered or
//!   rejected one frees both; a missed one is slashed by its collateral, pool and unbonding stake in proportion, and the market
//!   distributes that.
//! - A prover is registered, active, jailed or leaving ([`State`]). As many misses as [`ProverParameters`] say, within as many blocks, jail it;
//!   [`unjail`](Pallet::unjail) ends that after a term. A slash that the stake does not cover, or that leaves
//!   nothing in the pool, ejects it: it is leaving.
//! - [`deregister`](Pallet::deregister) ends the taking of jobs at once. When the prover is settled, `withdraw` pays each staker
//!   everything, and [`close`](Pallet::close) pays the operator, last. Both can be called by anyone, so that nobody can keep a
//!   closing pool open. Then the account may register anew.
//! - A worker key is proposed by the prover and accepted by the key itself, so that nobody works against its will; either side
//!   ends it at once. A key serves one prover, and a prover is nobody's worker. Worker rows bear no deposit of their own: there are
//!   at most [`Config::MaxWorkers`] of them behind each minimum stake, and they go with it.
//!
//! ## Example
//!
//! A pool of 1000 planck earns 100, and loses 220 while a tenth of it is unbonding:
//!
//! ```
//! use pallet_provers::pool::{divide_slash, Slash, Vault};
//!
//! let (mut pool, mut unbonding) = (Vault::default(), Vault::default());
//! let shares = pool.buy(1000).unwrap().shares;
//! pool.gain(100);
//! assert_eq!(pool.value(shares), 1100);
//!
//! unbonding.put(pool.redeem(shares / 10).unwrap()).unwrap();
//! assert_eq!((pool.assets, unbonding.assets), (990, 110));
//! assert_eq!(divide_slash(220, &pool, &unbonding), Slash { pool: 198, unbonding: 22 });
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod breaker;
pub mod commission;
mod errors;
mod events;
mod funds;
mod input_keys;
mod invariants;
mod jobs;
mod membership;
mod parameters;
pub mod pool;
mod prover;
mod queries;
mod staking;
mod state;
pub mod weights;
mod workers;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use commission::Commission;
pub use pallet::*;
pub use parameters::{ParametersError, ProverParameters};
pub use pool::{Balance, Vault};
pub use proofnet_market::Record;
pub use prover::{Prover, Refusal};
pub use staking::Chunk;
pub use state::State;
pub use weights::WeightInfo;
pub use workers::{Consent, Worker};

use breaker::RecentMisses;
use frame_support::{pallet_macros::import_section, traits::fungible::Credit, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{InputKey, ProverView};

/// Funds on their way from one account to another.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// A prover's row.
pub type ProverOf<T> = Prover<BlockNumberFor<T>>;
/// What governance decides about provers.
pub type ProverParametersOf<T> = ProverParameters<BlockNumberFor<T>>;
/// What is shown of a prover.
pub type ProverViewOf<T> = ProverView<<T as frame_system::Config>::AccountId, Balance, BlockNumberFor<T>>;
/// A prover's worker keys.
pub type WorkersOf<T> = BoundedVec<Worker<<T as frame_system::Config>::AccountId>, <T as Config>::MaxWorkers>;
/// What a staker has unbonding of one prover, what matures first coming first.
pub type ChunksOf<T> = BoundedVec<Chunk<BlockNumberFor<T>>, <T as Config>::MaxChunks>;

#[import_section(errors::errors)]
#[import_section(events::events)]
// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{
            fungible::{
                hold::{Balanced as BalancedHold, Mutate as MutateHold},
                Mutate,
            },
            OnUnbalanced,
        },
        PalletId,
    };
    use frame_system::pallet_prelude::*;
    use proofnet_market::{page, OnProverLeft, Page};
    use sp_runtime::Permill;

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    /// The pallet.
    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// Why this pallet holds funds of a pool's account.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The stake that works.
        Stake,
        /// The stake that is unbonding.
        Unbonding,
    }

    /// What the runtime decides.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's hold reasons.
        type RuntimeHoldReason: From<HoldReason>;
        /// What stakes are made of.
        type Currency: Mutate<Self::AccountId, Balance = Balance>
            + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + BalancedHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;
        /// Told when a prover stops taking jobs for good.
        type OnProverLeft: OnProverLeft<Self::AccountId>;
        /// Gets what a staker's account cannot receive because it is gone and the amount too small to bring it back.
        type Unclaimed: OnUnbalanced<CreditOf<Self>>;
        /// What the accounts of the pools are derived from.
        #[pallet::constant]
        type PalletId: Get<PalletId>;
        /// Who sets the parameters.
        type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// The parameters until they are set.
        type InitialParameters: Get<ProverParametersOf<Self>>;
        /// Most slots of a prover.
        #[pallet::constant]
        type MaxSlots: Get<u32>;
        /// Most registered provers, those that are leaving included.
        #[pallet::constant]
        type MaxProvers: Get<u32>;
        /// Most worker keys of a prover, proposed ones included.
        #[pallet::constant]
        type MaxWorkers: Get<u32>;
        /// Most amounts that one staker has unbonding of one prover at a time.
        #[pallet::constant]
        type MaxChunks: Get<u32>;
        /// Blocks from unstaking until the withdrawal, and from leaving until a prover is settled.
        #[pallet::constant]
        type UnbondingPeriod: Get<BlockNumberFor<Self>>;
        /// Weights of the calls.
        type WeightInfo: WeightInfo;
    }

    // Whoever pays the stake chooses the account, so the hashers must be ones that cannot be ground into an unbalanced trie.
    /// The registered provers.
    #[pallet::storage]
    pub type Provers<T: Config> =
        CountedStorageMap<_, Blake2_128Concat, T::AccountId, ProverOf<T>, OptionQuery>;

    /// Shares of each prover's pool that others than its operator own.
    #[pallet::storage]
    pub type Delegations<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Blake2_128Concat,
        T::AccountId,
        Balance,
        OptionQuery,
    >;

    /// What each staker of each prover has unbonding.
    #[pallet::storage]
    pub type Unbondings<T: Config> = StorageDoubleMap<
        _,
        Blake2_128Concat,
        T::AccountId,
        Blake2_128Concat,
        T::AccountId,
        ChunksOf<T>,
        ValueQuery,
    >;

    // Apart from the prover's row, which every clearing reads.
    /// How each prover's jobs ended.
    #[pallet::storage]
    pub type Records<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, Record, ValueQuery>;

    /// Misses of each prover that count for the circuit breaker.
    #[pallet::storage]
    pub type Misses<T: Config> =
        StorageMap<_, Blake2_128Concat, T::AccountId, RecentMisses<BlockNumberFor<T>>, ValueQuery>;

    /// The worker keys of each prover, proposed and accepted.
    #[pallet::storage]
    pub type Workers<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, WorkersOf<T>, ValueQuery>;

    /// The prover that an accepted worker key acts for.
    #[pallet::storage]
    pub type WorkerKeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, T::AccountId, OptionQuery>;

    /// What inputs for each prover are encrypted to, of those that have named a key.
    #[pallet::storage]
    pub type InputKeys<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, InputKey, OptionQuery>;

    /// What governance has decided about provers.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type Parameters<T: Config> =
        StorageValue<_, ProverParametersOf<T>, ValueQuery, <T as Config>::InitialParameters>;

    /// Provers that a chain starts with. Their accounts must be endowed.
    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Account, planck of its own stake, slots, commission.
        pub provers: Vec<(T::AccountId, Balance, u32, Permill)>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            for (prover, stake, slots, commission) in &self.provers {
                let registered = Pallet::<T>::do_register(prover, *stake, *slots, *commission);
                assert!(
                    registered.is_ok(),
                    "provers genesis: prover {prover:?} is refused: {registered:?}"
                );
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(T::MaxSlots::get() > 0, "MaxSlots must be above zero");
            assert!(T::MaxProvers::get() > 0, "MaxProvers must be above zero");
            assert!(T::MaxChunks::get() > 0, "MaxChunks must be above zero");
            let parameters = T::InitialParameters::get().check(T::UnbondingPeriod::get());
            assert!(
                parameters.is_ok(),
                "InitialParameters are out of bounds: {parameters:?}"
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// All about `prover`: state, slots, stake, commission, record, on-time rate and latency percentiles. None if it is
        /// not registered.
        pub fn prover(prover: T::AccountId) -> Option<ProverViewOf<T>> {
            let row = Provers::<T>::get(&prover)?;
            Some(Self::view(prover, row))
        }

        /// The registered provers, at most `limit` of them and at most 100. The first page if `after` is none, or the one after
        /// `next` of the page before.
        pub fn provers(after: Option<T::AccountId>, limit: u32) -> Page<ProverViewOf<T>, T::AccountId> {
            let rows = match after {
                Some(prover) => Provers::<T>::iter_from(Provers::<T>::hashed_key_for(prover)),
                None => Provers::<T>::iter(),
            };
            page(rows, limit, |prover, row| Some(Self::view(prover.clone(), row)))
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
        /// Opens a pool with the operator's own stake as the first. The account of the pool needs the existential deposit,
        /// which comes back when the prover is closed. Offers are posted in the market.
        ///
        /// ## Parameters
        ///
        /// - `stake`: planck, at least `min_self_stake`.
        /// - `slots`: most jobs at a time, from 1 to `MaxSlots`.
        /// - `commission`: the operator's part of payments, at most `max_commission`.
        ///
        /// ## Errors
        ///
        /// [`Error::OwnStakeTooLow`], [`Error::InvalidSlots`], [`Error::CommissionTooHigh`], [`Error::AlreadyRegistered`],
        /// [`Error::IsWorker`], [`Error::TooManyProvers`]; the currency's, if the account cannot spare stake and deposit.
        ///
        /// ## Events
        ///
        /// [`Event::Registered`], [`Event::Staked`], [`Event::StateChanged`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::register())]
        pub fn register(
            origin: OriginFor<T>,
            #[pallet::compact] stake: Balance,
            slots: u32,
            commission: Permill,
        ) -> DispatchResult {
            Self::do_register(&ensure_signed(origin)?, stake, slots, commission)
        }

        /// Adds to a prover's pool.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the staker: the operator, or anyone who delegates.
        ///
        /// ## Details
        ///
        /// Takes what the shares cost that `amount` buys, which is less than `amount` by less than the price of one share. A
        /// prover whose own stake reaches `min_self_stake` again takes jobs from the next clearing on.
        ///
        /// ## Parameters
        ///
        /// - `prover`: whose pool.
        /// - `amount`: planck, above zero for the operator, at least `min_delegation` for others.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroAmount`], [`Error::NotRegistered`], [`Error::Leaving`], [`Error::DelegationTooLow`],
        /// [`Error::PoolRuined`], [`Error::BelowOneShare`]; the currency's, if the account cannot spare it.
        ///
        /// ## Events
        ///
        /// [`Event::Staked`]; [`Event::StateChanged`], if the prover becomes active.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::stake())]
        pub fn stake(
            origin: OriginFor<T>,
            prover: T::AccountId,
            #[pallet::compact] amount: Balance,
        ) -> DispatchResult {
            Self::do_stake(&ensure_signed(origin)?, &prover, amount)
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

        /// Stops taking jobs, for good.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// Takes effect at once, and the market drops the prover's offers. Running jobs are still due, and the stake answers for
        /// them. `UnbondingPeriod` blocks later, when no job is left, the prover is settled: `withdraw` and `close` pay everyone.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::Leaving`].
        ///
        /// ## Events
        ///
        /// [`Event::StateChanged`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::deregister().saturating_add(T::OnProverLeft::weight()))]
        pub fn deregister(origin: OriginFor<T>) -> DispatchResult {
            Self::do_deregister(&ensure_signed(origin)?)
        }

        /// Pays a staker what has matured; of a settled prover everything.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by anyone.
        ///
        /// ## Details
        ///
        /// What has matured is slashed with the pool until it is withdrawn. Of a settled prover, the stake that works is paid at once
        /// too, except the operator's, which [`close`](Pallet::close) pays.
        ///
        /// ## Parameters
        ///
        /// - `prover`: whose pool.
        /// - `staker`: who is paid.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::NothingToWithdraw`], [`Error::StakeLocked`]; the currency's, if the staker's account is
        /// gone and the amount too small to bring it back. Of a settled prover such an amount is forfeited instead.
        ///
        /// ## Events
        ///
        /// [`Event::Withdrawn`]; before it [`Event::Forfeited`], if so.
        #[pallet::call_index(7)]
        #[pallet::weight(T::WeightInfo::withdraw())]
        pub fn withdraw(origin: OriginFor<T>, prover: T::AccountId, staker: T::AccountId) -> DispatchResult {
            ensure_signed(origin)?;
            Self::do_withdraw(&prover, &staker)
        }

        /// Moves stake out of a pool, to be withdrawn later.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the staker.
        ///
        /// ## Details
        ///
        /// From now on it earns nothing and is no collateral for new jobs. It is slashed with the pool until it is withdrawn, from
        /// `UnbondingPeriod` blocks on.
        ///
        /// ## Parameters
        ///
        /// - `prover`: whose pool.
        /// - `shares`: how many; worth at least `min_delegation`, or all that a delegator has. The operator keeps shares worth
        ///   `min_self_stake`, which only [`close`](Pallet::close) pays.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroAmount`], [`Error::NotRegistered`], [`Error::NotEnoughShares`], [`Error::OwnStakeTooLow`],
        /// [`Error::DelegationTooLow`], [`Error::TooManyChunks`].
        ///
        /// ## Events
        ///
        /// [`Event::Unstaked`].
        #[pallet::call_index(8)]
        #[pallet::weight(T::WeightInfo::unstake())]
        pub fn unstake(
            origin: OriginFor<T>,
            prover: T::AccountId,
            #[pallet::compact] shares: Balance,
        ) -> DispatchResult {
            Self::do_unstake(&ensure_signed(origin)?, &prover, shares)
        }

        /// Sets the operator's part of payments.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// It is lowered at any time by any amount, and raised by at most `max_commission_rise` once in `commission_period` blocks.
        ///
        /// ## Parameters
        ///
        /// - `commission`: at most `max_commission`.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::Leaving`], [`Error::CommissionTooHigh`], [`Error::CommissionRisesTooMuch`],
        /// [`Error::CommissionRisesTooSoon`].
        ///
        /// ## Events
        ///
        /// [`Event::CommissionSet`].
        #[pallet::call_index(9)]
        #[pallet::weight(T::WeightInfo::set_commission())]
        pub fn set_commission(origin: OriginFor<T>, commission: Permill) -> DispatchResult {
            Self::do_set_commission(&ensure_signed(origin)?, commission)
        }

        /// Takes jobs again after a term in jail.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover.
        ///
        /// ## Details
        ///
        /// It is registered, and not active, if slashes have left less of its own stake than `min_self_stake`.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::NotJailed`], [`Error::TermNotOver`], [`Error::Leaving`].
        ///
        /// ## Events
        ///
        /// [`Event::StateChanged`].
        #[pallet::call_index(10)]
        #[pallet::weight(T::WeightInfo::unjail())]
        pub fn unjail(origin: OriginFor<T>) -> DispatchResult {
            Self::do_unjail(&ensure_signed(origin)?)
        }

        /// Removes a settled prover and pays its operator.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by anyone.
        ///
        /// ## Details
        ///
        /// Removes all that the prover had in storage, its worker keys and its record included. The operator is paid last: its
        /// stake stays until all others were paid.
        ///
        /// ## Parameters
        ///
        /// - `prover`: which one.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`], [`Error::NotLeaving`], [`Error::StillLocked`], [`Error::JobsRunning`],
        /// [`Error::StakersLeft`].
        ///
        /// ## Events
        ///
        /// [`Event::Closed`].
        #[pallet::call_index(11)]
        #[pallet::weight(T::WeightInfo::close(T::MaxWorkers::get()))]
        pub fn close(origin: OriginFor<T>, prover: T::AccountId) -> DispatchResultWithPostInfo {
            ensure_signed(origin)?;
            let workers = Self::do_close(&prover)?;
            Ok(Some(T::WeightInfo::close(workers)).into())
        }

        /// Names the key that inputs for the prover are encrypted to.
        ///
        /// ## Dispatch Origin
        ///
        /// Signed by the prover or by one of its worker keys.
        ///
        /// ## Details
        ///
        /// The chain does not use it: requesters read it, and the prover's worker has the secret key. An input that was encrypted to
        /// another key before stays so.
        ///
        /// ## Parameters
        ///
        /// - `key`: an X25519 public key, as age's recipients are; `None` takes it back.
        ///
        /// ## Errors
        ///
        /// [`Error::NotRegistered`].
        ///
        /// ## Events
        ///
        /// [`Event::InputKeySet`].
        #[pallet::call_index(12)]
        #[pallet::weight(T::WeightInfo::set_input_key())]
        pub fn set_input_key(origin: OriginFor<T>, key: Option<InputKey>) -> DispatchResult {
            Self::do_set_input_key(&ensure_signed(origin)?, key)
        }

        /// Sets what governance decides about provers.
        ///
        /// ## Dispatch Origin
        ///
        /// [`Config::AdminOrigin`].
        ///
        /// ## Details
        ///
        /// Takes effect at once. A prover whose own stake is below a raised minimum takes no new jobs until it has staked more; a
        /// commission above a lowered maximum stays until it is changed; a term in jail that has begun keeps its length.
        ///
        /// ## Parameters
        ///
        /// - `parameters`: all of them.
        ///
        /// ## Errors
        ///
        /// [`Error::ZeroStake`], [`Error::CommissionPeriodTooShort`], [`Error::JailMissesOutOfRange`],
        /// [`Error::ZeroJailWindow`], [`Error::JailCoolingTooLong`].
        ///
        /// ## Events
        ///
        /// [`Event::ParametersSet`].
        #[pallet::call_index(13)]
        #[pallet::weight(T::WeightInfo::set_parameters())]
        pub fn set_parameters(origin: OriginFor<T>, parameters: ProverParametersOf<T>) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_parameters(parameters)
        }
    }
}
