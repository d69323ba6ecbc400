//! Placing, cancelling and closing of requests, and their rows.

use crate::{
    rules::{self, Order, OrderError},
    Balance, Book, BookKey, BookRow, Calendar, CalendarKey, Categories, Config, Error, Event, HoldReason,
    Jobs, NextRequestId, Pallet, RequestOf, Requests, RescueKey, Rescues, RowKind, Works,
};
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{CategoryId, CircuitId, Circuits, Input, Request, RequestId, Statement, Work};
use sp_runtime::traits::UniqueSaturatedInto;

impl<T> From<OrderError> for Error<T> {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::WrongProofSystem => Error::WrongProofSystem,
            OrderError::CircuitTooLarge => Error::CircuitTooLarge,
            OrderError::StatementLength => Error::StatementLength,
            OrderError::StatementNotCanonical => Error::StatementNotCanonical,
            OrderError::FeeBelowFloor => Error::FeeBelowFloor,
            OrderError::MatchByPast => Error::MatchByPast,
            OrderError::DeadlineTooEarly => Error::DeadlineTooEarly,
            OrderError::DeadlineTooFar => Error::DeadlineTooFar,
        }
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_place(
        requester: T::AccountId,
        circuit: CircuitId,
        category_id: CategoryId,
        work: Work,
        max_fee: Balance,
        match_by: BlockNumberFor<T>,
        deadline: BlockNumberFor<T>,
    ) -> DispatchResult {
        let now = frame_system::Pallet::<T>::block_number();
        let category = Categories::<T>::get(category_id).ok_or(Error::<T>::UnknownCategory)?;
        let info = T::Circuits::info(&circuit).ok_or(Error::<T>::UnknownCircuit)?;
        let order = Order {
            statement: &work.statement,
            max_fee,
            match_by,
            deadline,
        };
        rules::check_order(&order, &info, &category, now, T::MaxLifetime::get()).map_err(Error::<T>::from)?;
        let id = NextRequestId::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;

        let deposit = rules::deposit(
            T::DepositBase::get(),
            T::DepositPerByte::get(),
            rules::request_bytes(info.public_inputs, work.input.stored_len()),
        );
        Self::hold(HoldReason::Escrow, &requester, max_fee)?;
        Self::hold(HoldReason::RequestDeposit, &requester, deposit)?;
        T::Circuits::acquire(&circuit)?;

        let request = Request {
            requester: requester.clone(),
            circuit,
            category: category_id,
            units: info.units,
            escrow: max_fee,
            deposit,
            match_by,
            deadline,
            excluded: BoundedVec::new(),
        };
        NextRequestId::<T>::put(next);
        Self::open(id, &request);
        Requests::<T>::insert(id, &request);
        Works::<T>::insert(id, work);
        Self::deposit_event(Event::Placed {
            request: id,
            requester,
            circuit,
            category: category_id,
            units: info.units,
            max_fee,
            deposit,
            match_by,
            deadline,
        });
        Ok(())
    }

    pub(crate) fn do_cancel(who: T::AccountId, id: RequestId) -> DispatchResult {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(request.requester == who, Error::<T>::NotRequester);
        ensure!(!Jobs::<T>::contains_key(id), Error::<T>::NotOpen);
        Self::withdraw(id, &request);
        Self::close(id, &request);
        Self::deposit_event(Event::Cancelled {
            request: id,
            fee: request.escrow,
            deposit: request.deposit,
        });
        Ok(())
    }

    /// Lets `request` take part in auctions until its `match_by`.
    pub(crate) fn open(id: RequestId, request: &RequestOf<T>) {
        if is_rescue(request) {
            Rescues::<T>::insert(RescueKey::new(id), ());
        } else {
            let row = BookRow {
                units: request.units,
                match_by: request.match_by,
                deadline: request.deadline,
            };
            Book::<T>::insert(request.category, book_key(id, request), row);
        }
        Calendar::<T>::insert(Self::calendar_key(request.match_by, id), RowKind::MatchBy);
    }

    /// Takes `request` out of the auctions: the reverse of [`Pallet::open`].
    pub(crate) fn withdraw(id: RequestId, request: &RequestOf<T>) {
        if is_rescue(request) {
            Rescues::<T>::remove(RescueKey::new(id));
        } else {
            Book::<T>::remove(request.category, book_key(id, request));
        }
        Calendar::<T>::remove(Self::calendar_key(request.match_by, id));
    }

    /// Removes `request` and gives back what is held for it.
    pub(crate) fn close(id: RequestId, request: &RequestOf<T>) {
        Requests::<T>::remove(id);
        Works::<T>::remove(id);
        T::Circuits::release(&request.circuit);
        Self::refund(HoldReason::Escrow, &request.requester, request.escrow);
        Self::refund(HoldReason::RequestDeposit, &request.requester, request.deposit);
    }

    /// Where the calendar row of `request` for `block` is.
    pub(crate) fn calendar_key(block: BlockNumberFor<T>, request: RequestId) -> CalendarKey {
        CalendarKey::new(block.unique_saturated_into(), request)
    }

    /// Bytes that statement and input take on chain at most.
    pub(crate) fn work_bytes(statement: &Statement, input: &Input) -> u32 {
        rules::work_bytes(
            u32::try_from(statement.len()).unwrap_or(u32::MAX),
            input.stored_len(),
        )
    }
}

/// Whether `request` was missed before.
pub(crate) fn is_rescue<A, B, N>(request: &Request<A, B, N>) -> bool {
    !request.excluded.is_empty()
}

/// Where an open `request` is in the book. Its fee does not change while it is there.
pub(crate) fn book_key<A, N>(id: RequestId, request: &Request<A, Balance, N>) -> BookKey {
    BookKey::new(rules::unit_bid(request.escrow, request.units), id)
}
