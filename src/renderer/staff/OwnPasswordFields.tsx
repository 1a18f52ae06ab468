import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Callout } from '../ui/Callout.tsx';
import { Field } from '../ui/Field.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { LEAST_PASSWORD } from './new-member.ts';
import type { useOwnPassword } from './use-own-password.ts';

/** The present password where it is asked for, and the new one twice. */
export function OwnPasswordFields({ form: { typed, set, wrong, refused, fields }, size }: { readonly form: ReturnType<typeof useOwnPassword>; readonly size?: 'lg' }) {
  const [capsLock, setCapsLock] = useState(false);
  const asksPresent = typed.present !== null;
  const shape = size ? { size } : {};
  return (
    <div ref={fields} className="col gap-16">
      {asksPresent && (
        <Field label="Present password" error={wrong.present ?? null}>
          <PasswordInput {...shape} name="present" data-autofocus autoFocus value={typed.present ?? ''} onChange={(present) => set({ present })} onCapsLock={setCapsLock} />
        </Field>
      )}
      <Field
        label="New password"
        error={wrong.password ?? null}
        help={capsLock ? <span className="row gap-6 warn"><IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />Caps Lock is on</span> : `At least ${LEAST_PASSWORD} characters. A few words that only you would put together are easy to keep in mind.`}
      >
        <PasswordInput {...shape} name="password" autoComplete="new-password" autoFocus={!asksPresent} value={typed.password} onChange={(password) => set({ password })} onCapsLock={setCapsLock} />
      </Field>
      <Field label="New password once more" error={wrong.again ?? null}>
        <PasswordInput {...shape} name="again" autoComplete="new-password" value={typed.again} onChange={(again) => set({ again })} onCapsLock={setCapsLock} />
      </Field>
      {refused && <Callout tone="neg" role="alert">{refused}</Callout>}
    </div>
  );
}
