//! McAfee's double auction (1992), category after category, for sellers of several slots.
//!
//! With `q` the number of efficient trades and the *marginal* prover the one that would serve the last of them: if the mean of
//! the next request's bid and the next prover's ask lies between both sides of the last trade, all `q` trade at that. Otherwise the
//! marginal prover is excluded with all its slots, so that none of them can set the price of another; its ask is
//! what the cheaper provers are paid, and the best request that loses for it sets what requesters pay.
//!
//! A prover could still gain by withholding slots, or by its choice between categories, whose order rotates with the
//! blocks. Truth is assumed nevertheless, which flatters this mechanism.

use super::{Match, Mechanism, Orders};
use crate::simulation::orders::{FreeSlots, Order};
use proofnet_toda::BookError;
use std::cmp::Reverse;

pub struct McAfee;

impl Mechanism for McAfee {
    fn clear(&mut self, orders: &Orders) -> Result<Vec<Match>, BookError> {
        let mut free = FreeSlots::new(orders.offers);
        let mut matches = Vec::new();
        let categories = orders.trace.categories.len();
        let first = usize::try_from(orders.block).unwrap_or(0);
        for step in 0..categories {
            let category = first.wrapping_add(step) % categories;
            matches.extend(clear_category(orders, category, &mut free));
        }
        Ok(matches)
    }
}

/// A prover's slots at one ask.
struct Seller {
    ask: u128,
    prover: usize,
    slots: usize,
}

/// What is traded: the best buyers, the cheapest sellers.
struct Terms {
    trades: usize,
    requester_price: u128,
    prover_price: u128,
}

fn clear_category(orders: &Orders, category: usize, free: &mut FreeSlots) -> Vec<Match> {
    let mut sellers: Vec<Seller> = free
        .serving(category)
        .map(|(prover, ask, slots)| Seller {
            ask,
            prover,
            slots: usize::try_from(slots).unwrap_or(usize::MAX),
        })
        .collect();
    sellers.sort_unstable_by_key(|seller| (seller.ask, seller.prover));
    let requests = orders.requests.iter();
    let mut buyers: Vec<&Order> = requests.filter(|order| order.category == category).collect();
    buyers.sort_unstable_by_key(|order| (Reverse(order.bid), order.id));
    let Some(terms) = terms(&sellers, &buyers) else {
        return Vec::new();
    };
    let slots = sellers
        .iter()
        .flat_map(|seller| std::iter::repeat_n(seller.prover, seller.slots));
    let pairs = buyers.iter().zip(slots).take(terms.trades);
    let matches: Vec<Match> = pairs
        .map(|(order, prover)| Match {
            request: order.id,
            prover,
            requester_price: terms.requester_price,
            prover_price: terms.prover_price,
        })
        .collect();
    matches.iter().for_each(|made| free.take(made.prover));
    matches
}

fn terms(sellers: &[Seller], buyers: &[&Order]) -> Option<Terms> {
    let mut efficient = 0;
    let mut marginal = None;
    let mut before_marginal = 0;
    for (index, seller) in sellers.iter().enumerate() {
        let rest = buyers.iter().skip(efficient).take(seller.slots);
        let trades = rest.take_while(|order| order.bid >= seller.ask).count();
        if trades == 0 {
            break;
        }
        before_marginal = efficient;
        efficient += trades;
        marginal = Some((index, seller.ask));
    }
    let (index, marginal_ask) = marginal?;
    let last_bid = buyers.get(efficient.checked_sub(1)?)?.bid;
    let next_seller = sellers.get(index.checked_add(1)?);
    if let (Some(seller), Some(buyer)) = (next_seller, buyers.get(efficient)) {
        let price = seller.ask.midpoint(buyer.bid);
        if (marginal_ask..=last_bid).contains(&price) {
            return Some(Terms {
                trades: efficient,
                requester_price: price,
                prover_price: price,
            });
        }
    }
    Some(Terms {
        trades: before_marginal,
        requester_price: buyers.get(before_marginal)?.bid,
        prover_price: marginal_ask,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sellers(list: &[(u128, usize)]) -> Vec<Seller> {
        let numbered = list.iter().enumerate();
        numbered
            .map(|(prover, (ask, slots))| Seller {
                ask: *ask,
                prover,
                slots: *slots,
            })
            .collect()
    }

    fn orders(bids: &[u128]) -> Vec<Order> {
        let numbered = (0u64..).zip(bids);
        numbered
            .map(|(id, bid)| Order {
                id,
                category: 0,
                units: 1,
                bid: *bid,
                waited: 0,
                patience: 0,
            })
            .collect()
    }

    fn cleared(asks: &[(u128, usize)], bids: &[u128]) -> Option<(usize, u128, u128)> {
        let orders = orders(bids);
        let buyers: Vec<&Order> = orders.iter().collect();
        terms(&sellers(asks), &buyers).map(|terms| (terms.trades, terms.requester_price, terms.prover_price))
    }

    #[test]
    fn all_should_trade_at_the_mean_of_the_next_pair_when_it_lies_between_the_last() {
        assert_eq!(
            cleared(&[(10, 1), (20, 1), (50, 1)], &[90, 60, 30]),
            Some((2, 40, 40))
        );
    }

    #[test]
    fn marginal_prover_should_be_excluded_with_all_its_slots_when_there_is_no_next_pair() {
        assert_eq!(cleared(&[(10, 2), (20, 3)], &[90, 80, 70, 60]), Some((2, 70, 20)));
    }

    #[test]
    fn nothing_should_trade_when_there_is_one_prover() {
        assert_eq!(cleared(&[(10, 5)], &[90, 80]), Some((0, 90, 10)));
    }

    #[test]
    fn nothing_should_trade_when_no_bid_reaches_an_ask() {
        assert_eq!(cleared(&[(95, 1)], &[90, 80]), None);
    }
}
