//! The circuit breaker, apart from the chain.

use crate::breaker::{trips, RecentMisses, MAX_MISS_LIMIT};
use proptest::prelude::*;

const WINDOW: u64 = 10;

/// For each block in which there is a miss, whether the breaker trips.
fn run(blocks: &[u64], limit: u32) -> Vec<bool> {
    let mut misses = RecentMisses::default();
    blocks
        .iter()
        .map(|now| trips(&mut misses, *now, WINDOW, limit))
        .collect()
}

#[test]
fn breaker_should_trip_when_there_are_as_many_misses_as_allowed() {
    assert_eq!(run(&[1, 2, 10], 3), [false, false, true]);
}

#[test]
fn breaker_should_hold_when_the_first_miss_is_a_window_ago() {
    assert_eq!(run(&[1, 2, 11, 12], 3), [false, false, false, false]);
    assert_eq!(run(&[1, 2, 11, 11], 3), [false, false, false, true]);
}

#[test]
fn breaker_should_count_anew_when_it_has_tripped() {
    assert_eq!(run(&[1, 1, 1, 1], 2), [false, true, false, true]);
}

#[test]
fn breaker_should_trip_at_each_miss_when_one_is_too_many() {
    assert_eq!(run(&[1, 50], 1), [true, true]);
}

#[test]
fn breaker_should_trip_when_its_list_is_full() {
    let blocks = vec![1; MAX_MISS_LIMIT as usize + 1];

    assert_eq!(
        run(&blocks, u32::MAX).last(),
        Some(&true),
        "a limit beyond the list must not switch it off"
    );
}

proptest! {
    #[test]
    fn breaker_should_trip_exactly_when_a_window_has_too_many_misses(
        gaps in prop::collection::vec(0..8u64, 1..60),
        limit in 1..=MAX_MISS_LIMIT,
    ) {
        let blocks: Vec<u64> = gaps.iter().scan(0, |at, gap| { *at += gap; Some(*at) }).collect();
        let mut counted: Vec<u64> = Vec::new();
        for (now, tripped) in blocks.iter().zip(run(&blocks, limit)) {
            counted.push(*now);
            let within = counted.iter().filter(|at| now - **at < WINDOW).count();
            prop_assert_eq!(tripped, within >= limit as usize);
            if tripped {
                counted.clear();
            }
        }
    }
}
