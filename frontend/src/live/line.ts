// The WebSocket of an open page: news and who is here come by it, where the reader is goes. Without one the page asks over
// HTTP (page.ts), and tries a socket again now and then.
import type { News } from "./requests";

const HELLO = 4000; // milliseconds in which a server that can be reached has said something
const AGAIN = [200, 4000, 60_000]; // between two tries, the more have failed; after the last one always as long

export class Line {
  isOpen = false;
  /** When something came last, by Date.now(). */
  heardAt = 0;
  private socket: WebSocket | null = null;
  private limit = 0;
  private failures = 0;
  private dueAt = 0;

  /** `address` is that of the page's questions; `moved` comes when the line opens or is lost. */
  constructor(
    private readonly address: string,
    private readonly heard: (news: News) => void,
    private readonly moved: () => void,
  ) {}

  /** Opens it, if it is not and a try is due. */
  want(): void {
    if (this.socket || Date.now() < this.dueAt) return;
    const url = new URL(this.address, location.href);
    url.pathname = `/ws${url.pathname}`;
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = (this.socket = new WebSocket(url));
    this.limit = window.setTimeout(() => this.lose(), HELLO);
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.hear(JSON.parse(data as string) as News);
    };
    socket.onclose = () => {
      if (this.socket === socket) this.lose();
    };
  }

  /** Whether it is not known yet if it opens. */
  get isTrying(): boolean {
    return this.socket !== null && !this.isOpen;
  }

  /** True if it was sent. */
  say(at: string): boolean {
    if (!this.isOpen || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify({ at }));
    return true;
  }

  /** By the page's own will: nobody is told, and another can be opened at once. */
  close(): void {
    const { socket } = this;
    window.clearTimeout(this.limit);
    this.socket = null;
    this.isOpen = false;
    this.dueAt = 0;
    socket?.close();
  }

  /** It is silent where it should have spoken: another is opened. */
  lose(): void {
    const had = this.isOpen;
    this.close();
    this.failures = had ? 0 : this.failures + 1;
    // Everybody's line breaks at once when the server starts anew: they do not come back in the same moment.
    this.dueAt = Date.now() + AGAIN[Math.min(this.failures, AGAIN.length - 1)]! * (1 + Math.random());
    if (had || this.failures === 1) this.moved(); // one more try that failed changes nothing
  }

  private hear(news: News): void {
    const isNew = !this.isOpen;
    window.clearTimeout(this.limit);
    this.isOpen = true;
    this.failures = 0;
    this.heardAt = Date.now();
    this.heard(news);
    if (isNew) this.moved();
  }
}
