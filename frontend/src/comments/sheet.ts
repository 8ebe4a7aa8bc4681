// On a telephone the panel is a sheet over the lower part of the page.
export const NARROW = matchMedia("(max-width: 61.99em)");

/** On a telephone: what is commented on, the selected words or the question, above the sheet. */
export function showAboveSheet(question: string): void {
  if (!NARROW.matches) return;
  const place = document.getElementById(`q-${question}`);
  const selected = getSelection();
  const words = selected && !selected.isCollapsed ? selected.anchorNode?.parentElement : null;
  if (words && place?.contains(words)) words.scrollIntoView({ block: "center" });
  else place?.scrollIntoView({ block: "start" });
}

/** Who opens an answer goes on in its field; one that is opened for a draft leaves the cursor where it is. */
export function intoField(details: HTMLDetailsElement): void {
  if (!details.open || document.activeElement !== details.querySelector("summary")) return;
  details.querySelector<HTMLElement>("textarea")?.focus();
}
