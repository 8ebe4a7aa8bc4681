// Whether the name of a thing fits what somebody types to find it.

/** Every word that is typed begins a word of it, whatever the accents and capitals: "3 prog" fits "3. Progrès". */
export function fits(name: string, typed: string): boolean {
  const words = wordsOf(name);
  return wordsOf(typed).every((part) => words.some((word) => word.startsWith(part)));
}

const wordsOf = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
