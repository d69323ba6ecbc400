//! The clearing at the start of a block: reads from the book what can win, asks the mechanism, carries out its trades.

use crate::{
    placing, rules, Ask, Balance, Book, BookKey, BookRow, Calendar, Categories, CategoryOf, Config, Error,
    Event, Jobs, Offers, Pallet, Parameters, Queue, Recent, ReferencePrices, RequestOf, Requests, RowKind,
    WeightInfo,
};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use frame_support::{
    defensive,
    dispatch::DispatchResult,
    ensure,
    storage::with_storage_layer,
    traits::{Get, Randomness},
    weights::Weight,
    Hashable,
};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{CategoryId, Job, Provers, RequestId};
use proofnet_toda as toda;
use sp_runtime::{traits::Saturating, DispatchError, SaturatedConversion};

/// Requests read of a category beyond those that can win. One is needed for the winners' price; the more there are, the
/// better the reference price knows how far down the bids go.
const LOSERS_READ: u32 = 16;

/// What the randomness is for.
const RANDOMNESS_SUBJECT: &[u8] = b"proofnet/market/clearing";

/// A category that has open requests.
struct Market<T: Config> {
    category: CategoryOf<T>,
    reference_price: Balance,
}

type Markets<T> = BTreeMap<CategoryId, Market<T>>;

/// A prover with asks for open categories.
struct Supplier<T: Config> {
    account: T::AccountId,
    slots: u32,
    asks: Vec<Ask>,
}

impl<T: Config> Pallet<T> {
    /// Matches the orders of the blocks before `now`.
    pub(crate) fn clear(now: BlockNumberFor<T>) -> Weight {
        let turn = Self::restricted(now);
        let queues_read = match turn.read {
            0 => Weight::zero(),
            read => T::WeightInfo::read_queues(read),
        };
        let markets = Self::open_markets(&turn.requests);
        if markets.is_empty() {
            return queues_read;
        }
        let suppliers = Self::suppliers(&markets, now);
        let (book, read) = Self::book(now, &markets, &suppliers, &turn.requests);
        let (trades, steps) = match toda::clear(&book, &Self::mechanism_parameters()) {
            Ok(outcome) => {
                Self::remember(&markets, &book, &outcome);
                for trade in &outcome.trades {
                    Self::carry_out(trade, &suppliers, &markets, now);
                }
                for (id, next) in outcome.next_reference_prices {
                    if let Some(market) = markets.get(&id) {
                        Self::move_reference_price(id, market.reference_price, next);
                    }
                }
                (count(outcome.trades.len()), outcome.steps)
            }
            Err(error) => {
                defensive!("the mechanism refuses the market's book", error);
                (0, 0)
            }
        };
        let goods = count(markets.len()).saturating_add(count(turn.requests.len()));
        T::WeightInfo::clearing(trades, Offers::<T>::count(), goods)
            .saturating_add(T::WeightInfo::search(thousands(steps)))
            .saturating_add(T::WeightInfo::read_bids(read.saturating_sub(trades)))
            .saturating_add(queues_read)
    }

    /// Notes for quotes what a bid would have needed.
    fn remember(markets: &Markets<T>, book: &toda::Book, outcome: &toda::Outcome) {
        let mut cleared: BTreeMap<CategoryId, rules::Cleared> = BTreeMap::new();
        let ordinary = |request: &&toda::Request| request.restriction == toda::Restriction::None;
        for request in book.requests.iter().filter(ordinary) {
            let reaches = markets
                .get(&request.category)
                .is_some_and(|market| request.unit_bid() >= market.reference_price);
            if reaches {
                let category = cleared.entry(request.category).or_default();
                category.wanted = category.wanted.saturating_add(1);
            }
        }
        let restricted: BTreeSet<u64> = book
            .requests
            .iter()
            .filter(|request| !ordinary(request))
            .map(|request| request.id)
            .collect();
        for trade in outcome
            .trades
            .iter()
            .filter(|trade| !restricted.contains(&trade.request))
        {
            let category = cleared.entry(trade.category).or_default();
            category.served = category.served.saturating_add(1);
            category.unit_price = trade.requester_unit_price;
        }
        for (id, cleared) in cleared {
            let price = markets.get(&id).map_or(0, |market| market.reference_price);
            if let Some(least_served) = rules::least_served(price, cleared) {
                Recent::<T>::mutate(id, |recent| rules::remember(recent, least_served));
            }
        }
    }

    /// The most that a clearing takes.
    pub(crate) fn max_clearing_weight() -> Weight {
        let categories = T::MaxCategories::get();
        let matches = T::MaxMatches::get();
        // Of each category as many may be read as can win in all, some that lose, some that are past their time, and the
        // best below its reference price.
        let of_each = matches
            .saturating_add(LOSERS_READ)
            .saturating_add(Self::past_read())
            .saturating_add(1);
        let read = of_each.saturating_mul(categories);
        let goods = categories.saturating_add(T::MaxRestricted::get());
        let work = toda::Work {
            requests: read.saturating_add(T::MaxRestricted::get()).into(),
            slots: matches.into(),
            provers: T::MaxProvers::get().into(),
            goods: goods.into(),
        };
        T::WeightInfo::clearing(matches, T::MaxProvers::get(), goods)
            .saturating_add(T::WeightInfo::search(thousands(work.most_steps())))
            .saturating_add(T::WeightInfo::read_bids(read.saturating_sub(matches)))
            .saturating_add(T::WeightInfo::read_queues(Self::max_queue_rows(
                T::MaxRestricted::get(),
            )))
    }

    /// The categories that have open requests. The others would not trade, and their prices would not move.
    fn open_markets(restricted: &[(RequestId, RequestOf<T>)]) -> Markets<T> {
        // One step in the trie for each category that the book has, however many requests are in it.
        let mut found = Book::<T>::iter_keys().next();
        let in_book = core::iter::from_fn(|| {
            let (id, _) = found?;
            found = Book::<T>::iter_keys_from(Book::<T>::hashed_key_for(id, BookKey::LAST)).next();
            Some(id)
        });
        in_book
            .chain(restricted.iter().map(|(_, request)| request.category))
            .filter_map(|id| {
                let category = Categories::<T>::get(id)?;
                let reference_price = ReferencePrices::<T>::get(id)?;
                Some((
                    id,
                    Market {
                        category,
                        reference_price,
                    },
                ))
            })
            .collect()
    }

    /// The provers that serve one of `markets`, each with the slots that it can be given in this block.
    fn suppliers(markets: &Markets<T>, now: BlockNumberFor<T>) -> Vec<Supplier<T>> {
        let mut suppliers: Vec<Supplier<T>> = Offers::<T>::iter()
            .filter_map(|(account, asks)| Self::supplier(account, asks.into_inner(), markets))
            .collect();
        let mut slots: Vec<u32> = suppliers.iter().map(|supplier| supplier.slots).collect();
        rules::cut_to_matches(&mut slots, T::MaxMatches::get(), now.saturated_into());
        for (supplier, slots) in suppliers.iter_mut().zip(slots) {
            supplier.slots = slots;
        }
        suppliers
    }

    fn supplier(account: T::AccountId, mut asks: Vec<Ask>, markets: &Markets<T>) -> Option<Supplier<T>> {
        asks.retain(|(id, _)| markets.contains_key(id));
        // Any slot may be given any of the categories: the dearest to secure decides.
        let collateral = asks
            .iter()
            .filter_map(|(id, _)| markets.get(id))
            .map(|market| market.category.collateral.of(market.category.max_units))
            .max()?;
        let capacity = T::Provers::capacity(&account)?;
        let slots = rules::secured_slots(capacity.free_slots, capacity.free_stake, collateral);
        Some(Supplier { account, slots, asks })
    }

    /// What the mechanism is given, and how many rows of the market's book were read for it.
    fn book(
        now: BlockNumberFor<T>,
        markets: &Markets<T>,
        suppliers: &[Supplier<T>],
        restricted: &[(RequestId, RequestOf<T>)],
    ) -> (toda::Book, u32) {
        let mut requests = Vec::new();
        let mut read = 0u32;
        for (id, market) in markets {
            let slots = suppliers
                .iter()
                .filter(|supplier| supplier.asks.iter().any(|(category, _)| category == id))
                .fold(0u32, |slots, supplier| slots.saturating_add(supplier.slots));
            let most = slots.saturating_add(LOSERS_READ);
            let rows = Self::read_bids(
                *id,
                market.reference_price,
                most.saturating_add(Self::past_read()),
            );
            read = read.saturating_add(count(rows.len()));
            let (category, price) = (&market.category, market.reference_price);
            let (reaching, below): (Vec<_>, Vec<_>) = rows
                .into_iter()
                .filter(|(_, row)| {
                    rules::can_be_matched(row.units, row.match_by, row.deadline, category, now)
                })
                .partition(|(key, _)| key.unit_bid() >= price);
            let bids = reaching.into_iter().take(most as usize).chain(below);
            requests.extend(bids.map(|(key, row)| toda::Request {
                id: key.request(),
                category: *id,
                units: row.units,
                max_fee: rules::price_of(row.units, key.unit_bid()),
                restriction: toda::Restriction::None,
            }));
        }
        requests.extend(restricted.iter().map(|(id, request)| toda::Request {
            id: *id,
            category: request.category,
            units: request.units,
            max_fee: request.bid(),
            restriction: restriction(suppliers, request),
        }));
        let categories = markets.iter().map(|(id, market)| toda::Category {
            id: *id,
            reference_price: market.reference_price,
            floor: market.category.price_floor,
            nominal_units: market.category.max_units,
        });
        let provers = suppliers
            .iter()
            .zip(0u32..)
            .map(|(supplier, position)| toda::Prover {
                id: position,
                slots: supplier.slots,
                asks: supplier.asks.clone(),
            });
        let book = toda::Book {
            categories: categories.collect(),
            requests,
            provers: provers.collect(),
            seed: T::Randomness::random(RANDOMNESS_SUBJECT).0.blake2_256(),
        };
        (book, read)
    }

    /// The best bids of a category, at most `most` that reach `reference_price` and one that does not.
    pub(crate) fn read_bids(
        id: CategoryId,
        reference_price: Balance,
        most: u32,
    ) -> Vec<(BookKey, BookRow<BlockNumberFor<T>>)> {
        let reaching = Book::<T>::iter_prefix(id)
            .take(most as usize)
            .take_while(|(key, _)| key.unit_bid() >= reference_price);
        let after = Book::<T>::hashed_key_for(id, BookKey::after(reference_price));
        reaching
            .chain(Book::<T>::iter_prefix_from(id, after).take(1))
            .collect()
    }

    /// Requests read of a category beyond those that take part: some that are past their time may still be in the book,
    /// because the calendar had no room for them yet, and must not take the place of others.
    fn past_read() -> u32 {
        T::MaxCalendarRows::get()
    }

    fn mechanism_parameters() -> toda::Parameters {
        let parameters = Parameters::<T>::get();
        toda::Parameters {
            up: parameters.up.deconstruct(),
            down: parameters.down.deconstruct(),
            drift: parameters.drift.deconstruct(),
            reserve: parameters.reserve,
            max_restricted: parameters.max_restricted,
        }
    }

    /// Turns a trade into a job. One that turns out impossible, which none does by construction, leaves its request open.
    fn carry_out(
        trade: &toda::Trade,
        suppliers: &[Supplier<T>],
        markets: &Markets<T>,
        now: BlockNumberFor<T>,
    ) {
        let supplier = suppliers.get(trade.prover as usize);
        let market = markets.get(&trade.category);
        let (Some(supplier), Some(market)) = (supplier, market) else {
            defensive!("the mechanism trades what is not in the book");
            return;
        };
        let started = with_storage_layer(|| Self::start_job(trade, &supplier.account, &market.category, now));
        if let Err(error) = started {
            defensive!("a trade cannot be carried out", error);
        }
    }

    fn start_job(
        trade: &toda::Trade,
        prover: &T::AccountId,
        category: &CategoryOf<T>,
        now: BlockNumberFor<T>,
    ) -> DispatchResult {
        let id = trade.request;
        let mut request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        let fee = rules::price_of(request.units, trade.requester_unit_price);
        ensure!(
            fee <= request.escrow,
            DispatchError::Other("the price exceeds the fee in escrow")
        );
        ensure!(!Jobs::<T>::contains_key(id), Error::<T>::NotOpen);
        let collateral = category.collateral.of(request.units);
        T::Provers::start_job(prover, collateral)?;

        Self::withdraw(id, &request);
        let due = now.saturating_add(category.proving_window);
        Calendar::<T>::insert(Self::calendar_key(due, id), RowKind::Due);
        request.repricing = None;
        Requests::<T>::insert(id, &request);
        let job = Job {
            prover: prover.clone(),
            requester_unit_price: trade.requester_unit_price,
            prover_unit_price: trade.prover_unit_price,
            matched: now,
            reject_by: now.saturating_add(category.rejection_window),
            due,
            collateral,
        };
        Jobs::<T>::insert(id, job);
        Self::deposit_event(Event::Matched {
            request: id,
            prover: prover.clone(),
            requester_unit_price: trade.requester_unit_price,
            prover_unit_price: trade.prover_unit_price,
            fee,
            collateral,
            due: Self::block_at(due),
        });
        Ok(())
    }
}

/// Which of `suppliers` may serve a request that is not in the book.
fn restriction<T: Config>(suppliers: &[Supplier<T>], request: &RequestOf<T>) -> toda::Restriction {
    let numbered = suppliers.iter().zip(0u32..);
    let where_admitted = |admitted: bool| {
        numbered
            .filter(|(supplier, _)| request.admits(&supplier.account) == admitted)
            .map(|(_, position)| position)
            .collect()
    };
    match placing::queue_of(request) {
        Some(Queue::Private) => toda::Restriction::Only(where_admitted(true)),
        _ => toda::Restriction::Exclude(where_admitted(false)),
    }
}

/// Of steps of the search, as weights count them.
fn thousands(steps: u64) -> u32 {
    u32::try_from(steps.div_ceil(1_000)).unwrap_or(u32::MAX)
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}
