import assert from "node:assert/strict";
import { createConnection, createServer } from "node:net";
import { test } from "node:test";

import { Relay, socketOf } from "../relay.mjs";

const TABLE = [
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
  "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1",
  "   1: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 22 1",
  "   2: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 33 1",
].join("\n");

test("socket_should_be_that_of_the_calling_end_when_both_ends_are_on_this_machine", () => {
  assert.equal(socketOf(TABLE, { from: 0xd431, to: 0x1f90 }), "22");
  assert.equal(socketOf(TABLE, { from: 0xd432, to: 0x1f90 }), undefined);
});

/** A server that says what it gets, and a relay to it which admits this process while `open.admits`. */
async function stage() {
  const open = { admits: true };
  const server = createServer((socket) => socket.on("error", () => {}).pipe(socket));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const relay = new Relay(server.address().port, { callers: () => [process.pid], admits: () => open.admits });
  await relay.open();
  const close = () => {
    relay.close();
    server.close();
  };
  return { open, relay, close };
}

/** What comes back for `text`, and a promise of the connection's end. */
function call(port) {
  const socket = createConnection({ port, host: "127.0.0.1" });
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  const echo = new Promise((resolve) => {
    socket.once("data", (bytes) => resolve(bytes.toString()));
    ended.then(() => resolve(undefined));
  });
  socket.write("hello");
  return { socket, echo, ended };
}

test("relay_should_let_through_when_the_caller_is_admitted", async () => {
  const { relay, close } = await stage();
  const { echo, socket } = call(relay.port);
  assert.equal(await echo, "hello");
  socket.destroy();
  close();
});

test("relay_should_turn_away_and_end_what_there_is_when_the_caller_is_admitted_no_longer", async () => {
  const { relay, open, close } = await stage();
  const before = call(relay.port);
  assert.equal(await before.echo, "hello");
  open.admits = false;
  relay.review();
  await before.ended;
  assert.equal(await call(relay.port).echo, undefined);
  open.admits = true;
  const after = call(relay.port);
  assert.equal(await after.echo, "hello");
  after.socket.destroy();
  close();
});
