import assert from "node:assert/strict";
import { test } from "node:test";

import { BY_HAND, orderByHand, PROVERS, REQUESTERS, share, waves } from "../plan.mjs";

const CIRCUITS = [
  { name: "a", free: [], samples: [1, 2, 3, 4, 5, 6, 7, 8] },
  { name: "b", free: ["output"], samples: [1, 2, 3, 4, 5, 6, 7, 8] },
];

test("plan_should_be_a_dozen_of_both_circuits_and_requesters_when_made", () => {
  const orders = waves(CIRCUITS).flat();
  assert.equal(orders.length, 12);
  const pairs = new Set(orders.map(({ circuit, requester }) => `${circuit.name} ${requester}`));
  assert.equal(pairs.size, CIRCUITS.length * REQUESTERS.length);
  assert.ok(orders.some(({ remote }) => remote));
});

test("plan_should_fit_the_slots_when_nothing_is_delivered_in_time_for_reuse", () => {
  const slots = PROVERS.reduce((total, prover) => total + prover.slots, 0);
  assert.ok(waves(CIRCUITS).flat().length <= slots);
});

test("order_by_hand_should_differ_from_all_others_when_proofs_must_not_fit_it", () => {
  const { circuit, sample } = orderByHand(CIRCUITS);
  assert.equal(circuit.name, "b");
  assert.ok(
    waves(CIRCUITS)
      .flat()
      .every((order) => order.circuit !== circuit || order.sample !== sample),
  );
});

test("bids_should_be_above_every_ask_when_shares_are_of_one_price", () => {
  const asks = [...PROVERS, BY_HAND].map(({ askPercent }) => share(1000n, askPercent));
  const bids = waves(CIRCUITS)
    .flat()
    .map(({ bidPercent }) => share(1000n, bidPercent));
  assert.ok(Math.min(...bids.map(Number)) > Math.max(...asks.map(Number)));
});
