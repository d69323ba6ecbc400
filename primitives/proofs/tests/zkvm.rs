//! Programs of zkVMs: keys, selectors, statements and the forms proofs are handed around in, held against what the
//! vendors published.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "common/vectors.rs"]
mod vectors;

use proofnet_proofs::{
    circuit_id,
    zkvm::{
        public_values_digest,
        risc_zero::{self, hash_struct},
        sp1, Meaning, Program,
        ProgramError::{self, *},
    },
    ProofSystem,
};
use sp_crypto_hashing::sha2_256;
use vectors::{runs, Run};

fn run(name: &str) -> Run {
    runs().into_iter().find(|run| run.name == name).unwrap()
}

#[test]
fn program_should_accept_its_inputs_when_they_are_as_published() {
    for run in runs() {
        assert_eq!(run.program.check(&run.inputs(), &run.public_values), Ok(()));
        assert_eq!(run.program.check_program(&run.inputs()), Ok(()));
    }
}

#[test]
fn program_key_should_be_the_vendors_when_it_is_known() {
    for run in runs() {
        if let Some(key) = run.program.key() {
            assert_eq!(key, run.key, "{}", run.name);
        }
        assert_eq!(
            run.program.circuit(),
            circuit_id(ProofSystem::Groth16Bn254, &run.key)
        );
    }
}

#[test]
fn sp1_selector_should_hash_the_vendors_key_when_computed() {
    let files = ["v4", "v5", "v6.0", "v6.1"].map(|version| format!("sp1/groth16_vk_{version}.bin"));
    for (release, file) in sp1::Release::ALL.into_iter().zip(files) {
        assert_eq!(sha2_256(&vectors::bytes(&file))[..4], release.selector());
        assert_eq!(sp1::Release::from_selector(release.selector()), Some(release));
    }
    assert_eq!(sp1::Release::from_selector([0; 4]), None);
}

#[test]
fn risc_zero_selector_should_hash_root_id_and_key_when_computed() {
    let release = risc_zero::Release::V3;
    let key = release.key();
    let terms = key[448..].chunks(64).map(sha2_256).rev();
    let terms = terms.fold([0; 32], |tail, head| {
        hash_struct("risc0_groth16.VerifyingKey.IC", &[&head, &tail], &[])
    });
    let points = [&key[..64], &key[64..192], &key[192..320], &key[320..448]].map(sha2_256);
    let [alpha, beta, gamma, delta] = &points;
    let key = hash_struct(
        "risc0_groth16.VerifyingKey",
        &[alpha, beta, gamma, delta, &terms],
        &[],
    );
    let mut control_id = release.control_id();
    control_id.reverse();
    let parameters = hash_struct(
        "risc0.Groth16ReceiptVerifierParameters",
        &[&release.control_root(), &control_id, &key],
        &[],
    );
    // The whole hash is in the crate risc0-ethereum-contracts.
    let published = "73c457ba541936f0d907daf0c7253a39a9c5c427c225ba7709e44702d3c6eedc";
    assert_eq!(hex::encode(parameters), published);
    assert_eq!(parameters[..4], release.selector());
}

#[test]
fn program_should_refuse_inputs_when_the_public_values_are_others() {
    for run in runs() {
        let other = [run.public_values.as_slice(), &[0]].concat();
        let meaning = match run.program {
            Program::RiscZero { .. } => Meaning::Claim,
            _ => Meaning::PublicValues,
        };
        let refused = run.program.check(&run.inputs(), &other);
        assert!(
            matches!(refused, Err(Mismatch { meaning: found, .. }) if found == meaning),
            "{}",
            run.name
        );
    }
}

#[test]
fn program_should_refuse_inputs_when_another_program_ran() {
    for run in runs() {
        let other = match run.program {
            Program::Sp1 { release, .. } => Program::Sp1 {
                release,
                vkey: [1; 32],
            },
            Program::RiscZero { release, .. } => Program::RiscZero {
                release,
                image_id: [1; 32],
            },
            Program::Pico { circuit, .. } => Program::Pico {
                circuit,
                vkey: [1; 32],
            },
        };
        assert!(other.check(&run.inputs(), &run.public_values).is_err());
    }
}

#[test]
fn program_should_refuse_inputs_when_any_fixed_one_is_changed() {
    for run in runs() {
        let statement = run.program.statement_with(&run.public_values).unwrap();
        for (index, fixed) in statement.iter().enumerate() {
            let mut inputs = run.inputs();
            inputs[index][31] ^= 1;
            let result = run.program.check(&inputs, &run.public_values);
            let expected = Err(Mismatch {
                index: index as u32,
                meaning: run.program.meanings()[index],
            });
            assert_eq!(result, if fixed.is_some() { expected } else { Ok(()) });
        }
    }
}

#[test]
fn program_should_refuse_inputs_when_there_are_more_or_fewer() {
    for run in runs() {
        let inputs = run.inputs();
        let expected = inputs.len() as u32;
        let more = [inputs.as_slice(), &[[0; 32]]].concat();
        let count = |got| Err(InputCount { expected, got });
        assert_eq!(run.program.check(&more, &run.public_values), count(expected + 1));
        assert_eq!(run.program.check(&[], &run.public_values), count(0));
    }
}

#[test]
fn program_should_leave_the_nonce_alone_free_when_public_values_are_known() {
    let run = run("SP1 6.1");
    let free = |statement: Vec<Option<_>>| -> Vec<usize> {
        let free = statement.iter().enumerate().filter(|(_, input)| input.is_none());
        free.map(|(index, _)| index).collect()
    };
    assert_eq!(free(run.program.statement_with(&run.public_values).unwrap()), [4]);
    assert_eq!(free(run.program.statement().unwrap()), [1, 4]);
}

#[test]
fn program_should_be_refused_when_its_key_is_not_canonical() {
    let sp1 = Program::Sp1 {
        release: sp1::Release::V5,
        vkey: [0xff; 32],
    };
    let pico = Program::Pico {
        circuit: [0; 32],
        vkey: [0xff; 32],
    };
    for program in [sp1, pico] {
        assert_eq!(program.statement(), Err(ProgramNotCanonical));
    }
}

#[test]
fn public_values_should_lose_three_bits_when_hashed() {
    let digest = public_values_digest(b"public values");
    let whole = sha2_256(b"public values");
    assert_eq!(digest[0], whole[0] & 0x1f);
    assert_eq!(digest[1..], whole[1..]);
}

#[test]
fn seal_should_give_the_published_bytes_when_opened_before() {
    for run in runs() {
        let sealed = run.program.seal(&run.opened().proof, &run.inputs());
        assert_eq!(sealed, Ok(run.sealed), "{}", run.name);
    }
}

#[test]
fn seal_should_refuse_when_the_inputs_are_another_programs() {
    let run = run("SP1 6.1");
    let mut inputs = run.inputs();
    inputs[2][31] = 1;
    let exit_code = Mismatch {
        index: 2,
        meaning: Meaning::ExitCode,
    };
    assert_eq!(run.program.seal(&run.opened().proof, &inputs), Err(exit_code));
}

#[test]
fn open_should_refuse_when_the_selector_is_another_releases() {
    for run in runs() {
        if run.name == "Pico" {
            continue;
        }
        let mut sealed = run.sealed.clone();
        sealed[0] ^= 1;
        assert!(matches!(run.program.open(&sealed), Err(Selector { .. })));
    }
}

#[test]
fn open_should_name_both_selectors_when_releases_are_mixed_up() {
    let (four, five) = (run("SP1 4"), run("SP1 5"));
    let error = five.program.open(&four.sealed).unwrap_err().to_string();
    assert!(error.starts_with("proof with selector 0x11b6a09d: expected 0xa4594c59"));
}

#[test]
fn open_should_refuse_when_a_byte_is_missing_or_added() {
    for run in runs() {
        let longer = [run.sealed.as_slice(), &[0]].concat();
        let shorter = &run.sealed[1..];
        for bytes in [longer.as_slice(), shorter, &[]] {
            let expected = ProgramError::Length {
                len: bytes.len() as u32,
                expected: run.sealed.len() as u32,
            };
            assert_eq!(run.program.open(bytes), Err(expected));
        }
    }
}

#[test]
fn open_should_refuse_when_the_proof_carries_a_failure_or_another_root() {
    let run = run("SP1 6.1");
    for (at, index, meaning) in [(35, 2, Meaning::ExitCode), (67, 3, Meaning::RecursionRoot)] {
        let mut sealed = run.sealed.clone();
        sealed[at] ^= 1;
        assert_eq!(run.program.open(&sealed), Err(Mismatch { index, meaning }));
    }
}
