import { type OwnKeys, takenBy } from './own-keys.ts';
import { type SingleKeyId, singleKeyOf } from './single-keys.ts';

/** What a press means while a new key is asked for: it is the key, it begins "G D", it is let go, or why it will not do. */
export type Captured =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'first' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused'; readonly sentence: string };
type Press = { readonly key: string; readonly altGraph: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean; readonly shiftKey: boolean };

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead']);

/** Reads a press as a plain key. `G` begins two keys, as in "G D"; `afterG` says that it was pressed. */
export function captured(press: Press, afterG: boolean): Captured {
  if (modifiers.has(press.key)) return { kind: 'nothing' };
  if (press.ctrlKey || press.metaKey || press.altKey || press.altGraph) return { kind: 'refused', sentence: 'Press a key without Ctrl or Alt: those keys stay as they are.' };
  const small = press.key.toLowerCase();
  if (press.key.length !== 1 || small.length !== 1 || small.trim() === '') return { kind: 'refused', sentence: 'Press a letter, a digit or a sign.' };
  const letter = /^[a-z]$/.test(small);
  const capital = small.toUpperCase();
  // A plus is the key of the equals sign; a letter without a capital of its own stays small.
  const name = small === '+' ? '=' : capital.length === 1 && capital.toLowerCase() === small ? capital : small;
  if (afterG) return { kind: 'key', key: `G ${name}` };
  if (letter && name === 'G' && !press.shiftKey) return { kind: 'first' };
  return { kind: 'key', key: letter && press.shiftKey ? `Shift+${name}` : name };
}

/** Why a command cannot have a key: another one has it. Null where it can. */
export function conflictOf(id: SingleKeyId, key: string, own: Pick<OwnKeys, 'keys'>): string | null {
  const other = takenBy(id, key, own);
  return other === undefined ? null : `${key.replace('Shift+', 'Shift and ').replace('G ', 'G then ')} is the key of “${singleKeyOf(other).label}”. Give that another key first, or turn it off.`;
}
