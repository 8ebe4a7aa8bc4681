// That a part of the report was looked at: said to the server once, when the page has stood in view for some seconds.
const SECONDS = 4;

export function startSeen(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-seen]");
  if (!form) return;
  let left = SECONDS;
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") left -= 1;
    if (left > 0) return;
    clearInterval(timer);
    void say(form);
  }, 1000);
}

async function say(form: HTMLFormElement): Promise<void> {
  const { seen, part, made } = form.dataset;
  const token = form.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  try {
    await fetch(seen!, {
      method: "POST",
      body: new URLSearchParams({ section: part!, at: made! }),
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" },
    });
  } catch {
    // Without a line the visit is not noted: what is new then is shown once more.
  }
}
