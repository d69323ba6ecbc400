// What a node that is reachable from outside refuses.

import { request } from "node:http";

import { check } from "../../demo-client/checks.mjs";
import { run } from "../../demo-client/processes.mjs";
import { ask } from "../http-rpc.mjs";
import { Network } from "../network.mjs";
import { nodeKey } from "../node-key.mjs";
import { SAFE, unsafeCalls } from "../rpc-methods.mjs";

export const about = "what must not be called from outside is refused, and questions without bound are";
export const limit = 600;

const REFUSED_START_MS = 60_000;
const KEYS_PAGE = 1_000;
const MARKET_PAGE = 100;
const DEPTH_LEVELS = 256;
const LIMIT_OUT_OF_RANGE = 20_003;
const MAX_REQUEST_BYTES = 15 << 20;
const CLOSED = "closed";
const MAX_CONNECTIONS = 100;
const MAX_SUBSCRIPTIONS = 1_024;

export async function test({ say, node, processes, closing }) {
  const network = new Network({ processes, binary: node, closing });
  await network.prepare([
    { name: "public", args: ["--rpc-external"] },
    { name: "private", args: [] },
  ]);
  say("a node with --rpc-external and one without");
  await network.start("public", "private");
  const [outside, inside] = [network.url("public"), network.url("private")];
  const { result: genesis } = await ask(outside, "chain_getBlockHash", 0);
  const calls = unsafeCalls(genesis);
  const [refused, allowed] = [await answers(outside, calls), await answers(inside, calls)];
  const { result: listed } = await ask(outside, "rpc_methods");
  const known = new Set([...SAFE, ...calls.map(([method]) => method)]);
  const unknown = listed.methods.filter((method) => !known.has(method));

  say("questions without bound");
  const limits = await Promise.all([
    refusal("state_getKeysPaged", ask(outside, "state_getKeysPaged", "0x", KEYS_PAGE + 1, null), (e) => /max/i.test(e.message)),
    refusal("market_provers", ask(outside, "market_provers", null, MARKET_PAGE + 1), outOfRange),
    refusal("market_jobs", ask(outside, "market_jobs", await anyAccount(network), null, MARKET_PAGE + 1), outOfRange),
    refusal("market_requests", ask(outside, "market_requests", { category: 0 }, null, MARKET_PAGE + 1), outOfRange),
    refusal("market_depth", ask(outside, "market_depth", 0, DEPTH_LEVELS + 1), outOfRange),
    refusal("a request of more than 15 MiB", tooLarge(outside), (e) => [413, CLOSED].includes(e.code)),
  ]);
  const within = await Promise.all([
    ask(outside, "state_getKeysPaged", "0x", KEYS_PAGE, null),
    ask(outside, "market_provers", null, MARKET_PAGE),
    ask(outside, "market_requests", { category: 0 }, null, MARKET_PAGE),
    ask(outside, "market_depth", 0, DEPTH_LEVELS),
  ]);
  const answered = within.filter(({ error }) => !error).length;
  const subscriptions = await subscribe(await network.connect("public"));
  const connections = await openConnections(new URL(outside).port);

  say("a validator with --rpc-external");
  const args = ["--chain", network.spec, "--tmp", "--validator", "--node-key", nodeKey("alice").key, "--rpc-external"];
  const validator = await run(node, args, REFUSED_START_MS).then(
    () => "it started",
    (error) => error.message.split("\n").slice(1).join("\n"),
  );
  return {
    checks: [
      check(
        "a node with --rpc-external refuses every unsafe method",
        refused.length > 0 && refused.every(({ unsafe }) => unsafe),
        wrong(refused.filter(({ unsafe }) => !unsafe)) || `${refused.length} methods`,
      ),
      check(
        "the same methods are there for the machine itself",
        allowed.every(({ unsafe, exists }) => exists && !unsafe),
        wrong(allowed.filter(({ unsafe, exists }) => unsafe || !exists)) || `${allowed.length} methods`,
      ),
      check(
        "every method that the node has is known to be safe or unsafe",
        unknown.length === 0,
        unknown.join(", ") || `${listed.methods.length} methods`,
      ),
      ...limits,
      check("what is within the limits is answered", answered === within.length, `${answered} of ${within.length}`),
      check(
        "a connection has a limited number of subscriptions",
        subscriptions > 0 && subscriptions <= MAX_SUBSCRIPTIONS,
        `${subscriptions} accepted`,
      ),
      check(
        "the number of connections is limited",
        connections.accepted > 0 && connections.accepted <= MAX_CONNECTIONS && connections.refused > 0,
        `${connections.accepted} accepted, ${connections.refused} refused`,
      ),
      check(
        "a validator does not start with its RPC open to all",
        /^exited with [^0]/.test(validator) && validator.includes("--unsafe-rpc-external"),
        validator.slice(0, 160),
      ),
    ],
    figures: { methods: listed.methods.length, subscriptions, connections },
  };
}

async function answers(url, calls) {
  const all = [];
  for (const [method, ...params] of calls) {
    const { error } = await ask(url, method, ...params);
    const message = error?.message ?? "";
    // What a method says of its own accord does not have the word.
    const unsafe = /unsafe/i.test(message);
    all.push({ method, unsafe, exists: message !== "Method not found", message: message || "answered" });
  }
  return all;
}

function wrong(list) {
  return list.map(({ method, message }) => `${method}: ${message}`).join("; ");
}

async function refusal(what, asking, expected) {
  const { error } = await asking;
  return check(`refused: ${what} above its limit`, error !== undefined && expected(error), error?.message ?? "answered");
}

/** A request that is too large: the node may close the connection before it has read all of it. */
function tooLarge(url) {
  return ask(url, "system_chain", "x".repeat(MAX_REQUEST_BYTES)).catch(({ cause }) => {
    return { error: { code: CLOSED, message: `connection closed: ${cause?.code ?? "no reason"}` } };
  });
}

function outOfRange({ code }) {
  return code === LIMIT_OUT_OF_RANGE;
}

async function anyAccount(network) {
  return (await network.connect("public")).account("//Alice").address;
}

/** How many subscriptions one connection gets. */
async function subscribe(chain) {
  const all = await Promise.all(
    Array.from({ length: MAX_SUBSCRIPTIONS + 1 }, () =>
      chain.provider.subscribe("chain_newHead", "chain_subscribeNewHeads", [], () => {}).then(
        () => 1,
        () => 0,
      ),
    ),
  );
  await chain.disconnect();
  // The client has some of its own, which count as well.
  return all.reduce((sum, accepted) => sum + accepted, 0);
}

/** Opens more WebSockets at once than a node takes. */
async function openConnections(port) {
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": Buffer.alloc(16, 1).toString("base64"),
  };
  const sockets = [];
  const open = () =>
    new Promise((resolve) => {
      const asking = request({ host: "127.0.0.1", port, headers, agent: false });
      asking.once("upgrade", (_, socket) => {
        sockets.push(socket);
        resolve(true);
      });
      asking.once("response", () => resolve(false));
      asking.once("error", () => resolve(false));
      asking.end();
    });
  const opened = await Promise.all(Array.from({ length: MAX_CONNECTIONS + 10 }, open));
  for (const socket of sockets) socket.destroy();
  const accepted = opened.filter(Boolean).length;
  return { accepted, refused: opened.length - accepted };
}
