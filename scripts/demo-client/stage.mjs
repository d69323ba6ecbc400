// Sets the stage: a node, circuits on chain, provers with stake, workers with offers.

import { hexToU8a } from "@polkadot/util";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { calibrate, checkAsk } from "./careful.mjs";
import { connect } from "./chain.mjs";
import {
  BY_HAND,
  BY_HAND_CATEGORY,
  COMMISSION,
  PROVERS,
  REQUESTERS,
  SEALED,
  share,
  WORKERS_CATEGORY,
} from "./plan.mjs";
import { freePort, listening, run } from "./processes.mjs";
import { writeConfig } from "./workers.mjs";

const NODE_MS = 180_000;
const OFFERS_MS = 120_000;
const WORKER_FUNDS = 10n;
const INPUT_KEY = "input.key";

/** Starts a node with a chain of its own and connects to it. */
export async function startNode(processes, binary) {
  const port = await freePort();
  processes.start("node", binary, [
    "--dev",
    "--tmp",
    `--rpc-port=${port}`,
    "--port=0",
    "--no-prometheus",
    // Another development chain on this machine or network has the same genesis.
    "--no-mdns",
    "--reserved-only",
  ]);
  await listening(port, NODE_MS);
  const url = `ws://127.0.0.1:${port}`;
  return { chain: await connect(url), url };
}

/** Everybody who takes part, by name. */
export function openAccounts(chain) {
  const provers = [...PROVERS, BY_HAND].map(({ name }) => name);
  return new Map([
    ...["Alice", ...provers, ...REQUESTERS].map((name) => [name, chain.account(`//${name}`)]),
    ...provers.map((name) => [`${name}'s worker`, chain.account(workerKey(name))]),
  ]);
}

function workerKey(name) {
  return `//${name}//worker`;
}

/** Registers `circuits` and fails where the chain's or the worker's identity of one differs from ours. */
export async function registerCircuits({ market, accounts, circuits, worker }) {
  await Promise.all(
    circuits.map(async (circuit) => {
      const [onChain, described] = await Promise.all([
        market.registerCircuit(accounts.get("Alice"), circuit),
        run(worker, ["circuit-id", "--zkey", circuit.zkey, "--json"]).then(JSON.parse),
      ]);
      const ids = { "verification_key.json": circuit.id, "the chain": onChain, "the worker": described.circuit_id };
      if (new Set(Object.values(ids)).size > 1) {
        throw new Error(`circuit ${circuit.name} has different identities: ${JSON.stringify(ids)}`);
      }
    }),
  );
}

/** Registers the provers, proposes their workers' keys and gives those what they need for transactions. */
export async function registerProvers({ chain, market, accounts }) {
  const unit = 10n ** BigInt(chain.decimals);
  const provers = [...PROVERS, BY_HAND];
  const workers = provers.map(({ name }) => accounts.get(`${name}'s worker`));
  await Promise.all([
    market.fund(accounts.get("Alice"), workers, WORKER_FUNDS * unit),
    ...provers.flatMap(({ name, stake, slots }) => {
      const prover = accounts.get(name);
      // Both at once: transactions of one account are taken in the order of their nonces.
      return [
        market.register(prover, { stake: stake * unit, slots, commission: COMMISSION }),
        market.proposeWorker(prover, accounts.get(`${name}'s worker`)),
      ];
    }),
  ]);
}

/**
 * Lets the workers' keys accept, has the one measured that asks what proving costs, starts the workers, and waits until every offer
 * is on chain. Gives the workers, and the check of that ask.
 */
export async function startWorkers({ chain, market, accounts, circuits, categories, processes, url, worker }) {
  const { referencePrice } = categories.get(WORKERS_CATEGORY);
  const configured = PROVERS.map((prover) => {
    const { name, askPercent, isCareful } = prover;
    const settings = {
      name: `worker-${name.toLowerCase()}`,
      prover: accounts.get(name).address,
      key: workerKey(name),
      url,
      actOn: isCareful ? "finalized" : undefined,
      // snarkjs takes its time beside two other provers: too long for the slots, on a busy machine.
      capacity: name === SEALED.prover ? { enforce: false } : undefined,
      // Until it is calibrated.
      pricing: isCareful ? { rate: 1 } : undefined,
      offers: [[WORKERS_CATEGORY, isCareful ? "auto" : share(referencePrice, askPercent)]],
      circuits: circuits.map((circuit) => {
        if (name === SEALED.prover && circuit.name === SEALED.circuit) return bySnarkjs(circuit);
        return isCareful ? { ...circuit, sample: circuit.samples[0].file } : circuit;
      }),
      inputKeyFile: name === SEALED.prover ? INPUT_KEY : undefined,
    };
    return { ...prover, prover: name, settings, config: writeConfig(processes.folder, settings) };
  });
  await run(worker, ["input-key", "generate", "--out", join(processes.folder, INPUT_KEY)]);
  const byHand = accounts.get(`${BY_HAND.name}'s worker`);
  const ask = share(categories.get(BY_HAND_CATEGORY).referencePrice, BY_HAND.askPercent);
  await Promise.all([
    ...configured.map(({ config }) => run(worker, ["accept", "--config", config])),
    market
      .acceptWorker(byHand, accounts.get(BY_HAND.name))
      .then(() => market.setOffers(byHand, [[BY_HAND_CATEGORY, ask]])),
  ]);
  const sealed = configured.find(({ prover }) => prover === SEALED.prover);
  const careful = configured.find(({ isCareful }) => isCareful);
  const target = share(referencePrice, careful.askPercent);
  const [calibration] = await Promise.all([
    calibrate({ worker, config: careful.config, circuits, market, target }),
    run(worker, ["input-key", "publish", "--config", sealed.config]),
  ]);
  // With two workers on one machine jobs take longer than what was measured: the ask is not to follow.
  const pricing = { rate: calibration.rate, tolerance_percent: 1_000 };
  writeConfig(processes.folder, { ...careful.settings, pricing });
  const workers = configured.map(({ settings, config }) => processes.start(settings.name, worker, ["run", "--config", config]));
  const all = PROVERS.length + 1;
  await chain.until(
    async () => (await market.offers()).size === all,
    OFFERS_MS,
    `not all ${all} provers have offers on chain; see the workers' logs in ${processes.folder}`,
  );
  const asks = (await market.offers()).get(careful.settings.prover);
  return { workers, ask: checkAsk(calibration, asks.get(WORKERS_CATEGORY)) };
}

// The example of a prover of one's own: snarkjs, as it is installed here.
function bySnarkjs({ verificationKeyFile, wasm, zkey, ...circuit }) {
  const here = dirname(fileURLToPath(import.meta.url));
  const program = join(here, "../../prover-worker/examples/snarkjs/prover.mjs");
  return { ...circuit, verifyingKey: verificationKeyFile, command: [process.execPath, program, wasm, zkey, here] };
}

/** A proof for `sample`, made by the worker's binary, in the chain's terms. */
export async function proveByHand(worker, { zkey, wasm }, { file }) {
  const made = JSON.parse(await run(worker, ["prove", "--zkey", zkey, "--wasm", wasm, "--input", file, "--json"]));
  return {
    proof: hexToU8a(made.proof),
    publicInputs: made.public_inputs.map((input) => hexToU8a(input)),
    timing: { witnessMs: made.witness_ms, provingMs: made.proving_ms },
  };
}

/** Writes the proof that `request` bought as snarkjs' files and gives their folder. */
export async function exportProof(worker, url, request, folder) {
  const out = join(folder, `proof-${request}`);
  await run(worker, ["export", "--node", url, "--request", `${request}`, "--format", "snarkjs", "--out", out]);
  return out;
}
