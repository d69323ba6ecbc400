import { Identity } from "@semaphore-protocol/identity";
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { hashText } from "./semaphore-hash.js";
import { setUp } from "./local-setup.js";

const require = createRequire(import.meta.url);
const MAIN = fileURLToPath(new URL("../circom/eddsa-poseidon.circom", import.meta.url));
const CIRCOMLIB = dirname(require.resolve("circomlib/package.json"));

const SIGNATURES = [
  { signer: "treasurer", text: "pay 100 to A" },
  { signer: "treasurer", text: "pay 250 to B" },
  { signer: "treasurer", text: "pay 70 to C" },
  { signer: "auditor", text: "pay 100 to A" },
  { signer: "auditor", text: "pay 250 to B" },
  { signer: "secretary", text: "minutes of 2031-01-15" },
  { signer: "secretary", text: "minutes of 2031-02-12" },
  { signer: "secretary", text: "minutes of 2031-03-12" },
];

export const circuit = {
  name: "eddsa-poseidon",
  description: "circomlib's EdDSAPoseidonVerifier: the prover holds a signature of message M under the Baby Jubjub key (Ax, Ay)",
  source: [{ name: "circomlib", template: "EdDSAPoseidonVerifier()" }],
  setup: {
    kind: "local",
    note: "made on this machine by snarkjs, for the demo only: no ceremony, its maker could forge proofs",
  },
  publicSignals: ["enabled", "Ax", "Ay", "M"].map((name) => ({ name, kind: "input" })),

  async writeArtifacts({ folder, zkey, wasm, log }) {
    const work = join(folder, ".work");
    mkdirSync(work);
    copyFileSync(MAIN, join(work, "main.circom"));
    // The compiler runs in a WASI sandbox that finds no library above its working folder.
    cpSync(join(CIRCOMLIB, "circuits"), join(work, "circomlib", "circuits"), { recursive: true });
    log("compiling with circom2");
    execFileSync(process.execPath, [require.resolve("circom2/cli.js"), "main.circom", "--r1cs", "--wasm", "-o", "."], {
      cwd: work,
      stdio: ["ignore", "ignore", "inherit"],
    });
    renameSync(join(work, "main_js", "main.wasm"), wasm);
    await setUp({ r1cs: join(work, "main.r1cs"), zkey, work, log });
    rmSync(work, { recursive: true });
  },

  samples() {
    return SIGNATURES.map(({ signer, text }) => sample(new Identity(`proofnet sample ${signer}`), hashText(text)));
  },
};

/** Semaphore's identity is an EdDSA-Poseidon key pair, and signs as circomlib verifies. */
export function sample(signer, message) {
  const [Ax, Ay] = signer.publicKey.map(String);
  const { R8, S } = signer.signMessage(message);
  const M = message.toString();
  return {
    // `enabled` switches the check off when it is 0: public, so that a statement with 1 binds the prover to it.
    input: { enabled: "1", Ax, Ay, S: S.toString(), R8x: R8[0].toString(), R8y: R8[1].toString(), M },
    statement: ["1", Ax, Ay, M],
  };
}
