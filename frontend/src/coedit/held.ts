// What comes from others waits while a letter is put together by an input method: drawn at that moment it would take the
// letter out of the method's hands, which then writes it a second time.

const SETTLED = 50; // milliseconds after which the editor has taken what was composed
const IDLE = 10_000; // without a key: then the letter is settled as it is, if something waits

type Act = () => void;

/** Whether what is heard is a change of the text, who is there, or anything else. */
export type Heard = "change" | "presence" | "other";

export class Held {
  private isHolding = false;
  private waiting: Act[] = [];
  private presence: Act[] = [];

  /** Now, or when the letter is settled. What comes after a change does not overtake it; who is there stops nothing. */
  pass(heard: Heard, act: Act): void {
    if (heard === "presence" && this.isHolding) this.presence.push(act);
    else if (this.waiting.length || (heard === "change" && this.isHolding)) this.waiting.push(act);
    else act();
  }

  get isAny(): boolean {
    return this.waiting.length > 0;
  }

  hold(): void {
    this.isHolding = true;
  }

  release(): void {
    this.isHolding = false;
    for (const act of [...this.waiting.splice(0), ...this.presence.splice(0)]) act();
  }

  /** The line is another one: the server says all of it again. */
  forget(): void {
    this.waiting = [];
    this.presence = [];
  }
}

/** Holds while a letter is composed in `text`; gives what ends that. */
export function holdWhileComposing(text: HTMLElement, held: Held): Act {
  let timer = 0;
  const listening = new AbortController();
  const settle = (): void => {
    if (!held.isAny) timer = window.setTimeout(settle, IDLE);
    else {
      text.blur(); // the browser settles the letter by itself
      text.focus();
    }
  };
  const listen = (event: string, after: number, act: Act, before: Act = () => undefined): void => {
    const hear = (): void => {
      window.clearTimeout(timer);
      before();
      timer = window.setTimeout(act, after);
    };
    text.addEventListener(event, hear, { signal: listening.signal });
  };
  listen("compositionstart", IDLE, settle, () => held.hold());
  listen("compositionupdate", IDLE, settle);
  listen("compositionend", SETTLED, () => held.release());
  return () => {
    window.clearTimeout(timer);
    listening.abort();
    held.release();
  };
}
