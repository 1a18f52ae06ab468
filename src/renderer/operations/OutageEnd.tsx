import { useState } from 'react';
import type { Outage } from '../../contract/outages.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';

/** Says when an outage that lasts ended; only then can what it hit be credited. */
export function OutageEnd({ outage }: { readonly outage: Outage }) {
  const [ended, setEnded] = useState('');
  const end = useAct(care.outages.end);
  return (
    <Card title="It is over" className="ops-import">
      <form className="pad col gap-14" aria-label="End the outage" onSubmit={(event) => { event.preventDefault(); if (ended && !end.isPending) end.mutate({ id: outage.id, ended }); }}>
        <p className="ink-2">{outage.label}, {outage.place}</p>
        <Field label="Ended at"><TextInput type="datetime-local" value={ended} onChange={setEnded} /></Field>
        {end.error && <Callout tone="neg" role="alert">{end.error.sentence}</Callout>}
        <div className="row end"><Button type="submit" busy={end.isPending} locked={ended ? null : 'Say when it ended.'}>End the outage</Button></div>
      </form>
    </Card>
  );
}
