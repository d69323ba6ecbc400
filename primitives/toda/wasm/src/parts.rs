//! Books and outcomes as tuples, which have a SCALE encoding.
//!
//! Every pattern names every field, so that one that is added to the mechanism cannot be forgotten here.

use alloc::vec::Vec;
use proofnet_toda::{Book, Category, Outcome, Parameters, Prover, Request, Restriction, Trade};

/// Id, reference price, floor, nominal units.
pub type CategoryParts = (u32, u128, u128, u64);
/// Whether the provers are those admitted (else those excluded), and the provers.
pub type RestrictionParts = Option<(bool, Vec<u32>)>;
/// Id, category, units, most fee, restriction.
pub type RequestParts = (u64, u32, u64, u128, RestrictionParts);
/// Id, slots, asks.
pub type ProverParts = (u32, u32, Vec<(u32, u128)>);
/// Categories, requests, provers, seed.
pub type BookParts = (Vec<CategoryParts>, Vec<RequestParts>, Vec<ProverParts>, [u8; 32]);
/// Steps up, down and drifting, reserve, most restricted requests.
pub type ParametersParts = (u32, u32, u32, u32, u32);
/// Request, prover, category, requester's unit price, prover's unit price.
pub type TradeParts = (u64, u32, u32, u128, u128);
/// Trades, welfare margin, surplus, next reference prices, steps.
pub type OutcomeParts = (Vec<TradeParts>, u128, u128, Vec<(u32, u128)>, u64);

/// Takes a book apart.
pub fn of_book(book: Book) -> BookParts {
    let Book {
        categories,
        requests,
        provers,
        seed,
    } = book;
    (
        categories.into_iter().map(of_category).collect(),
        requests.into_iter().map(of_request).collect(),
        provers.into_iter().map(of_prover).collect(),
        seed,
    )
}

fn of_category(category: Category) -> CategoryParts {
    let Category {
        id,
        reference_price,
        floor,
        nominal_units,
    } = category;
    (id, reference_price, floor, nominal_units)
}

fn of_request(request: Request) -> RequestParts {
    let Request {
        id,
        category,
        units,
        max_fee,
        restriction,
    } = request;
    let restriction = match restriction {
        Restriction::None => None,
        Restriction::Exclude(provers) => Some((false, provers)),
        Restriction::Only(provers) => Some((true, provers)),
    };
    (id, category, units, max_fee, restriction)
}

fn of_prover(prover: Prover) -> ProverParts {
    let Prover { id, slots, asks } = prover;
    (id, slots, asks)
}

/// Puts a book together.
pub fn to_book((categories, requests, provers, seed): BookParts) -> Book {
    Book {
        categories: categories.into_iter().map(to_category).collect(),
        requests: requests.into_iter().map(to_request).collect(),
        provers: provers.into_iter().map(to_prover).collect(),
        seed,
    }
}

fn to_category((id, reference_price, floor, nominal_units): CategoryParts) -> Category {
    Category {
        id,
        reference_price,
        floor,
        nominal_units,
    }
}

fn to_request((id, category, units, max_fee, restriction): RequestParts) -> Request {
    let restriction = match restriction {
        None => Restriction::None,
        Some((false, provers)) => Restriction::Exclude(provers),
        Some((true, provers)) => Restriction::Only(provers),
    };
    Request {
        id,
        category,
        units,
        max_fee,
        restriction,
    }
}

fn to_prover((id, slots, asks): ProverParts) -> Prover {
    Prover { id, slots, asks }
}

/// Takes parameters apart.
pub fn of_parameters(parameters: Parameters) -> ParametersParts {
    let Parameters {
        up,
        down,
        drift,
        reserve,
        max_restricted,
    } = parameters;
    (up, down, drift, reserve, max_restricted)
}

/// Puts parameters together.
pub fn to_parameters((up, down, drift, reserve, max_restricted): ParametersParts) -> Parameters {
    Parameters {
        up,
        down,
        drift,
        reserve,
        max_restricted,
    }
}

/// Takes an outcome apart.
pub fn of_outcome(outcome: Outcome) -> OutcomeParts {
    let Outcome {
        trades,
        welfare_margin,
        surplus,
        next_reference_prices,
        steps,
    } = outcome;
    let trades = trades.into_iter().map(of_trade).collect();
    (trades, welfare_margin, surplus, next_reference_prices, steps)
}

fn of_trade(trade: Trade) -> TradeParts {
    let Trade {
        request,
        prover,
        category,
        requester_unit_price,
        prover_unit_price,
    } = trade;
    (request, prover, category, requester_unit_price, prover_unit_price)
}
