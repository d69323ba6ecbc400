//! A prover as it is shown outside the chain.

use crate::{pallet::*, Balance, ProverOf, ProverViewOf, State};
use proofnet_market::{ProverState, ProverView, StakeView};

impl<T: Config> Pallet<T> {
    pub(crate) fn view(prover: T::AccountId, row: ProverOf<T>) -> ProverViewOf<T> {
        ProverView {
            state: row.state.into(),
            slots: row.slots,
            jobs: row.jobs,
            free_slots: row.free_slots(Self::parameters().min_self_stake),
            stake: stake_of::<T>(&row),
            commission: row.commission.rate,
            commission_raised: row.commission.raised,
            performance: Records::<T>::get(&prover).into(),
            input_key: InputKeys::<T>::get(&prover),
            prover,
        }
    }
}

fn stake_of<T: Config>(row: &ProverOf<T>) -> StakeView<Balance> {
    StakeView {
        pool: row.pool.assets,
        free: row.free_stake(),
        locked: row.locked,
        shares: row.pool.shares,
        own_shares: row.own_shares,
        own: row.own_stake(),
        unbonding: row.unbonding.assets,
        unbonding_shares: row.unbonding.shares,
        shortfall: row.shortfall,
    }
}

impl<BlockNumber> From<State<BlockNumber>> for ProverState<BlockNumber> {
    fn from(state: State<BlockNumber>) -> Self {
        match state {
            State::Registered => Self::Registered,
            State::Active => Self::Active,
            State::Jailed { until } => Self::Jailed { until },
            State::Leaving { since } => Self::Leaving { since },
        }
    }
}
