import assert from "node:assert/strict";
import { test } from "node:test";
import { ed25519PairFromSeed } from "@polkadot/util-crypto";

import { nodeKey, peerId } from "../node-key.mjs";

test("peer_id_should_be_the_one_that_the_node_derives_when_the_key_is_known", () => {
  // `proofnet-node key inspect-node-key` says so of the key 1, which docs/validators/node.md uses.
  const seed = Uint8Array.from({ length: 32 }, (_, index) => (index === 31 ? 1 : 0));
  const { publicKey } = ed25519PairFromSeed(seed);
  assert.equal(peerId(publicKey), "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp");
});

test("key_should_be_another_when_the_name_is_another", () => {
  assert.notEqual(nodeKey("alice").key, nodeKey("bob").key);
  assert.match(nodeKey("alice").key, /^[0-9a-f]{64}$/);
});
