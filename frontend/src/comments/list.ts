// The threads as they stand in the panel. What is new takes the place of what was there, but for what somebody writes in.
export class List {
  private readonly raw = new Map<string, string>();

  constructor(private readonly element: HTMLElement) {}

  get articles(): HTMLElement[] {
    return articlesIn(this.element);
  }

  article(id: string): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(`article[data-thread="${CSS.escape(id)}"]`);
  }

  replace(html: string): void {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector<HTMLElement>(".comments-list")!;
    const old = this.element.querySelector<HTMLElement>(".comments-list");
    const raw = new Map(articlesIn(fresh).map((one) => [one.dataset.thread!, one.outerHTML]));
    const focused = document.activeElement as HTMLElement | null;
    const article = focused?.closest<HTMLElement>("article")?.dataset.thread;
    const hadFocus = focused !== null && this.element.contains(focused);
    if (old && shapeOf(old) === shapeOf(fresh)) {
      for (const one of articlesIn(fresh)) this.renew(one, raw);
      old.querySelector("#comment-people")?.replaceWith(fresh.querySelector("#comment-people")!);
    } else {
      for (const one of articlesIn(fresh)) this.keep(one, raw);
      const [written, form] = [this.element.querySelector("[data-new]"), fresh.querySelector("[data-new]")];
      if (written && form) form.replaceWith(written);
      this.element.replaceChildren(fresh);
    }
    this.raw.clear();
    for (const [id, text] of raw) this.raw.set(id, text);
    if (!hadFocus || document.activeElement === focused) return;
    (focused.isConnected ? focused : ((article && this.article(article)) || this.element.closest<HTMLElement>("[tabindex]")))?.focus({ preventScroll: true });
  }

  /** In its place: what is written under the thread is not touched. */
  private renew(fresh: HTMLElement, raw: Map<string, string>): void {
    const id = fresh.dataset.thread!;
    const old = this.article(id)!;
    if (this.raw.get(id) === raw.get(id)) return;
    if (isBeingChanged(old)) return void raw.set(id, ""); // shown when the change is saved or let go
    Object.assign(old.dataset, { ...fresh.dataset });
    old.querySelector(".thread-talk")!.replaceWith(fresh.querySelector(".thread-talk")!);
  }

  /** Of a thread that stands here already: itself where nothing is new, else at least what is being written in it. */
  private keep(fresh: HTMLElement, raw: Map<string, string>): void {
    const id = fresh.dataset.thread!;
    const old = this.article(id);
    if (!old) return;
    const isChanging = isBeingChanged(old);
    if (isChanging) raw.set(id, "");
    if (isChanging || this.raw.get(id) === raw.get(id)) return fresh.replaceWith(old);
    const [written, form] = [old.querySelector(".thread-reply"), fresh.querySelector(".thread-reply")];
    if (written && form) form.replaceWith(written);
  }
}

const articlesIn = (element: HTMLElement): HTMLElement[] => [...element.querySelectorAll<HTMLElement>("article[data-thread]")];
const isBeingChanged = (article: HTMLElement): boolean => article.querySelector(".comment-edit[open]") !== null;

/** Which threads stand where, and what can be written. */
const shapeOf = (list: HTMLElement): string =>
  [...list.querySelectorAll<HTMLElement>("[data-new], [data-group], article, .thread-reply")]
    .map(({ dataset, className }) => dataset.group ?? dataset.thread ?? className)
    .join(" ");
