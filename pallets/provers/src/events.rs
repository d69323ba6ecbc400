//! What the pallet tells.

use frame_support::pallet_macros::pallet_section;

#[pallet_section]
mod events {
    /// What happened. Whoever adds up the amounts knows every pool, every staker's shares and what all of it is worth.
    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A prover was registered. Its own stake follows as `Staked`.
        Registered {
            /// Its account.
            prover: T::AccountId,
            /// The account of its pool.
            pool: T::AccountId,
            /// Planck that the pool's account got from the prover to exist, given back when the prover is closed.
            deposit: Balance,
            /// Most jobs that it runs at a time.
            slots: u32,
            /// The operator's part of payments.
            commission: Permill,
        },
        /// A pool grew.
        Staked {
            /// Whose pool.
            prover: T::AccountId,
            /// Who added to it.
            staker: T::AccountId,
            /// Planck that went into it.
            amount: Balance,
            /// Shares that the staker got for it.
            shares: Balance,
        },
        /// Stake left a pool and is unbonding.
        Unstaked {
            /// Whose pool.
            prover: T::AccountId,
            /// Whose stake.
            staker: T::AccountId,
            /// Shares of the pool that are gone.
            shares: Balance,
            /// Planck that they were worth.
            amount: Balance,
            /// Shares of the unbonding stake that the staker got for it.
            unbonding_shares: Balance,
            /// First block in which it can be withdrawn.
            matures: BlockNumberFor<T>,
        },
        /// A staker was paid.
        Withdrawn {
            /// Whose pool.
            prover: T::AccountId,
            /// Who was paid.
            staker: T::AccountId,
            /// Shares of the pool that are gone; none before the prover is settled.
            shares: Balance,
            /// Planck paid for them.
            from_pool: Balance,
            /// Shares of the unbonding stake that are gone.
            unbonding_shares: Balance,
            /// Planck paid for them.
            from_unbonding: Balance,
        },
        /// A staker's account is gone, and the amount due to it too small to bring it back.
        Forfeited {
            /// To whom it was due.
            staker: T::AccountId,
            /// Planck, out of what the event after this one says was paid.
            amount: Balance,
        },
        /// A prover was paid for a proof.
        Rewarded {
            /// Which one.
            prover: T::AccountId,
            /// Planck of the operator.
            commission: Balance,
            /// Planck that went into the pool.
            pooled: Balance,
        },
        /// A prover lost stake for a missed deadline.
        Slashed {
            /// Which one.
            prover: T::AccountId,
            /// Planck of the stake that works.
            from_pool: Balance,
            /// Planck of the stake that is unbonding.
            from_unbonding: Balance,
            /// Planck of the collateral that no stake was left for.
            shortfall: Balance,
        },
        /// A prover's state changed: it became active, registered, jailed, or began to leave.
        StateChanged {
            /// Which one.
            prover: T::AccountId,
            /// What it is now.
            state: State<BlockNumberFor<T>>,
        },
        /// A prover's number of slots changed.
        SlotsSet {
            /// Its account.
            prover: T::AccountId,
            /// Most jobs that it runs at a time from now on.
            slots: u32,
        },
        /// A prover's commission changed.
        CommissionSet {
            /// Its account.
            prover: T::AccountId,
            /// The operator's part of payments from now on.
            commission: Permill,
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
        /// A prover named the key that inputs for it are encrypted to, or took it back.
        InputKeySet {
            /// Its account.
            prover: T::AccountId,
            /// The X25519 public key.
            key: Option<InputKey>,
        },
        /// A prover is gone, and its operator was paid.
        Closed {
            /// Its account.
            prover: T::AccountId,
            /// Planck of the stake that worked.
            from_pool: Balance,
            /// Planck of the stake that was unbonding.
            from_unbonding: Balance,
            /// Planck that the pool's account had besides: the deposit, and what others may have transferred to it.
            deposit: Balance,
        },
        /// Governance has set the parameters.
        ParametersSet {
            /// All of them.
            parameters: ProverParametersOf<T>,
        },
    }
}
