import { Fragment } from 'react';

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);
const macNames: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** The names on the caps of a chord: "Ctrl+K" is two caps, "G D" two keys one after the other. */
export function capsOf(keys: string, mac: boolean = isMac): ReadonlyArray<string> {
  return keys.split(' ').flatMap((chord) => chord.split('+').map((key) => (mac ? (macNames[key] ?? key) : key)));
}

/** Key caps, hidden from screen readers: `aria-keyshortcuts` of the control says them. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="keys" aria-hidden="true">
      {capsOf(keys).map((cap, index) => (
        <Fragment key={`${cap}${index}`}>
          <kbd className="kbd">{cap}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
