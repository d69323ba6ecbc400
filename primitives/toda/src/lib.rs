//! The truthful online double auction that clears the market for proofs: a pure function from a book to an
//! outcome.
//!
//! [`clear`] takes what is for sale and what is wanted ([`Book`]) and decides who proves what, what each
//! requester pays, what each prover is owed, and the reference prices of the next clearing ([`Outcome`]).
//! It knows nothing of a chain, accounts or storage; it is integer arithmetic throughout and gives the same
//! outcome on every machine.
//!
//! The mechanism is this project's own. Its skeleton is the threshold-price double auction (Yokoo, Sakurai
//! and Matsubara 2005), generalised to several kinds of goods and to sellers with several slots by a
//! Vickrey-Clarke-Groves procurement over a transportation problem, with thresholds that are learned
//! online.
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | proving unit | what work is measured in; all prices are in planck (the smallest unit of money) per proving unit |
//! | category `k` | one kind of interchangeable work; within it any prover will do |
//! | nominal size `w_k` | the units that one slot is expected to prove in category `k` |
//! | reference price `p_k` | the threshold between the two sides, fixed before the orders were known |
//! | request `i` | a wish for one proof of `u_i` units, with a unit bid `v_i` and a sequence number |
//! | prover `j` | offers `q_j` slots, shared by all categories that it serves, with a unit ask `c_jk` for each |
//! | good | what is traded as one: a category's ordinary requests, or one restricted request |
//! | margin | what a slot gains: `(p_k - c_jk) * w_k` |
//!
//! # One clearing
//!
//! 1. **Demand**: `D_k` requests bid at least the reference price.
//! 2. **Supply**: slots are allocated to categories, all at once, so that the sum of margins `W` is
//!    greatest. Whoever asks more than the reference price sells nothing. Between equal sums most trades
//!    are preferred, then the provers that come first in a permutation drawn from the book's seed.
//! 3. **Winners**: as many of the best requests as there are slots for (equal bids: the earlier).
//! 4. **Requester's price**: `P_k`, the best bid that lost, at least `p_k`.
//! 5. **Prover's price**: `s_jk = c_jk + floor((p_k - c_jk) * rho_j)`. Here `rho_j = (W - W_-j) / M_j` is
//!    the share of its own margin `M_j` that would be lost without it (`W_-j` is the greatest sum of
//!    margins without `j`).
//! 6. **Pairing**: winners, earliest first, are dealt to the slots, in the order of the permutation.
//! 7. **Money**: the request pays `P_k * u_i`, the prover is owed `s_jk * u_i`, the difference is surplus.
//! 8. **Restricted requests** are goods of their own, with a demand of one and a reference price of
//!    `p_k + 1` (a rescue: it excludes provers) or `p_k - 1` (private: it names its provers). At most
//!    [`Parameters::max_restricted`] of those that bid enough take part: rescues first, then by sequence
//!    number.
//! 9. **Next reference price**: one bounded step from what ordinary requests and free slots were left over. The
//!    *reserve ask* is the least price at which [`Parameters::reserve`] free slots would work, beyond those that could
//!    have served requests that lost. Up towards it if a trade was missed because the price was too low; down, at most
//!    to it, if one was missed because the price was too high; else drifting: up to the lowest bid that lost if
//!    requests lost, or towards the reserve ask.
//!
//! # Example
//!
//! Two provers of one slot. Prover 1 is the cheaper in category 1, but prover 2 serves nothing else.
//!
//! ```
//! use proofnet_toda::{clear, Book, Category, Parameters, Prover, Request, Restriction};
//!
//! let category = |id, reference_price| Category { id, reference_price, floor: 1, nominal_units: 10 };
//! let request = |id, category, max_fee| {
//!     Request { id, category, units: 10, max_fee, restriction: Restriction::None }
//! };
//! let book = Book {
//!     categories: vec![category(1, 100), category(2, 50)],
//!     // Unit bids of 120 in category 1, and of 58 and 55 in category 2.
//!     requests: vec![request(1, 1, 1_200), request(2, 2, 580), request(3, 2, 550)],
//!     provers: vec![
//!         Prover { id: 1, slots: 1, asks: vec![(1, 60), (2, 20)] },
//!         Prover { id: 2, slots: 1, asks: vec![(1, 70)] },
//!     ],
//!     seed: [0; 32],
//! };
//! let outcome = clear(&book, &Parameters::default())?;
//!
//! // (50 - 20) * 10 from prover 1 in category 2, and (100 - 70) * 10 from prover 2 in category 1.
//! assert_eq!(outcome.welfare_margin, 600);
//!
//! // Request 1 has no competitor and pays the reference price. Without prover 2, prover 1 would serve category 1
//! // and W would be 400: prover 2 is worth 200 of its margin of 300, so it is owed 70 + 30 * 2 / 3.
//! let first = outcome.trades[0];
//! assert_eq!((first.request, first.prover), (1, 2));
//! assert_eq!((first.requester_unit_price, first.prover_unit_price), (100, 90));
//!
//! // Request 2 pays the bid of request 3, which loses. Without prover 1 its whole margin would be lost: it is
//! // owed the reference price.
//! let second = outcome.trades[1];
//! assert_eq!((second.request, second.prover), (2, 1));
//! assert_eq!((second.requester_unit_price, second.prover_unit_price), (55, 50));
//!
//! assert_eq!(outcome.surplus, (100 - 90) * 10 + (55 - 50) * 10);
//!
//! // Nothing is left over in category 1. A request lost in category 2: the price rises to its bid.
//! assert_eq!(outcome.next_reference_prices, [(1, 100), (2, 55)]);
//! # Ok::<(), proofnet_toda::BookError>(())
//! ```
//!
//! # What it guarantees, and within which bounds
//!
//! - **Truthful for requesters**, within a clearing: how many win does not depend on a bid that is at least
//!   the reference price, so each request faces a price that its own bid cannot change. Exact for fees that
//!   are a multiple of the units; the remainder of a fee is no part of the bid, so a requester that values
//!   the work at a remainder more can win less than that remainder by rounding up. Naming every prover
//!   gains at most 1 planck per unit.
//! - **Truthful for provers**, within a clearing, in all asks together and in the number of slots offered,
//!   at nominal sizes. Before rounding, a prover that reports truthfully earns `W - W_-j`. One that reports
//!   something else earns the sum of true margins of the allocation that this brings about, less `W_-j`,
//!   which cannot be more, since `W` is the greatest. Rounding down takes less than 1 planck for each unit
//!   sold. So a misreport gains less than 1 planck for each unit (at nominal size) that the prover would
//!   have sold by telling the truth.
//! - **Posing as several provers** does not pay either, up to the same rounding, because the goods are
//!   substitutes (except that a restricted request does not recognise the second identity).
//! - **Individually rational**: `c_jk <= s_jk` and `P_k <= v_i`.
//! - **Budget balanced** without subsidy: `s_jk <= p_k <= P_k` in every trade.
//! - **Thin markets work**: one request and one prover trade whenever `c <= p <= v`.
//! - **Deterministic**: the outcome depends on the orders and the seed, not on the order in which they are
//!   listed.
//! - **Total**: any book gives an outcome or a [`BookError`]. Margins are computed in 256 bits, where they
//!   cannot overflow. What saturates is documented: the two sums in [`Outcome`], and reference prices at
//!   the ends of their range (where private requests at 0 and rescues at the maximum share the ordinary
//!   price; their precedence stays).
//!
//! Not claimed:
//!
//! - Truthfulness across clearings: a patient request may wait for a lower reference price. What it can
//!   gain is bounded by the steps of [`Parameters`].
//! - Truthfulness for provers where the work of a category varies in size: a slot is weighed by the nominal
//!   size but paid by the units of the request that it is dealt. Cut categories so that sizes are alike.
//! - Shill requests by a prover with many slots: each costs it at least `p_k - s_jk` per unit, and what the
//!   market charges on top.
//! - Truthfulness about having the slots at all: they must be secured outside.
//! - Full efficiency, which no such mechanism attains (Myerson and Satterthwaite 1983).

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod allocation;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod benchmarking;
mod book;
mod checked_book;
mod clear;
mod demand;
mod exchange;
mod pairing;
mod parameters;
mod permutation;
mod prices;
mod reference_price;
mod replacement;
mod search;
mod supply;
mod table;
mod weight;
mod work;

pub use book::{Book, Category, Prover, Request, Restriction};
pub use checked_book::BookError;
pub use clear::{clear, Outcome, Trade};
pub use parameters::Parameters;
pub use work::Work;
