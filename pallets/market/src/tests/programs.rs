//! Requests for programs of zkVMs, with proofs that others published.

use super::{published::Published, *};
use crate::{Error, Event, Works};
use frame_support::assert_ok;
use proofnet_market::{program_id, Fulfilment, RequestStatus};
use proofnet_proofs::{zkvm::Program, ProofSystem};

const ALICE: AccountId = REQUESTERS[0];
const PROVER: AccountId = PROVERS[0];

/// Registers the program, of 100 units, with its wrapper.
fn set_up(program: &Program) -> CircuitId {
    let owner = || RuntimeOrigin::signed(OWNER);
    let key = program.key().unwrap().to_vec().try_into().unwrap();
    let system = ProofSystem::Groth16Bn254;
    assert_ok!(Verifier::register_circuit(owner(), system, key, 1, None));
    assert_ok!(Verifier::register_program(owner(), *program, 100, None));
    program_id(program)
}

fn place(program: CircuitId, public_values: Option<&[u8]>) -> Result<RequestId, DispatchError> {
    let id = NextRequestId::<Test>::get();
    let now = System::block_number();
    let call = RuntimeCall::Market(crate::Call::place_program {
        program,
        category: SMALL,
        public_values: public_values.map(|values| values.to_vec().try_into().unwrap()),
        input: Input::Inline(vec![1, 2, 3].try_into().unwrap()),
        max_fee: 2_000,
        match_by: now + 20,
        deadline: now + 100,
    });
    dispatch(ALICE, call).map(|_| id).map_err(|error| error.error)
}

fn stating(program: CircuitId, statement: Vec<PublicInput>) -> Order {
    Order {
        circuit: program,
        statement,
        ..Order::of(ALICE)
    }
}

fn deliver_published(
    request: RequestId,
    published: &Published,
    outputs: &[Scalar],
) -> Result<(), DispatchError> {
    let call = RuntimeCall::Market(crate::Call::deliver {
        request,
        outputs: outputs.to_vec().try_into().unwrap(),
        proof: published.proof.clone().try_into().unwrap(),
    });
    dispatch(PROVER, call).map(|_| ()).map_err(|error| error.error)
}

fn fixed(published: &Published, index: usize) -> PublicInput {
    PublicInput::Fixed(published.inputs[index])
}

#[test]
fn statement_should_be_derived_when_public_values_are_given() {
    run(|| {
        let published = Published::sp1_5();
        let program = set_up(&published.program);
        let request = place(program, Some(&published.public_values)).unwrap();
        let statement = Works::<Test>::get(request).unwrap().statement;
        assert_eq!(statement[..], [fixed(&published, 0), fixed(&published, 1)]);
        assert!(matches!(
            events()[..],
            [Event::Placed { circuit, units: 100, .. }] if circuit == program
        ));
    });
}

#[test]
fn public_values_should_be_left_to_the_prover_when_none_are_given() {
    run(|| {
        let published = Published::sp1_6_1();
        let program = set_up(&published.program);
        let request = place(program, None).unwrap();
        let statement = Works::<Test>::get(request).unwrap().statement;
        let free = PublicInput::Free;
        let expected = [
            fixed(&published, 0),
            free.clone(),
            fixed(&published, 2),
            fixed(&published, 3),
            free,
        ];
        assert_eq!(statement[..], expected);
    });
}

#[test]
fn prover_should_be_paid_when_it_delivers_a_published_proof() {
    run(|| {
        supply(PROVER, 2, 6);
        for (published, free) in [(Published::sp1_6_1(), Some(4)), (Published::risc_zero(), None)] {
            let program = set_up(&published.program);
            let request = place(program, Some(&published.public_values)).unwrap();
            next_block();
            let outputs: Vec<_> = free
                .map(|index: usize| published.inputs[index])
                .into_iter()
                .collect();
            let before = free_balance();
            assert_ok!(deliver_published(request, &published, &outputs));
            assert!(free_balance() > before);
            let Some(RequestStatus::Fulfilled(Fulfilment {
                circuit,
                public_inputs,
                ..
            })) = Market::request_status(request)
            else {
                panic!("not fulfilled");
            };
            assert_eq!((circuit, &public_inputs[..]), (program, &published.inputs[..]));
        }
    });
}

fn free_balance() -> Balance {
    free(PROVER)
}

#[test]
fn proof_should_be_refused_when_it_is_of_other_public_values() {
    for (published, free) in [(Published::sp1_6_1(), Some(4)), (Published::risc_zero(), None)] {
        run(|| {
            supply(PROVER, 1, 6);
            let program = set_up(&published.program);
            let mut others = published.public_values.clone();
            others[0] ^= 1;
            let request = place(program, Some(&others)).unwrap();
            next_block();
            let outputs: Vec<_> = free
                .map(|index: usize| published.inputs[index])
                .into_iter()
                .collect();
            refused(
                || deliver_published(request, &published, &outputs),
                pallet_verifier::Error::<Test>::ProofInvalid,
            );
        });
    }
}

#[test]
fn place_program_should_be_refused_when_risc_zero_s_journal_is_missing() {
    run(|| {
        let program = set_up(&Published::risc_zero().program);
        refused(|| place(program, None), Error::<Test>::PublicValuesNeeded);
    });
}

#[test]
fn place_program_should_be_refused_when_the_circuit_is_no_program_or_unknown() {
    run(|| {
        refused(|| place(Which::Small.id(), Some(&[])), Error::<Test>::NotAProgram);
        refused(
            || place(CircuitId::zero(), Some(&[])),
            Error::<Test>::UnknownCircuit,
        );
    });
}

#[test]
fn place_program_should_be_refused_when_the_market_is_paused() {
    run(|| {
        let program = set_up(&Published::sp1_5().program);
        set_paused(true);
        refused(|| place(program, None), Error::<Test>::MarketPaused);
        set_paused(false);
    });
}

#[test]
fn place_should_be_accepted_when_the_statement_fixes_what_the_program_does() {
    run(|| {
        let published = Published::sp1_5();
        let program = set_up(&published.program);
        for values in [PublicInput::Free, fixed(&published, 1)] {
            stating(program, vec![fixed(&published, 0), values]).place();
        }
    });
}

#[test]
fn place_should_be_refused_when_the_statement_is_of_another_program_or_none() {
    run(|| {
        let published = Published::sp1_5();
        let program = set_up(&published.program);
        let named = fixed(&published, 0);
        let statements = [
            vec![PublicInput::Free, PublicInput::Free],
            vec![fixed(&published, 1), PublicInput::Free],
            vec![named.clone()],
            vec![named, PublicInput::Free, PublicInput::Free],
            vec![],
        ];
        for statement in statements {
            let order = stating(program, statement);
            refused(|| order.try_place(), Error::<Test>::StatementNotOfProgram);
            let order = order.only(&[PROVER]);
            refused(|| order.try_place(), Error::<Test>::StatementNotOfProgram);
        }
    });
}

#[test]
fn place_should_be_refused_when_a_statement_of_risc_zero_is_stated_by_the_requester() {
    run(|| {
        let published = Published::risc_zero();
        let program = set_up(&published.program);
        let statement = (0..5).map(|index| fixed(&published, index)).collect();
        let order = stating(program, statement);
        refused(|| order.try_place(), Error::<Test>::PublicValuesNeeded);
    });
}

#[test]
fn program_should_not_be_removable_when_a_request_is_open() {
    run(|| {
        let program = set_up(&Published::sp1_5().program);
        let request = place(program, None).unwrap();
        let remove = || Verifier::remove_circuit(RuntimeOrigin::signed(OWNER), program);
        assert_eq!(remove(), Err(pallet_verifier::Error::<Test>::InUse.into()));
        assert_ok!(cancel(ALICE, request));
        assert_ok!(remove());
    });
}

#[test]
fn place_program_should_not_decode_when_public_values_are_too_long() {
    use codec::{Decode, Encode};
    let decodes = |len: usize| {
        let call = (
            12u8,
            CircuitId::zero(),
            SMALL,
            Some(vec![0u8; len]),
            Input::Inline(Default::default()),
            0u128,
            (0u64, 0u64),
        );
        crate::Call::<Test>::decode(&mut &call.encode()[..]).is_ok()
    };
    let most = proofnet_market::MAX_PUBLIC_VALUES_LEN as usize;
    assert_eq!((decodes(most), decodes(most + 1)), (true, false));
}
