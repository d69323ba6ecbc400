//! A prover's row, and what each event of a job does to it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{AtLeast32BitUnsigned, Zero};

/// Whether a prover takes jobs.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum State<BlockNumber> {
    /// It does, as far as its slots and its stake go.
    Active,
    /// It does not; what it was given before is still due, and its stake answers for it.
    Leaving {
        /// Block in which it deregistered.
        since: BlockNumber,
    },
}

/// How a prover's jobs ended.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Default, PartialEq, Eq, Debug,
)]
pub struct Record {
    /// Proofs delivered in time.
    pub delivered: u32,
    /// Deadlines missed.
    pub missed: u32,
    /// Jobs rejected in time.
    pub rejected: u32,
}

/// A registered prover.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Prover<Balance, BlockNumber> {
    /// Planck held of its account.
    pub stake: Balance,
    /// Planck of the stake that running jobs have locked; never more than the stake.
    pub locked: Balance,
    /// Most jobs that it runs at a time.
    pub slots: u32,
    /// Jobs that it runs.
    pub jobs: u32,
    /// Whether it takes jobs.
    pub state: State<BlockNumber>,
    /// How its jobs ended.
    pub record: Record,
}

/// Why a job cannot be started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The prover has deregistered.
    Leaving,
    /// The stake is below the minimum.
    StakeTooLow,
    /// Every slot has a job.
    NoFreeSlot,
    /// The collateral is more than what no other job has locked.
    FreeStakeTooLow,
}

impl<Balance: AtLeast32BitUnsigned + Copy, BlockNumber> Prover<Balance, BlockNumber> {
    /// A prover that has run no job yet.
    pub fn new(stake: Balance, slots: u32) -> Self {
        Self {
            stake,
            locked: Zero::zero(),
            slots,
            jobs: 0,
            state: State::Active,
            record: Record::default(),
        }
    }

    /// Planck of stake that no job has locked.
    pub fn free_stake(&self) -> Balance {
        self.stake.saturating_sub(self.locked)
    }

    /// Slots that can take a job; none while the stake is below `min_stake`.
    pub fn free_slots(&self, min_stake: Balance) -> u32 {
        if self.stake < min_stake {
            0
        } else {
            self.slots.saturating_sub(self.jobs)
        }
    }

    /// Takes a slot and locks `collateral`.
    pub fn start(&mut self, collateral: Balance, min_stake: Balance) -> Result<(), Refusal> {
        if matches!(self.state, State::Leaving { .. }) {
            return Err(Refusal::Leaving);
        }
        if self.stake < min_stake {
            return Err(Refusal::StakeTooLow);
        }
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

    /// Frees the slot and the collateral of a delivered job; false, and no change, if no job runs.
    pub fn finish(&mut self, collateral: Balance) -> bool {
        let runs = self.end(collateral).is_some();
        if runs {
            self.record.delivered = self.record.delivered.saturating_add(1);
        }
        runs
    }

    /// Frees the slot and the collateral of a rejected job; false, and no change, if no job runs.
    pub fn reject(&mut self, collateral: Balance) -> bool {
        let runs = self.end(collateral).is_some();
        if runs {
            self.record.rejected = self.record.rejected.saturating_add(1);
        }
        runs
    }

    /// Frees the slot of a missed job and gives what is to be slashed; `None`, and no change, if no job runs.
    ///
    /// The slash is never more than what is locked: a miss processed twice cannot reach stake that answers for no job.
    pub fn miss(&mut self, collateral: Balance) -> Option<Balance> {
        let slash = self.end(collateral)?;
        self.record.missed = self.record.missed.saturating_add(1);
        Some(slash)
    }

    /// Ends a job and gives what it had locked.
    fn end(&mut self, collateral: Balance) -> Option<Balance> {
        self.jobs = self.jobs.checked_sub(1)?;
        let freed = collateral.min(self.locked);
        self.locked = self.locked.saturating_sub(freed);
        Some(freed)
    }
}

/// How far a worker key has got.
#[derive(
    Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, Copy, PartialEq, Eq, Debug,
)]
pub enum Consent {
    /// The prover has proposed it.
    Proposed,
    /// The key has accepted: it acts for the prover.
    Given,
}

/// A worker key in its prover's list.
#[derive(Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct Worker<AccountId> {
    /// The key's account.
    pub account: AccountId,
    /// How far it has got.
    pub consent: Consent,
}
