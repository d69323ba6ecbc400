// Nodes on this machine, each reachable for the others over a relay only, so that ways between them can be cut.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { connect } from "../demo-client/chain.mjs";
import { freePort, listening, run } from "../demo-client/processes.mjs";
import { nodeKey } from "./node-key.mjs";
import { Relay } from "./relay.mjs";

// A development build takes seconds to compile the runtime, more so while others do.
const START_MS = 240_000;

// Chain specifications by node: making one takes a development build many seconds.
const specifications = new Map();

export class Network {
  #members = new Map();
  #clients = [];
  // Names of those who are cut off from all others, if any.
  #apart = [];

  /** `closing` takes what is to be closed at the end. */
  constructor({ processes, binary, closing }) {
    Object.assign(this, { processes, binary });
    closing.push(() => this.#close());
  }

  /**
   * Prepares a network of `members`, `{ name, args }`, who know each other and nobody else. None is started yet.
   * Their names as flags, such as `--alice`, make validators of them.
   */
  async prepare(members) {
    const { folder } = this.processes;
    this.spec = join(folder, "chain.json");
    writeFileSync(this.spec, await specification(this.binary));
    for (const { name, args } of members) {
      const [port, rpcPort] = [await freePort(), await freePort()];
      const url = `ws://127.0.0.1:${rpcPort}`;
      const relay = await new Relay(port, {
        callers: () => [...this.#members.values()].flatMap(({ running }) => running?.child.pid ?? []),
        admits: (pid) => this.#together(name, this.#nameOf(pid)),
      }).open();
      this.#members.set(name, { name, args, port, rpcPort, url, relay, ...nodeKey(name) });
    }
  }

  #nameOf(pid) {
    return [...this.#members.values()].find(({ running }) => running?.child.pid === pid)?.name;
  }

  #together(one, other) {
    return this.#apart.includes(one) === this.#apart.includes(other);
  }

  /** Starts the members called `names`, all at once, and resolves when each answers. */
  async start(...names) {
    await Promise.all(
      names.map(async (name) => {
        const member = this.#member(name);
        member.running = this.processes.start(name, this.binary, this.#arguments(member));
        await listening(member.rpcPort, START_MS);
      }),
    );
  }

  #arguments({ name, args, port, rpcPort, key }) {
    const others = [...this.#members.values()].filter((other) => other.name !== name);
    const ways = others.map(({ relay, peer }) => `/ip4/127.0.0.1/tcp/${relay.port}/p2p/${peer}`);
    return [
      `--chain=${this.spec}`,
      `--base-path=${this.basePath(name)}`,
      `--name=${name}`,
      `--node-key=${key}`,
      `--listen-addr=/ip4/127.0.0.1/tcp/${port}`,
      `--rpc-port=${rpcPort}`,
      "--no-prometheus",
      "--no-telemetry",
      "--no-mdns",
      "--allow-private-ip",
      "--reserved-only",
      ...ways.map((way) => `--reserved-nodes=${way}`),
      ...args,
    ];
  }

  /** Kills the member as a power cut would. */
  async kill(name) {
    // Its clients would try to reach it for ever.
    for (const client of this.#clients.filter((client) => client.name === name)) await client.chain.disconnect();
    this.#clients = this.#clients.filter((client) => client.name !== name);
    await this.processes.kill(this.#member(name).running);
  }

  /** Stops the member's process where it is, and lets it go on. */
  pause(name) {
    this.#member(name).running.child.kill("SIGSTOP");
  }

  resume(name) {
    this.#member(name).running.child.kill("SIGCONT");
  }

  /** Cuts every way between `members` and the others. */
  partition(members) {
    this.#apart = members;
    for (const { relay } of this.#members.values()) relay.review();
  }

  /** Mends every way. */
  heal() {
    this.#apart = [];
  }

  /** The address of a member's RPC. */
  url(name) {
    return this.#member(name).url;
  }

  /** A client of the member. Its transactions are valid on every fork. */
  async connect(name) {
    const chain = await connect(this.url(name), { immortal: true });
    this.#clients.push({ name, chain });
    return chain;
  }

  /** The process of a member. */
  pid(name) {
    return this.#member(name).running.child.pid;
  }

  /** Where the member keeps all that it keeps. */
  basePath(name) {
    return join(this.processes.folder, `${name}-data`);
  }

  /** Where the member keeps its session keys. */
  keystore(name) {
    return join(this.basePath(name), "chains", "proofnet_local", "keystore");
  }

  #member(name) {
    const member = this.#members.get(name);
    if (!member) throw new Error(`no member of the network is called ${name}`);
    return member;
  }

  async #close() {
    for (const { chain } of this.#clients) await chain.disconnect().catch(() => {});
    for (const { relay } of this.#members.values()) relay.close();
  }
}

async function specification(binary) {
  if (!specifications.has(binary)) {
    // Raw, so that not every node has to compute the first block's state.
    const exported = JSON.parse(await run(binary, ["export-chain-spec", "--chain", "local", "--raw"], START_MS));
    // On a chain of another type nodes tell each other the addresses that they listen on, past the relays.
    specifications.set(binary, JSON.stringify({ ...exported, chainType: "Live" }));
  }
  return specifications.get(binary);
}

// A node forgets the state of blocks that are more than 256 behind; the checks read them from the first one on.
const ARCHIVE = "--state-pruning=archive";

/** Three validators with the preset's keys. */
export const VALIDATORS = ["alice", "bob", "charlie"].map((name) => ({ name, args: [`--${name}`, ARCHIVE] }));
