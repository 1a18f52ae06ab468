import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { Me } from '../../contract/staff.ts';
import { leave } from '../app/leaving.ts';
import { takeState } from '../app/session.ts';
import { WindowButtons } from '../app/WindowButtons.tsx';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import './staff.css';

/** The desk is locked: nothing of it is drawn until the password is given. What was typed is kept. */
export function LockScreen({ me }: { readonly me: Me | null }) {
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const unlock = useAct(care.staff.unlock, { onSuccess: takeState, onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!password);
    if (password && !unlock.isPending) unlock.mutate({ password });
  };
  return (
    <div className="lock">
      <div className="titlebar end"><WindowButtons /></div>
      <main className="card">
        <form ref={form} className="col gap-16" style={{ padding: 24 }} onSubmit={submit} noValidate aria-label="Unlock">
          <div className="row gap-12">
            {me && <Avatar name={me.name} />}
            <div className="grow">
              <h1 className="t16 strong">{me?.name ?? 'Careline is locked'}</h1>
              <p className="row gap-4 ink-2 t12"><IconLock size={13} stroke={1.75} aria-hidden="true" />Locked. What you typed is kept.</p>
            </div>
          </div>
          <Field label="Password" error={missing ? 'Enter your password.' : (unlock.error?.sentence ?? null)}>
            <PasswordInput size="lg" name="password" autoFocus value={password} onChange={setPassword} />
          </Field>
          <div className="row between">
            <Button variant="quiet" onClick={leave}>Sign out</Button>
            <Button type="submit" variant="primary" size="lg" keys="Enter" busy={unlock.isPending}>Unlock</Button>
          </div>
        </form>
      </main>
    </div>
  );
}
