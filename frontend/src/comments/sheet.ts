// On a telephone the panel is a sheet over the lower part of the page.
export const NARROW = matchMedia("(max-width: 61.99em)");

const LEFT_BELOW = 24; // pixels between the words and the sheet

/** On a telephone: what is commented on, the selected words or the question, above the sheet. */
export function showAboveSheet(question: string, sheet: Element): void {
  const edge = sheet.getBoundingClientRect().top;
  if (!NARROW.matches || edge <= LEFT_BELOW) return; // it has all of the screen, where a keyboard takes the rest
  const place = document.getElementById(`q-${question}`);
  const selected = getSelection();
  const isInPlace = selected && !selected.isCollapsed && place?.contains(selected.anchorNode);
  if (isInPlace) scrollBy({ top: selected.getRangeAt(0).getBoundingClientRect().bottom - edge + LEFT_BELOW });
  else place?.scrollIntoView({ block: "start" });
}

/** Who opens an answer goes on in its field; one that is opened for a draft leaves the cursor where it is. */
export function intoField(details: HTMLDetailsElement): void {
  if (!details.open || document.activeElement !== details.querySelector("summary")) return;
  details.querySelector<HTMLElement>("textarea")?.focus();
}
