// New nodes sync a chain with trade in it, in each way that there is.

import { check } from "../../demo-client/checks.mjs";
import { finalNumberAt } from "../http-rpc.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { stateOf } from "../state.mjs";
import { Trade } from "../trade.mjs";
import { eventually, finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "new nodes sync from genesis, by state and by warp proof, and have the same state";
export const limit = 900;

const REQUESTS = 4;
const PROVING_S = 180;
const FINALITY_S = 120;
const SYNC_S = 180;
// Blocks that the new node executes on top of the state that it synced.
const FURTHER = 3;

const WAYS = ["full", "fast", "warp"];

export async function test({ say, node, worker, circuits, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  await network.prepare([...VALIDATORS, ...WAYS.map((way) => ({ name: `new-${way}`, args: [`--sync=${way}`] }))]);
  say("three validators, a prover, requests");
  await network.start("alice", "bob", "charlie");
  const chain = await network.connect("alice");
  const trade = new Trade({ chain, processes, worker, circuits });
  await trade.open({ provers: [{ name: "Dave", urls: [network.url("alice")] }], requesters: ["A"] });
  await trade.place(REQUESTS, "A");
  await trade.allFulfilled(PROVING_S);
  await isFinal(chain, await chain.bestNumber(), FINALITY_S);
  await trade.close();

  const checks = [];
  const figures = {};
  for (const way of WAYS) {
    const name = `new-${way}`;
    say(`a new node, --sync ${way}`);
    await network.start(name);
    const begin = Date.now();
    // Past what was final when it began, so that it has executed blocks itself.
    const target = (await finalNumber(chain)) + FURTHER;
    const url = network.url(name);
    await eventually(SYNC_S, `${name} has not synced to block ${target}`, async () => (await finalNumberAt(url)) >= target);
    const seconds = secondsSince(begin);
    // Not before: while it syncs, a client finds no state to read the metadata from.
    const fresh = await network.connect(name);
    const first = await firstState(fresh, target);
    // Blocks before `target` may be without state on the new node, `target` is not on either.
    const hash = (await chain.api.rpc.chain.getBlockHash(target)).toHex();
    const [header, theirs, ours] = [
      await fresh.api.rpc.chain.getHeader(hash),
      await stateOf(chain, hash),
      await stateOf(fresh, hash),
    ];
    checks.push(
      check(
        `--sync ${way} leads to the same state`,
        theirs.digest === ours.digest && theirs.pairs > 0,
        `block ${target}, state root ${header.stateRoot.toHex()}, ${ours.pairs} of ${theirs.pairs} pairs, ${seconds} s`,
      ),
      way === "full"
        ? check("--sync full executes every block", first === 1, `the first state is that of block ${first}`)
        : check(`--sync ${way} takes a state instead of executing`, first > 1, `the first state is that of block ${first}`),
    );
    figures[way] = { target, seconds, first, pairs: ours.pairs };
    await eventually(FINALITY_S, `${name} does not follow`, async () => (await finalNumber(fresh)) > target);
    await network.kill(name);
  }
  return { checks, figures };
}

/** The first block up to `last` whose state `chain`'s node has. */
async function firstState(chain, last) {
  for (let number = 1; number <= last; number += 1) {
    const hash = await chain.rpc("chain_getBlockHash", number);
    if (hash === null) continue;
    const has = await chain.rpc("state_getStorageHash", "0x3a636f6465", hash).then(
      (value) => value !== null,
      () => false,
    );
    if (has) return number;
  }
  return undefined;
}
