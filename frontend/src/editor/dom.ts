type Attributes = Record<string, string | boolean | undefined>;

/** An element with attributes and children. An attribute that is false or undefined is left out, true is written empty. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

let last = 0;

export function uniqueId(prefix: string): string {
  return `${prefix}-${++last}`;
}
