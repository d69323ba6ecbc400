//! A proof that an allocation is the best there is, however large the numbers: no exchange improves it.
//!
//! A flow is optimal if and only if its residual network has no cycle that gains (Klein 1967; Ahuja, Magnanti and
//! Orlin, "Network flows", theorem 9.1). Such a cycle is looked for with the algorithm of Bellman and Ford, which
//! the code under test does not share: it serves one request after the other and never looks for cycles.

use super::good::Good;
use ethnum::I256;
use proofnet_toda::Prover;

struct Arc {
    from: usize,
    to: usize,
    gain: I256,
}

/// Panics unless the slots sold (per prover, per good) have the greatest margin, and among those of the greatest
/// margin are the most.
pub fn assert_optimal(provers: &[Prover], goods: &[Good], sold: &[Vec<usize>]) {
    let arcs = residual_arcs(provers, goods, sold);
    let nodes = 1 + provers.len() + goods.len();
    let mut gains = vec![I256::ZERO; nodes];
    for _ in 0..=nodes {
        let mut improved = false;
        for arc in &arcs {
            let gain = gains[arc.from] + arc.gain;
            if gain > gains[arc.to] {
                gains[arc.to] = gain;
                improved = true;
            }
        }
        if !improved {
            return;
        }
    }
    panic!("an exchange improves the allocation {sold:?}");
}

/// Flow circulates from the hub to provers (a slot sold), to goods (margin gained), and back (a request served).
fn residual_arcs(provers: &[Prover], goods: &[Good], sold: &[Vec<usize>]) -> Vec<Arc> {
    // A margin is below 2^192. A trade counts for more than nothing, but for less than any margin.
    let weight = |margin: I256| margin * (I256::ONE << 32) + I256::ONE;
    let hub = 0;
    let good_node = |index: usize| 1 + provers.len() + index;
    let mut arcs = Vec::new();
    let mut arc = |from, to, gain, capacity: bool| {
        if capacity {
            arcs.push(Arc { from, to, gain });
        }
    };
    for (index, (prover, sold)) in provers.iter().zip(sold).enumerate() {
        let node = 1 + index;
        let all: usize = sold.iter().sum();
        arc(hub, node, I256::ZERO, all < prover.slots as usize);
        arc(node, hub, I256::ZERO, all > 0);
        for (index, good) in goods.iter().enumerate() {
            if let Some(margin) = good.margin(prover) {
                arc(node, good_node(index), weight(margin), true);
                arc(good_node(index), node, -weight(margin), sold[index] > 0);
            }
        }
    }
    for (index, good) in goods.iter().enumerate() {
        let served: usize = sold.iter().map(|sold| sold[index]).sum();
        arc(good_node(index), hub, I256::ZERO, served < good.bids.len());
        arc(hub, good_node(index), I256::ZERO, served > 0);
    }
    arcs
}
