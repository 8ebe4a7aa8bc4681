// Footnotes of Word, LibreOffice, Google Docs and web pages all have one shape: a link to a place further down, and there
// a link back. The text of that place goes to where it is called.

const NUMBER = /^\s*[[(]?[\p{L}\p{N}*†‡↑↩\ufe0e^]{0,4}[\])]?\s*$/u;

/** Put `<span data-footnote>` with the note's content in the place of each call, and take the notes from the end. */
export function resolveNotes(body: HTMLElement): void {
  const used = new Set<Element>();
  for (const call of linksIn(body)) {
    const target = targetOf(body, call);
    if (!target || !(call.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
    const note = containerOf(target, body);
    if (!note || note.contains(call) || !linksIn(note).some((link) => leadsTo(body, link, call))) continue;
    used.add(note);
    outermost(call).replaceWith(contentOf(note));
  }
  for (const note of used) note.remove();
}

// Word's and Google's comments have the shape of notes, and are none: they are no text.
const COMMENT = /#(?:cmnt|_msocom_)\d+$/;

/** Take out comments: the mark in the line, and what it leads to. */
export function dropComments(body: HTMLElement): void {
  for (const call of linksIn(body)) {
    if (!COMMENT.test(call.getAttribute("href")!)) continue;
    const target = targetOf(body, call);
    if (target) containerOf(target, body)?.remove();
    outermost(call).remove();
  }
}

function linksIn(element: Element): HTMLAnchorElement[] {
  return [...element.querySelectorAll<HTMLAnchorElement>("a[href*='#']")];
}

function targetOf(body: HTMLElement, link: HTMLAnchorElement): Element | null {
  const name = CSS.escape(link.getAttribute("href")!.split("#").pop()!);
  return name ? body.querySelector(`[id="${name}"],a[name="${name}"]`) : null;
}

/** Whether a link goes to the call itself, to the element of the line around it, or to an anchor beside it. */
function leadsTo(body: HTMLElement, link: HTMLAnchorElement, call: Element): boolean {
  const target = targetOf(body, link);
  if (!target?.matches("a,sup,span")) return false;
  return target.contains(call) || call.contains(target) || target.parentElement === call.parentElement;
}

/** The block that is the note; null where a table of contents leads to: a heading may well have a link back. */
function containerOf(target: Element, body: HTMLElement): HTMLElement | null {
  const block = target.closest<HTMLElement>("h1,h2,h3,h4,h5,h6,p,li,dd,td,aside,div");
  if (!block || block === body || /^H\d$/.test(block.tagName) || block.querySelector("h1,h2,h3,h4,h5,h6")) return null;
  // A note of several paragraphs has an element with a name of its own around them.
  const parent = block.parentElement!;
  if (parent.matches("div[id],li[id],aside[id]") && !block.id) return parent;
  // Google Docs puts one around each note and each comment, too, without a name.
  return parent.matches("div") && parent !== body && /^(?:ftnt|cmnt)\d+$/.test(target.id) ? parent : block;
}

function contentOf(note: HTMLElement): HTMLElement {
  const copy = note.cloneNode(true) as HTMLElement;
  for (const link of linksIn(copy)) if (NUMBER.test(link.textContent!)) outermost(link).remove();
  const span = note.ownerDocument.createElement("span");
  span.setAttribute("data-footnote", "");
  span.append(...copy.childNodes);
  return span;
}

/** The element and what is only around it: the superscript of a call, say. */
function outermost(element: Element): Element {
  const text = element.textContent!.trim();
  let outer = element;
  while (
    outer.parentElement?.matches("a,b,i,em,strong,font,span,sup") &&
    outer.parentElement.textContent!.trim() === text
  )
    outer = outer.parentElement;
  return outer;
}
