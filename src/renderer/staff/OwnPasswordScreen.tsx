import type { FormEvent } from 'react';
import type { Me } from '../../contract/staff.ts';
import { leave } from '../app/leaving.ts';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast-store.ts';
import { EntranceFrame } from './EntranceFrame.tsx';
import { OwnPasswordFields } from './OwnPasswordFields.tsx';
import { useOwnPassword } from './use-own-password.ts';

/** Between the sign-in and the desk, for whoever came in with a password that somebody else gave. */
export function OwnPasswordScreen({ me }: { readonly me: Me }) {
  const form = useOwnPassword(null, () => showToast({ text: 'Your own password is set' }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  return (
    <EntranceFrame foot={<span>Signed in as {me.login}</span>}>
      <form className="entrance-form" onSubmit={submit} noValidate aria-label="Your own password">
        <div>
          <h1>Choose your own password</h1>
          <p className="ink-2" style={{ marginTop: 3 }}>{me.name}, the password you came in with was given by somebody else. The desk opens with one that only you know.</p>
        </div>
        <OwnPasswordFields form={form} size="lg" />
        <Button type="submit" variant="primary" size="xl" wide keys="Enter" busy={form.busy}>Set password and start</Button>
        <Button variant="quiet" onClick={leave}>Sign out</Button>
      </form>
    </EntranceFrame>
  );
}
