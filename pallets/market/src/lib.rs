//! The market: requests with their escrow, offers, the clearing of every block, jobs, deadlines and settlement.
//!
//! Applications place requests for proofs and put into escrow what they would pay at most. Provers make standing offers.
//! At the start of every block one truthful double auction (`proofnet-toda`) matches all that was open before. The
//! matched prover delivers a proof, which is verified and paid in the same block; a prover that misses its deadline is
//! slashed, and the request is auctioned again if time is left.
//!
//! # Terminology
//!
//! | term | meaning |
//! |---|---|
//! | category | one kind of interchangeable proving work; created by governance or genesis |
//! | reference price | planck per proving unit at which the two sides of a category meet; moves by one bounded step per clearing |
//! | unit bid | a request's fee divided by its proving units, rounded down |
//! | unit ask | what a prover asks per proving unit of a category |
//! | `match_by` | last block in which a request may be matched |
//! | due block | last block in which the matched prover's proof is accepted |
//! | deadline | last block in which a proof is of use to the requester; no job is due later |
//! | rescue | a request that goes into another auction, without the provers that failed it |
//! | private request | one that only the provers which it names may serve |
//! | time | the number of a block, less those for which the market was paused: what deadlines are counted in |
//! | outputs | values of the public inputs that the requester left free, filled in by the prover |
//!
//! # Overview
//!
//! - [`Pallet::place`], [`Pallet::place_program`], [`Pallet::place_batch`], [`Pallet::top_up`], [`Pallet::cancel`]: requests. The fee is held under
//!   [`HoldReason::Escrow`], a deposit for the rows under [`HoldReason::RequestDeposit`], and what an unprovable request
//!   would cost provers under [`HoldReason::GriefingDeposit`], all in the requester's account.
//! - [`Pallet::set_offers`]: a prover's unit asks.
//! - [`Pallet::deliver`]: a proof. Free of charge when it is accepted. [`Pallet::deliver_batch`]: many, verified together.
//!   [`Pallet::reject`]: a job that cannot be proved.
//! - [`Pallet::create_category`], [`Pallet::update_category`], [`Pallet::set_parameters`], [`Pallet::set_paused`]:
//!   governance.
//! - `on_initialize` of block `n` first works through the calendar rows of blocks before `n` (expiry, missed deadlines,
//!   pruning) and then through bids that are to rise, at most [`Config::MaxCalendarRows`] of both, the rest being carried
//!   over in order; then it clears the orders of the blocks before `n`. An author therefore cannot order or insert around
//!   a clearing.
//!
//! A request ends in exactly one way: fulfilled, or refunded (cancelled, expired, unprovable, or failed with no time left).
//!
//! # Where to look
//!
//! This file has configuration, storage and hooks. `calls.rs`, `events.rs`, `errors.rs` are what the outside sees, `queries.rs`
//! what it reads; `placing.rs`, `repricing.rs`, `offers.rs`, `queues.rs`, `clearing.rs`, `deadlines.rs`, `rejection.rs`,
//! `settlement.rs`, `batches.rs` what happens to a request, in this order; `clock.rs` and `funds.rs` what they all use; `rules/` what
//! is decided.
//!
//! # Example: the life of a request
//!
//! A category has a proving window of 30 blocks and a reference price of 10 planck per unit.
//!
//! 1. Block 100: a requester places a request of 1,000 units, `max_fee` 15,000, `match_by` 120, `deadline` 200. 15,000
//!    planck and a deposit are held. Its unit bid is 15.
//! 2. Block 101: the clearing matches it at 10 for the requester and 9 for the prover. The job is due in block 131, and the prover's
//!    collateral is locked.
//! 3. Block 110: the prover delivers. Of the escrow, 9,000 planck are owed to the prover, less the protocol fee, which
//!    goes to [`Config::FeeDestination`]; 1,000 are surplus and go to [`Config::SurplusAccount`]; 5,000 are released. Proof
//!    and outputs stay readable for the retention period, after which the rest of the deposit is released.
//!
//! Had the prover not delivered by block 131: in block 132 its collateral is slashed, the requester is compensated
//! out of it, and since 132 + 30 <= 200 the request takes part in the clearing of block 132, which excludes that prover.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;
// The mock runtime calls this crate by its name, so that benchmarks and the fuzzer take the same file.
#[cfg(test)]
extern crate self as pallet_market;

mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod calls;
mod categories;
mod clearing;
mod clock;
mod deadlines;
mod errors;
mod events;
mod funds;
mod invariants;
#[cfg(test)]
mod mock;
mod offers;
mod placing;
mod queries;
mod queues;
mod rejection;
mod repricing;
mod rules;
mod settlement;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use clock::Clock;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame_support::pallet_macros::import_section;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[import_section(calls::calls)]
#[frame_support::pallet]
pub mod pallet {
    use super::*;
    use alloc::vec::Vec;
    use frame_support::{
        dispatch::DispatchResultWithPostInfo,
        pallet_prelude::*,
        traits::{
            fungible::{BalancedHold, Mutate, MutateHold},
            OnUnbalanced, Randomness,
        },
        Identity, Twox64Concat,
    };
    use frame_system::pallet_prelude::*;
    use proofnet_market::{
        Admitted, BatchSize, CategoryId, CategoryView, CircuitId, Circuits, Delivery, Depth, Input, Order,
        Page, ProofBytes, Provers, PublicInputs, PublicValues, Quote, RejectionReason, RepricingTerms,
        RequestFilter, RequestId, Statement, Units, Work, MAX_BATCH, MAX_LEVELS,
    };
    use proofnet_proofs::{ProofSystem, MAX_PUBLIC_INPUTS, PROOF_LEN};

    const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The runtime's reasons for holds.
        type RuntimeHoldReason: From<HoldReason>;

        /// What fees are paid in.
        type Currency: Mutate<Self::AccountId, Balance = Balance>
            + MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
            + BalancedHold<Self::AccountId>;

        /// Circuits and the verification of their proofs.
        type Circuits: Circuits;

        /// Provers, their slots and stakes.
        type Provers: Provers<Self::AccountId, Currency = Self::Currency>;

        /// Who creates and changes categories and sets the market's parameters.
        type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Who pauses the market and resumes it.
        type PauseOrigin: EnsureOrigin<Self::RuntimeOrigin>;

        /// Breaks ties between provers. It must not be known before the orders of the previous block were fixed.
        type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

        /// Gets protocol fees, what slashes leave over, what rejections cost, and what an account cannot receive.
        type FeeDestination: OnUnbalanced<CreditOf<Self>>;

        /// Gets surplus: what requesters pay beyond what provers are owed.
        #[pallet::constant]
        type SurplusAccount: Get<Self::AccountId>;

        /// The most categories.
        #[pallet::constant]
        type MaxCategories: Get<u32>;

        /// The most provers with offers.
        #[pallet::constant]
        type MaxProvers: Get<u32>;

        /// The most matches in one block. If provers have more slots they are cut by [`rules::cut_to_matches`].
        #[pallet::constant]
        type MaxMatches: Get<u32>;

        /// The most re-auctioned and private requests in one clearing that governance can set.
        #[pallet::constant]
        type MaxRestricted: Get<u32>;

        /// The most calendar rows that one block works through, rising bids included.
        #[pallet::constant]
        type MaxCalendarRows: Get<u32>;

        /// The most proofs delivered at once. Whoever delivers a bad proof among good ones makes the chain search for
        /// it, which the weight declared has to cover: the more proofs, the more of a block has to be free for a batch,
        /// while each costs hardly less.
        #[pallet::constant]
        type MaxDeliveries: Get<u32>;

        /// The most blocks from the placing of a request to its deadline.
        #[pallet::constant]
        type MaxLifetime: Get<BlockNumberFor<Self>>;

        /// Planck held for the rows of any request.
        #[pallet::constant]
        type DepositBase: Get<Balance>;

        /// Planck held for each byte of a request's statement and input, and of the proof that replaces them.
        #[pallet::constant]
        type DepositPerByte: Get<Balance>;

        /// Weights of calls and hooks.
        type WeightInfo: WeightInfo;
    }

    /// Why the market holds funds.
    #[pallet::composite_enum]
    pub enum HoldReason {
        /// The fee of a request.
        Escrow,
        /// The rows of a request, and of its proof.
        RequestDeposit,
        /// What rejections cost the provers of a request that turns out unprovable.
        GriefingDeposit,
    }

    // Identifiers chosen by governance: nobody can unbalance the trie by them, and iterating gives them in one order.
    /// Categories.
    #[pallet::storage]
    pub type Categories<T: Config> = CountedStorageMap<_, Twox64Concat, CategoryId, CategoryOf<T>>;

    /// What the next clearing starts from, in planck per proving unit.
    #[pallet::storage]
    pub type ReferencePrices<T: Config> = StorageMap<_, Twox64Concat, CategoryId, Balance>;

    /// What the last clearings took, for quotes.
    #[pallet::storage]
    pub type Recent<T: Config> = StorageMap<_, Twox64Concat, CategoryId, rules::RecentClearings, ValueQuery>;

    /// What governance decides about the market as a whole.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type Parameters<T: Config> = StorageValue<_, MarketParameters<BlockNumberFor<T>>, ValueQuery>;

    /// The next request's identifier.
    #[pallet::storage]
    pub type NextRequestId<T: Config> = StorageValue<_, RequestId, ValueQuery>;

    // Identifiers count up, so that no hash is needed to spread them safely.
    /// Requests that are open or assigned.
    #[pallet::storage]
    pub type Requests<T: Config> = StorageMap<_, Twox64Concat, RequestId, RequestOf<T>>;

    // Apart from the request, since it is large, and only a delivery reads it.
    /// What is to be proved for each request.
    #[pallet::storage]
    pub type Works<T: Config> = StorageMap<_, Twox64Concat, RequestId, Work>;

    // No hash: the order of the keys is the order of the auction. A bid costs its escrow, so that nobody grows a deep
    // branch for less than what as many requests cost anyway.
    /// Open requests that any prover may serve, in the order of the auction.
    #[pallet::storage]
    pub type Book<T: Config> =
        StorageDoubleMap<_, Identity, CategoryId, Identity, BookKey, BookRow<BlockNumberFor<T>>>;

    // No hash: the order of the keys is the order of the queue.
    /// Open requests that some provers may not serve, in order of their identifiers.
    #[pallet::storage]
    pub type Queues<T: Config> = StorageDoubleMap<_, Identity, Queue, Identity, QueueKey, ()>;

    // Two keys, chosen by the chain.
    /// Where in each queue the last clearing stopped, if it did before the end.
    #[pallet::storage]
    pub type QueueCursors<T: Config> = StorageMap<_, Identity, Queue, QueueKey>;

    /// Jobs of matched requests.
    #[pallet::storage]
    pub type Jobs<T: Config> = StorageMap<_, Twox64Concat, RequestId, JobOf<T>>;

    /// Standing unit asks by prover.
    #[pallet::storage]
    pub type Offers<T: Config> =
        CountedStorageMap<_, Blake2_128Concat, T::AccountId, BoundedVec<Ask, T::MaxCategories>>;

    /// Proofs that were bought, kept for the retention period.
    #[pallet::storage]
    pub type Fulfilments<T: Config> = StorageMap<_, Twox64Concat, RequestId, FulfilmentOf<T>>;

    // No hash: the order of the keys is the order in time.
    /// What happens to each request or fulfilment once a block is past: exactly one row for each.
    #[pallet::storage]
    pub type Calendar<T: Config> = StorageMap<_, Identity, CalendarKey, RowKind>;

    // No hash: the order of the keys is the order in time.
    /// Bids of open requests that rise by themselves, by the block in whose clearing the rise takes part.
    #[pallet::storage]
    pub type Repricings<T: Config> = StorageMap<_, Identity, CalendarKey, ()>;

    /// The market's clock: what all its rows count time by.
    #[pallet::storage]
    #[pallet::whitelist_storage]
    pub type MarketTime<T: Config> = StorageValue<_, Clock<BlockNumberFor<T>>, ValueQuery>;

    #[pallet::genesis_config]
    #[derive(frame_support::DefaultNoBound)]
    pub struct GenesisConfig<T: Config> {
        /// Categories: identifier, rules, reference price in planck per proving unit.
        pub categories: Vec<(CategoryId, CategoryOf<T>, Balance)>,
        /// The market's parameters.
        pub parameters: MarketParameters<BlockNumberFor<T>>,
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            let set = Pallet::<T>::store_parameters(self.parameters);
            assert!(
                set.is_ok(),
                "market genesis: parameters are out of bounds: {set:?}"
            );
            for (id, category, reference_price) in &self.categories {
                let created = Pallet::<T>::store_new_category(*id, category, *reference_price);
                assert!(
                    created.is_ok(),
                    "market genesis: category {id} is refused: {created:?}"
                );
            }
        }
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(block: BlockNumberFor<T>) -> Weight {
            let clock = MarketTime::<T>::get();
            let now = clock.time(block);
            let calendar = Self::work_through_calendar(now);
            let clearing = match clock.paused_since {
                Some(_) => Weight::zero(),
                None => Self::clear(now),
            };
            Self::weight_of_every_block()
                .saturating_add(calendar)
                .saturating_add(clearing)
        }

        fn integrity_test() {
            assert!(
                T::MaxMatches::get() > 0,
                "MaxMatches must be positive: nothing would ever trade"
            );
            assert!(
                T::MaxCalendarRows::get() > 0,
                "MaxCalendarRows must be positive: deadlines would never come"
            );
            let deliveries = T::MaxDeliveries::get() as usize;
            assert!(
                (1..=proofnet_proofs::MAX_BATCH).contains(&deliveries),
                "MaxDeliveries must be from 1 to {}: as many proofs are verified together",
                proofnet_proofs::MAX_BATCH,
            );
            let blocks = <T as frame_system::Config>::BlockWeights::get();
            let block = blocks.max_block;
            let room = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(block);
            let batch = Self::deliver_batch_weight((0..deliveries).map(|_| PROOF_LEN), 1, u32::MAX);
            assert!(
                batch.all_lte(room),
                "a batch of deliveries of one circuit may take {batch:?}, a transaction has {room:?}: lower MaxDeliveries",
            );
            assert!(
                Self::max_hook_weight().all_lte(block),
                "on_initialize may take {:?}, a block has {block:?}: lower MaxMatches, MaxProvers or MaxCalendarRows",
                Self::max_hook_weight(),
            );
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    // Here and not in a section of their own: the macro that imports sections loses the scope of their arguments.
    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// All categories with their reference prices, by identifier.
        pub fn categories() -> Vec<CategoryView<Balance, BlockNumberFor<T>>> {
            Self::all_categories()
        }

        /// What `unit_bid`, in planck per proving unit, may expect in `category` for work of `units`; the reference price if no
        /// bid is given. None if there is no such category, or `units` is no size for it.
        pub fn quote(
            category: CategoryId,
            units: Units,
            unit_bid: Option<Balance>,
        ) -> Option<Quote<Balance>> {
            Self::quote_for(category, units, unit_bid)
        }

        /// What is wanted and offered in `category`: the best `levels` prices of each side, at most 256. None if there is no
        /// such category.
        pub fn depth(category: CategoryId, levels: u32) -> Option<Depth<Balance>> {
            let reference_price = ReferencePrices::<T>::get(category)?;
            let most = levels.min(MAX_LEVELS) as usize;
            Some(Depth {
                reference_price,
                bids: Self::bids(category, most),
                asks: Self::asks(category, most),
            })
        }

        /// A request that is open or assigned; none if it is neither.
        pub fn request(request: RequestId) -> Option<RequestViewOf<T>> {
            let row = Requests::<T>::get(request)?;
            Some(Self::view(request, row, Jobs::<T>::get(request)))
        }

        /// The requests that `filter` names, at most `limit` of them and at most 100, out of at most 1,000 rows. The first page
        /// if `after` is none, or the one after `next` of the page before.
        pub fn requests(
            filter: RequestFilter<T::AccountId>,
            after: Option<RequestId>,
            limit: u32,
        ) -> Page<RequestViewOf<T>, RequestId> {
            Self::page_of(filter, after, limit)
        }

        /// A proof that was bought, with all public inputs; none if there is none, or it was pruned.
        pub fn proof(request: RequestId) -> Option<FulfilmentOf<T>> {
            Fulfilments::<T>::get(request)
        }
    }

    impl<T: Config> Pallet<T> {
        /// What a delivery takes, the verification included: its weight depends on the proof's system and the verifier's
        /// backend.
        pub(crate) fn deliver_weight(public_inputs: u32, proof_len: u32) -> Weight {
            T::WeightInfo::deliver(public_inputs)
                .saturating_add(T::Circuits::verify_weight(public_inputs, proof_len))
                .saturating_add(Self::worker_key_weight())
        }

        /// The most that a batch of deliveries of this size takes, whatever is wrong with them.
        pub(crate) fn deliver_batch_weight(
            proof_lens: impl ExactSizeIterator<Item = usize>,
            circuits: u32,
            public_inputs: u32,
        ) -> Weight {
            let deliveries = u32::try_from(proof_lens.len()).unwrap_or(u32::MAX);
            let size = BatchSize {
                claims: deliveries,
                circuits: circuits.min(deliveries),
                public_inputs: public_inputs.min(deliveries.saturating_mul(MAX_PUBLIC_INPUTS)),
            };
            // Beside what the batch takes: proofs that do not combine are verified one by one.
            let apart = proof_lens
                .filter(|len| ProofSystem::of_proof_len(*len).is_some_and(|system| !system.combines()))
                .map(|len| {
                    let inputs = MAX_PUBLIC_INPUTS.min(public_inputs);
                    T::Circuits::verify_weight(inputs, u32::try_from(len).unwrap_or(u32::MAX))
                });
            apart.fold(
                Self::settle_batch_weight(batches::Settlement {
                    deliveries,
                    circuits: size.circuits,
                    requesters: deliveries,
                })
                .saturating_add(T::Circuits::verify_batch_weight(size)),
                Weight::saturating_add,
            )
        }

        /// What a batch of deliveries takes beside the verification of its proofs.
        pub(crate) fn settle_batch_weight(settlement: batches::Settlement) -> Weight {
            let further = |weight: fn(u32) -> Weight, count| weight(count).saturating_sub(weight(1));
            T::WeightInfo::deliver_batch(settlement.deliveries)
                .saturating_add(further(
                    T::WeightInfo::deliver_batch_circuits,
                    settlement.circuits,
                ))
                .saturating_add(further(
                    T::WeightInfo::deliver_batch_requesters,
                    settlement.requesters,
                ))
                .saturating_add(Self::worker_key_weight())
        }

        /// What a rejection takes, however it ends.
        pub(crate) fn reject_weight() -> Weight {
            T::WeightInfo::reject_reauctioned()
                .max(T::WeightInfo::reject_unprovable())
                .saturating_add(Self::worker_key_weight())
        }

        /// What setting this many asks takes.
        pub(crate) fn set_offers_weight(asks: u32) -> Weight {
            T::WeightInfo::set_offers(asks).saturating_add(Self::worker_key_weight())
        }

        /// What a worker key takes beyond the prover itself, which the benchmarks call with.
        fn worker_key_weight() -> Weight {
            T::DbWeight::get().reads(1)
        }

        /// What a block takes if nothing is due and nothing is cleared. With what is read and written once however many calls
        /// it holds, which their benchmarks leave out: clock, parameters of the market and of provers, and the accounts of protocol and surplus.
        fn weight_of_every_block() -> Weight {
            T::WeightInfo::on_initialize_idle().saturating_add(T::DbWeight::get().reads_writes(5, 2))
        }

        /// The most that `on_initialize` takes.
        pub fn max_hook_weight() -> Weight {
            let row = T::WeightInfo::expire()
                .max(Self::max_miss_weight())
                .max(T::WeightInfo::prune())
                .max(T::WeightInfo::reprice());
            Self::weight_of_every_block()
                .saturating_add(row.saturating_mul(T::MaxCalendarRows::get().into()))
                .saturating_add(Self::max_clearing_weight())
        }
    }
}
