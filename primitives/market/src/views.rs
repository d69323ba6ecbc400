//! What is shown of requests and provers.

use crate::{CategoryId, InputKey, Job, Performance, Request, RequestId};
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;
use sp_runtime::Permill;

/// A request that is open or assigned. Times are blocks of the chain, pauses so far included.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct RequestView<AccountId, Balance, BlockNumber> {
    /// Which one.
    pub id: RequestId,
    /// Its row.
    pub request: Request<AccountId, Balance, BlockNumber>,
    /// Who is at work on it, and on which terms; `None` while it is open.
    pub job: Option<Job<AccountId, Balance, BlockNumber>>,
}

/// Which requests to list.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum RequestFilter<AccountId> {
    /// The open ones of a category.
    OpenIn(CategoryId),
    /// The open and assigned ones that an account pays for.
    PlacedBy(AccountId),
    /// Those that a prover is at work on.
    AssignedTo(AccountId),
}

/// A registered prover.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct ProverView<AccountId, Balance, BlockNumber> {
    /// Who.
    pub prover: AccountId,
    /// Whether it takes jobs.
    pub state: ProverState<BlockNumber>,
    /// Most jobs that it runs at a time.
    pub slots: u32,
    /// Jobs that it runs.
    pub jobs: u32,
    /// Slots that can take a job; none while it takes none.
    pub free_slots: u32,
    /// What answers for its jobs.
    pub stake: StakeView<Balance>,
    /// The operator's share of payments.
    pub commission: Permill,
    /// Block in which the commission was set first or raised last.
    pub commission_raised: BlockNumber,
    /// How its jobs ended.
    pub performance: Performance,
    /// What inputs for it are encrypted to, if it has named a key.
    pub input_key: Option<InputKey>,
}

/// Whether a prover takes jobs.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProverState<BlockNumber> {
    /// It takes none: the operator's own stake is below the minimum.
    Registered,
    /// It takes jobs, as far as its slots and its stake go.
    Active,
    /// It takes none: it missed too many deadlines.
    Jailed {
        /// First block in which the operator may end it.
        until: BlockNumber,
    },
    /// It takes none any more.
    Leaving {
        /// Block in which it began to leave.
        since: BlockNumber,
    },
}

/// The stake of a prover, in planck, and the shares that own it.
#[derive(Encode, Decode, TypeInfo, Clone, Copy, PartialEq, Eq, Debug)]
pub struct StakeView<Balance> {
    /// Planck in the pool, locked or not.
    pub pool: Balance,
    /// Planck of the pool that no job has locked.
    pub free: Balance,
    /// Planck that running jobs have locked. More than the pool if some was unstaked meanwhile: what is unbonding answers for
    /// the rest.
    pub locked: Balance,
    /// Shares of the pool.
    pub shares: Balance,
    /// Those of them that are the operator's.
    pub own_shares: Balance,
    /// Planck that the operator's shares are worth.
    pub own: Balance,
    /// Planck on their way out, slashed like the pool.
    pub unbonding: Balance,
    /// Shares of what is unbonding.
    pub unbonding_shares: Balance,
    /// Planck of collateral that no stake was left for, over all slashes.
    pub shortfall: Balance,
}
