import assert from "node:assert/strict";
import { test } from "node:test";

import { askFor, rateFor } from "../auto-ask.mjs";

const CIRCUITS = [
  { units: 10, times: [1_000, 2_000] },
  { units: 100, times: [8_000] },
];

test("ask_should_cover_the_dearest_circuit_with_margin_and_fee_when_times_differ", () => {
  // 2 s at 1,000 planck for 10 units are dearer by the unit than 8 s for 100: 2,000 * 1.2 / 0.95 / 10, rounded up.
  assert.equal(askFor({ circuits: CIRCUITS, rate: 1_000n, protocolFee: 50_000n }), 253n);
});

test("rate_should_lead_to_the_ask_or_just_below_when_it_is_turned_around", () => {
  const target = 400_000_000n;
  const rate = rateFor({ circuits: CIRCUITS, target, protocolFee: 50_000n });
  const ask = askFor({ circuits: CIRCUITS, rate, protocolFee: 50_000n });
  assert.ok(ask <= target && ask > (target * 99n) / 100n, `${ask}`);
});
