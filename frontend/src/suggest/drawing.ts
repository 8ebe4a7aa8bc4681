// Proposed changes as they look in the text: what would go is struck, what would come stands underlined behind it, with whose
// it is. None of it is in the document.
import { DOMSerializer, type Node as ProseMirrorNode } from "@tiptap/pm/model";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { make } from "../editor/dom";
import { message } from "../editor/messages";
import type { Range } from "./placing";
import type { ProposedChange } from "./marks";

export interface Placed {
  change: ProposedChange;
  place: Range;
}

/** Rows and cells cannot be shown between others. */
export function canBeDrawn(doc: ProseMirrorNode, [from, to]: Range): boolean {
  if (to > doc.content.size) return false;
  const kinds = [from, to].map((place) => doc.resolve(place).parent.type.name);
  return !kinds.some((kind) => kind === "table" || kind === "tableRow");
}

export function draw(doc: ProseMirrorNode, placed: Placed[], active: string | null): DecorationSet {
  const found = placed.flatMap(({ change, place }, index) => {
    const before = placed[index - 1];
    const isNamed = before?.change.proposal !== change.proposal || !areNear(doc, before.place, place);
    return [...taken(doc, change, place, change.name === active), put(doc, change, place, isNamed, change.name === active)];
  });
  return DecorationSet.create(doc, found);
}

const looks = (base: string, isActive: boolean): string => `${base}${isActive ? " proposed-active" : ""}`;

/** In one block: the name is said once. */
function areNear(doc: ProseMirrorNode, [one]: Range, [other]: Range): boolean {
  const [a, b] = [doc.resolve(one), doc.resolve(other)];
  return a.parent.isTextblock && a.sameParent(b);
}

function taken(doc: ProseMirrorNode, change: ProposedChange, [from, to]: Range, isActive: boolean): Decoration[] {
  if (from === to) return [];
  const named = { "data-change": change.name, title: change.by };
  const found = [Decoration.inline(from, to, { nodeName: "del", class: looks("proposed-out", isActive), ...named })];
  // A block without words shows nothing else.
  doc.nodesBetween(from, to, (node, pos) => {
    const isWhole = node.isBlock && pos >= from && pos + node.nodeSize <= to;
    if (isWhole) found.push(Decoration.node(pos, pos + node.nodeSize, { class: looks("proposed-out-block", isActive), ...named }));
    return !isWhole;
  });
  return found;
}

function put(doc: ProseMirrorNode, change: ProposedChange, [from, to]: Range, isNamed: boolean, isActive: boolean): Decoration {
  const place = doc.resolve(to);
  const inList = /List$/.test(place.parent.type.name);
  const isBlock = !place.parent.isTextblock;
  const render = () => {
    const look = looks(isBlock ? "proposed proposed-block" : "proposed", isActive);
    const element = make(inList ? "li" : isBlock ? "div" : "span", {
      ...{ class: look, contenteditable: "false", "data-change": change.name, title: change.by },
    });
    element.append(make("span", { class: "visually-hidden" }, ` (${said(change, from < to)} `));
    if (change.put) element.append(make("ins", { class: "proposed-in" }, words(doc, change.put, change.inline)));
    element.append(make("span", { class: "visually-hidden" }, ") "));
    if (isNamed) element.append(make("span", { class: "proposed-by", "aria-hidden": "true" }, change.short));
    return element;
  };
  const key = `${change.name} ${isNamed} ${isActive} ${inList} ${isBlock}`;
  const side = from < to ? -1 : 1; // what is typed beside an insertion comes before it
  return Decoration.widget(to, render, { side, key, marks: [], ignoreSelection: true });
}

function said({ by, put }: ProposedChange, isTaken: boolean): string {
  if (!put) return message("proposed_out", { name: by });
  return isTaken ? message("proposed_instead", { name: by }) : message("proposed_in", { name: by });
}

/** As HTML; of words of one block without the block. Links lead nowhere: a press here asks about the change. */
function words(doc: ProseMirrorNode, put: NonNullable<ProposedChange["put"]>, isInline: boolean): Node {
  const { schema } = doc.type;
  const whole = schema.nodeFromJSON(put);
  const content = isInline && whole.firstChild ? whole.firstChild.content : whole.content;
  const html = DOMSerializer.fromSchema(schema).serializeFragment(content);
  for (const link of (html as DocumentFragment).querySelectorAll("a")) link.removeAttribute("href");
  return html;
}
