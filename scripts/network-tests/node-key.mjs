// Network keys of nodes, and the identities that follow from them. Pure.

import { u8aConcat, u8aToHex } from "@polkadot/util";
import { base58Encode, blake2AsU8a, ed25519PairFromSeed } from "@polkadot/util-crypto";

// A multihash that holds what it would hash: libp2p's public key of type ed25519, 32 bytes.
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);

/** The network key of the node called `name`, as `--node-key` takes it, and its peer id. */
export function nodeKey(name) {
  const seed = blake2AsU8a(`proofnet/network-test/${name}`, 256);
  return { key: u8aToHex(seed).slice(2), peer: peerId(ed25519PairFromSeed(seed).publicKey) };
}

/** The peer id of an ed25519 key. */
export function peerId(publicKey) {
  return base58Encode(u8aConcat(PREFIX, publicKey));
}
