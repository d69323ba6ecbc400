// Verification with snarkjs, outside the chain.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { groth16 } from "snarkjs";

import { check } from "./checks.mjs";
import { exportProof } from "./stage.mjs";

/** Exports the proof of `row` and has snarkjs verify it under the key that the application has, and refuse it altered. */
export async function verifyOutside({ worker, url, folder, row, circuit }) {
  const out = await exportProof(worker, url, row.request, folder);
  const [proof, publicSignals] = ["proof.json", "public.json"].map((name) =>
    JSON.parse(readFileSync(join(out, name), "utf8")),
  );
  const altered = publicSignals.map((signal, index) => (index === 0 ? `${BigInt(signal) + 1n}` : signal));
  const [accepted, refused] = [
    await groth16.verify(circuit.verificationKey, publicSignals, proof),
    !(await groth16.verify(circuit.verificationKey, altered, proof)),
  ];
  return check(
    `snarkjs accepts the proof of request ${row.request} (${circuit.name}), and not for another statement`,
    accepted && refused,
    accepted ? (refused ? "verified" : "also accepted for an altered statement") : "not accepted",
  );
}
