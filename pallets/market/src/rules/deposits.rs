//! What is held for the rows of a request.

use crate::types::Balance;

/// Bytes of a public input in a statement, at most.
const STATEMENT_ENTRY_LEN: u32 = 33;
/// Bytes of a public input in a fulfilment.
const SCALAR_LEN: u32 = 32;
/// Bytes of a repricing in a request, and of its row in the queue.
const REPRICING_LEN: u32 = 64;

/// Bytes for which a request's deposit is held: its statement and input, and the proof that replaces them.
pub fn request_bytes(public_inputs: u32, input_len: u32, proof_len: u32) -> u32 {
    work_bytes(public_inputs, input_len).saturating_add(fulfilment_bytes(public_inputs, proof_len))
}

/// Bytes of what an order says beyond the ordinary: the provers that it names, with `account_len` bytes each, and how its
/// bid rises.
pub fn terms_bytes(admitted: u32, account_len: u32, rises: bool) -> u32 {
    let named = admitted.saturating_mul(account_len);
    named.saturating_add(if rises { REPRICING_LEN } else { 0 })
}

/// Bytes of a statement and an input.
pub fn work_bytes(public_inputs: u32, input_len: u32) -> u32 {
    public_inputs
        .saturating_mul(STATEMENT_ENTRY_LEN)
        .saturating_add(input_len)
}

/// Bytes of a fulfilment's public inputs and proof.
pub fn fulfilment_bytes(public_inputs: u32, proof_len: u32) -> u32 {
    public_inputs.saturating_mul(SCALAR_LEN).saturating_add(proof_len)
}

/// The deposit for `bytes`.
pub fn deposit(base: Balance, per_byte: Balance, bytes: u32) -> Balance {
    base.saturating_add(per_byte.saturating_mul(Balance::from(bytes)))
}
