// What a page offers for all its texts with proposals: F2 to go through the changes, and whether they are shown.
import { all, type Beside } from "./beside";
import { areShown, keepShown } from "./marks";

export function startGoing(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (goOn(event.shiftKey ? -1 : 1)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const question = target.closest<HTMLElement>("[data-question]");
    if (target.closest("[data-proposed-step]")) [...all].find(({ element }) => question?.contains(element))?.go(1, "start");
    const button = target.closest("[data-proposed-switch]");
    const { user = "" } = button?.closest("form")?.dataset ?? {};
    if (!button) return;
    keepShown(user, !areShown(user));
    for (const one of all) one.show();
  });
}

/** From the text that one is in; else from the place on the page. */
function goOn(step: 1 | -1): boolean {
  const found = inOrder().filter(({ count }) => count);
  const focused = document.activeElement;
  const here = found.find(({ element }) => element.contains(focused));
  if (here?.go(step)) return true;
  const others = step > 0 ? found : [...found].reverse();
  const isBeyond = ({ element }: Beside): boolean => {
    const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    return focused !== null && !element.contains(focused) && Boolean(focused.compareDocumentPosition(element) & side);
  };
  const next = others.find(isBeyond) ?? others[0];
  return next?.go(step, step > 0 ? "start" : "end") ?? false;
}

function inOrder(): Beside[] {
  return [...all].sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}
