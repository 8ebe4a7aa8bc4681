// Copies of what was typed and has not reached the server yet, kept in the browser until it has: they outlive a closed
// window, an ended session and a crash. One copy per person, section and question.
export interface Kept {
  fields: [string, string][];
  at: number;
}

export class Keeper {
  constructor(private readonly prefix: string) {}

  put(question: string, fields: [string, string][]): boolean {
    try {
      localStorage.setItem(this.prefix + question, JSON.stringify({ fields, at: Date.now() }));
      return true;
    } catch {
      return false; // private window, or no room left: the page itself still holds the text
    }
  }

  drop(question: string): void {
    try {
      localStorage.removeItem(this.prefix + question);
    } catch {
      return;
    }
  }

  all(): [string, Kept][] {
    const found: [string, Kept][] = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(this.prefix)) continue;
        found.push([key.slice(this.prefix.length), JSON.parse(localStorage.getItem(key) ?? "") as Kept]);
      }
    } catch {
      return found;
    }
    return found;
  }
}
