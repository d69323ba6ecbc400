mod accounts;
mod batches;
mod calendar;
mod categories;
mod clearing;
mod closing;
mod deadlines;
mod delivery;
mod ledger;
mod offers;
mod orders;
mod origins;
mod pause;
mod placing;
mod programs;
mod properties;
#[path = "../../../verifier/src/tests/published.rs"]
mod published;
mod queries;
mod queues;
mod rejection;
mod repricing;
mod rules;
mod sizes;
mod views;
mod wash_trades;

use crate::{mock::*, types::Balance, HoldReason, NextRequestId, OrderOf};
use frame_support::dispatch::DispatchResultWithPostInfo;
use proofnet_market::{
    CategoryId, CircuitId, Excluded, Failure, Input, PublicInput, RejectionReason, RepricingTerms, RequestId,
    Statement,
};
use proofnet_proofs::Scalar;
use sp_runtime::{traits::Dispatchable, DispatchError, ModuleError};

/// The nonce of an order that says nothing of it.
const NONCE: u64 = 5;

/// An order to place, by default for a bid of 20 per unit that may be matched for 20 blocks.
#[derive(Clone, Debug)]
struct Order {
    requester: AccountId,
    circuit: CircuitId,
    category: CategoryId,
    statement: Vec<PublicInput>,
    input: Vec<u8>,
    max_fee: Balance,
    match_by: BlockNumber,
    deadline: BlockNumber,
    repricing: Option<RepricingTerms<Balance, BlockNumber>>,
    admitted: Vec<AccountId>,
}

impl Order {
    fn of(requester: AccountId) -> Self {
        let now = System::block_number();
        Self {
            requester,
            circuit: Which::Small.id(),
            category: SMALL,
            statement: vec![PublicInput::Free, PublicInput::Fixed(scalar(NONCE))],
            input: vec![1, 2, 3],
            max_fee: 2_000,
            match_by: now + 20,
            deadline: now + 100,
            repricing: None,
            admitted: Vec::new(),
        }
    }

    /// Which only these provers may serve.
    fn only(self, admitted: &[AccountId]) -> Self {
        Self {
            admitted: admitted.to_vec(),
            ..self
        }
    }

    /// Whose bid starts at `start` planck and rises by `step` planck every `every` blocks.
    fn rising(self, start: Balance, step: Balance, every: BlockNumber) -> Self {
        Self {
            repricing: Some(RepricingTerms { start, step, every }),
            ..self
        }
    }

    /// With a bid of `unit_bid` per unit of the small circuit.
    fn bid(self, unit_bid: Balance) -> Self {
        Self {
            max_fee: unit_bid * 100,
            ..self
        }
    }

    fn until(self, match_by: BlockNumber, deadline: BlockNumber) -> Self {
        Self {
            match_by,
            deadline,
            ..self
        }
    }

    fn call(&self) -> RuntimeCall {
        RuntimeCall::Market(crate::Call::place {
            circuit: self.circuit,
            category: self.category,
            statement: self.statement.clone().try_into().unwrap(),
            input: Input::Inline(self.input.clone().try_into().unwrap()),
            max_fee: self.max_fee,
            match_by: self.match_by,
            deadline: self.deadline,
        })
    }

    fn in_batch(&self) -> OrderOf<Test> {
        proofnet_market::Order {
            circuit: self.circuit,
            category: self.category,
            statement: self.statement.clone().try_into().unwrap(),
            input: Input::Inline(self.input.clone().try_into().unwrap()),
            max_fee: self.max_fee,
            match_by: self.match_by,
            deadline: self.deadline,
            repricing: self.repricing,
            admitted: self.admitted.clone().try_into().unwrap(),
        }
    }

    /// By a batch if `place` cannot express it.
    fn try_place(&self) -> Result<RequestId, DispatchError> {
        let id = NextRequestId::<Test>::get();
        let plain = self.repricing.is_none() && self.admitted.is_empty();
        let call = if plain {
            self.call()
        } else {
            batch(core::slice::from_ref(self))
        };
        dispatch(self.requester, call)
            .map(|_| id)
            .map_err(|error| error.error)
    }

    fn place(&self) -> RequestId {
        self.try_place().unwrap()
    }

    /// What is held for its rows.
    fn deposit(&self) -> Balance {
        let inputs = self.statement.len() as Balance;
        let named = 8 * self.admitted.len() as Balance;
        let rises = if self.repricing.is_some() { 64 } else { 0 };
        let bytes = inputs * 33 + self.input.len() as Balance + inputs * 32 + 256 + named + rises;
        DEPOSIT_BASE + DEPOSIT_PER_BYTE * bytes
    }
}

/// What is held for the proof of an order with two public inputs.
const PROOF_DEPOSIT: Balance = DEPOSIT_BASE + DEPOSIT_PER_BYTE * (2 * 32 + 256);

fn batch(orders: &[Order]) -> RuntimeCall {
    let orders: Vec<_> = orders.iter().map(Order::in_batch).collect();
    RuntimeCall::Market(crate::Call::place_batch {
        orders: orders.try_into().unwrap(),
    })
}

fn missed_by(prover: AccountId) -> Excluded<AccountId> {
    Excluded {
        prover,
        failure: Failure::Missed,
    }
}

/// Dispatches as the chain does, which undoes everything on an error.
fn dispatch(who: AccountId, call: RuntimeCall) -> DispatchResultWithPostInfo {
    call.dispatch(RuntimeOrigin::signed(who))
}

fn cancel(who: AccountId, request: RequestId) -> Result<(), DispatchError> {
    let call = RuntimeCall::Market(crate::Call::cancel { request });
    dispatch(who, call).map(|_| ()).map_err(|error| error.error)
}

fn top_up(who: AccountId, request: RequestId, amount: Balance) -> Result<(), DispatchError> {
    let call = RuntimeCall::Market(crate::Call::top_up { request, amount });
    dispatch(who, call).map(|_| ()).map_err(|error| error.error)
}

fn reject(who: AccountId, request: RequestId) -> Result<(), DispatchError> {
    let reason = RejectionReason::WitnessUnsatisfiable;
    let call = RuntimeCall::Market(crate::Call::reject { request, reason });
    dispatch(who, call).map(|_| ()).map_err(|error| error.error)
}

fn set_paused(paused: bool) {
    frame_support::assert_ok!(Market::set_paused(RuntimeOrigin::root(), paused));
}

/// Lets a rejection cost 20 planck, and three of them end a request.
fn charge_rejections() {
    let parameters = crate::MarketParameters {
        rejection_fee: 20,
        ..parameters()
    };
    frame_support::assert_ok!(Market::set_parameters(RuntimeOrigin::root(), parameters));
}

fn delivery(request: RequestId, nonce: u64) -> RuntimeCall {
    let (outputs, proof) = proof_of(Which::Small, nonce);
    RuntimeCall::Market(crate::Call::deliver {
        request,
        outputs,
        proof,
    })
}

/// Delivers a valid proof of a default order.
fn deliver(who: AccountId, request: RequestId) -> Result<(), DispatchError> {
    dispatch(who, delivery(request, NONCE))
        .map(|_| ())
        .map_err(|error| error.error)
}

/// Everything in storage, as one hash; events aside.
fn state() -> Vec<u8> {
    System::reset_events();
    sp_io::storage::root(sp_runtime::StateVersion::V1)
}

/// Checks that `attempt` is refused with `error` and changes nothing.
#[track_caller]
fn refused<R: core::fmt::Debug>(
    attempt: impl FnOnce() -> Result<R, DispatchError>,
    error: impl Into<DispatchError>,
) {
    let before = state();
    // The message is no part of the encoding of an error, so that one that passed through storage lacks it.
    let bare = |error: DispatchError| match error {
        DispatchError::Module(module) => DispatchError::Module(ModuleError {
            message: None,
            ..module
        }),
        other => other,
    };
    assert_eq!(attempt().map_err(bare).unwrap_err(), bare(error.into()));
    assert_eq!(state(), before, "a refusal has changed something");
}

fn escrow(who: AccountId) -> Balance {
    held(HoldReason::Escrow, who)
}

fn griefing_deposit(who: AccountId) -> Balance {
    held(HoldReason::GriefingDeposit, who)
}

fn deposited(who: AccountId) -> Balance {
    held(HoldReason::RequestDeposit, who)
}
