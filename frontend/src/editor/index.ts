// Loaded on pages with an answer in rich text: puts an editor in the place of every <textarea data-rich-text>.
import { startGoing } from "../suggest/going";
import { startSwitches } from "../suggest/switch";
import { Field } from "./field";

const fields = new Map<HTMLTextAreaElement, Field>();

function enhance(root: ParentNode): void {
  const own = root instanceof HTMLTextAreaElement && root.matches("[data-rich-text]") ? [root] : [];
  for (const textarea of [...own, ...root.querySelectorAll<HTMLTextAreaElement>("textarea[data-rich-text]")]) {
    if (!fields.has(textarea)) fields.set(textarea, new Field(textarea));
  }
}

enhance(document);
startSwitches(enhance);
startGoing();
// Parts of the page that htmx puts in or takes out; it names each removed element.
document.addEventListener("htmx:load", (event) => enhance(event.target as Element));
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  const textarea = event.target as HTMLTextAreaElement;
  fields.get(textarea)?.destroy();
  fields.delete(textarea);
});
