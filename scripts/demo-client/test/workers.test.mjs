import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";

import { readLogs, writeConfig } from "../workers.mjs";

let folder;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "workers-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("config_should_quote_what_it_is_given_when_written", () => {
  const file = writeConfig(folder, {
    name: "worker",
    prover: "5Grw",
    key: "//Bob//worker",
    url: "ws://127.0.0.1:1",
    offers: [[0, 400_000_000n]],
    circuits: [{ name: "a", zkey: '/with "quotes"/a.zkey', wasm: "/a.wasm" }],
  });
  const text = readFileSync(file, "utf8");
  for (const line of ['dev = "//Bob//worker"', 'ask = "400000000"', 'zkey = "/with \\"quotes\\"/a.zkey"']) {
    assert.ok(text.includes(`\n${line}\n`), line);
  }
});

test("config_should_have_what_is_given_beside_and_nothing_else_when_written", () => {
  const worker = { name: "worker", prover: "5Grw", key: "//Bob", url: "ws://127.0.0.1:1", offers: [[0, "auto"]], circuits: [] };
  const plain = readFileSync(writeConfig(folder, worker), "utf8");
  assert.ok(plain.includes('\nask = "auto"\n') && !plain.includes("[pricing]") && !plain.includes("act_on"));
  const more = { ...worker, actOn: "finalized", pricing: { rate: 7n }, breaker: { pause_s: 9 }, port: 77 };
  const text = readFileSync(writeConfig(folder, more), "utf8");
  for (const line of ['act_on = "finalized"', "rate = 7", "pause_s = 9", 'listen = "127.0.0.1:77"']) {
    assert.ok(text.includes(`\n${line}\n`), line);
  }
});

test("logs_should_give_times_by_request_when_lines_of_other_kinds_are_between", () => {
  const log = join(folder, "worker.log");
  const lines = [
    { message: "connected" },
    { message: "proving", request: 3, timestamp: "2026-01-01T00:00:01.500Z" },
    { message: "proving", request: 3, timestamp: "2026-01-01T00:00:09.000Z" },
    { message: "proved", request: 3, witness_ms: 100, proving_ms: 900 },
    { message: "delivered", request: 3, block: 21 },
  ];
  writeFileSync(log, `${lines.map((line) => JSON.stringify(line)).join("\n")}\nthread panicked\n{"message":"pro`);
  const absent = join(folder, "absent.log");
  assert.deepEqual(readLogs([log, absent]), new Map([[3n, { begun: Date.UTC(2026, 0, 1, 0, 0, 1, 500), witnessMs: 100, provingMs: 900, delivered: 21 }]]));
});
