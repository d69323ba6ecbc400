#!/usr/bin/env node
// A prover for prover-worker's backend `command`: snarkjs' own, for circom circuits with Groth16 or PLONK.
//
//   node prover.mjs CIRCUIT.wasm CIRCUIT.zkey [FOLDER]
//
// FOLDER is where snarkjs is installed, if not beside this file. One JSON document comes in on standard input, one goes out on
// standard output: docs/provers/command.md.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const VERSION = 1;
const SYSTEMS = {
  groth16: { bn128: 'groth16-bn254', bls12381: 'groth16-bls12-381' },
  plonk: { bn128: 'plonk-bn254' },
};

// Standard output holds the answer alone; snarkjs and its libraries may log.
console.log = console.info = console.error;

const [wasm, zkey, folder] = process.argv.slice(2);
const require = createRequire(folder ? resolve(folder, 'prover.mjs') : fileURLToPath(import.meta.url));
const snarkjs = require('snarkjs');

class Refusal extends Error {
  constructor(reason, permanent, message) {
    super(message);
    this.answer = { type: 'error', reason, permanent, message };
  }
}

async function main() {
  if (!zkey) throw new Refusal('circuit-unavailable', true, 'usage: prover.mjs CIRCUIT.wasm CIRCUIT.zkey [FOLDER]');
  const request = JSON.parse(await text(process.stdin));
  if (request.version !== VERSION) {
    throw new Refusal('failed', true, `version ${request.version} was asked for, this is version ${VERSION}`);
  }
  const { name, key } = await description(zkey);
  if (request.type === 'describe') {
    return { type: 'description', name: `snarkjs ${await version()}`, systems: [name] };
  }
  if (request.system !== name) throw new Refusal('circuit-unavailable', true, `${zkey} is of ${name}`);
  return prove(key.protocol, wasm, zkey, signals(await input(request.input)));
}

async function version() {
  const file = resolve(dirname(require.resolve('snarkjs')), '../package.json');
  return JSON.parse(await readFile(file, 'utf8')).version;
}

async function description(zkey) {
  const key = await snarkjs.zKey.exportVerificationKey(zkey).catch((error) => {
    throw new Refusal('circuit-unavailable', true, `${zkey}: ${error.message}`);
  });
  const name = SYSTEMS[key.protocol]?.[key.curve];
  if (!name) throw new Refusal('circuit-unavailable', true, `${zkey}: no proofs of ${key.protocol} over ${key.curve}`);
  return { name, key };
}

async function input({ hex, path }) {
  return path === undefined ? Buffer.from(hex.slice(2), 'hex') : readFile(path);
}

function signals(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new Refusal('witness-unsatisfiable', true, `the input is not JSON: ${error.message}`);
  }
}

async function prove(protocol, wasm, zkey, input) {
  const witness = { type: 'mem' };
  try {
    await snarkjs.wtns.calculate(input, wasm, witness);
  } catch (error) {
    // What the circuit asserts, and signals that are missing, unknown or too many.
    throw new Refusal('witness-unsatisfiable', true, error.message.split('\n')[0]);
  }
  const { proof, publicSignals } = await snarkjs[protocol].prove(zkey, witness);
  return {
    type: 'proof',
    proof: { encoding: 'snarkjs', value: proof },
    public_inputs: { encoding: 'snarkjs', value: publicSignals },
  };
}

const answer = await main().catch((error) =>
  error.answer ?? { type: 'error', reason: 'failed', permanent: false, message: String(error?.stack ?? error) });
process.stdout.write(JSON.stringify({ version: VERSION, ...answer }), () => process.exit(0));
