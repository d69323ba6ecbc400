//! Referenda from the submission to what they do, on a chain of blocks.

use super::chain::{account, block, blocks, local, signed};
use crate::{
    currency::UNIT, origins::Origin, ConvictionVoting, OriginCaller, Preimage, Referenda, Runtime,
    RuntimeCall, RuntimeOrigin, System,
};
use frame_support::{
    assert_ok,
    storage::unhashed,
    traits::{schedule::DispatchTime, OriginTrait, StorePreimage, UnfilteredDispatchable},
};
use frame_system::RawOrigin;
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::{ReferendumCount, ReferendumInfo, ReferendumInfoFor};
use sp_core::storage::well_known_keys::CODE;
use sp_keyring::Sr25519Keyring;
use sp_runtime::traits::{BlakeTwo256, Hash as _};

const VOTERS: [Sr25519Keyring; 7] = [
    Sr25519Keyring::Dave,
    Sr25519Keyring::Eve,
    Sr25519Keyring::Ferdie,
    Sr25519Keyring::AliceStash,
    Sr25519Keyring::BobStash,
    Sr25519Keyring::CharlieStash,
    Sr25519Keyring::DaveStash,
];

/// Submits `call` for `origin`, places the deposit, and has most of the tokens vote.
fn decide_on(origin: OriginCaller, call: RuntimeCall, aye: bool) -> u32 {
    block(|| {
        let proposer = signed(Sr25519Keyring::Eve);
        let index = ReferendumCount::<Runtime>::get();
        let proposal = <Preimage as StorePreimage>::bound(call).unwrap();
        assert_ok!(Referenda::submit(
            proposer.clone(),
            Box::new(origin),
            proposal,
            DispatchTime::After(0)
        ));
        assert_ok!(Referenda::place_decision_deposit(proposer, index));
        for voter in VOTERS {
            let vote = AccountVote::Standard {
                vote: Vote {
                    aye,
                    conviction: Conviction::Locked1x,
                },
                balance: 900_000 * UNIT,
            };
            assert_ok!(ConvictionVoting::vote(signed(voter), index, vote));
        }
        index
    })
}

fn of(origin: Origin) -> OriginCaller {
    RuntimeOrigin::from(origin).into_caller()
}

fn is_approved(index: u32) -> bool {
    matches!(
        ReferendumInfoFor::<Runtime>::get(index),
        Some(ReferendumInfo::Approved(..))
    )
}

#[test]
fn code_should_be_that_of_the_referendum_when_root_decides_on_an_upgrade() {
    local(|| {
        // Nothing that a node could read a version from: the check of it is the node's.
        let code = b"code of the next version".to_vec();
        let code_hash = BlakeTwo256::hash(&code);
        let upgrade = frame_system::Call::authorize_upgrade_without_checks { code_hash };
        let index = decide_on(RawOrigin::Root.into(), RuntimeCall::System(upgrade), true);
        blocks(62);
        assert!(is_approved(index));
        let anybody = || signed(Sr25519Keyring::Ferdie);
        assert!(System::apply_authorized_upgrade(anybody(), b"other code".to_vec()).is_err());
        assert_ok!(System::apply_authorized_upgrade(anybody(), code.clone()));
        assert_eq!(unhashed::get_raw(CODE), Some(code));
    });
}

#[test]
fn parameters_of_the_market_should_change_when_their_track_decides_so() {
    local(|| {
        let mut parameters = pallet_market::Parameters::<Runtime>::get();
        parameters.max_rejections += 1;
        let call = RuntimeCall::Market(pallet_market::Call::set_parameters { parameters });
        let index = decide_on(of(Origin::MarketAdmin), call, true);
        blocks(62);
        assert!(is_approved(index));
        assert_eq!(pallet_market::Parameters::<Runtime>::get(), parameters);
    });
}

#[test]
fn nothing_should_change_when_most_votes_are_against() {
    local(|| {
        let before = pallet_market::Parameters::<Runtime>::get();
        let mut parameters = before;
        parameters.max_rejections += 1;
        let call = RuntimeCall::Market(pallet_market::Call::set_parameters { parameters });
        let index = decide_on(of(Origin::MarketAdmin), call, false);
        // A week's decision at the pace of the preset.
        blocks(7 * 43_200 / 1_500 + 10);
        assert!(matches!(
            ReferendumInfoFor::<Runtime>::get(index),
            Some(ReferendumInfo::Rejected(..))
        ));
        assert_eq!(pallet_market::Parameters::<Runtime>::get(), before);
    });
}

#[test]
fn code_should_not_be_authorised_when_the_track_is_not_root() {
    local(|| {
        let code = b"code of the next version".to_vec();
        let upgrade = frame_system::Call::authorize_upgrade_without_checks {
            code_hash: BlakeTwo256::hash(&code),
        };
        let index = decide_on(of(Origin::MarketAdmin), RuntimeCall::System(upgrade), true);
        blocks(62);
        assert!(is_approved(index));
        let applied = System::apply_authorized_upgrade(signed(Sr25519Keyring::Ferdie), code);
        assert!(applied.is_err());
    });
}

#[test]
fn market_should_be_paused_and_resumed_when_the_guard_decides_so() {
    local(|| {
        for paused in [true, false] {
            let call = RuntimeCall::Market(pallet_market::Call::set_paused { paused });
            decide_on(of(Origin::Guard), call, true);
            blocks(10);
            let since = pallet_market::MarketTime::<Runtime>::get().paused_since;
            assert_eq!(since.is_some(), paused);
        }
    });
}

#[test]
fn treasurer_should_spend_up_to_its_limit_when_it_decides_so() {
    let spend = |amount| {
        let beneficiary = account(Sr25519Keyring::One);
        let call = pallet_treasury::Call::spend {
            asset_kind: Box::new(()),
            amount,
            beneficiary: Box::new(beneficiary),
            valid_from: None,
        };
        RuntimeCall::Treasury(call).dispatch_bypass_filter(Origin::Treasurer.into())
    };
    local(|| {
        assert_ok!(spend(100_000 * UNIT));
        assert_eq!(
            spend(100_000 * UNIT + 1).unwrap_err().error,
            pallet_treasury::Error::<Runtime>::InsufficientPermission.into()
        );
    });
}
