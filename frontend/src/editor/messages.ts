// The words of the editor in the language of the interface, from pathfinder/templatetags/editor.py through the page.

let messages: Record<string, string> | null = null;

/** The message of this key, its %(name)s filled from `values`. */
export function message(key: string, values: Record<string, string | number> = {}): string {
  messages ??= read();
  const text = messages[key];
  if (text === undefined) {
    console.error(`editor-messages has no "${key}"`);
    return key;
  }
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The form of a counted message for this number: the keys end in the plural categories of the language. */
export function counted(key: string, count: number): string {
  const category = new Intl.PluralRules(document.documentElement.lang || "en").select(count);
  return message(`${key}_${category === "one" ? "one" : "other"}`, {
    count: count.toLocaleString(document.documentElement.lang || "en"),
  });
}

function read(): Record<string, string> {
  return JSON.parse(document.getElementById("editor-messages")?.textContent || "{}");
}
