// The list of questions beside a long form: typing narrows it down, Enter leads to the first that is left.
import { fits } from "./fitting";

export function startFinder(): void {
  const element = document.querySelector<HTMLElement>("[data-finder]");
  if (element) new Finder(element);
}

class Finder {
  private readonly field: HTMLInputElement;
  private readonly found: HTMLElement;
  private readonly links: HTMLAnchorElement[];

  constructor(element: HTMLElement) {
    this.field = element.querySelector("input")!;
    this.found = element.querySelector<HTMLElement>("[data-found]")!;
    this.links = [...element.querySelectorAll<HTMLAnchorElement>("ul a")];
    element.querySelector<HTMLElement>("[data-find]")!.hidden = false;
    element.classList.add("has-field");
    this.field.addEventListener("input", () => this.narrow());
    element.addEventListener("keydown", (event) => this.key(event));
    element.addEventListener("click", (event) => {
      const link = (event.target as HTMLElement).closest("a");
      if (link && this.goTo(link)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      if (!event.ctrlKey || !event.altKey || event.code !== "KeyQ") return;
      event.preventDefault();
      this.field.focus();
      this.field.select();
    });
  }

  private get left(): HTMLAnchorElement[] {
    return this.links.filter((link) => !link.parentElement!.hidden);
  }

  private narrow(): void {
    for (const link of this.links) link.parentElement!.hidden = !fits(`${link.textContent} ${link.dataset.words}`, this.field.value);
    const number = this.left.length;
    const { none = "", one = "", many = "" } = this.found.dataset;
    this.found.textContent = !this.field.value.trim() ? "" : number === 0 ? none : number === 1 ? one : many.replace("%s", String(number));
  }

  private key(event: KeyboardEvent): void {
    const at = this.left.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Enter" && at < 0) {
      const [first] = this.left;
      if (first) this.goTo(first);
    } else if (event.key === "ArrowDown") this.left[at + 1]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? this.left[at - 1]! : this.field).focus();
    else if (event.key === "Escape" && at >= 0) this.field.focus();
    else return;
    event.preventDefault();
  }

  /** Opens the question and goes there; false for one that is not on the page. */
  private goTo(link: HTMLAnchorElement): boolean {
    const question = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!(question instanceof HTMLDetailsElement)) return false;
    question.open = true;
    question.querySelector("summary")!.focus({ preventScroll: true });
    question.scrollIntoView({ block: "start" });
    return true;
  }
}
