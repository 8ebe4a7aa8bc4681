// What a text may refer to: the items of the report's roadmap, written into the page.

export interface RoadmapItem {
  /** The country's code; where there is none, the words that name the item. */
  code: string;
  title: string;
  lang: string;
  level: number;
  /** All that references to it may say, and whether it is meant wherever it is written; null is a title. */
  names: Record<string, boolean | null>;
}

export class Roadmap {
  readonly items: RoadmapItem[];
  /** What may stand in front of a code, and for which levels. */
  readonly words: Record<string, number[]>;
  private readonly byName = new Map<string, RoadmapItem>();

  constructor(items: RoadmapItem[] = [], words: Record<string, number[]> = {}) {
    this.items = items;
    this.words = words;
    for (const item of items) {
      for (const name of Object.keys(item.names)) if (!this.find(name)) this.byName.set(folded(name), item);
    }
  }

  find(name: string): RoadmapItem | undefined {
    return this.byName.get(folded(name));
  }

  /** The items one of whose codes begins with the query, or whose title has a word beginning with each word of it. */
  matching(query: string): RoadmapItem[] {
    const wanted = plain(query).split(/\s+/).filter(Boolean);
    const byCode = this.items.filter((item) => codesOf(item).some((code) => plain(code).startsWith(wanted.join(" "))));
    if (byCode.length) return byCode;
    return this.items.filter((item) => {
      const words = plain(`${item.code} ${item.title}`).split(/[^\p{L}\p{N}.]+/u);
      return wanted.every((part) => words.some((word) => word.startsWith(part)));
    });
  }
}

export function readRoadmap(): Roadmap {
  const { items, words } = JSON.parse(document.getElementById("roadmap-items")?.textContent || "{}");
  return new Roadmap(items, words);
}

/** What is looked for in a text: the code, and what is left of it without the word in it. */
export function codesOf(item: RoadmapItem): string[] {
  return Object.keys(item.names).filter((name) => item.names[name] !== null);
}

/** As richtext/names.py does: spaces, and in a name of several words capitals, do not matter. */
export function folded(name: string): string {
  const words = name.normalize("NFC").split(/\s+/).filter(Boolean);
  return words.length > 1 ? words.join(" ").toLowerCase() : words.join("");
}

/** Without accents and capitals: "Éradication" is found by "erad". */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
