// One text that is written together, from the page's side: joins it, binds the editor to it, says how it stands, and keeps
// the words that found no place.
import type { Editor } from "@tiptap/core";
import type { Node as ProseMirrorNode } from "@tiptap/pm/model";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import { make } from "../editor/dom";
import { readScreen } from "../editor/screen";
import { askSession, renewTokens } from "../page/session";
import { hearGoOn, hearOfDocument } from "./events";
import { bind, typedInto, unbind } from "./binding";
import { showOnBoard, takeFromBoard } from "./board";
import { holdWhileComposing } from "./held";
import { Here } from "./here";
import { Provider, type Listener } from "./provider";
import { BEGINNING, isWritable, statusOf, type Facts, type Status } from "./status";
import { Store } from "./store";
import { takeAway, type Letter, type Words } from "./losses";
import { WordsBox } from "./words";

const OPEN_AGAIN = 4000; // milliseconds
const KEEP_PAUSE = 250;

/** What it needs of the field whose text it is. */
export interface Host {
  readonly textarea: HTMLTextAreaElement;
  editor(): Editor | null;
  setEditable(editable: boolean): void;
}

const stores = new Map<string, Store>();

export class SharedText implements Listener {
  readonly line = make("p", { class: "editor-state" });
  readonly here = new Here();
  readonly offered = make("div");
  private readonly form: HTMLElement;
  private readonly store: Store;
  private provider: Provider | null = null;
  private words: WordsBox | null = null;
  private base: ProseMirrorNode | null = null;
  private beginning: Facts = { ...BEGINNING };
  private hasBegun = false;
  private isOpening = false;
  private isAnew = false; // what stands here is given up: nobody writes in it until the text is here
  private isOver = false;
  private waiting: (() => void)[] = [];
  private keepTimer = 0;
  private isBound = false;
  private stopHolding = (): void => undefined;
  private readonly typedId = crypto.randomUUID();
  private readonly stopHearing = [hearGoOn(() => this.goOn())];

  constructor(private readonly host: Host) {
    this.form = host.textarea.closest<HTMLElement>("[data-sync]") ?? document.body;
    const user = this.form.dataset.user ?? "";
    if (!stores.has(user)) stores.set(user, new Store(user, () => this.changed(), this.form.dataset.place));
    this.store = stores.get(user)!;
    const question = host.textarea.closest<HTMLElement>("[data-question]")?.dataset.question ?? "";
    this.stopHearing.push(hearOfDocument(question, (id) => this.begun(id)));
  }

  /** The editor stands; `document` is what is in it. */
  start(): void {
    this.base = this.host.editor()?.state.doc ?? null;
    const { document } = this.host.textarea.dataset;
    const takeAwayLetters = (letters: Letter[]) => this.provider && takeAway(this.provider.doc, letters, ySyncPluginKey);
    this.words ??= new WordsBox(this.key, this.store, () => this.host.editor(), takeAwayLetters);
    this.offered.replaceChildren(this.words.element);
    if (document) this.join(document);
    else this.host.editor()?.view.dom.addEventListener("focus", () => this.begin(), { once: true });
    this.changed();
  }

  get status(): Status {
    const isTyped = !this.isBound && Boolean(this.base && !this.host.editor()?.state.doc.eq(this.base));
    if (this.provider) {
      const { facts } = this.provider;
      return statusOf(isTyped ? { ...facts, unsaved: facts.unsaved + 1 } : facts); // what no change of the text is yet
    }
    if (!this.isOpening && !isTyped && !this.beginning.ended) return { kind: "idle", count: 0, kept: true, why: "" };
    return statusOf({ ...this.beginning, unsaved: isTyped ? 1 : 0, kept: this.store.works });
  }

  /** Comes when everything typed has reached the server. */
  settled(): Promise<void> {
    if (!this.status.count) return Promise.resolve();
    return new Promise((done) => this.waiting.push(done));
  }

  /** Somebody begins to write here, or to decide beside the editor what shall stand here: the text is made, if it is not. */
  begin(): void {
    if (this.hasBegun || this.host.textarea.dataset.document) return;
    this.hasBegun = true;
    void this.open();
  }

  /** Something was typed before the text was here. */
  typed(): void {
    if (this.isBound) return;
    this.begin(); // one can write where no focus was told of: in a window behind others, by an aid that writes for one
    this.changed();
    this.keepTimer ||= window.setTimeout(() => this.keepTyped(), KEEP_PAUSE);
  }

  /** What is typed before the text is here is no change of it yet: it is kept as words. */
  private keepTyped(): void {
    window.clearTimeout(this.keepTimer);
    this.keepTimer = 0;
    const doc = this.host.editor()?.state.doc;
    if (this.isBound || !this.base || !doc || doc.eq(this.base)) return;
    const text = typedInto(this.base, doc);
    this.store.keepWords({ id: this.typedId, document: this.key, kind: "refused", text, left: "", right: "" });
  }

  /** Under which the browser keeps words: the place of the text, which is there before the text is. */
  private get key(): string {
    const { open, document } = this.host.textarea.dataset;
    return open || document || "";
  }


  destroy(): void {
    this.isOver = true;
    this.stopHolding();
    for (const stop of this.stopHearing) stop();
    this.provider?.destroy();
    takeFromBoard(this);
  }

  // of the provider

  changed(): void {
    if (this.isOver) return;
    const facts = this.provider?.facts ?? this.beginning;
    if (!this.isAnew || facts.joined) this.host.setEditable(isWritable(facts));
    this.words?.setWritable(Boolean(this.host.editor()?.isEditable));
    showOnBoard(this, this.line);
    if (!this.status.count) for (const done of this.waiting.splice(0)) done();
  }

  coming(): void {
    const editor = this.host.editor();
    if (this.isBound && editor && !editor.isDestroyed) readScreen(editor);
  }

  joined(): void {
    const { provider } = this;
    const editor = this.host.editor();
    if (!provider || !editor) return;
    const bindNow = (): void => {
      if (this.provider !== provider || editor.isDestroyed) return;
      // A letter that is put together of several keys is waited for.
      if (editor.view.composing) {
        editor.view.dom.addEventListener("compositionend", () => setTimeout(bindNow), { once: true });
        return;
      }
      this.isBound = true;
      this.stopHolding = holdWhileComposing(editor.view.dom, provider.held);
      const missed = bind(editor, provider.fragment, provider.awareness, this.base!, isWritable(provider.facts));
      if (missed.trim()) this.lost([{ kind: "refused", text: missed, left: "", right: "" }]);
      this.store.dropWords(this.typedId);
      this.host.textarea.dataset.active = "";
      this.changed();
    };
    bindNow();
    this.here.follow(provider.awareness, () => provider.user);
  }

  lost(words: Words[]): void {
    this.words?.offer(words);
  }

  again(words: Words[]): void {
    const { document } = this.host.textarea.dataset;
    const editor = this.host.editor();
    this.lost(words);
    this.stopHolding();
    this.provider?.destroy();
    this.here.clear();
    if (this.isOver || !editor) return;
    this.isAnew = true;
    this.host.setEditable(false);
    unbind(editor);
    this.base = editor.state.doc;
    this.join(document!);
  }

  /** Somebody else began to write here: the page follows, whether its reader writes too or not. */
  private begun(id: string): void {
    if (this.provider || this.isOpening || this.isOver || !this.base || this.beginning.ended) return;
    this.host.textarea.dataset.document = id;
    this.join(id);
  }

  private goOn(): void {
    this.provider?.goOn();
    if (!this.provider && this.beginning.ended === "session") {
      this.beginning = { ...BEGINNING };
      void this.open();
    }
  }

  private join(id: string): void {
    const { socket = "", sync = "", session = "", user = "" } = this.form.dataset;
    const { schema = "" } = this.host.textarea.dataset;
    const ws = new URL(`${socket}${id}/?schema=${schema}&control=1`, location.href);
    ws.protocol = ws.protocol === "https:" ? "wss:" : "ws:";
    const address = { document: id, socket: ws.href, url: `${sync}${id}/sync/?schema=${schema}`, session, user: Number(user) };
    this.provider = new Provider(address, this.store, this);
    this.changed();
  }

  /** The text is made when somebody begins to write in it. */
  private async open(): Promise<void> {
    if (this.isOpening || this.provider || this.isOver) return;
    this.isOpening = true;
    this.changed();
    const found = await this.askForText();
    this.isOpening = false;
    if (this.isOver) return;
    if (found === "later") {
      this.beginning = { ...this.beginning, line: "down" };
      setTimeout(() => void this.open(), OPEN_AGAIN);
    } else if (typeof found === "string") {
      this.beginning = { ...this.beginning, ended: found };
    } else {
      this.host.textarea.dataset.document = found.document;
      return this.join(found.document);
    }
    this.changed();
  }

  private async askForText(): Promise<{ document: string } | "later" | "session" | "other" | "forbidden"> {
    const { open = "" } = this.host.textarea.dataset;
    const post = () => {
      const token = document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
      const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
      return fetch(open, { method: "POST", headers, redirect: "manual" });
    };
    try {
      let response = await post();
      if (response.status === 403 || response.status === 401 || response.type === "opaqueredirect") {
        const session = await askSession(this.form.dataset.session ?? "");
        if (!session) return "later";
        if (session.user === null) return "session";
        if (session.user !== Number(this.form.dataset.user)) return "other";
        renewTokens(session.token);
        response = await post();
      }
      if (response.status === 403 || response.status === 404) return "forbidden";
      return response.ok ? ((await response.json()) as { document: string }) : "later";
    } catch {
      return "later";
    }
  }
}

/** Whether a field's text is written together: its page says where it is, or where to ask for it. */
export function isShared(textarea: HTMLTextAreaElement): boolean {
  return Boolean(textarea.dataset.document || textarea.dataset.open);
}
