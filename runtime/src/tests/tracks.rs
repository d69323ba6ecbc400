use crate::{
    configs::{governance::DAYS, tracks::Tracks},
    origins::Origin,
    pace::{self, Pace},
    AccountId, BlockNumber, OriginCaller, RuntimeGenesisConfig, RuntimeOrigin,
};
use frame_support::traits::OriginTrait;
use pallet_referenda::TracksInfo;
use sp_runtime::BuildStorage;

fn at(pace: Pace, test: impl FnOnce()) {
    let genesis = RuntimeGenesisConfig {
        pace: pace::GenesisConfig::from(pace),
        ..Default::default()
    };
    sp_io::TestExternalities::new(genesis.build_storage().unwrap()).execute_with(test);
}

fn track_of(origin: RuntimeOrigin) -> Result<u16, ()> {
    let caller: &OriginCaller = origin.caller();
    Tracks::track_for(caller)
}

#[test]
fn every_origin_should_have_a_track_of_its_own_when_looked_up() {
    at(Pace::PRODUCTION, || {
        let mut tracks: Vec<u16> = Origin::ALL
            .map(|origin| track_of(origin.into()).unwrap())
            .to_vec();
        tracks.push(track_of(RuntimeOrigin::root()).unwrap());
        tracks.sort_unstable();
        assert_eq!(tracks, Tracks::track_ids().collect::<Vec<_>>());
    });
}

#[test]
fn account_should_have_no_track_when_looked_up() {
    at(Pace::PRODUCTION, || {
        let account = RuntimeOrigin::signed(AccountId::new([1; 32]));
        assert_eq!(track_of(account), Err(()));
        assert_eq!(track_of(RuntimeOrigin::none()), Err(()));
    });
}

#[test]
fn every_track_should_have_a_way_to_pass_when_it_is_through_its_periods() {
    at(Pace::PRODUCTION, || {
        Tracks::check_integrity().unwrap();
        for track in Tracks::tracks() {
            let info = &track.info;
            assert!(info.confirm_period < info.decision_period, "{}", track.id);
            assert!(info.decision_period <= 14 * DAYS, "{}", track.id);
            assert!(info.max_deciding > 0, "{}", track.id);
        }
    });
}

/// Preparation, confirmation and enactment of what everybody wants.
fn shortest(track: u16) -> BlockNumber {
    let info = Tracks::info(track).unwrap();
    info.prepare_period + info.confirm_period + info.min_enactment_period
}

#[test]
fn slash_should_be_cancelled_in_time_when_it_is_deferred_as_in_production() {
    let pace = Pace::PRODUCTION;
    let deferred = u64::from(pace.slash_defer_eras * pace.era_sessions) * pace.epoch_slots;
    at(pace, || {
        let info = Tracks::info(Origin::StakingAdmin.track()).unwrap();
        let longest =
            info.prepare_period + info.decision_period + info.confirm_period + info.min_enactment_period;
        assert!(u64::from(longest) < deferred, "{longest} of {deferred}");
    });
}

#[test]
fn guard_should_pause_within_minutes_when_enough_are_for_it() {
    at(Pace::PRODUCTION, || {
        assert!(shortest(Origin::Guard.track()) <= 10 * 30)
    });
}

#[test]
fn root_should_pass_within_two_minutes_when_the_network_is_for_trying_out() {
    at(Pace::DEVELOPMENT, || assert!(shortest(0) <= 60));
}
