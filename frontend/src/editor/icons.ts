// Drawings for the tools: from bootstrap-icons, and our own in the same grid of 16.
import bold from "bootstrap-icons/icons/type-bold.svg";
import italic from "bootstrap-icons/icons/type-italic.svg";
import superscript from "bootstrap-icons/icons/superscript.svg";
import heading1 from "bootstrap-icons/icons/type-h1.svg";
import heading2 from "bootstrap-icons/icons/type-h2.svg";
import bulletList from "bootstrap-icons/icons/list-ul.svg";
import orderedList from "bootstrap-icons/icons/list-ol.svg";
import quote from "bootstrap-icons/icons/quote.svg";
import outdent from "bootstrap-icons/icons/unindent.svg";
import indent from "bootstrap-icons/icons/indent.svg";
import link from "bootstrap-icons/icons/link-45deg.svg";
import objective from "bootstrap-icons/icons/bullseye.svg";
import table from "bootstrap-icons/icons/table.svg";
import comment from "bootstrap-icons/icons/chat-left-text.svg";
import undo from "bootstrap-icons/icons/arrow-counterclockwise.svg";
import redo from "bootstrap-icons/icons/arrow-clockwise.svg";

const SVG = "http://www.w3.org/2000/svg";

// A line of text with a raised figure, and the note under a rule.
const footnote = drawing("M2 4h7M2 7h5M2 10.5h5M2 13h10M11 3.2l1.5-1V7");

const plus = (x: number, y: number) => `M${x - 2} ${y}h4M${x} ${y - 2}v4`;
const cross = (x: number, y: number) => `M${x - 1.5} ${y - 1.5}l3 3M${x + 1.5} ${y - 1.5}l-3 3`;

const DRAWINGS: Record<string, string> = {
  ...{ bold, italic, superscript, heading1, heading2, bulletList, orderedList, quote, outdent, indent },
  ...{ link, footnote, objective, table, undo, redo, comment },
  rowAbove: drawing("M1.5 8.5h13v5h-13zM8 8.5v5" + plus(8, 4)),
  rowBelow: drawing("M1.5 2.5h13v5h-13zM8 2.5v5" + plus(8, 12)),
  deleteRow: drawing("M1.5 5.5h8v5h-8z" + cross(12.5, 8)),
  columnBefore: drawing("M8.5 1.5h5v13h-5zM8.5 8h5" + plus(4, 8)),
  columnAfter: drawing("M2.5 1.5h5v13h-5zM2.5 8h5" + plus(12, 8)),
  deleteColumn: drawing("M5.5 1.5h5v8h-5z" + cross(8, 12.5)),
  headerRow: drawing("M1.5 2.5h13v11h-13zM1.5 6.5h13M2 3.5h12M2 4.5h12M2 5.5h12M6 6.5v7M10.5 6.5v7"),
  deleteTable: drawing("M1.5 2.5h13v5M1.5 2.5v11h7M1.5 6.5h13M6 2.5v11M11 10.5l3.5 3.5M14.5 10.5l-3.5 3.5"),
};

/** The icon of a tool; hidden from assistive technology, as the button has the tool's name. */
export function icons(name: string): SVGElement {
  const parsed = new DOMParser().parseFromString(DRAWINGS[name]!, "image/svg+xml")
    .documentElement as unknown as SVGElement;
  parsed.setAttribute("aria-hidden", "true");
  parsed.setAttribute("focusable", "false");
  return parsed;
}

function drawing(path: string): string {
  return `<svg xmlns="${SVG}" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.2"><path d="${path}"/></svg>`;
}
