import assert from "node:assert/strict";
import { test } from "node:test";

import { exact, short, sum } from "../amounts.mjs";

test("amount_should_keep_every_decimal_place_when_exact", () => {
  assert.equal(exact(1_250_000_000_001n, 12), "1.250000000001");
  assert.equal(exact(7n, 12), "0.000000000007");
  assert.equal(exact(-1_500n, 3), "-1.500");
  assert.equal(exact(5n, 0), "5");
});

test("amount_should_lose_only_trailing_zeros_when_short", () => {
  assert.equal(short(1_250_000_000_000n, 12), "1.25");
  assert.equal(short(100_000_000_000_000n, 12), "100");
  assert.equal(short(100n, 0), "100");
});

test("amount_should_be_cut_off_when_it_has_more_places_than_asked_for", () => {
  assert.equal(short(1_234_567_899n, 9, 6), "1.234567");
  assert.equal(short(1_000_000_999n, 9, 6), "1");
});

test("sum_should_be_zero_when_there_is_nothing", () => {
  assert.equal(sum([]), 0n);
});
