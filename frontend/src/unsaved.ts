// On the list of a report's parts: says where this browser still keeps text that never reached the server.
const prefix = (user: string, place: string): string => `unsaved:${user}:${place}/`; // as in kept.ts, before the language

export function showUnsaved(): void {
  const list = document.querySelector<HTMLElement>("[data-unsaved]");
  if (!list) return;
  let keys: string[];
  try {
    keys = Object.keys(localStorage);
  } catch {
    return; // a browser that keeps nothing has nothing to show
  }
  for (const row of list.querySelectorAll<HTMLElement>("[data-place]")) {
    const start = prefix(list.dataset.unsaved!, row.dataset.place!);
    row.querySelector<HTMLElement>(".task-unsaved")!.hidden = !keys.some((key) => key.startsWith(start));
  }
}
