import { type FormEvent, type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { WrapUpCode } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { type Call, finishCall } from '../app/call.ts';
import { openCase } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { productNow } from '../platform/clock.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Field } from '../ui/Field.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Select } from '../ui/Select.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast-store.ts';
import { dueInstant, followUpDays, followUpTimes, type Outcome, outcomeLabels, type WrapUpDraft } from './wrap-up.ts';
import { keepWrapUp } from './wrap-up-store.ts';

const times = followUpTimes.map((time) => ({ value: time, label: time }));
const outcomes: ReadonlyArray<Outcome> = ['solved', 'followUp', 'noAnswer', 'transferred'];

export type WrapUpFormProps = {
  readonly call: Call;
  /** null: the caller stayed unknown; then there is nobody to follow up with. */
  readonly customerId: CustomerId | null;
  readonly codes: ReadonlyArray<WrapUpCode>;
  readonly draft: WrapUpDraft;
  /** The wrap-up is kept: the notes are no longer needed. */
  readonly onSaved: () => void;
  /** Back to the notes; absent after the call ended. */
  readonly onBack?: () => void;
};

/** Closes a call: reason, outcome, summary, what follows. The goal of a minute warns and never blocks (design.md 4). */
export function WrapUpForm({ call, customerId, codes, draft, onSaved, onBack }: WrapUpFormProps) {
  const { zone, today } = useFormat();
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // The form comes by itself after End: a field being typed in keeps the focus.
  useLayoutEffect(() => {
    const held = document.activeElement;
    if (!held || held === document.body || held instanceof HTMLButtonElement) form.current?.querySelector('select')?.focus();
  }, []);
  const days = useMemo(() => followUpDays(today), [today]);
  const change = (part: Partial<WrapUpDraft>) => keepWrapUp(call.id, { ...draft, ...part });
  const due = draft.followUp ? dueInstant(draft.day, draft.time, zone) : undefined;
  const titleError = draft.followUp && draft.title.trim().length < 2 ? 'Say what is to be done.' : null;
  const dueError = draft.followUp && (due === undefined || Date.parse(due) < productNow()) ? 'Choose a time that is still to come.' : null;
  const locked = call.state === 'wrapUp' ? null : 'End the call first (Shift+F9).';
  const save = useAct(care.customers.wrapUp, {
    onSuccess: () => {
      keepWrapUp(call.id, null);
      onSaved();
      finishCall();
      showToast({ text: 'Call saved', tone: 'pos' });
      // What this caller proved ended with the call; the case says so.
      if (customerId !== null) void openCase(customerId).catch(() => undefined);
    },
  });
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (locked || save.isPending || titleError || dueError) {
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    save.mutate({
      customerId, callId: call.id, from: call.from, startedAt: call.answeredAt ?? call.startedAt, endedAt: call.endedAt ?? call.startedAt, reason: draft.reason, outcome: draft.outcome, summary: draft.summary,
      followUp: draft.followUp && due ? { title: draft.title.trim(), dueAt: due } : null,
    });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
  return (
    <form ref={form} className="wrap-up" onSubmit={send} onKeyDown={keys} noValidate aria-label="Wrap up the call">
      <Field label="Reason">
        <Select value={draft.reason} onChange={(reason) => change({ reason })} options={codes.map((code) => ({ value: code.code, label: `${code.group}, ${code.label}` }))} />
      </Field>
      <fieldset className="field">
        <legend className="label">Outcome</legend>
        <div className="outcomes">
          {outcomes.filter((outcome) => customerId !== null || outcome !== 'followUp').map((outcome) => (
            <Checkbox key={outcome} kind="radio" name={`outcome${call.id}`} checked={draft.outcome === outcome} onChange={() => change({ outcome, followUp: customerId !== null && (outcome === 'followUp' || draft.followUp) })}>{outcomeLabels[outcome]}</Checkbox>
          ))}
        </div>
      </fieldset>
      <Field label="Summary">
        <TextArea rows={5} maxLength={4000} value={draft.summary} onChange={(summary) => change({ summary })} />
      </Field>
      {customerId !== null && <Checkbox checked={draft.followUp} onChange={(followUp) => change({ followUp })}>Remind me to follow up</Checkbox>}
      {customerId !== null && draft.followUp && (
        <>
          <Field label="What is to be done" error={tried ? titleError : null}>
            <TextInput value={draft.title} maxLength={120} onChange={(title) => change({ title })} />
          </Field>
          <div className="row top">
            <Field label="Day" className="grow" error={tried ? dueError : null}>
              <Select value={draft.day} onChange={(day) => change({ day })} options={days} />
            </Field>
            <Field label="Time" className="wrap-time">
              <Select value={draft.time} onChange={(time) => change({ time })} options={times} />
            </Field>
          </div>
        </>
      )}
      {save.error && <Callout tone="neg" role="alert">{save.error.sentence}</Callout>}
      <div className="row">
        <Button variant="primary" type="submit" keys="Ctrl+Enter" locked={locked} busy={save.isPending}>Save wrap-up</Button>
        {onBack && <Button variant="quiet" onClick={onBack}>Back</Button>}
      </div>
    </form>
  );
}
