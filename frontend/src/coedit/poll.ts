// The same road without sockets: a page asks again and again, and the server holds the answer until there is news.
import { askSession, renewTokens } from "../page/session";
import type { End, Ended } from "./plan";
import { readAnswer, request, type Answer } from "./wire";

const HELD = 20_000; // milliseconds the server may hold an answer
const SLACK = 15_000; // and the line may take for it
const SHORT = 1000; // milliseconds
const PAUSE = 2000;
const EMPTY = 2; // bytes of an update that says nothing
const NOTHING = new Uint8Array();

export interface Place {
  /** Where requests go, with the number of the schema. */
  url: string;
  /** Where to ask who is logged in. */
  session: string;
  user: number;
}

/** What the requests need of the text, and tell it. */
export interface Asking {
  state(): Uint8Array;
  presence(): Uint8Array;
  /** What the server lacks, by its own state; null if nothing waits to be sent. */
  update(state: Uint8Array): { update: Uint8Array; number: number } | null;
  heard(answer: Answer): void;
  /** What became of an update that was sent. */
  settled(number: number, answer: Answer["hello"]): void;
}

class Stopped extends Error {
  constructor(readonly end: End) {
    super();
  }
}

export class Poll {
  readonly end: Promise<End>;
  private readonly aborting = new AbortController();
  private over!: (end: End) => void;
  private server: Uint8Array | null = null;
  private seq: number | null = null;
  private generation: number | null = null;
  private works = false;
  private isSending = false;
  private isTelling = false;

  constructor(
    private readonly place: Place,
    private readonly text: Asking,
  ) {
    this.end = new Promise((done) => (this.over = done));
    void this.run();
  }

  /** Something waits to be sent. */
  send(): void {
    if (this.server && !this.isSending) void this.guarded(() => this.sendAll());
  }

  /** Somebody moved the cursor: told soon, once for many movements. */
  tell(): void {
    if (!this.server || this.isTelling) return;
    this.isTelling = true;
    window.setTimeout(() => {
      this.isTelling = false;
      if (!this.aborting.signal.aborted) void this.guarded(async () => this.hear(await this.ask(NOTHING, 0)));
    }, 500);
  }

  close(): void {
    this.stop({ worked: this.works });
  }

  private stop(end: End): void {
    this.aborting.abort();
    this.over(end);
  }

  private run(): Promise<void> {
    return this.guarded(async () => {
      this.hear(await this.ask(NOTHING, 0));
      this.send();
      while (!this.aborting.signal.aborted) {
        const asked = Date.now();
        const answer = await this.ask(NOTHING, HELD);
        this.hear(answer);
        // A server that cannot hold an answer (WSGI) is not asked without a pause.
        if (!isNews(answer) && Date.now() - asked <= SHORT) await new Promise((done) => setTimeout(done, PAUSE));
      }
    });
  }

  private async sendAll(): Promise<void> {
    this.isSending = true;
    try {
      for (let next = this.text.update(this.server!); next; next = this.text.update(this.server!)) {
        const answer = await this.ask(next.update, 0);
        this.hear(answer);
        this.text.settled(next.number, answer.hello);
      }
    } finally {
      this.isSending = false;
    }
  }

  private async guarded(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Stopped)) console.error(error);
      this.stop(error instanceof Stopped ? error.end : { worked: this.works });
    }
  }

  private hear(answer: Answer): void {
    if (this.aborting.signal.aborted) return;
    this.works = true;
    this.server = answer.state;
    this.seq = answer.hello.seq;
    this.generation = answer.hello.generation;
    this.text.heard(answer);
  }

  private async ask(update: Uint8Array, wait: number): Promise<Answer> {
    let response = await this.post(update, wait);
    if (response.status === 401 || response.status === 403 || response.redirected) {
      const session = await askSession(this.place.session);
      if (!session) throw this.stopped();
      if (session.user === null) throw this.stopped("session");
      if (session.user !== this.place.user) throw this.stopped("other");
      renewTokens(session.token); // somebody logged in again in another window, which made the page's token old
      response = await this.post(update, wait);
      if (response.status === 403) throw this.stopped("forbidden");
    }
    const endings: Record<number, Ended> = { 404: "forbidden", 409: "replaced", 413: "refused", 400: "refused", 426: "schema" };
    if (endings[response.status]) throw this.stopped(endings[response.status]);
    if (!response.ok || response.headers.get("Content-Type") !== "application/octet-stream") throw this.stopped();
    try {
      return readAnswer(await response.arrayBuffer());
    } catch {
      throw this.stopped(); // the line broke in the middle
    }
  }

  private stopped(ended?: Ended): Stopped {
    return new Stopped(ended ? { worked: this.works, ended } : { worked: this.works });
  }

  private async post(update: Uint8Array, wait: number): Promise<Response> {
    const url = new URL(this.place.url, location.href);
    if (this.seq !== null) url.searchParams.set("seq", String(this.seq));
    if (this.generation !== null) url.searchParams.set("generation", String(this.generation));
    const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = request(this.text.state(), update, this.text.presence(), wait) as Uint8Array<ArrayBuffer>;
    try {
      return await fetch(url, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
        signal: AbortSignal.any([this.aborting.signal, AbortSignal.timeout(wait + SLACK)]),
      });
    } catch {
      throw this.stopped();
    }
  }
}

/** Whether an answer changes the text. */
export const isNews = ({ update }: Answer): boolean => update.length > EMPTY;
