// The values of one question's fields: read, put back, replaced by what somebody else saved.
type Field = HTMLInputElement | HTMLTextAreaElement;
interface RichText extends HTMLTextAreaElement {
  richText?: { setDocument(document: unknown): void };
}

const fieldsOf = (block: HTMLElement): Field[] => [
  ...block.querySelectorAll<Field>("input[name]:not([type=button]), textarea[name]"),
];

const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");

export function formFields(block: HTMLElement | null): [string, string][] {
  if (!block) return [];
  return fieldsOf(block)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

export function putBack(block: HTMLElement, kept: [string, string][]): void {
  for (const field of fieldsOf(block)) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) write(field, values[0]);
  }
}

function write(field: RichText | Field, value: string): void {
  field.value = value;
  // An editor that already stands takes the document; one that starts later reads it from the text area.
  if (field.hasAttribute("data-rich-text")) (field as RichText).richText?.setDocument(value ? JSON.parse(value) : null);
}

// `value` is an answer as the server stores it: a document, a text, a code, a number, or {codes, other}.
export function replaceValue(block: HTMLElement, value: unknown): void {
  const chosen = value as { codes?: string[]; other?: Record<string, string> } | null;
  const codes = chosen && typeof chosen === "object" && chosen.codes ? chosen.codes : [String(value)];
  for (const field of fieldsOf(block)) {
    if (field.hasAttribute("data-revision")) continue;
    if (isTick(field)) field.checked = codes.includes(field.value);
    else if (field.name.endsWith("--other")) field.value = chosen?.other?.[field.lang] ?? "";
    else if (field.hasAttribute("data-rich-text")) write(field, value ? JSON.stringify(value) : "");
    else field.value = typeof value === "string" ? value : "";
  }
}
