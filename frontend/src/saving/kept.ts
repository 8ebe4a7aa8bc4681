// Copies of what was typed and has not reached the server yet. They outlive a closed window, an ended session and a
// crash. A copy belongs to a person, a place (report, section, language), an open page and a question.
import type { Values } from "./values";

export interface Kept {
  question: string;
  values: Values;
  at: number;
}

export class Keeper {
  /** False once the browser refused to keep something: private window, or no room left. */
  works = true;
  page: string;
  private readonly user: string;
  private readonly place: string;

  constructor(user: string, place: string, page: string) {
    this.user = user;
    this.place = place;
    this.page = page;
    this.hold();
  }

  put(question: string, values: Values): void {
    try {
      localStorage.setItem(this.key(this.page, question), JSON.stringify({ question, values, at: Date.now() }));
      this.works = true;
    } catch {
      this.works = false;
    }
  }

  drop(question: string): void {
    try {
      localStorage.removeItem(this.key(this.page, question));
    } catch {
      this.works = false;
    }
  }

  /** Takes over the copies of pages that are no longer open, the newest of each question, and goes on in their name:
   *  what the server had already taken from the page that was closed is then no version of somebody else. */
  async adopt(): Promise<Kept[]> {
    const open = await openPages();
    const found = this.all().filter(({ page }) => !open.has(page));
    const newest = new Map<string, Kept>();
    found.sort((a, b) => a.kept.at - b.kept.at);
    for (const { page, kept } of found) {
      newest.set(kept.question, kept);
      this.page = page;
    }
    for (const kept of newest.values()) this.put(kept.question, kept.values);
    for (const { key, kept } of found) if (this.works && key !== this.key(this.page, kept.question)) localStorage.removeItem(key);
    if (found.length) this.hold();
    return [...newest.values()];
  }

  private all(): { key: string; page: string; kept: Kept }[] {
    const prefix = this.key("", "").slice(0, -1);
    try {
      return Object.keys(localStorage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => ({ key, page: key.slice(prefix.length).split(":")[0]!, kept: JSON.parse(localStorage.getItem(key)!) as Kept }));
    } catch {
      return [];
    }
  }

  private key(page: string, question: string): string {
    return `unsaved:${this.user}:${this.place}:${page}:${question}`;
  }

  // A lock is held as long as the page is open, and no longer: other windows see by it whose copies are alive.
  private hold(): void {
    void navigator.locks?.request(`page:${this.page}`, () => new Promise(() => undefined)).catch(() => undefined);
  }
}

async function openPages(): Promise<Set<string>> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return new Set(held.map(({ name }) => name!.replace(/^page:/, "")));
}
