//! Who serves what, and what every exchange of one good for another would gain.
//!
//! Sellers are many and goods are few, so searches go over goods only: of the sellers that could take on one good in place
//! of another, the table keeps the best.

use crate::{allocation::Problem, table::Table, weight::Weight};
use alloc::{vec, vec::Vec};
use core::cell::Cell;

/// No good, or no seller.
pub(crate) const NOBODY: usize = usize::MAX;

/// Slots of one seller that serve one good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holding {
    pub good: usize,
    pub slots: u64,
}

/// One seller's part in an exchange. An idle slot is one that serves the good after the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    pub seller: usize,
    pub gives: usize,
    pub takes: usize,
}

#[derive(Debug)]
pub(crate) struct Exchanges<'a, W> {
    problem: &'a Problem<W>,
    /// The good that idle slots serve.
    nothing: usize,
    /// Slots left, per seller.
    idle: Vec<u64>,
    /// Per seller.
    holdings: Vec<Vec<Holding>>,
    /// Per good, the sellers that serve it.
    holders: Vec<Vec<usize>>,
    /// The most that a seller gains by taking on another good, per good given up and good taken. Where there is no such seller, a
    /// loss that no path takes.
    gains: Table<W>,
    /// The same, per good taken and good given up.
    gains_by_taken: Table<W>,
    /// The seller that gains it, of equal ones the last: in a tie the first keeps what it has.
    gainers: Table<usize>,
    /// Per good, what sellers with idle slots would gain, the best first, of equal ones the first seller.
    idle_offers: Vec<Vec<(W, usize)>>,
    /// Per good, how many of its idle offers are known to be used up.
    used_up: Vec<Cell<usize>>,
    /// Cells of the table that were looked at.
    steps: u64,
}

impl<'a, W: Weight> Exchanges<'a, W> {
    /// Nobody serves anything, and nobody has an idle slot.
    pub fn new(problem: &'a Problem<W>) -> Self {
        let goods = problem.demand.len();
        let sellers = problem.slots.len();
        let choices = goods.saturating_add(1);
        Self {
            problem,
            nothing: goods,
            idle: vec![0; sellers],
            holdings: vec![Vec::new(); sellers],
            holders: vec![Vec::new(); goods],
            gains: Table::new(goods, choices, never()),
            gains_by_taken: Table::new(choices, goods, never()),
            gainers: Table::new(goods, choices, NOBODY),
            idle_offers: vec![Vec::new(); goods],
            used_up: vec![Cell::new(0); goods],
            steps: 0,
        }
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn nothing(&self) -> usize {
        self.nothing
    }

    pub fn idle(&self) -> &[u64] {
        &self.idle
    }

    pub fn holdings(&self) -> &[Vec<Holding>] {
        &self.holdings
    }

    pub fn weights_of(&self, seller: usize) -> &'a [W] {
        self.problem.weights.row(seller)
    }

    /// What exchanges gain, per good given up and good taken.
    pub fn gains(&self) -> &Table<W> {
        &self.gains
    }

    /// What exchanges gain, per good taken and good given up.
    pub fn gains_by_taken(&self) -> &Table<W> {
        &self.gains_by_taken
    }

    pub fn gainer(&self, gives: usize, takes: usize) -> usize {
        self.gainers.get(gives, takes).unwrap_or(NOBODY)
    }

    /// Sets the idle slots of `seller`, and returns how many it had.
    pub fn set_idle(&mut self, seller: usize, slots: u64) -> u64 {
        self.idle
            .get_mut(seller)
            .map_or(0, |idle| core::mem::replace(idle, slots))
    }

    /// Makes known what idle slots would gain. They can only become fewer from then on, unless what used them is undone.
    pub fn offer_idle(&mut self) {
        for offers in &mut self.idle_offers {
            offers.clear();
        }
        self.used_up.fill(Cell::new(0));
        for (seller, _) in self.idle.iter().enumerate().filter(|(_, idle)| **idle > 0) {
            let weights = self.problem.weights.row(seller);
            for (offers, weight) in self.idle_offers.iter_mut().zip(weights) {
                if *weight > W::ZERO {
                    offers.push((*weight, seller));
                }
            }
        }
        for offers in &mut self.idle_offers {
            offers.sort_unstable_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
        }
    }

    /// The best offer of an idle slot.
    pub fn best_idle(&self, good: usize) -> Option<(W, usize)> {
        let offers = self.idle_offers.get(good)?;
        let used_up = self.used_up.get(good)?;
        loop {
            let offer = offers.get(used_up.get())?;
            if self.idle.get(offer.1).is_some_and(|slots| *slots > 0) {
                return Some(*offer);
            }
            used_up.set(used_up.get().saturating_add(1));
        }
    }

    /// How many of the idle offers are known to be used up, per good.
    pub fn used_up(&self) -> Vec<Cell<usize>> {
        self.used_up.clone()
    }

    /// Takes back to what [`Self::used_up`] said before idle slots were used that are idle again.
    pub fn restore_used_up(&mut self, before: Vec<Cell<usize>>) {
        self.used_up = before;
    }

    /// How many slots could make this move.
    pub fn available(&self, step: &Move) -> u64 {
        if step.gives == self.nothing {
            return self.idle.get(step.seller).copied().unwrap_or(0);
        }
        self.slots(step.seller, step.gives)
    }

    fn slots(&self, seller: usize, good: usize) -> u64 {
        let mut holdings = self.holdings.get(seller).into_iter().flatten();
        holdings
            .find(|holding| holding.good == good)
            .map_or(0, |holding| holding.slots)
    }

    pub fn carry_out(&mut self, step: &Move, slots: u64) {
        self.release(step.seller, step.gives, slots);
        self.occupy(step.seller, step.takes, slots);
    }

    pub fn undo(&mut self, step: &Move, slots: u64) {
        self.release(step.seller, step.takes, slots);
        self.occupy(step.seller, step.gives, slots);
    }

    pub fn occupy(&mut self, seller: usize, good: usize, slots: u64) {
        if good == self.nothing {
            if let Some(idle) = self.idle.get_mut(seller) {
                *idle = idle.saturating_add(slots);
            }
            return;
        }
        let Some(holdings) = self.holdings.get_mut(seller) else {
            return;
        };
        if let Some(holding) = holdings.iter_mut().find(|holding| holding.good == good) {
            holding.slots = holding.slots.saturating_add(slots);
            return;
        }
        holdings.push(Holding { good, slots });
        if let Some(holders) = self.holders.get_mut(good) {
            holders.push(seller);
        }
        let weights = self.problem.weights.row(seller);
        self.steps = self.steps.saturating_add(count(weights.len()));
        let given = weights.get(good).copied().unwrap_or(W::ZERO);
        let gains = self.gains.row_mut(good).iter_mut();
        let gainers = self.gainers.row_mut(good).iter_mut();
        for (taken, ((most, gainer), weight)) in gains.zip(gainers).zip(weights).enumerate() {
            let gain = weight.minus(given);
            if taken != good && (gain > *most || (gain == *most && seller > *gainer)) {
                (*most, *gainer) = (gain, seller);
                self.gains_by_taken.set(taken, good, gain);
            }
        }
    }

    pub fn release(&mut self, seller: usize, good: usize, slots: u64) {
        if good == self.nothing {
            if let Some(idle) = self.idle.get_mut(seller) {
                *idle = idle.saturating_sub(slots);
            }
            return;
        }
        let Some(holdings) = self.holdings.get_mut(seller) else {
            return;
        };
        let Some(place) = holdings.iter().position(|holding| holding.good == good) else {
            return;
        };
        if let Some(holding) = holdings.get_mut(place) {
            holding.slots = holding.slots.saturating_sub(slots);
            if holding.slots > 0 {
                return;
            }
        }
        holdings.swap_remove(place);
        self.leave(seller, good);
    }

    /// Takes `seller` out of what is known of exchanges that give up `good`.
    fn leave(&mut self, seller: usize, good: usize) {
        let Some(holders) = self.holders.get_mut(good) else {
            return;
        };
        if let Some(place) = holders.iter().position(|holder| *holder == seller) {
            holders.swap_remove(place);
        }
        let gains = self.gains.row_mut(good);
        let gainers = self.gainers.row_mut(good);
        for (taken, (most, gainer)) in gains.iter_mut().zip(gainers.iter_mut()).enumerate() {
            if *gainer == seller {
                (*most, *gainer) = best_gain(self.problem, holders, good, taken);
                self.gains_by_taken.set(taken, good, *most);
            }
        }
    }
}

/// The most that one of `holders` gains by taking on `taken` in place of `given`, and who.
fn best_gain<W: Weight>(problem: &Problem<W>, holders: &[usize], given: usize, taken: usize) -> (W, usize) {
    let mut best = (never(), NOBODY);
    for holder in holders {
        let weights = problem.weights.row(*holder);
        if let (Some(weight), Some(held)) = (weights.get(taken), weights.get(given)) {
            let gain = weight.minus(*held);
            if gain > best.0 || (gain == best.0 && *holder > best.1) {
                best = (gain, *holder);
            }
        }
    }
    best
}

pub(crate) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The weight of what a seller does not serve, and a gain that no path takes.
pub(crate) fn never<W: Weight>() -> W {
    W::ZERO.minus(W::UNREACHED)
}
