// Writers of texts, and what they wait for each other: one load on one server, described in JSON on the standard input,
// told in JSON on the standard output. Each writer is the real client of its server, unmodified: y-websocket or
// @hocuspocus/provider. A keystroke types a letter into a paragraph of the writer's own and moves its cursor.
import { readFileSync } from "node:fs";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const PATIENCE = 30_000; // milliseconds
const SETTLING = 3000;
const COLOURS = 12;

const { kind, url, pid, documents, origin, cookie, rate, warm, seconds } = JSON.parse(readFileSync(0, "utf8"));

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** The browser sends these by itself; a program has to say them. */
const socketOf = (session) =>
  class extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { headers: { Cookie: `${cookie}=${session}`, Origin: origin } });
    }
  };

class Writer {
  constructor(document, session, number) {
    this.number = number;
    this.doc = new Y.Doc();
    this.sent = new Map(); // clock of a letter -> when it was typed
    this.heard = new Map(); // client -> how far it is known
    const Socket = socketOf(session);
    if (kind === "y-websocket") {
      this.provider = new WebsocketProvider(url, document, this.doc, {
        params: { schema: "1" },
        WebSocketPolyfill: Socket,
        disableBc: true,
      });
      this.joined = new Promise((done) => this.provider.once("sync", done));
    } else {
      this.socket = new HocuspocusProviderWebsocket({ url, WebSocketPolyfill: Socket });
      this.provider = new HocuspocusProvider({ websocketProvider: this.socket, name: document, document: this.doc, token: session });
      this.joined = new Promise((done) => this.provider.on("synced", done));
      this.provider.attach();
    }
    this.awareness = this.provider.awareness;
    this.awareness.setLocalState({ user: { name: `Writer ${number}`, colour: number % COLOURS } });
  }

  begin(documentOf) {
    this.others = documentOf.filter((other) => other !== this);
    const paragraph = new Y.XmlElement("paragraph");
    this.text = new Y.XmlText();
    paragraph.insert(0, [this.text]);
    this.doc.getXmlFragment("prosemirror").push([paragraph]);
    this.doc.on("update", (update, source) => source === this.provider && this.hear());
  }

  type() {
    this.sent.set(this.clock, performance.now());
    this.text.insert(this.text.length, "e");
    const at = Y.createRelativePositionFromTypeIndex(this.text, this.text.length);
    const place = JSON.parse(JSON.stringify(at)); // as y-prosemirror tells it
    this.awareness.setLocalStateField("cursor", { anchor: place, head: place });
  }

  get clock() {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  hear() {
    const now = performance.now();
    for (const writer of this.others) {
      const client = writer.doc.clientID;
      const reached = Y.getState(this.doc.store, client);
      for (let clock = this.heard.get(client) ?? 0; clock < reached; clock++) {
        const at = writer.sent.get(clock);
        if (at !== undefined && at >= window.start && at < window.end) took.push(now - at);
      }
      this.heard.set(client, reached);
    }
  }

  end() {
    this.provider.destroy();
    this.socket?.destroy();
  }
}

const window = { start: Infinity, end: Infinity };
const took = [];

/** Seconds of the processor that the server has taken, and its memory in bytes. */
function usage() {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return { processor: (Number(fields[11]) + Number(fields[12])) / 100, memory: Number(memory[1]) * 1024 };
}

function percentile(sorted, part) {
  return sorted.length ? sorted[Math.min(Math.ceil(sorted.length * part), sorted.length) - 1] : null;
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, failed) => (timer = setTimeout(() => failed(new Error(`${what}: not within ${PATIENCE} ms`)), PATIENCE)));
  await Promise.race([promise, late]);
  clearTimeout(timer);
}

async function keepTyping(writer) {
  const period = 1000 / rate;
  let next = performance.now() + Math.random() * period;
  while (performance.now() < window.end) {
    await pause(Math.max(0, next - performance.now()));
    if (performance.now() >= window.end) return;
    writer.type();
    next += period * (0.7 + Math.random() * 0.6);
  }
}

const isSame = (writers) => {
  const [first, ...others] = writers.map(({ doc }) => doc.getXmlFragment("prosemirror").toString());
  return others.every((other) => other === first);
};

async function lag() {
  if (kind === "y-websocket") return null;
  return (await fetch(url.replace(/^ws/, "http"))).json();
}

const groups = documents.map(({ document, sessions }, place) =>
  sessions.map((session, number) => new Writer(document, session, place * sessions.length + number)),
);
const writers = groups.flat();
await within(Promise.all(writers.map(({ joined }) => joined)), "joining");
for (const group of groups) for (const writer of group) writer.begin(group);
await pause(500);
window.end = performance.now() + (warm + seconds) * 1000;
const typing = writers.map(keepTyping);
await pause(warm * 1000);
await lag();
const before = usage();
window.start = performance.now();
await Promise.all(typing);
const length = (performance.now() - window.start) / 1000;
const after = usage();
const behind = await lag();

const inWindow = (writer) => [...writer.sent.values()].filter((at) => at >= window.start && at < window.end).length;
const expected = writers.reduce((sum, writer) => sum + inWindow(writer) * writer.others.length, 0);
const limit = performance.now() + SETTLING;
let converged = 0;
while (performance.now() < limit) {
  converged = groups.filter(isSame).length;
  if (took.length >= expected && converged === groups.length) break;
  await pause(50);
}
took.sort((a, b) => a - b);
const result = {
  p50: percentile(took, 0.5),
  p95: percentile(took, 0.95),
  keys: expected,
  delivered: expected ? took.length / expected : 0,
  converged: converged === groups.length,
  processor: (after.processor - before.processor) / length,
  memory: after.memory,
  behind,
};
await new Promise((done) => process.stdout.write(JSON.stringify(result), done));
for (const writer of writers) writer.end();
process.exit(0);
