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
//! | rescue | a request that goes into another auction, without the provers that missed it |
//! | outputs | values of the public inputs that the requester left free, filled in by the prover |
//!
//! # Overview
//!
//! - [`Pallet::place`], [`Pallet::cancel`]: requests. The fee is held under [`HoldReason::Escrow`], a deposit for the rows
//!   under [`HoldReason::RequestDeposit`], both in the requester's account.
//! - [`Pallet::set_offers`]: a prover's unit asks.
//! - [`Pallet::deliver`]: a proof. Free of charge when it is accepted.
//! - [`Pallet::create_category`], [`Pallet::update_category`], [`Pallet::set_parameters`]: governance.
//! - `on_initialize` of block `n` first works through the calendar rows of blocks before `n` (expiry, missed deadlines,
//!   pruning), at most [`Config::MaxCalendarRows`] of them, the rest being carried over in order; then it clears the
//!   orders of the blocks before `n`. An author therefore cannot order or insert around a clearing.
//!
//! A request ends in exactly one way: fulfilled, or refunded (cancelled, expired, or missed with no time left).
//!
//! # Example: the life of a request
//!
//! A category has a proving window of 30 blocks and a reference price of 10 planck per unit.
//!
//! 1. Block 100: a requester places a request of 1,000 units, `max_fee` 15,000, `match_by` 120, `deadline` 200. 15,000
//!    planck and a deposit are held. Its unit bid is 15.
//! 2. Block 101: the clearing matches it at 10 for the requester and 9 for the prover. 5,000 planck are released, 10,000
//!    remain in escrow; the job is due in block 131, and the prover's collateral is locked.
//! 3. Block 110: the prover delivers. Of the escrow, 9,000 planck are owed to the prover, less the protocol fee; 1,000
//!    are surplus and go with that fee to [`Config::FeeDestination`]. Proof and outputs stay readable for the retention
//!    period, after which the rest of the deposit is released.
//!
//! Had the prover not delivered by block 131: in block 132 its collateral is slashed, the requester is compensated
//! out of it, and since 132 + 30 <= 200 the request takes part in the clearing of block 132, which excludes that prover.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod categories;
mod clearing;
mod deadlines;
mod funds;
mod invariants;
#[cfg(test)]
mod mock;
mod offers;
mod placing;
mod queries;
mod rules;
mod settlement;
#[cfg(test)]
mod tests;
pub mod types;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

// The pallet macro's own expansion calls `expect`.
#[allow(clippy::expect_used)]
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
        CategoryId, CircuitId, Circuits, Input, ProofBytes, Provers, PublicInputs, RequestId, Statement,
        Units, Work,
    };
    use proofnet_proofs::MAX_PUBLIC_INPUTS;

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

        /// Breaks ties between provers. It must not be known before the orders of the previous block were fixed.
        type Randomness: Randomness<Self::Hash, BlockNumberFor<Self>>;

        /// Gets protocol fees, surplus, what slashes leave over, and what an account cannot receive.
        type FeeDestination: OnUnbalanced<CreditOf<Self>>;

        /// The most categories.
        #[pallet::constant]
        type MaxCategories: Get<u32>;

        /// The most provers with offers.
        #[pallet::constant]
        type MaxProvers: Get<u32>;

        /// The most matches in one block; at least [`Config::MaxProvers`], since every prover gets an equal share.
        #[pallet::constant]
        type MaxMatches: Get<u32>;

        /// The most re-auctioned requests in one clearing that governance can set.
        #[pallet::constant]
        type MaxRestricted: Get<u32>;

        /// The most calendar rows that one block works through.
        #[pallet::constant]
        type MaxCalendarRows: Get<u32>;

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
    }

    // Identifiers chosen by governance: nobody can unbalance the trie by them, and iterating gives them in one order.
    /// Categories.
    #[pallet::storage]
    pub type Categories<T: Config> = CountedStorageMap<_, Twox64Concat, CategoryId, CategoryOf<T>>;

    /// What the next clearing starts from, in planck per proving unit.
    #[pallet::storage]
    pub type ReferencePrices<T: Config> = StorageMap<_, Twox64Concat, CategoryId, Balance>;

    /// What governance decides about the market as a whole.
    #[pallet::storage]
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
    /// Open requests, except re-auctioned ones, in the order of the auction.
    #[pallet::storage]
    pub type Book<T: Config> =
        StorageDoubleMap<_, Identity, CategoryId, Identity, BookKey, BookRow<BlockNumberFor<T>>>;

    // No hash: the order of the keys is the order of the queue.
    /// Open requests that were missed before, in order of their identifiers.
    #[pallet::storage]
    pub type Rescues<T: Config> = StorageMap<_, Identity, RescueKey, ()>;

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

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A category was created.
        CategoryCreated {
            /// Which one.
            category: CategoryId,
            /// Planck per proving unit.
            reference_price: Balance,
        },
        /// The rules of a category were changed.
        CategoryUpdated {
            /// Which one.
            category: CategoryId,
        },
        /// The reference price of a category moved.
        ReferencePriceMoved {
            /// Which one.
            category: CategoryId,
            /// What the next clearing starts from, planck per proving unit.
            reference_price: Balance,
        },
        /// The market's parameters were set.
        ParametersSet {
            /// What they are now.
            parameters: MarketParameters<BlockNumberFor<T>>,
        },
        /// A request was placed.
        Placed {
            /// Which one.
            request: RequestId,
            /// Who pays.
            requester: T::AccountId,
            /// What is to be proved.
            circuit: CircuitId,
            /// Where it competes.
            category: CategoryId,
            /// Its size, in proving units.
            units: Units,
            /// Planck held for the fee.
            max_fee: Balance,
            /// Planck held for its rows.
            deposit: Balance,
            /// Last block in which it may be matched.
            match_by: BlockNumberFor<T>,
            /// Last block in which its proof is of use.
            deadline: BlockNumberFor<T>,
        },
        /// A request was cancelled by its requester. Fee and deposit are released.
        Cancelled {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
        },
        /// A request found no match in time. Fee and deposit are released.
        Expired {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
        },
        /// A request was matched.
        Matched {
            /// Which one.
            request: RequestId,
            /// Who proves.
            prover: T::AccountId,
            /// What the requester pays, planck per proving unit.
            requester_unit_price: Balance,
            /// What the prover is owed, planck per proving unit, before the protocol fee.
            prover_unit_price: Balance,
            /// Planck that remain in escrow.
            fee: Balance,
            /// Planck released from the escrow.
            released: Balance,
            /// Planck of the prover's stake locked for the job.
            collateral: Balance,
            /// Last block in which the proof is accepted.
            due: BlockNumberFor<T>,
        },
        /// A proof was accepted and paid: `fee = paid + protocol_fee + surplus`.
        Fulfilled {
            /// Which request.
            request: RequestId,
            /// Who proved.
            prover: T::AccountId,
            /// Planck that the requester paid.
            fee: Balance,
            /// Planck for the prover.
            paid: Balance,
            /// Planck of what the prover was owed, for the protocol.
            protocol_fee: Balance,
            /// Planck that the requester paid beyond what the prover was owed, for the protocol.
            surplus: Balance,
            /// Planck of the prover's stake unlocked.
            collateral: Balance,
            /// Planck of the deposit released.
            deposit_released: Balance,
        },
        /// A prover missed a job: `slashed = compensation + top_up + forwarded`.
        Missed {
            /// Which request.
            request: RequestId,
            /// Who missed it.
            prover: T::AccountId,
            /// Planck taken from the prover.
            slashed: Balance,
            /// Planck of them for the requester.
            compensation: Balance,
            /// Planck of them that were added to the request's escrow.
            top_up: Balance,
            /// Planck of them for the protocol.
            forwarded: Balance,
        },
        /// A missed request goes into another auction.
        Reauctioned {
            /// Which one.
            request: RequestId,
            /// Planck in escrow.
            fee: Balance,
            /// Last block in which it may be matched.
            match_by: BlockNumberFor<T>,
        },
        /// A missed request goes into no other auction. Fee and deposit are released.
        Refunded {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
        },
        /// A proof was removed after the retention period.
        Pruned {
            /// Which request it was of.
            request: RequestId,
            /// Planck of the deposit released.
            deposit: Balance,
        },
        /// An account could not receive what was due to it, which went to the protocol instead.
        Forfeited {
            /// The account.
            who: T::AccountId,
            /// Planck.
            amount: Balance,
        },
        /// A prover set its offers.
        OffersSet {
            /// The prover.
            prover: T::AccountId,
            /// Its unit asks by category.
            asks: Vec<Ask>,
        },
        /// A prover has no offers any more.
        OffersRemoved {
            /// The prover.
            prover: T::AccountId,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// No category has this identifier.
        UnknownCategory,
        /// A category has this identifier already.
        CategoryExists,
        /// There are as many categories as the runtime allows.
        TooManyCategories,
        /// The largest request of a category must have at least one unit.
        ZeroUnits,
        /// The proving window of a category must have at least one block.
        ZeroWindow,
        /// The proving window of a category must be shorter than the longest life of a request.
        WindowTooLong,
        /// The price floor of a category must be at least 1.
        ZeroFloor,
        /// The reference price of a category must not be below its price floor.
        ReferencePriceBelowFloor,
        /// The proof system of a category cannot be changed: create another category.
        ProofSystemFixed,
        /// More re-auctioned requests per clearing than the runtime has weight for.
        TooManyRestricted,
        /// Proofs must be kept for at least one block.
        ZeroRetention,
        /// No circuit is registered under this identifier.
        UnknownCircuit,
        /// The circuit is of another proof system than the category.
        WrongProofSystem,
        /// The circuit has more proving units than the category serves.
        CircuitTooLarge,
        /// The statement must have an entry for each public input of the circuit.
        StatementLength,
        /// A fixed value of the statement is not below the order of the scalar field.
        StatementNotCanonical,
        /// The fee divided by the circuit's proving units is below the category's price floor.
        FeeBelowFloor,
        /// The last block to be matched in must be after this one.
        MatchByPast,
        /// No prover can meet the deadline: it must be at least a proving window after the last block to be matched in.
        DeadlineTooEarly,
        /// The deadline is further away than a request may live.
        DeadlineTooFar,
        /// No open or assigned request has this identifier.
        UnknownRequest,
        /// Only its requester can cancel a request.
        NotRequester,
        /// The request is not open any more: it was matched.
        NotOpen,
        /// The request is not matched to a prover.
        NotAssigned,
        /// The request is matched to another prover.
        NotAssignedProver,
        /// The job was due in an earlier block.
        PastDue,
        /// There must be an output for each public input that the statement leaves free.
        OutputCount,
        /// An output is not below the order of the scalar field.
        OutputNotCanonical,
        /// The account is neither a prover nor a prover's worker key.
        NotProver,
        /// The prover takes no jobs any more.
        ProverInactive,
        /// As many provers have offers as the runtime allows.
        TooManyProvers,
        /// A unit ask must be at least 1.
        ZeroAsk,
        /// Two asks for one category.
        DuplicateAsk,
        /// The prover's stake does not secure one job of the category's largest size.
        StakeTooLow,
        /// Identifiers are used up.
        Overflow,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(now: BlockNumberFor<T>) -> Weight {
            let calendar = Self::work_through_calendar(now);
            let clearing = Self::clear(now);
            T::WeightInfo::on_initialize_idle()
                .saturating_add(calendar)
                .saturating_add(clearing)
        }

        fn integrity_test() {
            assert!(
                T::MaxMatches::get() >= T::MaxProvers::get(),
                "MaxMatches must be at least MaxProvers: every prover gets an equal share of the matches",
            );
            assert!(
                T::MaxCalendarRows::get() > 0,
                "MaxCalendarRows must be positive: deadlines would never come"
            );
            let block = <T as frame_system::Config>::BlockWeights::get().max_block;
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

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Places a request for a proof. It takes part in auctions from the start of the next block on.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// Holds `max_fee` planck for the fee, and a deposit of [`Config::DepositBase`] and
        /// [`Config::DepositPerByte`] for each byte of statement, input and later proof. A match releases what the
        /// fee turns out to be less than `max_fee`.
        ///
        /// # Parameters
        /// - `circuit`: what is to be proved.
        /// - `category`: where the request competes.
        /// - `statement`: for each public input of the circuit, the value that the proof must have, or free.
        /// - `input`: from what the witness is generated.
        /// - `max_fee`: planck, at least the circuit's proving units times the category's price floor.
        /// - `match_by`: last block in which the request may be matched.
        /// - `deadline`: last block in which the proof is of use, at least `match_by` plus the proving window.
        ///
        /// # Errors
        /// [`Error::UnknownCategory`], [`Error::UnknownCircuit`], [`Error::WrongProofSystem`],
        /// [`Error::CircuitTooLarge`], [`Error::StatementLength`], [`Error::StatementNotCanonical`],
        /// [`Error::FeeBelowFloor`], [`Error::MatchByPast`], [`Error::DeadlineTooEarly`], [`Error::DeadlineTooFar`],
        /// checked in this order; then the currency's own if the requester lacks the funds.
        ///
        /// # Events
        /// [`Event::Placed`].
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::place(Pallet::<T>::work_bytes(statement, input)))]
        #[allow(clippy::too_many_arguments)] // A call's arguments are what wallets show.
        pub fn place(
            origin: OriginFor<T>,
            circuit: CircuitId,
            category: CategoryId,
            statement: Statement,
            input: Input,
            max_fee: Balance,
            match_by: BlockNumberFor<T>,
            deadline: BlockNumberFor<T>,
        ) -> DispatchResult {
            let requester = ensure_signed(origin)?;
            Self::do_place(
                requester,
                circuit,
                category,
                Work { statement, input },
                max_fee,
                match_by,
                deadline,
            )
        }

        /// Cancels an open request.
        ///
        /// # Origin
        /// Signed: the requester.
        ///
        /// # Details
        /// Releases the fee and the deposit. A request that was matched cannot be cancelled.
        ///
        /// # Parameters
        /// - `request`: which one.
        ///
        /// # Errors
        /// [`Error::UnknownRequest`], [`Error::NotRequester`], [`Error::NotOpen`].
        ///
        /// # Events
        /// [`Event::Cancelled`].
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::cancel())]
        pub fn cancel(origin: OriginFor<T>, #[pallet::compact] request: RequestId) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_cancel(who, request)
        }

        /// Sets a prover's standing offers, in place of those that it had.
        ///
        /// # Origin
        /// Signed: the prover or one of its worker keys.
        ///
        /// # Details
        /// An offer stands until it is replaced or the prover leaves: each clearing matches it with as many requests
        /// as there are free slots and free stake for. Jobs at work are not affected.
        ///
        /// # Parameters
        /// - `asks`: for each category served, the least that the prover wants, in planck per proving unit. None
        ///   removes the offers.
        ///
        /// # Errors
        /// [`Error::NotProver`], [`Error::ZeroAsk`], [`Error::DuplicateAsk`], [`Error::ProverInactive`],
        /// [`Error::UnknownCategory`], [`Error::StakeTooLow`], [`Error::TooManyProvers`].
        ///
        /// # Events
        /// [`Event::OffersSet`], or [`Event::OffersRemoved`] if there were offers and are none now.
        #[pallet::call_index(2)]
        #[pallet::weight(Pallet::<T>::set_offers_weight(asks.len() as u32))]
        pub fn set_offers(origin: OriginFor<T>, asks: BoundedVec<Ask, T::MaxCategories>) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_set_offers(who, asks)
        }

        /// Delivers the proof of a job, and is paid.
        ///
        /// # Origin
        /// Signed: the assigned prover or one of its worker keys.
        ///
        /// # Details
        /// Accepted up to and including the due block. The prover is paid its unit price times the proving units, less
        /// the protocol fee; its collateral is unlocked. The proof stays readable for the retention period. Free of
        /// charge when the proof is accepted, charged in full otherwise.
        ///
        /// # Parameters
        /// - `request`: which one.
        /// - `outputs`: values of the public inputs that the statement leaves free, in their order.
        /// - `proof`: in its canonical encoding.
        ///
        /// # Errors
        /// [`Error::UnknownRequest`], [`Error::NotAssigned`], [`Error::NotAssignedProver`], [`Error::PastDue`],
        /// [`Error::OutputCount`], [`Error::OutputNotCanonical`]; then the verifier's own if the proof is refused.
        ///
        /// # Events
        /// [`Event::Fulfilled`].
        #[pallet::call_index(3)]
        #[pallet::weight(Pallet::<T>::deliver_weight(MAX_PUBLIC_INPUTS))]
        pub fn deliver(
            origin: OriginFor<T>,
            #[pallet::compact] request: RequestId,
            outputs: PublicInputs,
            proof: ProofBytes,
        ) -> DispatchResultWithPostInfo {
            let who = ensure_signed(origin)?;
            let public_inputs = Self::do_deliver(who, request, outputs, proof)?;
            Ok((Some(Self::deliver_weight(public_inputs)), Pays::No).into())
        }

        /// Creates a category.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Parameters
        /// - `id`: a new identifier.
        /// - `category`: its rules.
        /// - `reference_price`: what the first clearing starts from, in planck per proving unit.
        ///
        /// # Errors
        /// [`Error::CategoryExists`], [`Error::TooManyCategories`], [`Error::ZeroUnits`], [`Error::ZeroWindow`],
        /// [`Error::WindowTooLong`], [`Error::ZeroFloor`], [`Error::ReferencePriceBelowFloor`].
        ///
        /// # Events
        /// [`Event::CategoryCreated`].
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::create_category())]
        pub fn create_category(
            origin: OriginFor<T>,
            id: CategoryId,
            category: CategoryOf<T>,
            reference_price: Balance,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_new_category(id, &category, reference_price)
        }

        /// Changes the rules of a category.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Details
        /// Jobs at work keep the terms of their match. Open requests that do not fit the new rules are not matched; they
        /// can be cancelled, and are refunded when they expire. A reference price below a raised floor goes up to it.
        ///
        /// # Parameters
        /// - `id`: which one.
        /// - `category`: its new rules, of the same proof system.
        ///
        /// # Errors
        /// [`Error::UnknownCategory`], [`Error::ProofSystemFixed`], [`Error::ZeroUnits`], [`Error::ZeroWindow`],
        /// [`Error::WindowTooLong`], [`Error::ZeroFloor`].
        ///
        /// # Events
        /// [`Event::CategoryUpdated`], and [`Event::ReferencePriceMoved`] if the floor raised it.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::update_category())]
        pub fn update_category(
            origin: OriginFor<T>,
            id: CategoryId,
            category: CategoryOf<T>,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_category(id, &category)
        }

        /// Sets the market's parameters.
        ///
        /// # Origin
        /// [`Config::AdminOrigin`].
        ///
        /// # Parameters
        /// - `parameters`: all of them.
        ///
        /// # Errors
        /// [`Error::TooManyRestricted`], [`Error::ZeroRetention`].
        ///
        /// # Events
        /// [`Event::ParametersSet`].
        #[pallet::call_index(6)]
        #[pallet::weight(T::WeightInfo::set_parameters())]
        pub fn set_parameters(
            origin: OriginFor<T>,
            parameters: MarketParameters<BlockNumberFor<T>>,
        ) -> DispatchResult {
            T::AdminOrigin::ensure_origin(origin)?;
            Self::store_parameters(parameters)
        }
    }

    impl<T: Config> Pallet<T> {
        /// What a delivery takes, the verification included: its weight depends on the verifier's backend.
        pub(crate) fn deliver_weight(public_inputs: u32) -> Weight {
            T::WeightInfo::deliver(public_inputs)
                .saturating_add(T::Circuits::verify_weight(public_inputs))
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

        /// The most that `on_initialize` takes.
        pub fn max_hook_weight() -> Weight {
            let row = T::WeightInfo::expire()
                .max(T::WeightInfo::miss_reauctioned())
                .max(T::WeightInfo::miss_refunded())
                .max(T::WeightInfo::prune());
            T::WeightInfo::on_initialize_idle()
                .saturating_add(row.saturating_mul(T::MaxCalendarRows::get().into()))
                .saturating_add(Self::max_clearing_weight())
        }
    }
}
