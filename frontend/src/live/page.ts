// Keeps the page of a part as it stands on the server while it is open: what others saved comes in by itself where its
// reader has not touched it, and is told where they have. It comes by a WebSocket (line.ts; reports/pages/news.py); whether
// that told everything, and all of it where there is none, is asked over HTTP (reports/pages/live_views.py).
import { focusLabel, holdFocus } from "../page/focus";
import { Beside, isBeside } from "./beside";
import { Line } from "./line";
import { fetchNews, fetchPieces, type News, type Pieces } from "./requests";
import { Notes, say, type Note } from "./notes";
import { People } from "./people";
import { Proposals } from "./proposals";
import { authorIn, differs, isFilledOtherwise, labelOf, revisionIn, type Standing } from "./state";
import { hearDecided, hearGoOn, tellOfDocument, tellOfNews } from "../coedit/events";
import htmx from "htmx.org";

const SOON = 1000; // milliseconds after which a page that has been opened looks for the first time
const CONNECTED = 30_000; // between two looks of a page to which news come by themselves
const DELIVERED = 5000; // in which news that are found by looking have come by the line too
const ALONE = 4000; // between two looks without a line
const TOGETHER = 2000; // the same while somebody else is on the page
const HIDDEN = 30_000;
const LONGEST = 60_000; // after failures
const PATIENT = 3; // failures one after the other that nobody needs to hear of
const AFTER_TEXTS = 2000; // of quiet after everything written together has arrived

/** What is being written on the page, so that nothing comes in over it. */
export interface Writing {
  /** Counts saves that began and ended: what was asked before one of them is old. */
  readonly moves: number;
  readonly isSaving: boolean;
  /** Whether texts that are written together have not reached the server yet. */
  readonly hasUnsavedTexts: boolean;
  isTouched(question: string): boolean;
  send(): Promise<void>;
}

const READING: Writing = { moves: 0, isSaving: false, hasUnsavedTexts: false, isTouched: () => false, send: () => Promise.resolve() };

export class Live {
  private readonly known: Standing;
  private readonly line: Line;
  private readonly people: People;
  private readonly notes: Notes;
  private readonly beside: Beside;
  private readonly proposals: Proposals;
  private readonly language: string;
  private readonly wanted = new Set<string>(); // what the reader asks to be shown, whether they are in it or not
  private now: Standing | null = null;
  private mark = "";
  private timer = 0;
  private textsTimer = 0;
  private failures = 0;
  private isRunning = false;
  private isBehind = false; // something came by the line while another look went on
  private isOver = false;
  private isAsleep = false; // the session has ended
  private isProgressOld = false;
  private withheld: string[] = []; // questions under a condition that are to go, while somebody is in them

  constructor(
    private readonly form: HTMLFormElement,
    private readonly writing: Writing = READING,
  ) {
    this.known = JSON.parse(document.getElementById("standing")!.textContent!) as Standing;
    this.language = form.dataset.language!;
    this.line = new Line(form.dataset.live!, (news) => this.hear(news), () => this.lineMoved());
    this.people = new People(form, (question) => this.block(question), this.line, () => this.settled());
    this.notes = new Notes((question) => void this.show(question));
    this.beside = new Beside(form, this.known, this.notes);
    this.proposals = new Proposals(form.dataset.live!, this.known);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
    addEventListener("online", () => void this.look());
    addEventListener("offline", () => this.line.lose());
    addEventListener("pagehide", () => {
      this.line.close();
      if (!this.isAsleep && !this.isOver) this.people.leave();
    });
    addEventListener("pageshow", (event) => event.persisted && void this.look());
    hearGoOn(() => void this.look());
    hearDecided(() => void this.look());
    this.timer = window.setTimeout(() => void this.look(), SOON);
    this.line.want();
  }

  /** News came by the line. */
  private hear(news: News): void {
    if (this.isOver) return;
    this.take(news);
    this.notes.lost("");
    if (this.isRunning) this.isBehind = true;
    else void this.run(() => this.bringInHeard());
    tellOfNews(true);
  }

  /** The reader is at another place now: what waited for them to leave comes in, and the others hear where they are. */
  private settled(): void {
    if (!this.line.isOpen) return void this.look();
    void this.people.tell();
    if (this.isRunning) this.isBehind = true;
    else void this.run(() => this.bringInHeard());
  }

  private lineMoved(): void {
    tellOfNews(this.line.isOpen);
    this.people.lineMoved();
    if (!this.line.isOpen) return void this.look();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), this.pause());
  }

  /** Everything written together has arrived: how far the part is may be another now. */
  textsArrived(): void {
    window.clearTimeout(this.textsTimer);
    this.textsTimer = window.setTimeout(() => {
      this.isProgressOld = true;
      void this.look();
    }, AFTER_TEXTS);
  }

  textsChanged(): void {
    window.clearTimeout(this.textsTimer);
  }

  private async show(question: string): Promise<void> {
    if (isBeside(question)) return this.beside.show(question);
    this.wanted.add(question);
    await this.writing.send();
    await this.look();
  }

  private async look(): Promise<void> {
    if (this.isRunning || this.isOver) return;
    window.clearTimeout(this.timer);
    await this.run(async () => {
      if (navigator.onLine) await this.lookOnce();
      else this.notes.lost("line");
    });
    window.clearTimeout(this.timer);
    if (!this.isOver) this.timer = window.setTimeout(() => void this.look(), this.pause());
  }

  private async run(act: () => Promise<void>): Promise<void> {
    this.isRunning = true;
    try {
      await act();
      while (this.isBehind) {
        this.isBehind = false;
        await this.bringInHeard();
      }
    } finally {
      this.isRunning = false;
    }
  }

  private pause(): number {
    const isQuiet = document.visibilityState === "hidden" || this.isAsleep;
    const usual = isQuiet ? HIDDEN : this.line.isOpen ? CONNECTED : this.people.count ? TOGETHER : ALONE;
    return Math.min(usual * 2 ** this.failures, Math.max(usual, LONGEST));
  }

  private async lookOnce(): Promise<void> {
    const { moves } = this.writing;
    const isConnected = this.line.isOpen;
    const asked = Date.now();
    const answer = await fetchNews(this.form.dataset.live!, this.mark, isConnected);
    this.failures = answer === "failed" ? Math.min(this.failures + 1, 5) : 0;
    this.isAsleep = answer === "ended";
    this.isOver = answer === "forbidden";
    this.notes.lost(this.isAsleep ? "session" : this.isOver || this.failures >= PATIENT ? "line" : "");
    if (this.isAsleep || this.isOver) this.line.close();
    if (answer === "failed" || answer === "ended" || answer === "forbidden") return;
    if (answer !== "nothing") this.take(answer);
    if (answer !== "nothing" && answer.standing && isConnected) this.expectSoon(asked);
    await this.bringIn(moves);
    this.line.want();
    await this.people.tell();
  }

  /** A line by which the same does not come now has told less than there was. */
  private expectSoon(asked: number): void {
    window.setTimeout(() => this.line.isOpen && this.line.heardAt < asked && this.line.lose(), DELIVERED);
  }

  private take(news: News): void {
    this.mark = news.mark;
    this.now = news.standing ?? this.now;
    if (news.people) this.people.show(news.people);
  }

  private async bringIn(moves: number): Promise<void> {
    // A save that went on meanwhile changed what was asked for: the next look tells.
    const isOld = this.writing.isSaving || this.writing.moves !== moves;
    if (isOld) this.mark = "";
    else if (this.now) await this.comeIn(this.now);
    if (this.now) await this.proposals.comeIn(this.now);
  }

  /** Unless it was said before what this page has saved since: of that more will come. */
  private async bringInHeard(): Promise<void> {
    const isBefore = this.questions().some((question) => {
      const revision = this.now ? revisionIn(this.now, question, this.language) : 0;
      return revision && Number(this.fieldOf(question)?.value || 0) > revision;
    });
    if (!isBefore) await this.bringIn(this.writing.moves);
  }

  /** Puts what others changed in its place, where nobody is in the way; tells of the rest. */
  private async comeIn(now: Standing): Promise<void> {
    for (const [question, id] of Object.entries(now.texts)) tellOfDocument(question, id);
    const otherRights = now.rights !== this.known.rights;
    const changed = this.changedIn(now);
    const isWhole = otherRights || now.originals !== this.known.originals;
    const isLeft = (question: string): boolean => (otherRights ? this.isJoined(question) : this.isShared(question));
    const asked = isWhole ? this.questions().filter((question) => !isLeft(question)) : changed;
    const coming = asked.filter((question) => this.wanted.has(question) || !this.isInTheWay(question, otherRights));
    const waiting = changed.filter((question) => !coming.includes(question));
    for (const note of this.notesOn(waiting, now)) this.notes.put(note);
    this.notes.keepOnly([...waiting, ...this.beside.tell(now)]);
    const isFree = this.withheld.some((question) => !this.isInTheWay(question, false));
    const isFar = isWhole || isFree || this.isProgressOld || now.conditions !== this.known.conditions || isFilledOtherwise(this.known, now);
    if (coming.length || (isFar && !this.writing.hasUnsavedTexts)) await this.fetchAndPut(now, coming, changed);
  }

  private async fetchAndPut(now: Standing, coming: string[], changed: string[]): Promise<void> {
    const otherRights = now.rights !== this.known.rights;
    const { moves } = this.writing;
    const pieces = await fetchPieces(this.form.dataset.live!, coming, this.questions());
    const isLate = this.writing.moves !== moves || this.writing.isSaving;
    if (!pieces || isLate || coming.some((question) => !this.wanted.has(question) && this.isInTheWay(question, otherRights))) return;
    const { conditions, answers } = pieces.standing;
    // Rights and originals that are others again since: what they change besides was not asked for, the next look does.
    Object.assign(this.known, { conditions, rights: now.rights, originals: now.originals, filled: answers });
    this.isProgressOld = false;
    if (this.cannotTake(pieces)) return this.notes.offerToLoad();
    this.put(pieces, coming);
    for (const question of coming) {
      if (changed.includes(question)) this.tellChanged(question, pieces.standing);
      if (this.wanted.delete(question)) focusLabel(question);
      this.remember(question, pieces.standing);
    }
    if (otherRights && pieces.locked) this.notes.hear(pieces.locked);
    this.people.redraw();
  }

  /** Fields come for which the page, opened to be read, lacks what saves them. */
  private cannotTake({ html, locked }: Pieces): boolean {
    const hasSaver = this.form.hasAttribute("data-autosave");
    const hasEditor = document.querySelector('script[src*="dist/editor"]') !== null;
    return (!hasSaver && !locked) || (!hasEditor && html.includes("data-rich-text"));
  }

  private put(pieces: Pieces, coming: string[]): void {
    const kept = this.questions().filter((question) => !coming.includes(question) && this.isInTheWay(question, false));
    this.withheld = kept.filter((question) => pieces.html.includes(`id="slot-${question}"`));
    const restoreFocus = holdFocus();
    htmx.swap("#saver", withoutSlotsOf(this.withheld, pieces.html), { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
    restoreFocus();
  }

  private remember(question: string, standing: Standing): void {
    const block = this.block(question);
    const parts = this.isGroup(question) ? this.questions().filter((one) => one !== question && block!.contains(this.block(one))) : [];
    for (const one of [question, ...parts]) this.known.answers[one] = standing.answers[one] ?? {}; // what stands beside it too
  }

  private tellChanged(question: string, standing: Standing): void {
    const block = this.block(question);
    if (!block || this.isGroup(question) || !this.fieldOf(question)) return;
    const author = authorIn(standing, question, this.language);
    const words = say("changed", author);
    this.notes.mark(block, words);
    this.notes.hear(`${labelOf(block)}: ${words}`);
  }

  // what is other than the page shows

  private changedIn(now: Standing): string[] {
    const answers = this.questions().filter((question) => !this.isGroup(question) && this.isOther(question, now));
    const group = this.group();
    return group && this.isOtherList(group, now) ? [...answers, group.dataset.list!] : answers;
  }

  private isOther(question: string, now: Standing): boolean {
    if (this.isShared(question)) return false; // it comes by its own line
    const field = this.fieldOf(question);
    if (field) return Number(field.value || 0) !== revisionIn(now, question, this.language);
    return differs(this.known, now, question);
  }

  private isOtherList(group: HTMLElement, now: Standing): boolean {
    const steps = [...group.querySelectorAll(".step")].map(({ id }) => id.replace(/^step-/, ""));
    const removed = [...group.querySelectorAll<HTMLElement>("[data-act=restore]")].map((button) => button.dataset.about);
    const isLocked = !group.querySelector("#add-step");
    return steps.join() !== now.steps.join() || (!isLocked && removed.sort().join() !== now.removed.join());
  }

  private notesOn(questions: string[], now: Standing): Note[] {
    return questions.map((question) => {
      const block = this.block(question)!;
      const isTouched = this.writing.isTouched(question);
      const kind = this.isGroup(question) ? "steps" : this.isLongRead(question) ? "text" : isTouched ? "later" : "value";
      return { question, block, kind, author: authorIn(now, question, this.language), version: JSON.stringify(now.answers[question] ?? now.steps) };
    });
  }

  // what is on the page

  private block(question: string): HTMLElement | null {
    return document.getElementById(`q-${question}`);
  }

  private group(): HTMLElement | null {
    return this.form.querySelector<HTMLElement>("[data-list]");
  }

  private questions(): string[] {
    return [...this.form.querySelectorAll<HTMLElement>("[data-question], [data-list]")].map(({ dataset }) => dataset.question ?? dataset.list!);
  }

  private isGroup(question: string): boolean {
    return this.block(question)?.dataset.list !== undefined;
  }

  private fieldOf(question: string): HTMLInputElement | null {
    return this.block(question)?.querySelector<HTMLInputElement>(":scope > .question-body input[data-revision]") ?? null;
  }

  /** A text with an editor. */
  private isShared(question: string): boolean {
    return !this.isGroup(question) && Boolean(this.block(question)?.querySelector("textarea[data-rich-text]"));
  }

  /** One that has its own line to the server, and hears by it who may write. */
  private isJoined(question: string): boolean {
    return this.isShared(question) && Boolean(this.block(question)!.querySelector<HTMLElement>("textarea[data-rich-text]")!.dataset.document);
  }

  /** A text that is only read here: it is not changed under the eyes of whoever reads it. */
  private isLongRead(question: string): boolean {
    return this.block(question)?.dataset.kind === "rich_text" && !this.isShared(question);
  }

  private isInTheWay(question: string, isLocking: boolean): boolean {
    const block = this.block(question);
    if (!block) return false;
    if (this.isGroup(question)) {
      const inside = this.questions().filter((one) => one !== question && block.contains(this.block(one)));
      return this.writing.hasUnsavedTexts || block.contains(document.activeElement) || inside.some((one) => this.writing.isTouched(one));
    }
    if (this.writing.isTouched(question) || (this.isShared(question) && this.writing.hasUnsavedTexts)) return true;
    return !isLocking && (block.contains(document.activeElement) || this.isLongRead(question));
  }
}

/** Without the places of questions under a condition in which somebody writes: they stay until that has been saved. */
function withoutSlotsOf(questions: string[], html: string): string {
  if (!questions.length) return html;
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const question of questions) template.content.querySelector(`#slot-${CSS.escape(question)}`)?.remove();
  return template.innerHTML;
}
