import assert from "node:assert/strict";
import { test } from "node:test";

import { checkRun, checkSecond, median, readLives } from "../crash-report.mjs";

const line = (message, request, fields = {}) => JSON.stringify({ message, request, ...fields });
const fulfilled = (request) => ({ name: "market.Fulfilled", data: { request } });
const rewarded = { name: "provers.Rewarded", data: { prover: "bob" } };
const GOOD = [line("proving", 1), line("proved", 1), line("delivered", 1, { overhead_ms: 20 })];

function run({ lives = [GOOD], events = [fulfilled(1n), rewarded], kills = 1 } = {}) {
  const checks = checkRun({
    requests: [1n],
    blocks: [{ events }],
    prover: "bob",
    lives: readLives(lives),
    kills,
    planned: 1,
  });
  return checks.filter(({ holds }) => !holds).map(({ name }) => name.split(",")[0]);
}

test("run_should_pass_when_each_request_is_proved_delivered_and_paid_once", () => {
  assert.deepEqual(run(), []);
});

test("run_should_pass_when_a_proof_is_made_again_that_a_kill_cut_short", () => {
  assert.deepEqual(run({ lives: [[line("proving", 1)], GOOD] }), []);
});

test("run_should_fail_when_a_proof_is_made_again_that_was_there", () => {
  const made = GOOD.slice(0, 2);
  assert.deepEqual(run({ lives: [made, GOOD] }), ["no proof is made twice"]);
});

test("run_should_fail_when_a_payment_is_missing_or_made_twice", () => {
  const name = "every request is fulfilled and paid exactly once";
  assert.deepEqual(run({ events: [] }), [name]);
  assert.deepEqual(run({ events: [fulfilled(1n), fulfilled(1n), rewarded] }), [name]);
});

test("run_should_fail_when_a_deadline_is_missed_a_delivery_fails_or_a_kill_is_left_out", () => {
  const missed = { name: "market.Missed", data: { request: 1n } };
  assert.deepEqual(run({ events: [fulfilled(1n), rewarded, missed] }), ["no deadline is missed"]);
  const failed = JSON.stringify({ code: "transaction.failed" });
  assert.deepEqual(run({ lives: [[...GOOD, failed]] }), ["no delivery is sent that fails"]);
  assert.deepEqual(run({ kills: 0 }), ["the worker was killed as often as planned"]);
});

test("lines_that_are_no_JSON_should_be_left_out_when_a_kill_tore_them", () => {
  const { begun, overheads } = readLives([[...GOOD, '{"mess']]);
  assert.deepEqual([begun, overheads], [1, [20]]);
});

test("second_worker_should_fail_the_check_when_it_does_not_say_who_has_the_key", () => {
  const output = "error[key.in-use]: another worker works with this key on this chain: process 7 with";
  assert.equal(checkSecond({ code: 6, output, first: 7 }).holds, true);
  assert.equal(checkSecond({ code: 6, output, first: 8 }).holds, false);
  assert.equal(checkSecond({ code: 1, output, first: 7 }).holds, false);
});

test("median_should_be_the_middle_when_values_are_in_any_order", () => {
  assert.deepEqual([median([]), median([3, 1, 2]), median([4, 1, 2, 3])], [undefined, 2, 2.5]);
});
