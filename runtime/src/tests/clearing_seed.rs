use crate::{configs::market::ClearingSeed, Hash, System};
use frame_support::traits::Randomness;
use sp_consensus_babe::{
    digests::{PreDigest, SecondaryVRFPreDigest},
    BABE_ENGINE_ID,
};
use sp_core::{
    crypto::VrfSecret,
    sr25519::{vrf::VrfTranscript, Pair},
    Pair as _,
};
use sp_runtime::{Digest, DigestItem};

/// The seed in block 1 after `parent`, by an author whose VRF was over `input`.
fn seed(input: u64, parent: Hash) -> Hash {
    let author = Pair::from_seed(&[7; 32]);
    let transcript = VrfTranscript::new(b"test", &[(b"input", &input.to_le_bytes())]);
    let pre_digest = PreDigest::SecondaryVRF(SecondaryVRFPreDigest {
        authority_index: 0,
        slot: 9.into(),
        vrf_signature: author.vrf_sign(&transcript.into_sign_data()),
    });
    let logs = vec![DigestItem::PreRuntime(
        BABE_ENGINE_ID,
        codec::Encode::encode(&pre_digest),
    )];
    sp_io::TestExternalities::default().execute_with(|| {
        System::initialize(&1, &parent, &Digest { logs });
        ClearingSeed::random(b"clearing").0
    })
}

#[test]
fn seed_should_depend_on_the_parent_when_the_author_is_the_same() {
    let [parent, other] = [1, 2].map(Hash::repeat_byte);
    assert_ne!(seed(1, parent), seed(1, other));
}

#[test]
fn seed_should_depend_on_the_vrf_of_its_own_block_when_the_parent_is_the_same() {
    let parent = Hash::repeat_byte(1);
    assert_ne!(seed(1, parent), seed(2, parent));
}

/// A signature can be made anew at will: the author must not be able to choose the seed by that.
#[test]
fn seed_should_not_change_when_the_author_signs_again() {
    let parent = Hash::repeat_byte(1);
    assert_eq!(seed(1, parent), seed(1, parent));
}
