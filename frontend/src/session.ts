// The session may end while a page is open. Then the page asks for the password in place and goes on.
export interface Session {
  user: number | null;
  token: string;
}

export async function askSession(url: string): Promise<Session | null> {
  try {
    const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" }, cache: "no-store" });
    return response.ok ? ((await response.json()) as Session) : null;
  } catch {
    return null;
  }
}

// Puts a fresh token into every form of the page.
export function renewTokens(token: string): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) input.value = token;
}

export class LogInAgain {
  private readonly dialog: HTMLDialogElement | null;
  private readonly form: HTMLFormElement | null;

  constructor(
    private readonly sessionUrl: string,
    private readonly user: number,
    private readonly goOn: () => void,
  ) {
    this.dialog = document.querySelector<HTMLDialogElement>("#log-in-again");
    this.form = this.dialog?.querySelector("form") ?? null;
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.dialog?.querySelector("[data-later]")?.addEventListener("click", () => this.dialog?.close());
  }

  open(): void {
    if (this.dialog && !this.dialog.open) this.dialog.showModal();
  }

  private async send(): Promise<void> {
    const before = await askSession(this.sessionUrl);
    if (!this.form || !before) return this.say("offline");
    if (before.user === null) {
      renewTokens(before.token);
      const body = new FormData(this.form);
      await fetch(this.form.action, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
    }
    const session = await askSession(this.sessionUrl);
    if (!session) return this.say("offline");
    if (session.user === null) return this.say("wrong");
    renewTokens(session.token);
    if (session.user !== this.user) return this.say("other");
    this.say("");
    this.form.reset();
    this.dialog?.close();
    this.goOn();
  }

  private say(reason: string): void {
    for (const line of this.dialog?.querySelectorAll<HTMLElement>("[data-reason]") ?? []) {
      line.hidden = line.dataset.reason !== reason;
    }
  }
}
