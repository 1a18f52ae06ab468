import { IconCalculator } from '@tabler/icons-react';
import { useState } from 'react';
import type { RerateTariff } from '../../contract/rerating.ts';
import { care } from '../platform/care.ts';
import { useAct, useCare } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { choiceOf, emptyForm, formProblem, type RerateForm, tariffKey } from './rerating-words.ts';

/** Chooses billed usage by tariff, days, services and file, and asks what it comes to by the prices of today. */
export function ReratingForm({ tariffs, onAsked }: { readonly tariffs: ReadonlyArray<RerateTariff>; readonly onAsked: (id: number) => void }) {
  const [form, setForm] = useState<RerateForm>(emptyForm);
  const files = useCare(care.operations.imports);
  const ask = useAct(care.rerating.ask, { onSuccess: ({ id }) => onAsked(id) });
  const set = (part: Partial<RerateForm>) => setForm({ ...form, ...part });
  const problem = formProblem(form);
  const versions = tariffs.find((one) => tariffKey(one) === form.tariff)?.versions ?? [];
  const begin = () => {
    if (!problem && !ask.isPending) ask.mutate(choiceOf(form));
  };
  return (
    <Card title="Re-rate billed usage" className="ops-import">
      <form className="pad col gap-14" aria-label="Re-rate billed usage" onSubmit={(event) => { event.preventDefault(); begin(); }}>
        <p className="ink-2">Issued bills stay as they are. The difference goes on the next bill of each account.</p>
        <fieldset className="ops-profile" disabled={ask.isPending}>
          <Field label="Charge" help="As it was billed" className="ops-wide">
            <Select value={form.tariff} onChange={(tariff) => set({ tariff, version: '' })} options={[{ value: '', label: 'All charges of usage' }, ...tariffs.map((one) => ({ value: tariffKey(one), label: `${one.label}, ${one.offerLabel}` }))]} />
          </Field>
          <Field label="Tariff version" help={versions.length === 0 ? 'Choose a charge first' : 'By which it was billed'}>
            <Select value={form.version} disabled={versions.length === 0} onChange={(version) => set({ version })} options={[{ value: '', label: 'All versions' }, ...versions.map((value) => ({ value, label: value }))]} />
          </Field>
          <Field label="File" help="Usage that came in with it">
            <Select value={form.importId} onChange={(importId) => set({ importId })} options={[{ value: '', label: 'All files' }, ...(files.data ?? []).map(({ id, file }) => ({ value: String(id), label: file }))]} />
          </Field>
          <Field label="First day"><TextInput type="date" value={form.from} onChange={(from) => set({ from })} /></Field>
          <Field label="Last day"><TextInput type="date" value={form.until} onChange={(until) => set({ until })} /></Field>
          <Field label="Services" help="Numbers as in usage files, with commas" className="ops-wide"><TextInput value={form.lines} maxLength={2000} placeholder="All services" onChange={(lines) => set({ lines })} /></Field>
        </fieldset>
        {ask.error && <Callout tone="neg" role="alert">{ask.error.sentence}{ask.error.reference && ` Reference ${ask.error.reference}.`}</Callout>}
        <div className="row end">
          <Button variant="primary" type="submit" icon={IconCalculator} busy={ask.isPending} locked={ask.isPending ? null : problem}>Show what would change</Button>
        </div>
      </form>
    </Card>
  );
}
