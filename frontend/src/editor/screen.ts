// The browser tells of a cursor that has moved, and of letters, a moment after they are on the screen; on a busy machine keys
// and the words of others come before it does. ProseMirror would put them where the cursor was.
import { Extension, type Editor } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

/** Reads what stands on the screen now. ProseMirror does so itself once it is told, and has no public name for it. */
export function readScreen({ view }: Editor): void {
  if (view.composing) return; // letters that are being put together are left alone
  const { domObserver } = view as unknown as { domObserver: { forceFlush(): void; flush(): void } };
  domObserver.forceFlush();
  domObserver.flush();
}

/** Keys and the clipboard act where the cursor is. */
export const Screen = Extension.create({
  name: "screen",
  addProseMirrorPlugins() {
    const read = () => {
      readScreen(this.editor);
      return false;
    };
    return [new Plugin({ props: { handleDOMEvents: { keydown: read, copy: read, cut: read, paste: read } } })];
  },
});
