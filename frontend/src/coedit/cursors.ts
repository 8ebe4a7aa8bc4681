// Where the others write. Drawn with classes alone, for the page's policy; the names are no part of the text, neither for
// a screen reader nor for what is copied.
import type { DecorationAttrs } from "@tiptap/pm/view";
import { make } from "../editor/dom";

interface Shown {
  name?: string;
  colour?: number;
}

const colourOf = ({ colour = 0 }: Shown): string => `person-${Math.abs(Math.trunc(Number(colour))) % 12}`;

export function cursor(user: Shown): HTMLElement {
  return make(
    "span",
    { class: `remote-cursor ${colourOf(user)}`, "aria-hidden": "true", contenteditable: "false" },
    make("span", { class: "remote-name", "data-name": String(user.name ?? "") }),
  );
}

export function highlight(user: Shown): DecorationAttrs {
  return { class: `remote-selection ${colourOf(user)}` };
}
