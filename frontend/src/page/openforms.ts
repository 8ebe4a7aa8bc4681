// Forms that are open inside a part of the page stay open, with what was typed, when that part is replaced by the answer
// to another act. The part says data-keeps-forms; each form stands in an element whose id is there again afterwards.
interface Swap {
  target: Element;
  shouldSwap: boolean;
  requestConfig: { elt: Element };
}

const waiting: [string, HTMLFormElement][] = [];

export function startKeepingForms(): void {
  document.addEventListener("htmx:beforeSwap", (event) => takeOut((event as CustomEvent<Swap>).detail));
  document.addEventListener("htmx:load", putBack);
}

function takeOut({ target, shouldSwap, requestConfig }: Swap): void {
  if (!shouldSwap || !target.hasAttribute("data-keeps-forms")) return;
  for (const form of target.querySelectorAll<HTMLFormElement>("form[data-open-form]")) {
    if (form === requestConfig.elt || !form.parentElement) continue;
    waiting.push([form.parentElement.id, form]);
    form.remove();
  }
}

function putBack(): void {
  for (const [id, form] of waiting.splice(0)) document.getElementById(id)?.replaceChildren(form);
}
