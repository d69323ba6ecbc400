import { keccak_256 } from "@noble/hashes/sha3";

/**
 * Semaphore's field element for a text: the text as a right-padded 32-byte word, hashed with Keccak-256, and the digest
 * shortened by 8 bits to fit the scalar field. As `@semaphore-protocol/proof` does; that package is not used because it
 * brings a circuit development kit along.
 */
export function hashText(text) {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 31) throw new Error(`"${text}" is ${bytes.length} bytes long, 31 fit`);
  const word = new Uint8Array(32);
  word.set(bytes);
  return BigInt(`0x${Buffer.from(keccak_256(word)).toString("hex")}`) >> 8n;
}
