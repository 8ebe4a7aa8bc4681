// The answer in another language beside the one that is written: whoever translates it is told when it is another one.
import { fetchPieces } from "./requests";
import type { Notes } from "./notes";
import type { Standing } from "./state";

const SEPARATOR = "@";

/** Under which the notes know it. */
const nameOf = (question: string, language: string): string => `${question}${SEPARATOR}${language}`;

export const isBeside = (name: string): boolean => name.includes(SEPARATOR);

export class Beside {
  constructor(
    private readonly form: HTMLFormElement,
    private readonly known: Standing,
    private readonly notes: Notes,
  ) {}

  /** Tells of those that are other than the page shows; gives their names. */
  tell(now: Standing): string[] {
    const changed = [...this.form.querySelectorAll<HTMLElement>("[data-beside]")].flatMap((block) => {
      const question = block.closest<HTMLElement>("[data-question]")!.dataset.question!;
      const language = block.dataset.beside!;
      const [was, is] = [this.known, now].map(({ answers }) => answers[question]?.[language]?.[0] ?? 0);
      return was === is ? [] : [{ name: nameOf(question, language), block, version: String(is) }];
    });
    for (const { name, block, version } of changed) this.notes.put({ question: name, block, kind: "text", author: null, version });
    return changed.map(({ name }) => name);
  }

  /** Puts it in the place of the one that is there. */
  async show(name: string): Promise<void> {
    const [question = "", language = ""] = name.split(SEPARATOR);
    const place = this.form.querySelector<HTMLDetailsElement>(`#q-${CSS.escape(question)} [data-beside="${CSS.escape(language)}"]`);
    const pieces = await fetchPieces(this.form.dataset.live!, [question], []);
    if (!place || !pieces) return;
    const template = document.createElement("template");
    template.innerHTML = pieces.html;
    const fresh = template.content.querySelector<HTMLDetailsElement>(`#q-${CSS.escape(question)} [data-beside="${CSS.escape(language)}"]`);
    if (!fresh) return;
    fresh.open = true;
    place.replaceWith(fresh);
    fresh.querySelector("summary")?.focus();
    const answer = pieces.standing.answers[question]?.[language];
    if (answer) (this.known.answers[question] ??= {})[language] = answer;
    this.notes.drop(name);
  }
}
