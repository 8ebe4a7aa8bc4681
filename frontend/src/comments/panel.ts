// The panel beside the questions: threads in reading order, the way between a thread and its passage, and what one writes.
import { hearOfNews } from "../coedit/events";
import { hear, type Anchor, type Commented, type NewPassage, type Passage } from "./between";
import { Drafts } from "./drafts";
import { List } from "./list";
import { Mentions } from "./mention";
import { ask, post, type Commenting, type Reader } from "./post";
import { paint, Reading } from "./reading";
import { intoField, NARROW, showAboveSheet } from "./sheet";

const AGAIN = 10_000; // milliseconds between two questions
const CONNECTED = 30_000; // the same where the page is told of news, and asks again when there are some
const TIES = 9; // a page that finds no lasting place for a thread gives up
type TextArea = HTMLTextAreaElement & { richText?: Commented };

export class Panel {
  private readonly holder: HTMLElement;
  private readonly list: List;
  private readonly drafts: Drafts;
  private readonly reader: Reader;
  private readonly readings = new Map<string, Reading>();
  private readonly tied = new Map<string, number>(); // how often this page has sent the place of a thread
  private readonly mentions: Mentions;
  private etag = "";
  private timer = 0;
  private askedAt = 0;
  private isConnected = false;
  private active: string | null = null;
  private opener: (() => void) | null = null;
  private loading: Promise<void> | null = null;

  constructor(private readonly element: HTMLElement) {
    const { user, session, place, page } = element.dataset;
    this.holder = element.querySelector<HTMLElement>("[data-list]")!;
    this.list = new List(this.holder);
    this.reader = { user: Number(user), session: session! };
    this.drafts = new Drafts(this.holder, user!, place!, page!);
    this.mentions = new Mentions(element, this.said("mentions"), () => JSON.parse(document.getElementById("comment-people")?.textContent ?? "[]"));
    this.listen();
    const wanted = new URLSearchParams(location.search).get("thread");
    if (wanted) void this.open().then(() => this.show(wanted));
    else if (document.querySelector(".comment-count:not([hidden])")) void this.load();
  }

  // --- opening and closing

  async open(opener?: () => void): Promise<void> {
    if (opener) this.opener = opener;
    this.element.hidden = false;
    document.documentElement.classList.add("comments-open");
    const loading = this.load();
    if (!this.etag) await loading; // what stands here already can be used at once
    this.watch();
  }

  close(): void {
    this.element.hidden = true;
    document.documentElement.classList.remove("comments-open");
    window.clearTimeout(this.timer);
    this.setActive(null, false);
    this.goBack();
  }

  /** To where one came from: the text with its cursor, or the button. */
  private goBack(): void {
    (this.opener ?? (() => document.querySelector<HTMLElement>("[data-comment]")?.focus()))();
  }

  private watch(pause = this.isConnected ? CONNECTED : AGAIN): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void (document.hidden ? Promise.resolve() : this.load()).then(() => this.watch()), pause);
  }

  private hearOfNews(isConnected: boolean): void {
    this.isConnected = isConnected;
    if (!this.element.hidden) this.watch(isConnected ? Math.max(this.askedAt + AGAIN - Date.now(), 0) : AGAIN);
  }

  // --- what is there

  private load(): Promise<void> {
    return (this.loading ??= this.fetch().finally(() => (this.loading = null)));
  }

  private async fetch(): Promise<void> {
    this.askedAt = Date.now();
    const found = await ask(this.element.dataset.address!, this.etag, this.reader);
    this.say("trouble", typeof found === "string" ? this.said(found) : "");
    if (found === null || typeof found === "string") return;
    this.etag = found.etag;
    this.list.replace(found.html);
    this.mentions.look(document.activeElement);
    await this.drafts.putBack();
    this.filter();
    this.countOpen();
    this.sendPassages();
    this.setActive(this.active, false);
  }

  private filter(): void {
    const all = this.element.querySelector<HTMLInputElement>("[data-show-resolved]")!.checked;
    for (const article of this.list.articles) article.hidden = article.dataset.state === "resolved" && !all;
    for (const group of this.holder.querySelectorAll<HTMLElement>("[data-group]")) {
      group.hidden = !group.querySelector("article:not([hidden])");
    }
    const nothing = this.holder.querySelector<HTMLElement>("[data-nothing]");
    if (nothing) nothing.hidden = this.shown.length > 0;
  }

  private get shown(): HTMLElement[] {
    return this.list.articles.filter((article) => !article.hidden);
  }

  private countOpen(): void {
    for (const button of document.querySelectorAll<HTMLElement>("[data-comment]")) {
      const isOpen = (article: HTMLElement) => article.dataset.entry === button.dataset.comment && article.dataset.state === "open";
      const number = this.list.articles.filter(isOpen).length;
      const count = button.querySelector<HTMLElement>(".comment-count")!;
      count.hidden = number === 0;
      count.textContent = this.said(number === 1 ? "open_one" : "open_other").replace(/\d+/, String(number));
    }
  }

  // --- passages

  private sendPassages(): void {
    this.readings.clear();
    const of = new Map<string, HTMLElement[]>();
    for (const article of this.list.articles) {
      if (article.dataset.quote) of.set(article.dataset.entry!, [...(of.get(article.dataset.entry!) ?? []), article]);
    }
    for (const question of document.querySelectorAll<HTMLElement>("[data-question]")) {
      const articles = of.get(question.dataset.question!) ?? [];
      const text = this.textOf(question.dataset.question!);
      const within = question.querySelector<HTMLElement>(".question-field .reading");
      const language = text ? this.element.dataset.language : within?.lang;
      const shown = articles.filter((article) => !article.hidden && article.dataset.language === language).map(passageOf);
      if (text) text.showPassages(shown);
      else if (within) this.read(question.dataset.question!, within, shown);
    }
    paint(this.readings.values(), this.active);
  }

  private read(question: string, element: HTMLElement, passages: Passage[]): void {
    const reading = new Reading(element);
    this.readings.set(question, reading);
    for (const [id, stands] of reading.show(passages)) this.setLost(id, !stands);
  }

  private setLost(id: string, isLost: boolean): void {
    const note = this.list.article(id)?.querySelector<HTMLElement>(".thread-lost");
    if (note) note.hidden = !isLost;
  }

  private textOf(question: string): Commented | null {
    const at = `[data-question="${CSS.escape(question)}"] textarea[data-rich-text]`;
    return document.querySelector<TextArea>(at)?.richText ?? null;
  }

  /** The words were found by looking for them: from now on they are known by their place. */
  private async tie(id: string, anchor: Anchor): Promise<void> {
    const times = this.tied.get(id) ?? 0;
    if (!this.list.article(id) || times >= TIES || !("mayComment" in this.element.dataset)) return;
    this.tied.set(id, TIES); // until this one has arrived
    const body = new FormData();
    body.set("anchor", JSON.stringify(anchor));
    const sent = await post<Commenting>(`${this.element.dataset.threads}${id}/place/`, body, this.reader);
    this.tied.set(id, times + 1);
    const article = this.list.article(id);
    if (!("thread" in sent) || !article) return;
    article.dataset.anchor = JSON.stringify(anchor);
    this.sendPassages();
  }

  // --- going from thread to thread

  async show(id: string): Promise<void> {
    const article = this.list.article(id);
    if (!article) return;
    if (article.hidden) {
      this.element.querySelector<HTMLInputElement>("[data-show-resolved]")!.checked = true;
      this.filter();
      this.sendPassages();
    }
    this.setActive(id, true);
    article.scrollIntoView({ block: "nearest" });
    article.focus({ preventScroll: true });
  }

  private setActive(id: string | null, isWanted: boolean): void {
    this.active = id;
    for (const article of this.list.articles) article.classList.toggle("is-active", article.dataset.thread === id);
    const entry = id && this.list.article(id)?.dataset.entry;
    for (const question of document.querySelectorAll<HTMLElement>("[data-question]")) {
      const name = question.dataset.question!;
      this.textOf(name)?.activate(name === entry ? id : null, isWanted && !NARROW.matches);
    }
    if (entry && isWanted && !NARROW.matches) this.readings.get(entry)?.scrollTo(id);
    paint(this.readings.values(), id);
  }

  private async step(by: 1 | -1): Promise<void> {
    this.rememberPlace();
    if (this.element.hidden) await this.open();
    const shown = this.shown;
    if (!shown.length) return this.say("status", this.said("nothing"));
    const at = shown.findIndex((article) => article.dataset.thread === this.active);
    const next = at < 0 ? (by === 1 ? 0 : shown.length - 1) : (at + by + shown.length) % shown.length;
    await this.show(shown[next]!.dataset.thread!);
  }

  /** Where the cursor is now, if it is in a text. */
  private rememberPlace(): void {
    const focused = document.activeElement as HTMLElement | null;
    if (!focused || this.element.contains(focused) || focused === document.body) return;
    const question = focused.closest<HTMLElement>("[data-question]")?.dataset.question;
    const isInText = Boolean(question && focused.closest(".editor-body"));
    this.opener = () => (isInText ? this.textOf(question!)?.focus() : focused.isConnected && focused.focus());
  }

  // --- writing

  async begin(question: string, passage: NewPassage | null): Promise<void> {
    const before = document.activeElement;
    await this.open();
    const form = this.holder.querySelector<HTMLElement>("[data-new]");
    if (!form) return this.showQuestion(question);
    const label = document.getElementById(`label-${question}`)?.textContent?.trim() ?? "";
    form.hidden = false;
    showAboveSheet(question, this.element);
    form.querySelector("[data-new-place]")!.textContent = label;
    this.drafts.begin(form.querySelector("form")!, question, this.languageOf(question), passage);
    // Who has gone on meanwhile, on a slow line, stays where they are.
    if ([before, document.body].includes(document.activeElement)) form.querySelector<HTMLTextAreaElement>("[name=body]")!.focus();
    form.scrollIntoView({ block: "nearest" });
  }

  private showQuestion(question: string): void {
    const first = this.shown.find((article) => article.dataset.entry === question);
    if (first) void this.show(first.dataset.thread!);
    else this.element.focus();
  }

  private languageOf(question: string): string {
    return document.getElementById(`comment-${question}`)?.dataset.language ?? "";
  }

  private async send(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
    if (form.getAttribute("aria-busy") === "true") return;
    form.setAttribute("aria-busy", "true");
    const body = new FormData(form);
    if (button instanceof HTMLButtonElement && button.name) body.set(button.name, button.value);
    if (form.elements.namedItem("token")) body.set("token", this.drafts.tokenOf(form));
    const sent = await post<Commenting>(form.getAttribute("action")!, body, this.reader);
    form.removeAttribute("aria-busy");
    if (!("thread" in sent)) return this.refused(form, "message" in sent ? sent.message : this.said(sent.trouble));
    this.tellTrouble(form, "");
    const thread = String(sent.thread ?? form.closest<HTMLElement>("article")?.dataset.thread ?? "");
    const isWords = form.hasAttribute("data-comment-form");
    if (isWords) this.drafts.done(form);
    this.putAway(form);
    this.etag = "";
    await this.loading;
    await this.load();
    this.say("status", this.said(isWords ? "posted" : "done"));
    const article = this.list.article(thread);
    if (article && !article.hidden) await this.show(thread);
    else this.element.focus();
  }

  /** The words stay. Where one's own comment has changed meanwhile, the form stands under what it says now. */
  private async refused(form: HTMLFormElement, words: string): Promise<void> {
    if (form.dataset.commentForm !== "edit") return this.tellTrouble(form, words);
    const { thread } = form.closest<HTMLElement>("article")!.dataset;
    this.putAway(form);
    this.etag = "";
    await this.load();
    await this.show(thread!);
    this.say("trouble", words);
  }

  private putAway(form: HTMLFormElement): void {
    form.closest("details")?.removeAttribute("open");
    const fresh = form.closest<HTMLElement>("[data-new]");
    if (fresh) fresh.hidden = true;
  }

  private tellTrouble(form: HTMLFormElement, words: string): void {
    const line = form.querySelector<HTMLElement>(".comment-trouble");
    if (!line) return this.say("trouble", words);
    line.hidden = !words;
    line.textContent = words;
  }

  // --- listening

  private listen(): void {
    hearOfNews((isConnected) => this.hearOfNews(isConnected));
    document.addEventListener("click", (event) => this.onClick(event));
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("htmx:load", () => this.etag && (this.countOpen(), this.sendPassages()));
    hear("ready", () => this.etag && queueMicrotask(() => this.sendPassages()));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send(event.target as HTMLFormElement, event.submitter);
    });
    this.element.addEventListener("toggle", ({ target }) => intoField(target as HTMLDetailsElement), true);
    this.element.querySelector("[data-show-resolved]")!.addEventListener("change", () => {
      this.filter();
      this.sendPassages();
    });
    hear("wanted", ({ question, passage }) => {
      this.opener = () => this.textOf(question)?.focus();
      void this.begin(question, passage);
    });
    hear("at", ({ id }) => {
      if (this.element.hidden && NARROW.matches) return; // a sheet would cover the text that one wants to write in
      this.setActive(id, false);
      this.list.article(id)?.scrollIntoView({ block: "nearest" });
    });
    hear("found", ({ passages }) => {
      for (const [id, { stands, anchor }] of passages) {
        this.setLost(id, !stands);
        if (anchor) void this.tie(id, anchor);
      }
    });
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as Element;
    const button = target.closest<HTMLElement>("[data-comment]");
    if (button && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const question = button.dataset.comment!;
      this.opener = () => (document.getElementById(button.id) ?? document.body).focus();
      return void this.begin(question, this.selectionIn(question));
    }
    if (target.closest("[data-close]")) return this.close();
    if (target.closest("[data-next]")) return void this.step(1);
    if (target.closest("[data-previous]")) return void this.step(-1);
    if (target.closest("[data-cancel]")) return this.cancel(target.closest("form")!);
    const article = target.closest<HTMLElement>("article[data-thread]");
    if (article && !target.closest("button, summary, textarea, a, input")) return this.setActive(article.dataset.thread!, true);
    for (const reading of this.readings.values()) {
      const id = reading.element.contains(target) && getSelection()?.isCollapsed && reading.idAt(event.clientX, event.clientY);
      if (id) void this.open().then(() => this.show(id));
    }
  }

  private selectionIn(question: string): NewPassage | null {
    const within = document.querySelector<HTMLElement>(`[data-question="${CSS.escape(question)}"] .question-field .reading`);
    return within && !within.closest(".editor") ? new Reading(within).selected() : null;
  }

  /** The words stay in the browser until they are sent or emptied. */
  private cancel(form: HTMLFormElement): void {
    const summary = form.closest("details")?.querySelector<HTMLElement>("summary");
    this.putAway(form);
    if (summary) summary.focus();
    else if (NARROW.matches) this.close(); // where one goes back to stands under the sheet
    else this.goBack();
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "F8" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      void this.step(event.shiftKey ? -1 : 1);
    }
    if (event.key === "Escape" && this.element.contains(event.target as Node)) {
      if (NARROW.matches) this.close();
      else this.goBack();
    }
  }

  // --- words

  private said(name: string): string {
    return this.element.querySelector<HTMLElement>(`[data-say="${name}"]`)?.textContent ?? "";
  }

  private say(line: "status" | "trouble", words: string): void {
    const element = this.element.querySelector<HTMLElement>(`[data-${line}]`)!;
    if (element.textContent !== words) element.textContent = words;
    if (line === "trouble") element.hidden = !words;
  }
}

const passageOf = ({ dataset }: HTMLElement): Passage => ({
  id: dataset.thread!,
  quote: dataset.quote!,
  before: dataset.before!,
  after: dataset.after!,
  anchor: dataset.anchor ? (JSON.parse(dataset.anchor) as Anchor) : null,
});

