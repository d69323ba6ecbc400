//! Benchmarks of the calls, each in its worst case.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect, Mutate},
        EnsureOrigin, Get,
    },
};
use frame_system::RawOrigin;
use sp_runtime::{traits::Saturating, Permill};

fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
    let who: T::AccountId = account(name, index, 0);
    let funds = Pallet::<T>::parameters()
        .min_self_stake
        .saturating_add(Pallet::<T>::parameters().min_delegation)
        .saturating_add(T::Currency::minimum_balance())
        .saturating_mul(1_000);
    assert_ok!(T::Currency::mint_into(&who, funds));
    who
}

fn prover<T: Config>() -> T::AccountId {
    let who = funded::<T>("prover", 0);
    assert_ok!(Pallet::<T>::do_register(
        &who,
        Pallet::<T>::parameters().min_self_stake,
        T::MaxSlots::get(),
        Permill::zero()
    ));
    who
}

/// Somebody with a part in the pool of `prover`, enough to take the least amount out of it `MaxChunks` times and more.
fn delegator<T: Config>(prover: &T::AccountId) -> T::AccountId {
    let who = funded::<T>("delegator", 0);
    let times = T::MaxChunks::get().saturating_add(2);
    let amount = Pallet::<T>::parameters()
        .min_delegation
        .saturating_mul(times.into());
    assert_ok!(Pallet::<T>::do_stake(&who, prover, amount));
    who
}

/// Has `staker` unstake the least amount in each of `chunks` blocks.
fn with_chunks<T: Config>(prover: &T::AccountId, staker: &T::AccountId, chunks: u32) {
    for _ in 0..chunks {
        assert_ok!(Pallet::<T>::do_unstake(
            staker,
            prover,
            Pallet::<T>::parameters().min_delegation
        ));
        pass::<T>(1u32.into());
    }
}

/// Gives `prover` worker keys that have all accepted.
fn with_workers<T: Config>(prover: &T::AccountId, count: u32) -> Vec<T::AccountId> {
    (0..count)
        .map(|index| {
            let worker = funded::<T>("worker", index);
            assert_ok!(Pallet::<T>::do_propose_worker(prover.clone(), worker.clone()));
            assert_ok!(Pallet::<T>::do_accept_worker(worker.clone(), prover.clone()));
            worker
        })
        .collect()
}

fn pass<T: Config>(blocks: BlockNumberFor<T>) {
    let now = frame_system::Pallet::<T>::block_number();
    frame_system::Pallet::<T>::set_block_number(now.saturating_add(blocks));
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn register() {
        let who = funded::<T>("prover", 0);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(who.clone()),
            Pallet::<T>::parameters().min_self_stake,
            T::MaxSlots::get(),
            Pallet::<T>::parameters().max_commission,
        );

        assert!(Provers::<T>::contains_key(who));
    }

    #[benchmark]
    fn stake() {
        let who = prover::<T>();
        let staker = delegator::<T>(&who);
        let before = Delegations::<T>::get(&who, &staker).unwrap_or_default();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(staker.clone()),
            who.clone(),
            Pallet::<T>::parameters().min_delegation,
        );

        let after = Delegations::<T>::get(who, staker);
        assert_eq!(
            after,
            Some(before.saturating_add(Pallet::<T>::parameters().min_delegation))
        );
    }

    #[benchmark]
    fn set_slots() {
        let who = prover::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), 1);

        assert_eq!(Provers::<T>::get(who).map(|row| row.slots), Some(1));
    }

    #[benchmark]
    fn propose_worker() {
        let who = prover::<T>();
        with_workers::<T>(&who, T::MaxWorkers::get().saturating_sub(1));
        let worker = funded::<T>("proposed", 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), worker);

        assert_eq!(Workers::<T>::decode_len(who), Some(T::MaxWorkers::get() as usize));
    }

    #[benchmark]
    fn accept_worker() {
        let who = prover::<T>();
        with_workers::<T>(&who, T::MaxWorkers::get().saturating_sub(1));
        let worker = funded::<T>("proposed", 0);
        assert_ok!(Pallet::<T>::do_propose_worker(who.clone(), worker.clone()));

        #[extrinsic_call]
        _(RawOrigin::Signed(worker.clone()), who.clone());

        assert_eq!(WorkerKeys::<T>::get(worker), Some(who));
    }

    #[benchmark]
    fn remove_worker() {
        let who = prover::<T>();
        let worker = with_workers::<T>(&who, T::MaxWorkers::get()).remove(0);

        #[extrinsic_call]
        _(RawOrigin::Signed(worker.clone()), worker.clone());

        assert!(!WorkerKeys::<T>::contains_key(worker));
    }

    #[benchmark]
    fn set_input_key() {
        let who = prover::<T>();
        // By a worker key, whose prover is looked up.
        let worker = with_workers::<T>(&who, 1).remove(0);
        let key = [1; 32];

        #[extrinsic_call]
        _(RawOrigin::Signed(worker), Some(key));

        assert_eq!(InputKeys::<T>::get(who), Some(key));
    }

    #[benchmark]
    fn deregister() {
        let who = prover::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert!(Provers::<T>::get(who).is_some_and(|row| row.state.is_leaving()));
    }

    /// Of a settled prover: both what is unbonding and what works is paid.
    #[benchmark]
    fn withdraw() {
        let who = prover::<T>();
        let staker = delegator::<T>(&who);
        with_chunks::<T>(&who, &staker, T::MaxChunks::get());
        assert_ok!(Pallet::<T>::do_deregister(&who));
        pass::<T>(T::UnbondingPeriod::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), who.clone(), staker.clone());

        assert!(!Unbondings::<T>::contains_key(&who, &staker));
        assert!(!Delegations::<T>::contains_key(who, staker));
    }

    #[benchmark]
    fn unstake() {
        let who = prover::<T>();
        let staker = delegator::<T>(&who);
        with_chunks::<T>(&who, &staker, T::MaxChunks::get().saturating_sub(1));

        #[extrinsic_call]
        _(
            RawOrigin::Signed(staker.clone()),
            who.clone(),
            Pallet::<T>::parameters().min_delegation,
        );

        let chunks = Unbondings::<T>::decode_len(who, staker);
        assert_eq!(chunks, Some(T::MaxChunks::get() as usize));
    }

    #[benchmark]
    fn set_commission() {
        let who = prover::<T>();
        pass::<T>(Pallet::<T>::parameters().commission_period);
        let commission = Pallet::<T>::parameters()
            .max_commission_rise
            .min(Pallet::<T>::parameters().max_commission);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), commission);

        assert_eq!(
            Provers::<T>::get(who).map(|row| row.commission.rate),
            Some(commission)
        );
    }

    #[benchmark]
    fn set_parameters() -> Result<(), BenchmarkError> {
        let origin = T::AdminOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
        let parameters = ProverParameters {
            jail_misses: 1,
            ..Pallet::<T>::parameters()
        };

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, parameters);

        assert_eq!(Pallet::<T>::parameters(), parameters);
        Ok(())
    }

    #[benchmark]
    fn unjail() {
        let who = prover::<T>();
        let until = frame_system::Pallet::<T>::block_number();
        Provers::<T>::mutate(&who, |row| {
            if let Some(row) = row {
                row.state = State::Jailed { until };
            }
        });

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert_eq!(Provers::<T>::get(who).map(|row| row.state), Some(State::Active));
    }

    #[benchmark]
    fn close(w: Linear<0, { T::MaxWorkers::get() }>) {
        let who = prover::<T>();
        with_workers::<T>(&who, w);
        InputKeys::<T>::insert(&who, [1; 32]);
        let more = Pallet::<T>::parameters().min_delegation.saturating_mul(2);
        assert_ok!(Pallet::<T>::do_stake(&who, &who, more));
        assert_ok!(Pallet::<T>::do_unstake(
            &who,
            &who,
            Pallet::<T>::parameters().min_delegation
        ));
        assert_ok!(Pallet::<T>::do_deregister(&who));
        pass::<T>(T::UnbondingPeriod::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), who.clone());

        assert!(!Provers::<T>::contains_key(&who));
        assert!(!Workers::<T>::contains_key(who));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
