//! Benchmarks of the calls, each in its worst case.

use super::*;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{
        fungible::{Inspect, Mutate},
        Get,
    },
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::traits::{One, Saturating};

fn funded<T: Config>(name: &'static str, index: u32) -> T::AccountId {
    let who: T::AccountId = account(name, index, 0);
    let funds = T::MinStake::get()
        .saturating_add(T::Currency::minimum_balance())
        .saturating_mul(1000u32.into());
    assert_ok!(T::Currency::mint_into(&who, funds));
    who
}

fn prover<T: Config>() -> T::AccountId {
    let who = funded::<T>("prover", 0);
    assert_ok!(Pallet::<T>::do_register(
        &who,
        T::MinStake::get(),
        T::MaxSlots::get()
    ));
    who
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

fn leaving<T: Config>(prover: &T::AccountId) {
    assert_ok!(Pallet::<T>::do_deregister(prover.clone()));
    let now = frame_system::Pallet::<T>::block_number();
    let then = now
        .saturating_add(T::LeaveDelay::get())
        .saturating_add(BlockNumberFor::<T>::one());
    frame_system::Pallet::<T>::set_block_number(then);
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
            T::MinStake::get(),
            T::MaxSlots::get(),
        );

        assert!(Provers::<T>::contains_key(who));
    }

    #[benchmark]
    fn add_stake() {
        let who = prover::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), T::MinStake::get());

        let stake = Provers::<T>::get(who).map(|prover| prover.stake);
        assert_eq!(stake, Some(T::MinStake::get().saturating_mul(2u32.into())));
    }

    #[benchmark]
    fn set_slots() {
        let who = prover::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()), 1);

        assert_eq!(Provers::<T>::get(who).map(|prover| prover.slots), Some(1));
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
    fn deregister() {
        let who = prover::<T>();

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        let state = Provers::<T>::get(who).map(|prover| prover.state);
        assert!(matches!(state, Some(State::Leaving { .. })));
    }

    #[benchmark]
    fn withdraw(w: Linear<0, { T::MaxWorkers::get() }>) {
        let who = prover::<T>();
        with_workers::<T>(&who, w);
        leaving::<T>(&who);

        #[extrinsic_call]
        _(RawOrigin::Signed(who.clone()));

        assert!(!Provers::<T>::contains_key(&who));
        assert!(!Workers::<T>::contains_key(who));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
