// One answer: a textarea that holds a document as JSON, and the editor that stands in its place.
import { Editor } from "@tiptap/core";
import { make, uniqueId } from "./dom";
import { isShared, SharedText } from "../coedit/text";
import { Beside } from "../suggest/beside";
import { Marks } from "../suggest/marking";
import { Proposed } from "../suggest/proposed";
import { isSuggestion, Suggestion } from "../suggest/suggestion";
import { fromShared, plainBlocks, readDocument, toShared, type DocumentNode } from "./document";
import { extensions, schema } from "./extensions";
import { tell, type Commented, type Passage } from "../comments/between";
import { LinkForm } from "./linkform";
import { counted, message } from "./messages";
import { clean, cleanText } from "./paste";
import { activate, Passages, showPassages, wantComment } from "./passages";
import { readRoadmap } from "./roadmap";
import { openSuggestions, Suggest } from "./suggest";
import { SuggestList } from "./suggestlist";
import { Toolbar, toolKeys } from "./toolbar";
import { toolGroups } from "./tools";
import { countWords } from "./words";

/** What `textarea.richText` offers to the page's other scripts. */
export interface RichText extends Commented {
  /** Show another document, null for an empty one. No event is sent: whoever calls this knows. */
  setDocument(document: unknown): void;
  /** The document as it stands; null for one that the editor does not know. */
  getDocument(): DocumentNode | null;
  setEditable(editable: boolean): void;
}

export class Field implements RichText {
  private readonly wrapper: HTMLElement;
  private editor: Editor | null = null;
  private toolbar: Toolbar | null = null;
  private editable: boolean;
  private readonly shared: SharedText | null;
  private readonly suggestion: Suggestion | null;
  private readonly proposals: Beside | null;
  private readonly count = make("span", { class: "editor-count" });
  private readonly problem = make("p", { class: "editor-problem", role: "alert" });
  private isLeaving = false;
  private passages: Passage[] = [];

  constructor(private readonly textarea: HTMLTextAreaElement & { richText?: RichText }) {
    this.editable = !textarea.readOnly && !textarea.disabled;
    this.wrapper = make("div", { class: "editor" });
    // The form hears of changes from the text area alone: once for each, and not of what is typed into the link form.
    for (const type of ["input", "change"]) this.wrapper.addEventListener(type, (event) => event.stopPropagation());
    // What was there to read until now; the editor says the same.
    const before = textarea.nextElementSibling;
    if (before?.matches("[data-before-editor]")) before.remove();
    textarea.after(this.wrapper);
    textarea.hidden = true;
    // A hidden field that the browser finds wanting would keep the form from being sent without a word.
    if (textarea.required) textarea.setAttribute("aria-required", "true");
    textarea.required = false;
    for (const label of textarea.labels) label.addEventListener("click", this.focusFromLabel);
    textarea.richText = this;
    this.shared = isShared(textarea)
      ? new SharedText({
          textarea,
          editor: () => this.editor,
          setEditable: (editable) => editable !== this.editable && this.setEditable(editable),
        })
      : null;
    this.suggestion = isSuggestion(textarea)
      ? new Suggestion({ textarea, editor: () => this.editor, setEditable: (editable) => this.setEditable(editable) })
      : null;
    this.proposals = this.shared
      ? new Beside({ textarea, wrapper: this.wrapper, editor: () => this.editor, begin: () => this.shared!.begin() })
      : null;
    // What is written together is saved by itself: no form sends it.
    if (this.shared) {
      textarea.dataset.name = textarea.name;
      textarea.removeAttribute("name");
    }
    this.build();
  }

  setDocument(document: unknown): void {
    this.textarea.value = document ? JSON.stringify(document) : "";
    const readable = readDocument(this.textarea.value, schema());
    if (this.editor && readable) {
      const { state, view } = this.editor;
      const node = state.schema.nodeFromJSON(this.shared ? toShared(readable) : readable);
      view.dispatch(state.tr.replaceWith(0, state.doc.content.size, node.content).setMeta("preventUpdate", true));
      this.showCount();
    } else {
      this.tearDown();
      this.build();
    }
  }

  getDocument(): DocumentNode | null {
    const document = (this.editor?.getJSON() ?? null) as DocumentNode | null;
    return document && this.shared ? fromShared(document) : document;
  }

  focus(): void {
    if (this.editor) this.editor.view.focus();
    else this.wrapper.querySelector<HTMLElement>("[tabindex]")?.focus();
  }

  showPassages(passages: Passage[]): void {
    this.passages = passages;
    if (this.editor) showPassages(this.editor, passages);
  }

  activate(id: string | null, isWanted: boolean): void {
    if (this.editor) activate(this.editor, id, isWanted);
  }

  setEditable(editable: boolean): void {
    this.editable = editable;
    this.editor?.setEditable(editable, false);
    if (this.toolbar) this.toolbar.element.hidden = !editable;
    this.wrapper.classList.toggle("editor-locked", !editable);
  }

  destroy(): void {
    this.shared?.destroy();
    this.suggestion?.destroy();
    this.proposals?.destroy();
    if (this.shared) this.textarea.name = this.textarea.dataset.name!;
    this.tearDown();
    this.wrapper.remove();
    for (const label of this.textarea.labels) label.removeEventListener("click", this.focusFromLabel);
    delete this.textarea.richText;
    this.textarea.hidden = false;
  }

  private build(): void {
    const document = readDocument(this.textarea.value, schema());
    if (document) this.buildEditor(document);
    else this.buildReadOnly();
  }

  private tearDown(): void {
    this.editor?.destroy();
    this.editor = this.toolbar = null;
    this.wrapper.replaceChildren();
  }

  private buildEditor(document: DocumentNode): void {
    const id = uniqueId("editor");
    const roadmap = readRoadmap();
    const list = new SuggestList();
    const editor = (): Editor => this.editor!;
    const linkForm = new LinkForm(editor);
    const question = this.textarea.closest<HTMLElement>("[data-question]")?.dataset.question ?? "";
    // Comments stand in the text itself, where there is an editor for it.
    const isBeside = Boolean(this.suggestion && this.textarea.closest(".question-field")?.querySelector(".text-field"));
    const mayComment = window.document.querySelector("[data-comments][data-may-comment]") !== null;
    const groups = toolGroups(
      () => linkForm.open(),
      roadmap.items.length ? () => openSuggestions(editor().view) : null,
      mayComment ? () => wantComment(editor(), question) : null,
    );
    const toolbar = (this.toolbar = new Toolbar(groups, id, editor));
    const help = make("span", { class: "editor-help", id: `${id}-help` }, this.proposals ? message("help_proposals") : message("help"));
    const body = make("div", { class: "editor-body" });
    const foot = make("div", { class: "editor-foot" }, this.count, help, this.problem);
    this.wrapper.replaceChildren(
      make("div", { class: "editor-bar" }, toolbar.element, linkForm.element),
      body,
      foot,
      list.element,
      list.status,
    );
    if (this.shared) this.wrapper.append(this.shared.line, this.shared.here.element, this.shared.here.status, this.shared.offered);
    if (this.suggestion) this.wrapper.append(this.suggestion.line);
    if (this.proposals) this.wrapper.append(this.proposals.box.element, this.proposals.status);

    this.editor = new Editor({
      element: body,
      extensions: [
        ...extensions(roadmap, () => (this.problem.textContent = message("too_deep")), this.shared !== null),
        Suggest.configure({ roadmap, list }),
        ...(this.suggestion ? [Marks] : []),
        ...(this.proposals ? [proposedIn(this.proposals)] : []),
        ...(isBeside ? [] : [Passages.configure({ question })]),
        toolKeys(groups, () => toolbar.focus()),
      ],
      content: this.shared ? toShared(document) : document,
      editable: this.editable,
      injectCSS: false, // a style element is refused by the page's policy; the rules are in _editor.scss
      enableInputRules: false, // what people type stays as they type it
      enablePasteRules: false,
      editorProps: {
        attributes: this.attributes(id, help.id, roadmap.items.length > 0),
        transformPastedHTML: clean,
        transformPastedText: cleanText,
      },
      onUpdate: () => this.changed(),
      onTransaction: () => toolbar.refresh(),
    });
    this.wrapper.addEventListener("keydown", this.letTabLeave, true);
    this.setEditable(this.editable);
    toolbar.refresh();
    this.showCount();
    this.shared?.start();
    this.suggestion?.start();
    this.proposals?.read();
    if (this.passages.length) this.showPassages(this.passages);
    if (!isBeside) tell("ready", { question });
  }

  private attributes(id: string, help: string, hasItems: boolean): Record<string, string> {
    const { textarea } = this;
    for (const label of textarea.labels) label.id ||= uniqueId("editor-label");
    const labels = textarea.getAttribute("aria-labelledby") ?? [...textarea.labels].map((label) => label.id).join(" ");
    const attributes: Record<string, string> = {
      ...{ id, class: "reading", role: "textbox", "aria-multiline": "true", spellcheck: "true" },
      "aria-autocomplete": hasItems ? "list" : "none",
      "aria-describedby": [textarea.getAttribute("aria-describedby"), help].filter(Boolean).join(" "),
    };
    if (labels) attributes["aria-labelledby"] = labels;
    for (const name of ["lang", "dir", "aria-label", "aria-invalid", "aria-required"]) {
      const value = textarea.getAttribute(name);
      if (value) attributes[name] = value;
    }
    return attributes;
  }

  /** Something this editor does not know: it is shown, as far as it has words, and left as it is. */
  private buildReadOnly(): void {
    let document: unknown;
    try {
      document = JSON.parse(this.textarea.value);
    } catch {
      document = { content: [{ text: this.textarea.value }] };
    }
    const { lang, dir } = this.textarea;
    this.wrapper.replaceChildren(
      make("p", { class: "notice notice-attention", tabindex: "-1" }, message("unknown_document")),
      make(
        "div",
        { class: "editor-body reading", lang, dir },
        ...plainBlocks(document).map((text) => make("p", {}, text)),
      ),
    );
  }

  private changed(): void {
    this.textarea.value = JSON.stringify(this.getDocument());
    this.problem.textContent = "";
    this.showCount();
    if (this.shared) this.shared.typed();
    else if (this.suggestion) this.suggestion.typed();
    else this.textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  private showCount(): void {
    this.count.textContent = counted("words", countWords(this.editor!.state.doc));
  }

  private readonly focusFromLabel = (event: Event): void => {
    event.preventDefault();
    this.focus();
  };

  /** Tab indents in a list and goes on in a table. After Escape it leaves the text, wherever the cursor is. */
  private readonly letTabLeave = (event: KeyboardEvent): void => {
    if (event.key === "Tab" && this.isLeaving) event.stopImmediatePropagation();
    if (event.key !== "Shift") this.isLeaving = event.key === "Escape";
  };
}

const proposedIn = (beside: Beside) =>
  Proposed.configure({ onPlaced: () => beside.placed(), onPressed: (name) => beside.open(name, false) });
