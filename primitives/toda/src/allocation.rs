//! Step 2: which prover's slots serve which good.
//!
//! A transportation problem: slots are shipped from provers to goods so that the sum of margins is
//! greatest. It is solved by successive best augmenting paths (Jewell 1962, Busacker and Gowen 1960; Ahuja,
//! Magnanti and Orlin, "Network flows", section 9.7): demand is served one good after the other, each time
//! by the exchange that gains most. The slots of a prover are a capacity, not nodes of their own, so an
//! exchange moves as many slots as it can at once.
//!
//! Which of several optima is chosen depends on the order of sellers and goods only. Among the allocations
//! 1. of the greatest total margin,
//! 2. it is one with the most trades (so a pair with zero margin trades if nothing better wants the slot),
//! 3. and of these one where the first seller has the most slots sold, then the second, and so on,
//! 4. and of these one where the first good is served the most, then the second, and so on.
//!
//! What may then still be open is which of several sellers serves which of several goods, with the same
//! number of slots each; the search goes through sellers and goods in order, so that is determined too. No
//! seller's profit (at nominal sizes, before rounding) depends on it.
//!
//! With T trades, G goods and S sellers: each exchange serves at least one request, so there are at most as many as
//! requests that are wanted. All `W_-j` together cost one further
//! exchange per trade at most, because the optimum without a seller is reached by serving again what it had served, and
//! that is undone afterwards. A search takes at most G^2 steps. Carrying an exchange out takes, for each of
//! at most G parts of its path, up to G S steps; in practice one or two columns of the table of exchanges lose their best
//! seller, which costs the sellers of that good.

use crate::{exchange::Exchanges, margin::Margin};
use alloc::vec::Vec;
use ethnum::I256;

/// One seller that could serve a good.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub seller: usize,
    /// What one slot of it gains, `(p - c) * w`: at least 0, less than 2^192.
    pub margin: I256,
}

/// Slots of one seller that serve one good.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holding {
    pub good: usize,
    pub slots: u64,
    pub margin: I256,
}

/// A transportation problem. Sellers and goods are named by their positions, and come before those that give
/// way to them in a tie.
#[derive(Debug)]
pub(crate) struct Problem {
    /// Free slots per seller.
    pub slots: Vec<u64>,
    /// Requests per good.
    pub demand: Vec<u64>,
    /// Per good, by seller.
    pub offers: Vec<Vec<Offer>>,
}

/// Who serves what.
#[derive(Clone, Debug)]
pub(crate) struct Allocation {
    /// Per seller.
    pub holdings: Vec<Vec<Holding>>,
    /// Slots left, per seller.
    pub idle: Vec<u64>,
    /// `W - W_-j`: what the optimum loses if the seller were not there, per seller.
    pub losses: Vec<I256>,
}

impl Problem {
    /// The optimum.
    pub fn solve(&self) -> Allocation {
        let offers = self.offers.iter().flatten();
        let largest = offers.map(|offer| offer.margin).max().unwrap_or(I256::ZERO);
        if largest <= i64::LARGEST.widened() {
            self.solve_in::<i64>()
        } else if largest <= i128::LARGEST.widened() {
            self.solve_in::<i128>()
        } else {
            self.solve_in::<I256>()
        }
    }

    fn solve_in<M: Margin>(&self) -> Allocation {
        let mut exchanges = Exchanges::<M>::new(self);
        for (good, demand) in self.demand.iter().enumerate() {
            exchanges.serve(good, *demand);
        }
        let holdings = exchanges.holdings().to_vec();
        let idle = exchanges.idle().to_vec();
        let loss = |(seller, holdings): (usize, &Vec<Holding>)| {
            // Nobody is missed for more than its own margin.
            if margin(holdings) == I256::ZERO {
                I256::ZERO
            } else {
                exchanges.loss_without(seller)
            }
        };
        let losses = holdings.iter().enumerate().map(loss).collect();
        Allocation {
            holdings,
            idle,
            losses,
        }
    }
}

impl Allocation {
    /// `W`: the sum of all margins.
    pub fn welfare(&self) -> I256 {
        self.holdings
            .iter()
            .fold(I256::ZERO, |sum, holdings| sum.saturating_add(margin(holdings)))
    }

    /// `M_j`: the margin of one seller.
    pub fn margin_of(&self, seller: usize) -> I256 {
        self.holdings
            .get(seller)
            .map_or(I256::ZERO, |holdings| margin(holdings))
    }

    /// `W - W_-j` of one seller.
    pub fn loss_without(&self, seller: usize) -> I256 {
        self.losses.get(seller).copied().unwrap_or(I256::ZERO)
    }

    /// `x_jk`: the slots of a seller that serve a good.
    pub fn slots(&self, seller: usize, good: usize) -> u64 {
        let holdings = self.holdings.get(seller).into_iter().flatten();
        holdings
            .filter(|holding| holding.good == good)
            .fold(0, |sum, holding| sum.saturating_add(holding.slots))
    }
}

/// At most 2^192 per slot, and no more slots than requests in memory: far from the 2^255 of the type.
fn margin(holdings: &[Holding]) -> I256 {
    holdings.iter().fold(I256::ZERO, |sum, holding| {
        sum.saturating_add(holding.margin.saturating_mul(I256::from(holding.slots)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::cmp::Reverse;
    use proptest::prelude::*;

    /// What the choice between allocations goes by: total margin, trades, slots per seller, requests per good.
    type Merit = (i128, u64, Vec<u64>, Vec<u64>);

    fn merit(problem: &Problem, allocation: &Allocation) -> Merit {
        let sellers = 0..problem.slots.len();
        let goods = 0..problem.demand.len();
        let per_seller: Vec<u64> = sellers
            .clone()
            .map(|seller| goods.clone().map(|good| allocation.slots(seller, good)).sum())
            .collect();
        let per_good = goods.map(|good| sellers.clone().map(|seller| allocation.slots(seller, good)).sum());
        (
            allocation.welfare().as_i128(),
            per_seller.iter().sum(),
            per_seller,
            per_good.collect(),
        )
    }

    /// The best merit, by trying every allocation.
    fn best_merit(problem: &Problem) -> Merit {
        let sellers = problem.slots.len();
        let wanted: Vec<usize> = (0..problem.demand.len())
            .flat_map(|good| (0..problem.demand[good]).map(move |_| good))
            .collect();
        // Each wanted request goes to one of the sellers, or, as the last choice, to nobody.
        let choices = (sellers as u64 + 1).pow(wanted.len() as u32);
        let merit = |mut choice: u64| {
            let mut merit: Merit = (
                0,
                0,
                alloc::vec![0; sellers],
                alloc::vec![0; problem.demand.len()],
            );
            for good in &wanted {
                let seller = (choice % (sellers as u64 + 1)) as usize;
                choice /= sellers as u64 + 1;
                if seller == sellers {
                    continue;
                }
                let offer = problem.offers[*good]
                    .iter()
                    .find(|offer| offer.seller == seller)?;
                merit.0 += offer.margin.as_i128();
                merit.1 += 1;
                merit.2[seller] += 1;
                merit.3[*good] += 1;
            }
            let feasible = merit
                .2
                .iter()
                .zip(&problem.slots)
                .all(|(used, slots)| used <= slots);
            feasible.then_some(merit)
        };
        (0..choices).filter_map(merit).max().unwrap()
    }

    fn without(problem: &Problem, seller: usize) -> Problem {
        let mut slots = problem.slots.clone();
        slots[seller] = 0;
        Problem {
            slots,
            demand: problem.demand.clone(),
            offers: problem.offers.clone(),
        }
    }

    fn problem(
        most_goods: usize,
        most_sellers: usize,
        most_slots: u64,
        margin: i128,
    ) -> impl Strategy<Value = Problem> {
        let slots = proptest::collection::vec(0..=most_slots, 1..=most_sellers);
        let demand = proptest::collection::vec(0..=most_slots, 1..=most_goods);
        (slots, demand).prop_flat_map(move |(slots, demand)| {
            let margins = proptest::collection::vec(
                proptest::collection::vec(proptest::option::weighted(0.8, 0..=margin), slots.len()),
                demand.len(),
            );
            margins.prop_map(move |margins| {
                let offers = |row: Vec<Option<i128>>| {
                    let offer = |(seller, margin): (usize, Option<i128>)| {
                        Some(Offer {
                            seller,
                            margin: I256::new(margin?),
                        })
                    };
                    row.into_iter().enumerate().filter_map(offer).collect()
                };
                Problem {
                    slots: slots.clone(),
                    demand: demand.clone(),
                    offers: margins.into_iter().map(offers).collect(),
                }
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn allocation_should_be_the_best_by_every_rule_when_ties_abound(problem in problem(3, 3, 2, 3)) {
            prop_assert_eq!(merit(&problem, &problem.solve()), best_merit(&problem));
        }

        #[test]
        fn allocation_should_respect_slots_and_demand_when_large(problem in problem(12, 12, 40, 1_000)) {
            let allocation = problem.solve();
            let (_, _, per_seller, per_good) = merit(&problem, &allocation);
            for ((used, idle), slots) in per_seller.iter().zip(&allocation.idle).zip(&problem.slots) {
                prop_assert_eq!(used + idle, *slots);
            }
            prop_assert!(per_good.iter().zip(&problem.demand).all(|(served, demand)| served <= demand));
        }

        #[test]
        fn loss_without_a_seller_should_equal_a_new_solution_when_large(problem in problem(8, 8, 9, 50)) {
            let allocation = problem.solve();
            for seller in 0..problem.slots.len() {
                let rest = without(&problem, seller).solve().welfare();
                prop_assert_eq!(allocation.loss_without(seller), allocation.welfare() - rest);
            }
        }

        #[test]
        fn allocation_should_not_depend_on_the_width_of_the_numbers_when_they_fit(problem in problem(6, 8, 9, 50)) {
            let narrow = problem.solve_in::<i64>();
            for wide in [problem.solve_in::<i128>(), problem.solve_in::<I256>()] {
                prop_assert_eq!(merit(&problem, &wide), merit(&problem, &narrow));
                prop_assert_eq!(&wide.losses, &narrow.losses);
            }
        }

        #[test]
        fn welfare_should_be_the_same_when_goods_are_served_in_another_order(problem in problem(8, 8, 9, 50)) {
            let mut order: Vec<usize> = (0..problem.demand.len()).collect();
            order.sort_by_key(|good| Reverse(*good));
            let reversed = Problem {
                slots: problem.slots.clone(),
                demand: order.iter().map(|good| problem.demand[*good]).collect(),
                offers: order.iter().map(|good| problem.offers[*good].clone()).collect(),
            };
            prop_assert_eq!(reversed.solve().welfare(), problem.solve().welfare());
        }
    }

    #[test]
    fn allocation_should_move_many_slots_at_once_when_capacities_are_huge() {
        let most = u64::from(u32::MAX);
        let offer = |seller, margin| Offer {
            seller,
            margin: I256::new(margin),
        };
        let problem = Problem {
            slots: alloc::vec![most, most],
            demand: alloc::vec![most, most],
            offers: alloc::vec![alloc::vec![offer(0, 5), offer(1, 4)], alloc::vec![offer(0, 9)]],
        };
        assert_eq!(problem.solve().welfare(), I256::new(13) * I256::from(most));
    }
}
