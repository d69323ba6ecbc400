// From snarkjs' JSON to the chain's canonical encoding: big-endian words of 32 bytes in the order of EIP-197.

const WORD = 32;

/** The 32 bytes of `value`, a BigInt or its decimal digits. */
export function word(value) {
  const hex = BigInt(value).toString(16);
  if (hex.startsWith("-") || hex.length > 2 * WORD) throw new Error(`${value} does not fit ${WORD} bytes`);
  return Uint8Array.from(Buffer.from(hex.padStart(2 * WORD, "0"), "hex"));
}

/** A canonical Groth16 key from a `verification_key.json`. */
export function canonicalKey(key) {
  expectGroth16(key);
  if (key.IC.length !== key.nPublic + 1) {
    throw new Error(`verification_key.json: IC has ${key.IC.length} points, expected nPublic + 1 = ${key.nPublic + 1}`);
  }
  return concat([g1(key.vk_alpha_1), ...[key.vk_beta_2, key.vk_gamma_2, key.vk_delta_2].map(g2), ...key.IC.map(g1)]);
}

function g1([x, y, z]) {
  expectAffine(BigInt(z) === 1n);
  return concat([word(x), word(y)]);
}

// snarkjs writes the constant coefficient first, EIP-197 the linear one.
function g2([x, y, z]) {
  expectAffine(BigInt(z[0]) === 1n && BigInt(z[1]) === 0n);
  return concat([x[1], x[0], y[1], y[0]].map(word));
}

function expectAffine(affine) {
  if (!affine) throw new Error("a point is not in affine form: its third coordinate is not 1");
}

function expectGroth16({ protocol, curve }) {
  if (protocol !== "groth16" || curve !== "bn128") {
    throw new Error(`verification_key.json: protocol ${protocol} over ${curve}, expected groth16 over bn128`);
  }
}

function concat(parts) {
  return Uint8Array.from(Buffer.concat(parts));
}
