//! Placing, topping up, cancelling and closing of requests, and their rows.

use crate::{
    rules::{self, OrderError, ProgramOrderError},
    Balance, Book, BookKey, BookRow, Calendar, CalendarKey, Categories, Config, Error, Event, HoldReason,
    Jobs, MarketTime, NextRequestId, OrderOf, Pallet, Parameters, Queue, QueueKey, Queues, Repricings,
    RequestOf, Requests, RowKind, WeightInfo, Works,
};
use codec::MaxEncodedLen;
use frame_support::{dispatch::DispatchResult, ensure, traits::Get, weights::Weight, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use proofnet_market::{Circuits, Input, Order, Request, RequestId, Statement, Work, MAX_REPRICINGS};
use sp_runtime::traits::{UniqueSaturatedInto, Zero};

impl<T> From<OrderError> for Error<T> {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::WrongProofSystem => Error::WrongProofSystem,
            OrderError::CircuitTooLarge => Error::CircuitTooLarge,
            OrderError::StatementLength => Error::StatementLength,
            OrderError::StatementNotCanonical => Error::StatementNotCanonical,
            OrderError::RepricingStart => Error::RepricingStart,
            OrderError::RepricingStep => Error::RepricingStep,
            OrderError::TooManyRepricings => Error::TooManyRepricings,
            OrderError::FeeBelowFloor => Error::FeeBelowFloor,
            OrderError::MatchByPast => Error::MatchByPast,
            OrderError::DeadlineTooEarly => Error::DeadlineTooEarly,
            OrderError::DeadlineTooFar => Error::DeadlineTooFar,
            OrderError::AdmittedTwice => Error::AdmittedTwice,
        }
    }
}

impl<T> From<ProgramOrderError> for Error<T> {
    fn from(error: ProgramOrderError) -> Self {
        match error {
            ProgramOrderError::PublicValuesNeeded => Error::PublicValuesNeeded,
            ProgramOrderError::NotOfProgram => Error::StatementNotOfProgram,
        }
    }
}

/// Most public inputs of a circuit that wraps the proofs of a zkVM.
const MAX_WRAPPER_INPUTS: u32 = 5;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_place(requester: T::AccountId, order: OrderOf<T>) -> DispatchResult {
        let program = T::Circuits::info(&order.circuit).and_then(|info| info.program);
        if let Some(program) = program {
            rules::check_program_statement(&program, &order.statement).map_err(Error::<T>::from)?;
        }
        Self::place_order(requester, order)
    }

    /// Places `order`, for a program of a zkVM, with the statement that `public_values` give.
    pub(crate) fn do_place_program(
        requester: T::AccountId,
        mut order: OrderOf<T>,
        public_values: Option<&[u8]>,
    ) -> DispatchResult {
        let info = T::Circuits::info(&order.circuit).ok_or(Error::<T>::UnknownCircuit)?;
        let program = info.program.ok_or(Error::<T>::NotAProgram)?;
        order.statement = rules::program_statement(&program, public_values).map_err(Error::<T>::from)?;
        Self::place_order(requester, order)
    }

    /// Places an order whose statement is its circuit's or program's.
    fn place_order(requester: T::AccountId, mut order: OrderOf<T>) -> DispatchResult {
        Self::ensure_running()?;
        let category = Categories::<T>::get(order.category).ok_or(Error::<T>::UnknownCategory)?;
        let info = T::Circuits::info(&order.circuit).ok_or(Error::<T>::UnknownCircuit)?;
        let asked = (order.match_by, order.deadline);
        let (clock, now) = (MarketTime::<T>::get(), Self::now());
        (order.match_by, order.deadline) = (clock.time(order.match_by), clock.time(order.deadline));
        rules::check_order(&order, &info, &category, now, T::MaxLifetime::get()).map_err(Error::<T>::from)?;
        let id = NextRequestId::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::Overflow)?;

        let deposit = rules::deposit(
            T::DepositBase::get(),
            T::DepositPerByte::get(),
            rules::request_bytes(
                info.public_inputs,
                order.input.stored_len(),
                info.system.proof_len().unique_saturated_into(),
            )
            .saturating_add(terms_bytes(&order)),
        );
        let parameters = Parameters::<T>::get();
        let griefing_deposit = rules::griefing_deposit(parameters.rejection_fee, parameters.max_rejections);
        Self::hold(HoldReason::Escrow, &requester, order.max_fee)?;
        Self::hold(HoldReason::RequestDeposit, &requester, deposit)?;
        Self::hold(HoldReason::GriefingDeposit, &requester, griefing_deposit)?;
        T::Circuits::acquire(&order.circuit)?;

        let request = Request {
            requester: requester.clone(),
            circuit: order.circuit,
            category: order.category,
            units: info.units,
            escrow: order.max_fee,
            deposit,
            griefing_deposit,
            match_by: order.match_by,
            deadline: order.deadline,
            repricing: order.repricing.as_ref().map(|terms| rules::first_bid(terms, now)),
            admitted: order.admitted,
            excluded: BoundedVec::new(),
        };
        NextRequestId::<T>::put(next);
        Self::open(id, &request);
        Requests::<T>::insert(id, &request);
        Works::<T>::insert(
            id,
            Work {
                statement: order.statement,
                input: order.input,
            },
        );
        Self::deposit_event(Event::Placed {
            request: id,
            requester,
            circuit: request.circuit,
            category: request.category,
            units: info.units,
            max_fee: request.escrow,
            deposit,
            griefing_deposit,
            match_by: asked.0,
            deadline: asked.1,
            repricing: order.repricing,
            admitted: request.admitted.into_inner(),
        });
        Ok(())
    }

    pub(crate) fn do_place_batch(
        requester: T::AccountId,
        orders: impl ExactSizeIterator<Item = OrderOf<T>>,
    ) -> DispatchResult {
        ensure!(!orders.len().is_zero(), Error::<T>::EmptyBatch);
        let mut orders = orders;
        orders.try_for_each(|order| Self::do_place(requester.clone(), order))
    }

    pub(crate) fn do_top_up(who: T::AccountId, id: RequestId, amount: Balance) -> DispatchResult {
        Self::ensure_running()?;
        let mut request = Self::open_request_of(&who, id)?;
        ensure!(!amount.is_zero(), Error::<T>::ZeroTopUp);
        Self::hold(HoldReason::Escrow, &who, amount)?;
        Self::unlist(id, &request);
        request.escrow = request.escrow.checked_add(amount).ok_or(Error::<T>::Overflow)?;
        if let Some(repricing) = &mut request.repricing {
            repricing.fee = repricing.fee.saturating_add(amount);
        }
        Self::list(id, &request);
        Requests::<T>::insert(id, &request);
        Self::deposit_event(Event::ToppedUp {
            request: id,
            amount,
            bid: request.bid(),
            fee: request.escrow,
        });
        Ok(())
    }

    pub(crate) fn do_cancel(who: T::AccountId, id: RequestId) -> DispatchResult {
        let request = Self::open_request_of(&who, id)?;
        Self::withdraw(id, &request);
        Self::close(id, &request);
        Self::deposit_event(Event::Cancelled {
            request: id,
            fee: request.escrow,
            deposit: request.deposit,
            griefing_deposit: request.griefing_deposit,
        });
        Ok(())
    }

    fn open_request_of(who: &T::AccountId, id: RequestId) -> Result<RequestOf<T>, Error<T>> {
        let request = Requests::<T>::get(id).ok_or(Error::<T>::UnknownRequest)?;
        ensure!(request.requester == *who, Error::<T>::NotRequester);
        ensure!(!Jobs::<T>::contains_key(id), Error::<T>::NotOpen);
        Ok(request)
    }

    /// Lets `request` take part in auctions until its `match_by`.
    pub(crate) fn open(id: RequestId, request: &RequestOf<T>) {
        Self::list(id, request);
        Calendar::<T>::insert(Self::calendar_key(request.match_by, id), RowKind::MatchBy);
        if let Some(block) = next_repricing(request) {
            Repricings::<T>::insert(Self::calendar_key(block, id), ());
        }
    }

    /// Takes `request` out of the auctions: the reverse of [`Pallet::open`].
    pub(crate) fn withdraw(id: RequestId, request: &RequestOf<T>) {
        Self::unlist(id, request);
        Calendar::<T>::remove(Self::calendar_key(request.match_by, id));
        if let Some(block) = next_repricing(request) {
            Repricings::<T>::remove(Self::calendar_key(block, id));
        }
    }

    /// Puts `request` where a clearing looks for it.
    pub(crate) fn list(id: RequestId, request: &RequestOf<T>) {
        match queue_of(request) {
            Some(queue) => Queues::<T>::insert(queue, QueueKey::new(id), ()),
            None => {
                let row = BookRow {
                    units: request.units,
                    match_by: request.match_by,
                    deadline: request.deadline,
                };
                Book::<T>::insert(request.category, book_key(id, request), row);
            }
        }
    }

    /// The reverse of [`Pallet::list`].
    pub(crate) fn unlist(id: RequestId, request: &RequestOf<T>) {
        match queue_of(request) {
            Some(queue) => Queues::<T>::remove(queue, QueueKey::new(id)),
            None => Book::<T>::remove(request.category, book_key(id, request)),
        }
    }

    /// Removes `request` and gives back what is held for it.
    pub(crate) fn close(id: RequestId, request: &RequestOf<T>) {
        Requests::<T>::remove(id);
        Works::<T>::remove(id);
        T::Circuits::release(&request.circuit);
        let who = &request.requester;
        Self::refund(HoldReason::Escrow, who, request.escrow);
        Self::refund(HoldReason::RequestDeposit, who, request.deposit);
        Self::refund(HoldReason::GriefingDeposit, who, request.griefing_deposit);
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

    /// What placing a request for a program takes.
    pub(crate) fn place_program_weight(public_values: usize, input: &Input) -> Weight {
        let public_values = u32::try_from(public_values).unwrap_or(u32::MAX);
        let bytes = rules::work_bytes(MAX_WRAPPER_INPUTS, input.stored_len());
        T::WeightInfo::place(bytes).saturating_add(T::WeightInfo::derive_statement(public_values))
    }

    /// What placing `orders` takes, and what their bids take to rise in later blocks, which is paid for now.
    pub(crate) fn place_batch_weight(orders: &[OrderOf<T>]) -> Weight {
        orders.iter().fold(Weight::zero(), |weight, order| {
            let bytes = Self::work_bytes(&order.statement, &order.input);
            let rises = order.repricing.as_ref().map_or(0, |terms| {
                let rises = rules::repricings(terms, order.max_fee).unwrap_or_default();
                rises.min(MAX_REPRICINGS.into()).unique_saturated_into()
            });
            weight
                .saturating_add(T::WeightInfo::place_batch(bytes))
                .saturating_add(T::WeightInfo::reprice().saturating_mul(rises))
        })
    }
}

fn terms_bytes<A: MaxEncodedLen, B, N>(order: &Order<A, B, N>) -> u32 {
    rules::terms_bytes(
        order.admitted.len().unique_saturated_into(),
        A::max_encoded_len().unique_saturated_into(),
        order.repricing.is_some(),
    )
}

/// The queue that an open `request` is in; `None` if it is in the book.
pub(crate) fn queue_of<A, B, N>(request: &Request<A, B, N>) -> Option<Queue> {
    if !request.admitted.is_empty() {
        Some(Queue::Private)
    } else if !request.excluded.is_empty() {
        Some(Queue::Rescues)
    } else {
        None
    }
}

/// Where an open `request` is in the book.
pub(crate) fn book_key<A, N>(id: RequestId, request: &Request<A, Balance, N>) -> BookKey {
    BookKey::new(rules::unit_bid(request.bid(), request.units), id)
}

/// When the bid of an open `request` is to rise; `None` if it never does while it can be matched.
pub(crate) fn next_repricing<A, B, N: PartialOrd + Copy>(request: &Request<A, B, N>) -> Option<N> {
    let repricing = request.repricing.as_ref();
    repricing
        .map(|repricing| repricing.next)
        .filter(|next| *next <= request.match_by)
}
