//! Provers.

use super::{Ask, Decimal};
use crate::{AccountId, Balance, BlockNumber};
use proofnet_market::{
    input_key::recipient, CategoryId, CategoryView, Latency, Performance, ProverState, ProverView, StakeView,
};
use serde::Serialize;

/// A registered prover.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Prover {
    /// Who.
    pub prover: AccountId,
    /// `registered`, `active`, `jailed` or `leaving`. Only an active one takes jobs.
    pub state: &'static str,
    /// First block in which a jailed one may take jobs again.
    pub jailed_until: Option<BlockNumber>,
    /// Block in which a leaving one began to leave.
    pub leaving_since: Option<BlockNumber>,
    /// Most jobs that it runs at a time.
    pub slots: u32,
    /// Jobs that it runs.
    pub jobs: u32,
    /// Slots that can take a job.
    pub free_slots: u32,
    /// What answers for its jobs.
    pub stake: Stake,
    /// The operator's share of payments, in parts per million.
    pub commission_ppm: u32,
    /// Block in which the commission was set first or raised last.
    pub commission_raised: BlockNumber,
    /// How its jobs ended.
    pub record: Record,
    /// What inputs for it are encrypted to, as age writes recipients: `age1...`.
    pub input_key: Option<String>,
}

/// The stake of a prover, in planck, and the shares that own it.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Stake {
    /// In the pool, locked or not.
    pub pool: Decimal<Balance>,
    /// In the pool and not locked.
    pub free: Decimal<Balance>,
    /// Locked by running jobs.
    pub locked: Decimal<Balance>,
    /// Shares of the pool.
    pub shares: Decimal<Balance>,
    /// The operator's shares.
    pub own_shares: Decimal<Balance>,
    /// What the operator's shares are worth.
    pub own: Decimal<Balance>,
    /// On its way out, slashed like the pool.
    pub unbonding: Decimal<Balance>,
    /// Shares of what is unbonding.
    pub unbonding_shares: Decimal<Balance>,
    /// Collateral that no stake was left for, over all slashes.
    pub shortfall: Decimal<Balance>,
}

/// How a prover's jobs ended.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Proofs delivered in time.
    pub delivered: u32,
    /// Deadlines missed.
    pub missed: u32,
    /// Jobs rejected in time.
    pub rejected: u32,
    /// Delivered of delivered and missed, in parts per million; `null` before the first.
    pub on_time_ppm: Option<u32>,
    /// How long the deliveries took; `null` before the first.
    pub latency: Option<LatencyPercentiles>,
}

/// Blocks from the match within which so many of the deliveries came, rounded up to less than twice the true value; `null` if
/// more than 16,383.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
pub struct LatencyPercentiles {
    /// Half of them.
    pub p50: Option<BlockNumber>,
    /// 90 of 100.
    pub p90: Option<BlockNumber>,
    /// 99 of 100.
    pub p99: Option<BlockNumber>,
}

/// A prover with what it serves.
#[derive(Clone, Serialize, PartialEq, Eq, Debug)]
pub struct ProverWithOffers {
    /// The prover.
    #[serde(flatten)]
    pub prover: Prover,
    /// What it asks.
    pub offers: Vec<Ask>,
    /// The categories that its record lets it offer in.
    pub categories: Vec<CategoryId>,
}

impl From<ProverView<AccountId, Balance, BlockNumber>> for Prover {
    fn from(view: ProverView<AccountId, Balance, BlockNumber>) -> Self {
        let (state, jailed_until, leaving_since) = match view.state {
            ProverState::Registered => ("registered", None, None),
            ProverState::Active => ("active", None, None),
            ProverState::Jailed { until } => ("jailed", Some(until), None),
            ProverState::Leaving { since } => ("leaving", None, Some(since)),
        };
        Self {
            prover: view.prover,
            state,
            jailed_until,
            leaving_since,
            slots: view.slots,
            jobs: view.jobs,
            free_slots: view.free_slots,
            stake: view.stake.into(),
            commission_ppm: view.commission.deconstruct(),
            commission_raised: view.commission_raised,
            record: view.performance.into(),
            input_key: view.input_key.as_ref().map(recipient::encode),
        }
    }
}

impl From<StakeView<Balance>> for Stake {
    fn from(stake: StakeView<Balance>) -> Self {
        Self {
            pool: Decimal(stake.pool),
            free: Decimal(stake.free),
            locked: Decimal(stake.locked),
            shares: Decimal(stake.shares),
            own_shares: Decimal(stake.own_shares),
            own: Decimal(stake.own),
            unbonding: Decimal(stake.unbonding),
            unbonding_shares: Decimal(stake.unbonding_shares),
            shortfall: Decimal(stake.shortfall),
        }
    }
}

impl From<Performance> for Record {
    fn from(performance: Performance) -> Self {
        Self {
            delivered: performance.record.delivered,
            missed: performance.record.missed,
            rejected: performance.record.rejected,
            on_time_ppm: performance.on_time.map(|share| share.deconstruct()),
            latency: performance.latency.map(Into::into),
        }
    }
}

impl From<Latency> for LatencyPercentiles {
    fn from(latency: Latency) -> Self {
        let told = |blocks| (blocks != u32::MAX).then_some(blocks);
        Self {
            p50: told(latency.p50),
            p90: told(latency.p90),
            p99: told(latency.p99),
        }
    }
}

impl ProverWithOffers {
    /// A prover with its `offers`, out of all `categories`.
    pub fn new(
        view: ProverView<AccountId, Balance, BlockNumber>,
        offers: Vec<(CategoryId, Balance)>,
        categories: Vec<CategoryView<Balance, BlockNumber>>,
    ) -> Self {
        let delivered = view.performance.record.delivered;
        let open = categories
            .into_iter()
            .filter(|view| view.category.is_open_to(delivered));
        let asks = offers.into_iter().map(|(category, unit_ask)| Ask {
            category,
            unit_ask: Decimal(unit_ask),
        });
        Self {
            prover: view.into(),
            offers: asks.collect(),
            categories: open.map(|view| view.id).collect(),
        }
    }
}
