//! What others would gain from what a seller serves, if it were not there: `W_-j` less the others' part of `W`.
//!
//! Without the seller and the demand that it serves the rest stays optimal (an exchange that would improve it would have improved the
//! whole), so it is enough to serve that demand again, and to undo that afterwards.
//!
//! A seller that serves one good only gives nothing up in an exchange that serves more of that good. So those exchanges
//! are the same for all such sellers, as long as none uses an idle slot of the seller itself. In an optimum few sellers serve several goods
//! (as many as there are goods, where nothing is tied), so few are replaced one by one.
//!
//! With T trades, G goods and S sellers this takes at most 2 T + G (S + 1) searches.

use crate::{
    allocation::{of_slots, Solver},
    exchange::{Holding, Move},
    weight::Weight,
};
use alloc::{vec, vec::Vec};
use ethnum::I256;

/// An exchange that serves again what a seller served.
#[derive(Clone, Copy)]
struct Replacement<W> {
    gain: W,
    slots: u64,
    /// Whose idle slots it uses.
    idle: Option<usize>,
}

impl<W: Weight> Solver<'_, W> {
    /// What others gain in margin from what each seller serves, if it were not there. Potentials must be exact.
    pub fn replaced(&mut self, holdings: &[Vec<Holding>]) -> Vec<I256> {
        let mut most = vec![0; self.unserved.len()];
        for holdings in holdings {
            if let [only] = holdings.as_slice() {
                if let Some(most) = most.get_mut(only.good) {
                    *most = only.slots.max(*most);
                }
            }
        }
        let shared: Vec<Vec<Replacement<W>>> = most
            .into_iter()
            .enumerate()
            .map(|(good, slots)| self.replace(None, &[Holding { good, slots }]))
            .collect();
        let replaced = |(seller, holdings): (usize, &Vec<Holding>)| {
            let shared = match holdings.as_slice() {
                [] => Some(I256::ZERO),
                [only] => shared
                    .get(only.good)
                    .and_then(|shared| first(shared, only.slots, seller)),
                _ => None,
            };
            shared.unwrap_or_else(|| sum(&self.replace(Some(seller), holdings)))
        };
        holdings.iter().enumerate().map(replaced).collect()
    }

    /// The exchanges that serve `wanted` requests more without `absent`, which served them. All is as it was afterwards.
    fn replace(&mut self, absent: Option<usize>, wanted: &[Holding]) -> Vec<Replacement<W>> {
        let potentials = self.search.potentials().to_vec();
        let gains = |holding: &&Holding| potentials.get(holding.good).is_some_and(|gain| *gain > W::ZERO);
        let Some(last) = wanted.iter().rfind(gains).map(|holding| holding.good) else {
            return Vec::new();
        };
        let used_up = self.exchanges.used_up();
        let unserved = self.unserved.clone();
        let idle = absent.map(|seller| {
            for holding in wanted {
                self.exchanges.release(seller, holding.good, holding.slots);
            }
            (seller, self.exchanges.set_idle(seller, 0))
        });

        let mut replacements = Vec::new();
        let mut followed: Vec<(Move, u64)> = Vec::new();
        for holding in wanted {
            self.unserve(Some(holding.good), holding.slots);
            while let Some(path) = self.search.serve(&self.exchanges, holding.good) {
                let slots = self.width(&path);
                if slots == 0 {
                    break;
                }
                replacements.push(Replacement {
                    gain: path.gain,
                    slots,
                    idle: path.uses_idle,
                });
                let all = self.unserved.get(holding.good) == Some(&slots);
                if all && holding.good == last {
                    // Nothing is searched for any more: no need to carry it out.
                    break;
                }
                self.carry_out(&path, slots);
                followed.extend(self.search.moves().iter().map(|step| (*step, slots)));
                if all {
                    break;
                }
            }
        }

        for (step, slots) in followed.iter().rev() {
            self.exchanges.undo(step, *slots);
        }
        if let Some((seller, slots)) = idle {
            for holding in wanted {
                self.exchanges.occupy(seller, holding.good, holding.slots);
            }
            self.exchanges.set_idle(seller, slots);
        }
        self.unserved = unserved;
        self.exchanges.restore_used_up(used_up);
        self.search.restore_potentials(&potentials);
        replacements
    }
}

/// What replaces the first `slots`; `None` if that needs idle slots of `seller`.
fn first<W: Weight>(replacements: &[Replacement<W>], slots: u64, seller: usize) -> Option<I256> {
    let mut left = slots;
    let mut gained = I256::ZERO;
    for replacement in replacements {
        if left == 0 {
            break;
        }
        if replacement.idle == Some(seller) {
            return None;
        }
        let slots = left.min(replacement.slots);
        gained = gained.saturating_add(of_slots(replacement.gain, slots));
        left = left.saturating_sub(slots);
    }
    Some(gained)
}

fn sum<W: Weight>(replacements: &[Replacement<W>]) -> I256 {
    replacements.iter().fold(I256::ZERO, |sum, replacement| {
        sum.saturating_add(of_slots(replacement.gain, replacement.slots))
    })
}
