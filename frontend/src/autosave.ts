// Saves a section while it is written. Every question stands in an element with data-question; what changed is sent
// together, one request at a time, and the server answers with what became of each question.
import htmx from "htmx.org";
import { Keeper } from "./kept";
import { askSession, LogInAgain, renewTokens } from "./session";
import { formFields, putBack, replaceValue } from "./values";

const PAUSE = 1200; // milliseconds without a key before a save
const RETRY = [2000, 4000, 8000, 15000, 30000];

type State = "changed" | "saving" | "saved" | "failed" | "stale" | "invalid";

class Saver {
  private readonly changed = new Map<string, number>(); // question → number of the change, to see what came during a save
  private readonly held = new Set<string>(); // questions that wait for a person's decision
  private readonly acts: string[] = [];
  private readonly keeper: Keeper;
  private readonly logIn: LogInAgain;
  private count = 0;
  private busy = false;
  private failures = 0;
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {
    const { saveUrl = "", sessionUrl = "", user = "" } = form.dataset;
    this.keeper = new Keeper(`unsaved:${user}:${saveUrl}:`);
    this.logIn = new LogInAgain(sessionUrl, Number(user), () => this.send());
    form.addEventListener("input", (event) => this.note(event));
    form.addEventListener("change", (event) => this.note(event));
    form.addEventListener("click", (event) => this.click(event));
    form.addEventListener("submit", (event) => this.submit(event));
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => {
      if (this.changed.size) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.send();
    });
    this.bringBack();
  }

  private block(question: string): HTMLElement | null {
    return this.form.querySelector(`[data-question="${CSS.escape(question)}"]`);
  }

  private note(event: Event): void {
    const field = event.target as HTMLElement;
    const block = field.closest<HTMLElement>("[data-question]");
    if (!block || !field.hasAttribute("name")) return;
    const question = block.dataset.question as string;
    if (block.dataset.outcome !== "stale") this.held.delete(question);
    this.mark(question);
    const atOnce = event.type === "change" && field instanceof HTMLInputElement && field.type !== "text";
    this.soon(atOnce ? 0 : PAUSE);
  }

  private mark(question: string): void {
    this.changed.set(question, ++this.count);
    const block = this.block(question);
    if (block) this.keeper.put(question, formFields(block));
    if (!this.held.has(question)) this.show(question, "changed");
    this.showAll();
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), delay);
  }

  send(): void {
    clearTimeout(this.timer);
    if (!this.busy) void this.save();
  }

  private async save(): Promise<void> {
    const sent = new Map([...this.changed].filter(([question]) => !this.held.has(question)));
    const act = this.acts[0];
    if (!sent.size && !act) return this.showAll();
    this.busy = true;
    for (const question of sent.keys()) this.show(question, "saving");
    this.showAll();
    const status = await this.post([...sent.keys()], act);
    this.busy = false;
    if (status === 200) {
      this.failures = 0;
      if (act) this.acts.shift();
      for (const [question, number] of sent) this.settle(question, number);
      this.form.querySelector("[aria-busy=true]")?.removeAttribute("aria-busy");
      this.showAll();
      if ([...this.changed.keys()].some((question) => !this.held.has(question)) || this.acts.length) this.soon(0);
      return;
    }
    await this.fail(status, [...sent.keys()]);
  }

  private async post(questions: string[], act: string | undefined): Promise<number> {
    const values: Record<string, string | string[]> = { page: this.form.dataset.page as string };
    for (const question of questions) {
      for (const [name, value] of formFields(this.block(question))) {
        const before = values[name];
        values[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
      }
    }
    if (act) values.do = act;
    let status = 0;
    const noteStatus = (event: Event): void => {
      status = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr.status;
    };
    const source = document.querySelector<HTMLElement>("#saver") as HTMLElement;
    source.addEventListener("htmx:afterRequest", noteStatus, { once: true });
    const token = this.form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const headers = { "X-CSRFToken": token };
      await htmx.ajax("post", this.form.dataset.saveUrl as string, { source, swap: "none", values, headers });
    } catch {
      status = 0;
    }
    source.removeEventListener("htmx:afterRequest", noteStatus);
    return status;
  }

  // What the server said about one question stands on its block now.
  private settle(question: string, number: number): void {
    const block = this.block(question);
    const outcome = block?.querySelector<HTMLElement>("[data-outcome]")?.dataset.outcome as State | undefined;
    if (block && outcome) block.dataset.outcome = outcome;
    if (outcome === "stale" || outcome === "invalid") {
      this.held.add(question);
    } else if (this.changed.get(question) === number) {
      this.changed.delete(question);
      this.keeper.drop(question);
    } else {
      this.show(question, "changed");
    }
  }

  private async fail(status: number, questions: string[]): Promise<void> {
    if (status === 403) {
      const session = await askSession(this.form.dataset.sessionUrl as string);
      if (session?.user && this.failures === 0) {
        this.failures = 1; // the token may have been renewed by a log-in in another window: once more with the new one
        renewTokens(session.token);
        return this.send();
      }
    }
    const reason = status === 401 ? "session" : status === 403 ? "forbidden" : status === 0 ? "offline" : "server";
    for (const question of questions) this.show(question, "failed", reason);
    this.showAll(reason);
    this.form.querySelector("[aria-busy=true]")?.removeAttribute("aria-busy");
    if (status === 401) return this.logIn.open();
    if (status === 403) return;
    this.soon(RETRY[Math.min(this.failures++, RETRY.length - 1)] as number);
  }

  private click(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("button");
    if (!button) return;
    const block = button.closest<HTMLElement>("[data-question]");
    if (button.name === "do") {
      event.preventDefault();
      this.acts.push(button.value);
      button.closest(".step-group")?.setAttribute("aria-busy", "true");
      this.send();
    } else if (block && button.dataset.choose) {
      this.choose(block, button.dataset.choose, button.dataset.revision ?? "");
    } else if (block && button.hasAttribute("data-clear")) {
      for (const input of block.querySelectorAll<HTMLInputElement>("input:checked")) input.checked = false;
      this.mark(block.dataset.question as string);
      this.send();
    }
  }

  // The decision after a stale save: mine takes the place of the newer one, or theirs takes the place of mine.
  private choose(block: HTMLElement, choice: string, revision: string): void {
    const question = block.dataset.question as string;
    const seen = block.querySelector<HTMLInputElement>("[data-revision]");
    if (seen && seen !== null) seen.value = revision;
    this.held.delete(question);
    delete block.dataset.outcome;
    if (choice === "mine") {
      this.mark(question);
      this.send();
    } else {
      const theirs = block.querySelector<HTMLTextAreaElement>("[data-theirs]")?.value ?? "";
      replaceValue(block, JSON.parse(theirs || "null"));
      this.changed.delete(question);
      this.keeper.drop(question);
      this.show(question, "saved");
      this.showAll();
    }
    block.querySelector(".conflict")?.setAttribute("data-decided", choice);
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    for (const block of this.form.querySelectorAll<HTMLElement>("[data-question]")) {
      if (this.changed.has(block.dataset.question as string)) this.held.delete(block.dataset.question as string);
    }
    this.send();
  }

  private bringBack(): void {
    for (const [question, kept] of this.keeper.all()) {
      const block = this.block(question);
      if (!block) continue; // parked or removed: the copy waits until the question stands here again
      putBack(block, kept.fields);
      this.changed.set(question, ++this.count);
      this.show(question, "changed");
    }
    if (this.changed.size) this.soon(300);
  }

  private show(question: string, state: State, reason = ""): void {
    const line = this.block(question)?.querySelector<HTMLElement>(".save-state");
    if (line) paint(line, state, reason);
  }

  private showAll(reason = ""): void {
    const line = document.querySelector<HTMLElement>("#save-all .save-state");
    if (!line) return;
    if (reason) return paint(line, "failed", reason);
    if (this.held.size) return paint(line, "stale", "");
    if (line.dataset.state === "failed" && this.failures) return;
    paint(line, this.busy ? "saving" : this.changed.size ? "changed" : "saved", "");
  }
}

function paint(line: HTMLElement, state: State, reason: string): void {
  line.dataset.state = state;
  line.dataset.reason = reason;
}

export function startAutosave(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-autosave]");
  if (form) new Saver(form);
}
