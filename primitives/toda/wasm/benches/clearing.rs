//! How long a clearing with all payments takes natively, and in WebAssembly through the node's executor.
//!
//! `cargo bench -p proofnet-toda-wasm`: release builds of both, the WebAssembly by the profile that validators run.
//!
//! | group | what is measured |
//! |---|---|
//! | `native` | the clearing of a book in memory |
//! | `native_with_encoding` | what the WebAssembly does, natively: decode the book, clear it, encode the outcome |
//! | `wasm` | the call through the executor: instantiate, copy, decode, clear, encode, copy back |

#![allow(clippy::unwrap_used)] // A benchmark may panic.

#[path = "../tests/common/mod.rs"]
mod common;

use codec::{Decode, Encode};
use common::{arguments, clear_natively, Cleared, Wasm};
use divan::{black_box, Bencher};
use proofnet_lab::generated_book::{self, generated_book};
use proofnet_toda::{Book, Parameters};
use proofnet_toda_wasm::parts::{BookParts, ParametersParts};
use std::fmt;

/// Provers and categories; there are ten requests for each prover.
#[derive(Clone, Copy)]
struct Size(u32, u32);

impl Size {
    fn requests(self) -> u64 {
        10 * u64::from(self.0)
    }

    fn book(self) -> Book {
        generated_book(generated_book::Size {
            provers: self.0,
            categories: self.1,
            requests: self.requests(),
        })
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} x {} x {}", self.0, self.1, self.requests())
    }
}

/// The empty book shows what a call costs by itself.
const SIZES: [Size; 5] = [
    Size(0, 0),
    Size(16, 4),
    Size(64, 16),
    Size(250, 64),
    Size(1_000, 64),
];

fn main() {
    println!("provers x categories x requests");
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn native(bencher: Bencher, size: Size) {
    let (book, parameters) = (size.book(), Parameters::default());
    bencher.bench_local(|| proofnet_toda::clear(black_box(&book), black_box(&parameters)).unwrap());
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn native_with_encoding(bencher: Bencher, size: Size) {
    let arguments = arguments(&size.book(), &Parameters::default());
    bencher.bench_local(|| {
        let (book, parameters) =
            <(BookParts, ParametersParts)>::decode(&mut black_box(arguments.as_slice())).unwrap();
        proofnet_toda_wasm::clear(book, parameters).encode()
    });
}

#[divan::bench(args = SIZES, sample_count = 50)]
fn wasm(bencher: Bencher, size: Size) {
    let (wasm, book, parameters) = (Wasm::new(), size.book(), Parameters::default());
    let arguments = arguments(&book, &parameters);
    // Compiles the WebAssembly, and makes sure that what is measured is the same clearing.
    let result = wasm.call(&arguments);
    assert_eq!(
        Cleared::decode(&mut result.as_slice()).unwrap(),
        clear_natively(&book, &parameters)
    );
    bencher.bench_local(|| wasm.call(black_box(&arguments)));
}
