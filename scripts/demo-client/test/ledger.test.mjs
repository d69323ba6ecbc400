import assert from "node:assert/strict";
import { test } from "node:test";

import { Ledger } from "../ledger.mjs";
import { blocks } from "./story.mjs";

function ledgerOf(story) {
  const ledger = new Ledger();
  const changes = story.flatMap((block) => ledger.apply(block));
  return { ledger, changes };
}

test("row_should_have_blocks_and_prices_when_the_request_is_fulfilled", () => {
  const [row] = ledgerOf(blocks()).ledger.all();
  const { state, placed, matched, fulfilled, fee, paid, prover, ask } = row;
  assert.deepEqual(
    { state, placed, matched, fulfilled, fee, paid, prover, ask },
    { state: "fulfilled", placed: 10, matched: 11, fulfilled: 12, fee: 700n, paid: 594n, prover: "prover", ask: 50n },
  );
});

test("changes_should_be_given_in_order_when_blocks_are_applied", () => {
  assert.deepEqual(
    ledgerOf(blocks()).changes.map(([, what]) => what),
    ["Placed", "Matched", "Fulfilled"],
  );
});

test("row_should_be_open_again_when_its_job_was_missed_and_is_auctioned_again", () => {
  const [placed, matched] = blocks();
  const missed = {
    number: 42,
    events: ["market.Missed", "market.Reauctioned"].map((name) => ({ extrinsic: null, name, data: { request: 0n } })),
  };
  const [row] = ledgerOf([placed, matched, missed]).ledger.all();
  assert.deepEqual([row.state, row.prover, row.matched], ["open", undefined, undefined]);
});

test("event_should_be_passed_over_when_its_request_was_placed_before", () => {
  assert.deepEqual(ledgerOf(blocks().slice(1)).changes, []);
});
