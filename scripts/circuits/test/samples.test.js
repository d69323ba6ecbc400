import assert from "node:assert/strict";
import { test } from "node:test";

import { Group } from "@semaphore-protocol/group";
import { Identity } from "@semaphore-protocol/identity";
import { poseidon2 } from "poseidon-lite";

import { circuit as eddsa } from "../src/eddsa-poseidon.js";
import { hashText } from "../src/semaphore-hash.js";
import { circuit as semaphore, sample } from "../src/semaphore-20.js";

test("hashText_should_agree_with_the_ecosystem_when_given_a_text", () => {
  // The `message` that @semaphore-protocol/proof 4.14.3 puts into its circuit for "yes".
  assert.equal(hashText("yes"), 68375770903375164202580635449798250116505625686685690348762391553262823074n);
});

test("hashText_should_refuse_when_the_text_exceeds_31_bytes", () => {
  assert.throws(() => hashText("x".repeat(32)), /32 bytes long, 31 fit/);
});

test("sample_should_carry_a_merkle_path_of_the_groups_root_when_the_member_is_in_it", () => {
  const identities = ["a", "b", "c"].map((seed) => new Identity(seed));
  const group = new Group(identities.map(({ commitment }) => commitment));
  const { input, statement } = sample(group, identities[1], 5n, 7n);
  const siblings = input.merkleProofSiblings.slice(0, Number(input.merkleProofLength)).map(BigInt);
  const root = siblings.reduce(
    (node, sibling, level) => poseidon2((Number(input.merkleProofIndex) >> level) & 1 ? [sibling, node] : [node, sibling]),
    identities[1].commitment,
  );
  assert.equal(root, group.root);
  assert.equal(statement[0], group.root.toString());
});

test("sample_should_fail_when_the_identity_is_no_member", () => {
  const group = new Group([new Identity("a").commitment]);
  assert.throws(() => sample(group, new Identity("stranger"), 5n, 7n));
});

test("nullifier_should_differ_when_one_member_signals_in_two_scopes", () => {
  const member = new Identity("a");
  const group = new Group([member.commitment, new Identity("b").commitment]);
  assert.notEqual(sample(group, member, 5n, 7n).statement[1], sample(group, member, 6n, 7n).statement[1]);
});

for (const circuit of [semaphore, eddsa]) {
  test(`${circuit.name}_samples_should_have_one_value_per_public_signal_when_made`, () => {
    for (const { statement } of circuit.samples()) assert.equal(statement.length, circuit.publicSignals.length);
  });

  test(`${circuit.name}_samples_should_differ_when_made`, () => {
    const samples = circuit.samples().map((made) => JSON.stringify(made));
    assert.equal(new Set(samples).size, samples.length);
  });

  test(`${circuit.name}_samples_should_hold_only_decimal_strings_when_made`, () => {
    const values = circuit.samples().flatMap(({ input, statement }) => [...Object.values(input).flat(), ...statement]);
    for (const value of values) assert.match(value, /^(0|[1-9][0-9]*)$/);
  });
}
