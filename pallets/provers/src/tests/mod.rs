mod amounts;
mod breaker;
mod commission;
mod exits;
mod genesis;
mod input_keys;
mod invariants;
mod jail;
mod jobs;
mod membership;
mod origins;
mod parameters;
mod pool;
mod properties;
mod rewards;
mod slashing;
mod staking;
mod state;
mod unstaking;
mod views;
mod workers;

use crate::{mock::*, Balance, Event, Prover, ProverOf, State};
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect as _, InspectHold as _},
        Imbalance as _,
    },
};
use sp_runtime::{DispatchResult, Permill};

/// Planck held for the pool of `prover` as stake that works, and as stake that is unbonding.
fn held(prover: AccountId) -> (Balance, Balance) {
    let account = Provers::pool_account(&prover);
    let on_hold = |reason: crate::HoldReason| Balances::balance_on_hold(&reason.into(), &account);
    (
        on_hold(crate::HoldReason::Stake),
        on_hold(crate::HoldReason::Unbonding),
    )
}

/// Everything in storage, as one hash; events aside.
fn state_root() -> Vec<u8> {
    System::reset_events();
    sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// Registers `who` with `stake` and `slots`, and without a commission.
fn register(who: AccountId, stake: Balance, slots: u32) {
    assert_ok!(Provers::register(
        RuntimeOrigin::signed(who),
        stake,
        slots,
        Permill::zero()
    ));
}

fn row(who: AccountId) -> ProverOf<Test> {
    crate::Provers::<Test>::get(who).unwrap()
}

/// The row of a prover that has just been registered with `stake` and `slots` in block 1, without a commission.
fn fresh_row(stake: Balance, slots: u32) -> ProverOf<Test> {
    let commission = crate::Commission {
        rate: Permill::zero(),
        raised: 1,
    };
    let pool = crate::Vault {
        assets: stake,
        shares: stake,
    };
    Prover {
        pool,
        own_shares: stake,
        state: State::Active,
        ..Prover::new(slots, commission)
    }
}

fn stake(staker: AccountId, prover: AccountId, amount: Balance) -> DispatchResult {
    Provers::stake(RuntimeOrigin::signed(staker), prover, amount)
}

fn unstake(staker: AccountId, prover: AccountId, shares: Balance) -> DispatchResult {
    Provers::unstake(RuntimeOrigin::signed(staker), prover, shares)
}

/// Has somebody who has nothing to do with it pay `staker`.
fn withdraw(prover: AccountId, staker: AccountId) -> DispatchResult {
    Provers::withdraw(RuntimeOrigin::signed(TREASURY), prover, staker)
}

fn leave(who: AccountId) {
    assert_ok!(Provers::deregister(RuntimeOrigin::signed(who)));
}

/// Has `prover` leave, waits until it is settled, and closes it.
fn leave_and_close(prover: AccountId) {
    leave(prover);
    advance(PERIOD);
    assert_ok!(Provers::close(RuntimeOrigin::signed(prover), prover));
}

/// Starts a job of `prover` and has it miss it; the slash goes to the treasury.
fn slash(prover: AccountId, collateral: Balance) {
    use proofnet_market::Provers as _;
    assert_ok!(Provers::start_job(&prover, collateral));
    resolve(miss(&prover, collateral));
}

/// Has `prover` miss a job with this collateral, and gives what is slashed.
fn miss(prover: &AccountId, collateral: Balance) -> crate::CreditOf<Test> {
    use proofnet_market::Provers as _;
    Provers::miss_job(prover, collateral).slashed
}

/// Pays `amount` out of the treasury's account for a proof of `prover`.
fn reward(prover: AccountId, amount: Balance) {
    use frame_support::traits::{
        fungible::Balanced,
        tokens::{Fortitude, Precision, Preservation},
    };
    use proofnet_market::Provers as _;
    let payment = Balances::withdraw(
        &TREASURY,
        amount,
        Precision::Exact,
        Preservation::Preserve,
        Fortitude::Polite,
    )
    .unwrap();
    if let Err(rest) = Provers::reward(&prover, payment) {
        resolve(rest);
    }
}

fn resolve(credit: crate::CreditOf<Test>) {
    use frame_support::traits::fungible::Balanced;
    Balances::resolve(&TREASURY, credit).map_err(drop).unwrap();
}

/// The pallet's events since the last call.
fn events() -> Vec<Event<Test>> {
    let events = System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Provers(event) => Some(event),
            _ => None,
        })
        .collect();
    System::reset_events();
    events
}
