//! The steps of a search by themselves, to measure what one takes.

use crate::{
    allocation::{Problem, Solver},
    table::Table,
    weight::Weight,
};
use alloc::vec;

/// A search that goes on for as long as it is told.
pub struct Walk(Problem<i64>);

impl Walk {
    /// Between so many goods, each served by two provers.
    pub fn new(goods: usize) -> Self {
        let mut weights = Table::new(goods.saturating_mul(2), goods.saturating_add(1), 0);
        for seller in 0..goods.saturating_mul(2) {
            let row = weights.row_mut(seller).iter_mut().take(goods);
            for (good, weight) in row.enumerate() {
                // Multiplicative hashing (Knuth): spread evenly, the same on every machine.
                let spread = seller
                    .saturating_mul(goods)
                    .saturating_add(good)
                    .wrapping_mul(2_654_435_761);
                *weight = i64::of_trade((spread & 0xffff) as u128, 1);
            }
        }
        Self(Problem {
            slots: vec![1; goods.saturating_mul(2)],
            demand: vec![2; goods],
            weights,
        })
    }

    /// Takes at least so many steps, in whole searches, and returns how many it took.
    pub fn take(&self, steps: u64) -> u64 {
        let mut solver = Solver::new(&self.0);
        solver.place_all();
        let before = solver.search.steps();
        while solver.search.steps().saturating_sub(before) < steps && !self.0.demand.is_empty() {
            solver.search.tighten(&solver.exchanges);
        }
        solver.search.steps().saturating_sub(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walk_should_take_whole_searches_when_asked_for_steps() {
        assert_eq!(Walk::new(48).take(1), 48 * 48);
        assert_eq!(Walk::new(10).take(1_001), 1_100);
        assert_eq!(Walk::new(10).take(0), 0);
    }
}
