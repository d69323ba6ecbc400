import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as snarkjs from "snarkjs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function demand(condition, folder, text) {
  if (!condition) throw new Error(`${folder}: ${text}; remove the folder and run scripts/circuits/prepare again`);
}

/** Tests a circuit's folder with snarkjs; returns a line that says what was tested. */
export async function checkCircuit(folder) {
  const path = (...names) => join(folder, ...names);
  const [zkey, wasm] = [path("circuit.zkey"), path("circuit.wasm")];
  const info = readJson(path("info.json"));
  const verificationKey = readJson(path("verification_key.json"));

  demand(same(verificationKey, await snarkjs.zKey.exportVerificationKey(zkey)), folder, "verification_key.json is not the key of circuit.zkey");
  demand(verificationKey.nPublic === info.publicSignals.length, folder, `the key has ${verificationKey.nPublic} public signals, info.json names ${info.publicSignals.length}`);
  demand(!same(verificationKey.vk_gamma_2, verificationKey.vk_delta_2), folder, "gamma equals delta: the second phase has no contribution");

  const samples = readdirSync(path("inputs")).sort();
  const statements = samples.map((file) => readJson(path("statements", file)));
  demand(new Set(statements.map(String)).size === samples.length, folder, "two samples have the same statement");
  for (const [index, file] of samples.entries()) {
    const witness = { type: "mem" };
    await snarkjs.wtns.calculate(readJson(path("inputs", file)), wasm, witness);
    const values = (await snarkjs.wtns.exportJson(witness)).map(String);
    demand(same(values.slice(1, 1 + verificationKey.nPublic), statements[index]), folder, `inputs/${file} does not lead to statements/${file}`);
  }

  const start = Date.now();
  const { proof, publicSignals } = await snarkjs.groth16.fullProve(readJson(path("inputs", samples[0])), wasm, zkey);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  demand(await snarkjs.groth16.verify(verificationKey, publicSignals, proof), folder, "snarkjs refuses its own proof");
  const altered = [...publicSignals.slice(0, -1), (BigInt(publicSignals.at(-1)) + 1n).toString()];
  demand(!(await snarkjs.groth16.verify(verificationKey, altered, proof)), folder, "a proof verifies with an altered statement");
  return `${samples.length} samples lead to their statements, a proof (${seconds} s with snarkjs) verifies`;
}
