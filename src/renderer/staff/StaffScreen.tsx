import { IconDots, IconKey, IconUserOff, IconUserPlus, IconUserCheck } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { roleLabels } from '../../contract/procedure.ts';
import type { StaffMember } from '../../contract/staff.ts';
import { useCommands } from '../app/commands.ts';
import { useKeyOf } from '../app/own-keys.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct, useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { showToast } from '../ui/toast-store.ts';
import { AddStaffDialog } from './AddStaffDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** Whether they come in, and whether they still have to choose a password of their own. */
function stateOf({ active, passwordGiven }: StaffMember): string {
  return !active ? 'Kept out' : passwordGiven ? 'New password' : 'Active';
}

/** Everyone who may sign in: add, keep out, give a new password. */
export function StaffScreen() {
  const { me } = useSession();
  const members = useCare(care.staff.list);
  const [adding, setAdding] = useState(false);
  const [renewing, setRenewing] = useState<StaffMember | null>(null);
  const { mutate: setActive } = useAct(care.staff.setActive, {
    onSuccess: (member) => showToast({ text: member.active ? `${member.name} can sign in again` : `${member.name} is kept out` }),
    onError: (failure) => showToast({ tone: 'neg', text: failure.sentence }),
  });
  const addKey = useKeyOf('staff.add');
  useCommands(() => [{ id: 'staff.add', label: 'Add a member of staff', scope: 'everywhere', icon: IconUserPlus, run: () => setAdding(true) }], []);
  const actsOn = useCallback(
    (row: StaffMember): ReadonlyArray<MenuItem> => [
      { kind: 'item', label: 'Give a new password', icon: IconKey, locked: row.login === me.login ? 'Change your own in your menu at the top.' : null, onClick: () => setRenewing(row) },
      row.active
        ? { kind: 'item', label: 'Keep out', icon: IconUserOff, danger: true, locked: row.login === me.login ? 'You cannot keep yourself out.' : null, onClick: () => setActive({ login: row.login, active: false }) }
        : { kind: 'item', label: 'Let in again', icon: IconUserCheck, onClick: () => setActive({ login: row.login, active: true }) },
    ],
    [me.login, setActive],
  );
  const columns = useMemo(
    (): ReadonlyArray<Column<StaffMember>> => [
      { id: 'name', header: 'Name', value: (row) => row.name, cell: (row) => <span className="medium">{row.name}</span> },
      { id: 'login', header: 'User name', width: 170, value: (row) => row.login, cell: (row) => <span className="ink-2">{row.login}</span> },
      { id: 'role', header: 'Role', width: 150, value: (row) => roleLabels[row.role], cell: (row) => roleLabels[row.role] },
      { id: 'team', header: 'Team', width: 150, value: (row) => row.team, cell: (row) => <span className="ink-2">{row.team}</span> },
      { id: 'extension', header: 'Extension', width: 90, align: 'end', value: (row) => row.extension, cell: (row) => row.extension || '–' },
      { id: 'last', header: 'Last sign-in', width: 130, align: 'end', value: (row) => row.lastSignIn, cell: (row) => (row.lastSignIn ? <Clock at={row.lastSignIn} time /> : <span className="ink-3">Never</span>) },
      { id: 'active', header: 'State', width: 110, value: (row) => stateOf(row), cell: (row) => <Chip {...(stateOf(row) === 'Active' ? { tone: 'pos' as const } : {})}>{stateOf(row)}</Chip> },
      {
        id: 'acts',
        header: '',
        width: 48,
        align: 'end',
        cell: (row) => <Menu target={<Button variant="quiet" size="sm" icon={IconDots} label={`Actions for ${row.name}`} />} items={actsOn(row)} />,
      },
    ],
    [actsOn],
  );
  return (
    <>
      <div className="screen-head">
        <h1>Staff</h1>
        <span className="ink-3">{members.data && `${members.data.filter((one) => one.active).length} can sign in`}</span>
        <span className="grow" />
        <Button variant="primary" icon={IconUserPlus} keys={addKey} onClick={() => setAdding(true)}>Add member</Button>
      </div>
      <Answer of={members} failed="The staff did not load">
        {(rows) => <DataTable fill name="staff" label="Staff" columns={columns} rows={rows} rowId={(row) => row.login} rowActs={actsOn} defaultSort={{ id: 'name', down: false }} />}
      </Answer>
      {adding && <AddStaffDialog onClose={() => setAdding(false)} />}
      {renewing && <PasswordDialog member={renewing} onClose={() => setRenewing(null)} />}
    </>
  );
}
