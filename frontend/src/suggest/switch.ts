// Who may write an answer can propose instead: the text goes out of sight, and the editor of a proposal stands there.
import type { DocumentNode } from "../editor/document";
import { make } from "../editor/dom";
import { message } from "../editor/messages";
import { Server } from "./server";

interface RichTextArea extends HTMLTextAreaElement {
  richText?: { focus(): void };
}

/** `enhance` puts an editor in the place of the text areas in an element. */
export function startSwitches(enhance: (root: ParentNode) => void): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-suggest-switch]");
    const field = button?.closest("[data-question]")?.querySelector<HTMLElement>(".question-field");
    if (button && field) void flip(button, field, enhance);
  });
}

async function flip(button: HTMLButtonElement, field: HTMLElement, enhance: (root: ParentNode) => void): Promise<void> {
  const box = field.querySelector<HTMLElement>("[data-suggestion]")!;
  const isOn = button.getAttribute("aria-pressed") !== "true";
  if (isOn && !box.querySelector("textarea") && !(await open(button, box, enhance))) return;
  button.setAttribute("aria-pressed", String(isOn));
  field.classList.toggle("is-suggesting", isOn);
  box.hidden = !isOn;
  const shown = isOn ? box.querySelector("textarea") : field.querySelector(".text-field textarea");
  (shown as RichTextArea | null)?.richText?.focus();
}

async function open(button: HTMLButtonElement, box: HTMLElement, enhance: (root: ParentNode) => void): Promise<boolean> {
  const textarea = box.querySelector("template")!.content.querySelector("textarea")!.cloneNode(true) as HTMLTextAreaElement;
  const { session = "", user = "" } = button.closest("form")?.dataset ?? {};
  button.disabled = true;
  const found = await new Server(textarea.dataset.suggest!, session, Number(user)).ask(null);
  button.disabled = false;
  button.parentElement!.querySelector("[role=alert]")?.remove();
  if (typeof found === "string") {
    button.after(make("span", { role: "alert" }, ` ${message("suggest_no_answer")}`));
    return false;
  }
  const write = (document: DocumentNode) => JSON.stringify(document);
  textarea.dataset.mark = found.mark;
  textarea.value = write(found.value ?? found.base!);
  if (found.proposal !== null && found.base) textarea.dataset.standing = write(found.base);
  box.querySelector("template")!.after(textarea);
  enhance(box);
  return true;
}
