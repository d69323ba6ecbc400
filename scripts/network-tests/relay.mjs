// The only way to a node for the others: a relay in front of its port, which looks at who calls and can turn it away.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createConnection, createServer } from "node:net";

export class Relay {
  #calls = new Set();

  /** Relays to `port` for each process of which `admits`, given its id, says yes. */
  constructor(port, { callers, admits }) {
    Object.assign(this, { target: port, callers, admits });
  }

  async open() {
    this.server = createServer((incoming) => this.#take(incoming));
    await new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
    this.port = this.server.address().port;
    return this;
  }

  #take(incoming) {
    // A connection that fails is closed, which its other end sees.
    incoming.on("error", () => {});
    const caller = ownerOf({ from: incoming.remotePort, to: this.port }, this.callers());
    if (caller === undefined || !this.admits(caller)) return incoming.destroy();
    const outgoing = createConnection({ port: this.target, host: "127.0.0.1" });
    outgoing.on("error", () => {});
    const call = { caller, end: () => [incoming, outgoing].forEach((socket) => socket.destroy()) };
    this.#calls.add(call);
    for (const socket of [incoming, outgoing]) {
      socket.setNoDelay(true);
      socket.once("close", () => {
        call.end();
        this.#calls.delete(call);
      });
    }
    incoming.pipe(outgoing);
    outgoing.pipe(incoming);
  }

  /** Ends the connections of those who are admitted no longer. */
  review() {
    for (const call of [...this.#calls]) if (!this.admits(call.caller)) call.end();
  }

  close() {
    for (const call of [...this.#calls]) call.end();
    this.server.close();
  }
}

/** Which of the processes `candidates` has the end `from` of the connection between two ports of this machine. */
function ownerOf({ from, to }, candidates) {
  const inode = socketOf(readFileSync("/proc/net/tcp", "utf8"), { from, to });
  if (inode === undefined) return undefined;
  return candidates.find((pid) => hasSocket(pid, `socket:[${inode}]`));
}

/** The number of the socket at port `from` that is connected to port `to`, in the words of /proc/net/tcp. Pure. */
export function socketOf(table, { from, to }) {
  const ends = [from, to].map((port) => `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`);
  const row = table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, remote]) => local === ends[0] && remote === ends[1]);
  return row?.[9];
}

// A process may end, and a file be closed, while one looks.
function hasSocket(pid, name) {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((file) => {
      try {
        return readlinkSync(`${folder}/${file}`) === name;
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
