// What is pasted, from Word, LibreOffice, Google Docs or a web page: the structure is kept, everything else is dropped.
// The result is built anew from the few elements the schema has; nothing of the source but text and addresses gets in.
import { startOf } from "./blocks";
import { BAD_CHARACTERS } from "./marks";
import { resolveLists } from "./pastelists";
import { dropComments, resolveNotes } from "./pastenotes";
import { disarmed, dropHidden, headingDepth, type Marks, marksOf, trim } from "./pastestyle";
import { spanOf } from "./tables";

const OWN =
  "meta,p,h4,h5,ul,ol,li,blockquote,table,tbody,tr,th,td,span[data-objective],span[data-footnote],a,strong,em,sup,sub,br";
// Deletions that Word tracks are gone for the person who copies. Its comments come as marks in the text and a list at the end.
const DROPPED =
  "script,style,meta,link,title,template,noscript,img,picture,svg,canvas,video,audio,iframe,object,embed,map,input,button,select," +
  "textarea,datalist,del,[hidden],.MsoCommentReference,.msocomanchor,[data-style*='comment-list'],.Apple-interchange-newline";
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BODY CAPTION CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER LEGEND LI MAIN NAV P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR".split(
    " ",
  ),
);
const MAX_LISTS = 5; // deeper ones would be refused (richtext.schema.MAX_DEPTH)

type Place = "root" | "item" | "quote" | "cell";

/** HTML from the clipboard as HTML with nothing but what the editor's schema reads. */
export function clean(html: string): string {
  const { body } = new DOMParser().parseFromString(disarmed(html), "text/html");
  if (body.querySelector("[data-pm-slice]") && body.querySelectorAll(`:not(${OWN})`).length === 0) return html; // from this editor
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  dropHidden(body, html);
  dropComments(body);
  resolveNotes(body);
  resolveLists(body);
  return new Builder(body.ownerDocument).build(body);
}

class Builder {
  private readonly root: HTMLElement;
  private box: HTMLElement;
  private place: Place = "root";
  private line: HTMLElement | null = null;
  private lists = 0;
  private isBold = false; // a heading, or the head of a table: what is bold in it by its look gets no mark

  constructor(private readonly page: Document) {
    this.root = this.box = page.createElement("div");
  }

  build(source: HTMLElement): string {
    this.walk(source, {});
    this.endLine();
    this.levelHeadings();
    return this.root.innerHTML;
  }

  private walk(parent: Element, marks: Marks): void {
    for (const node of [...parent.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE) this.text(node.nodeValue!, marks);
      else if (node.nodeType === Node.ELEMENT_NODE) this.element(node as HTMLElement, marks);
    }
  }

  private element(element: HTMLElement, marks: Marks): void {
    const tag = element.tagName.toUpperCase();
    const depth = headingDepth(element);
    if (depth) this.block(() => this.heading(element, depth, marks));
    else if (tag === "UL" || tag === "OL") this.block(() => this.list(element, marks));
    else if (tag === "BLOCKQUOTE" && (this.place === "root" || this.place === "item")) {
      this.block(() => this.inside("quote", "blockquote", () => this.walk(element, marks)));
    } else if (tag === "TABLE" && this.place === "root")
      this.block(() => this.table(element as HTMLTableElement, marks));
    else if (tag === "BR") this.lineBreak();
    else if (tag === "HR") this.endLine();
    else if (element.hasAttribute("data-footnote")) this.note(element);
    else if (element.hasAttribute("data-objective")) this.inline(element.cloneNode(true), marks);
    else if (BLOCKS.has(tag) || tag === "BLOCKQUOTE") this.block(() => this.walk(element, marksOf(element, marks)));
    else this.walk(element, marksOf(element, marks));
  }

  private block(content: () => void): void {
    this.endLine();
    content();
    this.endLine();
  }

  /** Fill a new element of the current box; leave no trace of it if nothing came in. */
  private inside(place: Place, tag: string, content: () => void): HTMLElement {
    const before = { box: this.box, place: this.place };
    const box = (this.box = this.page.createElement(tag));
    this.place = place;
    content();
    this.endLine();
    Object.assign(this, before);
    if (box.hasChildNodes()) this.box.append(box);
    return box;
  }

  private heading(element: HTMLElement, depth: number, marks: Marks): void {
    // Elsewhere than in the text's own flow a heading is a line in bold.
    if (this.place !== "root") return this.walk(element, { ...marksOf(element, marks), strong: "" });
    this.line = this.page.createElement("h4");
    this.line.dataset.level = String(depth);
    this.box.append(this.line);
    this.bold(() => this.walk(element, marksOf(element, marks)));
  }

  private bold(content: () => void): void {
    const before = this.isBold;
    this.isBold = true;
    content();
    this.isBold = before;
  }

  private list(element: HTMLElement, marks: Marks): void {
    const items = () => {
      for (const child of [...element.children] as HTMLElement[]) {
        const isList = child.tagName === "UL" || child.tagName === "OL";
        // Google Docs puts a deeper list beside its item; it belongs into it.
        const last = this.box.lastElementChild as HTMLElement | null;
        if (isList && last?.tagName === "LI") this.into(last, () => this.list(child, marks));
        else if (isList) this.list(child, marks);
        else this.inside("item", "li", () => this.walk(child, marksOf(child, marks)));
      }
    };
    if (this.lists === MAX_LISTS) return this.walk(element, marks);
    this.lists++;
    const before = this.place;
    const list = this.inside(before, element.tagName === "OL" ? "ol" : "ul", items);
    if (list.tagName === "OL") list.setAttribute("start", String(startOf(element.getAttribute("start"))));
    this.lists--;
  }

  private into(box: HTMLElement, content: () => void): void {
    const before = { box: this.box, place: this.place };
    Object.assign(this, { box, place: "item" });
    content();
    Object.assign(this, before);
  }

  private table(table: HTMLTableElement, marks: Marks): void {
    const rows = [...table.rows].filter((row) => row.cells.length);
    if (table.caption) this.block(() => this.walk(table.caption!, marks));
    if (rows.length === 1 && rows[0]!.cells.length === 1) return this.walk(rows[0]!.cells[0]!, marks); // a frame, not a table
    this.inside("cell", "table", () => {
      for (const row of rows) this.inside("cell", "tr", () => [...row.cells].forEach((cell) => this.cell(cell, marks)));
    });
  }

  private cell(cell: HTMLTableCellElement, marks: Marks): void {
    const isHeader = cell.tagName === "TH" || cell.closest("thead") !== null;
    const built = this.inside("cell", isHeader ? "th" : "td", () => {
      const fill = () => this.walk(cell, marksOf(cell, marks));
      if (isHeader) this.bold(fill);
      else fill();
      this.endLine();
      if (!this.box.hasChildNodes()) this.box.append(this.page.createElement("p"));
    });
    for (const name of ["colspan", "rowspan"] as const)
      built.setAttribute(name, String(spanOf(cell.getAttribute(name))));
  }

  private note(element: HTMLElement): void {
    const line = this.openLine();
    if (line.hasAttribute("data-footnote")) return this.walk(element, {});
    const note = (this.line = this.page.createElement("span"));
    note.setAttribute("data-footnote", "");
    for (const child of [...element.childNodes]) {
      if (child.nodeType === Node.ELEMENT_NODE) this.walkNote(child as HTMLElement);
      else if (child.nodeType === Node.TEXT_NODE) this.text(child.nodeValue!, {});
    }
    trim(note);
    this.line = line;
    if (note.hasChildNodes()) line.append(note);
  }

  /** In a note there are no blocks: each begins a new line. */
  private walkNote(element: HTMLElement): void {
    const note = this.line!;
    if (BLOCKS.has(element.tagName) && note.hasChildNodes()) this.lineBreak();
    if (element.tagName === "BR") this.lineBreak();
    else {
      const holder = this.page.createElement("span");
      holder.append(...element.childNodes);
      this.walk(holder, marksOf(element, {}));
    }
  }

  private text(text: string, marks: Marks): void {
    let collapsed = text.replace(/[ \t\r\n\f]+/g, " ").replace(BAD_CHARACTERS, "");
    if (this.line?.lastChild?.nodeName === "BR") collapsed = collapsed.trimStart();
    if (!this.line && !collapsed.trim()) return;
    // As a browser shows it: one space, whichever side of a change of style has it.
    if (this.line?.textContent!.endsWith(" ")) collapsed = collapsed.replace(/^ +/, "");
    if (collapsed) this.inline(this.page.createTextNode(collapsed), marks);
  }

  private inline(node: Node, marks: Marks): void {
    let inner = node;
    for (const name of ["sub", "sup", "em", "strong", "a"] as const) {
      if (marks[name] === undefined || (name === "strong" && this.isBold)) continue;
      const element = this.page.createElement(name);
      if (name === "a") element.setAttribute("href", marks.a!);
      element.append(inner);
      inner = element;
    }
    this.openLine().append(inner);
  }

  private lineBreak(): void {
    if (!this.line) return;
    let last = this.line.lastChild;
    if (last?.nodeType === Node.TEXT_NODE) last.nodeValue = last.nodeValue!.trimEnd();
    if (last?.nodeValue === "") last = last.previousSibling;
    // Two in a row stand for a new paragraph.
    if (last?.nodeName === "BR" && this.line.tagName === "P") this.endLine();
    else this.line.append(this.page.createElement("br"));
  }

  private openLine(): HTMLElement {
    if (!this.line) {
      this.line = this.page.createElement("p");
      this.box.append(this.line);
    }
    return this.line;
  }

  private endLine(): void {
    if (!this.line || this.line.hasAttribute("data-footnote")) return;
    trim(this.line);
    if (!this.line.hasChildNodes()) this.line.remove();
    this.line = null;
  }

  /** Two levels: the highest that was pasted, and all below it. */
  private levelHeadings(): void {
    const headings = [...this.root.querySelectorAll<HTMLElement>("h4")];
    const highest = Math.min(...headings.map((heading) => Number(heading.dataset.level)));
    for (const heading of headings) {
      const isFirst = Number(heading.dataset.level) === highest;
      const levelled = this.page.createElement(isFirst ? "h4" : "h5");
      levelled.append(...heading.childNodes);
      heading.replaceWith(levelled);
    }
  }
}

/** Plain text without what a document may not hold. Word's line break counts as the end of a line. */
export function cleanText(text: string): string {
  return text
    .split(/\r\n?|[\n\v]/)
    .map((line) => line.replace(BAD_CHARACTERS, ""))
    .join("\n");
}
