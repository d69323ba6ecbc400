use super::*;
use crate::Call;
use frame_support::assert_noop;
use sp_runtime::{traits::Dispatchable, DispatchError};

#[test]
fn every_call_should_fail_with_bad_origin_when_not_signed() {
    run(|| {
        register(1, MIN_STAKE, 1);
        let calls: Vec<Call<Test>> = vec![
            Call::register {
                stake: MIN_STAKE,
                slots: 1,
                commission: Permill::zero(),
            },
            Call::stake {
                prover: 1,
                amount: 500,
            },
            Call::unstake {
                prover: 1,
                shares: 500,
            },
            Call::set_commission {
                commission: Permill::zero(),
            },
            Call::unjail {},
            Call::close { prover: 1 },
            Call::set_slots { slots: 1 },
            Call::propose_worker { worker: 2 },
            Call::accept_worker { prover: 1 },
            Call::remove_worker { worker: 2 },
            Call::set_input_key { key: None },
            Call::deregister {},
            Call::withdraw { prover: 1, staker: 2 },
        ];
        // Governance's call is tried in `parameters`.
        assert_eq!(
            calls.len() + 1,
            <Call<Test> as frame_support::traits::GetCallName>::get_call_names().len()
        );

        for call in calls {
            for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
                assert_noop!(
                    RuntimeCall::from(call.clone()).dispatch(origin),
                    DispatchError::BadOrigin
                );
            }
        }
    });
}
