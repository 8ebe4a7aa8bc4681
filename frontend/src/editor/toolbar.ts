// The toolbar as WAI-ARIA describes it: one stop for Tab, arrows from tool to tool, Alt+F10 from the text and Escape back.
import { Extension, type Editor } from "@tiptap/core";
import { make } from "./dom";
import { icons } from "./icons";
import { message } from "./messages";
import { subscript, type Group, type Tool } from "./tools";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

export class Toolbar {
  readonly element: HTMLElement;
  private readonly groups: { group: Group; element: HTMLElement; buttons: Map<Tool, HTMLButtonElement> }[];
  private frame = 0;

  constructor(
    groups: Group[],
    controls: string,
    private readonly editor: () => Editor,
  ) {
    this.groups = groups.map((group) => {
      const buttons = new Map(group.tools.map((tool) => [tool, this.button(tool)]));
      return { group, buttons, element: make("div", { class: "editor-tools", role: "group" }, ...buttons.values()) };
    });
    this.element = make(
      "div",
      { class: "editor-toolbar", role: "toolbar", "aria-label": message("toolbar"), "aria-controls": controls },
      ...this.groups.map(({ element }) => element),
    );
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    // The text keeps its selection while a tool is clicked.
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    this.setStop(this.reachable()[0]);
  }

  /** Show what holds at the cursor, once for all changes before the next frame. */
  refresh(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.editor().isDestroyed) this.show();
    });
  }

  focus(): void {
    this.reachable()
      .find((button) => button.tabIndex === 0)
      ?.focus();
  }

  private show(): void {
    const editor = this.editor();
    for (const { group, element, buttons } of this.groups) {
      element.hidden = !editor.isEditable || group.shown?.(editor) === false;
      if (element.hidden) continue;
      for (const [tool, button] of buttons) {
        if (tool.active) button.setAttribute("aria-pressed", String(tool.active(editor)));
        // Not the disabled property: a tool that has just become useless keeps the focus.
        button.setAttribute("aria-disabled", String(tool.enabled?.(editor) === false));
      }
    }
    const reachable = this.reachable();
    if (!reachable.some((button) => button.tabIndex === 0)) this.setStop(reachable[0]);
  }

  private button(tool: Tool): HTMLButtonElement {
    const label = message(`tool_${tool.name}`);
    const keys = tool.keys && keyLabel(tool.keys);
    const button = make("button", {
      type: "button",
      class: "editor-tool",
      tabindex: "-1",
      "aria-label": label,
      "aria-keyshortcuts": tool.keys && ariaKeys(tool.keys),
      "aria-pressed": tool.active && "false",
      "data-tool": tool.name,
      "data-tip": keys ? `${label} (${keys})` : label,
    });
    button.append(icons(tool.name));
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") tool.run(this.editor());
    });
    return button;
  }

  private reachable(): HTMLButtonElement[] {
    return this.groups.filter(({ element }) => !element.hidden).flatMap(({ buttons }) => [...buttons.values()]);
  }

  private setStop(button: HTMLButtonElement | undefined): void {
    for (const { buttons } of this.groups)
      for (const each of buttons.values()) each.tabIndex = each === button ? 0 : -1;
  }

  private onKey(event: KeyboardEvent): void {
    const buttons = this.reachable();
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const forward = getComputedStyle(this.element).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    const to = { [forward]: at + 1, [backward]: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") {
      this.editor().view.focus();
    } else if (to !== undefined) {
      const button = buttons[to % buttons.length];
      this.setStop(button);
      button?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

/** Binds the tools' keys and Alt+F10 in the text. */
export function toolKeys(groups: Group[], focusToolbar: () => void): Extension {
  const tools = [...groups.flatMap((group) => group.tools), subscript].filter((tool) => tool.bound);
  return Extension.create({
    name: "toolKeys",
    addKeyboardShortcuts() {
      const bound = tools.map((tool) => [
        tool.keys,
        () => (tool.enabled?.(this.editor) === false ? false : tool.run(this.editor)),
      ]);
      const open = () => {
        focusToolbar();
        return true;
      };
      return { ...Object.fromEntries(bound), "Alt-F10": open };
    },
  });
}

function keyLabel(keys: string): string {
  const names: Record<string, string> = isMac
    ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" }
    : { Mod: message("key_control"), Alt: "Alt", Shift: message("key_shift") };
  return keys
    .split("-")
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? "" : "+");
}

function ariaKeys(keys: string): string {
  return keys.replace("Mod", isMac ? "Meta" : "Control").replaceAll("-", "+");
}
