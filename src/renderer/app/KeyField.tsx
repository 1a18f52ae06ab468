import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { captured, conflictOf } from './key-capture.ts';
import { useOwnKeys } from './own-keys.ts';
import { type SingleKeyId, singleKeyOf } from './single-keys.ts';

export type KeyFieldProps = { readonly id: SingleKeyId; readonly onKey: (key: string) => void; /** Nothing was chosen; by a key, or because the focus went elsewhere. */ readonly onLeave: (byKey: boolean) => void };

/** Waits for the new key of a command. Esc leaves the key as it is; a key another command has is refused with a sentence. */
export function KeyField({ id, onKey, onLeave }: KeyFieldProps) {
  const own = useOwnKeys();
  const field = useRef<HTMLButtonElement>(null);
  const note = useId();
  const [afterG, setAfterG] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return onLeave(true);
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const read = captured({ key, ctrlKey, metaKey, altKey, shiftKey, altGraph: event.getModifierState('AltGraph') }, afterG);
    if (read.kind === 'nothing') return;
    const sentence = read.kind === 'refused' ? read.sentence : read.kind === 'key' ? conflictOf(id, read.key, own) : null;
    setAfterG(read.kind === 'first');
    setWrong(sentence);
    if (read.kind === 'key' && sentence === null) onKey(read.key);
  };
  return (
    <div className="key-field">
      <button ref={field} type="button" className="input" aria-label={`New key: ${singleKeyOf(id).label}`} aria-describedby={note} onKeyDown={press} onBlur={() => onLeave(false)}>{afterG ? 'G, then a key' : 'Press a key'}</button>
      <div id={note} className="t12 ink-3" role="alert">{wrong ? <span className="neg">{wrong}</span> : 'Esc leaves it as it is.'}</div>
    </div>
  );
}
