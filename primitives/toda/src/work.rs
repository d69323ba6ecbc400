//! How much work a clearing can be.
//!
//! A clearing's time goes into steps: cells of the table of exchanges that are looked at. With R requests at or above their
//! reference price, Q slots, S provers, G goods (categories and restricted requests) and at most T = min(R, Q) trades:
//! - The optimum takes at most min(R + G, Q + S) searches: each exchange serves a request or places a slot, of the fewer of the two, and a
//!   search without success ends the turn of its good or its prover.
//! - The losses `W - W_-j` take at most 3 T + G: for each good as many as its largest prover has slots there, and one more; for provers that
//!   serve several goods one per slot, and one more per good that they serve.
//! - Of equally good allocations one is chosen by at most T + G searches: each raises for good how often a good is served, or ends its turn.
//! - A search visits each good once and looks at G + 1 cells there.
//! - An exchange gives up each good at most once. Each time, G + 1 cells are looked at for the prover that takes a good and for the one that gives
//!   it up, and for each good of which that was the best, all provers that hold the good given up: at most T over all goods.
//!   Those for the losses are undone afterwards.
//! - Provers are taken out, and put back, once per good that they serve: at most T times.

/// The size of a book, as far as work depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// Requests at or above the reference price of their good.
    pub requests: u64,
    /// Free slots of all provers.
    pub slots: u64,
    /// Provers.
    pub provers: u64,
    /// Categories and restricted requests.
    pub goods: u64,
}

impl Work {
    /// The most steps that a clearing of a book of this size takes. Saturates.
    pub fn most_steps(&self) -> u64 {
        let trades = self.requests.min(self.slots);
        let sides = (
            self.requests.saturating_add(self.goods),
            self.slots.saturating_add(self.provers),
        );
        // Those that make the potentials exact, and choose between equally good allocations, are among the first.
        let lasting = sides
            .0
            .min(sides.1)
            .saturating_add(trades)
            .saturating_add(self.goods)
            .saturating_add(2);
        let undone = trades.saturating_mul(3).saturating_add(self.goods);
        let row = self.goods.saturating_add(1);
        let visits = row.saturating_mul(row);
        let exchange = visits
            .saturating_mul(2)
            .saturating_add(row.saturating_mul(trades));
        let once = visits.saturating_add(exchange);
        let twice = once.saturating_add(exchange);
        let absences = trades.saturating_mul(row.saturating_mul(trades.saturating_add(2)));
        lasting
            .saturating_mul(once)
            .saturating_add(undone.saturating_mul(twice))
            .saturating_add(absences)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_steps_should_saturate_when_the_book_is_huge() {
        let work = Work {
            requests: u64::MAX,
            slots: u64::MAX,
            provers: u64::MAX,
            goods: u64::MAX,
        };
        assert_eq!(work.most_steps(), u64::MAX);
    }

    #[test]
    fn most_steps_should_count_the_smaller_side_when_the_other_is_huge() {
        let work = |requests, slots| Work {
            requests,
            slots,
            provers: 4,
            goods: 3,
        };
        assert_eq!(work(10, 1_000_000).most_steps(), work(10, 2_000_000).most_steps());
        assert_eq!(work(1_000_000, 10).most_steps(), work(2_000_000, 10).most_steps());
    }
}
