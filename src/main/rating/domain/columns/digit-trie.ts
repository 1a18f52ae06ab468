import type { Zone } from '../../../../contract/catalog.ts';
import type { ZoneLookup } from '../zones.ts';

/**
 * The zones of dialled numbers as one array of whole numbers: a node has 16 places, of which 0 to 9 lead on by that digit. A place
 * that is negative ends the way, with zone -(place + 2), -1 being none; otherwise it is where the next node begins. Zones are by their index in the catalog.
 */
export type DigitTrie = {
  readonly nodes: Int32Array;
  /** Texts that digits alone do not decide: names of partners, and numbers with letters where prefixes have them too. */
  readonly byText: (text: string) => number;
  readonly mixed: boolean;
};

const NODE = 16;
/** The zone of a text that ends at the node, and that of one that goes on without a digit; each + 1, so that 0 is none. */
const WHOLE = 10;
const PREFIX = 11;
const DIGITS = 10;
const ZERO = 48;
const NO_ZONE = -1;

type Node = { readonly next: Array<Node | undefined>; prefix: number; whole: number };

/**
 * Compiles zones in the order of the catalog: of two that hold the same number the earlier wins, as in `zoneLookup`, which answers
 * for texts that are no numbers. `indexOf` is the place of a zone's code in the catalog.
 */
export function digitTrie(zones: ReadonlyArray<Zone>, indexOf: ReadonlyMap<string, number>, lookup: ZoneLookup): DigitTrie {
  const root: Node = { next: [], prefix: NO_ZONE, whole: NO_ZONE };
  let mixed = false;
  const put = (number: string, zone: number, kind: 'prefix' | 'whole') => {
    if (!/^\d/.test(number)) return;
    if (!/^\d+$/.test(number)) {
      mixed = true;
      return;
    }
    let node = root;
    for (let at = 0; at < number.length; at += 1) {
      const digit = number.charCodeAt(at) - ZERO;
      const next = node.next[digit] ?? { next: [], prefix: NO_ZONE, whole: NO_ZONE };
      node.next[digit] = next;
      node = next;
    }
    if (node[kind] === NO_ZONE) node[kind] = zone;
  };
  for (const { code, prefixes, exact = [] } of zones) {
    const zone = indexOf.get(code) ?? NO_ZONE;
    for (const number of exact) put(number, zone, 'whole');
    for (const number of prefixes) put(number, zone, 'prefix');
  }
  const byText = (text: string) => {
    const code = lookup(text);
    return code === null ? NO_ZONE : (indexOf.get(code) ?? NO_ZONE);
  };
  return { nodes: flattened(root), byText, mixed };
}

/** Nodes one after the other; what a node inherits from a shorter prefix is written into it, so that a look-up never goes back. */
function flattened(root: Node): Int32Array<ArrayBuffer> {
  const places: number[] = [];
  const add = (node: Node, inherited: number): number => {
    const zone = node.prefix === NO_ZONE ? inherited : node.prefix;
    if (node !== root && node.whole === NO_ZONE && node.next.length === 0) return -(zone + 2);
    const begin = places.length;
    for (let at = 0; at < NODE; at += 1) places.push(0);
    places[begin + WHOLE] = (node.whole === NO_ZONE ? zone : node.whole) + 1;
    places[begin + PREFIX] = zone + 1;
    for (let digit = 0; digit < DIGITS; digit += 1) {
      const next = node.next[digit];
      places[begin + digit] = next ? add(next, zone) : -(zone + 2);
    }
    return begin;
  };
  add(root, NO_ZONE);
  return Int32Array.from(places);
}

/** The zone of the text in `bytes` [from, to), UTF-8; -1 is none. The same as `zoneLookup` of the zones. */
export function zoneOfBytes({ nodes, byText, mixed }: DigitTrie, bytes: Uint8Array, from: number, to: number): number {
  let node = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit >= DIGITS) return at === from || mixed ? byText(textOf(bytes, from, to)) : (nodes[node + PREFIX] as number) - 1;
    const next = nodes[node + digit] as number;
    if (next < 0) return mixed ? zoneOfMixed(byText, bytes, from, to, -next - 2) : -next - 2;
    node = next;
  }
  return from === to ? NO_ZONE : (nodes[node + WHOLE] as number) - 1;
}

/** Where some prefixes have letters after digits, a number with a letter in it is looked up as a text. */
function zoneOfMixed(byText: DigitTrie['byText'], bytes: Uint8Array, from: number, to: number, zone: number): number {
  for (let at = from; at < to; at += 1) if ((bytes[at] as number) < ZERO || (bytes[at] as number) >= ZERO + DIGITS) return byText(textOf(bytes, from, to));
  return zone;
}

const utf8 = new TextDecoder();

/** The text of bytes; short ones that are ASCII are the rule. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  return utf8.decode(bytes.subarray(from, to));
}
