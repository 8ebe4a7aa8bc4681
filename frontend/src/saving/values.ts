// The fields of one question: read to be sent or kept, and put back.
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type Values = [name: string, value: string][];

interface RichTextArea extends HTMLTextAreaElement {
  richText?: { setDocument(document: unknown): void };
}

const named = (block: HTMLElement): Field[] => [...block.querySelectorAll<Field>("input[name], textarea[name], select[name]")];

const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");

export function valuesOf(block: HTMLElement): Values {
  return named(block)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

export function putBack(block: HTMLElement, kept: Values): void {
  for (const field of named(block)) {
    const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) write(field, values[0]);
  }
}

function write(field: Field, value: string): void {
  field.value = value;
  // An editor that already stands takes the document; one that starts later reads it from the text area.
  if (field.hasAttribute("data-rich-text")) (field as RichTextArea).richText?.setDocument(value ? JSON.parse(value) : null);
}
