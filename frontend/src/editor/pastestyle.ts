// What an element of the source says about its text, by its name or by its style.
import { isAllowedHref } from "./marks";

/** The elements around a piece of text, from the outermost to the innermost; `a` has the address, the others "". */
export type Marks = Partial<Record<"a" | "strong" | "em" | "sup" | "sub", string>>;

const TAG = /<[a-z](?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** Without styles and handlers: the page's policy refuses them, and the browser reports each, even where nothing is shown. */
export function disarmed(html: string): string {
  const bare = html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "");
  return bare.replace(TAG, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, "$1data-$2"));
}

/** The value of a property in the element's own style (`disarmed` has renamed the attribute), in lower case; "" if it is not there. Word's mso- ones too. */
export function css(element: Element, property: string): string {
  const style = element.getAttribute("data-style");
  return (
    (style && new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "i").exec(style)?.[1]?.trim().toLowerCase()) || ""
  );
}

/** 1 to 6, or 0 if it is no heading; Word's title counts as a heading above the others. */
export function headingDepth(element: HTMLElement): number {
  const level =
    /^H([1-6])$/i.exec(element.tagName)?.[1] ??
    (element.getAttribute("role") === "heading" && element.getAttribute("aria-level"));
  return level ? Math.min(Number(level) || 1, 6) : element.classList.contains("MsoTitle") ? 1 : 0;
}

/** The marks of an element's text, given those around it. */
export function marksOf(element: HTMLElement, outer: Marks): Marks {
  const marks = { ...outer };
  const tag = element.tagName;
  if (tag === "B" || tag === "STRONG") marks.strong = "";
  if (tag === "I" || tag === "EM") marks.em = "";
  if (tag === "SUP") Object.assign(marks, { sup: "", sub: undefined });
  if (tag === "SUB") Object.assign(marks, { sub: "", sup: undefined });
  const weight = css(element, "font-weight");
  if (weight) marks.strong = weight === "bold" || weight === "bolder" || Number(weight) >= 600 ? "" : undefined;
  const slant = css(element, "font-style");
  if (slant) marks.em = slant === "italic" || slant === "oblique" ? "" : undefined;
  const raised = css(element, "vertical-align");
  if (raised === "super") Object.assign(marks, { sup: "", sub: undefined });
  if (raised === "sub") Object.assign(marks, { sub: "", sup: undefined });
  if (tag === "A") {
    const href = element.getAttribute("href")?.trim();
    marks.a = isAllowedHref(href) ? href : outer.a;
  }
  return marks;
}

/** Take white space and line breaks from both ends; an element left empty goes too. */
export function trim(element: Node): void {
  trimSide(element, "firstChild");
  trimSide(element, "lastChild");
}

/** From one end only: what stands first or last in an element has a neighbour on its other side. */
function trimSide(element: Node, side: "firstChild" | "lastChild"): void {
  for (let end = element[side]; end; end = element[side]) {
    if (end.nodeType === Node.TEXT_NODE) {
      end.nodeValue = side === "firstChild" ? end.nodeValue!.trimStart() : end.nodeValue!.trimEnd();
      if (end.nodeValue) return;
    } else if (end.nodeName !== "BR") {
      if ((end as Element).hasAttribute("data-objective") || (end as Element).hasAttribute("data-footnote")) return;
      trimSide(end, side);
      if (end.hasChildNodes()) return;
    }
    end.parentNode!.removeChild(end);
  }
}

const STYLE_SHEET = /<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi;
/** Take out what the source does not show: by an element's own style or by a rule of its style sheet. */
export function dropHidden(body: HTMLElement, html: string): void {
  for (const selector of hidingSelectors(html)) {
    for (const element of body.querySelectorAll(selector)) element.remove();
  }
  for (const element of body.querySelectorAll("[data-style]")) if (isHidden(element)) element.remove();
}

function isHidden(element: Element): boolean {
  return (
    css(element, "display") === "none" || css(element, "visibility") === "hidden" || css(element, "mso-hide") === "all"
  );
}

/** The selectors of the rules that hide, read by the browser: a sheet that is built and used nowhere. */
function hidingSelectors(html: string): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([...html.matchAll(STYLE_SHEET)].map((match) => match[1]).join("\n"));
  return [...sheet.cssRules]
    .filter((rule) => rule instanceof CSSStyleRule)
    .filter(({ style }) => style.display === "none" || style.visibility === "hidden")
    .map((rule) => rule.selectorText);
}
