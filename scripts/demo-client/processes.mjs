// Child processes: started with a log each, stopped whatever happens.

import { execFile, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { createServer, createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_MS = 20_000;

/** A port of this machine that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Resolves once something listens on `port`. */
export async function listening(port, ms) {
  const accepts = () =>
    new Promise((resolve) => {
      const socket = createConnection({ port, host: "127.0.0.1" });
      socket.once("error", () => resolve(false));
      socket.once("connect", () => {
        socket.destroy();
        resolve(true);
      });
    });
  const end = Date.now() + ms;
  while (!(await accepts())) {
    if (Date.now() > end) throw new Error(`nothing listens on port ${port} after ${ms / 1000} s`);
    await sleep(100);
  }
}

/** Runs `file` to its end and gives what it printed. */
export function run(file, args, timeout = 120_000) {
  return new Promise((resolve, reject) => {
    execFile(file, args, { maxBuffer: 64 << 20, timeout }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const status = error.killed
        ? `took longer than ${timeout / 1000} s`
        : `exited with ${error.code ?? error.signal}`;
      return reject(new Error(`${file} ${args.join(" ")}\n${status}: ${(stderr || stdout || error.message).trim()}`));
    });
  });
}

/** Rejects when somebody wants the program to end. */
export function interruption() {
  return new Promise((_, reject) => {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
      ["SIGHUP", 129],
    ]) {
      process.once(signal, () => reject(Object.assign(new Error(`stopped by ${signal}`), { code })));
    }
  });
}

/** The long-running processes of the demo. */
export class Processes {
  #running = [];

  /** Rejects once a process ends that nobody stopped. */
  failure = new Promise((_, reject) => {
    this.fail = reject;
  });

  constructor(folder) {
    this.folder = folder;
    this.failure.catch(() => {});
  }

  start(name, file, args) {
    if (!existsSync(file)) throw new Error(`${file} is missing: run scripts/demo, which builds it`);
    const log = join(this.folder, `${name}.log`);
    const out = openSync(log, "a");
    // A group of its own, so that Ctrl-C reaches the demo alone, which stops the rest in order.
    // The kernel ends it with the demo, should that be killed.
    const guarded = ["--pdeathsig", "KILL", file, ...args];
    const child = spawn("setpriv", guarded, { stdio: ["ignore", out, out], detached: true });
    closeSync(out);
    const running = { name, log, child, stopping: false };
    running.exited = new Promise((resolve) => {
      child.once("error", (error) => resolve({ error }));
      child.once("exit", (code, signal) => resolve({ code, signal }));
    });
    running.exited.then(({ code, signal, error }) => {
      running.ended = true;
      if (running.stopping) return;
      const how = error ? error.message : `ended with ${code ?? signal}`;
      this.fail(new Error(`${name} ${how}. The end of ${log}:\n${lastLines(log, 15)}`));
    });
    this.#running.push(running);
    return running;
  }

  /** Tells `running` to stop and gives its exit code; kills it when it does not obey. */
  async stop(running) {
    running.stopping = true;
    if (!running.ended) {
      running.child.kill("SIGTERM");
      // One that was paused would not hear it.
      running.child.kill("SIGCONT");
    }
    const killer = setTimeout(() => running.child.kill("SIGKILL"), STOP_MS);
    const { code, signal } = await running.exited;
    clearTimeout(killer);
    return code ?? signal;
  }

  /** Kills `running` as a power cut would. */
  async kill(running) {
    running.stopping = true;
    running.child.kill("SIGKILL");
    await running.exited;
  }

  /** Kills all that still run. */
  async killAll() {
    for (const running of this.#running) if (!running.ended) await this.kill(running);
  }

  /** Stops all, the last started first. */
  async stopAll() {
    for (const running of [...this.#running].reverse()) await this.stop(running);
  }
}

function lastLines(file, count) {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}
