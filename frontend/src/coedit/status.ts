// What to say about a text, out of what is the case: rules only.
import type { Ended } from "./plan";
import type { May } from "./wire";

export interface Facts {
  /** The text came from the server, or was asked for; before that nothing can be said of it. */
  joined: boolean;
  line: "up" | "trying" | "down";
  may: May;
  /** Why one may not write. */
  why: string;
  ended: Ended | "";
  /** Changes that the server has not acknowledged. */
  unsaved: number;
  /** Whether the browser holds a copy of these. */
  kept: boolean;
}

export type Kind = "idle" | "joining" | "saved" | "saving" | "offline" | "locked" | Ended;

export interface Status {
  kind: Kind;
  count: number;
  kept: boolean;
  why: string;
}

export const BEGINNING: Facts = { joined: false, line: "trying", may: "write", why: "", ended: "", unsaved: 0, kept: true };

export function statusOf({ joined, line, may, why, ended, unsaved, kept }: Facts): Status {
  const status = (kind: Kind): Status => ({ kind, count: unsaved, kept, why });
  if (ended) return status(ended);
  if (line === "down") return status("offline");
  if (!joined) return status("joining");
  if (may !== "write") return status("locked");
  return status(unsaved ? "saving" : "saved");
}

/** Whether one can go on writing: a broken line and an ended session are no reason to stop. */
export function isWritable({ may, ended }: Facts): boolean {
  return may === "write" && (ended === "" || ended === "session");
}

const WORST: Kind[] = ["refused", "replaced", "schema", "other", "forbidden", "session", "offline", "saving", "joining", "locked", "saved", "idle"];

/** The state of all texts of a page in one: the worst kind, and all changes that wait. */
export function together(all: Status[]): Status {
  const sorted = [...all].sort((a, b) => WORST.indexOf(a.kind) - WORST.indexOf(b.kind));
  const [worst] = sorted;
  if (!worst) return { kind: "idle", count: 0, kept: true, why: "" };
  return {
    ...worst,
    count: all.reduce((sum, { count }) => sum + count, 0),
    kept: all.every(({ kept, count }) => kept || !count),
  };
}
