import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { isCurrent, replaceFolder } from "../src/folder.js";

const CIRCUITS = ["semaphore-20", "eddsa-poseidon"];

const HELP = `Usage: scripts/circuits/prepare [--check] [FOLDER]

Writes the demo's circuits to FOLDER (default: proofnet/circuits in the user's cache directory), one folder each:
  circuit.zkey           proving key (snarkjs)
  circuit.wasm           witness generator (circom 2)
  verification_key.json  verification key (snarkjs)
  info.json              origin, size, public signals in their order, files with their SHA-256
  inputs/NN.json         sample inputs of the witness generator
  statements/NN.json     the public signals that input NN leads to, in the verification key's order

Circuits: ${CIRCUITS.join(", ")}. A circuit that is there and whole is left as it is.
The set-up of eddsa-poseidon is made on this machine (2 to 4 minutes) and is good for the demo only: whoever ran it could
have kept what it takes to forge proofs. semaphore-20 comes with the keys of Semaphore's own ceremony.

  --check   also tests every circuit: its keys belong together, each sample leads to its statement, and a proof made
            with snarkjs verifies, and with an altered statement does not
`;

const log = (text) => console.log(text);

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help) return log(HELP);
  if (positionals.length > 1) throw new Error(`one folder expected, found ${positionals.length}: ${positionals.join(" ")}`);

  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  const out = resolve(positionals[0] ?? join(cache, "proofnet", "circuits"));
  const missing = CIRCUITS.filter((name) => !isCurrent(join(out, name)));
  if (missing.length > 0 || values.check) execFileSync(fileURLToPath(new URL("../../npm-packages", import.meta.url)), { stdio: "inherit" });

  mkdirSync(out, { recursive: true });
  for (const name of missing) {
    const start = Date.now();
    log(`${name}: preparing`);
    // Imported late, so that nothing has to be installed where nothing is to do.
    const { circuit } = await import(`../src/${name}.js`);
    const { writeCircuit } = await import("../src/write.js");
    await replaceFolder(join(out, name), (folder) => writeCircuit(folder, circuit, (text) => log(`${name}: ${text}`)));
    log(`${name}: done in ${Math.round((Date.now() - start) / 1000)} s`);
  }
  if (values.check) {
    const { checkCircuit } = await import("./check.js");
    for (const name of CIRCUITS) log(`${name}: ${await checkCircuit(join(out, name))}`);
  }
  log(`circuits are in ${out}`);
}

main().then(
  // snarkjs leaves worker threads behind, which would keep the process alive.
  () => process.exit(0),
  (error) => {
    console.error(`error: ${error.message}`);
    process.exit(1);
  },
);
