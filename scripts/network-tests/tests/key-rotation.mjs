// A validator changes its session keys, and takes the old ones away.

import { u8aToHex } from "@polkadot/util";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { check } from "../../demo-client/checks.mjs";
import { run } from "../../demo-client/processes.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { authored } from "../slots.mjs";
import { eventually, finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "a validator changes its session keys and goes on with the new ones alone";
export const limit = 900;

const FINALITY_S = 120;
const SESSIONS_S = 480;
const TURN_S = 180;
// BABE's keys and GRANDPA's.
const KEYS = [
  { type: "babe", scheme: "sr25519" },
  { type: "gran", scheme: "ed25519" },
];

export async function test({ say, node, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  const [alice, bob] = VALIDATORS;
  // The flag --charlie would give it the old keys again at each start.
  await network.prepare([alice, bob, { name: "charlie", args: ["--validator"] }]);
  for (const { type, scheme } of KEYS) {
    const place = ["--base-path", network.basePath("charlie"), "--chain", network.spec];
    await run(node, ["key", "insert", ...place, "--key-type", type, "--scheme", scheme, "--suri", "//Charlie"]);
  }
  say("three validators, one with its keys in files");
  await network.start("alice", "bob", "charlie");
  const [chain, charlie] = [await network.connect("alice"), await network.connect("charlie")];
  const account = chain.account("//Charlie");
  const old = await babeKey(chain, account.address);
  await authors(chain, 1, old, TURN_S);
  await isFinal(chain, 1, FINALITY_S);

  say("making new keys; a proof of ownership for another account must be refused");
  const owner = (address) => u8aToHex(chain.keyring.decodeAddress(address));
  const foreign = await charlie.rpc("author_rotateKeysWithOwner", owner(chain.account("//Dave").address));
  const refused = await chain.send(account, chain.api.tx.session.setKeys(foreign.keys, foreign.proof));
  const made = await charlie.rpc("author_rotateKeysWithOwner", owner(account.address));
  const { block } = await chain.mustSend(account, chain.api.tx.session.setKeys(made.keys, made.proof));
  const next = await babeKey(chain, account.address);
  const began = Date.now();
  say(`set in block ${block}; waiting for the session in which they count`);
  const first = await authors(chain, block, next, SESSIONS_S);
  const seconds = secondsSince(began);

  say(`charlie authors block ${first} with the new key; taking away the old ones and starting it again`);
  await network.kill("charlie");
  const keystore = network.keystore("charlie");
  const kept = made.keys.slice(2);
  const removed = readdirSync(keystore).filter((file) => !kept.includes(file.slice(8)));
  for (const file of removed) rmSync(join(keystore, file));
  const left = readdirSync(keystore).length;
  await network.start("charlie");
  const restarted = await chain.bestNumber();
  const again = await authors(chain, restarted + 1, next, TURN_S);
  await isFinal(chain, again, FINALITY_S);
  const blocks = await authorsOf(chain, first, await finalNumber(chain));
  const byOld = blocks.filter(({ key }) => key === old).map(({ number }) => number);
  return {
    checks: [
      check(
        "keys with the proof of another owner are refused",
        refused.error?.name === "session.InvalidProof",
        refused.error?.name ?? "accepted",
      ),
      check("the validator has another key", next !== old && made.keys.includes(next.slice(2)), `${old}, then ${next}`),
      check("it authors with the new key", first > block, `block ${first}, ${seconds} s after it was set in block ${block}`),
      check("with the old keys gone it goes on", removed.length >= 2 && left === 2, `block ${again}, ${left} keys left`),
      check("nobody authors with the old key any more", byOld.length === 0, `${blocks.length} blocks since block ${first}`),
      // Of three equal validators GRANDPA needs the vote of each.
      check("blocks are final by votes with the new key", (await finalNumber(chain)) >= again, `block ${again}`),
    ],
    figures: { set: block, first, seconds },
  };
}

/** The BABE key that counts for `address` in the next session that begins. */
async function babeKey(chain, address) {
  return (await chain.api.query.session.nextKeys(address)).unwrap().babe.toHex();
}

/** The first block from `number` on that was authored with `key`. */
async function authors(chain, number, key, seconds) {
  let next = number;
  return eventually(seconds, `no block since ${number} is authored with ${key}`, async () => {
    const best = await chain.bestNumber();
    const found = (await authorsOf(chain, next, best)).find((block) => block.key === key);
    next = best + 1;
    return found?.number;
  });
}

/** Who authored the blocks from `first` to `last`, by key. */
async function authorsOf(chain, first, last) {
  const blocks = [];
  for (let number = first; number <= last; number += 1) {
    const hash = await chain.api.rpc.chain.getBlockHash(number);
    const header = await chain.api.rpc.chain.getHeader(hash);
    const authorities = await (await chain.api.at(hash)).query.babe.authorities();
    blocks.push({ number, key: authorities[authored(header).authority][0].toHex() });
  }
  return blocks;
}
