//! The exchange that serves one more request of a good at the greatest gain.
//!
//! A seller takes on the request, in an idle slot or in place of a request of another good, which another
//! seller takes on in turn, and so on, until an idle slot is used or a request is left unserved. In terms
//! of networks: a best path from a good in the residual graph. It is found by label correcting with a queue
//! (Bellman 1958, Ford 1956, Moore 1959), since a step can lose; no round trip can gain, as the allocation
//! is optimal for the demand served so far.

use crate::allocation::{Allocation, Offer, Problem};
use alloc::{collections::VecDeque, vec, vec::Vec};
use ethnum::I256;

/// The best way found so far to reach a good or a seller.
#[derive(Clone, Copy, Debug)]
struct Reached {
    gain: I256,
    /// The seller (for a good) or the good (for a seller) before it.
    from: usize,
}

/// Where an exchange ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// This seller uses an idle slot.
    Idle(usize),
    /// A request of this good is no longer served.
    Dropped(usize),
}

/// One seller's part in an exchange.
#[derive(Debug)]
struct Move {
    seller: usize,
    takes: usize,
    /// The good that it no longer serves; with none, it uses an idle slot.
    gives: Option<usize>,
}

/// The workspace of the search.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    problem: &'a Problem,
    sellers: Vec<Option<Reached>>,
    goods: Vec<Option<Reached>>,
    queue: VecDeque<usize>,
    /// Which goods are in the queue.
    queued: Vec<bool>,
}

impl<'a> Search<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        Self {
            problem,
            sellers: vec![None; problem.slots.len()],
            goods: vec![None; problem.demand.len()],
            queue: VecDeque::new(),
            queued: vec![false; problem.demand.len()],
        }
    }

    /// Serves up to `requests` more of `good`, as far as that gains something (a trade without a margin is
    /// something). Returns the gain. `allocation` must be optimal for what it serves, and is again
    /// afterwards.
    pub fn serve(&mut self, allocation: &mut Allocation, good: usize, requests: u64) -> I256 {
        let mut left = requests;
        let mut gained = I256::ZERO;
        while left > 0 {
            self.explore(allocation, good);
            let Some((gain, end)) = self.best_end(allocation) else {
                break;
            };
            let moves = self.moves(good, end);
            let slots = moves
                .iter()
                .fold(left, |least, step| least.min(available(allocation, step)));
            if slots == 0 {
                break;
            }
            for step in &moves {
                self.carry_out(allocation, step, slots);
            }
            gained = gained.saturating_add(gain.saturating_mul(I256::from(slots)));
            left = left.saturating_sub(slots);
        }
        gained
    }

    /// Labels every seller and good with the best gain at which the exchange can get there from `start`.
    fn explore(&mut self, allocation: &Allocation, start: usize) {
        self.sellers.fill(None);
        self.goods.fill(None);
        self.reach_good(
            start,
            Reached {
                gain: I256::ZERO,
                from: usize::MAX,
            },
        );
        while let Some(good) = self.queue.pop_front() {
            if let Some(queued) = self.queued.get_mut(good) {
                *queued = false;
            }
            let Some(at_good) = self.goods.get(good).copied().flatten() else {
                continue;
            };
            for offer in offers(self.problem, good) {
                let gain = at_good.gain.saturating_add(offer.margin);
                self.reach_seller(allocation, offer.seller, Reached { gain, from: good });
            }
        }
    }

    fn reach_seller(&mut self, allocation: &Allocation, seller: usize, reached: Reached) {
        let Some(label) = self.sellers.get_mut(seller) else {
            return;
        };
        if label.is_some_and(|known| known.gain >= reached.gain) {
            return;
        }
        *label = Some(reached);
        for holding in allocation.holdings.get(seller).into_iter().flatten() {
            let gain = reached.gain.saturating_sub(holding.margin);
            self.reach_good(holding.good, Reached { gain, from: seller });
        }
    }

    fn reach_good(&mut self, good: usize, reached: Reached) {
        let Some(label) = self.goods.get_mut(good) else {
            return;
        };
        if label.is_some_and(|known| known.gain >= reached.gain) {
            return;
        }
        *label = Some(reached);
        if let Some(queued) = self.queued.get_mut(good).filter(|queued| !**queued) {
            *queued = true;
            self.queue.push_back(good);
        }
    }

    /// The best end: the greatest gain, then one more trade rather than none, then the first seller. None if no
    /// exchange gains anything.
    fn best_end(&self, allocation: &Allocation) -> Option<(I256, End)> {
        let mut best = None;
        let mut best_gain = I256::ZERO;
        for (seller, (label, idle)) in self.sellers.iter().zip(&allocation.idle).enumerate() {
            let Some(reached) = label else { continue };
            if *idle > 0 && (reached.gain > best_gain || (best.is_none() && reached.gain == best_gain)) {
                best_gain = reached.gain;
                best = Some(End::Idle(seller));
            }
        }
        // From the last on: in a tie the earlier good stays served.
        for (good, label) in self.goods.iter().enumerate().rev() {
            let Some(reached) = label else { continue };
            if reached.gain > best_gain {
                best_gain = reached.gain;
                best = Some(End::Dropped(good));
            }
        }
        best.map(|end| (best_gain, end))
    }

    /// The way back from `end` to the good that the exchange started from.
    fn moves(&self, start: usize, end: End) -> Vec<Move> {
        let before_good = |good: usize| {
            self.goods
                .get(good)
                .copied()
                .flatten()
                .map(|reached| reached.from)
        };
        let (mut next, mut gives) = match end {
            End::Idle(seller) => (Some(seller), None),
            End::Dropped(good) => (before_good(good), Some(good)),
        };
        let mut moves = Vec::new();
        while let Some(seller) = next {
            let Some(reached) = self.sellers.get(seller).copied().flatten() else {
                break;
            };
            let takes = reached.from;
            moves.push(Move { seller, takes, gives });
            next = if takes == start { None } else { before_good(takes) };
            gives = Some(takes);
        }
        moves
    }

    fn carry_out(&self, allocation: &mut Allocation, step: &Move, slots: u64) {
        match step.gives {
            Some(good) => allocation.give(step.seller, good, slots),
            None => {
                if let Some(idle) = allocation.idle.get_mut(step.seller) {
                    *idle = idle.saturating_sub(slots);
                }
            }
        }
        let offers = offers(self.problem, step.takes);
        let place = offers.binary_search_by_key(&step.seller, |offer| offer.seller);
        if let Some(offer) = place.ok().and_then(|index| offers.get(index)) {
            allocation.take(step.seller, offer.margin, step.takes, slots);
        }
    }
}

fn offers(problem: &Problem, good: usize) -> &[Offer] {
    problem.offers.get(good).map_or(&[], |offers| offers)
}

fn available(allocation: &Allocation, step: &Move) -> u64 {
    match step.gives {
        Some(good) => allocation.slots(step.seller, good),
        None => allocation.idle.get(step.seller).copied().unwrap_or(0),
    }
}
