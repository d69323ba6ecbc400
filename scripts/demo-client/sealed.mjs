// A request whose input only the matched prover can read, proved by another program than the worker.

import { u8aToHex } from "@polkadot/util";
import { Encrypter } from "age-encryption";

import { check } from "./checks.mjs";
import { eventOf } from "./market.mjs";
import { orderFor } from "./orders.mjs";
import { REQUESTERS, SEALED, WORKERS_CATEGORY } from "./plan.mjs";

const FULFILMENT_MS = 90_000;

/** Encrypts an input to the key that the prover has named on chain, and waits until its proof is paid. Gives the check. */
export async function placeSealed({ chain, market, accounts, circuits, follower, processes, server }) {
  const prover = accounts.get(SEALED.prover).address;
  const circuit = circuits.find(({ name }) => name === SEALED.circuit);
  const planned = { circuit, sample: circuit.samples[0], category: WORKERS_CATEGORY, bidPercent: 150n, remote: false };
  // The requests before have moved the price.
  const category = (await market.categories()).get(WORKERS_CATEGORY);
  const { inputKey } = await chain.rpc("market_prover", prover);
  const encrypter = new Encrypter();
  encrypter.addRecipient(inputKey);
  const sealed = await encrypter.encrypt(planned.sample.input);
  const order = {
    ...orderFor(planned, { category, best: await chain.bestNumber(), server }),
    input: { Inline: u8aToHex(sealed) },
    repricing: null,
    admitted: [prover],
  };
  const receipt = await market.placeBatch(accounts.get(REQUESTERS[1]), [order]);
  if (receipt.error) throw new Error(`the request was refused: ${receipt.error.name}: ${receipt.error.docs}`);
  const { request } = eventOf(receipt, "market.Placed");
  const state = () => follower.row(request)?.state;
  await chain.until(
    () => !["open", "proving", undefined].includes(state()),
    FULFILMENT_MS,
    `request ${request}, whose input is encrypted, was not proved; see the workers' logs in ${processes.folder}`,
  );
  return check(
    `an input encrypted to ${SEALED.prover}'s key on chain is opened by its worker and proved by snarkjs in its place`,
    state() === "fulfilled" && follower.row(request).prover === prover,
    `request ${request}: ${state()}, ${sealed.length} bytes on chain`,
  );
}
