//! What calls cost with an empty book and with a full one, side by side, and a block in which a thousand deadlines fall due
//! against the weight that is declared for it.

// A benchmark may panic, and has no use for all of the mock runtime.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[allow(dead_code, unused_imports)]
#[path = "../src/mock/mod.rs"]
mod mock;

use divan::Bencher;
use frame_support::storage::{with_transaction, TransactionOutcome};
use mock::*;
use sp_runtime::DispatchError;
use std::time::{Duration, Instant};

const REQUESTS: u32 = 10_000;
const PROVERS_IN_CROWD: u32 = 1_000;
/// Who offers, and has nothing running.
const OFFERER: AccountId = PROVERS[0];

fn main() {
    divan::main();
    print_ratios();
    print_deadlines();
}

/// What there is of orders.
#[derive(Clone, Copy, Debug)]
enum Book {
    Empty,
    Full,
}

/// A call that must cost the same whatever the book.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Place,
    TopUp,
    Cancel,
    SetOffers,
}

const SUBJECTS: [Subject; 4] = [
    Subject::Place,
    Subject::TopUp,
    Subject::Cancel,
    Subject::SetOffers,
];

/// A chain with this book and one request more, which is the caller's and lies in the middle of the book; all of it in the
/// trie, as on a chain whose blocks are imported.
struct Chain {
    ext: sp_io::TestExternalities,
    order: Order,
    request: u64,
}

impl Chain {
    fn with(book: Book) -> Self {
        let mut ext = new_test_ext();
        let (order, request) = ext.execute_with(|| {
            // All that there are, and the caller.
            ProverLimit::set(PROVERS_IN_CROWD + 1);
            register(OFFERER, 1);
            if matches!(book, Book::Full) {
                crowd_of_provers(PROVERS_IN_CROWD, 1);
                crowd_of_requests(REQUESTS);
            }
            let order = Order::of(REQUESTERS[0]).bid(37);
            let request = order.place();
            (order, request)
        });
        // As every block begins: the events of the one before are gone.
        ext.execute_with(System::reset_events);
        ext.commit_all().unwrap();
        Self { ext, order, request }
    }

    fn call(&self, subject: Subject) -> (AccountId, RuntimeCall) {
        use pallet_market::Call;
        let request = self.request;
        match subject {
            Subject::Place => (REQUESTERS[0], self.order.call()),
            Subject::TopUp => (
                REQUESTERS[0],
                RuntimeCall::Market(Call::top_up {
                    request,
                    amount: 1_000,
                }),
            ),
            Subject::Cancel => (REQUESTERS[0], RuntimeCall::Market(Call::cancel { request })),
            Subject::SetOffers => {
                let asks = vec![(SMALL, 7), (LARGE, 70)].try_into().unwrap();
                (OFFERER, RuntimeCall::Market(Call::set_offers { asks }))
            }
        }
    }

    /// Dispatches, and undoes it.
    fn attempt(&mut self, who: AccountId, call: RuntimeCall) -> Duration {
        self.ext.execute_with(|| {
            with_transaction(|| {
                let start = Instant::now();
                dispatch(who, call).unwrap();
                let taken = start.elapsed();
                TransactionOutcome::Rollback(Ok::<_, DispatchError>(taken))
            })
            .unwrap()
        })
    }

    /// Nodes of the trie that a call reads.
    fn nodes_read(mut self, subject: Subject) -> usize {
        let (who, call) = self.call(subject);
        let (_, proof) = self.ext.execute_and_prove(|| dispatch(who, call).unwrap());
        proof.len()
    }
}

/// A call on a chain.
struct Case(Subject, Book);

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:?}, {:?} book", self.0, self.1)
    }
}

fn cases() -> impl Iterator<Item = Case> {
    let books = |subject| [Book::Empty, Book::Full].map(|book| Case(subject, book));
    SUBJECTS.into_iter().flat_map(books)
}

#[divan::bench(args = cases())]
fn call(bencher: Bencher, Case(subject, book): &Case) {
    let mut chain = Chain::with(*book);
    let (who, call) = chain.call(*subject);
    bencher.bench_local(|| chain.attempt(who, call.clone()));
}

/// Medians of calls that take turns, so that whatever else the machine does meets both alike.
fn print_ratios() {
    const ROUNDS: usize = 4_000;
    println!("\nwith {REQUESTS} open requests and {PROVERS_IN_CROWD} provers, against an empty book (at most 1.2):");
    let mut chains = [Book::Empty, Book::Full].map(Chain::with);
    for subject in SUBJECTS {
        let mut times = [(); 2].map(|()| Vec::with_capacity(ROUNDS));
        for _ in 0..ROUNDS {
            for (chain, times) in chains.iter_mut().zip(&mut times) {
                let (who, call) = chain.call(subject);
                times.push(chain.attempt(who, call));
            }
        }
        let [empty, full] = times.map(|mut times| {
            times.sort();
            times[ROUNDS / 2]
        });
        let ratio = full.as_secs_f64() / empty.as_secs_f64();
        println!("  {subject:?}: {full:.1?} / {empty:.1?} = {ratio:.2}");
    }
    println!("\nnodes of the trie that a call reads, which grow as its depth does:");
    for subject in SUBJECTS {
        let [empty, full] = [Book::Empty, Book::Full].map(|book| Chain::with(book).nodes_read(subject));
        println!("  {subject:?}: {full} / {empty}");
    }
}

/// A thousand deadlines in one block: what each of the blocks takes that work through them, and what is declared.
fn print_deadlines() {
    const JOBS: u32 = 1_000;
    const ROWS: u32 = 128;
    let mut ext = new_test_ext();
    let due = ext.execute_with(|| {
        let due = jobs_due_at_once(JOBS);
        RowLimit::set(ROWS);
        go_to(due);
        System::reset_events();
        due
    });
    ext.commit_all().unwrap();
    println!("\n{JOBS} jobs missed in block {due}, {ROWS} rows of the calendar per block:");
    ext.execute_with(|| {
        while pallet_market::Jobs::<Test>::iter_keys().next().is_some() {
            System::reset_events();
            let start = Instant::now();
            let weight = start_block();
            let taken = start.elapsed();
            let (used, declared) = (weight.ref_time(), Market::max_hook_weight().ref_time());
            println!(
                "  block {}: {taken:.1?}; its weight is {:.1?} of {:.1?} declared",
                System::block_number(),
                Duration::from_nanos(used / 1_000),
                Duration::from_nanos(declared / 1_000),
            );
        }
    });
}
