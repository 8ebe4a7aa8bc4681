// What is swapped takes the focus with it. htmx gives it back to an element of the same id; the rest is here.

/** Where the focus goes after a small act: to the thing that it was about. */
export function focusAfter(act: string, subject: string): void {
  const places: Record<string, string[]> = {
    add: [".step:last-of-type textarea[name]"],
    up: [`#up-${subject}`, `#down-${subject}`],
    down: [`#down-${subject}`, `#up-${subject}`],
    remove: [`#restore-${subject}`],
    restore: [`#step-title-${subject}`],
    original: [`#label-${subject}`],
    keep: [`#label-${subject}`],
    take: [`#label-${subject}`],
  };
  for (const place of places[act] ?? []) {
    const found = document.querySelector<HTMLElement>(place);
    if (found) return found.focus();
  }
}

/** Remembers where the focus is; the function it gives puts it back there, or near there, if it was lost. */
export function holdFocus(): () => void {
  const before = document.activeElement as HTMLElement | null;
  const question = before?.closest<HTMLElement>("[data-question]")?.dataset.question;
  return () => {
    if (!before || before === document.body || document.activeElement !== document.body) return;
    const near = document.getElementById(question ? `label-${question}` : "progress-title");
    (before.isConnected ? before : near)?.focus({ preventScroll: true });
  };
}

export function focusLabel(question: string): void {
  document.getElementById(`label-${question}`)?.focus();
}
