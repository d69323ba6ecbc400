//! The arithmetic of pools, apart from the chain.

use crate::pool::{divide_slash, Balance, PoolError, Slash, Vault, MAX_SHARES_PER_PLANCK};
use proptest::prelude::*;

/// More than any issuance.
const MUCH: Balance = 1 << 90;

fn vault(assets: Balance, shares: Balance) -> Vault {
    Vault { assets, shares }
}

/// Whether a share of `a` is worth no more than one of `b`.
fn no_dearer(a: &Vault, b: &Vault) -> bool {
    a.shares == 0 || b.shares == 0 || wide(a.assets, b.shares) <= wide(b.assets, a.shares)
}

/// A product in 256 bits: high and low half.
fn wide(a: Balance, b: Balance) -> (Balance, Balance) {
    let halves = |x: Balance| (x >> 64, x & u128::from(u64::MAX));
    let ((a1, a0), (b1, b0)) = (halves(a), halves(b));
    let low = a0 * b0;
    let (mid, carry) = (a1 * b0).overflowing_add(a0 * b1);
    let (sum, more) = low.overflowing_add(mid << 64);
    let high = a1 * b1 + (mid >> 64) + (u128::from(carry) << 64) + u128::from(more);
    (high, sum)
}

fn filled() -> impl Strategy<Value = Vault> {
    let amount = || prop_oneof![1..100u128, 1..1_000_000_000u128, 1..MUCH];
    (amount(), amount()).prop_map(|(assets, shares)| vault(assets, shares))
}

fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![0..100u128, 0..1_000_000_000u128, 0..MUCH]
}

#[test]
fn buy_should_give_a_share_for_each_planck_when_the_vault_is_empty() {
    let mut pool = Vault::default();

    let bought = pool.buy(1_000).unwrap();

    assert_eq!((bought.shares, bought.cost), (1_000, 1_000));
    assert_eq!(pool, vault(1_000, 1_000));
}

#[test]
fn buy_should_take_what_the_shares_cost_when_the_amount_buys_no_whole_number() {
    let mut pool = vault(1_000, 10);

    let bought = pool.buy(250).unwrap();

    assert_eq!((bought.shares, bought.cost), (2, 200));
    assert_eq!(pool, vault(1_200, 12));
}

#[test]
fn buy_should_round_the_cost_up_when_a_share_is_worth_a_fraction() {
    let mut pool = vault(10, 3);

    let bought = pool.buy(9).unwrap();

    // Two shares are worth 6 2/3.
    assert_eq!((bought.shares, bought.cost), (2, 7));
}

#[test]
fn buy_should_fail_when_the_amount_is_less_than_a_share_costs() {
    let mut pool = vault(1_000, 10);

    for amount in [0, 1, 99] {
        assert_eq!(pool.buy(amount), Err(PoolError::BelowOneShare));
    }
    assert_eq!(Vault::default().buy(0), Err(PoolError::BelowOneShare));
    assert_eq!(pool, vault(1_000, 10));
    assert_eq!(pool.buy(100).map(|bought| bought.shares), Ok(1));
}

#[test]
fn buy_should_fail_when_the_vault_is_ruined() {
    for assets in [0, 1, 9] {
        let mut pool = vault(assets, 9 * MAX_SHARES_PER_PLANCK + 1);
        assert_eq!(pool.buy(1_000), Err(PoolError::Ruined));
    }
    assert!(vault(10, 9 * MAX_SHARES_PER_PLANCK + 1).buy(1_000).is_ok());
}

#[test]
fn buy_should_fail_and_change_nothing_when_a_sum_overflows() {
    for mut pool in [vault(u128::MAX, 1), vault(1_000, 1_000), vault(1, 1_000_000)] {
        let before = pool;

        assert_eq!(pool.buy(u128::MAX), Err(PoolError::Overflow));
        assert_eq!(pool, before);
    }
}

#[test]
fn redeem_should_empty_the_vault_when_it_is_the_last_share() {
    let mut pool = vault(1_001, 10);

    assert_eq!(pool.redeem(9), Ok(900));
    assert_eq!(pool.redeem(1), Ok(101));

    assert_eq!(pool, Vault::default());
}

#[test]
fn redeem_should_fail_when_there_are_fewer_shares() {
    let mut pool = vault(1_000, 10);

    assert_eq!(pool.redeem(11), Err(PoolError::NotEnoughShares));
    assert_eq!(pool.redeem(u128::MAX), Err(PoolError::NotEnoughShares));
    assert_eq!(pool, vault(1_000, 10));
}

#[test]
fn redeem_should_give_nothing_when_everything_was_lost() {
    let mut pool = vault(1_000, 10);
    pool.lose(2_000);

    assert_eq!(pool.redeem(4), Ok(0));
    assert_eq!(pool.redeem(6), Ok(0));
    assert_eq!(pool, Vault::default());
}

#[test]
fn put_should_fail_when_everything_was_lost() {
    assert_eq!(vault(0, 10).put(1), Err(PoolError::Ruined));
    assert_eq!(vault(0, 0).put(7), Ok(7));
}

#[test]
fn slash_should_take_everything_when_it_is_larger_than_the_stake() {
    let slash = divide_slash(u128::MAX, &vault(70, 7), &vault(30, 3));

    assert_eq!(
        slash,
        Slash {
            pool: 70,
            unbonding: 30
        }
    );
}

#[test]
fn slash_should_take_nothing_when_there_is_nothing() {
    assert_eq!(
        divide_slash(100, &Vault::default(), &Vault::default()),
        Slash::default()
    );
    assert_eq!(divide_slash(0, &vault(70, 7), &vault(30, 3)), Slash::default());
}

#[test]
fn victim_should_lose_less_than_a_planck_when_the_first_depositor_inflates_the_price() {
    for gift in [1, 1_000, 1_000_000, 1_000_000_000_000_000] {
        let mut pool = Vault::default();
        pool.buy(1).unwrap();
        pool.gain(gift);
        for amount in [1, 10_000, gift - 1, gift, gift + 1, 3 * gift / 2 + 1, 2 * gift] {
            let mut pool = pool;
            // What it cannot buy a share for stays with it.
            if let Ok(bought) = pool.buy(amount) {
                assert!(pool.value(bought.shares) + 1 >= bought.cost);
            }
        }
    }
}

proptest! {
    #[test]
    fn share_should_not_become_cheaper_when_others_buy(pool in filled(), amount in amount()) {
        let mut after = pool;
        if let Ok(bought) = after.buy(amount) {
            prop_assert!(bought.cost <= amount);
            prop_assert!(no_dearer(&pool, &after));
            prop_assert!(after.value(bought.shares) + 1 >= bought.cost, "the buyer loses a planck or more");
            prop_assert!(after.value(bought.shares) <= bought.cost, "the buyer gains");
        }
    }

    #[test]
    fn share_should_not_become_cheaper_when_others_redeem(pool in filled(), part in 0.0..=1.0f64) {
        let shares = (pool.shares as f64 * part) as Balance;
        let shares = shares.min(pool.shares);
        let mut after = pool;
        after.redeem(shares).unwrap();
        prop_assert!(no_dearer(&pool, &after));
        prop_assert!(after.shares > 0 || after.assets == 0);
    }

    #[test]
    fn staker_should_not_gain_when_it_goes_in_and_out(
        pool in filled(),
        steps in prop::collection::vec((any::<bool>(), amount()), 1..30),
    ) {
        let (mut pool, others) = (pool, pool.shares);
        let before = pool.value(others);
        let (mut own, mut paid, mut got) = (0, 0u128, 0u128);
        for (buys, amount) in steps {
            if buys {
                if let Ok(bought) = pool.buy(amount) {
                    own += bought.shares;
                    paid += bought.cost;
                }
            } else {
                let shares = amount.min(own);
                got += pool.redeem(shares).unwrap();
                own -= shares;
            }
        }
        got += pool.redeem(own).unwrap();
        prop_assert!(got <= paid);
        prop_assert!(pool.value(others) >= before);
    }

    #[test]
    fn unbonding_stake_should_keep_its_worth_when_others_come_and_go(
        steps in prop::collection::vec((0..3u8, amount()), 1..40),
    ) {
        let mut unbonding = Vault::default();
        for (kind, amount) in steps {
            match kind {
                0 if unbonding.assets > 0 || unbonding.shares == 0 => {
                    let before = unbonding;
                    if let Ok(shares) = unbonding.put(amount) {
                        prop_assert!(shares >= amount);
                        prop_assert!(no_dearer(&before, &unbonding));
                        prop_assert!(unbonding.value(shares) + 1 >= amount);
                        prop_assert!(unbonding.value(shares) <= amount);
                    }
                }
                1 => {
                    unbonding.redeem(amount.min(unbonding.shares)).unwrap();
                }
                _ => unbonding.lose(amount.min(unbonding.assets / 2)),
            }
            prop_assert!(unbonding.assets <= unbonding.shares);
        }
    }

    #[test]
    fn slash_should_be_in_proportion_when_some_stake_is_unbonding(
        pool in filled(),
        unbonding in filled(),
        amount in amount(),
    ) {
        let slash = divide_slash(amount, &pool, &unbonding);
        let total = pool.assets + unbonding.assets;

        prop_assert_eq!(slash.pool + slash.unbonding, amount.min(total));
        prop_assert!(slash.pool <= pool.assets && slash.unbonding <= unbonding.assets);
        prop_assert!(slash.unbonding < unbonding.assets || amount >= total);
        let exact = wide(unbonding.assets, amount.min(total));
        prop_assert!(wide(slash.unbonding, total) <= exact);
        prop_assert!(exact < wide(slash.unbonding + 1, total));
    }

    #[test]
    fn arithmetic_should_never_panic_when_figures_are_any(
        (assets, shares, amount) in (any::<u128>(), any::<u128>(), any::<u128>()),
        (other_assets, other_shares) in (any::<u128>(), any::<u128>()),
    ) {
        let pool = vault(assets, shares);
        let _ = pool.value(amount);
        let _ = { pool }.buy(amount);
        let _ = { pool }.put(amount);
        let _ = { pool }.redeem(amount);
        { pool }.gain(amount);
        { pool }.lose(amount);
        let _ = divide_slash(amount, &pool, &vault(other_assets, other_shares));
    }
}
