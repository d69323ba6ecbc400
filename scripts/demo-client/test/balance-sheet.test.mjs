import assert from "node:assert/strict";
import { test } from "node:test";

import { balances, balanceSheet } from "../balance-sheet.mjs";
import { after, AUTHOR, before, blocks, TREASURY } from "./story.mjs";

const NAMES = new Map([["prover", "Bob"]]);

function sheet(change = {}) {
  return balanceSheet({
    before: before(),
    after: after(),
    blocks: blocks(),
    names: NAMES,
    treasury: TREASURY,
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
  changed.balances.set("prover", 4_593n);
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

test("sheet_should_not_add_up_when_collateral_is_still_locked", () => {
  const changed = after();
  changed.provers.get("prover").locked = 500n;
  assert.ok(broken(sheet({ after: changed })).includes("locked = back + slashed + still locked"));
});

test("sheet_should_not_add_up_when_issuance_changes_without_an_event", () => {
  assert.ok(broken(sheet({ after: { ...after(), issuance: 10_001n } })).includes("change = minted - burned"));
});
