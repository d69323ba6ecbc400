// A second process signs with a validator's keys.

import { check } from "../../demo-client/checks.mjs";
import { Network, VALIDATORS } from "../network.mjs";
import { eventually, finalNumber, isFinal, secondsSince } from "../waiting.mjs";

export const about = "a second process with a validator's keys is reported and slashed";
export const limit = 900;

const FINALITY_S = 120;
const REPORT_S = 180;
const SLASH_S = 480;

export async function test({ say, node, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  await network.prepare([...VALIDATORS, { name: "clone", args: ["--charlie"] }]);
  say("three validators");
  await network.start("alice", "bob", "charlie");
  const chain = await network.connect("alice");
  await isFinal(chain, 2, FINALITY_S);
  const charlie = chain.account("//Charlie").address;
  const bonded = async () => (await chain.api.query.staking.ledger(charlie)).unwrapOrDefault().active.toBigInt();
  const before = { stake: await bonded(), number: await chain.bestNumber() };

  say("a fourth process with charlie's keys");
  await network.start("clone");
  const cloned = Date.now();
  const seen = events(chain, before.number + 1);
  await eventually(REPORT_S, "no equivocation is reported", async () => (await seen("offences.Offence")).length > 0);
  const reported = secondsSince(cloned);
  const offence = (await seen("offences.Offence"))[0];
  say(`${text(offence.data.kind)} reported in block ${offence.block}, ${reported} s after the process was started; stopping it`);
  await network.kill("clone");
  const [slash] = await seen("staking.SlashReported");
  const deferred = chain.api.consts.staking.slashDeferDuration?.toNumber();
  say(`a slash of ${slash && share(slash.data.fraction)} is to be taken; waiting for it`);
  await eventually(SLASH_S, `nothing is slashed (deferred by ${deferred} eras)`, async () => {
    return (await seen("staking.Slashed")).length > 0;
  });
  const taken = (await seen("staking.Slashed")).filter(({ data }) => data.staker === charlie);
  const after = { stake: await bonded(), best: await chain.bestNumber(), seconds: secondsSince(cloned) };
  say(`slashed in block ${taken[0]?.block}`);
  await isFinal(chain, after.best + 3, FINALITY_S);
  const others = (await seen("staking.SlashReported")).filter(({ data }) => data.validator !== charlie);
  const amount = taken.reduce((sum, { data }) => sum + data.amount, 0n);
  return {
    checks: [
      check(
        "the equivocation is reported by another validator",
        ["babe:equivocatio", "grandpa:equivoc"].some((kind) => text(offence.data.kind).startsWith(kind)),
        `${text(offence.data.kind)} in block ${offence.block}`,
      ),
      check(
        "the stake of the validator whose keys they are is to be slashed, and nobody else's",
        slash?.data.validator === charlie && others.length === 0,
        `${share(slash?.data.fraction)} of ${slash?.data.validator}`,
      ),
      check(
        "the slash is taken from its stake",
        amount > 0n && before.stake - after.stake === amount,
        `${amount} planck of ${before.stake}, ${after.stake} left, ${after.seconds} s after the start`,
      ),
      check("blocks become final as before", (await finalNumber(chain)) > after.best, `block ${await finalNumber(chain)}`),
    ],
    figures: { reported, taken: after.seconds },
  };
}

/** All events called `name` from block `first` on, in the best chain so far. */
function events(chain, first) {
  const read = [];
  let next = first;
  return async (name) => {
    for (const best = await chain.bestNumber(); next <= best; next += 1) {
      const block = await chain.block(next);
      read.push(...block.events.map((event) => ({ ...event, block: block.number })));
    }
    return read.filter((event) => event.name === name);
  };
}

// Sixteen bytes of text.
function text(kind) {
  return Buffer.from(kind.slice(2), "hex").toString();
}

// Parts per thousand million.
function share(fraction) {
  return `${Number(fraction) / 10_000_000} %`;
}
