import { IconCheck } from '@tabler/icons-react';
import { type FormEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { CheckKind, CheckState } from '../../contract/customers.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/tone.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { answerHints, readAnswer } from './check-answer.ts';
import { checkLabels } from './words.ts';

export type Asking = {
  readonly currency: string;
  /** Grows when the field should take the focus. */
  readonly turn: number;
  readonly busy: boolean;
  /** Tries left before the call is locked. */
  readonly left: number;
  readonly mismatch: boolean;
  readonly failure: string | null;
  readonly onCheck: (answer: string) => void;
  readonly onType: () => void;
};
export type CheckRowProps = { readonly kind: CheckKind; readonly state: CheckState; readonly note?: string; readonly asking?: Asking | null; readonly onAsk?: () => void };

/** One check: passed, to be asked, or with the field in which the agent types what the caller says. */
export function CheckRow({ kind, state, note, asking, onAsk }: CheckRowProps) {
  const typing = asking && kind !== 'number' && !state.passed;
  return (
    <li className={cx('check-row', typing && 'asking')}>
      <span className={cx('check-mark', state.passed && 'on')} aria-hidden="true">{state.passed && <IconCheck size={12} stroke={3} />}</span>
      {typing ? (
        <CheckForm kind={kind} {...asking} />
      ) : (
        <>
          <span className="grow ellipsis">{checkLabels[kind]}</span>
          {state.passed && <span className="sr-only">, matched</span>}
          {note ? <span className="t12 ink-3">{note}</span> : state.passed ? <span className="t12 ink-3">Match</span> : <button type="button" className="link t12" aria-label={`Ask: ${checkLabels[kind]}`} onClick={onAsk}>Ask</button>}
        </>
      )}
    </li>
  );
}

function CheckForm({ kind, currency, turn, busy, left, mismatch, failure, onCheck, onType }: Asking & { readonly kind: Exclude<CheckKind, 'number'> }) {
  const [text, setText] = useState('');
  const [slip, setSlip] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  // Before the next key can come: what is typed at once belongs to this field.
  useLayoutEffect(() => {
    if (turn > 0) field.current?.focus();
  }, [turn]);
  useEffect(() => {
    if (!mismatch) return;
    setText('');
    field.current?.focus();
  }, [mismatch]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readAnswer(kind, text, currency);
    setSlip(read.ok ? null : read.sentence);
    if (read.ok) onCheck(read.answer);
    else field.current?.focus();
  };
  const type = (next: string) => {
    setText(next);
    setSlip(null);
    if (mismatch || failure) onType();
  };
  const wrong = slip ?? (mismatch ? `No match. ${left === 1 ? '1 try' : `${left} tries`} left.` : failure);
  return (
    <form className="check-form" onSubmit={send}>
      <div className="row">
        <label htmlFor={id} className="check-label ellipsis">{checkLabels[kind]}</label>
        <TextInput ref={field} id={id} value={text} onChange={type} placeholder={answerHints[kind]} inputMode={kind === 'pin' || kind === 'lastPayment' ? 'decimal' : undefined} maxLength={kind === 'pin' ? 8 : 40} aria-invalid={wrong ? true : undefined} aria-describedby={wrong ? `${id}wrong` : undefined} className={cx('grow', Boolean(wrong) && 'invalid')} />
        <Button size="sm" variant="primary" type="submit" busy={busy}>Check</Button>
      </div>
      {wrong && <div id={`${id}wrong`} className="check-wrong" role="alert">{wrong}</div>}
    </form>
  );
}
