import { IconLock } from '@tabler/icons-react';
import { care as careRoles } from '../../contract/procedure.ts';
import { useKeyOf } from '../app/own-keys.ts';
import { useSession } from '../app/session.ts';
import { Button } from '../ui/Button.tsx';

/** A part of the overview the caller's level does not show: says what it is and the way out. */
export function LockedPart({ children, onVerify }: { readonly children: string; readonly onVerify: () => void }) {
  const { can } = useSession();
  const key = useKeyOf('customer.verify');
  return (
    <div className="locked-part">
      <p>
        <IconLock size={14} stroke={1.75} aria-hidden="true" />
        {children}
      </p>
      {can(careRoles) && <Button size="sm" keys={key} onClick={onVerify}>Verify caller</Button>}
    </div>
  );
}
