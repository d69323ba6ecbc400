// What must be refused: deliveries of wrong proofs and by the wrong account, and a fee below the floor.

import { checkRefusal } from "./checks.mjs";

/** Sends what must be refused and gives the checks, in the order in which it was sent. */
export async function sendRefused({ chain, market, accounts, byHand, right, replayed, tooCheap }) {
  const { request } = byHand;
  const worker = accounts.get(`${byHand.prover}'s worker`);
  const attempts = [
    {
      what: "the proof of another request",
      expected: "verifier.ProofInvalid",
      sending: () => market.deliver(worker, request, replayed),
    },
    {
      what: "the right proof with a bit flipped",
      expected: "verifier.ProofOffCurve",
      sending: () => market.deliver(worker, request, { ...right, proof: flipped(right.proof) }),
    },
    {
      what: "the right proof, delivered by another prover",
      expected: "market.NotAssignedProver",
      sending: () => market.deliver(accounts.get("Bob"), request, right),
    },
    {
      what: "a request with a fee one planck below the price floor",
      expected: "market.FeeBelowFloor",
      sending: () => market.place(accounts.get(byHand.requester), tooCheap),
    },
  ];
  const receipts = await Promise.all(attempts.map(({ sending }) => sending()));
  return Promise.all(
    attempts.map(async ({ what, expected }, index) => {
      const receipt = receipts[index];
      const { parent } = await chain.block(receipt.block);
      const [before, after] = await Promise.all(
        [parent, receipt.hash].map((hash) => jobRows(chain, hash, request, accounts.get(byHand.prover).address)),
      );
      return checkRefusal({ what, expected, receipt, before, after });
    }),
  );
}

// The lowest bit of A's second coordinate: the point leaves the curve.
function flipped(proof) {
  const copy = Uint8Array.from(proof);
  copy[63] ^= 1;
  return copy;
}

/** Every row that a delivery for `request` would change, and the balance that it would raise. */
async function jobRows(chain, hash, request, prover) {
  const { query } = await chain.api.at(hash);
  const rows = await Promise.all([
    query.market.requests(request),
    query.market.works(request),
    query.market.jobs(request),
    query.market.fulfilments(request),
    query.provers.provers(prover),
    query.system.account(prover),
  ]);
  return rows.map((row) => row.toHex());
}
