// One connection by WebSocket, from the first try to its end.
import { HELLO, meaning, type End } from "./plan";
import { ping, read, type Message } from "./wire";

const PING = 15_000; // milliseconds
const PATIENCE = 10_000; // for the answer to a ping

export class Socket {
  /** Comes when the connection is over, or could not be made. */
  readonly end: Promise<{ code: number; end: End }>;
  private readonly socket: WebSocket;
  private hasHello = false;
  private isSilent = false;
  private code = 0;
  private over!: () => void;
  private limit = 0;
  private pings = 0;

  constructor(url: string, hear: (message: Message) => void) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = "arraybuffer";
    this.end = new Promise((done) => {
      this.over = () => {
        window.clearTimeout(this.limit);
        window.clearInterval(this.pings);
        const end: End = { worked: this.hasHello, silent: this.isSilent };
        const meant = meaning(this.code);
        if (meant && meant !== "rights") end.ended = meant;
        done({ code: this.code, end });
      };
    });
    this.limit = window.setTimeout(() => this.giveUp(), HELLO);
    this.socket.onmessage = ({ data }) => {
      if (this.socket.readyState !== WebSocket.OPEN) return;
      const message = read(data as ArrayBuffer);
      if (message.kind === "control" && message.control.type === "hello") this.welcome();
      if (this.hasHello) this.wait();
      hear(message);
    };
    this.socket.onclose = ({ code }) => {
      this.code ||= code;
      this.over();
    };
  }

  send(data: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(data as Uint8Array<ArrayBuffer>);
  }

  /** At once: a line that is broken takes long to say so. */
  close(): void {
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.over();
  }

  private welcome(): void {
    this.hasHello = true;
    this.pings = window.setInterval(() => this.ask(), PING);
  }

  private ask(): void {
    this.send(ping());
    this.limit ||= window.setTimeout(() => this.close(), PATIENCE);
  }

  private wait(): void {
    window.clearTimeout(this.limit);
    this.limit = 0;
  }

  private giveUp(): void {
    this.isSilent = true;
    this.close();
  }
}
