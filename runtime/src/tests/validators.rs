//! Sessions, eras, equivocations, pools and the election, on a chain of blocks.

use super::chain::{account, block, blocks, local, preset, signed, with};
use crate::{
    configs::{
        consensus::EquivocationWeight,
        staking::{terms, MaxElectableTargets, MaxElectingVoters, MaxValidators, BAG_THRESHOLDS},
        system::RuntimeBlockWeights,
    },
    currency::UNIT,
    origins::Origin,
    AccountId, Babe, Balances, Grandpa, Header, Historical, NominationPools, Runtime, RuntimeOrigin, Session,
    Staking, System, VoterList,
};
use codec::{Decode, Encode};
use frame_election_provider_support::{NposSolver, SortedListProvider};
use frame_support::{
    assert_ok,
    dispatch::{DispatchClass, DispatchResult},
    traits::KeyOwnerProofSystem,
};
use pallet_staking::RewardDestination;
use sp_consensus_babe::{
    digests::{PreDigest, SecondaryPlainPreDigest},
    AuthorityId, EquivocationProof, BABE_ENGINE_ID, KEY_TYPE,
};
use sp_core::{Pair, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{traits::Header as _, Digest, DigestItem, Perbill};

fn era() -> u32 {
    pallet_staking::ActiveEra::<Runtime>::get().unwrap().index
}

#[test]
fn epoch_and_era_should_pass_at_the_pace_of_genesis_when_blocks_are_made() {
    local(|| {
        blocks(1);
        let epoch = pallet_babe::EpochIndex::<Runtime>::get();
        blocks(20);
        assert_eq!(pallet_babe::EpochIndex::<Runtime>::get(), epoch + 1);
        blocks(4 * 20);
        assert!(era() >= 1, "era {}", era());
        assert_eq!(Session::validators().len(), 3);
    });
}

/// A block of `author` in `slot`, signed.
fn header(author: Sr25519Keyring, authority_index: u32, slot: u64, extrinsics_root: u8) -> Header {
    let pre_digest = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
        authority_index,
        slot: slot.into(),
    });
    let mut header = Header::new(
        1,
        H256::repeat_byte(extrinsics_root),
        Default::default(),
        Default::default(),
        Digest {
            logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, pre_digest.encode())],
        },
    );
    let signature = author.pair().sign(header.hash().as_ref());
    header
        .digest_mut()
        .push(DigestItem::Seal(BABE_ENGINE_ID, signature.encode()));
    header
}

/// Has `offender` make two blocks in the current slot, and reports it.
fn report_equivocation(offender: Sr25519Keyring) {
    let key: AuthorityId = offender.public().into();
    let index = Babe::authorities()
        .iter()
        .position(|(authority, _)| *authority == key);
    let slot = pallet_babe::CurrentSlot::<Runtime>::get();
    let header = |root| header(offender, index.unwrap() as u32, *slot, root);
    let proof = EquivocationProof {
        slot,
        offender: key.clone(),
        first_header: header(1),
        second_header: header(2),
    };
    let owner = Historical::prove((KEY_TYPE, key)).unwrap();
    assert_ok!(Babe::report_equivocation_unsigned(
        RuntimeOrigin::none(),
        Box::new(proof),
        owner
    ));
}

/// Has `offender` vote for two blocks in a round of GRANDPA, and reports it with a proof that it holds the key `owned`.
fn report_double_vote(offender: Ed25519Keyring, owned: Ed25519Keyring) -> DispatchResult {
    let set_id = pallet_grandpa::CurrentSetId::<Runtime>::get();
    let (round, number) = (1u64, System::block_number());
    // In SCALE, as nodes send it: the first variant of a message and of an equivocation is a prevote.
    let vote = |block: u8| {
        let prevote = (H256::repeat_byte(block), number);
        let signature = offender.pair().sign(&(0u8, prevote, round, set_id).encode());
        (prevote, signature)
    };
    let proof = (set_id, 0u8, round, offender.public(), vote(1), vote(2)).encode();
    let proof = sp_consensus_grandpa::EquivocationProof::decode(&mut proof.as_slice()).unwrap();
    let key: sp_consensus_grandpa::AuthorityId = owned.public().into();
    let owner = Historical::prove((sp_consensus_grandpa::KEY_TYPE, key)).unwrap();
    Grandpa::report_equivocation_unsigned(RuntimeOrigin::none(), Box::new(proof), owner)
        .map(|_| ())
        .map_err(|refused| refused.error)
}

fn active_stake(who: &AccountId) -> u128 {
    Staking::ledger(who.clone().into()).map_or(0, |ledger| ledger.active)
}

fn wait_out_the_deferral(began: u32) {
    while era() < began + 3 {
        blocks(20);
    }
}

/// Bob alone is slashed for what `offend` reports, once the deferral is over.
fn slashes_bob_alone(offend: impl FnOnce()) {
    let (bob, alice) = (account(Sr25519Keyring::Bob), account(Sr25519Keyring::Alice));
    blocks(101);
    let (before, began) = (active_stake(&bob), era());
    block(offend);
    assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 1);
    assert_eq!(active_stake(&bob), before);
    wait_out_the_deferral(began);
    let after = active_stake(&bob);
    assert!(after < before, "{after} of {before}");
    assert_eq!(active_stake(&alice), before);
}

#[test]
fn validator_should_be_slashed_when_it_equivocated_and_the_deferral_is_over() {
    local(|| slashes_bob_alone(|| report_equivocation(Sr25519Keyring::Bob)));
}

#[test]
fn validator_should_be_slashed_when_it_voted_twice_in_a_round_of_finality() {
    let bob = Ed25519Keyring::Bob;
    local(|| {
        slashes_bob_alone(|| {
            assert_ok!(report_double_vote(bob, bob));
        })
    });
}

#[test]
fn double_vote_should_be_refused_when_it_is_pinned_on_another_validator() {
    local(|| {
        blocks(101);
        let refused = block(|| report_double_vote(Ed25519Keyring::Bob, Ed25519Keyring::Alice));
        assert_eq!(
            refused,
            Err(pallet_grandpa::Error::<Runtime>::InvalidKeyOwnershipProof.into())
        );
        assert_eq!(pallet_offences::Reports::<Runtime>::iter().count(), 0);
    });
}

#[test]
fn slash_should_not_happen_when_governance_cancels_it() {
    local(|| {
        let stash = account(Sr25519Keyring::Bob);
        blocks(101);
        let (stake, began) = (active_stake(&stash), era());
        block(|| report_equivocation(Sr25519Keyring::Bob));
        let (applies_in, slashes) = pallet_staking::UnappliedSlashes::<Runtime>::iter()
            .next()
            .unwrap();
        assert_eq!(slashes.len(), 1);
        let cancelled =
            block(|| Staking::cancel_deferred_slash(Origin::StakingAdmin.into(), applies_in, vec![0]));
        assert_ok!(cancelled);
        wait_out_the_deferral(began);
        assert_eq!(active_stake(&stash), stake);
    });
}

#[test]
fn stake_should_be_free_when_the_bonding_duration_of_genesis_is_over() {
    local(|| {
        let who = Sr25519Keyring::Dave;
        block(|| {
            let stake = 1_000 * UNIT;
            assert_ok!(Staking::bond(signed(who), stake, RewardDestination::Staked));
            assert_ok!(Staking::unbond(signed(who), stake));
        });
        let began = era();
        while era() < began + 3 {
            assert!(Staking::ledger(account(who).into()).is_ok());
            blocks(10);
        }
        assert_ok!(block(|| Staking::withdraw_unbonded(signed(who), 0)));
        assert!(Staking::ledger(account(who).into()).is_err());
    });
}

#[test]
fn members_should_stake_together_and_keep_what_they_brought_when_they_join_a_pool() {
    local(|| {
        let (operator, member) = (Sr25519Keyring::Dave, Sr25519Keyring::Eve);
        let before = Balances::free_balance(account(member));
        block(|| {
            let owner = || account(operator).into();
            let bond = terms::MIN_CREATE_BOND;
            assert_ok!(NominationPools::create(
                signed(operator),
                bond,
                owner(),
                owner(),
                owner()
            ));
            let targets = vec![account(Sr25519Keyring::Alice)];
            assert_ok!(NominationPools::nominate(signed(operator), 1, targets));
            assert_ok!(NominationPools::join(signed(member), 50 * UNIT, 1));
        });
        assert_eq!(
            NominationPools::api_pool_balance(1),
            terms::MIN_CREATE_BOND + 50 * UNIT
        );
        // On hold in its own account.
        assert_eq!(Balances::free_balance(account(member)), before - 50 * UNIT);
        let (pool, _) = NominationPools::api_pool_accounts(1);
        assert!(VoterList::contains(&pool));
        assert_ok!(NominationPools::do_try_state(u8::MAX));
    });
}

#[test]
fn nominator_should_be_refused_when_it_is_in_a_pool_already() {
    local(|| {
        block(|| {
            let owner = || account(Sr25519Keyring::Dave).into();
            let bond = terms::MIN_CREATE_BOND;
            assert_ok!(NominationPools::create(
                signed(Sr25519Keyring::Dave),
                bond,
                owner(),
                owner(),
                owner()
            ));
            assert_ok!(NominationPools::join(signed(Sr25519Keyring::Eve), 50 * UNIT, 1));
            let bonded = Staking::bond(signed(Sr25519Keyring::Eve), 500 * UNIT, RewardDestination::Staked);
            assert_eq!(bonded, Err(pallet_staking::Error::<Runtime>::Restricted.into()));
        });
    });
}

#[test]
fn voters_should_come_by_stake_when_the_list_is_read() {
    let mut genesis = preset("local_testnet");
    let stakes = [300, 200_000, 5_000, 100];
    let nominators = [
        Sr25519Keyring::Dave,
        Sr25519Keyring::Eve,
        Sr25519Keyring::Ferdie,
        Sr25519Keyring::One,
    ];
    genesis
        .balances
        .balances
        .extend([(account(Sr25519Keyring::One), 1_000 * UNIT)]);
    genesis.balances.balances.sort();
    genesis.balances.balances.dedup_by(|a, b| a.0 == b.0);
    for (who, stake) in nominators.iter().zip(stakes) {
        let targets = vec![account(Sr25519Keyring::Alice)];
        let status = pallet_staking::StakerStatus::Nominator(targets);
        genesis
            .staking
            .stakers
            .push((account(*who), account(*who), stake * UNIT, status));
    }
    with(genesis, || {
        let mut order: Vec<AccountId> = VoterList::iter().collect();
        order.retain(|who| nominators.iter().any(|key| account(*key) == *who));
        let expected = [1, 2, 0, 3].map(|index: usize| account(nominators[index]));
        assert_eq!(order, expected);
    });
}

#[test]
fn bags_should_reach_from_the_least_stake_to_all_votes_when_they_are_listed() {
    assert!(u128::from(BAG_THRESHOLDS[0]) <= terms::MIN_NOMINATOR_BOND);
    let last = BAG_THRESHOLDS[BAG_THRESHOLDS.len() - 1];
    assert!(last > u64::MAX / 2 && last < u64::MAX, "{last}");
    for bounds in BAG_THRESHOLDS.windows(2) {
        let step = Perbill::from_rational(bounds[1] - bounds[0], bounds[0]);
        assert!(step <= Perbill::from_rational(1u32, 8), "{step:?}");
    }
}

#[test]
fn election_should_fit_beside_everything_else_in_a_block_when_it_is_the_largest() {
    use pallet_staking::WeightInfo;
    type Staking = crate::weights::pallet_staking::WeightInfo<Runtime>;
    type Weights = crate::weights::frame_election_provider_support::WeightInfo<Runtime>;
    type Solver = frame_election_provider_support::SequentialPhragmen<AccountId, Perbill>;
    let (voters, targets) = (MaxElectingVoters::get(), MaxElectableTargets::get());
    let solved = Solver::weight::<Weights>(voters, targets, 16);
    // A candidate is a voter as well, and takes more to read than a nominator.
    let candidates = targets.min(voters);
    let read = Staking::get_npos_voters(candidates, voters - candidates)
        .saturating_add(Staking::get_npos_targets(targets));
    // What the new era writes: an exposure for each page, of which there is at most one for each validator beside those that 64
    // votes fill.
    let votes = voters * 16;
    let pages = MaxValidators::get() + votes / 64;
    let database = <Runtime as frame_system::Config>::DbWeight::get();
    let written = database.writes(u64::from(pages + MaxValidators::get() * 2));
    let block = RuntimeBlockWeights::get().max_block;
    let whole = solved.saturating_add(read).saturating_add(written);
    assert!(whole.ref_time() < block.ref_time() / 2, "{whole:?} of {block:?}");
    // The market's hooks come in the same block.
    let with_market = whole.saturating_add(crate::Market::max_hook_weight());
    assert!(
        with_market.ref_time() < block.ref_time(),
        "{with_market:?} of {block:?}"
    );
}

#[test]
fn report_of_an_equivocation_should_fit_in_a_block_when_the_offender_has_all_nominators() {
    let weights = RuntimeBlockWeights::get();
    let room = weights.get(DispatchClass::Normal).max_extrinsic.unwrap();
    let (validators, nominators) = (MaxValidators::get(), MaxElectingVoters::get());
    let babe = <EquivocationWeight as pallet_babe::WeightInfo>::report_equivocation(validators, nominators);
    let grandpa =
        <EquivocationWeight as pallet_grandpa::WeightInfo>::report_equivocation(validators, nominators);
    assert!(babe.ref_time() < room.ref_time(), "{babe:?} of {room:?}");
    assert!(grandpa.ref_time() < room.ref_time(), "{grandpa:?} of {room:?}");
}
