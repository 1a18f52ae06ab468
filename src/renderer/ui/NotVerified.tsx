import { IconShieldLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useKeyOf } from '../app/own-keys.ts';
import { Button } from './Button.tsx';
import { State } from './State.tsx';

export type NotVerifiedProps = { readonly children: ReactNode; readonly onVerify?: () => void };

/** A region that waits until the caller is verified, with the way there. */
export function NotVerified({ children, onVerify }: NotVerifiedProps) {
  const key = useKeyOf('customer.verify');
  return (
    <State icon={IconShieldLock} tone="warn" title="Verify the caller first" actions={onVerify && <Button size="sm" keys={key} onClick={onVerify}>Verify caller</Button>}>
      {children}
    </State>
  );
}
