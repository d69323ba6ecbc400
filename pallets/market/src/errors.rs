//! What the market refuses.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod errors {
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
        /// The rejection window of a category must not be longer than its proving window.
        RejectionWindowTooLong,
        /// The price floor of a category must be at least 1.
        ZeroFloor,
        /// The reference price of a category must not be below its price floor.
        ReferencePriceBelowFloor,
        /// The proof system of a category cannot be changed: create another category.
        ProofSystemFixed,
        /// More re-auctioned and private requests per clearing than the runtime has weight for.
        TooManyRestricted,
        /// Proofs must be kept for at least one block.
        ZeroRetention,
        /// The number of rejections that end a request must be from 1 to 4.
        RejectionsOutOfRange,
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
        /// The circuit is no program of a zkVM: state its public inputs by `place`.
        NotAProgram,
        /// The statement must fix what the program fixes of its public inputs: place the request by `place_program`.
        StatementNotOfProgram,
        /// Public inputs alone do not tell which of this zkVM's programs is to run: give the public values to `place_program`.
        PublicValuesNeeded,
        /// A bid that rises must start below the fee that it rises to.
        RepricingStart,
        /// A bid that rises must do so by at least 1 planck, every block or less often.
        RepricingStep,
        /// The bid would rise more than 32 times: take larger steps.
        TooManyRepricings,
        /// The fee, or where the bid starts, divided by the circuit's proving units is below the category's price floor.
        FeeBelowFloor,
        /// The last block to be matched in must be after this one.
        MatchByPast,
        /// No prover can meet the deadline: it must be at least a proving window after the last block to be matched in.
        DeadlineTooEarly,
        /// The deadline is further away than a request may live.
        DeadlineTooFar,
        /// The request names a prover twice.
        AdmittedTwice,
        /// There must be at least one order, or one delivery.
        EmptyBatch,
        /// The market is paused: no new orders and offers. Deliver, reject and cancel as usual.
        MarketPaused,
        /// The market is paused already.
        AlreadyPaused,
        /// The market is not paused.
        NotPaused,
        /// No open or assigned request has this identifier.
        UnknownRequest,
        /// Only its requester can cancel a request or top it up.
        NotRequester,
        /// The request is not open any more: it was matched.
        NotOpen,
        /// The request is not matched to a prover.
        NotAssigned,
        /// The request is matched to another prover.
        NotAssignedProver,
        /// The job was due in an earlier block.
        PastDue,
        /// It is too late to reject the job: deliver it.
        RejectionWindowPast,
        /// There is nothing to add: give an amount above zero.
        ZeroTopUp,
        /// There must be an output for each public input that the statement leaves free.
        OutputCount,
        /// An output is not below the order of the scalar field.
        OutputNotCanonical,
        /// The batch has an earlier delivery for this request.
        DeliveredTwice,
        /// The batch has more circuits than it declares.
        MoreCircuitsThanDeclared,
        /// The batch has more public inputs than it declares.
        MoreInputsThanDeclared,
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
        /// The category is for provers that have delivered more proofs in time: prove in others first.
        RecordTooShort,
        /// Identifiers are used up.
        Overflow,
    }
}
