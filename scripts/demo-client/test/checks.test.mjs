import assert from "node:assert/strict";
import { test } from "node:test";

import { checkDeliveries, checkPublicInputs, checkRefusal, checkRows } from "../checks.mjs";
import { Ledger } from "../ledger.mjs";
import { blocks } from "./story.mjs";

function rows() {
  const ledger = new Ledger();
  for (const block of blocks()) ledger.apply(block);
  return ledger.all();
}

const failures = (checks) => checks.filter(({ holds }) => !holds).map(({ name }) => name);

test("rows_should_pass_when_fulfilled_and_matched_in_the_next_block", () => {
  assert.deepEqual(failures(checkRows(rows(), 1)), []);
});

test("rows_should_fail_when_there_is_none", () => {
  assert.deepEqual(failures(checkRows([], 1)), ["every request is fulfilled"]);
});

test("rows_should_fail_when_a_match_comes_a_block_late", () => {
  const [row] = rows();
  assert.deepEqual(failures(checkRows([{ ...row, matched: 12 }], 1)), [
    "every request is matched in the block after its inclusion",
  ]);
});

test("rows_should_fail_when_a_prover_gets_less_than_its_ask", () => {
  const [row] = rows();
  assert.deepEqual(failures(checkRows([{ ...row, ask: 61n }], 1)), [
    "nobody pays more than its bid, no prover gets less than its ask",
  ]);
});

test("deliveries_should_pass_when_payment_is_in_the_same_transaction", () => {
  assert.equal(checkDeliveries(blocks(), rows(), new Map([[0n, 12]])).holds, true);
});

test("deliveries_should_fail_when_the_payment_is_missing", () => {
  const told = blocks();
  told[2].events = told[2].events.filter(({ data }) => data.who !== "prover");
  assert.equal(checkDeliveries(told, rows(), new Map([[0n, 12]])).holds, false);
});

test("deliveries_should_fail_when_the_worker_saw_another_block", () => {
  assert.equal(checkDeliveries(blocks(), rows(), new Map([[0n, 11]])).holds, false);
});

test("public_inputs_should_fail_when_one_differs", () => {
  const [one, two] = [Uint8Array.of(1), Uint8Array.of(2)];
  const got = (value) => checkPublicInputs([{ request: 0n, got: [value], expected: [one] }]).holds;
  assert.deepEqual([got(one), got(two)], [true, false]);
});

const REFUSED = {
  what: "a wrong proof",
  expected: "verifier.ProofInvalid",
  receipt: {
    block: 12,
    error: { name: "verifier.ProofInvalid", docs: "" },
    events: [
      { name: "transactionPayment.TransactionFeePaid", data: { actualFee: 5n } },
      { name: "system.ExtrinsicFailed", data: {} },
    ],
  },
  before: ["0x01"],
  after: ["0x01"],
};

test("refusal_should_pass_when_only_the_fee_is_charged", () => {
  const { holds, refusal } = checkRefusal(REFUSED);
  assert.deepEqual([holds, refusal.fee], [true, 5n]);
});

test("refusal_should_fail_when_the_transaction_succeeds_or_fails_otherwise", () => {
  for (const error of [null, { name: "market.PastDue", docs: "" }]) {
    assert.equal(checkRefusal({ ...REFUSED, receipt: { ...REFUSED.receipt, error } }).holds, false);
  }
});

test("refusal_should_fail_when_rows_change_or_funds_move", () => {
  assert.equal(checkRefusal({ ...REFUSED, after: ["0x02"] }).holds, false);
  const events = [...REFUSED.receipt.events, { name: "balances.Released", data: {} }];
  assert.equal(checkRefusal({ ...REFUSED, receipt: { ...REFUSED.receipt, events } }).holds, false);
});
