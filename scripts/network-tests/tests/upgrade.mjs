// A referendum upgrades the runtime while orders are open and jobs are at work.

import { u8aToHex } from "@polkadot/util";
import { blake2AsHex } from "@polkadot/util-crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { check } from "../../demo-client/checks.mjs";
import { run } from "../../demo-client/processes.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { checkPayouts } from "../payouts.mjs";
import { Trade } from "../trade.mjs";
import { eventually, isFinal, secondsSince } from "../waiting.mjs";

export const about = "a referendum upgrades the runtime while orders are open";
export const limit = 2_400;

const SETTLED = 2;
const AT_WORK = 3;
const OPEN = 3;
const BUILD_MS = 1_200_000;
const PROVING_S = 240;
const FINALITY_S = 120;
const REFERENDUM_S = 600;
// Everybody whom the preset gives tokens.
const NAMES = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie"];
const VOTERS = [...NAMES, ...NAMES.map((name) => `${name}//stash`)];
// Below what the prover asks for: such an order waits until it is topped up.
const LOW_PERCENT = 20n;
const WAITS_FOR = 1_000;

export async function test({ say, node, worker, circuits, processes, closing, upgrade }) {
  say(upgrade ? `the next runtime is ${upgrade}` : "building the next runtime");
  const built = Date.now();
  const code = readFileSync(upgrade ?? (await buildNext()));
  const building = secondsSince(built);
  const network = new Network({ processes, binary: node, closing });
  await network.prepare(VALIDATORS);
  say(`three validators, a prover (${code.length} bytes of code, built in ${building} s)`);
  await network.start("alice", "bob", "charlie");
  const chain = await network.connect("alice");
  const before = chain.api.runtimeVersion.specVersion.toNumber();
  const trade = new Trade({ chain, processes, worker, circuits });
  await trade.open({ provers: [{ name: "Dave", urls: [network.url("alice")] }], requesters: ["A"] });
  await trade.place(SETTLED, "A");
  await trade.allFulfilled(PROVING_S);

  say(`${AT_WORK} requests are matched, whose worker is stopped; ${OPEN} are open`);
  trade.pause();
  await trade.place(AT_WORK, "A");
  const open = await trade.place(OPEN, "A", chain, { bidPercent: LOW_PERCENT, matchWithin: WAITS_FOR });
  const { query } = chain.api;
  await eventually(FINALITY_S, "the requests are not matched", async () => (await query.market.jobs.keys()).length === AT_WORK);
  const rows = await marketRows(chain);

  say("proposing the upgrade and voting for it");
  const proposed = Date.now();
  const index = await propose(chain, code);
  await applied(chain, { index, code, before });
  const seconds = secondsSince(proposed);
  const version = async (client) => (await client.rpc("state_getRuntimeVersion")).specVersion;
  const best = await chain.bestNumber();
  await isFinal(chain, best, FINALITY_S);
  const versions = await Promise.all(["bob", "charlie"].map(async (name) => version(await network.connect(name))));
  versions.unshift(await version(chain));
  const kept = await marketRows(chain);
  say(`version ${before} became ${versions[0]} ${seconds} s after the proposal; the worker goes on, open requests are topped up`);

  trade.resume();
  const account = trade.requester("A");
  const { referencePrice } = trade.category;
  for (const { request, units } of open) {
    await chain.mustSend(account, chain.api.tx.market.topUp(request, referencePrice * units * 2n));
  }
  await trade.allFulfilled(PROVING_S);
  await trade.place(1, "A");
  await trade.allFulfilled(PROVING_S);
  const last = await chain.bestNumber();
  await isFinal(chain, last, FINALITY_S);
  // One that has lived through the upgrade reads the blocks before it with the types of those after it.
  const reader = await network.connect("bob");
  const decoded = await decodeAll(reader, last);
  return {
    checks: [
      check("the referendum upgrades the runtime", versions[0] === before + 1, `${before}, then ${versions[0]}`),
      check("every validator runs it", new Set(versions).size === 1, versions.join(", ")),
      check(
        "open orders and jobs are the same after it",
        JSON.stringify(rows) === JSON.stringify(kept) && rows.length > 0,
        `${rows.length} rows of requests, jobs and provers`,
      ),
      check("all state of market, provers and verifier decodes", decoded > 0, `${decoded} rows`),
      ...(await checkPayouts(reader, trade)),
    ],
    figures: { bytes: code.length, building, seconds, decoded },
  };
}

async function buildNext() {
  const script = fileURLToPath(new URL("../../next-runtime", import.meta.url));
  return (await run(script, [], BUILD_MS)).trim().split("\n").at(-1);
}

/** Every row of the market that an upgrade must not touch, encoded. */
async function marketRows(chain) {
  const { market, provers } = chain.api.query;
  const maps = [market.requests, market.works, market.jobs, market.offers, provers.provers];
  const all = await Promise.all(maps.map((map) => map.entries()));
  return all.flat().map(([key, value]) => [key.toHex(), value.toHex()]);
}

/** Decodes every row of every map of our pallets after block `number`; gives how many there are. */
async function decodeAll(chain, number) {
  const { query } = await chain.api.at(await chain.api.rpc.chain.getBlockHash(number));
  const maps = ["market", "provers", "verifier"].flatMap((pallet) => Object.values(query[pallet]));
  const rows = await Promise.all(
    maps.map(async (entry) => (entry.creator.meta.type.isMap ? entry.entries() : [await entry()])),
  );
  return rows.flat().length;
}

/** Submits the upgrade as a referendum on the root track, with everybody's votes. Gives its index. */
async function propose(chain, code) {
  const { tx } = chain.api;
  const call = tx.system.authorizeUpgrade(blake2AsHex(code, 256)).method.toHex();
  const proposer = chain.account(`//${VOTERS[0]}`);
  const submitted = await chain.mustSend(proposer, tx.referenda.submit({ system: "Root" }, { Inline: call }, { After: 0 }));
  const { index } = submitted.events.find(({ name }) => name === "referenda.Submitted").data;
  await chain.mustSend(proposer, tx.referenda.placeDecisionDeposit(index));
  await Promise.all(
    VOTERS.map(async (name) => {
      const account = chain.account(`//${name}`);
      const { data } = await chain.api.query.system.account(account.address);
      // What is left pays for the transaction.
      const balance = (data.free.toBigInt() * 9n) / 10n;
      const vote = { Standard: { vote: { aye: true, conviction: "Locked6x" }, balance } };
      await chain.mustSend(account, tx.convictionVoting.vote(index, vote));
    }),
  );
  return index;
}

/** Waits until the upgrade is authorized, hands the code in, and waits until it is the runtime's. */
async function applied(chain, { index, code, before }) {
  let state = "";
  await eventually(
    REFERENDUM_S,
    () => `referendum ${index} has not authorized the upgrade: ${state}`,
    async () => {
      state = JSON.stringify(await chain.api.query.referenda.referendumInfoFor(index));
      return (await chain.api.query.system.authorizedUpgrade()).isSome;
    },
  );
  // Anybody may: its hash is what was voted for.
  await chain.mustSend(chain.account("//Ferdie"), chain.api.tx.system.applyAuthorizedUpgrade(u8aToHex(code)));
  await eventually(REFERENDUM_S, "the runtime's version has not changed", async () => {
    return (await chain.rpc("state_getRuntimeVersion")).specVersion !== before;
  });
  // The client takes up the new metadata by itself.
  await eventually(REFERENDUM_S, "the client has not noticed", () => chain.api.runtimeVersion.specVersion.toNumber() !== before);
}
