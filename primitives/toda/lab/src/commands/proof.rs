//! `proofnet-lab proof`: keys, proofs and public inputs of other tools, verified as the chain does, converted and shown.

mod files;
mod formats;

use crate::{
    output::{print, print_json},
    Failure,
};
use clap::Subcommand;
use files::{read, write};
use formats::{Format, Parts, System};
use proofnet_proofs::{circuit_id, prepare, verify, Backend, ProofSystem, Scalar};
use serde_json::{json, Value};
use std::path::PathBuf;

/// Verify, convert and inspect proofs of other tools.
///
/// Verification is the chain's own.
#[derive(Clone, Debug, clap::Args)]
#[command(after_long_help = GUIDE)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, Subcommand)]
enum Command {
    /// Say whether a proof is valid: exit status 0, or 1 with the reason.
    Verify(Verify),
    /// Write files in another format.
    Convert(Convert),
    /// Show what files hold, and whether a key would be accepted at registration.
    Inspect(Inspect),
}

/// The files to read.
#[derive(Clone, Debug, clap::Args)]
struct Input {
    /// Format of the files.
    #[arg(long, value_enum)]
    format: Format,
    /// Proof system of the files.
    #[arg(long, value_enum, default_value_t = System::Groth16Bn254)]
    system: System,
    /// The verifying key. Not for SP1 and RISC Zero, whose keys are known.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// The proof; - reads it from the standard input.
    #[arg(long, value_name = "FILE")]
    proof: Option<PathBuf>,
    /// The public inputs; of a zkVM, the program's public values (RISC Zero: the journal).
    #[arg(long, value_name = "FILE")]
    public: Option<PathBuf>,
    /// The zkVM's program: SP1's vkey, RISC Zero's image id, Pico's riscvVKey.
    #[arg(long, value_name = "0x...")]
    program: Option<String>,
}

#[derive(Clone, Debug, clap::Args)]
struct Verify {
    #[command(flatten)]
    input: Input,
    /// Print the verdict as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Debug, clap::Args)]
struct Convert {
    #[command(flatten)]
    input: Input,
    /// Format to write. gnark's holds no keys that could be written.
    #[arg(long, value_enum)]
    to: Format,
    /// Directory to write into, which is made if it does not exist.
    #[arg(long, value_name = "DIRECTORY")]
    out: PathBuf,
    /// Print what was written as one line of JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Debug, clap::Args)]
struct Inspect {
    #[command(flatten)]
    input: Input,
    /// Print one line of JSON.
    #[arg(long)]
    json: bool,
}

const GUIDE: &str = r#"Formats:

  snarkjs              verification_key.json, proof.json, public.json of snarkjs and circom, of any system
  solidity             calldata: JSON with the words of the proof, then the public inputs, nested or not (what snarkjs
                       generatecall prints, or uint256[8]). Words are hexadecimal or decimal. With inputs in the proof's
                       file, --public is not needed. Has no keys of its own: they are read as canonical
  arkworks             ark-serialize, uncompressed; public inputs as Vec<Fr>; of Groth16 over either curve, as the next
  arkworks-compressed  ark-serialize, compressed
  gnark                WriteRawTo; public inputs as the binary public witness
  gnark-compressed     WriteTo
  canonical            the chain's encoding, of any system; over BN254 EIP-197's words, big-endian, one after the other
  sp1                  proof.bytes() of SP1 4, 5 and 6; the release is seen from the proof
  risc-zero            a seal for Ethereum of RISC Zero 3
  pico                 the eight words of Pico's inputs.json, as solidity; the wrapper's key as canonical

All but these four are of Groth16 over BN254 only. Binary files may also be hexadecimal text after 0x.

Examples:

  proofnet-lab proof verify --format snarkjs --key verification_key.json --proof proof.json --public public.json
  proofnet-lab proof verify --system plonk-bn254 --format snarkjs --key vk.json --proof proof.json --public public.json
  proofnet-lab proof verify --format sp1 --program 0x00a2... --proof proof.hex --public values.hex
  proofnet-lab proof convert --format gnark --proof proof.bin --public public.wtns --to solidity --out calldata
  proofnet-lab proof inspect --format arkworks-compressed --key circuit.vk

Exit status: 0 if the proof is valid (verify), the files were written (convert) or read (inspect); 1 if proof or key is
refused, with the reason; 2 if files are malformed or missing."#;

/// Runs what `arguments` ask for.
///
/// # Errors
/// [`Failure::Input`] if a file cannot be read or is malformed, [`Failure::Other`] if proof or key is refused or nothing
/// can be written.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Verify(arguments) => run_verify(arguments),
        Command::Convert(arguments) => run_convert(arguments),
        Command::Inspect(arguments) => run_inspect(arguments),
    }
}

/// Why well-formed files do not make a valid proof, if they do not.
fn check(system: ProofSystem, key: &[u8], proof: &[u8], inputs: &[Scalar]) -> Result<(), String> {
    let key = prepare(Backend::Portable, system, key).map_err(|error| error.to_string())?;
    verify(Backend::Portable, &key, inputs, proof).map_err(|error| error.to_string())
}

fn run_verify(arguments: Verify) -> Result<(), Failure> {
    let system = arguments.input.system.system();
    let parts = load(&arguments.input)?;
    let missing = |what: &str| Failure::Input(format!("there is no {what}: give it with --{what}"));
    let key = parts.key.ok_or_else(|| missing("key"))?;
    let circuit = circuit(system, &key);
    let verdict = match parts.refused {
        Some(reason) => Err(reason),
        None => {
            let proof = parts.proof.ok_or_else(|| missing("proof"))?;
            let inputs = parts.inputs.ok_or_else(|| missing("public"))?;
            check(system, &key, &proof, &inputs).map(|()| inputs.len())
        }
    };
    if arguments.json {
        print_json(&json!({
            "valid": verdict.is_ok(),
            "reason": verdict.as_ref().err(),
            "circuit": circuit,
        }))?;
    } else if let Ok(inputs) = verdict {
        print(&format!("valid: {inputs} public inputs, circuit {circuit}"))?;
    }
    match verdict {
        Ok(_) => Ok(()),
        Err(reason) => Err(Failure::Other(format!("refused: {reason}"))),
    }
}

fn run_convert(arguments: Convert) -> Result<(), Failure> {
    let parts = load(&arguments.input)?;
    let files = arguments
        .to
        .write(arguments.input.system.system(), &parts)
        .map_err(Failure::Input)?;
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = arguments.out.join(name);
        write(&arguments.out, &path, &bytes)?;
        written.push(path.display().to_string());
    }
    match arguments.json {
        true => print_json(&json!({ "written": written })),
        false => print(&written.join("\n")),
    }
}

fn run_inspect(arguments: Inspect) -> Result<(), Failure> {
    let system = arguments.input.system.system();
    let parts = load(&arguments.input)?;
    if parts.key.is_none() && parts.proof.is_none() && parts.inputs.is_none() {
        return Err(Failure::Input(String::from(
            "nothing to inspect: give --key, --proof or --public",
        )));
    }
    let refusal = parts.key.as_ref().and_then(|key| {
        let prepared = prepare(Backend::Portable, system, key);
        prepared.err().map(|error| error.to_string())
    });
    let words = |bytes: &[u8], len: usize| -> Vec<Value> {
        let words = bytes.chunks(len);
        words
            .map(|word| Value::String(format!("0x{}", hex::encode(word))))
            .collect()
    };
    let word_len = match system {
        ProofSystem::Groth16Bls12381 => 48,
        _ => 32,
    };
    let report = json!({
        "key": parts.key.as_ref().map(|key| json!({
            "circuit": circuit(system, key),
            "public_inputs": system.public_inputs_of(key),
            "refused": refusal,
        })),
        "proof": parts.proof.as_ref().map(|proof| words(proof, word_len)),
        "inputs": parts.inputs.as_ref().map(|inputs| words(inputs.as_flattened(), 32)),
        "refused": parts.refused,
    });
    if arguments.json {
        return print_json(&report);
    }
    print(&describe(&report))
}

fn circuit(system: ProofSystem, key: &[u8]) -> String {
    format!("0x{}", hex::encode(circuit_id(system, key)))
}

/// The report for people.
fn describe(report: &Value) -> String {
    let mut lines = Vec::new();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let field = |value: &Value, name: &str| value.get(name).filter(|field| !field.is_null()).map(text);
    if let Some(key) = report.get("key").filter(|key| !key.is_null()) {
        lines.push(format!(
            "Circuit        {}",
            field(key, "circuit").unwrap_or_default()
        ));
        lines.push(format!(
            "Public inputs  {}",
            field(key, "public_inputs").unwrap_or_default()
        ));
        lines.push(match field(key, "refused") {
            Some(reason) => format!("Key            refused at registration: {reason}"),
            None => String::from("Key            sound: may be registered"),
        });
    }
    for (title, name) in [("Proof", "proof"), ("Input", "inputs")] {
        let words = report.get(name).and_then(Value::as_array).into_iter().flatten();
        lines.extend(
            words
                .zip(0..)
                .map(|(word, index)| format!("{title} {index:<8} {}", text(word))),
        );
    }
    if let Some(reason) = field(report, "refused") {
        lines.push(format!("Refused        {reason}"));
    }
    lines.join("\n")
}

/// Reads the files that `input` names.
fn load(input: &Input) -> Result<Parts, Failure> {
    let open = |path: &Option<PathBuf>| path.as_deref().map(read).transpose();
    let (key, proof, public) = (open(&input.key)?, open(&input.proof)?, open(&input.public)?);
    input
        .format
        .read(
            input.system.system(),
            key.as_ref(),
            proof.as_ref(),
            public.as_ref(),
            input.program.as_deref(),
        )
        .map_err(Failure::Input)
}
