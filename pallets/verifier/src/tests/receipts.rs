//! Receipts for statements that were proved.

use super::*;
use crate::{Error, Event, HoldReason, Receipt, Receipts};
use frame_support::{assert_noop, dispatch::DispatchResult, traits::fungible::Mutate};
use proofnet_market::Receipts as _;
use sp_runtime::TokenError;

fn attest(who: AccountId, fixture: &Fixture, randomness: u64) -> DispatchResult {
    let values = fixture.inputs();
    let bytes = fixture.prove(&values, randomness);
    Verifier::attest(
        RuntimeOrigin::signed(who),
        id_of(fixture),
        inputs(&values),
        proof(&bytes),
    )
}

fn remove(who: AccountId, statement: crate::H256) -> DispatchResult {
    Verifier::remove_receipt(RuntimeOrigin::signed(who), statement)
}

fn deposited(who: AccountId) -> Balance {
    Balances::balance_on_hold(&HoldReason::Receipt.into(), &who)
}

/// A registered circuit, and the statement that its inputs hold.
fn circuit() -> (Fixture, crate::H256) {
    let fixture = Fixture::new(2, 0);
    let circuit = register(1, &fixture);
    let statement = Verifier::statement(&circuit, &fixture.inputs());
    (fixture, statement)
}

#[test]
fn receipt_should_say_what_was_proved_and_when_when_a_proof_holds() {
    run(|| {
        let (fixture, statement) = circuit();
        System::set_block_number(7);
        assert_ok!(attest(2, &fixture, 1));

        let receipt = Receipt {
            circuit: id_of(&fixture),
            proved_in: 7,
            kept_until: 7 + RECEIPT_RETENTION,
            owner: 2,
            deposit: RECEIPT_DEPOSIT,
        };
        assert_eq!(Receipts::<Test>::get(statement), Some(receipt));
        assert_eq!(deposited(2), RECEIPT_DEPOSIT);
        System::assert_last_event(
            Event::Attested {
                who: 2,
                circuit: id_of(&fixture),
                statement,
                kept_until: 7 + RECEIPT_RETENTION,
                deposit: RECEIPT_DEPOSIT,
            }
            .into(),
        );
    });
}

#[test]
fn statement_should_be_proved_for_other_pallets_when_there_is_a_receipt() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_eq!(Verifier::proved_in(&statement), None);
        assert_ok!(attest(2, &fixture, 1));
        assert_eq!(Verifier::proved_in(&statement), Some(1));
        let other = proofnet_market::statement(&id_of(&fixture), &[[1; 32], [2; 32]]);
        assert_eq!(Verifier::proved_in(&other), None);
    });
}

#[test]
fn receipt_should_lie_under_the_documented_key_when_stored() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_ok!(attest(2, &fixture, 1));

        let key = [
            &sp_io::hashing::twox_128(b"Verifier")[..],
            &sp_io::hashing::twox_128(b"Receipts"),
            statement.as_bytes(),
        ]
        .concat();
        let value = sp_io::storage::get(&key).unwrap();
        let mut expected = id_of(&fixture).as_bytes().to_vec();
        expected.extend(1u64.to_le_bytes());
        expected.extend((1 + RECEIPT_RETENTION).to_le_bytes());
        expected.extend(2u64.to_le_bytes());
        expected.extend(RECEIPT_DEPOSIT.to_le_bytes());
        assert_eq!(value, expected);
    });
}

#[test]
fn attest_should_leave_nothing_when_the_proof_is_refused() {
    run(|| {
        let (fixture, _) = circuit();
        let bytes = fixture.prove(&fixture.inputs(), 1);
        let attempt = |values: &[Scalar], bytes: &[u8]| {
            Verifier::attest(
                RuntimeOrigin::signed(2),
                id_of(&fixture),
                inputs(values),
                proof(bytes),
            )
        };
        assert_noop!(attempt(&[[1; 32]; 2], &bytes), Error::<Test>::ProofInvalid);
        assert_noop!(attempt(&[], &bytes), Error::<Test>::InputCount);
        assert_noop!(attempt(&fixture.inputs(), &[]), Error::<Test>::ProofLength);
        assert_noop!(attest(2, &Fixture::new(1, 5), 1), Error::<Test>::CircuitNotFound);
    });
}

#[test]
fn attest_should_fail_when_the_account_cannot_spare_the_deposit() {
    run(|| {
        let (fixture, _) = circuit();
        Balances::set_balance(&7, RECEIPT_DEPOSIT);
        assert_noop!(attest(7, &fixture, 1), TokenError::FundsUnavailable);
        assert_noop!(attest(8, &fixture, 1), TokenError::FundsUnavailable);
    });
}

#[test]
fn receipt_should_keep_its_first_block_when_the_statement_is_proved_again() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_ok!(attest(2, &fixture, 1));
        System::set_block_number(15);
        assert_ok!(attest(2, &fixture, 1));

        let receipt = Receipts::<Test>::get(statement).unwrap();
        assert_eq!(
            (receipt.proved_in, receipt.kept_until),
            (1, 15 + RECEIPT_RETENTION)
        );
        assert_eq!(deposited(2), RECEIPT_DEPOSIT);
    });
}

#[test]
fn former_owner_should_get_its_deposit_back_when_another_takes_over() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_ok!(attest(2, &fixture, 1));
        assert_ok!(attest(3, &fixture, 2));

        assert_eq!((deposited(2), deposited(3)), (0, RECEIPT_DEPOSIT));
        assert_eq!(Receipts::<Test>::get(statement).unwrap().owner, 3);
        System::assert_has_event(
            Event::ReceiptReleased {
                statement,
                owner: 2,
                deposit: RECEIPT_DEPOSIT,
            }
            .into(),
        );
        System::set_block_number(1 + RECEIPT_RETENTION + 1);
        assert_noop!(remove(2, statement), Error::<Test>::NotReceiptOwner);
    });
}

#[test]
fn receipt_should_stay_when_its_retention_is_not_over() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_ok!(attest(2, &fixture, 1));
        System::set_block_number(1 + RECEIPT_RETENTION);
        assert_noop!(remove(2, statement), Error::<Test>::ReceiptKept);
    });
}

#[test]
fn state_should_be_restored_exactly_when_a_receipt_is_removed() {
    run(|| {
        let (fixture, statement) = circuit();
        System::set_block_number(2 + RECEIPT_RETENTION);
        let before = state_root();
        System::set_block_number(1);
        assert_ok!(attest(2, &fixture, 1));
        System::set_block_number(2 + RECEIPT_RETENTION);
        assert_ok!(remove(2, statement));
        System::assert_last_event(
            Event::ReceiptReleased {
                statement,
                owner: 2,
                deposit: RECEIPT_DEPOSIT,
            }
            .into(),
        );
        assert_eq!(state_root(), before);
    });
}

#[test]
fn remove_receipt_should_fail_when_there_is_none_or_it_is_gone() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_noop!(remove(2, statement), Error::<Test>::ReceiptNotFound);
        assert_ok!(attest(2, &fixture, 1));
        System::set_block_number(2 + RECEIPT_RETENTION);
        assert_ok!(remove(2, statement));
        assert_noop!(remove(2, statement), Error::<Test>::ReceiptNotFound);
    });
}

#[test]
fn receipt_should_stay_when_its_circuit_is_removed() {
    run(|| {
        let (fixture, statement) = circuit();
        assert_ok!(attest(2, &fixture, 1));
        assert_ok!(Verifier::remove_circuit(
            RuntimeOrigin::signed(1),
            id_of(&fixture)
        ));
        assert_eq!(Verifier::proved_in(&statement), Some(1));
    });
}

#[test]
fn receipt_should_be_kept_for_ever_when_blocks_are_at_the_end_of_all_numbers() {
    run(|| {
        let (fixture, statement) = circuit();
        System::set_block_number(u64::MAX - 1);
        assert_ok!(attest(2, &fixture, 1));
        System::set_block_number(u64::MAX);
        assert_noop!(remove(2, statement), Error::<Test>::ReceiptKept);
    });
}
