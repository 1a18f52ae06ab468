/** Keys that act while typing too, as a command names them. Plain keys are in single-keys.ts. */
export type ChordText = `Ctrl+${string}` | `Alt+${string}` | `F${number}` | `Shift+F${number}`;
/** A chord such as Ctrl+Shift+T, taken apart. `key` is lower case. */
export type Chord = { readonly ctrl: boolean; readonly shift: boolean; readonly alt: boolean; readonly key: string };
export type KeyPress = { readonly key: string; readonly code: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean; readonly altKey: boolean };

/** "Ctrl+Shift+T" taken apart. */
export function chordOf(text: string): Chord {
  const parts = text.split('+').map((part) => part.toLowerCase());
  const key = parts.pop() ?? '';
  return { ctrl: parts.includes('ctrl'), shift: parts.includes('shift'), alt: parts.includes('alt'), key };
}

const isLetter = (key: string) => /^[a-z]$/.test(key);
const names: Readonly<Record<string, string>> = { escape: 'esc', arrowleft: 'left', arrowright: 'right', arrowup: 'up', arrowdown: 'down' };

/** The key a press means: digits with Alt by their place on the row, so that keypad codes still work (design.md 8). */
function pressedKey(press: KeyPress): string {
  const digit = /^Digit(\d)$/.exec(press.code);
  if (digit?.[1] && (press.altKey || press.ctrlKey)) return digit[1];
  if (press.altKey && /^Numpad\d$/.test(press.code)) return '';
  const key = press.key.toLowerCase();
  return names[key] ?? (key === '+' ? '=' : key);
}

/** Whether a press is the chord. Characters made with Shift ("?") need no Shift in the chord's name. */
export function matches(press: KeyPress, chord: Chord, mac = false): boolean {
  const key = pressedKey(press);
  // Switching tabs is Control on macOS too; Command+Tab belongs to the system.
  const control = mac && key !== 'tab' ? press.metaKey : press.ctrlKey;
  if (control !== chord.ctrl || press.altKey !== chord.alt || key !== chord.key) return false;
  const named = key.length > 1 || isLetter(key) || chord.ctrl || chord.alt;
  return !named || press.shiftKey === chord.shift || (key === '=' && chord.ctrl);
}

/** Whether a key may act while a text field has the focus: everything but plain characters. */
export function worksWhileTyping(keys: string): boolean {
  const first = chordOf(keys.split(' ')[0] ?? '');
  return first.ctrl || first.alt || /^f\d+$/.test(first.key);
}

export type Bound = { readonly keys: string };
export type Pressed<T> = { readonly run: T | null; readonly waiting: boolean };

/** What a press does, given a first key that may wait for its second ("G D"). The binding made last wins. */
export function pressed<T extends Bound>(bindings: ReadonlyArray<T>, press: KeyPress, first: string | null, typing: boolean, mac = false): Pressed<T> {
  const able = bindings.filter((one) => !typing || worksWhileTyping(one.keys));
  for (const one of [...able].reverse()) {
    const [a = '', b] = one.keys.split(' ');
    if (first !== null) {
      if (b !== undefined && a.toLowerCase() === first && matches(press, chordOf(b), mac)) return { run: one, waiting: false };
    } else if (b === undefined && matches(press, chordOf(a), mac)) return { run: one, waiting: false };
  }
  const begins = first === null && able.some((one) => one.keys.includes(' ') && matches(press, chordOf(one.keys.split(' ')[0] ?? ''), mac));
  return { run: null, waiting: begins };
}
