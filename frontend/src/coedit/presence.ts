// What the server says of who is here. Names are the server's word; where a cursor stands is another page's, and is looked at
// before the editor works with it.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

interface State {
  user?: unknown;
  cursor?: { anchor: unknown; head: unknown } | null;
}

/** The others among them: what is said of this page itself is old news. */
export function othersIn(states: Uint8Array, own: number): { clients: number[]; update: Uint8Array } {
  const others: [client: number, clock: number, state: State | null][] = [];
  const decoder = decoding.createDecoder(states);
  for (let count = states.length ? decoding.readVarUint(decoder) : 0; count > 0; count--) {
    const [client, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    const state = JSON.parse(decoding.readVarString(decoder)) as State | null;
    if (client !== own) others.push([client, clock, state && looked(state)]);
  }
  const update = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, others.length);
    for (const [client, clock, state] of others) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    }
  });
  return { clients: others.map(([client]) => client), update };
}

function looked({ user, cursor }: State): State {
  return { user, cursor: cursor && isPlace(cursor.anchor) && isPlace(cursor.head) ? cursor : null };
}

/** Whether it is a relative position of Yjs, as JSON. */
function isPlace(place: unknown): boolean {
  if (!isObject(place)) return false;
  const { type, tname, item, assoc } = place;
  const isName = tname === undefined || tname === null || typeof tname === "string";
  return isId(type) && isId(item) && isName && (assoc === undefined || assoc === null || Number.isInteger(assoc));
}

function isId(id: unknown): boolean {
  if (id === undefined || id === null) return true;
  return isObject(id) && isCount(id.client) && isCount(id.clock);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
