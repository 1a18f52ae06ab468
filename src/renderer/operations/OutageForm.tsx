import { IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ServiceKind } from '../../contract/catalog.ts';
import type { ServicePlace } from '../../contract/outages.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { emptyOutage, outageOf, outageProblem, type OutageTyped, placeChoices, serviceNames } from './outage-words.ts';

const kinds = (Object.keys(serviceNames) as ServiceKind[]).map((value) => ({ value, label: serviceNames[value] }));

/** Records an outage: what happened, to which services, where and when. */
export function OutageForm({ places, onRecorded }: { readonly places: ReadonlyArray<ServicePlace>; readonly onRecorded: (id: number) => void }) {
  const [form, setForm] = useState<OutageTyped>(emptyOutage);
  const record = useAct(care.outages.record, { onSuccess: ({ id }) => { setForm(emptyOutage); onRecorded(id); } });
  const set = (part: Partial<OutageTyped>) => setForm({ ...form, ...part });
  const problem = outageProblem(form);
  const save = () => {
    if (!problem && !record.isPending) record.mutate(outageOf(form));
  };
  return (
    <Card title="Record an outage" className="ops-import">
      <form className="pad col gap-14" aria-label="Record an outage" onSubmit={(event) => { event.preventDefault(); save(); }}>
        <p className="ink-2">Nothing is credited by this. A supervisor does that from a charge that it hit.</p>
        <fieldset className="ops-profile" disabled={record.isPending}>
          <Field label="What happened" help="In words for customers" className="ops-wide"><TextInput value={form.label} maxLength={80} placeholder="Cable cut in Pike Street" onChange={(label) => set({ label })} /></Field>
          <Field label="Service"><Select value={form.service} onChange={(service) => set({ service, place: '' })} options={[{ value: '', label: 'Choose' }, ...kinds]} /></Field>
          <Field label="Place" help={form.service ? 'With all that is in it' : 'Choose a service first'}><Select value={form.place} disabled={!form.service} onChange={(place) => set({ place })} options={[{ value: '', label: 'Choose' }, ...placeChoices(places, form.service)]} /></Field>
          <Field label="Began" className="ops-wide"><TextInput type="datetime-local" value={form.began} onChange={(began) => set({ began })} /></Field>
          <Field label="Ended" help="Empty while it lasts" className="ops-wide"><TextInput type="datetime-local" value={form.ended} onChange={(ended) => set({ ended })} /></Field>
        </fieldset>
        {record.error && <Callout tone="neg" role="alert">{record.error.sentence}{record.error.reference && ` Reference ${record.error.reference}.`}</Callout>}
        <div className="row end"><Button variant="primary" type="submit" icon={IconPlugConnectedX} busy={record.isPending} locked={record.isPending ? null : problem}>Record the outage</Button></div>
      </form>
    </Card>
  );
}
