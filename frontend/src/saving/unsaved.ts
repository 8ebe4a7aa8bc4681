// On the list of a report's parts: says where this browser still keeps text that never reached the server, in either of its
// stores: what was typed into fields (kept.ts), and changes of texts that are written together (coedit/store.ts).
import { databaseOf } from "../coedit/events";

export async function showUnsaved(): Promise<void> {
  const list = document.querySelector<HTMLElement>("[data-unsaved]");
  if (!list) return;
  const places = [...placesOfFields(list.dataset.unsaved!), ...(await placesOfTexts(list.dataset.unsaved!))];
  for (const row of list.querySelectorAll<HTMLElement>("[data-place]")) {
    const start = `${row.dataset.place!}/`; // after it comes the language
    row.querySelector<HTMLElement>(".task-unsaved")!.hidden = !places.some((place) => place.startsWith(start));
  }
}

function placesOfFields(user: string): string[] {
  const prefix = `unsaved:${user}:`;
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  } catch {
    return []; // a browser that keeps nothing has nothing to show
  }
}

/** A database that is not there is not made. */
async function placesOfTexts(user: string): Promise<string[]> {
  const database = await new Promise<IDBDatabase | null>((done) => {
    try {
      const request = indexedDB.open(databaseOf(user));
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onsuccess = () => done(request.result);
      request.onerror = (event) => {
        event.preventDefault();
        done(null);
      };
    } catch {
      done(null);
    }
  });
  if (!database) return [];
  const found = await Promise.all([...database.objectStoreNames].map((table) => placesIn(database, table)));
  database.close();
  return found.flat();
}

function placesIn(database: IDBDatabase, table: string): Promise<string[]> {
  return new Promise((done) => {
    const request = database.transaction(table).objectStore(table).getAll();
    request.onsuccess = () => done((request.result as { place?: string }[]).map(({ place = "" }) => place));
    request.onerror = () => done([]);
  });
}
