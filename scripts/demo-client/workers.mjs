// Provers' workers: their configuration, and what their logs say.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes the configuration of a worker, which keeps its state beside it, and gives its path. */
export function writeConfig(folder, worker) {
  const { name, prover, key, url, offers, circuits, actOn, pricing, capacity, breaker, port, inputKeyFile } = worker;
  const text = [
    `prover = ${quoted(prover)}`,
    "",
    "[key]",
    `dev = ${quoted(key)}`,
    "",
    "[node]",
    `urls = ${quoted(url)}`,
    ...(actOn ? [`act_on = ${quoted(actOn)}`] : []),
    "",
    ...offers.flatMap(([category, ask]) => ["[[offers]]", `category = ${category}`, `ask = ${quoted(`${ask}`)}`, ""]),
    ...circuits.flatMap((circuit) => [
      "[[circuits]]",
      `name = ${quoted(circuit.name)}`,
      ...(circuit.command
        ? [`system = "groth16-bn254"`, `verifying_key = ${quoted(circuit.verifyingKey)}`, `command = ${JSON.stringify(circuit.command)}`]
        : [`zkey = ${quoted(circuit.zkey)}`, `wasm = ${quoted(circuit.wasm)}`]),
      ...(circuit.sample ? [`sample = ${quoted(circuit.sample)}`] : []),
      "",
    ]),
    ...section("pricing", pricing),
    ...section("capacity", capacity),
    ...section("breaker", breaker),
    ...section("calibration", { file: `${name}-calibration.json` }),
    ...section("http", port && { listen: `127.0.0.1:${port}` }),
    "[limits]",
    "# Inputs by URI are served from this machine.",
    "allow_private_networks = true",
    "",
    ...(inputKeyFile ? ["[inputs]", `key_file = ${quoted(inputKeyFile)}`, ""] : []),
    "[store]",
    "# Every chain of the demo begins with the same block.",
    `path = ${quoted(`${name}-state`)}`,
    "",
    "[log]",
    'format = "json"',
    "",
  ].join("\n");
  const file = join(folder, `${name}.toml`);
  writeFileSync(file, text);
  return file;
}

function section(name, values) {
  if (!values) return [];
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${typeof value === "string" ? quoted(value) : value}`);
  return [`[${name}]`, ...lines, ""];
}

// TOML's basic strings are written as JSON's.
function quoted(text) {
  return JSON.stringify(text);
}

/** By request: when its first proof was begun, how long witness and proof took, and which block the worker saw its delivery in. */
export function readLogs(files) {
  const requests = new Map();
  for (const file of files.filter(existsSync)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      const entry = parsed(line);
      if (entry?.request === undefined) continue;
      const row = requests.get(BigInt(entry.request)) ?? {};
      if (entry.message === "proving") row.begun ??= Date.parse(entry.timestamp);
      if (entry.message === "proved") Object.assign(row, { witnessMs: entry.witness_ms, provingMs: entry.proving_ms });
      if (entry.message === "delivered") row.delivered = entry.block;
      requests.set(BigInt(entry.request), row);
    }
  }
  return requests;
}

// A panic's message is no JSON, nor is a line that is being written.
function parsed(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
