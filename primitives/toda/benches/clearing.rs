//! How long one clearing takes, for books of several sizes.
//!
//! The limit to compare with is the time that a block leaves for it.

use divan::{black_box, Bencher};
use proofnet_toda::{clear, Book, Category, Parameters, Prover, Request, Restriction};

/// SplitMix64, so that the books are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let state = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (state ^ (state >> 31)) % bound
    }
}

/// Costs and values around reference prices that differ by category, prices of 18 decimals; every prover
/// serves every category; one request in 16 is restricted.
fn book(provers: u32, categories: u32, requests: u64, slots: u64) -> Book {
    let mut random = Random(7);
    let price = |category: u32| 1_000_000_000_000 * u128::from(category + 1);
    let mut around = |price: u128| price * u128::from(500 + random.below(1_000)) / 1_000;
    let asks: Vec<Vec<(u32, u128)>> = (0..provers)
        .map(|_| {
            (0..categories)
                .map(|category| (category, around(price(category))))
                .collect()
        })
        .collect();
    let bids: Vec<u128> = (0..requests)
        .map(|id| around(price((id % u64::from(categories)) as u32)) * 3 / 2)
        .collect();
    Book {
        categories: (0..categories)
            .map(|id| Category {
                id,
                reference_price: price(id),
                floor: 0,
                nominal_units: 1 << (20 - id.min(16)),
            })
            .collect(),
        requests: bids
            .into_iter()
            .zip(0..)
            .map(|(bid, id)| {
                let category = (id % u64::from(categories)) as u32;
                let units = 1 << (20 - category.min(16));
                let restriction = if id % 16 == 5 {
                    Restriction::Exclude(vec![0])
                } else {
                    Restriction::None
                };
                Request {
                    id,
                    category,
                    units,
                    max_fee: bid * u128::from(units),
                    restriction,
                }
            })
            .collect(),
        provers: asks
            .into_iter()
            .zip(0..)
            .map(|(asks, id)| Prover {
                id,
                slots: 1 + random.below(slots) as u32,
                asks,
            })
            .collect(),
        seed: [7; 32],
    }
}

/// Provers, categories, requests, and the most slots of a prover.
#[derive(Clone, Copy, Debug)]
struct Size(u32, u32, u64, u64);

const SIZES: [Size; 9] = [
    Size(4, 4, 16, 4),
    Size(16, 8, 64, 4),
    Size(64, 16, 256, 4),
    Size(64, 16, 256, 8),
    Size(64, 16, 1_024, 32),
    Size(256, 32, 1_024, 8),
    Size(250, 64, 2_500, 7),
    Size(1_000, 64, 10_000, 7),
    Size(2_500, 64, 25_000, 7),
];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn clearing(bencher: Bencher, size: Size) {
    let Size(provers, categories, requests, slots) = size;
    let book = book(provers, categories, requests, slots);
    bencher.bench_local(|| clear(black_box(&book), &Parameters::default()));
}
