// The network falls in two, both halves go on, and are joined again.

import { check } from "../../demo-client/checks.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { checkPayouts } from "../payouts.mjs";
import { Trade } from "../trade.mjs";
import { eventually, finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "the network falls into two halves that both go on; healed, there is one payout for each request";
export const limit = 900;

const PLAN = { before: 4, during: 4, after: 2 };
const PROVING_S = 240;
const ROUNDS = 5;
const ROUND_S = 45;
const FINALITY_S = 180;
const LEAVE_S = 60;
// Blocks by which the halves differ, at the least, when they meet again.
const FORK = 3;

export async function test({ say, node, worker, circuits, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  await network.prepare([...VALIDATORS, { name: "observer", args: [] }]);
  say("alice and bob; charlie, and a node that does not validate; a worker on either side");
  await network.start("alice", "bob", "charlie", "observer");
  const [left, right] = [await network.connect("alice"), await network.connect("observer")];
  const trade = new Trade({ chain: left, processes, worker, circuits });
  await trade.open({
    provers: [
      { name: "Dave", urls: [network.url("alice")] },
      { name: "Eve", urls: [network.url("observer")] },
    ],
    requesters: ["left", "right"],
  });
  await trade.place(PLAN.before, "left");
  await trade.allFulfilled(PROVING_S);
  await isFinal(left, await left.bestNumber(), FINALITY_S);

  // Open when the network falls apart: each half gives them to a prover of its own choice.
  say("placing requests, then cutting every way between the halves");
  await trade.place(PLAN.during, "left");
  network.partition(["charlie", "observer"]);
  await eventually(LEAVE_S, "the halves still see each other", async () => {
    const peers = await Promise.all([left, right].map(({ api }) => api.rpc.system.health()));
    return peers.every((health) => health.peers.toNumber() === 1);
  });
  const cut = { at: Date.now(), final: await finalNumber(left), best: await left.bestNumber() };
  const settled = await Promise.all([goOn(trade, "left", left), goOn(trade, "right", right)]);
  say("each half has taken requests of its own, and paid for some");
  await eventually(LEAVE_S, "a half makes no blocks", async () => {
    return (await right.bestNumber()) >= cut.best + FORK && (await left.bestNumber()) >= cut.best + FORK;
  });
  const apart = {
    seconds: secondsSince(cut.at),
    best: [await left.bestNumber(), await right.bestNumber()],
    final: Math.max(await finalNumber(left), await finalNumber(right)),
    settled,
  };
  const forked = await hashes([left, right], Math.min(...apart.best));
  say(`${apart.seconds} s apart: blocks ${apart.best.join(" and ")}, ${settled.join(" and ")} requests fulfilled; joining them`);
  network.heal();
  const healed = Date.now();
  await isFinal(right, Math.max(...apart.best), FINALITY_S);
  const recovery = secondsSince(healed);
  say(`block ${Math.max(...apart.best)} is final ${recovery} s later`);
  await trade.allFulfilled(PROVING_S);
  await trade.place(PLAN.after, "right", right);
  await trade.allFulfilled(PROVING_S);
  const best = await left.bestNumber();
  await Promise.all([left, right].map((chain) => isFinal(chain, best, FINALITY_S)));
  const joined = await hashes([left, right], best);
  return {
    checks: [
      check("the halves make chains of their own", forked[0] !== forked[1], `up to blocks ${apart.best.join(" and ")}`),
      check("neither half makes anything final", apart.final <= cut.best, `${cut.final}, then ${apart.final}`),
      check("both halves pay for proofs", settled.every((count) => count > PLAN.before), settled.join(" and ")),
      check("finality comes back when they are joined", recovery <= FINALITY_S, `${recovery} s`),
      check("all have the same chain", joined[0] === joined[1], `block ${best}: ${joined.join(", ")}`),
      ...(await checkPayouts(right, trade)),
    ],
    figures: { cut, apart, recovery },
  };
}

/**
 * Places requests of `requester` until one is fulfilled in the half that `chain`'s node is in; how many are then. Between equal asks
 * the block decides: the prover of the other half, who does not hear of it, may get all that it has slots for.
 */
async function goOn(trade, requester, chain) {
  for (let round = 1; ; round += 1) {
    await trade.place(PLAN.during, requester, chain);
    const waited = eventually(ROUND_S, `the half of ${requester} fulfils nothing`, async () => {
      return (await trade.fulfilled(chain)) > PLAN.before;
    });
    const failed = await waited.then(() => undefined, (error) => error);
    if (!failed) return trade.fulfilled(chain);
    if (round === ROUNDS) throw failed;
  }
}

function hashes(chains, number) {
  return Promise.all(chains.map(async ({ api }) => (await api.rpc.chain.getBlockHash(number)).toHex()));
}
