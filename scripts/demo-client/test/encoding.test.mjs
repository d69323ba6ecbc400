import assert from "node:assert/strict";
import { test } from "node:test";

import { canonicalKey, word } from "../encoding.mjs";

const G1 = ["1", "2", "1"];
const G2 = [
  ["3", "4"],
  ["5", "6"],
  ["1", "0"],
];
const KEY = {
  protocol: "groth16",
  curve: "bn128",
  nPublic: 1,
  vk_alpha_1: G1,
  vk_beta_2: G2,
  vk_gamma_2: G2,
  vk_delta_2: G2,
  IC: [G1, G1],
};

const words = (...values) => Uint8Array.from(values.flatMap((value) => [...word(value)]));

test("word_should_be_big_endian_in_32_bytes_when_the_value_fits", () => {
  assert.deepEqual(word("258"), Uint8Array.from([...new Array(30).fill(0), 1, 2]));
});

test("word_should_be_refused_when_the_value_is_negative_or_too_large", () => {
  assert.throws(() => word(1n << 256n), /does not fit/);
  assert.throws(() => word(-1n), /does not fit/);
});

test("key_should_have_the_linear_coefficients_first_when_points_are_in_g2", () => {
  const g2 = [4, 3, 6, 5];
  assert.deepEqual(canonicalKey(KEY), words(1, 2, ...g2, ...g2, ...g2, 1, 2, 1, 2));
});

test("key_should_be_refused_when_ic_does_not_fit_the_public_inputs", () => {
  assert.throws(() => canonicalKey({ ...KEY, nPublic: 2 }), /expected nPublic \+ 1 = 3/);
});

test("key_should_be_refused_when_it_is_of_another_system", () => {
  assert.throws(() => canonicalKey({ ...KEY, protocol: "plonk" }), /plonk/);
});

test("key_should_be_refused_when_a_point_is_not_affine", () => {
  assert.throws(() => canonicalKey({ ...KEY, vk_alpha_1: ["1", "2", "3"] }), /affine/);
});
