use super::*;
use crate::Call;
use frame_support::{assert_noop, traits::GetCallName};
use proofnet_proofs::{zkvm::Program, Backend};
use sp_runtime::{traits::Dispatchable, DispatchError};

#[test]
fn every_call_should_fail_with_bad_origin_when_the_origin_is_wrong() {
    run(|| {
        let fixture = Fixture::new(1, 0);
        let circuit = register(1, &fixture);
        let values = fixture.inputs();
        let (none, root, signed) = (
            RuntimeOrigin::none(),
            RuntimeOrigin::root(),
            RuntimeOrigin::signed(1),
        );
        let calls: Vec<(Call<Test>, [RuntimeOrigin; 2])> = vec![
            (
                Call::register_circuit {
                    system: SYSTEM,
                    key: bytes(Fixture::new(1, 1).key()),
                    units: 1,
                    artifacts: None,
                },
                [none.clone(), root.clone()],
            ),
            (Call::remove_circuit { circuit }, [none.clone(), root.clone()]),
            (
                Call::verify {
                    circuit,
                    public_inputs: inputs(&values),
                    proof: proof(&fixture.prove(&values, 1)),
                },
                [none.clone(), root.clone()],
            ),
            (
                Call::set_backend {
                    backend: Backend::Portable,
                },
                [none.clone(), signed],
            ),
            (
                Call::register_program {
                    program: Program::Pico {
                        circuit: circuit.0,
                        vkey: [0; 32],
                    },
                    units: 1,
                    artifacts: None,
                },
                [none.clone(), root.clone()],
            ),
            (
                Call::attest {
                    circuit,
                    public_inputs: inputs(&values),
                    proof: proof(&fixture.prove(&values, 1)),
                },
                [none.clone(), root.clone()],
            ),
            (
                Call::remove_receipt {
                    statement: crate::H256::zero(),
                },
                [none, root],
            ),
        ];
        assert_eq!(calls.len(), Call::<Test>::get_call_names().len());

        for (call, origins) in calls {
            for origin in origins {
                assert_noop!(
                    RuntimeCall::from(call.clone()).dispatch(origin),
                    DispatchError::BadOrigin
                );
            }
        }
    });
}
