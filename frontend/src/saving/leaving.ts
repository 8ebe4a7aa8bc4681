// Leaving the page while something is not saved: a link waits for the save; closing the window asks first.
const PATIENCE = 6000; // milliseconds

interface Pending {
  /** Whether something typed has not reached the server. */
  readonly isUnsaved: boolean;
  /** Whether it is worth waiting: nothing failed, and nothing waits for a decision. */
  readonly isHopeful: boolean;
  send(): Promise<void>;
}

export function guardLeaving(saver: Pending): void {
  addEventListener("beforeunload", (event) => {
    if (saver.isUnsaved) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || !leavesPage(link, event) || !saver.isUnsaved || !saver.isHopeful) return;
    event.preventDefault();
    void Promise.race([saver.send(), new Promise((done) => setTimeout(done, PATIENCE))]).then(() => location.assign(link.href));
  });
}

function leavesPage(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const isElsewhere = link.href.split("#")[0] !== location.href.split("#")[0];
  return isPlain && isElsewhere && !link.target && !link.hasAttribute("download") && !event.defaultPrevented;
}
