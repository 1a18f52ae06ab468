import { IconCertificate, IconDatabase, IconFlask, IconPlugConnected } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { AppState } from '../../contract/staff.ts';
import { takeState } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { EntranceFoot } from './EntranceFoot.tsx';
import { EntranceFrame } from './EntranceFrame.tsx';
import { serverAddress } from './server-address.ts';

type Choice = 'demo' | 'server';
const choices = [
  { value: 'demo', icon: IconFlask, title: 'Try the demo', text: 'A made-up operator with customers, bills and calls, kept on this desk. Nothing to set up.' },
  { value: 'server', icon: IconDatabase, title: 'Connect to a shared PostgreSQL', text: 'The database of your call center. Everyone signs in with an own name.' },
] as const;

/** The first start, and the place to come back to when a database does not open: the demo, or an address that was tried. */
export function FirstStartScreen({ state, onBack }: { readonly state: AppState; readonly onBack?: () => void }) {
  const [choice, setChoice] = useState<Choice>(state.connection.kind === 'server' ? 'server' : 'demo');
  const [url, setUrl] = useState('');
  const [certificate, setCertificate] = useState('');
  const address = serverAddress(url, certificate);
  const test = useAct(care.staff.testConnection);
  const use = useAct(care.staff.chooseConnection, {
    onSuccess: (next) => {
      takeState(next);
      if (next.connection.problem === null) onBack?.();
    },
  });
  const tested = test.data?.ok === true && test.variables?.url === address;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (use.isPending || test.isPending) return;
    if (choice === 'demo') use.mutate({ kind: 'demo' });
    else if (tested) use.mutate({ kind: 'server', url: address });
    else if (address) test.mutate({ url: address });
  };
  return (
    <EntranceFrame foot={<EntranceFoot state={state} />}>
      <form className="entrance-form" onSubmit={submit} noValidate aria-label="First start">
        <div>
          <h1>Where the data is</h1>
          <p className="ink-2" style={{ marginTop: 3 }}>You can change this later, before signing in.</p>
        </div>
        {state.connection.problem && <Callout tone="warn" role="alert">{state.connection.problem}</Callout>}
        <div className="col gap-10" role="radiogroup" aria-label="Where the data is">
          {choices.map(({ value, icon: Shape, title, text }) => (
            <button key={value} type="button" role="radio" aria-checked={choice === value} className="choice" onClick={() => setChoice(value)}>
              <Shape size={20} stroke={1.75} aria-hidden="true" />
              <span>
                <span className="strong" style={{ display: 'block' }}>{title}</span>
                <span className="ink-2 t12">{text}</span>
              </span>
            </button>
          ))}
        </div>
        {choice === 'server' && (
          <>
            <Field label="Address" help="postgresql://host:5432/database, without a name or password">
              <TextInput size="lg" icon={IconPlugConnected} value={url} onChange={setUrl} placeholder="postgresql://db.example:5432/careline" autoFocus />
            </Field>
            <Field label="Certificate authority (optional)" help="Only where your company signs its own certificates: the whole path of the authority's certificate file">
              <TextInput size="lg" icon={IconCertificate} value={certificate} onChange={setCertificate} placeholder="/etc/ssl/company-ca.pem" />
            </Field>
            {test.data && test.variables?.url === address && <Callout tone={test.data.ok ? 'pos' : 'neg'} role="status">{test.data.sentence}</Callout>}
            {test.error && <Callout tone="neg" role="alert">{test.error.sentence}</Callout>}
          </>
        )}
        {use.error && <Callout tone="neg" role="alert">{use.error.sentence}</Callout>}
        <Button type="submit" variant="primary" size="xl" wide keys="Enter" busy={use.isPending || test.isPending}>
          {choice === 'demo' ? 'Open the demo' : tested ? 'Use this database' : 'Test the address'}
        </Button>
        {onBack && <Button variant="quiet" wide onClick={onBack}>Back to sign-in</Button>}
      </form>
    </EntranceFrame>
  );
}
