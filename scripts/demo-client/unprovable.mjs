// A request that cannot be proved: the worker hands it back, and the requester has everything back.

import { u8aToHex } from "@polkadot/util";

import { check } from "./checks.mjs";
import { eventOf } from "./market.mjs";
import { orderFor } from "./orders.mjs";
import { PROVERS, REQUESTERS, WORKERS_CATEGORY } from "./plan.mjs";

const REFUND_MS = 60_000;

/** Places a request without inputs for one worker alone, and waits until it is refunded. Gives the check. */
export async function placeUnprovable({ chain, market, accounts, circuits, follower, processes, server }) {
  const [circuit] = circuits;
  const [prover] = PROVERS;
  const planned = {
    circuit,
    sample: circuit.samples[0],
    category: WORKERS_CATEGORY,
    bidPercent: 150n,
    remote: false,
  };
  // The requests before have moved the price.
  const category = (await market.categories()).get(WORKERS_CATEGORY);
  const order = {
    ...orderFor(planned, { category, best: await chain.bestNumber(), server }),
    input: { Inline: u8aToHex(new TextEncoder().encode("{}")) },
    repricing: null,
    admitted: [accounts.get(prover.name).address],
  };
  const receipt = await market.placeBatch(accounts.get(REQUESTERS[0]), [order]);
  if (receipt.error) throw new Error(`the request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
  const placed = eventOf(receipt, "market.Placed");
  await chain.until(
    () => follower.row(placed.request)?.state === "refunded",
    REFUND_MS,
    `request ${placed.request}, which cannot be proved, was not handed back; see the workers' logs in ${processes.folder}`,
  );
  const events = follower.blocks.flatMap((block) => block.events);
  const of = (name) => events.find((event) => event.name === name && event.data.request === placed.request)?.data;
  const [rejected, refunded] = ["market.Rejected", "market.Refunded"].map(of);
  return check(
    "a request that cannot be proved is rejected by the worker and refunded in full",
    rejected?.reason === "WitnessUnsatisfiable" &&
      refunded?.fee === placed.maxFee &&
      refunded.deposit === placed.deposit &&
      refunded.griefingDeposit === placed.griefingDeposit,
    `request ${placed.request}: ${rejected?.reason ?? "not rejected"}`,
  );
}
