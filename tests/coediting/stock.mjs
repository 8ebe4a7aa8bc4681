// An editor with the client that everybody has, y-websocket, unmodified. It is given its orders as lines of JSON on the standard
// input and answers each with a line: {"write": ms} begins to add a paragraph every so often, {"stop": true} ends that, {} asks.
import { createInterface } from "node:readline";
import { WebsocketProvider, Y } from "./y-websocket.mjs";

const { url, document, schema, headers } = JSON.parse(process.argv[2]);

/** A browser sends these by itself; a program has to say them. */
class Socket extends WebSocket {
  constructor(address) {
    super(address, { headers });
  }
}

const doc = new Y.Doc();
const text = doc.getXmlFragment("prosemirror");
const closed = [];
let written = 0;
let timer;

const provider = new WebsocketProvider(url, document, doc, { params: { schema }, WebSocketPolyfill: Socket, disableBc: true });
provider.on("connection-close", (event) => closed.push(event ? event.code : null));

function write() {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(`<${doc.clientID}.${written++}>`)]);
  text.push([paragraph]);
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.write) timer = setInterval(write, order.write);
  if (order.stop) clearInterval(timer);
  const paragraphs = text.toArray().map((block) => block.toArray().join(""));
  const told = { written, client: doc.clientID, synced: provider.synced, closed, gaveUp: !provider.shouldConnect, paragraphs };
  console.log(JSON.stringify(told));
}
process.exit(0);
