import assert from "node:assert/strict";
import { test } from "node:test";

import { judge } from "../payouts.mjs";

const placed = (request) => ({ name: "market.Placed", data: { request, requester: "A" } });
const fulfilled = (request) => ({ name: "market.Fulfilled", data: { request, fee: 10n, protocolFee: 1n, surplus: 0n } });
const registered = { name: "provers.Registered", data: { prover: "Dave", pool: "pool" } };
const rewarded = { name: "provers.Rewarded", data: { prover: "Dave", commission: 6n, pooled: 3n } };

const BEFORE = { A: 100n, Dave: 50n, pool: 0n };
const AFTER = { A: 90n, Dave: 56n, pool: 3n };

/** The names of the checks that fail. */
function failures({ events = [registered, placed(1n), fulfilled(1n), rewarded], after = AFTER, orders = 1, left = [] } = {}) {
  const snapshot = (balances, requests) => ({ balances: new Map(Object.entries(balances)), requests: new Map(requests) });
  const checks = judge({
    blocks: [{ events: events.map((event, index) => ({ extrinsic: index, ...event })) }],
    before: snapshot(BEFORE, []),
    after: snapshot(after, left),
    accounts: { treasury: "treasury", surplusAccount: "surplus" },
    placed: orders,
    participants: new Map([
      ["A", "requester"],
      ["Dave", "prover"],
    ]),
  });
  return checks.filter(({ holds }) => !holds).map(({ name }) => name.split(",")[0]);
}

test("payouts_should_pass_when_each_request_is_paid_once", () => {
  assert.deepEqual(failures(), []);
});

test("payouts_should_fail_when_a_request_is_paid_twice_or_never", () => {
  const once = "every request is fulfilled and paid exactly once";
  assert.ok(failures({ events: [registered, placed(1n), fulfilled(1n), fulfilled(1n), rewarded] }).includes(once));
  assert.ok(failures({ events: [registered, placed(1n)] }).includes(once));
});

test("payouts_should_fail_when_an_order_is_lost_or_there_twice", () => {
  assert.deepEqual(failures({ orders: 2 }), ["every order is in the final chain", "every request is fulfilled and paid exactly once"]);
});

test("payouts_should_fail_when_a_balance_is_not_what_the_events_say", () => {
  const name = "what the payments add up to is what everybody's balance changed by";
  assert.deepEqual(failures({ after: { ...AFTER, pool: 4n } }), [name]);
  assert.deepEqual(failures({ after: { ...AFTER, A: 80n } }), [name]);
});

test("payouts_should_fail_when_a_request_is_missed_or_left_behind", () => {
  const missed = { name: "market.Refunded", data: { request: 1n } };
  const events = [registered, placed(1n), fulfilled(1n), rewarded, missed];
  assert.deepEqual(failures({ events }), ["no request ends in any other way"]);
  assert.deepEqual(failures({ left: [["1", {}]] }), ["nothing is held for a request that has ended"]);
});
