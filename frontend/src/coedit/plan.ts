// By which way to reach the server, and when again: rules only, no clocks and no lines.

/** Why a text can be reached no more by trying again. */
export type Ended = "session" | "other" | "forbidden" | "schema" | "replaced" | "refused";

/** How a try, or a connection, came to its end. */
export interface End {
  /** Whether the server had answered. */
  worked: boolean;
  /** Nothing at all was heard: somebody on the way swallows what is said. */
  silent?: boolean;
  ended?: Ended;
}

export interface Plan {
  way: "socket" | "poll";
  /** Sockets that failed one after the other without a word from the server. */
  tries: number;
  /** Ends of the last way there is, one after the other. */
  failures: number;
  /** Milliseconds to wait before the next try. */
  pause: number;
}

export const HELLO = 4000; // milliseconds in which a server that can be reached has said hello
export const GRACE = 3000; // milliseconds without a line that nobody needs to hear of
export const SOCKET_TRIES = 3;
export const SOCKET_AGAIN = 60_000; // milliseconds after which a page without a socket tries one again
const BETWEEN_SOCKETS = [150, 400];
const RETRY = [1000, 2000, 4000, 8000, 15_000, 30_000];

export const START: Plan = { way: "socket", tries: 0, failures: 0, pause: 0 };

export function next(plan: Plan, end: End): Plan {
  if (plan.way === "socket") {
    if (end.worked) return { ...START, pause: BETWEEN_SOCKETS[0]! };
    const tries = plan.tries + 1;
    if (end.silent || tries >= SOCKET_TRIES) return { ...plan, way: "poll", tries: SOCKET_TRIES, pause: 0 };
    return { ...plan, tries, pause: BETWEEN_SOCKETS[tries - 1]! };
  }
  // Whatever the line is after this, a socket is worth one more try before the other way.
  const failures = end.worked ? 1 : plan.failures + 1;
  return { way: "socket", tries: SOCKET_TRIES - 1, failures, pause: RETRY[Math.min(failures, RETRY.length) - 1]! };
}

/** What a code says with which the server closes (coediting/wire.py); nothing for a line that broke. */
export function meaning(code: number): Ended | "rights" | undefined {
  if (code === 4426) return "schema";
  if (code === 4403) return "rights";
  if (code === 4413 || code === 4400) return "refused";
  return undefined;
}
