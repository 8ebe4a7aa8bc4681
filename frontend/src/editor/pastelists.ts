// Word writes a list as paragraphs that say their level, and Word on the web as one list for each item. Both become lists.
import { css } from "./pastestyle";

interface Item {
  level: number;
  ordered: boolean;
  /** The number it bears, NaN for a bullet. */
  value: number;
  content: Node[];
}

export function resolveLists(body: HTMLElement): void {
  for (const marker of body.querySelectorAll<HTMLElement>("h1,h2,h3,h4,h5,h6")) keepNumber(marker);
  resolve(body, isWordItem, wordItems);
  resolve(body, (element) => element.classList.contains("ListContainerWrapper"), onlineItems);
}

/** Replace each run of neighbours that are items with the lists they make. */
function resolve(
  body: HTMLElement,
  isItem: (element: Element) => boolean,
  itemsOf: (element: HTMLElement) => Item[],
): void {
  for (const first of body.querySelectorAll<HTMLElement>("p,div")) {
    if (!first.isConnected || !isItem(first)) continue;
    const run = [first];
    for (let next = first.nextElementSibling; next && isItem(next); next = next.nextElementSibling)
      run.push(next as HTMLElement);
    first.before(...nested(run.flatMap(itemsOf), body.ownerDocument));
    for (const element of run) element.remove();
  }
}

const isWordItem = (element: Element) => element.tagName === "P" && /level\d/.test(css(element, "mso-list"));

function wordItems(paragraph: HTMLElement): Item[] {
  const marker = markerOf(paragraph);
  const text = marker?.textContent?.trim() ?? "";
  marker?.remove();
  const level = Number(/level(\d)/.exec(css(paragraph, "mso-list"))![1]);
  const ordered = /^\(?(?:\d+|[a-z]{1,5})[.)]+$|^\(?\d+(?:\.\d+)*[.)]?$/i.test(text);
  return [{ level, ordered, value: ordered ? numberOf(text) : NaN, content: [...paragraph.childNodes] }];
}

function onlineItems(wrapper: HTMLElement): Item[] {
  return [...wrapper.querySelectorAll<HTMLElement>("li")].map((item) => {
    const list = item.parentElement!;
    const ordered = list.tagName === "OL";
    const start = Number(list.getAttribute("start") ?? item.getAttribute("data-aria-posinset") ?? 1);
    const value = ordered ? start + [...list.children].indexOf(item) : NaN;
    return { level: Number(item.getAttribute("data-aria-level") ?? 1), ordered, value, content: [...item.childNodes] };
  });
}

function nested(items: Item[], page: Document): HTMLElement[] {
  const roots: HTMLElement[] = [];
  let open: { level: number; list: HTMLElement; ordered: boolean; next: number }[] = [];
  for (const { level, ordered, value, content } of items) {
    while (open.length > 1 && open.at(-1)!.level > level) open.pop();
    let last = open.at(-1);
    // The first item may stand deeper than a later one: then that level is the outermost.
    if (last && last.level > level) last.level = level;
    if (!last || last.level < level || last.ordered !== ordered || (ordered && value !== last.next)) {
      const list = page.createElement(ordered ? "ol" : "ul");
      if (ordered) list.setAttribute("start", String(value));
      if (last && last.level >= level) open = open.slice(0, -1);
      const parent = open.at(-1)?.list.lastElementChild;
      if (parent) parent.append(list);
      else roots.push(list);
      last = { level, list, ordered, next: value };
      open.push(last);
    }
    const item = page.createElement("li");
    item.append(...content);
    last.list.append(item);
    last.next = value + 1;
  }
  return roots;
}

function markerOf(paragraph: Element): Element | undefined {
  return [...paragraph.querySelectorAll("[data-style]")].find((element) => css(element, "mso-list") === "ignore");
}

/** The number of a numbered heading is part of what it says ("1.2 Training"). */
function keepNumber(heading: HTMLElement): void {
  const marker = markerOf(heading);
  if (marker) marker.textContent = `${marker.textContent!.trim()} `;
}

/** "3." is 3, "1.2." is 2, "c)" is 3, "iv." is 4. */
function numberOf(marker: string): number {
  const text = marker
    .replace(/[().]+$/, "")
    .replace(/^\(/, "")
    .toLowerCase();
  const digits = /(\d+)$/.exec(text)?.[1];
  if (digits) return Number(digits);
  if (/^[ivx]+$/.test(text) && (text.length > 1 || text === "i")) return roman(text);
  return text.length === 1 ? text.charCodeAt(0) - 96 : 1;
}

function roman(text: string): number {
  const values: Record<string, number> = { i: 1, v: 5, x: 10 };
  return [...text].reduce((sum, letter, index) => {
    const value = values[letter]!;
    return sum + (value < (values[text[index + 1] ?? ""] ?? 0) ? -value : value);
  }, 0);
}
