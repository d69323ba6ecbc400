import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as snarkjs from "snarkjs";

import { circuit } from "../src/semaphore-20.js";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../../..", import.meta.url));
const prover = join(root, "prover-worker/examples/snarkjs/prover.mjs");
const artifact = (extension) => require.resolve(`@zk-kit/semaphore-artifacts/semaphore-20.${extension}`);
const { input, statement } = circuit.samples()[0];
let folder, key;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "proofnet-test-"));
  key = await snarkjs.zKey.exportVerificationKey(artifact("zkey"));
  writeFileSync(join(folder, "key.json"), JSON.stringify(key));
});

after(async () => {
  rmSync(folder, { recursive: true });
  await globalThis.curve_bn128?.terminate();
});

/** What `prover-worker prove --command` prints for `input` with the example as the prover. */
async function proveByCommand(input) {
  const file = join(folder, "input.json");
  writeFileSync(file, JSON.stringify(input));
  const { stdout } = await promisify(execFile)(workerBinary(), [
    ...["prove", "--verifying-key", join(folder, "key.json"), "--input", file, "--memory-mib", "4096", "--json"],
    ...["--command", process.execPath, prover, artifact("wasm"), artifact("zkey"), join(root, "scripts/circuits")],
  ]);
  return JSON.parse(stdout);
}

function workerBinary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "proofnet/target");
  const file = process.env.PROVER_WORKER ?? join(target, "debug/prover-worker");
  assert.ok(existsSync(file), `${file} is missing: build prover-worker first, as scripts/test does, or name it in PROVER_WORKER`);
  return file;
}

test("worker_should_have_a_real_circuit_proved_when_snarkjs_is_its_command", async () => {
  const proved = await proveByCommand(input);
  assert.match(proved.prover, /^snarkjs 0\.7/);
  assert.deepEqual(proved.snarkjs.public, statement);
  assert.ok(await snarkjs.groth16.verify(key, statement, proved.snarkjs.proof));
});

test("worker_should_say_why_when_snarkjs_finds_no_witness", async () => {
  const { secret, ...incomplete } = input;
  await assert.rejects(proveByCommand(incomplete), /error\[command\.refused\].*WitnessUnsatisfiable/s);
});
