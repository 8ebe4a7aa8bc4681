// The session may end while a page is open. Then the page asks for the password in place and goes on.
export interface Session {
  user: number | null;
  token: string;
  /** The password was right, and a second factor is waited for. */
  second_step: boolean;
  /** The role asks for a second factor since, and there is none yet. */
  set_up: boolean;
}

const WAIT = 2000; // milliseconds between two looks whether the log-in in the other window is done

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
  private timer = 0;

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
    this.dialog?.addEventListener("close", () => {
      this.isPutOff = !this.isBack;
      window.clearTimeout(this.timer);
    });
  }

  /** Asks once; who answers "later" finds the button in the bar, which opens it in any case. */
  open(isWanted = false): void {
    if (!this.dialog || this.dialog.open || (this.isPutOff && !isWanted)) return;
    this.say("");
    this.isBack = false;
    this.dialog.showModal();
    this.dialog.querySelector<HTMLInputElement>("[name=password]")?.focus();
    void this.askWhatIsMissing();
  }

  private async askWhatIsMissing(): Promise<void> {
    const session = await askSession(this.sessionUrl);
    if (this.dialog?.open && session?.set_up) this.waitFor("set_up");
  }

  private async send(): Promise<void> {
    let session = await askSession(this.sessionUrl);
    let status = 0;
    if (session?.user === null && this.form) {
      renewTokens(session.token);
      status = await this.post(this.form);
      session = await askSession(this.sessionUrl);
    }
    if (!session) return this.say("offline");
    if (session.user === null && status === 429) return this.say("many");
    if (session.user === null && session.second_step) return this.waitFor("second");
    if (session.user === null && session.set_up) return this.waitFor("set_up");
    if (session.user === null) return this.say("wrong");
    this.welcome(session);
  }

  private welcome(session: Session): void {
    if (session.user !== this.user) return this.say("other");
    renewTokens(session.token);
    this.form?.reset();
    this.isBack = true;
    this.dialog?.close();
    this.goOn();
  }

  /** The second factor is asked, or set up, in another window, from a link in the dialog; this page looks whether it
   * is done. */
  private waitFor(step: "second" | "set_up"): void {
    this.say(step);
    this.dialog?.querySelector<HTMLAnchorElement>(`[data-reason=${step}] a`)?.focus();
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.look(), WAIT);
  }

  private async look(): Promise<void> {
    const session = await askSession(this.sessionUrl);
    if (!this.dialog?.open) return;
    if (session && session.user !== null) return this.welcome(session);
    this.timer = window.setTimeout(() => void this.look(), WAIT);
  }

  private async post(form: HTMLFormElement): Promise<number> {
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      return (await fetch(form.action, { method: "POST", body: new FormData(form), headers })).status;
    } catch {
      return 0; // the question who is logged in, which follows, tells that the server cannot be reached
    }
  }

  private say(reason: string): void {
    for (const line of this.dialog?.querySelectorAll<HTMLElement>("[data-reason]") ?? []) {
      line.hidden = line.dataset.reason !== reason;
    }
    const password = this.dialog?.querySelector<HTMLInputElement>("[name=password]");
    if (reason && reason !== "second" && reason !== "set_up") password?.select();
  }
}
