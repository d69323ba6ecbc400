// The circuits that scripts/circuits/prepare wrote, as requesters and the chain need them.

import { compactAddLength, u8aConcat, u8aToHex } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { canonicalKey, word } from "./encoding.mjs";

const CONSTRAINTS_PER_UNIT = 1000;

// A vote's nullifier is what the application learns from the proof; what else is public, it knows before.
const FREE_SIGNALS = { "semaphore-20": ["nullifier"] };

/** All circuits in `folder`. */
export function loadCircuits(folder) {
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const circuits = names
    .filter((name) => existsSync(join(folder, name, "info.json")))
    .map((name) => load(folder, name));
  if (circuits.length === 0) throw new Error(`no circuits in ${folder}: run scripts/circuits/prepare`);
  return circuits;
}

function load(folder, name) {
  const path = (...parts) => join(folder, name, ...parts);
  const info = readJson(path("info.json"));
  const verificationKey = readJson(path("verification_key.json"));
  const key = canonicalKey(verificationKey);
  return {
    name,
    units: Math.ceil(info.constraints / CONSTRAINTS_PER_UNIT),
    id: circuitId(key),
    key,
    verificationKey,
    verificationKeyFile: path("verification_key.json"),
    zkey: path("circuit.zkey"),
    wasm: path("circuit.wasm"),
    signals: info.publicSignals.map((signal) => signal.name),
    free: FREE_SIGNALS[name] ?? [],
    samples: readdirSync(path("inputs"))
      .sort()
      .map((file) => ({
        file: path("inputs", file),
        input: readFileSync(path("inputs", file)),
        publicInputs: readJson(path("statements", file)).map(word),
      })),
  };
}

/** Blake2-256 of the SCALE encoding of (Groth16 over BN254, `key`). */
function circuitId(key) {
  return blake2AsHex(u8aConcat(Uint8Array.of(0), compactAddLength(key)), 256);
}

/** The statement of a request for `sample`: what the requester knows is fixed, the rest is free. */
export function statementOf(circuit, sample) {
  return circuit.signals.map((name, index) =>
    circuit.free.includes(name) ? "Free" : { Fixed: u8aToHex(sample.publicInputs[index]) },
  );
}

/** Those of `publicInputs` that a statement of `circuit` leaves free, in their order. */
export function outputsOf(circuit, publicInputs) {
  return publicInputs.filter((_, index) => circuit.free.includes(circuit.signals[index]));
}

function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
