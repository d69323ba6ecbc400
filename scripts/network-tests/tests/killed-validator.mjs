// One of three validators is killed and comes back.

import { check } from "../../demo-client/checks.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { checkPayouts } from "../payouts.mjs";
import { authored } from "../slots.mjs";
import { Trade } from "../trade.mjs";
import { eventually, finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "requests are fulfilled while one of three validators is killed, which then comes back";
export const limit = 600;

const PLANS = { short: { before: 1, during: 2, after: 1 }, long: { before: 4, during: 8, after: 4 } };
const PROVING_S = 180;
const FINALITY_S = 120;

export async function test({ short, say, node, worker, circuits, processes, closing }) {
  const plan = short ? PLANS.short : PLANS.long;
  const network = new Network({ processes, binary: node, closing });
  await network.prepare(VALIDATORS);
  say("three validators");
  await network.start("alice", "bob", "charlie");
  const chain = await network.connect("alice");
  const trade = new Trade({ chain, processes, worker, circuits });
  say("two provers with a worker each, the second one's connected to the validator that will be killed");
  await trade.open({
    provers: [
      { name: "Dave", urls: [network.url("alice")] },
      { name: "Eve", urls: [network.url("charlie"), network.url("bob")] },
    ],
    requesters: ["A"],
  });
  await trade.place(plan.before, "A");
  await trade.allFulfilled(PROVING_S);
  await isFinal(chain, await chain.bestNumber(), FINALITY_S);

  say(`killing charlie, placing ${plan.during} requests`);
  await network.kill("charlie");
  const killed = { best: await chain.bestNumber(), final: await finalNumber(chain), at: Date.now() };
  await trade.place(plan.during, "A");
  await trade.allFulfilled(PROVING_S);
  const down = { best: await chain.bestNumber(), final: await finalNumber(chain), seconds: secondsSince(killed.at) };
  say(`${down.best - killed.best} blocks in ${down.seconds} s without charlie; starting it again`);
  await network.start("charlie");
  const back = Date.now();
  const charlie = await network.connect("charlie");
  await isFinal(charlie, down.best, FINALITY_S);
  const recovery = secondsSince(back);
  await trade.place(plan.after, "A", charlie);
  await trade.allFulfilled(PROVING_S, charlie);
  await isFinal(chain, await chain.bestNumber(), FINALITY_S);
  const authorities = await authorsSince(chain, down.best);
  return {
    checks: [
      check("blocks go on without the validator", down.best > killed.best, `${down.best - killed.best} in ${down.seconds} s`),
      // Votes of all three were under way when it was killed.
      check(
        "of three equal validators none can be missing for finality",
        down.final <= killed.best,
        `final ${killed.final} when it was killed at block ${killed.best}, ${down.final} before it came back`,
      ),
      check("finality catches up when it is back", recovery <= FINALITY_S, `block ${down.best} was final ${recovery} s later`),
      check("all three author again", authorities.size === 3, `authors ${[...authorities].join(", ")}`),
      ...(await checkPayouts(chain, trade)),
    ],
    figures: { killed, down, recovery },
  };
}

/** The indices of those who authored the blocks after `number`, waiting for everybody to have had a turn. */
async function authorsSince(chain, number) {
  const seen = new Set();
  let next = number + 1;
  await eventually(120, () => `only ${[...seen].join(", ")} author blocks`, async () => {
    for (const best = await chain.bestNumber(); next <= best; next += 1) {
      const hash = await chain.api.rpc.chain.getBlockHash(next);
      seen.add(authored(await chain.api.rpc.chain.getHeader(hash)).authority);
    }
    return seen.size === 3;
  });
  return seen;
}
