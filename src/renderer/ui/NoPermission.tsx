import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { State } from './State.tsx';

/** A region the role does not allow: says which role does. */
export function NoPermission({ title = 'You can view, not change', children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <State icon={IconLock} title={title}>
      {children}
    </State>
  );
}
