mod invariants;
mod jobs;
mod leaving;
mod membership;
mod origins;
mod properties;
mod workers;

use crate::mock::*;
use frame_support::traits::{fungible::InspectHold, Imbalance as _};

/// Planck held of `who` as stake.
fn held(who: AccountId) -> Balance {
    Balances::balance_on_hold(&crate::HoldReason::Stake.into(), &who)
}

/// Everything in storage, as one hash; events aside.
fn state_root() -> Vec<u8> {
    System::reset_events();
    sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// Registers `who` with `stake` and `slots`.
fn register(who: AccountId, stake: Balance, slots: u32) {
    frame_support::assert_ok!(Provers::register(RuntimeOrigin::signed(who), stake, slots));
}
