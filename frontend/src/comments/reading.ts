// Passages in an answer that stands on the page to be read: painted by the browser, without touching the text.
import { Letters, type Quote } from "./quote";
import type { NewPassage, Passage } from "./between";

interface Place {
  node: Text;
  offset: number;
}

const NOTES = ".footnote-call, [role=doc-endnotes], .passage-thread";
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, blockquote, br";

export class Reading {
  private ranges = new Map<string, Range>();

  constructor(readonly element: HTMLElement) {}

  /** Which of them stand here. */
  show(passages: Passage[]): Map<string, boolean> {
    const letters = lettersOf(this.element);
    this.ranges = new Map();
    for (const passage of passages) {
      const places = letters.find(passage);
      if (places) this.ranges.set(passage.id, rangeOf(places));
    }
    return new Map(passages.map(({ id }) => [id, this.ranges.has(id)]));
  }

  get all(): Iterable<[string, Range]> {
    return this.ranges;
  }

  idAt(x: number, y: number): string | null {
    for (const [id, range] of this.ranges) {
      for (const box of range.getClientRects()) {
        if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return id;
      }
    }
    return null;
  }

  scrollTo(id: string): void {
    const range = this.ranges.get(id);
    (range?.startContainer.parentElement ?? this.element).scrollIntoView({ block: "center" });
  }

  /** The selected words, if they stand in this answer. */
  selected(): NewPassage | null {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.commonAncestorContainer)) return null;
    const letters = lettersOf(this.element);
    const within = letters.places.flatMap(({ node, offset }, index) =>
      range.comparePoint(node, offset) === 0 && !isEnd(range, node, offset) ? [index] : [],
    );
    if (!within.length) return null;
    const quote: Quote = letters.quote(within[0]!, within.at(-1)! + 1);
    return quote.quote ? { ...quote, anchor: null } : null;
  }
}

/** Paints the passages of all answers that are read; one of them stands out. */
export function paint(readings: Iterable<Reading>, active: string | null): void {
  if (!("highlights" in CSS)) return;
  const [all, one] = [new Highlight(), new Highlight()];
  for (const reading of readings) for (const [id, range] of reading.all) (id === active ? one : all).add(range);
  CSS.highlights.set("passage", all);
  CSS.highlights.set("passage-active", one);
}

const isEnd = (range: Range, node: Node, offset: number): boolean => range.endContainer === node && range.endOffset === offset;

function rangeOf([first, last]: [Place, Place]): Range {
  const range = document.createRange();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return range;
}

function lettersOf(element: HTMLElement): Letters<Place> {
  const letters = new Letters<Place>();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let block: Element | null = null;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement!.closest(NOTES)) continue;
    const text = node;
    const within = text.parentElement!.closest(BLOCKS);
    if (within !== block) letters.add(" ", () => ({ node: text, offset: 0 }));
    block = within;
    letters.add(text.data, (offset) => ({ node: text, offset }));
  }
  return letters;
}
