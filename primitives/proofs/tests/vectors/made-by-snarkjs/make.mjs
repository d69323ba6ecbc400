// Makes the vectors of this folder with snarkjs: run scripts/npm-packages, then this file with node.
//
// Setups are contributed to here and proofs are blinded, so that every run makes other ones.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, "../../../../../scripts/package.json"));
const snarkjs = require("snarkjs");
const work = mkdtempSync(join(tmpdir(), "vectors-"));
const entropy = () => randomBytes(64).toString("hex");

const CIRCUITS = {
  product: { a: "2", b: "5", square: "2" },
  powers: { a: "3", b: "4" },
  squares: { root: Array.from({ length: 64 }, (_, i) => String(i + 1)) },
};

const R = {
  bn128: 21888242871839275222246405745257275088548364400416034343698204186575808495617n,
  bls12381: 52435875175126190479447740508185965837690552500527637822603658699938581184513n,
};

function compile(name, curve) {
  const folder = join(work, curve, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(here, `${name}.circom`), join(folder, `${name}.circom`));
  const options = ["--r1cs", "--wasm", "--prime", curve, "-o", "."];
  execFileSync(process.execPath, [require.resolve("circom2/cli.js"), `${name}.circom`, ...options], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { r1cs: join(folder, `${name}.r1cs`), wasm: join(folder, `${name}_js`, `${name}.wasm`) };
}

async function powersOfTau(name, power) {
  const curve = await snarkjs.curves.getCurveFromName(name);
  const file = (step) => join(work, `${name}-${step}.ptau`);
  await snarkjs.powersOfTau.newAccumulator(curve, power, file(0));
  await snarkjs.powersOfTau.contribute(file(0), file(1), "vectors", entropy());
  await snarkjs.powersOfTau.preparePhase2(file(1), file(2));
  return file(2);
}

/** What changes, and what snarkjs says of the changed proof. */
async function changes(verify, { key, proof, publicSignals }, r) {
  const list = [];
  const tell = async (change, changed) => {
    const { proof: p = proof, publicSignals: s = publicSignals } = changed;
    list.push({ ...change, holds: await verify(key, s, p).catch(() => false) });
  };
  const plusOne = (text) => (BigInt(text) + 1n).toString();
  for (const [member, value] of Object.entries(proof)) {
    if (member === "protocol" || member === "curve") continue;
    if (typeof value === "string") {
      await tell({ member, plusOne: true }, { proof: { ...proof, [member]: plusOne(value) } });
      continue;
    }
    for (const other of Object.keys(proof).filter((other) => other > member && Array.isArray(proof[other]))) {
      if (value.flat().length !== proof[other].flat().length) continue;
      await tell({ member, swap: other }, { proof: { ...proof, [member]: proof[other], [other]: value } });
    }
  }
  for (let at = 0; at < publicSignals.length; at++) {
    const input = publicSignals[at];
    await tell({ input: at, plusOne: true }, { publicSignals: replaced(publicSignals, at, plusOne(input)) });
    const beyond = (BigInt(input) + r).toString();
    await tell({ input: at, plusOrder: true }, { publicSignals: replaced(publicSignals, at, beyond) });
  }
  return list;
}

function replaced(list, at, value) {
  return list.map((old, i) => (i === at ? value : old));
}

function write(folder, files) {
  mkdirSync(join(here, folder), { recursive: true });
  for (const [name, value] of Object.entries(files)) {
    writeFileSync(join(here, folder, `${name}.json`), `${JSON.stringify(value, null, 1)}\n`);
  }
}

async function plonk(name, ptau) {
  const { r1cs, wasm } = compile(name, "bn128");
  const zkey = join(work, `${name}.zkey`);
  await snarkjs.plonk.setup(r1cs, ptau, zkey);
  const made = await snarkjs.plonk.fullProve(CIRCUITS[name], wasm, zkey);
  const key = await snarkjs.zKey.exportVerificationKey(zkey);
  if (!(await snarkjs.plonk.verify(key, made.publicSignals, made.proof))) throw new Error(`${name} does not hold`);
  const changed = await changes(snarkjs.plonk.verify, { key, ...made }, R.bn128);
  write(`plonk-${name}`, { verification_key: key, proof: made.proof, public: made.publicSignals, changes: changed });
}

async function groth16Bls12381(name, ptau) {
  const { r1cs, wasm } = compile(name, "bls12381");
  const [before, zkey] = [join(work, `${name}-0.zkey`), join(work, `${name}-bls12381.zkey`)];
  await snarkjs.zKey.newZKey(r1cs, ptau, before);
  await snarkjs.zKey.contribute(before, zkey, "vectors", entropy());
  const made = await snarkjs.groth16.fullProve(CIRCUITS[name], wasm, zkey);
  const key = await snarkjs.zKey.exportVerificationKey(zkey);
  if (!(await snarkjs.groth16.verify(key, made.publicSignals, made.proof))) throw new Error(`${name} does not hold`);
  const changed = await changes(snarkjs.groth16.verify, { key, ...made }, R.bls12381);
  write(`bls12381-${name}`, { verification_key: key, proof: made.proof, public: made.publicSignals, changes: changed });
}

const bn128 = await powersOfTau("bn128", 8);
for (const name of Object.keys(CIRCUITS)) await plonk(name, bn128);
const bls12381 = await powersOfTau("bls12381", 8);
for (const name of Object.keys(CIRCUITS)) await groth16Bls12381(name, bls12381);
rmSync(work, { recursive: true });
// snarkjs leaves its worker threads running.
process.exit(0);
