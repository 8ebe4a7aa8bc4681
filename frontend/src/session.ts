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

/** Puts a fresh token into every form of the page. */
export function renewTokens(token: string): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[name=csrfmiddlewaretoken]")) input.value = token;
}

export class LogInAgain {
  private readonly dialog = document.querySelector<HTMLDialogElement>("#log-in-again");
  private readonly form = this.dialog?.querySelector("form") ?? null;
  private isPutOff = false;
  private isBack = false;

  constructor(
    private readonly sessionUrl: string,
    private readonly user: number,
    private readonly goOn: () => void,
  ) {
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.send();
    });
    this.dialog?.querySelector("[data-later]")?.addEventListener("click", () => this.dialog?.close());
    this.dialog?.addEventListener("close", () => (this.isPutOff = !this.isBack));
  }

  /** Asks once; who answers "later" finds the button in the bar, which opens it in any case. */
  open(isWanted = false): void {
    if (!this.dialog || this.dialog.open || (this.isPutOff && !isWanted)) return;
    this.say("");
    this.isBack = false;
    this.dialog.showModal();
    this.dialog.querySelector<HTMLInputElement>("[name=password]")?.focus();
  }

  private async send(): Promise<void> {
    let session = await askSession(this.sessionUrl);
    if (session?.user === null && this.form) {
      renewTokens(session.token);
      await this.post(this.form);
      session = await askSession(this.sessionUrl);
    }
    if (!session) return this.say("offline");
    if (session.user === null) return this.say("wrong");
    if (session.user !== this.user) return this.say("other");
    renewTokens(session.token);
    this.form?.reset();
    this.isBack = true;
    this.dialog?.close();
    this.goOn();
  }

  private async post(form: HTMLFormElement): Promise<void> {
    try {
      await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "XMLHttpRequest" } });
    } catch {
      return; // the question who is logged in, which follows, tells that the server cannot be reached
    }
  }

  private say(reason: string): void {
    for (const line of this.dialog?.querySelectorAll<HTMLElement>("[data-reason]") ?? []) {
      line.hidden = line.dataset.reason !== reason;
    }
    const password = this.dialog?.querySelector<HTMLInputElement>("[name=password]");
    if (reason) password?.select();
  }
}
