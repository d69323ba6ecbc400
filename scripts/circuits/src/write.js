import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as snarkjs from "snarkjs";

import { listFiles, recipe } from "./folder.js";
import { readZkeySize } from "./zkey.js";

const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

/** Writes all files of a circuit, which is given as `circuit` in semaphore-20.js is. */
export async function writeCircuit(folder, circuit, log) {
  const zkey = join(folder, "circuit.zkey");
  await circuit.writeArtifacts({ folder, zkey, wasm: join(folder, "circuit.wasm"), log });
  writeJson(join(folder, "verification_key.json"), await snarkjs.zKey.exportVerificationKey(zkey));

  mkdirSync(join(folder, "inputs"));
  mkdirSync(join(folder, "statements"));
  const samples = circuit.samples();
  samples.forEach(({ input, statement }, index) => {
    const file = `${String(index + 1).padStart(2, "0")}.json`;
    writeJson(join(folder, "inputs", file), input);
    writeJson(join(folder, "statements", file), statement);
  });
  log(`${samples.length} sample inputs`);

  writeJson(join(folder, "info.json"), {
    name: circuit.name,
    description: circuit.description,
    proofSystem: "groth16",
    curve: "bn254",
    source: circuit.source.map(({ name, template }) => ({ package: name, version: pinnedVersion(name), template })),
    setup: circuit.setup,
    ...readZkeySize(readFileSync(zkey)),
    publicSignals: circuit.publicSignals,
    files: listFiles(folder),
    recipe: recipe(),
  });
}

const pinned = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).dependencies;

function pinnedVersion(name) {
  const version = pinned[name];
  if (version === undefined) throw new Error(`${name} is not among the dependencies of scripts/circuits/package.json`);
  return version;
}
