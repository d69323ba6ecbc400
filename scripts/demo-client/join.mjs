// Joins a network as a validator, as docs/validators/joining.md says: bond, setKeys, validate, until it has made a block.
// Usage: node join.mjs URL ACCOUNT_JSON SESSION_KEYS PROOF PROOF_OF_ANOTHER

import { readFileSync } from "node:fs";
import { connect } from "./chain.mjs";

// More than the 100,000 of those who are validators already.
const STAKE_PROOF = 150_000n;
const ELECTED_AFTER_BLOCKS = 120;

const [url, accountFile, sessionKeys, proof, otherProof] = process.argv.slice(2);
if (!otherProof) throw new Error("usage: join.mjs URL ACCOUNT_JSON SESSION_KEYS PROOF PROOF_OF_ANOTHER");
const chain = await connect(url);
try {
  await join(chain);
} finally {
  await chain.provider.disconnect();
}

async function join({ api, decimals }) {
  const account = chain.account(JSON.parse(readFileSync(accountFile, "utf8")).secretPhrase);
  const { staking, session } = api.tx;
  await chain.mustSend(account, staking.bond(STAKE_PROOF * 10n ** BigInt(decimals), "Staked"));

  const refused = await chain.send(account, session.setKeys(sessionKeys, otherProof));
  check(refused.error?.name === "session.InvalidProof", `the proof of another account gives ${refused.error?.name}`);
  await chain.mustSend(account, session.setKeys(sessionKeys, proof));
  await chain.mustSend(account, staking.validate({ commission: 0, blocked: false }));

  const next = await api.query.session.nextKeys(account.address);
  check(next.isSome && next.unwrap().toHex() === sessionKeys, "the chain has other session keys");
  const candidates = (await api.query.staking.validators.keys()).map((key) => key.args[0].toString());
  check(candidates.includes(account.address), "the account is no candidate");
  const has = await api.rpc.author.hasSessionKeys(sessionKeys);
  check(has.isTrue, "the node does not have the session keys");
  console.log(`${account.address} is a candidate`);
  await untilItMadeABlock(api, account.address);
}

/** A validator is elected at the end of an era, and makes blocks from the one after it. */
async function untilItMadeABlock(api, address) {
  const until = (await api.rpc.chain.getHeader()).number.toNumber() + ELECTED_AFTER_BLOCKS;
  await new Promise((resolve, reject) => {
    api.derive.chain.subscribeNewHeads((header) => {
      if (header.author?.toString() === address) {
        console.log(`${address} was elected and made block ${header.number}`);
        resolve();
      } else if (header.number.toNumber() > until) {
        reject(new Error(`${address} made none of ${ELECTED_AFTER_BLOCKS} blocks`));
      }
    }).catch(reject);
  });
}

function check(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}
