// Says how the texts stand: under each question, and for all of them in the bar of the page.
import { counted, message } from "../editor/messages";
import { tellTexts } from "./events";
import { together, type Status } from "./status";

interface Told {
  readonly status: Status;
  settled(): Promise<void>;
}

const texts = new Set<Told>();
const HOPEFUL = new Set(["idle", "joining", "saved", "saving", "locked"]);

export function showOnBoard(text: Told, place: HTMLElement, sentence = sentenceOf(text.status)): void {
  texts.add(text);
  place.dataset.state = text.status.kind;
  if (place.textContent !== sentence) place.textContent = sentence;
  tellAll();
}

export function takeFromBoard(text: Told): void {
  texts.delete(text);
  tellAll();
}

export function sentenceOf({ kind, count, kept, why }: Status): string {
  const parts: string[] = [];
  if (kind === "idle") return "";
  if (kind === "locked") parts.push(why || message("text_locked"));
  else if (kind === "forbidden") parts.push(message("text_forbidden"));
  else parts.push(message(`text_${kind}`));
  if (count && kind !== "saving" && kind !== "joining") {
    parts.push(kept ? counted("text_kept", count) : counted("text_not_kept", count));
  }
  return parts.join(" ");
}

function tellAll(): void {
  const all = [...texts];
  const status = together(all.map((text) => text.status));
  tellTexts({
    kind: status.kind,
    sentence: sentenceOf(status),
    unsaved: status.count,
    isHopeful: HOPEFUL.has(status.kind),
    settled: async () => void (await Promise.all(all.map((text) => text.settled()))),
  });
}
