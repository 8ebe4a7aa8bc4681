// A Hocuspocus server with its texts in a database: node hocuspocus.mjs WRITING STORE ADDRESS; prints its port.
//   WRITING  before   an update is in the log before it is applied, shown and acknowledged: what our server does, by the
//                     hook `beforeSync`, which Hocuspocus waits for
//            at-once  the Database extension with `debounce: 0`: every change stores the whole text soon after it was shown
//            later    the Database extension as it comes: two seconds after the last change, ten at most
//   STORE    postgresql or sqlite, both with the settings that our server has
// A plain request answers with how long after their coming the changes were in the database, since the last request.
import { Server } from "@hocuspocus/server";
import { Database } from "@hocuspocus/extension-database";
import pg from "pg";
import * as Y from "yjs";

const [, , writing, store, address] = process.argv;
const UPDATES = new Set([1, 2]); // of y-protocols: what brings something

async function postgresql() {
  const pool = new pg.Pool({ host: address, user: "postgres", database: "postgres" });
  await pool.query("CREATE TABLE IF NOT EXISTS text (name text PRIMARY KEY, state bytea NOT NULL)");
  await pool.query("CREATE TABLE IF NOT EXISTS log (id bigserial PRIMARY KEY, name text NOT NULL, data bytea NOT NULL)");
  return {
    state: async (name) => (await pool.query("SELECT state FROM text WHERE name = $1", [name])).rows[0]?.state ?? null,
    log: async (name) => (await pool.query("SELECT data FROM log WHERE name = $1 ORDER BY id", [name])).rows.map(({ data }) => data),
    put: (name, state) =>
      pool.query("INSERT INTO text VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET state = excluded.state", [name, state]),
    append: (name, data) => pool.query("INSERT INTO log (name, data) VALUES ($1, $2)", [name, data]),
  };
}

async function sqlite() {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(address);
  database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL");
  database.exec("CREATE TABLE IF NOT EXISTS text (name text PRIMARY KEY, state blob NOT NULL)");
  database.exec("CREATE TABLE IF NOT EXISTS log (id integer PRIMARY KEY, name text NOT NULL, data blob NOT NULL)");
  const one = database.prepare("SELECT state FROM text WHERE name = ?");
  const all = database.prepare("SELECT data FROM log WHERE name = ? ORDER BY id");
  const put = database.prepare("INSERT INTO text VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state");
  const append = database.prepare("INSERT INTO log (name, data) VALUES (?, ?)");
  return {
    state: async (name) => one.get(name)?.state ?? null,
    log: async (name) => all.all(name).map(({ data }) => data),
    put: async (name, state) => put.run(name, state),
    append: async (name, data) => append.run(name, data),
  };
}

const rows = await { postgresql, sqlite }[store]();
const came = new Map(); // text -> when the changes came that are not in the database yet
let took = [];

const stored = (name, changes) => {
  const now = performance.now();
  took.push(...changes.map((at) => now - at));
};

const onRequest = ({ response }) => {
  const sorted = took.sort((a, b) => a - b);
  const waiting = [...came.values()].reduce((sum, changes) => sum + changes.length, 0);
  const p95 = sorted[Math.min(Math.ceil(sorted.length * 0.95), sorted.length) - 1] ?? null;
  took = [];
  response.writeHead(200, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ p95, stored: sorted.length, waiting }));
  throw null; // the answer is given: nothing else is to be said
};

const before = {
  async beforeSync({ documentName, type, payload }) {
    if (!UPDATES.has(type) || payload.length <= 2) return;
    const at = performance.now();
    await rows.append(documentName, payload);
    stored(documentName, [at]);
  },
  async onLoadDocument({ documentName, document }) {
    for (const data of await rows.log(documentName)) Y.applyUpdate(document, data);
  },
};

const soon = {
  async onChange({ documentName }) {
    if (!came.has(documentName)) came.set(documentName, []);
    came.get(documentName).push(performance.now());
  },
};

const database = new Database({
  fetch: ({ documentName }) => rows.state(documentName),
  async store({ documentName, state }) {
    const changes = came.get(documentName) ?? [];
    came.delete(documentName);
    await rows.put(documentName, state);
    stored(documentName, changes);
  },
});

const server = new Server({
  quiet: true,
  address: "127.0.0.1",
  port: 0,
  onRequest,
  async onAuthenticate({ token }) {
    if (!token) throw new Error("who are you?");
  },
  ...(writing === "at-once" ? { debounce: 0 } : {}),
  extensions: writing === "before" ? [before] : [soon, database],
});
await server.listen();
console.log(server.address.port);
