// Finding the words that a thread was begun on in a text that has been written on since, as reports/review/anchors.py
// does. A text is a row of letters, each with its place in what it was read from; spaces are single.

export interface Quote {
  quote: string;
  before: string;
  after: string;
}

export const QUOTE_LIMIT = 1000; // letters, as in reports/models/comments.py
const CONTEXT_LIMIT = 60;

export class Letters<Place> {
  text = "";
  readonly places: Place[] = [];

  add(text: string, place: (index: number) => Place): void {
    for (let index = 0; index < text.length; index++) {
      const letter = /\s/.test(text[index]!) ? " " : text[index]!;
      if (letter === " " && (!this.text || this.text.endsWith(" "))) continue;
      this.text += letter;
      this.places.push(place(index));
    }
  }

  /** The first and the last place of the words; null where they do not stand any more. */
  find(wanted: Quote): [Place, Place] | null {
    const quote = squeezed(wanted.quote).trim();
    if (!quote) return null;
    const [before, after] = [backwards(squeezed(wanted.before).trim()), squeezed(wanted.after).trim()];
    let best = -1;
    let likeness = -1;
    for (let at = this.text.indexOf(quote); at >= 0; at = this.text.indexOf(quote, at + 1)) {
      const left = backwards(this.text.slice(Math.max(0, at - CONTEXT_LIMIT - 1), at).trimEnd());
      const right = this.text.slice(at + quote.length, at + quote.length + CONTEXT_LIMIT + 1).trimStart();
      const found = alike(left, before) + alike(right, after);
      if (found > likeness) [best, likeness] = [at, found];
    }
    return best < 0 ? null : [this.places[best]!, this.places[best + quote.length - 1]!];
  }

  /** The words between two of its letters, with what stands around them. */
  quote(from: number, to: number): Quote {
    while (from < to && this.text[from] === " ") from++;
    while (to > from && this.text[to - 1] === " ") to--;
    return {
      quote: this.text.slice(from, Math.min(to, from + QUOTE_LIMIT)),
      before: this.text.slice(Math.max(0, from - CONTEXT_LIMIT), from),
      after: this.text.slice(to, to + CONTEXT_LIMIT),
    };
  }
}

export const squeezed = (text: string): string => text.replace(/\s+/g, " ");
const backwards = (text: string): string => [...text].reverse().join("");

function alike(one: string, other: string): number {
  let number = 0;
  while (number < one.length && one[number] === other[number]) number++;
  return number;
}
