// Sending a form of a panel: once, however often it is tried, and saying in words what stood in the way.
import { askSession, renewTokens } from "../page/session";

export type Trouble = "offline" | "session" | "other" | "failed";
export type Commenting = { thread: number | null };
export type Sent<Answer> = Answer | { trouble: Trouble } | { message: string };

export interface Reader {
  user: number;
  session: string;
}

const token = (): string => document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";

export async function post<Answer>(address: string, body: FormData, reader: Reader): Promise<Sent<Answer>> {
  try {
    let response = await send(address, body);
    if (isClosed(response)) {
      const trouble = await whoIsThere(reader);
      if (trouble) return { trouble };
      response = await send(address, body);
    }
    if (response.ok) return (await response.json()) as Answer;
    const { message } = (await response.json().catch(() => ({}))) as { message?: string };
    return message ? { message } : { trouble: "failed" };
  } catch {
    return { trouble: "offline" };
  }
}

/** The threads of the part; null where nothing is new. */
export async function ask(address: string, etag: string, reader: Reader): Promise<{ html: string; etag: string } | Trouble | null> {
  try {
    const headers: Record<string, string> = { "X-Requested-With": "XMLHttpRequest" };
    if (etag) headers["If-None-Match"] = etag;
    const response = await fetch(address, { headers, redirect: "manual", cache: "no-store" });
    if (response.status === 304) return null;
    if (isClosed(response)) return (await whoIsThere(reader)) ?? "failed";
    return response.ok ? { html: await response.text(), etag: response.headers.get("ETag") ?? "" } : "failed";
  } catch {
    return "offline";
  }
}

const send = (address: string, body: FormData): Promise<Response> =>
  fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest" },
    redirect: "manual",
  });

/** The session has ended, or somebody else logged in; a refusal by the rules comes with a message, in JSON. */
const isClosed = (response: Response): boolean =>
  response.type === "opaqueredirect" ||
  response.status === 401 ||
  (response.status === 403 && !response.headers.get("Content-Type")?.includes("json"));

async function whoIsThere({ session, user }: Reader): Promise<Trouble | null> {
  const found = await askSession(session);
  if (!found) return "offline";
  if (found.user === null) return "session";
  if (found.user !== user) return "other";
  renewTokens(found.token);
  return null;
}
