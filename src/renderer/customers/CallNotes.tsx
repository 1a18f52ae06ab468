import { IconAlertCircle, IconCheck, IconLoader2, IconNote } from '@tabler/icons-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react';
import type { CustomerId } from '../../contract/ids.ts';
import { useKeyOf } from '../app/own-keys.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { focusTaken, usePanelFocus } from './panel-focus.ts';
import type { Notes } from './use-notes.ts';

export type CallNotesProps = {
  readonly customerId: CustomerId;
  readonly notes: Notes;
  /** The reason the call will likely be closed with. */
  readonly reason: string | null;
  readonly locked: string | null;
  readonly onWrapUp: () => void;
};

/** Notes at the foot of the panel, kept 500 ms after the last key. Ctrl+Enter goes on to the wrap-up. */
export function CallNotes({ customerId, notes, reason, locked, onWrapUp }: CallNotesProps) {
  const id = useId();
  const key = useKeyOf('customer.notes');
  const frame = useRef<HTMLDivElement>(null);
  const wanted = usePanelFocus((state) => state.wanted);
  const mine = wanted?.place === 'notes' && wanted.customerId === customerId;
  useLayoutEffect(() => {
    if (!mine) return;
    frame.current?.querySelector('textarea')?.focus();
    focusTaken();
  }, [mine]);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!locked) onWrapUp();
  };
  return (
    <div ref={frame} className="notes">
      <div className="notes-head">
        <IconNote size={14} stroke={1.75} aria-hidden="true" />
        <label htmlFor={id} className="grow">Call notes</label>
        <SaveState notes={notes} />
      </div>
      <TextArea id={id} tall className="notes-text" value={notes.text} readOnly={!notes.ready} placeholder={notes.ready ? 'What the caller says' : ''} aria-keyshortcuts={[key, 'Control+Enter'].filter(Boolean).join(' ')} onChange={notes.setText} onKeyDown={onKey} />
      <div className="row t12 notes-foot">
        {reason && <><span className="ink-3 nowrap">Reason</span><Chip tone="accent">{reason}</Chip></>}
        {locked ? (
          <Tooltip label={locked}><button type="button" className="ink-3 medium nowrap wrap-link" aria-disabled="true" aria-description={locked}>Wrap up</button></Tooltip>
        ) : (
          <button type="button" className="link nowrap wrap-link" onClick={onWrapUp}>Wrap up</button>
        )}
        <span className="notes-keys"><Kbd keys="Ctrl+Enter" /></span>
      </div>
    </div>
  );
}

/** Whether the notes are kept: a word, an icon, and after a failure the way to try again. */
function SaveState({ notes }: { readonly notes: Notes }) {
  if (notes.failed) {
    return (
      <span className="row gap-4 neg" role="alert">
        <IconAlertCircle size={12} stroke={2} aria-hidden="true" />
        Not saved
        <Button size="sm" variant="quiet" className="save-again" onClick={() => notes.setText(notes.text)}>Try again</Button>
      </span>
    );
  }
  if (notes.saving) return <span className="row gap-4"><IconLoader2 size={12} stroke={1.75} aria-hidden="true" />Saving…</span>;
  if (!notes.savedAt) return null;
  return <span className="row gap-4"><IconCheck size={12} stroke={1.75} aria-hidden="true" />Saved <Clock at={notes.savedAt} /></span>;
}
