import { randomBytes } from "node:crypto";
import { join } from "node:path";
import * as snarkjs from "snarkjs";

const entropy = () => randomBytes(64).toString("hex");

/**
 * A Groth16 set-up, both phases, made here with one contribution each.
 *
 * For the demo only. It is not a ceremony: the proofs' soundness rests on this machine having forgotten the two secrets.
 * A circuit for real use takes its powers of tau from a public ceremony and collects contributions to the second phase.
 */
export async function setUp({ r1cs, zkey, work, log }) {
  const curve = await snarkjs.curves.getCurveFromName("bn128");
  const file = (name) => join(work, name);
  const { nConstraints, nOutputs, nPubInputs } = await snarkjs.r1cs.info(r1cs);
  const power = Math.ceil(Math.log2(nConstraints + nOutputs + nPubInputs + 1));

  log(`powers of tau for ${nConstraints} constraints (2^${power})`);
  await snarkjs.powersOfTau.newAccumulator(curve, power, file("0.ptau"));
  await snarkjs.powersOfTau.contribute(file("0.ptau"), file("1.ptau"), "demo", entropy());
  log("preparing phase 2: the longest step, minutes");
  await snarkjs.powersOfTau.preparePhase2(file("1.ptau"), file("2.ptau"), progress(log));
  log("keys of the circuit");
  await snarkjs.zKey.newZKey(r1cs, file("2.ptau"), file("0.zkey"));
  // Also needed for the key's form: without a contribution delta equals gamma, and such a key proves anything.
  await snarkjs.zKey.contribute(file("0.zkey"), zkey, "demo", entropy());
}

/** snarkjs tells each block of each transform: one line in ten seconds is enough for people. */
function progress(log) {
  let last = Date.now();
  const tell = (text) => {
    if (Date.now() - last < 10_000) return;
    last = Date.now();
    log(text);
  };
  return { debug: tell, info: tell, warn: log, error: log };
}
