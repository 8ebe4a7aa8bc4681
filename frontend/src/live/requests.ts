// What an open page asks the server about the others, and says of itself.
import type { Standing } from "./state";

export interface Person {
  id: number;
  name: string;
  colour: number;
  /** The questions where they are. */
  at: string[];
}

/** What is other than at the mark that was asked with. */
export interface News {
  mark: string;
  standing?: Standing;
  people?: Person[];
}

export interface Pieces {
  html: string;
  standing: Standing;
  /** Why nothing can be written on the page; "" where something can. */
  locked: string;
}

/** What is proposed for some questions. */
export interface Proposed {
  html: string;
  proposals: Standing["proposals"];
}

const PATIENCE = 20_000; // milliseconds

/** Without the header of a script: the answer to an ended session is then a redirection, which is no error to the browser. */
async function ask(url: string, values: Record<string, string>): Promise<Response | null> {
  const address = new URL(url, location.href);
  for (const [name, value] of Object.entries(values)) address.searchParams.set(name, value);
  try {
    return await fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return null;
  }
}

/** `isConnected`: who is here comes by the page's WebSocket. */
export async function fetchNews(url: string, mark: string, isConnected: boolean): Promise<News | "nothing" | "ended" | "forbidden" | "failed"> {
  const response = await ask(url, isConnected ? { mark, connected: "1" } : { mark });
  if (!response) return "failed";
  if (response.type === "opaqueredirect") return "ended";
  if (response.status === 204) return "nothing";
  if (response.status === 403 || response.status === 404) return "forbidden";
  return response.ok ? read<News>(response, "failed") : "failed";
}

export async function fetchPieces(url: string, of: string[], on: string[]): Promise<Pieces | null> {
  const response = await ask(url, { of: of.join(), on: on.join() });
  return response?.ok ? read<Pieces>(response, null) : null;
}

export async function fetchProposed(url: string, proposed: string[]): Promise<Proposed | null> {
  const response = await ask(url, { proposed: proposed.join() });
  return response?.ok ? read<Proposed>(response, null) : null;
}

async function read<Answer>(response: Response, otherwise: Answer | null | "failed"): Promise<any> {
  try {
    return (await response.json()) as Answer;
  } catch {
    return otherwise; // the line broke, or somebody else answered
  }
}

/** True if the server heard it. */
export async function sayHere(url: string, values: Record<string, string>): Promise<boolean> {
  const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...values });
  try {
    return (await fetch(url, { method: "POST", body, redirect: "manual", keepalive: true })).ok;
  } catch {
    return false;
  }
}
