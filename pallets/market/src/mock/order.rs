//! Orders as tests place them.

use super::*;
use frame_support::dispatch::DispatchResultWithPostInfo;
use pallet_market::{NextRequestId, OrderOf};
use proofnet_market::{CircuitId, Input, PublicInput, RepricingTerms, RequestId};
use sp_runtime::{traits::Dispatchable, DispatchError};

/// The nonce of an order that says nothing of it.
pub const NONCE: u64 = 5;

/// An order to place, by default for a bid of 20 per unit that may be matched for 20 blocks.
#[derive(Clone, Debug)]
pub struct Order {
    pub requester: AccountId,
    pub circuit: CircuitId,
    pub category: CategoryId,
    pub statement: Vec<PublicInput>,
    pub input: Vec<u8>,
    pub max_fee: Balance,
    pub match_by: BlockNumber,
    pub deadline: BlockNumber,
    pub repricing: Option<RepricingTerms<Balance, BlockNumber>>,
    pub admitted: Vec<AccountId>,
}

impl Order {
    pub fn of(requester: AccountId) -> Self {
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
    pub fn only(self, admitted: &[AccountId]) -> Self {
        Self {
            admitted: admitted.to_vec(),
            ..self
        }
    }

    /// Whose bid starts at `start` planck and rises by `step` planck every `every` blocks.
    pub fn rising(self, start: Balance, step: Balance, every: BlockNumber) -> Self {
        Self {
            repricing: Some(RepricingTerms { start, step, every }),
            ..self
        }
    }

    /// With a bid of `unit_bid` per unit of the small circuit.
    pub fn bid(self, unit_bid: Balance) -> Self {
        Self {
            max_fee: unit_bid * 100,
            ..self
        }
    }

    pub fn until(self, match_by: BlockNumber, deadline: BlockNumber) -> Self {
        Self {
            match_by,
            deadline,
            ..self
        }
    }

    pub fn call(&self) -> RuntimeCall {
        RuntimeCall::Market(pallet_market::Call::place {
            circuit: self.circuit,
            category: self.category,
            statement: self.statement.clone().try_into().unwrap(),
            input: Input::Inline(self.input.clone().try_into().unwrap()),
            max_fee: self.max_fee,
            match_by: self.match_by,
            deadline: self.deadline,
        })
    }

    pub fn in_batch(&self) -> OrderOf<Test> {
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
    pub fn try_place(&self) -> Result<RequestId, DispatchError> {
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

    pub fn place(&self) -> RequestId {
        self.try_place().unwrap()
    }

    /// What is held for its rows.
    pub fn deposit(&self) -> Balance {
        let inputs = self.statement.len() as Balance;
        let named = 8 * self.admitted.len() as Balance;
        let rises = if self.repricing.is_some() { 64 } else { 0 };
        let bytes = inputs * 33 + self.input.len() as Balance + inputs * 32 + 256 + named + rises;
        DEPOSIT_BASE + DEPOSIT_PER_BYTE * bytes
    }
}

pub fn batch(orders: &[Order]) -> RuntimeCall {
    let orders: Vec<_> = orders.iter().map(Order::in_batch).collect();
    RuntimeCall::Market(pallet_market::Call::place_batch {
        orders: orders.try_into().unwrap(),
    })
}

/// Dispatches as the chain does, which undoes everything on an error.
pub fn dispatch(who: AccountId, call: RuntimeCall) -> DispatchResultWithPostInfo {
    call.dispatch(RuntimeOrigin::signed(who))
}
