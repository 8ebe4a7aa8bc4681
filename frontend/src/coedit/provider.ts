// One text and the server: what is typed goes there, what others type comes, by whichever way there is. It tells what is
// the case (status.ts says what that means) and keeps count of what has not been acknowledged.
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { askSession } from "../page/session";
import { Held, type Heard } from "./held";
import { lettersOf, lossesOf, runsOf, textIn, textOf, type Words } from "./losses";
import { Pending, type Change } from "./pending";
import { packed, placed } from "./places";
import { GRACE, next, SOCKET_AGAIN, START, type End, type Plan } from "./plan";
import { isNews, Poll, type Place } from "./poll";
import { othersIn } from "./presence";
import { Socket } from "./socket";
import { BEGINNING, type Facts } from "./status";
import type { KeptChange, Store } from "./store";
import * as wire from "./wire";

export const ROOT = "prosemirror";
const REMOTE = "remote"; // origins of what must not be sent again
const KEPT = "kept";

export interface Address extends Place {
  document: string;
  /** Of the WebSocket. */
  socket: string;
}

export interface Listener {
  changed(): void;
  /** Something of others is about to come into the text. */
  coming(): void;
  /** The text is here. */
  joined(): void;
  /** The server gave this text up, or did not take what was typed: it begins anew, without these words. */
  again(words: Words[]): void;
  lost(words: Words[]): void;
}

export class Provider {
  readonly doc = new Y.Doc();
  readonly fragment = this.doc.getXmlFragment(ROOT);
  readonly awareness = new Awareness(this.doc);
  readonly held = new Held();
  user: wire.Person | null = null;
  facts: Facts = { ...BEGINNING };
  private readonly pending = new Pending();
  private plan: Plan = START;
  private socket: Socket | null = null;
  private poll: Poll | null = null;
  private sent = 0; // updates on the connection there is
  private canSend = false;
  private generation = 0;
  private kept: KeptChange[] | null = null;
  private newest = ""; // of the changes that are kept
  private isOver = false;
  private grace = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly address: Address,
    private readonly store: Store,
    private readonly listener: Listener,
  ) {
    this.awareness.setLocalState({});
    this.doc.on("update", (update: Uint8Array, origin: unknown) => this.note(update, origin));
    this.awareness.on("update", (_: unknown, origin: unknown) => origin !== REMOTE && this.tellPresence());
    addEventListener("online", this.goOn);
    addEventListener("offline", this.drop);
    void this.run();
  }

  get isSettled(): boolean {
    return !this.pending.size;
  }

  /** The words that have not reached the server. */
  get unsaved(): string {
    return this.facts.joined ? textIn(this.doc, lettersOf(this.updates)) : textOf(this.updates);
  }

  private get updates(): Uint8Array[] {
    return this.pending.all.map(({ update }) => update);
  }

  /** Try again now: the line is there again, or somebody logged in again. */
  readonly goOn = (): void => {
    if (this.isOver || this.facts.line === "up") return;
    if (this.facts.ended === "session" || this.facts.ended === "other") this.set({ ended: "" });
    if (!this.facts.ended) this.wake();
  };

  destroy(): void {
    this.isOver = true;
    this.endGrace();
    removeEventListener("online", this.goOn);
    removeEventListener("offline", this.drop);
    this.socket?.close();
    this.poll?.close();
    this.wake();
    this.awareness.destroy();
    this.doc.destroy();
  }

  private readonly drop = (): void => {
    this.set({ line: "down" });
    this.socket?.close();
    this.poll?.close();
  };

  private set(facts: Partial<Facts>): void {
    if (facts.line === "trying") this.grace ||= window.setTimeout(() => this.facts.line === "trying" && this.set({ line: "down" }), GRACE);
    if (facts.line === "up" || facts.line === "down") this.endGrace();
    this.facts = { ...this.facts, ...facts, unsaved: this.pending.size, kept: this.store.works };
    if (!this.isOver) this.listener.changed();
  }

  private endGrace(): void {
    window.clearTimeout(this.grace);
    this.grace = 0;
  }

  // the way there

  private async run(): Promise<void> {
    this.kept = await this.store.changesOf(this.address.document);
    for (const { id, update } of this.kept) this.pending.adopt(id, update);
    this.set({ line: "trying" });
    while (!this.isOver) {
      const end = await (this.plan.way === "socket" ? this.bySocket() : this.byPoll());
      this.isCutOff();
      if (this.isOver) return;
      if (end.ended) await this.stopFor(end);
      else await this.waitFor(end);
    }
  }

  private async waitFor(end: End): Promise<void> {
    const way = this.plan.way;
    this.plan = next(this.plan, end);
    const isDown = this.plan.failures > 0 || !navigator.onLine;
    this.set({ line: isDown || this.facts.line === "down" ? "down" : "trying" });
    // Everybody's line breaks at once when the server starts anew: they do not come back in the same moment.
    const pause = this.plan.pause * (way === "socket" && end.worked ? 1 + Math.random() : 1);
    if (pause) await this.pause(pause);
  }

  private async stopFor(end: End): Promise<void> {
    this.set({ ended: end.ended!, line: "down" });
    if (end.ended === "replaced" || end.ended === "refused") return this.begin();
    if (end.ended === "forbidden") this.tellLosses(this.giveUp());
    await this.pause();
    this.plan = START;
  }

  /** Until goOn, or for some time. */
  private pause(time?: number): Promise<void> {
    return new Promise((done) => {
      const timer = time === undefined ? 0 : window.setTimeout(done, time);
      this.wake = () => {
        window.clearTimeout(timer);
        done();
      };
    });
  }

  private async bySocket(): Promise<End> {
    this.socket = new Socket(this.address.socket, (message) => this.held.pass(kindOf(message), () => this.hear(message)));
    // What the server lacks is asked for by itself; what this page lacks is asked for once the server speaks.
    const { code, end } = await this.socket.end;
    this.socket = null;
    if (code === 4403) return (await this.whoIsThere()) ?? { worked: true, ended: "forbidden" };
    return end;
  }

  private async byPoll(): Promise<End> {
    const poll = new Poll(this.address, {
      state: () => Y.encodeStateVector(this.doc),
      presence: () => encodeAwarenessUpdate(this.awareness, [this.doc.clientID]),
      update: (state) => this.gather(state),
      heard: (answer) => this.held.pass(isNews(answer) ? "change" : "other", () => this.heard(answer)),
      settled: (number, { refused }) => {
        this.held.pass("other", () => (refused === null ? this.settle(number) : this.refuse(number)));
      },
    });
    this.poll = poll;
    const probe = window.setInterval(() => void this.tryASocket(poll), SOCKET_AGAIN);
    const end = await poll.end;
    window.clearInterval(probe);
    this.poll = null;
    return end;
  }

  /** Whether sockets work by now; the page goes on without meanwhile. */
  private async tryASocket(poll: Poll): Promise<void> {
    const socket = new Socket(this.address.socket, ({ kind }) => kind === "control" && socket.close());
    const { end } = await socket.end;
    if (!end.worked || this.poll !== poll) return;
    this.plan = START;
    poll.close();
  }

  private async whoIsThere(): Promise<End | null> {
    const session = await askSession(this.address.session);
    if (!session) return { worked: true };
    if (session.user === null) return { worked: true, ended: "session" };
    return session.user === this.address.user ? null : { worked: true, ended: "other" };
  }

  private isCutOff(): void {
    this.held.forget();
    this.canSend = false;
    this.sent = 0;
    this.pending.stop();
    this.forgetOthers([]);
  }

  /** Who is not among these is no longer here, as far as this page knows. */
  private forgetOthers(here: number[]): void {
    const known = [...this.awareness.getStates().keys()];
    const gone = known.filter((client) => client !== this.doc.clientID && !here.includes(client));
    for (const client of gone) {
      this.awareness.states.delete(client);
      this.awareness.meta.delete(client);
    }
    if (gone.length) this.awareness.emit("change", [{ added: [], updated: [], removed: gone }, REMOTE]);
  }

  // what is heard

  private hear(message: wire.Message): void {
    if (this.isOver) return;
    if (message.kind === "control") this.hearControl(message.control);
    else if (message.kind === "asked") this.give(message.state);
    else if (message.kind === "presence") this.hearPresence(message.states);
    else if (message.kind === "whole" || message.kind === "update") this.merge(message.update, message.kind === "whole");
  }

  private hearControl(control: wire.Control): void {
    if (control.type === "hello") {
      this.welcome(control);
      this.socket?.send(wire.ask(Y.encodeStateVector(this.doc)));
      this.tellPresence();
    } else if (control.type === "ack") this.settle(control.n);
    else if (control.type === "refused") this.refuse(control.n);
    else if (control.type === "may") this.set({ may: control.may, why: control.why });
  }

  private heard(answer: wire.Answer): void {
    if (this.isOver) return;
    this.welcome(answer.hello);
    if (this.isOver) return;
    this.forgetOthers(this.hearPresence(answer.presence));
    this.merge(answer.update, true);
  }

  private welcome({ may, why, user, generation }: wire.Hello): void {
    this.user = user;
    if (this.generation && this.generation !== generation) return this.begin();
    this.generation = generation;
    this.set({ may, why, ended: "", line: "up" });
    this.plan = { ...this.plan, failures: 0 };
  }

  /** The server says what it has: what it lacks goes to it. */
  private give(state: Uint8Array): void {
    if (!this.facts.joined) return; // what was kept comes when the text is here
    this.canSend = true;
    this.socket?.send(wire.give(Y.encodeStateAsUpdate(this.doc, state)));
    this.pending.send(++this.sent);
    this.set({});
  }

  private merge(update: Uint8Array, isWhole: boolean): void {
    if (this.facts.joined) this.listener.coming();
    const runs = this.pending.size && this.facts.joined ? runsOf(this.doc, lettersOf(this.updates)) : [];
    Y.applyUpdate(this.doc, update, REMOTE);
    if (runs.length) this.tellLosses(lossesOf(this.doc, this.fragment, runs));
    if (isWhole && !this.facts.joined) this.join();
  }

  private join(): void {
    const own = (this.kept ?? []).filter(({ generation }) => generation === this.generation);
    const others = (this.kept ?? []).filter(({ generation }) => generation !== this.generation);
    this.forget(this.pending.remove(others.map(({ id }) => id)));
    this.tellLosses(refused(textOf(others.map(({ update }) => update))));
    const updates = own.map(({ update }) => update);
    for (const update of updates) Y.applyUpdate(this.doc, update, KEPT);
    const runs = own.sort((a, b) => (b.at ?? 0) - (a.at ?? 0)).flatMap((change) => change.runs ?? []);
    this.tellLosses(lossesOf(this.doc, this.fragment, placed(lettersOf(updates), runs)));
    if (this.socket) {
      this.canSend = true;
      // All of it in one message, so that nothing of it comes before what it leans on.
      if (updates.length) this.socket.send(wire.tell(Y.mergeUpdates(updates)));
      if (updates.length) this.pending.send(++this.sent);
    }
    this.set({ joined: true });
    this.listener.joined();
  }

  private tellLosses(words: Words[]): void {
    if (words.length) this.listener.lost(words);
  }

  private hearPresence(states: Uint8Array): number[] {
    const { clients, update } = othersIn(states, this.doc.clientID);
    if (clients.length) applyAwarenessUpdate(this.awareness, update, REMOTE);
    return clients;
  }

  // what is said

  private note(update: Uint8Array, origin: unknown): void {
    if (origin === REMOTE || origin === KEPT || this.facts.may !== "write") return;
    if (this.socket && this.canSend) {
      this.socket.send(wire.tell(update));
      this.keep(this.pending.add(update, ++this.sent, Date.now()));
    } else {
      this.keep(this.pending.add(update, null, Date.now()));
      this.poll?.send();
    }
    this.set({});
  }

  private keep(change: Change): void {
    const kept = ({ id, update }: Change) => {
      return { id, document: this.address.document, generation: this.generation, update, at: Date.now() };
    };
    const last = this.pending.all.at(-2);
    if (last && change.id !== this.newest) this.store.put(kept(last));
    this.newest = change.id;
    this.store.put(kept(change), () => packed(runsOf(this.doc, lettersOf(this.updates))));
  }

  private gather(state: Uint8Array): { update: Uint8Array; number: number } | null {
    if (!this.pending.unsent.length || !this.facts.joined) return null;
    this.pending.send(++this.sent);
    return { update: Y.encodeStateAsUpdate(this.doc, state), number: this.sent };
  }

  private settle(number: number): void {
    this.forget(this.pending.settle(number));
    this.set({});
  }

  private refuse(number: number): void {
    if (this.pending.has(number)) this.begin();
  }

  private forget(changes: Change[]): void {
    this.store.drop(changes.map(({ id }) => id));
  }

  /** The text is not what it was, or stays without what was typed here: another provider begins with what there is. */
  private begin(): void {
    if (this.isOver) return;
    const words = this.giveUp();
    this.isOver = true;
    this.listener.again(words);
  }

  private giveUp(): Words[] {
    const words = refused(this.unsaved);
    this.forget(this.pending.clear());
    return words;
  }

  private tellPresence(): void {
    if (this.socket && this.facts.line === "up") {
      this.socket.send(wire.presence(encodeAwarenessUpdate(this.awareness, [this.doc.clientID])));
    }
    this.poll?.tell();
  }
}

const refused = (text: string): Words[] => (text ? [{ kind: "refused", text, left: "", right: "" }] : []);

function kindOf({ kind }: wire.Message): Heard {
  if (kind === "presence") return "presence";
  return kind === "whole" || kind === "update" ? "change" : "other";
}
