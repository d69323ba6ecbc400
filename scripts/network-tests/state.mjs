// The whole state of a block, as a node gives it.

import { blake2AsHex } from "@polkadot/util-crypto";

const PAGE = 500;

/** How many pairs the state after block `hash` has on `chain`'s node, and a digest of all of them. */
export async function stateOf(chain, hash) {
  let after = null;
  let digest = "0x";
  let pairs = 0;
  for (;;) {
    const keys = await chain.rpc("state_getKeysPaged", "0x", PAGE, after, hash);
    if (keys.length === 0) return { pairs, digest };
    const [{ changes }] = await chain.rpc("state_queryStorageAt", keys, hash);
    if (changes.length !== keys.length) throw new Error(`${keys.length} keys have ${changes.length} values`);
    const missing = changes.find(([, value]) => value === null);
    if (missing) throw new Error(`the value of ${missing[0]} is missing`);
    digest = blake2AsHex(new TextEncoder().encode(digest + JSON.stringify(changes)), 256);
    pairs += keys.length;
    after = keys.at(-1);
  }
}
