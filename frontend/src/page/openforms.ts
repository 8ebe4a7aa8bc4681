// Forms that are open inside a part of the page stay open, with what was typed, when that part is replaced by the answer
// to another act. The part says data-keeps-forms; each form stands in an element whose id is there again afterwards. So do
// the branches that are unfolded.
interface Swap {
  target: Element;
  shouldSwap: boolean;
  requestConfig: { elt: Element };
}

const waiting: [string, HTMLFormElement][] = [];
const unfolded: string[] = [];

export function startKeepingForms(): void {
  document.addEventListener("htmx:beforeSwap", (event) => takeOut((event as CustomEvent<Swap>).detail));
  document.addEventListener("htmx:load", putBack);
}

function takeOut({ target, shouldSwap, requestConfig }: Swap): void {
  if (!shouldSwap || !target.hasAttribute("data-keeps-forms")) return;
  for (const branch of target.querySelectorAll("details[id][open]")) unfolded.push(branch.id);
  for (const form of target.querySelectorAll<HTMLFormElement>("form[data-open-form]")) {
    if (form === requestConfig.elt || !form.parentElement) continue;
    waiting.push([form.parentElement.id, form]);
    form.remove();
  }
}

function putBack(): void {
  for (const id of unfolded.splice(0)) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, form] of waiting.splice(0)) document.getElementById(id)?.replaceChildren(form);
}
