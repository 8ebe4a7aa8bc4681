// The small form for the address of a link, under the toolbar.
import type { Editor } from "@tiptap/core";
import { make, uniqueId } from "./dom";
import { meantHref } from "./marks";
import { message } from "./messages";

export class LinkForm {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly problem: HTMLElement;
  private readonly removeButton: HTMLButtonElement;

  constructor(private readonly editor: () => Editor) {
    const id = uniqueId("editor-link");
    this.problem = make("p", { class: "editor-link-problem", id: `${id}-problem`, role: "alert" });
    this.input = make("input", {
      ...{
        type: "text",
        inputmode: "url",
        id,
        class: "form-control",
        dir: "ltr",
        spellcheck: "false",
        autocomplete: "off",
      },
      "aria-describedby": `${id}-problem`,
    });
    this.removeButton = this.button("link_remove", "btn-outline-secondary", () => this.set(null));
    this.element = make(
      "div",
      { class: "editor-link", role: "group", "aria-label": message("tool_link"), hidden: true },
      make("label", { for: id }, message("link_address")),
      this.input,
      this.button("link_apply", "btn-primary", () => this.apply()),
      this.removeButton,
      this.button("link_cancel", "btn-outline-secondary", () => this.close()),
      this.problem,
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.input) this.apply();
      else return;
      // Enter would send the form of the page.
      event.preventDefault();
      event.stopPropagation();
    });
  }

  open(): boolean {
    const href = this.editor().getAttributes("link").href as string | undefined;
    this.input.value = href ?? "";
    this.removeButton.hidden = !href;
    this.show("");
    this.element.hidden = false;
    this.input.focus();
    this.input.select();
    return true;
  }

  private apply(): void {
    const href = meantHref(this.input.value);
    if (href) this.set(href);
    else this.show(message("link_problem"));
  }

  private set(href: string | null): void {
    const editor = this.editor();
    const chain = editor.chain().extendMarkRange("link");
    if (!href) chain.unsetMark("link").run();
    else if (editor.state.selection.empty && !editor.isActive("link")) {
      const text = this.input.value.trim();
      chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
    } else chain.setMark("link", { href }).run();
    this.close();
  }

  close(): void {
    this.element.hidden = true;
    this.editor().view.focus();
  }

  private show(problem: string): void {
    this.problem.textContent = problem;
    this.input.setAttribute("aria-invalid", String(Boolean(problem)));
    this.input.classList.toggle("is-invalid", Boolean(problem));
    if (problem) this.input.focus();
  }

  private button(key: string, look: string, action: () => void): HTMLButtonElement {
    const button = make("button", { type: "button", class: `btn btn-sm ${look}` }, message(key));
    button.addEventListener("click", action);
    return button;
  }
}
