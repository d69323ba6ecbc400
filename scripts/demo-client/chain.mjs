// The node: connection, transactions, blocks in order.

import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";

const CONNECT_MS = 30_000;
const INCLUSION_MS = 60_000;

/** Connects to the node at `url`. `immortal` transactions stay valid on every fork, however long it is. */
export async function connect(url, { immortal = false } = {}) {
  const provider = new WsProvider(url);
  const connecting = ApiPromise.create({
    provider,
    noInitWarn: true,
    // Extensions without data that @polkadot/api does not know.
    signedExtensions: { AuthorizeCall: { extrinsic: {}, payload: {} } },
  });
  const api = await within(CONNECT_MS, connecting, `no answer at ${url}`).catch(async (error) => {
    await provider.disconnect();
    throw error;
  });
  return new Chain(api, provider, immortal ? { era: 0 } : {});
}

/** `promise`, or an error once `ms` are over, which says `what`, a text or what gives one then. */
function within(ms, promise, what) {
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`after ${ms / 1000} s ${typeof what === "function" ? what() : what}`)),
      ms,
    );
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

class Chain {
  #nonces = new Map();
  #blocks = [];
  #waiting = new Set();
  #following = Promise.resolve();

  constructor(api, provider, signing) {
    this.api = api;
    this.signing = signing;
    this.provider = provider;
    this.decimals = api.registry.chainDecimals[0];
    this.symbol = api.registry.chainTokens[0];
    this.keyring = new Keyring({ type: "sr25519", ss58Format: api.registry.chainSS58 });
  }

  /** The account of a development secret such as `//Alice`. */
  account(uri) {
    return this.keyring.addFromUri(uri);
  }

  /** Sends `tx` and gives its receipt once it is in a block, whether it succeeded there or not. */
  async send(signer, tx) {
    const nonce = await this.#nextNonce(signer.address);
    const { method, section } = tx.method;
    const included = new Promise((resolve, reject) => {
      tx.signAndSend(signer, { nonce, ...this.signing }, (result) => {
        if (result.status.isInBlock) resolve(result);
        else if (result.isError) reject(new Error(`${section}.${method} is ${result.status.type}`));
      }).catch((error) => reject(new Error(`${section}.${method} is refused: ${error.message}`)));
    });
    const result = await within(INCLUSION_MS, included, `${section}.${method} is in no block`);
    return {
      block: result.blockNumber.toNumber(),
      hash: result.status.asInBlock.toHex(),
      index: result.txIndex,
      error: result.dispatchError ? errorName(this.api, result.dispatchError) : null,
      events: result.events.map((record) => plainEvent(record)),
    };
  }

  /** Sends `tx`, which must succeed. */
  async mustSend(signer, tx) {
    const receipt = await this.send(signer, tx);
    if (receipt.error) {
      const { method, section } = tx.method;
      throw new Error(
        `${section}.${method} failed in block ${receipt.block}: ${receipt.error.name}: ${receipt.error.docs}`,
      );
    }
    return receipt;
  }

  // Counted here, since transactions are sent before those ahead of them are in a block.
  #nextNonce(address) {
    const known = this.#nonces.get(address) ?? this.api.rpc.system.accountNextIndex(address).then((n) => n.toNumber());
    const nonce = Promise.resolve(known);
    this.#nonces.set(
      address,
      nonce.then((n) => n + 1),
    );
    return nonce;
  }

  /** Calls `onBlock` for each block from `first` on, in order, none left out. */
  async follow(first, onBlock, onError) {
    let next = first;
    const take = async (best) => {
      for (; next <= best; next += 1) {
        const block = await this.block(next);
        this.#blocks.push(block);
        onBlock(block);
        for (const check of [...this.#waiting]) check(block);
      }
    };
    this.unsubscribe = await this.api.rpc.chain.subscribeNewHeads((header) => {
      this.#following = this.#following.then(() => take(header.number.toNumber())).catch(onError);
    });
  }

  /** Resolves with the block in which, or after which, `condition` holds; checked after each followed block. */
  until(condition, ms, what) {
    let check;
    const met = new Promise((resolve, reject) => {
      check = async (block) => {
        try {
          if (await condition(block)) resolve(block);
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting.add(check);
      const latest = this.#blocks.at(-1);
      if (latest) check(latest);
    });
    return within(ms, met, what).finally(() => this.#waiting.delete(check));
  }

  /** Number, hash, parent and events of block `number`. */
  async block(number) {
    const hash = await this.api.rpc.chain.getBlockHash(number);
    const [at, header] = await Promise.all([this.api.at(hash), this.api.rpc.chain.getHeader(hash)]);
    const records = await at.query.system.events();
    return {
      number,
      hash: hash.toHex(),
      parent: header.parentHash.toHex(),
      events: records.map((record) => plainEvent(record)),
    };
  }

  /** What the node answers to `method`, as it is. */
  rpc(method, ...params) {
    return this.provider.send(method, params);
  }

  async bestNumber() {
    return (await this.api.rpc.chain.getHeader()).number.toNumber();
  }

  async disconnect() {
    this.unsubscribe?.();
    await this.#following;
    await this.api.disconnect();
  }
}

/** An event with integers as BigInt, accounts as addresses and all else as text or JSON. */
function plainEvent({ event, phase }) {
  const names = event.data.names ?? event.data.map((_, index) => index);
  return {
    extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : null,
    name: `${event.section}.${event.method}`,
    data: Object.fromEntries(event.data.map((value, index) => [names[index], plain(value)])),
  };
}

/** A value of the chain's as a plain one. */
function plain(value) {
  if (typeof value.toBigInt === "function") return value.toBigInt();
  const json = value.toJSON();
  return json !== null && typeof json === "object" ? json : value.toString();
}

function errorName(api, error) {
  if (!error.isModule) return { name: error.toString(), docs: "" };
  const { section, name, docs } = api.registry.findMetaError(error.asModule);
  return { name: `${section}.${name}`, docs: docs.join(" ").trim() };
}
