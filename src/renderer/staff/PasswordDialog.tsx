import { useState } from 'react';
import type { StaffMember } from '../../contract/staff.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { showToast } from '../ui/toast-store.ts';
import { wrongPassword } from './new-member.ts';

/** A new password for a member of staff; the old one stops working at once, and this one only until they come in. */
export function PasswordDialog({ member, onClose }: { readonly member: StaffMember; readonly onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const give = useAct(care.staff.setPassword, {
    onSuccess: () => {
      showToast({ text: `${member.name} has a new password` });
      onClose();
    },
  });
  const submit = () => {
    setTried(true);
    if (!wrongPassword(password) && !give.isPending) give.mutate({ login: member.login, password });
  };
  return (
    <Dialog open title={`New password for ${member.name}`} width={420} onClose={onClose} onSubmit={submit} footer={<><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" busy={give.isPending}>Set password</Button></>}>
      <Field label="New password" help="At least 12 characters. The old one stops working at once, and the person chooses their own at the next sign-in." error={(tried ? wrongPassword(password) : undefined) ?? give.error?.sentence ?? null}>
        <PasswordInput data-autofocus autoComplete="new-password" value={password} onChange={setPassword} />
      </Field>
    </Dialog>
  );
}
