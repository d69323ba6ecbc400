// Writes the state that upgrades are tested with: scripts/release-state --help says what it does.

import { compactToU8a, hexToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { loadCircuits, outputsOf } from "./circuits.mjs";
import { InputServer } from "./input-server.mjs";
import { eventOf, Market } from "./market.mjs";
import { orderFor } from "./orders.mjs";
import { COMMISSION } from "./plan.mjs";
import { interruption, Processes } from "./processes.mjs";
import { proveByHand, startNode } from "./stage.mjs";

const PAGE = 500;
const MATCH_MS = 60_000;
// The one with the longest deadlines, so that the job is still running when the state is taken.
const CATEGORY = 1;
// ":code" and ":heappages".
const NOT_STATE = ["0x3a636f6465", "0x3a686561707061676573"];

function options() {
  const names = ["node", "worker", "circuits", "out"];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
  for (const name of names) if (!values[name]) throw new Error(`--${name} is missing: start it by scripts/release-state`);
  return values;
}

/** Requests in each of their states, stake in each of its; gives the request that is assigned, with its proof. */
async function play({ chain, market, circuits, worker }) {
  const unit = 10n ** BigInt(chain.decimals);
  const [alice, bob, charlie, dave, eve, ferdie] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"].map((name) =>
    chain.account(`//${name}`),
  );
  const { tx } = chain.api;
  await Promise.all([
    ...circuits.map((circuit) => market.registerCircuit(alice, circuit)),
    market.register(bob, { stake: 300n * unit, slots: 2, commission: COMMISSION }),
    chain.mustSend(bob, tx.provers.setInputKey(`0x${"07".repeat(32)}`)),
    market.register(charlie, { stake: 200n * unit, slots: 1, commission: COMMISSION }),
  ]);
  await Promise.all([
    market.proposeWorker(bob, chain.account("//Bob//worker")),
    chain.mustSend(dave, tx.provers.stake(bob.address, 50n * unit)),
    chain.mustSend(charlie, tx.provers.deregister()),
    chain.mustSend(ferdie, tx.staking.bond(1_000n * unit, "Staked")),
    chain.mustSend(ferdie, tx.staking.nominate([alice.address])),
    chain.mustSend(ferdie, tx.staking.unbond(100n * unit)),
    chain.mustSend(ferdie, tx.preimage.notePreimage("0x00")),
  ]);
  const delegated = (await chain.api.query.provers.delegations(bob.address, dave.address)).unwrap().toBigInt();
  await chain.mustSend(dave, tx.provers.unstake(bob.address, delegated / 2n));

  const categories = await market.categories();
  const category = categories.get(CATEGORY);
  const circuit = circuits.find(({ free }) => free.length > 0);
  const [sample] = circuit.samples;
  const proof = await proveByHand(worker, circuit, sample);
  const made = { proof: proof.proof, outputs: outputsOf(circuit, proof.publicInputs) };
  const place = async (bidPercent) => {
    const planned = { circuit, sample, category: CATEGORY, bidPercent, remote: false };
    const order = orderFor(planned, { category, best: await chain.bestNumber(), server: new InputServer() });
    const receipt = await market.place(eve, order);
    if (receipt.error) throw new Error(`a request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
    return eventOf(receipt, "market.Placed").request;
  };
  await market.setOffers(bob, [[CATEGORY, category.referencePrice / 2n]]);
  const bought = await place(150n);
  await isAssigned(chain, bought);
  const delivered = await market.deliver(bob, bought, made);
  if (delivered.error) throw new Error(`the proof was refused: ${delivered.error.name}: ${delivered.error.docs}`);
  const [late, assigned] = [await place(150n), await place(150n)];
  await Promise.all([isAssigned(chain, late), isAssigned(chain, assigned)]);
  // Both slots are taken: this one stays open.
  await place(120n);
  return { request: assigned, ...made };
}

function isAssigned(chain, request) {
  return chain.until(
    async () => (await chain.api.query.market.jobs(request)).isSome,
    MATCH_MS,
    `request ${request} is not matched`,
  );
}

/** All of the state at block `hash`, SCALE. */
async function stateAt(chain, hash) {
  const rows = [];
  for (let start; ; ) {
    const keys = (await chain.rpc("state_getKeysPaged", "0x", PAGE, start ?? null, hash)) ?? [];
    if (keys.length === 0) break;
    const [{ changes }] = await chain.rpc("state_queryStorageAt", keys, hash);
    rows.push(...changes.filter(([key]) => !NOT_STATE.includes(key)));
    start = keys.at(-1);
  }
  return u8aConcat(compactToU8a(rows.length), ...rows.flat().map(bytes));
}

/** The SCALE encoding of bytes that are given as text of hexadecimal digits. */
function bytes(hex) {
  const data = hexToU8a(hex);
  return u8aConcat(compactToU8a(data.length), data);
}

async function main() {
  const { node, worker, circuits: folder, out } = options();
  const processes = new Processes(mkdtempSync(join(tmpdir(), "proofnet-state-")));
  const circuits = loadCircuits(folder);
  try {
    const { chain } = await startNode(processes, node);
    await chain.follow(1, () => {}, processes.fail);
    const market = new Market(chain);
    const work = play({ chain, market, circuits, worker });
    const { request, outputs, proof } = await Promise.race([work, processes.failure, interruption()]);
    const hash = (await chain.api.rpc.chain.getBlockHash()).toHex();
    const version = (await chain.api.rpc.state.getRuntimeVersion(hash)).specVersion.toNumber();
    const state = await stateAt(chain, hash);
    const number = chain.api.registry.createType("u64", request).toU8a();
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${version}.state`), state);
    writeFileSync(
      join(out, `${version}.proof`),
      u8aConcat(number, compactToU8a(outputs.length), ...outputs, bytes(u8aToHex(proof))),
    );
    console.log(`==> ${join(out, `${version}.state`)}: ${state.length} bytes of block ${await chain.bestNumber()}`);
    await chain.disconnect();
    return 0;
  } catch (error) {
    console.error(`error: ${error.message}`);
    return 1;
  } finally {
    await processes.stopAll();
    rmSync(processes.folder, { recursive: true });
  }
}

process.exit(await main());
