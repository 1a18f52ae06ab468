import { useState } from 'react';
import { type Role, roleLabels, roles } from '../../contract/procedure.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { showToast } from '../ui/toast-store.ts';
import { type NewMember, wrongIn } from './new-member.ts';

const empty: NewMember = { login: '', name: '', role: 'agent', team: '', extension: '', password: '' };
const roleOptions = roles.map((role) => ({ value: role, label: roleLabels[role] }));

/** A new member of staff with a first password. */
export function AddStaffDialog({ onClose }: { readonly onClose: () => void }) {
  const [member, setMember] = useState(empty);
  const [tried, setTried] = useState(false);
  const wrong = tried ? wrongIn(member) : {};
  const add = useAct(care.staff.add, {
    onSuccess: (added) => {
      showToast({ text: `${added.name} can sign in as ${added.login}` });
      onClose();
    },
  });
  const set = (part: Partial<NewMember>) => setMember({ ...member, ...part });
  const submit = () => {
    setTried(true);
    if (Object.keys(wrongIn(member)).length === 0 && !add.isPending) add.mutate({ ...member, login: member.login.trim(), name: member.name.trim(), team: member.team.trim() });
  };
  return (
    <Dialog open title="Add a member of staff" onClose={onClose} onSubmit={submit} footer={<><Button onClick={onClose}>Cancel</Button><Button type="submit" variant="primary" busy={add.isPending}>Add member</Button></>}>
      <Field label="Name" error={wrong.name}><TextInput data-autofocus value={member.name} onChange={(name) => set({ name })} /></Field>
      <div className="row top gap-12">
        <Field className="grow" label="User name" error={wrong.login} help="Small letters, digits, dot, dash"><TextInput value={member.login} onChange={(login) => set({ login })} /></Field>
        <Field className="grow" label="Role"><Select<Role> options={roleOptions} value={member.role} onChange={(role) => set({ role })} /></Field>
      </div>
      <div className="row top gap-12">
        <Field className="grow" label="Team" error={wrong.team}><TextInput value={member.team} onChange={(team) => set({ team })} /></Field>
        <Field className="grow" label="Extension" error={wrong.extension}><TextInput value={member.extension} onChange={(extension) => set({ extension })} /></Field>
      </div>
      <Field label="First password" error={wrong.password} help="At least 12 characters. The person chooses their own at the first sign-in."><PasswordInput autoComplete="new-password" value={member.password} onChange={(password) => set({ password })} /></Field>
      {add.error && <Callout tone="neg" role="alert">{add.error.sentence}</Callout>}
    </Dialog>
  );
}
