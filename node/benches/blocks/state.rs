//! A state with many jobs that are due, and the transactions that deliver them.

use crate::common::circuits::Case;
use codec::Encode;
use frame_support::{
    assert_ok,
    traits::{Get, OnInitialize},
};
use pallet_market::CalendarKey;
use proofnet_market::{CircuitId, Delivery, Input, PublicInput, RequestId};
use proofnet_proofs::{circuit_id, Backend, ProofSystem};
use proofnet_runtime::{
    origins::Origin, AccountId, Balances, Market, Provers, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
    Signature, SignedPayload, System, TxExtension, UncheckedExtrinsic, Verifier,
};
use sp_core::storage::Storage;
use sp_io::TestExternalities;
use sp_keyring::Sr25519Keyring;
use sp_runtime::{generic::Era, Permill};
use sp_state_machine::{Backend as _, IterArgs};
use std::collections::BTreeMap;

/// Milliseconds of a slot.
pub const SLOT_MS: u64 = 2_000;

const SYSTEM: ProofSystem = ProofSystem::Groth16Bn254;
const UNIT: u128 = proofnet_runtime::currency::UNIT;
const CATEGORY: u32 = 0;
const PROVERS: [Sr25519Keyring; 4] = [
    Sr25519Keyring::Bob,
    Sr25519Keyring::Charlie,
    Sr25519Keyring::Dave,
    Sr25519Keyring::Eve,
];
const JOBS_OF_A_PROVER: u32 = 256;
const REQUESTERS: u32 = 256;
/// Provers that wait for work in the heaviest block, and requests that wait for provers.
const MORE_PROVERS: u32 = 1_000;
const WAITING: u32 = 2_000;
/// Accounts of the state beside these.
const ACCOUNTS: u32 = 300_000;

/// A job with its proof.
#[derive(Clone)]
pub struct Job {
    prover: Sr25519Keyring,
    delivery: Delivery,
}

/// All jobs, those of a prover one after the other, and the block that is to deliver them.
pub struct Jobs {
    pub jobs: Vec<Job>,
    pub next_block: u32,
}

/// Lets every prover have as many jobs as it can, of one circuit with one public input, for many requesters.
pub fn prepare(ext: &mut TestExternalities) -> Jobs {
    let case = Case::new(1, 42);
    let jobs = ext.execute_with(|| {
        System::set_block_number(1);
        let signed = |key: Sr25519Keyring| RuntimeOrigin::signed(key.to_account_id());
        let (key, owner) = (case.key().try_into().unwrap(), signed(Sr25519Keyring::Alice));
        assert_ok!(Verifier::register_circuit(owner, SYSTEM, key, 1, None));
        for prover in PROVERS {
            let stake = 2 * UNIT * u128::from(JOBS_OF_A_PROVER);
            assert_ok!(Provers::register(
                signed(prover),
                stake,
                JOBS_OF_A_PROVER,
                Permill::zero()
            ));
            let asks = vec![(CATEGORY, UNIT / 10_000)].try_into().unwrap();
            assert_ok!(Market::set_offers(signed(prover), asks));
        }
        let wanted = PROVERS.len() * JOBS_OF_A_PROVER as usize;
        let requesters: Vec<_> = (0..REQUESTERS).map(account).collect();
        for requester in &requesters {
            assert_ok!(Balances::force_set_balance(
                RuntimeOrigin::root(),
                requester.clone().into(),
                100 * UNIT
            ));
        }
        for requester in requesters.into_iter().cycle().take(wanted) {
            assert_ok!(Market::place(
                RuntimeOrigin::signed(requester),
                CircuitId::from(circuit_id(SYSTEM, &case.key())),
                CATEGORY,
                vec![PublicInput::Free].try_into().unwrap(),
                Input::Inline(vec![7; 32].try_into().unwrap()),
                UNIT / 100,
                20,
                100,
            ));
        }
        let mut block = 1;
        while pallet_market::Jobs::<Runtime>::iter().count() < wanted {
            block += 1;
            assert!(block < 20, "not all requests are matched");
            System::set_block_number(block);
            Market::on_initialize(block);
        }
        let mut jobs: Vec<_> = pallet_market::Jobs::<Runtime>::iter()
            .map(|(request, job)| {
                let is_its = |prover: &&Sr25519Keyring| prover.to_account_id() == job.prover;
                let prover = PROVERS.iter().find(is_its).unwrap();
                Job {
                    prover: *prover,
                    delivery: delivery(&case, request),
                }
            })
            .collect();
        jobs.sort_by_key(|job| (job.prover.to_account_id(), job.delivery.request));
        // In the database it is the state of block 0.
        System::set_block_number(0);
        Jobs {
            jobs,
            next_block: block + 1,
        }
    });
    ext.commit_all().unwrap();
    jobs
}

/// Has the hooks of the next block do all that they may: as many jobs are late as one block has room for, and more requests
/// and provers wait than one clearing matches, in two categories.
pub fn burden(ext: &mut TestExternalities, mut jobs: Jobs) -> Jobs {
    let late = <<Runtime as pallet_market::Config>::MaxCalendarRows as Get<u32>>::get() as usize;
    // Of each prover as many as of the others, so that all are jailed.
    let of_a_prover = late.div_ceil(PROVERS.len());
    let mut passed = BTreeMap::<Sr25519Keyring, usize>::new();
    let (late, rest): (Vec<_>, Vec<_>) = jobs.jobs.into_iter().partition(|job| {
        let so_far = passed.entry(job.prover).or_default();
        *so_far += 1;
        *so_far <= of_a_prover
    });
    jobs.jobs = rest;
    let circuit = ext.execute_with(|| {
        let due: Vec<_> = pallet_market::Calendar::<Runtime>::iter()
            .filter(|(key, _)| late.iter().any(|job| job.delivery.request == key.request()))
            .collect();
        for (key, kind) in due {
            pallet_market::Calendar::<Runtime>::remove(key);
            pallet_market::Calendar::<Runtime>::insert(CalendarKey::new(0, key.request()), kind);
        }
        let request = late.first().unwrap().delivery.request;
        pallet_market::Requests::<Runtime>::get(request).unwrap().circuit
    });
    ext.execute_with(|| {
        for number in 0..MORE_PROVERS {
            let prover = account(REQUESTERS + ACCOUNTS + number);
            let funds = 1_000 * UNIT;
            assert_ok!(Balances::force_set_balance(
                RuntimeOrigin::root(),
                prover.clone().into(),
                funds
            ));
            let signed = RuntimeOrigin::signed(prover);
            assert_ok!(Provers::register(signed.clone(), 100 * UNIT, 1, Permill::zero()));
            let ask = UNIT / 10_000 + u128::from(number);
            let asks = vec![(CATEGORY, ask), (CATEGORY + 1, ask)].try_into().unwrap();
            assert_ok!(Market::set_offers(signed, asks));
        }
        for number in 0..WAITING {
            assert_ok!(Market::place(
                RuntimeOrigin::signed(account(number % REQUESTERS)),
                circuit,
                CATEGORY + number % 2,
                vec![PublicInput::Free].try_into().unwrap(),
                Input::Inline(vec![7; 32].try_into().unwrap()),
                UNIT / 100 + u128::from(number),
                20,
                1_000,
            ));
        }
    });
    ext.commit_all().unwrap();
    jobs
}

/// Jobs whose deadline was missed, by the block's events.
pub fn missed() -> usize {
    events(|event| matches!(event, pallet_market::Event::Missed { .. }))
}

/// Jobs that began, by the block's events.
pub fn matched() -> usize {
    events(|event| matches!(event, pallet_market::Event::Matched { .. }))
}

fn events(is_one: impl Fn(&pallet_market::Event<Runtime>) -> bool) -> usize {
    let of_market = System::read_events_no_consensus().filter_map(|record| match record.event {
        RuntimeEvent::Market(event) => Some(event),
        _ => None,
    });
    of_market.filter(is_one).count()
}

fn account(number: u32) -> AccountId {
    sp_io::hashing::blake2_256(&number.to_le_bytes()).into()
}

fn delivery(case: &Case, request: RequestId) -> Delivery {
    let (proof, inputs) = case.another(request);
    Delivery {
        request,
        outputs: inputs.try_into().unwrap(),
        proof: proof.to_vec().try_into().unwrap(),
    }
}

pub fn set_backend(ext: &mut TestExternalities, backend: Backend) {
    ext.execute_with(|| {
        assert_ok!(Verifier::set_backend(Origin::VerifierAdmin.into(), backend));
    });
    ext.commit_all().unwrap();
}

/// The committed state, with as many accounts beside as make a database of the size of a chain's.
pub fn storage(ext: &TestExternalities) -> Storage {
    let pairs = ext.backend.pairs(IterArgs::default()).unwrap();
    let mut top: BTreeMap<_, _> = pairs.map(Result::unwrap).collect();
    let row = frame_system::AccountInfo::<u32, pallet_balances::AccountData<u128>> {
        providers: 1,
        data: pallet_balances::AccountData {
            free: UNIT,
            ..Default::default()
        },
        ..Default::default()
    };
    top.extend((REQUESTERS..REQUESTERS + ACCOUNTS).map(|number| {
        let key = frame_system::Account::<Runtime>::hashed_key_for(account(number));
        (key, row.encode())
    }));
    Storage {
        top,
        children_default: Default::default(),
    }
}

/// Proofs that were delivered.
pub fn fulfilled() -> usize {
    pallet_market::Fulfilments::<Runtime>::iter().count()
}

/// The inherent of a block, in whose slot it is.
pub fn timestamp(block: u32) -> UncheckedExtrinsic {
    let now = u64::from(block) * SLOT_MS;
    UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }))
}

/// What is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proofs {
    Valid,
    /// Each is another job's: in form, on the curve, and wrong.
    Invalid,
}

/// Transactions that deliver all jobs, `size` at a time, each with the number of its proofs. Signed for the chain whose
/// state it is called in.
pub fn deliveries(jobs: &Jobs, size: usize, proofs: Proofs) -> Vec<(UncheckedExtrinsic, usize)> {
    let mut jobs = jobs.jobs.clone();
    if proofs == Proofs::Invalid {
        let first = jobs[0].delivery.proof.clone();
        for job in 0..jobs.len() {
            jobs[job].delivery.proof = jobs
                .get(job + 1)
                .map_or(&first, |next| &next.delivery.proof)
                .clone();
        }
    }
    let of_one_prover = jobs.chunk_by(|one, next| one.prover == next.prover);
    let batches = of_one_prover.flat_map(|jobs| (0u32..).zip(jobs.chunks(size)));
    batches
        .map(|(nonce, jobs)| (signed(jobs[0].prover, nonce, call(jobs)), jobs.len()))
        .collect()
}

fn call(jobs: &[Job]) -> RuntimeCall {
    if let [job] = jobs {
        let Delivery {
            request,
            outputs,
            proof,
        } = job.delivery.clone();
        return RuntimeCall::Market(pallet_market::Call::deliver {
            request,
            outputs,
            proof,
        });
    }
    let deliveries: Vec<_> = jobs.iter().map(|job| job.delivery.clone()).collect();
    let public_inputs = deliveries.len() as u32;
    RuntimeCall::Market(pallet_market::Call::deliver_batch {
        deliveries: deliveries.try_into().unwrap(),
        circuits: 1,
        public_inputs,
    })
}

fn signed(key: Sr25519Keyring, nonce: u32, call: RuntimeCall) -> UncheckedExtrinsic {
    let extension: TxExtension = (
        frame_system::AuthorizeCall::new(),
        frame_system::CheckNonZeroSender::new(),
        frame_system::CheckSpecVersion::new(),
        frame_system::CheckTxVersion::new(),
        frame_system::CheckGenesis::new(),
        frame_system::CheckMortality::from(Era::Immortal),
        frame_system::CheckNonce::from(nonce),
        frame_system::CheckWeight::new(),
        pallet_transaction_payment::ChargeTransactionPayment::from(0),
        frame_metadata_hash_extension::CheckMetadataHash::new(false),
        frame_system::WeightReclaim::new(),
    );
    let payload = SignedPayload::new(call.clone(), extension.clone()).unwrap();
    let signature = payload.using_encoded(|bytes| key.sign(bytes));
    let address = key.to_account_id().into();
    UncheckedExtrinsic::new_signed(call, address, Signature::Sr25519(signature), extension)
}
