//! Step 2: which prover's slots serve which good.
//!
//! A transportation problem: slots are shipped from provers to goods so that the sum of margins is
//! greatest. It is solved by successive best augmenting paths (Jewell 1962, Busacker and Gowen 1960; Ahuja,
//! Magnanti and Orlin, "Network flows", section 9.7): where slots are scarce they are placed one seller after the other, where
//! requests are, they are served one good after the other, each time by the exchange that gains most. The slots of
//! a prover are a capacity, not nodes of their own, so an exchange moves as many slots as it can at once.
//!
//! Which of several optima is chosen depends on the order of sellers and goods only. Among the allocations
//! 1. of the greatest total margin,
//! 2. it is one with the most trades (so a pair with zero margin trades if nothing better wants the slot),
//! 3. and of these one where the first good is served the most, then the second, and so on.
//!
//! So how many requests of each good win does not depend on requests that lose. What may still be open is which seller
//! serves which good. No seller's profit (at nominal sizes, before rounding) depends on it.
//!
//! What that takes is bounded in [`crate::work`].

use crate::{
    exchange::{Exchanges, Holding},
    search::{Path, Search},
    table::Table,
    weight::Weight,
};
use alloc::vec::Vec;
use ethnum::I256;

/// A transportation problem. Sellers and goods are named by their positions, and come before those that give
/// way to them in a tie.
#[derive(Debug)]
pub(crate) struct Problem<W> {
    /// Free slots per seller.
    pub slots: Vec<u64>,
    /// Requests per good.
    pub demand: Vec<u64>,
    /// What a trade weighs, per seller and good: [`never`](crate::exchange::never) where the seller does not serve it. After the last good, 0: an idle
    /// slot.
    pub weights: Table<W>,
}

/// Who serves what.
#[derive(Clone, Debug)]
pub(crate) struct Allocation {
    /// Per seller.
    pub holdings: Vec<Vec<Holding>>,
    /// Slots left, per seller.
    pub idle: Vec<u64>,
    /// `M_j`: the margin of all its trades, per seller.
    pub margins: Vec<I256>,
    /// `W - W_-j`: what the optimum loses if the seller were not there, per seller.
    pub losses: Vec<I256>,
    /// What it took to find, see [`crate::work`].
    pub steps: u64,
}

impl<W: Weight> Problem<W> {
    /// The optimum.
    pub fn solve(&self) -> Allocation {
        let mut solver = Solver::new(self);
        let sum = |numbers: &[u64]| {
            numbers
                .iter()
                .fold(0, |sum: u64, number| sum.saturating_add(*number))
        };
        if sum(&self.slots) <= sum(&self.demand) {
            solver.place_all();
        } else {
            solver.serve_all();
        }
        solver.allocation()
    }

    fn margin(&self, seller: usize, holdings: &[Holding]) -> I256 {
        holdings.iter().fold(I256::ZERO, |sum, holding| {
            let weight = self.weights.get(seller, holding.good).unwrap_or(W::ZERO);
            sum.saturating_add(of_slots(weight, holding.slots))
        })
    }
}

/// The margin of this many trades, or exchanges, of one weight.
pub(crate) fn of_slots<W: Weight>(weight: W, slots: u64) -> I256 {
    // At most 2^192 per slot, and no more slots than requests in memory: nothing wraps.
    weight.margin().wrapping_mul(I256::from(slots))
}

/// The allocation while it is made.
pub(crate) struct Solver<'a, W> {
    problem: &'a Problem<W>,
    pub exchanges: Exchanges<'a, W>,
    pub search: Search<W>,
    /// Requests left, per good.
    pub unserved: Vec<u64>,
}

impl<'a, W: Weight> Solver<'a, W> {
    pub fn new(problem: &'a Problem<W>) -> Self {
        Self {
            problem,
            exchanges: Exchanges::new(problem),
            search: Search::new(problem.demand.len()),
            unserved: problem.demand.clone(),
        }
    }

    pub fn place_all(&mut self) {
        for (seller, slots) in self.problem.slots.iter().enumerate() {
            self.exchanges.set_idle(seller, *slots);
            while self.exchanges.idle().get(seller).is_some_and(|idle| *idle > 0) {
                let path = self.search.place(&self.exchanges, seller, &self.unserved);
                if self.follow(path).is_none() {
                    break;
                }
            }
        }
        self.exchanges.offer_idle();
    }

    fn serve_all(&mut self) {
        for (seller, slots) in self.problem.slots.iter().enumerate() {
            self.exchanges.set_idle(seller, *slots);
        }
        self.exchanges.offer_idle();
        self.search.begin_with_idle(&self.exchanges);
        for good in 0..self.problem.demand.len() {
            while self.unserved.get(good).is_some_and(|left| *left > 0) {
                let path = self.search.serve(&self.exchanges, good);
                if self.follow(path).is_none() {
                    break;
                }
            }
        }
    }

    /// Carries out the exchange for as many slots as can make it.
    fn follow(&mut self, path: Option<Path<W>>) -> Option<()> {
        let path = path?;
        let slots = self.width(&path);
        self.carry_out(&path, slots);
        (slots > 0).then_some(())
    }

    pub fn width(&self, path: &Path<W>) -> u64 {
        let wanted = path.served.and_then(|good| self.unserved.get(good).copied());
        let steps = self
            .search
            .moves()
            .iter()
            .map(|step| self.exchanges.available(step));
        steps.fold(wanted.unwrap_or(u64::MAX), u64::min)
    }

    pub fn carry_out(&mut self, path: &Path<W>, slots: u64) {
        for step in self.search.moves() {
            self.exchanges.carry_out(step, slots);
        }
        self.unserve(path.dropped, slots);
        if let Some(left) = path.served.and_then(|good| self.unserved.get_mut(good)) {
            *left = left.saturating_sub(slots);
        }
    }

    pub fn unserve(&mut self, good: Option<usize>, requests: u64) {
        if let Some(left) = good.and_then(|good| self.unserved.get_mut(good)) {
            *left = left.saturating_add(requests);
        }
    }

    /// Of equally good allocations brings about the one that serves the first good the most, then the second, and so on. (The
    /// numbers served in optimal allocations are the bases of a matroid: single exchanges lead to the greatest.)
    fn prefer_first_goods(&mut self) {
        self.search.tighten(&self.exchanges);
        for good in 0..self.problem.demand.len() {
            while self.unserved.get(good).is_some_and(|left| *left > 0) {
                let path = self.search.prefer(&self.exchanges, good);
                if self.follow(path).is_none() {
                    break;
                }
            }
        }
        self.search.tighten(&self.exchanges);
    }

    fn allocation(mut self) -> Allocation {
        self.prefer_first_goods();
        let holdings = self.exchanges.holdings().to_vec();
        let margins: Vec<I256> = holdings
            .iter()
            .enumerate()
            .map(|(seller, holdings)| self.problem.margin(seller, holdings))
            .collect();
        let replaced = self.replaced(&holdings);
        let losses = margins.iter().zip(replaced);
        Allocation {
            losses: losses
                .map(|(margin, replaced)| margin.saturating_sub(replaced))
                .collect(),
            idle: self.exchanges.idle().to_vec(),
            steps: self.exchanges.steps().saturating_add(self.search.steps()),
            holdings,
            margins,
        }
    }
}

impl Allocation {
    /// `W`: the sum of all margins.
    pub fn welfare(&self) -> I256 {
        self.margins
            .iter()
            .fold(I256::ZERO, |sum, margin| sum.saturating_add(*margin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::never;
    use alloc::vec;
    use proptest::prelude::*;

    /// What the choice between allocations goes by: total margin, trades, requests served per good.
    type Merit = (i128, u64, Vec<u64>);

    /// A problem by its margins, per good and seller.
    #[derive(Clone, Debug)]
    struct Market {
        slots: Vec<u64>,
        demand: Vec<u64>,
        margins: Vec<Vec<Option<i128>>>,
    }

    impl Market {
        fn problem<W: Weight>(&self) -> Problem<W> {
            let goods = self.demand.len();
            let mut weights = Table::new(self.slots.len(), goods + 1, never());
            for seller in 0..self.slots.len() {
                let row = weights.row_mut(seller);
                row[goods] = W::ZERO;
                for (good, margins) in self.margins.iter().enumerate() {
                    if let Some(margin) = margins[seller] {
                        row[good] = W::of_trade(margin as u128, 1);
                    }
                }
            }
            Problem {
                slots: self.slots.clone(),
                demand: self.demand.clone(),
                weights,
            }
        }

        fn solve(&self) -> Allocation {
            self.problem::<i64>().solve()
        }

        fn without(&self, seller: usize) -> Self {
            let mut rest = self.clone();
            rest.slots[seller] = 0;
            rest
        }

        /// The best merit, by trying every allocation.
        fn best_merit(&self) -> Merit {
            let sellers = self.slots.len() as u64;
            let wanted: Vec<usize> = (0..self.demand.len())
                .flat_map(|good| (0..self.demand[good]).map(move |_| good))
                .collect();
            // Each wanted request goes to one of the sellers, or, as the last choice, to nobody.
            let choices = (sellers + 1).pow(wanted.len() as u32);
            let merit = |mut choice: u64| {
                let mut margin = 0;
                let mut used = vec![0; self.slots.len()];
                let mut served = vec![0; self.demand.len()];
                for good in &wanted {
                    let seller = (choice % (sellers + 1)) as usize;
                    choice /= sellers + 1;
                    if seller < self.slots.len() {
                        margin += self.margins[*good][seller]?;
                        used[seller] += 1;
                        served[*good] += 1;
                    }
                }
                let feasible = used.iter().zip(&self.slots).all(|(used, slots)| used <= slots);
                feasible.then_some((margin, used.iter().sum(), served))
            };
            (0..choices).filter_map(merit).max().unwrap()
        }
    }

    fn sold(holdings: &[Holding]) -> u64 {
        holdings.iter().map(|holding| holding.slots).sum()
    }

    fn merit(market: &Market, allocation: &Allocation) -> Merit {
        let mut served = vec![0; market.demand.len()];
        for holding in allocation.holdings.iter().flatten() {
            served[holding.good] += holding.slots;
        }
        (allocation.welfare().as_i128(), served.iter().sum(), served)
    }

    fn market(
        most_goods: usize,
        most_sellers: usize,
        most_slots: u64,
        margin: i128,
    ) -> impl Strategy<Value = Market> {
        let slots = proptest::collection::vec(0..=most_slots, 1..=most_sellers);
        let demand = proptest::collection::vec(0..=most_slots, 1..=most_goods);
        (slots, demand).prop_flat_map(move |(slots, demand)| {
            let of_good = proptest::collection::vec(proptest::option::weighted(0.8, 0..=margin), slots.len());
            let margins = proptest::collection::vec(of_good, demand.len());
            margins.prop_map(move |margins| Market {
                slots: slots.clone(),
                demand: demand.clone(),
                margins,
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn allocation_should_be_the_best_by_every_rule_when_ties_abound(market in market(3, 3, 2, 3)) {
            prop_assert_eq!(merit(&market, &market.solve()), market.best_merit());
        }

        #[test]
        fn allocation_should_respect_slots_and_demand_when_large(market in market(12, 12, 40, 1_000)) {
            let allocation = market.solve();
            for ((holdings, idle), slots) in allocation.holdings.iter().zip(&allocation.idle).zip(&market.slots) {
                prop_assert_eq!(sold(holdings) + idle, *slots);
            }
            for (good, demand) in market.demand.iter().enumerate() {
                let served = allocation.holdings.iter().flatten().filter(|holding| holding.good == good);
                prop_assert!(served.map(|holding| holding.slots).sum::<u64>() <= *demand);
            }
        }

        #[test]
        fn loss_without_a_seller_should_equal_a_new_solution_when_large(market in market(8, 8, 9, 50)) {
            let allocation = market.solve();
            for seller in 0..market.slots.len() {
                let rest = market.without(seller).solve().welfare();
                prop_assert_eq!(allocation.losses[seller], allocation.welfare() - rest);
            }
        }

        /// Both from the sellers' side and from the goods'.
        #[test]
        fn welfare_should_be_the_same_when_slots_are_placed_and_when_requests_are_served(market in market(8, 8, 9, 50)) {
            let problem = market.problem::<i64>();
            let mut placed = Solver::new(&problem);
            placed.place_all();
            let mut served = Solver::new(&problem);
            served.serve_all();
            let (placed, served) = (placed.allocation(), served.allocation());
            prop_assert_eq!(merit(&market, &placed), merit(&market, &served));
            prop_assert_eq!(placed.losses, served.losses);
        }

        #[test]
        fn steps_should_be_bounded_when_ties_abound(market in market(6, 8, 6, 2)) {
            let work = crate::work::Work {
                requests: market.demand.iter().sum(),
                slots: market.slots.iter().sum(),
                provers: market.slots.len() as u64,
                goods: market.demand.len() as u64,
            };
            prop_assert!(market.solve().steps <= work.most_steps());
        }

        #[test]
        fn allocation_should_not_depend_on_the_width_of_the_numbers_when_they_fit(market in market(6, 8, 9, 50)) {
            let narrow = market.solve();
            for wide in [market.problem::<i128>().solve(), market.problem::<I256>().solve()] {
                prop_assert_eq!(&wide.holdings, &narrow.holdings);
                prop_assert_eq!(&wide.losses, &narrow.losses);
            }
        }
    }

    #[test]
    fn steps_should_be_bounded_when_the_market_is_large() {
        let mut state = 1u64;
        let mut random = |bound: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % bound
        };
        for (goods, sellers, slots, demand) in [
            (1, 1, 1, 1),
            (2, 40, 9, 100),
            (30, 60, 3, 5),
            (30, 60, 3, 20),
            (9, 90, 1, 40),
        ] {
            let market = Market {
                slots: (0..sellers).map(|_| random(slots + 1)).collect(),
                demand: (0..goods).map(|_| random(demand + 1)).collect(),
                margins: (0..goods)
                    .map(|_| (0..sellers).map(|_| Some(i128::from(random(1_000)))).collect())
                    .collect(),
            };
            let allocation = market.solve();
            let work = crate::work::Work {
                requests: market.demand.iter().sum(),
                slots: market.slots.iter().sum(),
                provers: market.slots.len() as u64,
                goods: market.demand.len() as u64,
            };
            assert!(allocation.steps > 0);
            assert!(
                allocation.steps <= work.most_steps(),
                "{} steps, bound {}",
                allocation.steps,
                work.most_steps()
            );
        }
    }

    #[test]
    fn allocation_should_move_many_slots_at_once_when_capacities_are_huge() {
        let most = u64::from(u32::MAX);
        let market = Market {
            slots: vec![most, most],
            demand: vec![most, most],
            margins: vec![vec![Some(5), Some(4)], vec![Some(9), None]],
        };
        assert_eq!(market.solve().welfare(), I256::new(13) * I256::from(most));
    }

    #[test]
    fn first_seller_should_be_served_when_sellers_are_equal() {
        let sold_by = |slots: Vec<u64>, demand| {
            let margins = vec![vec![Some(5); slots.len()]];
            let market = Market {
                slots,
                demand: vec![demand],
                margins,
            };
            let holdings = market.solve().holdings;
            holdings
                .iter()
                .map(|holdings| sold(holdings))
                .collect::<Vec<u64>>()
        };
        assert_eq!(sold_by(vec![2, 2, 2], 3), [2, 1, 0]);
    }

    #[test]
    fn last_seller_should_give_way_when_equal_sellers_are_displaced() {
        let market = Market {
            slots: vec![1, 1, 1],
            demand: vec![2, 9],
            margins: vec![vec![Some(5), Some(5), Some(6)], vec![None, None, None]],
        };
        let holdings = market.solve().holdings;
        assert_eq!(
            holdings
                .iter()
                .map(|holdings| sold(holdings))
                .collect::<Vec<u64>>(),
            [1, 0, 1]
        );
    }
}
