// The market's transactions, from plain values.

import { u8aToHex } from "@polkadot/util";

const PROOF_SYSTEM = "Groth16Bn254";

export class Market {
  constructor(chain) {
    this.chain = chain;
    this.tx = chain.api.tx;
    this.query = chain.api.query;
  }

  /** Registers `circuit` and gives the identity that the chain gave it. */
  async registerCircuit(owner, { key, units }) {
    const receipt = await this.chain.mustSend(
      owner,
      this.tx.verifier.registerCircuit(PROOF_SYSTEM, u8aToHex(key), units, null),
    );
    return eventOf(receipt, "verifier.CircuitRegistered").circuit;
  }

  register(prover, { stake, slots, commission }) {
    return this.chain.mustSend(prover, this.tx.provers.register(stake, slots, commission));
  }

  proposeWorker(prover, worker) {
    return this.chain.mustSend(prover, this.tx.provers.proposeWorker(worker.address));
  }

  acceptWorker(worker, prover) {
    return this.chain.mustSend(worker, this.tx.provers.acceptWorker(prover.address));
  }

  setOffers(worker, asks) {
    return this.chain.mustSend(worker, this.tx.market.setOffers(asks));
  }

  fund(from, accounts, amount) {
    return Promise.all(
      accounts.map(({ address }) => this.chain.mustSend(from, this.tx.balances.transferKeepAlive(address, amount))),
    );
  }

  /** Places `order` and gives the receipt, whether it was accepted or not. */
  place(requester, order) {
    return this.chain.send(
      requester,
      this.tx.market.place(
        order.circuit,
        order.category,
        order.statement,
        order.input,
        order.maxFee,
        order.matchBy,
        order.deadline,
      ),
    );
  }

  /** Places `orders` in one transaction and gives the receipt, whether they were accepted or not. */
  placeBatch(requester, orders) {
    return this.chain.send(requester, this.tx.market.placeBatch(orders));
  }

  /** Delivers `proof` and gives the receipt, whether it was accepted or not. */
  deliver(sender, request, { outputs, proof }) {
    return this.chain.send(sender, this.tx.market.deliver(request, outputs.map(u8aToHex), u8aToHex(proof)));
  }

  /** Rules and reference price of each category. */
  async categories() {
    const views = await this.chain.api.call.marketApi.categories();
    return new Map(
      views.map(({ id, category, referencePrice }) => [
        id.toNumber(),
        {
          maxUnits: category.maxUnits.toBigInt(),
          provingWindow: category.provingWindow.toNumber(),
          priceFloor: category.priceFloor.toBigInt(),
          referencePrice: referencePrice.toBigInt(),
        },
      ]),
    );
  }

  /** Provers that have offers, with the categories that they serve. */
  async offers() {
    const entries = await this.query.market.offers.entries();
    return new Map(
      entries.map(([key, asks]) => [
        key.args[0].toString(),
        new Map(asks.unwrap().map(([category, ask]) => [category.toNumber(), ask.toBigInt()])),
      ]),
    );
  }

  /** The proof that was bought by `request`. */
  async fulfilment(request) {
    const fulfilment = (await this.query.market.fulfilments(request)).unwrap();
    return { publicInputs: fulfilment.publicInputs.map((input) => input.toU8a()), proof: fulfilment.proof.toU8a(true) };
  }
}

/** The data of the one event called `name` in `receipt`. */
export function eventOf(receipt, name) {
  const event = receipt.events.find((candidate) => candidate.name === name);
  if (!event) throw new Error(`block ${receipt.block}, transaction ${receipt.index}: no ${name}`);
  return event.data;
}
