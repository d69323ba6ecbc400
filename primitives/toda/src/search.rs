//! The exchange that gains most: a shortest path in the residual graph, between goods.
//!
//! A seller takes on a good in an idle slot, or in place of another good, which another seller takes on in turn, and so
//! on. A step can lose. With potentials (Edmonds and Karp 1972) its length, what it loses against what is known of both goods, is never
//! negative, so Dijkstra's algorithm finds the path.
//!
//! A good's potential is what one request of it more would gain, and one less would cost, or lies between them: from zero to the
//! largest weight. A search from a seller's slot climbs: the length of a step counts the potential of where it leads, less that of where
//! it comes from. A search from a request descends: the same, with the signs changed. So no sum in a search exceeds 20 weights.

use crate::{
    exchange::{count, Exchanges, Move},
    table::Table,
    weight::Weight,
};
use alloc::{vec, vec::Vec};

/// An exchange, and what one slot of it gains. Its moves are kept with the search.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<W> {
    pub gain: W,
    /// The good of which one more request is served.
    pub served: Option<usize>,
    /// The good of which one request less is served.
    pub dropped: Option<usize>,
    /// The seller with an idle slot less, of a search from a request.
    pub uses_idle: Option<usize>,
}

/// Where a path ends.
#[derive(Clone, Copy)]
enum End {
    /// This seller has a slot that is idle before, or after, the exchange.
    Idle(usize),
    /// A request of the last good is served, or no longer served.
    Request,
}

/// What is known of every good, and the workspace of the search.
#[derive(Debug)]
pub(crate) struct Search<W> {
    potentials: Vec<W>,
    /// The potentials, with the sign of the direction of the search.
    heights: Vec<W>,
    /// The same, and out of reach where the search has been.
    ahead: Vec<W>,
    /// Where a way begins: its length up to there, per good.
    starts: Vec<W>,
    /// The length of the shortest way that was found, of goods where the search has not been.
    open: Vec<W>,
    /// Where the search has been, with the length of the shortest way, in the order of the visits.
    visited: Vec<(usize, W)>,
    /// The way that was found last.
    way: Vec<usize>,
    /// The moves of the exchange that was found last.
    moves: Vec<Move>,
    /// Cells of the table that were looked at.
    steps: u64,
}

impl<W: Weight> Search<W> {
    pub fn new(goods: usize) -> Self {
        Self {
            potentials: vec![W::ZERO; goods],
            heights: Vec::with_capacity(goods),
            ahead: Vec::with_capacity(goods),
            starts: Vec::with_capacity(goods),
            open: Vec::with_capacity(goods),
            visited: Vec::with_capacity(goods),
            way: Vec::with_capacity(goods),
            moves: Vec::with_capacity(goods.saturating_add(2)),
            steps: 0,
        }
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Of the exchange that was found last.
    pub fn moves(&self) -> &[Move] {
        &self.moves
    }

    pub fn potentials(&self) -> &[W] {
        &self.potentials
    }

    /// Takes back to what [`Self::potentials`] said before.
    pub fn restore_potentials(&mut self, before: &[W]) {
        self.potentials.copy_from_slice(before);
    }

    /// Raises potentials to what an idle slot would gain. With that, and nobody serving anything, they are right.
    pub fn begin_with_idle(&mut self, exchanges: &Exchanges<W>) {
        for (good, potential) in self.potentials.iter_mut().enumerate() {
            *potential = gain_of_idle(exchanges, good);
        }
    }

    /// The best exchange that uses an idle slot of `seller`; none if none gains anything. `unserved` are the requests left,
    /// per good.
    pub fn place(&mut self, exchanges: &Exchanges<W>, seller: usize, unserved: &[u64]) -> Option<Path<W>> {
        let weights = exchanges.weights_of(seller);
        self.steps = self.steps.saturating_add(count(weights.len()));
        let gains = weights.iter().zip(&self.potentials);
        let most = gains.clone().map(|(weight, cost)| weight.minus(*cost)).max()?;
        if most <= W::ZERO {
            return None;
        }
        self.starts.clear();
        let starts = gains.map(|(weight, cost)| most.minus(weight.minus(*cost)));
        self.starts.extend(starts);

        let nothing = exchanges.nothing();
        let end = |good| {
            if unserved.get(good).is_some_and(|requests| *requests > 0) {
                return (W::ZERO, End::Request);
            }
            let freed = exchanges.gains().get(good, nothing).unwrap_or(W::ZERO);
            (freed, End::Idle(exchanges.gainer(good, nothing)))
        };
        let (length, end) = self.shortest(Direction::Up, exchanges.gains(), most, end)?;

        let (first, last) = (*self.way.first()?, *self.way.last()?);
        self.moves.clear();
        self.moves.push(Move {
            seller,
            gives: nothing,
            takes: first,
        });
        self.moves.extend(pairs(&self.way).map(|(gives, takes)| Move {
            seller: exchanges.gainer(gives, takes),
            gives,
            takes,
        }));
        if let End::Idle(displaced) = end {
            self.moves.push(Move {
                seller: displaced,
                gives: last,
                takes: nothing,
            });
        }
        Some(Path {
            gain: most.minus(length),
            served: matches!(end, End::Request).then_some(last),
            dropped: None,
            uses_idle: None,
        })
    }

    /// The best exchange that serves a request of `start`; none if none gains anything.
    pub fn serve(&mut self, exchanges: &Exchanges<W>, start: usize) -> Option<Path<W>> {
        let most = *self.potentials.get(start)?;
        if most <= W::ZERO {
            return None;
        }
        self.start_at(start)?;
        let end = |good| match exchanges.best_idle(good) {
            Some((weight, seller)) => (weight, End::Idle(seller)),
            None => (W::ZERO, End::Request),
        };
        let (length, end) = self.shortest(Direction::Down, exchanges.gains_by_taken(), most, end)?;

        let last = *self.way.last()?;
        self.move_down(exchanges);
        if let End::Idle(seller) = end {
            self.moves.push(Move {
                seller,
                gives: exchanges.nothing(),
                takes: last,
            });
        }
        Some(Path {
            gain: most.minus(length),
            served: Some(start),
            dropped: matches!(end, End::Request).then_some(last),
            uses_idle: match end {
                End::Idle(seller) => Some(seller),
                End::Request => None,
            },
        })
    }

    /// An exchange that serves a request of `start` instead of one of the last good for which that loses nothing; none if only
    /// goods before `start` could be given up. Potentials must be exact.
    pub fn prefer(&mut self, exchanges: &Exchanges<W>, start: usize) -> Option<Path<W>> {
        self.start_at(start)?;
        let mut last = start;
        let mut next = self.begin(Direction::Down);
        while let Some((good, length)) = next.filter(|(_, length)| *length == W::ZERO) {
            if self.potentials.get(good) == Some(&W::ZERO) {
                last = last.max(good);
            }
            next = self.visit(exchanges.gains_by_taken(), good, length);
        }
        (last > start).then(|| {
            self.find_way(exchanges.gains_by_taken(), last);
            self.move_down(exchanges);
            Path {
                gain: W::ZERO,
                served: Some(start),
                dropped: Some(last),
                uses_idle: None,
            }
        })
    }

    fn start_at(&mut self, good: usize) -> Option<()> {
        self.starts.clear();
        self.starts.resize(self.potentials.len(), W::UNREACHED);
        *self.starts.get_mut(good)? = W::ZERO;
        Some(())
    }

    /// Lowers every potential to exactly what one request more would gain.
    pub fn tighten(&mut self, exchanges: &Exchanges<W>) {
        self.starts.clear();
        let potentials = self.potentials.iter().enumerate();
        self.starts
            .extend(potentials.map(|(good, potential)| potential.minus(gain_of_idle(exchanges, good))));
        let mut next = self.begin(Direction::Up);
        while let Some((good, length)) = next {
            next = self.visit(exchanges.gains(), good, length);
        }
        for (good, length) in &self.visited {
            if let Some(potential) = self.potentials.get_mut(*good) {
                *potential = potential.minus(*length);
            }
        }
    }

    /// The shortest way from one of the starts that ends within `limit`: its length and its end. At its last good a way gains what
    /// `end` says.
    fn shortest(
        &mut self,
        direction: Direction,
        gains: &Table<W>,
        limit: W,
        end: impl Fn(usize) -> (W, End),
    ) -> Option<(W, End)> {
        let mut shortest = limit;
        let mut found = None;
        let mut next = self.begin(direction);
        while let Some((good, length)) = next.filter(|(_, length)| *length < shortest) {
            let height = self.heights.get(good).copied().unwrap_or(W::ZERO);
            let (gain, end) = end(good);
            let total = length.minus(height).minus(gain);
            if total < shortest {
                shortest = total;
                found = Some((good, end));
            }
            next = self.visit(gains, good, length);
        }
        let found = found.map(|(last, end)| {
            self.find_way(gains, last);
            (shortest, end)
        });
        for (good, length) in &self.visited {
            if let Some(potential) = self.potentials.get_mut(*good).filter(|_| *length < shortest) {
                let beyond = shortest.minus(*length);
                *potential = match direction {
                    Direction::Up => potential.plus(beyond),
                    Direction::Down => potential.minus(beyond),
                };
            }
        }
        found
    }

    /// The first good to visit, with its length.
    fn begin(&mut self, direction: Direction) -> Option<(usize, W)> {
        self.heights.clone_from(&self.potentials);
        if let Direction::Down = direction {
            for height in &mut self.heights {
                *height = W::ZERO.minus(*height);
            }
        }
        self.ahead.clone_from(&self.heights);
        self.open.clone_from(&self.starts);
        self.visited.clear();
        let starts = self.starts.iter().copied().enumerate();
        let nearest = starts.fold((0, W::UNREACHED), nearer);
        within_reach(nearest)
    }

    /// Goes on from `good`, and returns the nearest good to visit next (of equally near ones the first), with its length.
    fn visit(&mut self, gains: &Table<W>, good: usize, length: W) -> Option<(usize, W)> {
        self.visited.push((good, length));
        self.steps = self.steps.saturating_add(count(self.open.len()));
        *self.open.get_mut(good)? = W::UNREACHED;
        *self.ahead.get_mut(good)? = W::UNREACHED;
        let from = length.minus(*self.heights.get(good)?);
        let mut nearest = (good, W::UNREACHED);
        let steps = self.ahead.iter().zip(gains.row(good));
        for (next, (open, (height, gain))) in self.open.iter_mut().zip(steps).enumerate() {
            *open = (*open).min(from.plus(*height).minus(*gain));
            nearest = nearer(nearest, (next, *open));
        }
        within_reach(nearest)
    }

    /// The goods of a shortest way to `last`, which has been visited.
    fn find_way(&mut self, gains: &Table<W>, last: usize) {
        let height = |good: usize| self.heights.get(good).copied().unwrap_or(W::ZERO);
        self.way.clear();
        self.way.push(last);
        let mut earlier = self
            .visited
            .iter()
            .rev()
            .skip_while(|(visited, _)| *visited != last);
        let mut next = earlier.next();
        while let Some((good, length)) = next {
            if self.starts.get(*good) == Some(length) {
                break;
            }
            next = earlier.find(|(before, length_before)| {
                let gain = gains.get(*before, *good).unwrap_or(W::ZERO);
                length_before
                    .minus(height(*before))
                    .plus(height(*good))
                    .minus(gain)
                    == *length
            });
            self.way.extend(next.map(|(before, _)| *before));
        }
        self.way.reverse();
    }

    /// The moves of a way from a request: the first good is taken instead of the second, and so on.
    fn move_down(&mut self, exchanges: &Exchanges<W>) {
        self.moves.clear();
        self.moves.extend(pairs(&self.way).map(|(takes, gives)| Move {
            seller: exchanges.gainer(gives, takes),
            gives,
            takes,
        }));
    }
}

/// Whether potentials rise or fall on the way.
#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

fn gain_of_idle<W: Weight>(exchanges: &Exchanges<W>, good: usize) -> W {
    exchanges.best_idle(good).map_or(W::ZERO, |(weight, _)| weight)
}

/// Of equally near ones the first.
fn nearer<W: Weight>(first: (usize, W), second: (usize, W)) -> (usize, W) {
    match second.1 < first.1 {
        true => second,
        false => first,
    }
}

/// Neither unknown nor visited.
fn within_reach<W: Weight>(nearest: (usize, W)) -> Option<(usize, W)> {
    (nearest.1 <= W::LARGEST).then_some(nearest)
}

fn pairs(goods: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    goods.iter().copied().zip(goods.iter().skip(1).copied())
}
