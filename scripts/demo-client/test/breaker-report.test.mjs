import assert from "node:assert/strict";
import { test } from "node:test";

import { checkBreaker } from "../breaker-report.mjs";

const PROVER = "5Charlie";
const STATES = ["closed", "open", "half-open", "closed"];

const offers = (categories) =>
  categories.length > 0
    ? { name: "market.OffersSet", data: { prover: PROVER, asks: categories.map((category) => [category, 7]) } }
    : { name: "market.OffersRemoved", data: { prover: PROVER } };
const matched = (request) => ({ name: "market.Matched", data: { request } });
const paid = (request) => ({ name: "market.Fulfilled", data: { request } });

const STORY = [
  [1, offers([0, 1])],
  [3, matched(1n)],
  [6, offers([])],
  [8, paid(1n)],
  [18, offers([0])],
  [19, matched(2n)],
  [20, offers([])],
  [22, paid(2n)],
  [23, offers([0, 1])],
  [24, matched(3n)],
  [27, paid(3n)],
];

function failed(story, { states = STATES, failures = ["command.exit", "command.exit"] } = {}) {
  const blocks = story.map(([number, event]) => ({ number, events: [event] }));
  const run = { blocks, prover: PROVER, failing: 1n, waiting: [2n, 3n], failures, inARow: 2, states };
  return checkBreaker(run).flatMap(({ holds }, index) => (holds ? [] : [index]));
}

const without = (...numbers) => STORY.filter(([number]) => !numbers.includes(number));

test("checks_should_hold_when_the_breaker_opens_and_closes", () => {
  assert.deepEqual(failed(STORY), []);
  // A trial that is delivered before its offer is taken back.
  assert.deepEqual(failed(without(20)), []);
});

test("withdrawing_should_fail_its_check_when_offers_stay_or_one_failure_was_enough", () => {
  assert.ok(failed(without(6)).includes(0));
  assert.deepEqual(failed(STORY, { failures: ["command.exit"] }), [0]);
});

test("pause_should_fail_its_check_when_a_job_comes_while_the_breaker_is_open", () => {
  assert.ok(failed([...without(19), [10, matched(2n)]]).includes(1));
});

test("trial_should_fail_its_check_when_both_categories_come_back_at_once", () => {
  const story = STORY.map(([number, event]) => (number === 18 ? [18, offers([0, 1])] : [number, event]));
  assert.ok(failed(story).includes(2));
  assert.ok(failed([...without(24), [19, matched(3n)]]).includes(2));
});

test("return_should_fail_its_check_when_a_category_stays_away", () => {
  assert.deepEqual(failed(without(23)), [3]);
});

test("status_should_fail_its_check_when_it_never_says_that_the_breaker_is_open", () => {
  assert.deepEqual(failed(STORY, { states: ["closed"] }), [4]);
});

test("jobs_should_fail_their_check_when_one_is_missed_or_never_paid", () => {
  assert.deepEqual(failed(without(27)), [5]);
  assert.deepEqual(failed([...STORY, [28, { name: "market.Missed", data: { request: 9n } }]]), [5]);
});
