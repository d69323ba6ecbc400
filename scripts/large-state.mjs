// Reads a raw chain specification from standard input and writes it with as many more accounts as the argument says, so that
// storage is measured on a state of the size that a chain grows to. Of use for nothing else: their balances are in no issuance.

import { once } from "node:events";
import { text } from "node:stream/consumers";
import { blake2AsU8a, xxhashAsHex } from "@polkadot/util-crypto";

const accounts = Number(process.argv[2]);
if (!Number.isInteger(accounts) || accounts < 1) {
  console.error("usage: node large-state.mjs ACCOUNTS < raw.json > large.json");
  process.exit(2);
}

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const prefix = xxhashAsHex("System", 128) + xxhashAsHex("Account", 128).slice(2);
// nonce, consumers, providers, sufficients; free, reserved, frozen, flags.
const counts = Buffer.alloc(16);
counts.writeUInt32LE(1, 8);
const balances = Buffer.alloc(64);
balances.writeBigUInt64LE(10n ** 18n);
balances.writeBigUInt64LE(1n << 63n, 56);
const value = `0x${hex(counts)}${hex(balances)}`;

const specification = JSON.parse(await text(process.stdin));
const { genesis, ...head } = specification;
const { top, ...rest } = genesis.raw;
const write = async (piece) => process.stdout.write(piece) || once(process.stdout, "drain");

await write(`${JSON.stringify(head).slice(0, -1)},"genesis":{"raw":{`);
for (const [name, children] of Object.entries(rest)) await write(`${JSON.stringify(name)}:${JSON.stringify(children)},`);
await write(`"top":${JSON.stringify(top).slice(0, -1)}`);
for (let number = 0; number < accounts; number += 1) {
  const account = blake2AsU8a(`proofnet/account/${number}`, 256);
  await write(`,"${prefix}${hex(blake2AsU8a(account, 128))}${hex(account)}":"${value}"`);
}
await write("}}}}");
