//! Benchmarks of the calls and of what `on_initialize` does, each in its worst case.

// A benchmark that cannot be set up has to stop, and its arithmetic is of small constants.
#![allow(clippy::expect_used, clippy::arithmetic_side_effects)]

use super::*;
use crate::rules::{deposit, request_bytes};
use alloc::{vec, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{
        fungible::{Inspect, Mutate},
        EnsureOrigin, Get, Hooks,
    },
    BoundedVec,
};
use frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin};
use proofnet_market::{
    Admitted, Category, CategoryId, CircuitId, Circuits, CollateralRule, Delivery, Excluded, Failure, Input,
    OnProverLeft, Order, ProofBytes, Provers, PublicInput, PublicInputs, RejectionReason, RepricingTerms,
    RequestId, Statement, Work, MAX_ADMITTED, MAX_EXCLUDED, MAX_INLINE_INPUT_LEN, MAX_PUBLIC_VALUES_LEN,
};
use proofnet_proofs::{
    zkvm::{risc_zero::Release, Program},
    ProofSystem, Scalar, MAX_PROOF_LEN, MAX_PUBLIC_INPUTS,
};
use sp_runtime::{
    traits::{Bounded, One, Saturating},
    Permill,
};

/// Bytes of the longest statement.
const STATEMENT_LEN: u32 = 33 * MAX_PUBLIC_INPUTS;
/// Bytes of the longest work.
const MAX_WORK_LEN: u32 = STATEMENT_LEN + MAX_INLINE_INPUT_LEN;

/// Such that every share of it is above the existential deposit.
fn unit_price<T: Config>() -> Balance {
    T::Currency::minimum_balance().max(1).saturating_mul(1_000)
}

/// What a job locks: more than compensation and top-up take.
fn collateral<T: Config>() -> Balance {
    unit_price::<T>().saturating_mul(1_000_000)
}

fn category<T: Config>() -> CategoryOf<T> {
    Category {
        system: ProofSystem::Groth16Bn254,
        max_units: 1_000_000,
        proving_window: BlockNumberFor::<T>::one(),
        rejection_window: BlockNumberFor::<T>::one(),
        min_delivered: 0,
        collateral: CollateralRule {
            fixed: collateral::<T>(),
            per_unit: 0,
        },
        price_floor: 1,
        compensation: Permill::from_percent(20),
    }
}

/// A market of `categories`, from 0 on, and nothing else, whatever genesis has set up.
fn market<T: Config>(categories: u32) {
    let _ = Categories::<T>::clear(u32::MAX, None);
    let _ = ReferencePrices::<T>::clear(u32::MAX, None);
    let _ = Offers::<T>::clear(u32::MAX, None);
    let parameters = MarketParameters {
        max_restricted: T::MaxRestricted::get(),
        rejection_fee: unit_price::<T>(),
        max_rejections: MAX_EXCLUDED,
        ..Default::default()
    };
    Pallet::<T>::store_parameters(parameters).expect("parameters within bounds");
    for id in 0..categories {
        Pallet::<T>::store_new_category(id, &category::<T>(), unit_price::<T>())
            .expect("a category within bounds");
    }
    if System::<T>::block_number() == BlockNumberFor::<T>::default() {
        System::<T>::set_block_number(One::one());
    }
}

fn requester<T: Config>(index: u32) -> T::AccountId {
    let who = account("requester", index, 0);
    let bytes = request_bytes(MAX_PUBLIC_INPUTS, MAX_INLINE_INPUT_LEN, MAX_PROOF_LEN as u32);
    let deposit = deposit(T::DepositBase::get(), T::DepositPerByte::get(), bytes);
    let deposits = deposit.saturating_mul(T::MaxDeliveries::get().into());
    let funds = deposits.saturating_add(unit_price::<T>().saturating_mul(10_000_000));
    T::Currency::mint_into(&who, funds).expect("the issuance has room for a benchmark");
    who
}

/// A prover with this many slots that serves each of `categories`.
fn supplier<T: Config>(index: u32, slots: u32, categories: u32) -> T::AccountId {
    let who: T::AccountId = account("prover", index, 0);
    T::Provers::benchmark_register(&who, slots.max(1), collateral::<T>());
    T::Currency::mint_into(&who, bid::<T>()).expect("the issuance has room for a benchmark");
    Pallet::<T>::do_set_offers(who.clone(), asks::<T>(categories, index)).expect("the prover has the stake");
    who
}

/// Below the reference price, and spread so that a prover's best category is rarely that of another.
fn asks<T: Config>(categories: u32, index: u32) -> BoundedVec<Ask, T::MaxCategories> {
    let price = unit_price::<T>();
    let ask = |id: u32| {
        // Multiplicative hashing (Knuth).
        let spread = (index * T::MaxCategories::get() + id).wrapping_mul(2_654_435_761) >> 16;
        price
            .saturating_sub(price / 2 * Balance::from(spread) / 65_536)
            .max(1)
    };
    BoundedVec::truncate_from((0..categories).map(|id| (id, ask(id))).collect())
}

/// A circuit with a proof.
struct Proof {
    circuit: CircuitId,
    inputs: Vec<Scalar>,
    bytes: Vec<u8>,
}

impl Proof {
    fn of<T: Config>(public_inputs: u32) -> Self {
        Self::number::<T>(public_inputs, 0)
    }

    /// The same of the circuit with this number.
    fn number<T: Config>(public_inputs: u32, number: u32) -> Self {
        let (circuit, inputs, bytes) = T::Circuits::benchmark_proof(public_inputs, number);
        Self {
            circuit,
            inputs,
            bytes,
        }
    }

    /// Fixes every public input.
    fn work(&self, input_len: u32) -> Work {
        let statement: Vec<_> = self
            .inputs
            .iter()
            .map(|value| PublicInput::Fixed(*value))
            .collect();
        let input = BoundedVec::truncate_from(vec![7; input_len as usize]);
        Work {
            statement: Statement::truncate_from(statement),
            input: Input::Inline(input),
        }
    }

    fn fee<T: Config>(&self, unit_bid: Balance) -> Balance {
        let units = T::Circuits::info(&self.circuit).map_or(1, |info| info.units);
        rules::price_of(units, unit_bid)
    }

    /// Places a request that a match in any of the next blocks leaves time for.
    fn place<T: Config>(&self, who: &T::AccountId, category: CategoryId, unit_bid: Balance) -> RequestId {
        let deadline = System::<T>::block_number().saturating_add(T::MaxLifetime::get());
        self.place_until::<T>(who, category, unit_bid, deadline)
    }

    /// Places a request whose last block to be matched is the one before `deadline`.
    fn place_until<T: Config>(
        &self,
        who: &T::AccountId,
        category: CategoryId,
        unit_bid: Balance,
        deadline: BlockNumberFor<T>,
    ) -> RequestId {
        let id = NextRequestId::<T>::get();
        let match_by = deadline.saturating_sub(One::one());
        let order = self.order::<T>(category, self.fee::<T>(unit_bid), match_by, deadline);
        Pallet::<T>::do_place(who.clone(), order).expect("an order that fits its category");
        id
    }

    fn order<T: Config>(
        &self,
        category: CategoryId,
        max_fee: Balance,
        match_by: BlockNumberFor<T>,
        deadline: BlockNumberFor<T>,
    ) -> OrderOf<T> {
        let Work { statement, input } = self.work(MAX_INLINE_INPUT_LEN);
        Order {
            circuit: self.circuit,
            category,
            statement,
            input,
            max_fee,
            match_by,
            deadline,
            repricing: None,
            admitted: Admitted::new(),
        }
    }

    /// An order for as many named provers as there can be, whose bid rises in the next block but one.
    fn rising_order<T: Config>(&self, input_len: u32) -> OrderOf<T> {
        let deadline = System::<T>::block_number().saturating_add(T::MaxLifetime::get());
        let max_fee = self.fee::<T>(bid::<T>());
        let order = self.order::<T>(0, max_fee, deadline.saturating_sub(One::one()), deadline);
        let admitted: Vec<_> = (0..MAX_ADMITTED)
            .map(|index| account("admitted", index, 0))
            .collect();
        Order {
            input: self.work(input_len).input,
            repricing: Some(RepricingTerms {
                start: self.fee::<T>(unit_price::<T>()),
                step: max_fee / 8,
                every: One::one(),
            }),
            admitted: Admitted::truncate_from(admitted),
            ..order
        }
    }
}

/// The bid of a default order: what is above the price is released on delivery.
fn bid<T: Config>() -> Balance {
    unit_price::<T>().saturating_mul(2)
}

/// Goes on to the next block, without its hooks.
fn next_block<T: Config>() -> BlockNumberFor<T> {
    let now = System::<T>::block_number().saturating_add(One::one());
    System::<T>::set_block_number(now);
    now
}

/// Matches a request, of which a miss in the due block leaves no time.
fn assigned<T: Config>(proof: &Proof, time_left: bool) -> (RequestId, T::AccountId) {
    market::<T>(1);
    let prover = supplier::<T>(0, 1, 1);
    let who = requester::<T>(0);
    let request = if time_left {
        proof.place::<T>(&who, 0, bid::<T>())
    } else {
        let last = System::<T>::block_number().saturating_add(2u32.into());
        proof.place_until::<T>(&who, 0, bid::<T>(), last)
    };
    Pallet::<T>::clear(next_block::<T>());
    assert!(Jobs::<T>::contains_key(request));
    (request, prover)
}

/// Lets an open request look as if a prover had failed it.
fn rescue<T: Config>(id: RequestId) {
    let mut request = Requests::<T>::get(id).expect("just placed");
    Pallet::<T>::withdraw(id, &request);
    request.excluded = BoundedVec::truncate_from(vec![Excluded {
        prover: account("excluded", 0, 0),
        failure: Failure::Missed,
    }]);
    Pallet::<T>::open(id, &request);
    Requests::<T>::insert(id, request);
}

/// Goes on to the first block in which the only calendar row is worked through.
fn until_due<T: Config>() -> BlockNumberFor<T> {
    let row = Calendar::<T>::iter_keys().next().expect("one row");
    let now = BlockNumberFor::<T>::try_from(row.block().saturating_add(1))
        .ok()
        .expect("a block number");
    System::<T>::set_block_number(now);
    now
}

/// A prover, and its deliveries of so many circuits for so many requesters.
fn batch<T: Config>(deliveries: u32, circuits: u32, requesters: u32) -> (T::AccountId, Vec<Delivery>) {
    market::<T>(1);
    let prover = supplier::<T>(0, deliveries, 1);
    let proofs: Vec<_> = (0..circuits)
        .map(|number| Proof::number::<T>(MAX_PUBLIC_INPUTS, number))
        .collect();
    let requesters: Vec<_> = (0..requesters).map(requester::<T>).collect();
    let parties = proofs.iter().cycle().zip(requesters.iter().cycle());
    let deliveries = parties
        .take(deliveries as usize)
        .map(|(proof, requester)| Delivery {
            request: proof.place::<T>(requester, 0, bid::<T>()),
            outputs: PublicInputs::new(),
            proof: ProofBytes::truncate_from(proof.bytes.clone()),
        })
        .collect();
    Pallet::<T>::clear(next_block::<T>());
    (prover, deliveries)
}

/// All that a batch takes but the verification of its proofs.
fn settle<T: Config>(prover: &T::AccountId, deliveries: Vec<Delivery>) {
    let checked = Pallet::<T>::check_deliveries(prover, deliveries, u32::MAX, u32::MAX);
    let verdicts = checked.iter().map(|_| Ok(())).collect();
    Pallet::<T>::settle_batch(prover, checked, verdicts);
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn place(b: Linear<STATEMENT_LEN, MAX_WORK_LEN>) {
        market::<T>(1);
        let proof = Proof::of::<T>(MAX_PUBLIC_INPUTS);
        let who = requester::<T>(0);
        let Work { statement, input } = proof.work(b.saturating_sub(STATEMENT_LEN));
        let (circuit, fee) = (proof.circuit, proof.fee::<T>(bid::<T>()));
        let deadline = System::<T>::block_number().saturating_add(T::MaxLifetime::get());
        let match_by = deadline.saturating_sub(One::one());

        #[extrinsic_call]
        _(
            RawOrigin::Signed(who),
            circuit,
            0,
            statement,
            input,
            fee,
            match_by,
            deadline,
        );

        assert_eq!(Requests::<T>::iter().count(), 1);
    }

    /// What public values take beyond the placing of a request: RISC Zero's are hashed more often than others.
    #[benchmark]
    fn derive_statement(v: Linear<0, MAX_PUBLIC_VALUES_LEN>) {
        let release = Release::V3;
        let image_id = [7; 32];
        let program = Program::RiscZero { release, image_id };
        let public_values = vec![7; v as usize];
        let statement;

        #[block]
        {
            statement = rules::program_statement(&program, Some(&public_values));
        }

        assert!(statement.is_ok());
    }

    #[benchmark]
    fn cancel() {
        market::<T>(1);
        let who = requester::<T>(0);
        let request = Proof::of::<T>(MAX_PUBLIC_INPUTS).place::<T>(&who, 0, bid::<T>());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), request);

        assert_eq!(Requests::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn set_offers(c: Linear<1, { T::MaxCategories::get() }>) {
        market::<T>(c);
        let who = supplier::<T>(0, 1, c);
        // With a record to read.
        T::Provers::start_job(&who, collateral::<T>()).expect("it has the stake and the slot");
        T::Provers::finish_job(&who, collateral::<T>(), 1);
        for id in 0..c {
            Categories::<T>::mutate(id, |category| {
                category.as_mut().expect("just created").min_delivered = 1
            });
        }

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), asks::<T>(c, 7));

        assert_eq!(Pallet::<T>::offers(&who).len(), c as usize);
    }

    #[benchmark]
    fn on_prover_left() {
        market::<T>(T::MaxCategories::get());
        let who = supplier::<T>(0, 1, T::MaxCategories::get());

        #[block]
        {
            <Pallet<T> as OnProverLeft<_>>::on_prover_left(&who);
        }

        assert_eq!(Offers::<T>::count(), 0);
    }

    /// All but the verification, which `Circuits::verify_weight` is for.
    #[benchmark]
    fn deliver(i: Linear<0, MAX_PUBLIC_INPUTS>) -> Result<(), BenchmarkError> {
        let proof = Proof::of::<T>(i);
        let (id, prover) = assigned::<T>(&proof, true);
        let bytes = ProofBytes::truncate_from(proof.bytes);

        #[block]
        {
            let checked = Pallet::<T>::check_delivery(&prover, id, &PublicInputs::new())
                .map_err(|_| "an assigned prover")?;
            Pallet::<T>::settle(id, checked, bytes);
        }

        assert!(Fulfilments::<T>::contains_key(id));
        Ok(())
    }

    /// Deliveries of one circuit for one requester. All but the verification, which `Circuits::verify_batch_weight` is for.
    #[benchmark]
    fn deliver_batch(n: Linear<1, { T::MaxDeliveries::get() }>) {
        let (prover, deliveries) = batch::<T>(n, 1, 1);

        #[block]
        {
            settle::<T>(&prover, deliveries);
        }

        assert_eq!(Fulfilments::<T>::iter().count(), n as usize);
    }

    /// A full batch of one requester's, of so many circuits.
    #[benchmark]
    fn deliver_batch_circuits(k: Linear<1, { T::MaxDeliveries::get() }>) {
        let deliveries = T::MaxDeliveries::get();
        let (prover, deliveries) = batch::<T>(deliveries, k, 1);

        #[block]
        {
            settle::<T>(&prover, deliveries);
        }

        assert_eq!(Fulfilments::<T>::iter().count(), T::MaxDeliveries::get() as usize);
    }

    /// A full batch of one circuit, for so many requesters.
    #[benchmark]
    fn deliver_batch_requesters(r: Linear<1, { T::MaxDeliveries::get() }>) {
        let deliveries = T::MaxDeliveries::get();
        let (prover, deliveries) = batch::<T>(deliveries, 1, r);

        #[block]
        {
            settle::<T>(&prover, deliveries);
        }

        assert_eq!(Fulfilments::<T>::iter().count(), T::MaxDeliveries::get() as usize);
    }

    #[benchmark]
    fn create_category() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        market::<T>(0);

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 7, category::<T>(), 10);

        assert!(Categories::<T>::contains_key(7));
        Ok(())
    }

    #[benchmark]
    fn update_category() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        market::<T>(1);
        let price_floor = unit_price::<T>().saturating_add(1);

        #[extrinsic_call]
        _(
            origin as T::RuntimeOrigin,
            0,
            Category {
                price_floor,
                ..category::<T>()
            },
        );

        assert_eq!(ReferencePrices::<T>::get(0), Some(price_floor));
        Ok(())
    }

    #[benchmark]
    fn set_parameters() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        let parameters = MarketParameters {
            max_restricted: 0,
            ..Default::default()
        };

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, parameters);

        assert_eq!(Parameters::<T>::get(), parameters);
        Ok(())
    }

    /// A batch of one order, with `b` bytes of work.
    #[benchmark]
    fn place_batch(b: Linear<STATEMENT_LEN, MAX_WORK_LEN>) {
        market::<T>(1);
        let proof = Proof::of::<T>(MAX_PUBLIC_INPUTS);
        let who = requester::<T>(0);
        let orders = vec![proof.rising_order::<T>(b.saturating_sub(STATEMENT_LEN))];

        #[extrinsic_call]
        _(RawOrigin::Signed(who), BoundedVec::truncate_from(orders));

        assert_eq!(Repricings::<T>::iter().count(), 1);
    }

    #[benchmark]
    fn top_up() {
        market::<T>(1);
        let who = requester::<T>(0);
        let request = Proof::of::<T>(MAX_PUBLIC_INPUTS).place::<T>(&who, 0, bid::<T>());

        #[extrinsic_call]
        _(RawOrigin::Signed(who), request, unit_price::<T>());

        assert_eq!(Book::<T>::iter().count(), 1);
    }

    #[benchmark]
    fn reject_reauctioned() {
        let (request, prover) = assigned::<T>(&Proof::of::<T>(MAX_PUBLIC_INPUTS), true);

        #[extrinsic_call]
        reject(
            RawOrigin::Signed(prover),
            request,
            RejectionReason::WitnessUnsatisfiable,
        );

        assert!(Queues::<T>::contains_key(Queue::Rescues, QueueKey::new(request)));
    }

    /// The last of as many rejections as a request can count.
    #[benchmark]
    fn reject_unprovable() {
        let (request, prover) = assigned::<T>(&Proof::of::<T>(MAX_PUBLIC_INPUTS), true);
        let others: Vec<_> = (1..MAX_EXCLUDED)
            .map(|index| {
                let prover: T::AccountId = account("rejecter", index, 0);
                T::Currency::mint_into(&prover, unit_price::<T>())
                    .expect("the issuance has room for a benchmark");
                Excluded {
                    prover,
                    failure: Failure::Rejected(RejectionReason::HashMismatch),
                }
            })
            .collect();
        Requests::<T>::mutate(request, |row| {
            row.as_mut().expect("just matched").excluded = BoundedVec::truncate_from(others);
        });

        #[extrinsic_call]
        reject(
            RawOrigin::Signed(prover),
            request,
            RejectionReason::WitnessUnsatisfiable,
        );

        assert_eq!(Requests::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn set_paused() -> Result<(), BenchmarkError> {
        let origin = T::PauseOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, true);

        assert!(MarketTime::<T>::get().paused_since.is_some());
        Ok(())
    }

    /// A bid that moves in the book and is to rise again.
    #[benchmark]
    fn reprice() {
        market::<T>(1);
        let who = requester::<T>(0);
        let order = Order {
            admitted: Admitted::new(),
            ..Proof::of::<T>(MAX_PUBLIC_INPUTS).rising_order::<T>(MAX_INLINE_INPUT_LEN)
        };
        let first = order.repricing.as_ref().map(|terms| terms.start);
        Pallet::<T>::do_place(who, order).expect("an order that fits its category");
        let row = Repricings::<T>::iter_keys().next().expect("one row");
        let now = BlockNumberFor::<T>::try_from(row.block())
            .ok()
            .expect("a block number");

        #[block]
        {
            Pallet::<T>::work_through_repricings(now, 1);
        }

        let request = Requests::<T>::iter_values().next().expect("one request");
        assert!(Some(request.bid()) > first);
        assert_eq!(Repricings::<T>::iter().count(), 1);
    }

    /// The reading of re-auctioned requests that bid too little.
    #[benchmark]
    fn read_queues(l: Linear<1, { T::MaxRestricted::get() * 4 }>) {
        market::<T>(T::MaxCategories::get());
        let proof = Proof::of::<T>(0);
        for index in 0..l {
            let category = index % T::MaxCategories::get();
            let id = proof.place::<T>(&requester::<T>(index), category, unit_price::<T>());
            rescue::<T>(id);
        }
        let now = next_block::<T>();
        let turn;

        #[block]
        {
            turn = Pallet::<T>::restricted(now);
        }

        assert_eq!((turn.read, turn.requests.len()), (l, 0));
    }

    #[benchmark]
    fn on_initialize_idle() {
        market::<T>(T::MaxCategories::get());

        #[block]
        {
            Pallet::<T>::on_initialize(BlockNumberFor::<T>::max_value());
        }
    }

    #[benchmark]
    fn expire() {
        market::<T>(1);
        Proof::of::<T>(MAX_PUBLIC_INPUTS).place::<T>(&requester::<T>(0), 0, bid::<T>());
        let now = until_due::<T>();

        #[block]
        {
            Pallet::<T>::work_through_calendar(now);
        }

        assert_eq!(Requests::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn miss_reauctioned() {
        let (request, _) = assigned::<T>(&Proof::of::<T>(MAX_PUBLIC_INPUTS), true);
        let now = until_due::<T>();

        #[block]
        {
            Pallet::<T>::work_through_calendar(now);
        }

        assert!(Queues::<T>::contains_key(Queue::Rescues, QueueKey::new(request)));
    }

    #[benchmark]
    fn miss_refunded() {
        assigned::<T>(&Proof::of::<T>(MAX_PUBLIC_INPUTS), false);
        let now = until_due::<T>();

        #[block]
        {
            Pallet::<T>::work_through_calendar(now);
        }

        assert_eq!(Requests::<T>::iter().count(), 0);
    }

    #[benchmark]
    fn prune() -> Result<(), BenchmarkError> {
        let proof = Proof::of::<T>(MAX_PUBLIC_INPUTS);
        let (id, prover) = assigned::<T>(&proof, true);
        let bytes = ProofBytes::truncate_from(proof.bytes);
        let checked = Pallet::<T>::check_delivery(&prover, id, &PublicInputs::new())
            .map_err(|_| "an assigned prover")?;
        Pallet::<T>::settle(id, checked, bytes);
        let now = until_due::<T>();

        #[block]
        {
            Pallet::<T>::work_through_calendar(now);
        }

        assert_eq!(Fulfilments::<T>::iter().count(), 0);
        Ok(())
    }

    /// The reading of bids that lose.
    #[benchmark]
    fn read_bids(l: Linear<0, 512>) {
        market::<T>(1);
        let row = BookRow {
            units: 1,
            match_by: BlockNumberFor::<T>::max_value(),
            deadline: BlockNumberFor::<T>::max_value(),
        };
        for id in 0..l {
            Book::<T>::insert(0, BookKey::new(unit_price::<T>(), id.into()), row);
        }
        let rows;

        #[block]
        {
            rows = Pallet::<T>::read_bids(0, unit_price::<T>(), l);
        }

        assert_eq!(rows.len(), l as usize);
    }

    /// Steps of the mechanism's search, in thousands, between as many goods as a clearing can have.
    #[benchmark]
    fn search(k: Linear<0, 1_000>) {
        let goods = T::MaxCategories::get() + T::MaxRestricted::get();
        let walk = proofnet_toda::benchmarking::Walk::new(goods as usize);
        let steps = u64::from(k) * 1_000;
        let taken;

        #[block]
        {
            taken = walk.take(steps);
        }

        assert!(taken >= steps);
    }

    /// `t` trades between `p` provers, all of whom serve every good, and requests in `g` goods: categories first, then
    /// re-auctioned requests.
    ///
    /// With half of the matches allowed there is a distribution of slots for every number of provers.
    #[benchmark]
    fn clearing(
        t: Linear<0, { T::MaxMatches::get() / 2 }>,
        p: Linear<1, { T::MaxProvers::get() }>,
        g: Linear<1, { T::MaxCategories::get() + T::MaxRestricted::get() }>,
    ) {
        let categories = g.min(T::MaxCategories::get());
        market::<T>(categories);
        for index in 0..p {
            // All slots together are as many as the trades, so that each trades.
            let slots = t / p + u32::from(index < t % p);
            let who = supplier::<T>(index, slots, categories);
            if slots == 0 {
                // It is registered with one slot at least: a job keeps it busy.
                T::Provers::start_job(&who, collateral::<T>()).expect("a free slot");
            }
        }
        let proof = Proof::of::<T>(0);
        let requests = t.max(categories);
        for index in 0..requests {
            proof.place::<T>(&requester::<T>(index), index % categories, bid::<T>());
        }
        for index in requests..requests + g.saturating_sub(categories) {
            rescue::<T>(proof.place::<T>(&requester::<T>(index), index % categories, bid::<T>()));
        }
        let now = next_block::<T>();

        #[block]
        {
            Pallet::<T>::clear(now);
        }

        assert_eq!(Jobs::<T>::iter().count(), t as usize);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
