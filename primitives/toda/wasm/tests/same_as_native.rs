//! The clearing in WebAssembly decides what the native one decides, to the last planck, and refuses what it refuses.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Helpers of tests may panic as tests may.

mod common;

#[allow(dead_code)] // The misreports in a case are for others.
#[path = "../../tests/clearing/case.rs"]
mod case;
#[path = "../../tests/common/market.rs"]
mod market;

use arbitrary::{Arbitrary, Unstructured};
use case::Case;
use common::{clear_natively, Cleared, Wasm};
use market::{market, scale, Size};
use proofnet_lab::generated_book::{self, generated_book};
use proofnet_toda::{Book, Parameters};
use proptest::{collection::vec, prelude::*};
use std::{fs, path::Path, sync::LazyLock};

static WASM: LazyLock<Wasm> = LazyLock::new(Wasm::new);

/// Clears in both ways, and gives what both came to.
fn agreed(book: &Book, parameters: &Parameters) -> Cleared {
    let native = clear_natively(book, parameters);
    assert_eq!(WASM.clear(book, parameters), native);
    native
}

fn replay(bytes: &[u8]) {
    let case = Case::arbitrary(&mut Unstructured::new(bytes)).unwrap();
    let _ = agreed(&case.book, &case.parameters);
}

/// Markets with ties, zero margins and provers with many slots, in tiny, large and huge numbers.
fn any_market() -> impl Strategy<Value = Book> {
    let size = Size {
        categories: 5,
        requests: 40,
        provers: 8,
        slots: 5,
    };
    scale().prop_flat_map(move |scale| market(size, scale))
}

/// Makes a book contradict itself, in one way for each error there is.
const MISTAKES: [fn(&mut Book); 8] = [
    |book| book.categories.push(book.categories[0].clone()),
    |book| book.requests.push(book.requests[0].clone()),
    |book| book.provers.push(book.provers[0].clone()),
    |book| book.provers[0].asks = vec![(10, 1), (10, 2)],
    |book| book.requests[0].category = 5,
    |book| book.provers[0].asks.push((5, u128::MAX)),
    |book| book.requests[0].units = 0,
    |book| book.categories[0].nominal_units = 0,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn outcome_should_be_the_native_one_when_markets_are_random(
        book in any_market(), up in any::<u32>(), down in any::<u32>(), drift in any::<u32>(), reserve in 0u32..=9, max_restricted in 0u32..=8,
    ) {
        let parameters = Parameters { up, down, drift, reserve, max_restricted };
        prop_assert!(agreed(&book, &parameters).is_ok());
    }

    #[test]
    fn result_should_be_the_native_one_when_cases_of_the_fuzzer_are_random(bytes in vec(any::<u8>(), 0..512)) {
        replay(&bytes);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn error_should_be_the_native_one_when_the_book_contradicts_itself(
        book in any_market().prop_filter("mistakes need a request", |book| !book.requests.is_empty()),
    ) {
        for mistake in MISTAKES {
            let mut book = book.clone();
            mistake(&mut book);
            prop_assert!(agreed(&book, &Parameters::default()).is_err());
        }
    }
}

#[test]
fn result_should_be_the_native_one_when_the_corpus_of_the_fuzzer_is_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus/clearing");
    let files: Vec<_> = fs::read_dir(corpus).unwrap().collect();
    assert!(files.len() >= 16, "the corpus is missing");
    for file in files {
        replay(&fs::read(file.unwrap().path()).unwrap());
    }
}

#[test]
fn outcome_should_be_the_native_one_when_the_book_is_large() {
    for (provers, categories) in [(16, 4), (64, 16), (250, 64)] {
        let book = generated_book(generated_book::Size {
            provers,
            categories,
            requests: 10 * u64::from(provers),
        });
        let (trades, ..) = agreed(&book, &Parameters::default()).unwrap();
        assert!(trades.len() > 3 * provers as usize);
    }
}
