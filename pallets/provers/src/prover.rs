//! A prover's row, and what each event of a job does to it.

use crate::{
    pool::{divide_slash, Balance, Slash, Vault},
    Commission, State,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::AtLeast32BitUnsigned;

/// A registered prover.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Prover<BlockNumber> {
    /// The stake that works.
    pub pool: Vault,
    /// The stake that is unbonding: slashed with the pool, and no collateral for new jobs.
    pub unbonding: Vault,
    /// Shares of the pool that are the operator's.
    pub own_shares: Balance,
    /// Planck that running jobs have locked; never more than the stake that works and that is unbonding together.
    pub locked: Balance,
    /// Planck of collateral that no stake was left for, over all slashes.
    pub shortfall: Balance,
    /// Most jobs that it runs at a time.
    pub slots: u32,
    /// Jobs that it runs.
    pub jobs: u32,
    /// The operator's share of payments.
    pub commission: Commission<BlockNumber>,
    /// Whether it takes jobs.
    pub state: State<BlockNumber>,
}

/// Why a job cannot be started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The prover is leaving.
    Leaving,
    /// The prover is jailed.
    Jailed,
    /// The operator's own stake is below the minimum.
    OwnStakeTooLow,
    /// Every slot has a job.
    NoFreeSlot,
    /// The collateral is more than the stake that no other job has locked.
    FreeStakeTooLow,
}

impl<BlockNumber: AtLeast32BitUnsigned + Copy> Prover<BlockNumber> {
    /// A prover without any stake that has run no job yet.
    pub fn new(slots: u32, commission: Commission<BlockNumber>) -> Self {
        Self {
            pool: Vault::default(),
            unbonding: Vault::default(),
            own_shares: 0,
            locked: 0,
            shortfall: 0,
            slots,
            jobs: 0,
            commission,
            state: State::Registered,
        }
    }

    /// Planck of the operator's own stake that works.
    pub fn own_stake(&self) -> Balance {
        self.pool.value(self.own_shares)
    }

    /// Planck that can be slashed.
    pub fn total_stake(&self) -> Balance {
        self.pool.assets.saturating_add(self.unbonding.assets)
    }

    /// Planck of the stake that works and that no job has locked.
    pub fn free_stake(&self) -> Balance {
        self.pool.assets.saturating_sub(self.locked)
    }

    /// Slots that can take a job.
    pub fn free_slots(&self, min_own_stake: Balance) -> u32 {
        match self.takes_jobs(min_own_stake) {
            Ok(()) => self.slots.saturating_sub(self.jobs),
            Err(_) => 0,
        }
    }

    /// Whether `amount` of the stake can go without the jobs losing their collateral.
    pub fn can_spare(&self, amount: Balance) -> bool {
        self.total_stake()
            .checked_sub(amount)
            .is_some_and(|left| left >= self.locked)
    }

    /// Whether nothing can be slashed any more: it left at least `period` blocks before `now`, and runs no job.
    pub fn is_settled(&self, now: BlockNumber, period: BlockNumber) -> bool {
        match self.state {
            State::Leaving { since } => now >= since.saturating_add(period) && self.jobs == 0,
            _ => false,
        }
    }

    /// Takes a slot and locks `collateral`.
    pub fn start(&mut self, collateral: Balance, min_own_stake: Balance) -> Result<(), Refusal> {
        self.takes_jobs(min_own_stake)?;
        if self.jobs >= self.slots {
            return Err(Refusal::NoFreeSlot);
        }
        if collateral > self.free_stake() {
            return Err(Refusal::FreeStakeTooLow);
        }
        self.jobs = self.jobs.saturating_add(1);
        self.locked = self.locked.saturating_add(collateral);
        Ok(())
    }

    /// Frees the slot and the collateral of a job and gives what it had locked; `None`, and no change, if no job runs.
    ///
    /// It is never more than what is locked: a job that ends twice cannot reach stake that answers for no job.
    pub fn end(&mut self, collateral: Balance) -> Option<Balance> {
        self.jobs = self.jobs.checked_sub(1)?;
        let freed = collateral.min(self.locked);
        self.locked = self.locked.saturating_sub(freed);
        Some(freed)
    }

    /// Ends a job and slashes its collateral; `None`, and no change, if no job runs.
    pub fn miss(&mut self, collateral: Balance) -> Option<Slash> {
        let freed = self.end(collateral)?;
        let slash = divide_slash(freed, &self.pool, &self.unbonding);
        self.pool.lose(slash.pool);
        self.unbonding.lose(slash.unbonding);
        let slashed = slash.pool.saturating_add(slash.unbonding);
        self.shortfall = self.shortfall.saturating_add(collateral.saturating_sub(slashed));
        Some(slash)
    }

    // The minimum is looked at again although the state follows it: the runtime may have raised it since.
    fn takes_jobs(&self, min_own_stake: Balance) -> Result<(), Refusal> {
        match self.state {
            State::Leaving { .. } => Err(Refusal::Leaving),
            State::Jailed { .. } => Err(Refusal::Jailed),
            State::Registered => Err(Refusal::OwnStakeTooLow),
            State::Active if self.own_stake() < min_own_stake => Err(Refusal::OwnStakeTooLow),
            State::Active => Ok(()),
        }
    }
}
