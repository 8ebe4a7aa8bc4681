import { Mark } from "@tiptap/core";

const HREF = /^(?:https?:\/\/[^\s/?#\\]|mailto:[^\s?])/i;
// As richtext.schema.BAD_CHARACTER: what can be neither seen nor written into XML.
export const BAD_CHARACTERS = /[\x00-\x08\x0a-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

/** Whether richtext.schema lets a link lead there. */
export function isAllowedHref(href: unknown): href is string {
  return (
    typeof href === "string" &&
    href.length <= 2000 &&
    HREF.test(href) &&
    href === href.trim() &&
    !/\t/.test(href) &&
    href.search(BAD_CHARACTERS) < 0
  );
}

/** The address a person meant: "ilo.org/fr" is a page, "contact@example.org" a mailbox; null if it is no address. */
export function meantHref(written: string): string | null {
  let href = written.trim().replace(/\s/g, "%20");
  if (/^[^\s/@:]+@[^\s/@:]+$/.test(href)) href = `mailto:${href}`;
  else if (!/^[a-z][a-z0-9+-]*:/i.test(href)) href = /^[^/?#]+\.[^/?#]/.test(href) ? `https://${href}` : "";
  if (!isAllowedHref(href)) return null;
  return /^mailto:/i.test(href) || (URL.canParse(href) && !new URL(href).host.includes("%")) ? href : null;
}

// Priorities give the order in which marks are stored: link, bold, italic, superscript, subscript.
export const Link = Mark.create({
  name: "link",
  priority: 1005,
  inclusive: false,
  addAttributes: () => ({
    href: {
      default: null,
      validate: (value: unknown) => {
        if (!isAllowedHref(value)) throw new RangeError("no allowed address");
      },
    },
  }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => isAllowedHref(element.getAttribute("href")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", { ...HTMLAttributes, rel: "noopener noreferrer" }, 0],
});

export const Bold = Mark.create({
  name: "bold",
  priority: 1004,
  parseHTML: () => [{ tag: "strong" }, { tag: "b" }],
  renderHTML: () => ["strong", 0],
});

export const Italic = Mark.create({
  name: "italic",
  priority: 1003,
  parseHTML: () => [{ tag: "em" }, { tag: "i" }],
  renderHTML: () => ["em", 0],
});

export const Superscript = Mark.create({
  name: "superscript",
  priority: 1002,
  excludes: "superscript subscript",
  parseHTML: () => [{ tag: "sup" }],
  renderHTML: () => ["sup", 0],
});

export const Subscript = Mark.create({
  name: "subscript",
  priority: 1001,
  excludes: "subscript superscript",
  parseHTML: () => [{ tag: "sub" }],
  renderHTML: () => ["sub", 0],
});
