//! Which proofs go into one transaction.

use crate::chain::ProofOf;
use proofnet_market::CircuitId;
use std::collections::BTreeMap;

/// The most that the market takes in one call.
pub const MAX_DELIVERIES: usize = 32;

/// `ready` in transactions: one for each circuit, since proofs under one key are verified together at a fraction of the price, and a
/// batch of one circuit fits into a block whatever it holds. A circuit's proofs keep their order.
pub fn batches(ready: Vec<ProofOf>) -> Vec<Vec<ProofOf>> {
    let mut by_circuit: BTreeMap<CircuitId, Vec<ProofOf>> = BTreeMap::new();
    for proof in ready {
        by_circuit.entry(proof.circuit).or_default().push(proof);
    }
    let mut batches = Vec::new();
    for proofs in by_circuit.values() {
        batches.extend(proofs.chunks(MAX_DELIVERIES).map(<[ProofOf]>::to_vec));
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(request: u64, circuit: u8) -> ProofOf {
        ProofOf {
            request,
            circuit: [circuit; 32].into(),
            public_inputs: 1,
            outputs: vec![],
            proof: vec![],
        }
    }

    fn requests(batches: Vec<Vec<ProofOf>>) -> Vec<Vec<u64>> {
        let requests = |batch: Vec<ProofOf>| batch.iter().map(|proof| proof.request).collect();
        batches.into_iter().map(requests).collect()
    }

    #[test]
    fn proofs_should_share_a_transaction_when_they_are_of_one_circuit() {
        let ready = vec![proof(1, 7), proof(2, 8), proof(3, 7)];
        assert_eq!(requests(batches(ready)), [vec![1, 3], vec![2]]);
    }

    #[test]
    fn batch_should_end_when_it_is_as_large_as_the_market_allows() {
        let sizes: Vec<_> = batches((0..70).map(|request| proof(request, 7)).collect())
            .iter()
            .map(Vec::len)
            .collect();
        assert_eq!(sizes, [32, 32, 6]);
    }
}
