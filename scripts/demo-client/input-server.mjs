// Serves witness inputs that requests name by URI and hash.

import { blake2AsHex } from "@polkadot/util-crypto";
import { stringToHex } from "@polkadot/util";
import { createServer } from "node:http";

export class InputServer {
  #inputs = new Map();

  /** Paths that were asked for. */
  asked = new Set();

  async start() {
    this.server = createServer((request, response) => {
      const input = this.#inputs.get(request.url);
      if (input) this.asked.add(request.url);
      response.writeHead(input ? 200 : 404, { "content-type": "application/json" });
      response.end(input);
    });
    await new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
  }

  /** Publishes `bytes` and gives them as the input of a request. */
  publish(bytes) {
    const path = `/inputs/${this.#inputs.size + 1}.json`;
    this.#inputs.set(path, bytes);
    const uri = `http://127.0.0.1:${this.server.address().port}${path}`;
    return { Remote: { uri: stringToHex(uri), hash: blake2AsHex(bytes, 256) } };
  }

  /** Whether every input was asked for. */
  get allAsked() {
    return this.asked.size === this.#inputs.size;
  }

  stop() {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
