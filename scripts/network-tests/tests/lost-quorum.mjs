// Two of three validators are killed: without two thirds nothing becomes final.

import { setTimeout as sleep } from "node:timers/promises";

import { check } from "../../demo-client/checks.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { checkPayouts } from "../payouts.mjs";
import { Trade } from "../trade.mjs";
import { finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "two of three validators are killed: nothing becomes final, no order is lost, finality recovers";
export const limit = 600;

const PLAN = { before: 3, during: 6, after: 3 };
// Long enough for many rounds of votes, had there been enough voters.
const WITHOUT_QUORUM_S = 40;
const PROVING_S = 180;
const FINALITY_S = 180;

export async function test({ say, node, worker, circuits, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  // A validator whom everybody has left makes no blocks: the fourth node stays with alice.
  await network.prepare([...VALIDATORS, { name: "observer", args: [] }]);
  say("three validators, and a node that does not validate, to which client and workers are connected");
  await network.start("alice", "bob", "charlie", "observer");
  const chain = await network.connect("observer");
  const trade = new Trade({ chain, processes, worker, circuits });
  await trade.open({
    provers: ["Dave", "Eve"].map((name) => ({ name, urls: [network.url("observer")] })),
    requesters: ["A"],
  });
  await trade.place(PLAN.before, "A");
  await trade.allFulfilled(PROVING_S);

  say(`killing bob and charlie, placing ${PLAN.during} requests`);
  await Promise.all([network.kill("bob"), network.kill("charlie")]);
  const killed = { best: await chain.bestNumber(), final: await finalNumber(chain) };
  const [, placing] = await Promise.allSettled([sleep(WITHOUT_QUORUM_S * 1_000), trade.place(PLAN.during, "A")]);
  if (placing.status === "rejected") throw placing.reason;
  const down = { best: await chain.bestNumber(), final: await finalNumber(chain), fulfilled: await trade.fulfilled() };
  say(`${down.best - killed.best} blocks by alice alone, final still block ${down.final}; starting bob and charlie again`);
  await network.start("bob", "charlie");
  const back = Date.now();
  await isFinal(chain, down.best, FINALITY_S);
  const recovery = secondsSince(back);
  say(`block ${down.best} is final ${recovery} s after they answer`);
  await trade.place(PLAN.after, "A");
  await trade.allFulfilled(PROVING_S);
  await isFinal(chain, await chain.bestNumber(), FINALITY_S);
  return {
    checks: [
      check("nothing becomes final", down.final <= killed.best, `block ${killed.final}, then ${down.final} of ${down.best}`),
      check(
        "the validator that is left goes on in its slots",
        down.best > killed.best,
        `${down.best - killed.best} blocks in ${WITHOUT_QUORUM_S} s`,
      ),
      check("finality catches up with them back", recovery <= FINALITY_S, `${recovery} s`),
      ...(await checkPayouts(chain, trade)),
    ],
    figures: { killed, down, recovery },
  };
}
