// A proposal for one answer as it is written: kept beside the text, saved by itself, and never lost. What the server has
// made of it (somebody decided, another tab wrote) comes into the editor once all that was typed has been sent.
import type { Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { showOnBoard, takeFromBoard } from "../coedit/board";
import { changeBetween } from "../coedit/rebasing";
import type { Kind, Status } from "../coedit/status";
import type { DocumentNode } from "../editor/document";
import { make } from "../editor/dom";
import { message } from "../editor/messages";
import { readScreen } from "../editor/screen";
import { Keeper } from "../saving/kept";
import { hearGoOn } from "../coedit/events";
import { against } from "./marking";
import { Server, type ProposalState, type Trouble } from "./server";

const PAUSE = 1200; // milliseconds without a key before a save
const COPY_PAUSE = 250; // the same before a copy is kept in the browser
const RETRY = [2000, 4000, 8000, 15000, 30000];
const LOOK_AGAIN = 20_000; // milliseconds after which a page that is looked at again asks what has become of it

interface Copy {
  value: DocumentNode;
  written_on: DocumentNode;
}

/** A copy that is to be sent, and how the browser lets it go then. */
interface Waiting {
  copy: Copy;
  drop(): void;
}

/** What was typed in editors that are no more on this page, by where it is to be sent. */
const left = new Map<string, Waiting[]>();

export interface Host {
  readonly textarea: HTMLTextAreaElement;
  editor(): Editor | null;
  setEditable(editable: boolean): void;
}

export function isSuggestion(textarea: HTMLTextAreaElement): boolean {
  return Boolean(textarea.dataset.suggest);
}

export class Suggestion {
  readonly line = make("p", { class: "editor-state" });
  private readonly server: Server;
  private readonly keeper: Keeper;
  private readonly copyId = crypto.randomUUID();
  private base: ProseMirrorNode | null = null; // the text that stands
  private mark: string;
  /** What the server had when what is typed here was begun: by it the server tells what is new. */
  private writtenOn: ProseMirrorNode | null = null;
  private hasProposal: boolean;
  private isTold = true; // what stands here has reached the server, or is on its way
  private isOnItsWay = false;
  private isOver = false;
  private others: Waiting[] = []; // what was left by closed windows, to be sent too
  private running: Promise<void> | null = null;
  private trouble: Trouble | "" = "";
  private failures = 0;
  private timer = 0;
  private copyTimer = 0;
  private askedAt = Date.now();
  private waiting: (() => void)[] = [];
  private readonly stopHearing = hearGoOn(() => this.look(true));
  private readonly onVisible = () => {
    this.keepCopy();
    this.look(false);
  };

  constructor(private readonly host: Host) {
    const { suggest = "", mark = "", standing } = host.textarea.dataset;
    const { session = "", user = "", place = "" } = host.textarea.closest("form")?.dataset ?? {};
    const { question = "" } = host.textarea.closest<HTMLElement>("[data-question]")?.dataset ?? {};
    this.server = new Server(suggest, session, Number(user));
    this.keeper = new Keeper(user, `${place}/proposal/${question}`, crypto.randomUUID()); // below the part: unsaved.ts
    this.mark = mark;
    this.hasProposal = Boolean(standing);
  }

  /** The editor stands, with the proposal in it. */
  start(): void {
    const editor = this.host.editor()!;
    const { standing } = this.host.textarea.dataset;
    this.writtenOn = editor.state.doc;
    this.base = standing ? this.read(JSON.parse(standing) as DocumentNode) : editor.state.doc;
    editor.view.dispatch(against(editor.state, this.base));
    document.addEventListener("visibilitychange", this.onVisible);
    addEventListener("focus", this.onVisible);
    addEventListener("pagehide", this.onVisible);
    this.show();
    void this.bringBack();
  }

  destroy(): void {
    this.keepCopy();
    const { doc, writtenOn } = this;
    // The part of the page that it stands in is replaced: what stands there then goes on with what was typed.
    if (!this.isTold && doc && writtenOn) {
      const { suggest = "" } = this.host.textarea.dataset;
      left.set(suggest, [...(left.get(suggest) ?? []), this.waitingCopy(doc, writtenOn, this.copyId)]);
    }
    this.isOver = true;
    this.stopHearing();
    window.clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onVisible);
    removeEventListener("focus", this.onVisible);
    removeEventListener("pagehide", this.onVisible);
    takeFromBoard(this);
  }

  typed(): void {
    this.isTold = false;
    this.copyTimer ||= window.setTimeout(() => this.keepCopy(), COPY_PAUSE);
    this.soon(PAUSE);
    this.show();
  }

  get status(): Status {
    const count = (this.isTold && !this.isOnItsWay ? 0 : 1) + this.others.length;
    const kinds: Record<Trouble, Kind> = { offline: "offline", session: "session", other: "other", forbidden: "forbidden", refused: "refused" };
    const kind: Kind = this.trouble ? kinds[this.trouble] : count ? "saving" : this.hasProposal ? "saved" : "idle";
    return { kind, count, kept: this.keeper.works, why: "" };
  }

  settled(): Promise<void> {
    if (!this.status.count) return Promise.resolve();
    void this.send();
    return new Promise((done) => this.waiting.push(done));
  }

  // --- saving

  private soon(pause: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), pause);
  }

  private look(isUrgent: boolean): void {
    if (this.isOver) return;
    if (this.status.count) void this.send();
    else if (document.visibilityState === "hidden") return;
    else if (isUrgent || Date.now() - this.askedAt > LOOK_AGAIN) void this.send();
  }

  private send(): Promise<void> {
    window.clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = null;
      this.show();
    });
    return this.running;
  }

  private async run(): Promise<void> {
    while (!this.isOver) {
      const other = this.others[0];
      if (other) {
        const answer = await this.server.ask({ ...other.copy, mark: this.mark });
        if (typeof answer === "string") return this.fail(answer);
        this.others.shift();
        other.drop();
        this.take(answer, null);
        continue;
      }
      const sent = this.doc;
      if (!sent || !this.writtenOn) return;
      const isQuestion = this.isTold;
      this.keepCopy();
      this.isTold = true;
      this.isOnItsWay = !isQuestion;
      this.show();
      const answer = await this.server.ask({ value: json(sent), written_on: json(this.writtenOn), mark: this.mark });
      this.isOnItsWay = false;
      if (this.isOver) {
        if (typeof answer !== "string" && this.isTold) this.keeper.drop(this.copyId);
        return;
      }
      if (typeof answer === "string") {
        this.isTold &&= isQuestion;
        return this.fail(answer);
      }
      this.take(answer, sent);
      if (this.isTold) {
        this.keeper.drop(this.copyId);
        return;
      }
      if (this.typedSince(sent)) return this.soon(PAUSE);
    }
  }

  private typedSince(sent: ProseMirrorNode): boolean {
    return !this.doc?.eq(sent);
  }

  /** What the server says stands now. `sent` is what it was asked to save, null for another window's. */
  private take(answer: ProposalState, sent: ProseMirrorNode | null): void {
    this.trouble = "";
    this.failures = 0;
    this.askedAt = Date.now();
    this.mark = answer.mark;
    this.hasProposal = answer.proposal !== null;
    const editor = this.host.editor();
    if (!editor) return;
    readScreen(editor); // the letter of this moment was typed meanwhile, too
    if (answer.base) {
      this.base = this.read(answer.base);
      editor.view.dispatch(against(editor.state, this.base));
    }
    if (!sent) return; // the next save brings what came of it
    const value = answer.value ? this.read(answer.value) : sent;
    if (!this.doc!.eq(sent)) {
      // Typed meanwhile, on what was sent: the server puts it together with what it has, and then it comes here.
      this.writtenOn = sent;
      this.isTold = false;
      return;
    }
    this.writtenOn = value;
    replace(editor, value);
    this.isTold = true;
  }

  private fail(trouble: Trouble): void {
    this.trouble = trouble;
    this.keepCopy();
    if (trouble === "offline") this.soon(RETRY[Math.min(this.failures++, RETRY.length - 1)]!);
    if (trouble === "other") this.host.setEditable(false);
    this.show();
  }

  // --- in the browser

  private keepCopy(): void {
    window.clearTimeout(this.copyTimer);
    this.copyTimer = 0;
    if (this.isTold || !this.doc || !this.writtenOn) return;
    const kept: Copy = { value: json(this.doc), written_on: json(this.writtenOn) };
    this.keeper.put(this.copyId, [["copy", JSON.stringify(kept)]]);
  }

  /** What was typed in a window that is closed by now: the newest stands here again, all of it is sent. */
  private async bringBack(): Promise<void> {
    const { suggest = "" } = this.host.textarea.dataset;
    this.others.push(...(left.get(suggest) ?? []));
    left.delete(suggest);
    const isFromHere = this.others.length > 0;
    const found = await this.keeper.adopt();
    for (const { question, values } of found.sort((a, b) => a.at - b.at)) {
      const copy = readCopy(values);
      if (copy) this.others.push({ copy, drop: () => this.keeper.drop(question) });
    }
    if (!this.others.length || this.isOver) return;
    if (!isFromHere) document.querySelector("#put-back")?.removeAttribute("hidden");
    const newest = this.others.at(-1)!;
    const editor = this.host.editor();
    // It is to be seen while the server cannot be reached; where something stands here already it comes with the answer.
    if (editor && this.isTold && this.doc!.eq(this.writtenOn!)) {
      const [value, writtenOn] = [this.tryToRead(newest.copy.value), this.tryToRead(newest.copy.written_on)];
      if (value && writtenOn) {
        this.writtenOn = writtenOn;
        replace(editor, value);
        this.isTold = false;
        this.keepCopy();
        this.others.pop();
        newest.drop();
      }
    }
    this.show();
    void this.send();
  }

  private waitingCopy(doc: ProseMirrorNode, writtenOn: ProseMirrorNode, id: string): Waiting {
    return { copy: { value: json(doc), written_on: json(writtenOn) }, drop: () => this.keeper.drop(id) };
  }

  // --- the editor

  private get doc(): ProseMirrorNode | null {
    return this.host.editor()?.state.doc ?? null;
  }

  private read(document: DocumentNode): ProseMirrorNode {
    return this.host.editor()!.schema.nodeFromJSON(document);
  }

  private tryToRead(document: DocumentNode): ProseMirrorNode | null {
    try {
      const node = this.read(document);
      node.check();
      return node;
    } catch {
      return null;
    }
  }

  private show(): void {
    if (this.isOver) return;
    showOnBoard(this, this.line, this.sentence);
    if (!this.status.count) for (const done of this.waiting.splice(0)) done();
  }

  private get sentence(): string {
    const { count, kept } = this.status;
    const parts = [this.ownWords];
    if (this.trouble && count) parts.push(message(kept ? "suggest_kept" : "suggest_not_kept"));
    return parts.join(" ");
  }

  private get ownWords(): string {
    if (this.trouble === "offline") return message("text_offline");
    if (this.trouble === "session") return message("text_session");
    if (this.trouble === "other") return message("text_other");
    if (this.trouble === "forbidden") return message("suggest_forbidden");
    if (this.trouble === "refused") return message("text_refused");
    if (this.status.count) return message("suggest_saving");
    return message(this.hasProposal ? "suggest_saved" : "suggest_nothing");
  }
}

const json = (doc: ProseMirrorNode): DocumentNode => doc.toJSON() as DocumentNode;

function readCopy(values: [string, string][]): Copy | null {
  try {
    return JSON.parse(values.find(([name]) => name === "copy")?.[1] ?? "null") as Copy | null;
  } catch {
    return null;
  }
}

/** As little as can be is replaced, so that the cursor and what can be undone stay. */
function replace(editor: Editor, value: ProseMirrorNode): void {
  const { state, view } = editor;
  const change = changeBetween(state.doc.content, value.content);
  if (!change) return;
  const tr = state.tr.replace(change.from, change.to, value.slice(change.from, change.toTyped));
  view.dispatch(tr.setMeta("preventUpdate", true).setMeta("addToHistory", false));
}
