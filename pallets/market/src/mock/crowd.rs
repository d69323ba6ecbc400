//! Many of everything.

use super::*;
use frame_support::traits::{fungible::Mutate, tokens::Preservation};
use pallet_market::Jobs;
use proofnet_market::MAX_BATCH;

/// The first account of a crowd of provers.
const FIRST_PROVER: AccountId = 1_000;

/// Registers this many provers besides those there are, each with `slots` and an offer of small work; each asks for another
/// price. [`ProverLimit`] and [`MatchLimit`] must have room.
pub fn crowd_of_provers(provers: u32, slots: u32) {
    for nth in 0..u64::from(provers) {
        let prover = FIRST_PROVER + nth;
        let funds = 20_001 * Balance::from(slots) + 100 * EXISTENTIAL_DEPOSIT;
        Balances::transfer(&OWNER, &prover, funds, Preservation::Preserve).unwrap();
        supply(prover, slots, 5 + Balance::from(nth % 5));
    }
}

/// Places this many requests for small work, in whole batches, with bids from 20 planck per unit upwards.
pub fn crowd_of_requests(requests: u32) {
    for nth in 0..requests.div_ceil(MAX_BATCH) {
        let requester = REQUESTERS[nth as usize % REQUESTERS.len()];
        let order = |in_batch: u32| Order::of(requester).bid((20 + (nth + in_batch) % 37).into());
        let orders: Vec<_> = (0..MAX_BATCH).map(order).collect();
        dispatch(requester, batch(&orders)).unwrap();
    }
}

/// Places requests and has them matched so that this many jobs are due in one block, which it gives. No time is left for
/// another auction after that. Nobody else may have placed or offered anything; [`ProverLimit`] stays as high as it takes.
pub fn jobs_due_at_once(jobs: u32) -> BlockNumber {
    let (slots, matches) = (64, MatchLimit::get());
    ProverLimit::set(jobs.div_ceil(slots));
    MatchLimit::set(jobs.div_ceil(slots) * slots);
    crowd_of_provers(ProverLimit::get(), slots);
    let due = System::block_number() + 1 + small().proving_window;
    for nth in 0..jobs {
        let requester = REQUESTERS[nth as usize % REQUESTERS.len()];
        let order = Order::of(requester).until(System::block_number() + 1, due);
        order.place();
    }
    start_block();
    MatchLimit::set(matches);
    assert_eq!(Jobs::<Test>::iter().count(), jobs as usize);
    assert!(Jobs::<Test>::iter_values().all(|job| job.due == due));
    due
}
