import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import type { Day } from '../../contract/dates.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { runChoiceOf, type RunForm, runFormProblem } from './bill-run-words.ts';

/** Chooses a bill day, and accounts or all that are due, and tries the run. */
export function BillRunForm({ today, onStarted }: { readonly today: Day; readonly onStarted: (id: number) => void }) {
  const [form, setForm] = useState<RunForm>({ day: today, numbers: '' });
  const tryRun = useAct(care.billRuns.tryRun, { onSuccess: ({ id }) => onStarted(id) });
  const problem = runFormProblem(form, today);
  const begin = () => {
    if (!problem && !tryRun.isPending) tryRun.mutate(runChoiceOf(form));
  };
  return (
    <Card title="Try a bill run" className="ops-import">
      <form className="pad col gap-14" aria-label="Try a bill run" onSubmit={(event) => { event.preventDefault(); begin(); }}>
        <p className="ink-2">A trial makes every bill and posts none. Look at its sums and what stands out, then make it final.</p>
        <fieldset className="ops-profile" disabled={tryRun.isPending}>
          <Field label="Bill day" help="Accounts whose cycle starts on it"><TextInput type="date" value={form.day} onChange={(day) => setForm({ ...form, day })} /></Field>
          <Field label="Accounts" help="Numbers, with commas" className="ops-wide"><TextInput value={form.numbers} maxLength={20_000} placeholder="All that are due" onChange={(numbers) => setForm({ ...form, numbers })} /></Field>
        </fieldset>
        {tryRun.error && <Callout tone="neg" role="alert">{tryRun.error.sentence}{tryRun.error.reference && ` Reference ${tryRun.error.reference}.`}</Callout>}
        <div className="row end">
          <Button variant="primary" type="submit" icon={IconReceipt} busy={tryRun.isPending} locked={tryRun.isPending ? null : problem}>Try the run</Button>
        </div>
      </form>
    </Card>
  );
}
