//! Steps 4 and 5: what each side pays and is paid, per proving unit.

use crate::demand::Good;
use ethnum::I256;

/// `P_k`: the best losing bid, at least the reference price.
///
/// As many win as there are slots for, which does not depend on their bids; so each winner pays the least bid
/// with which it would have won. All bids for a good are at or above its reference price.
pub(crate) fn requester_price(good: &Good, winners: u64) -> u128 {
    good.losers(winners)
        .first()
        .map_or(good.reference_price, |loser| loser.price)
}

/// `s_jk`: the ask and, of the margin below the reference price, the share that the seller contributes:
/// `rho_j = (W - W_-j) / M_j`, rounded down.
///
/// With `loss = W - W_-j` and `margin = M_j`, both at nominal sizes. Over all its slots a seller's profit
/// is then `W - W_-j`, its Clarke pivot payment, less what rounding took: under one planck per proving
/// unit.
pub(crate) fn prover_price(reference_price: u128, ask: u128, loss: I256, margin: I256) -> u128 {
    let unit_margin = reference_price.saturating_sub(ask);
    ask.saturating_add(share(
        unit_margin,
        loss.clamp(I256::ZERO, margin.max(I256::ZERO)),
        margin,
    ))
}

/// `amount * part / whole`, rounded down; 0 if `whole` is not positive. For `0 <= part <= whole < 2^253`.
///
/// The product can have 384 bits. So Horner's rule goes through the bits of `amount`, and divides as it goes:
/// the remainder stays below `whole`, and below `3 * whole` in between.
fn share(amount: u128, part: I256, whole: I256) -> u128 {
    if whole <= I256::ZERO {
        return 0;
    }
    if let (Ok(part), Ok(whole)) = (u128::try_from(part), u128::try_from(whole)) {
        if let Some(product) = amount.checked_mul(part) {
            return product.checked_div(whole).unwrap_or(0);
        }
    }
    let mut quotient: u128 = 0;
    let mut remainder = I256::ZERO;
    for bit in (0..u128::BITS.saturating_sub(amount.leading_zeros())).rev() {
        quotient = quotient.saturating_mul(2);
        remainder = remainder.saturating_add(remainder);
        if (amount >> bit) & 1 == 1 {
            remainder = remainder.saturating_add(part);
        }
        while remainder >= whole {
            remainder = remainder.saturating_sub(whole);
            quotient = quotient.saturating_add(1);
        }
    }
    quotient
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn share_should_be_everything_when_the_part_is_the_whole() {
        let whole = I256::from(u128::MAX) * I256::from(u64::MAX) * I256::from(1u64 << 60);
        assert_eq!(share(u128::MAX, whole, whole), u128::MAX);
    }

    #[test]
    fn share_should_be_rounded_down_when_it_is_a_fraction() {
        assert_eq!(share(10, I256::new(2), I256::new(3)), 6);
    }

    #[test]
    fn share_should_be_zero_when_the_whole_is_zero() {
        assert_eq!(share(10, I256::ZERO, I256::ZERO), 0);
    }

    #[test]
    fn share_should_be_exact_when_the_product_exceeds_256_bits() {
        // (2^128 - 1) * (2^200 - 1) / 2^200 = 2^128 - 1 - (2^128 - 1) / 2^200, rounded down.
        let whole = I256::ONE << 200;
        assert_eq!(share(u128::MAX, whole - I256::ONE, whole), u128::MAX - 1);
    }

    #[test]
    fn prover_price_should_be_the_ask_when_the_seller_is_replaceable() {
        assert_eq!(prover_price(100, 60, I256::ZERO, I256::new(40)), 60);
    }

    #[test]
    fn prover_price_should_be_the_reference_price_when_nobody_could_replace_the_seller() {
        assert_eq!(prover_price(100, 60, I256::new(40), I256::new(40)), 100);
    }

    proptest! {
        #[test]
        fn share_should_agree_with_native_division_when_the_product_fits(
            amount in any::<u64>(), part in any::<u64>(), more in any::<u64>(),
        ) {
            let whole = u128::from(part) + u128::from(more) + 1;
            let expected = u128::from(amount) * u128::from(part) / whole;
            prop_assert_eq!(share(amount.into(), I256::from(part), I256::from(whole)), expected);
        }
    }
}
