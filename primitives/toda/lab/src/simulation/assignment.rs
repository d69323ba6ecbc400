//! The best that one block allows: which prover should serve which request, if everything were known.
//!
//! Requests are added one by one, each along the path of reassignments that gains most (successive shortest paths). Requests
//! differ in size, so this is an assignment of single requests, not a transportation problem between categories. Not a
//! library's Hungarian algorithm: that needs a column for every slot, and thousands of blocks are solved here.

use super::orders::{Offer, Order};

/// One request at a prover.
struct Row {
    id: u64,
    /// Gain in planck at each prover of the list; none where it would not be positive.
    gains: Vec<Option<i128>>,
}

impl Row {
    fn new(order: &Order, provers: &[Offer]) -> Self {
        let gains = provers
            .iter()
            .map(|prover| {
                let margin = order.bid.checked_sub(prover.ask(order.category)?)?;
                let gain =
                    i128::try_from(margin.saturating_mul(u128::from(order.units))).unwrap_or(i128::MAX / 4);
                (prover.slots > 0 && gain > 0).then_some(gain)
            })
            .collect();
        Self { id: order.id, gains }
    }

    fn gain(&self, prover: usize) -> Option<i128> {
        self.gains.get(prover).copied().flatten()
    }
}

/// A prover while requests are added.
struct Node {
    free: u32,
    rows: Vec<Row>,
    /// The greatest gain of a path to it, and the last step of that path: from which prover, moving which of its rows. None: the
    /// new request itself comes here.
    best: Option<(i128, Option<(usize, usize)>)>,
}

/// How the best path ends.
struct End {
    gain: i128,
    node: usize,
    /// The row that loses its place; none if there is a free slot.
    dropped: Option<usize>,
}

/// The assignment of requests to provers (by their places in the two lists' `id` and index) with the greatest sum of (bid -
/// ask) * units, at most one request per slot.
pub fn best(requests: &[Order], provers: &[Offer]) -> Vec<(u64, usize)> {
    let mut nodes: Vec<Node> = provers
        .iter()
        .map(|prover| Node {
            free: prover.slots,
            rows: Vec::new(),
            best: None,
        })
        .collect();
    let mut rows: Vec<Row> = requests.iter().map(|order| Row::new(order, provers)).collect();
    rows.retain(|row| row.gains.iter().any(Option::is_some));
    // The most valuable first, so that few are displaced.
    rows.sort_by_key(|row| std::cmp::Reverse(row.gains.iter().flatten().max().copied()));
    for row in rows {
        add(&mut nodes, row);
    }
    nodes
        .iter()
        .enumerate()
        .flat_map(|(node, state)| {
            let prover = provers.get(node).map_or(node, |offer| offer.prover);
            state.rows.iter().map(move |row| (row.id, prover))
        })
        .collect()
}

fn add(nodes: &mut [Node], row: Row) {
    // No path gains more than the request's own best place: if that is free, nothing has to be searched.
    let favourite = row
        .gains
        .iter()
        .enumerate()
        .filter_map(|(node, gain)| gain.map(|gain| (gain, node)))
        .max_by_key(|(gain, node)| (*gain, std::cmp::Reverse(*node)));
    if let Some(node) = favourite
        .and_then(|(_, node)| nodes.get_mut(node))
        .filter(|node| node.free > 0)
    {
        node.free -= 1;
        node.rows.push(row);
        return;
    }
    find_paths(nodes, &row);
    if let Some(end) = best_end(nodes).filter(|end| end.gain > 0) {
        apply(nodes, end, row);
    }
}

/// Bellman and Ford: there is no cycle that gains, because the present assignment is optimal for its requests.
fn find_paths(nodes: &mut [Node], row: &Row) {
    for (index, node) in nodes.iter_mut().enumerate() {
        node.best = row.gain(index).map(|gain| (gain, None));
    }
    let mut changed = true;
    while changed {
        changed = false;
        for from in 0..nodes.len() {
            for (to, candidate) in moves(nodes, from) {
                if let Some(node) = nodes.get_mut(to) {
                    if node.best.is_none_or(|(known, _)| candidate.0 > known) {
                        node.best = Some(candidate);
                        changed = true;
                    }
                }
            }
        }
    }
}

type Step = (i128, Option<(usize, usize)>);

/// The best ways on from one prover: to each other prover, by moving one of its rows there.
fn moves(nodes: &[Node], from: usize) -> Vec<(usize, Step)> {
    let Some(node) = nodes.get(from) else {
        return Vec::new();
    };
    let Some((reached, _)) = node.best.filter(|_| node.free == 0) else {
        return Vec::new();
    };
    let mut best: Vec<Option<(i128, usize)>> = vec![None; nodes.len()];
    for (position, row) in node.rows.iter().enumerate() {
        let here = row.gain(from).unwrap_or(0);
        for (known, there) in best.iter_mut().zip(&row.gains) {
            if let Some(there) = there {
                let change = there - here;
                if known.is_none_or(|(gain, _)| change > gain) {
                    *known = Some((change, position));
                }
            }
        }
    }
    let moves = best.into_iter().enumerate().filter(|(to, _)| *to != from);
    moves
        .filter_map(|(to, change)| {
            change.map(|(change, position)| (to, (reached + change, Some((from, position)))))
        })
        .collect()
}

fn best_end(nodes: &[Node]) -> Option<End> {
    let ends = nodes.iter().enumerate().filter_map(|(index, node)| {
        let (gain, _) = node.best?;
        if node.free > 0 {
            return Some(End {
                gain,
                node: index,
                dropped: None,
            });
        }
        let rows = node.rows.iter().enumerate();
        let (loss, position) = rows
            .filter_map(|(position, row)| row.gain(index).map(|loss| (loss, position)))
            .min()?;
        Some(End {
            gain: gain - loss,
            node: index,
            dropped: Some(position),
        })
    });
    // The first of equals.
    ends.fold(None, |best: Option<End>, end| match best {
        Some(best) if best.gain >= end.gain => Some(best),
        _ => Some(end),
    })
}

fn apply(nodes: &mut [Node], end: End, row: Row) {
    if let Some(node) = nodes.get_mut(end.node) {
        match end.dropped {
            Some(position) => drop(node.rows.swap_remove(position)),
            None => node.free -= 1,
        }
    }
    let mut to = end.node;
    while let Some((from, position)) = nodes
        .get(to)
        .and_then(|node| node.best)
        .and_then(|(_, step)| step)
    {
        let moved = nodes.get_mut(from).map(|node| node.rows.swap_remove(position));
        if let Some(node) = nodes.get_mut(to) {
            node.rows.extend(moved);
        }
        to = from;
    }
    if let Some(node) = nodes.get_mut(to) {
        node.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn welfare(requests: &[Order], provers: &[Offer]) -> u128 {
        let mut used = vec![0; provers.len()];
        let mut seen = std::collections::BTreeSet::new();
        let sum = best(requests, provers)
            .into_iter()
            .map(|(id, prover)| {
                assert!(seen.insert(id));
                used[prover] += 1;
                let order = requests.iter().find(|order| order.id == id).unwrap();
                (order.bid - provers[prover].ask(order.category).unwrap()) * u128::from(order.units)
            })
            .sum();
        assert!(used
            .iter()
            .zip(provers)
            .all(|(used, prover)| *used <= prover.slots));
        sum
    }

    fn brute_force(requests: &[Order], slots: &mut [u32], provers: &[Offer]) -> u128 {
        let Some((first, rest)) = requests.split_first() else {
            return 0;
        };
        let mut most = brute_force(rest, slots, provers);
        for prover in 0..provers.len() {
            let margin = provers[prover]
                .ask(first.category)
                .and_then(|ask| first.bid.checked_sub(ask));
            if let Some(margin) = margin.filter(|_| slots[prover] > 0) {
                slots[prover] -= 1;
                most = most.max(margin * u128::from(first.units) + brute_force(rest, slots, provers));
                slots[prover] += 1;
            }
        }
        most
    }

    proptest! {
        #[test]
        fn assignment_should_be_worth_the_optimum_when_compared_with_all_assignments(
            requests in prop::collection::vec((0usize..2, 1u64..4, 0u128..20), 0..7),
            provers in prop::collection::vec((0u32..3, prop::option::of(0u128..15), prop::option::of(0u128..15)), 0..4),
        ) {
            let requests: Vec<Order> = requests.into_iter().enumerate().map(|(id, (category, units, bid))| Order {
                id: id as u64, category, units, bid, waited: 0, patience: 0,
            }).collect();
            let provers: Vec<Offer> = provers.into_iter().enumerate().map(|(prover, (slots, a, b))| Offer {
                prover, slots, asks: vec![a, b],
            }).collect();
            let mut slots: Vec<u32> = provers.iter().map(|prover| prover.slots).collect();
            prop_assert_eq!(welfare(&requests, &provers), brute_force(&requests, &mut slots, &provers));
        }
    }
}
