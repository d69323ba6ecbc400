//! `proofnet-lab clear`: one book, cleared.

use crate::{
    book_file::BookFile,
    outcome_file::OutcomeFile,
    output::{numbers, print, print_json},
    Failure,
};
use proofnet_toda::{clear, Book, Outcome, Prover, Request};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

/// Clear one book of requests and provers.
///
/// Prints who trades with whom, what each side pays and is owed, how the reference prices move, and what the
/// trade is worth.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = FORMAT)]
pub struct Arguments {
    /// The book as JSON; - reads it from the standard input.
    #[arg(long, value_name = "FILE")]
    book: PathBuf,
    /// Print the outcome as one line of JSON.
    #[arg(long)]
    json: bool,
}

const FORMAT: &str = r#"The book:

  {
    "categories": [{"id": 0, "reference_price": "120", "floor": "1", "nominal_units": 4}],
    "requests": [
      {"id": 0, "category": 0, "units": 3, "max_fee": "700"},
      {"id": 1, "category": 0, "units": 4, "max_fee": "500", "exclude": [7]}
    ],
    "provers": [{"id": 0, "slots": 2, "asks": {"0": "95"}}],
    "seed": "0x0101010101010101010101010101010101010101010101010101010101010101",
    "parameters": {"up": 1000000, "down": 750000, "drift": 250000, "reserve": 5, "max_restricted": 16}
  }

  categories  kinds of work: the price that separates the two sides and the least that it can become (planck
              per proving unit), and the units that one slot is expected to prove
  requests    id is the sequence number: the lower came earlier. units is the size of the work, max_fee the
              most that the requester pays for all of it (planck). A restricted request has "exclude" (these
              provers may not serve it) or "only" (no other prover may)
  provers     slots take one request each. asks are the least prices by category (planck per proving unit)
  seed        32 bytes that decide ties between provers
  parameters  optional, each of them: the most that a reference price rises and falls after a missed trade, and
              drifts otherwise (parts per million), the free slots that it is to suffice for, and how many
              restricted requests take part

Amounts are strings of decimal digits. Other fields than these are refused.

The outcome, with --json:

  {
    "trades": [
      {"request": 0, "prover": 0, "category": 0, "requester_unit_price": "120", "prover_unit_price": "120"},
      {"request": 1, "prover": 0, "category": 0, "requester_unit_price": "121", "prover_unit_price": "121"}
    ],
    "welfare_margin": "204",
    "surplus": "0",
    "next_reference_prices": {"0": "120"}
  }"#;

/// Clears the book that `arguments` name, and prints the outcome.
///
/// # Errors
/// [`Failure::Input`] if the book cannot be read, is malformed or contradicts itself: the text names the
/// field or the order. [`Failure::Other`] if the outcome cannot be written.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let source = match is_standard_input(&arguments.book) {
        true => String::from("standard input"),
        false => arguments.book.display().to_string(),
    };
    let malformed = |reason: String| Failure::Input(format!("{source}: {reason}"));
    let json = read(&arguments.book).map_err(|error| malformed(format!("cannot be read: {error}")))?;
    let file = BookFile::from_json(&json).map_err(|error| malformed(error.to_string()))?;
    let outcome = clear(&file.book, &file.parameters).map_err(|error| malformed(error.to_string()))?;
    match arguments.json {
        true => print_json(&OutcomeFile::from(&outcome)),
        false => print(&report(&file.book, &outcome)),
    }
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !is_standard_input(path) {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The outcome for people: tables beside what was asked and bid.
fn report(book: &Book, outcome: &Outcome) -> String {
    let sellers: BTreeSet<u32> = outcome.trades.iter().map(|trade| trade.prover).collect();
    let mut parts = vec![format!(
        "Trades: {} (of {} requests, with {} of {} provers).",
        outcome.trades.len(),
        book.requests.len(),
        sellers.len(),
        book.provers.len(),
    )];
    if !outcome.trades.is_empty() {
        parts.push(trades(book, outcome));
    }
    if !book.categories.is_empty() {
        parts.push(String::from("\nReference prices, in planck per proving unit:"));
        parts.push(reference_prices(book, outcome));
    }
    parts.push(format!(
        "\nWelfare margin: {} planck, between reference prices and asks at nominal sizes.\n\
         Surplus: {} planck, paid by requesters beyond what provers are owed.",
        outcome.welfare_margin, outcome.surplus,
    ));
    parts.join("\n")
}

fn trades(book: &Book, outcome: &Outcome) -> String {
    let requests: BTreeMap<u64, &Request> = book
        .requests
        .iter()
        .map(|request| (request.id, request))
        .collect();
    let provers: BTreeMap<u32, &Prover> = book.provers.iter().map(|prover| (prover.id, prover)).collect();
    let rows = outcome.trades.iter().map(|trade| {
        let request = requests.get(&trade.request);
        let asks = provers.get(&trade.prover).map(|prover| &prover.asks);
        let ask = asks.and_then(|asks| asks.iter().find(|(category, _)| *category == trade.category));
        vec![
            trade.request.to_string(),
            trade.prover.to_string(),
            trade.category.to_string(),
            request
                .map(|request| request.units.to_string())
                .unwrap_or_default(),
            request
                .map(|request| request.unit_bid().to_string())
                .unwrap_or_default(),
            trade.requester_unit_price.to_string(),
            trade.prover_unit_price.to_string(),
            ask.map(|(_, ask)| ask.to_string()).unwrap_or_default(),
        ]
    });
    let header = [
        "Request",
        "Prover",
        "Category",
        "Units",
        "Bid",
        "Requester pays",
        "Prover is owed",
        "Ask",
    ];
    format!(
        "Bid, ask and prices are in planck per proving unit:\n{}",
        numbers(&header, rows)
    )
}

fn reference_prices(book: &Book, outcome: &Outcome) -> String {
    let present: BTreeMap<u32, u128> = book
        .categories
        .iter()
        .map(|category| (category.id, category.reference_price))
        .collect();
    let rows = outcome.next_reference_prices.iter().map(|(category, next)| {
        let price = present.get(category).copied().unwrap_or_default();
        vec![
            category.to_string(),
            price.to_string(),
            next.to_string(),
            change(price, *next),
        ]
    });
    numbers(&["Category", "Now", "Next", "Change"], rows).to_string()
}

/// By how many percent `next` is away from `price`.
fn change(price: u128, next: u128) -> String {
    if price == next {
        return String::from("none");
    }
    if price == 0 {
        return String::from("from nothing");
    }
    // For display only: floating point is exact enough for two digits.
    format!("{:+.2} %", (next as f64 / price as f64 - 1.0) * 100.0)
}
