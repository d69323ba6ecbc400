// The measurement of compare-snarkjs: WORKER CIRCUITS RUNS.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as snarkjs from "snarkjs";

const [worker, circuits, runs] = process.argv.slice(2);
const count = Number(runs);
if (!worker || !circuits || !Number.isInteger(count) || count < 1) {
  console.error("error: expected WORKER CIRCUITS RUNS, RUNS an integer from 1");
  process.exit(2);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const cli = fileURLToPath(new URL("node_modules/.bin/snarkjs", import.meta.url));

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

/** snarkjs as a program: from the files of key, witness generator and input to those of a proof. */
async function bySnarkjsProgram(folder, key) {
  const output = mkdtempSync(join(tmpdir(), "compare-snarkjs-"));
  const [proof, publicSignals] = [join(output, "proof.json"), join(output, "public.json")];
  const file = (name) => join(folder, name);
  const times = [];
  for (let run = 0; run < count; run++) {
    const start = performance.now();
    execFileSync(cli, ["groth16", "fullprove", file("inputs/01.json"), file("circuit.wasm"), file("circuit.zkey"), proof, publicSignals]);
    times.push(performance.now() - start);
    const read = (path) => JSON.parse(readFileSync(path));
    if (!(await snarkjs.groth16.verify(key, read(publicSignals), read(proof)))) throw new Error(`${folder}: the program's proof does not verify`);
  }
  rmSync(output, { recursive: true });
  return median(times);
}

async function byWorker(folder, key) {
  const proving = [];
  const whole = [];
  for (let run = 0; run <= count; run++) {
    const file = (name) => join(folder, name);
    const start = performance.now();
    const output = execFileSync(worker, [
      "prove", "--json", "--zkey", file("circuit.zkey"), "--wasm", file("circuit.wasm"), "--input", file("inputs/01.json"),
    ]);
    whole.push(performance.now() - start);
    const { proving_ms, snarkjs: written } = JSON.parse(output);
    proving.push(proving_ms);
    if (!(await snarkjs.groth16.verify(key, written.public, written.proof))) throw new Error(`${folder}: the worker's proof does not verify`);
  }
  return { proving: median(proving.slice(1)), whole: median(whole.slice(1)) };
}

const row = (name, what, theirs, ours) =>
  console.log(
    `${name.padEnd(20)} ${what.padEnd(26)} snarkjs ${theirs.toFixed(0).padStart(6)} ms   worker ${ours.toFixed(0).padStart(6)} ms   ${(theirs / ours).toFixed(1)} times faster`,
  );

for (const name of readdirSync(circuits).sort()) {
  const folder = join(circuits, name);
  const key = JSON.parse(readFileSync(join(folder, "verification_key.json")));
  const warm = await bySnarkjs(folder, key);
  const program = await bySnarkjsProgram(folder, key);
  const ours = await byWorker(folder, key);
  row(name, "proof from a witness", warm, ours.proving);
  row(name, "program, files to proof", program, ours.whole);
}
// snarkjs leaves the curve's threads running.
process.exit(0);
