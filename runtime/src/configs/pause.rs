//! Which calls governance may pause, each by its name, until it resumes them.
//!
//! The market has a pause of its own, [`pallet_market::Pallet::set_paused`], because its deadlines must stand still with it.
//! Everything else that an emergency may concern needs no more than that a call is refused: what is running goes on.

use crate::*;
use frame_support::traits::{ConstU32, Contains};
use pallet_tx_pause::RuntimeCallNameOf;

/// Pallets whose calls may be paused. The others keep the chain going and let governance act: without them nothing could be resumed.
const PAUSABLE: [&str; 10] = [
    "Balances",
    "Utility",
    "Multisig",
    "Proxy",
    "Staking",
    "NominationPools",
    "Treasury",
    "Verifier",
    "Provers",
    "Market",
];

/// Calls that go on all the same: whoever has a job can deliver it or hand it back, whoever has an open request can cancel it, a
/// stolen worker key can be revoked, and the market can be resumed.
const ALWAYS_OPEN: [(&str, &str); 6] = [
    ("Market", "deliver"),
    ("Market", "deliver_batch"),
    ("Market", "reject"),
    ("Market", "cancel"),
    ("Market", "set_paused"),
    ("Provers", "remove_worker"),
];

/// The calls that cannot be paused.
pub struct NeverPaused;

impl Contains<RuntimeCallNameOf<Runtime>> for NeverPaused {
    fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
        let is_pallet = |name: &&str| name.as_bytes() == pallet.as_slice();
        let is_call = |(of, name): &(&str, &str)| is_pallet(of) && name.as_bytes() == call.as_slice();
        !PAUSABLE.iter().any(is_pallet) || ALWAYS_OPEN.iter().any(is_call)
    }
}

impl pallet_tx_pause::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeCall = RuntimeCall;
    type PauseOrigin = origins::Guard;
    type UnpauseOrigin = origins::Guard;
    #[cfg(not(feature = "runtime-benchmarks"))]
    type WhitelistedCalls = NeverPaused;
    // The SDK's benchmarks pause a call of a pallet that is none.
    #[cfg(feature = "runtime-benchmarks")]
    type WhitelistedCalls = frame_support::traits::Nothing;
    type MaxNameLen = ConstU32<256>;
    type WeightInfo = weights::pallet_tx_pause::WeightInfo<Runtime>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use frame_support::{
        assert_noop, assert_ok,
        traits::{GetCallMetadata, UnfilteredDispatchable},
    };
    use sp_runtime::{traits::Dispatchable, BuildStorage, Permill};

    fn in_a_chain(test: impl FnOnce()) {
        let storage = frame_system::GenesisConfig::<Runtime>::default().build_storage();
        sp_io::TestExternalities::new(storage.unwrap()).execute_with(test);
    }

    fn name(pallet: &str, call: &str) -> RuntimeCallNameOf<Runtime> {
        let bounded = |name: &str| name.as_bytes().to_vec().try_into().unwrap();
        (bounded(pallet), bounded(call))
    }

    fn guard() -> RuntimeOrigin {
        origins::Origin::Guard.into()
    }

    fn register() -> RuntimeCall {
        RuntimeCall::Provers(pallet_provers::Call::register {
            stake: 0,
            slots: 1,
            commission: Permill::zero(),
        })
    }

    fn dispatched(call: RuntimeCall) -> sp_runtime::DispatchError {
        let origin = RuntimeOrigin::signed(AccountId::new([1; 32]));
        call.dispatch(origin).unwrap_err().error
    }

    #[test]
    fn call_should_be_refused_when_paused_and_go_on_when_resumed() {
        in_a_chain(|| {
            let refused_by_itself = dispatched(register());
            assert_ok!(TxPause::pause(guard(), name("Provers", "register")));
            assert_eq!(
                dispatched(register()),
                frame_system::Error::<Runtime>::CallFiltered.into()
            );
            assert_ok!(TxPause::unpause(guard(), name("Provers", "register")));
            assert_eq!(dispatched(register()), refused_by_itself);
        });
    }

    #[test]
    fn paused_call_should_be_refused_when_wrapped_in_a_batch() {
        in_a_chain(|| {
            assert_ok!(TxPause::pause(guard(), name("Provers", "register")));
            let batch = pallet_utility::Call::batch_all {
                calls: vec![register()],
            };
            assert_eq!(
                dispatched(RuntimeCall::Utility(batch)),
                frame_system::Error::<Runtime>::CallFiltered.into()
            );
        });
    }

    #[test]
    fn pause_should_be_refused_when_the_call_must_go_on() {
        in_a_chain(|| {
            let mut names: Vec<(&str, &str)> = ALWAYS_OPEN.to_vec();
            names.extend([
                ("Timestamp", "set"),
                ("Referenda", "submit"),
                ("ConvictionVoting", "vote"),
                ("TxPause", "unpause"),
                ("System", "set_code"),
            ]);
            for (pallet, call) in names {
                assert_noop!(
                    TxPause::pause(guard(), name(pallet, call)),
                    pallet_tx_pause::Error::<Runtime>::Unpausable
                );
            }
        });
    }

    #[test]
    fn pause_should_be_refused_when_nobody_governs() {
        in_a_chain(|| {
            let signed = RuntimeOrigin::signed(AccountId::new([1; 32]));
            let pause = RuntimeCall::TxPause(pallet_tx_pause::Call::pause {
                full_name: name("Provers", "register"),
            });
            assert_noop!(
                pause.dispatch_bypass_filter(signed),
                sp_runtime::DispatchError::BadOrigin
            );
        });
    }

    #[test]
    fn names_should_be_those_of_the_runtime_when_listed() {
        for pallet in PAUSABLE {
            assert!(RuntimeCall::get_module_names().contains(&pallet), "{pallet}");
        }
        for (pallet, call) in ALWAYS_OPEN {
            assert!(
                RuntimeCall::get_call_names(pallet).contains(&call),
                "{pallet}.{call}"
            );
        }
    }
}
