// The measurement of compare-snarkjs: WORKER CIRCUITS RUNS.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import * as snarkjs from "snarkjs";

const [worker, circuits, runs] = process.argv.slice(2);
const count = Number(runs);
if (!worker || !circuits || !Number.isInteger(count) || count < 1) {
  console.error("error: expected WORKER CIRCUITS RUNS, RUNS an integer from 1");
  process.exit(2);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function bySnarkjs(folder, key) {
  const zkey = { type: "mem", data: readFileSync(join(folder, "circuit.zkey")) };
  const wasm = { type: "mem", data: readFileSync(join(folder, "circuit.wasm")) };
  const input = JSON.parse(readFileSync(join(folder, "inputs/01.json")));
  const witness = { type: "mem" };
  await snarkjs.wtns.calculate(input, wasm, witness);
  const times = [];
  // The first one compiles the curve's code and starts its threads.
  for (let run = 0; run <= count; run++) {
    const start = performance.now();
    const { proof, publicSignals } = await snarkjs.groth16.prove(zkey, witness);
    times.push(performance.now() - start);
    if (!(await snarkjs.groth16.verify(key, publicSignals, proof))) throw new Error(`${folder}: snarkjs' proof does not verify`);
  }
  return median(times.slice(1));
}

async function byWorker(folder, key) {
  const times = [];
  for (let run = 0; run < count; run++) {
    const file = (name) => join(folder, name);
    const output = execFileSync(worker, [
      "prove", "--json", "--zkey", file("circuit.zkey"), "--wasm", file("circuit.wasm"), "--input", file("inputs/01.json"),
    ]);
    const { proving_ms, snarkjs: written } = JSON.parse(output);
    times.push(proving_ms);
    if (!(await snarkjs.groth16.verify(key, written.public, written.proof))) throw new Error(`${folder}: the worker's proof does not verify`);
  }
  return median(times);
}

for (const name of readdirSync(circuits).sort()) {
  const folder = join(circuits, name);
  const key = JSON.parse(readFileSync(join(folder, "verification_key.json")));
  const theirs = await bySnarkjs(folder, key);
  const ours = await byWorker(folder, key);
  console.log(
    `${name.padEnd(20)} snarkjs ${theirs.toFixed(0).padStart(6)} ms   worker ${ours.toFixed(0).padStart(6)} ms   ${(theirs / ours).toFixed(1)} times faster`,
  );
}
// snarkjs leaves the curve's threads running.
process.exit(0);
