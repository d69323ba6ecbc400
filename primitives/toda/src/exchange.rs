//! The exchange that serves one more request of a good at the greatest gain.
//!
//! A seller takes on the request, in an idle slot or in place of a request of another good, which another
//! seller takes on in turn, and so on, until an idle slot is used or a request is left unserved. In terms
//! of networks: a best path from a good in the residual graph. Sellers are many and goods are few, so the search
//! goes over goods only: between two goods the best seller for the exchange is kept in a table.
//!
//! A step can lose. With potentials (Edmonds and Karp 1972) its length, what it loses against the
//! best that is known of both goods, is never negative, so Dijkstra's algorithm finds the path. A good's potential
//! is an upper bound on what one more request of it gains; it only ever falls, from the best margin
//! to zero. So no sum in the search exceeds four margins.

use crate::{
    allocation::{Holding, Problem},
    margin::Margin,
};
use alloc::{vec, vec::Vec};
use ethnum::I256;

/// No good, or no seller.
const NOBODY: usize = usize::MAX;

/// Where a path ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// This seller uses an idle slot.
    Idle(usize),
    /// The request of the last good is not served.
    Unserved,
}

/// One seller's part in an exchange.
#[derive(Clone, Copy, Debug)]
struct Move {
    seller: usize,
    takes: usize,
    /// The good that it no longer serves; with none, it uses an idle slot.
    gives: Option<usize>,
    slots: u64,
}

/// Who serves what, and what every exchange would gain.
#[derive(Debug)]
pub(crate) struct Exchanges<M> {
    goods: usize,
    /// Per seller and good. Of goods that it does not serve, a loss that no path takes.
    margins: Vec<M>,
    /// Per good, the best first, of equal ones the first seller.
    ranking: Vec<Vec<(M, usize)>>,
    /// Per good, the place in its ranking before which nobody is idle.
    first_idle: Vec<usize>,
    /// Slots left, per seller.
    idle: Vec<u64>,
    /// Per seller.
    holdings: Vec<Vec<Holding>>,
    /// Per good, the sellers that serve it.
    holders: Vec<Vec<usize>>,
    /// The most that a seller gains by taking on one good in place of another, per good taken and good given up. Where there is
    /// no such seller, a loss that no path takes.
    gains: Vec<M>,
    /// The seller that gains it, of equal ones the first.
    gainers: Vec<usize>,
    /// Per good.
    potentials: Vec<M>,
    path: Path<M>,
}

/// The workspace of the search, per good.
#[derive(Debug)]
struct Path<M> {
    /// The length of the shortest way that was found.
    lengths: Vec<M>,
    /// The same, of goods from which the search has not gone on.
    open: Vec<M>,
    /// The good before it.
    before: Vec<usize>,
}

impl<M: Margin> Exchanges<M> {
    pub fn new(problem: &Problem) -> Self {
        let goods = problem.offers.len();
        let sellers = problem.slots.len();
        let mut margins = vec![never::<M>(); sellers.saturating_mul(goods)];
        let mut ranking = Vec::with_capacity(goods);
        for (good, offers) in problem.offers.iter().enumerate() {
            let mut ranked: Vec<(M, usize)> = offers
                .iter()
                .map(|offer| (M::narrowed(offer.margin), offer.seller))
                .collect();
            for (margin, seller) in &ranked {
                if let Some(cell) = margins.get_mut(cell(goods, *seller, good)) {
                    *cell = *margin;
                }
            }
            ranked.sort_unstable_by(|(a, first), (b, second)| b.cmp(a).then(first.cmp(second)));
            ranking.push(ranked);
        }
        let potentials = ranking
            .iter()
            .map(|ranked| ranked.first().map_or(M::ZERO, |(margin, _)| *margin))
            .collect();
        Self {
            goods,
            margins,
            ranking,
            first_idle: vec![0; goods],
            idle: problem.slots.clone(),
            holdings: vec![Vec::new(); sellers],
            holders: vec![Vec::new(); goods],
            gains: vec![never(); goods.saturating_mul(goods)],
            gainers: vec![NOBODY; goods.saturating_mul(goods)],
            potentials,
            path: Path {
                lengths: vec![M::UNREACHED; goods],
                open: vec![M::UNREACHED; goods],
                before: vec![NOBODY; goods],
            },
        }
    }

    pub fn idle(&self) -> &[u64] {
        &self.idle
    }

    pub fn holdings(&self) -> &[Vec<Holding>] {
        &self.holdings
    }

    /// Serves up to `requests` of `good`, which serves none yet, as far as that gains something (a trade without a
    /// margin is something).
    pub fn serve(&mut self, good: usize, requests: u64) {
        self.serve_more(good, requests, &mut Vec::new());
    }

    /// `W - W_-j`: what the optimum loses if `seller` were not there.
    ///
    /// Without the seller and the demand that it serves the rest stays optimal (an exchange that would
    /// improve it would have improved the whole), so it is enough to serve that demand again.
    pub fn loss_without(&mut self, seller: usize) -> I256 {
        let potentials = self.potentials.clone();
        let first_idle = self.first_idle.clone();
        let idle = self.idle.get_mut(seller).map(core::mem::take).unwrap_or(0);
        let released = self.holdings.get(seller).cloned().unwrap_or_default();
        for holding in &released {
            self.release(seller, holding.good, holding.slots);
        }

        let mut moves = Vec::new();
        let mut loss = I256::ZERO;
        for holding in &released {
            let before = holding.margin.saturating_mul(I256::from(holding.slots));
            let regained = self.serve_more(holding.good, holding.slots, &mut moves);
            loss = loss.saturating_add(before.saturating_sub(regained));
        }

        for step in moves.into_iter().rev() {
            self.undo(&step);
        }
        for holding in &released {
            self.occupy(seller, holding.good, holding.slots);
        }
        if let Some(slots) = self.idle.get_mut(seller) {
            *slots = idle;
        }
        self.first_idle = first_idle;
        self.potentials = potentials;
        loss
    }

    /// Returns the gain, and adds what was done to `moves`.
    fn serve_more(&mut self, good: usize, requests: u64, moves: &mut Vec<Move>) -> I256 {
        let mut left = requests;
        let mut gained = I256::ZERO;
        while left > 0 {
            let Some((gain, last, end)) = self.shortest_path(good) else {
                break;
            };
            let mut steps = self.moves(good, last, end);
            let slots = steps
                .iter()
                .fold(left, |least, step| least.min(self.available(step)));
            if slots == 0 {
                break;
            }
            for step in &mut steps {
                step.slots = slots;
                self.carry_out(step);
            }
            moves.append(&mut steps);
            gained = gained.saturating_add(gain.widened().saturating_mul(I256::from(slots)));
            left = left.saturating_sub(slots);
        }
        gained
    }

    /// What the best exchange that serves `start` gains, the last good of its path, and its end. None if none gains anything.
    ///
    /// Of equal ones an idle slot comes before a request left unserved, the first seller before others, and
    /// of requests left unserved that of the last good.
    fn shortest_path(&mut self, start: usize) -> Option<(M, usize, End)> {
        self.path.lengths.fill(M::UNREACHED);
        self.path.open.fill(M::UNREACHED);
        *self.path.lengths.get_mut(start)? = M::ZERO;
        let start_potential = *self.potentials.get(start)?;

        // Not to serve the request gains nothing.
        let mut shortest = start_potential;
        let mut found = (start, End::Unserved);
        let mut good = start;
        let mut length = M::ZERO;
        while length <= shortest {
            *self.path.open.get_mut(good)? = M::UNREACHED;
            let to_unserved = length.plus(*self.potentials.get(good)?);
            if let Some((margin, seller)) = self.best_idle(good) {
                let total = to_unserved.minus(margin);
                let earlier = match found.1 {
                    End::Idle(other) => seller < other,
                    End::Unserved => true,
                };
                if total < shortest || (total == shortest && earlier) {
                    shortest = total;
                    found = (good, End::Idle(seller));
                }
            } else {
                let later = found.1 == End::Unserved && found.0 != start && good > found.0;
                if good != start && (to_unserved < shortest || (to_unserved == shortest && later)) {
                    shortest = to_unserved;
                    found = (good, End::Unserved);
                }
            }
            (good, length) = self.relax(good, length);
        }
        for (potential, length) in self.potentials.iter_mut().zip(&self.path.lengths) {
            if *length < shortest {
                *potential = potential.minus(shortest.minus(*length));
            }
        }
        (found != (start, End::Unserved)).then(|| (start_potential.minus(shortest), found.0, found.1))
    }

    /// Goes on from `good`, and returns the nearest good from which to go on next (of equally near ones the first), with its
    /// length.
    fn relax(&mut self, good: usize, length: M) -> (usize, M) {
        let from = length.plus(self.potentials.get(good).copied().unwrap_or(M::UNREACHED));
        let row = cell(self.goods, good, 0);
        let gains = self
            .gains
            .get(row..row.saturating_add(self.goods))
            .unwrap_or_default();
        let lengths = self
            .path
            .lengths
            .iter_mut()
            .zip(&mut self.path.open)
            .zip(&mut self.path.before);
        let mut nearest = (good, M::UNREACHED);
        for (next, (((length, open), before), (gain, potential))) in
            lengths.zip(gains.iter().zip(&self.potentials)).enumerate()
        {
            let total = from.minus(*gain).minus(*potential);
            if total < *length {
                *length = total;
                *open = total;
                *before = good;
            }
            if *open < nearest.1 {
                nearest = (next, *open);
            }
        }
        nearest
    }

    /// The best offer of an idle slot.
    fn best_idle(&mut self, good: usize) -> Option<(M, usize)> {
        let ranked = self.ranking.get(good)?;
        let place = self.first_idle.get_mut(good)?;
        loop {
            let offer = ranked.get(*place)?;
            if self.idle.get(offer.1).is_some_and(|slots| *slots > 0) {
                return Some(*offer);
            }
            *place = place.saturating_add(1);
        }
    }

    /// The parts of the path from `start` to `last`, from its end.
    fn moves(&self, start: usize, last: usize, end: End) -> Vec<Move> {
        let mut moves = Vec::new();
        if let End::Idle(seller) = end {
            moves.push(Move {
                seller,
                takes: last,
                gives: None,
                slots: 0,
            });
        }
        let mut good = last;
        while good != start {
            let Some(takes) = self.path.before.get(good).copied() else {
                break;
            };
            let Some(seller) = self.gainers.get(cell(self.goods, takes, good)).copied() else {
                break;
            };
            moves.push(Move {
                seller,
                takes,
                gives: Some(good),
                slots: 0,
            });
            good = takes;
        }
        moves
    }

    fn available(&self, step: &Move) -> u64 {
        match step.gives {
            None => self.idle.get(step.seller).copied().unwrap_or(0),
            Some(good) => {
                let holdings = self.holdings.get(step.seller).into_iter().flatten();
                holdings
                    .filter(|holding| holding.good == good)
                    .map(|holding| holding.slots)
                    .sum()
            }
        }
    }

    fn carry_out(&mut self, step: &Move) {
        match step.gives {
            Some(good) => self.release(step.seller, good, step.slots),
            None => {
                if let Some(idle) = self.idle.get_mut(step.seller) {
                    *idle = idle.saturating_sub(step.slots);
                }
            }
        }
        self.occupy(step.seller, step.takes, step.slots);
    }

    fn undo(&mut self, step: &Move) {
        self.release(step.seller, step.takes, step.slots);
        match step.gives {
            Some(good) => self.occupy(step.seller, good, step.slots),
            None => {
                if let Some(idle) = self.idle.get_mut(step.seller) {
                    *idle = idle.saturating_add(step.slots);
                }
            }
        }
    }

    fn occupy(&mut self, seller: usize, good: usize, slots: u64) {
        let Some(holdings) = self.holdings.get_mut(seller) else {
            return;
        };
        if let Some(holding) = holdings.iter_mut().find(|holding| holding.good == good) {
            holding.slots = holding.slots.saturating_add(slots);
            return;
        }
        let row = cell(self.goods, seller, 0);
        let margins = self
            .margins
            .get(row..row.saturating_add(self.goods))
            .unwrap_or_default();
        let Some(given) = margins.get(good).copied() else {
            return;
        };
        holdings.push(Holding {
            good,
            slots,
            margin: given.widened(),
        });
        if let Some(holders) = self.holders.get_mut(good) {
            holders.push(seller);
        }
        let rows = self
            .gains
            .chunks_mut(self.goods)
            .zip(self.gainers.chunks_mut(self.goods));
        for (taken, (margin, (gains, gainers))) in margins.iter().zip(rows).enumerate() {
            if let (Some(most), Some(gainer)) = (gains.get_mut(good), gainers.get_mut(good)) {
                let gain = margin.minus(given);
                if taken != good && (gain > *most || (gain == *most && seller < *gainer)) {
                    (*most, *gainer) = (gain, seller);
                }
            }
        }
    }

    fn release(&mut self, seller: usize, good: usize, slots: u64) {
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
        let Some(holders) = self.holders.get_mut(good) else {
            return;
        };
        holders.retain(|holder| *holder != seller);
        let rows = self
            .gains
            .chunks_mut(self.goods)
            .zip(self.gainers.chunks_mut(self.goods));
        for (taken, (gains, gainers)) in rows.enumerate() {
            if let (Some(most), Some(gainer)) = (gains.get_mut(good), gainers.get_mut(good)) {
                if *gainer == seller {
                    (*most, *gainer) = best_gain(&self.margins, self.goods, holders, taken, good);
                }
            }
        }
    }
}

/// The most that one of `holders` gains by taking on `taken` in place of `given`, and who.
fn best_gain<M: Margin>(
    margins: &[M],
    goods: usize,
    holders: &[usize],
    taken: usize,
    given: usize,
) -> (M, usize) {
    let mut best = (never(), NOBODY);
    for holder in holders {
        let margin = |good| {
            margins
                .get(cell(goods, *holder, good))
                .copied()
                .unwrap_or(never())
        };
        let gain = margin(taken).minus(margin(given));
        if gain > best.0 || (gain == best.0 && *holder < best.1) {
            best = (gain, *holder);
        }
    }
    best
}

/// A margin, or a gain, that no path takes.
fn never<M: Margin>() -> M {
    M::ZERO.minus(M::UNREACHED)
}

fn cell(columns: usize, row: usize, column: usize) -> usize {
    row.saturating_mul(columns).saturating_add(column)
}
