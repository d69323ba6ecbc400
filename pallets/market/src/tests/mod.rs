mod accounts;
mod amounts;
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

use crate::{mock::*, types::Balance, NextRequestId};
use proofnet_market::{
    CategoryId, CircuitId, Excluded, Failure, Input, PublicInput, RejectionReason, RequestId, Statement,
};
use proofnet_proofs::Scalar;
use sp_runtime::{traits::Dispatchable, DispatchError, ModuleError};

/// What is held for the proof of an order with two public inputs.
const PROOF_DEPOSIT: Balance = DEPOSIT_BASE + DEPOSIT_PER_BYTE * (2 * 32 + 256);

fn missed_by(prover: AccountId) -> Excluded<AccountId> {
    Excluded {
        prover,
        failure: Failure::Missed,
    }
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
    storage_root()
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
