// What a text may refer to: the items of the report's roadmap, written into the page.

export interface RoadmapItem {
  code: string;
  title: string;
  lang: string;
  level: string;
}

export function readRoadmap(): RoadmapItem[] {
  return JSON.parse(document.getElementById("roadmap-items")?.textContent || "[]");
}

export function findItem(items: RoadmapItem[], code: string): RoadmapItem | undefined {
  return items.find((item) => item.code === code);
}

/** The items whose code begins with the query, or whose title has a word beginning with each word of it. */
export function matching(items: RoadmapItem[], query: string): RoadmapItem[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean);
  const byCode = items.filter((item) => folded(item.code).startsWith(wanted.join(" ")));
  if (byCode.length || !wanted.length) return byCode;
  return items.filter((item) => {
    const words = folded(`${item.code} ${item.title}`).split(/[^\p{L}\p{N}.]+/u);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** Without accents and capitals: "Éradication" is found by "erad". */
function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
