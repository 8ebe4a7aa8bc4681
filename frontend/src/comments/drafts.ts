// What somebody has begun to write in the panel: kept in the browser until it is sent or emptied, over a reload, a
// log-out and a broken line. Each draft has the token of its act, so that what is sent twice is there once.
import { Keeper } from "../saving/kept";
import { putBack, valuesOf, type Values } from "../saving/values";
import type { NewPassage } from "./between";

export class Drafts {
  private readonly keeper: Keeper;
  private readonly kept = new Map<string, Values>();
  private isAdopted = false;
  private readonly sent = new WeakSet<HTMLFormElement>();

  constructor(
    private readonly holder: HTMLElement,
    user: string,
    place: string,
    page: string,
  ) {
    this.keeper = new Keeper(user, `comments/${place}`, page);
    holder.addEventListener("input", (event) => {
      const form = (event.target as Element).closest<HTMLFormElement>("[data-comment-form]");
      if (form) this.keep(form);
    });
  }

  /** What pages that are closed by now had kept stands in its forms again. */
  async putBack(): Promise<void> {
    if (!this.isAdopted) {
      this.isAdopted = true;
      for (const { question, values } of await this.keeper.adopt()) this.kept.set(question, values);
    }
    for (const form of this.holder.querySelectorAll<HTMLFormElement>("[data-comment-form]")) {
      const values = this.kept.get(keyOf(form));
      const details = form.closest("details");
      if (!values || !details || details.open) continue;
      putBack(form, values.filter(([name]) => name === "body" || name === "token"));
      details.open = true;
    }
  }

  /** The form of a new comment, on this question, with what had been begun there. */
  begin(form: HTMLFormElement, question: string, language: string, passage: NewPassage | null): void {
    if (field(form, "question").value !== question) this.empty(form);
    field(form, "question").value = question;
    field(form, "language").value = language;
    const values = this.kept.get(keyOf(form));
    if (values) putBack(form, values);
    if (passage) {
      field(form, "quote").value = passage.quote;
      field(form, "before").value = passage.before;
      field(form, "after").value = passage.after;
      field(form, "anchor").value = passage.anchor ? JSON.stringify(passage.anchor) : "";
    } else if (!values) {
      for (const name of ["quote", "before", "after", "anchor"]) field(form, name).value = "";
    }
    const quoted = form.querySelector<HTMLElement>("[data-quoted]")!;
    quoted.textContent = field(form, "quote").value;
    quoted.hidden = !quoted.textContent;
    quoted.lang = language;
  }

  /** The act by which it is sent; words that were changed after a try are another one. */
  tokenOf(form: HTMLFormElement): string {
    const token = field(form, "token");
    token.value ||= crypto.randomUUID();
    this.sent.add(form);
    this.write(form);
    return token.value;
  }

  done(form: HTMLFormElement): void {
    this.kept.delete(keyOf(form));
    this.keeper.drop(keyOf(form));
    this.empty(form);
  }

  private keep(form: HTMLFormElement): void {
    if (this.sent.delete(form) && form.elements.namedItem("token")) field(form, "token").value = "";
    if (field(form, "body").value.trim()) this.write(form);
    else {
      this.kept.delete(keyOf(form));
      this.keeper.drop(keyOf(form));
    }
  }

  private write(form: HTMLFormElement): void {
    const values = valuesOf(form);
    this.kept.set(keyOf(form), values);
    this.keeper.put(keyOf(form), values);
  }

  private empty(form: HTMLFormElement): void {
    this.sent.delete(form);
    if (form.dataset.commentForm === "edit") return; // the list comes anew with what it says now
    for (const name of ["body", "token", "quote", "before", "after", "anchor"]) {
      if (form.elements.namedItem(name)) field(form, name).value = "";
    }
  }
}

const field = (form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement =>
  form.elements.namedItem(name) as HTMLInputElement | HTMLTextAreaElement;

function keyOf(form: HTMLFormElement): string {
  const act = form.dataset.commentForm;
  if (act === "edit") return `edit-${form.closest<HTMLElement>("[data-edit]")!.dataset.edit}`;
  if (act === "reply") return `reply-${form.closest<HTMLElement>("article")!.dataset.thread}`;
  return `new-${field(form, "question").value}-${field(form, "language").value}`;
}
