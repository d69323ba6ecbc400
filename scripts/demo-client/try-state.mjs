// Executes blocks again on top of their parents, with every invariant of the state checked after each.

import { compactToU8a, u8aConcat, u8aToHex, u8aToU8a } from "@polkadot/util";

const YES = Uint8Array.of(1);
const ALL_PALLETS = Uint8Array.of(1);
const SEAL = "0x05";

/** Executes the blocks from `first` to `last`; gives the first failure as `{ block, reason }`, or null. */
export async function tryState(chain, first, last) {
  for (let number = first; number <= last; number += 1) {
    const hash = await chain.rpc("chain_getBlockHash", number);
    const { block } = await chain.rpc("chain_getBlock", hash);
    // Arguments: block, check the state root, check signatures, which invariants.
    const call = u8aConcat(encodeBlock(chain.api.registry, block), YES, YES, ALL_PALLETS);
    try {
      await chain.rpc("state_call", "TryRuntime_execute_block", u8aToHex(call), block.header.parentHash);
    } catch (error) {
      return { block: number, reason: error.message.split("\n")[0] };
    }
  }
  return null;
}

function encodeBlock(registry, { header, extrinsics }) {
  // The seal is the author's signature of the header without it.
  const logs = header.digest.logs.filter((log) => !log.startsWith(SEAL));
  const unsealed = registry.createType("Header", { ...header, digest: { logs } });
  return u8aConcat(unsealed.toU8a(), compactToU8a(extrinsics.length), ...extrinsics.map((bytes) => u8aToU8a(bytes)));
}
