// Changes of this page that the server has not acknowledged, in their order.
import * as Y from "yjs";

export interface Change {
  /** Under which it is kept in the browser. */
  id: string;
  update: Uint8Array;
  /** The number of the message that carries it on the connection there is; null if it is not on its way. */
  number: number | null;
  at: number;
}

const ONE = 1000; // milliseconds: what waits and was typed without a longer pause counts as one change

export class Pending {
  private changes: Change[] = [];

  get size(): number {
    return this.changes.length;
  }

  get all(): readonly Change[] {
    return this.changes;
  }

  get unsent(): Change[] {
    return this.changes.filter(({ number }) => number === null);
  }

  /** The change that it became, or became part of. */
  add(update: Uint8Array, number: number | null, at: number): Change {
    const last = this.changes.at(-1);
    if (last && last.number === null && number === null && at - last.at < ONE) {
      last.update = Y.mergeUpdates([last.update, update]);
      last.at = at;
      return last;
    }
    const change = { id: crypto.randomUUID(), update, number, at };
    this.changes.push(change);
    return change;
  }

  /** What another visit left behind. */
  adopt(id: string, update: Uint8Array): void {
    this.changes.push({ id, update, number: null, at: 0 });
  }

  /** What was not on its way goes with this message. */
  send(number: number): void {
    for (const change of this.unsent) change.number = number;
  }

  /** The line broke: nothing is on its way any more. */
  stop(): void {
    for (const change of this.changes) change.number = null;
  }

  /** All messages up to this one are settled. */
  settle(number: number): Change[] {
    return this.take((change) => change.number !== null && change.number <= number);
  }

  /** Whether something is on its way in this message. */
  has(number: number): boolean {
    return this.changes.some((change) => change.number === number);
  }

  remove(ids: string[]): Change[] {
    return this.take(({ id }) => ids.includes(id));
  }

  clear(): Change[] {
    return this.take(() => true);
  }

  private take(isMeant: (change: Change) => boolean): Change[] {
    const taken = this.changes.filter(isMeant);
    this.changes = this.changes.filter((change) => !taken.includes(change));
    return taken;
  }
}
