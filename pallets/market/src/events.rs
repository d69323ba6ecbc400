//! What the market reports.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
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
            /// Planck held for the provers that reject it, should it turn out unprovable.
            griefing_deposit: Balance,
            /// Last block in which it may be matched.
            match_by: BlockNumberFor<T>,
            /// Last block in which its proof is of use.
            deadline: BlockNumberFor<T>,
            /// How its bid rises to the fee that is held; `None` if it bids that from the start.
            repricing: Option<RepricingTerms<Balance, BlockNumberFor<T>>>,
            /// The provers that may serve it; none for any prover.
            admitted: Vec<T::AccountId>,
        },
        /// The requester of an open request added to its fee.
        ToppedUp {
            /// Which one.
            request: RequestId,
            /// Planck held in addition.
            amount: Balance,
            /// Planck that it bids now.
            bid: Balance,
            /// Planck held for the fee now.
            fee: Balance,
        },
        /// The bid of a request rose by itself.
        Repriced {
            /// Which one.
            request: RequestId,
            /// Planck that it bids now.
            bid: Balance,
        },
        /// A request was cancelled by its requester. Fee and deposit are released.
        Cancelled {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
            /// Planck of what was held for rejections.
            griefing_deposit: Balance,
        },
        /// A request found no match in time. Fee and deposit are released.
        Expired {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
            /// Planck of what was held for rejections.
            griefing_deposit: Balance,
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
            /// Planck that the requester pays on delivery. The escrow stays whole until then.
            fee: Balance,
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
            /// Planck released: what the requester would have paid at most, less what it paid.
            released: Balance,
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
            /// Planck released of what was held for rejections.
            griefing_deposit: Balance,
        },
        /// A delivery of a batch was refused. Nothing has changed for its request.
        DeliveryRefused {
            /// Which request it was for.
            request: RequestId,
            /// Who sent it: a prover, a worker key, or anyone.
            who: T::AccountId,
            /// What is wrong with it: what [`Pallet::deliver`] would have failed with.
            error: DispatchError,
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
        /// A prover rejected a job in time.
        Rejected {
            /// Which request.
            request: RequestId,
            /// Whose job it was.
            prover: T::AccountId,
            /// Who said so and paid for it: the prover or its worker key.
            payer: T::AccountId,
            /// What is wrong with it.
            reason: RejectionReason,
            /// Planck paid to the protocol.
            fee: Balance,
            /// Planck of the prover's stake unlocked.
            collateral: Balance,
        },
        /// Enough provers rejected a request. Fee and deposits are released, less what the rejecters got.
        Unprovable {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
            /// Planck left of what was held for rejections.
            griefing_deposit: Balance,
        },
        /// A prover that had rejected an unprovable request got back what that cost it.
        RejecterPaid {
            /// Which request.
            request: RequestId,
            /// Who rejected it.
            prover: T::AccountId,
            /// Planck, out of what was held of the requester for that.
            amount: Balance,
        },
        /// A failed request goes into another auction.
        Reauctioned {
            /// Which one.
            request: RequestId,
            /// Planck in escrow.
            fee: Balance,
            /// Last block in which it may be matched.
            match_by: BlockNumberFor<T>,
        },
        /// A failed request goes into no other auction. Fee and deposit are released.
        Refunded {
            /// Which one.
            request: RequestId,
            /// Planck of the fee.
            fee: Balance,
            /// Planck of the deposit.
            deposit: Balance,
            /// Planck of what was held for rejections.
            griefing_deposit: Balance,
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
        /// The market's clock stands still: no new orders, no clearings, and no deadline comes closer.
        Paused,
        /// The market's clock goes on.
        Resumed {
            /// Blocks of all pauses there were, by which deadlines are shifted.
            paused_for: BlockNumberFor<T>,
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
}
