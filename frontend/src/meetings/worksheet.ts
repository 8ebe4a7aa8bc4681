// One question of a worksheet at a time: the arrow keys lead on and back, and what is noted stays in this browser until
// it is taken over on the page of minutes.
const key = (place: string, question: string): string => `note:${place}:${question}`;

export function noteOf(place: string, question: string): string {
  try {
    return localStorage.getItem(key(place, question)) ?? "";
  } catch {
    return "";
  }
}

export function dropNote(place: string, question: string): void {
  try {
    localStorage.removeItem(key(place, question));
  } catch {
    // a browser that keeps nothing has nothing to drop
  }
}

export function startWorksheet(): void {
  const sheet = document.querySelector<HTMLElement>("[data-worksheet]");
  if (!sheet) return;
  document.addEventListener("keydown", lead);
  const note = sheet.querySelector<HTMLTextAreaElement>("[data-note]");
  if (note) keepNote(note, sheet.dataset.worksheet!);
}

function lead(event: KeyboardEvent): void {
  const isWriting = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable=true]");
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const isRightToLeft = document.documentElement.dir === "rtl";
  const rel = { ArrowRight: isRightToLeft ? "prev" : "next", ArrowLeft: isRightToLeft ? "next" : "prev" }[event.key];
  const link = rel && document.querySelector<HTMLAnchorElement>(`main a[rel=${rel}]`);
  if (!link) return;
  event.preventDefault();
  location.assign(link.href);
}

function keepNote(note: HTMLTextAreaElement, place: string): void {
  const question = note.dataset.note!;
  try {
    note.value = localStorage.getItem(key(place, question)) ?? "";
  } catch {
    return; // the browser keeps nothing: no box that would lose what is written in it
  }
  note.closest<HTMLElement>(".worksheet-note")!.hidden = false;
  note.addEventListener("input", () => {
    if (note.value) localStorage.setItem(key(place, question), note.value);
    else dropNote(place, question);
  });
}
