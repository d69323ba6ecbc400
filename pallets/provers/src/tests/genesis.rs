use super::*;
use sp_runtime::BuildStorage;

fn start_with(provers: Vec<(AccountId, Balance, u32, Permill)>) -> sp_io::TestExternalities {
    let mut storage = frame_system::GenesisConfig::<Test>::default()
        .build_storage()
        .unwrap();
    let balances = pallet_balances::GenesisConfig::<Test> {
        balances: vec![(1, ENDOWMENT)],
        ..Default::default()
    };
    balances.assimilate_storage(&mut storage).unwrap();
    let provers = crate::GenesisConfig::<Test> { provers };
    provers.assimilate_storage(&mut storage).unwrap();
    storage.into()
}

#[test]
fn genesis_should_register_provers_when_they_are_named() {
    start_with(vec![(1, MIN_STAKE, 3, Permill::from_percent(10))]).execute_with(|| {
        assert_eq!(held(1), (MIN_STAKE, 0));
        assert_eq!(row(1).state, State::Active);
        assert_eq!(row(1).commission.rate, Permill::from_percent(10));
        Provers::do_try_state().unwrap();
    });
}

#[test]
#[should_panic(expected = "prover 1 is refused")]
fn genesis_should_be_refused_when_a_prover_has_too_little_stake() {
    start_with(vec![(1, MIN_STAKE - 1, 3, Permill::zero())]);
}
