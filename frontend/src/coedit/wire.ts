// What a page and the server say to each other about one text: y-protocols, and our own messages of number 100 as JSON
// (coediting/wire.py has the other side). Reading and writing of bytes only.
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export type May = "write" | "suggest" | "read";

export interface Person {
  id: number;
  name: string;
  colour: number;
}

export interface Hello {
  may: May;
  why: string;
  user: Person;
  generation: number;
  seq: number;
}

export type Control =
  | ({ type: "hello" } & Hello)
  | { type: "ack"; n: number }
  | { type: "may"; may: May; why: string }
  | { type: "refused"; n: number; why: string }
  | { type: "pong" };

export type Message =
  | { kind: "asked"; state: Uint8Array }
  | { kind: "whole" | "update"; update: Uint8Array }
  | { kind: "presence"; states: Uint8Array }
  | { kind: "control"; control: Control }
  | { kind: "other" };

const SYNC = 0;
const PRESENCE = 1;
const CONTROL = 100;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export function read(data: ArrayBuffer): Message {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  const kind = decoding.readVarUint(decoder);
  if (kind === SYNC) {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === STEP_1) return { kind: "asked", state: bytes };
    return { kind: step === STEP_2 ? "whole" : "update", update: bytes };
  }
  if (kind === PRESENCE) return { kind: "presence", states: decoding.readVarUint8Array(decoder) };
  if (kind === CONTROL) return { kind: "control", control: JSON.parse(decoding.readVarString(decoder)) as Control };
  return { kind: "other" };
}

function message(...write: ((encoder: encoding.Encoder) => void)[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const part of write) part(encoder);
  });
}

const number = (value: number) => (encoder: encoding.Encoder) => encoding.writeVarUint(encoder, value);
const bytes = (value: Uint8Array) => (encoder: encoding.Encoder) => encoding.writeVarUint8Array(encoder, value);
const words = (value: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, value);

/** Send me what I lack. */
export const ask = (state: Uint8Array) => message(number(SYNC), number(STEP_1), bytes(state));
/** This is what you lack. */
export const give = (update: Uint8Array) => message(number(SYNC), number(STEP_2), bytes(update));
export const tell = (update: Uint8Array) => message(number(SYNC), number(UPDATE), bytes(update));
export const presence = (states: Uint8Array) => message(number(PRESENCE), bytes(states));
export const ping = () => message(number(CONTROL), words(JSON.stringify({ type: "ping" })));

/** The body of a request where there is no socket. `wait` is how many milliseconds the server may hold it. */
export const request = (state: Uint8Array, update: Uint8Array, here: Uint8Array, wait: number) =>
  message(bytes(state), bytes(update), bytes(here), number(wait));

export interface Answer {
  state: Uint8Array;
  update: Uint8Array;
  presence: Uint8Array;
  hello: Hello & { committed: boolean; refused: string | null };
}

export function readAnswer(data: ArrayBuffer): Answer {
  const decoder = decoding.createDecoder(new Uint8Array(data));
  return {
    state: decoding.readVarUint8Array(decoder),
    update: decoding.readVarUint8Array(decoder),
    presence: decoding.readVarUint8Array(decoder),
    hello: JSON.parse(decoding.readVarString(decoder)) as Answer["hello"],
  };
}
