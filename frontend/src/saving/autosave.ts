// Saves a section while it is written. Every question stands in an element with data-question; what changed is sent
// together, one request at a time, and the server answers with what became of each question and with the parts of the
// page that changed.
import htmx from "htmx.org";
import { focusAfter, holdFocus } from "../page/focus";
import { Keeper } from "./kept";
import { guardLeaving } from "./leaving";
import { Live } from "../live/page";
import { askSession, LogInAgain, renewTokens } from "../page/session";
import { showPage, showQuestion, type Reason, type State } from "./status";
import { goOnWithTexts, hearTexts, type TextsState } from "../coedit/events";
import { putBack, valuesOf } from "./values";

const PAUSE = 1200; // milliseconds without a key before a save
const QUIET = 1200; // milliseconds without a key before the page asks for the password: it would take what is being typed
const COPY_PAUSE = 250; // the same before a copy is kept in the browser
const RETRY = [2000, 4000, 8000, 15000, 30000];
const TIMEOUT = 60_000;
const OUTCOMES = "Pathfinder-Outcomes"; // reports/pages/fragments.py
const KEEPALIVE_LIMIT = 60_000; // characters; browsers let 64 kB outlive a page

type Held = "stale" | "invalid";
type Outcome = "saved" | Held;

/** What a button asks for besides saving. */
interface Act {
  verb: string;
  about: string; // the question, or the step
  isChoice: boolean; // between two versions of an answer
  address: string;
  name: string; // of the button, with its value
  value: string;
  group: HTMLElement | null;
}

class Saver {
  private readonly changed = new Map<string, number>(); // question → number of its change, to see what came during a save
  private readonly held = new Map<string, Held>(); // questions that wait for a person
  private readonly uncopied = new Set<string>();
  private readonly keeper: Keeper;
  private readonly logIn: LogInAgain;
  private readonly user: number;
  private act: Act | null = null;
  private count = 0;
  private isDue = false;
  private running: Promise<void> | null = null;
  private failures = 0;
  private reason: Reason | "" = "";
  private texts: TextsState | null = null; // those that are written together save themselves
  private live: Live | null = null;
  private lastKey = 0;
  private askTimer = 0;
  private timer = 0;
  private copyTimer = 0;

  constructor(private readonly form: HTMLFormElement) {
    const { user = "", place = "", page = "", session = "" } = form.dataset;
    this.user = Number(user);
    this.keeper = new Keeper(user, place, page);
    this.logIn = new LogInAgain(session, this.user, () => {
      goOnWithTexts();
      void this.send();
    });
    hearTexts((texts) => {
      const before = this.texts?.unsaved ?? 0;
      this.texts = texts;
      if (texts.unsaved) this.live?.textsChanged();
      else if (before) this.live?.textsArrived();
      if (texts.kind === "session") this.askWhenQuiet();
      this.show();
    });
    form.addEventListener("input", (event) => this.note(event));
    form.addEventListener("change", (event) => this.note(event));
    form.addEventListener("focusout", (event) => this.blur(event));
    form.addEventListener("click", (event) => this.click(event));
    form.addEventListener("submit", (event) => event.preventDefault());
    document.querySelector("#save-bar [data-log-in]")?.addEventListener("click", () => this.logIn.open(true));
    addEventListener("keydown", (event) => this.saveByKey(event));
    form.addEventListener("keydown", () => (this.lastKey = Date.now()), true);
    addEventListener("online", () => this.tryNow());
    addEventListener("pagehide", () => this.keepCopies());
    document.addEventListener("visibilitychange", () => {
      this.keepCopies();
      this.tryNow();
    });
    guardLeaving(this);
    void this.bringBack().then(() => form.dataset.live && (this.live = new Live(form, this)));
  }

  /** Counts saves that began and ended. */
  moves = 0;

  get isSaving(): boolean {
    return this.running !== null;
  }

  get hasUnsavedTexts(): boolean {
    return (this.texts?.unsaved ?? 0) > 0;
  }

  isTouched(question: string): boolean {
    return this.changed.has(question) || this.held.has(question);
  }

  get isUnsaved(): boolean {
    return this.changed.size > 0 || this.hasUnsavedTexts;
  }

  get isHopeful(): boolean {
    return !this.reason && !this.held.size && (this.texts?.isHopeful ?? true);
  }

  /** Sends what waits, one request after the other, until nothing is due any more or one fails. */
  send(): Promise<void> {
    clearTimeout(this.timer);
    this.isDue = true;
    this.running ??= this.run();
    return Promise.all([this.running, this.texts?.settled()]).then(() => undefined);
  }

  private async run(): Promise<void> {
    this.moves++;
    while (this.isDue) {
      this.isDue = false;
      if (!(await this.save())) break;
    }
    this.running = null;
    this.moves++;
    this.show();
  }

  private askWhenQuiet(): void {
    window.clearTimeout(this.askTimer);
    if (this.texts?.kind !== "session") return;
    const left = this.lastKey + QUIET - Date.now();
    if (left <= 0) this.logIn.open();
    else this.askTimer = window.setTimeout(() => this.askWhenQuiet(), left);
  }

  private tryNow(): void {
    goOnWithTexts();
    if (this.changed.size) void this.send();
  }

  private block(question: string): HTMLElement | null {
    return this.form.querySelector(`[data-question="${CSS.escape(question)}"]`);
  }

  private note(event: Event): void {
    const field = event.target as HTMLElement;
    const question = field.closest<HTMLElement>("[data-question]")?.dataset.question;
    if (!question || !field.hasAttribute("name")) return;
    this.mark(question);
    const isTick = field instanceof HTMLInputElement && field.type !== "text";
    if (isTick && event.type === "change") void this.send();
    else this.soon(PAUSE);
  }

  private mark(question: string): void {
    this.changed.set(question, ++this.count);
    this.uncopied.add(question);
    this.copyTimer ||= window.setTimeout(() => this.keepCopies(), COPY_PAUSE);
    if (this.held.get(question) === "invalid") this.held.delete(question);
    if (!this.held.has(question)) showQuestion(this.block(question), "changed");
    this.show();
  }

  private keepCopies(): void {
    clearTimeout(this.copyTimer);
    this.copyTimer = 0;
    for (const question of this.uncopied) {
      const block = this.block(question);
      if (block) this.keeper.put(question, valuesOf(block));
    }
    this.uncopied.clear();
  }

  private blur(event: FocusEvent): void {
    const block = (event.target as HTMLElement).closest<HTMLElement>("[data-question]");
    if (!block || block.contains(event.relatedTarget as Node | null) || this.reason) return;
    if (this.changed.has(block.dataset.question!)) void this.send();
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), delay);
  }

  /** One request. True if the server took it; what it said about each question is on the page then. */
  private async save(): Promise<boolean> {
    const act = this.act;
    this.act = null;
    const decided = act?.isChoice ? act.about : "";
    const sent = new Map<string, number>();
    for (const [question, number] of this.changed) {
      const block = this.block(question);
      const waits = this.held.has(question) && question !== decided && !act?.group?.contains(block);
      if (block && !waits) sent.set(question, number);
    }
    if (!sent.size && !act) return true;
    for (const question of sent.keys()) showQuestion(this.block(question), "saving");
    this.show("saving");
    const backToButton = holdFocus();
    if (act?.group) act.group.inert = true; // what would be typed now would go with the old group
    const answer = await this.post([...sent.keys()], act);
    if (act?.group) act.group.inert = false;
    if (act) backToButton(); // an inert group has no focus
    if ("reason" in answer) {
      this.fail(answer.reason, [...sent.keys()]);
      return false;
    }
    this.failures = 0;
    this.reason = "";
    const restoreFocus = holdFocus();
    htmx.swap("#saver", answer.html, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
    for (const [question, number] of sent) this.settle(question, number, answer.outcomes[question] ?? "saved");
    if (act && Object.values(answer.outcomes).every((outcome) => outcome === "saved")) focusAfter(act.verb, act.about);
    else restoreFocus();
    return true;
  }

  private async post(questions: string[], act: Act | null): Promise<{ html: string; outcomes: Record<string, Outcome> } | { reason: Reason }> {
    const send = (): Promise<Response> => {
      const body = new URLSearchParams({ page: this.keeper.page, writer: String(this.user) });
      for (const question of questions) for (const [name, value] of valuesOf(this.block(question)!)) body.append(name, value);
      if (act?.name) body.append(act.name, act.value);
      const token = this.form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")!.value;
      return fetch(act?.address ?? this.form.action, {
        method: "POST",
        body,
        headers: { "HX-Request": "true", "X-CSRFToken": token },
        signal: AbortSignal.timeout(TIMEOUT),
        keepalive: document.visibilityState === "hidden" && body.toString().length < KEEPALIVE_LIMIT,
      });
    };
    try {
      let response = await send();
      if (response.status === 403 || response.status === 401) {
        const session = await askSession(this.form.dataset.session!);
        if (!session) return { reason: "offline" };
        if (session.user === null) return { reason: "session" };
        if (session.user !== this.user) return { reason: "other" };
        renewTokens(session.token); // somebody logged in again in another window, which made the page's token old
        response = await send();
      }
      if (response.status === 403) return { reason: "forbidden" };
      const outcomes = response.headers.get(OUTCOMES);
      if (!response.ok || !outcomes) return { reason: "server" };
      return { html: await response.text(), outcomes: JSON.parse(outcomes) };
    } catch {
      return { reason: "offline" };
    }
  }

  private settle(question: string, number: number, outcome: Outcome): void {
    if (outcome !== "saved") {
      this.held.set(question, outcome);
      return;
    }
    this.held.delete(question);
    if (this.changed.get(question) === number) {
      this.changed.delete(question);
      this.uncopied.delete(question);
      this.keeper.drop(question);
    } else {
      showQuestion(this.block(question), "changed");
    }
  }

  private fail(reason: Reason, questions: string[]): void {
    this.reason = reason;
    this.isDue = false;
    this.keepCopies();
    for (const question of questions) showQuestion(this.block(question), "failed");
    if (reason === "session") this.logIn.open();
    if (reason === "offline" || reason === "server") this.soon(RETRY[Math.min(this.failures++, RETRY.length - 1)]!);
  }

  private click(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("button");
    if (!button) return;
    const isChoice = ["keep", "take"].includes(button.name);
    if (isChoice || button.dataset.act) {
      event.preventDefault();
      const { name, value, dataset } = button;
      const about = isChoice ? value.slice(0, value.lastIndexOf(":")) : (dataset.about ?? "");
      const address = button.getAttribute("formaction") ?? this.form.action;
      this.act = { verb: dataset.act ?? name, about, isChoice, address, name, value, group: isChoice ? null : button.closest(".step-group") };
      void this.send();
    } else if (button.hasAttribute("data-clear")) {
      const block = button.closest<HTMLElement>("[data-question]")!;
      for (const input of block.querySelectorAll<HTMLInputElement>("input:checked")) input.checked = false;
      block.querySelector<HTMLInputElement>("input[type=radio]")?.focus();
      this.mark(block.dataset.question!);
      void this.send();
    }
  }

  // Who is used to it presses Ctrl+S; the browser would offer to save the page as a file.
  private saveByKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.tryNow();
  }

  private async bringBack(): Promise<void> {
    for (const { question, values } of await this.keeper.adopt()) {
      const block = this.block(question);
      if (!block || this.changed.has(question)) continue; // not asked now: the copy waits until the question is back
      putBack(block, values);
      this.mark(question);
    }
    if (!this.changed.size) return;
    document.querySelector("#put-back")?.removeAttribute("hidden");
    void this.send();
  }

  private show(now?: State): void {
    const held = [...this.held.values()];
    const waiting = held.includes("stale") ? "stale" : held[0];
    const own = now ?? (this.reason ? "failed" : (waiting ?? (this.running ? "saving" : this.changed.size ? "changed" : "saved")));
    const { kind, sentence } = this.texts ?? { kind: "idle", sentence: "" };
    // What is wrong comes before what goes on.
    const isTheirs = !["idle", "saved", "locked"].includes(kind) && !this.reason && !waiting;
    const texts = { sentence, isSpoken: isTheirs && !["saving", "joining"].includes(kind) };
    showPage(isTheirs ? "texts" : own, this.reason, this.keeper.works, texts);
    const button = document.querySelector<HTMLElement>("#save-bar [data-log-in]");
    if (button && kind === "session") button.hidden = false;
  }
}

/** Says so when the editor's script did not come: without it nobody can write in the long answers. */
function missEditor(): void {
  const lacks = [...document.querySelectorAll("textarea[data-rich-text]")].some((area) => !("richText" in area));
  const notice = document.querySelector<HTMLElement>("#no-editor");
  if (notice) notice.hidden = !lacks;
}

export function startAutosave(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-autosave], form[data-live]");
  if (!form) return;
  if (!form.hasAttribute("data-autosave")) return void new Live(form); // a page to be read
  new Saver(form);
  addEventListener("load", () => setTimeout(missEditor, 1000));
}
