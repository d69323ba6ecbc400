import assert from "node:assert/strict";
import { test } from "node:test";

import { balances, balanceSheet } from "../balance-sheet.mjs";
import { after, AUTHOR, before, blocks, SURPLUS, TREASURY } from "./story.mjs";

const NAMES = new Map([["prover", "Bob"]]);

function sheet(change = {}) {
  return balanceSheet({
    before: before(),
    after: after(),
    blocks: blocks(),
    names: NAMES,
    treasury: TREASURY,
    surplusAccount: SURPLUS,
    author: AUTHOR,
    ...change,
  });
}

function broken(sections) {
  return sections
    .flatMap(({ equations }) => equations.filter(({ left, right }) => left !== right))
    .map(({ text }) => text);
}

test("sheet_should_add_up_when_events_and_storage_agree", () => {
  assert.deepEqual(broken(sheet()), []);
  assert.equal(balances(sheet()), true);
});

test("sheet_should_name_the_account_when_its_balance_is_not_explained", () => {
  const changed = after();
  changed.balances.set("prover", 2_532n);
  const failures = broken(sheet({ after: changed }));
  assert.ok(failures.includes("Bob: change in storage = what its events add up to"), failures.join("; "));
});

test("sheet_should_not_add_up_when_escrow_is_left_in_storage", () => {
  const changed = after();
  changed.holds.get("requester").push({ reason: "Market.Escrow", amount: 1n });
  const failures = broken(sheet({ after: changed }));
  assert.ok(failures.includes("taken = paid + released + refunded + held"), failures.join("; "));
});

test("sheet_should_not_add_up_when_a_fee_is_not_shared_out_in_full", () => {
  const told = blocks();
  told[2].events.find(({ name }) => name === "market.Fulfilled").data.surplus = 99n;
  const failures = broken(sheet({ blocks: told }));
  assert.ok(failures.includes("paid by requesters = to provers + protocol fee + surplus"), failures.join("; "));
});

test("sheet_should_add_up_when_the_surplus_was_too_little_to_open_its_account", () => {
  const told = blocks();
  told[2].events = told[2].events.map((event) =>
    event.data.who === SURPLUS ? { ...event, data: { ...event.data, who: TREASURY } } : event,
  );
  told[2].events.push({ extrinsic: 1, name: "market.Forfeited", data: { who: SURPLUS, amount: 100n } });
  const changed = after();
  changed.balances.delete(SURPLUS);
  changed.balances.set(TREASURY, 500n + 106n + 8n);
  assert.deepEqual(broken(sheet({ blocks: told, after: changed })), []);
});

test("sheet_should_add_up_when_a_job_was_rejected", () => {
  const [placed, matched] = blocks();
  const rejected = {
    number: 12,
    events: [
      { extrinsic: 1, name: "balances.Deposit", data: { who: TREASURY, amount: 20n } },
      {
        extrinsic: 1,
        name: "market.Rejected",
        data: { request: 0n, prover: "prover", payer: "worker", fee: 20n, collateral: 500n },
      },
      {
        extrinsic: 1,
        name: "market.Refunded",
        data: { request: 0n, fee: 1000n, deposit: 200n, griefingDeposit: 30n },
      },
    ],
  };
  const changed = {
    ...after(),
    balances: new Map([
      ["requester", 5_000n - 10n],
      ["prover", 4_000n - 2_001n],
      ["pool", 2_001n],
      ["worker", -20n],
      [TREASURY, 500n + 20n + 8n],
      [AUTHOR, 500n + 2n],
    ]),
    holds: new Map([["pool", [{ reason: "Provers.Stake", amount: 2_000n }]]]),
    provers: new Map([["prover", { stake: 2_000n, unbonding: 0n, locked: 0n, jobs: 0, delivered: 0, missed: 0 }]]),
    fulfilments: new Map(),
  };
  const left = broken(sheet({ blocks: [placed, matched, rejected], after: changed }));
  assert.deepEqual(left, []);
});

test("sheet_should_not_add_up_when_a_deposit_for_rejections_is_left_in_storage", () => {
  const changed = after();
  changed.holds.get("requester").push({ reason: "Market.GriefingDeposit", amount: 1n });
  assert.ok(broken(sheet({ after: changed })).includes("taken = released + paid + held"));
});

test("sheet_should_not_add_up_when_a_payment_is_not_divided_in_full", () => {
  const told = blocks();
  told[2].events.find(({ name }) => name === "provers.Rewarded").data.pooled = 59n;
  assert.ok(broken(sheet({ blocks: told })).includes("to provers = commission + into pools"));
});

test("sheet_should_not_add_up_when_collateral_is_still_locked", () => {
  const changed = after();
  changed.provers.get("prover").locked = 500n;
  assert.ok(broken(sheet({ after: changed })).includes("locked = back + slashed + still locked"));
});

test("sheet_should_not_add_up_when_issuance_changes_without_an_event", () => {
  assert.ok(broken(sheet({ after: { ...after(), issuance: 10_001n } })).includes("change = minted - burned"));
});
