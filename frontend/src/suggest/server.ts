// What a proposal's editor and the server say to each other (reports/review/suggestion_views.py, suggest).
import type { DocumentNode } from "../editor/document";
import { askSession, renewTokens } from "../page/session";

export interface ProposalState {
  proposal: number | null;
  mark: string;
  /** The text that stands; null where the page has it. */
  base: DocumentNode | null;
  /** With the proposal in it; null where it is what was sent. */
  value: DocumentNode | null;
}

export type Trouble = "offline" | "session" | "other" | "forbidden" | "refused";

export interface Sending {
  value: DocumentNode;
  written_on: DocumentNode;
  mark: string;
}

const TIMEOUT = 60_000; // milliseconds
const KEEPALIVE_LIMIT = 60_000; // characters; browsers let 64 kB outlive a page

export class Server {
  constructor(
    private readonly url: string,
    private readonly session: string,
    private readonly user: number,
  ) {}

  /** Saves the proposal, or only asks how it stands. */
  async ask(sending: Sending | null): Promise<ProposalState | Trouble> {
    try {
      let response = await this.send(sending);
      if (response.status === 403 || response.status === 401 || response.type === "opaqueredirect") {
        const session = await askSession(this.session);
        if (!session) return "offline";
        if (session.user === null) return "session";
        if (session.user !== this.user) return "other";
        renewTokens(session.token);
        response = await this.send(sending);
      }
      if (response.status === 403 || response.status === 404) return "forbidden";
      if (response.status === 400 || response.status === 422) return "refused";
      return response.ok ? ((await response.json()) as ProposalState) : "offline";
    } catch {
      return "offline";
    }
  }

  private send(sending: Sending | null): Promise<Response> {
    const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = sending && JSON.stringify({ ...sending, writer: this.user });
    return fetch(this.url, {
      method: body ? "POST" : "GET",
      body,
      cache: "no-store",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
      signal: AbortSignal.timeout(TIMEOUT),
      keepalive: document.visibilityState === "hidden" && (body?.length ?? 0) < KEEPALIVE_LIMIT,
    });
  }
}
