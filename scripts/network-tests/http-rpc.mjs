// JSON-RPC over HTTP, one question at a time, without a client that wants the chain's metadata first.

const TIMEOUT_MS = 30_000;

/** What the node at `url` (ws:// or http://) answers: `{ result }` or `{ error: { code, message } }`. */
export async function ask(url, method, ...params) {
  const response = await fetch(url.replace(/^ws/, "http"), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) return { error: { code: response.status, message: (await response.text()).trim() } };
  return response.json();
}

/** The number of the last final block of the node at `url`. */
export async function finalNumberAt(url) {
  const { result: hash } = await ask(url, "chain_getFinalizedHead");
  const { result: header } = await ask(url, "chain_getHeader", hash);
  return Number(header.number);
}
