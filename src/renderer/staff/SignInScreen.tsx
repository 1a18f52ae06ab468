import { IconAlertTriangle, IconUser } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { AppState, DemoAccount } from '../../contract/staff.ts';
import { takeState } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Field } from '../ui/Field.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { DemoAccounts } from './DemoAccounts.tsx';
import { EntranceFoot } from './EntranceFoot.tsx';
import { EntranceFrame } from './EntranceFrame.tsx';

/** Name and password (mock a). */
export function SignInScreen({ state, onChangeDatabase }: { readonly state: AppState; readonly onChangeDatabase: () => void }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [capsLock, setCapsLock] = useState(false);
  const [missing, setMissing] = useState<'login' | 'password' | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const signIn = useAct(care.staff.signIn, { onSuccess: takeState, onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select() });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const gap = !login.trim() ? 'login' : !password ? 'password' : null;
    setMissing(gap);
    if (gap) form.current?.querySelector<HTMLInputElement>(`[name=${gap}]`)?.focus();
    else if (!signIn.isPending) signIn.mutate({ login: login.trim().toLowerCase(), password });
  };
  const choose = (account: DemoAccount) => {
    setLogin(account.login);
    setPassword(account.password);
    setMissing(null);
    signIn.reset();
    form.current?.querySelector<HTMLButtonElement>('[type=submit]')?.focus();
  };
  return (
    <EntranceFrame foot={<EntranceFoot state={state} onChange={onChangeDatabase} />}>
      <form ref={form} className="entrance-form" onSubmit={submit} noValidate aria-label="Sign in">
        <div>
          <h1>Sign in</h1>
          {state.operator && <p className="ink-2" style={{ marginTop: 3 }}>{state.operator}, customer care</p>}
          {state.connection.opening && <p className="ink-2" style={{ marginTop: 3 }} role="status">Opening the demo on this desk</p>}
        </div>
        <Field label="User name" error={missing === 'login' ? 'Enter your user name.' : null}>
          <TextInput size="lg" icon={IconUser} name="login" autoComplete="username" autoFocus value={login} onChange={setLogin} />
        </Field>
        <Field
          label="Password"
          error={missing === 'password' ? 'Enter your password.' : null}
          help={capsLock && <span className="row gap-6 warn"><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />Caps Lock is on</span>}
        >
          <PasswordInput size="lg" name="password" value={password} onChange={setPassword} onCapsLock={setCapsLock} />
        </Field>
        {signIn.error && <Callout tone="neg" role="alert">{signIn.error.sentence}</Callout>}
        <Button type="submit" variant="primary" size="xl" wide keys="Enter" busy={signIn.isPending}>
          Sign in
        </Button>
        {state.demoAccounts.length > 0 && <DemoAccounts accounts={state.demoAccounts} onChoose={choose} />}
      </form>
    </EntranceFrame>
  );
}
