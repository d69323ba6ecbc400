// One payout for each request: what the events of the final chain say, held against each other and against storage.

import { movementsOf } from "../demo-client/balance-sheet.mjs";
import { check } from "../demo-client/checks.mjs";
import { snapshot } from "../demo-client/snapshot.mjs";
import { finalNumber } from "./waiting.mjs";

const OTHER_ENDS = ["Missed", "Rejected", "Refunded", "Expired", "Cancelled", "Unprovable"].map((end) => `market.${end}`);

/** The checks of the final chain from its first block on, as `chain`'s node has it; every order of `trade` must be in it. */
export async function checkPayouts(chain, trade) {
  const last = await finalNumber(chain);
  const blocks = [];
  for (let number = 1; number <= last; number += 1) blocks.push(await chain.block(number));
  const genesis = await chain.api.rpc.chain.getBlockHash(0);
  const [before, after] = [await snapshot(chain, genesis), await snapshot(chain, blocks.at(-1).hash)];
  const { consts } = chain.api;
  const accounts = {
    treasury: consts.treasury.potAccount.toString(),
    surplusAccount: consts.market.surplusAccount.toString(),
  };
  return judge({ blocks, before, after, accounts, placed: trade.placed, participants: trade.participants });
}

/** The checks that follow from `blocks`, the snapshots around them, and how many orders were placed. Pure. */
export function judge({ blocks, before, after, accounts, placed, participants }) {
  const events = blocks.flatMap((block) => block.events);
  const of = (name) => events.filter((event) => event.name === name).map(({ data }) => data);
  const payments = new Map(of("market.Placed").map(({ request }) => [request, 0]));
  for (const { request } of of("market.Fulfilled")) payments.set(request, (payments.get(request) ?? 0) + 1);
  const wrong = [...payments].filter(([, count]) => count !== 1);
  const rewards = of("provers.Rewarded").length;
  const others = OTHER_ENDS.flatMap((name) => of(name).map(({ request }) => `${name} #${request}`));
  const pools = new Map(of("provers.Registered").map(({ prover, pool }) => [pool, `pool of ${participants.get(prover)}`]));
  const { byAccount } = movementsOf(blocks, { ...accounts, author: undefined });
  const moved = [...participants, ...pools].map(([address, name]) => ({
    name,
    change: (after.balances.get(address) ?? 0n) - (before.balances.get(address) ?? 0n),
    expected: byAccount.get(address) ?? 0n,
  }));
  const off = moved.filter(({ change, expected }) => change !== expected);
  return [
    check("every order is in the final chain, none twice", payments.size === placed, `${payments.size} of ${placed}`),
    check(
      "every request is fulfilled and paid exactly once",
      placed > 0 && wrong.length === 0 && rewards === placed,
      wrong.length === 0
        ? `${payments.size} requests, ${rewards} payments`
        : `otherwise: ${wrong.map(([request, count]) => `#${request} ${count} times`).join(", ")}`,
    ),
    check("no request ends in any other way, nothing is slashed", others.length === 0, others.join(", ") || "none"),
    check(
      "what the payments add up to is what everybody's balance changed by",
      moved.length > 0 && off.length === 0,
      off.length === 0
        ? `${moved.length} accounts`
        : off.map(({ name, change, expected }) => `${name}: ${change} instead of ${expected}`).join("; "),
    ),
    check("nothing is held for a request that has ended", after.requests.size === 0, `${after.requests.size} rows left`),
  ];
}
