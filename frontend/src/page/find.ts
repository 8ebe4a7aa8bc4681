// In a long list of boxes one types to find: what does not say all the words is hidden, what is ticked stays.
const FIELD = "input[data-finds]";

export function startFinding(): void {
  document.addEventListener("toggle", (event) => show(event.target), true);
  // Before the form hears of it: what is looked for is no answer, and is not saved.
  document.addEventListener("input", (event) => take(event), true);
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && isField(event.target)) event.preventDefault();
    },
    true,
  );
}

function isField(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.matches(FIELD);
}

function show(target: EventTarget | null): void {
  const field = target instanceof HTMLDetailsElement && target.open ? target.querySelector(FIELD) : null;
  field?.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
}

function take(event: Event): void {
  if (!isField(event.target)) return;
  event.stopPropagation();
  const words = plain(event.target.value).split(/\s+/);
  const boxes = [...(event.target.closest("details")?.querySelectorAll<HTMLElement>(".form-check") ?? [])];
  for (const box of boxes) {
    const text = plain(box.textContent ?? "");
    box.hidden = !box.querySelector("input:checked") && !words.every((word) => text.includes(word));
  }
  const found = event.target.parentElement?.querySelector("output");
  if (found) found.textContent = `${boxes.filter((box) => !box.hidden).length} / ${boxes.length}`;
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
