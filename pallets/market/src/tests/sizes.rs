use super::*;
use crate::Call;
use codec::{Decode, Encode};
use proofnet_market::{RepricingTerms, MAX_ADMITTED, MAX_BATCH, MAX_INLINE_INPUT_LEN, MAX_URI_LEN};
use proofnet_proofs::{MAX_PROOF_LEN, MAX_PUBLIC_INPUTS};

fn decodes(call: impl Encode) -> bool {
    Call::<Test>::decode(&mut &call.encode()[..]).is_ok()
}

/// `Input::Inline`, of any length.
fn inline(len: u32) -> Vec<u8> {
    (0u8, vec![7u8; len as usize]).encode()
}

/// `Input::Remote`, with a URI of any length.
fn remote(len: u32) -> Vec<u8> {
    (1u8, vec![b'a'; len as usize], [0u8; 32]).encode()
}

/// What every order begins with: circuit, category, statement, input.
fn work(statement: u32, input: &[u8]) -> Vec<u8> {
    let mut work = (
        CircuitId::zero(),
        SMALL,
        vec![PublicInput::Free; statement as usize],
    )
        .encode();
    work.extend(input);
    work
}

fn place(statement: u32, input: &[u8]) -> impl Encode {
    let mut call = vec![0u8];
    call.extend(work(statement, input));
    call.extend((1 as Balance, 2 as BlockNumber, 3 as BlockNumber).encode());
    Raw(call)
}

fn place_batch(orders: u32, admitted: u32) -> impl Encode {
    let mut order = work(1, &inline(3));
    order.extend((1 as Balance, 2 as BlockNumber, 3 as BlockNumber).encode());
    order.extend(None::<RepricingTerms<Balance, BlockNumber>>.encode());
    order.extend(vec![PROVERS[0]; admitted as usize].encode());
    let mut call = vec![7u8];
    call.extend(codec::Compact(orders).encode());
    for _ in 0..orders {
        call.extend(&order);
    }
    Raw(call)
}

/// Encoded already.
struct Raw(Vec<u8>);

impl Encode for Raw {
    fn encode(&self) -> Vec<u8> {
        self.0.clone()
    }
}

#[test]
fn order_should_not_decode_when_a_part_is_too_long() {
    let (inputs, input) = (MAX_PUBLIC_INPUTS, MAX_INLINE_INPUT_LEN);
    assert!(decodes(place(inputs, &inline(input))));
    assert!(decodes(place(inputs, &remote(MAX_URI_LEN))));
    assert!(!decodes(place(inputs + 1, &inline(input))));
    assert!(!decodes(place(inputs, &inline(input + 1))));
    assert!(!decodes(place(inputs, &remote(MAX_URI_LEN + 1))));
}

#[test]
fn batch_should_not_decode_when_it_has_too_many_orders_or_names() {
    assert!(decodes(place_batch(MAX_BATCH, MAX_ADMITTED)));
    assert!(!decodes(place_batch(MAX_BATCH + 1, MAX_ADMITTED)));
    assert!(!decodes(place_batch(MAX_BATCH, MAX_ADMITTED + 1)));
}

#[test]
fn delivery_should_not_decode_when_outputs_or_proof_are_too_long() {
    let deliver = |outputs: u32, proof: usize| {
        (
            3u8,
            codec::Compact(1 as RequestId),
            vec![[0u8; 32]; outputs as usize],
            vec![0u8; proof],
        )
    };
    assert!(decodes(deliver(MAX_PUBLIC_INPUTS, MAX_PROOF_LEN)));
    assert!(!decodes(deliver(MAX_PUBLIC_INPUTS + 1, MAX_PROOF_LEN)));
    assert!(!decodes(deliver(MAX_PUBLIC_INPUTS, MAX_PROOF_LEN + 1)));
}

#[test]
fn offers_should_not_decode_when_there_are_more_than_categories() {
    let set_offers = |asks: u32| (2u8, vec![(SMALL, 1 as Balance); asks as usize]);
    assert!(decodes(set_offers(4)));
    assert!(!decodes(set_offers(5)));
}
