import assert from "node:assert/strict";
import { test } from "node:test";

import { missed, percentile, preDigest } from "../slots.mjs";

test("slot_and_author_should_be_read_when_the_digest_is_of_any_kind", () => {
  const bytes = Uint8Array.from([3, 2, 0, 0, 0, 0x10, 0x27, 0, 0, 1, 0, 0, 0, 0xff]);
  assert.deepEqual(preDigest(bytes), { authority: 2, slot: 0x1_0000_2710 });
});

test("slots_without_a_block_should_be_counted_when_there_are_gaps", () => {
  assert.deepEqual(missed([10, 11, 13, 19]), { of: 10, missed: 6, share: 0.6 });
  assert.deepEqual(missed([7, 8, 9]), { of: 3, missed: 0, share: 0 });
});

test("percentile_should_be_a_value_that_was_there_when_there_are_any", () => {
  const values = [9, 1, 3, 2, 4];
  assert.equal(percentile(values, 50), 3);
  assert.equal(percentile(values, 99), 9);
  assert.equal(percentile([5], 50), 5);
});
