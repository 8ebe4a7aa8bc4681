// What the browser keeps of texts: changes that have not reached the server, and words that wait for a decision. A
// database for each person: what has not arrived outlives a log-out, and somebody else in the same browser.
import { databaseOf } from "./events";
import type { KeptRun } from "./places";

export interface KeptChange {
  id: string;
  document: string;
  generation: number;
  update: Uint8Array;
  /** When it was kept, in milliseconds; in records of earlier versions nothing says it, nor where the words stood. */
  at?: number;
  /** Where all words stood that had not arrived then: the newest change alone has it. */
  runs?: KeptRun[];
  /** The report, part and language where it was written: the list of parts says where something is kept. */
  place?: string;
}

export interface KeptWords {
  id: string;
  document: string;
  kind: string;
  text: string;
  left: string;
  right: string;
  letters?: { client: number; clock: number; text: string }[];
  place?: string;
}

const PAUSE = 100; // milliseconds: what is acknowledged sooner is not written at all
type Table = "changes" | "words";

export class Store {
  /** False once the browser refused to keep something. */
  works = true;
  private readonly opened: Promise<IDBDatabase | null>;
  private readonly waiting = new Map<string, () => KeptChange>();
  private readonly written = new Set<string>();
  private timer = 0;

  constructor(
    user: string,
    private readonly told: () => void,
    private readonly place = "",
  ) {
    this.opened = open(databaseOf(user)).catch(() => this.fail());
    addEventListener("pagehide", () => this.write());
  }

  /** `runs` is asked when the change is written, which most are not: they arrive sooner. */
  put(change: KeptChange, runs?: () => KeptRun[]): void {
    this.waiting.set(change.id, () => ({ ...change, place: this.place, ...(runs && { runs: runs() }) }));
    this.timer ||= window.setTimeout(() => this.write(), PAUSE);
  }

  drop(ids: string[]): void {
    for (const id of ids) this.waiting.delete(id);
    const written = ids.filter((id) => this.written.delete(id));
    if (written.length) void this.run("changes", (table) => written.forEach((id) => table.delete(id)));
  }

  async changesOf(document: string): Promise<KeptChange[]> {
    const found = await this.all<KeptChange>("changes", document);
    for (const { id } of found) this.written.add(id);
    return found;
  }

  wordsOf(document: string): Promise<KeptWords[]> {
    return this.all<KeptWords>("words", document);
  }

  keepWords(words: KeptWords): void {
    void this.run("words", (table) => table.put({ ...words, place: this.place }));
  }

  dropWords(id: string): void {
    void this.run("words", (table) => table.delete(id));
  }

  private write(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    const changes = [...this.waiting.values()].map((change) => change());
    this.waiting.clear();
    for (const { id } of changes) this.written.add(id);
    if (changes.length) void this.run("changes", (table) => changes.forEach((change) => table.put(change)));
  }

  private async all<Row>(table: Table, document: string): Promise<Row[]> {
    const database = await this.opened;
    if (!database) return [];
    return new Promise((done) => {
      const request = database.transaction(table).objectStore(table).index("document").getAll(document);
      request.onsuccess = () => done(request.result as Row[]);
      request.onerror = () => done([]);
    });
  }

  private async run(table: Table, act: (store: IDBObjectStore) => void): Promise<void> {
    const database = await this.opened;
    if (!database) return;
    try {
      const transaction = database.transaction(table, "readwrite");
      transaction.onabort = () => this.fail();
      act(transaction.objectStore(table));
      transaction.commit(); // a page that is being left does not live to see it end by itself
    } catch {
      this.fail();
    }
  }

  private fail(): null {
    this.works = false;
    this.told();
    return null;
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const table of ["changes", "words"]) {
        request.result.createObjectStore(table, { keyPath: "id" }).createIndex("document", "document");
      }
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error as Error);
  });
}
