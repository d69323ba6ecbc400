import assert from "node:assert/strict";
import { test } from "node:test";

import { compare } from "../rpc.mjs";

const row = { request: 3n, prover: "P", units: 10n, fulfilled: 12 };
const stored = {
  price: 7n,
  pool: 1_000n,
  delivered: 2,
  publicInputs: ["0x01", "0x02"],
  proof: "0xab",
  fee: 60n,
  provers: ["Q", "P"],
};
const answers = () => [
  { referencePrice: "7", fee: "70", clearings: 4, served: 3 },
  { stake: { pool: "1000" }, record: { delivered: 2, onTimePpm: 1_000_000, latency: { p50: 1, p90: 3, p99: 3 } } },
  {
    prover: "P",
    fulfilled: 12,
    fee: "60",
    proof: "0xab",
    publicInputs: ["0x01", "0x02"],
    outputs: [{ index: 1, value: "0x02" }],
  },
  { state: "fulfilled" },
  ["P", "Q"],
];
const refusal = { code: 20_003 };

test("answers_should_pass_when_they_are_what_is_stored", () => {
  assert.equal(compare(answers(), stored, { row, refusal }).holds, true);
});

test("answers_should_fail_when_any_differs_from_what_is_stored", () => {
  const alterations = [
    ([quote]) => (quote.referencePrice = "8"),
    ([quote]) => (quote.fee = "71"),
    ([quote]) => (quote.served = 5),
    ([, prover]) => (prover.stake.pool = "999"),
    ([, prover]) => (prover.record.delivered = 1),
    ([, prover]) => (prover.record.onTimePpm = 999_999),
    ([, prover]) => (prover.record.latency = null),
    ([, , proof]) => (proof.prover = "Q"),
    ([, , proof]) => (proof.fulfilled = 13),
    ([, , proof]) => (proof.fee = "61"),
    ([, , proof]) => (proof.proof = "0xac"),
    ([, , proof]) => (proof.publicInputs = ["0x01"]),
    ([, , proof]) => (proof.outputs = [{ index: 0, value: "0x02" }]),
    ([, , , request]) => (request.state = "assigned"),
    ([, , , , provers]) => provers.pop(),
  ];
  for (const alter of alterations) {
    const altered = answers();
    alter(altered);
    assert.equal(compare(altered, stored, { row, refusal }).holds, false, alter.toString());
  }
});

test("answers_should_fail_when_a_page_that_is_too_large_is_given", () => {
  assert.equal(compare(answers(), stored, { row, refusal: { items: [] } }).holds, false);
});
