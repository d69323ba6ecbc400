//! What always holds, checked by `try_state`, tests and fuzzers alike.

#![cfg(any(feature = "std", feature = "try-runtime"))]

use crate::{
    placing, rules, Book, BookRow, Calendar, CalendarKey, Categories, Config, Fulfilments, HoldReason, Jobs,
    MarketTime, NextRequestId, Offers, Pallet, Parameters, Queue, QueueKey, Queues, Recent, ReferencePrices,
    Repricings, RequestOf, Requests, RowKind, Works,
};
use alloc::collections::{BTreeMap, BTreeSet};
use frame_support::{
    ensure,
    traits::{fungible::InspectHold, Get},
};
use proofnet_market::{Provers, RequestId};
use sp_runtime::TryRuntimeError;

type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
    /// Checks what must hold between blocks.
    ///
    /// 1. A request is in exactly one of book, its queue, and jobs, and these hold nothing else.
    /// 2. A row in the book says of its request what the request says itself.
    /// 3. Each request has its work, of a known category, and no work is without a request; none is fulfilled too; all
    ///    identifiers were given out.
    /// 4. The calendar has exactly one row for each request and each fulfilment, of its kind and block; there is exactly
    ///    one repricing for each open request whose bid is to rise, and that bids less than its escrow.
    /// 5. What each account has on hold as escrow is the sum of its requests' fees.
    /// 6. What each account has on hold as deposits of either kind is the sum of those of its requests and fulfilments.
    /// 7. The price of a job is within the escrow, and not below what the prover is owed; it can be rejected no later than it is due, is
    ///    due before the deadline, and its prover is admitted.
    /// 8. What a prover's stake has locked is the sum of the collateral of its jobs.
    /// 9. Offers are within bounds, of known categories, and are counted.
    /// 10. Each category has a reference price, not below its floor, and both are within bounds, as are the parameters;
    ///     clearings are remembered of categories only.
    /// 11. The market's clock is not ahead of the chain.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::check_requests()?;
        Self::check_calendar()?;
        Self::check_repricings()?;
        Self::check_holds()?;
        Self::check_jobs()?;
        Self::check_offers()?;
        Self::check_categories()?;
        Self::check_clock()
    }

    fn check_requests() -> Checked {
        let next = NextRequestId::<T>::get();
        let (mut open, mut queued) = (0usize, 0usize);
        for (id, request) in Requests::<T>::iter() {
            let in_book = Book::<T>::get(request.category, placing::book_key(id, &request));
            let key = QueueKey::new(id);
            let in_queue = |queue: Queue| Queues::<T>::contains_key(queue, key);
            let queue = [Queue::Rescues, Queue::Private]
                .into_iter()
                .find(|q| in_queue(*q));
            let assigned = Jobs::<T>::contains_key(id);
            let places = [
                in_book.is_some(),
                in_queue(Queue::Rescues),
                in_queue(Queue::Private),
                assigned,
            ];
            ensure!(
                places.iter().filter(|place| **place).count() == 1,
                "1: a request is not in one place"
            );
            open = open.saturating_add(usize::from(in_book.is_some()));
            queued = queued.saturating_add(usize::from(queue.is_some()));
            if let Some(row) = in_book {
                ensure!(
                    row == book_row::<T>(&request),
                    "2: a row in the book disagrees with its request"
                );
            }
            ensure!(
                assigned || queue == placing::queue_of(&request),
                "1: a request is in another queue than its own"
            );
            ensure!(Works::<T>::contains_key(id), "3: a request without its work");
            ensure!(
                Categories::<T>::contains_key(request.category),
                "3: a request of an unknown category"
            );
            ensure!(
                !Fulfilments::<T>::contains_key(id),
                "3: a request that is fulfilled too"
            );
            ensure!(id < next, "3: a request whose identifier was not given out");
        }
        ensure!(
            Book::<T>::iter_keys().count() == open,
            "1: the book holds more than open requests"
        );
        ensure!(
            Queues::<T>::iter_keys().count() == queued,
            "1: a queue holds more than open requests"
        );
        let requests = Requests::<T>::iter_keys().count();
        let jobs = Jobs::<T>::iter_keys().count();
        ensure!(
            open.saturating_add(queued).saturating_add(jobs) == requests,
            "1: a job without its request"
        );
        ensure!(
            Works::<T>::iter_keys().count() == requests,
            "3: a work without its request"
        );
        ensure!(
            Fulfilments::<T>::iter_keys().all(|id| id < next),
            "3: a fulfilment of no request"
        );
        Ok(())
    }

    fn check_calendar() -> Checked {
        let mut expected: BTreeMap<CalendarKey, RowKind> = BTreeMap::new();
        for (id, request) in Requests::<T>::iter() {
            match Jobs::<T>::get(id) {
                Some(job) => expected.insert(Self::calendar_key(job.due, id), RowKind::Due),
                None => expected.insert(Self::calendar_key(request.match_by, id), RowKind::MatchBy),
            };
        }
        let mut prunes: BTreeSet<RequestId> = BTreeSet::new();
        for (key, kind) in Calendar::<T>::iter() {
            if kind == RowKind::Prune {
                ensure!(
                    prunes.insert(key.request()),
                    "4: a fulfilment with two calendar rows"
                );
            } else {
                ensure!(
                    expected.remove(&key) == Some(kind),
                    "4: a calendar row that no request expects"
                );
            }
        }
        ensure!(expected.is_empty(), "4: a request without its calendar row");
        // The retention period may have changed since, so that the block is not known.
        for id in Fulfilments::<T>::iter_keys() {
            ensure!(prunes.remove(&id), "4: a fulfilment without its calendar row");
        }
        ensure!(prunes.is_empty(), "4: a calendar row without its fulfilment");
        Ok(())
    }

    fn check_repricings() -> Checked {
        let mut expected: BTreeSet<CalendarKey> = BTreeSet::new();
        for (id, request) in Requests::<T>::iter() {
            let Some(repricing) = &request.repricing else {
                continue;
            };
            ensure!(!Jobs::<T>::contains_key(id), "4: the bid of a job is to rise");
            ensure!(
                repricing.fee < request.escrow,
                "4: a bid is to rise beyond its escrow"
            );
            if let Some(block) = placing::next_repricing(&request) {
                expected.insert(Self::calendar_key(block, id));
            }
        }
        let rows: BTreeSet<CalendarKey> = Repricings::<T>::iter_keys().collect();
        ensure!(
            rows == expected,
            "4: repricings are not those that requests expect"
        );
        Ok(())
    }

    fn check_holds() -> Checked {
        let mut owed: BTreeMap<T::AccountId, (u128, u128, u128)> = BTreeMap::new();
        for (_, request) in Requests::<T>::iter() {
            let (escrow, deposit, griefing) = owed.entry(request.requester).or_default();
            *escrow = escrow.saturating_add(request.escrow);
            *deposit = deposit.saturating_add(request.deposit);
            *griefing = griefing.saturating_add(request.griefing_deposit);
        }
        for (_, fulfilment) in Fulfilments::<T>::iter() {
            let (_, deposit, _) = owed.entry(fulfilment.requester).or_default();
            *deposit = deposit.saturating_add(fulfilment.deposit);
        }
        for account in frame_system::Account::<T>::iter_keys() {
            let (escrow, deposit, griefing) = owed.remove(&account).unwrap_or_default();
            let held = |reason: HoldReason| T::Currency::balance_on_hold(&reason.into(), &account);
            ensure!(
                held(HoldReason::Escrow) == escrow,
                "5: escrow on hold is not the sum of the fees"
            );
            ensure!(
                held(HoldReason::RequestDeposit) == deposit,
                "6: deposits on hold are not the sum of the rows'"
            );
            ensure!(
                held(HoldReason::GriefingDeposit) == griefing,
                "6: deposits on hold for rejections are not the sum of the requests'"
            );
        }
        let none_left = owed.values().all(|sums| *sums == (0, 0, 0));
        ensure!(
            none_left,
            "5, 6: something is owed to an account that does not exist"
        );
        Ok(())
    }

    fn check_jobs() -> Checked {
        let mut locked: BTreeMap<T::AccountId, u128> = BTreeMap::new();
        for (id, job) in Jobs::<T>::iter() {
            let request = Requests::<T>::get(id).ok_or("1: a job without its request")?;
            let fee = rules::price_of(request.units, job.requester_unit_price);
            ensure!(fee <= request.escrow, "7: the price of a job exceeds its escrow");
            ensure!(
                job.prover_unit_price <= job.requester_unit_price,
                "7: a prover is owed more than is paid"
            );
            ensure!(
                job.reject_by <= job.due,
                "7: a job can be rejected after it is due"
            );
            ensure!(job.due <= request.deadline, "7: a job is due after the deadline");
            ensure!(job.matched < job.due, "7: a job is due before its match");
            ensure!(
                request.admits(&job.prover),
                "7: a job of a prover that is not admitted"
            );
            let sum = locked.entry(job.prover).or_default();
            *sum = sum.saturating_add(job.collateral);
        }
        for (prover, collateral) in locked {
            if let Some(capacity) = T::Provers::capacity(&prover) {
                ensure!(
                    capacity.locked == collateral,
                    "8: what is locked is not the collateral of the jobs"
                );
            }
        }
        Ok(())
    }

    fn check_offers() -> Checked {
        let mut offers = 0u32;
        for (prover, asks) in Offers::<T>::iter() {
            offers = offers.saturating_add(1);
            ensure!(
                !asks.is_empty() && rules::check_asks(&asks).is_ok(),
                "9: offers out of bounds"
            );
            ensure!(
                asks.iter().all(|(id, _)| Categories::<T>::contains_key(id)),
                "9: an unknown category"
            );
            ensure!(
                T::Provers::prover_of(&prover) == Some(prover),
                "9: offers of no prover"
            );
        }
        ensure!(offers == Offers::<T>::count(), "9: offers are not counted");
        ensure!(offers <= T::MaxProvers::get(), "9: too many provers have offers");
        Ok(())
    }

    fn check_categories() -> Checked {
        let mut categories = 0u32;
        for (id, category) in Categories::<T>::iter() {
            categories = categories.saturating_add(1);
            let price = ReferencePrices::<T>::get(id).ok_or("10: a category without a reference price")?;
            let checked = rules::check_category(&category, price, T::MaxLifetime::get());
            ensure!(
                checked.is_ok(),
                "10: a category or its reference price is out of bounds"
            );
        }
        ensure!(
            categories == Categories::<T>::count(),
            "10: categories are not counted"
        );
        ensure!(categories <= T::MaxCategories::get(), "10: too many categories");
        ensure!(
            Recent::<T>::iter_keys().all(Categories::<T>::contains_key),
            "10: clearings of an unknown category are remembered"
        );
        let prices = ReferencePrices::<T>::iter_keys().count();
        ensure!(
            u32::try_from(prices) == Ok(categories),
            "10: a reference price without its category"
        );
        let parameters = rules::check_parameters(&Parameters::<T>::get(), T::MaxRestricted::get());
        ensure!(parameters.is_ok(), "10: the parameters are out of bounds");
        Ok(())
    }

    fn check_clock() -> Checked {
        let (clock, block) = (MarketTime::<T>::get(), frame_system::Pallet::<T>::block_number());
        ensure!(
            clock.paused_for <= block && clock.paused_since.is_none_or(|since| since <= block),
            "11: the clock is ahead of the chain"
        );
        Ok(())
    }
}

fn book_row<T: Config>(request: &RequestOf<T>) -> BookRow<frame_system::pallet_prelude::BlockNumberFor<T>> {
    BookRow {
        units: request.units,
        match_by: request.match_by,
        deadline: request.deadline,
    }
}
